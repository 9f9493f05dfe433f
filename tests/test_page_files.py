"""Pages of several articles: where they go, and the page that lists them."""

import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from page_tree import Node, parse

from glossary.errors import OutputError
from glossary.linked import LinkedText
from translate.checks import Doubt
from translate.commands import inputs, page_files
from translate.commands.page_files import PageFiles
from translate.errors import DocumentError
from translate.formats.plain import PlainText
from translate.pages import overview
from translate.pages.overview import Listed
from translate.report import Report, Translation


def pages(*names: str, html: str | None, recursive: bool = False, output: str | None = None) -> PageFiles:
    folder = page_files.folder(names, html, recursive=recursive)
    return PageFiles(inputs.of(names, output, recursive=recursive, apart=folder), html, folder)


def report(name: str, confidence: float | None = 0.25) -> Report:
    document = PlainText().document("Das Haus. Der Hund.", name)
    made = [
        Translation(segment, LinkedText(segment.text), -0.5, "model", (), doubts, confidence=confidence)
        for segment, doubts in zip(document.segments, ((Doubt("unsure", "x"),), ()), strict=True)
    ]
    return Report(document, b"", tuple(made))


def cells(row: Node) -> list[str]:
    return ["".join(cell.text.split("\n")) for cell in row.children if isinstance(cell, Node)]


def test_one_article_has_a_page_of_its_own_or_one_in_a_folder(tmp_path: Path) -> None:
    assert pages("a.txt", html=None).all == []
    assert pages("a.txt", html="page").all == [Path("page")]
    assert pages("a.txt", html="page").folders == set()
    for folder in ("pages/", str(tmp_path)):
        own = pages("b/a.txt", html=folder)
        assert own.all == [Path(folder, "a.txt.html"), Path(folder, "index.html")]
        assert own.folders == {Path(folder)}
    assert pages("-", html="pages/").files == [Path("pages/translation.html")]


def test_pages_in_a_folder_have_names_of_their_own() -> None:
    own = pages("a.txt", "b/a.txt", "c/A.TXT", "a.md", "index", html="pages")
    assert [str(file) for file in own.files] == [
        "pages/a.txt.html", "pages/a.txt-2.html", "pages/A.TXT-3.html", "pages/a.md.html", "pages/index-2.html"
    ]  # fmt: skip


def test_a_folder_of_articles_keeps_its_tree_and_pages_are_no_articles(tmp_path: Path) -> None:
    german = tmp_path / "german"
    (german / "b").mkdir(parents=True)
    for name in ("a.txt", "b/a.txt"):
        (german / name).write_text("Das Haus.", encoding="utf-8")
    html = german / "pages"
    (html / "b").mkdir(parents=True)
    (html / "a.txt.html").write_text("<p>Das Haus.", encoding="utf-8")
    own = pages(str(german), html=str(html), recursive=True)
    assert own.files == [html / "a.txt.html", html / "b" / "a.txt.html"]
    assert own.folders == {html, html / "b"}
    with pytest.raises(DocumentError, match="its files are read here"):
        pages(str(german), html=f"{german}/", recursive=True)


def test_what_cannot_be_a_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"pages.html: is the name of a file; several files go into a folder"):
        pages("a.txt", "b.txt", html="pages.html")
    with pytest.raises(DocumentError, match="is empty"):
        pages("a.txt", html="")
    # A folder where a page is to be.
    (tmp_path / "a.txt.html").mkdir()
    own = pages("a.txt", html=str(tmp_path))
    with pytest.raises(OutputError, match="Is a directory"):
        inputs.check(inputs.of(["a.txt"], None), None, own.all, [], own.folders)


def test_the_list_has_what_was_written_and_leads_there(tmp_path: Path) -> None:
    names = ["a b#?.txt", "javascript:x", "<b>&.txt", os.fsdecode(b"\xff.txt"), "broken.txt"]
    own = pages(*names, html=str(tmp_path / "pages"))
    inputs.make_folders(inputs.of([], None), None, own.folders)
    for number, name in enumerate(names[:-1]):
        own.write(number, report(name, None if number == 1 else number / 10))
    own.write_list()
    root = parse((tmp_path / "pages" / "index.html").read_text("utf-8"))
    links = [link.attributes["href"] for link in next(root.all("tbody")).all("a")]
    assert all(link.startswith("./") and ":" not in link for link in links)
    assert [os.fsencode(unquote(link[2:], errors="surrogateescape")) for link in links] == [
        os.fsencode(f"{name}.html") for name in names[:-1]
    ]
    assert all((tmp_path / "pages" / unquote(link, errors="surrogateescape")).is_file() for link in links)
    first, second, *_ = [cells(row) for row in next(root.all("tbody")).all("tr")]
    assert first == ["a b#?.txt", "2", "0 of 0", "1", "0.00"]
    assert second == ["javascript:x", "2", "0 of 0", "1", "–"]
    [total] = [cells(row) for row in next(root.all("tfoot")).all("tr")]
    assert total == ["4 in all", "8", "0 of 0", "4", "0.17"]


def test_nothing_is_listed_where_nothing_was_written(tmp_path: Path) -> None:
    own = pages("a.txt", html=f"{tmp_path}/")
    own.write_list()
    assert list(tmp_path.iterdir()) == []


def test_the_mean_counts_sentences() -> None:
    figures = [("a", 1, 2, 2, 0.0), ("b", 3, 2, 1, 1.0), ("c", 9, 0, 0, None)]
    listed = [
        Listed(name, f"./{name}", sentences, terms, found, 0, mean) for name, sentences, terms, found, mean in figures
    ]
    [total] = [cells(row) for row in next(parse(overview.render(listed)).all("tfoot")).all("tr")]
    assert total == ["3 in all", "13", "3 of 4", "0", "0.75"]
