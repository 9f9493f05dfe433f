"""HTML: what is read of a page, and that all else stays as it was."""

import re
from html import unescape

import lxml.html
import pytest
from bs4 import BeautifulSoup
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st
from marked import all_capitals, unchanged

from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.terms import Glossary, Term
from translate import pipeline
from translate.formats.markup import html
from translate.formats.markup.html import Html, HtmlDocument

PAGE = """<!DOCTYPE html>
<html lang="de-AT"><head><meta charset="utf-8"><title>Bericht &amp; Meinung</title>
<meta name="description" content='Ein "Bericht" aus Berlin.'><meta property="og:locale" content="de_DE">
<style>p { color: red }</style><script>var a = "<p>Hallo Welt</p>";</script></head>
<body class=artikel>
<!-- <p>Kein Text</p> -->
<h1>Die Lage<br>in Berlin</h1>
<p>Der <b>Kanzler</b> traf am Montag in <a href="/berlin" title="Stadt Berlin">Berlin</a>
   den franz&ouml;sischen <em>Präsidenten <strong>Macron</strong></em>.<sup><a href="#fn1">[1]</a></sup> Er ging.</p>
<p>Rufen Sie <code>apt-get <i>install</i></code> auf.<p>Die Donau&shy;dampf<wbr>schifffahrt.
<pre>Nicht übersetzen</pre><textarea>Auch nicht</textarea>
<p class="x notranslate">Bleibt so.</p><p lang="fr">Cela reste.</p><p translate=no>Bleibt <b>auch</b>.</p>
<ul><li>Erster Punkt<li>Zweiter <img src=x alt=Bild> Punkt</ul>
<address>Max Mustermann<br>Musterstraße 5<br>10115 Berlin</address>
<p>Ein Absatz.<br><br>Noch einer.</p>
<form><label>Name <input placeholder="Ihr Name" value="Wert"></label><input type=submit value="Los jetzt"></form>
<svg><title>Bild</title><text>Nicht</text></svg>
</body></html>
"""
READ = [
    "Bericht & Meinung", 'Ein "Bericht" aus Berlin.', "Die Lage in Berlin",
    "Der Kanzler traf am Montag in Berlin den französischen Präsidenten Macron.", "Stadt Berlin", "Er ging.",
    "Rufen Sie apt-get install auf.", "Die Donaudampfschifffahrt.", "Erster Punkt", "Bild", "Zweiter Punkt",
    "Max Mustermann", "10115 Berlin", "Ein Absatz.", "Noch einer.", "Name", "Ihr Name", "Los jetzt",
]  # fmt: skip
TAGS = re.compile(r"</?[A-Za-z][^\s/>]*")
PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<a href=x title='Ein Tor'>", "</a>", "<br>", "<img alt=Bild>", "<li>", "<div>",
         "</div>", "<code>x = 1</code>", "<span translate=no>Haus</span>", "Das Haus", " ist ", "alt.", "\n  ",
         "&uuml;", "&nbsp;", "<!-- nein -->", "<script>Hallo</script>", "<sup>1</sup>", "&shy;", "<pre>", "</pre>",
         "Er kam. "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


def parse(page: str, *, repair: bool = False) -> HtmlDocument:
    return Html(repair).parse(page.encode(), "page.html")


def render(document: HtmlDocument, translations: list[LinkedText], *, bilingual: bool = False) -> str:
    return Html(bilingual=bilingual).render(document, translations).decode()


def in_capitals(page: str) -> str:
    document = parse(page)
    return render(document, all_capitals(document))


def translated(page: str, words: dict[str, str], *terms: Term) -> str:
    """A page translated word by word, by the same pipeline as with a model."""
    document = parse(page)
    matcher = Matcher(Glossary(tuple(terms)))
    matches = [matcher.survey(segment.text) for segment in document.segments]
    done = pipeline.translate(document.segments, matches, FakeEngine(words), None)
    return render(document, [one.linked for one in done])


def test_what_is_read_of_a_page() -> None:
    assert sorted(segment.text for segment in parse(PAGE).segments) == sorted(READ)


