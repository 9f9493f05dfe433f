"""Whether the English of terms stands in a translation, told by words: whatever their case, their endings, the signs
and spaces between them. It shares nothing with `glossary.presence`, so that one may be held against the other.
"""

import re
import unicodedata
from collections.abc import Sequence

from glossary.terms import TermMatch

_TOKEN = re.compile(r"\w+|[^\w\s]")
# Signs that are written in several ways, or change with the style.
_LOOSE = frozenset("\"'“”‘’«»‹›„‚`´-–—‑.,")
_ENDING = re.compile(r"(?:ed|ing|es|e|s)$")


def lost(matches: Sequence[TermMatch], text: str) -> list[str]:
    """The targets that stand less often in a text than they should, each once for every time.

    >>> from glossary.terms import Term
    >>> match = TermMatch(Term("Stadt", "old city"), 0, 5)
    >>> lost([match, match], "Old cities and an older city"), lost([match], "The Old-City")
    ([], [])
    """
    tokens = _tokens(text)
    missing = []
    for target in dict.fromkeys(match.target for match in matches):
        wanted = _wanted(target, matches)
        missing += [target] * max(0, wanted - _count(_tokens(target), tokens))
    return missing


def _wanted(target: str, matches: Sequence[TermMatch]) -> int:
    """How often a target should stand there: once for each place of its own; two that share one need it once.

    A term without a place in the source may stand for another, or another for it.
    """
    names = _tokens(target)
    count, until = 0, 0
    for match in sorted(matches, key=lambda match: match.span):
        if match.start < match.end and _count(names, _tokens(match.target)):
            # What overlaps in German may be one in English.
            count += match.start >= until
            until = max(until, match.end)
    return max(count, 1)


def _tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [token for token in _TOKEN.findall(folded) if token not in _LOOSE]


def _count(names: Sequence[str], tokens: Sequence[str]) -> int:
    count, at = 0, 0
    while at + len(names) <= len(tokens):
        if all(map(_alike, names, tokens[at:])):
            count, at = count + 1, at + len(names)
        else:
            at += 1
    return count


def _alike(name: str, word: str) -> bool:
    return name in (word, _bare(word)) or _bare(name) == _bare(word)


def _bare(word: str) -> str:
    """A word without the ending of a plural or a verb.

    >>> _bare("cities") == _bare("city"), _bare("churches") == _bare("church"), _bare("house") == _bare("houses")
    (True, True, True)
    """
    word = re.sub(r"ies$", "y", word)
    return _ENDING.sub("", word) if not word.endswith("ss") else word
