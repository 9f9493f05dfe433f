"""Terms as files for other programs."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from glossary import own_table
from glossary.errors import GlossaryError
from glossary.exchange import json_entries, spreadsheet, termbases, translation_memory
from glossary.terms import Term


def written(terms: Sequence[Term], form: str) -> bytes:
    """The bytes of a file in one of `FORMS`. All hold everything that an entry has but `deepl`, DeepL's CSV."""
    return FORMS[form](terms)


def form_of(path: Path) -> str:
    """The format that a file's name ends with; raises `GlossaryError` if it tells none."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMS:
        raise GlossaryError(f"{path}: its name does not tell the format; name it with --format: " + ", ".join(FORMS))
    return ending


def _tsv(terms: Sequence[Term]) -> bytes:
    return own_table.formatted(terms).encode()


def _csv(terms: Sequence[Term]) -> bytes:
    """The columns of deen's own format, with their names in the first line."""
    layout = own_table.new(terms)
    return _rows([layout.columns, *(layout.values(term) for term in terms)])


def _deepl(terms: Sequence[Term]) -> bytes:
    """Source, target and the two languages, without a header."""
    return _rows([(term.source, term.target, "de", "en") for term in terms])


def _rows(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    plain = csv.writer(text, lineterminator="\n")
    quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        # Without quotation marks, # begins a comment.
        (quoted if row[0].startswith("#") else plain).writerow(row)
    return text.getvalue().encode()


FORMS: dict[str, Callable[[Sequence[Term]], bytes]] = {
    "tsv": _tsv,
    "csv": _csv,
    "deepl": _deepl,
    "xlsx": spreadsheet.written,
    "tbx": termbases.written,
    "tmx": translation_memory.written,
    "json": json_entries.written,
}
