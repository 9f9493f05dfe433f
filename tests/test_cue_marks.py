"""Marks in the shares of a translation."""

import re

from cue_files import translated
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.formats.captions.subrip import SubRip
from translate.formats.captions.webvtt import WebVtt

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


WORDS = st.lists(st.sampled_from(["Haus", "geht", "und", "rot"]), min_size=1, max_size=3).map(" ".join)
NESTED = st.recursive(
    WORDS,
    lambda inner: st.tuples(st.sampled_from("bic"), inner, inner, st.booleans()).map(
        lambda found: f"<{found[0]}>{found[1]}</{found[0]}>" + found[3] * f" {found[2]}"
    ),
    max_leaves=6,
)


@given(st.lists(NESTED, min_size=1, max_size=4), st.data())
def test_tags_are_nested_in_every_cue_whatever_the_order_of_words(texts: list[str], data: st.DataObject) -> None:
    cues = [f"00:0{2 * number}.000 --> 00:0{2 * number + 2}.000\n{text}\n\n" for number, text in enumerate(texts)]
    document = WebVtt().parse(("WEBVTT\n\n" + "".join(cues)).encode(), "film")
    translations = []
    for segment in document.segments:
        words = [match.span() for match in re.finditer(r"\S+", segment.text)]
        order = data.draw(st.permutations(words))
        places = [(6 * number, 6 * number + 5) for number in range(len(words))]
        translations.append(LinkedText(" ".join(["house"] * len(words)), tuple(zip(places, order, strict=True))))
    shown = WebVtt().render(document, translations).decode()
    for cue in shown.split("\n\n")[1:]:
        opened: list[str] = []
        for closing, name in re.findall(r"<(/?)([bic])>", cue):
            if closing:
                assert opened.pop() == name
            else:
                opened.append(name)
        assert not opened
    for name in "bic":
        assert ("".join(texts).count(f"<{name}>") > 0) == (shown.count(f"<{name}>") > 0)
    assert shown.count("house") == sum(len(segment.text.split()) for segment in document.segments)
