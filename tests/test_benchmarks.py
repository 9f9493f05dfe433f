"""The benchmarks run as they are called, and their figures are what they say."""

import doctest
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import confidence
import enforcement
import markup
import numpy as np
import pytest
import recording
import rooms
import segmentation
import setting
from conftest import ROOT
from recording import Table, with_rows

from glossary.linked import LinkedText

SENTENCES = ["Das Haus ist alt.", "Der Hund schläft im Garten.", "Gestern war es kalt."]


def run(name: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, ROOT / "benchmarks" / f"{name}.py", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tools")))}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)


def figures(name: str, *arguments: str | Path) -> list[str]:
    """The lines that a benchmark prints."""
    done = run(name, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.de"
    path.write_text("\n".join(SENTENCES) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("module", [confidence, markup, recording, rooms, setting], ids=lambda module: module.__name__)
def test_examples_of_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_each_sentence_about_setting_has_its_terms_and_a_verdict() -> None:
    items = list(setting.items())
    assert len(items) >= 100
    assert all(term.source in item.german for item in items for term in item.terms)
    warrant = next(item for item in items if "Haftbefehl" in item.german)
    assert warrant.is_right("There is an arrest warrant.")
    assert not warrant.is_right("There is a arrest warrant.")
    assert not warrant.is_right("There is a warrant.")


def test_other_columns_begin_a_table_of_their_own() -> None:
    page = with_rows("# Results\n", Table("speed", ("date", "MB/s"), (("monday", "1"),)))
    page = with_rows(page, Table("quality", ("date", "BLEU"), (("monday", "30"),)))
    page = with_rows(page, Table("speed", ("date", "MB/s", "cores"), (("tuesday", "2", "4"),)))
    assert page.index("| tuesday | 2 | 4 |") < page.index("| monday | 1 |") < page.index("## quality")
    assert page.count("## speed") == 1


def test_what_is_recorded_says_where_it_was_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "RESULTS.md"
    for speed in ("1", "2"):
        recording.show(Table("speed", ("MB/s",), ((speed,),)), record=True, results=path)
    told = path.read_text(encoding="utf-8").splitlines()
    assert told[0] == "# Results"
    rows = [line for line in told if line.startswith("| 2")]
    assert [row.split(" | ")[2] for row in rows] == ["2", "1"]
    assert all("cores" in row and "ctranslate2" in row and "sentencepiece" in row for row in rows)
    assert capsys.readouterr().out == "MB/s\n1   \nMB/s\n2   \n"


@pytest.mark.parametrize("name", ["matching", "segmentation", pytest.param("throughput", marks=pytest.mark.slow)])
def test_a_missing_file_is_one_line(name: str, tmp_path: Path) -> None:
    done = run(name, tmp_path / "nowhere.de")
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert "nowhere.de: no such file" in line
    assert "sacrebleu -t wmt14 -l de-en --echo src" in line


def test_a_missing_set_of_terms_is_one_line(tmp_path: Path) -> None:
    done = run("enforcement", tmp_path / "nowhere.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert "nowhere.jsonl: no such file" in line
    assert "WMT 2023 terminology task" in line


def test_an_empty_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.de").touch()
    done = run("matching", tmp_path / "empty.de")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "empty.de: the file is empty" in done.stderr


def test_a_text_of_few_words_makes_no_large_glossary(text: Path) -> None:
    done = run("matching", text)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "too few for 100000 terms" in done.stderr


def test_matching_finds_what_is_known() -> None:
    head, row = figures("matching", "--terms", "500", "--known", "100", "--repeat", "1")
    assert head.split() == "text terms read, s matcher, s matches by line, MB/s as one text, MB/s".split()
    name, terms, *_, matches, _by_line, _as_one = row.split()
    assert (name, terms) == ("nordkorea.de.txt", "500")
    assert int(matches) > 50


def test_segmentation_of_clear_sentences_is_without_error(text: Path) -> None:
    lines = figures("segmentation", text, "--keep-all")
    ours = next(line for line in lines if " deen " in line)
    assert ours.split()[1:4] == ["3", "0", "0"]
    assert ours.split()[5:8] == ["1.0000"] * 3
    assert lines[-1] == "repairs: 0 of 3 lines changed"


def test_one_segmenter_alone_does_not_decide_what_it_is_measured_by() -> None:
    whole, parted = (lambda text: frozenset[int]()), (lambda text: frozenset({3}))
    assert not segmentation.several("Ja. Nein.", {"a": parted})
    assert not segmentation.several("Ja. Nein.", {"a": parted, "b": whole})
    assert segmentation.several("Ja. Nein.", {"a": parted, "b": whole, "c": parted})


@pytest.mark.parametrize("row", ["no JSON", "[]", '{"src": "Das Haus."}', '{"terms": []}'])
def test_a_line_that_is_no_object_with_terms_is_named(
    row: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "terms.jsonl"
    path.write_text('{"src": "Das Haus.", "ref": "The house."}\n' + row + "\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        list(enforcement.read(path, None))
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{path}:2: ")


def test_tagged_words_are_those_that_both_have_in_elements_of_one_name() -> None:
    ours = markup.elements("<b>The old</b> <i>house</i> <b>fell</b>")
    theirs = markup.elements("It <b>fell</b>: <b>an old</b> <u>house</u>")
    assert markup.compared(ours, theirs) == markup.Counts(both=2, ours=4, theirs=4)
    assert markup.kept("<b>a</b> <br/>", "<b>a <br/>") == (2, 3)


def test_lines_of_a_set_are_those_with_tags(tmp_path: Path) -> None:
    for side, lines in {
        "de": {"1": "Ein Haus", "2": "<b>Das</b>  Haus"},
        "en": {"1": "a", "2": "<b>The</b> house"},
    }.items():
        (tmp_path / side).write_text(json.dumps({"text": lines}), encoding="utf-8")
    found = list(markup.read_set(tmp_path / "de", tmp_path / "en"))
    assert found == [markup.Line("<b>Das</b> Haus", "<b>The</b> house")]
    with pytest.raises(SystemExit):
        list(markup.read_set(ROOT / "README.md", tmp_path / "en"))


def test_each_of_our_lines_with_tags_has_the_tags_of_its_reference() -> None:
    lines = list(markup.read_own(markup.OWN))
    assert len(lines) > 60
    assert all(markup.kept(line.source, line.reference)[0] >= 1 for line in lines)


def test_a_format_of_tags_leaves_alone_what_is_its_own_translation() -> None:
    form, data = markup.Tagged(), b"Das <b>alte</b> Haus &amp; <br/>der Hof.\nEin <i>Hund</i>."
    document = form.parse(data, "lines")
    assert [segment.text for segment in document.segments] == ["Das alte Haus & der Hof.", "Ein Hund."]
    assert form.render(document, [LinkedText(segment.text) for segment in document.segments]) == data
    changed = form.render(document, [LinkedText("A & b."), LinkedText("A dog.")])
    assert changed == b"<b>A</b> &amp; b<br/>.\nA <i>dog</i>."


@pytest.mark.slow
@pytest.mark.model
def test_all_terms_are_in_place_where_they_are_enforced(tmp_path: Path) -> None:
    line = {"src": "Der Minister traf Lawrow.", "ref": "The minister met Lavrov."}
    record = {**line, "terms": [{"source": "Lawrow", "target": "Lavrov"}]}
    (tmp_path / "terms.jsonl").write_text(f"{json.dumps(record)}\n" * 2, encoding="utf-8")
    lines = figures("enforcement", tmp_path / "terms.jsonl")
    for way in ("enforced, hints", "enforced, no hints", "search, replace"):
        assert "100.00" in next(line for line in lines if f" {way} " in line)


@pytest.mark.slow
@pytest.mark.model
def test_a_checkout_against_itself(text: Path) -> None:
    lines = figures("throughput", text, "--against", ROOT, "--runs", "1", "--limit", "2")
    measures = {line.split(f" {recording.commit(ROOT)} ")[1].split(", ")[0].strip(): line.split() for line in lines[1:]}
    assert set(measures) == {"CPU", "wall", "peak memory", "start-up"}
    for row in measures.values():
        ours, theirs, ratio = map(float, row[-3:])
        assert ours > 0
        assert ours / theirs == pytest.approx(ratio, rel=0.1)


@pytest.mark.slow
@pytest.mark.model
def test_the_plain_script_is_the_measure_of_the_other_ways(text: Path) -> None:
    lines = figures("throughput", text, "--runs", "1", "--lines", "2")
    assert next(line for line in lines if " script " in line and "×" in line).split()[-2] == "1.00×"
    assert all(any(f" {way} " in line for line in lines) for way in ("deen, glossary", "transformers"))
    shares = [line.split("deen")[1].replace(", glossary", "").split()[::2] for line in lines if line.endswith(" %")]
    assert len(shares) == 2
    for share in shares:
        assert sum(map(int, share)) == pytest.approx(100, abs=2)
    assert any("40 lines" in line for line in lines)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Two packages; `two.b` and `two.c` import each other, one of them inside a function."""
    files = {
        "one/__init__.py": "",
        "one/a.py": "def f(x):\n" + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(14)),
        "two/__init__.py": "",
        "two/b.py": "from one import a\nfrom two import c\n",
        "two/c.py": "def g():\n    from two.b import a\n",
        "tests/__init__.py": "from two import b\n",
    }
    for name, code in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(code, encoding="utf-8")
    return tmp_path


def test_rooms_of_a_small_checkout(checkout: Path) -> None:
    found = rooms.modules(checkout)
    assert set(found) == {"one", "one.a", "two", "two.b", "two.c"}
    imports = rooms.graph(found)
    assert rooms.circles(imports) == dict.fromkeys(("two.b", "two.c"), frozenset({"two.b", "two.c"}))
    assert rooms.floors(imports) == 2
    assert rooms.complexities(found)[:2] == [(15, "one.a.f"), (1, "two.c.g")]
    assert rooms.per_package(found) == [("one", "2", "29"), ("two", "3", "4")]
    told = rooms.summary(rooms.read(checkout, with_complexity=True))
    assert (told["functions over 12"], told["longest module"], told["circles"]) == ("1", "one.a 29", "1")


def test_without_radon_all_but_complexity_is_counted(checkout: Path) -> None:
    without, with_radon = (rooms.summary(rooms.read(checkout, with_complexity=is_there)) for is_there in (False, True))
    unknown = {name for name, figure in without.items() if figure == "?"}
    assert unknown == {"functions over 12", "most complex"}
    assert {name for name in without if without[name] != with_radon[name]} == unknown


def test_rooms_of_this_checkout_come_before_those_of_another(checkout: Path) -> None:
    *_, head, ours, theirs = figures("rooms", "--against", checkout)
    assert head.split()[:4] == ["checkout", "packages", "modules", "lines"]
    assert ours.split()[0] == recording.commit(ROOT)
    assert int(ours.split()[2]) > 50
    assert theirs.split()[1:4] == ["2", "5", "33"]


@pytest.mark.parametrize("name", [".", "nowhere"])
def test_no_checkout_is_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        rooms.read(tmp_path / name, with_complexity=False)
    assert (ended.value.code, len(capsys.readouterr().err.splitlines())) == (2, 1)


@pytest.mark.slow
def test_no_checkout_to_run_against_is_one_line(tmp_path: Path) -> None:
    done = run("throughput", recording.GERMAN, "--against", tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_made_up_glossaries_of_others_are_read_right() -> None:
    done = run("glossary_files")
    assert done.returncode == 0, done.stderr
    rows = [line.split()[-2:] for line in done.stdout.splitlines()[1:]]
    assert len(rows) == 3
    assert all(number == right for number, right in rows)


def test_alignment_of_what_says_the_same(tmp_path: Path) -> None:
    lines = [f"Satz {number} von {number * number} über Dorf{number} und Fluss{number}." for number in range(60)]
    (tmp_path / "text.de").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = tmp_path / "text.de"
    head, *rows = figures("alignment", text, text, "--translations", text, "--lines", "20")
    assert head.split() == "text documents damage beads by P R F1 chrF s".split()
    assert [row.split()[2::2][:2] for row in rows] == [
        [damage, by] for damage in ("often", "seldom") for by in ("length", "translation", "accepted")
    ]
    assert all(float(row.split()[5]) > 0.95 for row in rows if "length" not in row)


def test_ranks_of_equal_values_are_their_mean() -> None:
    values = np.array([3.0, 1.0, 3.0, 2.0])
    assert list(confidence.ranks(values)) == [3.5, 1.0, 3.5, 2.0]
    assert confidence.area(values, np.array([True, False, False, False])) == pytest.approx((1 + 1 + 0.5) / 3)
    assert confidence.spearman(values, -values) == pytest.approx(-1)


@pytest.mark.model
def test_what_a_lexicon_changes(tmp_path: Path) -> None:
    source, reference, words = tmp_path / "a.de", tmp_path / "a.en", tmp_path / "words.tsv"
    source.write_text("Das Haus ist alt.\nDer Mann sucht Xylofonquader im Garten.\n", encoding="utf-8")
    reference.write_text("The house is old.\nThe man looks for yellow bricks in the garden.\n", encoding="utf-8")
    words.write_text("# By hand.\nXylofonquader\tyellow bricks\tnoun\n", encoding="utf-8")
    *told, _, row = figures("lexicon", source, reference, words, "--list")
    assert "Xylofonquader = yellow bricks" in told
    assert row.split()[:5] == ["a", "words.tsv", "2", "1", "1"]
    source.write_text("Das Haus ist alt.\n", encoding="utf-8")
    refused = run("lexicon", source, reference)
    assert refused.returncode == 2
    assert "give parallel files" in refused.stderr


@pytest.mark.model
def test_a_confidence_is_held_against_references_and_readings(text: Path, tmp_path: Path) -> None:
    references, reading = tmp_path / "text.en", tmp_path / "reading.tsv"
    references.write_text("The house is old.\nA dog.\nIt was cold yesterday.\n", encoding="utf-8")
    rows = ["line\tverdict\tkinds\tnote", "1\tok\t\t", "2\twrong\tlost\tgarden", "3\tok\t\t"]
    reading.write_text("\n".join(rows) + "\n", encoding="utf-8")
    drawn = tmp_path / "reliability.svg"
    told = figures("confidence", text, references, "--reading", reading, "--diagram", drawn)
    assert len(list(ElementTree.parse(drawn).iter("{http://www.w3.org/2000/svg}circle"))) == len(told) - 5
    assert told[1].split()[:2] == ["text", "3"]
    assert told[3].split()[:2] == ["text", "3"]
    assert told[3].split()[4] == "0.67"
    assert sum(int(line.split()[1]) for line in told[5:]) == 3
