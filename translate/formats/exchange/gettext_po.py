"""PO, the catalogues of gettext: what has no translation gets one.

The language of `msgid` must be German, which a PO file does not say. What is translated already is left, also where it
is fuzzy, and so is what is obsolete.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import charsets, flow
from translate.formats.blocks import Block
from translate.formats.charsets import Charset
from translate.formats.exchange import accelerators, icu, messages, po_entries
from translate.formats.exchange.messages import Message, Printf
from translate.formats.exchange.po_entries import Entry
from translate.formats.exchange.values import contents
from translate.formats.flow import BlockDocument
from translate.formats.splice import Edit, spliced

_CHARSET = re.compile(rb"charset=([\w.:-]{1,40})")
_HEADER_REACH = 20_000
_LANGUAGE = re.compile(r"(?:\\n|\A)Language:[ \t]*([\w@.-]*)")
_LANGUAGE_LINE = re.compile(r'"Language:[ \t]*(?=\\n")')
_PLURAL_LINE = re.compile(r'"Plural-Forms:[ \t]*(?:nplurals=INTEGER;[ \t]*plural=EXPRESSION;)?(?=\\n")')
_LANGUAGE_SET = '"Language: en'
_PLURAL_SET = '"Plural-Forms: nplurals=2; plural=(n != 1);'
_LONG = 100


@dataclass(frozen=True, slots=True)
class PoTarget:
    """The translations of a keyword of an entry: `targets` get that of the blocks in `blocks`."""

    entry: Entry
    keyword: str
    targets: tuple[str, ...]
    blocks: range
    accelerator: str = ""


@dataclass(frozen=True, slots=True)
class PoDocument(BlockDocument):
    """A PO file; `wrap`: whether its long lines are broken."""

    charset: Charset = field(default_factory=Charset)
    header: Entry | None = None
    targets: tuple[PoTarget, ...] = ()
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class Po:
    """The format PO.

    A translation with a sentence that a person should look at gets the flag "fuzzy". Of plural forms, the first gets
    the translation of `msgid`, the others that of `msgid_plural`.
    """

    repair: bool = True

    def parse(self, data: bytes, name: str) -> PoDocument:
        """The document in the data of a file.

        Raises `DocumentError` for what is no PO file, or one whose translations are not to be English.
        """
        declared = _CHARSET.search(data, 0, _HEADER_REACH)
        decoded = charsets.decoded(data, name, declared[1].decode("ascii", "replace") if declared else "")
        text = decoded.text
        entries = list(po_entries.entries(text, name))
        header = next((entry for entry in entries if _is_header(entry)), None)
        if header is not None:
            _check_language(text, header, name)
        blocks: list[Block] = []
        targets: list[PoTarget] = []
        odd = 0
        underscores = accelerators.are_underscores(text)
        for entry in entries:
            if entry is header or not _is_open(entry):
                continue
            try:
                for keyword, others in _fields(entry):
                    own, accelerator = _blocks(text, entry, keyword, underscores)
                    targets.append(
                        PoTarget(entry, keyword, others, range(len(blocks), len(blocks) + len(own)), accelerator)
                    )
                    blocks += own
            except ValueError:
                odd += 1
        notices = icu.left_alone(odd)
        made = flow.document(name, text, blocks, [*decoded.notices, *notices], repair=self.repair)
        return PoDocument(
            made.name, made.text, made.segments, made.passed_through, made.notices,
            source=made.source, blocks=made.blocks, places=made.places,
            charset=decoded.charset, header=header, targets=tuple(targets), wrap=_is_wrapped(text, entries),
        )  # fmt: skip

    def render(
        self, document: PoDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The file with the translations that were missing; `doubtful` are the numbers of segments to look at."""
        data = document.source
        line_break = "\r\n" if "\r\n" in data else "\n"
        sources = [one.entry.place(one.keyword) for one in document.targets]
        made = contents(data, flow.edits(document, translations, _write), sources)
        doubts = {document.places[number].block for number in doubtful}
        edits: list[Edit] = []
        fuzzy: dict[int, Entry] = {}
        for target, source, english in zip(document.targets, sources, made, strict=True):
            content = data[slice(*source)] if english is None else english
            string = accelerators.put_in(po_entries.joined(content), target.accelerator)
            for keyword in target.targets:
                start, end = target.entry.place(keyword)
                text = po_entries.wrapped(string, keyword, line_break, wrap=document.wrap)
                edits.append(Edit(start - 1, end + 1, (text,)))
            if not doubts.isdisjoint(target.blocks):
                fuzzy[target.entry.start] = target.entry
        edits += [_flagged(entry, line_break) for entry in fuzzy.values()]
        if edits and document.header is not None:
            edits += _of_header(data, document.header, line_break)
        return document.charset.encoded(spliced(data, edits), charsets.plain)


