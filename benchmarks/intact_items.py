"""What a sentence of `intact.py` is: a German text, and who judges its English."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SENTENCES = Path(__file__).parent / "intact.txt"
_BAR = re.compile(r" \|(?= |$)")
_SLOT = re.compile(r"<<(\w+)>>")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an item: its English, its sentences as characters `[start, end)` of the source, whether a person
    is told to look at it; `twins` is the English of the item's twins.
    """

    text: str
    sentences: tuple[Span, ...] = ()
    flagged: bool = False
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an answer is wrong, empty if it is right; `forms` says of each time of day whether it has the form asked."""

    reason: str = ""
    forms: tuple[bool, ...] = ()


Judge = Callable[[Answer], Verdict]


@dataclass(frozen=True, slots=True)
class Item:
    """A German text to translate.

    `kind` is a letter, `part` its sub-kind. `twins` are texts whose English the judge compares with. `own` asks for
    the benchmark's own glossary; `alone` for a translation in no company; `data`, if given, is the file that
    holds the text, in an encoding of its own.
    """

    kind: str
    part: str
    source: str
    judge: Judge
    twins: tuple[str, ...] = ()
    own: bool = False
    alone: bool = False
    data: bytes | None = None


Maker = Callable[[random.Random, str], Item]


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """The lists of `intact.txt` by name."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("# "):
            lines.append(line)
    return {name: tuple(kept) for name, kept in found.items()}


def filled(frame: str, **slots: str) -> str:
    """The frame with its slots filled.

    >>> filled("Um <<t>> begann es.", t="8 Uhr")
    'Um 8 Uhr begann es.'
    """
    return _SLOT.sub(lambda slot: slots[slot[1]], frame)


def fields(line: str) -> list[str]:
    """The fields of a line, which bars with a space before and behind them divide; a field may be empty.

    >>> fields("Um 0 Uhr | 0 | | endet die Frist. | a|b |")
    ['Um 0 Uhr', '0', '', 'endet die Frist.', 'a|b', '']
    """
    return [field.strip() for field in _BAR.split(line)]


def seeded(seed: int, *names: object) -> random.Random:
    """Chance that depends on nothing but the seed and the names."""
    return random.Random(" ".join(map(str, (seed, *names))))


def frames(section: str, count: int, rng: random.Random) -> Iterator[str]:
    """`count` lines of a section by chance, each as often as any other, within one."""
    lines: list[str] = []
    for _ in range(count):
        if not lines:
            lines = list(sections()[section])
            rng.shuffle(lines)
        yield lines.pop()


def shares(count: int, parts: Sequence[str]) -> dict[str, int]:
    """How many of `count` items each part gets: at least one, and as many as any other, within one."""
    each, more = divmod(count, len(parts))
    return {part: max(1, each + (index < more)) for index, part in enumerate(parts)}
