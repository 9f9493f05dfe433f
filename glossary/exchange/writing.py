"""Terms as files for other programs."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from glossary import own_table
from glossary.errors import GlossaryError
from glossary.exchange import json_entries, spreadsheet, termbases, translation_memory
from glossary.terms import Term

# How a cell begins that a spreadsheet takes for a formula, and the formats whose cells it reads so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TABLES = ("tsv", "csv", "deepl")


def written(terms: Sequence[Term], form: str, *, escape_formulas: bool = False) -> bytes:
    """The bytes of a file in one of `FORMS`. All hold everything that an entry has but `deepl`, DeepL's CSV.

    With `escape_formulas` no cell of a table in text begins as a formula of a spreadsheet does: an apostrophe stands
    before it. Raises `GlossaryError` for formats that are no such table.
    """
    if escape_formulas and form not in _TABLES:
        raise GlossaryError(f"{form}: has no cells that a spreadsheet takes for formulas; leave out --escape-formulas")
    return FORMS[form]([_escaped(term) for term in terms] if escape_formulas else terms)


def form_of(path: Path) -> str:
    """The format that a file's name ends with; raises `GlossaryError` if it tells none."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMS:
        raise GlossaryError(f"{path}: its name does not tell the format; name it with --format: " + ", ".join(FORMS))
    return ending


def _escaped(term: Term) -> Term:
    """An entry none of whose cells begins as a formula does."""
    source, target, kind, note, plural = (
        _plain(text) for text in (term.source, term.target, term.kind, term.note, term.plural)
    )
    # What a cell lists, it begins with the first of.
    forms, forbidden = ((*map(_plain, texts[:1]), *texts[1:]) for texts in (term.forms, term.forbidden))
    return Term(source, target, kind, forms, note, term.origin, plural, forbidden)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


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
