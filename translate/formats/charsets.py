"""The text in the bytes of a file, and text in the same encoding again."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from translate.documents import files
from translate.errors import DocumentError

_UTF8 = "utf-8"
# What says which encoding a file has is read before that is known.
_SAMPLE = '<meta charset="\\u0041">'
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
            lacking = {character for character in set(text) if not self.has_all(character)}
            table = {ord(character): instead(character) for character in lacking}
            return self.bom + text.translate(table).encode(self.name, "replace")

    def has_all(self, text: str) -> bool:
        """Whether every character of a text can be encoded."""
        try:
            text.encode(self.name)
        except UnicodeEncodeError:
            return False
        return True


UTF8 = Charset()


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
    bom, encoding = files.marked(data)
    encoding = encoding or known(declared)
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


def known(declared: str) -> str:
    """The codec's name for an encoding that a file declares; empty where there is none, or for one that cannot be.

    What declares an encoding is read as ASCII, so the encoding is one that has ASCII in it.

    >>> known("Windows-1252"), known("ascii"), known("utf-16"), known("base64"), known("CHARSET")
    ('cp1252', 'utf-8', '', '', '')
    """
    try:
        found = codecs.lookup(declared).name
        # Some codecs are not of text, one always fails, and some do not know what to do about errors.
        data = _SAMPLE.encode(found, "replace")
        same = data == _SAMPLE.encode() and data.decode(found, "replace") == _SAMPLE
    except (LookupError, ValueError):
        return ""
    return (_UTF8 if found == "ascii" else found) if same else ""
