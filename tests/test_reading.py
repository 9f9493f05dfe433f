"""Files to be scored: every format, and everything that may be wrong with them."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU

from eval import reading
from eval.errors import EvaluationError
from eval.reading import Role

SGM = """<srcset setid="set" srclang="any"><doc docid="a">
<p><seg id="1"> Das  Haus &amp; der Hof </seg>
<seg id="2">Zwei
Zeilen</seg></p></doc></srcset>
"""
TWO_REFSETS = """<refset setid="set" refid="A"><doc docid="a"><seg id="1">one</seg><SEG id="2">two</SEG></doc></refset>
<refset setid="set" refid="B"><doc docid="a"><seg id="1">eins</seg><seg id="2">zwei</seg></doc></refset>
"""
XML = """<?xml version='1.0' encoding='utf-8'?>
<dataset id="set">
  <doc id="a">
    <src lang="de"><p><seg id="1">Das Haus &amp; der Hof</seg><seg id="2">Zwei</seg></p></src>
    <ref lang="en" translator="A"><p><seg id="1">House and yard</seg><seg id="2">Two</seg></p></ref>
    <ref lang="en" translator="B"><p><seg id="1">House, yard</seg></p></ref>
    <hyp system="x"><p><seg id="2">two</seg><seg id="1">house</seg></p></hyp>
  </doc>
  <doc id="b" testsuite="extra"><src lang="de"><p><seg id="1">Nicht dabei</seg></p></src></doc>
