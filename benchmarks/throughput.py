"""How fast deen translates, against the ways to use the same model that it competes with.

    python benchmarks/throughput.py [TEXT] [--runs N]

TEXT has one German sentence a line; without it, the sentences of examples/nordkorea.de.txt are used. Each way is
run N times, interleaved, and the medians are compared: what else the machine does then slows all alike.

- deen: CTranslate2, int8, all sentences in one call
- CTranslate2, one sentence at a time, at its defaults (beam 2, float32 threads as it likes)
- transformers generate, beam 4, one sentence at a time

Last, `deen translate` of an article of 40 lines with the shipped glossary, from process start, with the model already
converted: wall time and the most memory it held, medians of five runs.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from translate.documents.plain import PlainText
from translate.engines import loading
from translate.engines.base import Request
from translate.options import Options

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    example = (ROOT / "examples" / "nordkorea.de.txt").read_text(encoding="utf-8")
    if arguments.text:
        sentences = arguments.text.read_text(encoding="utf-8").splitlines()
    else:
        sentences = [segment.text for segment in PlainText().document(example).segments]

    # Before this process grows: what a child held counts what its parent held when it began.
    whole = whole_command(example)
    ways: dict[str, Callable[[], object]] = {
        "deen": deen(sentences),
        "CTranslate2, one at a time": ctranslate2_alone(sentences),
        "transformers, one at a time": transformers_alone(sentences),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(arguments.runs):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - began)
    ours = statistics.median(seconds["deen"])
    print(f"{len(sentences)} sentences, medians of {arguments.runs} runs")
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:30} {median:7.2f} s  {len(sentences) / median:7.1f} sentences/s  {median / ours:5.1f}×")
    print(whole)


def deen(sentences: list[str]) -> Callable[[], object]:
    engine = loading.load(Options(device="cpu"), print)
    requests = [Request(sentence) for sentence in sentences]
    return lambda: engine.translate(requests)


def ctranslate2_alone(sentences: list[str]) -> Callable[[], object]:
    import ctranslate2

    from translate.engines import conversion, marian
    from translate.engines.tokenizer import Tokenizer

    model = marian.read(loading.find("de-en"))
    with tempfile.TemporaryDirectory() as folder:
        conversion.convert(model, "float32", Path(folder) / "model")
        translator = ctranslate2.Translator(str(Path(folder) / "model"))
    tokenizer = Tokenizer(model.directory)
    pieces = [[*tokenizer.source(sentence).pieces, "</s>"] for sentence in sentences]
    return lambda: [translator.translate_batch([one]) for one in pieces]


def transformers_alone(sentences: list[str]) -> Callable[[], object]:
    from transformers import MarianMTModel, MarianTokenizer

    directory = loading.find("de-en")
    model = MarianMTModel.from_pretrained(directory, dtype="float32").eval()
    tokenizer = MarianTokenizer.from_pretrained(directory)

    def run() -> None:
        for sentence in sentences:
            model.generate(**tokenizer(sentence, return_tensors="pt"), num_beams=4)

    return run


def whole_command(example: str) -> str:
    lines = [line for line in example.splitlines() if len(line) > 3]
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text("\n\n".join((lines * 2)[:40]), encoding="utf-8")
        command = [sys.executable, "-m", "translate.cli", "translate", str(article), "--no-memory"]
        subprocess.run(command, check=True, capture_output=True)
        seconds, megabytes = [], []
        for _ in range(5):
            began = time.perf_counter()
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            seconds.append(time.perf_counter() - began)
            megabytes.append(used.ru_maxrss / 1024)
            if process.returncode:
                raise SystemExit(f"deen translate ended with {process.returncode}")
    held = statistics.median(megabytes)
    return f"deen translate, 40 lines, from process start: {statistics.median(seconds):.2f} s, {held:.0f} MB"


if __name__ == "__main__":
    main()
