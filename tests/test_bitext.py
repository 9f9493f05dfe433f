from lxml import etree

from glossary.linked import LinkedText
from glossary.terms import Outcome, Term, TermMatch
from translate.checks import Doubt
from translate.formats.exchange import bitext
from translate.formats.exchange.tmx_file import Tmx
from translate.formats.exchange.xliff import Xliff
from translate.formats.plain import PlainText
from translate.report import Origin, Report, Translation

TEXT = "Im <Bundestag> sind 3 & mehr. Noch ein Satz!\n\nEin zweiter Absatz."
TERM = Outcome(TermMatch(Term("Bundestag", "German parliament"), 4, 13), "missing")


def report() -> Report:
    document = PlainText().document(TEXT, "some/folder/a b.docx")
    origins: list[Origin] = ["model", "memory", "model"]
    translations = tuple(
        Translation(segment, LinkedText(segment.text.upper()), -0.1, origin)
        for segment, origin in zip(document.segments, origins, strict=True)
    )
    first, second, third = translations
    first = Translation(first.segment, first.linked, -1.0, "model", (TERM,), (Doubt("numbers", "3 & more"),))
    return Report(document, b"", (first, second, third))


def test_xliff_has_a_group_a_paragraph_and_a_unit_a_sentence() -> None:
    root = etree.fromstring(bitext.xliff(report()))
    space = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    assert [len(group) for group in root.iterfind(".//x:group", space)] == [2, 1]
    assert [one.text for one in root.iterfind(".//x:source", space)] == [
        one.segment.text for one in report().translations
    ]
    targets = root.findall(".//x:target", space)
    assert [one.text for one in targets] == [one.text for one in report().translations]
    assert [one.get("state") for one in targets] == ["needs-review-translation", "translated", "translated"]
    assert [one.get("state-qualifier") for one in targets] == ["leveraged-mt", "exact-match", "leveraged-mt"]
    assert [one.text for one in root.iterfind(".//x:note", space)] == [
        "numbers: 3 & more",
        "terms: Bundestag = German parliament (missing)",
    ]
    file = root.find("x:file", space)
    assert file is not None
    assert (file.get("original"), file.get("datatype")) == ("a b.docx", "x-docx")


def test_tmx_has_a_unit_a_sentence() -> None:
    root = etree.fromstring(bitext.tmx(report()), etree.XMLParser(load_dtd=False))
    units = root.findall(".//tu")
    assert [[seg.text for seg in unit.iterfind(".//seg")] for unit in units] == [
        [one.segment.text, one.text] for one in report().translations
    ]
    assert [note.text for note in units[0].iterfind("note")] == [
        "numbers: 3 & more",
        "terms: Bundestag = German parliament (missing)",
    ]
    assert [len(unit.findall(".//prop")) for unit in units] == [1, 0, 0]


def test_what_is_written_is_read_as_done() -> None:
    assert Xliff().parse(bitext.xliff(report()), "a.xlf").segments == ()
    assert Tmx().parse(bitext.tmx(report()), "a.tmx").segments == ()


def test_a_document_without_sentences() -> None:
    empty = Report(PlainText().document(""), b"", ())
    assert etree.fromstring(bitext.xliff(empty))[0].get("original") == "text"
    assert etree.fromstring(bitext.tmx(empty)).findall(".//tu") == []
