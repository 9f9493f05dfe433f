"""How fast `deen serve` answers many clients, against the same model without a server.

    python benchmarks/serving.py [TEXT] [--clients N,N] [--limit N] [--runs N] [--record]
    python benchmarks/serving.py --requests N [--copying]

TEXT has one German sentence a line; without it, the sentences of examples/nordkorea.de.txt are used. Each client of a
server on this machine's own address sends one sentence a request (LibreTranslate's API, no memory, no sentence twice)
and the next when it has the answer. Beside it `Translator.translate_many` has all sentences at once; both run N times
in turns, and what is told are medians: sentences a second, their ratio, the time of an answer (half of all and 99 of
100 are faster) and the seconds of the processor for 1000 sentences.

With --requests, so many go to one server, and its memory is told as they go on: a sentence in each way of all
that are translated, plain, with alternatives, as events, a form, and a file that is fetched. With --copying the
engine of the server copies its source, which is quick: what is measured is all but the model.
"""

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import httpx
import psutil
from recording import GERMAN, NEWSTEST, ROOT, Table, existing, fail, parser, positive, show

from translate.formats.plain import PlainText

CLIENTS = "1,8,64"
HEAD = "POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
# What the side without a server runs, over the lines of its standard input.
ALONE = """
import sys, time
from translate import Translator
from translate.formats.plain import PlainText
made, form = Translator(memory=False), PlainText()
made.translate("Das Haus ist alt.")
sentences = sys.stdin.read().splitlines()
cpu, began = time.process_time(), time.perf_counter()
made.translate_many([(form.document(sentence), form) for sentence in sentences])
print(time.perf_counter() - began, time.process_time() - cpu)
"""

# The command around an engine that copies.
COPYING = """
import sys
from hostile.copying import Copying
from translate.cli import deen
from translate.engines import loading
loading.load = lambda options, notify: Copying()
deen(sys.argv[1:])
"""
# Clients that ask at once while memory is measured.
TOGETHER = 8


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds of a run, those of the processor, and those of each answer."""

    wall: float
    cpu: float
    answers: tuple[float, ...] = ()


@contextmanager
def served(*, copying: bool = False) -> Iterator[tuple[int, psutil.Process]]:
    """A server of this checkout without a memory: its port and its process."""
    options = ["serve", "--port", "0", "--no-memory"]
    command = (
        [sys.executable, "-c", COPYING, *options] if copying else [sys.executable, "-m", "translate.cli", *options]
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tools")))}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr
        try:
            for line in process.stderr:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                    yield int(found[1]), psutil.Process(process.pid)
                    break
            else:
                raise fail("deen serve did not start")
        finally:
            process.terminate()


async def asked(port: int, sentences: Sequence[str], clients: int) -> list[float]:
    """The seconds of each answer, with so many clients that share the sentences."""
    left, seconds = deque(sentences), []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while left:
            body = json.dumps({"q": left.popleft(), "source": "de", "target": "en"}).encode()
            head = f"{HEAD}Content-Length: {len(body)}"
            began = time.perf_counter()
            writer.write(f"{head}\r\n\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", answer)
            told = await reader.readexactly(int(length[1]) if length else 0)
            seconds.append(time.perf_counter() - began)
            if not answer.startswith(b"HTTP/1.1 200 "):
                raise fail(told.decode())
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return seconds


def with_server(port: int, process: psutil.Process, sentences: Sequence[str], clients: int) -> Took:
    """All sentences through the server."""
    before = process.cpu_times()
    began = time.perf_counter()
    answers = asyncio.run(asked(port, sentences, clients))
    wall, after = time.perf_counter() - began, process.cpu_times()
    return Took(wall, after.user + after.system - before.user - before.system, tuple(answers))


def alone(sentences: Sequence[str]) -> Took:
    """All sentences without a server."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", ALONE]
    told = subprocess.run(
        command, input="\n".join(sentences), capture_output=True, text=True, env=environment, check=True
    )
    wall, cpu = map(float, told.stdout.split())
    return Took(wall, cpu)


