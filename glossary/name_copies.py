"""Words of a German sentence that its translation copies with their capitals: names, most of them.

So a model tells names that look like ordinary words, and where a name of several words ends: `Davis Cup`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary import wordlists
from glossary.english import begins_sentence
from glossary.name_signs import signs
from glossary.name_tokens import Classifier, ends_as_genitive
from glossary.terms import TermMatch, overlapping
from glossary.word_patterns import WORD

# Small words between the parts of a name: "Church of England", "Tour de France".
_BETWEEN = frozenset("of de la le les del della di da du des al el for the at a von van der den".split())
_LONGEST, _SHORTEST = 7, 2
_ADJECTIVE = re.compile(r"[a-zäöüß](?:en|er|es|em)$")
# What share of a translation's words may have a capital; in a title all have one.
_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Copy:
    """A name that a translation copies; `determined`: an article or an adjective stands before it, as before a noun."""

    name: str
    determined: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the German sentence; `free`: no term covers it, and its capital is not from the beginning."""

    text: str
    start: int
    end: int
    free: bool


def copies(sentence: str, terms: Sequence[TermMatch], translation: str, classify: Classifier) -> list[Copy]:
    """The names that a translation copies, from left to right, the longest where several begin.

    An ordinary first word of the sentence has its capital from there, and what the terms cover is a name only with
    others.

    >>> [one.name for one in copies(
    ...     "Heute war der Davis Cup.", (), "Today was the Davis Cup.", lambda _: "ordinary")]
    ['Davis Cup']
    """
    if sentence.isupper() or _is_title(translation):
        return []
    words = [_word(found, sentence, terms) for found in WORD.finditer(sentence)]
    made: list[Copy] = []
    at = 0
    while at < len(words):
        ordinary = begins_sentence(sentence, words[at].start) and classify(words[at].text) == "ordinary"
        size, name = (1, "") if ordinary else next(_copied(sentence, words, at, translation), (1, ""))
        if name:
            made.append(Copy(name, at > 0 and _is_determiner(words[at - 1].text)))
        at += size
    return made


def _is_determiner(before: str) -> bool:
    return before.lower() in wordlists.words("glossary", "german.txt")["determiner"] or bool(_ADJECTIVE.search(before))


def _word(found: re.Match[str], sentence: str, terms: Sequence[TermMatch]) -> _Word:
    covered = overlapping(terms, found.span())
    initial = begins_sentence(sentence, found.start())
    return _Word(found[0], found.start(), found.end(), not covered and not initial and found[0][0].isupper())


def _copied(sentence: str, words: Sequence[_Word], start: int, translation: str) -> Iterator[tuple[int, str]]:
    """The names that begin with a word and are copied, the longest first, with how many words each takes."""
    if not words[start].text[0].isupper():
        return
    for size in range(_run(sentence, words, start), 0, -1):
        run = words[start : start + size]
        if not run[-1].text[0].isupper() or not any(word.free for word in run):
            continue
        if size == 1 and (len(run[0].text) < _SHORTEST or run[0].text in signs("address")):
            continue
        name = sentence[run[0].start : run[-1].end]
        for form in _forms(name, single=size == 1):
            if _stands_in(form, translation):
                yield size, form


def _run(sentence: str, words: Sequence[_Word], start: int) -> int:
    """How many words may belong to a name: those with capitals, and small ones between them."""
    size = 1
    while size < _LONGEST and start + size < len(words):
        word, before = words[start + size], words[start + size - 1]
        if sentence[before.end : word.start] != " " or not (word.text[0].isupper() or word.text in _BETWEEN):
            break
        size += 1
    return size


def _forms(name: str, *, single: bool) -> Iterator[str]:
    """A name, without the ending of a genitive too, and what stands before the noun of a compound: `Giro-Siegers`."""
    if ends_as_genitive(name):
        yield name.removesuffix("s")
    yield name
    head, hyphen, _ = name.partition("-")
    if single and hyphen and len(head) > 2 and head[0].isupper():
        yield head


def _stands_in(name: str, translation: str) -> bool:
    """Whether a name stands in the translation, where its capital is not from the beginning of a sentence.

    >>> _stands_in("Rivers", "In the final, Rivers won."), _stands_in("Rivers", "Rivers won.")
    (True, False)
    """
    places = (found.start() for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", translation))
    return any(" " in name or not begins_sentence(translation, place) for place in places)


def _is_title(translation: str) -> bool:
    """Whether so many words have a capital that it tells nothing."""
    words = WORD.findall(translation)
    return sum(word[0].isupper() for word in words) > _TITLE * len(words) and len(words) > 3
