"""`deen translate`: the main job."""

import json
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.terms import Glossary
from glossary.voice import notify
from translate.commands.options import FILE, Glossaries, translation_options
from translate.commands.progress import progress_bar
from translate.errors import DocumentError
from translate.options import Options

if TYPE_CHECKING:
    from translate.report import Report

_STDIN = "-"


@click.command("translate")
@click.argument("articles", metavar="[FILE…|-]", nargs=-1)
@click.option("-o", "--output", metavar="PATH",
              help="Write to this file; or into this folder, under the article's name.")  # fmt: skip
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
    no_repair: bool,
    clean: bool,
    report_file: Path | None,
    html_file: Path | None,
    strict: bool,
) -> None:
    """Translate German articles into English.

    Reads standard input if no FILE is given or FILE is -; writes to standard output unless -o is given.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from translate.api import Translator
    from translate.documents import files
    from translate.formats.plain import PlainText

    names = list(articles) or [_STDIN]
    targets = _targets(names, output)
    _check_outputs(names, [*targets, report_file], html_file)
    form = PlainText(repair=not no_repair, clean=clean)
    documents = [form.parse(files.read(name), name) for name in names]
    for document in documents:
        for notice in document.notices:
            notify(f"{document.name}: {notice}")
    glossary_of = [glossaries.load(_beside(name)) for name in names]
    _make_folder(names, output)
    _check_folders([*targets, report_file, html_file])
    translator = Translator.of(options, Glossary(), notify)
    reports: list[Report] = []
    for document, glossary, target in zip(documents, glossary_of, targets, strict=True):
        with progress_bar(document.name) as progress:
            report = translator.translate_document(document, form, glossary=glossary, progress=progress)
        reports.append(report)
        _give_out(report.data, target)
        notify(f"{document.name}: {report.summary()}" if len(names) > 1 else report.summary())
    if report_file:
        files.write(report_file, _as_json(reports, translator.engine.facts.key))
    if html_file:
        from translate.pages import article

        files.write(html_file, article.render(reports[0]))
    if strict and any(report.exit_code for report in reports):
        sys.exit(1)


def _beside(name: str) -> Path | None:
    return None if name == _STDIN else Path(name).parent


def _give_out(data: bytes, target: Path | None) -> None:
    from translate.documents import files

    if target:
        files.write_bytes(target, data)
    else:
        click.echo(data, nl=False)


def _as_json(reports: "Sequence[Report]", engine: str) -> str:
    document = {"deen": version("deen-mt"), "engine": engine, "documents": [report.as_dict() for report in reports]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _targets(names: Sequence[str], output: str | None) -> list[Path | None]:
    """Where each article's translation goes; None is standard output."""
    if output is None:
        return [None] * len(names)
    path = Path(output)
    if not _is_folder(names, output):
        return [path]
    if _STDIN in names:
        raise DocumentError(f"{path}: is a folder; standard input has no name to go there under")
    targets: list[Path | None] = [path / Path(name).name for name in names]
    twice = next((target for target in targets if targets.count(target) > 1), None)
    if twice:
        raise DocumentError(f"{twice}: two articles have this name; translate one of them by itself")
    return targets


def _is_folder(names: Sequence[str], output: str) -> bool:
    """Whether the output is a folder, or is to be one: for several articles, and where it ends with a slash."""
    return len(names) > 1 or output.endswith(("/", os.sep)) or Path(output).is_dir()


def _make_folder(names: Sequence[str], output: str | None) -> None:
    """Make the folder that the translations go into, if they go into one."""
    if output is None or not _is_folder(names, output):
        return
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError(f"{output}: there is no such folder and none can be made: {error.strerror}") from error


def _check_folders(outputs: Sequence[Path | None]) -> None:
    """Refuse, before any work is done, what could not be written afterwards."""
    for output in filter(None, outputs):
        if not output.absolute().parent.is_dir():
            raise DocumentError(f"{output}: there is no folder {output.parent}; make it first")


def _check_outputs(names: Sequence[str], outputs: Sequence[Path | None], html_file: Path | None) -> None:
    """Refuse, before any work is done, to write over an article, and several articles on one page."""
    from translate.documents import files

    for output in (*outputs, html_file):
        for name in names:
            if output and files.same(output, name):
                raise DocumentError(f"{output}: is the article itself; choose another name for the output")
    if html_file and len(names) > 1:
        raise click.UsageError("--html shows one article: translate the others by themselves")
