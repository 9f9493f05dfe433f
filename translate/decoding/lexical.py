"""What a dictionary says of words that a model hardly knows: what is hinted of it, and when the hint has served.

A hint is soft (Dinu et al. 2019): what comes of it has to be without doubt, or is compared with a translation without
it. Measured on newstest2017 and 2018 with Ding: a dictionary's first sense is as good as the one that fits best, by
word vectors, and as the one whose translation the model finds likelier; where a word has many the draft is right as
often. Compounds that are put together from the senses of their parts are worse than the draft.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from glossary import english, english_nouns, english_verbs, nearby
from glossary.english_adverbs import adverb
from glossary.german_number import number
from glossary.linked import Span
from glossary.terms import Term, TermMatch
from glossary.word_patterns import WORD
from translate import checks, english_words
from translate.engines.base import Hint, Hypothesis
from translate.lexicon.unknown import Rare, Unknown, stems, unknown_words
from translate.lexicon.words import Word

# Of words with three senses half as many come out better for the time, of those with more hardly any.
_MOST_SENSES = 2
# Models are trained with so many hints in a sentence, few of them long.
_MOST_HINTS = 4
_MOST_WORDS = 5
_SENSE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’/-])*")
# What dictionaries write for what stands in a text instead.
_STANDS_FOR_OTHERS = frozenset({"something", "somebody", "someone", "sth", "sb", "one's", "oneself"})
_SAME_IN_PLURAL = re.compile(r"(?:er|el|en|chen|lein)\Z")
# Beside these an adjective without an ending says what something is, beside other verbs mostly how something is done.
_PREDICATIVE = re.compile(
    r"\b(?:ist|sind|bin|bist|sei|seien|war|waren|wäre|wären|sein|gewesen|bleib\w*|blieb\w*|geblieben|w[ie]rd\w*|w[uü]rd\w*"
    r"|geworden|gilt|gelten|galt\w*|schein\w*|schien\w*|wirk\w*|mach\w*|gemacht|f[aäi]nd\w*|h[aä]lt|hielt\w*|nenn\w*"
    r"|nannte\w*|als|wie|sowie)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[,;:.!?–—()\"„“”»«]")
_PARTS = {True: ("noun", ""), False: ("verb", "adj", "adv", "")}
# Mean log-probability by which a hinted translation may be less likely than the draft, and share of the draft's length
# below which it lost something.
_MARGIN = 0.06
_CUT = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the word at the characters `[start, end)` of a sentence may mean, in its number, the likeliest first."""

    start: int
    end: int
    senses: tuple[str, ...]


class Dictionary(Protocol):
    """What is asked about words: a lexicon, or several."""

    @property
    def key(self) -> str:
        """A text that is another when the words are."""

    def find(self, words: Iterable[str]) -> Mapping[str, Sequence[Word]]:
        """What is known of each word that it has, by exactly that form."""

    def is_for(self, word: str) -> bool:
        """Whether it has a word, by exactly that form, because models get it wrong that have met it now and then."""


@dataclass(frozen=True, slots=True)
class _KnownWell:
    """The words that a model knows, but for those that a dictionary is for, in all their forms.

    `Truppen` is known as a form of `Truppe`, though a dictionary may be for `Trupp`. What is left of a small word is
    one word, whatever stands of it: `maroden` is a form of `marode`, and of nothing like `marod`.
    """

    known: Container[str]
    dictionary: Dictionary

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or word not in self.known:
            return False
        if self.dictionary.is_for(word):
            return False
        lacked = {stem: self.dictionary.is_for(stem) for stem in stems(word)}
        if not any(lacked.values()):
            return True
        return word[0].isupper() and any(stem in self.known for stem in lacked if not lacked[stem])


@dataclass(frozen=True, slots=True)
class Words:
    """What tells of rare words: which ones a model knows, and a dictionary for the others."""

    known: Container[str]
    dictionary: Dictionary

    def looked_up(self, text: str, taken: Sequence[Span]) -> tuple[tuple[Candidate, ...], tuple[Rare, ...]]:
        """The words of a sentence that can be hinted, and those that neither model nor dictionary knows.

        No word in a span that is taken is either.
        """
        unknown = unknown_words(text, taken, _KnownWell(self.known, self.dictionary))
        if not unknown:
            return (), ()
        found = self.dictionary.find(asked(unknown))
        nobody = (one for one in unknown if found.keys().isdisjoint((*one.forms, *one.stems)))
        return candidates(text, unknown, found), tuple(Rare(one.start, one.end, "") for one in nobody)


def asked(unknown: Iterable[Unknown]) -> frozenset[str]:
    """What a dictionary is asked for words: all forms under which it may have them."""
    return frozenset(form for one in unknown for form in (*one.forms, *one.stems))


def candidates(text: str, unknown: Iterable[Unknown], found: Mapping[str, Sequence[Word]]) -> tuple[Candidate, ...]:
    """The unknown words of a sentence for which a dictionary has a sense or a few; `found` is what it has.

    >>> text = "Die Särge waren leer."
    >>> candidates(text, [Unknown(4, 9, ("Särge",), ("Särg",))], {"Särge": [Word("Särge", ("coffins",), "noun")]})
    (Candidate(start=4, end=9, senses=('coffins',)),)
    """
    made = (Candidate(one.start, one.end, _senses(text, one, found)) for one in unknown)
    return tuple(one for one in made if one.senses)


