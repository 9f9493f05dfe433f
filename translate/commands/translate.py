"""`deen translate`: the main job."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.terms import Glossary
from glossary.voice import notify, notify_once
from translate.commands.options import FILE, Glossaries, translation_options
from translate.commands.progress import progress_bar
from translate.options import Options

if TYPE_CHECKING:
    from translate.api import Translator
    from translate.commands.inputs import Input
    from translate.documents.document import Document, Format
    from translate.formats.choice import Settings
    from translate.pipeline import Progress
    from translate.report import Report


_STDIN = "-"


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
@click.option("--report", "report_file", metavar="FILE", type=FILE, help="Write what happened, as JSON.")
@click.option(
    "--html", "html_file", metavar="FILE", type=FILE, help="Write a page of source and translation side by side."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a term is missing from the translation.")
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
    html_file: Path | None,
    strict: bool,
) -> None:
    """Translate German articles and documents into English, each in its own format.

    Reads standard input if no FILE is given or FILE is -; writes to standard output unless -o is given, and beside the
    source, as name.en.ext, what is no text. The format is told by the file's name, else by its content.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from translate.api import Translator
    from translate.commands import inputs
    from translate.errors import DocumentError
    from translate.formats import choice
    from translate.formats.choice import Settings

    settings = Settings(not no_repair, clean, article, bilingual, fields)
    kind = choice.called(forced) if forced is not None else None
    wanted = inputs.of(list(articles) or [_STDIN], output, recursive=recursive, as_markdown=article, forced=kind)
    for notice in wanted.notices:
        notify(notice)
    if html_file and len(wanted.files) > 1:
        raise DocumentError("--html shows one article; translate the others by themselves")
    tell = notify_once()
    glossary_of = [glossaries.load(_folder(one.name), tell) for one in wanted.files]
    queue = _Queue(wanted.files, forced, settings)
    inputs.check(wanted, output, [report_file, html_file])
    inputs.make_folders(wanted, output)
    translator = Translator.of(options, Glossary(), notify)
    done = _translated(queue, translator, glossary_of, keep=report_file is not None or html_file is not None)
    _tell(done, translator, report_file, html_file)
    if strict and any(one.exit_code for one in done):
        sys.exit(1)


def _tell(done: "Sequence[_Done]", translator: "Translator", report_file: Path | None, html_file: Path | None) -> None:
    """Say what happened, and write it where that is asked for."""
    from translate.documents import files
    from translate.report import as_json

    for one in done:
        prefix = f"{one.name}: " if len(done) > 1 else ""
        if one.names:
            notify(f"{prefix}{one.names}")
        notify(f"{prefix}{one.summary}")
    reports = [one.report for one in done if one.report]
    if report_file:
        head = {"deen": version("deen-mt"), "engine": translator.engine.facts.key}
        files.write_pieces(report_file, as_json(head, reports))
    if html_file:
        from translate.pages import article

        files.write(html_file, article.render(reports[0]))


class _Queue:
    """The files to translate, all of which were read once, so that what cannot be is told before any work is done.

    A document is kept only if it is the only one, or cannot be read again: of a folder there may be many.
    """

    def __init__(self, files: "Sequence[Input]", forced: str | None, settings: "Settings") -> None:
        self.files = files
        self._forced, self._settings = forced, settings
        self._kept: dict[str, tuple[Document, Format[Any]]] = {}
        self.sizes: list[int] = []
        for one in files:
            parsed = self.parsed(one)
            for notice in parsed[0].notices:
                notify(f"{one.name}: {notice}")
            self.sizes.append(len(parsed[0].segments))
            if len(files) == 1 or one.name == _STDIN:
                self._kept[one.name] = parsed

    def parsed(self, one: "Input") -> "tuple[Document, Format[Any]]":
        """A file as a document, and its format."""
        from translate.formats import choice

        return self._kept.get(one.name) or choice.parsed(one.name, self._forced, self._settings)


@dataclass(frozen=True, slots=True)
class _Done:
    """What is known of a file that was translated; its report only if somebody asks for it, of names what to say."""

    name: str
    summary: str
    names: str
    exit_code: int
    report: "Report | None"


def _translated(queue: _Queue, translator: "Translator", glossaries: Sequence[Glossary], *, keep: bool) -> list[_Done]:
    """Translate all files, and write each translation as soon as it is there."""
    found: list[_Done] = []
    name = queue.files[0].name if len(queue.files) == 1 else f"{len(queue.files)} files"
    before = 0
    with progress_bar(name) as progress:
        for one, glossary, size in zip(queue.files, glossaries, queue.sizes, strict=True):
            document, form = queue.parsed(one)
            tell = partial(_of_all, progress, before, sum(queue.sizes))
            report = translator.translate_document(document, form, glossary=glossary, progress=tell)
            _give_out(report, one.target)
            before += size
            kept = report if keep else None
            found.append(_Done(one.name, report.summary(), _names(one.name, report), report.exit_code, kept))
    return found


def _names(file: str, report: "Report") -> str:
    """The names that were found in a file, and how to keep them; an empty string if there are none."""
    listed = [
        (term.source if term.target == term.source else f"{term.source} → {term.target}")
        + (f" ({count}×)" if count > 1 else "")
        for term, count in report.names.items()
    ]
    advice = "" if file == _STDIN else f"; deen glossary suggest {shlex.quote(file)} --add keeps those you want"
    return f"names that no glossary has: {', '.join(listed)}{advice}" if listed else ""


def _folder(name: str) -> Path | None:
    """The folder that a file is in."""
    return None if name == _STDIN else Path(name).parent


def _of_all(progress: "Progress", before: int, total: int, done: int, of_document: int) -> None:
    """Tell how far all files are, from how far one is."""
    progress(before + done, total)


def _give_out(report: "Report", target: Path | None) -> None:
    from translate.commands import inputs
    from translate.documents import files
    from translate.formats.exchange import bitext

    if not target:
        click.echo(report.data, nl=False)
    elif target.suffix.lower() in inputs.BITEXTS and not bitext.is_one(report.document):
        files.write_bytes(target, bitext.tmx(report) if target.suffix.lower() == ".tmx" else bitext.xliff(report))
    else:
        files.write_bytes(target, report.data)
