"""The two languages in the codes and names of other people's files."""

import re

from glossary.wordlists import words

_SIGNS = re.compile(r"[\s_./:()\[\]-]+")


def tidied(name: str) -> str:
    """A name in small letters with single spaces for the signs in it."""
    return _SIGNS.sub(" ", name.casefold()).strip()


def language(code: str) -> str:
    """`de` or `en` for a code or a name of the language with or without a region; else nothing.

    >>> language("deu"), language("EN_us"), language("German (Austria)"), language("fr")
    ('de', 'en', 'de', '')
    """
    first, *_ = tidied(code).split() or [""]
    lists = words("glossary", "columns.txt")
    return "de" if first in lists["german"] else "en" if first in lists["english"] else ""
