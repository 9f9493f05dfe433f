"""The page of a translation, parsed as a browser parses it."""

from typing import get_args

import pytest
from conftest import FakeEngine
from page_tree import Node, asks_nobody, parse, well_linked

from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.terms import Glossary, LeftOut, Outcome, Step, Term, TermMatch
from translate import pipeline
from translate.checks import Doubt
from translate.documents.document import Document, Segment
from translate.formats.plain import PlainDocument, PlainText
from translate.pages import article
from translate.report import Report, Translation

TEXT = (
    "Das Haus ist alt. Der Minister traf Lawrow.\n\n-\n\n"
    "• Im Jahr 2022 kam Lawrow.\n"
    "1) Das Ende <script>alert(1)</script> & mehr.\n"
)
GLOSSARY = Glossary((Term("Lawrow", "Lavrov", "person"),))


def translated(document: PlainDocument, engine: FakeEngine) -> Report:
    matches = [Matcher(GLOSSARY).survey(segment.text) for segment in document.segments]
    translations = pipeline.translate(document.segments, matches, engine, None)
    return Report(document, PlainText().render(document, [one.linked for one in translations]), tuple(translations))


@pytest.fixture(scope="module")
def report() -> Report:
    words = {"Das": "The", "Haus": "house", "ist": "is", "alt": "old", "Ende": "end 1999"}
    document = PlainText().document(TEXT, "article <b>.txt", ["read as <Windows-1252>"])
    return translated(document, FakeEngine(words))


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return article.render(report)


def test_every_segment_once_on_each_side(report: Report, page: str) -> None:
    table = next(parse(page).all("table", "pairs"))
    rows = [[list(cell.all("span")) for cell in row.all("td") if "lang" in cell.attributes] for row in table.all("tr")]
    source, target = ([piece for row in rows if row for piece in row[side]] for side in (0, 1))
    assert [piece.kept for piece in source] == [t.segment.text for t in report.all_segments]
    assert [piece.text for piece in target] == [t.text for t in report.all_segments]
    assert [piece.classes[0] == "passed" for piece in source] == [
        t.origin == "passed through" for t in report.all_segments
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
    whole = Document("", segment.text, (segment,))
    translation = Translation(segment, LinkedText(text), -0.5, "model", terms, doubts)
    return parse(article.render(Report(whole, text.encode(), (translation,))))


@pytest.mark.parametrize("step", get_args(Step))
def test_each_step_has_its_mark(step: Step) -> None:
    source = "Kiew ist groß"
    target = "It is big" if step in ("pronoun", "missing") else "Kyiv is big"
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 4), step, (0, 4) if target[0] == "K" else None)
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
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 0), "draft", (9, 13))
    root = one(Segment(0, 4, "Dort"), "There in Kyiv", (outcome,))
    assert [m.text for m in next(root.all("table", "pairs")).all("mark")] == ["Kyiv"]


def test_what_is_left_out_on_purpose_has_its_reason_and_its_sentence() -> None:
    segment = Segment(0, 15, "Das Essen kommt")
    essen = LeftOut(TermMatch(Term("Essen", "Essen", "place"), 4, 9), "an ordinary word here")
    translation = Translation(segment, LinkedText("The food comes"), -0.5, "model", left_out=(essen,))
    root = parse(article.render(Report(Document("", segment.text, (segment,)), b"", (translation,))))
    [told] = [item for item in root.all("li") if "ordinary" in item.text]
    assert " ".join(told.text.split()) == "Essen → Essen: an ordinary word here, 1"


def test_repairs_are_shown_where_they_were_made() -> None:
    text = "Das war der BesuchVorangegangen waren Zwischenfälle. Er besuchte es im Jahr 2000., als er jung war.\n"
    source = PlainText().document(text)
    assert len([r for s in source.segments for r in s.repairs]) == 2
    root = parse(article.render(translated(source, FakeEngine())))
    table = next(root.all("table", "pairs"))
    assert [(m.text, m.kept) for m in table.all("mark", "repair")] == [(".", "."), (".", "")]
    sentences = [s for s in table.all("span", "s") if s.attributes["id"].startswith("s")]
    assert [s.kept for s in sentences] == [s.text for s in source.segments]
    assert len(list(table.all("span", "repaired"))) == 2
    assert "Besuch. Vorangegangen" in next(table.all("td")).text


def test_an_empty_document_has_a_page() -> None:
    root = parse(article.render(Report(Document("", "", ()), b"", ())))
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
        assert ("1 of 1 sentence may be wrong" in next(root.all("p", "lead")).text) == (len(listed) == 1)
        assert len(listed) == (bool(doubts) or step in ("inserted", "missing"))
