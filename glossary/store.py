"""Glossary files: reading, layering, and changing them without disturbing what people wrote.

A file is UTF-8 with a column for the source and one for the target, tab-separated; a header names the columns
(`source`, `target`, and if there are any `kind`, `forms` with `|` between them, and `note`), without one the
first two are source and target. `#` begins a comment line. What DeepL and spreadsheets write is read too:
cells in quotes, commas or semicolons for tabs, and DeepL's third and fourth column, the languages.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

from filelock import FileLock, Timeout

from glossary import atomic
from glossary.errors import GlossaryError
from glossary.terms import Glossary, Term

FILE_NAME = "glossary.tsv"
COLUMNS = ("source", "target", "kind", "forms", "note")
SHIPPED = Path(__file__).parent / "data" / "names.tsv"
_LANGUAGES = ("source language", "target language")
# Control characters and the signs that hints to the model are written with.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff⟨⟩]")
# Seconds to wait for another process that is writing the same file.
_PATIENCE = 30


def own_file() -> Path:
    """The user's own glossary: `glossary.tsv` in `DEEN_HOME`, by default ~/.config/deen."""
    home = os.environ.get("DEEN_HOME")
    return (Path(home) if home else Path.home() / ".config" / "deen") / FILE_NAME


def layers(files: Sequence[Path] = (), beside: Path | None = None) -> list[Path]:
    """The files that count, later ones over earlier: shipped, the user's, beside the article, given."""
    found = [path for path in (SHIPPED, own_file()) if path.is_file()]
    if beside is not None and (beside / FILE_NAME).is_file():
        found.append(beside / FILE_NAME)
    return [*found, *files]


def load(files: Sequence[Path] = (), beside: Path | None = None) -> Glossary:
    """The glossary of all layers; raises `GlossaryError` for a file that cannot be read."""
    return Glossary.merge(*(entries(path) for path in layers(files, beside)))


def read(path: Path) -> Glossary:
    """Read a file; raises `GlossaryError` with file and line for what is no entry."""
    return Glossary.merge(entries(path))


def entries(path: Path) -> list[Term]:
    """Every entry of a file in order, those included that a later one of the same source replaces."""
    terms = []
    for entry in each(path):
        if isinstance(entry, GlossaryError):
            raise entry
        terms.append(entry)
    return terms


def each(path: Path) -> Iterator[Term | GlossaryError]:
    """The entries of a file one by one, and for lines that are none what is wrong with them."""
    name = str(path)
    try:
        text = _decoded(path, _bytes(path))
        lines = text.split("\n")
        layout = _Layout.of(lines, name)
    except GlossaryError as error:
        yield error
        return
    # Asked of the whole text first, since of a hundred thousand lines it takes long.
    suspect = _REFUSED.search(text.replace("\r\n", "\n")) is not None
    for number, line in enumerate(lines, 1):
        if number == layout.header or not _is_entry(line):
            continue
        try:
            term = layout.term(line, f"{name}:{number}")
            yield validated(term) if suspect and _REFUSED.search(line.rstrip("\r")) else term
        except GlossaryError as error:
            yield error


def add(path: Path, term: Term) -> Term | None:
    """Add an entry, or put it in the place of the one with its source, which is returned.

    Every other line stays as it is; a file that does not exist is made.
    """
    replaced = add_all(path, [term])
    return replaced[0] if replaced else None


def add_all(path: Path, terms: Sequence[Term]) -> list[Term]:
    """As `add`, in one write; raises `GlossaryError` before anything is written if one entry can be none."""
    replaced = []
    with _changing(path) as (lines, layout):
        places = {layout.source(line): index for index, line in enumerate(lines) if layout.is_entry(index, line)}
        for term in terms:
            at = places.get(term.source)
            row = layout.row(term, "" if at is None else lines[at])
            if at is not None:
                replaced.append(layout.term(lines[at], f"{path}:{at + 1}"))
                lines[at] = row + _ending(lines[at])
                continue
            if not places and not layout.header:
                row = "\t".join(COLUMNS) + layout.newline + row
            ended = not lines or bool(_ending(lines[-1]))
            if not ended:
                lines[-1] += layout.newline
            places[term.source] = len(lines)
            lines.append(row + layout.newline if ended else row)
    return replaced


