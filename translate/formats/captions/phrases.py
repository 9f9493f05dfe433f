"""Where English may be broken: into lines that are easy to read, and into what is shown for a time each."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from glossary.linked import Span

# Characters of a line that a viewer takes in at one glance; and what a line may have before it is broken once more.
WIDTH = 42
_TOO_WIDE = 60
_SLACK = 4

_WORD = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:[\w'’-]*\w)?")
_ENDED, _CLAUSE = re.compile(r"[.!?…][\"'”’)\]]*\Z"), re.compile(r"[,;:][\"'”’)\]]*\Z|\A[–—-]+\Z")
_CONJUNCTIONS = frozenset(
    "after although and as because before but how if once or since so that though unless until what when where whether"
    " which while who whom whose why".split()
)
_PREPOSITIONS = frozenset(
    "about above across against along among around at behind below between by during for from in into like near of on"
    " onto out over than through to toward towards under up with within without".split()
)
# A line does not end with what belongs to the next word; a pronoun does that, unless it ends a clause.
_LEADING = _PREPOSITIONS | frozenset(
    "a an the my your his her its our their this these those some any no every each not very too mr mrs ms dr and"
    " or but am is are was were be been has have had do does did will would can could should must may might don't"
    " doesn't didn't can't won't isn't aren't wasn't more most such both either neither just who which that if"
    " because".split()
)
_PRONOUNS = frozenset(
    "i you he she it we they i'm you're he's she's it's we're they're i've you've we've i'll you'll we'll i'd".split()
)

# What a part costs: the number of the part, and its first word and the one behind its last.
Cost = Callable[[int, int, int], float]


def words(text: str) -> list[Span]:
    """The words of a text, with the signs at them."""
    return [match.span() for match in _WORD.finditer(text)]


def penalty(before: str, after: str) -> float:
    """How bad a break between two words is: nothing at the end of a sentence, 3 behind an article.

    >>> penalty("home.", "The"), penalty("home", "and") < penalty("old", "house") < penalty("the", "house")
    (0.0, True)
    """
    if _ENDED.search(before):
        return 0.0
    if _CLAUSE.search(before):
        return 0.3
    last, first = _core(before), _core(after)
    if last.lower() in _LEADING:
        return 3.0
    if first.lower() in _CONJUNCTIONS:
        return 0.6
    if first.lower() in _PREPOSITIONS:
        return 0.9
    if last.lower() in _PRONOUNS:
        return 3.0
    if (last[:1].isupper() and first[:1].isupper()) or last.isdecimal():
        return 2.4
    return 1.6


@lru_cache(maxsize=4096)
def _core(word: str) -> str:
    match = _CORE.search(word.replace("’", "'"))
    return match[0] if match else ""


def partition(count: int, parts: int, cost: Cost) -> list[int]:
    """The cheapest way to divide so many words into so many parts, none of which is empty: where each part begins.

    None has more than four times its share of them. In time that grows with the square of the words; `parts` is not
    more than `count`.

    >>> partition(4, 2, lambda part, first, last: (last - first - 2) ** 2)
    [0, 2]
    """
    best: list[float] = [0.0 if not last else float("inf") for last in range(count + 1)]
    cuts: list[list[int]] = []
    reach = 4 * -(-count // parts)
    for part in range(parts):
        following = [float("inf")] * (count + 1)
        origin = [0] * (count + 1)
        for last in [count] if part == parts - 1 else range(part + 1, count - (parts - part - 1) + 1):
            for first in range(max(part, last - reach), last):
                if best[first] < float("inf"):
                    total = best[first] + cost(part, first, last)
                    if total < following[last]:
                        following[last], origin[last] = total, first
        best = following
        cuts.append(origin)
    at = count
    starts = []
    for origin in reversed(cuts):
        at = origin[at]
        starts.append(at)
    return starts[::-1]


def breaks(text: str, most: int) -> list[Span]:
    """The white space where a text is broken into lines, `most` of them if they are enough at 60 characters each.

    >>> text = "I told you yesterday that the old man is coming home."
    >>> [text[end:] for _, end in breaks(text, 2)]
    ['that the old man is coming home.']
    """
    spans = words(text)
    if not spans or spans[-1][1] - spans[0][0] <= WIDTH:
        return []
    size = spans[-1][1] - spans[0][0]
    lines = min(max(min(most, -(-size // WIDTH)), -(-size // _TOO_WIDE)), len(spans))
    penalties = _penalties(text, spans)
    even = size / lines
    # What does not fit is at least not broken badly.
    width = WIDTH if size <= lines * WIDTH else even + _SLACK

    def cost(line: int, first: int, last: int) -> float:
        length = spans[last - 1][1] - spans[first][0]
        wide = max(0, length - width)
        return ((length - even) / even) ** 2 * 3 + wide * 0.6 + (penalties[last] if line < lines - 1 else 0.0)

    starts = _few(spans, lines, cost)
    return [(spans[start - 1][1], spans[start][0]) for start in starts[1:]]


def _penalties(text: str, spans: Sequence[Span]) -> list[float]:
    """For each word what a break before it costs."""
    plain = [text[start:end] for start, end in spans]
    return [0.0, *(penalty(before, after) for before, after in pairwise(plain)), 0.0]


# More words than these are no line of any film; they are broken wherever a line is full.
_MANY = 300


def _few(spans: Sequence[Span], lines: int, cost: Cost) -> list[int]:
    if len(spans) <= _MANY:
        return partition(len(spans), lines, cost)
    starts = [0]
    for number, (_, end) in enumerate(spans):
        if end - spans[starts[-1]][0] > _TOO_WIDE and number > starts[-1]:
            starts.append(number)
    return starts
