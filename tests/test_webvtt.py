"""WebVTT, by its bytes."""

import io

import pytest
import webvtt
from cue_files import WORDS, translated, turned, unchanged
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.captions.webvtt import WebVtt

FILM = """WEBVTT - Ein Film
Kind: captions
Language: de

NOTE Diese Notiz bleibt
--> wie sie ist.

STYLE
::cue(.laut) { color: red }

REGION
id:unten

eins
00:01.000 --> 00:03.000 align:start position:10%
<v Anna>Hallo &amp; willkommen,

00:03.000 --> 00:05.000 align:start position:10%
<v Anna>mein <c.laut>alter</c> Freund.</v>

00:06.000 --> 00:08.000
<v Anna>Kommst du?</v>
<v Bernd>3&nbsp;&lt; 4.</v>

00:09.000 --> 00:10.000
{"index": 7}
"""
ENGLISH = {
    "Hallo & willkommen, mein alter Freund.": "Hello & welcome, my old friend.",
    "Kommst du?": "Are you coming?",
}
PARTS = st.lists(
    WORDS | st.sampled_from(["<v Anna>", "</v>", "<c>", "</c>", "<00:01.500>", "&amp;", "&lt;", "\n", "<i>", "</i>"]),
    max_size=14,
)
FILES = st.lists(PARTS.map(" ".join), max_size=6).map(
    lambda texts: "WEBVTT\n\n" + "".join(
        f"00:{2 * number:02}.000 --> 00:{2 * number + 1:02}.900\n{text}\n\n" for number, text in enumerate(texts, 1)
    )
)  # fmt: skip


def test_a_film() -> None:
    shown = translated(WebVtt(), FILM, ENGLISH)
    assert shown.split("eins")[0] == FILM.split("eins", maxsplit=1)[0]
    assert "<v Anna>Hello &amp; welcome,\n" in shown
    assert "<v Anna>my <c.laut>old</c> friend.</v>" in shown
    assert "<v Anna>Are you coming?</v>\n<v Bernd>3&nbsp;&lt; 4.</v>" in shown
    read, was = (webvtt.from_buffer(io.StringIO(one)).captions for one in (shown, FILM))
    assert [(cue.start, cue.end) for cue in read] == [(cue.start, cue.end) for cue in was]
    assert read[-1].raw_text == '{"index": 7}'


def test_both_languages_in_one_cue() -> None:
    shown = translated(WebVtt(bilingual=True), FILM, ENGLISH)
    assert "<v Anna>Hallo &amp; willkommen,\n<v Anna>Hello &amp; welcome,\n\n" in shown
    assert "</v>\n<v Anna>Are you coming?</v>\n<v Bernd>3&nbsp;&lt; 4.</v>\n\n00:09" in shown


def test_what_is_written_is_escaped() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nDas ist klein.\n"
    assert translated(WebVtt(), text, {"Das ist klein.": "a < b & c --> d"}).endswith("a &lt; b &amp; c --&gt; d\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_nothing_changes_if_nothing_is_translated(newline: str) -> None:
    text = FILM.replace("\n", newline)
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode()[:-1]):
        assert unchanged(WebVtt(), data) == data
    assert turned(WebVtt(), text.encode()).decode().count(newline) == text.count(newline)


@given(FILES)
def test_files_of_all_kinds(text: str) -> None:
    assert unchanged(WebVtt(repair=False), text.encode()) == text.encode()
    before, after = WebVtt().parse(text.encode(), ""), WebVtt().parse(turned(WebVtt(), text.encode()), "")
    assert [(cue.begins, cue.ends) for cue in before.cues] == [(cue.begins, cue.ends) for cue in after.cues]
    for mark in ("<00:01.500>", "<v Anna>"):
        assert after.source.count(mark) == before.source.count(mark)


def test_a_header_is_not_needed_but_something_is() -> None:
    text = "00:01.000 --> 00:02.000\nOhne Kopf.\n"
    assert [segment.text for segment in WebVtt().parse(text.encode(), "").segments] == ["Ohne Kopf."]
    with pytest.raises(DocumentError, match="no WebVTT"):
        WebVtt().parse(b"Das ist nur Text.", "film.vtt")
    assert WebVtt().parse(b"WEBVTT\n", "film.vtt").segments == ()


def test_lines_in_tags_of_their_own_stay_so() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\n<c.x>Er sagte mir gestern,</c>\n<c.x>dass er nicht kommt.</c>\n"
    english = "He told me yesterday that he is not going to come tonight."
    shown = translated(WebVtt(), text, {"Er sagte mir gestern, dass er nicht kommt.": english})
    assert shown.endswith("<c.x>He told me yesterday</c>\n<c.x>that he is not going to come tonight.</c>\n")


def test_captions_of_a_machine() -> None:
    words = "<00:01.500><c> gehe</c><00:02.000><c> jetzt</c>"
    text = f"WEBVTT\n\n00:01.000 --> 00:03.000 align:start position:0%\nich{words}\n"
    shown = translated(WebVtt(), text, {"ich gehe jetzt": "I go now"})
    assert shown.count("<c>") == shown.count("</c>") == 2
    assert shown.index("<00:01.500>") < shown.index("<00:02.000>")


def test_hostile_files_take_no_time() -> None:
    for text in ("<" * 30_000, "<c" + "a" * 30_000, " " * 30_000, "<c>" * 10_000, "&" * 30_000, "[" * 30_000):
        turned(WebVtt(), f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}ja\n".encode())
