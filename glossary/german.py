"""What German grammar says: the endings of words, genitives, plurals, and names that are ordinary words too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from glossary.folding import APOSTROPHES, fold, fold_characters
from glossary.terms import Term, TermMatch
from glossary.wordlists import words

_ADJECTIVE_ENDING = "e[nrsm]?"
_ADJECTIVE_END = re.compile(rf"{_ADJECTIVE_ENDING}$")
_ADJECTIVE_END_OF_STEM = re.compile(rf"(?<=\w{{3}}){_ADJECTIVE_ENDING}$")
_ADJECTIVE_END_INSIDE = re.compile(rf"{_ADJECTIVE_ENDING} ")
_ANY_END_OF_STEM = re.compile(rf"(?<=\w{{3}})(?:{_ADJECTIVE_ENDING}|n|s)$")
_ADJECTIVES_BEFORE_NOUN = re.compile(rf"\s+(?:[a-zäöüß-]+{_ADJECTIVE_ENDING}\s+){{1,2}}[^\W\d_a-zäöüß]")
_NOUN_BEHIND = re.compile(r"\s+[^\W\d_a-zäöüß]")
_NOUN_BEFORE = re.compile(r"[^\W\d_a-zäöüß]\w*\s+$")
_PLURAL_ARTICLE = re.compile(r"\b(?:die|der|den|beiden)\s+$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\"„“”»«'‚‘(–-]*$")
_ADJECTIVE = frozenset({"e", "en", "er", "es", "em"})
_NONE = frozenset({""})
_GENITIVE = frozenset({"", "s"})
_UMLAUT_ENDINGS = frozenset({"", "e", "en", "er", "ern", "n"})
_LAST_VOWEL = re.compile(r"(.*)(au|(?<![ae])[aou](?!e))([^aeiouy ]+(?:e[lrn])?)")
_CHANGED = {"au": "aeu", "a": "ae", "o": "oe", "u": "ue"}
# Masculine nouns that end in -en everywhere but in the nominative, recognised by how they end.
_WEAK = ("ist", "krat", "ant", "ent", "graf", "loge", "it", "ot", "nom", "soph")
# How far around a match is looked for what tells names from ordinary words.
_AROUND = 60


# --- how the words of a form are inflected


@dataclass(frozen=True, slots=True)
class InflectedWord:
    """A word of a form: its folded stem, the endings it may take, and how it is written."""

    stem: str
    endings: frozenset[str]
    written: str

    @property
    def is_inflected(self) -> bool:
        """Whether the word may take an ending."""
        return self.endings != _NONE

    def in_plural(self) -> "InflectedWord | None":
        """The word as its plural may have it, with the last vowel changed, if it may."""
        stem = umlaut(self.stem)
        return InflectedWord(stem, _UMLAUT_ENDINGS, self.written) if stem else None


def inflected(term: Term, form: Sequence[str], index: int) -> InflectedWord:
    """The word at `index` of a form of a term, with the endings that it may take there."""
    word = form[index]
    folded = fold_characters(word)
    last = index == len(form) - 1
    following = form[index + 1] if not last else ""
    if not folded.isalpha():
        return InflectedWord(folded, _NONE, word)
    if last:
        if word[0].islower():
            return _inflected_adjective(folded, word, alone=len(form) == 1)
        return InflectedWord(folded, _noun_endings(term, word, folded), word)
    if term.kind == "person":
        return InflectedWord(folded, _NONE, word)
    if word[0].isupper() and following[:1].islower() and following not in ("und", "von", "van", "da", "de", "bin"):
        # "Rat der Europäischen Union": the noun before what depends on it is the one that is inflected.
        return InflectedWord(folded, _noun_endings(term, word, folded), word)
    stem = adjective_stem(word, folded)
    return InflectedWord(stem, _ADJECTIVE if stem != folded else _NONE, word)


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


def _inflected_adjective(folded: str, word: str, alone: bool) -> InflectedWord:
    """A word in small letters at the end of a form: an adjective if it stands alone."""
    if not alone:
        return InflectedWord(folded, _NONE, word)
    if folded.endswith("e"):
        return InflectedWord(folded, frozenset({"", "n", "r", "s", "m"}), word)
    return InflectedWord(folded, _ADJECTIVE | _NONE, word)


def _noun_endings(term: Term, word: str, folded: str) -> frozenset[str]:
    if (word.isupper() and len(word) > 1) or term.kind == "person":
        return _GENITIVE
    return _endings(is_name(term), _inflection_class(folded))


def _inflection_class(folded: str) -> str:
    """What the end of a noun says about its endings: the longest of these that it ends with, or nothing."""
    for end in (folded[-3:], folded[-2:], folded[-1:]):
        if end in ("nis", "in", "e", "el", "er", "s", "x", "z"):
            return end
    if len(folded) > 5 and folded.endswith(_WEAK):
        return "weak"
    return "-er" if folded.endswith(_plural_in_er()) else ""


@cache
def _plural_in_er() -> tuple[str, ...]:
    return tuple(words("glossary", "german.txt")["plural-in-er"])


@cache
def _endings(name: bool, noun: str) -> frozenset[str]:
    """The endings of a noun: genitive, dative, plural; of names only peoples have a plural."""
    endings = {"", "s"}
    if noun in ("e", "el", "er"):
        endings |= {"n"}
    elif noun == "weak":
        endings |= {"en", "es"}
    elif noun == "in":
        endings |= {"nen"}
    else:
        endings |= {"es"}
    if not name:
        if noun == "nis":
            endings |= {"se", "ses", "sen"}
        elif noun not in ("e", "el", "er", "in", "weak"):
            endings |= {"e", "en"}
        if noun == "in":
            endings |= {"e", "en", "es"}
        if noun == "-er":
            endings |= {"er", "ern"}
    return frozenset(endings)


# --- names and ordinary words


def is_name(term: Term) -> bool:
    """Whether a term is a name: English writes common nouns and most verbs small."""
    return not term.target[:1].islower()


def is_ordinary(term: Term, form: str) -> bool:
    """Whether a form of a name is an ordinary word too, and so counts only where a name is meant."""
    return is_name(term) and form[:1].isupper() and fold(form) in _ordinary()


def is_meant_as_name(term: Term, text: str, start: int, end: int, inflected: bool) -> bool:
    """Whether an ordinary word at `[start, end)` of a text is meant as a name, as far as its neighbours tell.

    A town stands behind a preposition of place without an article, a person behind a first name or a title or
    before a verb of saying, a newspaper in quotes or behind `Magazin` and the like, and any name without an
    article in a genitive (`Essens Oberbürgermeister`).
    """
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    previous, at = _word_before(before)
    small = previous.lower()
    if small in _lower("determiner"):
        return False
    if inflected and text[start:end].lower().endswith("s"):
        # An adjective would end in n here: "guten Essens".
        noun = re.match(r"[ \n\u00a0](\w)", after)
        return bool(noun and noun[1].isupper() and not _ADJECTIVE_END.search(small))
    placed = small in _lower("place-preposition") and not inflected
    if term.kind != "person" and (placed or small in _lower("medium") or _is_quoted(before, after)):
        return True
    begins = begins_sentence(text, start - len(before) + at)
    return term.kind in ("person", "") and _is_person(previous, begins, after)


def _word_before(before: str) -> tuple[str, int]:
    """The word that a text ends in and where it begins; none behind the end of a sentence."""
    found = re.search(r"([^\W\d_]+)(\.?)[ \n\u00a0]+$", before)
    # A full stop ends a sentence unless a title is abbreviated with it.
    if found is None or (found[2] and found[1].lower() not in _lower("title")):
        return "", len(before)
    return found[1], found.start()


def _is_quoted(before: str, after: str) -> bool:
    return bool(re.search(r"[„\"“«»‚‘']$", before) and re.match(r"[“\"”«»‘’']", after))


def _is_person(previous: str, begins: bool, after: str) -> bool:
    """Whether the word before, which may begin the sentence, or what stands behind tells that a person is meant."""
    if previous.lower() in _lower("title"):
        return True
    if previous[:1].isupper() and not (begins and _ADJECTIVE_END.search(previous)):
        return True
    saying = re.match(r"[ \n\u00a0]([^\W\d_]+)", after)
    return bool(saying and saying[1].lower() in _lower("saying") and not previous)


def is_country_and_people(form: str) -> bool:
    """Whether a form is the name of a country and of its people: `Polen`."""
    return form in words("glossary", "german.txt")["country-and-people"]


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`: then a capital tells nothing, and `Schrauben Sie` is no noun."""
    return bool(_SENTENCE_START.search(text[max(0, start - _AROUND) : start]))


