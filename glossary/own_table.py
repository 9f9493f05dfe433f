"""The lines of a glossary in deen's own format, read strictly and written so that nothing else changes.

The format is UTF-8 with a column for the source and one for the target, tab-separated; a header names the columns
(`source`, `target`, and if there are any `kind`, `forms` and `forbidden` with `|` between what they list, `plural` and
`note`), without one the two are source and target. `#` begins a comment line.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from glossary.errors import GlossaryError
from glossary.terms import Term
from glossary.validity import validated

COLUMNS = ("source", "target", "kind", "forms", "plural", "forbidden", "note")
# What a new file has columns for; the others are added with the first entry that needs them.
_USUAL = ("source", "target", "kind", "forms", "note")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a file are to be read: its columns, and the number of the header's line, or 0."""

    columns: tuple[str, ...]
    header: int
    newline: str
    name: str

    @classmethod
    def of(cls, lines: Sequence[str], name: str) -> "Layout":
        """The layout of a file's lines; raises `GlossaryError` for a header that cannot be one."""
        newline = "\r\n" if lines and lines[0].rstrip("\n").endswith("\r") else "\n"
        first = next(((n, line) for n, line in enumerate(lines, 1) if is_entry(line)), None)
        if first is None:
            return cls(COLUMNS, 0, newline, name)
        number, line = first
        given = cells(line)
        columns = tuple(cell.lower() for cell in given)
        if "source" in columns and "target" in columns:
            for column in COLUMNS:
                if columns.count(column) > 1:
                    raise GlossaryError(f"{name}:{number}: two columns are named {column}; rename one")
            return cls(columns, number, newline, name)
        if {"source", "target"} & set(columns[:1]) or set(columns) <= set(COLUMNS):
            raise GlossaryError(
                f"{name}:{number}: the header must name both a column source and a column target; it has: "
                + ", ".join(given)
            )
        return cls(COLUMNS[:2], 0, newline, name)

    def is_entry(self, index: int, line: str) -> bool:
        """Whether a line, counted from 0, is one."""
        return index + 1 != self.header and is_entry(line)

    def source(self, line: str) -> str:
        """The source of a line that is an entry."""
        given = cells(line)
        at = self.columns.index("source")
        return given[at] if at < len(given) else ""

    def term(self, line: str, where: str) -> Term:
        """The entry of a line; raises `GlossaryError` if it is none."""
        given = cells(line)
        lacking = len(self.columns) - len(given)
        if lacking < 0 and any(given[lacking:]):
            raise GlossaryError(
                f"{where}: {len(given)} cells, but the columns are {', '.join(self.columns)}; "
                "take a separator out or name the columns in a header"
            )
        given += [""] * (lacking + 1)
        source, target, kind, forms, plural, forbidden, note = _picker(self.columns)(given)
        term = Term(source, target, kind, _listed(forms), note, where, plural, _listed(forbidden))
        return term if source and target and not forbidden else validated(term)

    def row(self, term: Term, old: str = "") -> str:
        """An entry as a line without its end; columns that we do not know stay as they are in `old`."""
        term = validated(term)
        before = cells(old) if old else []
        values = _values(term)
        row = [
            values.get(column, before[index] if index < len(before) else "")
            for index, column in enumerate(self.columns)
        ]
        return "\t".join(map(_written, row)).rstrip("\t")

    def values(self, term: Term) -> list[str]:
        """What an entry has in each of the columns."""
        values = _values(validated(term))
        return [values[column] for column in self.columns]

    def lacking(self, terms: Sequence[Term]) -> tuple[str, ...]:
        """The columns that a file needs for some terms and does not have."""
        used = {column for term in terms for column, value in _values(term).items() if value}
        return tuple(column for column in COLUMNS if column in used and column not in self.columns)

    def widened(self, lines: list[str], columns: Sequence[str]) -> "Layout":
        """The layout with further columns, behind those that are there; their names are put into the lines.

        Entries stay as they are: at the end of a line, empty cells may be left out.
        """
        widened = (*self.columns, *columns)
        if self.header:
            line = lines[self.header - 1]
            text = line.rstrip("\r\n")
            # Cells without a name at the end of the header are columns too.
            lines[self.header - 1] = text + "\t" + "\t".join(columns) + line[len(text) :]
            return Layout(widened, self.header, self.newline, self.name)
        at = next((index for index, line in enumerate(lines) if is_entry(line)), len(lines))
        if at and not ending(lines[at - 1]):
            lines[at - 1] += self.newline
        lines.insert(at, "\t".join(widened) + self.newline)
        return Layout(widened, at + 1, self.newline, self.name)


def new(terms: Sequence[Term], newline: str = "\n", name: str = "") -> Layout:
    """The layout of a file that is made for some terms."""
    used = {column for term in terms for column, value in _values(term).items() if value}
    return Layout(tuple(column for column in COLUMNS if column in _USUAL or column in used), 1, newline, name)


def formatted(terms: Sequence[Term]) -> str:
    """Terms as the text of a glossary file; the columns plural and forbidden are left out if all of it is empty."""
    layout = new(terms)
    return "".join(f"{line}\n" for line in ("\t".join(layout.columns), *(layout.row(term) for term in terms)))


def names(text: str) -> list[str]:
    """The cells of the first line that is neither blank nor a comment, in small letters: maybe the columns' names."""
    first = next((line for line in text.split("\n") if is_entry(line)), "")
    return [cell.lower() for cell in cells(first)]


def is_plain(text: str) -> bool:
    """Whether lines have a tab where they are neither blank nor comments, and none has two."""
    lines = [line.rstrip() for line in text.split("\n") if is_entry(line)]
    return bool(lines) and "\t" in lines[0] and all(line.count("\t") < 2 for line in lines)


def cells(line: str) -> list[str]:
    """The cells of a line without the spaces around them, and without quotation marks."""
    found = list(map(str.strip, line.split("\t")))
    if '"' not in line:
        return found
    return [
        cell[1:-1].replace('""', '"').strip() if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in found
    ]


def is_entry(line: str) -> bool:
    """Whether a line is neither blank nor a comment."""
    return bool(line) and line[0] != "#" and not line.isspace()


def ending(line: str) -> str:
    """What ends a line."""
    return line[len(line.rstrip("\r\n")) :]


def split(text: str) -> list[str]:
    """Lines with their ends; unlike `str.splitlines` only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@cache
def _picker(columns: tuple[str, ...]) -> Callable[[list[str]], tuple[str, ...]]:
    """What takes from a line's cells those of `COLUMNS`.

    For a column that the file lacks it takes the last cell, which has to be empty.
    """
    return itemgetter(*(columns.index(column) if column in columns else -1 for column in COLUMNS))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(one for text in cell.split("|") if (one := text.strip())) if cell else ()


def _values(term: Term) -> dict[str, str]:
    return {
        "source": term.source,
        "target": term.target,
        "kind": term.kind,
        "forms": "|".join(term.forms),
        "plural": term.plural,
        "forbidden": "|".join(term.forbidden),
        "note": term.note,
    }


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if cell[:1] in ('"', "#") else cell
