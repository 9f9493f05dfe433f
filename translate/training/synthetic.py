"""Pairs of sentences of which a model makes one side, as a file to train on."""

import lzma
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary import atomic
from glossary.errors import reason
from translate.engines import loading
from translate.errors import TrainingError
from translate.options import Options
from translate.training import back_translation, corpus, hinted_translation, monolingual
from translate.training.hinted_translation import Words
from translate.training.interrupts import heeded
from translate.training.monitoring import Log
from translate.training.vocabulary import direction_of

_PAIRS_PER_LINE = 5_000


def sentences(texts: Iterable[Path], held_out: Iterable[Path], count: int, seed: int) -> list[str]:
    """The sentences of files and folders that may be trained on, `count` of them drawn by chance if it is not 0."""
    found = list(monolingual.read(list(texts), corpus.held_out(held_out)))
    if not found:
        raise TrainingError("no sentence in the texts; they need one a line")
    rng = random.Random(seed)
    rng.shuffle(found)
    return found[:count] if count else found


def pairs(model: str, lexicon: Path | None, lines: Iterable[str], log: Log) -> Iterator[tuple[str, str]]:
    """German and English: back-translations by a model from English, else hinted translations, which need a lexicon.

    Raises `TrainingError` if it is neither, `ModelError` if there is no such model.
    """
    directory = loading.find(model)
    if direction_of(directory) == "en-de":
        if lexicon:
            raise TrainingError(f"{model} translates from English, for which no lexicon is asked; leave --lexicon out")
        return back_translation.pairs(directory, lines)
    if not lexicon:
        raise TrainingError("hinted translation needs --lexicon, back-translation a --model from English to German")
    engine = loading.load(Options(model=model), log)
    return hinted_translation.pairs(engine, Words.read(lexicon), lines)


def write(made: Iterable[tuple[str, str]], output: Path, log: Log) -> tuple[int, bool]:
    """Write pairs as `.tsv`, or `.tsv.xz` if that is its name; gives their number, and whether these are all.

    SIGTERM or Ctrl-C end the work early, and what was made until then is a whole file. Raises `TrainingError` if it
    cannot be written.
    """
    count = 0
    try:
        with heeded() as interrupt, atomic.opened(output) as put:
            packer = lzma.LZMACompressor() if output.suffix == ".xz" else None
            for german, english in made:
                line = f"{german}\t{english}\n".encode()
                put(packer.compress(line) if packer else line)
                count += 1
                if count % _PAIRS_PER_LINE == 0:
                    log(f"{count} pairs")
                if interrupt.asked:
                    break
            if packer:
                put(packer.flush())
    except OSError as error:
        raise TrainingError(f"{output}: the pairs cannot be written: {reason(error)}") from error
    return count, not interrupt.asked
