"""Paragraphs broken again at their width."""

from hypothesis import given
from hypothesis import strategies as st

from translate.formats.markup.markdown_blocks import found
from translate.formats.markup.markdown_wrapping import wrapped
from translate.formats.splice import spliced


def _wrapped(source: str, text: str) -> str:
    return spliced(text, wrapped(source, found(source).blocks, text, found(text).blocks))


def test_a_paragraph_is_broken_at_its_width() -> None:
    source = "Das neue Haus\nsteht am See.\n"
    assert _wrapped(source, "The new house stands by the lake.\n") == "The new house\nstands by the\nlake.\n"


def test_in_a_quotation_and_in_a_list() -> None:
    source = "> - Das Haus\n>   steht da.\n"
    assert _wrapped(source, "> - The old house stands there.\n") == "> - The old\n>   house\n>   stands\n>   there.\n"


def test_lines_end_as_they_did() -> None:
    assert _wrapped("Das neue\r\nHaus da\r\n", "The new house\r\n") == "The new\r\nhouse\r\n"


def test_a_line_for_each_sentence_stays() -> None:
    source = "Ein Satz ist kurz.\nEin anderer.\n"
    assert (
        _wrapped(source, "One sentence is longer than it was.\nOne.\n") == "One sentence is longer than it was.\nOne.\n"
    )


def test_a_line_that_needs_not_be_ends_later() -> None:
    assert _wrapped("Das ist das\nHaus. Ja doch ja\n", "It is.\nYes it is a b\n") == "It is. Yes it is\na b\n"


def test_no_line_begins_with_a_mark() -> None:
    source = "Das neue\nHaus da\n"
    assert _wrapped(source, "The new - house 1. so # it > is\n") == "The\nnew -\nhouse 1.\nso #\nit > is\n"


def test_hard_breaks_begin_lines() -> None:
    source = "Das neue\nHaus  \nda ist es\n"
    assert _wrapped(source, "The new house  \nit is there now\n") == "The new\nhouse  \nit is\nthere now\n"


def test_code_and_links_are_not_broken() -> None:
    source = "Das neue\nHaus da\n"
    assert _wrapped(source, "A `b c d e f g` [x](y 'a b c d')\n") == "A\n`b c d e f g`\n[x](y 'a b c d')\n"


_WORDS = st.lists(
    st.sampled_from(
        [
            "a",
            "1.",
            "-",
            "#",
            "**b**",
            "`c d`",
            "[e f](g)",
            "wort",
            "<b>h</b>",
            ">",
            "+",
            "===",
            "| i",
            ":",
            "“j”",
            "1990",
        ]
    ),
    min_size=1,
    max_size=20,
).map(lambda words: " ".join(["so", *words, "so"]))


@given(_WORDS, _WORDS, st.sampled_from(["", "> ", "- ", "1. ", "> - "]))
def test_lines_are_no_blocks(first: str, second: str, margin: str) -> None:
    rest = "".join(">" if sign == ">" else " " for sign in margin)
    source = f"{margin}Das ist das neue\n{rest}Haus so\n"
    text = f"{margin}{first}\n{rest}{second}\n"
    if found(text).shape[:2] != found(source).shape[:2]:
        return
    written = _wrapped(source, text)
    assert found(written).shape == found(text).shape
    assert [block.text for block in found(written).blocks] == [block.text for block in found(text).blocks]
