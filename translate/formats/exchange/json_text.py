"""JSON: strings in values, of files of messages as well as of records; JSON lines too.

A value that is chosen by no path is translated if it has words and is no name of a program: an identifier, an address,
a date. Keys are never translated, nor what stands under a key that begins with @ or $.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from glossary.linked import LinkedText, Span
from translate.errors import DocumentError
from translate.formats import charsets, flow
from translate.formats.blocks import Block, Copied, Text
from translate.formats.charsets import Charset
from translate.formats.exchange import icu, messages
from translate.formats.exchange.json_values import JsonString, Paths, strings
from translate.formats.exchange.messages import Message
from translate.formats.flow import BlockDocument
from translate.formats.splice import spliced

# Two halves of a character make one.
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_SIMPLE = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
# What has to be escaped, as it is written where the file does not show.
_NEEDED = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROL = {code: f"\\u{code:04x}" for code in range(32) if chr(code) not in _NEEDED}
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SPACE = re.compile(r"\S\s+\S")
# One word that programs read: small letters, or with signs or capitals inside it.
_IDENTIFIER = re.compile(
    r"[a-z0-9]+|(?>[\w./:#@+~%=&?*-]*?(?:[_/:#@=\\]|[a-z][A-Z]|\d|\w\.\w|[a-z0-9]-[a-z0-9]))[\w./:#@+~%=&?*-]*"
)
_UMLAUT = re.compile("[äöüß]")
_TECHNICAL = frozenset(
    "class code color email file filename format guid hash href icon id image key kind lang language locale mime "
    "path ref role slug src status tag type url uuid version".split()
)  # fmt: skip
_LONGEST_WORD = 80
_NAMED = 12


@dataclass(frozen=True, slots=True)
class JsonDocument(BlockDocument):
    """A JSON text; `spellings` are the escapes that it writes for characters that need none."""

    charset: Charset = field(default_factory=Charset)
    spellings: Mapping[str, str] = field(default_factory=dict)
    ascii_only: bool = False


@dataclass(frozen=True, slots=True)
class Json:
    """The format of JSON.

    `fields` are the paths of the values that are translated, with all strings in them: keys with dots between, `[]` for
    the items of a list, `*` for any key, `**` for any number of them (`title`, `items[].body`, `**.text`). Without any,
    all strings are that read like text.
    """

    repair: bool = True
    fields: tuple[str, ...] = ()

    def parse(self, data: bytes, name: str) -> JsonDocument:
        """The document in the data of a file; a name that ends with `.jsonl` or `.ndjson` has a value a line.

        Raises `DocumentError` for what is not JSON, and for paths that lead nowhere, with those that there are.
        """
        decoded = charsets.decoded(data, name)
        several = name.lower().endswith((".jsonl", ".ndjson"))
        found = list(strings(decoded.text, name, Paths.of(self.fields), several=several))
        for one in found:
            _check(decoded.text, one, name)
        chosen = [one for one in found if one.selected] if self.fields else _prose(decoded.text, found)
        if self.fields and not chosen:
            raise DocumentError(f"{name}: no text at {', '.join(self.fields)}; there is {_named(found)}")
        blocks: list[Block] = []
        odd = 0
        for one in chosen:
            try:
                blocks += messages.blocks(Message(list(pieces(decoded.text, (one.start, one.end)))))
            except ValueError:
                odd += 1
        notices = icu.left_alone(odd)
        made = flow.document(name, decoded.text, blocks, [*decoded.notices, *notices], repair=self.repair)
        spellings = _spellings(decoded.text, found)
        non_ascii = any(ord(character) > 127 for character in spellings)
        return JsonDocument(
            made.name, made.text, made.segments, made.passed_through, made.notices,
            source=made.source, blocks=made.blocks, places=made.places,
            charset=decoded.charset, spellings=spellings, ascii_only=non_ascii and decoded.text.isascii(),
        )  # fmt: skip

    def render(
        self, document: JsonDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The JSON text with translations in its values, in the encoding that it had; JSON has no word for doubts."""

        def write(text: str, block: Block) -> str:
            return escaped(messages.written(text, block), document.spellings, ascii_only=document.ascii_only)

        made = spliced(document.source, flow.edits(document, translations, write))
        return document.charset.encoded(made, _by_number)


