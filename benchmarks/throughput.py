"""How fast deen translates, against the ways to use the same model that it competes with, and against another deen.

    python benchmarks/throughput.py TEXT [--lines N]… [--runs N] [--record]
    python benchmarks/throughput.py TEXT --against DIR [--limit N] [--runs N] [--record]

TEXT has one German sentence a line. Each way translates the first lines of it, in a process of its own that has its
model loaded and has translated them once. The ways take turns, so that what else the machine does slows all alike; what
is told are medians, and the median of the ratios of a way to the plain script in the same turn.

- script: CTranslate2's `translate_batch` as its documentation has it, all lines in one call, in batches of 1,024
  pieces, a batch a core, int8, beam 3
- script, beam N: the same at the beam that deen has
- deen, and deen with the shipped glossary: `Translator.translate_lines`, without the memory
- transformers: `generate`, beam 3, 16 lines at a time, the lines sorted by length; few lines only

Then where the seconds of deen go, of every core that it may use: in the engine, in Python, or nowhere. Last,
`deen translate` of one sentence and of an article of 40 lines with the shipped glossary, from process start, with the
model already converted.

With --against, this checkout and that in DIR translate the same sentences in turns, each in a process of its own.
What is told are the medians of both and the median of the ratios of the pairs, this to that: seconds of the processor,
wall seconds, peak memory, and the seconds from process start until `deen translate` has written one sentence.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from around import Around
from recording import GERMAN, NEWSTEST, ROOT, Table, commit, existing, fail, parser, positive, show

from glossary.terms import Glossary
from translate import Translator
from translate.engines import loading, marian, store
from translate.engines.base import Hypothesis, Request
from translate.engines.piece_files import END
from translate.engines.tokenizer import Tokenizer
from translate.options import BEAM_SIZE, BUNDLED

COUNTS = (1, 40, 600, 3000)
SENTENCE = "Das Haus ist alt."
# What both checkouts run: their own `Translator` over the lines of a file.
TRANSLATES = """
import sys
from translate import Translator
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
assert len(list(Translator(glossary=None, memory=False).translate_lines(lines))) == len(lines)
"""
MEASURES = ("CPU, s", "wall, s", "peak memory, MB", "start-up, s")


@dataclass(frozen=True, slots=True)
class Used:
    """What a process took: seconds of the processor, of the clock, and megabytes at its peak."""

    cpu: float
    wall: float
    memory: float


def environment(checkout: Path) -> dict[str, str]:
    """The environment in which the packages are those of a checkout."""
    return {**os.environ, "PYTHONPATH": str(checkout)}


def run(command: Sequence[str | Path], checkout: Path) -> Used:
    """Run a command with the packages of a checkout; a process that fails ends the benchmark with what it said."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=told, cwd=checkout, env=environment(checkout)
        ) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        if process.returncode:
            told.seek(0)
            raise fail(f"{checkout}: {told.read().decode(errors='replace').strip()}")
    # The unit of the peak is that of the system: bytes on macOS, kilobytes elsewhere.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Used(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit)


def translating(article: Path) -> list[str]:
    """The command that translates an article to standard output."""
    return [sys.executable, "-m", "translate.cli", "translate", str(article), "--no-memory"]


def start_up(checkout: Path, article: Path) -> float:
    """Seconds from process start until the first of the translation is written."""
    command = translating(article)
    began = time.perf_counter()
    environ = environment(checkout)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=checkout, env=environ
    ) as process:
        assert process.stdout
        written = process.stdout.readline()
        seconds = time.perf_counter() - began
    if not written:
        raise fail(f"{checkout}: deen translate wrote nothing")
    return seconds


def measured(checkout: Path, text: Path, one: Path) -> tuple[float, ...]:
    """The figures of `MEASURES`: `text` is translated whole, `one` is a single sentence."""
    return (*astuple(run([sys.executable, "-c", TRANSLATES, text], checkout)), start_up(checkout, one))