def test_capitals_change_what_is_read_and_nothing_else() -> None:
    made = in_capitals(PAGE)
    assert TAGS.findall(made) == TAGS.findall(PAGE)
    assert '<html lang="en">' in made
    assert 'content="en_US"' in made
    for kept in ("color: red", "Hallo Welt", "Kein Text", "apt-get <i>install</i>", "Nicht übersetzen",
                 "Auch nicht", "Bleibt so.", "Cela reste.", "Bleibt <b>auch</b>.", 'value="Wert"', "<text>Nicht",
                 'href="#fn1">[1]'):  # fmt: skip
        assert kept in made
    assert "FRANZÖSISCHEN <em>PRÄSIDENTEN <strong>MACRON</strong></em>.<sup><a" in made
    assert 'ZWEITER <img src=x alt="BILD"> PUNKT' in made.replace("alt=BILD", 'alt="BILD"')


def test_an_engine_that_answers_the_source_changes_nothing() -> None:
    document = parse(PAGE)
    assert render(document, unchanged(document)) == PAGE


@given(PIECES)
def test_any_page_comes_back_byte_for_byte(page: str) -> None:
    document = parse(page)
    assert render(document, unchanged(document)) == page


@given(PIECES)
def test_every_tag_of_any_page_is_there_and_other_readers_read_the_same(page: str) -> None:
    made = in_capitals(page)
    assert sorted(TAGS.findall(made)) == sorted(TAGS.findall(page))
    before, after = (BeautifulSoup(one, "html.parser").get_text() for one in (page, made))
    # Soft hyphens of what is translated are gone.
    words = [re.sub(r"\W", "", unescape(one).replace("\u00ad", "")).upper() for one in (before, after)]
    assert sorted(words[0]) == sorted(words[1])


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_pages_keep_their_encoding(encoding: str) -> None:
    data = f'<meta charset="{encoding}"><p>Über „uns“'.encode(encoding)
    document = Html().parse(data, "page.html")
    made = Html().render(document, [LinkedText("About “us” → ♥", (((0, 5), (0, 4)),))])
    text = made.decode(encoding)
    assert text.endswith("<p>About “us” → ♥") or text.endswith("<p>About “us” &#8594; &#9829;")


def test_an_attribute_keeps_its_quotation_marks() -> None:
    page = """<img alt='a "b" c'><img alt="Ein Tor"><img alt=Tor>"""
    document = parse(page)
    made = render(document, [LinkedText('It\'s "b" & <c>'), LinkedText('The "gate" of'), LinkedText("The gate")])
    assert made == """<img alt='It&#39;s "b" &amp; &lt;c&gt;'><img alt="The &quot;gate&quot; of"><img alt="The gate">"""
    assert [one.get("alt") for one in lxml.html.fromstring(made).iter("img")] == [
        "It's \"b\" & <c>", 'The "gate" of', "The gate",
    ]  # fmt: skip


def test_text_that_looks_like_a_tag_is_written_as_text() -> None:
    document = parse("<p>Das &lt;b&gt; steht hier.")
    assert render(document, [LinkedText("The <b> & is here.")]) == "<p>The &lt;b&gt; &amp; is here."


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>Eine Flasche mit 50 m<sup>2</sup> Platz", ["Eine Flasche mit 50 m2 Platz"]),
        ("<p>Das Urteil<sup>12</sup> kam.", ["Das Urteil kam."]),
        ("<p>Das Urteil<sup>[3], 4</sup> kam.", ["Das Urteil kam."]),
        ("<p>Im 5<sup>ten</sup> Jahr", ["Im 5ten Jahr"]),
        ("<p>Das<b> alte </b>\n <i> Haus</i>", ["Das alte Haus"]),
        ("<h2>Am Anfang<br>war das Wort</h2>", ["Am Anfang war das Wort"]),
        ("<p>Rosen sind rot<br>Veilchen sind blau", ["Rosen sind rot", "Veilchen sind blau"]),
        ("<p>Er ging durch die Stadt, wo<br>er geboren war", ["Er ging durch die Stadt, wo er geboren war"]),
        ("<td>Eins<td>Zwei", ["Eins", "Zwei"]),
        ("Text <div>innen</div> außen", ["Text", "innen", "außen"]),
        ("<option>Ja<option>Nein", ["Ja", "Nein"]),
        ("<p><span lang=de>Ja, gern</span>", ["Ja, gern"]),
        ("<title>Alles &amp; <b></title>", ["Alles & <b>"]),
        ("<div><a href=1>Start</a><a href=2>Über uns</a></div>", ["Start", "Über uns"]),
        ("<div><a>Start</a> | <i><a>Über <b>uns</b></a></i> | <a>Mehr</a></div>", ["Start", "Über uns", "Mehr"]),
        ("<p><a>Angela</a> <a>Merkel</a>", ["Angela Merkel"]),
        ("<p>Mit <a>Haus</a><a>boot</a> und <a>Kahn</a>", ["Mit Hausboot und Kahn"]),
        ("<p>Wählen Sie <uicontrol>Datei</uicontrol> aus", ["Wählen Sie Datei aus"]),
        ("<nav-item>Start</nav-item><nav-item>Abo</nav-item>", ["Start", "Abo"]),
        ("<p>Ein <svg><path/></svg> Bild", ["Ein Bild"]),
    ],
)  # fmt: skip
def test_sentences_of_elements(page: str, texts: list[str]) -> None:
    assert [segment.text for segment in parse(page).segments] == texts


