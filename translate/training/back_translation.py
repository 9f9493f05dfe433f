"""Pairs whose German a model made of English text (Sennrich et al. 2016), so that a decoder learns that English.

The German is drawn by chance, which teaches more than the likeliest one (Edunov et al. 2018). Mixing files tag such
pairs.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from translate.engines.tokenizer import Tokenizer
from translate.training import corpus, sampling
from translate.training.packing import MAX_PIECES
from translate.training.vocabulary import END

_AT_ONCE = 20_000
_TOP_K = 10


def pairs(directory: Path, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """German and English for each English line of which an English→German model makes something like a translation."""
    tokenizer = Tokenizer(directory)
    lines = iter(lines)
    while some := list(islice(lines, _AT_ONCE)):
        sources = [[*tokenizer.source(line).pieces, END] for line in some]
        short = [pair for pair in zip(some, sources, strict=True) if len(pair[1]) <= MAX_PIECES]
        made = sampling.drawn(directory, [source for _, source in short], 1, _TOP_K)
        for (english, _), [german_pieces] in zip(short, made, strict=True):
            german = tokenizer.text(german_pieces)
            if corpus.is_clean(german, english):
                yield german, english
