"""From which script the names of an article are transcribed, where not the name but what stands around it tells.

`Tichanowski` may be Polish; beside `Tichanowskaja`, or in an article about Minsk, it is Tikhanovsky.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from glossary.name_signs import is_given_name
from glossary.transliteration import cyrillic_first_names, may_be_cyrillic, tells_cyrillic, tells_polish

# How many sentences before and after a name tell where it is from.
_NEAR = 3
# How many words there must tell it, if no first name does.
_ENOUGH = 2
_WORD = re.compile(r"\w+")
# The masculine ending of a surname and the feminine one.
_PAIRS = (("ski", "skaja"), ("skij", "skaja"), ("ow", "owa"), ("jow", "jowa"), ("ew", "ewa"), ("in", "ina"))


def cyrillic(names: Mapping[str, Collection[int]], sentences: Sequence[str]) -> frozenset[str]:
    """The names that the article tells to be transcribed from Cyrillic; each name with the numbers of its sentences.

    >>> sorted(cyrillic({"Maxim Tichanowski": [0], "Markus Podolski": [0]},
    ...     ["In Minsk sprach Maxim Tichanowski mit Markus Podolski."]))
    ['Maxim Tichanowski']
    """
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in names:
        surname = name.rsplit(maxsplit=1)[-1]
        if may_be_cyrillic(surname):
            by_surname[surname].append(name)
    if not by_surname:
        return frozenset()
    told_by = [_Told.by(sentence) for sentence in sentences]
    told = set[str]()
    for surname, group in by_surname.items():
        numbers = {number for name in group for number in names[name]}
        if _is_cyrillic(surname, group, [told_by[at] for at in _near(numbers, len(sentences))]):
            told.update(group)
    return frozenset(told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of a sentence tell of the names near it: `cyrillic` are the first of those that tell this."""

    words: frozenset[str]
    cyrillic: frozenset[str]
    polish: bool

    @classmethod
    def by(cls, sentence: str) -> "_Told":
        words = frozenset(_WORD.findall(sentence))
        return cls(words, frozenset(islice(filter(tells_cyrillic, words), _ENOUGH)), any(map(tells_polish, words)))


def _is_cyrillic(surname: str, names: Sequence[str], near: Sequence[_Told]) -> bool:
    """Whether a surname, all names with which are given, is one from Cyrillic beside what sentences near it tell."""
    first_names = {word for name in names for word in name.split()[:-1] if is_given_name(word)}
    if not first_names <= cyrillic_first_names():
        return False
    if any(other in one.words for other in _of_other_sex(surname) for one in near):
        return True
    if any(one.polish for one in near):
        return False
    return len(frozenset[str]().union(*(one.cyrillic for one in near))) >= (1 if first_names else _ENOUGH)


def _of_other_sex(surname: str) -> Iterator[str]:
    """How a wife or a husband is called.

    >>> list(_of_other_sex("Tichanowski")), list(_of_other_sex("Nowikowa"))
    (['Tichanowskaja'], ['Nowikow'])
    """
    for his, hers in _PAIRS:
        if surname.endswith(his):
            yield surname.removesuffix(his) + hers
        if surname.endswith(hers):
            yield surname.removesuffix(hers) + his


def _near(numbers: Collection[int], count: int) -> set[int]:
    """The numbers of the sentences with these numbers and of those beside them, of so many."""
    return {at for number in numbers for at in range(number - _NEAR, number + _NEAR + 1) if 0 <= at < count}
