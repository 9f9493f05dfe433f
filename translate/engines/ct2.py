"""The fast engine: CTranslate2, int8 on the CPU, float16 on a GPU."""

import os
from collections.abc import Sequence
from pathlib import Path

import ctranslate2

from translate.engines.base import EMPTY, Hypothesis, Request, Span, beam
from translate.engines.loading import Source
from translate.engines.tokenizer import END, Encoded, Tokenizer
from translate.errors import EngineError

# Batches of about so many pieces keep two cores busy without padding away the time.
_BATCH_TOKENS = 1024


class Ct2Engine:
    """A converted model.

    `directory` holds `model` converted with `precision`, `tokenizer` is its tokenizer. Raises `EngineError` if
    the model cannot be loaded.
    """

    def __init__(
        self,
        directory: Path,
        model: Source,
        tokenizer: Tokenizer,
        *,
        precision: str,
        device: str,
        beam_size: int,
    ) -> None:
        self.key = f"ct2-{precision}-beam{beam_size}-{model.digest}"
        self.limit = model.limit
        self.longest = model.longest
        self.takes_hints = bool(model.hint_pieces)
        self._length_penalty = model.length_penalty
        self._tokenizer = tokenizer
        self._beam_size = beam_size
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._workers = cores if device == "cpu" else 1
        try:
            # One thread a batch and a batch a core: short sentences do not share well between threads.
            self._translator = ctranslate2.Translator(
                str(directory), device=device, inter_threads=self._workers, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"{directory}: the model cannot be loaded: {error}") from error

    def length(self, source: str) -> int:
        return self._tokenizer.length(source)

    def pieces(self, text: str) -> tuple[str, ...]:
        return self._tokenizer.target(text)

    def text(self, pieces: Sequence[str]) -> str:
        return self._tokenizer.text(pieces)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        unique = list(dict.fromkeys(requests))
        by_request = dict.fromkeys(unique, EMPTY)
        by_beam: dict[int, dict[Request, Encoded]] = {}
        for request in unique:
            encoded = self._tokenizer.request(request, self.limit)
            if encoded.pieces:
                by_beam.setdefault(beam(self._beam_size, request), {})[request] = encoded
        for beam_size, some in by_beam.items():
            decoded = self._decode(list(some), list(some.values()), beam_size, repetition_penalty)
            by_request.update(zip(some, decoded, strict=True))
        return [by_request[request] for request in requests]

    def _decode(
        self, requests: Sequence[Request], encoded: Sequence[Encoded], beam_size: int, repetition_penalty: float
    ) -> list[Hypothesis]:
        sources = [[*source.pieces, END] for source in encoded]
        forced = any(request.prefix for request in requests)
        results = self._translator.translate_batch(
            sources,
            target_prefix=[list(request.prefix) for request in requests] if forced else None,
            batch_type="tokens",
            max_batch_size=self._batch_tokens(sources),
            beam_size=beam_size,
            max_decoding_length=min(_most_pieces(sources), self.limit),
            max_input_length=0,
            length_penalty=self._length_penalty,
            repetition_penalty=repetition_penalty,
            return_scores=True,
            return_attention=True,
        )
        outputs = [result.hypotheses[0] for result in results]
        if repetition_penalty == 1.0:
            # The score is the sum over the pieces chosen, divided by a power of the number of all.
            lengths = [len(tokens) + 1 for tokens in outputs]
            scores = [
                result.scores[0] * length**self._length_penalty / (length - len(request.prefix))
                for result, length, request in zip(results, lengths, requests, strict=True)
            ]
        else:
            # The penalty changed the scores.
            scored = self._translator.score_batch(
                sources,
                outputs,
                batch_type="tokens",
                max_batch_size=self._batch_tokens(sources),
                max_input_length=0,
            )
            chosen = [result.log_probs[len(request.prefix) :] for result, request in zip(scored, requests, strict=True)]
            scores = [sum(of_one) / len(of_one) for of_one in chosen]
        alignments = [
            _alignment(result.attention[0], source.spans, len(tokens), beam_size)
            for result, source, tokens in zip(results, encoded, outputs, strict=True)
        ]
        return [
            Hypothesis(tuple(tokens), self.text(tokens), score, alignment)
            for tokens, score, alignment in zip(outputs, scores, alignments, strict=True)
        ]

    def _batch_tokens(self, sources: Sequence[Sequence[str]]) -> int:
        """The size of a batch: a few sentences are shared out evenly among the cores."""
        longest, total = max(map(len, sources)), sum(map(len, sources))
        return min(_BATCH_TOKENS, total // self._workers + longest)


def _alignment(
    attention: Sequence[Sequence[float]], places: Sequence[Span], pieces: int, beam_size: int
) -> tuple[Span, ...]:
    """For each piece the place that its row of the attention is strongest at."""
    columns = range(len(places))
    spans = [places[max(columns, key=row.__getitem__)] for row in attention[:pieces]]
    if spans and beam_size > 1:
        # CTranslate2 mixes up the first rows of a batch when it makes room for the beams.
        spans[0] = (0, 0)
    return tuple(spans)


def _most_pieces(sources: Sequence[Sequence[str]]) -> int:
    """A translation that gets longer than this is not one."""
    return 2 * max(map(len, sources)) + 20
