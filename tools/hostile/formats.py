"""Targets: the formats, with texts that are files, with good files of hostile texts, and with good files damaged."""

import re
from collections.abc import Sequence
from functools import partial

from glossary.linked import LinkedText
from hostile.copying import copied
from hostile.small_files import MAKERS, Make, Paragraph, laid_out, packed
from hostile.target import FileTarget, TextTarget
from translate.documents.document import Segment
from translate.formats import choice
from translate.formats.choice import Settings
from translate.formats.flow import BlockDocument

_GOOD: Sequence[Sequence[Paragraph]] = (
    [["Das ist ein ", "alter", " Satz & ", "noch", " einer. Und ein dritter."], ["Das Haus"], ["„So“, sagte er."]],
    [["Ja."], ["Nein, ", "so nicht", "!"], ["5 % von 1.000 Euro"]],
    [],
)
_ZIPS = ("a.docx", "a.pptx", "a.xlsx", "a.odt", "a.epub")
# Formats of which any text is a file, or may be one.
_TEXTS = ("a.html", "a.md", "a.json", "a.csv", "a.srt", "a.vtt", "a.ass", "a.xlf", "a.tmx", "a.po", "a.txt")
# What is written as another format or beside the source, or is mended as a whole.
_FILLED = ("a.pdf", "a.xlf", "a.tmx", "a.po", "a.txt")
# What of these is translated depends on the words, or sentences go over several blocks.
_CHOSEN = ("a.json", "a.csv", "a.srt", "a.vtt", "a.ass")
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
    if name not in _FILLED and not any(segment.repairs for segment in document.segments) and _is_sound(name, data):
        assert same == data, "what comes out as it was changes nothing"
    longer = form.render(document, [_longer(segment) for segment in document.segments], frozenset())
    if name not in (*_FILLED, *_CHOSEN) and isinstance(document, BlockDocument):
        assert _filled(form.parse(longer, name)) == _filled(document), "as many blocks with sentences as before"


def _is_sound(name: str, data: bytes) -> bool:
    """Whether the text in a file is not mended by its encoding; zips have XML, which is not."""
    return name in _ZIPS or data.decode("utf-8", "replace").encode() == data


def _filled(document: BlockDocument) -> int:
    """How many blocks have sentences."""
    return len({place.block for place in document.places})


def _as_file(name: str, text: str) -> None:
    passed(name, text.encode("utf-8", "surrogatepass"))


def _inside(name: str, make: Make, text: str) -> None:
    """A third of a text as one run, a third as runs of a paragraph, a third as paragraphs."""
    third = len(text) // 3
    runs = _PIECE.findall(text[third : 2 * third])
    paragraphs = [[piece] for piece in _PIECE.findall(text[2 * third :])]
    passed(name, make([[text[:third]], runs, *paragraphs]))


def _samples(make: Make) -> list[bytes]:
    """Good files: one of sentences with marks, one of short words, an empty one."""
    return [make(paragraphs) for paragraphs in _GOOD]


def _packed(name: str, members: bytes) -> None:
    passed(name, packed(members))


def _members(make: Make) -> list[bytes]:
    return [laid_out(data) for data in _samples(make)]


TARGETS = (
    *(TextTarget(name.removeprefix("a."), partial(_as_file, name)) for name in _TEXTS),
    *(TextTarget(f"in {name.removeprefix('a.')}", partial(_inside, name, make)) for name, make in MAKERS.items()),
    *(
        FileTarget(f"damaged {name.removeprefix('a.')}", partial(passed, name), partial(_samples, make))
        for name, make in MAKERS.items()
    ),
    *(
        FileTarget(
            f"damaged members of {name.removeprefix('a.')}",
            partial(_packed, name),
            partial(_members, MAKERS[name]),
        )
        for name in _ZIPS
    ),
)
