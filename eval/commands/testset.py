"""`deen testset`: test sets of a user's own, made of articles and their translations."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary import atomic, outputs
from glossary.voice import notify, row, say
from glossary.wording import counted
from translate.commands.options import FILE

if TYPE_CHECKING:
    from eval.own_sets import Row
    from eval.pairing import Pair
    from eval.testsets import TestSet

_UNKNOWN = "-"


@click.group("testset")
def command() -> None:
    """Make test sets of your own from articles and their translations, and list what there is."""


@command.command(name="list")
def list_() -> None:
    """List test sets that evaluate -t takes, one a line: name, segments, documents, and where it is.

    Yours come first, then those of sacrebleu that are on this machine, then those that it could fetch.
    """
    from eval import own_sets, testsets
    from eval.errors import EvaluationError

    for name, path in own_sets.every():
        try:
            found = testsets.of_file(path)
        except EvaluationError as error:
            notify(str(error))
            continue
        row(name, *_size(found), str(path))
    names = testsets.names()
    cached = {name: testsets.cached(name) for name in names}
    for name, one in cached.items():
        if one is not None:
            row(name, *_size(one), str(testsets.folder(name)))
    for name in names:
        if cached[name] is None:
            row(name, _UNKNOWN, _UNKNOWN, f"sacrebleu --download {name} -l de-en")


def _size(found: "TestSet") -> tuple[str, str]:
    documents = len(set(found.documents)) if found.documents else 0
    return str(len(found.source)), str(documents or _UNKNOWN)


@command.command()
@click.argument("files", metavar="DE EN [DE EN]...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=FILE, help="Write the test set to this file.")
@click.option("--name", metavar="NAME", help="Put it among your own, for evaluate -t NAME.  [default: as the first DE]")
@click.option("--replace", is_flag=True, help="Write over a test set that is there already.")
def make(files: Sequence[Path], output: Path | None, name: str | None, replace: bool) -> None:
    """Make a test set of German articles and their English translations, in any format that deen reads.

    DE and EN are two files, or two folders whose files are called the same. Sentences are aligned by their length
    and by deen's own translation; what looks doubtful is no part of the test set until you have reviewed it.
    """
    from eval import own_sets, pairing
    from eval.errors import EvaluationError

    if output and name:
        raise click.UsageError("-o and --name both say where it goes: take one of them")
    found = pairing.of(files)
    path = output or _place(name or found.pairs[0].document)
    if path.is_file() and not atomic.is_stream(path) and not replace:
        raise EvaluationError(f"{path}: is there already{_reviewed(path)}; name another, or add --replace")
    outputs.check([path], [file for pair in found.pairs for file in (pair.german, pair.english)])
    for notice in found.notices:
        notify(notice)
    segments = _segments(found.pairs)
    own_sets.save(path, segments)
    _tell(path, segments)


def _place(name: str) -> Path:
    """Where the user's test set of that name goes, in a folder that is made if need be."""
    from eval import own_sets, testsets
    from eval.errors import EvaluationError
    from glossary.errors import OutputError, reason

    path = own_sets.path_of(name)
    if name in testsets.names():
        raise EvaluationError(f"{name} is a test set of sacrebleu; choose another name with --name")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: cannot be made: {reason(error)}") from error
    return path


def _reviewed(path: Path) -> str:
    """How much of what stands in a file would be lost, if it is a test set."""
    from eval import own_sets
    from eval.errors import EvaluationError

    try:
        counts = own_sets.statuses(own_sets.read(path))
    except EvaluationError:
        return ""
    reviewed = counts["kept"] + counts["dropped"]
    return f", with {counted(reviewed, 'segment')} that you reviewed" if reviewed else ""


def _segments(pairs: Sequence["Pair"]) -> list["Row"]:
    """The segments of all pairs that have anything in common; raises `EvaluationError` if none has."""
    from eval import making
    from eval.errors import EvaluationError
    from eval.own_sets import Row, statuses

    articles = [making.read(pair) for pair in pairs]
    for article in articles:
        for notice in article.notices:
            notify(notice)
    translated = iter(_translated([sentence for article in articles for sentence in article.german]))
    segments: list[Row] = []
    for pair, article in zip(pairs, articles, strict=True):
        rows = making.rows(article, list(islice(translated, len(article.german))))
        if statuses(rows)["accepted"]:
            segments += rows
        else:
            notify(f"{pair.german} and {pair.english}: left out, since no sentence of one translates one of the other")
    if not segments:
        raise EvaluationError("there is nothing to align: is each EN the translation of the DE before it?")
    return segments


def _translated(sentences: Sequence[str]) -> list[str]:
    from glossary import store
    from translate.api import Translator
    from translate.commands.progress import progress_bar
    from translate.options import Options

    translator = Translator.of(Options(), store.load(tell=notify), notify)
    with progress_bar("translating") as progress:
        return [one.text for one in translator.translate_lines(sentences, progress=progress)]


def _tell(path: Path, segments: Sequence["Row"]) -> None:
    from eval.own_sets import statuses

    counts = statuses(segments)
    documents = len({one.document for one in segments})
    accepted = counted(counts["accepted"], "segment", grouped=True)
    say(f"{path}: {accepted} of {counted(documents, 'document')}")
    if doubtful := counts["doubtful"]:
        say(f"{counted(doubtful, 'segment', grouped=True)} in doubt, no part of it yet: deen testset review {path}")
