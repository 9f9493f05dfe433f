"""Entries of a glossary in sentences, translated without and with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossary import wordlists
from glossary.matching import Matcher
from glossary.terms import Glossary, Outcome, Term
from translate.report import Translation

# Kinds that go with sentences for another.
_KINDS = {
    "org": "organisation", "organization": "organisation", "institution": "organisation", "company": "organisation",
    "product": "name", "treaty": "event", "language": "noun", "film": "title", "book": "title", "work": "title",
}  # fmt: skip

# Translates lines with a glossary.
Translate = Callable[[Sequence[str], Glossary], Sequence[Translation]]


@dataclass(frozen=True, slots=True)
class Trial:
    """An entry in a German sentence, and the sentence's translations."""

    term: Term
    without: Translation
    within: Translation

    @property
    def outcomes(self) -> list[Outcome]:
        """How each mention of the entry came to stand in the translation with it."""
        return [outcome for outcome in self.within.terms if outcome.match.term == self.term]

    @property
    def reasons(self) -> list[str]:
        """Why the entry was left out where it stands."""
        return list(dict.fromkeys(one.reason for one in self.within.left_out if one.match.term == self.term))


def run(tried: Sequence[tuple[Term, str]], before: Glossary, glossary: Glossary, translate: Translate) -> list[Trial]:
    """Entries in sentences as translations without and with them: by the glossary before, and by that which has them.

    Entries may share a sentence.
    """
    sentences = list(dict.fromkeys(sentence for _, sentence in tried))
    without = dict(zip(sentences, translate(sentences, before), strict=True))
    within = dict(zip(sentences, translate(sentences, glossary), strict=True))
    return [Trial(term, without[sentence], within[sentence]) for term, sentence in tried]


def in_text(terms: Sequence[Term], sentences: Sequence[str], glossary: Glossary, most: int) -> list[tuple[Term, str]]:
    """The terms, in their order, each with the first sentences of a text that it stands in, at most so many."""
    matcher = Matcher(glossary)
    standing: dict[Term, list[str]] = {term: [] for term in terms}
    for sentence in dict.fromkeys(sentences):
        found = matcher.survey(sentence)
        matches = [*found.matches, *(one.match for one in found.left_out)]
        for term in dict.fromkeys(match.term for match in matches if match.term in standing):
            standing[term].append(sentence)
    return [(term, sentence) for term, of_term in standing.items() for sentence in of_term[:most]]


def shipped(terms: Sequence[Term], most: int) -> list[tuple[Term, str]]:
    """The terms, each in sentences that ship with deen and fit its kind, others for the next of the same kind."""
    used: dict[str, int] = {}
    tried = []
    for term in terms:
        kind = kind_of(term)
        frames = wordlists.entries("translate", "trial_sentences.txt")[kind]
        first = used.get(kind, 0)
        count = min(most, len(frames))
        tried += [(term, _filled(frames[(first + index) % len(frames)], term.source)) for index in range(count)]
        used[kind] = first + count
    return tried


def kind_of(term: Term) -> str:
    """The kind of sentences that an entry fits into: by its own kind, else as its letters tell.

    >>> kind_of(Term("Kiew", "Kyiv", "place")), kind_of(Term("Haus", "house")), kind_of(Term("schnell", "fast"))
    ('place', 'noun', 'other')
    """
    kind = _KINDS.get(term.kind.lower(), term.kind.lower())
    if kind in wordlists.entries("translate", "trial_sentences.txt") and kind:
        return kind
    if term.source[:1].islower():
        return "other"
    return "noun" if term.target[:1].islower() else "name"


def _filled(frame: str, source: str) -> str:
    """A sentence with the entry in it; what begins the sentence has a capital, an adjective its ending."""
    if source.endswith("e"):
        frame = frame.replace("{}e", "{}")
    sentence = frame.replace("{}", source)
    return sentence[0].upper() + sentence[1:]
