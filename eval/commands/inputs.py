"""The files that `deen score` and `deen evaluate` are given, as what is scored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval import reading
from eval.commands.options import METRICS
from eval.errors import EvaluationError
from eval.reading import Role
from eval.testsets import File
from glossary import store
from glossary.terms import Glossary, Term

if TYPE_CHECKING:
    from eval.metrics import Measure
    from eval.plugins import Plugin
    from eval.scoring import WantedTerms


def read(path: Path, role: Role) -> File:
    """The one text in a file."""
    return str(path), reading.read_one(path, role)


@dataclass(frozen=True, slots=True)
class Held:
    """What translations are held against; source and documents, one a line, are None where they are not known."""

    source: File | None
    references: list[File]
    documents: Sequence[str] | None


def read_held(source: Path | None, references: Sequence[Path]) -> Held:
    """The source and the references in some files; one file may have several references.

    Each file is read once. The documents are the source's, else those of the first reference that tells them.
    """
    german = reading.contents_of_one(source, "source") if source else None
    read = [(str(path), reading.contents(path, "reference")) for path in references]
    return Held(
        (str(source), german.texts[0]) if german else None,
        [file for name, contents in read for file in numbered(name, contents.texts)],
        next((one.documents for one in (german, *(contents for _, contents in read)) if one and one.documents), None),
    )


def numbered(name: str, texts: Sequence[Sequence[str]]) -> list[File]:
    """Texts that come from one place, with names that tell them apart."""
    if len(texts) == 1:
        return [(name, texts[0])]
    return [(f"{name} ({number})", text) for number, text in enumerate(texts, 1)]


def term_lists(path: Path | None, source: File) -> list[list[Term]] | None:
    """The terms of each line of the source, None without a file that has them.

    Raises `EvaluationError` for a file of more or fewer lines.
    """
    if path is None:
        return None
    lists = reading.read_terms(path)
    if len(lists) != len(source[1]):
        raise EvaluationError(
            f"{path} ends at line {len(lists)} and {source[0]} at line {len(source[1])}: "
            "each line needs a list, if only []"
        )
    return lists


def wanted_terms(
    metrics: Sequence[str] | None,
    glossaries: Sequence[Path],
    beside: Path | None,
    lists: list[list[Term]] | None,
    tell: Callable[[str], object],
) -> "WantedTerms | None":
    """The terms to score: those that `deen translate` would enforce, or the given lists and files alone.

    `tell` is called with what contradicts itself in a glossary.
    """
    # numpy and sacrebleu come with it.
    from eval.scoring import WantedTerms

    if metrics is not None and "terms" not in metrics:
        return None
    if lists is None:
        return WantedTerms(store.load(glossaries, beside, tell))
    return WantedTerms(Glossary.merge(*(store.entries(path, tell) for path in glossaries)), lists)


def with_references(metrics: Sequence[str] | None) -> list[str]:
    """Those of the metrics asked for that compare with references."""
    return [name for name in metrics or METRICS if name != "terms"]


def plugins_of(metrics: Sequence[str] | None, models: Mapping[str, Path]) -> "list[Plugin]":
    """Those of the metrics asked for that packages bring along, loaded.

    Raises `EvaluationError` for one that cannot be, and for the model of a metric that is not asked for.
    """
    wanted = [name for name in metrics or () if name not in METRICS]
    if other := [name for name in models if name not in wanted]:
        raise EvaluationError(f"--metric-model {other[0]}: no metric of that name is asked for that takes a model")
    if not wanted:
        return []
    from eval import plugins

    return [plugins.load(name, models.get(name)) for name in wanted]


def plugin_measures(plugins: "Sequence[Plugin]", held: Held) -> "dict[str, Measure]":
    """The measures of some plugins by their names."""
    from eval.plugins import measure

    german = held.source[1] if held.source else None
    references = [segments for _, segments in held.references]
    return {plugin.name: measure(plugin, german, references) for plugin in plugins}
