"""Glossary files: reading, layering, and changing them without disturbing what people wrote.

A file is UTF-8, tab-separated, with a header that names at least `source` and `target`; `#` begins a comment
line. A headerless file of two columns, tab- or comma-separated, is read too.
"""

import csv
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.terms import Glossary, Term

FILE_NAME = "glossary.tsv"
COLUMNS = ("source", "target", "kind", "forms", "note")
_SHIPPED = Path(__file__).parent / "names.tsv"


def own_file() -> Path:
    """The user's own glossary: `glossary.tsv` in `DEEN_HOME`, by default ~/.config/deen."""
    home = os.environ.get("DEEN_HOME")
    return (Path(home) if home else Path.home() / ".config" / "deen") / FILE_NAME


def layers(files: Sequence[Path] = (), beside: Path | None = None) -> list[Path]:
    """The files that count, later ones over earlier: shipped, the user's, beside the article, given."""
    found = [path for path in (_SHIPPED, own_file()) if path.is_file()]
    if beside is not None and (beside / FILE_NAME).is_file():
        found.append(beside / FILE_NAME)
    return [*found, *files]


def load(files: Sequence[Path] = (), beside: Path | None = None) -> Glossary:
    """The glossary of all layers; raises `GlossaryError` for a file that cannot be read."""
    return Glossary.merge(*(read(path).terms for path in layers(files, beside)))


def read(path: Path) -> Glossary:
    """Read a file; raises `GlossaryError` with file and line for what is no entry."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"not UTF-8 at byte {error.start}"
        raise GlossaryError(f"{path}: cannot be read: {reason}") from error
    rows = [
        (number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
    ]
    delimiter = "\t" if any("\t" in line for _, line in rows) else ","
    columns: list[str] | None = None
    terms = []
    for number, line in rows:
        where = f"{path}:{number}"
        [cells] = csv.reader([line], delimiter=delimiter)
        cells = [cell.strip() for cell in cells]
        if columns is None:
            header = [cell.lower() for cell in cells]
            if "source" in header and "target" in header:
                columns = header
                continue
            columns = ["source", "target"]
        terms.append(_term(dict(zip(columns, cells, strict=False)), where))
    return Glossary(tuple(terms))


def add(path: Path, term: Term) -> None:
    """Add an entry or replace the one with the same source; every other line stays as it is."""
    text = path.read_text(encoding="utf-8") if path.is_file() else "\t".join(COLUMNS) + "\n"
    lines = text.splitlines()
    header = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    columns = [cell.strip().lower() for cell in header.split("\t")]
    if "source" not in columns:
        columns = ["source", "target"]
    values = {**term_cells(term)}
    row = "\t".join(values.get(column, "") for column in columns).rstrip("\t")
    _term(dict(zip(columns, row.split("\t"), strict=False)), str(path))
    kept = [i for i, line in enumerate(lines) if _source(line, columns) == term.source]
    if kept:
        lines[kept[0]] = row
    else:
        lines.append(row)
    _write(path, "\n".join(lines) + "\n")


def remove(path: Path, source: str) -> bool:
    """Remove the entries with that source; tells whether there was one."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    header = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    columns = [cell.strip().lower() for cell in header.split("\t")]
    left = [line for line in lines if _source(line, columns) != source]
    if len(left) == len(lines):
        return False
    _write(path, "\n".join(left) + "\n")
    return True


def term_cells(term: Term) -> dict[str, str]:
    """An entry as the cells of its row."""
    return {
        "source": term.source,
        "target": term.target,
        "kind": term.kind,
        "forms": "|".join(term.forms),
        "note": term.note,
    }


def _source(line: str, columns: Sequence[str]) -> str | None:
    if line.startswith("#") or not line.strip():
        return None
    cells = line.split("\t")
    at = columns.index("source") if "source" in columns else 0
    return cells[at].strip() if at < len(cells) else None


def _term(row: dict[str, str], where: str) -> Term:
    source, target = row.get("source", ""), row.get("target", "")
    if not source or not target:
        raise GlossaryError(f"{where}: an entry needs a German and an English form, with a tab between them")
    forms = tuple(form.strip() for form in row.get("forms", "").split("|") if form.strip())
    for text in (source, target, *forms):
        if any(ord(c) < 32 or c in "⟨⟩" for c in text):
            raise GlossaryError(f"{where}: {text!r} has a character that no term may have; take it out")
    return Term(source, target, row.get("kind", ""), forms, row.get("note", ""), where)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(text)
        os.replace(file.name, path)
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be written: {error.strerror}") from error
