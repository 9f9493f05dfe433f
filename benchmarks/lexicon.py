"""What a lexicon does to translations: how many lines it touches, how these score without and with it, what it costs.

    python benchmarks/lexicon.py SRC REF [LEXICON…] [--limit N] [--list] [--record]

SRC and REF have a German sentence and its English on each line. LEXICON is any file that `deen lexicon add` reads; the
one that ships stands behind it, and alone without one. The lines go through deen as it is, with the shipped glossary.
`rare` are the lines that were decoded with hints for words of the lexicon; scores, and the p-values of paired bootstrap
resampling (Koehn 2004), are of these. `others` are the lines that came out otherwise all the same, since they stood
beside others in a batch. `cost` is the processor's time with the lexicon over that without. --list prints what changed.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from around import Around
from recording import Table, existing, fail, parser, positive, show

from eval import metrics, significance
from glossary import store as glossaries
from glossary.matching import Matcher
from translate import found_names, pipeline
from translate.documents.document import Segment
from translate.engines import loading
from translate.engines.base import Engine, Hypothesis, Request
from translate.lexicon import reading, word_file
from translate.lexicon.lookup import Lexicon, shipped
from translate.options import Options
from translate.report import Translation

COLUMNS = (
    "set",
    "lexicon",
    "lines",
    "rare",
    "kept",
    "others",
    "BLEU",
    "p",
    "chrF",
    "p",
    "all BLEU",
    "all chrF",
    "cost",
)
ORIGIN = "the sets are those of `deen evaluate`, docs/lexicon.md says where dictionaries are"


@dataclass(slots=True)
class Watched(Around):
    """An engine that tells which sources it was given with which hints."""

    seen: list[Request] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.seen.extend(requests)
        return self.engine.translate(requests, repetition_penalty=repetition_penalty)


@dataclass(frozen=True, slots=True)
class Run:
    """The translations of a set, the texts that were decoded more than once, and the seconds of the processor."""

    made: list[Translation]
    seen: list[Request]
    seconds: float


def translated(lines: Sequence[str], engine: Engine, lexicon: Lexicon | None) -> Run:
    glossary = glossaries.load([], tell=print)
    watched = Watched(engine)
    segments = [Segment(0, len(line), line) for line in lines]
    began = time.process_time()
    found = found_names.surveyed(lines, Matcher(glossary), glossary)
    made = pipeline.translate(segments, found, watched, None, dictionary=lexicon)
    return Run(made, watched.seen, time.process_time() - began)


def scores(before: Sequence[str], after: Sequence[str], references: Sequence[str]) -> list[str]:
    """For each metric both scores, and the p-value of their difference."""
    if significance.too_few(len(references)):
        return ["–"] * 4
    measures = metrics.measures(("bleu", "chrf"), [list(references)], metrics.EditCounter())
    systems = [("before", list(before)), ("after", list(after))]
    tests = significance.compare(systems, [measures["bleu"], measures["chrf"]])
    cells: list[str] = []
    for number, compared in enumerate(tests.comparisons):
        first, second = (estimates[number].value for estimates in tests.estimates)
        cells += [f"{first:.1f} → {second:.1f}", f"{compared.bootstrap.raw:.3f}"]
    return cells


def row(name: str, lexicons: Sequence[Path], without: Run, lexical: Run, references: Sequence[str]) -> tuple[str, ...]:
    pairs = list(zip(without.made, lexical.made, references, strict=True))
    new = {request.source for request in set(lexical.seen) - set(without.seen)}
    rare = [pair for pair in pairs if is_rare(pair[1]) or pair[1].segment.text in new]
    others = sum(one.text != other.text and not is_rare(other) for one, other, _ in pairs)
    before, after, expected = zip(*((one.text, other.text, line) for one, other, line in rare), strict=True)
    whole = scores([one.text for one in without.made], [one.text for one in lexical.made], references)
    counts = (len(pairs), len(rare), sum(map(is_rare, lexical.made)), others)
    called = ", ".join(path.name for path in lexicons) or "shipped"
    cost = f"{lexical.seconds / without.seconds:.2f}"
    return (name, called, *map(str, counts), *scores(before, after, expected), whole[0], whole[2], cost)


def is_rare(translation: Translation) -> bool:
    """Whether it has a word from a lexicon."""
    return any(outcome.step == "lexicon" for outcome in translation.terms)


def listed(without: Run, lexical: Run) -> None:
    for before, after in zip(without.made, lexical.made, strict=True):
        if is_rare(after):
            words = (one.match.term for one in after.terms if one.step == "lexicon")
            print(", ".join(f"{word.source} = {word.target}" for word in words))
            print(after.segment.text, before.text, after.text, "", sep="\n")


def kept_in(folder: Path, sources: Sequence[Path]) -> Lexicon:
    """The lexicons of these files, and the one that ships."""
    paths = []
    for number, source in enumerate(sources):
        with reading.opened(source) as contents:
            data, _ = word_file.written(contents.words, contents.kind, source.name, "", contents.licence)
        paths.append(folder / f"{number}.sqlite3")
        paths[-1].write_bytes(data)
    return Lexicon(paths, print, shipped)


def arguments() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("source", metavar="SRC", type=Path)
    made.add_argument("reference", metavar="REF", type=Path)
    made.add_argument("lexicons", metavar="LEXICON", type=Path, nargs="*")
    made.add_argument("--limit", metavar="N", type=positive)
    made.add_argument("--list", action="store_true")
    return made.parse_args()


def main() -> None:
    given = arguments()
    existing([given.source, given.reference, *given.lexicons], ORIGIN)
    sources, references = (
        path.read_text(encoding="utf-8").splitlines()[: given.limit] for path in (given.source, given.reference)
    )
    if len(sources) != len(references):
        raise fail(f"{given.source} has {len(sources)} lines, {given.reference} {len(references)}; give parallel files")
    engine = loading.load(Options(), print)
    with tempfile.TemporaryDirectory() as folder:
        lexicon = kept_in(Path(folder), given.lexicons)
        without, lexical = (translated(sources, engine, one) for one in (None, lexicon))
        lexicon.close()
    if given.list:
        listed(without, lexical)
    cells = row(given.source.stem, given.lexicons, without, lexical, references)
    show(Table("lexicon", COLUMNS, (cells,)), given.record)


if __name__ == "__main__":
    main()
