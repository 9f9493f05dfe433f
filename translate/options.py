"""What a user can choose about a translation, as one object."""

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["ct2", "torch"]
Device = Literal["auto", "cpu", "cuda"]
BUNDLED = "de-en"
# Four hypotheses take a third longer and translate no better.
BEAM_SIZE = 3


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one run.

    `model` is the name of the bundled model, a hub id or a directory; `beam_size` counts hypotheses kept
    while decoding; `repair` mends scrape damage before segmenting; `memory` reads and writes the
    translation memory.
    """

    model: str = BUNDLED
    engine: EngineName = "ct2"
    device: Device = "auto"
    beam_size: int = BEAM_SIZE
    repair: bool = True
    memory: bool = True

    def cache_key(self) -> str:
        """What the translation of a segment depends on: with equal keys it is the same.

        `repair` changes what the segments are and `memory` where their translations are from: they are not in it.
        Nor is what a model's name stands for today: an engine knows the hash of its weights.

        >>> Options().cache_key()
        'ct2-auto-beam3-de-en'
        """
        return f"{self.engine}-{self.device}-beam{self.beam_size}-{self.model}"
