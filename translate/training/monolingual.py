"""Text of one language, a sentence a line, of which synthetic pairs and vocabularies are made."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from translate.errors import TrainingError
from translate.training import text_files
from translate.training.corpus import fingerprint

_ENDINGS = (".txt", ".txt.xz")


def read(paths: Sequence[Path], test_lines: frozenset[bytes]) -> Iterator[str]:
    """The sentences of `.txt` and `.txt.xz` files and of folders of them, but for those of test sets.

    `test_lines` are as `corpus.held_out` gives them. Raises `TrainingError` for a file that cannot be read.
    """
    for path in paths:
        files = sorted(file for file in path.glob("*") if file.name.endswith(_ENDINGS)) if path.is_dir() else [path]
        if not files:
            raise TrainingError(f"{path}: no .txt or .txt.xz file in there")
        for file in files:
            for line in _lines(file):
                sentence = " ".join(line.split())
                if sentence and fingerprint(sentence) not in test_lines:
                    yield sentence


def _lines(file: Path) -> Iterator[str]:
    try:
        with text_files.opened(file) as lines:
            yield from lines
    except text_files.UNREADABLE as error:
        raise TrainingError(f"{file}: the sentences cannot be read: {error}") from error
