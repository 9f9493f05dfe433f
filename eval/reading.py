"""Reading what is scored: plain text, SGM, XML, TSV and JSON lines.

Lines end as sacrebleu has them end, at a line feed alone, and lose the white space at their end, so that a
file has the same segments here and there.
"""

import gzip
import html
import json
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from eval.errors import EvaluationError
from glossary import bounded, safe_xml
from glossary.errors import reason
from glossary.terms import Term
from glossary.wording import counted

# Names what comes in through a pipe.
STANDARD_INPUT = Path("-")

Role = Literal["source", "hypothesis", "reference"]

# What the columns of a TSV file and the keys of JSON lines are called.
_NAMES: dict[Role, tuple[str, ...]] = {
    "source": ("source", "src", "de"),
    "hypothesis": ("hypothesis", "hyp", "translation", "mt"),
    "reference": ("reference", "references", "ref", "target", "en"),
}
# What they call the document of a segment, and what has become of it in a test set of a user's own.
_DOCUMENT = ("document", "document_id", "doc", "doc_id", "docid")
_STATUS = "status"
NOT_TAKEN = frozenset({"doubtful", "dropped"})
_SGM_TAG = re.compile(r"<(?P<end>/?)seg\b[^<>]*>|<doc\b(?P<doc>[^<>]*)>", re.IGNORECASE)
_SGM_ID = re.compile(r"""\bdocid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# No character has as many digits, and Python reads no number of some thousands.
_LONG_REFERENCE = re.compile(r"&#\d{10,};?")
# Halves of characters, which no file can be written with.
_SURROGATE = re.compile("[\ud800-\udfff]")
# How many texts one file of a test set may hold, and how many bytes.
_MOST_LABELS, _MOST_BYTES = 500, 2**30


@dataclass(frozen=True, slots=True)
class Contents:
    """The texts of a file in one role, which are several where there are several references.

    `documents` has the id of the document of each segment of the first text, and is None for a file that tells none.
    """

    texts: list[list[str]]
    documents: tuple[str, ...] | None = None


def contents(path: Path, role: Role) -> Contents:
    """The segments of a file in that role, and the documents that they are of.

    SGM and XML have documents; TSV and JSON lines may have a column or key `document`. Rows of a TSV whose `status` is
    one of `NOT_TAKEN` are no part of the test set.

    Raises `EvaluationError` for a file that cannot be read, is not UTF-8, or has nothing in that role.
    """
    lines = read_lines(path)
    found = _FORMATS.get(_suffix(path), _plain)(path, lines, role)
    if not found.texts or not found.texts[0]:
        raise EvaluationError(f"{path}: no segments in it")
    return found if found.documents and any(found.documents) else Contents(found.texts)


def brings_references(path: Path) -> bool:
    """Whether a file is of a format that has source and references in one file.

    >>> brings_references(Path("set.tsv")), brings_references(Path("wmt21.xml.gz")), brings_references(Path("src.txt"))
    (True, True, False)
    """
    return _suffix(path) in _OF_SEVERAL_ROLES


def _suffix(path: Path) -> str:
    return (path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix).lower()


def read(path: Path, role: Role) -> list[list[str]]:
    """The segments of a file in that role, as `contents` has them; references may be several."""
    return contents(path, role).texts


def contents_of_one(path: Path, role: Role) -> Contents:
    """The same of a file that must have one text in that role."""
    found = contents(path, role)
    if len(found.texts) > 1:
        raise EvaluationError(f"{path}: {len(found.texts)} texts to choose from; give one of them in its own file")
    return found


def read_one(path: Path, role: Role) -> list[str]:
    """The segments of a file that must have one text in that role."""
    return contents_of_one(path, role).texts[0]


def read_terms(path: Path) -> list[list[Term]]:
    """Term lists, one JSON line a segment: `[["Haus", "house"]]` or `{"terms": [{"de": …, "en": …}]}`.

    Raises `EvaluationError` with file and line for what is no such list.
    """
    return [_terms(entry, f"{path}:{number}") for number, entry in _json_lines(path, read_lines(path))]


def read_lines(path: Path) -> list[str]:
    """The lines of a file of plain text, - being standard input.

    Raises `EvaluationError` for one that cannot be read or is not UTF-8.
    """
    try:
        data = _data(path)
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


def _data(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return bounded.read(sys.stdin.buffer)
    return _unpacked(path) if path.suffix == ".gz" else bounded.read_file(path)


def _unpacked(path: Path) -> bytes:
    with gzip.open(path) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise EvaluationError(f"{path}: unpacked, it is over {_MOST_BYTES // 2**20:,} MB; it is no test set")
    return data


def _plain(path: Path, lines: list[str], role: Role) -> Contents:
    return Contents([lines])


def _sgm(path: Path, lines: list[str], role: Role) -> Contents:
    """The format of the WMT test sets until 2020; several references are several `refset`s in one file."""
    text = "\n".join(lines)
    sets = re.split(r"(?=<refset\b)", text, flags=re.IGNORECASE)
    streams = [stream for stream in map(list, map(_sgm_segments, sets)) if stream]
    documents = tuple(document for document, _ in streams[0]) if streams else None
    return Contents([[_unspaced(_unescaped(segment)) for _, segment in stream] for stream in streams], documents)


def _sgm_segments(text: str) -> Iterator[tuple[str, str]]:
    """The segments of a set, each behind the id of its document."""
    start, document = -1, ""
    for tag in _SGM_TAG.finditer(text):
        if tag["doc"] is not None:
            found = _SGM_ID.search(tag["doc"])
            document = _unspaced(_unescaped(found[found.lastindex or 0])) if found else ""
        elif tag["end"] and start >= 0:
            yield document, text[start : tag.start()]
            start = -1
        elif not tag["end"] and start < 0:
            start = tag.end()


def _unescaped(segment: str) -> str:
    return html.unescape(_LONG_REFERENCE.sub("\ufffd", segment))


def _xml(path: Path, lines: list[str], role: Role) -> Contents:
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
    ids = []
    for doc in documents:
        parts = {part.get(label, ""): _xml_segments(part) for part in doc.iter(tag)}
        for segment in next(doc.iter("src"), doc).iter("seg"):
            ids.append(doc.get("id", ""))
            for one in labels:
                streams[one].append(parts.get(one, {}).get(segment.get("id", ""), ""))
    return Contents(list(streams.values()), tuple(ids))


def _xml_segments(part: Element) -> dict[str, str]:
    return {segment.get("id", ""): _unspaced("".join(segment.itertext())) for segment in part.iter("seg")}


def _tsv(path: Path, lines: list[str], role: Role) -> Contents:
    """Columns by the names in the header; without one the source comes first, then its translations."""
    rows = _table(path, lines)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    columns = _columns(header, role)
    if not columns:
        raise EvaluationError(f"{path}: no column {' or '.join(_NAMES[role])}; there are: {', '.join(header)}")
    if not _is_header(header):
        return Contents([[row[column] for row in rows] for column in columns])
    status = header.index(_STATUS) if _STATUS in header else None
    taken = [row for row in rows[1:] if status is None or row[status].strip() not in NOT_TAKEN]
    named = next((header.index(name) for name in _DOCUMENT if name in header), None)
    documents = None if named is None else tuple(row[named].strip() for row in taken)
    return Contents([[row[column] for row in taken] for column in columns], documents)


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


def _jsonl(path: Path, lines: list[str], role: Role) -> Contents:
    """Objects with the role as key, or mere strings; a list holds several references."""
    segments: list[list[str]] = []
    documents: list[str] = []
    for number, entry in _json_lines(path, lines):
        texts = _json_texts(entry, role, f"{path}:{number}")
        if segments and len(texts) != len(segments[0]):
            raise EvaluationError(
                f"{path}:{number}: {counted(len(texts), role)} where the lines before have {len(segments[0])}"
            )
        segments.append(texts)
        documents.append(_json_document(entry, f"{path}:{number}"))
    return Contents([list(stream) for stream in zip(*segments, strict=True)], tuple(documents))


def _json_document(entry: object, where: str) -> str:
    """The document of a line, empty if it names none; a number is as good as a name."""
    named = next((entry[name] for name in _DOCUMENT if name in entry), "") if isinstance(entry, dict) else ""
    if not isinstance(named, str | int) or _SURROGATE.search(str(named)):
        raise EvaluationError(f"{where}: a document must be a string")
    return _unspaced(str(named))


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


_FORMATS: dict[str, Callable[[Path, list[str], Role], Contents]] = {
    ".sgm": _sgm,
    ".sgml": _sgm,
    ".xml": _xml,
    ".tsv": _tsv,
    ".jsonl": _jsonl,
}
_OF_SEVERAL_ROLES = frozenset({".xml", ".tsv", ".jsonl"})
