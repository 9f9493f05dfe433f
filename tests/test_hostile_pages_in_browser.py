"""Hostile pages opened in headless Chromium: no script of theirs runs, and no request goes out."""

from pathlib import Path

from chromium import MARKS, launched
from hostile_pages import HOSTILE, of_article, of_evaluation

pytestmark = MARKS

# What of a page a pointer or a key reaches, all of it once.
TOUCH_ALL = """() => {
  for (const one of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "mouseenter", "focus", "click", "toggle"]) one.dispatchEvent(new Event(name));
    if (one.focus) one.focus();
    if (one.tagName === "DETAILS") one.open = true;
  }
}"""


def test_no_script_of_a_text_runs_and_no_request_goes_out(tmp_path: Path) -> None:
    files = {tmp_path / "plain.html": "<script>window.ran=1</script>"}
    for number, text in enumerate([*HOSTILE, "".join(HOSTILE)]):
        files[tmp_path / f"article-{number}.html"] = of_article(text)
        files[tmp_path / f"evaluation-{number}.html"] = of_evaluation(text)
    asked: list[str] = []
    opened: list[str] = []
    with launched() as browser:
        page = browser.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("dialog", lambda one: opened.append(one.message))
        page.on("popup", lambda one: opened.append(one.url))
        for file, content in files.items():
            file.write_text(content, "utf-8")
            page.goto(file.as_uri())
            page.evaluate(TOUCH_ALL)
            page.wait_for_timeout(20)
            ran = page.evaluate("window.ran") is not None
            # The first one shows that it would be seen.
            assert ran == (file.name == "plain.html"), file.name
            assert page.url == file.as_uri()
    assert asked == [file.as_uri() for file in files]
    assert not opened
