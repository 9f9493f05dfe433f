"""`deen translate` as a user calls it, with the bundled model."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from translate.api import Translator
from translate.cli import deen

GERMAN = "Das Haus ist alt.\n\n-\n\nDer Minister traf Lawrow in Moskau.\n"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(deen, ["translate", *map(str, arguments)], input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(GERMAN, encoding="utf-8")
    return path


@pytest.mark.model
def test_text_to_stdout_and_all_else_to_stderr(article: Path) -> None:
    result = run(article)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.split("\n")
    assert "house" in lines[0].lower()
    assert lines[1:4] == ["", "-", ""]
    assert "Lavrov" in lines[4]
    assert "sentences" in result.stderr


@pytest.mark.slow
@pytest.mark.model
def test_the_reference_engine_is_as_quiet(article: Path) -> None:
    command = [sys.executable, "-m", "translate.cli", "translate", str(article), "--engine", "torch", "--no-memory"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Lavrov" in result.stdout
    [told] = result.stderr.splitlines()
    assert told.startswith("deen: 2 sentences; 2 of 2 terms in place")


@pytest.mark.model
def test_names_that_no_glossary_has_are_listed_and_can_be_switched_off(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Der Berater Juri Kowalenko kam. Mit Juri Kowalenko sprach niemand.\n", encoding="utf-8")
    found, without = run(article), run(article, "--no-names")
    *_, names, summary = found.stderr.splitlines()
    assert names.startswith("deen: names that no glossary has: Juri Kowalenko → Yuri Kovalenko (2×); ")
    assert f"deen glossary suggest {article} --add" in names
    assert "; 2 of 2 terms in place (2 found in the article)" in summary
    assert found.stdout.count("Yuri Kovalenko") == 2
    assert "names that no glossary has" not in without.stderr
    assert "terms in place" not in without.stderr


@pytest.mark.model
def test_stdin_when_no_file_is_named() -> None:
    assert run(stdin=GERMAN.encode()).stdout == run("-", stdin=GERMAN.encode()).stdout != ""


@pytest.mark.model
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Die Straße in Köln ist schön.\r\n".encode(encoding))
    result = run(path)
    assert result.exit_code == 0
    assert "beautiful" in result.stdout.lower()
    assert ("Windows-1252" in result.stderr) == (encoding == "cp1252")
    assert result.stdout_bytes.endswith(b"\r\n")


@pytest.mark.model
def test_clean_leaves_out_what_is_no_part_of_the_article(tmp_path: Path) -> None:
    text, report = f"Menü Suche Login\n\n{GERMAN}Foto: dpa/Meier\n".encode(), tmp_path / "report.json"
    result = run("--clean", "--report", report, stdin=text)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == run(stdin=GERMAN.encode()).stdout
    assert "2 lines left out" in result.stderr
    [document] = json.loads(report.read_text(encoding="utf-8"))["documents"]
    assert [one["text"] for one in document["dropped"]] == ["Menü Suche Login", "Foto: dpa/Meier"]
    assert len(run(stdin=text).stdout.splitlines()) == text.count(b"\n")


@pytest.mark.model
def test_notices_go_to_stderr(tmp_path: Path) -> None:
    english = b"The minister said that he would go to Paris with the others, but not before the end of the week.\n"
    assert "does not look like German (English?)" in run(stdin=english).stderr
    mixed = "Grüße\n".encode() + "Köln fÃ¼r alle.\n".encode("cp1252") + "FÃ¼r alle.\n".encode()
    result = run(stdin=mixed)
    assert "damaged UTF-8" in result.stderr
    assert "encoded twice" in result.stderr


@pytest.mark.model
def test_output_file_report_and_exit_code(article: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "out.txt", tmp_path / "report.json"
    result = run(article, "-o", out, "--report", report, "--strict")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Lavrov" in out.read_text(encoding="utf-8")
    told = json.loads(report.read_text(encoding="utf-8"))
    [document] = told["documents"]
    assert document["name"] == str(article)
    assert {s["origin"] for s in document["segments"]} <= {"model", "memory", "passed through"}
    assert any(term["target"] == "Lavrov" for s in document["segments"] for term in s["terms"])


@pytest.mark.model
def test_what_to_look_at_first_is_shown_and_can_be_hushed(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Das Haus ist alt.\n\nDer Xyrlquarz fuhrwerkte im Grumpelzwirn.\n", encoding="utf-8")
    report = tmp_path / "report.json"
    told = run(article, "--report", report).stderr.splitlines()
    segments = json.loads(report.read_text("utf-8"))["documents"][0]["segments"]
    [doubtful] = [one for one in segments if one["doubts"]]
    assert doubtful["confidence"] < min(one["confidence"] for one in segments if one is not doubtful)
    assert told[-3].startswith("deen: look at these first")
    assert told[-2].strip() == f"{doubtful['confidence']:.0%}  Der Xyrlquarz fuhrwerkte im Grumpelzwirn."
    assert "1 to look at first" in told[-4]
    quiet = run(article, "--quiet")
    assert (quiet.exit_code, quiet.stderr) == (0, "")


@pytest.mark.model
def test_a_strict_run_may_ask_for_confidence(article: Path) -> None:
    assert run(article, "--strict", "--min-confidence", "0.01").exit_code == 0
    assert run(article, "--strict", "--min-confidence", "1").exit_code == 1
    alone = run(article, "--min-confidence", "0.5")
    assert alone.exit_code == 2
    assert "give --strict too" in alone.stderr
    assert run(article, "--strict", "--min-confidence", "nan").exit_code == 2


@pytest.mark.model
def test_several_articles_into_a_folder(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Der Hund ist alt.\n", encoding="utf-8")
    (tmp_path / "english").mkdir()
    assert run(article, other, "-o", tmp_path / "english").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "english").iterdir()) == ["article.txt", "other.txt"]


@pytest.mark.model
def test_a_folder_is_made_for_several_articles_or_where_a_slash_asks_for_it(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Der Hund ist alt.\n", encoding="utf-8")
    assert run(article, other, "-o", tmp_path / "several").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "several").iterdir()) == ["article.txt", "other.txt"]
    assert run(other, "-o", f"{tmp_path}/new/one/").exit_code == 0
    assert [p.name for p in (tmp_path / "new" / "one").iterdir()] == ["other.txt"]
    assert run(other, "-o", f"{tmp_path}/new/one/").exit_code == 0


def test_where_no_folder_can_be_made_nothing_is_translated(article: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    cases: list[list[str | Path]] = [[article, "-o", f"{taken}/"], [article, tmp_path / "other.txt", "-o", taken]]
    for arguments in cases:
        (tmp_path / "other.txt").write_text("Der Hund ist alt.\n", encoding="utf-8")
        result = run(*arguments, "--model", "nowhere")
        assert result.exit_code == 2
        assert result.stderr.endswith("there is no such folder and none can be made: File exists\n")
    assert taken.read_text(encoding="utf-8") == "mine"


@pytest.mark.model
def test_several_articles_have_pages_and_a_list_of_them(article: Path, tmp_path: Path) -> None:
    other, pages = tmp_path / "other.txt", tmp_path / "pages"
    other.write_text("Der Hund ist jung.\n", encoding="utf-8")
    result = run(article, other, tmp_path / "missing.txt", "--html", pages)
    assert result.exit_code == 2
    assert not pages.exists()
    result = run(article, other, "--html", pages)
    assert result.exit_code == 0, result.stderr
    assert sorted(page.name for page in pages.iterdir()) == ["article.txt.html", "index.html", "other.txt.html"]
    assert "Lavrov" in (pages / "article.txt.html").read_text(encoding="utf-8")
    assert './other.txt.html"' in (pages / "index.html").read_text(encoding="utf-8")


@pytest.mark.model
@pytest.mark.parametrize("output", ["no/folder/out.txt", "english/"])
def test_a_folder_is_not_made_for_what_cannot_go_there(tmp_path: Path, output: str) -> None:
    result = run("-", "-o", f"{tmp_path}/{output}", stdin=b"Das Haus.")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
def test_glossaries_lie_over_each_other(article: Path, tmp_path: Path) -> None:
    assert "Lavrov" in run(article).stdout
    (tmp_path / "glossary.tsv").write_text("source\ttarget\nLawrow\tLawrov\n", encoding="utf-8")
    assert "Lawrov" in run(article).stdout
    own = tmp_path / "own.tsv"
    own.write_text("source\ttarget\nLawrow\tLavroff\n", encoding="utf-8")
    assert "Lavroff" in run(article, "-g", own).stdout
    assert "Lavroff" not in run(article, "-g", own, "--no-glossary").stdout


def test_the_article_is_never_overwritten(article: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(article)
    places = [("-o", article), ("-o", link), ("--report", article), ("--html", article)]
    for option, place in places:
        result = run(article, option, place)
        assert result.exit_code == 2, (option, place)
        assert "is read here" in result.stderr
    assert article.read_text(encoding="utf-8") == GERMAN


@pytest.mark.model
def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    glossary = tmp_path / "broken.tsv"
    glossary.write_text("source\ttarget\nonly one cell\n", encoding="utf-8")
    good = tmp_path / "good.txt"
    good.write_text("Das Haus.", encoding="utf-8")
    for arguments in (
        [binary],
        [tmp_path],
        [tmp_path / "missing.txt"],
        [good, tmp_path / "missing.txt"],
        [good, "-g", tmp_path / "missing.tsv"],
        [good, "-g", glossary],
        [good, "--model", "nowhere"],
        [good, "--model", tmp_path],
        [good, "-o", tmp_path / "no" / "folder" / "out.txt"],
        [good, good],
    ):
        result = run(*arguments)
        if arguments == [good, good]:
            assert result.exit_code == 0
            continue
        assert result.exit_code == 2, (arguments, result.stderr)
        last = result.stderr.strip().splitlines()[-1]
        assert last.startswith("deen: ")
        assert "Traceback" not in result.stderr


def test_two_articles_of_one_name_are_not_written_over_each_other(article: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "article.txt").write_text("Das Haus.", encoding="utf-8")
    result = run(article, tmp_path / "a" / "article.txt", "-o", tmp_path / "b")
    assert result.exit_code == 2
    assert "two articles" in result.stderr


@pytest.mark.slow
@pytest.mark.model
def test_ctrl_c_stops_cleanly_and_what_is_done_is_kept(tmp_path: Path) -> None:
    article = tmp_path / "long.txt"
    sentences = [
        f"Der Minister Nummer {n} reiste am {n}. Tag nach Berlin und sprach lange über das Wetter." for n in range(3000)
    ]
    article.write_text("\n\n".join(sentences), encoding="utf-8")
    environment = {**os.environ, "DEEN_CACHE": os.environ["DEEN_CACHE"]}
    command = [
        sys.executable,
        "-m",
        "translate.cli",
        "translate",
        str(article),
        "-o",
        str(tmp_path / "out.txt"),
        "--beam-size",
        "1",
    ]
    memory = Path(os.environ["DEEN_CACHE"]) / "memory.sqlite3"

    def remembered() -> int:
        with closing(sqlite3.connect(memory)) as connection:
            count: int = connection.execute("SELECT count(*) FROM sealed_translation").fetchone()[0]
        return count

    assert run(stdin="Für die Rückreise wählte er die Bahn.".encode()).exit_code == 0  # so that there is a memory
    before = remembered()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and remembered() == before:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert not (tmp_path / "out.txt").exists()
    assert before < remembered() < before + len(sentences)


@pytest.mark.model
def test_python_in_three_lines() -> None:
    from translate import Translator

    report = Translator().translate("Der Minister traf Lawrow in Kiew.")
    assert "Lavrov" in report.text
    assert [t.segment.text for t in report.translations] == ["Der Minister traf Lawrow in Kiew."]
    assert report.terms.total() >= 2


@pytest.mark.parametrize("option", ["-o", "--report", "--html"])
def test_what_cannot_be_written_is_told_before_anything_is_translated(
    article: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Translator, "translate_document", lambda *_: pytest.fail("translated"))
    result = run(article, option, article.parent / "nowhere" / "out.txt")
    assert result.exit_code == 2
    assert result.stderr.endswith("make it first\n")
    assert "nowhere" in result.stderr


@pytest.mark.model
def test_formats_by_name_by_content_and_by_force(tmp_path: Path) -> None:
    page = b"<!doctype html><p>Das <b>Haus</b> ist alt."
    (tmp_path / "page.html").write_bytes(page)
    (tmp_path / "page.unknown").write_bytes(page)
    by_name = run(tmp_path / "page.html").stdout
    assert by_name == "<!doctype html><p>The <b>house</b> is old."
    assert run(tmp_path / "page.unknown").stdout == run(stdin=page).stdout == by_name
    assert "&lt;" not in by_name
    forced = run("--format", "markdown", stdin=b"# Das *Haus*\n")
    assert forced.stdout.lower() == "# the *house*\n"
    wrong = run("--format", "word", stdin=page)
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (2, 1)


@pytest.mark.model
def test_both_languages_in_one_document() -> None:
    made = run("--bilingual", stdin=b"<!doctype html><p>Das <b>Haus</b> ist alt.").stdout
    assert made == '<!doctype html><p>Das <b>Haus</b> ist alt.<br><span lang="en">The <b>house</b> is old.</span>'
    refused = run("--bilingual", stdin=GERMAN.encode())
    assert refused.exit_code == 2
    assert "--bilingual is for " in refused.stderr


@pytest.mark.model
def test_a_folder_is_translated_and_what_is_done_is_skipped(tmp_path: Path) -> None:
    german, english = tmp_path / "german", tmp_path / "english"
    (german / "b").mkdir(parents=True)
    (german / "a.txt").write_text("Das Haus ist alt.\n", encoding="utf-8")
    (german / "b" / "c.html").write_text("<p>Das Haus ist alt.", encoding="utf-8")
    (german / "b" / "d.png").write_bytes(b"x")
    first = run("--recursive", german, "-o", english)
    assert first.exit_code == 0, first.stderr
    assert "1 file of no known format left out" in first.stderr
    assert (english / "a.txt").read_text(encoding="utf-8") == "The house is old.\n"
    assert (english / "b" / "c.html").read_text(encoding="utf-8") == "<p>The house is old."
    again = run("--recursive", german, "-o", english)
    assert again.exit_code == 0
    assert "2 files up to date" in again.stderr


@pytest.mark.model
def test_documents_of_translators_from_any_format(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Das <b>Haus</b> ist alt.", encoding="utf-8")
    for name, element in (("page.xlf", "target"), ("page.tmx", "seg")):
        assert run(page, "-o", tmp_path / name).exit_code == 0
        root = ElementTree.parse(tmp_path / name)
        assert "The house is old." in [one.text for one in root.iter() if one.tag.endswith(element)]


@pytest.mark.model
def test_chosen_columns(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("name,text\nDas Haus,Das Haus ist alt.\n", encoding="utf-8")
    assert run(table, "--field", "text").stdout == "name,text\nDas Haus,The house is old.\n"
    missing = run(table, "--field", "nonsense")
    assert missing.exit_code == 2
    assert "name, text" in missing.stderr


@pytest.mark.model
def test_all_files_share_one_progress(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []

    @contextmanager
    def bar(name: str) -> Iterator[object]:
        assert name == "2 files"
        yield lambda done, total: told.append((done, total))

    monkeypatch.setattr("translate.commands.translate.progress_bar", bar)
    other = tmp_path / "other.txt"
    other.write_text("Der Hund ist alt.\n", encoding="utf-8")
    assert run(article, other, "-o", tmp_path / "english").exit_code == 0
    assert {total for _, total in told} == {3}
    assert told[-1] == (3, 3)
    assert sorted(told) == told
