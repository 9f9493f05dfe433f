"""Whether there is something to translate in a text."""

import re
from collections.abc import Sequence

from glossary.linked import Span
from translate import literals

_LETTER = re.compile(r"[^\W\d_]")
# What code and tags have, which are literals whatever words they have.
_MARKUP = frozenset("`<>{}[]%")
_BEGINNING = 300


def has_words(sentence: str, copied: Sequence[Span] = ()) -> bool:
    """Whether there are words in a sentence, and not only numbers, signs, addresses and what is `copied`.

    >>> has_words("Hallo!"), has_words("12,5 %"), has_words("www.dw.com"), has_words("rm -r", [(0, 5)])
    (True, False, False, False)
    """
    if not _LETTER.search(sentence):
        return False
    words = [word for word in sentence[:_BEGINNING].split() if word.isalpha()]
    # Looking for literals takes long, and what has so many words is none.
    if not copied and _MARKUP.isdisjoint(sentence) and (len(words) > 6 or sum(map(str.islower, words)) > 2):
        return True
    at = 0
    for literal in literals.find(sentence, copied):
        if _LETTER.search(sentence, at, literal.start):
            return True
        at = literal.end
    return _LETTER.search(sentence, at) is not None
