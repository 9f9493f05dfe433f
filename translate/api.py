"""deen from Python: `Translator`."""

import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property, lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from glossary import store
from glossary.matching import Matcher, with_given
from glossary.terms import Found, Glossary, Term
from translate import found_names, pipeline
from translate.documents.document import Document, Format, Segment
from translate.engines import loading
from translate.engines.base import Engine
from translate.engines.store import cache_dir
from translate.errors import EngineError
from translate.formats import choice
from translate.formats.choice import Settings
from translate.formats.plain import PlainText
from translate.lexicon.lookup import Lexicon
from translate.memory import Memory
from translate.options import BEAM_SIZE, BUNDLED, Device, EngineName, Options, Style
from translate.pipeline import Progress
from translate.report import Report, Translation

MEMORY_FILE = "memory.sqlite3"
_STYLE = Style()

D = TypeVar("D", bound=Document)


class Translator:
    """Translates German texts into English with a glossary enforced.

    `model` is the bundled model's name, a hub id or a directory. `glossary` is a file, or several, that go over
    the shipped glossary and the user's own, or a `Glossary` that stands alone; None enforces nothing.
    With `names`, names that it lacks are found in each article and enforced too. `style` is how the English is set.
    With `lexicon` the user's lexicons are asked for words that the model hardly knows. `threads` of the processor
    translate, all that there are if 0: several translators beside each other should have a share each.
    `notify` is told what the user should know: by default it warns.

    Threads may share a translator. Processes may not: in one that was forked after the model was loaded, it raises
    `EngineError`; make the translator there, or start the process by spawn.

    Raises `GlossaryError` for a file that cannot be read; a model that cannot be used raises `ModelError` when
    it is first needed.
    """

    def __init__(
        self,
        model: str | os.PathLike[str] = BUNDLED,
        glossary: Glossary | str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | None = (),
        *,
        engine: EngineName = "ct2",
        device: Device = "auto",
        beam_size: int = BEAM_SIZE,
        repair: bool = True,
        memory: bool = True,
        names: bool = True,
        style: Style = _STYLE,
        lexicon: bool = True,
        threads: int = 0,
        notify: Callable[[str], None] = warnings.warn,
    ) -> None:
        self._options = Options(
            os.fspath(model), engine, device, beam_size, repair, memory, names, style, lexicon, threads
        )  # fmt: skip
        self._notify = notify
        self._finds_names = names and glossary is not None
        self._lock = threading.Lock()
        # That which loaded the engine.
        self._process: int | None = None
        if glossary is None:
            glossary = Glossary()
        if isinstance(glossary, str | os.PathLike):
            glossary = [glossary]
        if not isinstance(glossary, Glossary):
            glossary = store.load([Path(file) for file in glossary], tell=notify)
        self._glossary = glossary

    @classmethod
    def of(cls, options: Options, glossary: Glossary, notify: Callable[[str], None] = warnings.warn) -> "Translator":
        """The translator with these options, which enforces this glossary alone."""
        return cls(
            options.model, glossary, engine=options.engine, device=options.device, beam_size=options.beam_size,
            repair=options.repair, memory=options.memory, names=options.names, style=options.style,
            lexicon=options.lexicon, threads=options.threads, notify=notify,
        )  # fmt: skip

    def with_engine(self, engine: Engine) -> "Translator":
        """The same translator around another engine of the same model; it shares the memory."""
        other = copy(self)
        other.__dict__.update(engine=engine, _memory=self._memory, _dictionary=self._dictionary, _process=os.getpid())
        return other

    @property
    def repair(self) -> bool:
        """Whether scrape damage is mended in what it reads; a format that parses a document for it should be told."""
        return self._options.repair

    @cached_property
    def engine(self) -> Engine:
        """The engine, loaded (and its model converted) when first needed."""
        with self._lock:
            # Of several threads that come at once the first loads it.
            if "engine" not in self.__dict__:
                self.__dict__["engine"] = loading.load(self._options, self._notify)
                self._process = os.getpid()
        return self.__dict__["engine"]  # type: ignore[no-any-return]

    @property
    def _engine_here(self) -> Engine:
        """The engine, in the process that it was loaded in: its threads do not come along into another one."""
        engine = self.engine
        if self._process not in (None, os.getpid()):
            raise EngineError(
                "this translator's model was loaded before the process forked, which its threads do not survive; "
                "make the translator in the child, or start the child by spawn"
            )
        return engine

    @cached_property
    def _dictionary(self) -> Lexicon | None:
        return Lexicon.own(self._notify) if self._options.lexicon else None

    @cached_property
    def _memory(self) -> Memory | None:
        return Memory(cache_dir() / MEMORY_FILE, self._notify) if self._options.memory else None

    def translate(
        self, text: str, *, glossary: Glossary | None = None, progress: Progress = pipeline.no_progress
    ) -> Report:
        """Translate an article; the report carries the text, its sentences and its terms.

        `glossary`, if given, stands in for the translator's own. `progress` is told now and then how many
        sentences of how many are done.
        """
        plain = PlainText(self._options.repair)
        return self.translate_document(plain.document(text), plain, glossary=glossary, progress=progress)

    def translate_file(
        self,
        file: str | os.PathLike[str],
        *,
        bilingual: bool = False,
        glossary: Glossary | None = None,
        progress: Progress = pipeline.no_progress,
    ) -> Report:
        """Translate a file in its own format, which its name tells, or its content; the report carries the new data.

        With `bilingual` these have the English beside the German.
        Raises `DocumentError` for a file that cannot be read.
        """
        settings = Settings(repair=self._options.repair, bilingual=bilingual)
        document, form = choice.parsed(os.fspath(file), None, settings)
        return self.translate_document(document, form, glossary=glossary, progress=progress)

    def translate_document(
        self,
        document: D,
        form: Format[D],
        *,
        glossary: Glossary | None = None,
        progress: Progress = pipeline.no_progress,
    ) -> Report:
        """Translate what a format has parsed; the report carries the data that it renders."""
        [report] = self.translate_many([(document, form)], glossary=glossary, progress=progress)
        return report

    def translate_many(
        self,
        documents: Sequence[tuple[D, Format[D]]],
        *,
        glossary: Glossary | None = None,
        progress: Progress = pipeline.no_progress,
    ) -> list[Report]:
        """Translate documents, each with the format that parsed it, in batches across them; one report each."""
        segments = [segment for document, _ in documents for segment in document.segments]
        found = chain.from_iterable(self._found(document.segments, glossary) for document, _ in documents)
        translations = iter(self._translations(segments, found, progress))
        return [
            Report.of(document, form, list(islice(translations, len(document.segments))))
            for document, form in documents
        ]

    def alternatives(
        self, document: D, form: Format[D], count: int, *, glossary: Glossary | None = None
    ) -> list[Report]:
        """The translation of a document, and behind it at most `count` others, which differ from it in words.

        Each has in the place of every sentence another translation of it; the sentences that have none stay.
        """
        found = list(self._found(document.segments, glossary))
        style = self._options.style
        firsts = self._translations(document.segments, found)
        others = [
            pipeline.alternatives(first, terms, self._engine_here, count, style=style)
            for first, terms in zip(firsts, found, strict=True)
        ]
        several = (
            [of_one[number] if number < len(of_one) else first for first, of_one in zip(firsts, others, strict=True)]
            for number in range(max(map(len, others), default=0))
        )
        return [Report.of(document, form, translations) for translations in (firsts, *several)]

    def stream(self, text: str, *, glossary: Glossary | None = None) -> Iterator[Translation]:
        """Translate an article sentence by sentence: each is there as soon as the engine is done with it."""
        return self.stream_document(PlainText(self._options.repair).document(text), glossary=glossary)

    def stream_document(self, document: Document, *, glossary: Glossary | None = None) -> Iterator[Translation]:
        """Translate the segments of a document one by one; `Report.of` makes a report of them."""
        found = self._found(document.segments, glossary)
        return pipeline.stream(
            document.segments, found, self._engine_here, self._memory,
            style=self._options.style, dictionary=self._dictionary,
        )  # fmt: skip

    def translate_lines(
        self,
        lines: Sequence[str],
        terms: Sequence[Sequence[Term]] | None = None,
        *,
        glossary: Glossary | None = None,
        progress: Progress = pipeline.no_progress,
    ) -> list[Translation]:
        """Translate line by line: no segmenting and no repair, one line in, one line out.

        `terms`, one list a line, are enforced in their own line only, and win over the glossary's. `glossary`, if
        given, stands in for the translator's own.
        """
        segments = [Segment(0, len(line), " ".join(line.split())) for line in lines]
        found = self._found(segments, glossary)
        if terms is not None:
            found = (with_given(s.text, own, one) for s, own, one in zip(segments, terms, found, strict=True))
        return self._translations(segments, found, progress)

    def _translations(
        self, segments: Sequence[Segment], found: Iterable[Found], progress: Progress = pipeline.no_progress
    ) -> list[Translation]:
        return pipeline.translate(
            segments, found, self._engine_here, self._memory, progress,
            style=self._options.style, dictionary=self._dictionary,
        )  # fmt: skip

    def _found(self, segments: Sequence[Segment], glossary: Glossary | None) -> Iterator[Found]:
        glossary = self._glossary if glossary is None else glossary
        matcher = _matcher(glossary)
        if self._finds_names:
            return found_names.surveyed([segment.text for segment in segments], matcher, glossary)
        return (matcher.survey(segment.text) for segment in segments)


@lru_cache(maxsize=4)
def _matcher(glossary: Glossary) -> Matcher:
    return Matcher(glossary)
