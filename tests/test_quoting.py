"""Tests for `translate.decoding.quoting`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText, Span
from translate.decoding import quoting
from translate.options import Quotes

STYLES = [
    ("„Nein“, sagte er.", '"No," he said.', '"No," he said.', "“No,” he said."),
    ("»Nein«, sagte er.", "''No,'' he said.", '"No," he said.', "“No,” he said."),
    ("„Nein“, sagte er.", "„No“, he said.", '"No", he said.', "“No”, he said."),
    ("„Er rief ‚Nein‘“, sagte sie.", "“He shouted 'No,'” she said.", "\"He shouted 'No,'\" she said.",
     "“He shouted ‘No,’” she said."),
    ("„Das „alte“ Haus“", '"The "old" house"', "\"The 'old' house\"", "“The ‘old’ house”"),
    ("Drama »Lieber Thomas« gewinnt", "Drama 'Lieber Thomas' wins", 'Drama "Lieber Thomas" wins',
     "Drama “Lieber Thomas” wins"),
    ("„Es ist gut.", '"It\'s good.', '"It\'s good.', "“It’s good."),
    ("Es ist gut.“", "It's good.\"", "It's good.\"", "It’s good.”"),
    ("Er rief ‚Halt‘ und lief.“", "He shouted 'Stop' and ran.\"", "He shouted 'Stop' and ran.\"",
     "He shouted ‘Stop’ and ran.”"),
    ("die ‚Welt‘", "the ‘World’", "the 'World'", "the ‘World’"),
    ("Der Trainer der Spieler", "The players' coach", "The players' coach", "The players’ coach"),
    ("Die 90er, Rock", "The '90s, rock 'n' roll", "The '90s, rock 'n' roll", "The ’90s, rock ’n’ roll"),
    ("Ohne", "Without", "Without", "Without"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "straight", "curly"), STYLES)
def test_marks_of_one_kind(source: str, text: str, straight: str, curly: str) -> None:
    assert quoting.quoted(source, LinkedText(text), "straight").text == straight
    assert quoting.quoted(source, LinkedText(text), "curly").text == curly


@pytest.mark.parametrize(("source", "text", "straight", "curly"), STYLES)
def test_there_and_back(source: str, text: str, straight: str, curly: str) -> None:
    assert quoting.quoted(source, LinkedText(curly), "straight").text == straight
    assert quoting.quoted(source, LinkedText(straight), "curly").text == curly


def linked(source: str, pairs: list[tuple[str, str]]) -> LinkedText:
    """A translation of (English, German) words."""
    text, links = "", list[tuple[Span, Span]]()
    for english, german in pairs:
        text += " " if text and english[0] not in ",." and not text.endswith(' "') else ""
        at = source.index(german)
        links.append(((len(text), len(text) + len(english)), (at, at + len(german))))
        text += english
    return LinkedText(text, tuple(links))


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        ("Der „rote Wein“ ist da", [("The", "Der"), ('"red', "rote"), ("wine", "Wein"), ("is", "ist"), ("there", "da")],
         'The "red wine" is there'),
        ("Er nennt es „Wein“.", [("He", "Er"), ("calls", "nennt"), ("it", "es"), ("wine", "Wein"), (".", ".")],
         'He calls it "wine."'),
        ("Der „Wein (rot).“", [("The", "Der"), ("wine", "Wein"), ("(red).", "rot")], 'The "wine (red)."'),
        ("„Rot“ und „blau“ sind", [('"Red"', "Rot"), ("and", "und"), ("blue", "blau"), ("are", "sind")],
         '"Red" and "blue" are'),
        ("Die „Zeit und Welt“ kam", [("The", "Die"), ("time", "Zeit"), ("came", "kam"), ("world", "Welt")],
         "The time came world"),
    ],
)  # fmt: skip
def test_lost_marks_come_back_where_links_tell_their_place(
    source: str, pairs: list[tuple[str, str]], expected: str
) -> None:
    assert quoting.quoted(source, linked(source, pairs), "straight").text == expected


TEXTS = st.lists(st.sampled_from(["a", "Bc", '"', "'", "“", "”", "„", "’", " ", " ", ".", ","]), max_size=20).map(
    "".join
)


@given(TEXTS, TEXTS, st.sampled_from(["straight", "curly"]))
def test_only_marks_change_and_once(source: str, text: str, quotes: Quotes) -> None:
    def bare(some: str) -> str:
        return "".join(c for c in some if c.isalnum() or c in " .,")

    once = quoting.quoted(source, LinkedText(text), quotes).text
    assert bare(once) == bare(text)
    allowed = "\"'" if quotes == "straight" else "“”‘’"
    assert all(c.isalnum() or c in " .," or c in allowed for c in once)
