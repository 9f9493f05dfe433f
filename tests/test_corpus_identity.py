"""What a row is known by, and the index of what is done."""

import sqlite3
from collections import Counter
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.corpus import identity
from translate.corpus.columns import Columns
from translate.corpus.identity import Index
from translate.errors import CorpusError

ARTICLES = Columns("text", id="id", format="format")


def table(**columns: list[object]) -> pa.Table:
    return pa.table(columns)


def test_a_row_is_known_by_its_id_and_its_text() -> None:
    one = table(id=["a", "a", "b", "a"], text=["x", "y", "x", "x"], format=[None] * 4, seen=[1, 2, 3, 4])
    first, other_text, other_id, same = identity.keys(one, ARTICLES)
    assert first == same
    assert len({first, other_text, other_id}) == 3
    assert identity.text_of(first) == identity.text_of(other_id) != identity.text_of(other_text)


def test_a_row_without_id_is_known_by_all_of_it() -> None:
    one = table(text=["x", "x", "x"], url=["u", "v", "u"])
    first, other, same = identity.keys(one, Columns("text"))
    assert first == same != other
    some = table(id=["a", None, None], text=["x", "x", "x"], format=[None] * 3, url=["u", "u", "v"])
    assert len(set(identity.keys(some, ARTICLES))) == 3


def test_a_column_without_a_value_changes_no_key() -> None:
    before = table(text=["x"], url=["u"])
    after = table(text=["x"], url=["u"], author=[None])
    assert identity.keys(before, Columns("text")) == identity.keys(after, Columns("text"))


def test_the_format_is_part_of_the_text() -> None:
    one = table(id=[1, 1, 1], text=["x", "x", "x"], format=["md", "html", "md"])
    markdown, html, again = identity.keys(one, ARTICLES)
    assert markdown == again
    assert identity.text_of(markdown) != identity.text_of(html)


def test_nothing_is_not_an_empty_text() -> None:
    nothing, empty = identity.keys(table(text=[None, ""]), Columns("text"))
    assert identity.text_of(nothing) != identity.text_of(empty)


def test_bytes_and_text_of_the_same_article_are_one() -> None:
    [as_text] = identity.keys(table(text=["Köln"]), Columns("text"))
    [as_bytes] = identity.keys(table(text=["Köln".encode()]), Columns("text"))
    assert as_text == as_bytes


@given(st.lists(st.text(max_size=3), min_size=200, max_size=200, unique=True))
def test_a_sample_is_a_share_and_grows(texts: list[str]) -> None:
    keys = identity.keys(table(text=list(texts)), Columns("text"))
    shares = [identity.share(key) for key in keys]
    assert all(0 <= share < 1 for share in shares)
    assert 50 < sum(share < 0.5 for share in shares) < 150


@given(
    st.lists(st.lists(st.sampled_from("abcd"), max_size=8), max_size=4),
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=12), max_size=4),
)
def test_each_row_that_is_done_counts_once(parts: list[list[str]], tables: list[list[str]]) -> None:
    index = Index()
    for number, part in enumerate(parts):
        index.add_done(number, part)
    fresh = [keys[place] for keys in tables for place in index.fresh(keys)]
    index.close()
    done = Counter(key for part in parts for key in part)
    wanted = Counter(key for keys in tables for key in keys)
    assert Counter(fresh) == wanted - done


def test_a_text_is_found_where_it_stood_first() -> None:
    index = Index()
    keys = identity.keys(table(id=[1, 2, 3], text=["x", "y", "x"], format=[None] * 3), ARTICLES)
    index.add_done(0, keys[:1])
    index.add_texts(1, keys[1:])
    x, y = identity.text_of(keys[0]), identity.text_of(keys[1])
    assert index.originals(keys) == {x: (0, 0), y: (1, 0)}
    assert index.originals(["0" * 48]) == {}
    index.close()


def test_many_rows_are_asked_for_at_once() -> None:
    index = Index()
    keys = [f"{number:048x}" for number in range(3000)]
    index.add_done(0, keys[::2])
    assert index.fresh(keys) == list(range(1, 3000, 2))
    index.close()


def test_an_index_without_room_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def small(*arguments: Any, **named: Any) -> sqlite3.Connection:
        base: sqlite3.Connection = connect(*arguments, **named)
        base.execute("pragma max_page_count = 10")
        return base

    monkeypatch.setattr(sqlite3, "connect", small)
    index = Index()
    with pytest.raises(CorpusError, match="the temporary index of rows cannot be kept: database or disk is full; make"):
        index.add_done(0, [f"{number:048}" for number in range(5000)])
