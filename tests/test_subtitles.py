"""What all formats of subtitles share."""

import codecs

import pytest
from cue_files import word_for_word

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import charsets
from translate.formats.captions.subrip import SubRip

TEXT = "1\n00:00:01,000 --> 00:00:02,000\nDie Tür “klemmt” – öfter.\n"


def test_what_windows_1252_has_not_makes_it_utf_8() -> None:
    document = SubRip().parse(TEXT.encode("cp1252"), "film")
    shown = SubRip().render(document, [LinkedText("The door is in Łódź.")])
    assert shown.startswith(codecs.BOM_UTF8)
    assert "Łódź" in shown.decode("utf-8-sig")


def test_data_that_are_no_text_are_an_error() -> None:
    with pytest.raises(DocumentError, match="damaged UTF-16"):
        charsets.decoded(codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "film")


def test_as_many_translations_as_sentences() -> None:
    with pytest.raises(ValueError, match="0 translations for 1 segments"):
        SubRip().render(SubRip().parse(TEXT.encode(), "film"), [])


def test_a_sentence_without_a_translation_stays() -> None:
    document = SubRip().parse(TEXT.encode(), "film")
    assert SubRip().render(document, [LinkedText(" ")]) == TEXT.encode()


def test_what_stands_between_sentences_stays_there() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nEr kam. 12,5 %. Er ging.\n"
    document = SubRip().parse(text.encode(), "film")
    english = {"Er kam.": "He came.", "Er ging.": "He left."}
    shown = SubRip().render(document, [word_for_word(one.text, english[one.text]) for one in document.segments])
    assert shown.decode().split("\n")[2] == "He came. 12,5 %. He left."


def test_long_lines_that_a_player_breaks_are_not_broken() -> None:
    words = "Das ist eine sehr lange Zeile " * 4
    text = f"1\n00:00:01,000 --> 00:00:09,000\n{words.strip()}.\n"
    document = SubRip().parse(text.encode(), "film")
    shown = SubRip().render(document, [LinkedText("This is a very long line " * 4 + "indeed.")])
    assert shown.decode().count("\n") == 3
