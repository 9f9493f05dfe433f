"""The translator behind all APIs: how many requests it takes at once, and when it gives one up."""

import math
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import anyio
from anyio import from_thread, to_thread

from glossary import store
from glossary.terms import Glossary
from translate.api import Translator
from translate.documents.document import Format
from translate.engines.base import Engine, Hypothesis, ModelFacts, PieceTokenizer, Request
from translate.report import Report, Translation
from translate.server.batching import Batching
from translate.server.settings import Settings
from translate.server.uploads import Uploads

R = TypeVar("R")

# Requests that are in their threads at once: enough to fill a batch. The others wait.
_THREADS = 64
# Seconds between two looks at whether a client is still there.
_LOOK = 1.0

# Whether the client of a request has gone.
Gone = Callable[[], Awaitable[bool]]
# Sends a translation to the client.
Tell = Callable[[Translation], Awaitable[None]]
# Tells the client how many sentences there are.
Begin = Callable[[int], Awaitable[None]]
# The data of a document, and the format that reads them.
Unread = tuple[bytes, Format[Any]]


class Busy(Exception):
    """As many requests as may be are translated or wait for it: come again in `retry_after` seconds."""

    retry_after = 5


class GivenUp(Exception):
    """A request took too long, or nobody waits for its answer any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """How long a request may take, in the time of `time.monotonic`; `stopped` is set when it is given up before."""

    until: float
    stopped: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Raise `GivenUp` once nobody waits any more."""
        if self.stopped.is_set() or time.monotonic() > self.until:
            raise GivenUp


@dataclass(frozen=True, slots=True)
class _Stoppable:
    """An engine for one request, which costs nothing more once that is given up."""

    engine: Batching
    ticket: Ticket

    @property
    def facts(self) -> ModelFacts:
        return self.engine.facts

    @property
    def tokenizer(self) -> PieceTokenizer:
        return self.engine.tokenizer

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.ticket.check()
        return self.engine.translate(requests, repetition_penalty=repetition_penalty, check=self.ticket.check)

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        self.ticket.check()
        return self.engine.alternatives(request, count)


class Service:
    """One translator for all clients of a server.

    `notify` is told what whoever runs the server should know; `engine` stands in for the one that the settings ask
    for. Raises `DeenError` for a model or a glossary that cannot be used.
    """

    def __init__(self, settings: Settings, notify: Callable[[str], None], engine: Engine | None = None) -> None:
        self.settings = settings
        self._translator = Translator.of(settings.options, self.glossary(), notify)
        self._batching = Batching(engine or self._translator.engine)
        self.uploads = Uploads()
        self._limiter: anyio.CapacityLimiter | None = None
        self._tickets: set[Ticket] = set()

    @property
    def engine(self) -> Engine:
        """The engine that all requests share."""
        return self._batching

    @property
    def taken(self) -> int:
        """How many requests are translated or wait for it."""
        return len(self._tickets)

    def glossary(self) -> Glossary:
        """The glossary that counts for all: shipped, the user's own as it is now, and the files that were given.

        Raises `GlossaryError` for a file that cannot be read.
        """
        if not self.settings.shared:
            return Glossary()
        files = tuple((path, *_version(path)) for path in store.layers(self.settings.glossaries))
        return _loaded(files)

    async def translate(self, documents: Sequence[Unread], glossary: Glossary, gone: Gone) -> list[Report]:
        """Translate documents with a glossary; `gone` is asked now and then whether anybody still waits.

        Raises `Busy` if too many requests are there, `GivenUp` if this one took too long or nobody waits for it, and
        `DocumentError` for data that cannot be read.
        """

        def work(ticket: Ticket) -> list[Report]:
            with self._translating(ticket) as translator:
                parsed = [(form.parse(data, ""), form) for data, form in documents]
                return translator.translate_many(parsed, glossary=glossary)

        return await self.run(work, gone)

    async def alternatives(self, unread: Unread, glossary: Glossary, count: int, gone: Gone) -> list[Report]:
        """Translate a document as `Translator.alternatives` does; raises as `translate` does."""

        def work(ticket: Ticket) -> list[Report]:
            data, form = unread
            with self._translating(ticket) as translator:
                return translator.alternatives(form.parse(data, ""), form, count, glossary=glossary)

        return await self.run(work, gone)

    async def stream(
        self, data: bytes, form: Format[Any], glossary: Glossary, gone: Gone, tell: Tell, begin: Begin
    ) -> Report:
        """Translate a document, and tell of each sentence as soon as it is there; raises as `translate` does.

        Before the first `begin` is told how many there are. No thread waits for whoever takes long to be told.
        """
        self._check_room()
        there, untold = anyio.create_memory_object_stream[Translation | int](math.inf)

        async def telling() -> None:
            async with untold:
                async for one in untold:
                    await (begin(one) if isinstance(one, int) else tell(one))

        def work(ticket: Ticket) -> Report:
            done = []
            with self._translating(ticket) as translator:
                document = form.parse(data, "")
                from_thread.run_sync(there.send_nowait, len(document.segments))
                for translation in translator.stream_document(document, glossary=glossary):
                    ticket.check()
                    from_thread.run_sync(there.send_nowait, translation)
                    done.append(translation)
                return Report.of(document, form, done)

        async with anyio.create_task_group() as group:
            group.start_soon(telling)
            with there:
                done = await self._outcome(work, gone)
        return done.result()

    async def run(self, work: Callable[[Ticket], R], gone: Gone) -> R:
        """Do what takes long in a thread; raises as `translate` does."""
        self._check_room()
        return (await self._outcome(work, gone)).result()

    @contextmanager
    def _translating(self, ticket: Ticket) -> Iterator[Translator]:
        """The translator for one request."""
        with self._batching.caller():
            yield self._translator.with_engine(_Stoppable(self._batching, ticket))

    def _check_room(self) -> None:
        if self.taken >= self.settings.requests:
            raise Busy

    async def _outcome(self, work: Callable[[Ticket], R], gone: Gone) -> "Future[R]":
        """What the work gave or raised."""
        self._limiter = self._limiter or anyio.CapacityLimiter(_THREADS)
        ticket = Ticket(time.monotonic() + self.settings.seconds)
        self._tickets.add(ticket)
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_watch, ticket, gone)
                done = await to_thread.run_sync(_attempted, work, ticket, limiter=self._limiter)
                group.cancel_scope.cancel()
        finally:
            self._tickets.discard(ticket)
        return done

    def close(self) -> None:
        """Give up what nobody waits for any more, and take nothing more."""
        for ticket in tuple(self._tickets):
            ticket.stopped.set()
        self._batching.close()
        self.uploads.close()


def _version(path: Path) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _loaded(files: tuple[tuple[Path, int, int], ...]) -> Glossary:
    return Glossary.merge(*(store.entries(path) for path, _, _ in files))


def _attempted(work: Callable[[Ticket], R], ticket: Ticket) -> "Future[R]":
    """What the work gave or raised: a task group would wrap what is raised in it."""
    done: Future[R] = Future()
    try:
        ticket.check()
        done.set_result(work(ticket))
    except Exception as error:
        done.set_exception(error)
    return done


async def _watch(ticket: Ticket, gone: Gone) -> None:
    """Stop a request when its client has gone."""
    while not await gone():
        await anyio.sleep(_LOOK)
    ticket.stopped.set()