def in_turns(other: Path, text: Path, one: Path, runs: int) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Figures of this checkout and of another one, `runs` pairs; who goes first changes."""
    for checkout in (ROOT, other):
        # The first conversion of the model is not what is measured.
        start_up(checkout, one)
    pairs = []
    for index in range(runs):
        order = (ROOT, other) if index % 2 == 0 else (other, ROOT)
        figures = {checkout: measured(checkout, text, one) for checkout in order}
        pairs.append((figures[ROOT], figures[other]))
    return pairs


def against(other: Path, name: str, sentences: Sequence[str], runs: int) -> Table:
    """This checkout and another one over the same sentences."""
    with tempfile.TemporaryDirectory() as folder:
        text, one = Path(folder) / "text.txt", Path(folder) / "one.txt"
        text.write_text("".join(f"{sentence}\n" for sentence in sentences), encoding="utf-8")
        one.write_text(f"{SENTENCE}\n", encoding="utf-8")
        pairs = in_turns(other, text, one, runs)
    rows = []
    for index, measure in enumerate(MEASURES):
        sides = [(ours[index], theirs[index]) for ours, theirs in pairs]
        medians = [statistics.median(side) for side in zip(*sides, strict=True)]
        ratio = statistics.median(ours / theirs for ours, theirs in sides)
        figures = (*(f"{median:.2f}" for median in medians), f"{ratio:.3f}")
        rows.append((name, str(len(sentences)), str(runs), commit(other), measure, *figures))
    columns = ("text", "sentences", "pairs", "against", "measure", "this", "that", "this/that")
    return Table("throughput, against another checkout", columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of a way: seconds of the clock and of the processor, and of these those in Python."""

    wall: float
    cpu: float
    python: float


class Worker:
    """A way in a process of its own, which waits for its turns."""

    def __init__(self, way: str, text: Path) -> None:
        command = [sys.executable, __file__, str(text), "--worker", way]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def turn(self, lines: int) -> Turn:
        """Translate the first lines once."""
        assert self._process.stdin
        assert self._process.stdout
        print(lines, file=self._process.stdin, flush=True)
        if not (answer := self._process.stdout.readline()):
            raise fail("a way to translate ended early")
        return Turn(*map(float, answer.split()))

    def end(self) -> float:
        """The megabytes that it held at most."""
        assert self._process.stdin
        self._process.stdin.close()
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def work(way: str, sentences: Sequence[str]) -> None:
    """What a worker does: for each count that it reads it translates so many, once unmeasured before the first."""
    translates, timed = WAYS[way]()
    seen: set[int] = set()
    for line in sys.stdin:
        some = sentences[: int(line)]
        if len(some) not in seen:
            translates(some)
            seen.add(len(some))
        before = timed.seconds if timed else 0.0
        began = time.perf_counter(), time.process_time(), time.thread_time()
        translates(some)
        python = time.thread_time() - began[2] + (timed.seconds - before if timed else 0.0)
        print(time.perf_counter() - began[0], time.process_time() - began[1], python, flush=True)


def ways(name: str, text: Path, counts: Sequence[int], runs: int) -> tuple[Table, Table]:
    """deen beside others that run the same model, and where its seconds go."""
    rows, shares = [], []
    for count in counts:
        names = [way for way in WAYS if way != TRANSFORMERS or (has_transformers() and count <= FEW)]
        workers = {way: Worker(way, text) for way in names}
        turns: dict[str, list[Turn]] = {way: [] for way in names}
        for number in range(runs):
            for way in names[number % len(names) :] + names[: number % len(names)]:
                turns[way].append(workers[way].turn(count))
        for way in names:
            memory = workers[way].end()
            pairs = zip(turns[way], turns[SCRIPT], strict=True)
            ratio = statistics.median(one.wall / other.wall for one, other in pairs)
            wall = statistics.median(turn.wall for turn in turns[way])
            cpu = statistics.median(turn.cpu for turn in turns[way])
            figures = (f"{wall:.2f}", f"{cpu:.2f}", f"{ratio:.2f}×", f"{memory:.0f}")
            rows.append((name, str(count), str(runs), way, *figures))
            if way.startswith("deen"):
                shares.append((name, str(count), way, *map(percent, spent(turns[way]))))
    columns = ("text", "lines", "runs", "way", "wall, s", "CPU, s", "wall to script", "peak memory, MB")
    where = ("text", "lines", "way", "engine", "Python", "idle")
    return Table("throughput", columns, tuple(rows)), Table("throughput, where the seconds go", where, tuple(shares))


def spent(turns: Sequence[Turn]) -> tuple[float, float, float]:
    """The shares of the cores' seconds in the engine, in Python, and unused."""
    whole = sum(turn.wall for turn in turns) * len(os.sched_getaffinity(0))
    cpu, python = sum(turn.cpu for turn in turns), sum(turn.python for turn in turns)
    return (cpu - python) / whole, python / whole, 1 - cpu / whole


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def has_transformers() -> bool:
    """Whether transformers is installed; if it is not, that is told."""
    found = all(map(find_spec, ("torch", "transformers")))
    if not found:
        print("transformers is not installed: pip install 'deen-mt[torch]'", file=sys.stderr)
    return found


