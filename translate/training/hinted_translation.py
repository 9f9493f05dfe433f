"""Pairs whose English a model and a dictionary made together of German text.

A model that obeys hints, with a dictionary, knows more words than the model. What the two make of sentences with words
that training text hardly has is learnt from without the hints: so the dictionary gets into sentences, and these into
the model, which teaches itself (Kim & Rush 2016, "Sequence-level knowledge distillation").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from glossary.terms import Sentence
from translate import checks
from translate.decoding import finishing, lexical
from translate.decoding.lexical import Candidate
from translate.engines.base import Engine, Hint, Hypothesis, Request
from translate.errors import TrainingError
from translate.lexicon.words import Word, by_german
from translate.options import Style
from translate.training import word_pairs

_AT_ONCE = 2_000
# Mean log-probability below which the rest of a sentence is guessed. The dictionary's word itself surprises the model.
_LEAST_SCORE = -0.5
# Of 200 pairs that were read 64 were wrong. Of these 17 had more words of German, of the 48 good ones 4; and what is
# shorter than the German has left something out.
_MOST_WORDS = 24
_SHORTEST = 0.9


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a file, each once for every part of speech; a `Dictionary` of `lexical`."""

    key: str
    by_german: Mapping[str, tuple[Word, ...]]

    @classmethod
    def read(cls, path: Path) -> "Words":
        """Read a table; raises `TrainingError` if it cannot be read or has no words."""
        return cls(str(path), by_german(word_pairs.read(path)))

    def find(self, words: Iterable[str]) -> Mapping[str, Sequence[Word]]:
        """What is known of each word that is there."""
        return {word: self.by_german[word] for word in words if word in self.by_german}

    def is_for(self, word: str) -> bool:
        """Large dictionaries have every word, well known or not."""
        return False


def pairs(engine: Engine, words: Words, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """German and English of the lines with a word that the model lacks and the dictionary has, if all is well.

    That is: the model's own translation lacks the word, the one with hints has what they say, is as long and nearly as
    likely, and nothing in it is doubtful. Raises `TrainingError` for a model that takes no hints, or of which nobody
    knows which words it knows.
    """
    if not engine.facts.takes_hints or engine.facts.known is None:
        raise TrainingError(
            "the model takes no hints, or no file in its folder tells which words it knows; give another"
        )
    asked = lexical.Words(engine.facts.known, words)
    lines = iter(lines)
    while some := list(islice(lines, _AT_ONCE)):
        few = (line for line in some if len(line.split()) <= _MOST_WORDS)
        found = [(line, candidates) for line in few if (candidates := asked.looked_up(line, ())[0])]
        short = [pair for pair in found if engine.tokenizer.length(pair[0]) <= engine.facts.split_length]
        yield from _pairs(engine, short)


def _pairs(engine: Engine, found: Sequence[tuple[str, Sequence[Candidate]]]) -> Iterator[tuple[str, str]]:
    drafts = engine.translate([Request(line) for line, _ in found])
    lacking = [
        (line, candidates, draft, hints)
        for (line, candidates), draft in zip(found, drafts, strict=True)
        if (hints := lexical.hints(candidates, draft.text))
    ]
    hinted = engine.translate([Request(line, hints) for line, _, _, hints in lacking])
    for (line, candidates, draft, hints), hypothesis in zip(lacking, hinted, strict=True):
        if _is_good(line, draft, hypothesis, hints, candidates):
            yield line, finishing.finished(Sentence(line), hypothesis.linked, Style()).text


def _is_good(
    line: str, draft: Hypothesis, hypothesis: Hypothesis, hints: Sequence[Hint], candidates: Sequence[Candidate]
) -> bool:
    return (
        len(hypothesis.text.split()) >= _SHORTEST * len(line.split())
        and hypothesis.score >= _LEAST_SCORE
        and lexical.is_kept(line, draft, hypothesis, hints, candidates)
        and not checks.check(line, hypothesis.text, None)
    )
