"""Events of Markdown, by characters."""

from hypothesis import given
from hypothesis import strategies as st

from translate.formats.markup.markdown_events import definitions, events, structure


def test_places_are_characters() -> None:
    text = "# Über 😀 *Häuser*\n\nEin [Weg](ziel.md) für dich.\n"
    seen = [(event.kind, event.name, text[event.start : event.end]) for event in events(text)]
    assert ("text", "", "Über 😀 ") in seen
    assert ("start", "Emphasis", "*Häuser*") in seen
    assert ("end", "Link", "[Weg](ziel.md)") in seen


def test_details() -> None:
    found = events("# T {#id}\n\n[a] [b](c) <http://d.de>\n\n```py\n```\n\n[a]: b\n")
    assert [(event.name, event.detail) for event in found if event.kind == "start" and event.detail] == [
        ("Heading", "id"),
        ("Link", "Shortcut"),
        ("Link", "Inline"),
        ("Link", "Autolink"),
        ("CodeBlock", "py"),
    ]


def test_the_brackets_of_a_collapsed_link_are_in_it() -> None:
    text = "[a][] ![a][] [*b*][]\n\n[a]: x\n[*b*]: y\n"
    ends = [
        text[event.start : event.end]
        for event in events(text)
        if event.kind == "end" and event.name in ("Link", "Image")
    ]
    assert ends == ["[a][]", "![a][]", "[*b*][]"]


def test_definitions_are_in_order() -> None:
    text = "ü\n\n[b]: x 'T'\n[ä]: y\n[b]: z\n"
    assert [(label, text[start:end]) for label, start, end in definitions(text)] == [
        ("b", "[b]: x 'T'"),
        ("ä", "[ä]: y"),
    ]


def test_words_and_their_order_are_no_structure() -> None:
    assert structure(events("Ein *a* `b`.\nSo.\n")) == structure(events("`x` und *y z* so\n"))
    assert structure(events("Ein *a*.\n")) != structure(events("Ein **a**.\n"))
    assert structure(events("- a\n- b\n")) != structure(events("- a b\n"))
    assert structure(events("# a\n")) != structure(events("a\n"))


@given(st.text(alphabet="aü😀 *_`[]()<>!#-\n|~$&:", max_size=60))
def test_what_is_text_is_in_the_text(text: str) -> None:
    for event in events(text):
        assert 0 <= event.start <= event.end <= len(text)
        if event.kind == "text" and "&" not in text:
            assert event.text in (text[event.start : event.end], "\n")
