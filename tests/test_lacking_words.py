"""The words that news has and neither training text nor the lexicon that ships."""

import sys
from pathlib import Path

import lacking_words
import pytest


def test_words_that_are_lacking_are_listed_the_most_frequent_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, text = tmp_path / "corpus.tsv", tmp_path / "news.txt"
    corpus.write_text("Das Haus ist alt und neu\tThe house is old and new\n" * 3, encoding="utf-8")
    lines = [
        "Das Haus ist neu und die Zwirbelwarten alt.",
        "Zwirbelwarte ist neu.",
        "Das Haus ist verzwirbelt.",
        "Verzwirbelt ist die Zwirbelwarte.",
        "Das Haus ist zwirblig.",  # once
        "Der Foulelfmeter ist alt und der Foulelfmeter neu.",  # ships
    ]
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = ["--corpus", corpus, "--text", text, "--most", "2"]
    monkeypatch.setattr(sys, "argv", ["lacking_words.py", *map(str, arguments)])
    lacking_words.main()
    assert capsys.readouterr().out == "Zwirbelwarte\t3\nverzwirbelt\t2\n"


def test_a_word_is_frequent_in_any_form() -> None:
    frequent = lacking_words.Frequent({"Hund": 5, "schnell": 3}, 3)
    assert [word in frequent for word in ("Hund", "Hundes", "schnellen", 5)] == [True, True, False, False]
