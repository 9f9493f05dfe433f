"""The test sets that sacrebleu knows, and whether files can be scored together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

from eval import own_sets, reading
from eval.errors import EvaluationError
from glossary.errors import reason
from glossary.wording import counted, line_numbers

if TYPE_CHECKING:
    from sacrebleu.dataset.base import Dataset

# A file's name and its segments.
File = tuple[str, Sequence[str]]

_LANGUAGES = "de-en"
# UTF-8 that was taken for Windows-1252 and saved as UTF-8 again: "fÃ¼r" for "für", "â€ž" for "„".
_CONTINUATIONS = bytes(range(0x80, 0xC0)).decode("cp1252", errors="ignore")
_TWICE_ENCODED = re.compile(rf"Ã[{re.escape(_CONTINUATIONS)}\x80-\x9f]|â€")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sources and references, segment by segment; `references` has one tuple a reference.

    `documents` has the id of the document that each segment is from, None where they are not known.
    """

    __test__ = False

    source: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    documents: tuple[str, ...] | None = None


def fetch(name: str) -> TestSet:
    """A test set of the user's own, or a German-English one of sacrebleu's registry.

    That is from sacrebleu's cache, of which the source and the references suffice. Where they are not there, sacrebleu
    makes them of the archive in the folder `raw` beside them, which it fetches.

    Raises `EvaluationError` for an unknown name, and where there is neither cache nor network.
    """
    if own := own_sets.named(name):
        return of_file(own)
    dataset = _dataset(name)
    files = _files(dataset)
    if not all(map(isfile, files)):
        _make(dataset, files)
    return _read(dataset, files)


def of_file(path: Path) -> TestSet:
    """The test set in one file that has source and references; raises `EvaluationError`."""
    found = reading.contents(path, "source")
    references = reading.read(path, "reference")
    return TestSet(tuple(found.texts[0]), tuple(map(tuple, references)), found.documents)


def cached(name: str) -> TestSet | None:
    """A test set of sacrebleu's registry if its cache has it as it is; nothing is made or fetched."""
    dataset = _dataset(name)
    files = _files(dataset)
    return _read(dataset, files) if all(map(isfile, files)) else None


def names() -> list[str]:
    """The German-English test sets of sacrebleu's registry."""
    from sacrebleu.dataset import DATASETS

    return sorted(name for name, dataset in DATASETS.items() if _LANGUAGES in dataset.langpairs)


def folder(name: str) -> Path:
    """Where sacrebleu keeps a test set."""
    return _cached(_dataset(name), "src").parent


def _dataset(name: str) -> "Dataset":
    from sacrebleu.dataset import DATASETS

    if name not in names():
        own = (other for other, _ in own_sets.every())
        raise EvaluationError(f"no test set {name} for {_LANGUAGES}; there are: {', '.join([*own, *names()])}")
    return DATASETS[name]


def _files(dataset: "Dataset") -> list[Path]:
    """Where the source is in the cache, and the references."""
    return [_cached(dataset, field) for field in ("src", *_reference_fields(dataset))]


def _read(dataset: "Dataset", files: Sequence[Path]) -> TestSet:
    documents = _cached(dataset, "docid")
    texts = [(str(file), tuple(reading.read_lines(file))) for file in (*files, documents) if isfile(file)]
    filled(texts)
    source, *references = (lines for _, lines in texts[: len(files)])
    return TestSet(source, tuple(references), texts[-1][1] if len(texts) > len(files) else None)


def _cached(dataset: "Dataset", field: str) -> Path:
    """Where sacrebleu keeps a field of a test set: `~/.sacrebleu/wmt18/wmt18.de-en.src`."""
    return Path(dataset._get_txt_file_path(_LANGUAGES, field))  # type: ignore[no-untyped-call]


def _reference_fields(dataset: "Dataset") -> list[str]:
    """What the references of a test set are called, without a look at its raw files."""
    from sacrebleu.dataset.wmt_xml import WMTXMLDataset

    # Since 2021 the fields stand in the raw file, but which of them are references is known before.
    if isinstance(dataset, WMTXMLDataset):
        fields: list[str] = dataset._get_langpair_allowed_refs(_LANGUAGES)  # type: ignore[no-untyped-call]
        return fields
    return [field for field in dataset.fieldnames(_LANGUAGES) if field.startswith("ref")]


