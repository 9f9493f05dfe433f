"""A translation shared out to cues."""

from cue_files import word_for_word
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.formats.captions.cue_sharing import Room, Sentence, shared
from translate.formats.flow import Place


def of(source: str, english: LinkedText, *parts: str, times: tuple[int, ...] = ()) -> list[str]:
    """The shares of one sentence, whose source stands in such parts, shown for such times."""
    starts = [source.index(part) for part in parts]
    given = times or (2000,) * len(parts)
    rooms = [Room(start, len(part), time) for start, part, time in zip(starts, parts, given, strict=True)]
    spans = shared([Sentence(Place(0, 0, len(source)), source, english, 0)], rooms)
    return [english.text[start:end] for start, end in spans]


def test_a_share_ends_with_a_clause() -> None:
    source = "Ich habe dir gesagt, dass der alte Mann nach Hause kommt."
    english = word_for_word(source, "I told you that the old man is coming home.")
    assert of(source, english, "Ich habe dir gesagt,", "dass der alte Mann nach Hause kommt.") == [
        "I told you",
        "that the old man is coming home.",
    ]


def test_what_is_shown_for_longer_gets_more() -> None:
    source = "eins zwei drei vier fünf sechs sieben acht"
    english = LinkedText("one two three four five six seven eight")
    even = of(source, english, "eins zwei drei vier", "fünf sechs sieben acht", times=(2000, 2000))
    late = of(source, english, "eins zwei drei vier", "fünf sechs sieben acht", times=(500, 6000))
    assert len(late[0]) < len(even[0])


def test_no_cue_is_empty_while_there_are_words() -> None:
    source = "Das hier war ja wohl nichts."
    assert of(source, LinkedText("No way."), "Das hier", "war ja wohl", "nichts.") == ["No", "way.", ""]
    assert of(source, LinkedText("Well, no way."), "Das hier", "war ja wohl", "nichts.") == ["Well,", "no", "way."]


def test_a_sentence_of_one_cue_stays_there() -> None:
    first, second = "Ja.", "Ich komme jetzt gleich nach Hause."
    sentences = [
        Sentence(Place(0, 0, 3), first, LinkedText("Yes, that is right, I suppose."), 0),
        Sentence(Place(0, 4, 38), second, word_for_word(second, "I am coming home now."), 31),
    ]
    rooms = [Room(0, 14, 2000), Room(15, 23, 2000)]
    text = "Yes, that is right, I suppose. I am coming home now."
    spans = shared(sentences, rooms)
    assert [text[start:end] for start, end in spans] == ["Yes, that is right, I suppose. I am coming", "home now."]


@given(st.lists(st.sampled_from(["a", "the", "house,", "home."]), min_size=1, max_size=30), st.integers(1, 8))
def test_shares_are_in_order_and_whole(words: list[str], count: int) -> None:
    text = " ".join(words)
    source = " ".join(["wort"] * count)
    rooms = [Room(5 * number, 4, 1000) for number in range(count)]
    spans = shared([Sentence(Place(0, 0, len(source)), source, LinkedText(text), 0)], rooms)
    assert " ".join(filter(None, (text[start:end] for start, end in spans))) == text
    assert sum(start < end for start, end in spans) == min(count, len(words))


def test_a_very_long_sentence_is_shared_out_by_length() -> None:
    text = " ".join(["word"] * 5000)
    rooms = [Room(10 * number, 9, 1000) for number in range(8)]
    spans = shared([Sentence(Place(0, 0, 79), "x" * 79, LinkedText(text), 0)], rooms)
    assert {round((end - start) / len(text), 1) for start, end in spans} == {0.1}
