"""`deen translate`: the main job."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from translate.errors import DocumentError
from translate.options import BEAM_SIZE, BUNDLED, Device, EngineName

if TYPE_CHECKING:
    from translate.pipeline import Progress
    from translate.report import Report

_FILE = click.Path(dir_okay=False, path_type=Path)
_STDIN = "-"


@click.command()
@click.argument("articles", metavar="[FILE…|-]", nargs=-1)
@click.option("-o", "--output", metavar="PATH", type=click.Path(path_type=Path),
              help="Write to this file; or into this folder, under the article's name.")  # fmt: skip
@click.option("-g", "--glossary", "glossaries", metavar="FILE", multiple=True, type=_FILE,
              help="A glossary over the shipped one and your own; of several, later ones win.")  # fmt: skip
@click.option("--model", metavar="NAME|HUB_ID|DIR", default=BUNDLED, show_default=True)
@click.option("--engine", type=click.Choice(["ct2", "torch"]), default="ct2", show_default=True)
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@click.option("--beam-size", metavar="N", type=click.IntRange(1, 32), default=BEAM_SIZE, show_default=True)
@click.option("--report", "report_file", metavar="FILE", type=_FILE, help="Write what happened, as JSON.")
@click.option(
    "--html", "html_file", metavar="FILE", type=_FILE, help="Write a page of source and translation side by side."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a term is missing from the translation.")
@click.option("--no-memory", is_flag=True, help="Neither read nor write the translation memory.")
@click.option("--no-glossary", is_flag=True, help="Enforce no terms at all.")
@click.option("--no-repair", is_flag=True, help="Take the text as it is, scrape damage and all.")
def translate(
    articles: Sequence[str],
    output: Path | None,
    glossaries: Sequence[Path],
    model: str,
    engine: EngineName,
    device: Device,
    beam_size: int,
    report_file: Path | None,
    html_file: Path | None,
    strict: bool,
    no_memory: bool,
    no_glossary: bool,
    no_repair: bool,
) -> None:
    """Translate German articles into English.

    Reads standard input if no FILE is given or FILE is -; writes to standard output unless -o is given.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from glossary import store
    from glossary.terms import Glossary
    from translate.api import Translator
    from translate.documents import files

    names = list(articles) or [_STDIN]
    targets = _targets(names, output)
    _protect(names, [*targets, report_file, html_file])
    if html_file and len(names) > 1:
        raise click.UsageError("--html shows one article: translate the others by themselves")
    sources = [files.read(name) for name in names]
    for name, source in zip(names, sources, strict=True):
        for notice in source.notices:
            notify(f"{name}: {notice}")
    glossary_of = [
        Glossary() if no_glossary else store.load(glossaries, None if name == _STDIN else Path(name).parent)
        for name in names
    ]
    translator = Translator(
        model, None, engine=engine, device=device, beam_size=beam_size,
        repair=not no_repair, memory=not no_memory, notify=notify,
    )  # fmt: skip
    reports: list[Report] = []
    for name, source, glossary, target in zip(names, sources, glossary_of, targets, strict=True):
        with progress_bar(name) as progress:
            report = translator.translate(source.text, glossary=glossary, progress=progress)
        report.name = name
        report.notices += source.notices
        reports.append(report)
        if target:
            files.write(target, report.text)
        else:
            click.echo(report.text, nl=False)
        notify(f"{name}: {report.summary()}" if len(names) > 1 else report.summary())
    if report_file:
        from importlib.metadata import version

        document = {
            "deen": version("deen-mt"),
            "engine": translator.engine.facts.key,
            "documents": [r.as_dict() for r in reports],
        }
        files.write(report_file, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    if html_file:
        from translate.pages import article

        files.write(html_file, article.render(reports[0]))
    if strict and any(report.exit_code for report in reports):
        sys.exit(1)


def _targets(names: Sequence[str], output: Path | None) -> list[Path | None]:
    """Where each article's translation goes; None is standard output."""
    if output is None:
        return [None] * len(names)
    if not output.is_dir():
        if len(names) > 1:
            raise DocumentError(f"{output}: several articles need a folder to go to; make it first")
        return [output]
    if _STDIN in names:
        raise DocumentError(f"{output}: is a folder; standard input has no name to go there under")
    targets: list[Path | None] = [output / Path(name).name for name in names]
    twice = next((target for target in targets if targets.count(target) > 1), None)
    if twice:
        raise DocumentError(f"{twice}: two articles have this name; translate one of them by itself")
    return targets


def _protect(names: Sequence[str], outputs: Sequence[Path | None]) -> None:
    from translate.documents import files

    for output in outputs:
        for name in names:
            if output and files.same(output, name):
                raise DocumentError(f"{output}: is the article itself; choose another name for the output")


def notify(notice: str) -> None:
    click.echo(f"deen: {notice}", err=True)


@contextmanager
def progress_bar(name: str) -> "Iterator[Progress]":
    """Sentences done, a second, and time left, on stderr if that is a terminal."""
    began = monotonic()
    done_before = 0

    def rate(_: object) -> str:
        return f"{done_before / max(monotonic() - began, 1e-6):.1f} sentences/s"

    with click.progressbar(
        length=0, label=name, file=sys.stderr, show_pos=True, show_eta=True, item_show_func=rate,
        hidden=not sys.stderr.isatty(),
    ) as bar:  # fmt: skip

        def progress(done: int, total: int) -> None:
            nonlocal done_before
            bar.length = total
            bar.update(done - done_before)
            done_before = done

        yield progress
