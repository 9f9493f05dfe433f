"""The reference engine: transformers' own `generate`."""

from collections.abc import Container, Iterator, Sequence
from typing import Any

import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel
from transformers.utils import logging

from glossary.errors import reason
from glossary.linked import Span
from translate.confidence import Calibration
from translate.engines.base import EMPTY, Hypothesis, ModelFacts, Request, linked
from translate.engines.marian import MarianModel
from translate.engines.piece_files import END, UNKNOWN
from translate.engines.tokenizer import Encoded, Tokenizer
from translate.errors import EngineError

_SENTENCES_A_BATCH = 16


class TorchEngine:
    """A Marian model in float32 (float16 on a GPU), decoded by transformers.

    Raises `EngineError` if the model cannot be loaded.
    """

    def __init__(
        self,
        model: MarianModel,
        tokenizer: Tokenizer,
        *,
        device: str,
        beam_size: int,
        calibration: Calibration | None = None,
        known: Container[str] | None = None,
    ) -> None:
        dtype = torch.float16 if device == "cuda" else torch.float32
        self.facts = ModelFacts(
            key=f"torch-{str(dtype).removeprefix('torch.')}-beam{beam_size}-{model.digest}",
            takes_hints=bool(model.hint_pieces),
            max_source_length=model.max_source_length,
            split_length=model.split_length,
            calibration=calibration,
            known=known,
        )
        self.tokenizer = tokenizer
        self._beam_size = beam_size
        self._device = device
        self._pieces = {number: piece for piece, number in tokenizer.numbers.items()}
        self._heads = list(model.alignment_heads)
        # The load is over before its bar could be of use, and stderr is for what users must know.
        bars, verbosity = logging.is_progress_bar_enabled(), logging.get_verbosity()
        logging.disable_progress_bar()
        logging.set_verbosity(logging.CRITICAL)
        try:
            self._model = _loaded(model, dtype).to(device).eval()
        except Exception as error:  # whatever transformers and torch raise over a damaged or strange model
            raise EngineError(f"{model.directory}: the model cannot be loaded: {reason(error)}") from error
        finally:
            logging.set_verbosity(verbosity)
            if bars:
                logging.enable_progress_bar()

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        encoded = [self.tokenizer.request(request, self.facts.max_source_length) for request in requests]
        hypotheses = [EMPTY] * len(requests)
        order = sorted(
            (index for index, source in enumerate(encoded) if source.pieces),
            key=lambda index: len(encoded[index].pieces),
        )
        for first in range(0, len(order), _SENTENCES_A_BATCH):
            batch = order[first : first + _SENTENCES_A_BATCH]
            outputs = self._generate([encoded[i] for i in batch], repetition_penalty)
            measured = self._measure([encoded[i] for i in batch], outputs)
            for index, tokens, (score, alignment) in zip(batch, outputs, measured, strict=True):
                hypotheses[index] = Hypothesis(tokens, linked(self.tokenizer, tokens, alignment), score)
        return hypotheses

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        encoded = self.tokenizer.request(request, self.facts.max_source_length)
        if not encoded.pieces:
            return [EMPTY]
        outputs = self._generate([encoded], 1.0, count)
        measured = self._measure([encoded] * len(outputs), outputs)
        return [
            Hypothesis(tokens, linked(self.tokenizer, tokens, alignment), score)
            for tokens, (score, alignment) in zip(outputs, measured, strict=True)
        ]

    def _generate(self, encoded: Sequence[Encoded], repetition_penalty: float, count: int = 1) -> list[tuple[str, ...]]:
        """The pieces of the hypotheses, `count` a source."""
        ids, mask = self._sources(encoded)
        with torch.inference_mode():
            rows = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                num_beams=max(count, self._beam_size),
                num_return_sequences=count,
                do_sample=False,
                # The model has no places for more.
                max_length=min(1 + 2 * ids.shape[1] + 20, self._model.config.max_position_embeddings),
                repetition_penalty=repetition_penalty,
            )
        return [self._output(row) for row in rows[:, 1:].tolist()]

    def _measure(
        self, encoded: Sequence[Encoded], outputs: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[float, tuple[Span, ...]]]:
        """Score and alignment of each output."""
        ids, mask = self._sources(encoded)
        start, pad = self._model.config.decoder_start_token_id, self._model.config.pad_token_id
        numbers = [[*self._numbers(tokens), self.tokenizer.numbers[END]] for tokens in outputs]
        longest = max(map(len, numbers))
        targets = [[start, *row[:-1]] + [pad] * (longest - len(row)) for row in numbers]
        with torch.inference_mode():
            out = self._model(
                input_ids=ids,
                attention_mask=mask,
                decoder_input_ids=torch.tensor(targets, device=self._device),
                output_attentions=True,
            )
        attention = out.cross_attentions[-1][:, self._heads].mean(1)
        for row, logits, weights, source in zip(numbers, out.logits, attention, encoded, strict=True):
            chosen = torch.tensor(row, device=self._device).unsqueeze(1)
            score = logits[: len(row)].float().log_softmax(-1).gather(1, chosen).mean().item()
            places = weights[: len(row) - 1, : len(source.spans)].argmax(1).tolist()
            yield score, tuple(source.spans[place] for place in places)

    def _sources(self, encoded: Sequence[Encoded]) -> tuple[torch.Tensor, torch.Tensor]:
        rows = [self._numbers((*source.pieces, END)) for source in encoded]
        longest = max(map(len, rows))
        pad = self._model.config.pad_token_id
        ids = torch.tensor([row + [pad] * (longest - len(row)) for row in rows], device=self._device)
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows], device=self._device)
        return ids, mask

    def _numbers(self, pieces: Sequence[str]) -> list[int]:
        unknown = self.tokenizer.numbers[UNKNOWN]
        return [self.tokenizer.numbers.get(piece, unknown) for piece in pieces]

    def _output(self, row: list[int]) -> tuple[str, ...]:
        end = self.tokenizer.numbers[END]
        if end in row:
            row = row[: row.index(end)]
        pad = self._model.config.pad_token_id
        return tuple(self._pieces[number] for number in row if number != pad)


def _loaded(model: MarianModel, dtype: torch.dtype) -> Any:
    """The model by transformers, from the fields of its configuration that were checked; raises many errors."""
    config: dict[str, Any] = {name: value for name, value in model.config.items() if "dtype" not in name}
    loaded, told = MarianMTModel.from_pretrained(
        str(model.directory),
        config=MarianConfig(**config),
        dtype=dtype,
        attn_implementation="eager",
        local_files_only=True,
        use_safetensors=model.weights.suffix == ".safetensors",
        weights_only=True,
        output_loading_info=True,
    )
    if told["missing_keys"]:
        raise ValueError(f"{model.weights.name} lacks {min(told['missing_keys'])}")
    loaded.generation_config = GenerationConfig(
        pad_token_id=config["pad_token_id"],
        eos_token_id=config["eos_token_id"],
        decoder_start_token_id=config["decoder_start_token_id"],
        **model.generation,
    )
    return loaded
