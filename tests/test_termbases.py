from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from made_terms import TERMS

from glossary.exchange import termbases
from glossary.exchange.contents import Contents
from glossary.exchange.xml_elements import parsed
from glossary.terms import Term


def read(text: str) -> Contents:
    return termbases.read(parsed(text.encode(), "g.tbx"), "g.tbx")


def terms(text: str) -> list[Term]:
    return [replace(term, origin="") for term in read(text).terms]


@given(TERMS)
def test_what_is_written_reads_back_the_same(made: list[Term]) -> None:
    data = termbases.written(made)
    assert [replace(term, origin="") for term in termbases.read(parsed(data, "g"), "g").terms] == made


def martif(german: list[tuple[str, str]], english: list[tuple[str, str]]) -> str:
    """A concept of TBX 2; each term with its status, if it has one."""

    def side(code: str, side: list[tuple[str, str]]) -> str:
        notes = [f'<termNote type="administrativeStatus">{status}</termNote>' if status else "" for _, status in side]
        tigs = "".join(f"<tig><term>{term}</term>{note}</tig>" for (term, _), note in zip(side, notes, strict=True))
        return f'<langSet xml:lang="{code}">{tigs}</langSet>'

    entry = f"<termEntry>{side('en-US', english)}{side('de-DE', german)}</termEntry>"
    return f"<martif><text><body>{entry}</body></text></martif>"


@pytest.mark.parametrize(
    ("preferred", "admitted", "refused"),
    [
        ("preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"),
        ("preferredTerm-admn-sts", "admittedTerm-admn-sts", "supersededTerm-admn-sts"),
        ("preferred", "admitted", "notRecommended"),
        ("preferred", "admitted", "Obsolete"),
        ("Preferred", "", "forbidden"),
        ("preferredTerm", "standardizedTerm", "deprecatedTerm"),
        ("Vorzugsbenennung", "zulässig", "verboten"),
    ],
)
def test_the_standing_of_terms(preferred: str, admitted: str, refused: str) -> None:
    german = [("Rechner", admitted), ("Computer", preferred), ("Elektronengehirn", refused)]
    english = [("electronic brain", refused), ("calculator", admitted), ("computer", preferred), ("PC", refused)]
    assert terms(martif(german, english)) == [
        Term("Computer", "computer", forms=("Rechner", "Elektronengehirn"), forbidden=("electronic brain", "PC"))
    ]


def test_the_first_that_is_not_refused_where_none_is_preferred() -> None:
    [term] = terms(martif([("A", "deprecated")], [("x", "obsolete"), ("y", "admitted"), ("z", "")]))
    assert (term.source, term.target, term.forbidden) == ("A", "y", ("x",))


def test_a_concept_without_an_english_term_to_use_is_told() -> None:
    found = read(martif([("A", "preferred")], [("x", "obsolete"), ("y", "forbidden")]))
    assert found.terms == ()
    assert [(one.number, one.reason) for one in found.left_out] == [(1, "all its English terms are refused: x, y")]


def test_what_is_wanted_is_not_forbidden() -> None:
    [term] = terms(martif([("A", "")], [("SLED", "preferred"), ("Sled", "forbidden"), ("SLED", "forbidden")]))
    assert (term.target, term.forbidden) == ("SLED", ("Sled",))


def test_a_refused_form_that_another_concept_is_about_stays_with_that() -> None:
    body = '<termEntry><langSet xml:lang="de"><tig><term>{}</term></tig><tig><term>{}</term>'
    body += '<termNote type="administrativeStatus">deprecated</termNote></tig></langSet>'
    body += '<langSet xml:lang="en"><tig><term>{}</term></tig></langSet></termEntry>'
    found = terms(
        f"<martif>{body.format('Rechner', 'Server', 'computer')}{body.format('Server', 'Diener', 'server')}</martif>"
    )
    assert [(term.source, term.forms) for term in found] == [("Rechner", ()), ("Server", ("Diener",))]


