"""Tests for `translate.decoding.detached`."""

import re

import pytest

from glossary.linked import LinkedText, Span
from translate.decoding import detached

MARK = re.compile(r"<[^>]*>|⚽|\[1\]|✓")


def put_back(source: str, pairs: list[tuple[str, str]]) -> str:
    """A translation made of (English, German) words, with the marks of the source put back."""
    text, links = "", list[tuple[Span, Span]]()
    for english, german in pairs:
        text += " " if text and english[0].isalnum() and text[-1] not in " (" else ""
        if german:
            at = source.index(german)
            links.append(((len(text), len(text) + len(english)), (at, at + len(german))))
        text += english
    marks = [found.span() for found in MARK.finditer(source)]
    for one in reversed(detached.insertions(source, LinkedText(text, tuple(links)), marks)):
        text = text[: one.at] + one.text + text[one.at :]
    return text


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        ("Das <b>alte Haus</b> fiel", [("The", "Das"), ("old", "alte"), ("house", "Haus"), ("fell", "fiel")],
         "The <b>old house</b> fell"),
        ("<b>Er kam.</b>", [("He", "Er"), ("came", "kam"), (".", "")], "<b>He came.</b>"),
        ("<b>Er kam</b>.", [("He", "Er"), ("came", "kam"), (".", "")], "<b>He came</b>."),
        ("Er <i>kam</i>", [("Came", "kam"), ("he", "Er")], "<i>Came</i> he"),
        ("Sie <b>(<i>er</i>)</b> ist da", [("She", "Sie"), (" (", ""), ("he", "er"), (")", ""), ("is", "ist")],
         "She <b>(<i>he</i>)</b> is"),
        ("Er kam.[1]", [("He", "Er"), ("came", "kam"), (".", "")], "He came.[1]"),
        ("Haus[1] und Hof", [("yard", "Hof"), ("and", "und"), ("house", "Haus")], "yard and house[1]"),
        ("Tor! ⚽ Wir", [("Goal", "Tor"), ("!", ""), ("We", "Wir")], "Goal! ⚽ We"),
        ("Das Tor ⚽!", [("The", "Das"), ("goal", "Tor"), ("!", "")], "The goal ⚽!"),
        ("✓ Ja", [("Yes", "Ja")], "✓ Yes"),
        ("Ja ✓", [("Yes", "Ja")], "Yes ✓"),
        ("So <br> so", [("Thus", "")], "Thus <br>"),
        ("Das <i>Tor<br></i> fiel", [("Fell", "fiel"), ("the", "Das"), ("goal", "Tor")], "Fell the <i>goal<br></i>"),
        ("Das <i>Tor</i><br> fiel", [("Fell", "fiel"), ("the", "Das"), ("goal", "Tor")], "Fell the <i>goal</i><br>"),
        ("Da <a><b></b></a> ist", [("There", "Da"), ("is", "ist")], "There <a><b></b></a> is"),
        ("FOO<sup>X1</sup> und", [("FOOX1", "FOO"), ("and", "und")], "FOO<sup>X1</sup> and"),
        ("Ein </b> Rest <b>", [("A", "Ein"), ("rest", "Rest")], "A </b> rest <b>"),
    ],
)  # fmt: skip
def test_marks_go_where_the_links_say(source: str, pairs: list[tuple[str, str]], expected: str) -> None:
    assert put_back(source, pairs) == expected


def test_an_insertion_tells_what_it_came_from() -> None:
    [one] = detached.insertions("Ja ✓", LinkedText("Yes"), [(3, 4)])
    assert one.source == (3, 4)


def test_inline_tags_part_no_words() -> None:
    assert not any(map(detached.parts_words, ("<b>", "</b>", "<SPAN class='x'>")))
    assert all(map(detached.parts_words, ("<br>", "<p>", "[1]", "⚽")))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>a</b> <i>b</i>", ["<b>", "</b>", "<i>", "</i>"]),
        ("das <label>-Element und </span>", []),
        ("a<br>b <p> <br/>", ["<br>", "<p>", "<br/>"]),
        ("das <p>-Element", []),
        ("<name> <Ort> <b>", []),
    ],
)
def test_tags_that_are_spoken_of_are_words(source: str, expected: list[str]) -> None:
    tags = [found.span() for found in MARK.finditer(source)]
    assert [source[slice(*span)] for span in detached.structural(source, tags)] == expected
