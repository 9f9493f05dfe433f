"""Whether a server answers whatever it is sent, and never with an error of its own.

    python benchmarks/malformed.py [--requests N] [--seed N]

So many requests go to a server in this process, whose engine copies what it gets: to all of its paths and to such
as are none, with its own fields, with others, with broken JSON, forms, files and HTTP. An answer with 500, one that
shows Python, one that does not come, and a server that no longer answers are failures: each is shown with its number,
and the exit code is 1. The same seed makes the same requests.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hostile.copying import Copying
from recording import fail, positive
from starlette.routing import Route

from glossary import store
from translate.options import Options
from translate.server import app, running
from translate.server.connections import Connection
from translate.server.service import Service
from translate.server.settings import Settings

CLIENTS = 64
SECONDS = 60
METHODS = ("POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW")
NAMES = (
    "q", "text", "source", "target", "source_lang", "target_lang", "format", "terms",
    "alternatives", "tag_handling", "file",
    "glossary_id", "split_sentences", "ignore_tags", "name", "entries", "entries_format",
    "dictionaries", "kind", "note",
    "forms", "api_key", "limit", "output_format", "document_key", "context", "formality", "model_type",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    "Das Haus ist alt.", "de", "en", "DE", "EN-GB", "auto", "text", "html", "xml", "json", "tsv",
    "<p>a</p>", "<a><b></a>", "a\tb",
    "a\tb\nc", "", " ", "\x00", "\ud800", "ä" * 300, "%s%n{}", "../../etc/passwd", "'\";--", 0, 1,
    -1, 1e308, 10**30, True, None,
    [], {}, [[]], [None], {"a": {}}, ["Haus", 1], ["Haus", "Hund"], [{"source": "Haus", "target": "home"}],
    [{"source": 1}],
    [{"source_lang": "de", "target_lang": "en", "entries": "a\tb", "entries_format": "tsv"}],
)  # fmt: skip
KINDS = (
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "multipart/form-data",
    "text/plain", "application/json; charset=utf-16", "", "a/b; c=\"",
)  # fmt: skip
FILES = (
    "a.txt",
    "a.docx",
    "a.pdf",
    "a.html",
    "a.xlf",
    "a.json",
    "a.srt",
    "a.md",
    "a.csv",
    "a.epub",
    "a",
    "../a.txt",
    "a.exe",
    ".tmx",
)
HEADERS = (
    "Accept: text/event-stream", "Authorization: Bearer x", "Authorization:",
    "Content-Encoding: gzip", "Expect: 100-continue",
    "Origin: http://evil.example", "Range: bytes=0-", "Cookie: a=b", "Host: evil.example",
    "Content-Length: -1", "X: \x00",
    "Content-Length: 99999999999", "Transfer-Encoding: chunked",
    "Upgrade: websocket\r\nConnection: Upgrade", "Accept-Language: xx",
    "Access-Control-Request-Method: POST", "If-None-Match: *", "no colon", "Content-Type: \xff", "X: " + "y" * 70000,
)  # fmt: skip


def path(chance: random.Random, known: str) -> str:
    """A path of the server, or one that is near it."""
    holes = ("x", "0" * 8, "de", "..", "%00", "ä", "")
    found = re.sub(r"\{[^}]*\}", lambda _: chance.choice(holes), known)
    if chance.random() < 0.1:
        at = chance.randrange(len(found) + 1)
        found = found[:at] + chance.choice(("/", "..", "%2e%2e/", "%ff", "?", "#", "//", "x" * 500)) + found[at:]
    if chance.random() < 0.2:
        values = ("", "x", "1", "-5", "%00", "de")
        found += "?" + "&".join(f"{chance.choice(NAMES)}={chance.choice(values)}" for _ in range(3))
    return found


def body(chance: random.Random, kind: str) -> bytes:
    """A body of a content type, as a rule such as it says."""
    given = {chance.choice(NAMES): chance.choice(VALUES) for _ in range(chance.randrange(8))}
    if chance.random() < 0.6:
        given |= {"q": "Haus", "text": "Haus", "source": "de", "target": "en", "target_lang": "EN"}
        given |= {chance.choice(NAMES): chance.choice(VALUES)}
    texts = {name: str(value).encode("utf-8", "replace") for name, value in given.items()}
    if "json" in kind:
        made = json.dumps(given).encode()
    elif "multipart" in kind:
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + texts[name] for name in texts
        ]
        name, data = (
            chance.choice(FILES),
            chance.choice((b"", b"Haus", b"PK\x03\x04", b"%PDF-1.4", b"<p>Haus", b"{", chance.randbytes(50))),
        )
        parts.append(f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + data)
        made = b"\r\n".join((*parts, b"--b--\r\n"))
    else:
        made = b"&".join(name.encode() + b"=" + text.replace(b"&", b"") for name, text in texts.items())
    if chance.random() < 0.15:
        at = chance.randrange(len(made) + 1)
        made = made[:at] + chance.randbytes(chance.randrange(5)) + made[at + chance.randrange(9) :]
    return made


def request(chance: random.Random, known: Sequence[tuple[str, str]]) -> bytes:
    """A request, which ends its connection."""
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(1, 200)) + b"\r\n\r\n"
    kind = chance.choice(KINDS)
    data = body(chance, kind)
    headers = [f"Content-Type: {kind}", "Connection: close"]
    lied = chance.random() < 0.15
    headers += [] if lied and chance.random() < 0.5 else [f"Content-Length: {len(data)}", "Host: localhost"]
    headers += chance.sample(HEADERS, chance.randrange(1, 3)) if lied else []
    where, method = chance.choice(known)
    if chance.random() < 0.1:
        method = chance.choice(METHODS)
    lines = [f"{method} {path(chance, where)} HTTP/1.{chance.choice('1110')}", *headers]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + data


async def answered(port: int, data: bytes) -> bytes:
    """The answer to a request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        return await reader.read()
    except ConnectionError:
        return b"reset"
    finally:
        writer.close()


