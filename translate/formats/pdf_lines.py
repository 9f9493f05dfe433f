"""The lines of a PDF with their places and sizes, as far as a program can tell them that only draws letters."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from translate.errors import DocumentError

# Letters that stand this much higher or lower than others, in their size, are on another line.
_SAME_LINE = 0.35
# Lines at the top and at the bottom of a page that may be its head and foot.
_EDGE = 2
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[\W_]*(?:(?:Seite|S\.)\s*)?\d{1,4}(?:\s*(?:/|von)\s*\d{1,4})?[\W_]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, where it stands from the left and from the bottom, and its size, in points."""

    page: int
    text: str
    left: float
    bottom: float
    size: float


def read(data: bytes, name: str) -> list[Line]:
    """The lines of a PDF in the order in which they are drawn, without heads, feet and numbers of pages.

    Raises `DocumentError` for data that are no PDF or damaged, for one that asks for a password, and for one without
    text, such as a scanned page.
    """
    # What it can mend it tells; nobody can do anything about it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{name}: asks for a password; save it without one")
        pages = [list(_lines(page, number)) for number, page in enumerate(reader.pages)]
    except DependencyError as error:
        raise DocumentError(f"{name}: is encrypted; save it without that") from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as e:
        # A damaged file ends in any of these.
        raise DocumentError(f"{name}: a damaged PDF, or none: {str(e) or type(e).__name__}; save it anew") from e
    if not any(pages):
        raise DocumentError(f"{name}: has no text, only pictures of it; have a program for that read it first (OCR)")
    return _without_edges(pages)


@dataclass(slots=True)
class _Open:
    """A line that is being read."""

    parts: list[str] = field(default_factory=list)
    left: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    end: float = 0.0


def _lines(page: Any, number: int) -> Iterator[Line]:
    found: list[_Open] = []

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], font: Mapping[str, Any], size: float) -> None:
        if not text.strip():
            if found and text and not text.startswith("\n"):
                found[-1].parts.append(" ")
            return
        left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        bottom = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        own = abs(size * inner[3] * outer[3]) or abs(size) or 1.0
        last = found[-1] if found else None
        if last is None or abs(last.bottom - bottom) > _SAME_LINE * max(own, last.size):
            found.append(_Open([], left, bottom, own, left))
            last = found[-1]
        if last.parts and left - last.end > own and not last.parts[-1].endswith(" "):
            last.parts.append(" ")
        last.parts.append(text.replace("\n", " "))
        last.size = max(last.size, own)
        last.end = left + 0.5 * own * len(text.strip())

    page.extract_text(visitor_text=visit)
    for one in found:
        text = " ".join("".join(one.parts).split())
        if text:
            yield Line(number, text, one.left, one.bottom, round(one.size, 1))


def _without_edges(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages without those at the edges that many pages have, or that number them."""
    shapes = Counter(
        shape for page in pages for shape in {_shape(line) for line in (*page[:_EDGE], *page[_EDGE:][-_EDGE:])}
    )
    often = max(3, len(pages) // 3)
    kept: list[Line] = []
    for page in pages:
        for index, line in enumerate(page):
            edge = index < _EDGE or index >= len(page) - _EDGE
            repeated = shapes[_shape(line)] >= often
            if not (edge and (repeated or _NUMBER.fullmatch(line.text))):
                kept.append(line)
    return kept


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)
