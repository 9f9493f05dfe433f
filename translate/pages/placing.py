"""How the sentences of a report stand beside each other, and what its page carries to write files without a server."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from translate.formats import plain
from translate.formats.exchange import bitext
from translate.report import Report, Translation


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment with its number among the sentences, 0 for what passed through.

    `space`: whether one stands before it in its paragraph.
    """

    number: int
    space: bool
    translation: Translation


def placed(report: Report) -> Iterator[Placed]:
    """All that a reader sees, in order."""
    number = at = 0
    paragraph = -1
    sentence_before = False
    for translation in report.all_segments:
        segment = translation.segment
        is_sentence = translation.origin != "passed through"
        number += is_sentence
        # Sentences that touched each other get a space between, as in the translation.
        apart = segment.start > at or (is_sentence and sentence_before)
        yield Placed(number if is_sentence else 0, apart and segment.paragraph == paragraph, translation)
        at, paragraph, sentence_before = segment.end, segment.paragraph, is_sentence


def carried(report: Report) -> dict[str, object]:
    """What the script of the page needs, as plain values.

    `key` tells this translation from others, `name` is what files are called, `memory` stands before and behind the
    units of a TMX file; `layout` is the English text: texts that stay, numbers of sentences, and paragraphs that are
    broken at a width.
    """
    document = report.document
    name = PurePath(document.name).stem if document.name not in ("", "-") else ""
    return {
        "key": _digest(report),
        "name": name or "translation",
        "memory": [_text(bitext.memory_head(report)), _text(bitext.MEMORY_TAIL)],
        "layout": list(_of_plain(document) if isinstance(document, plain.PlainDocument) else _paragraphs(report)),
    }


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _digest(report: Report) -> str:
    texts = (text for one in report.translations for text in (one.segment.text, one.text))
    return hashlib.sha256("\0".join((report.document.name, *texts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _of_plain(document: plain.PlainDocument) -> Iterator[object]:
    for part in plain.layout(document):
        if not isinstance(part, plain.Paragraph):
            yield _numbered(part)
            continue
        block = part.block
        yield {
            "width": block.width,
            "first": block.first,
            "rest": block.rest,
            "break": block.line_break,
            "parts": [*map(_numbered, part.parts)],
        }


def _numbered(part: str | int) -> str | int:
    """A part with the number of its sentence as people count."""
    return part if isinstance(part, str) else part + 1


def _paragraphs(report: Report) -> Iterator[object]:
    """The sentences of a document of another format: a line between two paragraphs."""
    paragraph: int | None = None
    for one in placed(report):
        segment = one.translation.segment
        if paragraph is not None and segment.paragraph != paragraph:
            yield "\n\n"
        elif one.space:
            yield " "
        yield one.number or segment.text
        paragraph = segment.paragraph
    if paragraph is not None:
        yield "\n"