def empty(path: Path) -> None:
    """Remove all entries; every other line stays as it is."""
    if path.exists():
        with _changing(path) as (lines, layout):
            lines[:] = [line for index, line in enumerate(lines) if not layout.is_entry(index, line)]


def remove(path: Path, source: str) -> list[Term]:
    """Remove the entries with that source, and return them; every other line stays as it is."""
    if not path.exists():
        return []
    removed = []
    with _changing(path) as (lines, layout):
        for index in reversed(range(len(lines))):
            line = lines[index]
            if not layout.is_entry(index, line) or layout.source(line) != source:
                continue
            removed.append(layout.term(line, f"{path}:{index + 1}"))
            del lines[index]
            if index and index == len(lines) and not _ending(line):
                lines[-1] = lines[-1].rstrip("\r\n")
    return removed[::-1]


def validated(term: Term) -> Term:
    """The term with its spaces tidied; raises `GlossaryError`, with its origin, if it can be none."""
    source, target, kind, note = (text.strip() for text in (term.source, term.target, term.kind, term.note))
    forms = tuple(dict.fromkeys(form.strip() for form in term.forms if form.strip()))
    tidied = Term(source, target, kind, forms, note, term.origin)
    where = f"{term.origin}: " if term.origin else ""
    for name, text in (("source", source), ("target", target)):
        if not text:
            raise GlossaryError(
                f"{where}the {name} is empty; an entry needs a German and an English form, with a tab between"
            )
    for text in (source, target, kind, note, *forms):
        if "\t" in text or "\n" in text or _REFUSED.search(text):
            raise GlossaryError(f"{where}{text!r} has a character that no entry may have; take it out")
    for form in forms:
        if "|" in form:
            raise GlossaryError(f"{where}the form {form!r} has a '|' in it, which separates forms; take it out")
    return tidied


def formatted(terms: Sequence[Term]) -> str:
    """Terms as the text of a glossary file, with all columns."""
    layout = _Layout(COLUMNS, "\t", 1, "\n", "")
    return "".join(f"{line}\n" for line in ("\t".join(COLUMNS), *(layout.row(term) for term in terms)))


def _newline(lines: Sequence[str]) -> str:
    return "\r\n" if lines and lines[0].rstrip("\n").endswith("\r") else "\n"


