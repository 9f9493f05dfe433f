"""Reading what is scored: plain text, SGM, XML, TSV and JSON lines, and the test sets that sacrebleu knows.

Lines end as sacrebleu has them end, at a line feed alone, and lose the white space at their end, so that a
file has the same segments here and there.
"""

import gzip
import html
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from eval.errors import EvaluationError
from glossary.terms import Term
from glossary.wording import counted, line_numbers

Role = Literal["source", "hypothesis", "reference"]
# A file's name and its segments.
File = tuple[str, Sequence[str]]

_LANGUAGES = "de-en"
# What the columns of a TSV file and the keys of JSON lines are called.
_NAMES: dict[Role, tuple[str, ...]] = {
    "source": ("source", "src", "de"),
    "hypothesis": ("hypothesis", "hyp", "translation", "mt"),
    "reference": ("reference", "references", "ref", "target", "en"),
}
_SGM_SEGMENT = re.compile(r"<seg\b[^>]*>(.*?)</seg>", re.IGNORECASE | re.DOTALL)
# UTF-8 that was taken for Windows-1252 and saved as UTF-8 again: "fÃ¼r" for "für", "â€ž" for "„".
_CONTINUATIONS = bytes(range(0x80, 0xC0)).decode("cp1252", errors="ignore")
_TWICE_ENCODED = re.compile(rf"Ã[{re.escape(_CONTINUATIONS)}\x80-\x9f]|â€")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sources and references, segment by segment; `references` has one tuple a reference."""

    __test__ = False

    source: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]


def read(path: Path, role: Role) -> list[list[str]]:
    """The segments of a file in that role; references may be several.

    Raises `EvaluationError` for a file that cannot be read, is not UTF-8, or has nothing in that role.
    """
    lines = _lines(path)
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    streams = _FORMATS.get(suffix.lower(), _plain)(path, lines, role)
    if not streams or not streams[0]:
        raise EvaluationError(f"{path}: no segments in it")
    return streams


def read_one(path: Path, role: Role) -> list[str]:
    """The segments of a file that must have one text in that role."""
    streams = read(path, role)
    if len(streams) > 1:
        raise EvaluationError(f"{path}: {len(streams)} texts to choose from; give one of them in its own file")
    return streams[0]


def read_terms(path: Path) -> list[list[Term]]:
    """Term lists, one JSON line a segment: `[["Haus", "house"]]` or `{"terms": [{"de": …, "en": …}]}`.

    Raises `EvaluationError` with file and line for what is no such list.
    """
    return [_terms(entry, f"{path}:{number}") for number, entry in _json_lines(path, _lines(path))]


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
        tuple(read_one(Path(source), "source")),
        tuple(tuple(stream) for file in references for stream in _plain(Path(file), _lines(Path(file)), "reference")),
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
    notices = []
    for name, segments in files:
        if empty := [index + 1 for index in lines if not segments[index]]:
            notices.append(f"{name}: {_at(empty)} empty")
        if garbled := [n for n, text in enumerate(segments, 1) if _TWICE_ENCODED.search(text) or "\ufffd" in text]:
            notices.append(f"{name}: {_at(garbled)} garbled by a wrong encoding")
    for name, segments in hypotheses:
        for other, theirs in references:
            if list(theirs) == list(segments):
                notices.append(f"{name} is the same text as the reference {other}")
        if source:
            pairs = enumerate(zip(segments, source[1], strict=True), 1)
            # A name or a number may well be the same in both languages, several words hardly.
            if same := [number for number, (one, german) in pairs if one == german and len(one.split()) > 3]:
                notices.append(f"{name}: {_at(same)} the same as the source")
    for name, segments in references:
        if source and list(segments) == list(source[1]):
            notices.append(f"the reference {name} is the same text as the source {source[0]}")
    for (name, segments), (other, theirs) in pairwise(hypotheses):
        if list(theirs) == list(segments):
            notices.append(f"{name} is the same text as {other}")
    return notices


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


def _lines(path: Path) -> list[str]:
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise EvaluationError(f"{path}: cannot be read: {reason}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise EvaluationError(f"{path}: UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise EvaluationError(
            f"{path}:{number}: not UTF-8 (byte 0x{data[error.start]:02x}); save it as UTF-8"
        ) from error
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.rstrip() for line in lines]


def _plain(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    return [lines]


def _sgm(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """The format of the WMT test sets until 2020; several references are several `refset`s in one file."""
    text = "\n".join(lines)
    sets = re.split(r"(?=<refset\b)", text, flags=re.IGNORECASE)
    streams = [[_unspaced(html.unescape(segment)) for segment in _SGM_SEGMENT.findall(part)] for part in sets]
    return [stream for stream in streams if stream]


def _xml(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """The format of the WMT test sets since 2021: sources, references and systems in one file."""
    try:
        root = ElementTree.fromstring("\n".join(lines))
    except ElementTree.ParseError as error:
        raise EvaluationError(f"{path}:{error.position[0]}: not well-formed XML: {error}") from error
    tag, label = {
        "source": ("src", "lang"),
        "hypothesis": ("hyp", "system"),
        "reference": ("ref", "translator"),
    }[role]
    documents = [doc for doc in root.iter("doc") if "testsuite" not in doc.attrib] or [root]
    labels = list(dict.fromkeys(part.get(label, "") for doc in documents for part in doc.iter(tag)))
    streams: dict[str, list[str]] = {one: [] for one in labels}
    for doc in documents:
        of_doc = {part.get(label, ""): part for part in doc.iter(tag)}
        ids = [seg.get("id", "") for seg in next(doc.iter("src"), doc).iter("seg")]
        for one in labels:
            found = (
                {seg.get("id", ""): "".join(seg.itertext()) for seg in of_doc[one].iter("seg")} if one in of_doc else {}
            )
            streams[one] += [_unspaced(found.get(number, "")) for number in ids]
    if not streams:
        raise EvaluationError(f"{path}: no <{tag}> in it")
    return list(streams.values())


def _tsv(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """Columns by the names in the header; without one the source comes first, then its translations."""
    rows = [line.split("\t") for line in lines]
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    width = len(header)
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            # `rstrip` took the tabs before empty cells at the end.
            if len(row) > width:
                raise EvaluationError(f"{path}:{number}: {len(row)} columns where the first line has {width}")
            row += [""] * (width - len(row))
    known = {name for names in _NAMES.values() for name in names}
    if known.intersection(header):
        columns = [index for index, name in enumerate(header) if name in _NAMES[role]]
        rows = rows[1:]
    elif width == 1:
        columns = [0]
    else:
        columns = [0] if role == "source" else list(range(1, width))
    if not columns:
        raise EvaluationError(f"{path}: no column {' or '.join(_NAMES[role])}; there are: {', '.join(header)}")
    return [[row[column] for row in rows] for column in columns]


def _jsonl(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """Objects with the role as key, or mere strings; a list holds several references."""
    segments: list[list[str]] = []
    for number, entry in _json_lines(path, lines):
        value = entry
        if isinstance(entry, dict):
            key = next((name for name in _NAMES[role] if name in entry), None)
            if key is None:
                raise EvaluationError(f"{path}:{number}: no key {' or '.join(_NAMES[role])}")
            value = entry[key]
        several: list[object] = value if isinstance(value, list) else [value]
        texts = [_unspaced(text) for text in several if isinstance(text, str)]
        if not texts or len(texts) < len(several):
            raise EvaluationError(f"{path}:{number}: a {role} must be a string")
        if segments and len(texts) != len(segments[0]):
            raise EvaluationError(
                f"{path}:{number}: {counted(len(texts), role)} where the lines before have {len(segments[0])}"
            )
        segments.append(texts)
    return [list(stream) for stream in zip(*segments, strict=True)]


def _json_lines(path: Path, lines: list[str]) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(lines, 1):
        try:
            yield number, json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise EvaluationError(f"{path}:{number}: not JSON: {error}") from error


def _terms(entry: object, where: str) -> list[Term]:
    if isinstance(entry, dict):
        if "terms" not in entry:
            raise EvaluationError(f"{where}: no key “terms”; there are: {', '.join(map(str, entry))}")
        entry = entry["terms"]
    if not isinstance(entry, list):
        raise EvaluationError(f"{where}: a segment's terms must be a list")
    return [_term(term, where) for term in entry]


def _term(entry: object, where: str) -> Term:
    pair: list[object] = []
    if isinstance(entry, dict):
        for role in ("source", "reference"):
            pair += [entry[name] for name in _NAMES[role] if name in entry][:1]
    elif isinstance(entry, list):
        pair = entry
    match pair:
        case [str(source), str(target)] if source.strip() and target.strip():
            return Term(source.strip(), target.strip(), origin=where)
    raise EvaluationError(f'{where}: a term is written ["Haus", "house"] or {{"source": …, "target": …}}')


def _unspaced(text: str) -> str:
    return " ".join(text.split())


_FORMATS: dict[str, Callable[[Path, list[str], Role], list[list[str]]]] = {
    ".sgm": _sgm,
    ".sgml": _sgm,
    ".xml": _xml,
    ".tsv": _tsv,
    ".jsonl": _jsonl,
}
