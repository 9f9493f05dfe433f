"""The data at the beginning of a Markdown file: what of them is read, and how it is written."""

import tomllib

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.markup.front_matter import matter, quoted

KEYS = ("title", "description")


def _texts(source: str) -> list[str]:
    return [block.text for block in matter(source, KEYS).blocks]


def _replaced(source: str, text: str) -> str:
    (block,) = matter(source, KEYS).blocks
    start, end, written = quoted(text, block)
    return source[:start] + written + source[end:]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Das Haus", "Das Haus"),
        ("Das Haus # am See", "Das Haus"),
        ("C# lernen", "C# lernen"),
        ("Ein Satz: nein", "Ein Satz: nein"),
        ('"Das \\"Haus\\" \\u00fcber"', 'Das "Haus" über'),
        ("'Das ''Haus'''", "Das 'Haus'"),
        ("Das Haus\n  am See", "Das Haus am See"),
        ('"Das Haus\n  am See"', "Das Haus am See"),
        (">-\n  Das Haus\n  am See", "Das Haus am See"),
        ("|\n  Das Haus", "Das Haus"),
    ],
)
def test_values_of_yaml(value: str, text: str) -> None:
    assert _texts(f"---\ntitle: {value}\nlayout: Haus\n---\nText\n") == [text]


@pytest.mark.parametrize("value", ["", "[Das, Haus]", "{a: b}", "*haus", "&haus x", "!!str x"])
def test_what_is_no_text_in_yaml_is_left_alone(value: str) -> None:
    assert _texts(f"---\ntitle: {value}\nother: Haus\n---\n") == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"Das \\"Haus\\""', 'Das "Haus"'),
        ("'C:\\Haus'", "C:\\Haus"),
        ('"""Das\nHaus"""', "Das Haus"),
        ("'''Das Haus'''", "Das Haus"),
    ],
)
def test_values_of_toml(value: str, text: str) -> None:
    assert _texts(f"+++\ntitle = {value}\n[menu]\ntitle = 'Nein'\n+++\n") == [text]


def test_two_paragraphs_are_two_blocks() -> None:
    assert _texts("---\ndescription: |\n  Eins.\n\n  Zwei.\n---\n") == ["Eins.", "Zwei."]


@pytest.mark.parametrize(
    "source", ["", "---\n", "---\ntitle: x\n", "Text\n---\ntitle: x\n---\n", "----\ntitle: x\n----\n"]
)
def test_a_text_without_such_data(source: str) -> None:
    assert matter(source, KEYS).end == 0


def test_where_they_end() -> None:
    source = "---\r\ntitle: Haus\r\n---\r\nText"
    assert source[matter(source, KEYS).end :] == "Text"


@pytest.mark.parametrize(
    ("value", "english", "written"),
    [
        ("Haus", "House", "House"),
        ("Haus", "House: new", '"House: new"'),
        ("Haus", "Yes", '"Yes"'),
        ("'Haus'", "It's", "'It''s'"),
        ('"Haus"', 'A "house"', '"A \\"house\\""'),
    ],
)
def test_the_quotes_stay_if_they_can(value: str, english: str, written: str) -> None:
    assert _replaced(f"---\ntitle: {value}\n---\n", english) == f"---\ntitle: {written}\n---\n"


_ENGLISH = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1).filter(
    str.strip
)


@given(_ENGLISH, st.sampled_from(["Haus", "'Haus'", '"Haus"']))
def test_any_text_is_read_from_yaml_as_it_was_written(english: str, value: str) -> None:
    written = _replaced(f"---\ntitle: {value}\n---\n", english)
    assert yaml.safe_load(written.split("\n")[1]) == {"title": " ".join(english.split())}


@given(_ENGLISH, st.sampled_from(["'Haus'", '"Haus"', "'''Haus'''", '"""Haus"""']))
def test_any_text_is_read_from_toml_as_it_was_written(english: str, value: str) -> None:
    written = _replaced(f"+++\ntitle = {value}\n+++\n", english)
    assert tomllib.loads(written.split("\n")[1]) == {"title": " ".join(english.split())}
