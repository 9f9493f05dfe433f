"""The page of a translation, parsed as a browser parses it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st
from page_tree import Node, asks_nobody, data, is_data, parse, well_linked

from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.terms import Glossary, LeftOut, Outcome, Step, Term, TermMatch
from translate import pipeline
from translate.checks import Doubt
from translate.documents.document import Document, Segment
from translate.documents.wrapping import Wrapped, wrap_again
from translate.formats.markup.html import Html
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
    document = PlainText().document(TEXT, "some/article <b>.txt", ["read as <Windows-1252>"])
    return translated(document, FakeEngine(words))


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return article.render(report)


def pairs(root: Node) -> Node:
    """What stands side by side."""
    return next(root.all("div", "pairs"))


def paragraphs(page: str) -> list[Node]:
    return list(pairs(parse(page)).all("div", "row"))


def cells(row: Node) -> list[Node]:
    return [cell for cell in row.all("div") if "lang" in cell.attributes]


def test_every_segment_once_on_each_side(report: Report, page: str) -> None:
    rows = [[list(cell.all("span")) for cell in cells(row)] for row in paragraphs(page)]
    source, target = ([piece for row in rows for piece in row[side]] for side in (0, 1))
    assert [piece.kept for piece in source] == [t.segment.text for t in report.all_segments]
    assert [piece.text for piece in target] == [t.text for t in report.all_segments]
    assert [piece.classes[0] == "passed" for piece in source] == [
        t.origin == "passed through" for t in report.all_segments
    ]
    assert [p.attributes.get("data-n") for p in source] == [p.attributes.get("data-n") for p in target]


def test_a_row_a_paragraph(page: str) -> None:
    rows = [[cell.text for cell in cells(row)] for row in paragraphs(page)]
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
    assert not any("alert(1)" in node.text for node in root.all("script") if not is_data(node))
    assert [node.attributes.get("type", "") for node in root.all("script")] == ["application/json", ""]
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
    table = pairs(root)
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
    table = pairs(root)
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
    table = pairs(root)
    assert [m.text for m in table.all("mark", step)] == ["Kiew", "Kyiv"][: 1 + (target[0] == "K")]
    assert [m.text for m in next(root.all("ul", "legend")).all("mark")] == [step]
    to_look_at = step in ("inserted", "missing")
    assert bool(list(table.all("div", "noted"))) == to_look_at
    assert (f"term {step} Kiew → Kyiv" in table.text) == to_look_at
    style = next(root.all("style")).text
    assert f".term.{step} {{" in style


def test_a_term_without_a_place_in_the_source_is_marked_in_the_translation() -> None:
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 0), "draft", (9, 13))
    root = one(Segment(0, 4, "Dort"), "There in Kyiv", (outcome,))
    assert [m.text for m in pairs(root).all("mark")] == ["Kyiv"]


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
    made = translated(source, FakeEngine())
    sure = tuple(replace(one, doubts=()) for one in made.translations)
    root = parse(article.render(replace(made, translations=sure)))
    table = pairs(root)
    assert [(m.text, m.kept) for m in table.all("mark", "repair")] == [(".", "."), (".", "")]
    sentences = [s for s in table.all("span", "s") if s.attributes["id"].startswith("s")]
    assert [s.kept for s in sentences] == [s.text for s in source.segments]
    # Repairs have a list of their own, which is folded, and are nothing to look at.
    [box] = [box for box in root.all("details", "box") if "Repairs" in box.text]
    assert "open" not in box.attributes
    assert len(list(box.all("li"))) == 2
    assert not list(table.all("div", "noted"))
    assert not list(table.all("li"))
    assert "Besuch. Vorangegangen" in next(table.all("div", "pair")).text


def test_an_empty_document_has_a_page() -> None:
    root = parse(article.render(Report(Document("", "", ()), b"", ())))
    assert not list(root.all("div", "row"))
    assert next(root.all("h1")).text == "Translation"


@pytest.mark.parametrize("step", get_args(Step))
def test_card_summary_and_list_agree_on_what_is_to_look_at(step: Step) -> None:
    source = "Kiew ist groß"
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 0, 4), step)
    for doubts in ((), (Doubt("length", "short"),)):
        root = one(Segment(0, len(source), source), "Kyiv is big", (outcome,), doubts)
        cards = {next(card.all("dt")).text: next(card.all("dd")).text for card in next(root.all("dl")).all("div")}
        listed = [item for box in root.all("details", "first") for item in box.all("li")]
        assert cards["To look at"] == str(len(listed))
        assert ("1 of 1 sentence may be wrong" in next(root.all("p", "lead")).text) == (len(listed) == 1)
        assert len(listed) == (bool(doubts) or step in ("inserted", "missing"))


# --- confidence ---


def of_confidences(confidences: Sequence[float | None], doubtful: Sequence[int] = ()) -> Report:
    """The report of sentences with these confidences, those with the numbers doubtful."""
    document = PlainText().document("".join(f"Satz Nummer {number}. " for number in range(len(confidences))), "a.txt")
    translations = [
        replace(
            Translation(segment, LinkedText(f"Sentence {number}."), -0.5, "model", confidence=confidence),
            doubts=(Doubt("unsure", f"reason {number}"),) if number in doubtful else (),
        )
        for number, (segment, confidence) in enumerate(zip(document.segments, confidences, strict=True))
    ]
    return Report(document, b"", tuple(translations))


def test_the_english_is_shaded_by_its_confidence_which_its_title_tells() -> None:
    confidences = [0.0, 0.199, 0.2, 0.31, 0.5, 0.79, 0.8, 1.0, None]
    page = article.render(of_confidences(confidences))
    root = parse(page)
    german, english = ([one for row in paragraphs(page) for one in cells(row)[side].all("span")] for side in (0, 1))
    assert [one.classes[1:] for one in english] == [
        ["c0"], ["c0"], ["c1"], ["c1"], ["c2"], ["c3"], ["c4"], ["c4"], []
    ]  # fmt: skip
    assert {tuple(one.classes) for one in german} == {("s",)}
    titles = [one.attributes.get("title") for one in english]
    assert titles[3] == "confidence 0.31: about 3 of 10 such sentences would stand"
    assert titles[0] == "confidence 0.00: hardly any such sentence would stand"
    assert titles[-2:] == ["confidence 1.00: nearly every such sentence would stand", None]
    legend = next(root.all("p", "shades"))
    assert [(one.classes[1], one.text) for one in legend.all("span", "s")] == [
        (f"c{number}", said) for number, said in enumerate(article.SHADES)
    ]
    cards = {next(card.all("dt")).text: next(card.all("dd")).text for card in next(root.all("dl", "cards")).all("div")}
    assert cards["Mean confidence"] == "0.47"


def test_without_confidence_nothing_is_said_of_it() -> None:
    page = article.render(of_confidences([None, None], [1]))
    root = parse(page)
    assert not list(root.all("p", "shades"))
    assert "would stand" not in root.text.replace(next(root.all("style")).text, "")
    assert "Mean confidence" not in page


def test_what_is_to_be_looked_at_first_has_the_lowest_confidence() -> None:
    root = parse(article.render(of_confidences([0.4, 0.9, 0.1, None, 0.3, 0.4], [0, 2, 3, 4, 5])))
    [box] = root.all("details", "first")
    assert [item.attributes["value"] for item in box.all("li")] == ["3", "5", "1", "6", "4"]
    first = next(box.all("li"))
    assert " ".join(first.text.split()) == (
        "Satz Nummer 2. Sentence 2. unsure reason 2 about 1 of 10 such sentences would stand"
    )
    assert [link.attributes["href"] for link in first.all("a")] == ["#t3"]


# --- what the page carries for its script ---

TEXTS = st.lists(
    st.sampled_from(
        ["Das Haus ist alt.", "Er kam. Sie ging.", "> Ein Zitat.", "> Noch eins.", "- Punkt eins", "", "---", "  ",
         "Das ist ein langer Satz, der hier", "umbrochen wurde und noch nicht", "zu Ende ist.", "Menü Suche Login"]
    ),
    max_size=12,
)  # fmt: skip


def filled(parts: Sequence[Any], english: Sequence[str]) -> str:
    """The text that a layout has with these sentences in it."""

    def written(part: Any) -> str:
        if isinstance(part, dict):
            block = Wrapped(0, 0, part["width"], part["first"], part["rest"], part["break"])
            return wrap_again(filled(part["parts"], english), block)
        return part if isinstance(part, str) else english[part - 1]

    return "".join(map(written, parts))


@given(lines=TEXTS, line_break=st.sampled_from(["\n", "\r\n"]))
def test_the_layout_is_that_of_the_text(lines: list[str], line_break: str) -> None:
    document = PlainText().document(line_break.join(lines))
    english = [f"The English sentence {number}." for number in range(len(document.segments))]
    linked = [LinkedText(text) for text in english]
    translations = tuple(Translation(s, one, None, "model") for s, one in zip(document.segments, linked, strict=True))
    rendered = PlainText().render(document, linked)
    layout = data(parse(article.render(Report(document, rendered, translations))))["layout"]
    assert filled(layout, english).encode() == rendered


def test_a_document_of_another_format_has_a_line_between_its_paragraphs() -> None:
    html = Html()
    document = html.parse(b"<h1>Titel hier</h1><p>Das Haus. Der Hund.<p>Ende gut.", "a.html")
    report = Report.of(document, html, [Translation(s, LinkedText(s.text), None, "model") for s in document.segments])
    carried = data(parse(article.render(report)))
    assert carried["layout"] == [1, "\n\n", 2, " ", 3, "\n\n", 4, "\n"]
    assert carried["name"] == "a"


def test_the_key_tells_translations_apart(report: Report) -> None:
    keys = [data(parse(article.render(one)))["key"] for one in (report, report, of_confidences([0.5]))]
    assert keys[0] == keys[1] != keys[2]


def test_each_mention_of_a_term_is_marked_in_its_own_place() -> None:
    text = "Das Lawrow und Lawrow sah 3 mal Lawrow.\n"
    made = translated(PlainText().document(text), FakeEngine({"Das": "Whereas", "sah": "saw Lavrovian"}))
    [one] = made.translations
    assert len({outcome.place for outcome in one.terms}) == 3
    root = parse(article.render(made))
    [english] = [cell for cell in cells(pairs(root)) if cell.attributes["lang"] == "en"]
    [sentence] = english.all("span")
    marked = [child if isinstance(child, str) else f"[{child.text}]" for child in sentence.children]
    assert "".join(marked) == "Whereas [Lavrov] und [Lavrov] saw Lavrovian 3 mal [Lavrov]."
