"""Which terms of a German sentence stand in an English one, where, and what reads wrong there."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary import english, english_verbs
from glossary.genitives import genitive, stands_in_genitive
from glossary.likeness import SIMILAR, loose_skeleton, similarity
from glossary.linked import LinkedText, Span, overlap
from glossary.terms import Sentence, TermMatch


@dataclass(frozen=True, slots=True)
class Standing:
    """How the terms of a sentence stand in a translation of it (see `assign`).

    `places` has for each match the characters of the translation that stand for it, or None where it is missing.
    """

    sentence: Sentence
    translation: LinkedText
    places: tuple[Span | None, ...]

    @property
    def taken(self) -> list[Span]:
        """The places of the matches that have one."""
        return [place for place in self.places if place is not None]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A term in place that reads wrong: `span` is better written as `better`."""

    span: Span
    better: str


def occurrences(match: TermMatch, source: str, text: str) -> list[Span]:
    """Where the match's English stands in `text`, possessive and plural endings included.

    Word boundaries hold, and so does case, but what is small in a term may be a capital at the beginning of a word,
    and a term that is in capitals in the source (or a text all in capitals) may be in capitals. A name in the
    genitive (`Putins`) has no plural: there `Putins` is the German left over.
    """
    target = match.target
    countable = not stands_in_genitive(match, source)
    spans = [*_found(match, target, countable, text), *_inflected_verb(match, source, text)]
    if target[:1].islower():
        pattern = _in_any_case(english.spellings(target, countable, match.term.plural))
        spans += [found.span() for found in pattern.finditer(text) if _has_capitals(found[0], target)]
    surface = source[match.start : match.end]
    if target != target.upper() and ((len(surface) > 1 and surface.isupper()) or text.isupper()):
        spans += _found(match, target.upper(), countable, text)
    return sorted(spans)


def _found(match: TermMatch, target: str, countable: bool, text: str) -> list[Span]:
    plural = match.term.plural
    if plural and target != match.target:
        plural = plural.upper() if target.isupper() else plural[0].upper() + plural[1:]
    return [found.span() for found in english.spellings(target, countable, plural).finditer(text)]


@lru_cache(maxsize=65536)
def _in_any_case(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern, re.IGNORECASE)


def _has_capitals(written: str, target: str) -> bool:
    """Whether an English has capitals at the beginning of words where a term has small letters, and no others."""
    words = list(zip(written.split(), target.split(), strict=False))
    return any(word[0] != own[0] for word, own in words) and all(_has_own_capitals(word, own) for word, own in words)


def _has_own_capitals(word: str, own: str) -> bool:
    return all(
        letter == own[at : at + 1]
        if own[at : at + 1].isupper()
        else letter.islower() or not word[at - 1 : at].isalpha()
        for at, letter in enumerate(word)
        if letter.isalpha()
    )


def _inflected_verb(match: TermMatch, source: str, text: str) -> list[Span]:
    """Where a verb stands in another form, as it does in the source: `trained` for `trainiert` and `train`."""
    inflected = english_verbs.is_inflected_verb(match, source)
    if not inflected and not english_verbs.is_participle(source[match.start : match.end]):
        return []
    return [found.span() for form in english_verbs.forms(match.target) for found in _exactly(form).finditer(text)]


@lru_cache(maxsize=65536)
def _exactly(form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(form)}\b")


def may_share(one: TermMatch, other: TermMatch) -> bool:
    """Whether one place in the English may stand for both matches: one overlaps the other, or has no place."""
    unplaced = (one.start == one.end or other.start == other.end) and one.term.target != other.term.target
    return unplaced or overlap(one.span, other.span)


# --- which place stands for which match


def assign(sentence: Sentence, translation: LinkedText) -> Standing:
    """For each match of a sentence the place in the translation that stands for it, or None where it is missing.

    No place stands for two matches, except where one match lies inside the other in the source, or is given
    without a place there. Longer terms choose first (`US President` before `US`), then what the links say; who
    comes too late may make another move (Kuhn 1955), so that no match is missing that need not be.
    """
    matches = sentence.matches
    found = [
        [span for span in occurrences(match, sentence.text, translation.text) if _is_meant(match, translation, span)]
        for match in matches
    ]
    assignment = _Assignment(matches, _by_preference(matches, found, translation))
    # Where one mention of a term finds no place, no further one does.
    hopeless: set[str] = set()
    for index, match in enumerate(matches):
        target = match.term.target
        if found[index] and target not in hopeless and not assignment.placed(index):
            hopeless.add(target)
    return Standing(sentence, translation, tuple(assignment.chosen))


