"""Glossaries in the formats of other programs: TSV, CSV as DeepL has it, TBX, TMX and JSON.

TBX is ISO 30042 as TBX-Basic (2019, `style="dca"`), and the older martif form is read too; TMX is LISA's
version 1.4b. All hold everything that an entry has but CSV, which holds source and target, as DeepL does.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from glossary import store
from glossary.errors import GlossaryError
from glossary.terms import Term

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What TMX wraps around native codes: bold, links and the like.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_TBX = "urn:iso:std:iso:30042:ed-2"


def read(path: Path, form: str | None = None) -> list[Term]:
    """The entries of a file in one of the formats, by default the one that its name ends with.

    Raises `GlossaryError` where the file cannot be read or an entry cannot be one.
    """
    form = form or form_of(path)
    if form in ("tsv", "csv"):
        return store.entries(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read: {error.strerror}") from error
    reader = {"tbx": _from_tbx, "tmx": _from_tmx, "json": _from_json}[form]
    terms = [store.validated(term) for term in reader(data, str(path))]
    if not terms:
        raise GlossaryError(f"{path}: holds no entries with German and English; is it the right file?")
    return terms


def written(terms: Sequence[Term], form: str) -> str:
    """The text of a file in one of the formats."""
    return _WRITERS[form](terms)


def form_of(path: Path) -> str:
    """The format that a file's name ends with; raises `GlossaryError` if it tells none."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in _WRITERS:
        raise GlossaryError(f"{path}: its name does not tell the format; name it with --format: " + ", ".join(_WRITERS))
    return ending


# --- CSV


