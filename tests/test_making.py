"""From articles and their translations to the segments of a test set."""

from pathlib import Path

import docx
import pytest

from eval import making
from eval.errors import EvaluationError
from eval.making import Article
from eval.pairing import Pair

GERMAN = """Der Hund schläft.

Dr. Meier kam am 3. Mai nach Köln. Er blieb nur einen Tag, denn es war ihm zu laut in der Stadt, und die Leute
gefielen ihm nicht.
"""
ENGLISH = """The dog is asleep.

Dr. Meier came to Cologne on 3 May. He stayed only a day, for it was too loud in the city for him, and
he did not like the people that he met there.
"""


def pair(folder: Path, german: str, english: str) -> Pair:
    for name, text in (("a.de.txt", german), ("a.en.txt", english)):
        (folder / name).write_text(text, encoding="utf-8")
    return Pair("a", folder / "a.de.txt", folder / "a.en.txt")


def test_both_sides_are_split_into_sentences(tmp_path: Path) -> None:
    article = making.read(pair(tmp_path, GERMAN, ENGLISH))
    assert [sentence.split()[0] for sentence in article.german] == ["Der", "Dr.", "Er"]
    assert [sentence.split()[0] for sentence in article.english] == ["The", "Dr.", "He"]
    assert article.german[2].endswith("und die Leute gefielen ihm nicht.")
    # That the English does not look like German is no news.
    assert article.notices == ()


def test_any_format_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    for paragraph in ENGLISH.split("\n\n"):
        document.add_paragraph(paragraph.replace("\n", " "))
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "a.html").write_text(f"<h1>Titel</h1><p>{GERMAN}</p>", encoding="utf-8")
    article = making.read(Pair("a", tmp_path / "a.html", tmp_path / "a.docx"))
    assert article.german[0] == "Titel"
    assert article.english[0] == "The dog is asleep."


def test_what_was_assumed_is_told(tmp_path: Path) -> None:
    found = pair(tmp_path, GERMAN, ENGLISH)
    found.english.write_bytes("The café is closed – for ever.".encode("cp1252"))
    [notice] = making.read(found).notices
    assert notice.startswith(f"{found.english}: not UTF-8")


@pytest.mark.parametrize(
    ("german", "english", "what"),
    [
        (ENGLISH, ENGLISH, "a.de.txt: is English"),
        (ENGLISH, GERMAN, "a.de.txt: is English"),
        (GERMAN, GERMAN, "a.en.txt: is German"),
        ("\n", ENGLISH, "a.de.txt: no sentences in it"),
        (GERMAN, "---\n12\n", "a.en.txt: no sentences in it"),
    ],
)
def test_files_that_are_no_pair(tmp_path: Path, german: str, english: str, what: str) -> None:
    with pytest.raises(EvaluationError, match=what):
        making.read(pair(tmp_path, german, english))


def test_what_looks_wrong_is_in_doubt() -> None:
    translations = (
        "The mayor of Bonn resigned on Monday.",
        "Nobody in the council had expected that.",
        "Only the baker knew it.",
        "His successor is called Anna Schmidt.",
        "Angela Merkel visits New York today.",
    )
    german = tuple(f"{one} (deutsch)" for one in translations[:4]) + translations[4:]
    english = (translations[0], translations[1], "Rain is forecast.", translations[3], translations[4])
    rows = making.rows(Article("a", german, english), translations)
    by_status = {row.reference: row.status for row in rows}
    assert by_status[translations[0]] == by_status[translations[1]] == by_status[translations[3]] == "accepted"
    # One that has nothing in common, and one that nobody translated.
    assert by_status["Rain is forecast."] == by_status[translations[4]] == "doubtful"
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert {row.document for row in rows} == {"a"}
    assert " ".join(row.source for row in rows if row.source) == " ".join(german)
    assert " ".join(row.reference for row in rows if row.reference) == " ".join(english)
    assert all((row.score is None) != row.is_paired for row in rows)
