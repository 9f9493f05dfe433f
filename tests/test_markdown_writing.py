"""What is put into Markdown, where it is put: marks at words, beginnings of lines, both languages."""

import pytest

from translate.formats.blocks import Block, Mark, Text
from translate.formats.markup.markdown_blocks import found
from translate.formats.markup.markdown_writing import behind, marks, tidied
from translate.formats.splice import Edit, Source


def _tidied(source: str, *parts: str | Source) -> str:
    edit = tidied(Edit(0, len(source), parts), source, marks(found(source).blocks))
    return "".join(part if isinstance(part, str) else source[part.start : part.end] for part in edit.parts)


def test_spaces_go_out_of_emphasis() -> None:
    opening, closing = Source(2, 4), Source(5, 7)
    assert _tidied("a **b** c", "so", opening, " es ", closing, "ist") == "so **es** ist"
    assert _tidied("a **b** c", "so ", opening, "es ", closing, " ist") == "so **es** ist"


def test_a_picture_behind_a_space_does_not_touch_the_word() -> None:
    assert _tidied("a ![b](c).", "and", Source(2, 9), ".") == "and ![b](c)."
    assert _tidied("a ![b](c).", "and ", Source(2, 9), ".") == "and ![b](c)."
    assert _tidied("a![b](c).", "and", Source(1, 8), ".") == "and![b](c)."


def test_emphasis_of_nothing_is_gone() -> None:
    assert _tidied("a **b** c", "so", Source(2, 4), Source(5, 7), " es") == "so es"


@pytest.mark.parametrize("text", ["1. a", "- a", "+ a", "# a", "> a", "=== ", "::: a", "!!! a"])
def test_a_line_begins_no_block(text: str) -> None:
    written = _tidied("a", text)
    assert [block.kind for block in found(written).blocks] == ["paragraph"]
    assert _tidied("a", "so " + text) == "so " + text


def test_a_mark_at_the_beginning_of_a_line_stays_one() -> None:
    assert _tidied("*b* c", Source(0, 1), "so", Source(2, 3), " es") == "*so* es"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("# Haus", " / "),
        ("Haus", "\n\n"),
        ("> Haus", "\n>\n> "),
        ("- Haus", "\n\n  "),
        ("12. Haus", "\n\n    "),
        ("- [x] Haus", "\n\n  "),
        ("> 1. Haus", "\n>\n>    "),
        ("[^note]: Haus", "\n\n    "),
        ("Ort\r\nHaus", "\r\n\r\n"),
    ],
)
def test_where_english_stands_behind_german(text: str, before: str) -> None:
    (block,) = found(text).blocks
    assert behind(text, block) == (before, "")


def test_where_there_is_no_room_for_both() -> None:
    assert behind("x", Block((Text(0, 1, "x"),), 'title"')) is None
    assert behind("x", Block((Mark(0, 1, "point"),), "alt")) is None
