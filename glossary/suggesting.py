"""An English form for each name that was found in a German text, and how certain it is.

What a model makes of the sentences is asked for outside: here it tells names from nouns, and how it writes a name
is one sign among others.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

from glossary import cldr, wordlists
from glossary.likeness import close_skeleton, similarity
from glossary.name_copies import copies
from glossary.name_finding import Candidate
from glossary.name_tokens import Classifier, WordClass
from glossary.terms import TermMatch
from glossary.transliteration import Certainty, transliterate
from glossary.word_patterns import WORD

Basis = Literal["rules", "CLDR", "glossary", "model", "unchanged"]

# From which likeness on a word of the translation is the name as the model writes it, and from which one that
# tells a name from a noun.
_ALIKE, _SAME = 0.7, 0.9
# So many words of a translation with a capital may be a name; no sentence has more.
_MOST_WORDS = 60
_ORDINARY: tuple[WordClass, ...] = ("ordinary", "compound")
_ORDER: Mapping[Certainty, int] = {"sure": 0, "likely": 1, "guess": 2}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name with a proposed English form, how certain that is and what it is based on.

    `count` is how often it stands in the text, `sentence` the first sentence with it.
    """

    source: str
    target: str
    kind: str
    certainty: Certainty
    basis: Basis
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Form:
    """The English form of a name."""

    target: str
    kind: str
    certainty: Certainty
    basis: Basis


def proposals(
    found: Sequence[Candidate],
    sentences: Sequence[str],
    covered: Sequence[Sequence[TermMatch]],
    translations: Mapping[int, str],
    classify: Classifier,
) -> list[Suggestion]:
    """A suggestion for each candidate that is a name and for each name that translations copy, those first that
    English writes otherwise, and of these the most certain ones.

    `covered` are the terms in each sentence, `translations` holds what a model makes of sentences, by their number; a
    candidate that is no name for sure is one only if some translation has it, with a capital.

    >>> one = Candidate("Juri Uschakow", (0,), context="", evident=True)
    >>> [made] = proposals([one], ["Heute kam Juri Uschakow."], [()], {0: "Yuri Ushakov came."}, lambda _: "unknown")
    >>> made.target, made.kind, made.certainty, made.basis
    ('Yuri Ushakov', 'person', 'sure', 'rules')
    """
    made = _of_candidates(found, sentences, translations)
    persons = [one.source for one in found if one.kind == "person" and " " in one.source]
    for name, numbers in _copied(sentences, covered, translations, classify).items():
        # "Radprofi Simon Geschke" has the name and what stands beside it.
        if name not in made and not any(person in name for person in persons):
            sentence = sentences[numbers[0]]
            made[name] = Suggestion(name, name, "", "likely", "unchanged", len(numbers), sentence)
    # Each on a line: a part of another one stands there twice.
    names = "\n".join(made)
    kept = [one for one in made.values() if names.count(one.source) < 2 or not _is_part(one, made, sentences)]
    return sorted(kept, key=lambda one: (one.source == one.target, _ORDER[one.certainty]))


def _of_candidates(
    found: Sequence[Candidate], sentences: Sequence[str], translations: Mapping[int, str]
) -> dict[str, Suggestion]:
    """A suggestion for each candidate that is a name, by its German."""
    made: dict[str, Suggestion] = {}
    for one in found:
        english = [translations.get(number, "") for number in one.sentences]
        if one.longer and any(one.longer in text for text in english):
            one = replace(one, source=one.longer)
        written = _most_often(one.source, english)
        if written == one.source.removesuffix("s"):
            one = replace(one, source=written)
        if one.source not in made and (one.evident or similarity(one.source, written, close_skeleton) >= _SAME):
            form = _form(one, written)
            made[one.source] = Suggestion(
                one.source, form.target, form.kind, form.certainty, form.basis,
                len(one.sentences), sentences[one.sentences[0]],
            )  # fmt: skip
    return made


