"""The standing of a term among those of its concept, as glossaries say it."""

import re
from collections.abc import Iterable

from glossary.wordlists import words

PREFERRED, ALLOWED, REFUSED = range(3)
_SIGNS = re.compile(r"[\s_.:-]+")
_ENDING = re.compile(r"(?:term)?(?:admnsts)?\Z")


def tells(name: str) -> bool:
    """Whether an element or a type of this name says the standing of a term."""
    return _SIGNS.sub("", name.lower()) in words("glossary", "term_status.txt")["where"]


def standing(said: Iterable[str]) -> int:
    """The standing of a term of which this is said: `REFUSED` before `PREFERRED`, and what is unknown is `ALLOWED`.

    >>> standing(["preferredTerm-admn-sts"]), standing(["Admitted"]), standing(["notRecommended"]), standing([])
    (0, 1, 2, 1)
    """
    lists = words("glossary", "term_status.txt")
    plain = {_ENDING.sub("", _SIGNS.sub("", text.lower())) for text in said}
    if plain & lists["refused"]:
        return REFUSED
    return PREFERRED if plain & lists["preferred"] else ALLOWED
