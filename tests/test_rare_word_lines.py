"""Lines of dictionaries with words that training text lacks and news has."""

import lzma
import sys
from pathlib import Path

import pytest
import rare_word_lines


def test_lines_that_news_needs_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, text, dictionary = tmp_path / "corpus.tsv", tmp_path / "news.txt", tmp_path / "ding.tsv.xz"
    corpus.write_text("Das Haus ist alt\tThe house is old\n" * 3 + "Der Igel\tThe hedgehog\n", encoding="utf-8")
    text.write_text("Ein Igel lief durch das Haus.\nDie Kürbissuppe schmeckt.\n", encoding="utf-8")
    lines = [
        "Igel\thedgehog\tnoun",  # once in the corpus
        "Kürbissuppe\tpumpkin soup\tnoun",  # never
        "Haus\thouse\tnoun",  # three times
        "Erle\talder\tnoun",  # not in the news
        "alt Haus\told house",  # no word of it is rare
        "Igel Erle\thedgehog alder",  # one of them is not in the news
        "alt Igel\told hedgehog",
    ]
    dictionary.write_bytes(lzma.compress("".join(line + "\n" for line in lines).encode()))
    arguments = [dictionary, "--corpus", corpus, "--text", text, "-o", tmp_path / "out", "--most", "2"]
    monkeypatch.setattr(sys, "argv", ["rare_word_lines.py", *map(str, arguments)])
    rare_word_lines.main()
    taken = (tmp_path / "out" / "ding.tsv").read_text(encoding="utf-8").splitlines()
    assert taken == [lines[0], lines[1], lines[6]]
    assert capsys.readouterr().out == f"{tmp_path / 'out' / 'ding.tsv'}: 3 lines\n"
