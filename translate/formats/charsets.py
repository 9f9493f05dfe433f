"""The text in the bytes of a file of data, and text in the same encoding again."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from translate.documents import files
from translate.errors import DocumentError

_UTF8 = "utf-8"
# The mark of UTF-32 begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, _UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is set in English and older encodings lack.
_PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "€": "EUR", "\u00a0": " "}


@dataclass(frozen=True, slots=True)
class Charset:
    """How a file encodes its text: the name of the encoding, and the mark before the text."""

    name: str = _UTF8
    bom: bytes = b""

    def encoded(self, text: str, instead: Callable[[str], str]) -> bytes:
        """The text as the file's bytes; for a character that the encoding lacks comes `instead` of it.

        >>> Charset("latin-1").encoded("„Müll“ – it’s", plain)
        b'"M\\xfcll" - it\\'s'
        """
        try:
            return self.bom + text.encode(self.name)
        except UnicodeEncodeError:
            lacking = {character for character in set(text) if not self._has(character)}
            table = {ord(character): instead(character) for character in lacking}
            return self.bom + text.translate(table).encode(self.name, "replace")

    def _has(self, character: str) -> bool:
        try:
            character.encode(self.name)
        except UnicodeEncodeError:
            return False
        return True


def plain(character: str) -> str:
    """What is written for a character that an encoding lacks, where nothing can stand for it.

    >>> plain("’"), plain("日")
    ("'", '?')
    """
    return _PLAIN.get(character, '"' if character in "„»«" else "?")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its mark, how it was encoded, and what was assumed about it."""

    text: str
    charset: Charset
    notices: tuple[str, ...] = ()


def decoded(data: bytes, name: str, declared: str = "") -> Decoded:
    """The text of a file: by its mark, by the encoding that it declares, or as `files.decode` reads it.

    Raises `DocumentError` if it is not in the encoding that it says, or no text.
    """
    bom, encoding = next(((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", ""))
    encoding = encoding or _known(declared)
    if encoding and encoding != _UTF8:
        try:
            return Decoded(data[len(bom) :].decode(encoding), Charset(encoding, bom))
        except UnicodeDecodeError as error:
            where = f"byte {len(bom) + error.start}"
            raise DocumentError(f"{name}: damaged {encoding.upper()} text at {where}; save it as UTF-8") from error
    article = files.decode(data, name)
    charset = Charset(_UTF8, bom)
    if article.notices:
        # What came out of Windows-1252 as a whole goes back there; what was mended cannot.
        old = Charset("cp1252")
        charset = old if old.encoded(article.text, plain) == data else charset
    return Decoded(article.text, charset, article.notices)


def _known(declared: str) -> str:
    """The codec's name for a declared encoding; empty where there is none, or for one that says nothing."""
    try:
        found = codecs.lookup(declared).name if declared else ""
        # Some codecs are not of text.
        "".encode(found or _UTF8)
    except LookupError:
        return ""
    return _UTF8 if found == "ascii" else found
