"""Which files are an article and its translation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvaluationError
from glossary import outputs
from glossary.errors import reason
from translate.documents import files
from translate.formats import choice

# What tells the language in the name of a file: `report.de.txt`, `report_en.docx`, `de-report.md`.
_LANGUAGES = "de|deu|ger|german|deutsch|en|eng|english"
_LANGUAGE = re.compile(rf"^(?P<first>{_LANGUAGES})[._ -]|[._ -](?P<last>{_LANGUAGES})$", re.IGNORECASE)
_GERMAN = frozenset({"de", "deu", "ger", "german", "deutsch"})
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """The file of an article and that of its translation, under a name for both."""

    document: str
    german: Path
    english: Path


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that were found, and what a user should know of files that have no other: `notices`."""

    pairs: tuple[Pair, ...]
    notices: tuple[str, ...] = ()


def of(paths: Sequence[Path]) -> Pairs:
    """The pairs that are named: a German file and its English one, and so on, or a German folder and its English one.

    Files of folders belong together whose names are the same but for the language and the format. Each pair has a name
    of its own.

    Raises `EvaluationError` where a file is lacking, or where folders have no pair.
    """
    if len(paths) % 2:
        raise EvaluationError(f"{paths[-1]}: has no English file; name the files by twos, German and English")
    pairs: list[Pair] = []
    notices: list[str] = []
    for german, english in zip(paths[::2], paths[1::2], strict=True):
        if german.is_dir() and english.is_dir():
            found = _of_folders(german, english)
            pairs += found.pairs
            notices += found.notices
        elif german.is_dir() or english.is_dir():
            raise EvaluationError(f"{german} and {english}: name two files or two folders, not one of each")
        else:
            for path in (german, english):
                files.check(path)
            if outputs.identity(german) == outputs.identity(english):
                raise EvaluationError(f"{english}: is named as German and as English; name two files")
            pairs.append(Pair(_key(german), german, english))
    return Pairs(tuple(_told_apart(pairs)), tuple(notices))


def _of_folders(german: Path, english: Path) -> Pairs:
    ours, theirs = _by_key(german, german=True), _by_key(english, german=False)
    both = sorted(key for key in ours.keys() & theirs.keys() if not ours[key].samefile(theirs[key]))
    pairs = tuple(Pair(key, ours[key], theirs[key]) for key in both)
    if not pairs:
        raise EvaluationError(
            f"{german} and {english}: no file of one is called as a file of the other, "
            "but for the language and the format (a.txt and a.docx, a.de.txt and a.en.txt)"
        )
    paired = {pair.document for pair in pairs}
    alone = [of_one[key] for of_one in (ours, theirs) for key in sorted(of_one.keys() - paired)]
    return Pairs(pairs, tuple(_lonely(alone)))


def _lonely(alone: Sequence[Path]) -> Iterator[str]:
    for path in alone[:_NAMED]:
        yield f"{path}: left out, since the other folder has no file of that name"
    if len(alone) > _NAMED:
        yield f"{len(alone) - _NAMED} more files are left out for that reason"


def _by_key(folder: Path, *, german: bool) -> dict[str, Path]:
    """The files of a folder that are read, but those whose names tell the other language."""
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file() and choice.named(path.name))
    except OSError as error:
        raise EvaluationError(f"{folder}: cannot be read: {reason(error)}") from error
    by_key: dict[str, Path] = {}
    for path in found:
        told = _LANGUAGE.search(path.stem)
        language = (told["first"] or told["last"]).lower() if told else ""
        if path.name.startswith(".") or (language and (language in _GERMAN) != german):
            continue
        other = by_key.setdefault(_key(path), path)
        if other != path:
            raise EvaluationError(f"{other} and {path}: both could be the same article; take one of them away")
    return by_key


def _key(path: Path) -> str:
    """The name of an article: that of its file without the language and the ending.

    >>> _key(Path("news/report.de.txt")), _key(Path("de_report.docx")), _key(Path("de.txt"))
    ('report', 'report', 'de')
    """
    return _LANGUAGE.sub("", path.stem, count=1) or path.stem


def _told_apart(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs, with numbers behind names that come again."""
    taken: set[str] = set()
    for pair in pairs:
        name, number = pair.document, 1
        while name in taken:
            number += 1
            name = f"{pair.document} ({number})"
        taken.add(name)
        yield Pair(name, pair.german, pair.english)
