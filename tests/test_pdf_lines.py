import io

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pdf import pdf

from translate.errors import DocumentError
from translate.formats import pdf_lines

TEXT = [(20, 50, 780, "Die Lage"), (12, 50, 750, "Der Präsident (in Köln)"), (12, 50, 736, "sprach.")]


def test_lines_with_their_places_and_sizes() -> None:
    found = pdf_lines.read(pdf(TEXT), "name.pdf")
    assert [(line.size, line.left, line.bottom, line.text) for line in found] == TEXT


def test_pieces_of_a_line_are_one() -> None:
    page = [(12, 50, 700, "Stadt"), (12, 200, 701, "Einwohner"), (12, 50, 680, "Köln")]
    assert [line.text for line in pdf_lines.read(pdf(page), "name.pdf")] == ["Stadt Einwohner", "Köln"]


def test_heads_and_feet_and_numbers_of_pages_are_left_out() -> None:
    pages = [
        [(9, 50, 820, f"Jahresbericht 2024, Teil {number}"), (12, 50, 780, f"Satz {'abcd'[number]}."),
         (12, 50, 766, "Noch einer."), (12, 50, 752, f"Und {'wxyz'[number]}."), (9, 300, 20, f"Seite {number} von 4")]
        for number in range(4)
    ]  # fmt: skip
    found = [line.text for line in pdf_lines.read(pdf(*pages), "name.pdf")]
    letters = zip("abcd", "wxyz", strict=True)
    assert found == [text for one, other in letters for text in (f"Satz {one}.", "Noch einer.", f"Und {other}.")]


def test_damaged_files_are_told_in_one_line() -> None:
    data = pdf(TEXT)
    for damaged in (b"", b"Hallo", data[:60], data.replace(b"/Pages", b"/Stages"), b"%PDF-1.4\n" + b"\0" * 500):
        with pytest.raises(DocumentError, match=r"^name\.pdf: (?:a damaged PDF, or none|has no text).*") as raised:
            pdf_lines.read(damaged, "name.pdf")
        assert "\n" not in str(raised.value)


@given(st.data())
def test_any_damage_is_told_or_read(data: st.DataObject) -> None:
    whole = bytearray(pdf(TEXT))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=5)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        pdf_lines.read(bytes(whole), "name.pdf")
    except DocumentError as error:
        told = str(error)
    else:
        told = "name.pdf: read"
    assert told.startswith("name.pdf: ")


def test_one_with_a_password_is_refused_and_one_without_text() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(TEXT)))
    writer.encrypt("geheim", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(DocumentError, match="asks for a password"):
        pdf_lines.read(locked.getvalue(), "name.pdf")
    with pytest.raises(DocumentError, match="has no text, only pictures of it"):
        pdf_lines.read(pdf([]), "name.pdf")
