import os
from pathlib import Path

import pytest

from glossary.errors import OutputError
from translate.commands import inputs
from translate.errors import DocumentError


def targets(
    *names: str | Path, output: str | Path | None = None, recursive: bool = False, forced: str | None = None
) -> dict[str, str | None]:
    given = None if output is None else str(output)
    found = inputs.of([str(name) for name in names], given, recursive=recursive, forced=forced)
    return {one.name: None if one.target is None else str(one.target) for one in found.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some files in folders, one of them hidden, one of no known format, and one that is a translation."""
    top = tmp_path / "german"
    for name in ("a.html", "b/c.md", "b/d.docx", "b/picture.png", ".git/e.txt", "b/d.en.docx"):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Hallo", encoding="utf-8")
    return top


def test_text_goes_to_standard_output_and_what_is_none_beside_the_source(tmp_path: Path) -> None:
    assert targets("-") == {"-": None}
    assert targets("a/page.html") == {"a/page.html": None}
    assert targets("a/report.DOCX") == {"a/report.DOCX": "a/report.en.DOCX"}


def test_a_file_or_a_folder_for_the_output(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text("x", encoding="utf-8")
    assert targets(source, output="out.html") == {str(source): "out.html"}
    assert targets(source, output="english/") == {str(source): "english/page.html"}
    assert targets("a.txt", "b.txt", output="english") == {"a.txt": "english/a.txt", "b.txt": "english/b.txt"}
    # The folder that it stands in.
    assert targets(source, output=tmp_path) == {str(source): str(tmp_path / "page.en.html")}


def test_what_is_written_as_markdown_is_called_so(folder: Path) -> None:
    assert targets("a/report.pdf", output="english/") == {"a/report.pdf": "english/report.md"}
    assert targets("a/report.pdf") == {"a/report.pdf": None}
    with pytest.raises(DocumentError, match=r"out.pdf: a PDF is read but not written"):
        inputs.of(["a/report.pdf"], "out.pdf")
    [first, *_] = inputs.of([str(folder)], None, recursive=True, as_markdown=True).files
    assert first.target == folder / "a.en.md"


def test_a_folder_asks_for_its_option(folder: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder; add --recursive"):
        inputs.of([str(folder)], None)


def test_what_would_go_to_one_place_or_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="two articles have this name"):
        inputs.of(["a/x.txt", "b/x.txt"], "english/")
    with pytest.raises(DocumentError, match="standard input has no name"):
        inputs.of(["-"], str(tmp_path))


def test_a_folder_keeps_its_tree(folder: Path, tmp_path: Path) -> None:
    english = tmp_path / "english"
    assert targets(folder, output=english, recursive=True) == {
        str(folder / name): str(english / name) for name in ("a.html", "b/c.md", "b/d.docx")
    }
    found = inputs.of([str(folder)], str(english), recursive=True)
    assert found.notices == (f"{folder}: 1 file of no known format left out",)
    inputs.check(found, str(english), [])
    inputs.make_folders(found, str(english))
    assert (english / "b").is_dir()


def test_a_folder_without_an_output_is_translated_in_place(folder: Path) -> None:
    names = {"a.html": "a.en.html", "b/c.md": "b/c.en.md"}
    expected = {str(folder / name): str(folder / english) for name, english in names.items()}
    os.utime(folder / "b/d.docx", (1, 1))
    assert targets(folder, recursive=True) == expected
    [notice] = inputs.of([str(folder)], None, recursive=True).notices
    assert notice == f"{folder}: 1 file up to date, 1 file of no known format left out"


def test_what_changed_since_is_translated_again(folder: Path, tmp_path: Path) -> None:
    english = tmp_path / "english"
    (english / "b").mkdir(parents=True)
    for name, age in (("a.html", 100), ("b/c.md", -100)):
        (english / name).write_text("Hello", encoding="utf-8")
        now = (folder / name).stat().st_mtime
        os.utime(english / name, (now + age, now + age))
    assert [Path(name).name for name in targets(folder, output=english, recursive=True)] == ["c.md", "d.docx"]


def test_the_source_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("x", encoding="utf-8")
    found = inputs.of([str(source)], str(source))
    with pytest.raises(OutputError, match="is read here"):
        inputs.check(found, str(source), [])
    with pytest.raises(OutputError, match="is read here"):
        inputs.check(inputs.of([str(source)], None), None, [source])
    with pytest.raises(OutputError, match="there is no folder"):
        inputs.check(inputs.of([str(source)], None), None, [tmp_path / "none" / "report.json"])
    with pytest.raises(OutputError, match="two outputs have this name"):
        inputs.check(inputs.of([str(source)], str(tmp_path / "b.txt")), str(tmp_path / "b.txt"), [tmp_path / "b.txt"])


@pytest.mark.parametrize(
    ("name", "output"),
    [("a.html", "x.docx"), ("a.docx", "x.txt"), ("a.docx", "x.docm"), ("a.xlf", "x.tmx"), ("a.html", "x.md"),
     ("a.pdf", "x.html")],
)  # fmt: skip
def test_a_name_of_another_format_is_refused(name: str, output: str) -> None:
    with pytest.raises(DocumentError, match=f"{output}: {name} stays of its format"):
        inputs.of([name], output)


@pytest.mark.parametrize(
    ("name", "output"),
    [("a.html", "x.xhtml"), ("a.html", "x.tmx"), ("a.md", "x.txt"), ("a.pdf", "x.md"), ("-", "x.docx"),
     ("notes", "x.html"), ("a.html", "x"), ("a.docx", "x.DOCX")],
)  # fmt: skip
def test_a_name_that_may_be_right_is_not(name: str, output: str) -> None:
    assert targets(name, output=output) == {name: output}
    assert targets("a.txt", output="x.docx", forced="docx") == {"a.txt": "x.docx"}


def test_a_dash_is_standard_output(folder: Path) -> None:
    assert targets("a.docx", "b.txt", output="-") == {"a.docx": None, "b.txt": None}
    with pytest.raises(DocumentError, match="not to standard output"):
        targets(folder, output="-", recursive=True)


def test_names_that_cannot_be(folder: Path) -> None:
    for names, output in (([""], None), (["a.txt"], "")):
        with pytest.raises(DocumentError, match="the name of a file is empty"):
            inputs.of(names, output, recursive=True)
    with pytest.raises(DocumentError, match=r"x.xlf: is the name of a file"):
        inputs.of(["a.txt", "b.txt"], "x.xlf")
    long = "x" * 300
    assert targets(long, output=long) == {long: long}
    with pytest.raises(OutputError, match="too long"):
        inputs.check(inputs.of(["a.txt"], f"{long}/x.txt"), f"{long}/x.txt", [])


def test_the_output_in_a_folder_is_none_of_its_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = folder / "english"
    english.mkdir()
    (english / "z.html").write_text("Hello", encoding="utf-8")
    expected = ["a.html", "c.md", "d.docx"]
    assert [Path(name).name for name in targets(folder, output=english, recursive=True)] == expected
    monkeypatch.chdir(folder)
    assert [Path(name).name for name in targets(folder, output="english", recursive=True)] == expected
    assert [Path(name).name for name in targets(folder, output=".", recursive=True)] == ["a.html", "c.md", "z.html"]