</dataset>
"""


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("one\ntwo\n", ["one", "two"]),
        ("one\ntwo", ["one", "two"]),
        ("one\r\ntwo \t\r\n", ["one", "two"]),
        ("\none\n\n\n", ["", "one", "", ""]),
        ("one\u2028still\x0cone\n", ["one\u2028still\x0cone"]),
        ("\ufeffone\n", ["one"]),
    ],
)
def test_plain_text(tmp_path: Path, text: str, segments: list[str]) -> None:
    path = write(tmp_path / "text.en", text)
    assert reading.read(path, "hypothesis") == [segments]
    zipped = tmp_path / "text.en.gz"
    zipped.write_bytes(gzip.compress(path.read_bytes()))
    assert reading.read(zipped, "reference") == [segments]


LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\ufeff")), min_size=1, max_size=5)


@given(LINES)
def test_lines_are_those_of_sacrebleu(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    from sacrebleu.utils import smart_open

    path = write(tmp_path_factory.getbasetemp() / "lines", "".join(f"{line}\n" for line in lines))
    with smart_open(str(path)) as file:  # type: ignore[no-untyped-call]
        assert reading.read(path, "hypothesis") == [[line.rstrip() for line in file]]


def test_sgm(tmp_path: Path) -> None:
    assert reading.read(write(tmp_path / "src.de.sgm", SGM), "source") == [["Das Haus & der Hof", "Zwei Zeilen"]]
    several = reading.read(write(tmp_path / "ref.en.SGM", TWO_REFSETS), "reference")
    assert several == [["one", "two"], ["eins", "zwei"]]


def test_xml(tmp_path: Path) -> None:
    path = write(tmp_path / "set.xml", XML)
    assert reading.read(path, "source") == [["Das Haus & der Hof", "Zwei"]]
    assert reading.read(path, "reference") == [["House and yard", "Two"], ["House, yard", ""]]
    # In the order of the source, by id.
    assert reading.read(path, "hypothesis") == [["house", "two"]]


@pytest.mark.parametrize(
    ("text", "role", "streams"),
    [
        ("source\tref\tref\nHaus\thouse\thome\n", "reference", [["house"], ["home"]]),
        ("src\tnote\tmt\nHaus\tx\thouse\nHof\ty\t\n", "hypothesis", [["house", ""]]),
        ("Haus\thouse\thome\nHof\tyard\tcourt\n", "source", [["Haus", "Hof"]]),
        ("Haus\thouse\thome\nHof\tyard\tcourt\n", "reference", [["house", "yard"], ["home", "court"]]),
        ("house\nyard\n", "hypothesis", [["house", "yard"]]),
    ],
)
def test_tsv(tmp_path: Path, text: str, role: Role, streams: list[list[str]]) -> None:
    assert reading.read(write(tmp_path / "set.tsv", text), role) == streams


def test_json_lines(tmp_path: Path) -> None:
    rows = [{"de": "Haus", "references": ["house", " the  home"], "mt": "hut"}, {"de": "Hof", "references": ["a", "b"]}]
    path = write(tmp_path / "set.jsonl", "\n".join(map(json.dumps, rows)))
    assert reading.read(path, "source") == [["Haus", "Hof"]]
    assert reading.read(path, "reference") == [["house", "a"], ["the home", "b"]]
    assert reading.read(write(tmp_path / "strings.jsonl", '"eins"\n"zwei"\n'), "source") == [["eins", "zwei"]]


BAD: Sequence[tuple[str, bytes, Role, str]] = [
    ("nothing.txt", b"", "hypothesis", "nothing.txt: no segments"),
    ("latin.txt", "gut\nfür\n".encode("latin-1"), "hypothesis", "latin.txt:2: not UTF-8 (byte 0xfc)"),
    ("wide.txt", "für\n".encode("utf-16"), "hypothesis", "wide.txt: UTF-16"),
    ("broken.gz", b"no gzip", "hypothesis", "broken.gz: cannot be read"),
    ("cut.gz", gzip.compress(b"one\n" * 99)[:-12], "hypothesis", "cut.gz: cannot be read"),
    ("broken.xml", b"<doc>\n<src>\n</doc>", "source", "broken.xml:3: not well-formed"),
    ("no.xml", b"<doc><src><p><seg id='1'>x</seg></p></src></doc>", "reference", "no.xml: no <ref>"),
    ("no.sgm", b"<doc></doc>", "source", "no.sgm: no segments"),
    ("wide.tsv", b"source\tref\na\tb\nc\td\te\n", "source", "wide.tsv:3: 3 columns"),
    ("role.tsv", b"source\tref\na\tb\n", "hypothesis", "role.tsv: no column hypothesis"),
    ("no.jsonl", b'{"de": "Haus"}\nHaus\n', "source", "no.jsonl:2: not JSON"),
    ("key.jsonl", b'{"de": "Haus"}\n', "reference", "key.jsonl:1: no key reference"),
    ("type.jsonl", b'{"de": 3}\n', "source", "type.jsonl:1: a source must be a string"),
    ("none.jsonl", b'{"ref": []}\n', "reference", "none.jsonl:1: a reference must be a string"),
    ("uneven.jsonl", b'{"ref": ["a", "b"]}\n{"ref": "c"}\n', "reference", "uneven.jsonl:2: 1 reference where"),
    ("deep.jsonl", b"[" * 99_999, "source", "deep.jsonl:1: not JSON"),
]


@pytest.mark.parametrize(("name", "data", "role", "message"), BAD, ids=[name for name, *_ in BAD])
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, data: bytes, role: Role, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(EvaluationError) as error:
        reading.read(path, role)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.txt", tmp_path):
        with pytest.raises(EvaluationError, match=f"{path}: cannot be read"):
            reading.read(path, "source")


def test_one_text_is_wanted_and_there_are_two(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="2 texts to choose from"):
        reading.read_one(write(tmp_path / "set.tsv", "ref\tref\na\tb\n"), "reference")


@pytest.mark.parametrize(
    "line",
    [
        '[["Haus", "house"], ["Hof", "yard"]]',
        '{"terms": [{"de": "Haus", "en": "house"}, {"source": " Hof ", "target": "yard"}]}',
    ],
)
def test_terms(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "terms.jsonl", f"[]\n{line}\n")
    [nothing, some] = reading.read_terms(path)
    assert nothing == []
    assert [(term.source, term.target) for term in some] == [("Haus", "house"), ("Hof", "yard")]
    assert {term.origin for term in some} == {f"{path}:2"}


@pytest.mark.parametrize(
    "line",
    [
        '{"words": []}',
        '{"terms": {}}',
        "3",
        '[["Haus"]]',
        '[["Haus", ""]]',
        '[{"de": "Haus"}]',
        '["Haus", "house"]',
        "",
    ],
)
def test_what_is_no_list_of_terms(tmp_path: Path, line: str) -> None:
    with pytest.raises(EvaluationError, match=r"terms\.jsonl:2: "):
        reading.read_terms(write(tmp_path / "terms.jsonl", f"[]\n{line}\n[]\n"))


def test_several_references_in_columns_are_scored_as_such(tmp_path: Path) -> None:
    path = write(tmp_path / "set.tsv", "ref\tref\nthe old house stands\tan old house is standing\n")
    references = reading.read(path, "reference")
    assert BLEU(force=True).corpus_score(["an old house is standing"], references).score == pytest.approx(100)
