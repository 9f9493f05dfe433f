"""The fast engine: CTranslate2, int8 on the CPU, float16 on a GPU."""

import math
from collections.abc import Container, Sequence
from pathlib import Path

import ctranslate2

from glossary.errors import reason
from translate.confidence import Calibration
from translate.engines.base import EMPTY, Hypothesis, ModelFacts, Request, linked, usable_cores
from translate.engines.marian import MarianModel
from translate.engines.piece_files import END
from translate.engines.tokenizer import Encoded, Tokenizer
from translate.errors import EngineError

# Batches of about so many pieces keep two cores busy without padding away the time.
_BATCH_TOKENS = 1024
# The first piece translates the first source piece as a rule. Where the second piece translates one behind this many,
# that is asked of the model: of 1000 sentences of newstest2017 947 are right then, for 2 % more processor time
# (without asking 930 for nothing, asking for all of them 1000 for 30 %).
_NEAR = 3


class Ct2Engine:
    """A converted model.

    `directory` holds `model` converted with `precision`, `tokenizer` is its tokenizer, `calibration` and `known` go
    into its facts; on a CPU so many `threads` translate, as many as it has cores if 0. Raises `EngineError` if the
    model cannot be loaded.
    """

    def __init__(
        self,
        directory: Path,
        model: MarianModel,
        tokenizer: Tokenizer,
        *,
        precision: str,
        device: str,
        beam_size: int,
        threads: int = 0,
        calibration: Calibration | None = None,
        known: Container[str] | None = None,
    ) -> None:
        workers = (threads or usable_cores()) if device == "cpu" else 1
        self.facts = ModelFacts(
            key=f"ct2-{precision}-beam{beam_size}-{model.digest}",
            takes_hints=bool(model.hint_pieces),
            max_source_length=model.max_source_length,
            split_length=model.split_length,
            calibration=calibration,
            known=known,
            workers=workers,
            batch_pieces=_BATCH_TOKENS,
        )
        self.tokenizer = tokenizer
        self._length_penalty = model.length_penalty
        self._beam_size = beam_size
        self._device = device
        try:
            # One thread a batch and a batch a core: short sentences do not share well between threads.
            self._translator = ctranslate2.Translator(
                str(directory), device=device, inter_threads=workers, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"{directory}: the model cannot be loaded: {reason(error)}") from error

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        unique = list(dict.fromkeys(requests))
        by_request = dict.fromkeys(unique, EMPTY)
        encoded = {request: self.tokenizer.request(request, self.facts.max_source_length) for request in unique}
        some = {request: source for request, source in encoded.items() if source.pieces}
        if some:
            by_request.update(zip(some, self._decode(list(some.values()), repetition_penalty), strict=True))
        return [by_request[request] for request in requests]

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        encoded = self.tokenizer.request(request, self.facts.max_source_length)
        if not encoded.pieces:
            return [EMPTY]
        [result] = self._search([encoded], max(count, self._beam_size), 1.0, count)
        scores = [self._score(result, number) for number in range(len(result.hypotheses))]
        attended = [_attended(result, encoded, number) for number in range(len(result.hypotheses))]
        self._correct_first(attended, [encoded] * len(attended))
        return self._made(result.hypotheses, scores, attended, [encoded] * len(attended))

    def _decode(self, encoded: Sequence[Encoded], repetition_penalty: float) -> list[Hypothesis]:
        results = self._search(encoded, self._beam_size, repetition_penalty)
        outputs = [result.hypotheses[0] for result in results]
        if repetition_penalty == 1.0:
            scores = list(map(self._score, results))
        else:
            scores = self._scores_unpenalised(encoded, outputs)
        attended = [_attended(result, source) for result, source in zip(results, encoded, strict=True)]
        if self._beam_size > 1 and self._device == "cpu":
            self._correct_first(attended, encoded)
        return self._made(outputs, scores, attended, encoded)

    def _search(
        self, encoded: Sequence[Encoded], beam_size: int, repetition_penalty: float, count: int = 1
    ) -> list[ctranslate2.TranslationResult]:
        """What CTranslate2 finds, `count` hypotheses each."""
        sources = _sources(encoded)
        found: list[ctranslate2.TranslationResult] = self._translator.translate_batch(
            sources,
            batch_type="tokens",
            max_batch_size=self._batch_tokens(sources),
            beam_size=beam_size,
            num_hypotheses=count,
            max_decoding_length=min(_most_pieces(sources), self.facts.max_source_length),
            max_input_length=0,
            length_penalty=self._length_penalty,
            repetition_penalty=repetition_penalty,
            return_scores=True,
            return_attention=True,
        )
        return found

    def _made(
        self,
        outputs: Sequence[Sequence[str]],
        scores: Sequence[float],
        attended: Sequence[Sequence[int]],
        encoded: Sequence[Encoded],
    ) -> list[Hypothesis]:
        return [
            Hypothesis(tuple(tokens), linked(self.tokenizer, tokens, [source.spans[place] for place in places]), score)
            for tokens, score, places, source in zip(outputs, scores, attended, encoded, strict=True)
        ]

    def _score(self, result: ctranslate2.TranslationResult, number: int = 0) -> float:
        """CTranslate2's is the sum over the pieces, divided by a power of their number."""
        length = len(result.hypotheses[number]) + 1
        score: float = result.scores[number] * length**self._length_penalty / length
        return score

    def _scores_unpenalised(self, encoded: Sequence[Encoded], outputs: Sequence[Sequence[str]]) -> list[float]:
        """The scores of outputs that were decoded with a repetition penalty, which changes those of the search."""
        sources = _sources(encoded)
        scored = self._translator.score_batch(
            sources,
            outputs,
            batch_type="tokens",
            max_batch_size=self._batch_tokens(sources),
            max_input_length=0,
        )
        return [sum(result.log_probs) / len(result.log_probs) for result in scored]

    def _correct_first(self, attended: Sequence[list[int]], encoded: Sequence[Encoded]) -> None:
        """Correct the source piece that the first target piece of each output attends to.

        On the CPU CTranslate2 makes room for the beams only after the first step, and then takes as the first row of
        sentence n of a batch that of sentence n // beam_size (`gather_beam_flat` of `BeamSearch::search`). The row
        depends on the source alone, so one greedy step has it, at the price of encoding the source again.
        """
        doubtful = []
        for places, source in zip(attended, encoded, strict=True):
            if places:
                places[0] = 0
            if len(places) > 1 and places[1] > _NEAR:
                doubtful.append((places, source))
        if not doubtful:
            return
        sources = _sources([source for _, source in doubtful])
        results = self._translator.translate_batch(
            sources,
            batch_type="tokens",
            max_batch_size=self._batch_tokens(sources),
            beam_size=1,
            max_decoding_length=1,
            max_input_length=0,
            return_attention=True,
        )
        for (places, source), result in zip(doubtful, results, strict=True):
            for row in result.attention[0]:
                places[0] = _strongest(row, source)

    def _batch_tokens(self, sources: Sequence[Sequence[str]]) -> int:
        """The size of a batch: all are of about one size."""
        longest = max(map(len, sources))
        padded = longest * len(sources)
        return padded // math.ceil(padded / _BATCH_TOKENS) + longest


def _sources(encoded: Sequence[Encoded]) -> list[list[str]]:
    return [[*source.pieces, END] for source in encoded]


def _attended(result: ctranslate2.TranslationResult, source: Encoded, number: int = 0) -> list[int]:
    """For each piece of an output the source piece that it mostly attends to."""
    return [_strongest(row, source) for row in result.attention[number][: len(result.hypotheses[number])]]


def _strongest(row: Sequence[float], source: Encoded) -> int:
    """The source piece that a row of the attention is strongest at, the end mark aside."""
    weights = row[: len(source.pieces)]
    return weights.index(max(weights))


def _most_pieces(sources: Sequence[Sequence[str]]) -> int:
    """A translation that gets longer than this is not one."""
    return 2 * max(map(len, sources)) + 20
