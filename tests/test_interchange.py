import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import interchange
from glossary.errors import GlossaryError
from glossary.terms import Term

WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="⟨⟩|"), min_size=1)
TEXT = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
FORMS = st.lists(TEXT, unique=True, max_size=3).map(tuple)
TERM = st.builds(Term, TEXT, TEXT, TEXT | st.just(""), FORMS, TEXT | st.just(""))
TERMS = st.lists(TERM, min_size=1, max_size=4)


def without_origin(term: Term) -> Term:
    return Term(term.source, term.target, term.kind, term.forms, term.note)


@pytest.mark.parametrize("form", ["tsv", "tbx", "tmx", "json"])
@given(terms=TERMS)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, form: str, terms: list[Term]) -> None:
    path = tmp_path_factory.mktemp("interchange") / f"g.{form}"
    path.write_text(interchange.written(terms, form), encoding="utf-8", newline="")
    assert [without_origin(term) for term in interchange.read(path)] == terms


@given(terms=TERMS)
def test_csv_keeps_source_and_target(tmp_path_factory: pytest.TempPathFactory, terms: list[Term]) -> None:
    path = tmp_path_factory.mktemp("interchange") / "g.csv"
    path.write_text(interchange.written(terms, "csv"), encoding="utf-8", newline="")
    assert [(t.source, t.target) for t in interchange.read(path)] == [(t.source, t.target) for t in terms]


@pytest.mark.parametrize("target", ["target", "spring"])
def test_a_term_that_is_called_source_is_no_header(tmp_path: Path, target: str) -> None:
    path = tmp_path / "g.csv"
    path.write_text(interchange.written([Term("Source", target)], "csv"), encoding="utf-8")
    assert [(t.source, t.target) for t in interchange.read(path)] == [("Source", target)]


MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><descrip type="subjectField">law</descrip>
<langSet xml:lang="en-GB"><tig><term>International Criminal Court</term></tig></langSet>
<langSet xml:lang="de-DE"><ntig><termGrp><term>Internationaler
  Strafgerichtshof</term></termGrp></ntig><tig><term>IStGH</term></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="fr"><tig><term>cour</term></tig></langSet></termEntry>
</body></text></martif>"""

TMX = """<?xml version="1.0" encoding="UTF-16"?>
<tmx version="1.4"><header srclang="EN-US"/><body><tu><note>seen</note>
<tuv xml:lang="EN-US"><seg>the <bpt i="1">&lt;b></bpt>brake</seg></tuv>
<tuv xml:lang="DE"><seg>die Bremse</seg></tuv>
</tu></body></tmx>"""


def test_tbx_of_others(tmp_path: Path) -> None:
    path = tmp_path / "iate.tbx"
    path.write_text(MARTIF, encoding="utf-8")
    [term] = interchange.read(path)
    assert without_origin(term) == Term(
        "Internationaler Strafgerichtshof", "International Criminal Court", "law", ("IStGH",)
    )


def test_json_of_others(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text(json.dumps({"Kiew": "Kyiv"}))
    assert [(t.source, t.target) for t in interchange.read(path)] == [("Kiew", "Kyiv")]


def test_tmx_of_others(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    path.write_bytes(TMX.encode("utf-16"))
    [term] = interchange.read(path, "tmx")
    assert without_origin(term) == Term("die Bremse", "the brake", note="seen")


def test_what_is_written_is_well_formed_and_namespaced() -> None:
    terms = [Term("A & B", "<A>", forms=("C",))]
    root = ElementTree.fromstring(interchange.written(terms, "tbx"))
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert [term.text for term in root.iter("{urn:iso:std:iso:30042:ed-2}term")] == ["A & B", "C", "<A>"]
    [unit] = ElementTree.fromstring(interchange.written(terms, "tmx")).iter("tu")
    assert [segment.text for segment in unit.iter("seg")] == ["A & B", "<A>"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("g.tbx", b"<tbx><", "not well-formed"),
        ("g.tmx", b"", "not well-formed"),
        ("g.tbx", b'<!DOCTYPE a [<!ENTITY b "c">]><tbx>&b;</tbx>', "entities"),
        ("g.tbx", b"<tbx/>", "no entries"),
        ("g.json", b"{", ":1: not JSON"),
        ("g.json", b"[" * 100_000, "not JSON"),
        ("g.json", b"3", "a list"),
        ("g.json", b'[{"source": "a", "target": 3}]', "entry 1: .* texts"),
        ("g.json", b'[{"source": "a", "target": "b", "forms": "c"}]', "entry 1: .* texts"),
        ("g.json", b'[{"source": "a\\u0007", "target": "b"}]', "entry 1: .*character"),
        ("g.json", b"[3]", "entry 1"),
        ("g.xlsx", b"", "--format"),
        ("g.json", b"\xff\xfe\x00", "not JSON"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(GlossaryError, match=what):
        interchange.read(path)
