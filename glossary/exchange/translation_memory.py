"""TMX, version 1.4b: units with the same text in several languages."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from glossary.exchange.contents import Contents, sorted_out
from glossary.exchange.xml_elements import LANG, document, language, text
from glossary.terms import Term

ROOT = "tmx"
_HEADER = {
    "creationtool": "deen", "creationtoolversion": "1", "segtype": "phrase", "o-tmf": "deen", "adminlang": "en",
    "srclang": "de", "datatype": "plaintext",
}  # fmt: skip


def read(root: Element, name: str) -> Contents:
    """The units that have German and English as entries."""
    found = []
    single = 0
    for number, unit in enumerate(root.iter("tu"), 1):
        sides: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            segment = variant.find("seg")
            if segment is not None:
                sides.setdefault(language(variant), text(segment))
        if not sides.get("de") or not sides.get("en"):
            single += 1
            continue
        properties: dict[str, list[str]] = {}
        for one in unit.iter("prop"):
            properties.setdefault(one.get("type") or "", []).append(text(one))
        kind, plural = (next(iter(properties.get(label, ())), "") for label in ("kind", "plural"))
        forms, forbidden = (tuple(properties.get(label, ())) for label in ("form", "forbidden"))
        note = next((text(one) for one in unit.iter("note")), "")
        found.append((number, Term(sides["de"], sides["en"], kind, forms, note, "", plural, forbidden)))
    terms, left_out = sorted_out(found, name, by_line=False)
    remarks = (f"{single:,} without both German and English",) if single else ()
    return Contents(name, terms, left_out, what="TMX", remarks=remarks, by_line=False)


def written(terms: Sequence[Term]) -> bytes:
    """A document with an entry in each unit."""
    root = Element("tmx", version="1.4")
    SubElement(root, "header", _HEADER)
    body = SubElement(root, "body")
    for term in terms:
        unit = SubElement(body, "tu")
        if term.note:
            SubElement(unit, "note").text = term.note
        properties = [("kind", term.kind), *(("form", form) for form in term.forms), ("plural", term.plural)]
        for label, value in (*properties, *(("forbidden", one) for one in term.forbidden)):
            if value:
                SubElement(unit, "prop", type=label).text = value
        for code, side in (("de", term.source), ("en", term.target)):
            SubElement(SubElement(unit, "tuv", {LANG: code}), "seg").text = side
    return document(root)