OLD = """<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><descripGrp><descrip type="subjectField">law</descrip></descripGrp><note>seen</note>
<langSet xml:lang="en-GB"><tig><term>International Criminal Court</term></tig></langSet>
<langSet xml:lang="de-DE"><ntig><termGrp><term>Internationaler
  Strafgerichtshof</term><termNoteGrp><termNote type="normativeAuthorization">preferredTerm</termNote>
</termNoteGrp>
</termGrp></ntig><tig><term>IStGH</term></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="fr"><tig><term>cour</term></tig></langSet></termEntry>
</body></text></martif>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
<conceptEntry id="1"><min:subjectField>law</min:subjectField><note>seen</note>
<langSec xml:lang="eng"><termSec><term>ICC tribunal</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>
</termSec><termSec><term>International Criminal Court</term></termSec></langSec>
<langSec xml:lang="deu"><termSec><term>Internationaler Strafgerichtshof</term></termSec><termSec>
<term>IStGH</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""

MIN = """<TBX dialect="TBX-Min"><header/><body><entry id="1"><subjectField>law</subjectField><note>seen</note>
<langGroup xml:lang="de"><termGroup><term>Internationaler Strafgerichtshof</term></termGroup><termGroup>
<term>IStGH</term>
</termGroup></langGroup><langGroup xml:lang="en"><termGroup><term>ICC tribunal</term>
<termStatus>obsolete</termStatus></termGroup>
<termGroup><term>International Criminal Court</term><termStatus>preferred</termStatus></termGroup></langGroup>
</entry></body></TBX>"""

MULTITERM = """<mtf><conceptGrp><concept>1</concept><descripGrp><descrip type="Subject">law</descrip></descripGrp>
<note>seen</note>
<languageGrp><language type="English" lang="EN"/><termGrp><term>ICC tribunal</term><descripGrp>
<descrip type="Status">Forbidden</descrip></descripGrp></termGrp><termGrp>
<term>International Criminal Court</term></termGrp></languageGrp>
<languageGrp><language type="Deutsch" lang=""/><termGrp><term>Internationaler Strafgerichtshof</term></termGrp>
<termGrp><term>IStGH</term></termGrp></languageGrp></conceptGrp></mtf>"""


@pytest.mark.parametrize(
    ("text", "forbidden"), [(OLD, ()), *((text, ("ICC tribunal",)) for text in (DCT, MIN, MULTITERM))]
)
def test_all_versions(text: str, forbidden: tuple[str, ...]) -> None:
    assert terms(text) == [
        Term(
            "Internationaler Strafgerichtshof",
            "International Criminal Court",
            "law",
            ("IStGH",),
            "seen",
            forbidden=forbidden,
        )
    ]


def test_concepts_without_both_languages_are_counted() -> None:
    assert read(OLD).summary() == "g.tbx: TBX; 1 entry; 1 without both German and English"


def test_plurals_are_those_of_the_target() -> None:
    def english(*words: tuple[str, str]) -> str:
        tigs = [
            f'<tig><term>{word}</term><termNote type="grammaticalNumber">{number}</termNote></tig>'
            for word, number in words
        ]
        return martif([("A", "")], []).replace('xml:lang="en-US">', f'xml:lang="en-US">{"".join(tigs)}')

    [term] = terms(english(("datum", "singular"), ("data", "plural")))
    assert (term.target, term.plural) == ("datum", "data")
    [term] = terms(english(("application", "singular"), ("programs", "plural")))
    assert term.plural == ""
    [term] = terms(english(("credentials", "plural"), ("creds", "plural")))
    assert term.plural == ""


def test_what_is_written_is_namespaced() -> None:
    root = ElementTree.fromstring(termbases.written([Term("A & B", "<A>", forms=("C",))]))
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert [term.text for term in root.iter("{urn:iso:std:iso:30042:ed-2}term")] == ["A & B", "C", "<A>"]