def _copied(
    sentences: Sequence[str],
    covered: Sequence[Sequence[TermMatch]],
    translations: Mapping[int, str],
    classify: Classifier,
) -> dict[str, list[int]]:
    """The names that translations copy, with the numbers of their sentences; an ordinary word only without article."""
    numbers: dict[str, list[int]] = {}
    nouns = set[str]()
    for number, translation in translations.items():
        for copy in copies(sentences[number], covered[number], translation, classify):
            numbers.setdefault(copy.name, []).append(number)
            if classify(copy.name) in _ORDINARY and (copy.determined or classify(copy.name.lower()) == "ordinary"):
                nouns.add(copy.name)
    return {name: found for name, found in numbers.items() if name not in nouns}


def _is_part(one: Suggestion, made: Collection[str], sentences: Sequence[str]) -> bool:
    """Whether a name that stays as it is stands only as part of longer ones: `SC` of `Dresdner SC`."""
    longer = [name for name in made if one.source in name and len(name) > len(one.source)]
    if one.source != one.target or not longer:
        return False
    rest = " | ".join(sentences)
    for name in sorted(longer, key=len, reverse=True):
        rest = rest.replace(name, "")
    return one.source not in rest


def rendering(name: str, translation: str) -> str:
    """The words of a translation that look like a name, or an empty string.

    >>> rendering("Uschakow", "The adviser Ushakov's visit")
    'Ushakov'
    >>> rendering("Pjöngjang", "A visit to the capital")
    ''
    """
    tokens = _tokens(translation)
    size = len(name.split())
    best, likeness = "", _ALIKE
    runs = (tokens[start : start + size] for start in range(len(tokens) - size + 1))
    capital = (words for words in runs if words[0][0].isupper() and words[-1][:1].isupper())
    for words in islice(capital, _MOST_WORDS):
        phrase = " ".join(words)
        alike = similarity(name, phrase, close_skeleton)
        if alike > likeness:
            best, likeness = phrase, alike
    return best


# All names of a sentence are looked for in the same translation.
@lru_cache(maxsize=16)
def _tokens(translation: str) -> tuple[str, ...]:
    return tuple(found[0].removesuffix("'s").removesuffix("’s") for found in WORD.finditer(translation))


def _most_often(name: str, translations: Sequence[str]) -> str:
    """The rendering of a name that most translations have, of several the first; an empty string if none has any."""
    seen = Counter(words for text in translations if (words := rendering(name, text)))
    return seen.most_common(1)[0][0] if seen else ""


# --- what a form is based on, the most certain first; the model has the name as `written`


def _form(one: Candidate, written: str) -> _Form:
    if one.target:
        return _Form(one.target, "person", "sure", "glossary")
    return _of_cldr(one) or _by_rules(one, written) or _of_model(one, written)


def _of_cldr(one: Candidate) -> _Form | None:
    if one.source not in cldr.names():
        return None
    target, kind = cldr.names()[one.source]
    # "Island" is Iceland and an island.
    return _Form(target, kind, "guess" if one.source in _german("ordinary") else "sure", "CLDR")


def _by_rules(one: Candidate, written: str) -> _Form | None:
    ruled = transliterate(one.source, one.context, one.script)
    if not ruled:
        return None
    kind = "person" if " " in one.source else _kind(one)
    return _Form(ruled.target, kind, "sure" if written == ruled.target != one.source else ruled.certainty, "rules")


def _of_model(one: Candidate, written: str) -> _Form:
    kind = _kind(one)
    if not written or _bare(written) == _bare(one.source):
        # What differs in hyphens and capitals only is no other spelling.
        return _Form(one.source, kind, "likely" if written or one.kind else "guess", "unchanged")
    if close_skeleton(written) == close_skeleton(one.source):
        return _Form(written, kind, "guess", "model")
    # A small model misspells names that it does not know.
    return _Form(one.source, kind, "guess", "unchanged")


def _kind(one: Candidate) -> str:
    """What the text tells, `person` behind a title (`Präsident`, `Dr.`), else not known."""
    if one.kind:
        return one.kind
    before = re.search(r"(?<!\w)(\w+)\.?\s*$", one.context)
    return "person" if before and before[1] in _german("title") else ""


def _german(section: str) -> frozenset[str]:
    return wordlists.words("glossary", "german.txt")[section]


def _bare(name: str) -> str:
    """A name without hyphens and capitals."""
    return re.sub(r"\W", "", name).lower()