def means_people(text: str, start: int) -> bool:
    """Whether the word before tells that a people is meant, not its country: `die Polen`, but `in Polen`."""
    found = re.search(r"([^\W\d_]+)[ \n\u00a0]$", text[max(0, start - _AROUND) : start])
    return bool(found and found[1].lower() in _lower("plural-determiner"))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(fold_characters(word) for word in words("glossary", "german.txt")["ordinary"])


@cache
def _lower(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words("glossary", "german.txt")[name])


# --- genitives and plurals in a sentence


def genitive_apostrophe(text: str, start: int, end: int) -> int:
    """How many characters of a genitive's apostrophe follow a name at `[start, end)`.

    >>> genitive_apostrophe("Fritz' Rede", 0, 5), genitive_apostrophe("Putin's Rede", 0, 5)
    (1, 2)
    """
    mark = text[end : end + 1]
    if not mark or mark not in APOSTROPHES:
        return 0
    if re.match(r"[sS](?!\w)", text[end + 1 :]):
        return 2
    if text[end - 1].lower() not in "sßxz" and text[end - 2 : end].lower() != "ce":
        return 0
    if not re.match(r"[ \n\u00a0]\w", text[end + 1 :]):
        return 0
    # A closing quote looks the same; then one was opened before.
    opening = "'" if mark == "'" else "‘"
    return 0 if re.search(rf"(?<!\w){opening}(?=\w)", text[max(0, start - 300) : start + 1]) else 1


