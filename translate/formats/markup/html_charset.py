"""The encoding of a page: by its byte-order mark, by what it says, by what its bytes are."""

import re
from dataclasses import dataclass

from translate.documents import files
from translate.errors import DocumentError
from translate.formats import charsets

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# A declaration stands in the first kilobyte by the standard; pages have it later, and browsers find it.
_REACH = 8192
# What browsers take these for.
_SUPERSETS = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_WINDOWS = "cp1252"
# So that bytes that mean nothing come back as they were.
_KEPT = "surrogateescape"


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page without its byte-order mark, and what is needed to write it again."""

    text: str
    bom: bytes
    encoding: str
    notices: tuple[str, ...] = ()

    def encoded(self, text: str) -> bytes:
        """Another text as the data of this page; what its encoding has not is an entity."""
        try:
            return self.bom + text.encode(self.encoding, _KEPT)
        except UnicodeEncodeError:
            return self.bom + "".join(map(self._character, text)).encode(self.encoding, _KEPT)

    def _character(self, character: str) -> str:
        try:
            character.encode(self.encoding, _KEPT)
        except UnicodeEncodeError:
            return f"&#{ord(character)};"
        return character


def decode(data: bytes, name: str) -> Page:
    """The page in some data; raises `DocumentError` for such as are no text.

    A page that says UTF-8, or nothing, and is not, is read as Windows-1252, as browsers do.
    """
    bom, encoding = files.marked(data)
    notices: tuple[str, ...] = ()
    body = data[len(bom) :]
    if not encoding:
        encoding = _declared(body[:_REACH])
        if encoding == "utf-8" and not _is_utf8(body):
            encoding = _WINDOWS
            notices = ("not UTF-8; read, and written again, as Windows-1252",)
    # One may be damage; a binary file is full of them.
    if body.count(b"\0") > 1 + len(body) // 1000 and not encoding.startswith(("utf-16", "utf-32")):
        raise DocumentError(f"{name}: a binary file, not a page (or UTF-16 without its mark); save it as UTF-8")
    try:
        return Page(body.decode(encoding, _KEPT), bom, encoding, notices)
    except UnicodeDecodeError as error:
        at = len(bom) + error.start
        raise DocumentError(f"{name}: damaged {encoding.upper()} text at byte {at}; save it as UTF-8") from error


def is_declared(data: bytes) -> bool:
    """Whether a page says which encoding it has, be it true or not; a byte-order mark is not looked for."""
    return bool(_DECLARED.search(data[:_REACH]))


def superset(encoding: str) -> str:
    """The codec for what is called by a codec's name, as browsers take it.

    >>> superset("iso8859-1"), superset("iso8859-2")
    ('cp1252', 'iso8859-2')
    """
    return _SUPERSETS.get(encoding, encoding)


def _declared(beginning: bytes) -> str:
    match = _DECLARED.search(beginning)
    if not match:
        return "utf-8"
    return superset(charsets.known((match[1] or match[2]).decode("ascii")) or "utf-8")


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, but for stray ones."""
    text = data.decode("utf-8", _KEPT)
    stray = sum("\udc80" <= character <= "\udcff" for character in text)
    return stray == 0 or stray * 3 < sum(not character.isascii() for character in text)
