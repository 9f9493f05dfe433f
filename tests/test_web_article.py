import pytest
from marked import all_capitals

from translate.errors import DocumentError
from translate.formats.markup.web_article import WebArticle

PARAGRAPH = (
    "Der Minister traf am Montag in Berlin seinen Kollegen aus Paris und sprach mit ihm über die Lage in Europa."
)
PAGE = f"""<html lang="de"><head><title>Treffen in Berlin</title></head><body>
<nav><ul><li><a href="/">Startseite</a></li><li><a href="/abo">Abo</a></li></ul></nav>
<article><h1>Treffen in Berlin</h1><p>{PARAGRAPH}</p><p>Danach <b>reiste er</b> nach
<a href="https://example.org/warschau">Warschau</a>, wo er mit dem Präsidenten über Hilfen für die Ukraine sprach.</p>
<p>{PARAGRAPH.replace("Montag", "Dienstag")}</p></article>
<footer><a href="/impressum">Impressum</a> <a href="/datenschutz">Datenschutz</a></footer></body></html>"""


def test_the_article_of_a_page_as_markdown() -> None:
    document = WebArticle().parse(PAGE.encode(), "page.html")
    made = WebArticle().render(document, all_capitals(document)).decode()
    assert PARAGRAPH.upper() in made
    assert "DANACH **REISTE ER** NACH [WARSCHAU](https://example.org/warschau)" in made
    assert "STARTSEITE" not in made
    assert "IMPRESSUM" not in made


def test_a_page_without_an_article_is_told() -> None:
    with pytest.raises(DocumentError, match=r"page.html: no article is found in this page"):
        WebArticle().parse(b"<html><body></body></html>", "page.html")
