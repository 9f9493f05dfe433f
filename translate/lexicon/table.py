"""A table of one's own: German, tab, English with `|` between senses, and if one likes, tab, part of speech.

A line that begins with `#` is a remark; a first line with the names of the columns is passed over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from translate.lexicon.words import Word, made, part_of

KIND = "table"
_HEADER = frozenset({"german", "deutsch", "de", "word", "wort"})
_GLOSSARY = {"source", "target"}
_LICENCE = re.compile(r"licen[cs]e|lizenz|copyright|©", re.IGNORECASE)


def is_table(lines: Sequence[str]) -> bool:
    """Whether the first lines of a file are mostly two or three cells, of which the first two hold something.

    >>> is_table(["# mine", "Haus\\thouse"]), is_table(["Das Haus ist alt."])
    (True, False)
    """
    rows = [line.split("\t") for line in lines if _is_row(line)]
    return 2 * sum(len(row) in (2, 3) and all(cell.strip() for cell in row[:2]) for row in rows) > len(rows)


def is_glossary(lines: Sequence[str]) -> bool:
    """Whether the first lines have the header of a glossary."""
    first = next((line for line in lines if _is_row(line)), "")
    return {cell.strip().lower() for cell in first.split("\t")} >= _GLOSSARY


def licence(lines: Iterable[str]) -> str:
    """What the remarks at the head of a file say of its licence, as one line; empty if they say nothing."""
    return "; ".join(line.strip("# ") for line in lines if line.startswith("#") and _LICENCE.search(line))


def words(lines: Iterable[str]) -> Iterator[Word]:
    """The words of a table's lines; what is none is passed over.

    >>> [*words(["German\\tEnglish", "Steg\\tjetty|pier\\tnoun"])]
    [Word(german='Steg', senses=('jetty', 'pier'), part='noun')]
    """
    first = True
    for line in lines:
        if not _is_row(line):
            continue
        german, _, rest = line.partition("\t")
        english, _, part = rest.partition("\t")
        header, first = first and german.strip().lower() in _HEADER, False
        if not header and (word := made(german.strip(), map(str.strip, english.split("|")), part_of(part))):
            yield word


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")
