"""A Marian model made ready for CTranslate2. Needs torch and transformers, which translating does not."""

import contextlib
import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.converters import TransformersConverter

from translate.errors import ModelError


class _Converter(TransformersConverter):  # type: ignore[misc]
    def __init__(self, directory: Path, heads: int) -> None:
        super().__init__(str(directory))
        self._heads = heads

    def _load(self) -> Any:
        spec = super()._load()
        # What a saved model returns as attention: the first so many heads of the last decoder layer.
        spec.decoder.alignment_layer = np.dtype("int16").type(-1)
        spec.decoder.alignment_heads = np.dtype("int16").type(self._heads)
        return spec


def convert_marian(directory: Path, config: dict[str, Any], precision: str, output: Path) -> None:
    """Convert, with the precision `int8` or `float16`; raises `ModelError` if the model cannot be.

    The attention of a model that names its alignment heads is an alignment; of another one the mean over
    all heads is the best guess there is.
    """
    heads = len(config.get("alignment_heads", ())) or int(config["decoder_attention_heads"])
    quantization = "int8_float32" if precision == "int8" else precision
    try:
        with warnings.catch_warnings(), open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
            warnings.simplefilter("ignore")
            _Converter(directory, heads).convert(str(output), quantization=quantization)
    except Exception as error:  # the converter raises whatever transformers and torch raise
        raise ModelError(f"{directory}: cannot be converted for CTranslate2: {error}") from error
