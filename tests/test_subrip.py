"""SubRip, by its bytes."""

import re

import pysubs2
import pytest
import srt
from cue_files import WORDS, translated, turned, unchanged
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.captions.subrip import SubRip

FILM = """1
00:00:01,000 --> 00:00:03,000 X1:100 X2:200 Y1:10 Y2:20
<i>Ich habe gedacht,</i>

2
00:00:03,100 --> 00:00:05,000 X1:100 X2:200 Y1:10 Y2:20
<i>dass du heute kommst.</i>

3
00:00:06,000 --> 00:00:07,000
- Ja.
- <b>Nein!</b>

4
00:00:08,000 --> 00:00:09,000
{\\an8}Es ist <font color="#ff0000">rot</font>.
"""
ENGLISH = {
    "Ich habe gedacht, dass du heute kommst.": "I thought that you would come today.",
    "Ja.": "Yes.",
    "Nein!": "No!",
    "Es ist rot.": "It is red.",
}
# Damaged in all ways that are found in files.
DAMAGED = [
    "00:00:01,000 --> 00:00:02,000\nOhne Nummer.\n\n00:00:03,000 --> 00:00:04,000\nAuch.\n",
    "1\n00:00:01,000 --> 00:00:02,000\nErste Zeile\n\n\nzweite Zeile.\n\n2\n00:00:03,000 --> 00:00:04,000\nEine.\n",
    "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nMit Marke.\r\n\r\n\r\n\r\n",
    "1\n00:00:01.000 -> 00:00:02.5\nMit Punkten.\n2\n00:00:03,000 --> 00:00:04,000\nOhne Leerzeile.",
    "7\n\n00:00:01,000-->00:00:02,000\n\nLeerzeilen.\n\n7\n00:00:03,000 --> 00:00:04,000   \n  Zweimal.  \n",
    "1\r00:00:01,000 --> 00:00:02,000\rAlte Zeilen\rvom Mac.\r",
    "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nDavor war nichts.\n",
    "Wort\n\n1\n00:00:01,000 --> 00:00:02,000\n<i>Offen.\n\n2\n99:00:03,000 --> 00:00:04,000\nZu.</i> <x> {\\pos(1}\n",
]
MARKS = st.sampled_from(["<i>", "</i>", "<b>", "</b>", "{\\an8}", "\n", "\n- ", "<lacht>"])
TEXT = st.lists(WORDS | MARKS, max_size=14)
FILES = st.lists(TEXT.map(" ".join), max_size=6).map(
    lambda texts: "".join(
        f"{number}\n00:00:{2 * number:02},000 --> 00:00:{2 * number + 1:02},900\n{text}\n\n"
        for number, text in enumerate(texts, 1)
    )
)


def times(data: str) -> list[tuple[int, int]]:
    return [(event.start, event.end) for event in pysubs2.SSAFile.from_string(data, "srt")]


def test_a_film() -> None:
    shown = translated(SubRip(), FILM, ENGLISH)
    assert [cue.content for cue in srt.parse(shown)] == [
        "<i>I thought</i>",
        "<i>that you would come today.</i>",
        "- Yes.\n- <b>No!</b>",
        '{\\an8}It is <font color="#ff0000">red</font>.',
    ]
    assert [line for line in shown.split("\n") if "-->" in line] == [line for line in FILM.split("\n") if "-->" in line]
    assert times(shown) == times(FILM)


def test_both_languages_in_one_cue() -> None:
    shown = translated(SubRip(bilingual=True), FILM, ENGLISH)
    assert "- Ja.\n- <b>Nein!</b>\n- Yes.\n- <b>No!</b>\n\n4" in shown
    assert '{\\an8}Es ist <font color="#ff0000">rot</font>.\nIt is <font color="#ff0000">red</font>.\n' in shown
    assert "<i>Ich habe gedacht,</i>\n<i>I thought" in shown


@pytest.mark.parametrize("text", [FILM, *DAMAGED])
def test_nothing_changes_if_nothing_is_translated(text: str) -> None:
    for data in (
        text.encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.replace("\ufeff", "").encode("cp1252"),
    ):
        assert unchanged(SubRip(repair=False), data) == data


