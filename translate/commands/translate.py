"""`deen translate`: the main job."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary import outputs, store
from glossary.terms import Glossary
from glossary.voice import give, notify, notify_once, say
from translate.commands.options import FILE, Finite, Glossaries, translation_options
from translate.commands.progress import Extent, progress_bar
from translate.options import Options

if TYPE_CHECKING:
    from translate.api import Translator
    from translate.commands.doubtful import Doubtful
    from translate.commands.inputs import Input
    from translate.commands.page_files import PageFiles
    from translate.documents.document import Document, Format
    from translate.pipeline import Progress
    from translate.report import Report, Translation
    from translate.report_lines import ReportLines


_STDIN = "-"
# The ending of a report of lines.
_LINES = ".jsonl"


@click.command("translate")
@click.argument("articles", metavar="[FILE…|-]", nargs=-1)
@click.option("-o", "--output", metavar="PATH",
              help="Write to this file (.xlf or .tmx: for a translator's program); or into this folder, under the "
                   "article's name.")  # fmt: skip
@click.option("--format", "forced", metavar="NAME", help="Read all files as of this format, whatever their names.")
@click.option("--recursive", is_flag=True, help="Take the files in folders, but for those that are up to date.")
@click.option("--bilingual", is_flag=True, help="Write the English beside the German, paragraph by paragraph.")
@click.option("--article", is_flag=True, help="Take the article out of a saved page, and write it as Markdown.")
@click.option("--field", "fields", metavar="NAME", multiple=True,
              help="Translate this column (CSV), path (JSON) or key (front matter); repeat for several.")  # fmt: skip
@translation_options()
@click.option("--no-repair", is_flag=True, help="Take the text as it is, scrape damage and all.")
@click.option("--clean", is_flag=True, help="Leave out navigation, share buttons, photo credits and the like.")
@click.option("--report", "report_file", metavar="FILE", type=FILE, help="Write what happened, as JSON; if the name "
              "ends in .jsonl, a line a sentence, while it is translated.")  # fmt: skip
@click.option("--html", metavar="PATH", help="Write a page of source and translation side by side; into this folder, a "
              "page an article and a list of them.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 if a term is missing from the translation.")
@click.option("--min-confidence", "least", metavar="P", type=Finite(0, 1), help="With --strict: exit with 1 too if the "
              "confidence of a sentence is lower, from 0 to 1.")  # fmt: skip
@click.option("--quiet", is_flag=True, help="Say nothing of what happened, only what is wrong with the input.")
def command(
    options: Options,
    glossaries: Glossaries,
    articles: Sequence[str],
    output: str | None,
    forced: str | None,
    recursive: bool,
    bilingual: bool,
    article: bool,
    fields: tuple[str, ...],
    no_repair: bool,
    clean: bool,
    report_file: Path | None,
    html: str | None,
    strict: bool,
    least: float | None,
    quiet: bool,
) -> None:
    """Translate German articles and documents into English, each in its own format.

    Reads standard input if no FILE is given or FILE is -; writes to standard output unless -o is given, and beside the
    source, as name.en.ext, what is no text. The format is told by the file's name, else by its content.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from translate.api import Translator
    from translate.commands import inputs, page_files
    from translate.errors import DocumentError, ModelError
    from translate.formats import choice
    from translate.formats.choice import Settings

    if least is not None and not strict:
        raise click.UsageError("--min-confidence is what --strict asks for: give --strict too")
    settings = Settings(not no_repair, clean, article, bilingual, fields)
    kind = choice.called(forced) if forced is not None else None
    names = list(articles) or [_STDIN]
    folder = page_files.folder(names, html, recursive=recursive)
    wanted = inputs.of(names, output, recursive=recursive, as_markdown=article, forced=kind, apart=folder)
    for notice in wanted.notices:
        notify(notice)
    pages = page_files.PageFiles(wanted, html, folder)
    inputs.check(wanted, output, [report_file, *pages.all], glossaries.files, pages.folders)
    glossary_of = _loading(glossaries, [one.name for one in wanted.files])
    inputs.make_folders(wanted, output, pages.folders)
    translator = Translator.of(options, Glossary(), notify)
    if least is not None and translator.engine.facts.calibration is None:
        raise ModelError(f"{options.model}: no confidence is known of this model; deen model calibrate finds it out")
    work = _Work(translator, glossary_of, partial(choice.parsed, forced=forced, settings=settings), least or 0.0)
    whole = report_file is not None and report_file.suffix.lower() != _LINES
    with nullcontext() if whole or not report_file else _lines(report_file, translator) as lines:
        done = work.translated(wanted.files, pages, lines, keep=whole)
    if not quiet:
        _tell(done, several=len(wanted.files) > 1)
        if translator.engine.facts.calibration is None:
            notify(f"no confidence is known of {options.model}; deen model calibrate finds it out")
    if report_file and whole:
        _write(done, translator, report_file)
    pages.write_list()
    if len(done) < len(wanted.files):
        sys.exit(DocumentError.exit_code)
    if strict and any(one.exit_code for one in done):
        sys.exit(1)


