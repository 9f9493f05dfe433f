"""HTML entities in a text: what is one, and what only looks like one."""

import html
from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import entities
from translate.documents.edits import Edited
from translate.formats.plain import PlainText


def decoded(text: str) -> str:
    return Edited.of(text).edited(entities.find(text), "entity").text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("f&uuml;r &ndash; bis Mai", "für – bis Mai"),
        ("&#8222;Haus&#8220;", "„Haus“"),
        ("&#x201E;Haus&#X201c;", "„Haus“"),
        ("&lt;b&gt; und 5 &lt; 6", "<b> und 5 < 6"),
        ("&amp;uuml;ber &amp;amp;auml;hnlich &amp;#228;", "über ähnlich ä"),
        ("R&amp;D und Bild&amp;Ton und Kunst&amp;notwendig", "R&D und Bild&Ton und Kunst&notwendig"),
        ("f&uumlr die Stra&szlige und &Aumlrzte im Caf&eacute", "für die Straße und Ärzte im Café"),
        ("5 &lt 6, &copy 2020, f&#252r", "5 < 6, © 2020, für"),
        ("Re&shy;gie&#173;rung&#8203;s&zwnj;chef", "Regierungschef"),
        ("Re&shy;\ngierung", "Re\u00ad\ngierung"),
        ("10&nbsp;Euro &euro; &hellip; &#150;", "10\u00a0Euro € … –"),
        ("https://x.de/?a=1&amp;b=2", "https://x.de/?a=1&b=2"),
        ("&bull; Punkt", "• Punkt"),
    ],
)
def test_entities_are_decoded(text: str, right: str) -> None:
    assert decoded(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "AT&T, R&D, C&A, H&M, B&B, Q&A, Rock&Roll, Müller&Söhne & Co.",
        "https://x.de/?a=1&copy=2&sect=3 und ?a=1&copy=2&reg=4",
        "http://www.x.de/a&uml",
        "Sport&Region, Kunst&notwendig, Sinn&ether, Uni&ETH",
        "P&L; &foo; &; &#; &#x; &#0; &#xD800; &#99999999;",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert decoded(text) == text


def test_every_named_entity() -> None:
    for name in filter(lambda name: name.endswith(";"), html5):
        assert decoded(f"Ein &{name} Wort") == decoded(f"Ein &amp;{name} Wort")
        assert decoded(f"Ein &{name} Wort") in (html.unescape(f"Ein &{name} Wort"), "Ein  Wort")


@given(st.text(st.sampled_from("&;#xamp u1=\n"), max_size=60))
def test_edits_are_in_order_and_apart(text: str) -> None:
    at = 0
    for start, end, after in entities.find(text):
        assert at <= start < end <= len(text)
        assert text[start:end] != after
        at = end


def test_repairs_stand_where_they_were_and_are() -> None:
    text = "&bull; Das Geb&auml;ude ist gro&szlig; .Es geh&ouml;rt &bdquo;uns&ldquo;.\n&nbsp;\n&nbsp;F&uuml;r alle."
    document = PlainText().document(text)
    assert [segment.text for segment in document.segments] == [
        "Das Gebäude ist groß.", "Es gehört „uns“.", "Für alle.",
    ]  # fmt: skip
    assert [segment.text for segment in document.passed_through] == ["•"]
    assert [len(segment.repairs) for segment in document.segments] == [4, 3, 1]
    for segment in document.segments:
        for repair in segment.repairs:
            assert text[repair.start : repair.end] == repair.before
            assert repair.at is not None
            assert segment.text[repair.at :].startswith(repair.after.rstrip())
    assert document.text == text


def test_without_repair_entities_stay() -> None:
    assert [s.text for s in PlainText(repair=False).document("f&uuml;r").segments] == ["f&uuml;r"]