@dataclass(slots=True)
class Timed(Around):
    """An engine that adds up the seconds of the processor that its callers' threads take in it, which is Python's part.

    Those of the thread that made it count with its own.
    """

    seconds: float = 0.0
    home: int = field(default_factory=threading.get_ident)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        began = time.thread_time()
        made = self.engine.translate(requests, repetition_penalty=repetition_penalty)
        if threading.get_ident() != self.home:
            self.seconds += time.thread_time() - began
        return made


Translates = Callable[[Sequence[str]], object]


def deen(glossary: Glossary | None) -> tuple[Translates, Timed | None]:
    translator = Translator(glossary=() if glossary is None else glossary, memory=False)
    timed = Timed(translator.engine)
    translator = translator.with_engine(timed)
    return translator.translate_lines, timed


def script(beam_size: int) -> tuple[Translates, Timed | None]:
    import ctranslate2

    model = marian.read(loading.find(BUNDLED))
    directory = store.converted(model, "int8", print)
    cores = len(os.sched_getaffinity(0))
    translator = ctranslate2.Translator(str(directory), inter_threads=cores, intra_threads=1)
    tokenizer = Tokenizer(model.directory)

    def run(sentences: Sequence[str]) -> list[str]:
        pieces = [[*tokenizer.source(sentence).pieces, END] for sentence in sentences]
        made = translator.translate_batch(pieces, batch_type="tokens", max_batch_size=1024, beam_size=beam_size)
        return [tokenizer.text(one.hypotheses[0]) for one in made]

    return run, None


def transformers_alone() -> tuple[Translates, Timed | None]:
    from transformers import MarianMTModel, MarianTokenizer

    directory = loading.find(BUNDLED)
    model = MarianMTModel.from_pretrained(directory, dtype="float32").eval()
    tokenizer = MarianTokenizer.from_pretrained(directory)

    def run(sentences: Sequence[str]) -> None:
        ordered = sorted(sentences, key=len)
        for start in range(0, len(ordered), 16):
            some = ordered[start : start + 16]
            model.generate(**tokenizer(some, return_tensors="pt", padding=True), num_beams=3)

    return run, None


SCRIPT, TRANSFORMERS = "script", "transformers"
# Lines that transformers is asked for at most: it takes a second for each.
FEW = 40
WAYS: dict[str, Callable[[], tuple[Translates, Timed | None]]] = {
    SCRIPT: partial(script, 3),
    f"script, beam {BEAM_SIZE}": partial(script, BEAM_SIZE),
    "deen": partial(deen, Glossary()),
    "deen, glossary": partial(deen, None),
    TRANSFORMERS: transformers_alone,
}


def whole_command(runs: int) -> Table:
    """`deen translate` of one sentence and of an article of 40 lines."""
    lines = [line for line in GERMAN.read_text(encoding="utf-8").splitlines() if len(line) > 3]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("a sentence", SENTENCE), ("40 lines", "\n\n".join((lines * 2)[:40]))):
            article = Path(folder) / "article.txt"
            article.write_text(f"{text}\n", encoding="utf-8")
            command = translating(article)
            run(command, ROOT)
            used = [run(command, ROOT) for _ in range(runs)]
            medians = [f"{statistics.median(column):.2f}" for column in zip(*map(astuple, used), strict=True)]
            rows.append((name, str(runs), *medians))
    return Table("throughput, deen translate", ("article", "runs", *MEASURES[:3]), tuple(rows))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("text", type=Path)
    options.add_argument("--runs", type=positive, default=3, help="turns of each way, or pairs")
    options.add_argument("--lines", type=positive, action="append", help="how many lines of TEXT; 1, 40, 600 and 3000")
    options.add_argument("--limit", type=positive, default=10_000, help="sentences of TEXT, with --against")
    options.add_argument("--against", type=Path, metavar="DIR", help="another checkout of deen")
    options.add_argument("--worker", choices=WAYS, help=argparse.SUPPRESS)
    given = options.parse_args()
    existing([given.text], NEWSTEST)
    sentences = given.text.read_text(encoding="utf-8").splitlines()
    if given.worker:
        work(given.worker, sentences)
        return
    if given.against:
        if not (given.against / "translate").is_dir():
            raise fail(f"{given.against}: no checkout of deen: there is no folder translate in it")
        show(against(given.against.resolve(), given.text.name, sentences[: given.limit], given.runs), given.record)
        return
    # Before this process grows: what a child held counts what its parent held when it began.
    whole = whole_command(given.runs)
    counts = sorted({min(count, len(sentences)) for count in given.lines or COUNTS})
    for table in (*ways(given.text.name, given.text, counts, given.runs), whole):
        show(table, given.record)


if __name__ == "__main__":
    main()
