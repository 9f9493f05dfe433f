"""What a user can choose about a translation, as one object."""

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["ct2", "torch"]
Device = Literal["auto", "cpu", "cuda"]
Quotes = Literal["straight", "curly"]
Clock = Literal["12", "24"]
BUNDLED = "de-en"
# Three hypotheses take a quarter longer for 0.15 BLEU, one takes a quarter less for 0.5.
BEAM_SIZE = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How the English of an article is set.

    `quotes` are its quotation marks and apostrophes, `clock` the hours that its times of day count: `2:30 p.m.` or
    `14:30`.
    """

    quotes: Quotes = "straight"
    clock: Clock = "12"


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one run.

    `model` is the name of the bundled model, a hub id or a directory; `beam_size` counts hypotheses kept
    while decoding; `repair` mends scrape damage before segmenting; `memory` reads and writes the
    translation memory; `names` finds names that no glossary has and enforces them; `style` is how the English is set;
    `lexicon` offers the model what the user's lexicons say of words that it hardly knows. `threads` of the processor
    translate; 0 is all that there are.
    """

    model: str = BUNDLED
    engine: EngineName = "ct2"
    device: Device = "auto"
    beam_size: int = BEAM_SIZE
    repair: bool = True
    memory: bool = True
    names: bool = True
    style: Style = Style()
    lexicon: bool = True
    threads: int = 0