def stands_in_genitive(match: TermMatch, source: str) -> bool:
    """Whether a name stands in the genitive: one of its forms with an s or an apostrophe behind it."""
    term, surface = match.term, source[match.start : match.end]
    if not term.target[:1].isupper() or term.target.isupper() or term.target == surface:
        return False
    stem = re.sub(r"(?:['’]s?|s)$", "", surface, flags=re.IGNORECASE)
    if stem == surface:
        return False
    # A family: `die Clintons`; before a noun the article is a pronoun, as in `…, die Putins Angriff verurteilte`.
    if _PLURAL_ARTICLE.search(source[: match.start]) and not _NOUN_BEHIND.match(source[match.end :]):
        return False
    return any(stem.casefold() == form.casefold() for form in (term.source, *term.forms))


def is_possessor(match: TermMatch, source: str) -> bool:
    """Whether a name in the genitive stands before its noun: `Putins Besuch`, not `die Reise Putins`."""
    if not stands_in_genitive(match, source):
        return False
    if _NOUN_BEHIND.match(source[match.end :]):
        return True
    follows_noun = _NOUN_BEFORE.search(source[: match.start])
    return not follows_noun and _ADJECTIVES_BEFORE_NOUN.match(source[match.end :]) is not None


def has_article(match: TermMatch, source: str) -> bool:
    """Whether an article stands before a name, which then has one in German: `in den USA`, `im Iran`."""
    found = re.search(r"(\w+)\s+$", source[: match.start])
    return found is not None and found[1].lower() in _lower("article")