def _loading(glossaries: Glossaries, names: Sequence[str]) -> Callable[[str], Glossary]:
    """What gives the glossary of a file; all were read once, so that what is wrong is told before any work is done."""
    tell = notify_once()
    load = lru_cache(maxsize=1)(lambda beside: glossaries.load(beside, tell))

    def beside(name: str) -> Path | None:
        folder = None if name == _STDIN else Path(name).parent
        return folder if folder and (folder / store.FILE_NAME).is_file() else None

    for folder in dict.fromkeys(map(beside, names)):
        load(folder)
    return lambda name: load(beside(name))


def _tell(done: "Sequence[_Done]", *, several: bool) -> None:
    """Say what happened."""
    from translate.commands import doubtful

    for one in done:
        prefix = f"{one.name}: " if several else ""
        if one.names:
            notify(f"{prefix}{one.names}")
        notify(f"{prefix}{one.summary}")
    if first := doubtful.least(sentence for one in done for sentence in one.doubtful):
        notify("look at these first; the number is the share of such sentences that a reader would let stand")
        for line in doubtful.lines(first, several=several):
            say(line)


def _write(done: "Sequence[_Done]", translator: "Translator", report_file: Path) -> None:
    """Write what happened."""
    from translate.report import as_json

    outputs.write_pieces(report_file, as_json(_head(translator), [one.report for one in done if one.report]))


@contextmanager
def _lines(report_file: Path, translator: "Translator") -> "Iterator[ReportLines]":
    """What writes a report line by line, while the articles are translated."""
    from translate.report_lines import ReportLines

    with outputs.writing(report_file) as put:
        yield ReportLines(put, _head(translator))


def _head(translator: "Translator") -> dict[str, str]:
    from importlib.metadata import version

    return {"deen": version("deen-mt"), "engine": translator.engine.facts.key}


@dataclass(frozen=True, slots=True)
class _Done:
    """What is known of a file that was translated; its report only if somebody asks for it, of names what to say."""

    name: str
    summary: str
    names: str
    doubtful: "Sequence[Doubtful]"
    exit_code: int
    report: "Report | None"


class _Work:
    """Translates file after file: of many, one at a time is read and held."""

    def __init__(
        self,
        translator: "Translator",
        glossary_of: Callable[[str], Glossary],
        parsed: "Callable[[str], tuple[Document, Format[Any]]]",
        least: float,
    ) -> None:
        self._translator, self._glossary_of, self._parsed, self._least = translator, glossary_of, parsed, least

    def translated(
        self, files: "Sequence[Input]", pages: "PageFiles", lines: "ReportLines | None", *, keep: bool
    ) -> list[_Done]:
        """Translate all files, and write each translation as soon as it is there, its page, and the lines of a report.

        Of several, one that cannot be read is told and left out; of one it raises `DocumentError`.
        """
        from translate.errors import DocumentError

        found: list[_Done] = []
        extent = Extent([_size(one.name) for one in files])
        with progress_bar(files[0].name if len(files) == 1 else f"{len(files)} files") as progress:
            for number, one in enumerate(files):
                try:
                    report = self._report(one, lines, lambda done, total: progress(*extent.of_all(done, total)))
                except DocumentError as error:
                    if len(files) == 1:
                        raise
                    notify(str(error))
                    extent.next(0)
                    continue
                _give_out(report, one.target)
                pages.write(number, report)
                extent.next(len(report.document.segments))
                found.append(self._done(one.name, report, keep=keep))
        return found

    def _done(self, name: str, report: "Report", *, keep: bool) -> _Done:
        from translate.commands import doubtful

        return _Done(
            name,
            report.summary(),
            _names(name, report),
            doubtful.first(report),
            report.exit_code or int((report.lowest_confidence or 1.0) < self._least),
            report if keep else None,
        )

    def _report(self, one: "Input", lines: "ReportLines | None", progress: "Progress") -> "Report":
        from translate.report import Report

        document, form = self._parsed(one.name)
        for notice in document.notices:
            notify(f"{one.name}: {notice}")
        glossary = self._glossary_of(one.name)
        if lines:
            lines.begin(document)
        progress(0, len(document.segments))
        translations: list[Translation] = []
        for translation in self._translator.stream_document(document, glossary=glossary):
            translations.append(translation)
            if lines:
                lines.add(translation)
            progress(len(translations), len(document.segments))
        report = Report.of(document, form, translations)
        if lines:
            lines.end(report)
        return report


def _size(name: str) -> int:
    """The bytes of a file, as far as that can be told without reading it."""
    try:
        return 0 if name == _STDIN else Path(name).stat().st_size
    except OSError:
        return 0


def _names(file: str, report: "Report") -> str:
    """The names that were found in a file, and how to keep them; an empty string if there are none."""
    listed = [
        (term.source if term.target == term.source else f"{term.source} → {term.target}")
        + (f" ({count}×)" if count > 1 else "")
        for term, count in report.names.items()
    ]
    advice = "" if file == _STDIN else f"; deen glossary suggest {shlex.quote(file)} --add keeps those you want"
    return f"names that no glossary has: {', '.join(listed)}{advice}" if listed else ""


def _give_out(report: "Report", target: Path | None) -> None:
    if not target:
        give(report.data)
        return
    from translate.commands import inputs
    from translate.formats.exchange import bitext

    if target.suffix.lower() in inputs.BITEXTS and not bitext.is_one(report.document):
        outputs.write(target, bitext.tmx(report) if target.suffix.lower() == ".tmx" else bitext.xliff(report))
    else:
        outputs.write(target, report.data)
