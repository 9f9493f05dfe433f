"""The page as people use it, in headless Chromium, over a server without a model."""

import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from chromium import CONTRASTS, MARKS, expect, launched
from conftest import FakeEngine

from translate.options import Options
from translate.server import app
from translate.server.service import Service
from translate.server.settings import Settings

pytestmark = MARKS

WORDS = {"Das": "The", "Der": "The", "Haus": "house", "Hund": "dog", "ist": "is", "alt": "old", "jung": "young",
         "nicht": "quite", "sprach": "spoke", "mit": "to"}  # fmt: skip
HOSTILE = "</script><script>window.ran=1</script><img src=x onerror=window.ran=1>\"'><b onmouseover=window.ran=1>"
# The negation is lost.
DOUBTFUL = "Das Haus ist nicht alt."
Page = Any


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[str]:
    """The address of a server in a thread."""
    service = Service(Settings(folder, Options(memory=False), **settings), pytest.fail, FakeEngine(WORDS))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app.create(service), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server"), characters=200_000) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as running:
        yield running


@pytest.fixture
def opened(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address; nothing is asked of others, and no error is made."""
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    contexts: list[Any] = []
    elsewhere: list[str] = []
    errors: list[str] = []

    def to(address: str, **options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-US", "viewport": {"width": 1280, "height": 800}} | options)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page = context.new_page()
        own = (address.partition("#")[0], "blob:", "data:")
        page.on("request", lambda one: None if one.url.startswith(own) else elsewhere.append(one.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.goto(address)
        return page

    yield to
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert errors == []


def typed(page: Page, german: str, english: str) -> None:
    page.locator("#source").fill(german)
    expect(page.locator("#target")).to_have_text(english)
    expect(page.locator("#target .old")).to_have_count(0)


def test_what_is_typed_is_translated_and_kept_until_it_is_cleared(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    page.locator("#source").press_sequentially("Das Haus ist alt.")
    expect(page.locator("#target")).to_have_text("The house is old.")
    expect(page.locator("#size")).to_have_text("17 characters")
    expect(page.locator("#state")).to_have_text("1 sentence")
    expect(page.locator("#said")).to_have_text("1 sentence")
    page.reload()
    expect(page.locator("#target")).to_have_text("The house is old.")
    page.locator("#clear").click()
    expect(page.locator("#target")).to_have_text("")
    page.reload()
    expect(page.locator("#source")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_sentences_are_partners_for_the_mouse_and_the_caret(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    typed(page, "Das Haus ist alt. Der Hund ist jung.", "The house is old. The dog is young.")
    paired = page.locator(".paired")
    page.locator("#target .s").nth(1).hover()
    expect(paired).to_have_text(["Der Hund ist jung.", "The dog is young."])
    box = page.locator("#backdrop .s").first.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 8)
    expect(paired).to_have_text(["Das Haus ist alt.", "The house is old."])
    page.locator("#source").press("End")
    page.locator("#source").press("ArrowLeft")
    expect(paired).to_have_text(["Der Hund ist jung.", "The dog is young."])


def test_what_is_doubtful_is_told_on_both_sides(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    typed(page, f"Das Haus ist jung. {DOUBTFUL}", "The house is young. The house is quite old.")
    expect(page.locator("#backdrop .doubtful")).to_have_text(DOUBTFUL)
    expect(page.locator("#target .doubtful")).to_have_attribute("title", re.compile("^negation: "))
    expect(page.locator("#reasons button")).to_contain_text("negation")
    expect(page.locator("#next")).to_have_text("1 of 2 sentences to look at")
    page.locator("#next").click()
    expect(page.locator("#target .doubtful")).to_be_focused()


def test_a_term_is_changed_and_taken_back(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    typed(page, "Lawrow ist alt. Das Haus ist alt.", "Lavrov is old. The house is old.")
    page.locator("#target .t").click()
    expect(page.locator("#term-target")).to_be_focused()
    page.keyboard.type("Lawroff")
    page.keyboard.press("Enter")
    expect(page.locator("#target")).to_have_text("Lawroff is old. The house is old.")
    expect(page.locator("#changed")).to_have_text("Lawrow → Lawroff is in your glossary")
    page.locator("#change .undo").click()
    expect(page.locator("#target")).to_have_text("Lavrov is old. The house is old.")


def test_what_is_selected_becomes_a_term_by_keys_alone(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    typed(page, "Das Haus ist alt.", "The house is old.")
    source = page.locator("#source")
    source.press("Home")
    for _ in range(2):
        source.press("Control+Shift+ArrowRight")
    expect(page.locator("#add-selected")).to_have_text("Put “Das Haus” into the glossary…")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("The Manor")
    page.keyboard.press("Enter")
    expect(page.locator("#target")).to_have_text("The Manor is old.")
    expect(page.locator("#backdrop .t")).to_have_text("Das Haus")


def test_names_of_the_text_are_kept_with_one_click(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    text = "Der Präsident Oleksij Makejew sprach mit Dmitrij Tschernyschenko. Oleksij Makejew ist alt."
    page.locator("#source").fill(text)
    # The sentences come one by one.
    expect(page.locator("#target .t.found")).to_have_count(3)
    before = page.locator("#terms .keep").count()
    page.locator("#terms .keep").first.click()
    expect(page.locator("#terms .keep")).to_have_count(before - 1)
    page.locator("nav a").nth(1).click()
    expect(page.locator("#entries tr").first).to_contain_text("yours")


def test_an_alternative_goes_into_what_is_copied_and_saved(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    typed(page, "Das Haus ist alt. Der Hund ist jung.", "The house is old. The dog is young.")
    page.locator("#target .s").nth(1).focus()
    page.keyboard.press("Enter")
    alternatives = page.locator("#alternatives button")
    expect(alternatives.first).to_have_attribute("aria-pressed", "true")
    alternatives.nth(1).click()
    chosen = "The house is old. Indeed the dog is young."
    expect(page.locator("#target")).to_have_text(chosen)
    expect(page.locator("#target .s").nth(1)).to_be_focused()
    page.locator("#copy").click()
    expect(page.locator("#state")).to_have_text("copied")
    assert page.evaluate("navigator.clipboard.readText()") == chosen
    with page.expect_download() as download:
        page.locator("#download").click()
    assert Path(download.value.path()).read_text("utf-8") == chosen
    page.reload()
    expect(page.locator("#target")).to_have_text(chosen)
    page.locator("#target .s").nth(1).click()
    page.locator("#alternatives button").first.click()
    expect(page.locator("#target")).to_have_text("The house is old. The dog is young.")


def test_a_file_comes_back_in_its_own_format_with_its_doubts(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    files = [{"name": "haus.html", "mimeType": "text/html", "buffer": f"<p><b>{DOUBTFUL}</b></p>".encode()}]
    with page.expect_download() as download:
        page.set_input_files("#file", files)
    assert download.value.suggested_filename == "haus.en.html"
    assert Path(download.value.path()).read_text("utf-8") == "<p><b>The house is quite old.</b></p>"
    expect(page.locator("#file-list .soft").first).to_have_text("1 of 1 sentence to look at")
    page.locator("#file-list summary").click()
    expect(page.locator("#file-list details")).to_contain_text("negation")
    page.set_input_files("#file", [{"name": "haus.docx", "mimeType": "", "buffer": b"none"}])
    expect(page.locator("#file-list .failed")).to_contain_text("no zip")
    page.set_input_files("#file", [{"name": "haus.txt", "mimeType": "", "buffer": b"Das Haus ist jung."}])
    expect(page.locator("#target")).to_have_text("The house is young.")


PASTE = """
html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData: data, cancelable: true });
  document.getElementById("source").dispatchEvent(paste);
}
"""


def test_a_page_is_pasted_as_paragraphs(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    html = "<nav>Menü</nav><h1>Das Haus</h1><script>window.ran=1</script><p>Das <b>Haus</b>\nist alt.<p id=x>Der Hund."
    page.locator("#source").focus()
    page.evaluate(PASTE, html)
    expect(page.locator("#source")).to_have_value("Das Haus\n\nDas Haus ist alt.\n\nDer Hund.")
    expect(page.locator("#target")).to_contain_text("The house is old.")
    page.locator("#source").press("Control+z")
    expect(page.locator("#source")).to_have_value("")


def test_what_is_too_long_is_told(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    page.locator("#source").fill("Haus " * 40_001)
    expect(page.locator("#problem")).to_contain_text("more than the server translates at once")
    typed(page, "Das Haus.", "The house.")
    expect(page.locator("#problem")).to_be_hidden()


def test_a_server_that_comes_back_is_asked_again(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    page.context.set_offline(True)
    page.locator("#source").fill("Das Haus ist alt.")
    expect(page.locator("#problem")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    expect(page.locator("#target")).to_have_text("The house is old.")
    expect(page.locator("#problem")).to_be_hidden()


def test_an_answer_that_comes_late_does_not_count(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    held: list[Any] = []
    page.route("**/v1/translate", lambda route: held.append(route) if not held else route.continue_())
    page.locator("#source").fill("Das Haus ist alt.")
    page.wait_for_timeout(400)
    typed(page, "Der Hund ist jung.", "The dog is young.")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator("#target")).to_have_text("The dog is young.")


def test_a_key_is_asked_for_where_one_is_needed(opened: Callable[..., Page], tmp_path: Path) -> None:
    with serving(tmp_path, keys=("geheim",)) as address:
        page = opened(address)
        page.locator("#source").fill("Das Haus ist alt.")
        expect(page.locator("#problem")).to_have_text("This server needs an API key.")
        page.locator("#key-field").fill("geheim")
        page.keyboard.press("Enter")
        expect(page.locator("#target")).to_have_text("The house is old.")
        expect(page.locator("#key")).to_be_hidden()
        page.locator("#forget").click()
        assert page.evaluate("Object.keys(localStorage).length") == 0


def test_the_glossary_is_searched_changed_and_taken_in(opened: Callable[..., Page], address: str) -> None:
    page = opened(f"{address}/#glossary")
    page.locator("#entry-source").fill("Hund")
    page.locator("#entry-target").fill("hound")
    page.keyboard.press("Enter")
    expect(page.locator("#entries tr").first).to_contain_text("Hundhoundyours")
    table = b"Haus\tmanor\nTor\tgate\n"
    page.set_input_files("#import", [{"name": "a.tsv", "mimeType": "", "buffer": table}])
    expect(page.locator("#changed")).to_have_text("2 entries taken in")
    page.locator("#search").fill("gate")
    expect(page.locator("#entries tr").first).to_contain_text("Torgate")
    page.get_by_role("button", name="Edit: Tor", exact=True).click()
    page.locator("#entry-target").fill("goal")
    page.keyboard.press("Enter")
    page.locator("#search").fill("tor")
    expect(page.get_by_role("row").filter(has_text="goal").filter(has_text="yours")).to_have_count(1)
    with page.expect_download() as download:
        page.locator("#export").click()
    assert "Tor\tgoal" in Path(download.value.path()).read_text("utf-8")
    for count in (3, 1, 0):
        page.locator(".undo").click()
        expect(page.locator("#changed")).to_have_text("undone")
        page.locator("#search").fill("")
        expect(page.locator("#entries tr").filter(has_text="yours")).to_have_count(count)
    expect(page.locator(".undo")).to_be_disabled()


@pytest.mark.parametrize("language", ["en-US", "de-DE"])
def test_all_fits_a_narrow_screen(opened: Callable[..., Page], address: str, language: str) -> None:
    page = opened(address, viewport={"width": 360, "height": 640}, locale=language)
    typed(
        page,
        f"Lawrow und {'Donaudampfschiff' * 8}. {DOUBTFUL}",
        f"Lavrov und {'Donaudampfschiff' * 8}. The house is quite old.",
    )
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) == 360
    page.locator("#target .s").nth(1).click()
    expect(page.locator("#alternatives button").first).to_be_visible()
    assert page.evaluate(wide) == 360
    page.keyboard.press("Escape")
    small = """() => [...document.querySelectorAll("button, .button, select, input:not(.unseen), nav a, summary")]
        .map(node => [node.outerHTML, node.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
    assert page.evaluate(small) == []
    page.locator("nav a").nth(1).click()
    expect(page.locator("#entries tr").first).to_be_visible()
    assert page.evaluate(wide) == 360
    assert page.evaluate(small) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_can_be_read_in_both_themes(opened: Callable[..., Page], address: str, scheme: str) -> None:
    page = opened(address, color_scheme=scheme, reduced_motion="reduce")
    typed(page, f"Lawrow ist alt. {DOUBTFUL}", "Lavrov is old. The house is quite old.")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", background)[:3])) < 150) == (scheme == "dark")
    assert page.evaluate(CONTRASTS) == []
    page.locator("#target .doubtful").click()
    expect(page.locator("#alternatives button").first).to_be_visible()
    assert page.evaluate(CONTRASTS) == []
    page.keyboard.press("Escape")
    page.locator("#terms button").first.click()
    assert page.evaluate(CONTRASTS) == []


def test_no_text_is_ever_run(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    page.locator("#source").fill(f"Lawrow {HOSTILE} ist nicht alt.\n\n{HOSTILE}")
    expect(page.locator("#target")).to_contain_text("onerror=window.ran=1")
    page.locator("#target .s").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sentence-german")).to_contain_text("onerror")
    page.keyboard.press("Escape")
    page.locator("#target .t").first.click()
    page.locator("#term-target").fill(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.locator("#changed")).to_contain_text("onerror")
    page.set_input_files("#file", [{"name": f"{HOSTILE.replace('/', '')}.docx", "mimeType": "", "buffer": b"none"}])
    expect(page.locator("#file-list .failed")).to_contain_text("onerror")
    page.locator("nav a").nth(1).click()
    expect(page.locator("#entries tr").first).to_contain_text("onerror")
    assert page.locator("main img, main script, main b[onmouseover]").count() == 0
    assert page.evaluate("window.ran") is None


def test_the_page_speaks_german_too(opened: Callable[..., Page], address: str) -> None:
    page = opened(address, locale="de-DE")
    assert page.evaluate("document.documentElement.lang") == "de"
    page.locator("#source").fill("Lawrow ist alt. " + "Das Haus ist alt. " * 1000)
    expect(page.locator("#size")).to_have_text("18.016 Zeichen")
    expect(page.locator("#state")).to_have_text("1.001 Sätze", timeout=60_000)
    expect(page.locator("#target .t")).to_have_attribute("title", re.compile("Lawrow → Lavrov: das Modell"))
    assert page.title() == "Übersetzen – deen"
    page.locator("#language").select_option("en")
    expect(page.locator("#state")).to_have_text("1,001 sentences")
    expect(page.locator("#target .t")).to_have_attribute("title", re.compile("Lawrow → Lavrov: the model"))
    assert page.locator("nav").get_attribute("aria-label") == "Views"
    page.reload()
    assert page.title() == "Translate – deen"


def test_in_a_long_text_only_what_changes_is_made_anew(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    page.locator("#source").fill("Das Haus ist alt. " * 1500 + "Der Hund ist jung.")
    expect(page.locator("#state")).to_have_text("1,501 sentences", timeout=60_000)
    mark = 'document.querySelectorAll("#target .s").forEach(node => node.made = 1)'
    page.evaluate(mark)
    page.locator("#source").press("Control+End")
    page.locator("#source").press_sequentially(" Das Haus.")
    expect(page.locator("#state")).to_have_text("1,502 sentences", timeout=60_000)
    fresh = '[...document.querySelectorAll("#target .s")].filter(node => !node.made).map(node => node.textContent)'
    assert page.evaluate(fresh) == ["The house."]


SHOW = "async ([text, items]) => (await import('/web/panes.js')).show(text, items)"
BLOCKS = """() => ["backdrop", "target"].map(id => [...document.getElementById(id).childNodes].map(block => [
    block.className, block.nodeType === 3 ? block.data : [...block.childNodes].map(node => node.textContent)]))"""


def items(text: str) -> list[dict[str, Any]]:
    return [
        {
            "key": found[0], "written": found[0], "from": found.start(), "to": found.end(), "german": [], "english": [],
            "reasons": [], "segment": {"translation": found[0].upper(), "terms": []},
        }
        for found in re.finditer(r"\w+\.?", text)
    ]  # fmt: skip


def test_after_any_change_each_paragraph_has_what_a_fresh_page_would_show(
    opened: Callable[..., Page], address: str
) -> None:
    page, chance, text = opened(address), random.Random(1), ""
    for _ in range(60):
        at = chance.randrange(len(text) + 1)
        put = chance.choice(("", "\n", "\n\n", " ", "Ab.", " Cd e.", "F\n\nG.", "I.\nJ.\n\nK."))
        text = text[:at] + put + text[at + chance.choice((0, 0, 1, 3, 10)) :]
        page.evaluate(SHOW, [text, items(text)])
        changed = page.evaluate(BLOCKS)
        page.evaluate(SHOW, ["", []])
        page.evaluate(SHOW, [text, items(text)])
        assert page.evaluate(BLOCKS) == changed, text


def test_paragraphs_stand_beside_what_is_typed(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    page.locator("#source").fill("\nDas Haus.\n\n  Der Hund.\nDas Haus.\n\n\n\nDer Hund.\n")
    expect(page.locator("#target .s")).to_have_count(4)
    heights = """() => {
        const field = document.getElementById("source");
        field.style.height = "0";
        const backdrop = document.getElementById("backdrop");
        backdrop.style.alignSelf = "start";
        return [field.scrollHeight, backdrop.scrollHeight];
    }"""
    field, backdrop = page.evaluate(heights)
    assert field == backdrop
    assert page.evaluate("document.getElementById('target').innerText").rstrip() == (
        "\nThe house.\n\n  The dog.\nThe house.\n\n\n\nThe dog."
    )


def test_the_printer_gets_both_sides_beside_each_other(opened: Callable[..., Page], address: str) -> None:
    page = opened(address)
    typed(page, "Das Haus ist alt. Der Hund.\n\nDas Haus.", "The house is old. The dog.\n\nThe house.")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#printed tr")).to_have_text(
        ["Das Haus ist alt. Der Hund.The house is old. The dog.", "Das Haus.The house."]
    )
    expect(page.locator("#printed")).to_be_visible()
    expect(page.locator("#source")).to_be_hidden()
