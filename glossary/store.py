"""Glossary files: reading, layering, and changing them without disturbing what people wrote.

What is in deen's own format (`own_table`) is read strictly, and can be changed; other people's files are read as
`exchange` reads them, and what they have that is no entry is told.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from glossary import atomic, contradictions, folder_lock, own_table
from glossary.errors import GlossaryError, reason
from glossary.exchange import reading
from glossary.own_table import Layout, formatted
from glossary.terms import Glossary, Term
from glossary.validity import validated

__all__ = [
    "SHIPPED", "add", "add_all", "each", "entries", "formatted", "layers", "load", "own_file", "read", "remove",
    "validated",
]  # fmt: skip

FILE_NAME = "glossary.tsv"
SHIPPED = Path(__file__).parent / "data" / "names.tsv"
# Seconds to wait for another process that is writing in the same folder.
_PATIENCE = 5


def own_file() -> Path:
    """The user's own glossary: `glossary.tsv` in `DEEN_HOME`, by default ~/.config/deen.

    Raises `GlossaryError` if nobody says where that is.
    """
    if home := os.environ.get("DEEN_HOME"):
        return Path(home) / FILE_NAME
    try:
        return Path.home() / ".config" / "deen" / FILE_NAME
    except RuntimeError as error:
        raise GlossaryError("your home folder is not known; set DEEN_HOME to the folder of your glossary") from error


def layers(files: Sequence[Path] = (), beside: Path | None = None) -> list[Path]:
    """The files that count, later ones over earlier: shipped, the user's, beside the article, given."""
    found = [SHIPPED]
    with suppress(GlossaryError):
        found.append(own_file())
    if beside is not None:
        found.append(beside / FILE_NAME)
    # Unlike `Path.is_file`, this bears names that no file can have.
    return [*filter(os.path.isfile, found), *files]


def load(
    files: Sequence[Path] = (), beside: Path | None = None, tell: Callable[[str], object] | None = None
) -> Glossary:
    """The glossary of all layers; raises `GlossaryError` for a file that cannot be read.

    `tell` is called with what was recognised in a file that is not in deen's own format, and with what contradicts
    itself in one, but for the shipped one.
    """
    found = []
    for path in layers(files, beside):
        layer = entries(path, tell)
        found.append(layer)
        if tell and path != SHIPPED:
            for notice in contradictions.notices(layer, str(path)):
                tell(notice)
    return Glossary.merge(*found)


def read(path: Path) -> Glossary:
    """Read a file; raises `GlossaryError` with file and line for what is no entry in deen's own format."""
    return Glossary.merge(entries(path))


def entries(path: Path, tell: Callable[[str], object] | None = None) -> list[Term]:
    """Every entry of a file in order, those included that a later one of the same source replaces.

    `tell` is called with what was recognised if the file is not in deen's own format.
    """
    contents = reading.read(path)
    if contents.ours and contents.left_out:
        raise contents.errors()[0]
    if tell and not contents.ours:
        tell(contents.summary())
    return list(contents.terms)


def each(path: Path) -> Iterator[Term | GlossaryError]:
    """The entries of a file one by one, and for lines that are none what is wrong with them."""
    try:
        contents = reading.read(path)
    except GlossaryError as error:
        yield error
        return
    yield from contents.errors()
    yield from contents.terms


def add(path: Path, term: Term) -> Term | None:
    """Add an entry, or put it in the place of the one with its source, which is returned.

    Every other line stays as it is; a file that does not exist is made.
    """
    replaced = add_all(path, [term])
    return replaced[0] if replaced else None


def add_all(path: Path, terms: Sequence[Term], *, alone: bool = False) -> list[Term]:
    """As `add`, in one write; raises `GlossaryError` before anything is written if one entry can be none.

    With `alone` the file has these entries afterwards and no others; lines that are no entries stay.
    A column that the entries need and the file lacks is added behind those it has.
    """
    replaced = []
    with _changing(path) as (lines, layout):
        if alone:
            lines[:] = [line for index, line in enumerate(lines) if not layout.is_entry(index, line)]
        empty = not layout.header and not any(map(own_table.is_entry, lines))
        if empty:
            layout = own_table.new(terms, layout.newline, layout.name)
            layout = Layout((), 0, layout.newline, layout.name).widened(lines, layout.columns)
        elif lacking := layout.lacking(terms):
            layout = layout.widened(lines, lacking)
        places = {layout.source(line): index for index, line in enumerate(lines) if layout.is_entry(index, line)}
        for term in terms:
            at = places.get(term.source)
            row = layout.row(term, "" if at is None else lines[at])
            if at is not None:
                replaced.append(layout.term(lines[at], f"{path}:{at + 1}"))
                lines[at] = row + own_table.ending(lines[at])
                continue
            ended = not lines or bool(own_table.ending(lines[-1]))
            if not ended:
                lines[-1] += layout.newline
            places[term.source] = len(lines)
            lines.append(row + layout.newline if ended else row)
    return replaced


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
            if index and index == len(lines) and not own_table.ending(line):
                lines[-1] = lines[-1].rstrip("\r\n")
    return removed[::-1]


@contextmanager
def _changing(path: Path) -> Iterator[tuple[list[str], Layout]]:
    """The lines of a file, to be changed in place; written back in one step while no other process writes."""
    try:
        # A link stays a link: what it points to is written.
        path = Path(os.path.realpath(path))
        if os.path.lexists(path) and not path.is_file():
            raise GlossaryError(f"{path}: no regular file, which alone can be changed; name another")
        path.parent.mkdir(parents=True, exist_ok=True)
        with folder_lock.locked(path.parent, _PATIENCE):
            data = reading.data_of(path) if path.exists() else b""
            text = reading.own_text(data, path)
            if text is None:
                raise GlossaryError(
                    f"{path}: not in deen's own format, which alone can be changed; "
                    f"take its entries into another file: deen glossary import {path} -g FILE.tsv"
                )
            lines = own_table.split(text)
            yield lines, Layout.of(lines, str(path))
            changed = "".join(lines)
            if changed != text:
                mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
                atomic.write(path, mark + changed.encode())
    except TimeoutError as error:
        raise GlossaryError(
            f"{path}: another process has been writing there for {_PATIENCE} seconds; end that one or try again"
        ) from error
    except (OSError, ValueError) as error:
        raise GlossaryError(f"{path}: cannot be written: {reason(error)}") from error
