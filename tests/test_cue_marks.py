"""Marks in the shares of a translation."""

from cue_files import translated

from glossary.linked import LinkedText
from translate.formats.subrip import SubRip
from translate.formats.webvtt import WebVtt

TWO = "1\n00:00:01,000 --> 00:00:03,000\n{}\n\n2\n00:00:03,000 --> 00:00:05,000\n{}\n"


def test_a_tag_goes_with_its_words() -> None:
    text = TWO.format("Ich habe <i>immer</i>", "an dich gedacht.")
    english = {"Ich habe immer an dich gedacht.": "I have always thought of you."}
    assert "I have <i>always</i>" in translated(SubRip(), text, english).replace("\n", " ")


def test_a_tag_over_two_shares_is_in_both() -> None:
    text = TWO.format("Er las <i>Krieg", "und</i> mehr.")
    assert translated(SubRip(), text, {"Er las Krieg und mehr.": "He read war and more."}).count("<i>") == 1
    text = TWO.format("Er las heute <i>Krieg und alles</i>", "und noch viel mehr davon.")
    english = "Today all war and everything, he read, and more of that all."
    shown = translated(SubRip(), text, {"Er las heute Krieg und alles und noch viel mehr davon.": english})
    assert shown.count("<i>") == shown.count("</i>") >= 1


def test_times_of_words_stay_in_their_cue_and_order() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\nIch <00:01.500>gehe <00:02.000>jetzt <00:03.000>heim.\n"
    shown = translated(WebVtt(), text, {"Ich gehe jetzt heim.": "I am going home now."})
    assert shown.endswith("I am <00:01.500>going <00:02.000>home <00:03.000>now.\n")


def test_a_tag_without_words_stays_in_its_cue() -> None:
    text = TWO.format("Ich <b></b>habe", "an dich gedacht.")
    shown = translated(SubRip(), text, {"Ich habe an dich gedacht.": "I thought of you."})
    assert shown.index("<b></b>") < shown.index("\n2\n")


def test_tags_that_cross_in_the_translation_do_not_there() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\n<i>Eins zwei</i> und <b>drei vier</b> sind.\n"
    document = SubRip().parse(text.encode(), "film")
    crossed = LinkedText("a c b d", (((0, 1), (0, 4)), ((2, 3), (14, 18)), ((4, 5), (5, 9)), ((6, 7), (19, 23))))
    shown = SubRip().render(document, [crossed]).decode().split("\n")[2]
    inner = shown.replace("<i>", "(").replace("</i>", ")").replace("<b>", "(").replace("</b>", ")")
    assert inner.count("(") == inner.count(")") == 2
    assert shown.index("</i>") < shown.index("<b>") or shown.index("</b>") < shown.index("</i>")
