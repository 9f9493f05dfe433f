"""Which files are an article and its translation."""

from pathlib import Path

import pytest

from eval import pairing
from eval.errors import EvaluationError
from glossary.errors import DeenError


def made(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("Text.", encoding="utf-8")
    return folder


def documents(*paths: Path) -> list[tuple[str, str, str]]:
    return [(pair.document, pair.german.name, pair.english.name) for pair in pairing.of(paths).pairs]


def test_files_are_named_by_twos(tmp_path: Path) -> None:
    made(tmp_path, "a.de.txt", "a.en.docx", "b.md", "c.html")
    named = [tmp_path / name for name in ("a.de.txt", "a.en.docx", "b.md", "c.html")]
    assert documents(*named) == [("a", "a.de.txt", "a.en.docx"), ("b", "b.md", "c.html")]


def test_articles_of_one_name_are_told_apart(tmp_path: Path) -> None:
    files = [made(tmp_path / folder, "a.txt") / "a.txt" for folder in ("x", "y", "z", "w")]
    assert [document for document, _, _ in documents(*files)] == ["a", "a (2)"]


def test_files_of_folders_belong_together_by_their_names(tmp_path: Path) -> None:
    german = made(
        tmp_path / "de", "one.txt", "two.de.md", "German-three.docx", "Bruno de Souza.txt", "notes.zip", ".a.txt"
    )
    english = made(tmp_path / "en", "one.html", "two_en.txt", "three.txt", "Bruno de Souza.txt", "notes.zip", ".a.txt")
    assert documents(german, english) == [
        ("Bruno de Souza", "Bruno de Souza.txt", "Bruno de Souza.txt"),
        ("one", "one.txt", "one.html"),
        ("three", "German-three.docx", "three.txt"),
        ("two", "two.de.md", "two_en.txt"),
    ]


def test_both_languages_may_be_in_one_folder(tmp_path: Path) -> None:
    folder = made(tmp_path / "all", "a.de.txt", "a.en.txt", "b-de.txt", "b-en.txt")
    assert documents(folder, folder) == [("a", "a.de.txt", "a.en.txt"), ("b", "b-de.txt", "b-en.txt")]


def test_files_without_another_are_told(tmp_path: Path) -> None:
    german = made(tmp_path / "de", "a.txt", "b.txt")
    english = made(tmp_path / "en", "a.txt", "c.txt", "d.txt", "e.txt", "f.txt")
    found = pairing.of([german, english])
    assert len(found.pairs) == 1
    assert [notice.partition(": ")[0] for notice in found.notices[:3]] == [
        str(german / "b.txt"), str(english / "c.txt"), str(english / "d.txt"),
    ]  # fmt: skip
    assert found.notices[3:] == ("2 more files are left out for that reason",)


def test_what_is_no_pair(tmp_path: Path) -> None:
    folder = made(tmp_path / "de", "a.txt", "a.md")
    other = made(tmp_path / "en", "b.txt")
    for paths, what in (
        ([folder / "a.txt"], "has no English file"),
        ([folder, other / "b.txt"], "two files or two folders"),
        ([folder / "a.txt", tmp_path / "nothing.txt"], "nothing.txt: cannot be read: No such file"),
        ([folder, other], "both could be the same article"),
        ([other, other], "no file of one is called as a file of the other"),
        ([other / "b.txt", other / "." / "b.txt"], "is named as German and as English"),
    ):
        with pytest.raises(DeenError, match=what):
            pairing.of(paths)
    (folder / "a.md").unlink()
    with pytest.raises(EvaluationError, match="no file of one is called as a file of the other"):
        pairing.of([folder, other])