def hints(given: Iterable[Candidate], draft: str) -> tuple[Hint, ...]:
    """Hints for the words of which the draft has no sense, in order; each says the first one.

    >>> given = [Candidate(4, 9, ("coffins", "caskets"))]
    >>> hints(given, "The caskets were empty."), hints(given, "The saws were empty.")
    ((), (Hint(start=4, end=9, target='coffins'),))
    """
    return tuple(Hint(one.start, one.end, one.senses[0]) for one in _lacking(given, draft)[:_MOST_HINTS])


def _lacking(given: Iterable[Candidate], english: str) -> list[Candidate]:
    """The words of which a translation has no sense."""
    given = list(given)
    if not given:
        return given
    written = frozenset(part for word in WORD.findall(english.lower()) for part in (word, *_parts(word)))
    return [one for one in given if not any(_has(written, sense) for sense in one.senses)]


def is_good(source: str, hinted: Hypothesis, words: Sequence[Hint], terms: Sequence[TermMatch] = ()) -> bool:
    """Whether a translation with hints for rare words can stand without a look at one without them.

    It has the words, and nothing in it is doubtful; `terms` are as for `checks.check`.
    """
    return _has_all(hinted.text, words) and not checks.check(source, hinted.text, None, (), terms)


def is_kept(
    source: str,
    draft: Hypothesis,
    hinted: Hypothesis,
    words: Sequence[Hint],
    rare: Sequence[Candidate],
    terms: Sequence[TermMatch] = (),
) -> bool:
    """Whether a translation with hints for rare words, `words`, stands for the draft: it has these, and is no worse.

    That is by score, by length, by the other rare words, and by what is doubtful in it; `terms` are as for
    `checks.check`.
    """
    text = hinted.text
    if text == draft.text or hinted.score < draft.score - _MARGIN or len(text) < _CUT * len(draft.text):
        return False
    if not _has_all(text, words):
        return False
    if not set(_lacking(rare, text)) <= set(_lacking(rare, draft.text)):
        return False
    before, now = (checks.check(source, one.text, None, (), terms) for one in (draft, hinted))
    return len(now) <= len(before)


def _has_all(text: str, words: Iterable[Hint]) -> bool:
    return all(hint.target.lower() in text.lower() for hint in words)


# --- what a dictionary has


def _senses(text: str, one: Unknown, found: Mapping[str, Sequence[Word]]) -> tuple[str, ...]:
    """The senses of the word as it is written, else of its stem; those of a noun in its number.

    Of several dictionaries the first one that has few enough decides.
    """
    for form in one.forms:
        for word in found.get(form, ()):
            if word.part in _PARTS[form[0].isupper()] and (senses := _usable(_in_place(text, one, word))):
                return senses
    for stem in one.stems:
        for word in found.get(stem, ()):
            if stem[0].isupper() and word.part == "noun" and (senses := _usable(_in_number(text, one, word))):
                return senses
            if stem[0].islower() and word.part == "adj" and (senses := _usable(word.senses)):
                return senses
    return ()


def _in_place(text: str, one: Unknown, word: Word) -> tuple[str, ...]:
    """The senses of a word that stands as the dictionary has it, as the sentence wants them.

    Many nouns are written the same in the plural, adjectives without an ending may be adverbs.
    """
    if word.part == "noun" and _SAME_IN_PLURAL.search(word.german):
        # What is a plural already may hide it: "people seeking protection".
        single = all(not any(map(english_nouns.is_plural, sense.split())) for sense in word.senses)
        return _in_number(text, one, word) if single else word.senses
    if word.part == "adj" and not _PREDICATIVE.search(_clause(text, one)):
        return tuple(map(_adverb, word.senses))
    return word.senses


def _clause(text: str, one: Unknown) -> str:
    """What stands between the marks around a word."""
    before, after = nearby.before(text, one.start), nearby.behind(text, one.end)
    return _MARK.split(before)[-1] + _MARK.split(after)[0]


def _adverb(sense: str) -> str:
    made = adverb(sense)
    return made if english_words.is_listed(made) else sense


def _in_number(text: str, one: Unknown, word: Word) -> tuple[str, ...]:
    match = TermMatch(Term(word.german, word.senses[0], "noun"), one.start, one.end)
    if number(match, text) == "plural":
        return tuple(map(english_nouns.plural, word.senses))
    return word.senses


def _usable(senses: tuple[str, ...]) -> tuple[str, ...]:
    """The senses that a hint can say, none if there are too many to tell which is meant."""
    if len(senses) > _MOST_SENSES:
        return ()
    return tuple(
        one
        for one in senses
        if _SENSE.fullmatch(one) and len(one.split()) <= _MOST_WORDS and _STANDS_FOR_OTHERS.isdisjoint(one.split())
    )


# --- what a draft has


def _has(written: frozenset[str], sense: str) -> bool:
    """Whether all words of a sense that mean something are among the written ones, in some form, in any order."""
    words = WORD.findall(sense.lower())
    meaning = [word for word in words if word not in english.function_words()] or words
    return all(not written.isdisjoint(_forms(word)) for word in meaning)


def _forms(word: str) -> frozenset[str]:
    return frozenset({word, adverb(word), *english_nouns.plurals(word), *english_verbs.forms(word), *_parts(word)})


def _parts(word: str) -> tuple[str, ...]:
    """The parts of a word with hyphens, and the word without the ending of a plural or a possessive."""
    bare = word.replace("’", "'").removesuffix("'s")
    return *bare.split("-"), bare.removesuffix("s")
