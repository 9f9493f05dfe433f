"""FreeDict's sources: TEI in its fifth edition, and in its fourth.

An entry has forms, grammar, and senses with translations: `<cit type="trans"><quote>` or `<trans><tr>`. What is said
of a translation, and examples with theirs, stands inside too and is passed over.
"""

import html.entities
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree import ElementTree

from glossary import safe_xml
from translate.errors import LexiconError
from translate.lexicon.words import Word, made, part_of

KIND = "FreeDict (TEI)"
_ROOTS = ("TEI", "TEI.2")
_READ = frozenset({"orth", "quote", "tr", "pos"})
# Forms that are the lemma's own; to an inflected one the English of the lemma would not fit.
_LEMMA_FORMS = frozenset({"", "lemma", "headword", "variant", "simple", "compound"})
_DEEPEST = 100
# How many bytes may stand before the root, and how many characters an entry reads.
_LONGEST_HEAD = 1 << 20
_LONGEST_ENTRY = 100_000
_LICENCE = re.compile(r"<availability\b[^<>]*>(.{1,3000}?)</availability>", re.DOTALL)
_LONGEST_LICENCE = 400


def licence(head: str) -> str:
    """What the head of a file says of its licence, as one line; empty if it says nothing.

    >>> licence("<availability><p>Under the <ref>GPL</ref>, 3 or later</p></availability>")
    'Under the GPL, 3 or later'
    """
    found = _LICENCE.search(head)
    return " ".join(html.unescape(re.sub("<[^<>]*>", "", found[1])).split())[:_LONGEST_LICENCE] if found else ""


def words(pieces: Iterable[bytes], name: str) -> Iterator[Word]:
    """The words of a file, read piece by piece; raises `LexiconError` with its name for what is no such file."""
    entries = _Entries()
    parser = ElementTree.XMLParser(target=entries)
    parser.entity.update(html.entities.entitydefs)
    try:
        for piece in _checked(pieces, name):
            parser.feed(piece)
            yield from entries.taken()
        parser.close()
    except safe_xml.UnsafeXmlError as found:
        raise LexiconError(f"{name}: {found}") from found
    except (ElementTree.ParseError, ValueError, LookupError) as found:
        where = f":{found.position[0]}" if isinstance(found, ElementTree.ParseError) else ""
        raise LexiconError(f"{name}{where}: not well-formed XML ({found})") from found
    except _RefusedError as found:
        raise LexiconError(f"{name}: {found}") from found
    yield from entries.taken()


class _RefusedError(Exception):
    """XML that is no dictionary; says why."""


def _checked(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The pieces, once what stands before the root is found to be safe."""
    pieces = iter(pieces)
    head: list[bytes] = []

    def recorded() -> Iterator[bytes]:
        for piece in pieces:
            if sum(map(len, head)) > _LONGEST_HEAD:
                raise LexiconError(f"{name}: has no <TEI> at its beginning, and so is no dictionary of FreeDict's")
            head.append(piece)
            yield piece

    safe_xml.check(recorded())
    return chain(head, pieces)


class _Entries:
    """Takes what a parser reads, and keeps the words of the entries that have ended."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._words: list[Word] = []
        self._left = _LONGEST_ENTRY
        self._begin()

    def _begin(self) -> None:
        self._forms: list[str] = []
        self._senses: list[str] = []
        self._part = ""
        self._left = _LONGEST_ENTRY

    def taken(self) -> list[Word]:
        """The words since it was asked last."""
        words, self._words = self._words, []
        return words

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        bare = tag.rpartition("}")[2]
        if not self._open and bare not in _ROOTS:
            raise _RefusedError(f"XML of <{bare[:40]}>, which is no dictionary of FreeDict's")
        if len(self._open) == _DEEPEST:
            raise _RefusedError(f"has {_DEEPEST} elements inside one another; it is no file of this kind")
        self._open.append((bare, attributes.get("type", "")))
        if bare == "entry":
            self._begin()
        if bare in _READ:
            self._text = []

    def data(self, text: str) -> None:
        """Some text stands in the innermost element."""
        if self._open and self._open[-1][0] in _READ and self._left > 0:
            self._left -= len(text)
            self._text.append(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        bare, _ = self._open.pop()
        if bare == "entry":
            found = (made(form, self._senses, self._part) for form in self._forms)
            self._words += [word for word in found if word]
            self._begin()
        elif bare in _READ:
            self._take(bare, " ".join("".join(self._text).split()))
            self._text = []

    def _take(self, tag: str, text: str) -> None:
        around = [(bare, kind) for bare, kind in self._open if bare in ("cit", "form", "trans", "re")]
        if any(kind == "example" or bare == "re" for bare, kind in around):
            return
        if tag == "orth" and all(kind in _LEMMA_FORMS for _, kind in around):
            self._forms.append(text)
        elif tag == "pos" and not any(bare in ("cit", "trans") for bare, _ in around):
            self._part = self._part or part_of(text)
        elif tag == "tr" or (tag == "quote" and any(kind in ("trans", "translation") for _, kind in around)):
            self._senses.append(text)
