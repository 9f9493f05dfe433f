"""What a lexicon knows of a German word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from translate.lexicon import plain_english

PARTS = ("noun", "verb", "adj", "adv", "other")
# Who looks for a sense in context looks at the first three; ten of them are 98 of 100 words whole, and words like
# `machen`, which have hundreds, are known to every model.
MOST_SENSES = 10
# A hundred letters are a longer word than any that was ever in a newspaper.
_LONGEST = 100
_GERMAN = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?|\d+-?[^\W\d_](?:[\w'’-]*\w)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A German word form and its English, likelier senses first.

    `senses` are at least one and at most `MOST_SENSES`, each a text that can stand in a sentence as it is; `part` is
    one of `PARTS`, or empty where the lexicon does not say.

    >>> Word("Streuobstwiese", ("meadow orchard", "orchard meadow"), "noun").senses[0]
    'meadow orchard'
    """

    german: str
    senses: tuple[str, ...]
    part: str = ""


def made(german: str, english: Iterable[str], part: str = "") -> Word | None:
    """The word of what a dictionary writes; None if it is no single German word, or none of its English is a text.

    >>> made("Bank", ["bank [fin.]", "bench (for sitting)", "bank"], "noun")
    Word(german='Bank', senses=('bank', 'bench'), part='noun')
    """
    if not is_word(german):
        return None
    texts = (text for one in english for text in plain_english.plain(one, part))
    senses = tuple(islice(dict.fromkeys(texts), MOST_SENSES))
    return Word(german, senses, part) if senses else None


def is_word(text: str) -> bool:
    """Whether a text is one German word, as it stands in a sentence between spaces and signs.

    >>> [is_word(text) for text in ("U-Haft", "Haus…", "sich irren", "km/h", "2-Zimmer-Wohnung")]
    [True, False, False, False, True]
    """
    return len(text) <= _LONGEST and _GERMAN.fullmatch(text) is not None
