import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.exchange.json_values import Paths, strings

VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value] if isinstance(value, str) else []


def selected(text: str, *paths: str) -> list[str]:
    return [text[one.start : one.end] for one in strings(text, "a.json", Paths.of(paths)) if one.selected]


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_the_strings_are_those_that_the_standard_library_reads(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    found = [json.loads(f'"{text[one.start : one.end]}"') for one in strings(text, "a.json", Paths(()))]
    assert found == leaves(value)


@given(st.text(st.sampled_from('{}[]",:1tnulr ae-.\\'), max_size=24))
def test_what_is_no_json_is_refused_and_nothing_else(text: str) -> None:
    try:
        json.loads(text)
        is_json = True
    except ValueError:
        is_json = False
    try:
        list(strings(text, "a.json", Paths(())))
    except DocumentError:
        assert not is_json
    else:
        # Escapes are looked at later, where strings are read.
        assert is_json or "\\" in text


def test_paths_lead_through_keys_and_items() -> None:
    items = '[{"body": "B", "id": "1"}, {"body": "C"}]'
    text = f'{{"title": "T", "items": {items}, "meta": {{"title": "M", "x": {{"title": "N"}}}}}}'
    assert selected(text, "title") == ["T"]
    assert (
        selected(text, "items[].body")
        == selected(text, "items[0].body")
        == selected(text, "items.[].body")
        == ["B", "C"]
    )
    assert selected(text, "*.title") == ["M"]
    assert selected(text, "**.title") == ["T", "M", "N"]
    assert selected(text, "meta") == ["M", "N"]
    assert selected(text, "items") == ["B", "1", "C"]
    assert selected(text, "body") == []


def test_errors_say_where() -> None:
    with pytest.raises(DocumentError, match=r"a\.json: not JSON: line 2, column 8 has '\]' where value should be"):
        list(strings('{\n  "a": ]', "a.json", Paths(())))
    with pytest.raises(DocumentError, match="the end where comma"):
        list(strings('["a"', "a.json", Paths(())))
    with pytest.raises(DocumentError, match="where nothing more should be"):
        list(strings('["a"] 1', "a.json", Paths(())))


def test_values_may_follow_each_other_in_lines() -> None:
    text = '{"a": "x"}\n{"a": "y"}\n\n'
    assert [one.key for one in strings(text, "a.jsonl", Paths(()), several=True)] == ["a", "a"]
    with pytest.raises(DocumentError):
        list(strings(text, "a.json", Paths(())))


def test_any_depth_in_linear_time() -> None:
    started = time.process_time()
    text = '[{"a":' * 50_000 + '"x"' + "}]" * 50_000
    assert len(list(strings(text, "a.json", Paths.of(["**.a"])))) == 1
    assert time.process_time() - started < 5
