"""German words with their English, for training: the tables that `deen lexicon` reads, not only the user's own.

A line is German, tab, English with `|` between senses, tab, part of speech.
"""

from pathlib import Path

from translate.errors import TrainingError
from translate.lexicon import table
from translate.lexicon.words import Word
from translate.training import text_files


def read(path: Path) -> list[Word]:
    """The words of a `.tsv` or `.tsv.xz` file; raises `TrainingError` if it has none or cannot be read."""
    try:
        with text_files.opened(path) as lines:
            words = list(table.words(line.rstrip("\n") for line in lines))
    except text_files.UNREADABLE as error:
        raise TrainingError(f"{path}: the words cannot be read: {error}") from error
    if not words:
        raise TrainingError(f"{path}: no words in there; a line is German, a tab, English, a tab, noun")
    return words


def nouns(path: Path) -> list[tuple[str, str]]:
    """The nouns of such a file with what is likeliest of their English; raises `TrainingError` if it has none."""
    pairs = [(word.german, word.senses[0]) for word in read(path) if word.part == "noun"]
    if not pairs:
        raise TrainingError(f"{path}: no nouns in there; the third column says `noun`")
    return pairs
