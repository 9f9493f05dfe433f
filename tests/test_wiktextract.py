"""Wiktionary by Wiktextract."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicon_files import WIKTEXTRACT

from translate.errors import LexiconError
from translate.lexicon import wiktextract

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)


def known(*entries: object) -> dict[str, tuple[str, ...]]:
    lines = [json.dumps(entry) for entry in entries]
    return {f"{word.german} {word.part}": word.senses for word in wiktextract.words(lines, "a.jsonl")}


def entry(gloss: object, pos: str = "noun", **more: object) -> dict[str, object]:
    return {"word": "Topf", "lang_code": "de", "pos": pos, "senses": [{"glosses": [gloss]}], **more}


def test_entries_and_the_forms_that_follow() -> None:
    assert known(*WIKTEXTRACT) == {
        "Streuobstwiese noun": ("meadow orchard", "orchard"),
        "Streuobstwiesen noun": ("meadow orchards", "orchards"),
        "winterhart adj": ("hardy",),
        "winterharte adj": ("hardy",),
        "winterharten adj": ("hardy",),
        "Kassel noun": ("Kassel",),
    }


@pytest.mark.parametrize(
    "gloss",
    ["a vessel for plants", "used to hold plants", "something that holds all sorts of plants", "", "(a vessel)", 5],
)
def test_what_explains_is_left_out(gloss: object) -> None:
    assert known(entry(gloss)) == {}


def test_what_is_of_the_past_is_left_out() -> None:
    assert (
        known(
            {"word": "Topf", "lang_code": "de", "pos": "noun", "senses": [{"glosses": ["pot"], "tags": ["obsolete"]}]}
        )
        == {}
    )


def test_a_case_has_the_english_of_the_word() -> None:
    forms = [
        {"form": "Topfes", "tags": ["genitive"]},
        {"form": "Topf", "tags": ["dative"]},
        {"form": "Töpfchen", "tags": ["diminutive"]},
    ]
    assert known(entry("pot", forms=forms)) == {"Topf noun": ("pot",), "Topfes noun": ("pot",)}


@pytest.mark.parametrize("line", ["{", "[" * 100_000, "Haus\thouse"])
def test_what_is_no_json_is_told(line: str) -> None:
    with pytest.raises(LexiconError, match=r"a\.jsonl:2: not a JSON object"):
        list(wiktextract.words(["{}", line], "a.jsonl"))


@given(st.fixed_dictionaries({"word": VALUES, "pos": VALUES, "senses": VALUES, "forms": VALUES}))
def test_any_values(values: dict[str, Any]) -> None:
    known({"lang_code": "de", **values})
    known({"lang_code": "de", "word": "Topf", "pos": "noun", "senses": [values], "forms": [values]})
    known(values, [values], None)
    known(entry("pot") | {"forms": [{"form": values["word"], "tags": values["forms"]}]})