def test_terms_are_enforced_inside_and_across_tags() -> None:
    page = "<p>Er traf <b>Lawrow</b> und <i>die <a href=x>Vereinten</a> Nationen</i>."
    terms = (Term("Lawrow", "Lavrov"), Term("Vereinten Nationen", "United Nations"))
    made = translated(page, {"Er": "He", "traf": "met", "und": "and", "die": "the"}, *terms)
    assert made.startswith("<p>He met <b>Lavrov</b> and <i>the ")
    assert re.sub("<.*?>", "", made) == "He met Lavrov and the United Nations."
    assert lxml.html.fromstring(made).find(".//i").text_content() == "the United Nations"


def test_each_bold_term_is_bold() -> None:
    names = {"Lawrow": "Lavrov", "Selenskyj": "Zelensky", "Kiew": "Kyiv", "Krim": "Crimea"}
    page = "".join(f"<p>Gestern war <b>{name}</b> hier, und <b>{name}</b> blieb.</p>" for name in names)
    made = translated(page, {}, *(Term(source, target) for source, target in names.items()))
    bold = [one.text_content() for one in lxml.html.fromstring(made).iter("b")]
    assert bold == [english for english in names.values() for _ in range(2)]


def test_bilingual_pages_have_both() -> None:
    page = '<html lang=de><title>Ein Titel</title><p>Er <b>kam</b>. <img alt="Ein Tor"></p><p>12 %</p><option>Ja gern'
    document = Html(bilingual=True).parse(page.encode(), "page.html")
    made = Html(bilingual=True).render(document, all_capitals(document)).decode()
    assert made == (
        "<html lang=de><title>Ein Titel / EIN TITEL</title><p>Er <b>kam</b>.<br>"
        '<span lang="en">ER <b>KAM</b>.</span> <img alt="EIN TOR"></p><p>12 %</p><option>Ja gern / JA GERN'
    )


def test_a_page_with_no_language_names_english_only_if_something_was_translated() -> None:
    assert in_capitals("<html><p>Er kam.") == '<html lang="en"><p>ER KAM.'
    assert in_capitals("<html><p>12 %") == "<html><p>12 %"


def test_what_is_copied_is_copied_by_the_pipeline() -> None:
    made = translated(
        "<p>Mit <code>der Hund</code> geht <kbd>Strg</kbd>.", {"Mit": "With", "der": "the", "Hund": "dog"}
    )
    assert "<code>der Hund</code>" in made
    assert "<kbd>Strg</kbd>" in made


def test_the_deepest_and_the_worst_page_takes_no_time() -> None:
    for unit in ("<b>", "<div>", "<p>a<b>", "</b>", "<sup>", "<code>", "a <br>", "<li>x"):
        page = unit * (60_000 // len(unit))
        assert sorted(TAGS.findall(in_capitals(page))) == sorted(TAGS.findall(page))


def test_blocks_know_their_element() -> None:
    found = html.blocks("<h1>Eins</h1><p>Zwei</p><td title='Drei'>Vier")
    assert sorted((block.kind, block.text) for block in found.blocks) == [
        ("attribute'", "Drei"), ("h1", "Eins"), ("p", "Zwei"), ("td", "Vier"),
    ]  # fmt: skip


def test_copies_that_touch_stay_apart() -> None:
    made = translated("<p>Mit <code>a</code><code>b</code> und <code>a</code> geht es.", {"und": "and"})
    assert made == "<p>Mit <code>a</code><code>b</code> and <code>a</code> geht es."
