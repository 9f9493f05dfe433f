"""The files that a command reads, folders and all, and where the translation of each one goes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.wording import counted
from translate.documents import files
from translate.errors import DocumentError
from translate.formats import choice

STDIN = files.STANDARD_INPUT
# Documents that go on in programs for translators.
BITEXTS = frozenset({".xlf", ".xliff", ".tmx"})
# What is no text, and would only clutter a terminal.
_PACKED = frozenset({".docx", ".docm", ".dotx", ".pptx", ".pptm", ".xlsx", ".xlsm", ".odt", ".odp", ".ods", ".epub"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to translate; `target` is where its translation goes, None for standard output."""

    name: str
    target: Path | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to translate, and what a user should know of those that are not: `notices`."""

    files: tuple[Input, ...]
    notices: tuple[str, ...] = ()


def of(names: Sequence[str], output: str | None, *, recursive: bool = False, as_markdown: bool = False) -> Inputs:
    """The files that are named, with those in folders that are if `recursive`, and where they go.

    `output` is a file, or a folder: for several files, for a folder, and where it ends with a slash. Without one a
    translation goes to standard output; that of a file in a folder, or of one that is no text, stands beside it, as
    `name.en.ext`. What is written as Markdown, PDF always and all if `as_markdown`, is called so. A file of a folder
    whose translation is newer is skipped.

    Raises `DocumentError` for two files that go to one place, and for one that would be written over.
    """
    found: list[Input] = []
    notices: list[str] = []
    several = len(names) > 1 or any(recursive and Path(name).is_dir() for name in names)
    folder = Path(output) if output is not None and _is_folder(several, output) else None
    for name in names:
        if recursive and name != STDIN and Path(name).is_dir():
            inside, skipped = _inside(Path(name), folder, as_markdown)
            found += inside
            notices += [f"{name}: {skipped}"] if skipped else []
        elif name != STDIN and Path(name).is_dir():
            raise DocumentError(f"{name}: is a folder; add --recursive for the files in it")
        else:
            found.append(Input(name, _target(name, output, folder, as_markdown)))
    targets = [one.target for one in found if one.target]
    twice = next((target for target in targets if targets.count(target) > 1), None)
    if twice:
        raise DocumentError(f"{twice}: two articles have this name; translate one of them by itself")
    return Inputs(tuple(found), tuple(notices))


def make_folders(inputs: Inputs, output: str | None) -> None:
    """Make the folders that translations go into, where the user asks for one that is not there yet."""
    if output is None:
        return
    wanted = {one.target.parent for one in inputs.files if one.target and one.target != Path(output)}
    for folder in sorted(wanted):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DocumentError(f"{folder}: there is no such folder and none can be made: {error.strerror}") from error


def check(inputs: Inputs, others: Sequence[Path | None]) -> None:
    """Refuse, before any work is done, to write over a source, and what could not be written afterwards.

    `others` are what is written beside the translations.
    """
    for output in filter(None, (*(one.target for one in inputs.files), *others)):
        for one in inputs.files:
            if files.same(output, one.name):
                raise DocumentError(f"{output}: is the article itself; choose another name for the output")
        if not output.absolute().parent.is_dir():
            raise DocumentError(f"{output}: there is no folder {output.parent}; make it first")


def _is_folder(several: bool, output: str) -> bool:
    """Whether the output is a folder, or is to be one."""
    return several or output.endswith(("/", os.sep)) or Path(output).is_dir()


def _target(name: str, output: str | None, folder: Path | None, as_markdown: bool) -> Path | None:
    """Where the translation of a file goes."""
    if output is not None and folder is None:
        if Path(output).suffix.lower() == ".pdf":
            raise DocumentError(f"{output}: a PDF is read but not written; name the output .md")
        return Path(output)
    if name == STDIN:
        if folder is not None:
            raise DocumentError(f"{folder}: is a folder; standard input has no name to go there under")
        return None
    if folder is not None:
        target = folder / _renamed(Path(name), as_markdown).name
        return _beside(target) if files.same(target, name) else target
    return _beside(Path(name)) if Path(name).suffix.lower() in _PACKED else None


def _renamed(path: Path, as_markdown: bool) -> Path:
    return path.with_suffix(".md") if as_markdown or path.suffix.lower() == ".pdf" else path


def _beside(path: Path) -> Path:
    """The name of an English translation beside its source: `name.en.ext`.

    >>> str(_beside(Path("a/report.docx")))
    'a/report.en.docx'
    """
    return path.with_name(f"{path.stem}.en{path.suffix}")


def _inside(top: Path, folder: Path | None, as_markdown: bool) -> tuple[list[Input], str]:
    """The files of a folder that are of a known format, in order, and what is to be said of the others."""
    known = choice.extensions()
    found: list[Input] = []
    other = current = 0
    for path in sorted(top.rglob("*")):
        if not path.is_file() or _is_hidden(path.relative_to(top)) or path.stem.endswith(".en"):
            continue
        if path.suffix.lower().removeprefix(".") not in known:
            other += 1
            continue
        own = _renamed(path, as_markdown)
        target = folder / own.relative_to(top) if folder else _beside(own)
        if folder and files.same(target, str(path)):
            target = _beside(target)
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            current += 1
            continue
        found.append(Input(str(path), target))
    parts = [f"{counted(current, 'file')} up to date"] if current else []
    parts += [f"{counted(other, 'file')} of no known format left out"] if other else []
    return found, ", ".join(parts)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
