"""The page of a translation as people use it, in headless Chromium: shading, edits, and the files that it gives."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from chromium import CONTRASTS, MARKS, expect, launched
from hostile_pages import HOSTILE, of_article
from lxml import etree
from page_tree import Node, is_data, parse
from pypdf import PdfReader

from glossary import store
from glossary.linked import LinkedText
from glossary.terms import Outcome, Term, TermMatch
from translate.checks import Doubt
from translate.formats.exchange.tmx_file import Tmx
from translate.formats.plain import PlainText
from translate.pages import article
from translate.pages.placing import carried
from translate.report import Report, Translation

pytestmark = MARKS
Page = Any
Opened = Callable[..., Page]

GERMAN = """\
Der Titel

> Das Haus ist alt und steht seit mehr als hundert Jahren an einem
> kleinen Fluss. Der Hund aus Kiew ist jung, und er bellt <laut> den
> ganzen Tag lang.

- Ende & Schluss. Alles gut.\r
"""
ENGLISH = [
    "The title",
    "The house is old and stands by a river.",
    "The dog from Kyiv is young, and it barks <loudly> all day.",
    "End & finish.",
    "All well.",
]
CONFIDENCES = (0.9, 0.31, 0.12, 0.55, None)
# The numbers of those that are to be looked at.
DOUBTFUL = (2, 3, 4)


def report(name: str = "haus.de.txt", doubtful: Sequence[int] = DOUBTFUL) -> Report:
    document = PlainText().document(GERMAN, name)
    outcome = Outcome(TermMatch(Term("Kiew", "Kyiv"), 13, 17), "draft", (13, 17))
    translations = [
        Translation(
            segment,
            LinkedText(text),
            -0.5,
            "model",
            (outcome,) if number == 3 else (),
            (Doubt("unsure", f"reason {number}"),) if number in doubtful else (),
            confidence=confidence,
        )
        for number, (segment, text, confidence) in enumerate(
            zip(document.segments, ENGLISH, CONFIDENCES, strict=True), 1
        )
    ]
    return Report.of(document, PlainText(), translations)


def rendered(edits: dict[int, str]) -> bytes:
    """The English of the article with these sentences in it, as the format writes it."""
    document = PlainText().document(GERMAN)
    texts = [edits.get(number, text) for number, text in enumerate(ENGLISH, 1)]
    return PlainText().render(document, [LinkedText(text) for text in texts])


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as running:
        yield running


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page that is given as its text; it asks nobody for anything, and makes no error."""
    contexts: list[Any] = []
    elsewhere: list[str] = []
    errors: list[str] = []

    def to(content: str, name: str = "page.html", script: str = "", context: Any = None, **options: Any) -> Page:
        file = tmp_path / name
        file.write_text(content, "utf-8")
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
            contexts.append(context)
        page = context.new_page()
        own = ("file:", "blob:", "data:")
        page.on("request", lambda one: None if one.url.startswith(own) else elsewhere.append(one.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(file.as_uri())
        return page

    yield to
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert errors == []


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened(article.render(report()))


def rewrite(page: Page, number: int, text: str, key: str = "Enter") -> None:
    """Edit a sentence and end with a key."""
    page.locator(f"#t{number}").dblclick()
    page.locator(".editor textarea").fill(text)
    page.keyboard.press(key)
    expect(page.locator(".editor")).to_have_count(0)


def enter(page: Page, source: str, target: str) -> None:
    """Add an entry for the glossary."""
    page.locator("#entry-source").fill(source)
    page.locator("#entry-target").fill(target)
    page.keyboard.press("Enter")


def saved(page: Page, what: str) -> tuple[str, bytes]:
    """The name and the data of a file that the page gives."""
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.locator(f"#save-{what}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def own_text(node: Node) -> str:
    return "".join(child for child in node.children if isinstance(child, str)).strip()


def shown(page: Page) -> list[str]:
    """The English as it stands in the page."""
    return [one.inner_text().removesuffix(" ✎") for one in page.locator(".pairs [lang=en] .s").all()]


# --- looking ---


def test_keys_and_a_button_lead_through_what_is_to_look_at(page: Page) -> None:
    expect(page.locator("#left")).to_have_text("3 left")
    for wanted in ("s2", "s3", "s4", "s2"):
        page.keyboard.press("n")
        expect(page.locator(f"#{wanted}")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#s4")).to_be_focused()
    page.locator("#next").click()
    expect(page.locator("#t2")).to_be_focused()
    # What was edited was looked at.
    rewrite(page, 3, "Other.")
    expect(page.locator("#left")).to_have_text("2 left")
    page.locator("#t2").focus()
    page.keyboard.press("n")
    expect(page.locator("#t4")).to_be_focused()


def test_arrows_go_through_the_sentences_and_partners_are_marked(page: Page) -> None:
    page.locator("#s1").focus()
    for way, wanted in (("Down", "s2"), ("Right", "t2"), ("Down", "t3"), ("Left", "s3"), ("Up", "s2")):
        page.keyboard.press(f"Arrow{way}")
        expect(page.locator(f"#{wanted}")).to_be_focused()
    expect(page.locator(".paired")).to_have_text([report().document.segments[1].text, ENGLISH[1]])
    page.locator("#t5").hover()
    expect(page.locator(".paired")).to_have_text(["Alles gut.", "All well."])


def test_a_line_of_the_list_leads_to_its_sentence(page: Page) -> None:
    page.locator(".first a").first.click()
    expect(page.locator("#t3")).to_be_focused()
    page.locator("#only").check()
    assert [row.is_visible() for row in page.locator(".row").all()] == [False, True, True]


def test_it_reads_without_scripts(opened: Opened) -> None:
    page = opened(article.render(report()), java_script_enabled=False)
    assert shown(page) == ENGLISH
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".keys")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_can_be_read_in_both_themes(opened: Opened, scheme: str) -> None:
    page = opened(article.render(report()), color_scheme=scheme)
    background = "node => getComputedStyle(node).backgroundColor"
    shades = [page.locator(f"#t{number}").evaluate(background) for number in (1, 2, 3, 4)]
    assert len(set(shades)) == 4
    assert page.locator("#t5").evaluate(background) == "rgba(0, 0, 0, 0)"
    assert page.locator("#t3").evaluate("node => getComputedStyle(node).textDecorationStyle") == "wavy"
    assert page.evaluate(CONTRASTS) == []
    rewrite(page, 2, "Edited.")
    page.locator("#t3").dblclick()
    page.locator("#entry-open").click()
    enter(page, "Haus", "house")
    page.locator(".menu summary").click()
    assert page.evaluate(CONTRASTS) == []
    # Each shade behind each text that may stand on it, the pointer's too.
    page.locator(".menu summary").click()
    page.locator("#t4").hover()
    assert page.evaluate(CONTRASTS) == []


def test_all_fits_a_narrow_screen(opened: Opened) -> None:
    page = opened(article.render(report()), viewport={"width": 360, "height": 640})
    page.locator("#t2").dblclick()
    page.locator(".editor textarea").fill("Donaudampfschiff" * 20)
    page.locator("#entry-open").click()
    enter(page, "Donaudampfschiff" * 5, "steamer" * 20)
    page.locator(".menu summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    small = """() => [...document.querySelectorAll(".bar :is(button, summary, input), :is(.editor, #entries) button")]
        .map(node => [node.outerHTML, node.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
    assert page.evaluate(small) == []


def test_the_printer_gets_both_sides_beside_each_other(opened: Opened, tmp_path: Path) -> None:
    rest = "Er geht lange weiter. " * 9
    document = PlainText().document("\n\n".join(f"Absatz {number} beginnt hier. {rest}" for number in range(40)))
    made = [
        Translation(segment, LinkedText(f"English {n}."), None, "model", confidence=0.1)
        for n, segment in enumerate(document.segments)
    ]
    page = opened(article.render(Report(document, b"", tuple(made))))
    page.locator("#t3").hover()
    page.emulate_media(media="print")
    for hidden in (".bar", ".keys", ".skip"):
        expect(page.locator(hidden)).to_be_hidden()
    style = "(node, name) => getComputedStyle(node)[name]"
    paired, other = (page.locator(one).evaluate(style, "backgroundColor") for one in ("#t3", "#t4"))
    assert paired == other
    assert page.locator("#t3").evaluate(style, "printColorAdjust") == "exact"
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages]
    assert len(sheets) > 2
    # No paragraph is parted by the end of a sheet: each begins and ends on one.
    for number in range(40):
        [own] = [sheet for sheet in sheets if f"Absatz {number} beginnt" in sheet]
        first = number * 10
        assert f"English {first}." in own
        assert f"English {first + 9}." in own
    box = [page.locator(one).bounding_box() for one in ("#s1", "#t1")]
    assert box[0]["y"] == box[1]["y"]


# --- editing ---


def test_enter_keeps_an_edit_and_escape_gives_it_up(page: Page) -> None:
    rewrite(page, 2, "Given up.", "Escape")
    assert shown(page) == ENGLISH
    page.locator("#s2").focus()
    page.keyboard.press("e")
    field = page.locator(".editor textarea")
    expect(field).to_have_value(ENGLISH[1])
    expect(field).to_be_focused()
    field.fill("The house\nis ancient. ")
    page.keyboard.press("Enter")
    expect(page.locator("#t2")).to_be_focused()
    expect(page.locator("#t2")).to_have_class(re.compile("edited"))
    assert page.locator("#t2").get_attribute("title") == "edited"
    assert shown(page)[1] == "The house is ancient."
    expect(page.locator("#told")).to_have_text("1 sentence edited, kept in this browser")
    # Another sentence: what stands in the field is kept.
    page.keyboard.press("e")
    field.fill("Third.")
    page.locator("#t4").dblclick()
    assert shown(page)[1] == "Third."
    field.press("Escape")
    # The same as the machine's is no edit.
    rewrite(page, 2, ENGLISH[1])
    expect(page.locator(".edited")).to_have_count(0)
    assert page.locator("#t2").get_attribute("title").startswith("confidence 0.31")


def test_edits_are_undone_one_by_one_with_the_marks_of_terms(page: Page) -> None:
    marks = page.locator("#t3").inner_html()
    rewrite(page, 3, "First.")
    rewrite(page, 3, "")
    rewrite(page, 2, "Second.")
    assert page.locator("#t3 ins").evaluate("node => getComputedStyle(node, '::before').content") == '"(empty)"'
    page.locator("#undo").click()
    assert shown(page)[1] == ENGLISH[1]
    page.keyboard.press("Control+z")
    assert shown(page)[2] == "First."
    page.keyboard.press("Control+z")
    assert page.locator("#t3").inner_html() == marks
    expect(page.locator("#undo")).to_be_disabled()
    expect(page.locator("#told")).to_have_text("")
    rewrite(page, 3, "First.")
    page.locator("#t3").dblclick()
    page.get_by_role("button", name="Take the machine’s").click()
    assert page.locator("#t3").inner_html() == marks


def test_edits_and_entries_survive_a_reload_and_stay_with_their_article(opened: Opened) -> None:
    page = opened(article.render(report()))
    rewrite(page, 2, "Edited <b>.")
    page.locator("#entry-open").click()
    enter(page, "Haus", "house")
    page.reload()
    assert shown(page)[1] == "Edited <b>."
    expect(page.locator("#entries li")).to_have_count(1)
    expect(page.locator("#told")).to_have_text("1 sentence edited, 1 glossary entry, kept in this browser")
    # Another article, and the same one in another window.
    other = opened(article.render(report("other.txt")), "other.html", context=page.context)
    assert shown(other) == ENGLISH
    twin = opened(article.render(report()), context=page.context)
    rewrite(twin, 4, "In the twin.")
    expect(page.locator("#t4 ins")).to_have_text("In the twin.")
    rewrite(page, 5, "Here.")
    twin.reload()
    assert shown(twin) == [ENGLISH[0], "Edited <b>.", ENGLISH[2], "In the twin.", "Here."]


@pytest.mark.parametrize("kept", ["no JSON", "null", "3", '{"edits": {"99": "x", "x": 1}, "entries": [["a"]]}'])
def test_what_was_kept_and_makes_no_sense_does_no_harm(opened: Opened, kept: str) -> None:
    key = json.dumps(f"deen-page-{carried(report())['key']}")
    page = opened(article.render(report()), script=f"localStorage.setItem({key}, {json.dumps(kept)})")
    assert shown(page) == ENGLISH
    rewrite(page, 1, "Works.")
    assert shown(page)[0] == "Works."


def test_what_no_browser_keeps_is_told_and_asked_about_when_leaving(opened: Opened) -> None:
    refuse = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    page = opened(article.render(report()), script=refuse)
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload()
    assert asked == []
    rewrite(page, 2, "Lost?")
    expect(page.locator("#told")).to_have_text("1 sentence edited, not kept by this browser: save the page")
    page.reload()
    assert asked == ["beforeunload"]
    rewrite(page, 2, "Saved.")
    saved(page, "page")
    page.reload()
    assert asked == ["beforeunload"]
    # What stands in an open field is asked about too.
    page.locator("#t1").dblclick()
    page.locator(".editor textarea").fill("In the field.")
    page.reload()
    assert asked == ["beforeunload"] * 2


# --- files ---


def test_the_page_without_edits_is_saved_as_it_was(opened: Opened) -> None:
    content = article.render(report())
    page = opened(content)
    page.keyboard.press("n")
    page.locator("#entry-open").click()
    page.locator("#entry-close").click()
    name, data = saved(page, "page")
    assert name == "haus.de.edited.html"
    before, after = (list(parse(text).all()) for text in (content, data.decode()))
    for one, other in zip(before, after, strict=True):
        assert (one.tag, one.attributes | {"title": ""}) == (other.tag, other.attributes | {"title": ""})
        assert is_data(one) or own_text(one) == own_text(other)


def test_a_saved_page_shows_its_edits_and_can_be_edited_further(opened: Opened) -> None:
    page = opened(article.render(report()))
    rewrite(page, 2, "Edited </script> & <!-- kept.")
    rewrite(page, 3, "Edited too.")
    page.locator("#entry-open").click()
    enter(page, "Haus", "house")
    _, data = saved(page, "page")
    # In a browser that keeps nothing of it, with and without scripts.
    edited = [ENGLISH[0], "Edited </script> & <!-- kept.", "Edited too.", *ENGLISH[3:]]
    assert shown(opened(data.decode(), "still.html", java_script_enabled=False)) == edited
    again = opened(data.decode(), "again.html")
    assert shown(again) == edited
    expect(again.locator("#entries li")).to_have_text("Haus → house Remove")
    assert saved(again, "text")[1] == rendered({2: edited[1], 3: edited[2]})
    again.locator("#t3").dblclick()
    again.get_by_role("button", name="Take the machine’s").click()
    rewrite(again, 1, "New.")
    expect(again.locator("#t3 mark")).to_have_text("Kyiv")
    again.reload()
    assert shown(again) == ["New.", edited[1], *ENGLISH[2:]]
    # The first page knows nothing of what was changed in the saved one.
    page.reload()
    assert shown(page) == edited
    third = opened(saved(again, "page")[1].decode(), "third.html")
    assert shown(third) == ["New.", edited[1], *ENGLISH[2:]]


LONG = "A far longer sentence than there was, with words enough for some lines at the width of the paragraph, and more."


@pytest.mark.parametrize("edits", [{}, {2: LONG}, {3: f"{LONG} {'x' * 60} y", 5: "Fine 👍🏽."}, {2: "", 4: "a\tb"}])
def test_the_english_text_has_the_layout_of_the_article(page: Page, edits: dict[int, str]) -> None:
    for number, text in edits.items():
        rewrite(page, number, text)
    assert saved(page, "text") == ("haus.de.en.txt", rendered(edits))


def test_edits_are_saved_as_tmx(page: Page) -> None:
    rewrite(page, 2, 'The <house> & "all".')
    rewrite(page, 4, "")
    rewrite(page, 3, "Control \ufffe\x02 characters 👍.")
    name, data = saved(page, "memory")
    assert name == "haus.de.tmx"
    root = etree.fromstring(data)
    assert root.attrib == {"version": "1.4"}
    header = root.find("header")
    assert header is not None
    assert set(header.attrib) == {
        "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"
    }  # fmt: skip
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    units = [[(tuv.get(language), tuv.findtext("seg")) for tuv in unit] for unit in root.iter("tu")]
    german = [segment.text for segment in report().document.segments]
    assert units == [
        [("de", german[1]), ("en", 'The <house> & "all".')],
        [("de", german[2]), ("en", "Control  characters 👍.")],
    ]
    assert Tmx().parse(data, "a.tmx").segments == ()


def test_what_is_selected_on_both_sides_becomes_an_entry(page: Page, tmp_path: Path) -> None:
    where = """([id, from, to]) => {
        const range = document.createRange();
        const sentence = document.getElementById(id);
        sentence.scrollIntoView({ block: "center" });
        const text = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(text, from);
        range.setEnd(text, to);
        const { x, y, width, height } = range.getBoundingClientRect();
        return [x, y + height / 2, x + width, y + height / 2];
    }"""

    def select(*place: str | int) -> None:
        left, top, right, bottom = page.evaluate(where, place)
        page.mouse.move(left + 1, top)
        page.mouse.down()
        page.mouse.move(right, bottom)
        page.mouse.up()

    select("s2", 4, 8)
    select("t2", 4, 9)
    page.keyboard.press("g")
    expect(page.locator("#entry-source")).to_have_value("Haus")
    expect(page.locator("#entry-target")).to_have_value("house")
    page.keyboard.press("Enter")
    # While a sentence is edited: what is selected in its field.
    page.locator("#t3").dblclick()
    field = page.locator(".editor textarea")
    field.fill("The hound.")
    field.evaluate("node => node.setSelectionRange(4, 9)")
    select("s3", 4, 8)
    expect(page.locator("#entry-source")).to_have_value("Hund")
    expect(page.locator("#entry-target")).to_have_value("hound")
    page.locator("#entry-target").press("Enter")
    expect(field).to_have_value("The hound.")
    enter(page, '"Der Spiegel"', "# 1 \t⟨magazine⟩ \u0007")
    enter(page, "Nichts", " ")
    expect(page.locator("#entry-target")).to_be_focused()
    enter(page, "Haus", "manor")
    enter(page, "Tor", "gate")
    page.get_by_role("button", name="Remove Tor").click()
    name, data = saved(page, "glossary")
    assert name == "haus.de.glossary.tsv"
    (tmp_path / "glossary.tsv").write_bytes(data)
    assert [(term.source, term.target) for term in store.read(tmp_path / "glossary.tsv").terms] == [
        ("Hund", "hound"),
        ('"Der Spiegel"', "# 1 magazine"),
        ("Haus", "manor"),
    ]
    assert shown(page)[2] == "The hound."


# --- hostile articles ---


def test_no_text_is_run_by_editing_and_saving(opened: Opened, tmp_path: Path) -> None:
    together = "".join(HOSTILE)
    page = opened(of_article(together))
    page.locator("#entry-open").click()
    for text in (*HOSTILE, together):
        rewrite(page, 1, f"{text} edited")
        enter(page, f"{text} a", f"{text} b")
    name, data = saved(page, "page")
    assert "/" not in name
    again = opened(data.decode(), "again.html", context=page.context)
    edited = "node => node.textContent"
    assert again.locator("#t1 ins").evaluate(edited) == page.locator("#t1 ins").evaluate(edited)
    for window in (page, again):
        expect(window.locator("#entries li")).to_have_count(len(HOSTILE) + 1)
        foreign = "main :is(img, script, iframe, svg, style, base, meta, plaintext, a:not([href^='#']))"
        assert window.locator(foreign).count() == 0
        [unit] = etree.fromstring(saved(window, "memory")[1]).iter("tu")
        assert unit.findall("tuv/seg")[1].text == window.locator("#t1 ins").evaluate(edited)
        saved(window, "text")
        (tmp_path / "glossary.tsv").write_bytes(saved(window, "glossary")[1])
        assert len(store.read(tmp_path / "glossary.tsv").terms) == len(HOSTILE) + 1
        assert window.evaluate("window.ran") is None
