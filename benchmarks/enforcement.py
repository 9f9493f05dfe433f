"""How well and at what cost terms are enforced, against what else one could do.

    python benchmarks/enforcement.py [FILE.jsonl…] [--model MODEL] [--limit N] [--share S] [-g GLOSSARY] [--record]

Each line of a file is an object with a source, a reference and terms, under the names `src`, `ref`, `terms`
({"source", "target"}) or those of public terminology sets (`de`, `en`, `terms` or `terms_proper` of {"de", "en"}).
Without a file, the paragraphs of examples/nordkorea.de.txt are used, with the terms of the shipped glossary.
Compared are plain decoding, enforcement, placeholders (the term's place is a token that the model should copy,
replaced afterwards) and search-and-replace (what the draft wrote for a missing term is replaced in the text).
Times are those of the processor, with all its threads, against those of plain decoding.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recording import ENGLISH, GERMAN, TERMINOLOGY, Table, existing, fail, parser, positive, show
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

from glossary import enforcement, matching, presence, store
from glossary.errors import DeenError
from glossary.matching import Matcher
from glossary.terms import Sentence, Term
from translate.decoding import enforcing
from translate.engines import loading
from translate.engines.base import Engine, Hypothesis, ModelFacts, PieceTokenizer, Request
from translate.options import BUNDLED, Options

COLUMNS = ("set", "sentences", "terms", "way", "in place, %", "BLEU", "p", "chrF", "p", "time", "steps")


@dataclass(frozen=True, slots=True)
class Line:
    sentence: Sentence
    reference: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a way made of the lines: the texts, the steps that put terms in, the seconds."""

    texts: list[str]
    steps: Counter[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class WithoutHints:
    """An engine as if its model had not been trained with hints."""

    engine: Engine

    @property
    def facts(self) -> ModelFacts:
        return replace(self.engine.facts, takes_hints=False)

    @property
    def tokenizer(self) -> PieceTokenizer:
        return self.engine.tokenizer

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        return self.engine.translate(requests, repetition_penalty=repetition_penalty)

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        return self.engine.alternatives(request, count)


Way = Callable[[Engine, Sequence[Sentence]], tuple[list[str], Counter[str]]]


def read(path: Path, matcher: Matcher | None) -> Iterator[Line]:
    """The lines of a file; with a matcher, its terms stand in for those of the lines."""
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(row)
            source = " ".join((record.get("src") or record["de"]).split())
            given = record.get("terms") or record.get("terms_proper") or []
            terms = [Term(term.get("source") or term["de"], term.get("target") or term["en"]) for term in given]
            reference = record.get("ref") or record["en"]
        except (ValueError, KeyError, AttributeError) as error:
            raise fail(f"{path}:{number}: no object with a source, a reference and terms: {error!r}") from error
        matches = matcher.find(source) if matcher else matching.locate(source, terms)
        yield Line(Sentence(source, tuple(matches)), reference)


def example(matcher: Matcher) -> Iterator[Line]:
    """The paragraphs of the example; those without words are left out."""
    texts = (path.read_text(encoding="utf-8").splitlines() for path in (GERMAN, ENGLISH))
    for source, reference in zip(*texts, strict=True):
        if any(map(str.isalpha, source)):
            yield Line(Sentence(source, tuple(matcher.find(source))), reference)


def share(text: str) -> float:
    """A share given on the command line: more than 0, at most 1."""
    given = float(text)
    if not 0 < given <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not in (0, 1]")
    return given


def thinned(lines: Sequence[Line], kept: float) -> list[Line]:
    """The lines, of which only a share keep their terms."""
    every = round(1 / kept)
    return [
        line if index % every == 0 else Line(Sentence(line.sentence.text, ()), line.reference)
        for index, line in enumerate(lines)
    ]


def plain(engine: Engine, sentences: Sequence[Sentence]) -> tuple[list[str], Counter[str]]:
    return [made.text for made in engine.translate([Request(sentence.text) for sentence in sentences])], Counter()


def enforced(engine: Engine, sentences: Sequence[Sentence]) -> tuple[list[str], Counter[str]]:
    made = enforcing.enforce(engine, sentences)
    return [one.hypothesis.text for one in made], Counter(step for one in made for step in one.steps)


def enforced_without_hints(engine: Engine, sentences: Sequence[Sentence]) -> tuple[list[str], Counter[str]]:
    return enforced(WithoutHints(engine), sentences)


def placeholders(engine: Engine, sentences: Sequence[Sentence]) -> tuple[list[str], Counter[str]]:
    """Terms as `X1`, `X2` … in the source, put back in the translation."""
    texts, _ = plain(engine, [Sentence(_masked(sentence), ()) for sentence in sentences])
    for index, sentence in enumerate(sentences):
        for number, match in reversed(list(enumerate(sentence.matches, 1))):
            texts[index] = texts[index].replace(f"X{number}", match.term.target)
    return texts, Counter()


def _masked(sentence: Sentence) -> str:
    masked, at = "", 0
    for number, match in enumerate(sentence.matches, 1):
        if match.start >= at and match.end > match.start:
            masked += f"{sentence.text[at : match.start]}X{number}"
            at = match.end
    return masked + sentence.text[at:]


def replaced(engine: Engine, sentences: Sequence[Sentence]) -> tuple[list[str], Counter[str]]:
    """What enforcement does as its last resort, at once."""
    drafts = engine.translate([Request(sentence.text) for sentence in sentences])
    standing = (presence.assign(*pair) for pair in zip(sentences, (made.linked for made in drafts), strict=True))
    return [enforcement.complete(one)[0].translation.text for one in standing], Counter()


WAYS: dict[str, Way] = {
    "plain": plain,
    "enforced, hints": enforced,
    "enforced, no hints": enforced_without_hints,
    "placeholders": placeholders,
    "search, replace": replaced,
}


def measured(way: Way, engine: Engine, sentences: Sequence[Sentence]) -> Outcome:
    began = time.process_time()
    texts, steps = way(engine, sentences)
    return Outcome(texts, steps, time.process_time() - began)


def in_place(sentences: Sequence[Sentence], texts: Sequence[str]) -> float:
    """The percentage of the terms that stand in the texts."""
    total = sum(len(sentence.matches) for sentence in sentences)
    lost = sum(len(presence.missing(*pair)) for pair in zip(sentences, texts, strict=True))
    return 100 * (total - lost) / max(total, 1)


def scores(outcomes: dict[str, Outcome], references: Sequence[str]) -> list[list[str]]:
    """BLEU, chrF and their p against the first, a row a way."""
    metrics = {"BLEU": BLEU(references=[references]), "chrF": CHRF(references=[references])}
    systems: list[tuple[str, Sequence[str]]] = [(name, outcome.texts) for name, outcome in outcomes.items()]
    told = PairedTest(systems, metrics, references=None, test_type="bs", n_samples=1000)()[1]
    columns = (told["BLEU"], told["chrF2"])
    return [[cell for column in columns for cell in _score(column[index])] for index in range(len(systems))]


def _score(result: object) -> tuple[str, str]:
    assert isinstance(result, Result)
    return f"{result.score:.2f}", "" if result.p_value is None else f"{result.p_value:.3f}"


def compared(name: str, engine: Engine, lines: Sequence[Line]) -> tuple[Table, dict[str, Outcome]]:
    """All ways side by side, and what each made."""
    sentences = [line.sentence for line in lines]
    ways = {name: way for name, way in WAYS.items() if engine.facts.takes_hints or name != "enforced, hints"}
    outcomes = {name: measured(way, engine, sentences) for name, way in ways.items()}
    total = str(sum(len(sentence.matches) for sentence in sentences))
    rows = []
    for (way, outcome), scored in zip(
        outcomes.items(), scores(outcomes, [line.reference for line in lines]), strict=True
    ):
        steps = ", ".join(f"{step} {count}" for step, count in outcome.steps.most_common())
        cost = f"{outcome.seconds / outcomes['plain'].seconds:.2f}×"
        rows.append(
            (name, str(len(lines)), total, way, f"{in_place(sentences, outcome.texts):.2f}", *scored, cost, steps)
        )
    return Table("enforcement", COLUMNS, tuple(rows)), outcomes


def print_examples(lines: Sequence[Line], outcomes: dict[str, Outcome], count: int) -> None:
    """The first `count` lines that have terms, as each way translates them."""
    for index in [index for index, line in enumerate(lines) if line.sentence.matches][:count]:
        sentence = lines[index].sentence
        terms = ", ".join(f"{match.term.source}={match.term.target}" for match in sentence.matches)
        print(f"\n  {sentence.text}\n  terms: {terms}\n  {'reference':20} {lines[index].reference}")
        for name, outcome in outcomes.items():
            print(f"  {name:20} {outcome.texts[index]}")


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    options.add_argument("--model", default=BUNDLED)
    options.add_argument("--limit", type=positive, default=10_000, help="lines of each file")
    options.add_argument(
        "--share", type=share, default=1.0, help="share of the lines that keep their terms: for the cost"
    )
    options.add_argument("-g", "--glossary", type=Path, help="instead of the terms of a line")
    options.add_argument("--show", type=int, default=0, help="sentences with terms to print of each file")
    return options.parse_args()


def main() -> None:
    given = arguments()
    existing([*given.files, *filter(None, [given.glossary])], TERMINOLOGY)
    try:
        matcher = Matcher(store.read(given.glossary)) if given.glossary else None
        engine = loading.load(Options(model=given.model), print)
    except DeenError as error:
        raise fail(str(error)) from error
    engine.translate([Request("Das ist ein Haus.")] * 50)
    sets = [(path.name, read(path, matcher)) for path in given.files]
    for name, found in sets or [(GERMAN.name, example(matcher or Matcher(store.read(store.SHIPPED))))]:
        lines = thinned(list(found)[: given.limit], given.share)
        table, outcomes = compared(name, engine, lines)
        show(table, given.record)
        print_examples(lines, outcomes, given.show)


if __name__ == "__main__":
    main()
