"""How alike two spellings of one name are, blind to what differs between German and English."""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import lru_cache

# Share of matching characters from which two spellings count as one name: Lawrow/Lavrov, Selenskyj/Zelensky.
SIMILAR = 0.72

# No name is longer; to align what is takes long.
_LONGEST = 300

# What is spelt alike leaves the same skeleton.
Skeleton = Callable[[str], str]

# Combinations of letters, then letters: many are written in several ways.
_LOOSE = (("tsch", "ch"), ("sch", "sh"), ("ck", "k"), ("ph", "f"), ("th", "t"))
_LOOSE_LETTERS = str.maketrans("wzyjc", "vsiik")
# What German writes where English writes something else, in this order.
_CLOSE = (
    ("tsch", "ch"), ("dsch", "j"), ("sch", "sh"), ("w", "v"), ("j", "y"), ("k", "c"), ("z", "s"),
    ("ts", "s"), ("ph", "f"), ("ß", "ss"), ("ä", "a"), ("ö", "o"), ("ü", "u"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def similarity(one: str, other: str, skeleton: Skeleton) -> float:
    """How much two spellings of a name are alike, from 0 to 1: the share of their skeletons that matches.

    What is certainly below `SIMILAR - 0.2` counts as 0, which saves most of the time.

    >>> similarity("Lawrow", "Lavrov", loose_skeleton), similarity("Lawrow", "Putin", loose_skeleton)
    (1.0, 0.0)
    """
    ours, theirs = skeleton(one), skeleton(other)
    if max(len(ours), len(theirs)) > _LONGEST:
        return float(ours == theirs)
    # What the length alone excludes, as `real_quick_ratio` does, before anything is counted.
    if 2 * min(len(ours), len(theirs)) < (SIMILAR - 0.2) * (len(ours) + len(theirs)):
        return 0.0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.quick_ratio() < SIMILAR - 0.2:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=65536)
def loose_skeleton(name: str) -> str:
    """A name without spaces, signs, accents and double letters, and with one letter for those of about one sound.

    >>> loose_skeleton("Chruschtschow"), loose_skeleton("Jean-Claude Juncker")
    ('khrushkhov', 'ieanklaudeiunker')
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in folded if c.isalnum() and not unicodedata.combining(c))
    for several, one in _LOOSE:
        letters = letters.replace(several, one)
    return re.sub(r"(.)\1", r"\1", letters.translate(_LOOSE_LETTERS))


def close_skeleton(name: str) -> str:
    """A name without what the two languages write differently; spaces, signs, accents and double letters stay.

    >>> close_skeleton("Chruschtschow"), close_skeleton("Khrushchov")
    ('chrushchov', 'chrushchov')
    """
    small = name.lower()
    for german, english in _CLOSE:
        small = small.replace(german, english)
    return small
