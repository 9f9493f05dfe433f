"""Reading what is scored: plain text, SGM, XML, TSV and JSON lines.

Lines end as sacrebleu has them end, at a line feed alone, and lose the white space at their end, so that a
file has the same segments here and there.
"""

import gzip
import html
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from eval.errors import EvaluationError
from glossary import bounded, safe_xml
from glossary.errors import reason
from glossary.terms import Term
from glossary.wording import counted

Role = Literal["source", "hypothesis", "reference"]

# What the columns of a TSV file and the keys of JSON lines are called.
_NAMES: dict[Role, tuple[str, ...]] = {
    "source": ("source", "src", "de"),
    "hypothesis": ("hypothesis", "hyp", "translation", "mt"),
    "reference": ("reference", "references", "ref", "target", "en"),
}
_SGM_TAG = re.compile(r"<(/?)seg\b[^<>]*>", re.IGNORECASE)
# No character has as many digits, and Python reads no number of some thousands.
_LONG_REFERENCE = re.compile(r"&#\d{10,};?")
# Halves of characters, which no file can be written with.
_SURROGATE = re.compile("[\ud800-\udfff]")
# How many texts one file of a test set may hold, and how many bytes.
_MOST_LABELS, _MOST_BYTES = 500, 2**30


def read(path: Path, role: Role) -> list[list[str]]:
    """The segments of a file in that role; references may be several.

    Raises `EvaluationError` for a file that cannot be read, is not UTF-8, or has nothing in that role.
    """
    lines = read_lines(path)
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
    return [_terms(entry, f"{path}:{number}") for number, entry in _json_lines(path, read_lines(path))]


def read_lines(path: Path) -> list[str]:
    """The lines of a file of plain text; raises `EvaluationError` for one that cannot be read or is not UTF-8."""
    try:
        data = _unpacked(path) if path.suffix == ".gz" else bounded.read_file(path)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise EvaluationError(f"{path}: cannot be read: {reason(error)}") from error
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


def _unpacked(path: Path) -> bytes:
    with gzip.open(path) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise EvaluationError(f"{path}: unpacked, it is over {_MOST_BYTES // 2**20:,} MB; it is no test set")
    return data


def _plain(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    return [lines]


def _sgm(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """The format of the WMT test sets until 2020; several references are several `refset`s in one file."""
    text = "\n".join(lines)
    sets = re.split(r"(?=<refset\b)", text, flags=re.IGNORECASE)
    streams = [[_unspaced(_unescaped(segment)) for segment in _sgm_segments(part)] for part in sets]
    return [stream for stream in streams if stream]


def _sgm_segments(text: str) -> Iterator[str]:
    start = -1
    for tag in _SGM_TAG.finditer(text):
        if tag[1] and start >= 0:
            yield text[start : tag.start()]
            start = -1
        elif not tag[1] and start < 0:
            start = tag.end()


def _unescaped(segment: str) -> str:
    return html.unescape(_LONG_REFERENCE.sub("\ufffd", segment))


def _xml(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """The format of the WMT test sets since 2021: sources, references and systems in one file."""
    root = safe_xml.parsed("\n".join(lines), str(path), EvaluationError)
    tag, label = {
        "source": ("src", "lang"),
        "hypothesis": ("hyp", "system"),
        "reference": ("ref", "translator"),
    }[role]
    documents = [doc for doc in root.iter("doc") if "testsuite" not in doc.attrib] or [root]
    labels = list(dict.fromkeys(part.get(label, "") for doc in documents for part in doc.iter(tag)))
    if not labels:
        raise EvaluationError(f"{path}: no <{tag}> in it")
    if len(labels) > _MOST_LABELS:
        raise EvaluationError(f"{path}: {len(labels):,} different {label}s of <{tag}>; it is no test set")
    streams: dict[str, list[str]] = {one: [] for one in labels}
    for doc in documents:
        parts = {part.get(label, ""): _xml_segments(part) for part in doc.iter(tag)}
        for segment in next(doc.iter("src"), doc).iter("seg"):
            for one in labels:
                streams[one].append(parts.get(one, {}).get(segment.get("id", ""), ""))
    return list(streams.values())


def _xml_segments(part: Element) -> dict[str, str]:
    return {segment.get("id", ""): _unspaced("".join(segment.itertext())) for segment in part.iter("seg")}


def _tsv(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """Columns by the names in the header; without one the source comes first, then its translations."""
    rows = _table(path, lines)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    columns = _columns(header, role)
    if not columns:
        raise EvaluationError(f"{path}: no column {' or '.join(_NAMES[role])}; there are: {', '.join(header)}")
    return [[row[column] for row in (rows[1:] if _is_header(header) else rows)] for column in columns]


def _is_header(cells: Sequence[str]) -> bool:
    return any(name in cells for names in _NAMES.values() for name in names)


def _columns(header: Sequence[str], role: Role) -> list[int]:
    if _is_header(header):
        return [index for index, name in enumerate(header) if name in _NAMES[role]]
    return [0] if len(header) == 1 or role == "source" else list(range(1, len(header)))


def _table(path: Path, lines: list[str]) -> list[list[str]]:
    """The cells of each line, as many as the first one has."""
    rows = [line.split("\t") for line in lines]
    for number, row in enumerate(rows, 1):
        lacking = len(rows[0]) - len(row)
        if lacking < 0:
            raise EvaluationError(f"{path}:{number}: {len(row)} columns where the first line has {len(rows[0])}")
        # `rstrip` took the tabs before empty cells at the end.
        row += [""] * lacking
    return rows


def _jsonl(path: Path, lines: list[str], role: Role) -> list[list[str]]:
    """Objects with the role as key, or mere strings; a list holds several references."""
    segments: list[list[str]] = []
    for number, entry in _json_lines(path, lines):
        texts = _json_texts(entry, role, f"{path}:{number}")
        if segments and len(texts) != len(segments[0]):
            raise EvaluationError(
                f"{path}:{number}: {counted(len(texts), role)} where the lines before have {len(segments[0])}"
            )
        segments.append(texts)
    return [list(stream) for stream in zip(*segments, strict=True)]


def _json_texts(entry: object, role: Role, where: str) -> list[str]:
    if isinstance(entry, dict):
        key = next((name for name in _NAMES[role] if name in entry), None)
        if key is None:
            raise EvaluationError(f"{where}: no key {' or '.join(_NAMES[role])}")
        entry = entry[key]
    several: list[object] = entry if isinstance(entry, list) else [entry]
    texts = [_unspaced(text) for text in several if isinstance(text, str)]
    if not texts or len(texts) < len(several):
        raise EvaluationError(f"{where}: a {role} must be a string")
    if any(map(_SURROGATE.search, texts)):
        raise EvaluationError(f"{where}: half a character (\\ud800 to \\udfff); take it out")
    return texts


def _json_lines(path: Path, lines: list[str]) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(lines, 1):
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
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
        case [str(source), str(target)] if source.strip() and target.strip() and not _SURROGATE.search(source + target):
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
