"""The test sets that sacrebleu knows, and whether files can be scored together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from eval import reading
from eval.errors import EvaluationError
from glossary.wording import counted, line_numbers

# A file's name and its segments.
File = tuple[str, Sequence[str]]

_LANGUAGES = "de-en"
# UTF-8 that was taken for Windows-1252 and saved as UTF-8 again: "fÃ¼r" for "für", "â€ž" for "„".
_CONTINUATIONS = bytes(range(0x80, 0xC0)).decode("cp1252", errors="ignore")
_TWICE_ENCODED = re.compile(rf"Ã[{re.escape(_CONTINUATIONS)}\x80-\x9f]|â€")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sources and references, segment by segment; `references` has one tuple a reference."""

    __test__ = False

    source: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]


def fetch(name: str) -> TestSet:
    """A German-English test set of sacrebleu's registry, from its cache or the network.

    Raises `EvaluationError` for an unknown name, and where there is neither cache nor network.
    """
    from sacrebleu import utils
    from sacrebleu.dataset import DATASETS

    known = sorted(other for other, dataset in DATASETS.items() if _LANGUAGES in dataset.langpairs)
    if name not in known:
        raise EvaluationError(f"no test set {name} for {_LANGUAGES}; there are: {', '.join(known)}")
    try:
        source = utils.get_source_file(name, _LANGUAGES)
        references = utils.get_reference_files(name, _LANGUAGES)
    # A wrong checksum ends in SystemExit.
    except (OSError, SystemExit) as error:
        raise EvaluationError(
            f"test set {name} is not in sacrebleu's cache, {utils.SACREBLEU_DIR}, and cannot be fetched "
            f"({error}); where there is a network, run “sacrebleu --download {name} -l {_LANGUAGES}” "
            "and copy that folder here"
        ) from error
    return TestSet(
        tuple(reading.read_one(Path(source), "source")),
        tuple(tuple(reading.read_lines(Path(file))) for file in references),
    )


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
