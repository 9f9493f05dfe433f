import json
from dataclasses import replace

import pytest
from hypothesis import given
from made_terms import TERMS

from glossary.errors import GlossaryError
from glossary.exchange import json_entries
from glossary.terms import Term


@given(TERMS)
def test_what_is_written_reads_back_the_same(made: list[Term]) -> None:
    assert [replace(t, origin="") for t in json_entries.read(json_entries.written(made), "g").terms] == made


@pytest.mark.parametrize(
    "value",
    [
        {"Kiew": "Kyiv"}, [{"de": "Kiew", "en": "Kyiv", "id": 3}], [{"German": "Kiew", "English": "Kyiv"}],
        [{"term": "Kiew", "translation": "Kyiv"}],
    ],
)  # fmt: skip
def test_json_of_others(value: object) -> None:
    [term] = json_entries.read(json.dumps(value).encode(), "g").terms
    assert term == Term("Kiew", "Kyiv", origin="g: entry 1")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"source": "a", "target": 3}', "must be texts"),
        ('{"source": "a", "target": "b", "forms": "c"}', "lists of texts"),
        ('{"source": "a", "target": "b", "forbidden": [1]}', "lists of texts"),
        ('{"source": "a\\u0007", "target": "b"}', "character"),
        ('{"a": "b"}', "the source is empty"),
        ("3", "must be an object"),
    ],
)
def test_what_is_no_entry_says_why(row: str, reason: str) -> None:
    found = json_entries.read(f'[{{"source": "x", "target": "y"}}, {row}]'.encode(), "g")
    assert len(found.terms) == 1
    [left_out] = found.left_out
    assert (left_out.number, reason in left_out.reason) == (2, True)


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"[\n{", r"g:2: not JSON"), (b"[" * 100_000, "not JSON"), (b"3", "a list"), (b"\xff\xfe\x00", "not JSON")],
)
def test_what_cannot_be_read_says_why(data: bytes, what: str) -> None:
    with pytest.raises(GlossaryError, match=what):
        json_entries.read(data, "g")