def measured(name: str, sentences: Sequence[str], several: Sequence[int], runs: int) -> Table:
    """The table of all counts of clients beside the side without a server."""
    took: dict[int, list[Took]] = {clients: [] for clients in (0, *several)}
    with served() as (port, process):
        with_server(port, process, sentences[:8], 1)
        for _ in range(runs):
            took[0].append(alone(sentences))
            for clients in several:
                took[clients].append(with_server(port, process, sentences, clients))
    rows = []
    for clients, some in took.items():
        pairs = zip(took[0], some, strict=True)
        ratio = statistics.median(without.wall / one.wall for without, one in pairs)
        answers = sorted(seconds for one in some for seconds in one.answers)
        times = [f"{1000 * answers[int(len(answers) * part)]:.0f}" for part in (0.5, 0.99)] if answers else ["–", "–"]
        speed = len(sentences) / statistics.median(one.wall for one in some)
        cpu = 1000 * statistics.median(one.cpu for one in some) / len(sentences)
        way = f"{clients} clients" if clients else "no server"
        rows.append((name, str(len(sentences)), str(runs), way, f"{speed:.1f}", f"{ratio:.2f}", *times, f"{cpu:.1f}"))
    columns = ("text", "sentences", "runs", "way", "sentences/s", "of no server", "p50, ms", "p99, ms", "CPU s/1000")
    return Table("serving", columns, tuple(rows))


def mixed(session: httpx.Client, address: str, number: int) -> None:
    """One request in one of the ways of asking."""
    text = f"Das Haus {number} in der {number % 97}. Straße ist alt, sagt Frau Nr. {number}."
    given = {"q": text, "source": "de", "target": "en"}
    deepl = {"text": [text], "target_lang": "EN-US", "source_lang": "DE"}
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/translate", {"json": given}),
        ("/translate", {"data": given | {"format": "html"}}),
        ("/translate", {"json": given | {"alternatives": 2}}),
        ("/v1/translate", {"json": {"text": text}}),
        ("/v1/translate", {"json": {"text": text}, "headers": {"Accept": "text/event-stream"}}),
        ("/v2/translate", {"json": deepl | {"tag_handling": "xml"}}),
        ("/translate_file", {"data": given, "files": {"file": (f"{number}.txt", text.encode())}}),
        ("/translate", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
    )
    path, asked = ways[(number + number // TOGETHER) % len(ways)]
    answer = session.post(address + path, **asked)
    if answer.status_code != (400 if "content" in asked else 200):
        raise fail(f"{path}: {answer.status_code} {answer.text}")
    if path == "/translate_file":
        session.get(answer.json()["translatedFileUrl"]).raise_for_status()


def memory(count: int, *, copying: bool) -> Table:
    """The memory of a server after each tenth of so many requests."""
    step = max(count // 10, 1)
    rows = []
    with served(copying=copying) as (port, process), ThreadPoolExecutor(TOGETHER) as pool:
        sessions = [httpx.Client(timeout=300) for _ in range(TOGETHER)]

        def client(which: int, numbers: range) -> None:
            for number in numbers[which::TOGETHER]:
                mixed(sessions[which], f"http://127.0.0.1:{port}", number)

        for first in range(0, count, step):
            numbers = range(first, min(first + step, count))
            list(pool.map(client, range(TOGETHER), repeat(numbers)))
            held = process.memory_info().rss / 2**20
            engine = "copying" if copying else "bundled"
            row = (engine, str(numbers.stop), f"{held:.0f}", str(process.num_threads()), str(process.num_fds()))
            rows.append(row)
            print(*row, file=sys.stderr)
    return Table("serving, memory", ("engine", "requests", "MiB", "threads", "open files"), tuple(rows))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("text", nargs="?", type=Path)
    options.add_argument("--clients", default=CLIENTS, help="how many clients at once")
    options.add_argument("--limit", type=positive, default=512, help="sentences of TEXT")
    options.add_argument("--runs", type=positive, default=3)
    options.add_argument("--requests", type=positive, help="measure memory over so many requests")
    options.add_argument("--copying", action="store_true", help="measure it without a model")
    given = options.parse_args()
    if given.requests:
        show(memory(given.requests, copying=given.copying), given.record)
        return
    existing([given.text or GERMAN], NEWSTEST)
    text = (given.text or GERMAN).read_text(encoding="utf-8")
    segments = text.splitlines() if given.text else [segment.text for segment in PlainText().document(text).segments]
    sentences = list(dict.fromkeys(filter(None, segments)))[: given.limit]
    show(
        measured((given.text or GERMAN).name, sentences, [int(part) for part in given.clients.split(",")], given.runs),
        given.record,
    )


if __name__ == "__main__":
    main()