def _is_meant(match: TermMatch, translation: LinkedText, span: Span) -> bool:
    """Whether a word is the match's and no name like it: with a capital within a sentence it must be linked to it."""
    if not _is_raised(match, translation.text, span) or not translation.links or match.start == match.end:
        return True
    return translation.linked(span, match.span) > 0


def _is_raised(match: TermMatch, text: str, span: Span) -> bool:
    """Whether a small term stands with a capital within a sentence, as in a title or a name."""
    raised = match.target[:1].islower() and text[span[0]].isupper() and not text[slice(*span)].isupper()
    return raised and not english.begins_sentence(text, span[0])


def _by_preference(
    matches: Sequence[TermMatch], found: Sequence[Sequence[Span]], translation: LinkedText
) -> list[tuple[int, Span]]:
    """The numbers of the matches with each place that was found for them, in the order in which they choose."""
    starts, ends = (sorted(span[side] for spans in found for span in spans) for side in (0, 1))

    def contested(span: Span) -> int:
        """How many places overlap one: those that begin before its end and do not end before its beginning."""
        return bisect_left(starts, span[1]) - bisect_right(ends, span[0])

    def preference(pair: tuple[int, Span]) -> tuple[int, bool, int, Span, int]:
        index, span = pair
        match = matches[index]
        return -len(match.term.target), not translation.linked(span, match.span), contested(span), span, match.start

    return sorted(((index, span) for index, spans in enumerate(found) for span in spans), key=preference)


class _Assignment:
    """The places chosen so far: greedily at first, in the order of the pairs of a match's number and a place."""

    def __init__(self, matches: Sequence[TermMatch], pairs: Sequence[tuple[int, Span]]) -> None:
        self._matches = matches
        self._preferred: list[list[Span]] = [[] for _ in matches]
        self.chosen: list[Span | None] = [None] * len(matches)
        for index, span in pairs:
            self._preferred[index].append(span)
            if self.chosen[index] is None and not self._in_the_way(index, span):
                self.chosen[index] = span

    def placed(self, index: int) -> bool:
        """Whether the match has a place, or gets one by others moving."""
        return self.chosen[index] is not None or self._moved(index, frozenset({index}), set())

    def _moved(self, index: int, asked: frozenset[int], tried: set[tuple[int, Span]]) -> bool:
        """Whether the match could be placed, others moving out of its way; nothing is tried twice."""
        for span in self._preferred[index]:
            if span == self.chosen[index] or (index, span) in tried:
                continue
            tried.add((index, span))
            before = self.chosen.copy()
            others = self._in_the_way(index, span)
            self.chosen[index] = span
            if (
                asked.isdisjoint(others)
                and all(self._moved(other, asked | {index, *others}, tried) for other in others)
                and not any(self._in_the_way(one, place) for one, place in enumerate(self.chosen) if place is not None)
            ):
                return True
            self.chosen[:] = before
        return False

    def _in_the_way(self, index: int, span: Span) -> list[int]:
        return [
            other
            for other, taken in enumerate(self.chosen)
            if taken is not None
            and other != index
            and overlap(taken, span)
            and not may_share(self._matches[index], self._matches[other])
        ]


# --- what is missing


def missing(sentence: Sentence, text: str) -> list[TermMatch]:
    """The matches of a sentence whose English does not stand in a translation."""
    places = assign(sentence, LinkedText(text)).places
    return [match for match, place in zip(sentence.matches, places, strict=True) if place is None]


def absent(standing: Standing) -> frozenset[int]:
    """Numbers of the matches that stand nowhere and that no pronoun in the translation refers back to.

    Only the links can tell what a pronoun stands for: without them, none is believed.
    """
    return frozenset(
        index
        for index, place in enumerate(standing.places)
        if place is None and not _refers_back(standing, standing.sentence.matches[index])
    )


def _refers_back(standing: Standing, match: TermMatch) -> bool:
    """Whether a pronoun translates the match, behind an earlier mention of the same term."""
    named = [
        place[1]
        for other, place in zip(standing.sentence.matches, standing.places, strict=True)
        if place is not None and other.term.target == match.term.target and other.start < match.start
    ]
    return bool(named) and any(
        word[0].lower() in english.listed("pronoun") and standing.translation.linked(word.span(), match.span)
        for word in english.WORD.finditer(standing.translation.text, min(named))
    )


