import os
from pathlib import Path

import pytest

from translate.commands import inputs
from translate.errors import DocumentError


def targets(*names: str | Path, output: str | Path | None = None, recursive: bool = False) -> dict[str, str | None]:
    found = inputs.of([str(name) for name in names], None if output is None else str(output), recursive=recursive)
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
    inputs.make_folders(found, str(english))
    inputs.check(found, [])
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
    with pytest.raises(DocumentError, match="is the article itself"):
        inputs.check(found, [])
    with pytest.raises(DocumentError, match="is the article itself"):
        inputs.check(inputs.of([str(source)], None), [source])
    with pytest.raises(DocumentError, match="there is no folder"):
        inputs.check(inputs.of([str(source)], None), [tmp_path / "none" / "report.json"])
