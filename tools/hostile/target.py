"""What is attacked: a function of a room, with what must be true of its answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A function of a text.

    `run` raises `AssertionError` where the answer is wrong, and any error but `DeenError` where the function breaks.
    `longest` is the most characters that growth tries: few only where no user could give more.
    """

    name: str
    run: Callable[[str], object]
    longest: int = 100_000


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A function of the bytes of a file, as `TextTarget`; `samples` makes good files, which are then damaged."""

    name: str
    run: Callable[[bytes], object]
    samples: Callable[[], Sequence[bytes]]


Target = TextTarget | FileTarget
