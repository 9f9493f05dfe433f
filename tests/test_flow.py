"""From blocks to sentences and back, with a translation that answers in capitals."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import all_capitals, block, unchanged

from glossary.linked import LinkedText
from translate.formats import flow
from translate.formats.blocks import Block, Mark, Text
from translate.formats.flow import BlockDocument
from translate.formats.splice import spliced

# Texts with tags of which some overlap, some are not closed, and some are points.
PIECES = st.lists(
    st.sampled_from(
        ["Das Haus", " ", "ist alt.", " Davon", " wussten alle", "<b>", "</b>", "<i>", "</i>", "<n/>", "<br/>", ". ",
         "!", "<code>rm -r</code>", "Ü", "gut.Davon", "1990", "„Ja“", " (so)", "-"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


def document(*sources: str, repair: bool = False) -> BlockDocument:
    whole = "\n".join(sources)
    starts = [sum(len(one) + 1 for one in sources[:number]) for number in range(len(sources))]
    blocks = [block(source, start) for source, start in zip(sources, starts, strict=True)]
    return flow.document("name", whole, [one for one in blocks if one.parts], repair=repair)


def write(text: str, of: Block) -> str:
    return html.escape(text, quote=False)


def rendered(parsed: BlockDocument, translations: list[LinkedText], beside: flow.Beside | None = None) -> str:
    return spliced(parsed.source, flow.edits(parsed, translations, write, beside))


@given(PIECES, PIECES)
def test_what_comes_out_as_it_was_read_changes_nothing(one: str, other: str) -> None:
    parsed = document(one, other)
    assert flow.edits(parsed, unchanged(parsed), write) == []
    assert list(flow.translated(parsed, unchanged(parsed))) == []


@given(PIECES)
def test_every_mark_and_all_that_is_copied_comes_through_once(source: str) -> None:
    parsed = document(source)
    tags = re.compile(r"<code>.*?</code>|<.*?>")
    assert sorted(tags.findall(rendered(parsed, all_capitals(parsed)))) == sorted(tags.findall(source))


@given(PIECES)
def test_words_in_their_places_leave_marks_in_their_places(source: str) -> None:
    """Where each word stays where it is, so does each tag, but for spaces and words that touch."""
    parsed = document(source)
    capitals = re.sub(r"<code>.*?</code>|<.*?>|[^<]+", lambda m: m[0] if m[0][0] == "<" else m[0].upper(), source)
    if re.search(r"[^ >]<|>[^ <]|  |> <|<code> |<n/>|<br/>", source):
        return
    assert rendered(parsed, all_capitals(parsed)).upper() == capitals.upper()


@given(PIECES, st.booleans())
def test_segments_stand_where_the_document_says(source: str, repair: bool) -> None:
    parsed = document(source, "Noch ein Absatz.", repair=repair)
    at = 0
    for segment, place in zip(parsed.segments, parsed.places, strict=True):
        assert at <= segment.start < segment.end <= len(parsed.text)
        at = segment.end
        if not segment.repairs:
            assert parsed.text[segment.start : segment.end] == segment.text
        assert parsed.blocks[place.block].text[place.start : place.end] == parsed.text[segment.start : segment.end]
        assert [segment.text[start:end] for start, end in segment.copied] == ["rm -r"] * len(segment.copied)
        for offset in range(len(segment.text)):
            first, last = place.original((offset, offset + 1))
            assert place.start <= first <= last <= place.end


@given(PIECES)
def test_whole_texts_of_blocks_are_linked_to_their_blocks(source: str) -> None:
    parsed = document(source)
    for number, linked in flow.translated(parsed, all_capitals(parsed)):
        text = parsed.blocks[number].text
        for ours, theirs in linked.links:
            assert linked.text[slice(*ours)].lower() == text[slice(*theirs)].lower() or "ß" in text


def test_sentences_keep_what_stands_between_them() -> None:
    parsed = document("<i>Es regnet.</i>  <n/> Er <b>kam</b>.")
    assert [segment.text for segment in parsed.segments] == ["Es regnet.", "Er kam."]
    assert rendered(parsed, all_capitals(parsed)) == "<i>ES REGNET.</i>  <n/> ER <b>KAM</b>."


def test_only_what_changes_is_written() -> None:
    parsed = document("Es regnet. Er <b>kam</b>.")
    translations = [LinkedText("Es regnet."), all_capitals(parsed)[1]]
    assert rendered(parsed, translations) == "Es regnet. ER <b>KAM</b>."
    assert [text.text for _, text in flow.translated(parsed, translations)] == ["Es regnet. ER KAM."]


def test_repaired_text_is_written_though_nothing_was_translated() -> None:
    parsed = document("Vorher.", "Er <b>kam</b>,weil es alle <i>wollten</i>.Gut so.", repair=True)
    translations = unchanged(parsed)
    words = tuple(((word.start(), word.end()),) * 2 for word in re.finditer(r"\w+", translations[1].text))
    translations[1] = LinkedText(translations[1].text, words)
    assert rendered(parsed, translations) == "Vorher.\nEr <b>kam</b>, weil es alle <i>wollten</i>.Gut so."
    repairs = [(repair, segment) for segment in parsed.segments for repair in segment.repairs]
    assert [repair.rule for repair, _ in repairs] == ["missing space"] * 2
    assert [parsed.text[repair.start - 1 : repair.end + 1] for repair, _ in repairs] == [",w", ".G"]
    assert [segment.text[repair.at or 0 :][:2] for repair, segment in repairs] == [" w", ""]


def test_what_is_copied_is_known_to_the_segment_and_comes_back_as_data() -> None:
    parsed = document("<code>a.b</code> ruft <code>a.b</code> auf.Davon nichts.", repair=True)
    first, second = parsed.segments
    assert [first.text[slice(*span)] for span in first.copied] == ["a.b", "a.b"]
    assert second.text == "Davon nichts."
    assert rendered(parsed, all_capitals(parsed)) == "<code>a.b</code> RUFT <code>a.b</code> AUF. DAVON NICHTS."


def test_a_block_of_nothing_but_copies_has_no_segments() -> None:
    assert document("<code>rm -r</code> <n/>").segments == ()


def test_english_beside_german() -> None:
    parsed = document("Er <b>kam</b>.", "12 %", "Sie <n/>ging.")
    beside = [("<br>", ""), None]
    both = rendered(parsed, all_capitals(parsed), lambda of: beside[0] if of.start < 10 else beside[1])
    assert both == "Er <b>kam</b>.<br>ER <b>KAM</b>.\n12 %\nSIE <n/>GING."


def test_a_part_that_reads_otherwise_than_its_data_is_replaced_as_a_whole() -> None:
    source = "Er  k&auml;me <x/>heim"
    parts = (Text(0, 2, "Er"), Text(2, 4, " "), Text(4, 5, "k"), Text(5, 11, "ä"), Text(11, 14, "me "))
    parsed = flow.document("name", source, [Block((*parts, Mark(14, 18, "point"), Text(18, 22, "heim")))], repair=False)
    assert parsed.text == "Er käme heim"
    assert rendered(parsed, all_capitals(parsed)) == "ER KÄME <x/>HEIM"


def test_too_few_translations_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="0 translations for 1 segments"):
        flow.edits(document("Er kam."), [], write)


def test_the_language_of_the_whole_is_told() -> None:
    english = "The minister said that he would go to Paris with the others, but not before the end of the week."
    assert "does not look like German" in flow.document("name", english, [block(english)]).notices[0]
