"""How many words a translation is away from its reference."""

from collections.abc import Mapping, Sequence


def edit_rate(hypothesis: str, reference: str) -> float:
    """Words to insert, delete or replace, to a word of the reference and at most 1, but for capitals.

    That is TER (Snover et al. 2006) where nothing is moved: to look for what might be takes hundreds of times as long.

    >>> edit_rate("He sold two old houses.", "he has sold two houses.")
    0.4
    """
    words = reference.lower().split()
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << place
    return min(_distance(hypothesis.lower().split(), places, len(words)) / max(len(words), 1), 1.0)


def _distance(words: Sequence[str], places: Mapping[str, int], length: int) -> int:
    """The Levenshtein distance to a text of `length` words, with the places of each word in that as bits.

    The bits of `more` and `less` say whether a cell of the table's column is one more, or one less, than that above it
    (Myers 1999, as Hyyrö 2001 has it).
    """
    if not length:
        return len(words)
    every, last = (1 << length) - 1, 1 << (length - 1)
    more, less, distance = every, 0, length
    for word in words:
        same = places.get(word, 0)
        diagonal = (((same & more) + more) ^ more) | same | less
        right_more, right_less = less | ~(diagonal | more), more & diagonal
        distance += bool(right_more & last) - bool(right_less & last)
        right_more = right_more << 1 | 1
        more, less = (right_less << 1 | ~(diagonal | right_more)) & every, right_more & diagonal & every
    return distance