@pytest.mark.parametrize("text", DAMAGED)
def test_damaged_files_are_translated(text: str) -> None:
    shown = turned(SubRip(), text.encode()).decode()
    assert len(SubRip().parse(shown.encode(), "film").cues) == len(SubRip().parse(text.encode(), "film").cues)
    assert [line for line in shown.splitlines() if ":" in line] == [line for line in text.splitlines() if ":" in line]
    assert "X" in shown.upper()


@given(FILES)
def test_files_of_all_kinds(text: str) -> None:
    assert unchanged(SubRip(repair=False), text.encode()) == text.encode()
    before, after = SubRip().parse(text.encode(), ""), SubRip().parse(turned(SubRip(), text.encode()), "")
    assert [(cue.begins, cue.ends) for cue in before.cues] == [(cue.begins, cue.ends) for cue in after.cues]
    assert all(after.source[cue.start : cue.end].strip() for cue in after.cues)
    for tag in ("<i>", "</i>", "<b>", "</b>"):
        assert after.source.count(tag) >= min(1, before.source.count(tag))


def test_a_number_is_no_text_and_a_text_of_digits_no_number() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nEs ist\n42\n\n2\n00:00:03,000 --> 00:00:04,000\nHier.\n"
    assert [segment.text for segment in SubRip().parse(text.encode(), "").segments] == ["Es ist 42 Hier."]


def test_windows_1252_stays_what_it_was_where_it_can() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nDie Tür.\n"
    document = SubRip().parse(text.encode("cp1252"), "film")
    assert "Windows-1252" in document.notices[0]
    assert turned(SubRip(), text.encode("cp1252")) == text.replace("Die Tür.", "dIEx tÜR.x").encode("cp1252")


def test_what_is_shouted_is_shouted() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nALLE RAUS HIER!\n"
    assert "EVERYBODY OUT!" in translated(SubRip(), text, {"ALLE RAUS HIER!": "Everybody out!"})


def test_who_speaks_is_named_in_capitals() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nERZÄHLER: Er kam.\n"
    assert "\nNARRATOR: He came.\n" in translated(SubRip(), text, {"Erzähler": "Narrator", "Er kam.": "He came."})


def test_a_cue_for_which_no_word_is_left_is_not_empty() -> None:
    text = re.sub("Ich habe gedacht|dass du heute kommst", "und dann", FILM.split("\n3\n", maxsplit=1)[0])
    shown = translated(SubRip(), text, {"und dann, und dann.": "Then."})
    assert [cue.content for cue in srt.parse(shown)] == ["<i>Then.</i>", "<i>…</i>"]


def test_lines_are_of_42_characters() -> None:
    text = "1\n00:00:01,000 --> 00:00:05,000\nEr sagte, dass er nicht kommt.\n"
    english = "He told me yesterday that he is not going to come to the party tonight."
    shown = translated(SubRip(), text, {"Er sagte, dass er nicht kommt.": english})
    assert "He told me yesterday that he is not going\nto come to the party tonight." in shown
    assert max(map(len, shown.splitlines())) <= 42


def test_no_cue_is_an_error_and_an_empty_file_is_none() -> None:
    with pytest.raises(DocumentError, match="no cue of SubRip"):
        SubRip().parse(b"Das ist nur Text.", "film.srt")
    with pytest.raises(DocumentError, match="binary"):
        SubRip().parse(b"\x00\x01\x02" * 99, "film.srt")
    assert SubRip().parse(b"\n", "film.srt").segments == ()


def test_hostile_files_take_no_time() -> None:
    for text in (
        "<" * 30_000,
        " " * 30_000 + "x",
        "- " * 15_000,
        "<i>" * 10_000,
        "{\\" * 15_000,
        "(" * 30_000,
        ". " * 9000,
    ):
        turned(SubRip(), f"1\n00:00:01,000 --> 00:00:02,000\n{text}ja\n".encode())
