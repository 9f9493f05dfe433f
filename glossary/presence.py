"""Which terms of a German sentence stand in an English one, where, and what reads wrong there."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, partial

from glossary import english, nearby
from glossary.assignment import assigned
from glossary.genitives import genitive
from glossary.likeness import SIMILAR, loose_skeleton, similarity
from glossary.linked import LinkedText, Span, overlap
from glossary.occurrences import Occurrences
from glossary.terms import Sentence, TermMatch

_MOST_MATCHES, _LONGEST = 150, 5_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How the terms of a sentence stand in a translation of it (see `assign`).

    `places` has for each match the characters of the translation that stand for it, or None where it is missing.
    """

    sentence: Sentence
    translation: LinkedText
    places: tuple[Span | None, ...]

    @property
    def is_large(self) -> bool:
        """Whether it is larger than any sentence that a model reads whole: then what takes long is left out."""
        return len(self.sentence.matches) > _MOST_MATCHES or len(self.translation.text) > _LONGEST

    @property
    def taken(self) -> list[Span]:
        """The places of the matches that have one."""
        return [place for place in self.places if place is not None]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A term in place that reads wrong: `span` is better written as `better`."""

    span: Span
    better: str


# A translation is asked again and again while it is mended.
_occurrences = lru_cache(maxsize=256)(Occurrences)


# --- which place stands for which match


def assign(sentence: Sentence, translation: LinkedText) -> Standing:
    """For each match of a sentence the place in the translation that stands for it, or None where it is missing."""
    if not sentence.matches:
        return Standing(sentence, translation, ())
    standing = _occurrences(sentence.text, translation.text)
    found = [standing.of(match) for match in sentence.matches]
    places = assigned(sentence.matches, found, translation, partial(_is_meant, translation))
    return Standing(sentence, translation, places)


def _is_meant(translation: LinkedText, match: TermMatch, span: Span) -> bool:
    """Whether a word is the match's and no name like it: with a capital within a sentence it must be linked to it."""
    if not _is_raised(match, translation.text, span) or not translation.links or match.start == match.end:
        return True
    return translation.linked(span, match.span) > 0


def _is_raised(match: TermMatch, text: str, span: Span) -> bool:
    """Whether a small term stands with a capital within a sentence, as in a title or a name."""
    raised = match.target[:1].islower() and text[span[0]].isupper() and not text[slice(*span)].isupper()
    return raised and not english.begins_sentence(text, span[0])


# --- what is missing


def missing(sentence: Sentence, text: str) -> list[TermMatch]:
    """The matches of a sentence whose English does not stand in a translation."""
    places = assign(sentence, LinkedText(text)).places
    return [match for match, place in zip(sentence.matches, places, strict=True) if place is None]


def absent(standing: Standing) -> frozenset[int]:
    """Numbers of the matches that stand nowhere and that no pronoun in the translation refers back to.

    Only the links can tell what a pronoun stands for: without them, none is believed.
    """
    missing = frozenset(index for index, place in enumerate(standing.places) if place is None)
    if not missing or not standing.translation.links or standing.is_large:
        return missing
    words = english.WORD.finditer(standing.translation.text)
    pronouns = [word.span() for word in words if word[0].lower() in english.listed("pronoun")]
    matches = standing.sentence.matches
    return frozenset(index for index in missing if not _refers_back(standing, matches[index], pronouns))


def _refers_back(standing: Standing, match: TermMatch, pronouns: Sequence[Span]) -> bool:
    """Whether one of the pronouns translates the match, behind an earlier mention of the same term."""
    if not pronouns:
        return False
    named = [
        place[1]
        for other, place in zip(standing.sentence.matches, standing.places, strict=True)
        if place is not None and other.term.target == match.term.target and other.start < match.start
    ]
    return bool(named) and any(
        span[0] >= min(named) and standing.translation.linked(span, match.span) for span in pronouns
    )


def surplus(sentence: Sentence, text: str) -> int:
    """How many times more than the source a translation names its terms: an obeyed hint may come out twice."""
    wanted = Counter(match.target for match in sentence.matches)
    standing = _occurrences(sentence.text, text)
    found = {
        target: len({span for span in standing.of(match) if not _is_raised(match, text, span)})
        for target, match in {match.target: match for match in sentence.matches}.items()
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
    elsewhere = _words_outside_matches(standing.sentence)
    for index, (match, place) in enumerate(zip(standing.sentence.matches, standing.places, strict=True)):
        if place is None:
            continue
        double = _doubled(standing, match, place, elsewhere)
        if double is not None:
            whole = (min(place[0], double[0]), max(place[1], double[1]))
            found[index] = Flaw(whole, text[slice(*place)])
        else:
            flaw = _in_genitive(standing, match, place)
            if flaw is not None:
                found[index] = flaw
    return found


def _doubled(standing: Standing, match: TermMatch, place: Span, elsewhere: Set[str]) -> Span | None:
    """A word beside a name in place that is the name again, or its wrong variant (`Lavrov Lawrow`)."""
    if not match.term.target[:1].isupper():
        return None
    source, text = standing.sentence.text, standing.translation.text
    names = [*match.term.target.split(), *source[match.start : match.end].split()]
    near = nearby.before(text, place[0])
    before = re.search(r"(?<![\w'’.-])([\w'’.-]*\w)\s+$", near)
    after = re.match(r"\s+(\w[\w'’.-]*\w|\w)", nearby.behind(text, place[1]))
    for word, offset in ((before, place[0] - len(near)), (after, place[1])):
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
    outside = list(sentence.text)
    for match in sentence.matches:
        outside[match.start : match.end] = " " * (match.end - match.start)
    return set(re.findall(r"\w+", "".join(outside)))


def _in_genitive(standing: Standing, match: TermMatch, place: Span) -> Flaw | None:
    """A name in the genitive without its possessive or its `of`, or with that twice."""
    text = standing.translation.text
    case = genitive(match, standing.sentence.text)
    if case == "before" and _lacks_possessive(text, place):
        return Flaw(place, english.possessive(text[slice(*place)]))
    if case != "behind":
        return None
    if re.search(r"\bof of $", nearby.before(text, place[0])):
        return Flaw((place[0] - len("of of "), place[1]), text[place[0] - len("of ") : place[1]])
    return Flaw(place, f"of {text[slice(*place)]}") if _lacks_of(standing, match, place) else None


def _lacks_of(standing: Standing, match: TermMatch, place: Span) -> bool:
    """Whether a name stands bare right behind the English of the noun that it belongs to: `the invasion Russia`."""
    source, text = standing.sentence.text, standing.translation.text
    near, written = nearby.before(source, match.start), nearby.before(text, place[0])
    noun, word = re.search(r"\w+\W*$", near), re.search(r"(\w+) $", written)
    if noun is None or word is None or english.is_possessive(text[slice(*place)]):
        return False
    if word[1].lower() in english.function_words() | english.listed("no noun"):
        return False
    in_english, in_german = _moved(word.span(1), place[0] - len(written)), _moved(noun.span(), match.start - len(near))
    return standing.translation.linked(in_english, in_german) > 0


def _moved(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset


def _lacks_possessive(text: str, place: Span) -> bool:
    """Whether a name before its noun is a bare one."""
    if english.is_possessive(text[slice(*place)]):
        return False
    followed = re.match(r"\s[\"“„'‘]?\w", nearby.behind(text, place[1])) is not None
    return followed and not english.depends(nearby.before(text, place[0]))
