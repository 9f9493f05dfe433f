"""What a lexicon does to translations: how many lines it touches, how these score without and with it, what it costs.

    python benchmarks/lexicon.py SRC REF [LEXICON] [--limit N] [--list] [--record]

SRC and REF have a German sentence and its English on each line. LEXICON is a table with the columns of the lexicon that
ships, which is taken without one: German, English senses with | between them, part of speech. Scores, and the p-values
of paired bootstrap resampling (Koehn 2004), are of the lines that are translated `again`; no other line changes. `cost`
is the processor time with the lexicon over that without. --list prints what changed.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recording import ROOT, Table, existing, fail, parser, positive, show

from eval import metrics, significance
from glossary import store
from glossary.linked import Span
from glossary.matching import Matcher
from glossary.terms import TermMatch
from translate import found_names, literals
from translate.decoding import lexical
from translate.engines import known_words, loading, marian
from translate.engines.base import Engine, Hint, Hypothesis, Request
from translate.engines.known_words import KnownWords
from translate.lexicon.unknown import unknown_words
from translate.lexicon.words import Word
from translate.options import BUNDLED, Options

COLUMNS = ("set", "lexicon", "lines", "again", "kept", "BLEU", "p", "chrF", "p", "cost")
SHIPPED = ROOT / "translate" / "data" / "lexicon.tsv"
ORIGIN = "the sets are those of `deen evaluate`, a lexicon is a table as translate/data/lexicon.tsv"
BATCH, BEAM = 256, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the terms and names in it, and its reference."""

    source: str
    reference: str
    terms: tuple[TermMatch, ...]

    @property
    def taken(self) -> list[Span]:
        return [*(match.span for match in self.terms), *(one.span for one in literals.find(self.source))]


@dataclass(frozen=True, slots=True)
class Again:
    """A line that was translated again with hints; `after` is what comes of it, the draft where that was as good."""

    line: Line
    hints: tuple[Hint, ...]
    before: str
    after: str

    def __str__(self) -> str:
        hints = ", ".join(f"{self.line.source[one.start : one.end]} = {one.target}" for one in self.hints)
        return "\n".join((hints, self.line.source, self.before, self.after, ""))


def lines_of(source: Path, reference: Path, limit: int | None) -> list[Line]:
    sources, references = (path.read_text(encoding="utf-8").splitlines()[:limit] for path in (source, reference))
    if len(sources) != len(references):
        raise fail(f"{source} has {len(sources)} lines and {reference} {len(references)}; give files that are parallel")
    glossary = store.load([], tell=print)
    found = found_names.surveyed(sources, Matcher(glossary), glossary)
    return [Line(one, other, there.matches) for one, other, there in zip(sources, references, found, strict=True)]


def lexicon_of(path: Path) -> dict[str, tuple[Word, ...]]:
    words: dict[str, tuple[Word, ...]] = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            german, senses, part = row.split("\t")
            words[german] = (*words.get(german, ()), Word(german, tuple(senses.split("|")), part))
    return words


def translated(engine: Engine, requests: Sequence[Request]) -> list[Hypothesis]:
    # Lines of a length together, as the pipeline has them.
    order = sorted(range(len(requests)), key=lambda index: len(requests[index].source))
    made: dict[int, Hypothesis] = {}
    for first in range(0, len(order), BATCH):
        some = order[first : first + BATCH]
        made |= zip(some, engine.translate([requests[index] for index in some]), strict=True)
    return [made[index] for index in range(len(requests))]


def again(
    engine: Engine,
    lines: Sequence[Line],
    drafts: Sequence[Hypothesis],
    known: KnownWords,
    lexicon: dict[str, tuple[Word, ...]],
) -> list[Again]:
    """The lines that the lexicon has something for that the drafts lack, translated with it."""
    hinted: dict[int, tuple[Hint, ...]] = {}
    for index, (line, draft) in enumerate(zip(lines, drafts, strict=True)):
        unknown = unknown_words(line.source, line.taken, known)
        found = {form: lexicon[form] for form in lexical.asked(unknown) if form in lexicon}
        if hints := lexical.hints(lexical.candidates(line.source, unknown, found), draft.text):
            hinted[index] = hints
    made = translated(engine, [Request(lines[index].source, hints) for index, hints in hinted.items()])
    results = []
    for (index, hints), hypothesis in zip(hinted.items(), made, strict=True):
        line, draft = lines[index], drafts[index]
        kept = lexical.is_kept(line.source, draft, hypothesis, hints, (), line.terms)
        results.append(Again(line, hints, draft.text, hypothesis.text if kept else draft.text))
    return results


def scores(changed: Sequence[Again]) -> list[str]:
    """For each metric both scores, and the p-value of their difference."""
    if significance.too_few(len(changed)):
        return ["–"] * 4
    measures = metrics.measures(("bleu", "chrf"), [[one.line.reference for one in changed]], metrics.EditCounter())
    systems = [("before", [one.before for one in changed]), ("after", [one.after for one in changed])]
    tests = significance.compare(systems, [measures["bleu"], measures["chrf"]])
    cells: list[str] = []
    for number, compared in enumerate(tests.comparisons):
        before, after = (estimates[number].value for estimates in tests.estimates)
        cells += [f"{before:.1f} → {after:.1f}", f"{compared.bootstrap.raw:.3f}"]
    return cells


def row(lines: Sequence[Line], path: Path, name: str) -> tuple[tuple[str, ...], list[Again]]:
    lexicon = lexicon_of(path)
    engine = loading.load(Options(beam_size=BEAM), print)
    known = known_words.of(marian.read(loading.find(BUNDLED)))
    if known is None:
        raise fail("the bundled model does not say which words it knows; tools/known_words.py makes the list")
    translated(engine, [Request(line.source) for line in lines[:BATCH]])
    began = time.process_time()
    drafts = translated(engine, [Request(line.source) for line in lines])
    drafted = time.process_time()
    results = again(engine, lines, drafts, known, lexicon)
    cost = (time.process_time() - began) / (drafted - began)
    kept = sum(one.before != one.after for one in results)
    counts = (str(len(lines)), str(len(results)), str(kept))
    return (name, path.name, *counts, *scores(results), f"{cost:.2f}"), results


def arguments() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("source", metavar="SRC", type=Path)
    made.add_argument("reference", metavar="REF", type=Path)
    made.add_argument("lexicon", metavar="LEXICON", type=Path, nargs="?", default=SHIPPED)
    made.add_argument("--limit", metavar="N", type=positive)
    made.add_argument("--list", action="store_true")
    return made.parse_args()


def main() -> None:
    given = arguments()
    existing([given.source, given.reference, given.lexicon], ORIGIN)
    lines = lines_of(given.source, given.reference, given.limit)
    cells, results = row(lines, given.lexicon, given.source.stem)
    if given.list:
        print(*(one for one in results if one.before != one.after), sep="\n")
    show(Table("lexicon", COLUMNS, (cells,)), given.record)


if __name__ == "__main__":
    main()
