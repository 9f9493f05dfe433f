"""How well and at what cost terms are enforced, against what else one could do.

    python benchmarks/enforcement.py FILE.jsonl… [--model MODEL] [--limit N] [--share S] [-g GLOSSARY]

Each line of a file is an object with a source, a reference and terms, under the names `src`, `ref`, `terms`
({"source", "target"}) or those of public terminology sets (`de`, `en`, `terms` or `terms_proper` of {"de", "en"}).
Compared are plain decoding, enforcement, placeholders (the term's place is a token that the model should copy,
replaced afterwards) and search-and-replace (what the draft wrote for a missing term is replaced in the text).
Times are those of the processor, with all its threads.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

from glossary import enforcement, matching, presence, store
from glossary.matching import Matcher
from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import enforcing
from translate.engines import loading
from translate.engines.base import Engine, Hypothesis, ModelFacts, PieceTokenizer, Request
from translate.options import BUNDLED, Options


@dataclass(frozen=True)
class Line:
    source: str
    reference: str
    matches: list[TermMatch]


@dataclass
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


def read(path: Path, limit: int, matcher: Matcher | None = None) -> list[Line]:
    lines = []
    for row in path.read_text(encoding="utf-8").splitlines()[:limit]:
        record = json.loads(row)
        source = " ".join((record.get("src") or record["de"]).split())
        given = record.get("terms") or record.get("terms_proper") or []
        terms = [Term(term.get("source") or term["de"], term.get("target") or term["en"]) for term in given]
        matches = matcher.find(source) if matcher else matching.locate(source, terms)
        lines.append(Line(source, record.get("ref") or record["en"], list(matches)))
    return lines


def plain(engine: Engine, lines: Sequence[Line]) -> list[str]:
    return [made.text for made in engine.translate([Request(line.source) for line in lines])]


def placeholders(engine: Engine, lines: Sequence[Line]) -> list[str]:
    """Terms as `X1`, `X2` … in the source, put back in the translation."""
    masked = []
    for line in lines:
        source, at = "", 0
        for number, match in enumerate(line.matches, 1):
            if match.start >= at and match.end > match.start:
                source += f"{line.source[at : match.start]}X{number}"
                at = match.end
        masked.append(source + line.source[at:])
    texts = [made.text for made in engine.translate([Request(source) for source in masked])]
    for index, line in enumerate(lines):
        for number, match in reversed(list(enumerate(line.matches, 1))):
            texts[index] = texts[index].replace(f"X{number}", match.term.target)
    return texts


def replaced(engine: Engine, lines: Sequence[Line]) -> list[str]:
    """What enforcement does as its last resort, at once."""
    drafts = engine.translate([Request(line.source) for line in lines])
    texts = []
    for line, made in zip(lines, drafts, strict=True):
        standing = presence.assign(Sentence(line.source, tuple(line.matches)), made.linked)
        texts.append(enforcement.complete(standing).translation.text)
    return texts


def in_place(lines: Sequence[Line], texts: Sequence[str]) -> str:
    total = sum(len(line.matches) for line in lines)
    lost = sum(
        len(presence.missing(Sentence(line.source, tuple(line.matches)), text))
        for line, text in zip(lines, texts, strict=True)
    )
    return f"{100 * (total - lost) / max(total, 1):6.2f} %"


@click.command(help=__doc__)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", default=BUNDLED)
@click.option("--limit", default=10_000, help="Lines of each file.")
@click.option("--share", default=1.0, help="Share of the lines that keep their terms: for the cost.")
@click.option("-g", "--glossary", type=click.Path(exists=True, path_type=Path), help="Instead of the terms of a line.")
@click.option("--show", default=0, help="Translations to print of each file, those that forcing changed.")
def main(files: tuple[Path, ...], model: str, limit: int, share: float, glossary: Path | None, show: int) -> None:
    matcher = Matcher(store.read(glossary)) if glossary else None
    engine = loading.load(Options(model=model), click.echo)
    engine.translate([Request("Das ist ein Haus.")] * 50)
    for path in files:
        lines = read(path, limit, matcher)
        if share < 1:
            every = round(1 / share)
            lines = [
                Line(one.source, one.reference, one.matches if i % every == 0 else []) for i, one in enumerate(lines)
            ]
        compare(path, engine, lines, show)


def compare(path: Path, engine: Engine, lines: Sequence[Line], show: int) -> None:
    steps: dict[str, Counter[str]] = {}

    def enforce(name: str, with_engine: Engine) -> Callable[[], list[str]]:
        def run() -> list[str]:
            sources, matches = [line.source for line in lines], [line.matches for line in lines]
            made = enforcing.enforce(with_engine, sources, matches)
            steps[name] = Counter(outcome.step for one in made for outcome in one.outcomes)
            return [one.hypothesis.text for one in made]

        return run

    ways: dict[str, Callable[[], list[str]]] = {"plain": lambda: plain(engine, lines)}
    if engine.facts.takes_hints:
        ways["enforced, hints"] = enforce("enforced, hints", engine)
    ways["enforced, no hints"] = enforce("enforced, no hints", WithoutHints(engine))
    ways["placeholders"] = lambda: placeholders(engine, lines)
    ways["search, replace"] = lambda: replaced(engine, lines)
    texts, seconds = {}, {}
    for name, way in ways.items():
        began = time.process_time()
        texts[name] = way()
        seconds[name] = time.process_time() - began
    scores = PairedTest(
        list(texts.items()),
        {
            "BLEU": BLEU(references=[[line.reference for line in lines]]),
            "chrF": CHRF(references=[[line.reference for line in lines]]),
        },
        references=None,
        test_type="bs",
        n_samples=1000,
    )()[1]
    total = sum(len(line.matches) for line in lines)
    click.echo(f"\n{path.name}: {len(lines)} sentences, {total} terms")
    click.echo(f"{'':20} {'in place':>9} {'BLEU':>6} {'p':>6} {'chrF':>6} {'p':>6} {'time':>6}")
    for index, name in enumerate(texts):
        bleu, chrf = scores["BLEU"][index], scores["chrF2"][index]
        assert isinstance(bleu, Result)
        assert isinstance(chrf, Result)
        click.echo(
            f"{name:20} {in_place(lines, texts[name]):>9} {bleu.score:6.2f} {_p(bleu.p_value)} {chrf.score:6.2f}"
            f" {_p(chrf.p_value)} {seconds[name] / seconds['plain']:5.2f}×  "
            + ", ".join(f"{step} {count}" for step, count in steps.get(name, Counter()).most_common())
        )
    for index in [i for i, line in enumerate(lines) if line.matches][:show]:
        click.echo(
            f"\n  {lines[index].source}\n  terms: "
            + ", ".join(f"{m.term.source}={m.term.target}" for m in lines[index].matches)
        )
        click.echo(f"  reference            {lines[index].reference}")
        for name in texts:
            click.echo(f"  {name:20} {texts[name][index]}")


def _p(value: float | None) -> str:
    return f"{value:6.3f}" if value is not None else " " * 6


if __name__ == "__main__":
    main()
