"""`deen corpus`: tables of articles."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Literal

import click

from glossary.terms import Glossary
from glossary.voice import give, notify, notify_once, say
from translate.commands.options import Finite, Glossaries, translation_options
from translate.errors import CorpusError
from translate.options import Options

if TYPE_CHECKING:
    from translate.corpus.columns import Columns
    from translate.corpus.run import Source
    from translate.corpus.summary import Summary

Form = Literal["parquet", "jsonl"]
_SUMMARY = "_summary.json"
_MOST_ROWS = 10**15
_HIGHEST_PRICE = 1_000_000.0


@click.command("corpus")
@click.argument("inputs", metavar="INPUT…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FOLDER", help="Where the parts of the output go: a folder, or one of a store.")
@click.option("--text-column", metavar="NAME", help="The articles.  [default: text, content, html or body]")
@click.option("--id-column", metavar="NAME", help="What tells articles apart.  [default: id, if there is one]")
@click.option("--format-column", metavar="NAME", help="The format of each article: txt, md, html, article …")
@click.option("--format", "form", metavar="NAME", help="The format of articles whose row names none; `article` takes "
              "the article out of a page.  [default: text]")  # fmt: skip
@click.option("--where", metavar="SQL", help="Only rows of which this is true, such as \"lang = 'de'\".")
@click.option(
    "--sample", metavar="SHARE", type=Finite(0, 1), help="Only this share of the rows, the same in every run."
)
@click.option("--limit", metavar="N", type=click.IntRange(1, _MOST_ROWS), help="Only the first rows.")
@click.option("--prefix", metavar="TEXT", default="", help="What the names of added columns begin with.")
@click.option("--to", "made", type=click.Choice(["parquet", "jsonl"]), default="parquet", show_default=True)
@click.option("--rows", "round_rows", metavar="N", default=256, show_default=True, type=click.IntRange(1, 100_000),
              help="Rows of a part.")  # fmt: skip
@click.option("--workers", metavar="N", type=click.IntRange(1, 1024),
              help="Processes that translate, on a cluster on each node.  [default: one for four cores]")  # fmt: skip
@click.option("--threads", metavar="N", type=click.IntRange(1, 1024),
              help="Threads of each.  [default: the cores, shared out]")  # fmt: skip
@translation_options(memory=False)
@click.option("--redo", is_flag=True, help="Throw away what is in FOLDER, and start anew.")
@click.option("--dry-run", is_flag=True, help="Translate a hundred rows, and say what all of them will take.")
@click.option(
    "--price", metavar="P", type=Finite(0, _HIGHEST_PRICE), help="With --dry-run: the price of an hour of a core."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a row has an error or lacks a term.")
@click.option("--json", "as_json", is_flag=True, help="Give the summary, or the estimate, as JSON.")
def command(
    options: Options,
    glossaries: Glossaries,
    inputs: Sequence[str],
    output: str | None,
    text_column: str | None,
    id_column: str | None,
    format_column: str | None,
    form: str | None,
    where: str | None,
    sample: float | None,
    limit: int | None,
    prefix: str,
    made: Form,
    round_rows: int,
    workers: int | None,
    threads: int | None,
    redo: bool,
    dry_run: bool,
    price: float | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Translate tables of articles: Parquet, JSON lines, CSV, folders of texts, WARC.

    INPUT is a file, a folder or a pattern, on this machine or in a store (s3://, gs://, abfss://). FOLDER gets parts
    with all columns of the rows, and translation, sentences, terms, terms_missing, confidence, doubtful, notices and
    error. A run that was stopped goes on where it was when it is called again.

    Needs the extra corpus: pip install 'deen-mt[corpus]'.
    """
    if output is None and not dry_run:
        raise click.UsageError("-o FOLDER is missing; only --dry-run needs none")
    if not prefix.isprintable():
        raise click.UsageError("--prefix is to begin the names of columns, and has characters that are no text")
    if price is not None and not dry_run:
        raise click.UsageError("--price is for --dry-run")
    try:
        from translate.corpus import batch, cluster, columns, pieces, reading, refused
        from translate.corpus.run import Selection, Source
    except ModuleNotFoundError as error:
        raise CorpusError("deen corpus needs `pip install 'deen-mt[corpus]'`") from error
    if form is not None:
        batch.kind_of(form.lower())
    refused.check_inputs(inputs)
    if cluster.is_wanted():
        cluster.connect()
    listed = pieces.listed(inputs)
    if output is not None and not dry_run:
        refused.check_output(output, inputs, listed)
    source = Source(listed, reading.schema(listed), Selection(where, sample, limit))
    if not source.schema.names:
        raise CorpusError(f"{', '.join(inputs)}: there are no rows, nor columns")
    if where is not None:
        reading.check_condition(where, source.schema)
    own = columns.Wanted(text_column, id_column, format_column, form, prefix)
    read = own.columns(source.schema, reading.default_columns(listed))
    read.check(source.schema, inputs[0])
    job = _Job(source, read, options, glossaries.load(None, notify_once()), workers, threads, round_rows)
    if dry_run:
        _estimate(job, price, as_json=as_json)
        return
    assert output is not None
    summary = _run(job, output, made, redo=redo)
    if as_json:
        give(json.dumps(summary.as_dict(), indent=1))
    notify(summary.line())
    if summary.counts.errors:
        say(f"why is in the column {prefix}error of their rows")
    if strict and (summary.counts.errors or summary.counts.terms_missing):
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be done, and by how many workers."""

    source: "Source"
    columns: "Columns"
    options: Options
    glossary: Glossary
    workers: int | None
    threads: int | None
    rows: int


def _run(job: _Job, output: str, made: Form, *, redo: bool) -> "Summary":
    """Translate what is not done yet."""
    from translate.commands import corpus_progress
    from translate.corpus import cluster, describing, parts, run
    from translate.corpus.summary import Summary
    from translate.corpus.worker import maker
    from translate.lexicon.lookup import Lexicon

    began = monotonic()
    crew = run.Crew.of(job.workers, job.threads)
    make_of = partial(maker, job.options, job.glossary)
    lexicon = Lexicon.own(notify) if job.options.lexicon else None
    with run.started(make_of(crew.threads), job.columns, crew.workers, notify) as workers:
        model = workers.key()
        description = describing.described(job.options, job.glossary, job.columns, model, lexicon)
        with parts.opened(output, description, made, redo=redo) as folder:
            before = len(folder.names())
            with corpus_progress.shown() as watch:
                if cluster.is_wanted():
                    names = tuple(job.source.schema.names)
                    several = cluster.Job(
                        folder, job.columns, make_of, job.workers, job.threads, names, job.source.selection.sample
                    )
                    state = cluster.translate(job.source, several, rows=job.rows, watch=watch)
                else:
                    state = run.translate(job.source, folder, job.columns, workers, rows=job.rows, watch=watch)
            summary = Summary(
                state.counts,
                state.done_before,
                state.sentences,
                state.deaths,
                len(folder.names()) - before,
                monotonic() - began,
                output,
            )
            folder.write_json(_SUMMARY, summary.as_dict())
    return summary


def _estimate(job: _Job, price: float | None, *, as_json: bool) -> None:
    """Say what a run will take."""
    from translate.corpus import estimate, run
    from translate.corpus.worker import maker
    from translate.engines.base import usable_cores

    crew = run.Crew.of(job.workers, job.threads)
    make = maker(job.options, job.glossary, crew.threads)
    with run.started(make, job.columns, crew.workers, notify) as workers:
        found = estimate.estimated(job.source, job.columns, workers, usable_cores())
    if as_json:
        give(json.dumps(found.as_dict(price), indent=1))
        return
    for line in found.lines(price):
        notify(line)
