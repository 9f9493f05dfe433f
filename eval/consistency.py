"""Whether the terms and names of an article have the same English throughout: what no score of its segments tells."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval import grouping
from glossary import enforcement, english, presence
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
    """A term that has more than one English in a document, or one and once none; `document` is the id, or empty."""

    document: str
    source: str
    target: str
    renderings: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """How many terms stand more than once in a document, and how many of them have one English throughout.

    A term counts once a document. One of which no English is found there does not count. `inconsistent` are those with
    several, in the order of the text.
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
    for _, lines in _by_document(len(sources), documents):
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
    for document, lines in by_document:
        for term, of_term in _renderings(sentences, hypotheses, lines).items():
            # Where no English is found at all, it may be one and the same.
            if sum(map(len, of_term.values())) > 1 and any(of_term):
                repeated += 1
                if len(of_term) > 1:
                    inconsistent.append(_inconsistency(document, term, of_term))
    return Consistency(len(by_document), repeated, repeated - len(inconsistent), tuple(inconsistent))


def _by_document(segments: int, documents: Sequence[str] | None) -> list[grouping.Lines]:
    """The lines of each document; without ids all are one."""
    return grouping.by_document(range(segments), documents or [""] * segments)


def _renderings(
    sentences: Sequence[Sentence], hypotheses: Sequence[LinkedText], lines: Sequence[int]
) -> dict[Term, _Lines]:
    """What was written for each term in some lines, by the small letters of it, in the order of the text."""
    found: dict[Term, _Lines] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if sentences[line].matches:
            for match, written in _written(presence.assign(sentences[line], hypotheses[line])):
                of_term = found[match.term]
                same = next((one for one in of_term if one.casefold() == written.casefold()), written)
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
            written = wrong.get(match, "")
            if not written and index in renderings:
                written = _bare(translation.text[slice(*renderings[index])])
            if written or match.term not in named:
                yield match, written


def _bare(rendering: str) -> str:
    """A rendering without the small words around it: `to the Lawrow`."""
    words = rendering.split()
    heavy = [index for index, word in enumerate(words) if word.strip(",;").lower() not in english.function_words()]
    return " ".join(words[heavy[0] : heavy[-1] + 1]).strip(",;") if heavy else rendering


def _inconsistency(document: str, term: Term, of_term: _Lines) -> Inconsistency:
    not_wanted = {text.casefold() for text in term.forbidden}
    renderings = (
        Rendering(written, tuple(dict.fromkeys(line + 1 for line in lines)), written.casefold() in not_wanted)
        for written, lines in of_term.items()
    )
    return Inconsistency(document, term.source, term.target, tuple(renderings))
