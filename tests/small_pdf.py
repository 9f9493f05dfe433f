"""PDFs of a few lines, made by hand."""

from collections.abc import Sequence

from hostile.small_files import pdf_escaped, pdf_of

# The size of its letters, where it stands from the left and from the bottom, and the text.
Drawn = tuple[float, float, float, str]


def pdf(*pages: Sequence[Drawn]) -> bytes:
    """A PDF with these lines on its pages."""
    return pdf_of([
        b"\n".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, left, bottom, pdf_escaped(text))
            for size, left, bottom, text in page
        )
        for page in pages
    ])  # fmt: skip
