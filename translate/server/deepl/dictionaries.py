"""The entries of a dictionary as DeepL's clients write them: TSV, or CSV with languages in cells of their own."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from translate.server import shelf
from translate.server.deepl import codes
from translate.server.deepl.parameters import Parameters
from translate.server.problems import Problem
from translate.server.shelf import Pair

# Bytes of a source or a target, as DeepL has it.
_LONGEST = 1024


def given(asked: Parameters) -> Mapping[str, str]:
    """The entries of a dictionary, source to target; raises `Problem` for what are none."""
    pair = codes.glossary_pair(asked)
    text = asked.required("entries")
    form = asked.choice("entries_format", ("tsv", "csv"), "tsv")
    entries = _unique(_of_tsv(text) if form == "tsv" else _of_csv(text, pair))
    if not entries:
        raise _invalid("No entries")
    if pair == codes.PAIR:
        _, wrong = shelf.usable(entries, "")
        if wrong:
            raise _invalid(wrong[0])
    return entries


def as_tsv(entries: Mapping[str, str]) -> str:
    """Entries as TSV."""
    return "\n".join(f"{source}\t{target}" for source, target in entries.items())


def _of_tsv(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        if line.strip():
            source, tab, target = line.partition("\t")
            if not tab:
                raise _invalid(f"Key with the index {number} misses tab separator")
            yield number, source.strip(), target.strip()


def _of_csv(text: str, pair: Pair) -> Iterator[tuple[int, str, str]]:
    """Entries of the lines that say no languages, or those of the dictionary."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True))
    except csv.Error as error:
        raise _invalid(f"The CSV cannot be read: {error}") from error
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2:
            raise _invalid(f"Key with the index {number} misses a target")
        languages = tuple(cell.lower().partition("-")[0] for cell in cells[2:4])
        if len(languages) < 2 or not all(languages) or languages == pair:
            yield number, cells[0], cells[1]


def _unique(entries: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, source, target in entries:
        if not source or not target:
            raise _invalid(f"Key with the index {number} has an empty source or target")
        if max(len(source.encode()), len(target.encode())) > _LONGEST:
            raise _invalid(f"Key with the index {number} is longer than {_LONGEST} bytes")
        if any(sign < " " or sign in "\x7f\u2028\u2029" for sign in source + target):
            raise _invalid(f"Key with the index {number} has a character that no entry may have")
        if source in found:
            raise _invalid(f"Key with the index {number} duplicates another key")
        found[source] = target
    return found


def _invalid(detail: str) -> Problem:
    return Problem(400, "Invalid glossary entries provided", detail)
