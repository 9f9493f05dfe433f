"""What the names that are found in articles and enforced bring, and whether they are right.

    python benchmarks/naming.py SOURCE REFERENCE [SOURCE REFERENCE…] [--window N] [--list] [--count] [--record]

SOURCE and REFERENCE are German lines and their English. N lines in a row are taken as an article. Told are how many
names 1,000 lines have that are enforced and how many of these stand so in the reference; the rest is listed with
--list. Then both are translated, without and with names, the shipped glossary enforced in both: a name is a gain where
only the translation with names has it as the reference does, a loss where only the other has it. --count spares that.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recording import NEWSTEST, Table, existing, fail, parser, positive, show
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

from glossary import presence, store
from glossary.matching import Matcher
from glossary.terms import FOUND, Found, Glossary, Sentence, TermMatch
from translate import found_names, pipeline
from translate.documents.document import Segment
from translate.engines import loading
from translate.engines.base import Engine
from translate.memory import Memory
from translate.options import Options

COLUMNS = ("set", "lines", "names", "per 1,000", "as the reference, %", "gains", "losses", "chrF", "with names", "p")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its reference, what the glossary has of it, and that with the names beside it."""

    source: str
    reference: str
    plain: Found
    named: Found

    @property
    def names(self) -> list[TermMatch]:
        return [match for match in self.named.matches if match.term.origin == FOUND]

    def has(self, name: TermMatch, text: str) -> bool:
        """Whether the name stands in an English text."""
        return not presence.missing(Sentence(self.source, (name,)), text)


def read(source: Path, reference: Path, window: int, glossary: Glossary) -> Iterator[Line]:
    """The lines of two files, their names found in windows of lines."""
    german, english = (path.read_text(encoding="utf-8").splitlines() for path in (source, reference))
    if len(german) != len(english):
        raise fail(f"{source} has {len(german)} lines, {reference} {len(english)}: they must be translations")
    matcher = Matcher(glossary)
    for start in range(0, len(german), window):
        article = [" ".join(line.split()) for line in german[start : start + window]]
        found = found_names.surveyed(article, matcher, glossary)
        for line, theirs, named in zip(article, english[start:], found, strict=False):
            yield Line(line, theirs, matcher.survey(line), named)


def translated(lines: Sequence[Line], engine: Engine) -> tuple[list[str], list[str]]:
    """The lines without and with names; those that have none come from a memory of this run's own."""
    segments = [Segment(0, len(line.source), line.source) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder) / "memory.sqlite3", print)
        plain = pipeline.translate(segments, [line.plain for line in lines], engine, memory)
        named = pipeline.translate(segments, [line.named for line in lines], engine, memory)
    return [one.text for one in plain], [one.text for one in named]


def changes(lines: Sequence[Line], plain: Sequence[str], named: Sequence[str]) -> tuple[list[str], list[str]]:
    """Gains and losses: names of the reference that only one of the translations has."""
    changed: dict[tuple[bool, bool], list[str]] = {(False, True): [], (True, False): []}
    for line, without, together in zip(lines, plain, named, strict=True):
        for name in line.names:
            has = line.has(name, without), line.has(name, together)
            if has in changed and line.has(name, line.reference):
                changed[has].append(f"{_told(name)}\n    {without}\n    {together}")
    return changed[False, True], changed[True, False]


def _told(name: TermMatch) -> str:
    return f"{name.term.source} → {name.term.target} ({name.term.kind})"


def compared(plain: Sequence[str], named: Sequence[str], references: Sequence[str]) -> tuple[str, str, str]:
    """chrF without and with names, and p of a paired bootstrap."""
    systems: list[tuple[str, Sequence[str]]] = [("plain", plain), ("names", named)]
    metric = {"chrF": CHRF(references=[references])}
    without, together = PairedTest(systems, metric, references=None, test_type="bs", n_samples=1000)()[1]["chrF2"]
    assert isinstance(without, Result)
    assert isinstance(together, Result)
    p = "" if together.p_value is None else f"{together.p_value:.3f}"
    return f"{without.score:.3f}", f"{together.score:.3f}", p


def tell(title: str, found: Sequence[str]) -> None:
    """A list under a title, each entry once, with how often it is there."""
    print(f"\n{title}:")
    for text, count in Counter(found).items():
        print(f"  {count}× {text}" if count > 1 else f"  {text}")


def measured(source: Path, lines: Sequence[Line], engine: Engine | None, *, listed: bool) -> tuple[str, ...]:
    """The row of a set."""
    names = [(line, name) for line in lines for name in line.names]
    other = [f"{_told(name)}: {line.reference}" for line, name in names if not line.has(name, line.reference)]
    if listed:
        tell("not so in the reference", other)
    right = f"{100 * (1 - len(other) / max(len(names), 1)):.1f}"
    counts = (source.name, str(len(lines)), str(len(names)), f"{1000 * len(names) / len(lines):.0f}", right)
    if engine is None:
        return (*counts, *[""] * (len(COLUMNS) - len(counts)))
    plain, named = translated(lines, engine)
    gains, losses = changes(lines, plain, named)
    if listed:
        tell("gains", gains)
        tell("losses", losses)
    references = [line.reference for line in lines]
    return (*counts, str(len(gains)), str(len(losses)), *compared(plain, named, references))


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("files", nargs="+", type=Path, metavar="SOURCE REFERENCE")
    options.add_argument("--window", type=positive, default=30, help="lines of an article")
    options.add_argument("--limit", type=positive, default=10_000, help="lines of each file")
    options.add_argument("--list", action="store_true", help="list what is not so in the reference, gains and losses")
    options.add_argument("--count", action="store_true", help="do not translate")
    return options.parse_args()


def main() -> None:
    given = arguments()
    if len(given.files) % 2:
        raise fail("each SOURCE needs its REFERENCE")
    existing(given.files, NEWSTEST)
    glossary = store.read(store.SHIPPED)
    engine = None if given.count else loading.load(Options(), print)
    rows = []
    for source, reference in zip(given.files[::2], given.files[1::2], strict=True):
        lines = list(read(source, reference, given.window, glossary))[: given.limit]
        rows.append(measured(source, lines, engine, listed=given.list))
    show(Table("names", COLUMNS, tuple(rows)), given.record)


if __name__ == "__main__":
    main()
