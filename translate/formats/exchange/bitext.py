"""The translation of any document as XLIFF or TMX, so that work goes on in a translator's tool.

XLIFF is written as 1.2: all tools of today read it, also those that know 2.0, and they agree on what it means. A
paragraph is a group and a sentence a unit, for many tools show a unit with segments in it (`seg-source`) as one.
"""

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import PurePath

from translate.documents.document import Document
from translate.formats.exchange.tmx_file import TmxDocument
from translate.formats.exchange.xliff import XliffDocument
from translate.formats.xml_events import escaped, escaped_value
from translate.report import Report, Translation

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_DATATYPES = {"": "plaintext", ".txt": "plaintext", ".html": "html", ".htm": "html", ".xml": "xml"}
# The lines of a memory behind its units.
MEMORY_TAIL = ("  </body>", "</tmx>")
_QUALIFIERS = {"model": "leveraged-mt", "memory": "exact-match"}


def is_one(document: Document) -> bool:
    """Whether a document is of such a format already."""
    return isinstance(document, XliffDocument | TmxDocument)


def xliff(report: Report) -> bytes:
    """A file of XLIFF 1.2 with a group a paragraph and a unit a sentence, in UTF-8.

    A sentence that a person should look at has the state "needs-review-translation", others "translated". Notes tell
    what is doubtful, and how terms of the glossary were translated.
    """
    name = _name(report)
    lines = [
        _DECLARATION,
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
        f'  <file original="{escaped_value(name)}" source-language="de" target-language="en" '
        f'datatype="{_datatype(name)}">',
        "    <header>",
        f'      <tool tool-id="deen" tool-name="deen" tool-version="{version("deen-mt")}"/>',
        "    </header>",
        "    <body>",
    ]
    numbered = enumerate(report.translations, 1)
    for paragraph, group in groupby(numbered, key=lambda one: one[1].segment.paragraph):
        lines.append(f'      <group id="p{paragraph + 1}" restype="x-paragraph">')
        for number, translation in group:
            lines += _unit(number, translation)
        lines.append("      </group>")
    return _bytes([*lines, "    </body>", "  </file>", "</xliff>"])


def _unit(number: int, translation: Translation) -> Iterator[str]:
    state = "needs-review-translation" if translation.to_look_at else "translated"
    qualifier = _QUALIFIERS.get(translation.origin)
    said = f' state-qualifier="{qualifier}"' if qualifier else ""
    yield f'        <trans-unit id="{number}">'
    yield f"          <source>{escaped(translation.segment.text)}</source>"
    yield f'          <target state="{state}"{said}>{escaped(translation.text)}</target>'
    for note in _doubts(translation):
        yield f'          <note from="deen" annotates="target">{escaped(note)}</note>'
    for note in _terms(translation):
        yield f'          <note from="deen" annotates="source">{escaped(note)}</note>'
    yield "        </trans-unit>"


def tmx(report: Report) -> bytes:
    """A memory in TMX 1.4 with a unit a sentence, in UTF-8.

    A sentence that a person should look at has a property of the type "x-deen:needs-review"; notes are as in XLIFF.
    """
    units = (line for number, made in enumerate(report.translations, 1) for line in _memory_unit(number, made))
    return _bytes([*memory_head(report), *units, *MEMORY_TAIL])


def memory_head(report: Report) -> list[str]:
    """The lines of a memory before its units."""
    name = _name(report)
    return [
        _DECLARATION,
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<tmx version="1.4">',
        f'  <header creationtool="deen" creationtoolversion="{version("deen-mt")}" segtype="sentence" o-tmf="deen" '
        f'adminlang="en" srclang="de" datatype="{_datatype(name)}">',
        f'    <prop type="x-document">{escaped(name)}</prop>',
        "  </header>",
        "  <body>",
    ]


def _memory_unit(number: int, translation: Translation) -> Iterator[str]:
    yield f'    <tu tuid="{number}">'
    for note in (*_doubts(translation), *_terms(translation)):
        yield f"      <note>{escaped(note)}</note>"
    yield f'      <tuv xml:lang="de"><seg>{escaped(translation.segment.text)}</seg></tuv>'
    review = '<prop type="x-deen:needs-review">yes</prop>' if translation.to_look_at else ""
    yield f'      <tuv xml:lang="en">{review}<seg>{escaped(translation.text)}</seg></tuv>'
    yield "    </tu>"


def _doubts(translation: Translation) -> Iterator[str]:
    for doubt in translation.doubts:
        yield f"{doubt.check}: {doubt.detail}"


def _terms(translation: Translation) -> Iterator[str]:
    """One note of all terms: those that were put in as a last resort, or are missing, say so."""
    words = {"inserted": " (inserted as a last resort)", "missing": " (missing)"}
    told = (f"{one.match.term.source} = {one.match.target}{words.get(one.step, '')}" for one in translation.terms)
    terms = "; ".join(dict.fromkeys(told))
    if terms:
        yield f"terms: {terms}"


def _name(report: Report) -> str:
    """The document's name without the folders that it lies in on this machine."""
    return PurePath(report.document.name).name or "text"


def _datatype(name: str) -> str:
    """What kind of data a file holds, in the words of both standards: one of theirs, or one that begins with x-."""
    ending = PurePath(name).suffix.lower()
    return _DATATYPES.get(ending) or escaped_value(f"x-{ending[1:]}".replace(" ", "-"))


def _bytes(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8")
