"""Reading a lexicon in whatever format it is, which its contents tell, and for dictd its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from translate.errors import LexiconError
from translate.lexicon import dictd, ding, lines, table, tei, wiktextract
from translate.lexicon.words import Giving

# How much of a file is looked at to find out what it is; a licence stands there too.
_HEAD_LINES = 400
_HEAD_BYTES = 1 << 16
_READ = (
    "Ding, FreeDict (TEI, or .index with .dict.dz), Wiktextract (JSON lines), and tables with a tab between German and "
    "English"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file is, what it says of its licence, and its words, which are read as they are asked for."""

    kind: str
    licence: str
    words: Iterator[Giving]


@contextmanager
def opened(path: Path) -> Iterator[Contents]:
    """The contents of a file while it is open; raises `LexiconError`, also while its words are read."""
    if dictd.is_dictd(path):
        dictionary = dictd.Dictionary(path)
        yield Contents(dictd.KIND, dictionary.licence(), map(Giving, dictionary.words()))
        return
    with lines.opened(path) as found:
        yield _contents(found, str(path))


def _contents(found: Iterator[bytes], name: str) -> Contents:
    head: list[bytes] = []
    while len(head) < _HEAD_LINES and sum(map(len, head)) < _HEAD_BYTES and (line := next(found, b"")):
        head.append(line)
    everything = chain(head, found)
    text = list(lines.decoded(head, name)) if not _is_xml(head) else []
    first = next((line.lstrip() for line in text if line.strip()), "")
    if _is_xml(head):
        told = tei.licence(b"".join(head).decode("utf-8", "replace"))
        return Contents(tei.KIND, told, map(Giving, tei.words(everything, name)))
    if first.startswith("{"):
        return Contents(wiktextract.KIND, "", map(Giving, wiktextract.words(lines.decoded(everything, name), name)))
    if ding.is_ding(text):
        return Contents(ding.KIND, ding.licence(text), ding.words(lines.decoded(everything, name)))
    if table.is_glossary(text):
        raise LexiconError(f"{name}: a glossary, whose words are always used; give it to deen translate with -g")
    if first and table.is_table(text):
        return Contents(table.KIND, table.licence(text), map(Giving, table.words(lines.decoded(everything, name))))
    raise LexiconError(f"{name}: {'no lexicon' if first else 'empty, no lexicon'} that deen reads; it reads {_READ}")


def _is_xml(head: list[bytes]) -> bool:
    return b"".join(head[:5]).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
