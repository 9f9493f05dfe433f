"""Words divided at the end of a line, told from dashes and from hyphens that belong there."""

import re

from glossary import wordlists
from translate.documents.repair import is_compound

_HYPHENS = "-\u2010\u2011"
# Dashes that some programs divide words with; as often they are dashes.
_DASHES = "–—\u2212"
# What stands for a divided word and nothing else.
_SOFT = "\u00ad¬"
# No word is longer than this.
_REACH = 60
_LEFT = re.compile(rf"(?P<word>[^\W_]{{0,60}})(?P<mark>[{_HYPHENS}{_DASHES}{_SOFT}])\Z")
_RIGHT = re.compile(r"[^\W_]{1,60}")
# "Ein- und Ausfuhr"; of the others some are second halves too (Kürbis, Werkstatt, dennoch).
_ALWAYS_APART = frozenset({"und", "oder", "bzw", "beziehungsweise", "sowie"})
_APART = frozenset({"bis", "wie", "noch", "statt", "aber", "sondern"})


def joint(left: str, right: str) -> tuple[int, str]:
    """How a line goes on in the next: how many characters fall off its end, and what comes between.

    >>> joint("die Re-", "gierung"), joint("Ein-", "und Ausfuhr"), joint("Nord-", "Süd")
    ((1, ''), (0, ' '), (0, ''))
    """
    end, begin = _LEFT.search(left[-_REACH:]), _RIGHT.match(right)
    if not end or not begin or not end["word"]:
        return 0, " "
    word, mark, following = end["word"], end["mark"], begin[0]
    if _is_divided(word, mark, following):
        return 1, ""
    if mark in _SOFT:
        return 1, "-" if following[0].isupper() else ""
    return 0, "" if _is_hyphenated(word, mark, following) else " "


def divided(left: str, right: str) -> bool:
    """Whether a word begins at the end of one line and ends in the next."""
    return joint(left, right)[0] > 0


def _is_divided(word: str, mark: str, following: str) -> bool:
    if not word[-1].isalpha() or following in _ALWAYS_APART:
        return False
    if word.isupper() and following.isupper():
        return _is_divided_in_capitals(word, following)
    if not word[-1].islower() or not following[0].islower():
        return False
    if mark in _SOFT:
        return True
    if following in _APART or (mark in _DASHES and following.capitalize() in _functions()):
        return _known(word + following)
    return True


def _is_divided_in_capitals(word: str, following: str) -> bool:
    """Whether "REGIE-" and "RUNG" are one word, and not two like "SPD-" and "FRAKTION"."""
    return len(word) > 1 and _known(word + following) and not (_known(word) and _known(following))


def _is_hyphenated(word: str, mark: str, following: str) -> bool:
    """Whether a hyphen or dash stands between two halves of one word or one range: "US-amerikanisch", "2010–2012"."""
    if following[0].isdigit():
        return word[-1].isdigit() or mark in _HYPHENS
    if following[0].isupper():
        return mark in _HYPHENS or (mark == "–" and word[0].isupper())
    return mark in _HYPHENS and following not in _ALWAYS_APART | _APART and not word[-1].islower()


def _functions() -> frozenset[str]:
    """Words that go on behind a dash; hardly any is the second half of another."""
    return wordlists.words("translate", "starters.txt")[""]


def _known(word: str) -> bool:
    """Whether it is a German word, or made of some."""
    words = wordlists.words("translate", "words.txt")[""]
    forms = (word, word.lower(), word.capitalize())
    return any(form in words or is_compound(form, words) for form in forms)
