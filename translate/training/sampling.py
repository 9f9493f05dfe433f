"""Translations drawn by chance from a model, as its probabilities are."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import ctranslate2

from translate.engines import conversion, marian
from translate.training.devices import same_threads
from translate.training.packing import MAX_PIECES

_TOKENS_PER_BATCH = 256


def drawn(directory: Path, sources: Sequence[Sequence[str]], count: int, top_k: int) -> list[list[list[str]]]:
    """For each source `count` translations by the model of a Marian directory, in pieces without the end mark.

    Sources are pieces with their end mark. Each piece is drawn from the `top_k` likeliest (Fan et al. 2018); what they
    leave out is a waste of time.
    """
    with same_threads() as threads, tempfile.TemporaryDirectory() as folder:
        converted = Path(folder) / "converted"
        conversion.convert(marian.read(directory), "int8", converted)
        translator = ctranslate2.Translator(str(converted), inter_threads=threads, intra_threads=1)
        results = translator.translate_batch(
            sources,
            batch_type="tokens",
            max_batch_size=_TOKENS_PER_BATCH,
            beam_size=1,
            num_hypotheses=count,
            sampling_topk=top_k,
            max_decoding_length=MAX_PIECES,
            max_input_length=0,
        )
    return [result.hypotheses for result in results]
