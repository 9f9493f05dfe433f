"""The model card: what the model is, what it was made of, how good it is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.errors import TrainingError
from translate.options import BEAM_SIZE
from translate.training.corpus import Direction, Mixture
from translate.training.model import Shape
from translate.training.schedule import State
from translate.training.validation import Quality

_TITLES = {"de-en": "German to English", "en-de": "English to German"}


@dataclass(frozen=True, slots=True)
class Sources:
    """What a model was trained on: pairs of each source, their mixture, that of the decay."""

    pairs: Mapping[str, int]
    mixture: Mixture
    decay_mixture: Mixture | None


@dataclass(frozen=True, slots=True)
class CardFiles:
    """What else goes into the card: `notes` as they are, and what the `index` says of the sources.

    It is a JSON list of objects with `file`, `source`, `domain`, `kind` and `licence`.
    """

    index: Path | None
    notes: Path | None


def render(
    direction: Direction,
    sources: Sources,
    shape: Shape,
    state: State,
    qualities: Sequence[Quality],
    files: CardFiles,
) -> str:
    """The card of a run's model as Markdown; raises `TrainingError` if one of the files cannot be read."""
    parts = [
        f"# {_TITLES[direction]}, small",
        _architecture(shape),
        "## How it was trained",
        _training(state),
        "## Scores",
        _scores(qualities),
    ]
    if files.notes:
        parts.append(_read(files.notes).strip())
    parts += ["## Sources", _sources(sources, _index(files.index))]
    return "\n\n".join(parts) + "\n"


def _architecture(shape: Shape) -> str:
    layer = 4 * shape.width**2 + 2 * shape.width * shape.feed_forward
    layers = (shape.encoder_layers + shape.decoder_layers) * layer + shape.decoder_layers * 4 * shape.width**2
    millions = (layers + shape.vocabulary * shape.width) / 1e6
    return (
        f"A `MarianMTModel` of {millions:.1f} million parameters: {shape.encoder_layers} encoder and "
        f"{shape.decoder_layers} decoder layers, width {shape.width}, feed-forward {shape.feed_forward}, "
        f"{shape.heads} heads, relu, tied embeddings, a joint sentencepiece vocabulary of "
        f"{shape.vocabulary} pieces with byte fallback. It obeys inline hints, `⟨t⟩ Lawrow ⟨=⟩ Lavrov ⟨/t⟩ "
        "traf …`, and head 0 of its last decoder layer is a word alignment (`hint_pieces`, "
        "`alignment_layer` and `alignment_heads` in its configuration)."
    )


def _training(state: State) -> str:
    return (
        f"With `deen train`: {state.seconds / 3600:.2f} hours, {state.step:,} steps, {state.pairs:,} pairs "
        f"with {state.tokens:,} English pieces, a share of them with hints."
    )


def _scores(qualities: Sequence[Quality]) -> str:
    if not qualities:
        return "Not measured."
    rows = [f"CTranslate2, int8, beam size {BEAM_SIZE}.", "", "| test set | BLEU | chrF |", "| --- | ---: | ---: |"]
    rows += [f"| {q.name} | {q.bleu:.1f} | {q.chrf:.1f} |" for q in qualities]
    signatures = sorted({s for q in qualities for s in (q.bleu_signature, q.chrf_signature)})
    return "\n".join([*rows, "", "sacrebleu signatures: " + ", ".join(f"`{s}`" for s in signatures) + "."])


def _index(path: Path | None) -> dict[str, dict[str, object]]:
    """The rows of an index by the names of the sources."""
    try:
        rows = json.loads(_read(path)) if path else []
        return {row["file"].partition(".")[0]: row for row in rows}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise TrainingError(f"{path}: not a list of sources: {error}") from error


def _sources(sources: Sources, index: Mapping[str, Mapping[str, object]]) -> str:
    lines = [
        "Pairs after cleaning; *weight*: how often a round shows each, *last*: during the decay. Licences as far as "
        "they are known.",
        "",
        "| source | pairs | weight | last | made by | what | licence | from |",
        "| --- | ---: | ---: | ---: | --- | --- | --- | --- |",
    ]
    mixtures = (sources.mixture, sources.decay_mixture)
    for name, pairs in sorted(sources.pairs.items()):
        weights = [f"{mixture.weight(name):g}" if mixture else "" for mixture in mixtures]
        row = index.get(name, {})
        about = [str(row.get(key, "")).replace("|", "/") for key in ("kind", "domain", "licence", "source")]
        lines.append("| " + " | ".join([name, f"{pairs:,}", *weights, *about]) + " |")
    return "\n".join(lines)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read: {error}") from error
