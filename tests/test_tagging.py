"""Tags around the words of a translation, with links that the tests make."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import block, word_by_word

from glossary.linked import LinkedText
from translate.formats import flow, tagging
from translate.formats.blocks import Mark, Role
from translate.formats.splice import spliced

WORDS = "Als der alte Mann gestern kam".split()


def tagged(source: str, english: str, pairs: Mapping[str, str]) -> str:
    parsed = flow.document("name", source, [block(source)], repair=False)
    linked = word_by_word(parsed.segments[0].text, english, pairs)
    return spliced(source, flow.edits(parsed, [linked], lambda text, of: text))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Gestern kam <b>der alte Mann</b> heim.", "<b>The old man</b> came home yesterday."),
        ("<i>Gestern</i> kam der alte Mann heim.", "The old man came home <i>yesterday</i>."),
        ("Gestern kam der <b>alte <i>Mann</i></b> heim.", "The <b>old <i>man</i></b> came home yesterday."),
        ("Gestern <n/> kam der alte Mann heim.", "The old man came home yesterday<n/>."),
        ("Gestern kam<br/>der alte Mann heim.", "The old man came<br/>home yesterday."),
        ("<i>Gestern</i> kam <b>der alte Mann</b> heim.", "<b>The old man</b> came home <i>yesterday</i>."),
        ("<b>Gestern kam der alte Mann heim</b>.", "<b>The old man came home yesterday</b>."),
        ("Gestern </i>kam der <b>alte Mann heim.", "The </i><b>old man came home yesterday."),
    ],
)  # fmt: skip
def test_tags_follow_their_words(source: str, expected: str) -> None:
    english = "The old man came home yesterday."
    pairs = {"The": "der", "old": "alte", "man": "Mann", "came": "kam", "home": "heim", "yesterday": "Gestern"}
    if "</i>kam" in source:
        # Neither has a partner, so both are points, of which each stays with its word.
        assert sorted(re.findall("<.*?>", tagged(source, english, pairs))) == ["</i>", "<b>"]
    else:
        assert tagged(source, english, pairs) == expected


def test_a_pair_that_goes_on_in_the_next_sentence_reaches_to_the_end_of_this_one() -> None:
    source = "Er sah <b>den Hund. Und die</b> Katze."
    parsed = flow.document("name", source, [block(source)], repair=False)
    first = word_by_word("Er sah den Hund.", "He saw the dog.", {"He": "Er", "saw": "sah", "the": "den", "dog": "Hund"})
    second = word_by_word("Und die Katze.", "And the cat.", {"And": "Und", "the": "die", "cat": "Katze"})
    made = spliced(source, flow.edits(parsed, [first, second], lambda text, of: text))
    assert made in ("He saw <b>the dog.</b> Cat.", "He saw <b>the dog. And the</b> cat.")


def test_what_is_copied_stands_where_it_is_linked() -> None:
    source = "Mit <code>x</code> und <code>x</code> geht es."
    pairs = {"It": "es", "works": "geht", "with": "Mit", "and": "und"}
    assert tagged(source, "It works with x and x.", pairs) == "It works with <code>x</code> and <code>x</code>."


def test_what_is_copied_is_not_taken_for_a_part_of_another_copy() -> None:
    source = "Mit <code>80</code> geht <code>a:8080</code>."
    pairs = {"With": "Mit", "works": "geht"}
    assert tagged(source, "With a:8080 works 80.", pairs) == "With <code>a:8080</code> works <code>80</code>."


def test_what_is_copied_and_lost_is_put_back() -> None:
    assert "<code>y</code>" in tagged("Mit <code>y</code> geht es.", "It works.", {"It": "es", "works": "geht"})


@given(st.permutations(range(len(WORDS))), st.data())
def test_tags_are_in_the_right_nesting_in_any_order_of_words(order: list[int], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(WORDS) - 1), min_size=2, max_size=6)))
    opening, closing = cuts[: len(cuts) // 2], cuts[len(cuts) // 2 :][::-1]
    before, behind = [""] * len(WORDS), [""] * len(WORDS)
    for number, (start, end) in enumerate(zip(opening, closing, strict=False)):
        before[start] += f"<t{number}>"
        behind[end] = f"</t{number}>{behind[end]}"
    words = [f"{before[at]}{word}{behind[at]}" for at, word in enumerate(WORDS)]
    source = f"{' '.join(words)} weg"
    parsed = flow.document("name", source, [block(source)], repair=False)
    text = parsed.segments[0].text
    linked = LinkedText("")
    for index in order:
        at = text.index(WORDS[index])
        span = (at, at + len(WORDS[index]))
        linked = linked.joined(
            LinkedText(WORDS[index].upper(), (((0, len(WORDS[index])), span),)), " " if linked.text else ""
        )
    made = spliced(source, flow.edits(parsed, [linked], lambda text, of: text))
    stack: list[str] = []
    for tag in re.findall(r"</?t\d>", made):
        if tag[1] == "/":
            assert stack.pop() == tag.replace("/", "")
        else:
            stack.append(tag)
    assert not stack
    assert len(re.findall("<", made)) == len(re.findall("<", source))
    assert re.sub("<.*?>", "", made) == linked.text


def test_partners_are_those_that_nest() -> None:
    tags: list[tuple[Role, str]] = [
        ("opening", "a"), ("opening", "b"), ("opening", "a"), ("closing", "a"), ("closing", "a"), ("closing", "b"),
    ]  # fmt: skip
    marks = [Mark(number, number + 1, role, name) for number, (role, name) in enumerate(tags)]
    assert tagging.partners(marks) == {2: 3, 3: 2, 0: 4, 4: 0}


def test_tags_in_tags_in_tags_without_end_are_points() -> None:
    source = "<b>" * 3000 + "Er kam" + "</b>" * 3000 + " heim"
    made = tagged(source, "He came home", {"He": "Er", "came": "kam", "home": "heim"})
    assert (made.count("<b>"), made.count("</b>")) == (3000, 3000)
