"""The text in the bytes of a file, whatever program wrote it."""

import re

from glossary.errors import GlossaryError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"),
          (b"\xfe\xff", "utf-16-be"))  # fmt: skip
# Letters with an umlaut, an accent or a ß in UTF-8: nobody writes in Windows-1252 what these would be there.
_SURE = re.compile(rb"\xc3[\x80-\xbf]")
_LOOKED_AT = 4_000


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding's name: by its mark, UTF-16 by its zeros, UTF-8, or Windows-1252.

    Raises `GlossaryError` where the text is in none of them, or in two.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding.upper()
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        beginning = data[first:_LOOKED_AT:2]
        if beginning.count(0) * 2 > len(beginning) and data[1 - first : _LOOKED_AT : 2].count(0) == 0:
            return _strictly(data, encoding, name), encoding.upper()
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if _SURE.search(data):
            raise _not(name, "UTF-8", data, error.start) from error
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise _not(name, "UTF-8", data, error.start) from error


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not(name, encoding.upper(), data, error.start) from error


def _not(name: str, encoding: str, data: bytes, at: int) -> GlossaryError:
    line = data.count(b"\n", 0, at) + 1
    return GlossaryError(f"{name}:{line}: not {encoding}; save the file as UTF-8")
