"""Small documents of blocks with tags, and translations that tell where each word went."""

import re
from collections.abc import Callable, Mapping, Sequence

from glossary.linked import LinkedText
from translate.documents.document import Document, Segment
from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text

_PIECE = re.compile(r"<code>(?P<code>.*?)</code>|<(?P<closing>/?)(?P<name>\w+)(?P<empty>/?)>|(?P<text>[^<]+)")
_WORD = re.compile(r"\w+|[^\w\s]")


def block(source: str, start: int = 0) -> Block:
    """The block of some tags and texts: `<b>alt</b>` goes around, `<n/>` is a point, `<br/>` a space as well."""
    parts: list[BlockPart] = []
    for piece in _PIECE.finditer(source):
        first, last = piece.start() + start, piece.end() + start
        if piece["code"] is not None:
            parts.append(Copied(first, last, piece["code"]))
        elif piece["text"] is not None:
            parts.append(Text(first, last, piece["text"]))
        elif piece["empty"]:
            parts.append(Mark(first, last, "point", piece["name"], " " if piece["name"] == "br" else ""))
        else:
            parts.append(Mark(first, last, "closing" if piece["closing"] else "opening", piece["name"]))
    return Block(tuple(parts))


def capitals(segment: Segment) -> LinkedText:
    """A translation in which every word is itself in capitals, in its place."""
    kept = {at for start, end in segment.copied for at in range(start, end)}
    letters = ((at, letter, letter.upper()) for at, letter in enumerate(segment.text))
    text = "".join(letter if at in kept or len(upper) > 1 else upper for at, letter, upper in letters)
    return LinkedText(text, tuple((word.span(), word.span()) for word in _WORD.finditer(segment.text)))


def all_capitals(document: Document) -> list[LinkedText]:
    return [capitals(segment) for segment in document.segments]


def unchanged(document: Document) -> list[LinkedText]:
    """What an engine says that answers the source."""
    return [LinkedText(segment.text) for segment in document.segments]


def word_by_word(source: str, english: str, pairs: Mapping[str, str]) -> LinkedText:
    """A translation whose words, the keys, translate words of the source."""
    links = []
    for ours, theirs in pairs.items():
        for own, other in zip(ours.split(), theirs.split() * len(ours.split()), strict=False):
            at, to = english.index(own), source.index(other)
            links.append(((at, at + len(own)), (to, to + len(other))))
    return LinkedText(english, tuple(sorted(links)))


def applied(translate: Callable[[Segment], LinkedText], segments: Sequence[Segment]) -> list[LinkedText]:
    return [translate(segment) for segment in segments]
