"""The files that a command reads, folders and all, and where the translation of each one goes."""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary import outputs
from glossary.errors import reason
from glossary.wording import counted
from translate.documents import files
from translate.errors import DocumentError
from translate.formats import choice

STDIN = files.STANDARD_INPUT
# Documents that go on in programs for translators.
BITEXTS = frozenset({".xlf", ".xliff", ".tmx"})
# Formats whose text is as good in a file of the other.
_PROSE = frozenset({choice.TEXT, "markdown"})
_OF_BITEXTS = frozenset({"xliff", "tmx"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to translate; `target` is where its translation goes, None for standard output.

    `inside` is its place in a folder of what is made of several.
    """

    name: str
    target: Path | None
    inside: Path


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to translate, and what a user should know of those that are not: `notices`."""

    files: tuple[Input, ...]
    notices: tuple[str, ...] = ()


def of(
    names: Sequence[str],
    output: str | None,
    *,
    recursive: bool = False,
    as_markdown: bool = False,
    forced: str | None = None,
    apart: Path | None = None,
) -> Inputs:
    """The files that are named, with those in folders that are if `recursive`, and where they go.

    `output` is a file, or a folder: for several files, for a folder, and where it ends with a slash; `-` is standard
    output. Without one a translation goes there too, but that of a file in a folder, or of one that is no text, stands
    beside it, as `name.en.ext`. What is written as Markdown, PDF always and all if `as_markdown`, is called so. A file
    of a folder whose translation is newer is skipped. `forced` is the format that all are of, whatever their names.
    What lies in the folder `apart` is no article.

    Raises `DocumentError` for two files that go to one place, and for an output that is named as no translation is.
    """
    if "" in (*names, output):
        raise DocumentError("the name of a file is empty; is a variable not set?")
    if names.count(STDIN) > 1:
        raise DocumentError("standard input can be read only once; name it once")
    found: list[Input] = []
    notices: list[str] = []
    folders = {name for name in names if name != STDIN and is_there(name)}
    several = len(names) > 1 or bool(recursive and folders)
    folder = Path(output) if output not in (None, STDIN) and is_folder(several, output) else None
    for name in names:
        if name not in folders:
            _check_name(output if folder is None else None, name, "markdown" if as_markdown else forced)
            found.append(Input(name, _target(name, output, folder, as_markdown), Path(Path(name).name)))
            continue
        _check_folder(name, output, recursive)
        if apart and files.same(apart, name):
            raise DocumentError(f"{name}: its files are read here; choose another folder for the pages")
        inside, skipped = _inside(Path(name), folder, as_markdown, apart)
        found += inside
        notices += [f"{name}: {skipped}"] if skipped else []
    _check_targets(found)
    return Inputs(tuple(found), tuple(notices))


def _check_folder(name: str, output: str | None, recursive: bool) -> None:
    if not recursive:
        raise DocumentError(f"{name}: is a folder; add --recursive for the files in it")
    if output == STDIN:
        raise DocumentError(f"{name}: the files of a folder go into a folder, not to standard output")


def _check_targets(found: Sequence[Input]) -> None:
    """Refuse two files that go to one place."""
    counts = Counter(one.target for one in found if one.target)
    twice = next((target for target, count in counts.items() if count > 1), None)
    if twice:
        raise DocumentError(f"{twice}: two articles have this name; translate one of them by itself")


def make_folders(inputs: Inputs, output: str | None, others: Collection[Path] = ()) -> None:
    """Make the folders that translations go into, where the user asks for one that is not there yet, and `others`."""
    for folder in sorted(_own_folders(inputs, output).union(others)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = reason(error)
            raise DocumentError(f"{folder}: there is no such folder and none can be made: {why}") from error


def _own_folders(inputs: Inputs, output: str | None) -> set[Path]:
    if output is None:
        return set()
    return {one.target.parent for one in inputs.files if one.target and one.target != Path(output)}


def check(
    inputs: Inputs,
    output: str | None,
    others: Sequence[Path | None],
    read: Sequence[Path] = (),
    made: Collection[Path] = (),
) -> None:
    """Refuse, before any work is done, what cannot be read, what could not be written, and to write over what is read.

    `others` are written beside the translations, and `read` beside the articles; `made` are folders of theirs that are
    made.
    """
    sources = [Path(one.name) for one in inputs.files if one.name != STDIN]
    targets = [one.target for one in inputs.files]
    outputs.check(filter(None, [*targets, *others]), [*sources, *read], _own_folders(inputs, output).union(made))
    for source in sources:
        files.check(source)


def is_there(folder: str | Path) -> bool:
    """Whether there is a folder; there is none of a name that is too long."""
    try:
        return Path(folder).is_dir()
    except OSError:
        return False


def is_folder(several: bool, output: str) -> bool:
    """Whether an output is a folder, or is to be one."""
    if output.endswith(("/", os.sep)) or is_there(output):
        return True
    if several and choice.named(output):
        raise DocumentError(f"{output}: is the name of a file; several files go into a folder")
    return several


def _check_name(output: str | None, name: str, kind: str | None) -> None:
    """Refuse an output whose name tells another format than a translation will have: that of its source, or `kind`."""
    if output is None or (theirs := choice.named(output)) is None:
        return
    if theirs == "pdf":
        raise DocumentError(f"{output}: a PDF is read but not written; name the output .md")
    ours = kind or choice.named(name)
    ours = "markdown" if ours == "pdf" else ours
    into_bitext = Path(output).suffix.lower() in BITEXTS and ours not in _OF_BITEXTS
    if ours is None or {ours, theirs} <= _PROSE or into_bitext:
        return
    other_make = kind is None and _is_other_make(output, name)
    if ours != theirs or other_make:
        shown = Path(name).suffix if other_make else ours
        raise DocumentError(f"{output}: {name} stays of its format, {shown}; name the output so, or .xlf or .tmx")


def _is_other_make(output: str, name: str) -> bool:
    """Whether two names of packed files end otherwise: a docm is no docx."""
    return choice.is_packed(name) and Path(output).suffix.lower() != Path(name).suffix.lower()


def _target(name: str, output: str | None, folder: Path | None, as_markdown: bool) -> Path | None:
    """Where the translation of a file goes."""
    if output == STDIN:
        return None
    if output is not None and folder is None:
        return Path(output)
    if name == STDIN:
        if folder is not None:
            raise DocumentError(f"{folder}: is a folder; standard input has no name to go there under")
        return None
    if folder is not None:
        target = folder / _renamed(Path(name), as_markdown).name
        return _beside(target) if files.same(target, name) else target
    return _beside(Path(name)) if choice.is_packed(name) else None


def _renamed(path: Path, as_markdown: bool) -> Path:
    return path.with_suffix(".md") if as_markdown or path.suffix.lower() == ".pdf" else path


def _beside(path: Path) -> Path:
    """The name of an English translation beside its source: `name.en.ext`.

    >>> str(_beside(Path("a/report.docx")))
    'a/report.en.docx'
    """
    return path.with_name(f"{path.stem}.en{path.suffix}")


def _inside(top: Path, folder: Path | None, as_markdown: bool, apart: Path | None) -> tuple[list[Input], str]:
    """The files of a folder that are of a known format, in order, and what is to be said of the others."""
    known = choice.extensions()
    found: list[Input] = []
    other = current = 0
    for path in _files(top, [folder, apart]):
        if path.suffix.lower().removeprefix(".") not in known:
            other += 1
            continue
        own = _renamed(path, as_markdown)
        target = folder / own.relative_to(top) if folder else _beside(own)
        if folder and files.same(target, str(path)):
            target = _beside(target)
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            current += 1
        else:
            found.append(Input(str(path), target, path.relative_to(top)))
    told = {"up to date": current, "of no known format left out": other}
    return found, ", ".join(f"{counted(count, 'file')} {what}" for what, count in told.items() if count)


def _files(top: Path, outputs: Sequence[Path | None]) -> Iterator[Path]:
    """The files in a folder, in order: not those that are hidden, are translations, or lie in folders for `outputs`."""
    inner = {Path(os.path.realpath(folder)) for folder in outputs if folder} - {Path(os.path.realpath(top))}
    for path in sorted(top.rglob("*")):
        if inner and not inner.isdisjoint(Path(os.path.realpath(path)).parents):
            continue
        if path.is_file() and not _is_hidden(path.relative_to(top)) and not path.stem.endswith(".en"):
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
