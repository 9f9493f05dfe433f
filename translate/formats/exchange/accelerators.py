"""Letters of menus and buttons that a key chooses: `&Datei` as Qt and Windows have them, `_Datei` as GTK has."""

import re
from collections.abc import Sequence

from translate.formats.blocks import Text

_LETTER = r"[^\W\d_]"
# Not that of "R&D" nor of an entity.
_AMPERSAND = re.compile(rf"(?<![&\w])&(?={_LETTER})(?![\w#]+;)|(?<=[a-zäöüß])&(?=[a-zäöüß])(?!\w+;)")
_BEFORE_WORD = re.compile(rf"(?<![\w_\\/.-])_(?={_LETTER}+(?![\w_]))")
_IN_WORD = re.compile(r"(?<=[a-zäöüß])_(?=[a-zäöüß])")
# A label is short.
_MOST_WORDS = 8
_FEWEST = 3
_WORD_START = re.compile(rf"(?<![\w\\%{{<$&]){_LETTER}(?![^<>]*>)")


def are_underscores(data: str) -> bool:
    """Whether a file of messages has underscores before letters that keys choose: before words, that is.

    >>> are_underscores('msgid "_Datei" msgid "_Bearbeiten" msgid "Spei_chern" msgid "_Hilfe"')
    True
    """
    return len(re.findall(rf'msgid "_{_LETTER}', data)) >= _FEWEST


def sign(text: str, *, underscores: bool) -> str:
    """The sign before a letter that a key chooses, if a text has just one; `underscores`: whether it may be one.

    >>> sign("&Datei", underscores=False), sign("F&E", underscores=False), sign("Spei_chern", underscores=True)
    ('&', '', '_')
    """
    if len(text.split()) > _MOST_WORDS:
        return ""
    if text.count("&") == 1 and _AMPERSAND.search(text):
        return "&"
    if text.count("_") == 1 and (_BEFORE_WORD.search(text) or (underscores and _IN_WORD.search(text))):
        return "_" if underscores else ""
    return ""


def without(parts: Sequence[Text], sign: str) -> list[Text]:
    """The parts of a text that has the sign once, read without it."""
    found: list[Text] = []
    for part in parts:
        at = part.text.find(sign) if sign else -1
        # A sign that is an escape would not be one.
        if at < 0 or len(part.text) != part.end - part.start:
            found.append(part)
            continue
        found.append(Text(part.start, part.start + at, part.text[:at]))
        letter = Text(part.start + at, part.start + at + 2, part.text[at + 1 : at + 2])
        found += [letter, Text(letter.end, part.end, part.text[at + 2 :])]
    return [part for part in found if part.text]


def put_in(text: str, sign: str) -> str:
    """A text with the sign before the first letter of its first word, if it has none.

    >>> put_in("File", "&"), put_in("&File", "&"), put_in("%s files", "_")
    ('&File', '&File', '%s _files')
    """
    first = _WORD_START.search(text) if sign and sign not in text else None
    return text[: first.start()] + sign + text[first.start() :] if first else text
