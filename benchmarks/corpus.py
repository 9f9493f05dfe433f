"""What `deen corpus` costs: beside `deen translate`, by the number of its workers, and as its table grows.

    PYTHONPATH=tools python benchmarks/corpus.py TEXT [--articles N] [--runs N] [--rows N]… [--record]

TEXT has one sentence a line, in the order of the articles; articles of fifteen lines are made of it. The ways take
turns, and ratios are those of each turn: CPU seconds of a sentence against those of `deen translate` with all articles
in one file. `--rows` says how long the tables are that an engine translates which only copies; rows and memory are
those of the whole program there, all its processes together, the largest that was seen ten times a second.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil
import pyarrow as pa
from hostile.copying import Copying
from pyarrow import parquet
from recording import NEWSTEST, ROOT, Table, existing, parser, positive, show

from glossary.terms import Glossary
from translate.api import Translator
from translate.corpus import parts, pieces, reading, run
from translate.corpus.columns import Columns
from translate.corpus.parts import Description
from translate.options import Options

LINES = 15
ROWS = (1_000, 10_000, 100_000)
COLUMNS = Columns("text", id="id")
PLAIN = "deen translate"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tools")))}


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of the clock, of the processor, and megabytes at most, of a program and the processes that it starts."""

    wall: float
    cpu: float
    memory: float


class Watched(Thread):
    """Looks at a process and its children until `end`."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self._over = Event()
        self.memory = 0.0

    def run(self) -> None:
        while not self._over.wait(0.1):
            try:
                family = [self._process, *self._process.children(recursive=True)]
                self.memory = max(self.memory, sum(one.memory_info().rss for one in family) / 2**20)
            except psutil.Error:
                continue

    def end(self) -> float:
        self._over.set()
        self.join()
        return self.memory


def used(command: Sequence[str | Path]) -> Used:
    """What a command takes; one that fails ends the benchmark."""
    before = psutil.Process().cpu_times()
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT) as process:
        watched = Watched(process.pid)
        watched.start()
        if process.wait():
            sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
        memory = watched.end()
    after = psutil.Process().cpu_times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Used(time.perf_counter() - began, cpu, memory)


def deen(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "translate.cli", *arguments]


def articles(sentences: Sequence[str], count: int) -> list[str]:
    """So many articles of fifteen sentences; of a short text some come again, in another order of lines."""
    starts = range(0, count * LINES, LINES)
    return ["\n\n".join(sentences[(start + place) % len(sentences)] for place in range(LINES)) for start in starts]


def beside(sentences: Sequence[str], count: int, runs: int) -> tuple[Table, Table]:
    """`deen corpus` with one worker and with two, beside `deen translate`; and how long it takes to start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = articles(sentences, count)
        parquet.write_table(pa.table({"id": list(range(count)), "text": texts}), folder / "articles.parquet")
        parquet.write_table(pa.table({"id": [0], "text": texts[:1]}), folder / "one.parquet")
        (folder / "articles.txt").write_text("\n\n".join(texts), encoding="utf-8")
        ways = {PLAIN: deen("translate", folder / "articles.txt", "--no-memory", "--quiet", "-o", folder / "a.en.txt")}
        for workers in (1, 2):
            ways[f"deen corpus, {workers} worker{'s'[: workers - 1]}"] = deen(
                "corpus",
                folder / "articles.parquet",
                "-o",
                folder / f"out{workers}",
                "--workers",
                str(workers),
                "--redo",
            )
        turns: dict[str, list[Used]] = {way: [] for way in ways}
        names = list(ways)
        for number in range(runs):
            for way in names[number % 3 :] + names[: number % 3]:
                turns[way].append(used(ways[way]))
        start = [used(deen("corpus", folder / "one.parquet", "-o", folder / "one", "--redo")) for _ in range(runs)]
    rows = []
    for way in names:
        pairs = list(zip(turns[way], turns[PLAIN], strict=True))
        figures = [
            statistics.median(getattr(turn, field) for turn in turns[way]) for field in ("wall", "cpu", "memory")
        ]
        ratios = [
            statistics.median(getattr(one, f) / getattr(other, f) for one, other in pairs) for f in ("wall", "cpu")
        ]
        rows.append((str(count), str(count * LINES), str(runs), way, f"{figures[0]:.1f}", f"{figures[1]:.1f}",
                     f"{count * LINES / figures[1]:.1f}", *(f"{ratio:.2f}×" for ratio in ratios),
                     f"{figures[2]:.0f}"))  # fmt: skip
    columns = ("articles", "sentences", "runs", "way", "wall, s", "CPU, s", "sentences a CPU second",
               "wall to deen translate", "CPU to it", "memory, MB")  # fmt: skip
    one = (str(runs), f"{statistics.median(turn.wall for turn in start):.2f}",
           f"{statistics.median(turn.cpu for turn in start):.2f}")  # fmt: skip
    return Table("corpus", columns, tuple(rows)), Table("corpus, one article", ("runs", "wall, s", "CPU, s"), (one,))


