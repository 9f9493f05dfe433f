"""What is mended in a finished sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import finishing
from translate.options import Style

_LETTERS = re.compile(r"\w+")
TEXTS = st.text("abAB ß-(.1é", max_size=30)


def finished(source: str, hypothesis: str, matches: Sequence[TermMatch] = ()) -> str:
    return finishing.finished(Sentence(source, tuple(matches)), LinkedText(hypothesis), Style()).text


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        ("Ein Pkw stand da.", "There was a car car.", "There was a car."),
        ("In der Vorschule.", "In the pre-school school.", "In the pre-school."),
        ("Das Haus des Hundes.", "The house house house of the dog dog's.", "The house of the dog's."),
        ("Ein Mann kam.", "a man came.", "A man came."),
        ("Armut und Tod", "poverty and death", "Poverty and death"),
        ("„Armut stärkt.“", "“poverty strengthens.”", '"Poverty strengthens."'),
        ("Ölpreise steigen", "oil prices rise", "Oil prices rise"),
        # What is as it should be.
        ("Er sagte, dass jener Mann kam.", "He said that that man had had time.", None),
        ("Duran Duran spielten.", "Duran Duran played.", None),
        ("Auf Bora-Bora regnet es.", "It rains on Bora Bora.", None),
        ("Es waren 30 000 000.", "It was 30 000 000.", None),
        ("Mittelmäßig war es.", "It was so-so.", None),
        ("Die May könnte gehen.", "May may go.", None),
        ("armut und tod", "poverty and death", None),
        ("14.500 Haushalte", "14,500 households", None),
        ("Das iPhone ist da.", "iPhone is there.", None),
        ("", "", None),
    ],
)
def test_examples(source: str, hypothesis: str, expected: str | None) -> None:
    assert finished(source, hypothesis) == (hypothesis if expected is None else expected)


def test_what_terms_have_twice_stays() -> None:
    pago = TermMatch(Term("Pago", "Pago Pago"), 3, 7)
    assert finished("In Pago regnet es.", "It rains in Pago Pago.", [pago]) == "It rains in Pago Pago."
    russians = [TermMatch(Term("russisch", "Russian"), 4, 13), TermMatch(Term("Russe", "Russian"), 14, 19)]
    assert finished("Der russische Russe.", "The Russian Russian.", russians) == "The Russian Russian."
    council = TermMatch(Term("Stadtrat", "city council"), 4, 12)
    assert finished("Der Stadtrat tagt.", "The city council council meets.", [council]) == "The city council meets."


def test_a_term_begins_a_sentence_with_a_capital() -> None:
    adviser = TermMatch(Term("Berater", "adviser"), 2, 9)
    assert finished("• Berater kamen.", "• advisers came.", [adviser]) == "• Advisers came."
    assert finished("„Berater kamen.“", "“advisers came.”", [replace(adviser, start=1, end=8)]) == '"Advisers came."'


@given(source=TEXTS, hypothesis=TEXTS)
def test_what_is_finished_stays_so(source: str, hypothesis: str) -> None:
    once = finished(source, hypothesis)
    assert finished(source, once) == once
    assert not set(_LETTERS.findall(once.casefold())) - set(_LETTERS.findall(hypothesis.casefold()))


def test_links_move_along() -> None:
    source = "Der alte Hund bellt."
    links = (((0, 3), (0, 3)), ((4, 7), (4, 8)), ((12, 15), (9, 13)), ((16, 21), (14, 19)))
    made = finishing.finished(Sentence(source), LinkedText("the old old dog barks", links), Style())
    assert made.text == "The old dog barks"
    assert [(made.text[slice(*word)], origin and source[slice(*origin)]) for word, origin in made.words()] == [
        ("The", "Der"), ("old", "alte"), ("dog", "Hund"), ("barks", "bellt"),
    ]  # fmt: skip
