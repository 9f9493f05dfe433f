"""Ding, the dictionary of TU Chemnitz, as in Debian's package trans-de-en.

A line is an entry: German `::` English. Both sides have columns, divided by `|`, which pair up: the lemma, then its
plural or its parts, then what is said with it. In a column `;` divides what means the same. `{f}` is grammar, `[med.]`
a field or a style, `(…)` an explanation, `/AG/` an abbreviation, `<…>` a spelling for searching only.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from translate.lexicon.words import Giving, Word, german_form, is_word, part_of, texts_of

KIND = "Ding"
_ENTRY = " :: "
# The longest entry of the real one has 22,000 characters.
_LONGEST = 100_000
_LICENCE = ("license", "licence", "copyright (c)", "version", "url")
_GRAMMAR = re.compile(r"\{([^{}]*)\}")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_DEEPEST = 5
# What is said seldom comes behind what is said often.
_SELDOM = re.compile(r"\[[^\[\]]*\b(?:archaic|obs|rare|dated|slang|vulg|poet|coll|dialect|humor|fig)\b[^\[\]]*\]")


def is_ding(lines: Sequence[str]) -> bool:
    """Whether the first lines of a file, but for comments, are mostly entries."""
    entries = [line for line in lines if line.strip() and not line.startswith("#")]
    return bool(entries) and 2 * sum(_ENTRY in line for line in entries) > len(entries)


def licence(lines: Iterable[str]) -> str:
    """What the head of a file says of its version and its licence, as one line; empty if it says nothing.

    >>> licence(["# Version :: 1.9 2020-12-22", "# License :: GPL Version 2 or later", "#"])
    'Version 1.9 2020-12-22; License GPL Version 2 or later'
    """
    notes = ([part.strip(" ,") for part in line.lstrip("# ").split("::", 1)] for line in lines if line.startswith("#"))
    return "; ".join(" ".join(note) for note in notes if len(note) > 1 and note[0].lower().startswith(_LICENCE))


def words(lines: Iterable[str]) -> Iterator[Giving]:
    """The words of a file's lines, an entry after the other.

    An entry has more weight with more columns, since these say how a word is used, which is said of usual meanings, and
    for the word that it is of than for those behind it that mean the same.

    >>> entry = "Steg {m} [naut.] | Stege {pl} :: jetty; pier | jetties; piers"
    >>> [(one.word.german, *one.word.senses) for one in words([entry])]
    [('Steg', 'jetty', 'pier'), ('Stege', 'jetties', 'piers')]
    """
    for line in lines:
        if not line.startswith("#") and len(line) <= _LONGEST:
            german, divided, english = line.partition(_ENTRY)
            if divided:
                yield from _entry(german, english.strip())


def _entry(german: str, english: str) -> Iterator[Giving]:
    left, right = (_outside(side, "|") for side in (german, english))
    if len(left) != len(right):
        left, right = left[:1], right[:1]
    lemma_part = ""
    weight = math.sqrt(len(left))
    for number, (forms, meanings) in enumerate(zip(left, right, strict=True)):
        items = _outside(forms, ";")
        senses = sorted(_outside(meanings, ";"), key=lambda sense: _SELDOM.search(sense) is not None)
        column_part = ""
        # For each part of speech once, however many words the column has.
        texts: dict[str, tuple[str, ...]] = {}
        # `frei; offen {adj}`: the grammar stands with the last of them.
        for place, item in reversed(list(enumerate(items, 1))):
            column_part = _part(item) or column_part
            if number == 0:
                lemma_part = column_part or ("verb" if meanings.startswith("to ") else "")
            form = german_form(item)
            part = column_part or _inherited(lemma_part, form)
            if part not in texts:
                texts[part] = texts_of(senses, part)
            if texts[part] and is_word(form):
                yield Giving(Word(form, texts[part], part), weight / place)


def _part(item: str) -> str:
    """The part of speech that an item names."""
    labels = (label for grammar in _GRAMMAR.findall(item) for label in re.split(r"[^a-z]+", grammar))
    return next((part for label in labels if (part := part_of(label))), "")


def _inherited(part: str, form: str) -> str:
    """The part of speech of a form whose lemma has that one: a noun has a capital, and nothing else has."""
    if form[:1].isupper():
        return "noun"
    return part if part != "noun" else ""


def _outside(text: str, sign: str) -> list[str]:
    """A text divided at a sign, but not inside of brackets."""
    if sign not in text:
        return [text.strip()]
    masked = text
    for _ in range(_DEEPEST):
        shorter = _BRACKETED.sub(lambda found: "\ue000" * len(found[0]), masked)
        if shorter == masked:
            break
        masked = shorter
    parts = []
    start = 0
    for part in masked.split(sign):
        parts.append(text[start : start + len(part)].strip())
        start += len(part) + len(sign)
    return parts
