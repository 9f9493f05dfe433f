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
