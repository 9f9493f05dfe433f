"""Which signs beside the words of a span belong to it: quotation marks, brackets, full stops.

What stood inside of a span of the source stands inside of that of the translation, what stood outside stays outside.
"""

import unicodedata
from collections.abc import Sequence

_QUOTES = frozenset("\"'„“”‚‘’»«›‹")
_STOPS = frozenset(".!?…:;,")
_DASHES = frozenset("–—-")
# So far away a sign is looked for, in characters.
_REACH = 100


def _kind(sign: str) -> str:
    """What is the same in both languages: a comma may translate a full stop, a bracket only a bracket.

    >>> _kind("„") == _kind("”"), _kind("(") == _kind(")")
    (True, False)
    """
    if sign in _QUOTES:
        return "quote"
    if sign in _STOPS:
        return "stop"
    return "dash" if sign in _DASHES else sign


def are_common(text: str) -> bool:
    """Whether a text has nothing but signs that any sentence has, and spaces.

    >>> are_common(" – "), are_common("®")
    (True, False)
    """
    return all(sign.isspace() or sign in _QUOTES or sign in _STOPS or sign in _DASHES for sign in text)


def taken(gap: str, inside: str, outside: str) -> int:
    """How many characters of a gap, which begins at a word, belong to that word's span.

    `inside` is what the source has there inside of its span, `outside` what follows, both away from the word, too.

    >>> taken(",” ", "“", ","), taken(". ", "", "."), taken(") ", ")", "")
    (2, 0, 1)
    """
    own = [_kind(sign) for sign in inside if not sign.isspace()]
    if not own:
        return 0
    others = {_kind(sign) for sign in outside if not sign.isspace()}
    spaced = any(map(str.isspace, inside))
    count = 0
    for at, sign in enumerate(gap):
        if sign.isspace():
            if spaced:
                continue
            break
        kind = _kind(sign)
        if kind in own:
            count = at + 1
            if kind in others:
                own.remove(kind)
    return count


def is_stop(sign: str) -> bool:
    """Whether a character ends a sentence or a part of one."""
    return sign in _STOPS


def before(leading: str, trailing: str) -> str:
    """What may stand before the first word of a span in English, by what stands before and behind its words in German.

    >>> before("(", " €")
    '(€'
    """
    return leading + "".join(sign for sign in trailing if unicodedata.category(sign) == "Sc")


def behind(text: str, at: int, signs: Sequence[str], until: int) -> int:
    """A place of a text, or behind signs of the given kinds that follow there, one for each, with spaces or without.

    >>> behind("Goal! We", 4, "!", 8), behind("goal, we", 4, "!?", 8), behind("goal", 4, "!", 4)
    (5, 5, 4)
    >>> behind(" . a", 0, ".", 3)
    2
    """
    kinds = [_kind(sign) for sign in signs]
    place = at
    while place < until and kinds and (text[place].isspace() or _kind(text[place]) in kinds):
        if not text[place].isspace():
            kinds.remove(_kind(text[place]))
            at = place + 1
        place += 1
    return at


def behind_last(text: str, at: int, signs: str, until: int) -> int:
    """A place of a text, or behind the last sign before another place that is of the kind of the last of some.

    >>> behind_last("saw him, when", 3, ",", 9)
    8
    """
    kinds = [_kind(sign) for sign in signs[-1:]]
    return next(
        (place + 1 for place in range(until - 1, max(at, until - _REACH) - 1, -1) if _kind(text[place]) in kinds), at
    )
