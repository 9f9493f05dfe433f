"""Text in two encodings at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import encodings, files, mojibake
from translate.documents.edits import Edited
from translate.formats.plain import PlainText

GERMAN = "Für die „Straße“ – schön … Ärger über Öl, 10 € und § 5, Übergrößen à la São Paulo."


def decoded(text: str) -> str:
    return Edited.of(text).edited(mojibake.find(text), "encoding").text


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf_8_that_was_encoded_again_is_decoded(encoding: str, times: int) -> None:
    # Three bytes that Windows-1252 has not cannot be shown in it.
    text = GERMAN.replace("à", "a")
    damaged = text
    for _ in range(times):
        damaged = damaged.encode().decode(encoding)
    assert decoded(damaged) == text
    assert decoded(f"{text}\n{damaged}\nÄhnlich „so“.") == f"{text}\n{text}\nÄhnlich „so“."


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("FÃ¼r die „gute“ GrÃ¶ÃŸe", "Für die „gute“ Größe"),
        ("â€žHausâ€œ und „Hof“", "„Haus“ und „Hof“"),
        ("Ã„rzte, Ã–l, Ãœber, GruÃŸ", "Ärzte, Öl, Über, Gruß"),
        ("10 â‚¬ â€“ mehr", "10 € – mehr"),
        ("cafÃ© naÃ¯ve", "café naïve"),
        ("GrÃ¼ÃŸe 😀 ðŸ˜€", "Grüße 😀 😀"),
    ],
)
def test_only_what_is_damaged_changes(text: str, right: str) -> None:
    assert decoded(text) == right


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "São Paulo, Ângela, ÂNCORA, Château, Ãkos, Škoda, Brașov, Đoković",
        "«Où ça?» – «Là-bas», “it’s” ﬁne",
        "Владимир Путин, 東京, ελληνικά",
        "DER ÄRGER ÜBER „ÖL“",
    ],
)
def test_clean_text_stays(text: str) -> None:
    assert decoded(text) == text


@given(st.text(st.sampled_from("ÃÂâ€žœ¼ŸÄ\u0080aü \r\n"), max_size=60))
def test_edits_are_in_order_and_apart(text: str) -> None:
    at = 0
    for start, end, after in mojibake.find(text):
        assert at <= start < end <= len(text)
        assert text[start:end] != after
        at = end


def test_it_is_repaired_with_places_and_a_notice() -> None:
    text = "Alles gut.\nFÃ¼r das &Auml;mterhaus kamen GÃ¤ste ."
    document = PlainText().document(text)
    [_, segment] = document.segments
    assert segment.text == "Für das Ämterhaus kamen Gäste."
    assert [(repair.before, repair.rule) for repair in segment.repairs] == [
        ("Ã¼", "encoding"), ("&Auml;", "entity"), ("Ã¤", "encoding"), (" ", "stray space"),
    ]  # fmt: skip
    assert all(segment.text.startswith(one.after, one.at) for one in segment.repairs)
    assert document.notices == ("UTF-8 that was encoded twice (2 places, the first in line 2); repaired",)
    assert PlainText(repair=False).document(text).notices == ()


def test_an_entity_may_hide_it() -> None:
    [segment] = PlainText().document("f&Atilde;&frac14;r alle").segments
    assert segment.text == "für alle"
    assert [repair.before for repair in segment.repairs] == ["&Atilde;&frac14;"]


@pytest.mark.parametrize(
    ("data", "text", "places", "line"),
    [
        ("Für alle\n".encode() + b"M\xfcller", "Für alle\nMüller", 1, 2),
        ("Grüße\nan ".encode() + "„Böse“ – ".encode("cp1252") + "Köln".encode(), "Grüße\nan „Böse“ – Köln", 4, 2),
        (b"\x84Haus\x93 " + "für".encode(), "„Haus“ für", 2, 1),
        (b"\n\nStra\xdfe " * 9 + "ä".encode(), "\n\nStraße " * 9 + "ä", 9, 3),
    ],
)
def test_stray_bytes_alone_are_read_as_windows_1252(data: bytes, text: str, places: int, line: int) -> None:
    assert encodings.mixed(data) == encodings.Mixed(text, places, line, 0)
    article = files.decode(data, "a.txt")
    assert article.text == text
    assert f"line {line}); read as Windows-1252 there" in article.notices[0]


@pytest.mark.parametrize("text", ["Köln", "„GRÜ“", "CAFÉ“, Größe", "Straße – Öl", "20 €"])
def test_windows_1252_is_read_as_such(text: str) -> None:
    article = files.decode(text.encode("cp1252"), "a.txt")
    assert article.text == text
    assert encodings.mixed(text.encode()) is None
    assert encodings.mixed(b"a" + text.encode("cp1252")) is None


def test_a_mark_tells_that_it_is_utf_8() -> None:
    assert files.decode(b"\xef\xbb\xbfM\xfcller", "a.txt").notices == (
        "damaged UTF-8 (1 place, the first in line 1); read as Windows-1252 there",
    )