def fault(answer: bytes) -> str:
    """What is wrong with an answer, if anything is."""
    if not answer:
        return "no answer"
    if re.match(rb"HTTP/1\.[01] 5(?!03)", answer):
        return "an error of the server"
    return "shows Python" if b"Traceback" in answer or b'.py"' in answer else ""


async def fuzzed(port: int, known: Sequence[tuple[str, str]], requests: int, seed: int) -> int:
    """Send the requests; how many failed."""
    statuses: Counter[str] = Counter()
    numbers, failed = iter(range(requests)), 0

    async def client() -> None:
        nonlocal failed
        for number in numbers:
            data = request(random.Random(f"{seed} {number}"), known)
            try:
                answer = await asyncio.wait_for(answered(port, data), SECONDS)
            except TimeoutError:
                answer = b""
            statuses[answer[9:12].decode("latin-1") if answer.startswith(b"HTTP") else "none"] += 1
            if wrong := fault(answer):
                failed += 1
                print(f"{number}: {wrong}: {data[:400]!r}: {answer[:200]!r}")

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    print(", ".join(f"{count} with {status}" for status, count in sorted(statuses.items())))
    if not (await answered(port, b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).endswith(
        b'"ok"}'
    ):
        failed += 1
        print("the server no longer answers")
    return failed


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The port of a server in a thread that waits for nobody, and its paths with their methods."""
    Connection.idle = 1.0
    settings = Settings(
        folder, Options(memory=False), hosts=("localhost",), origins=("http://page.example",), body=1 << 16
    )
    application = app.create(Service(settings, print, Copying()))
    bound, ready = running.listening("127.0.0.1", 0), threading.Event()
    server = running.Stoppable(application, ready.set)
    thread = threading.Thread(target=server.run, args=([bound],), daemon=True)
    thread.start()
    ready.wait()
    try:
        routes = [route for route in application.routes if isinstance(route, Route)]
        yield (
            bound.getsockname()[1],
            [(route.path, method) for route in routes for method in sorted(route.methods or ())],
        )
    finally:
        server.should_exit = True
        thread.join()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--requests", type=positive, default=50_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # What is changed here is nobody's glossary.
        if store.own_file().exists():
            raise fail(f"{store.own_file()} is somebody's: run with DEEN_HOME=$(mktemp -d)")
        with served(Path(folder)) as (port, known):
            failed = asyncio.run(fuzzed(port, known, given.requests, given.seed))
        store.own_file().unlink(missing_ok=True)
    print(f"{given.requests} requests, {failed} failures")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