def _write(text: str, block: Block) -> str:
    return po_entries.escaped(messages.written(text, block))


def _is_header(entry: Entry) -> bool:
    return "msgid" in entry.strings and "msgctxt" not in entry.strings and entry.is_empty("msgid")


def _is_open(entry: Entry) -> bool:
    """Whether an entry has none of its translations."""
    has_all = "msgid" in entry.strings and entry.targets
    return bool(has_all) and not entry.is_empty("msgid") and all(map(entry.is_empty, entry.targets))


def _fields(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The keywords that are translated, each with those that get its translation."""
    targets = tuple(entry.targets)
    if "msgid_plural" in entry.strings:
        yield "msgid", targets[:1]
        yield "msgid_plural", targets[1:]
    else:
        yield "msgid", targets


def _blocks(data: str, entry: Entry, keyword: str, underscores: bool) -> tuple[list[Block], str]:
    """The blocks of a message, and the sign before the letter of its accelerator."""
    parts = list(po_entries.pieces(data, entry.strings[keyword]))
    sign = accelerators.sign("".join(part.text for part in parts), underscores=underscores)
    return messages.blocks(Message(accelerators.without(parts, sign)), printf=_printf(entry.flags)), sign


def _printf(flags: Set[str]) -> Printf:
    """Whether flags say that a message has directives such as `%s`."""
    formats = [flag for flag in flags if flag.endswith("-format") and "brace" not in flag]
    if any(flag.startswith("no-") for flag in formats):
        return "none"
    return "sure" if formats else "guessed"


def _check_language(data: str, header: Entry, name: str) -> None:
    values = "".join(data[start:end] for keyword in header.targets for start, end in header.strings[keyword])
    language = _LANGUAGE.search(values)
    if language and language[1] and not re.match(r"(?i)en(?:\b|_)", language[1]):
        raise DocumentError(
            f'{name}: its Language is "{language[1]}", but msgstr is to be English; correct it there if it is wrong'
        )


def _is_wrapped(data: str, entries: Sequence[Entry]) -> bool:
    spans = (span for entry in entries for keyword in entry.strings for span in entry.strings[keyword])
    return not any(end - start > _LONG and " " in data[start : start + _LONG // 2] for start, end in spans)


def _flagged(entry: Entry, line_break: str) -> Edit:
    """An entry flagged as one that a person should look at."""
    if entry.flags_line is None:
        return Edit(entry.start, entry.start, (f"#, fuzzy{line_break}",))
    at = entry.flags_line[0] + len("#,")
    return Edit(at, at, (" fuzzy,",)) if "fuzzy" not in entry.flags else Edit(at, at, ())


def _of_header(data: str, header: Entry, line_break: str) -> Iterator[Edit]:
    """The language and its plural forms, where the header does not say them."""
    if not header.targets:
        return
    start, end = header.place(header.targets[0])
    for word, line, text in (
        ("Language:", _LANGUAGE_LINE, _LANGUAGE_SET),
        ("Plural-Forms:", _PLURAL_LINE, _PLURAL_SET),
    ):
        there = line.search(data, start - 1, end + 1)
        if there:
            yield Edit(*there.span(), (text,))
        elif word not in data[start:end] and data[start:end].endswith("\\n"):
            yield Edit(end + 1, end + 1, (f'{line_break}{text}\\n"',))
