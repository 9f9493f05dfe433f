"""COMET (Rei et al. 2020) by the package unbabel-comet, with a model that is on this machine."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from eval.metrics import References

_CHECKPOINT = Path("checkpoints", "model.ckpt")


def segment_scores(
    sources: Sequence[str], hypotheses: Sequence[str], references: References, *, model: Path
) -> list[float]:
    """The scores of the segments in points of a hundred; of several references the mean of those with each.

    `model` is a directory as Hugging Face has it, with `hparams.yaml` and `checkpoints/model.ckpt`. Nothing is fetched:
    the encoder that it is built on has to be in Hugging Face's cache.

    Raises `ValueError` where the sources are not known, and whatever COMET does.
    """
    import torch

    if not any(sources):
        raise ValueError("it compares with the source too: give that with -s")
    samples = [
        {"src": source, "mt": hypothesis, "ref": reference}
        for segments in references
        for source, hypothesis, reference in zip(sources, hypotheses, segments, strict=True)
    ]
    scores = _loaded(model).predict(samples, gpus=int(torch.cuda.is_available())).scores
    by_reference = [scores[first : first + len(sources)] for first in range(0, len(samples), len(sources))]
    return [100 * sum(of_segment) / len(references) for of_segment in zip(*by_reference, strict=True)]


@lru_cache(maxsize=1)
def _loaded(model: Path) -> Any:
    """Loaded once for all systems: it takes gigabytes."""
    from comet import load_from_checkpoint

    return load_from_checkpoint(str(model / _CHECKPOINT), local_files_only=True)