def copying(notify: Callable[[str], None]) -> Translator:
    """A translator whose engine copies."""
    options = Options(memory=False, names=False, lexicon=False)
    return Translator.of(options, Glossary(), notify).with_engine(Copying())


def copied(folder: Path) -> None:
    """Run over the table in a folder with an engine that copies."""
    listed = pieces.listed([str(folder / "in")])
    source = run.Source(listed, reading.schema(listed), run.Selection())
    with (
        run.started(copying, COLUMNS, 1, print) as workers,
        parts.opened(str(folder / "out"), Description({"engine": workers.key()}), "parquet") as output,
    ):
        state = run.translate(source, output, COLUMNS, workers, rows=256, watch=lambda now: None)
    print(state.counts.rows)


def grown(counts: Sequence[int]) -> Table:
    """How time and memory grow with the rows of a table."""
    rows = []
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "in").mkdir()
            written(folder / "in" / "rows.parquet", count)
            one = used([sys.executable, __file__, "--copied", folder])
            done = sum(parquet.read_metadata(path).num_rows for path in (folder / "out").glob("part-*"))
            if done != count:
                sys.exit(f"{done} rows of {count} came out")
        rows.append((f"{count:,}", f"{one.wall:.1f}", f"{count / one.wall:,.0f}", f"{one.memory:.0f}"))
    return Table("corpus, with an engine that copies", ("rows", "wall, s", "rows a second", "memory, MB"), tuple(rows))


def written(path: Path, count: int) -> None:
    """A table of short articles with three kilobytes beside each, as urls and metadata are."""
    schema = pa.schema([("id", pa.int64()), ("text", pa.string()), ("page", pa.binary())])
    with parquet.ParquetWriter(path, schema) as writer:
        for start in range(0, count, 10_000):
            ids = list(range(start, min(start + 10_000, count)))
            texts = [f"Die Nummer {number} steht in diesem Satz." for number in ids]
            pages = [number.to_bytes(8, "big") * 384 for number in ids]
            writer.write_table(pa.table([ids, texts, pages], schema=schema))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("text", type=Path, nargs="?")
    options.add_argument("--articles", type=positive, default=200, help="how many are translated [200]")
    options.add_argument("--runs", type=positive, default=3, help="turns of each way [3]")
    options.add_argument("--rows", type=positive, action="append", help="rows of a table for the engine that copies")
    options.add_argument("--copied", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.copied:
        copied(given.copied)
        return
    tables: list[Table] = []
    if given.text:
        existing([given.text], NEWSTEST)
        sentences = [line for line in given.text.read_text(encoding="utf-8").splitlines() if line.strip()]
        tables += beside(sentences, given.articles, given.runs)
    tables.append(grown(given.rows or ROWS))
    for table in tables:
        show(table, given.record)


if __name__ == "__main__":
    main()
