import pytest

from glossary.exchange.column_names import recognised
from glossary.wordlists import entries

PAIRS = [
    ("Deutsch", "Englisch"), ("de", "en"), ("Quelle", "Ziel"), ("source_term", "target_term"), ("de-DE", "en-GB"),
    ("German", "English"), ("Ausgangssprache", "Zielsprache"), ("Begriff", "Übersetzung"), ("Source", "Target"),
    ("DE", "EN-US"), ("Term (German)", "Term (English)"), ("Begriff DE", "Begriff EN"), ("deu", "eng"),
    ("Deutscher Begriff", "English translation"), ("Term", "Translation"), ("Wort", "translation"),
    ("Source language: German", "Target language: English"), ("source (de)", "target (en)"), ("Quelltext", "Zieltext"),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_pairs_are_told_in_either_order(pair: tuple[str, str]) -> None:
    assert recognised(pair) == {"source": 0, "target": 1}
    assert recognised([pair[1], "Nr.", pair[0]]) == {"source": 2, "target": 0}


def test_all_that_an_entry_has() -> None:
    names = ["ID", "Deutsch", "Englisch", "Wortart", "Synonyme", "Mehrzahl", "Nicht verwenden", "Status", "Bemerkung"]
    assert recognised(names) == {
        "source": 1, "target": 2, "kind": 3, "forms": 4, "plural": 5, "forbidden": 6, "status": 7, "note": 8,
    }  # fmt: skip


def test_languages_go_before_other_names() -> None:
    assert recognised(["Quelle", "Term", "Deutsch", "Englisch"]) == {"source": 2, "target": 3}
    assert recognised(["Source (English)", "Target (German)"]) == {"source": 1, "target": 0}


def test_what_is_said_of_one_language_is_taken_where_entries_have_it() -> None:
    names = ["de", "en", "Synonyme EN", "Synonyme DE", "Plural (Deutsch)", "Plural (Englisch)", "Definition EN"]
    assert recognised(names) == {"source": 0, "target": 1, "forms": 3, "plural": 5, "note": 6}


@pytest.mark.parametrize(
    "cells",
    [
        ["Kiew", "Kyiv"], ["Deutsch", "German"], ["Englisch", "English"], ["Quelle", "source"], ["Ziel", "target"],
        ["Begriff", "term"], ["Wort", "word"], ["Übersetzung", "translation"], ["Englisch"], [], ["", ""],
        ["Art", "kind"], ["französisch", "French"], ["Deutsch-Englisch", "German-English"],
    ],
)  # fmt: skip
def test_entries_are_no_headers(cells: list[str]) -> None:
    assert recognised(cells) is None


def test_names_in_the_list_are_tidy() -> None:
    lists = entries("glossary", "columns.txt")
    for role in ("source", "target", "kind", "forms", "plural", "forbidden", "status", "note"):
        assert all(name == " ".join(name.casefold().split()) for name in lists[role])
        assert len(set(lists[role])) == len(lists[role])
    assert not set(lists["source"]) & set(lists["target"])
