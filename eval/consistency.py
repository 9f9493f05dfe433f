"""Whether the terms and names of an article have the same English throughout: what no score of its segments tells."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary import enforcement, presence
from glossary.linked import LinkedText, Taken
from glossary.matching import Matcher
from glossary.presence import Standing
from glossary.terms import FOUND, Glossary, Sentence, Term, TermMatch
from translate import forbidden, found_names

# Lines, counted from 0, by what was written there for a term.
_Lines = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Rendering:
    """An English of a term, empty where none was found, and the lines, counted from 1, in which it stands for it.

    `forbidden` if the glossary has it as English that must not stand for the term.
    """

    english: str
    lines: tuple[int, ...]
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A term of a document that has more than one English there, or once none; `document` is its id, or empty."""

    document: str
    source: str
    target: str
    renderings: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """How many terms stand more than once in a document, counted for each, and how many of them are written alike.

    `inconsistent` are the others, in the order of the text.
    """

    documents: int
    repeated: int
    alike: int
    inconsistent: tuple[Inconsistency, ...]


def with_names(
    sources: Sequence[str], matches: Sequence[Sequence[TermMatch]], documents: Sequence[str] | None = None
) -> list[Sentence]:
    """The sources with the terms that were found in them, and with the names of each document that no term covers."""
    matcher = Matcher(Glossary())
    sentences = [Sentence(source, tuple(found)) for source, found in zip(sources, matches, strict=True)]
    for lines in _by_document(len(sources), documents).values():
        surveyed = found_names.surveyed([sources[line] for line in lines], matcher)
        for line, found in zip(lines, surveyed, strict=True):
            taken = Taken(match.span for match in matches[line])
            names = [name for name in found.matches if name.term.origin == FOUND and not taken.overlap(name.span)]
            both = sorted((*matches[line], *names), key=lambda match: match.start)
            sentences[line] = Sentence(sources[line], tuple(both))
    return sentences


def measure(
    sentences: Sequence[Sentence], hypotheses: Sequence[LinkedText], documents: Sequence[str] | None = None
) -> Consistency:
    """How consistent the English of the terms in the sentences is; `documents` has the id of the document of each.

    Without ids all are one document. Endings that a term may have, plurals and possessives, are no other English, and
    capitals neither. What was written for a term that is missing is told from its spelling, and where the hypotheses
    have links, from these; a pronoun is no English of a term then.

    >>> term = Term("Lawrow", "Lavrov")
    >>> sentences = [Sentence(text, (TermMatch(term, 0, 6),)) for text in ("Lawrow kam.", "Lawrow ging.")]
    >>> of_both = measure(sentences, [LinkedText("Lavrov's here."), LinkedText("Lawrow went.")])
    >>> [(one.english, one.lines) for one in of_both.inconsistent[0].renderings]
    [('Lavrov', (1,)), ('Lawrow', (2,))]
    """
    by_document = _by_document(len(sentences), documents)
    repeated, inconsistent = 0, []
    for document, lines in by_document.items():
        for term, of_term in _renderings(sentences, hypotheses, lines).items():
            if sum(map(len, of_term.values())) > 1:
                repeated += 1
                if len(of_term) > 1 or "" in of_term:
                    inconsistent.append(_inconsistency(document, term, of_term))
    return Consistency(len(by_document), repeated, repeated - len(inconsistent), tuple(inconsistent))


def _by_document(segments: int, documents: Sequence[str] | None) -> dict[str, list[int]]:
    """The lines of each document."""
    lines: dict[str, list[int]] = defaultdict(list)
    for line in range(segments):
        lines[documents[line] if documents else ""].append(line)
    return lines


def _renderings(
    sentences: Sequence[Sentence], hypotheses: Sequence[LinkedText], lines: Sequence[int]
) -> dict[Term, _Lines]:
    """What was written for each term in some lines, by the small letters of it, in the order of the text."""
    found: dict[Term, _Lines] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if sentences[line].matches:
            for match, english in _written(presence.assign(sentences[line], hypotheses[line])):
                of_term = found[match.term]
                same = next((one for one in of_term if one.casefold() == english.casefold()), english)
                of_term[same].append(line)
    return found


def _written(standing: Standing) -> Iterator[tuple[TermMatch, str]]:
    """The matches of a sentence with their English; empty where none is.

    Left out are those that a pronoun stands for, and those without an English whose term has one in the same sentence.
    """
    sentence, translation = standing.sentence, standing.translation
    absent, renderings = presence.absent(standing), enforcement.renderings(standing)
    wrong = dict(forbidden.standing(sentence.matches, sentence.text, translation)) if absent else {}
    named = {match.term for match, place in zip(sentence.matches, standing.places, strict=True) if place}
    for index, (match, place) in enumerate(zip(sentence.matches, standing.places, strict=True)):
        if place is not None:
            yield match, match.target
        elif index in absent:
            english = wrong.get(match, "")
            if not english and index in renderings:
                english = translation.text[slice(*renderings[index])]
            if english or match.term not in named:
                yield match, english


def _inconsistency(document: str, term: Term, of_term: _Lines) -> Inconsistency:
    not_wanted = {english.casefold() for english in term.forbidden}
    renderings = (
        Rendering(english, tuple(dict.fromkeys(line + 1 for line in lines)), english.casefold() in not_wanted)
        for english, lines in of_term.items()
    )
    return Inconsistency(document, term.source, term.target, tuple(renderings))