def _check_header(names: Sequence[str], where: str) -> None:
    """Refuse a header in which a column of ours stands twice."""
    for column in COLUMNS:
        if names.count(column) > 1:
            raise GlossaryError(f"{where}: two columns are named {column}; rename one")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a file are to be read: its columns, and the number of the header's line, or 0."""

    columns: tuple[str, ...]
    delimiter: str
    header: int
    newline: str
    name: str

    @classmethod
    def of(cls, lines: Sequence[str], name: str) -> "_Layout":
        newline = _newline(lines)
        first = next(((n, line) for n, line in enumerate(lines, 1) if _is_entry(line)), None)
        if first is None:
            return cls(COLUMNS, "\t", 0, newline, name)
        number, line = first
        delimiter = next((sign for sign in "\t,;" if sign in line), "\t")
        cells = _cells(line, delimiter, f"{name}:{number}")
        if len(cells) == 4 and all(_language(cell) for cell in cells[2:]):
            return cls((*COLUMNS[:2], *_LANGUAGES), delimiter, 0, newline, name)
        names = [cell.lower() for cell in cells]
        if "source" in names and "target" in names:
            _check_header(names, f"{name}:{number}")
            return cls(tuple(names), delimiter, number, newline, name)
        if {"source", "target"} & set(names[:1]) or set(names) <= set(COLUMNS):
            raise GlossaryError(
                f"{name}:{number}: the header must name both a column source and a column target; it has: "
                + ", ".join(cells)
            )
        return cls(COLUMNS[:2], delimiter, 0, newline, name)

    def is_entry(self, index: int, line: str) -> bool:
        return index + 1 != self.header and _is_entry(line)

    def source(self, line: str) -> str:
        cells = _cells(line, self.delimiter, self.name)
        at = self.columns.index("source")
        return cells[at] if at < len(cells) else ""

    def term(self, line: str, where: str) -> Term:
        cells = _cells(line, self.delimiter, where)
        lacking = len(self.columns) - len(cells)
        if lacking < 0 and any(cells[lacking:]):
            raise GlossaryError(
                f"{where}: {len(cells)} cells, but the columns are {', '.join(self.columns)}; "
                "take a separator out or name the columns in a header"
            )
        cells += [""] * (lacking + 1)
        source, target, kind, forms, note, *languages = _picker(self.columns)(cells)
        if languages and (pair := [language.lower()[:2] for language in languages]) not in (["", ""], ["de", "en"]):
            raise GlossaryError(f"{where}: an entry from {pair[0]} to {pair[1]}; take it out, only de to en fits")
        further = tuple(form for one in forms.split("|") if (form := one.strip())) if forms else ()
        term = Term(source, target, kind, further, note, where)
        return term if source and target else validated(term)

    def row(self, term: Term, old: str = "") -> str:
        """An entry as a line without its end; columns that we do not know stay as they are in `old`."""
        term = validated(term)
        values = {
            "source": term.source,
            "target": term.target,
            "kind": term.kind,
            "forms": "|".join(term.forms),
            "note": term.note,
        }
        lost = [column for column, value in values.items() if value and column not in self.columns]
        if lost:
            raise GlossaryError(
                f"{self.name}: has no column for {' and '.join(lost)}; name the columns in its first line: "
                + self.delimiter.join(COLUMNS)
            )
        if self.columns[2:] == _LANGUAGES:
            values |= dict(zip(_LANGUAGES, ("de", "en"), strict=True))
        before = _cells(old, self.delimiter, self.name) if old else []
        cells = [
            values.get(column, before[index] if index < len(before) else "")
            for index, column in enumerate(self.columns)
        ]
        if self.delimiter != "\t":
            written = io.StringIO()
            csv.writer(written, delimiter=self.delimiter, lineterminator="").writerow(cells)
            line = written.getvalue()
            return f'"{cells[0]}"{line[len(cells[0]) :]}' if line.startswith("#") else line
        quoted = ['"' + cell.replace('"', '""') + '"' if cell[:1] in ('"', "#") else cell for cell in cells]
        return "\t".join(quoted).rstrip("\t")


@cache
def _picker(columns: tuple[str, ...]) -> Callable[[list[str]], tuple[str, ...]]:
    """What takes from a line's cells those of `COLUMNS`, and of the languages where they are named.

    For a column that the file lacks it takes the last cell, which has to be empty.
    """
    wanted = COLUMNS + (_LANGUAGES if set(_LANGUAGES) & set(columns) else ())
    return itemgetter(*(columns.index(column) if column in columns else -1 for column in wanted))


def _cells(line: str, delimiter: str, where: str) -> list[str]:
    if delimiter == "\t":
        cells = list(map(str.strip, line.split("\t")))
        if '"' not in line:
            return cells
        return [
            cell[1:-1].replace('""', '"').strip() if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
            for cell in cells
        ]
    try:
        [cells] = csv.reader([line.rstrip("\r\n")], delimiter=delimiter, strict=True, skipinitialspace=True)
    except (csv.Error, ValueError) as error:
        raise GlossaryError(f"{where}: quotes that do not fit together; close them on the same line") from error
    return [cell.strip() for cell in cells]


def _is_entry(line: str) -> bool:
    return bool(line) and line[0] != "#" and not line.isspace()


def _lines(text: str) -> list[str]:
    """Lines with their ends; unlike `str.splitlines` only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _language(cell: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)?", cell))


# --- files


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read: {error.strerror}") from error


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from error


@contextmanager
def _changing(path: Path) -> Iterator[tuple[list[str], _Layout]]:
    """The lines of a file, to be changed in place; written back in one step while no other process writes."""
    # A link stays a link: what it points to is written.
    path = Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE):
            data = _bytes(path) if path.exists() else b""
            text = _decoded(path, data)
            lines = _lines(text)
            layout = _Layout.of(lines, str(path))
            yield lines, layout
            changed = "".join(lines)
            if changed != text:
                mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
                atomic.write(path, mark + changed.encode())
    except Timeout as error:
        raise GlossaryError(
            f"{path}: another process has been writing it for {_PATIENCE} seconds; end that one or try again"
        ) from error
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be written: {error.strerror}") from error