def _make(dataset: "Dataset", files: Sequence[Path]) -> None:
    """Have sacrebleu make the files of a test set, source first, of its archive.

    Raises `EvaluationError` with the first that is not there and what to put there, if it cannot.
    """
    why = ""
    try:
        dataset.process_to_text(_LANGUAGES)
    # A wrong checksum ends in SystemExit; a damaged archive in whatever its reader raises.
    except (Exception, SystemExit) as error:
        why = f" and cannot be made ({_cause(error)})"
    missing = [file for file in files if not isfile(file)]
    if missing:
        source, *references = (file.name for file in files)
        raise EvaluationError(
            f"test set {dataset.name}: {missing[0]} is not there{why}; in that folder have to be, a line a segment, "
            f"{source}, the German, and {' and '.join(references)}, the English: where there is a network, "
            f"“sacrebleu --download {dataset.name} -l {_LANGUAGES}” makes the folder, to be copied here"
        )


def _cause(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return "the archive is another than sacrebleu expects"
    return reason(error.reason if isinstance(error, URLError) and isinstance(error.reason, OSError) else error)


def filled(files: Sequence[File]) -> list[int]:
    """The numbers, from 0, of the lines that are not empty in all of the files.

    Raises `EvaluationError` if the files cannot belong together, or if there is no such line.
    """
    name, segments = files[0]
    for other, theirs in files[1:]:
        if len(theirs) != len(segments):
            raise EvaluationError(
                f"{name} has {counted(len(segments), 'line')} and {other} has {len(theirs)}: "
                f"they do not belong together{_first_apart(files[0], (other, theirs))}"
            )
    lines = [index for index, line in enumerate(zip(*(of_one for _, of_one in files), strict=True)) if any(line)]
    if not lines:
        raise EvaluationError(f"{name}: every line is empty")
    return lines


def check(hypotheses: Sequence[File], references: Sequence[File], source: File | None = None) -> list[str]:
    """What is odd about files that are to be scored together; lines that are empty in all of them are not.

    Raises `EvaluationError` if they cannot belong together.
    """
    files = [*hypotheses, *references, *([source] if source else [])]
    lines = filled(files)
    notices = [notice for file in files for notice in _odd_lines(file, lines)]
    for hypothesis in hypotheses:
        notices += _copied(hypothesis, references, source)
    for name, segments in references:
        if source and list(segments) == list(source[1]):
            notices.append(f"the reference {name} is the same text as the source {source[0]}")
    for (name, segments), (other, theirs) in combinations(hypotheses, 2):
        if list(theirs) == list(segments):
            notices.append(f"{name} is the same text as {other}")
    return notices


def _odd_lines(file: File, lines: Sequence[int]) -> Iterator[str]:
    """What is odd about a file by itself, of which `lines` are not empty everywhere."""
    name, segments = file
    if empty := [index + 1 for index in lines if not segments[index]]:
        yield f"{name}: {_at(empty)} empty"
    if garbled := [n for n, text in enumerate(segments, 1) if _TWICE_ENCODED.search(text) or "\ufffd" in text]:
        yield f"{name}: {_at(garbled)} garbled by a wrong encoding"


def _copied(hypothesis: File, references: Sequence[File], source: File | None) -> Iterator[str]:
    """What of a hypothesis was translated by nobody."""
    name, segments = hypothesis
    for other, theirs in references:
        if list(theirs) == list(segments):
            yield f"{name} is the same text as the reference {other}"
    pairs = enumerate(zip(segments, source[1], strict=True), 1) if source else ()
    # A name or a number may well be the same in both languages, several words hardly.
    if same := [number for number, (ours, german) in pairs if ours == german and len(ours.split()) > 3]:
        yield f"{name}: {_at(same)} the same as the source"


def _at(numbers: Sequence[int]) -> str:
    """`line 3 is`, `lines 3, 7 and 12 more are`."""
    return f"{line_numbers(numbers)} {'is' if len(numbers) == 1 else 'are'}"


def _first_apart(*files: File) -> str:
    """Where a line may be too many: the first that is empty in one file only."""
    for number, line in enumerate(zip(*(segments for _, segments in files), strict=False), 1):
        for (name, _), segment in zip(files, line, strict=True):
            if not segment and any(line):
                return f" ({name}:{number} is empty)"
    return ""
