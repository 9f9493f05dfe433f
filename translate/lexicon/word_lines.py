"""Words of a text file, looked up in it as it is: to take all of it apart takes longer than most articles do."""

from collections.abc import Iterator, Mapping

from translate import sorted_words
from translate.lexicon.words import Word


class WordLines(Mapping[str, tuple[Word, ...]]):
    """Words by their German.

    The lines are in the order of their bytes: German, senses with `|` between them, part. Remarks, which begin with #,
    may stand before them.

    >>> WordLines("Bank\\tbank|bench\\tnoun\\nalt\\told\\tadj\\n".encode())["Bank"]
    (Word(german='Bank', senses=('bank', 'bench'), part='noun'),)
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    def __getitem__(self, german: str) -> tuple[Word, ...]:
        found = tuple(_word(line) for line in sorted_words.rows(german, self._lines))
        if not found:
            raise KeyError(german)
        return found

    def __iter__(self) -> Iterator[str]:
        lines = (line for line in self._lines.decode().splitlines() if not line.startswith("#"))
        return iter(dict.fromkeys(line.partition("\t")[0] for line in lines))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _word(line: str) -> Word:
    german, english, part = line.split("\t")
    return Word(german, tuple(english.split("|")), part)
