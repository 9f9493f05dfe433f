"""The tokens of pages; the standard library's parser is the oracle for pages that are well-formed."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.markup.html_events import events

PAGES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b class='x y'>", "</b>", '<a href="u?a=1&amp;b" title=Tür>', "</a>", "<br/>", "<br>", "Haus",
         " ", "\n", "&uuml;", "&#228;", "&amp;", "<!-- ein <b> -->", "<img alt='a > b'>", "1990", "ß"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
JUNK = st.text(st.sampled_from("<>/!-?&;\"'= abp\n[]#1"), max_size=60) | st.text(max_size=60)


class Oracle(HTMLParser):
    """Tags with their attributes, and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.found and isinstance(self.found[-1], list):
            self.found[-1][0] += data
        else:
            self.found.append([data])


def test_all_of_a_page_is_an_event() -> None:
    page = "<!doctype html><html lang=de>\n<script>a<b</script><title>A &amp; <b></title>x<svg><title/></svg>y</html>"
    kinds = [(event.kind, page[event.start : event.end]) for event in events(page)]
    assert kinds == [
        ("other", "<!doctype html>"), ("opening", "<html lang=de>"), ("text", "\n"), ("opening", "<script>"),
        ("other", "a<b"), ("closing", "</script>"), ("opening", "<title>"), ("text", "A "), ("entity", "&amp;"),
        ("text", " <b>"), ("closing", "</title>"), ("text", "x"), ("opening", "<svg>"), ("void", "<title/>"),
        ("closing", "</svg>"), ("text", "y"), ("closing", "</html>"),
    ]  # fmt: skip


@given(PAGES | JUNK)
def test_nothing_is_left_out_or_doubled(page: str) -> None:
    assert "".join(page[event.start : event.end] for event in events(page)) == page


@given(PAGES)
def test_the_library_finds_the_same_in_pages_that_are_well_formed(page: str) -> None:
    oracle = Oracle()
    oracle.feed(page)
    oracle.close()
    found: list[object] = []
    for event in events(page):
        if event.kind in ("text", "entity"):
            if found and isinstance(found[-1], list):
                found[-1][0] += event.text
            else:
                found.append([event.text])
        elif event.kind == "closing":
            found.append(f"/{event.name}")
        elif event.kind != "other":
            found.append((event.name, {name: value.value for name, value in event.attributes.items()}))
    assert _joined(found) == _joined(oracle.found)


def _joined(found: list[object]) -> list[object]:
    """Texts that stand beside each other, a comment between them, as one."""
    whole: list[object] = []
    for one in found:
        if isinstance(one, list) and whole and isinstance(whole[-1], list):
            whole[-1] = [whole[-1][0] + one[0]]
        else:
            whole.append(one)
    return whole


def test_attributes_know_their_places() -> None:
    page = """<img ALT="Ein &quot;Tor&quot;" src='a b' title=Haus hidden data-x = "1" alt="zweitens"/>"""
    [event] = events(page)
    found = {name: (page[slice(*one.span)], one.value, one.quote) for name, one in event.attributes.items()}
    assert found == {
        "alt": ("Ein &quot;Tor&quot;", 'Ein "Tor"', '"'), "src": ("a b", "a b", "'"), "title": ("Haus", "Haus", ""),
        "hidden": ("", "", ""), "data-x": ("1", "1", '"'),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("a < b", ["text"]),
        ("<!-->x", ["other", "text"]),
        ("<!--x", ["other"]),
        ("<?php echo '>' ?>x", ["other", "text"]),
        ("</ p>x", ["other", "text"]),
        ("<a href='x", ["other"]),
        ("AT&T &nbsp &unbekannt;", ["text", "text", "text", "entity", "text", "text", "text"]),
        ("<script>x", ["opening", "other"]),
        ("<p a'b=c>x", ["opening", "text"]),
        ('<?xml version="1.0"?><script src="a"/><p>x</p>', ["other", "void", "opening", "text", "closing"]),
    ],
)
def test_damaged_pages(page: str, kinds: list[str]) -> None:
    found = [event.kind for event in events(page)]
    assert [kind for number, kind in enumerate(found) if kind != "text" or found[number - 1 : number] != ["text"]] == [
        kind for number, kind in enumerate(kinds) if kind != "text" or kinds[number - 1 : number] != ["text"]
    ]


@pytest.mark.parametrize(
    "unit", ["<!--", "<", "&", "<a ", '<a b="', "</", "<![CDATA[", "<?", "<script>", "<title>", "<a b="]
)
def test_the_longest_damage_takes_no_time(unit: str) -> None:
    page = unit * (300_000 // len(unit))
    assert sum(event.end - event.start for event in events(page)) == len(page)
