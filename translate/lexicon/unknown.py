"""Which words of a German sentence a model hardly knows, and under what a dictionary may have them."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from glossary import german, nearby
from glossary.inflection import without_ending
from glossary.linked import Span, overlap
from glossary.name_signs import is_given_name, is_place
from glossary.name_tokens import is_genitive
from glossary.word_patterns import WORD
from translate.german_words import word_class

_WORD_BEFORE = re.compile(r"[^\W\d_][\w-]{0,60}\.?(?=[ \u00a0]\Z)")
# Endings of a noun that dictionaries may leave out, the longest first.
_NOUN_ENDINGS = ("nen", "ern", "es", "en", "er", "e", "s", "n")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word at the characters `[start, end)` of a sentence that the model hardly knows.

    `forms` are how it is written within a sentence: at the beginning of one with either first letter. `stems` is what
    is left of these without an ending.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rare:
    """A word at the characters `[start, end)` of a sentence that the model hardly knows.

    `english` is what a lexicon says of it and the translation has of it, empty if no lexicon has the word either.
    """

    start: int
    end: int
    english: str


def unknown_words(text: str, taken: Sequence[Span], known: Container[str]) -> tuple[Unknown, ...]:
    """The words that are not among those that the model knows, nor in spans that are taken, nor seem to be names.

    >>> [text[one.start : one.end] for text in ["Der Haftrichter Müller sah Haftrichter Wolf."]
    ...  for one in unknown_words(text, [(16, 22)], {"Der", "der", "sah", "Sah"})]
    ['Haftrichter', 'Haftrichter']
    """
    # Capitals tell nothing there.
    if text.isupper():
        return ()
    return tuple(_unknown_words(text, taken, known))


def _unknown_words(text: str, taken: Sequence[Span], known: Container[str]) -> Iterator[Unknown]:
    for found in WORD.finditer(text):
        word, span = found[0], found.span()
        if word in known or any(overlap(span, other) for other in taken):
            continue
        forms = _within_sentence(text, word, span[0])
        if not any(form in known for form in forms[1:]) and not _is_name(text, word, span[0]):
            yield Unknown(*span, forms, tuple(dict.fromkeys(stem for form in forms for stem in stems(form))))


def _within_sentence(text: str, word: str, start: int) -> tuple[str, ...]:
    if word[0].islower() or not german.begins_sentence(text, start):
        return (word,)
    return word, word[0].lower() + word[1:]


def stems(form: str) -> Iterator[str]:
    """What may be left of a word without an ending, the longest ending first.

    >>> list(stems("Flugrouten")), list(stems("maroden"))
    (['Flugrout', 'Flugroute'], ['marod', 'marode'])
    """
    if form[0].islower():
        if (stem := without_ending(form)) != form:
            yield stem
            # Some adjectives have it as they stand in a dictionary, and so have superlatives.
            if form.startswith(f"{stem}e") and form != f"{stem}e":
                yield f"{stem}e"
        return
    for ending in _NOUN_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM:
            yield form.removesuffix(ending)


def _is_name(text: str, word: str, start: int) -> bool:
    """Whether a word is known as a name, or stands behind another noun or name: `Richter Dinkel`, `Anna Dinkel`."""
    if word[0].islower():
        return False
    if word_class(word) == "name" or is_genitive(word, word_class) or is_place(word) or is_given_name(word):
        return True
    before = _WORD_BEFORE.search(nearby.before(text, start))
    if before is None or not before[0][0].isupper():
        return False
    # Another word may have its capital from the beginning of the sentence.
    begins = german.begins_sentence(text, start - 1 - len(before[0]))
    return not begins or is_given_name(before[0]) or word_class(before[0].lower()) != "ordinary"
