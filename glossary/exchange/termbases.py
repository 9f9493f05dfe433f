"""Termbases, whose concepts hold the terms of several languages: TBX in all its versions, and MultiTerm's XML.

A concept is an entry: its source is the preferred German term, its target the preferred English one, or the first of
each that is not refused. The other German terms are its forms, refused ones too, since who writes may use them; but
not those that are the source of another concept. Refused English terms are forbidden targets. A concept whose English
terms are all refused is no entry.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from glossary.exchange import languages, term_status
from glossary.exchange.contents import Contents, LeftOutLine, sorted_out
from glossary.exchange.xml_elements import LANG, document, language, text
from glossary.terms import Term

ROOTS = {"martif": "TBX", "tbx": "TBX", "mtf": "MultiTerm"}
_TBX = "urn:iso:std:iso:30042:ed-2"
# What TBX 2 and 3, TBX-Min and MultiTerm call a concept, what it holds of one language, and what of one term.
_CONCEPTS = frozenset({"termEntry", "conceptEntry", "entry", "conceptGrp"})
_SECTIONS = frozenset({"langSet", "langSec", "langGroup", "languageGrp"})
_TERMS = frozenset({"tig", "ntig", "termSec", "termGroup", "termGrp", "term"})
_FIELDS = ("subjectfield", "subject", "domain", "sachgebiet", "fachgebiet")


@dataclass(frozen=True, slots=True)
class _Designation:
    """A term as a termbase has it; `of` is the identifier of the one whose plural it is said to be."""

    text: str
    standing: int
    is_plural: bool
    identifier: str
    of: str


def read(root: Element, name: str) -> Contents:
    """The entries of a termbase."""
    found: list[tuple[int, Term, tuple[str, ...]]] = []
    left_out = []
    single = 0
    for number, concept in enumerate((one for one in root.iter() if one.tag in _CONCEPTS), 1):
        german, english = _designations(concept)
        if not german or not english:
            single += 1
        elif not _by_preference(english):
            reason = f"all its English terms are refused: {', '.join(_refused(english))}"
            left_out.append(LeftOutLine(number, reason))
        else:
            found.append((number, _term(concept, german, english), _refused(german)))
    sources = {term.source for _, term, _ in found}
    tidied = [(number, _without(term, sources.intersection(refused))) for number, term, refused in found]
    terms, unfit = sorted_out(tidied, name, by_line=False)
    remarks = (f"{single:,} without both German and English",) if single else ()
    by_number = sorted([*left_out, *unfit], key=lambda one: one.number)
    return Contents(name, terms, tuple(by_number), what=ROOTS[root.tag.lower()], remarks=remarks, by_line=False)


def written(terms: Sequence[Term]) -> bytes:
    """A document in TBX-Basic of 2019 (`style="dca"`)."""
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", LANG: "de", "xmlns": _TBX})
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
        german = SubElement(entry, "langSec", {LANG: "de"})
        _add(german, term.source, "preferredTerm")
        for form in term.forms:
            _add(german, form, "admittedTerm")
        english = SubElement(entry, "langSec", {LANG: "en"})
        _add(english, term.target, "preferredTerm", f"c{number}-en")
        if term.plural:
            section = _add(english, term.plural, "admittedTerm")
            SubElement(section, "termNote", type="grammaticalNumber").text = "plural"
            SubElement(section, "ref", type="crossReference", target=f"c{number}-en").text = term.target
        for text_ in term.forbidden:
            _add(english, text_, "deprecatedTerm")
    return document(root)


def _add(section: Element, term: str, status: str, identifier: str = "") -> Element:
    added = SubElement(section, "termSec", {"id": identifier} if identifier else {})
    SubElement(added, "term").text = term
    SubElement(added, "termNote", type="administrativeStatus").text = f"{status}-admn-sts"
    return added


def _designations(concept: Element) -> tuple[list[_Designation], list[_Designation]]:
    """The German and the English terms of a concept, in order."""
    sides: dict[str, list[_Designation]] = {"de": [], "en": []}
    for section in concept.iter():
        if section.tag in _SECTIONS and (code := _section_language(section)):
            sides[code] += _section_terms(section)
    return sides["de"], sides["en"]


def _section_language(section: Element) -> str:
    named = section.find("language")
    if named is None:
        return language(section)
    return language(named) or languages.language(named.get("locale") or named.get("type") or named.get("name") or "")


def _section_terms(section: Element) -> Iterator[_Designation]:
    for group in section:
        term = next(group.iter("term"), None) if group.tag in _TERMS else None
        if term is not None and text(term):
            yield _designation(group, term)


def _designation(group: Element, term: Element) -> _Designation:
    """What a group says of its term."""
    said = [(one.get("type") or one.tag, text(one)) for one in group.iter() if one is not term]
    standing = term_status.standing(value for name, value in said if term_status.tells(name))
    plural = any(name == "grammaticalNumber" and value.lower() == "plural" for name, value in said)
    refers = next((one.get("target", "") for one in group.iter("ref")), "")
    return _Designation(text(term), standing, plural, group.get("id") or term.get("id") or "", refers)


def _term(concept: Element, german: Sequence[_Designation], english: Sequence[_Designation]) -> Term:
    """The entry of a concept."""
    source = (_by_preference(german) or german)[0].text
    target, *others = _by_preference(english)
    forms = tuple(one.text for one in german if one.text != source)
    note = next((text(one) for one in concept if one.tag == "note"), "")
    return Term(source, target.text, _field(concept), forms, note, "", _plural(target, others), _refused(english))


def _refused(designations: Sequence[_Designation]) -> tuple[str, ...]:
    return tuple(one.text for one in designations if one.standing == term_status.REFUSED)


def _by_preference(designations: Sequence[_Designation]) -> list[_Designation]:
    """Those that are not refused, preferred ones first."""
    allowed = [one for one in designations if one.standing != term_status.REFUSED]
    return sorted(allowed, key=lambda one: one.standing)


def _plural(target: _Designation, others: Sequence[_Designation]) -> str:
    """The plural of a target: the term that refers to it as such, or the one that looks like it."""
    if target.is_plural:
        return ""
    plurals = [one for one in others if one.is_plural]
    referring = [one.text for one in plurals if one.of and one.of == target.identifier]
    alike = [one.text for one in plurals if not one.of and _is_alike(one.text, target.text)]
    return next(iter(referring + alike), "")


def _is_alike(one: str, other: str) -> bool:
    return one.casefold()[:2] == other.casefold()[:2] and len(one.split()) == len(other.split())


def _field(concept: Element) -> str:
    """The subject field that a concept is said to be in."""
    for one in concept.iter():
        if languages.tidied(one.get("type") or one.tag).replace(" ", "") in _FIELDS and text(one):
            return text(one)
    return ""


def _without(term: Term, others: Set[str]) -> Term:
    """The term without forms that are the sources of others."""
    return replace(term, forms=tuple(form for form in term.forms if form not in others))