def _to_csv(terms: Sequence[Term]) -> str:
    """DeepL's four columns without a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for term in terms:
        source = term.source
        if source.startswith("#"):
            # Quoted, for a comment begins with that sign here.
            rest = io.StringIO()
            csv.writer(rest, lineterminator="\n").writerow((term.target, "de", "en"))
            doubled = source.replace('"', '""')
            text.write(f'"{doubled}",{rest.getvalue()}')
        else:
            writer.writerow((source, term.target, "de", "en"))
    return text.getvalue()


# --- JSON


def _to_json(terms: Sequence[Term]) -> str:
    return json.dumps([as_object(term) for term in terms], ensure_ascii=False, indent=1) + "\n"


def as_object(term: Term) -> dict[str, object]:
    """An entry as JSON has it; what is empty is left out."""
    row: dict[str, object] = {"source": term.source, "target": term.target}
    row |= {name: value for name, value in (("kind", term.kind), ("note", term.note)) if value}
    if term.forms:
        row["forms"] = list(term.forms)
    return row


def _from_json(data: bytes, name: str) -> Iterator[Term]:
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise GlossaryError(f"{name}{where}: not JSON") from error
    if isinstance(rows, dict):
        # A plain {"German": "English"}.
        rows = [{"source": source, "target": target} for source, target in rows.items()]
    if not isinstance(rows, list):
        raise GlossaryError(f"{name}: must be a list of objects with source and target")
    for number, row in enumerate(rows, 1):
        where = f"{name}: entry {number}"
        if not isinstance(row, dict):
            raise GlossaryError(f"{where}: must be an object with source and target")
        forms = row.get("forms", [])
        texts = [row.get(key, "") for key in ("source", "target", "kind", "note")]
        if not isinstance(forms, list) or not all(isinstance(text, str) for text in (*texts, *forms)):
            raise GlossaryError(f"{where}: source, target, kind and note must be texts, forms a list of texts")
        source, target, kind, note = texts
        yield Term(source, target, kind, tuple(forms), note, where)


# --- TBX


def _to_tbx(terms: Sequence[Term]) -> str:
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANG: "de", "xmlns": _TBX})
    header = SubElement(root, "tbxHeader")
    description = SubElement(SubElement(header, "fileDesc"), "sourceDesc")
    SubElement(description, "p").text = "A glossary from German to English"
    body = SubElement(SubElement(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        entry = SubElement(body, "conceptEntry", id=f"c{number}")
        if term.kind:
            SubElement(entry, "descrip", type="subjectField").text = term.kind
        if term.note:
            SubElement(entry, "note").text = term.note
        german = SubElement(entry, "langSec", {_LANG: "de"})
        for index, form in enumerate((term.source, *term.forms)):
            section = SubElement(german, "termSec")
            SubElement(section, "term").text = form
            status = "preferredTerm-admn-sts" if index == 0 else "admittedTerm-admn-sts"
            SubElement(section, "termNote", type="administrativeStatus").text = status
        english = SubElement(entry, "langSec", {_LANG: "en"})
        SubElement(SubElement(english, "termSec"), "term").text = term.target
    return _document(root)


def _from_tbx(data: bytes, name: str) -> Iterator[Term]:
    root = _parsed(data, name)
    found = (entry for entry in root.iter() if entry.tag in ("conceptEntry", "termEntry"))
    for number, entry in enumerate(found, 1):
        german, english = _tbx_terms(entry, "de"), _tbx_terms(entry, "en")
        if not german or not english:
            continue
        kind = next((_text(one) for one in entry.iter("descrip") if one.get("type") == "subjectField"), "")
        note = next((_text(one) for one in entry if one.tag == "note"), "")
        yield Term(german[0], english[0], kind, tuple(german[1:]), note, f"{name}: entry {number}")


def _tbx_terms(entry: Element, language: str) -> list[str]:
    """The terms that an entry has in a language, in order."""
    sections = (one for one in entry.iter() if one.tag in ("langSec", "langSet") and _language(one) == language)
    return [_text(term) for section in sections for term in section.iter() if term.tag == "term" and _text(term)]


# --- TMX


def _to_tmx(terms: Sequence[Term]) -> str:
    root = Element("tmx", version="1.4")
    SubElement(
        root,
        "header",
        {
            "creationtool": "deen",
            "creationtoolversion": "1",
            "segtype": "phrase",
            "o-tmf": "deen",
            "adminlang": "en",
            "srclang": "de",
            "datatype": "plaintext",
        },
    )
    body = SubElement(root, "body")
    for term in terms:
        unit = SubElement(body, "tu")
        if term.note:
            SubElement(unit, "note").text = term.note
        if term.kind:
            SubElement(unit, "prop", type="kind").text = term.kind
        for form in term.forms:
            SubElement(unit, "prop", type="form").text = form
        for language, text in (("de", term.source), ("en", term.target)):
            SubElement(SubElement(unit, "tuv", {_LANG: language}), "seg").text = text
    return _document(root)


def _from_tmx(data: bytes, name: str) -> Iterator[Term]:
    for number, unit in enumerate(_parsed(data, name).iter("tu"), 1):
        sides: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            segment = variant.find("seg")
            if segment is not None:
                sides.setdefault(_language(variant), _text(segment))
        if not sides.get("de") or not sides.get("en"):
            continue
        properties = [(one.get("type"), _text(one)) for one in unit.iter("prop")]
        kind = next((text for label, text in properties if label == "kind"), "")
        forms = tuple(text for label, text in properties if label == "form")
        note = next((_text(one) for one in unit.iter("note")), "")
        yield Term(sides["de"], sides["en"], kind, forms, note, f"{name}: entry {number}")


# --- XML


def _parsed(data: bytes, name: str) -> Element:
    """The root of a document, tags without their namespaces; entities of the document's own are refused."""
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data:
        raise GlossaryError(f"{name}: defines entities, which glossaries have no need of; take them out")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        where = f":{error.position[0]}" if isinstance(error, ElementTree.ParseError) else ""
        raise GlossaryError(f"{name}{where}: not well-formed XML ({error})") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _document(root: Element) -> str:
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _language(element: Element) -> str:
    return (element.get(_LANG) or element.get("lang") or "").lower().replace("_", "-").split("-")[0]


def _text(element: Element) -> str:
    """What an element says, without the codes of a page that TMX keeps inside of it."""
    texts = [element.text or ""]
    for child in element:
        texts += ["" if child.tag in _CODES else _text(child), child.tail or ""]
    return re.sub("[ \t\r\n]+", " ", "".join(texts)).strip()


_WRITERS: dict[str, Callable[[Sequence[Term]], str]] = {
    "tsv": store.formatted,
    "csv": _to_csv,
    "tbx": _to_tbx,
    "tmx": _to_tmx,
    "json": _to_json,
}
