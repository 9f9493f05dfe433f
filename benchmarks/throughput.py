"""How fast deen translates, against the ways to use the same model that it competes with, and against another deen.

    python benchmarks/throughput.py [TEXT] [--runs N] [--record]
    python benchmarks/throughput.py [TEXT] --against DIR [--limit N] [--runs N] [--record]

TEXT has one German sentence a line; without it, the sentences of examples/nordkorea.de.txt are used. Each way is
run N times, interleaved, and the medians are compared: what else the machine does then slows all alike.

- deen: CTranslate2, int8, all sentences in one call
- CTranslate2, one sentence at a time, at its defaults (beam 2, float32, threads as it likes)
- transformers generate, beam 4, one sentence at a time

Last, `deen translate` of an article of 40 lines with the shipped glossary, from process start, with the model already
converted: seconds of the processor and of the clock, and the most memory it held.

With --against, this checkout and that in DIR translate the same sentences in turns, each in a process of its own.
What is told are the medians of both and the median of the ratios of the pairs, this to that: seconds of the processor,
wall seconds, peak memory, and the seconds from process start until `deen translate` has written one sentence.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from importlib.util import find_spec
from pathlib import Path

from recording import GERMAN, NEWSTEST, ROOT, Table, commit, existing, fail, parser, positive, show

from translate.engines import conversion, loading, marian
from translate.engines.base import Request
from translate.engines.tokenizer import Tokenizer
from translate.formats.plain import PlainText
from translate.options import BUNDLED, Options

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


def ways(name: str, sentences: Sequence[str], runs: int) -> Table:
    """deen beside others that run the same model."""
    names = [way for way in WAYS if "transformers" not in way or has_transformers()]
    made = {way: WAYS[way](sentences) for way in names}
    seconds: dict[str, list[float]] = {way: [] for way in names}
    for _ in range(runs):
        for way, work in made.items():
            began = time.perf_counter()
            work()
            seconds[way].append(time.perf_counter() - began)
    rows = []
    for way, median in ((way, statistics.median(times)) for way, times in seconds.items()):
        figures = (
            f"{median:.2f}",
            f"{len(sentences) / median:.1f}",
            f"{median / statistics.median(seconds['deen']):.2f}×",
        )
        rows.append((name, str(len(sentences)), str(runs), way, *figures))
    return Table("throughput", ("text", "sentences", "runs", "way", "s", "sentences/s", "time"), tuple(rows))


def has_transformers() -> bool:
    """Whether transformers is installed; if it is not, that is told."""
    found = all(map(find_spec, ("torch", "transformers")))
    if not found:
        print("transformers is not installed: pip install 'deen-mt[torch]'", file=sys.stderr)
    return found


def deen(sentences: Sequence[str]) -> Callable[[], object]:
    engine = loading.load(Options(device="cpu"), print)
    requests = [Request(sentence) for sentence in sentences]
    return lambda: engine.translate(requests)


def ctranslate2_alone(sentences: Sequence[str]) -> Callable[[], object]:
    import ctranslate2

    model = marian.read(loading.find(BUNDLED))
    with tempfile.TemporaryDirectory() as folder:
        conversion.convert(model, "float32", Path(folder) / "model")
        translator = ctranslate2.Translator(str(Path(folder) / "model"))
    tokenizer = Tokenizer(model.directory)
    pieces = [[*tokenizer.source(sentence).pieces, "</s>"] for sentence in sentences]
    return lambda: [translator.translate_batch([one]) for one in pieces]


def transformers_alone(sentences: Sequence[str]) -> Callable[[], object]:
    from transformers import MarianMTModel, MarianTokenizer

    directory = loading.find(BUNDLED)
    model = MarianMTModel.from_pretrained(directory, dtype="float32").eval()
    tokenizer = MarianTokenizer.from_pretrained(directory)

    def run() -> None:
        for sentence in sentences:
            model.generate(**tokenizer(sentence, return_tensors="pt"), num_beams=4)

    return run


WAYS = {
    "deen": deen,
    "CTranslate2, one at a time": ctranslate2_alone,
    "transformers, one at a time": transformers_alone,
}


def whole_command(runs: int) -> Table:
    """`deen translate` of an article of 40 lines."""
    lines = [line for line in GERMAN.read_text(encoding="utf-8").splitlines() if len(line) > 3]
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text("\n\n".join((lines * 2)[:40]), encoding="utf-8")
        command = translating(article)
        run(command, ROOT)
        used = [run(command, ROOT) for _ in range(runs)]
    medians = [f"{statistics.median(column):.2f}" for column in zip(*map(astuple, used), strict=True)]
    columns = ("article", "runs", *MEASURES[:3])
    return Table("throughput, deen translate", columns, (("40 lines", str(runs), *medians),))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("text", nargs="?", type=Path)
    options.add_argument("--runs", type=positive, default=3, help="runs of each way, or pairs")
    options.add_argument("--limit", type=positive, default=10_000, help="sentences of TEXT")
    options.add_argument("--against", type=Path, metavar="DIR", help="another checkout of deen")
    given = options.parse_args()
    existing([given.text or GERMAN], NEWSTEST)
    name = (given.text or GERMAN).name
    text = (given.text or GERMAN).read_text(encoding="utf-8")
    segments = text.splitlines() if given.text else [segment.text for segment in PlainText().document(text).segments]
    sentences = segments[: given.limit]
    if given.against:
        if not (given.against / "translate").is_dir():
            raise fail(f"{given.against}: no checkout of deen: there is no folder translate in it")
        show(against(given.against.resolve(), name, sentences, given.runs), given.record)
        return
    # Before this process grows: what a child held counts what its parent held when it began.
    whole = whole_command(given.runs)
    show(ways(name, sentences, given.runs), given.record)
    show(whole, given.record)


if __name__ == "__main__":
    main()