def surplus(sentence: Sentence, text: str) -> int:
    """How many times more than the source a translation names its terms: an obeyed hint may come out twice."""
    wanted = Counter(match.target for match in sentence.matches)
    found = {
        match.target: len(
            {span for span in occurrences(match, sentence.text, text) if not _is_raised(match, text, span)}
        )
        for match in sentence.matches
    }
    return sum(
        max(0, found[target] - count)
        for target, count in wanted.items()
        if not english.function_words().issuperset(target.lower().split())
    )


# --- what reads wrong


def flaws(standing: Standing) -> dict[int, Flaw]:
    """Matches in place that read wrong, by number: doubled names, and genitives without a possessive."""
    found: dict[int, Flaw] = {}
    text = standing.translation.text
    for index, (match, place) in enumerate(zip(standing.sentence.matches, standing.places, strict=True)):
        if place is None:
            continue
        double = _doubled(standing, match, place)
        if double is not None:
            whole = (min(place[0], double[0]), max(place[1], double[1]))
            found[index] = Flaw(whole, text[slice(*place)])
        else:
            flaw = _in_genitive(standing, match, place)
            if flaw is not None:
                found[index] = flaw
    return found


def _doubled(standing: Standing, match: TermMatch, place: Span) -> Span | None:
    """A word beside a name in place that is the name again, or its wrong variant (`Lavrov Lawrow`)."""
    if not match.term.target[:1].isupper():
        return None
    source, text = standing.sentence.text, standing.translation.text
    elsewhere = _words_outside_matches(standing.sentence)
    names = [*match.term.target.split(), *source[match.start : match.end].split()]
    before = re.search(r"([\w'’.-]*\w)\s+$", text[: place[0]])
    after = re.match(r"\s+(\w[\w'’.-]*\w|\w)", text[place[1] :])
    for word, offset in ((before, 0), (after, place[1])):
        if word is None or not word[1][0].isupper():
            continue
        span = (offset + word.start(1), offset + word.end(1))
        bare = re.sub(r"['’]s?$", "", word[1])
        if (
            bare not in elsewhere
            and not any(overlap(span, other) for other in standing.taken)
            and any(similarity(bare, name, loose_skeleton) >= SIMILAR + 0.1 for name in names)
        ):
            return span
    return None


def _words_outside_matches(sentence: Sentence) -> set[str]:
    outside = sentence.text
    for match in sentence.matches:
        outside = outside[: match.start] + " " * (match.end - match.start) + outside[match.end :]
    return set(re.findall(r"\w+", outside))


def _in_genitive(standing: Standing, match: TermMatch, place: Span) -> Flaw | None:
    """A name in the genitive without its possessive or its `of`, or with that twice."""
    text = standing.translation.text
    case = genitive(match, standing.sentence.text)
    if case == "before" and _lacks_possessive(text, place):
        return Flaw(place, english.possessive(text[slice(*place)]))
    if case != "behind":
        return None
    if twice := re.search(r"\bof (?=of $)", text[: place[0]]):
        return Flaw((twice.start(), place[1]), text[twice.end() : place[1]])
    return Flaw(place, f"of {text[slice(*place)]}") if _lacks_of(standing, match, place) else None


def _lacks_of(standing: Standing, match: TermMatch, place: Span) -> bool:
    """Whether a name stands bare right behind the English of the noun that it belongs to: `the invasion Russia`."""
    source, text = standing.sentence.text, standing.translation.text
    noun, word = re.search(r"\w+\W*$", source[: match.start]), re.search(r"(\w+) $", text[: place[0]])
    if noun is None or word is None or english.is_possessive(text[slice(*place)]):
        return False
    if word[1].lower() in english.function_words() | english.listed("no noun"):
        return False
    return standing.translation.linked(word.span(1), noun.span()) > 0


def _lacks_possessive(text: str, place: Span) -> bool:
    """Whether a name before its noun is a bare one."""
    if english.is_possessive(text[slice(*place)]):
        return False
    return re.match(r"\s[\"“„'‘]?\w", text[place[1] :]) is not None and not english.depends(text[: place[0]])
