"""A word of a dictionary."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A German word as it is written within a sentence, what it means, the likeliest first, and its part of speech.

    `part` is `noun`, `verb`, `adj`, `adv`, `other`, or empty where the dictionary does not say.
    """

    german: str
    senses: tuple[str, ...]
    part: str