def escaped(text: str, spellings: Mapping[str, str], *, ascii_only: bool) -> str:
    """A text as it stands between quotation marks; `spellings` are further characters that are escaped.

    >>> escaped("„a/b“", {"/": "\\\\/"}, ascii_only=True)
    '\\\\u201ea\\\\/b\\\\u201c'
    """
    table = {ord(character): escape for character, escape in (_NEEDED | dict(spellings)).items()}
    made = text.translate(_CONTROL | table)
    return made if made.isascii() or not ascii_only else _NON_ASCII.sub(lambda one: _by_number(one[0]), made)


def pieces(data: str, span: Span) -> Iterator[Text | Copied]:
    """What is read between the quotation marks of a string: runs of characters, and escapes."""
    at, end = span
    for escape in _ESCAPE.finditer(data, at, end):
        if escape.start() > at:
            yield Text(at, escape.start(), data[at : escape.start()])
        at = escape.end()
        character = _character(escape[0])
        # Half of a character is none.
        half = "\ud800" <= character <= "\udfff"
        yield Copied(*escape.span(), "\ufffd") if half else Text(*escape.span(), character)
    if end > at:
        yield Text(at, end, data[at:end])


def _character(escape: str) -> str:
    if escape[1] != "u":
        return _SIMPLE.get(escape[1], escape[1])
    if len(escape) == 6:
        return chr(int(escape[2:], 16))
    high, low = int(escape[2:6], 16), int(escape[8:], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _check(data: str, one: JsonString, name: str) -> None:
    for escape in _ESCAPE.finditer(data, one.start, one.end) if "\\" in data[one.start : one.end] else ():
        if len(escape[0]) == 2 and escape[0][1] not in _SIMPLE:
            line = data.count("\n", 0, escape.start()) + 1
            raise DocumentError(
                f"{name}: not JSON: line {line} has the escape {escape[0]}, which is none; mend it there"
            )


def _by_number(character: str) -> str:
    return json.dumps(character)[1:-1]


def _spellings(data: str, found: Iterable[JsonString]) -> dict[str, str]:
    """The escapes that a text has for characters that it never writes as they are."""
    escapes: dict[str, str] = {}
    bare: set[str] = set()
    for one in found:
        for piece in pieces(data, (one.start, one.end)):
            if isinstance(piece, Copied):
                continue
            if data[piece.start] == "\\":
                escapes[piece.text] = data[piece.start : piece.end]
            else:
                bare.update(piece.text)
    return {character: escape for character, escape in escapes.items() if character not in bare}


# --- Which values are text ---


def _prose(data: str, found: Sequence[JsonString]) -> list[JsonString]:
    """The values that have words and are no names of programs."""
    read = [(one, _read(data, one)) for one in found if not one.metadata]
    sentences = sum(_SPACE.search(text) is not None for _, text in read)
    # In a file of messages, one small word is a message too.
    small_words = 2 * sentences > len(read)
    return [one for one, text in read if _reads_like_text(one.key, text, small_words=small_words)]


def _read(data: str, one: JsonString) -> str:
    return "".join(piece.text for piece in pieces(data, (one.start, one.end)))


def _reads_like_text(key: str, text: str, *, small_words: bool) -> bool:
    text = text.strip()
    if not _LETTERS.search(text):
        return False
    if _SPACE.search(text) or _UMLAUT.search(text):
        return True
    if key.lower() in _TECHNICAL or len(text) > _LONGEST_WORD:
        return False
    return not _IDENTIFIER.fullmatch(text) or (small_words and text.isalpha())


def _named(found: Sequence[JsonString]) -> str:
    """The paths to strings, the most frequent first."""
    paths = Counter(one.path for one in found)
    named = [path or "one string" for path, _ in paths.most_common(_NAMED)]
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return (", ".join(named) or "none") + more
