"""What terms cost in a translation from end to end, where that goes, and which are not in place, by the kind of line.

    python benchmarks/term_costs.py FILE.jsonl… [--limit N] [--show STEP…] [--profile] [--record]

The files are those of `enforcement.py`; a line may have a `kind` (see `term_lines.py`). Terms and no terms are
translated in turns, so that a busy machine slows down both; the seconds are those of the processor. `work` is
that of the model, which no other program changes: pieces read and, times the beam, pieces written, for a plain
translation of the same. In place is told by words (`term_words`), not by what deen itself goes by.
"""

import argparse
import cProfile
import json
import pstats
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import term_words
from around import Around
from enforcement import read
from recording import TERMINOLOGY, Table, existing, fail, parser, positive, show

from glossary.errors import DeenError
from glossary.terms import Found, Sentence
from translate import pipeline
from translate.decoding import enforcing
from translate.documents.document import Segment
from translate.engines import loading
from translate.engines.base import Hypothesis, Request, source_length
from translate.options import BUNDLED, Options
from translate.report import Translation

COLUMNS = ("set", "lines", "terms", "in place, %", "lost", "time", "work", "hints", "again", "steps")
KINDS = ("kind", "lines", "terms", "in place, %", "steps")
BEAM = 4
# Lines that both ways translate in turn.
ROUND = 304


@dataclass(slots=True)
class Counted(Around):
    """An engine whose work is counted by the kind of request."""

    work: Counter[str] = field(default_factory=Counter)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        made = self.engine.translate(requests, repetition_penalty=repetition_penalty)
        for request, hypothesis in dict(zip(requests, made, strict=True)).items():
            kind = "hints" if request.hints else "free"
            read = source_length(self.tokenizer, request)
            self.work[kind] += read + BEAM * (len(hypothesis.tokens) + 1)
        return made


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    sentence: Sentence


@dataclass(slots=True)
class Side:
    """What was made of all lines, with terms or without."""

    engine: Counted
    made: list[Translation] = field(default_factory=list)
    seconds: float = 0.0

    def translate(self, lines: Sequence[Line], *, terms: bool) -> None:
        segments = [Segment(0, len(line.sentence.text), line.sentence.text) for line in lines]
        found = [Found(line.sentence.matches if terms else ()) for line in lines]
        began = time.process_time()
        self.made += pipeline.translate(segments, found, self.engine, None)
        self.seconds += time.process_time() - began


def lines_of(path: Path) -> list[Line]:
    rows = path.read_text(encoding="utf-8").splitlines()
    return [
        Line(json.loads(row).get("kind", "all"), one.sentence) for row, one in zip(rows, read(path, None), strict=True)
    ]


def lost(line: Line, translation: Translation) -> list[str]:
    """The targets that do not stand there though no outcome says so, and no pronoun stands for them."""
    told = [one.match for one in translation.terms if one.step not in ("missing", "pronoun")]
    return term_words.lost(told, translation.text)


def steps(translations: Sequence[Translation]) -> str:
    counted = Counter[str](one.step for translation in translations for one in translation.terms)
    counted["left out"] = sum(len(translation.left_out) for translation in translations)
    return ", ".join(f"{step} {count}" for step, count in counted.most_common() if count)


def by_kind(lines: Sequence[Line], made: Sequence[Translation]) -> Iterator[tuple[str, ...]]:
    for kind in dict.fromkeys(line.kind for line in lines):
        some = [(line, translation) for line, translation in zip(lines, made, strict=True) if line.kind == kind]
        terms = sum(len(translation.terms) for _, translation in some)
        wrong = sum(len(lost(*one)) for one in some)
        share = f"{100 * (terms - wrong) / max(terms, 1):.2f}"
        yield kind, str(len(some)), str(terms), share, steps([translation for _, translation in some])


def row(name: str, lines: Sequence[Line], plain: Side, termed: Side) -> tuple[str, ...]:
    terms = sum(len(translation.terms) for translation in termed.made)
    wrong = sum(len(lost(*one)) for one in zip(lines, termed.made, strict=True))
    whole = plain.engine.work.total()
    shares = (f"{termed.engine.work[kind] / whole:.2f}" for kind in ("hints", "free"))
    time_, work = termed.seconds / plain.seconds, termed.engine.work.total() / whole
    placed = f"{100 * (terms - wrong) / max(terms, 1):.2f}"
    counts = (name, str(len(lines)), str(terms), placed, str(wrong))
    return *counts, f"{time_:.2f}×", f"{work:.2f}×", *shares, steps(termed.made)


def print_lines(lines: Sequence[Line], made: Sequence[Translation], wanted: Sequence[str]) -> None:
    """The lines with an outcome of the wanted steps, or what is `lost`."""
    for line, translation in zip(lines, made, strict=True):
        missed = lost(line, translation)
        chosen = [
            f"{one.step}: {one.match.term.source}={one.match.target}" for one in translation.terms if one.step in wanted
        ]
        if chosen or (missed and "lost" in wanted):
            told = "".join(f" LOST {target}" for target in missed)
            print(f"\n[{line.kind}] {line.sentence.text}\n  {'; '.join(chosen)}{told}\n  {translation.text}")


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    options.add_argument("--model", default=BUNDLED)
    options.add_argument("--limit", type=positive, default=10_000, help="lines of each file")
    options.add_argument("--show", nargs="*", default=[], help="print the lines with these steps (or `lost`)")
    options.add_argument("--profile", action="store_true", help="print which functions take the time with terms")
    return options.parse_args()


def main() -> None:
    given = arguments()
    existing(given.files, TERMINOLOGY)
    try:
        engine = loading.load(Options(model=given.model), print)
    except DeenError as error:
        raise fail(str(error)) from error
    engine.translate([Request("Das ist ein Haus.")] * 50)
    for path in given.files:
        lines = lines_of(path)[: given.limit]
        plain, termed = Side(Counted(engine)), Side(Counted(engine))
        for start in range(0, len(lines), ROUND):
            plain.translate(lines[start : start + ROUND], terms=False)
            termed.translate(lines[start : start + ROUND], terms=True)
        print_lines(lines, termed.made, given.show)
        print(Table("kinds", KINDS, tuple(by_kind(lines, termed.made))))
        show(Table("terms", COLUMNS, (row(path.name, lines, plain, termed),)), given.record)
        if given.profile:
            profile = cProfile.Profile()
            profile.runcall(enforcing.enforce, engine, [line.sentence for line in lines])
            pstats.Stats(profile).sort_stats("cumulative").print_stats(30)


if __name__ == "__main__":
    main()
