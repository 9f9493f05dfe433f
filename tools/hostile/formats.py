"""Targets: the formats, with texts that are files, with good files of hostile texts, and with good files damaged."""

import re
from collections.abc import Callable
from functools import partial

from glossary.linked import LinkedText
from hostile.copying import copied
from hostile.small_files import MAKERS, Make
from hostile.target import TextTarget
from translate.documents.document import Segment
from translate.formats import choice
from translate.formats.choice import Settings

# Formats of which any text is a file, or may be one.
_TEXTS = ("a.html", "a.md", "a.json", "a.csv", "a.srt", "a.vtt", "a.ass", "a.xlf", "a.tmx", "a.po", "a.txt")
# What is written as another format, or beside the source.
_FILLED = ("a.pdf", "a.xlf", "a.tmx", "a.po")
_PIECE = re.compile(r"\S{1,8}\s*|\s+")


def _longer(segment: Segment) -> LinkedText:
    """A translation that differs: a word, and the sentence behind it."""
    copy = copied(segment.text)
    return LinkedText(
        f"X {copy.text}",
        tuple(((start + 2, end + 2), theirs) for (start, end), theirs in copy.links),
    )


def passed(name: str, data: bytes) -> None:
    """Reads a file, and writes it with sentences that come out as they were, and with others."""
    form = choice.form(choice.named(name) or choice.TEXT, name, Settings())
    document = form.parse(data, name)
    at = 0
    for segment in document.segments:
        assert at <= segment.start <= segment.end <= len(document.text), "sentences are in order"
        at = segment.end
    same = form.render(document, [copied(segment.text) for segment in document.segments], frozenset())
    if name not in _FILLED:
        assert same == data, "what comes out as it was changes nothing"
    form.render(document, [_longer(segment) for segment in document.segments], frozenset())


def _as_file(name: str, text: str) -> None:
    passed(name, text.encode("utf-8", "surrogatepass"))


def _inside(name: str, make: Make, text: str) -> None:
    """A third of a text as one run, a third as runs of a paragraph, a third as paragraphs."""
    third = len(text) // 3
    runs = _PIECE.findall(text[third : 2 * third])
    paragraphs = [[piece] for piece in _PIECE.findall(text[2 * third :])]
    passed(name, make([[text[:third]], runs, *paragraphs]))


def _target(title: str, run: Callable[[str], None]) -> TextTarget:
    return TextTarget(title, run)


TARGETS = (
    *(TextTarget(name.removeprefix("a."), partial(_as_file, name)) for name in _TEXTS),
    *(TextTarget(f"in {name.removeprefix('a.')}", partial(_inside, name, make)) for name, make in MAKERS.items()),
)
