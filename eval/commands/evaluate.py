"""`deen evaluate`: translate a file or a test set, and score the translation."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from eval import reading, testsets
from eval.commands import inputs
from eval.commands import options as scoring_options
from eval.commands.options import Outputs
from eval.commands.results import show
from eval.testsets import File
from glossary import outputs
from glossary.terms import Term
from glossary.voice import notify, notify_once, say
from glossary.wording import counted
from translate.commands.options import FILE, Glossaries, translation_options
from translate.commands.progress import progress_bar
from translate.options import Options

if TYPE_CHECKING:
    from eval.gate import Gate
    from translate.api import Translator
    from translate.report import Translation


@click.command("evaluate")
@click.argument("source", metavar="[SRC]", required=False, type=FILE)
@scoring_options.references
@click.option("-o", "--output", metavar="HYP", type=FILE, help="Write the translation to this file.")
@click.option("-t", "--test-set", metavar="SET",
              help="Translate a test set of deen testset list (wmt19 …) in place of SRC.")  # fmt: skip
@translation_options(no_glossary="Enforce no terms at all; they are scored all the same.")
@scoring_options.terms_file
@scoring_options.metrics
@scoring_options.metric_models
@scoring_options.against
@click.option("--gate", "gate_file", metavar="FILE", type=FILE,
              help="Exit with 1 and a table if a threshold in this TOML file does not hold: [gate] with bleu, ter …, "
                   "terms and doubtful (shares), confidence (docs/evaluation.md).")  # fmt: skip
@scoring_options.as_json
@scoring_options.html_file
@scoring_options.csv_file
@scoring_options.latex_file
def command(
    options: Options,
    glossaries: Glossaries,
    source: Path | None,
    references: Sequence[Path],
    output: Path | None,
    test_set: str | None,
    terms_file: Path | None,
    metrics: Sequence[str] | None,
    metric_models: Mapping[str, Path],
    against: Sequence[Path],
    gate_file: Path | None,
    as_json: bool,
    html_file: Path | None,
    csv_file: Path | None,
    latex_file: Path | None,
) -> None:
    """Translate SRC line by line, one line in, one line out, and score the translation.

    A TSV, XML or JSON lines with source and reference needs no -r.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from eval import gate, scoring
    from eval.scoring import Texts
    from translate.api import Translator

    if source and not references and reading.brings_references(source):
        references = [source]
    _require_one_source(source, test_set, references)
    sources = [source, *references, *glossaries.files, terms_file, *against, gate_file]
    files = Outputs(html_file, csv_file, latex_file)
    outputs.check(filter(None, [output, *files.files]), filter(None, sources))
    scored = inputs.with_references(metrics)
    thresholds = _thresholds(gate_file, scored, metrics)
    plugins = inputs.plugins_of(metrics, metric_models)
    held = _held(source, references, test_set)
    german = held.source
    assert german
    others = [inputs.read(path, "hypothesis") for path in against]
    # What does not fit is told before anything is translated.
    testsets.filled([german, *held.references, *others])
    beside = source.parent if source else None
    lists = inputs.term_lists(terms_file, german)
    tell = notify_once()
    wanted = inputs.wanted_terms(metrics, glossaries.files, beside, lists, tell)
    translator = Translator.of(options, glossaries.load(beside, tell), notify)
    run = _translate(translator, german, None if glossaries.none else lists)
    if output:
        outputs.write_text(output, "".join(f"{one.text}\n" for one in run.translations))
    evaluation = scoring.evaluate(
        Texts(
            [(options.model, [one.text for one in run.translations]), *others], held.references, german, held.documents
        ),
        scored,
        wanted,
        plugins=inputs.plugin_measures(plugins, held),
        translations=run.translations,
        sentences_per_second=run.sentences_per_second,
        notices=run.notices,
    )
    show(evaluation, as_json, files)
    if thresholds and (falls := thresholds.fallen(gate.measured(evaluation, scored, run.translations))):
        notify(f"{gate_file}: {len(falls)} of {counted(len(thresholds.thresholds), 'threshold')} fell")
        for line in gate.table(falls):
            say(line)
        sys.exit(1)


def _thresholds(path: Path | None, scored: Sequence[str], metrics: Sequence[str] | None) -> "Gate | None":
    """The gate in a file, of what is going to be measured."""
    if path is None:
        return None
    from eval import gate

    terms = [gate.TERMS] if metrics is None or gate.TERMS in metrics else []
    return gate.read(path, [*scored, *terms, gate.DOUBTFUL, gate.CONFIDENCE])


def _require_one_source(source: Path | None, test_set: str | None, references: Sequence[Path]) -> None:
    """Raises `UsageError` unless there is either a file with its references or a test set."""
    if (source is None) == (test_set is None):
        raise click.UsageError("give either a file to translate or a test set with -t")
    if test_set and references:
        raise click.UsageError("a test set brings its own references: leave out -r")
    if source and not references:
        raise click.UsageError("give a reference with -r")


def _held(source: Path | None, references: Sequence[Path], test_set: str | None) -> inputs.Held:
    if test_set is not None:
        fetched = testsets.fetch(test_set)
        return inputs.Held((test_set, fetched.source), inputs.numbered(test_set, fetched.references), fetched.documents)
    return inputs.read_held(source, references)


@dataclass(frozen=True, slots=True)
class _Run:
    """What was translated; `sentences_per_second` is None if all was in the memory."""

    translations: "Sequence[Translation]"
    sentences_per_second: float | None
    notices: Sequence[str]


def _translate(translator: "Translator", source: File, terms: Sequence[Sequence[Term]] | None) -> _Run:
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
