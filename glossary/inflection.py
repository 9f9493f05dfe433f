"""How the words of a German term are inflected: the endings of adjectives and nouns, and what else a plural changes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from glossary.folding import fold_characters
from glossary.kinds import is_name, kind_of_name
from glossary.terms import Term
from glossary.wordlists import entries, words

_ADJECTIVE_ENDING = "e[nrsm]?"
_ADJECTIVE_END_OF_STEM = re.compile(rf"(?<=\w{{3}}){_ADJECTIVE_ENDING}$")
_ADJECTIVE_END_INSIDE = re.compile(rf"{_ADJECTIVE_ENDING} ")
_ANY_END_OF_STEM = re.compile(rf"(?<=\w{{3}})(?:{_ADJECTIVE_ENDING}|n|s)$")
_ADJECTIVE = frozenset({"e", "en", "er", "es", "em"})
_NONE = frozenset({""})
_GENITIVE = frozenset({"", "s"})
# What no form has behind its stem.
_NEVER_OWN = "-"
_LAST_VOWEL = re.compile(r"(.*)(au|(?<![ae])[aou](?!e))([^aeiouy ]+(?:e[lrn])?)")
_CHANGED = {"au": "aeu", "a": "ae", "o": "oe", "u": "ue"}
# Hardly a noun that ends so has another vowel in its plural.
_SAME_VOWEL = ("ung", "ion", "schaft", "chen")
# Masculine nouns that end in -en everywhere but in the nominative, recognised by how they end.
_WEAK = ("ist", "krat", "ant", "ent", "graf", "loge", "it", "ot", "nom", "soph")
# Vowels before -el and -er that make another class of these: "Ziel", "Öl", "Tier", "Meer", "Bär", "Tür", "Likör".
_LONG = ("iel", "oel", "ier", "eer", "aer", "oer", "uer")
_DIPHTHONG = ("eier", "euer", "auer")
# Names of these are never declined as adjectives are: "Grüne" the party, "Lange" the man.
_NEVER_ADJECTIVES = ("person", "place", "newspaper", "party", "language")


@dataclass(frozen=True, slots=True)
class InflectedWord:
    """A word of a form: its folded stem, the endings it may take, and how it is written.

    `own` is what the form itself has behind the stem: `um` of `Museum`. `is_adjective` is true of what declines as an
    adjective, nouns too (`Angeklagter`), `is_plain` of such a noun if it is an adjective first of all (`Grüne`).
    """

    stem: str
    endings: frozenset[str]
    written: str
    own: str = ""
    is_adjective: bool = False
    is_plain: bool = False

    @property
    def is_inflected(self) -> bool:
        """Whether the word may take an ending."""
        return self.endings != _NONE


def inflected(term: Term, form: Sequence[str], index: int) -> InflectedWord:
    """The word at `index` of a form of a term, with the endings that it may take there."""
    word = form[index]
    folded = fold_characters(word)
    last = index == len(form) - 1
    following = form[index + 1] if not last else ""
    if not folded.isalpha():
        return InflectedWord(folded, _NONE, word)
    if last:
        return _last(term, word, folded, alone=len(form) == 1)
    if kind_of_name(term) == "person":
        return InflectedWord(folded, _NONE, word)
    if word[0].isupper() and following[:1].islower() and following not in ("und", "von", "van", "da", "de", "bin"):
        # "Rat der Europäischen Union": the noun before what depends on it is the one that is inflected.
        return _noun(term, word, folded)
    stem = adjective_stem(word, folded)
    if stem == folded:
        return InflectedWord(stem, _NONE, word)
    return InflectedWord(stem, _ADJECTIVE, word, folded[len(stem) :], is_adjective=True)


def with_changed_vowel(term: Term, word: InflectedWord) -> InflectedWord | None:
    """A noun as its plural may have it, with the last vowel changed, if it may."""
    if not word.written[:1].isupper() or is_name(term):
        return None
    folded = word.stem + word.own
    _, *changed = noun_stems(term, f" {folded}")
    if not changed:
        return None
    stem = changed[0][1:]
    if folded.endswith(("el", "er", "en")):
        endings = {"", "n"}
    else:
        endings = {"e", "en"} | ({"er", "ern"} if folded.endswith(_ends("umlaut-er")) else set())
    return InflectedWord(stem, frozenset(endings), word.written, _NEVER_OWN)


def noun_stems(term: Term, padded: str) -> list[str]:
    """A folded form without what endings replace in its last noun; then with the vowel of a plural, if there is one.

    The form has a space before it.

    >>> noun_stems(Term("Museum", "museum"), " museum"), noun_stems(Term("Apfel", "apple"), " apfel")
    ([' muse'], [' apfel', ' aepfel'])
    """
    common = not is_name(term)
    if not common and not (padded.endswith(("e", "er", "es")) and _may_be_adjective(term)):
        return [padded]
    cut, _, adjective = _noun_class(padded)
    if cut and (_may_be_adjective(term) if adjective else common):
        stem = padded[:-cut]
        if not common or cut != len("mann"):
            return [stem]
    else:
        stem = padded
        if not common or (padded.endswith(_SAME_VOWEL) and not padded.endswith(("schwung", "sprung"))):
            return [stem]
    changed = umlaut(padded)
    return [stem, changed] if changed else [stem]


def adjective_stem(word: str, folded: str) -> str:
    """A word inside a form, folded, without the ending of an adjective, if it has one."""
    return folded if word in words("glossary", "german.txt")["uninflected"] else _ADJECTIVE_END_OF_STEM.sub("", folded)


def has_adjective_inside(folded: str) -> bool:
    """Whether a word before the last one of a folded form ends as an adjective does."""
    return _ADJECTIVE_END_INSIDE.search(folded) is not None


def without_ending(word: str) -> str:
    """A word without the ending that any word may have, if three letters are left.

    >>> without_ending("Häusern"), without_ending("rotes"), without_ending("Ende")
    ('Häuser', 'rot', 'End')
    """
    return _ANY_END_OF_STEM.sub("", word)


def umlaut(stem: str) -> str:
    """A folded noun as its plural may have it, with the last vowel changed, or nothing.

    >>> umlaut("hof"), umlaut("apfel"), umlaut("tisch")
    ('hoef', 'aepfel', '')
    """
    found = _LAST_VOWEL.fullmatch(stem)
    return found[1] + _CHANGED[found[2]] + found[3] if found else ""


# --- the last word of a form


def _last(term: Term, word: str, folded: str, *, alone: bool) -> InflectedWord:
    if word[0].isupper():
        return _noun(term, word, folded)
    # A word in small letters at the end of a form is an adjective if it stands alone.
    if not alone:
        return InflectedWord(folded, _NONE, word)
    if folded.endswith("e"):
        return InflectedWord(folded, frozenset({"", "n", "r", "s", "m"}), word, is_adjective=True)
    return InflectedWord(folded, _ADJECTIVE | _NONE, word, is_adjective=True)


def _noun(term: Term, word: str, folded: str) -> InflectedWord:
    if (word.isupper() and len(word) > 1) or kind_of_name(term) == "person":
        return InflectedWord(folded, _GENITIVE, word)
    padded = f" {folded}"
    stem = noun_stems(term, padded)[0][1:]
    _, endings, adjective = _noun_class(padded)
    if stem != folded:
        return InflectedWord(stem, endings, word, folded[len(stem) :], adjective != "", adjective == "plain")
    if padded.endswith(_with_s()):
        return InflectedWord(folded, _GENITIVE, word)
    common = not is_name(term)
    more = endings if common and not adjective else frozenset()
    return InflectedWord(folded, _endings(common, _ending_class(folded, common)) | more, word)


def _may_be_adjective(term: Term) -> bool:
    return term.target != term.source and kind_of_name(term) not in _NEVER_ADJECTIVES


def _ending_class(folded: str, common: bool) -> str:
    """What the end of a noun says about its endings: the longest of these that it ends with, or nothing."""
    if common and folded.endswith(_LONG) and not folded.endswith(_DIPHTHONG):
        return "long"
    for end in (folded[-3:], folded[-2:], folded[-1:]):
        if end in ("nis", "in", "e", "el", "er", "s", "x", "z"):
            return end
    if not common and len(folded) > 5 and folded.endswith(_WEAK):
        return "weak"
    return "-er" if folded.endswith(_ends("plural-in-er")) else ""


@cache
def _with_s() -> tuple[str, ...]:
    return tuple(_inflection("adjectives-with-s"))


@cache
def _ends(section: str) -> tuple[str, ...]:
    return tuple(words("glossary", "german.txt")[section])


@cache
def _endings(common: bool, noun: str) -> frozenset[str]:
    """The endings of a noun: genitive, dative, plural; of names only peoples have a plural."""
    endings = {"", "s"}
    if noun in ("e", "el", "er", "long"):
        endings |= {"n"}
    elif noun == "weak":
        endings |= {"en", "es"}
    elif noun == "in":
        endings |= {"nen"}
    else:
        endings |= {"es"}
    if common:
        if noun not in ("e", "el", "er", "nis"):
            endings |= {"e", "en", "es"}
        if noun == "-er":
            endings |= {"er", "ern"}
    return frozenset(endings)


# --- classes of nouns, by how they end

# How much goes off a noun before its endings, these, and which kind of adjective it declines as, if it does.
_Adjective = Literal["", "noun", "plain"]
_NounClass = tuple[int, frozenset[str], _Adjective]
_COMMONEST: _NounClass = (0, frozenset(), "")


def _noun_class(padded: str) -> _NounClass:
    """The class of the noun that a folded form ends in; the form has a space before it."""
    known = _classes()
    for letters in (padded[-3:], padded[-2:], padded[-1:]):
        if letters in known:
            for size, classes in known[letters]:
                if (found := classes.get(padded[-size:])) is not None:
                    # "Bus" is no "Zyklus": of a stem three letters are left.
                    return found if not found[0] or padded[-found[0] - 3 : -found[0]].isalpha() else _COMMONEST
    return _COMMONEST


@cache
def _classes() -> Mapping[str, Sequence[tuple[int, Mapping[str, _NounClass]]]]:
    """The classes by the last letters, three at most, of their ends, then by the length of these, the longest first."""
    by_letters: dict[str, dict[int, dict[str, _NounClass]]] = {}
    for end, noun_class in _all_classes().items():
        by_letters.setdefault(end[-3:], {}).setdefault(len(end), {})[end] = noun_class
    return {letters: sorted(of.items(), reverse=True) for letters, of in by_letters.items()}


def _all_classes() -> dict[str, _NounClass]:
    classes: dict[str, _NounClass] = {}
    adjectives: tuple[tuple[str, _Adjective], ...] = (("adjectival", "noun"), ("adjectives", "plain"))
    for section, adjective in adjectives:
        for stem in _inflection(section):
            for ending in ("e", "er", "es"):
                # What is neuter is another thing: "Neues" is not "der Neue".
                taken = _ADJECTIVE - ({"er"} if ending == "es" else {"es"})
                classes[stem + ending] = (len(ending), taken, adjective)
    for line in entries("glossary", "inflection.txt")["noun-ends"]:
        end, *endings = line.replace("_", " ", 1).split(" ") if not line.startswith("_") else [f" {line[1:]}"]
        added = frozenset(ending[1:] for ending in endings if ending.startswith("+"))
        stays = len(end) if added or not endings else _in_common(endings)
        classes[end] = (len(end) - stays, added or frozenset(ending[stays:] for ending in endings), "")
    return classes | dict.fromkeys(_inflection("not-adjectival"), _COMMONEST)


def _in_common(endings: Sequence[str]) -> int:
    """How many letters all of these begin with."""
    together = zip(*endings, strict=False)
    return next((index for index, letters in enumerate(together) if len(set(letters)) > 1), min(map(len, endings)))


def _inflection(section: str) -> list[str]:
    return [word.replace("_", " ") for word in words("glossary", "inflection.txt")[section]]
