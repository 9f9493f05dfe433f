"""`deen score` and `deen evaluate`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from eval.errors import EvaluationError
from glossary import store
from glossary.terms import Glossary, Term
from translate.commands.translate import notify, progress_bar
from translate.options import BEAM_SIZE, BUNDLED, Device, EngineName

if TYPE_CHECKING:
    from eval.report import Evaluation
    from eval.scoring import WantedTerms
    from eval.testsets import File, Role
    from translate.api import Translator
    from translate.report import Translation

METRICS = ("bleu", "chrf", "chrf++", "ter", "terms")

_FILE = click.Path(dir_okay=False, path_type=Path)


def _names(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str] | None:
    """The metrics named with commas between, each once; None if the option is not given."""
    if value is None:
        return None
    names = list(dict.fromkeys(name.strip().lower() for name in value.split(",")))
    if unknown := [name for name in names if name not in METRICS]:
        raise click.BadParameter(f"“{', '.join(unknown)}” is not among {', '.join(METRICS)}")
    return names


_references = click.option(
    "-r", "--reference", "references", metavar="REF", multiple=True, type=_FILE,
    help="A translation to compare with; repeat the option for several.",
)  # fmt: skip
_glossaries = click.option(
    "-g", "--glossary", "glossaries", metavar="FILE", multiple=True, type=_FILE,
    help="A glossary over the shipped one and your own; of several, later ones win.",
)  # fmt: skip
_terms_file = click.option(
    "--segment-terms", "terms_file", metavar="FILE", type=_FILE,
    help="Each line's own terms, as JSON lines; only they, and what is in -g, are scored then.",
)  # fmt: skip
_metrics = click.option(
    "-m", "--metrics", metavar="NAME,…", callback=_names,
    help=f"What to score: {', '.join(METRICS)}; all of them if not given, terms where the source is known.",
)  # fmt: skip
_against = click.option(
    "--against", metavar="HYP", type=_FILE, help="Another system's translation, to test whether one is better."
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print everything, segments included, as JSON.")
_html_file = click.option(
    "--html", "html_file", metavar="FILE", type=_FILE, help="Write a page on which to look at the segments."
)


@click.command()
@click.argument("hypothesis", metavar="HYP", type=_FILE)
@_references
@click.option("-s", "--source", metavar="SRC", type=_FILE, help="The German, for terms and checks.")
@_glossaries
@_terms_file
@_metrics
@_against
@_as_json
@_html_file
def score(
    hypothesis: Path,
    references: Sequence[Path],
    source: Path | None,
    glossaries: Sequence[Path],
    terms_file: Path | None,
    metrics: Sequence[str] | None,
    against: Path | None,
    as_json: bool,
    html_file: Path | None,
) -> None:
    """Score the translation HYP against one or more references, line by line."""
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from eval import scoring
    from eval.scoring import Texts

    if not references:
        raise click.UsageError("give a reference with -r")
    if source is None and (glossaries or terms_file or (metrics and "terms" in metrics)):
        raise click.UsageError("terms are looked for in the source: give it with -s")
    _protect([hypothesis, *references, *glossaries, source, terms_file, against], [html_file])
    texts = Texts(
        _read(hypothesis, "hypothesis"),
        _read_references(references),
        _read(source, "source") if source else None,
        _read(against, "hypothesis") if against else None,
    )
    wanted = _wanted(metrics, glossaries, source.parent, _term_lists(terms_file, texts.source)) if source else None
    _show(scoring.evaluate(texts, _scored(metrics), wanted), as_json, html_file)


@click.command()
@click.argument("source", metavar="[SRC]", required=False, type=_FILE)
@_references
@click.option("-o", "--output", metavar="HYP", type=_FILE, help="Write the translation to this file.")
@click.option("-t", "--test-set", metavar="SET",
              help="Translate a test set that sacrebleu knows (wmt19 …) in place of SRC.")  # fmt: skip
@click.option("--model", metavar="NAME|HUB_ID|DIR", default=BUNDLED, show_default=True)
@click.option("--engine", type=click.Choice(["ct2", "torch"]), default="ct2", show_default=True)
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@click.option("--beam-size", metavar="N", type=click.IntRange(1, 32), default=BEAM_SIZE, show_default=True)
@_glossaries
@click.option("--no-glossary", is_flag=True, help="Enforce no terms at all; they are scored all the same.")
@click.option("--no-memory", is_flag=True, help="Neither read nor write the translation memory.")
@_terms_file
@_metrics
@_against
@_as_json
@_html_file
def evaluate(
    source: Path | None,
    references: Sequence[Path],
    output: Path | None,
    test_set: str | None,
    model: str,
    engine: EngineName,
    device: Device,
    beam_size: int,
    glossaries: Sequence[Path],
    no_glossary: bool,
    no_memory: bool,
    terms_file: Path | None,
    metrics: Sequence[str] | None,
    against: Path | None,
    as_json: bool,
    html_file: Path | None,
) -> None:
    """Translate SRC line by line, one line in, one line out, and score the translation."""
    from eval import scoring, testsets
    from eval.scoring import Texts
    from translate.api import Translator
    from translate.documents import files

    if (source is None) == (test_set is None):
        raise click.UsageError("give either a file to translate or a test set with -t")
    if test_set and references:
        raise click.UsageError("a test set brings its own references: leave out -r")
    if source and not references:
        raise click.UsageError("give a reference with -r")
    _protect([source, *references, *glossaries, terms_file, against], [output, html_file])
    if source:
        german, translated = _read(source, "source"), _read_references(references)
    else:
        assert test_set
        fetched = testsets.fetch(test_set)
        german = (test_set, fetched.source)
        translated = _numbered(test_set, fetched.references)
    other = _read(against, "hypothesis") if against else None
    # What does not fit is told before anything is translated.
    testsets.filled([german, *translated, *([other] if other else [])])
    beside = source.parent if source else None
    lists = _term_lists(terms_file, german)
    wanted = _wanted(metrics, glossaries, beside, lists)
    enforced = Glossary() if no_glossary else store.load(glossaries, beside)
    translator = Translator(
        model, enforced, engine=engine, device=device, beam_size=beam_size, memory=not no_memory, notify=notify
    )
    run = _translate(translator, german, None if no_glossary else lists)
    if output:
        files.write(output, "".join(f"{one.text}\n" for one in run.translations))
    evaluation = scoring.evaluate(
        Texts((model, [one.text for one in run.translations]), translated, german, other),
        _scored(metrics),
        wanted,
        translations=run.translations,
        sentences_per_second=run.sentences_per_second,
        notices=run.notices,
    )
    _show(evaluation, as_json, html_file)


@dataclass(frozen=True, slots=True)
class _Run:
    """What `deen evaluate` translated; `sentences_per_second` is None if all was in the memory."""

    translations: Sequence["Translation"]
    sentences_per_second: float | None
    notices: Sequence[str]


def _translate(translator: "Translator", source: "File", terms: Sequence[Sequence[Term]] | None) -> _Run:
    name, lines = source
    # Loaded, and if need be converted, before the clock starts.
    translator.engine  # noqa: B018
    began = perf_counter()
    with progress_bar(name) as progress:
        translations = translator.translate_lines(lines, terms, progress=progress)
    seconds = perf_counter() - began
    sentences = [one.origin for one in translations if one.segment.text]
    made, remembered = sentences.count("model"), sentences.count("memory")
    notice = f"{remembered} of {len(sentences)} lines came from the translation memory; leave it out with --no-memory"
    return _Run(translations, made / seconds if made else None, [notice] if remembered else [])


def _read(path: Path, role: "Role") -> "File":
    from eval import testsets

    return str(path), testsets.read_one(path, role)


def _read_references(paths: Sequence[Path]) -> "list[File]":
    from eval import testsets

    return [file for path in paths for file in _numbered(str(path), testsets.read(path, "reference"))]


def _numbered(name: str, texts: Sequence[Sequence[str]]) -> "list[File]":
    """Texts that come from one place, with names that tell them apart."""
    if len(texts) == 1:
        return [(name, texts[0])]
    return [(f"{name} ({number})", text) for number, text in enumerate(texts, 1)]


def _term_lists(path: Path | None, source: "File | None") -> list[list[Term]] | None:
    from eval import testsets

    if path is None or source is None:
        return None
    lists = testsets.read_terms(path)
    if len(lists) != len(source[1]):
        raise EvaluationError(
            f"{path} ends at line {len(lists)} and {source[0]} at line {len(source[1])}: "
            "each line needs a list, if only []"
        )
    return lists


def _wanted(
    metrics: Sequence[str] | None, files: Sequence[Path], beside: Path | None, lists: list[list[Term]] | None
) -> "WantedTerms | None":
    """The terms to score: those that `deen translate` would enforce, or the given lists and files alone."""
    from eval.scoring import WantedTerms

    if metrics is not None and "terms" not in metrics:
        return None
    if lists is None:
        return WantedTerms(store.load(files, beside))
    return WantedTerms(Glossary.merge(*(store.entries(path) for path in files)), lists)


def _scored(metrics: Sequence[str] | None) -> list[str]:
    """The metrics that compare with references."""
    return [name for name in metrics or METRICS if name != "terms"]


def _protect(inputs: Sequence[Path | None], outputs: Sequence[Path | None]) -> None:
    """Refuse, before any work is done, outputs that would overwrite an input or cannot be written."""
    from translate.documents import files

    written = list(filter(None, outputs))
    for output in written:
        if any(files.same(output, str(path)) for path in filter(None, inputs)):
            raise EvaluationError(f"{output}: is read here; choose another name for the output")
        if written.count(output) > 1:
            raise EvaluationError(f"{output}: is written twice; choose another name for one of the two")
        if not output.absolute().parent.is_dir():
            raise EvaluationError(f"{output}: there is no folder {output.parent}; make it first")


def _show(evaluation: "Evaluation", as_json: bool, html_file: Path | None) -> None:
    for notice in evaluation.notices:
        notify(notice)
    if html_file:
        from eval import page
        from translate.documents import files

        files.write(html_file, page.render(evaluation))
    if as_json:
        everything = {"deen": version("deen-mt"), **evaluation.as_dict()}
        click.echo(json.dumps(everything, ensure_ascii=False, indent=2))
    else:
        click.echo(evaluation.table(), nl=False)
