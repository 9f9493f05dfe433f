"""SubStation Alpha, by its bytes."""

import pysubs2
import pytest
from cue_files import WORDS, translated, turned, unchanged
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.captions.substation import SubStation

HEAD = """[Script Info]
Title: Ein Film
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, Bold, Italic
Style: Default,Arial,20,0,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
FILM = (
    HEAD
    + r"""Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,Das bleibt, wie es ist.
Dialogue: 0,0:00:01.00,0:00:03.00,Default,Anna,0,0,0,,{\fad(200,200)}Ich glaube, dass
Dialogue: 0,0:00:01.00,0:00:03.00,Schild,,0,0,0,,{\pos(10,20)}Kein Zutritt
Dialogue: 0,0:00:03.00,0:00:05.00,Default,Anna,0,0,0,,du {\i1}immer{\i0} kommst,\Nwenn es regnet.
Dialogue: 0,0:00:06.00,0:00:07.00,Default,,0,0,0,,{\p1}m 0 0 l 100 0 100 100{\p0}
Dialogue: 0,0:00:08.00,0:00:09.00,Default,,0,0,0,fx,{\k20}Ma{\k10}de
Dialogue: 0,0:00:10.00,0:00:12.00,Default,,0,0,0,,{\k20}Ich {\k30}lie{\k25}be {\k30}dich.
"""
)
ENGLISH = {
    "Ich glaube, dass du immer kommst, wenn es regnet.": "I think that you always come when it rains.",
    "Kein Zutritt": "No entry",
    "Ich liebe dich.": "I love you.",
}
PARTS = st.lists(
    WORDS
    | st.sampled_from([r"{\i1}", r"{\i0}", r"{\k20}", r"\N", r"\h", r"{\an8}", r"{\p1}", r"{\p0}", "{Notiz}", "{"]),
    max_size=14,
)
FILES = st.lists(PARTS.map(" ".join), max_size=6).map(
    lambda texts: HEAD + "".join(
        f"Dialogue: 0,0:00:{2 * number:02}.00,0:00:{2 * number + 1:02}.90,Default,,0,0,0,,{text}\n"
        for number, text in enumerate(texts, 1)
    )
)  # fmt: skip


def test_a_film() -> None:
    shown = translated(SubStation(), FILM, ENGLISH).split("\n")
    was = FILM.split("\n")
    texts = [line.split(",", 9)[-1] for line in shown[10:-1]]
    assert shown[:11] == was[:11]
    assert [line.split(",", 9)[:9] for line in shown] == [line.split(",", 9)[:9] for line in was]
    assert texts[1].startswith(r"{\fad(200,200)}I think")
    assert texts[2] == r"{\pos(10,20)}No entry"
    assert r"{\i1}always{\i0}" in texts[3]
    assert texts[4:6] == [line.split(",", 9)[-1] for line in was[14:16]]
    assert [texts[6].index(mark) for mark in (r"{\k20}", r"{\k30}", r"{\k25}")] == sorted(
        texts[6].index(mark) for mark in (r"{\k20}", r"{\k30}", r"{\k25}")
    )
    read, before = pysubs2.SSAFile.from_string("\n".join(shown)), pysubs2.SSAFile.from_string(FILM)
    assert [(event.start, event.end) for event in read] == [(event.start, event.end) for event in before]
    assert read[6].plaintext == "I love you."


def test_both_languages_in_one_cue() -> None:
    shown = translated(SubStation(bilingual=True), FILM, ENGLISH)
    assert r",{\pos(10,20)}Kein Zutritt\NNo entry" in shown
    assert r"du {\i1}immer{\i0} kommst,\Nwenn es regnet.\N" in shown


def test_what_is_written_is_text() -> None:
    text = f"{HEAD}Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Das ist klein.\n"
    assert translated(SubStation(), text, {"Das ist klein.": "a {b}, c"}).endswith(",a (b), c\n")


def test_fields_in_another_order_and_old_files() -> None:
    head = "[Script Info]\r\nScriptType: v4.00\r\n\r\n[Events]\r\nFormat: Marked, Start, End, Style, Text\r\n"
    text = f"{head}Dialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,Ja, gut.\r\n"
    shown = translated(SubStation(), text, {"Ja, gut.": "Yes, fine."})
    assert shown == text.replace("Ja, gut.", "Yes, fine.")


@given(FILES)
def test_files_of_all_kinds(text: str) -> None:
    assert unchanged(SubStation(repair=False), text.encode()) == text.encode()
    before, after = SubStation().parse(text.encode(), ""), SubStation().parse(turned(SubStation(), text.encode()), "")
    assert [(cue.begins, cue.ends) for cue in before.cues] == [(cue.begins, cue.ends) for cue in after.cues]
    for mark in (r"{\k20}", "{Notiz}", r"{\an8}", r"{\p1}"):
        assert after.source.count(mark) == before.source.count(mark)


def test_nothing_changes_if_nothing_is_translated() -> None:
    for data in (FILM.encode(), FILM.encode("utf-8-sig"), FILM.replace("\n", "\r\n").encode("utf-16")):
        assert unchanged(SubStation(), data) == data


def test_damaged_lines_are_left() -> None:
    text = f"{HEAD}Dialogue: 0,0:00:01.00\nDialogue: 0,x,y,Default,,0,0,0,,Nein\nUnsinn\n"
    assert SubStation().parse(text.encode(), "").segments == ()
    with pytest.raises(DocumentError, match=r"no section \[Events\]"):
        SubStation().parse(b"Das ist nur Text.", "film.ass")


def test_hostile_files_take_no_time() -> None:
    for text in ("{" * 30_000, r"{\i1}" * 9000, r"\N" * 9000, "{\\" + "a" * 30_000 + "}", r"{\i1}a{\i0}" * 3000):
        turned(SubStation(), f"{HEAD}Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{text}ja\n".encode())
