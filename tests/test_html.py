"""The page of a translation, parsed as a browser parses it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from eval import charts
from glossary.matching import Matcher
from glossary.terms import Glossary, Outcome, Step, Term, TermMatch
from translate import pipeline
from translate.checks import Doubt
from translate.cli import deen
from translate.documents import plain
from translate.documents.document import Document, Segment
from translate.pages import article
from translate.pages.article import Mark
from translate.report import Report, Translation

VOID = {"meta", "link", "input", "br", "wbr", "img", "hr"}


@dataclass
class Node:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def all(self, tag: str = "", of_class: str = "") -> Iterator["Node"]:
        """The elements inside of this tag and class, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if tag in ("", child.tag) and (not of_class or of_class in child.classes):
                    yield child
                yield from child.all(tag, of_class)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def kept(self) -> str:
        """The text without what is struck out."""
        parts = (child if isinstance(child, str) else child.kept for child in self.children)
        return "" if self.tag == "del" else "".join(parts)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str) -> Node:
    """A page as a tree; every element must be closed where it was opened."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    [root] = parser.open
    return root


def asks_nobody(page: str, root: Node) -> bool:
    """Whether no element loads anything, and neither style nor script knows an address."""
    linked = [
        node.attributes[name]
        for node in root.all()
        for name in ("src", "href", "action", "data", "srcset")
        if name in node.attributes
    ]
    own = "".join(node.text for tag in ("style", "script") for node in root.all(tag))
    return all(re.match(r"#|data:,\Z", link) for link in linked) and not re.search(r"https?:|//\w|url\(|@import", own)


def well_linked(root: Node) -> bool:
    """Whether no id stands twice and every reference to one leads somewhere."""
    ids = [node.attributes["id"] for node in root.all() if "id" in node.attributes]
    asked = {node.attributes["href"][1:] for node in root.all("a")}
    for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        asked |= {one for node in root.all() for one in node.attributes.get(name, "").split()}
    return len(ids) == len(set(ids)) and asked <= set(ids)


# --- marks ---


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_marks_change_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    size = len(text)
    marks = [Mark(min(*span, size), min(max(span), size), "term", '"<&') for span in spans]
    root = parse(str(article.marked(text, marks)).replace("\r", "&#13;").replace("\0", "&#xFFFD;"))
    assert root.text == text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert len(list(root.all("mark"))) >= len(spans)
    assert all(mark.attributes["title"] == '"<&' for mark in root.all("mark"))


def test_marks_nest_and_crossing_ones_are_parted() -> None:
    marks = [Mark(0, 12, "outer"), Mark(0, 2, "inner"), Mark(3, 18, "crossing"), Mark(12, 12, "empty", removed="<old>")]
    root = parse(article.marked("US President Joe Biden", marks))
    assert [(mark.classes[0], mark.text) for mark in root.all("mark")] == [
        ("outer", "US President"),
        ("inner", "US"),
        ("crossing", "President"),
        ("crossing", "<old> Joe B"),
        ("empty", "<old>"),
    ]
    assert root.kept == "US President Joe Biden"


# --- a whole article ---

TEXT = (
    "Das Haus ist alt. Der Minister traf Lawrow.\n\n-\n\n"
    "• Im Jahr 2022 kam Lawrow.\n"
    "1) Das Ende <script>alert(1)</script> & mehr.\n"
)
GLOSSARY = Glossary((Term("Lawrow", "Lavrov", "person"),))


@pytest.fixture(scope="module")
def report() -> Report:
    words = {"Das": "The", "Haus": "house", "ist": "is", "alt": "old", "Ende": "end 1999"}
    report = pipeline.translate(plain.parse(TEXT, repair=True), FakeEngine(words), Matcher(GLOSSARY), None)
    report.name = "article <b>.txt"
    report.notices = ["read as <Windows-1252>"]
    return report


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return article.render(report)


def test_every_segment_once_on_each_side(report: Report, page: str) -> None:
    table = next(parse(page).all("table", "pairs"))
    rows = [[list(cell.all("span")) for cell in row.all("td") if "lang" in cell.attributes] for row in table.all("tr")]
    source, target = ([piece for row in rows if row for piece in row[side]] for side in (0, 1))
    assert [piece.kept for piece in source] == [t.segment.text for t in report.translations]
    assert [piece.text for piece in target] == [t.text for t in report.translations]
    assert [piece.classes[0] == "passed" for piece in source] == [
        t.origin == "passed through" for t in report.translations
    ]
    assert [p.attributes.get("data-n") for p in source] == [p.attributes.get("data-n") for p in target]


def test_a_row_a_paragraph(page: str) -> None:
    rows = [
        [cell.text for cell in row.all("td") if "lang" in cell.attributes] for row in parse(page).all("tbody", "row")
    ]
    assert [german for german, _ in rows] == [
        "Das Haus ist alt. Der Minister traf Lawrow.",
        "-",
        "• Im Jahr 2022 kam Lawrow.",
        "1) Das Ende <script>alert(1)</script> & mehr.",
    ]
    assert rows[0][1] == "The house is old. Der Minister traf Lavrov."


def test_it_asks_nobody_and_its_links_lead_somewhere(page: str) -> None:
    root = parse(page)
    assert asks_nobody(page, root)
    assert well_linked(root)
    [policy] = [node.attributes["content"] for node in root.all("meta") if "http-equiv" in node.attributes]
    assert policy.startswith("default-src 'none'")


def test_text_comes_out_harmless(page: str) -> None:
    root = parse(page)
    assert "alert(1)" not in next(root.all("script")).text
    assert len(list(root.all("script"))) == 1
    assert not list(root.all("b", "txt"))
    assert next(root.all("h1")).text == "article <b>.txt"
    assert next(root.all("title")).text.startswith("article <b>.txt")
    assert [node.text for node in root.all("p", "notice")] == ["read as <Windows-1252>"]
    assert "<script>alert" not in page


def test_the_summary_counts(report: Report, page: str) -> None:
    root = parse(page)
    cards = {next(card.all("dt")).text: next(card.all("dd")).text for card in next(root.all("dl", "cards")).all("div")}
    assert cards["Sentences"] == "4"
    assert cards["Terms in place"] == "2 of 2"
    assert cards["To look at"] == str(sum(bool(t.doubts) for t in report.translations))
    assert report.summary() in next(root.all("p", "lead")).text


def test_terms_are_marked_on_both_sides(page: str) -> None:
    root = parse(page)
    table = next(root.all("table", "pairs"))
    assert [(m.text, m.classes) for m in table.all("mark")] == [
        ("Lawrow", ["term", "hint"]),
        ("Lavrov", ["term", "hint"]),
    ] * 2
    [row] = list(next(next(root.all("table", "list")).all("tbody")).all("tr"))
    assert [cell.text.split() for cell in row.children if isinstance(cell, Node)] == [
        ["Lawrow"],
        ["Lavrov"],
        ["hint", "×", "2"],
        ["2", "3"],
    ]


def test_doubtful_sentences_tell_their_reasons(report: Report, page: str) -> None:
    root = parse(page)
    doubtful = [t for t in report.translations if t.doubts]
    assert any(doubt.check == "numbers" for t in doubtful for doubt in t.doubts)
    table = next(root.all("table", "pairs"))
    marked = list(table.all("span", "doubtful"))
    assert len(marked) == 2 * len(doubtful)
    notes = {node.attributes["id"]: node.text for node in table.all("li")}
    for sentence, translation in zip(marked[::2], doubtful, strict=True):
        told = notes[sentence.attributes["aria-describedby"]]
        assert all(f"{doubt.check} {doubt.detail}" in told for doubt in translation.doubts)


# --- what an engine without a model does not do ---


def one(segment: Segment, text: str, terms: tuple[Outcome, ...] = (), doubts: tuple[Doubt, ...] = ()) -> Node:
    """The page of a document of one sentence."""
    whole = Document(segment.text, (segment,))
    return parse(article.render(Report(whole, text, [Translation(segment, text, -0.5, "model", terms, doubts)])))


@pytest.mark.parametrize("step", get_args(Step))
def test_each_step_has_its_mark(step: Step) -> None:
    source = "Kiew ist groß"
    target = "It is big" if step in ("pronoun", "missing") else "Kyiv is big"
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 4), step)
    root = one(Segment(0, len(source), source), target, (outcome,))
    table = next(root.all("table", "pairs"))
    assert [m.text for m in table.all("mark", step)] == ["Kiew", "Kyiv"][: 1 + (target[0] == "K")]
    assert [m.text for m in next(root.all("ul", "legend")).all("mark")] == [step]
    to_look_at = step in ("inserted", "missing")
    assert bool(list(table.all("tbody", "noted"))) == to_look_at
    assert (f"term {step} Kiew → Kyiv" in table.text) == to_look_at
    style = next(root.all("style")).text
    assert f".term.{step} {{" in style


def test_a_term_without_a_place_in_the_source_is_marked_in_the_translation() -> None:
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 0), "draft")
    root = one(Segment(0, 4, "Dort"), "There in Kyiv", (outcome,))
    assert [m.text for m in next(root.all("table", "pairs")).all("mark")] == ["Kyiv"]


def test_repairs_are_shown_where_they_were_made() -> None:
    text = "Das war der BesuchVorangegangen waren Zwischenfälle. Er besuchte es im Jahr 2000., als er jung war.\n"
    source = plain.parse(text, repair=True)
    assert len([r for s in source.segments for r in s.repairs]) == 2
    root = parse(article.render(pipeline.translate(source, FakeEngine(), Matcher(Glossary()), None)))
    table = next(root.all("table", "pairs"))
    assert [(m.text, m.kept) for m in table.all("mark", "repair")] == [(".", "."), (".", "")]
    sentences = [s for s in table.all("span", "s") if s.attributes["id"].startswith("s")]
    assert [s.kept for s in sentences] == [s.text for s in source.segments]
    assert len(list(table.all("span", "repaired"))) == 2
    assert "Besuch. Vorangegangen" in next(table.all("td")).text


def test_an_empty_document_has_a_page() -> None:
    root = parse(article.render(Report(Document("", ()), "", [])))
    assert not list(root.all("tbody", "row"))
    assert next(root.all("h1")).text == "Translation"


@pytest.mark.parametrize("step", get_args(Step))
def test_card_summary_and_list_agree_on_what_is_to_look_at(step: Step) -> None:
    source = "Kiew ist groß"
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 4), step)
    for doubts in ((), (Doubt("length", "short"),)):
        root = one(Segment(0, len(source), source), "Kyiv is big", (outcome,), doubts)
        cards = {next(card.all("dt")).text: next(card.all("dd")).text for card in next(root.all("dl")).all("div")}
        listed = [item for box in root.all("details") for item in box.all("li")]
        assert cards["To look at"] == str(len(listed))
        assert ("1 sentence to look at" in next(root.all("p", "lead")).text) == (len(listed) == 1)
        assert len(listed) == (bool(doubts) or step in ("inserted", "missing"))


@pytest.mark.parametrize("frame", [charts.HISTOGRAM, charts.SCATTER])
def test_the_last_number_at_an_axis_is_not_cut_off(frame: charts.Frame) -> None:
    """100 in letters of 12 pixels, seven wide each, stands around the end of the axis."""
    assert frame.right + 3 * 7 / 2 <= frame.width
    assert frame.top >= 12 / 2
    assert frame.bottom + 36 < frame.height


# --- an evaluation ---


def test_the_page_of_an_evaluation(tmp_path: Path) -> None:
    texts = {
        "src": ["Lawrow war in Kiew.", "Das <b>Haus</b> ist alt.", "Es waren 30 Leute."],
        "ref": ["Lavrov was in Kyiv.", "The <b>house</b> is old.", "There were 30 people."],
        "hyp": ["Lavrov was in Kyiv.", "The <b>house</b> is old.", "There were 13 people."],
        "other": ["Lawrow was there.", "The <i>home</i> is aged.", "There were 30 people."],
    }
    paths = {name: tmp_path / name for name in texts}
    for name, lines in texts.items():
        paths[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = [
        paths["hyp"],
        "-r",
        paths["ref"],
        "-s",
        paths["src"],
        "--against",
        paths["other"],
        "-m",
        "bleu,chrf,terms",
    ]
    result = CliRunner().invoke(deen, ["score", *map(str, arguments), "--html", str(tmp_path / "page.html")])
    assert result.exit_code == 0, result.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    root = parse(page)
    assert asks_nobody(page, root)
    assert well_linked(root)
    signatures = [line.split(None, 1)[1] for line in result.stdout.splitlines() if "|version:" in line]
    assert len(signatures) == 2
    assert {*signatures} <= {code.text for code in root.all("code")}
    [table] = root.all("table", "segments")
    rows = [row for body in table.all("tbody") for row in body.all("tr")]
    assert [row.attributes["id"] for row in rows] == ["r1", "r2", "r3"]
    for number, row in enumerate(rows):
        shown = [next(paragraph.all("span")).text for paragraph in row.all("p")]
        assert shown == [texts[name][number] for name in ("src", "hyp", "other", "ref")]
    assert [bool(list(row.all("span", "reason"))) for row in rows] == [True, False, True]
    assert "13 not in the source" in rows[2].text
    assert len(list(root.all("circle"))) == 3
    bars = [bar for kind in ("own", "other") for bar in root.all("rect", kind)]
    assert sum(int(re.findall(r"\d+", next(bar.all("title")).text)[-1]) for bar in bars) == 6
