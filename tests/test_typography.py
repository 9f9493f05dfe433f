"""Tests for `translate.decoding.typography`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import typography


def typeset(source: str, text: str, *matches: TermMatch) -> str:
    return typography.typeset(Sentence(source, matches), LinkedText(text)).text


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("Um 20 Uhr.", "At 8 p.m..", "At 8 p.m."),
        ("In den USA.", "In the U.S..", "In the U.S."),
        ("Er sagte „Nein.“.", 'He said "No.".', 'He said "No."'),
        ("Er schwieg...", "He was silent...", "He was silent..."),
        ("Na..", "Well..", "Well.."),
        ("Offen (ab 8 Uhr).", "Open (from 8 a.m.)", "Open (from 8 a.m.)."),
        ("(Ab 8 Uhr.)", "(From 8 a.m.)", "(From 8 a.m.)"),
        ("Der 61. und der 113.", "The 61th and the 113th, 2rd", "The 61st and the 113th, 2nd"),
        ("dpa/Reuters", "dpa/ Reuters", "dpa/Reuters"),
        ("ja / nein", "yes / no", "yes / no"),
        ("Ja , nein", "Yes , no ( a )", "Yes, no (a)"),
        ("Ja", "Yes  or   no", "Yes or no"),
        ("Ja", "Yes  , (  11  ) no", "Yes, (11) no"),
        ("Ja", "Yes ... no", "Yes ... no"),
        ("Ja", "Yes :) no", "Yes :) no"),
        ("Ja", "About .5 of it", "About .5 of it"),
        ("Ja – nein", "Yes - no", "Yes – no"),
        ("Ja – nein", "Yes — no, yes—no", "Yes – no, yes – no"),
        ("3 - 2", "3 - 2", "3 - 2"),
        ("A-Team", "A-team", "A-team"),
        ("2010–2012", "2010-2012", "2010–2012"),
        ("2010-2012", "2010-2012", "2010–2012"),
        ("10–18 Jahre", "10-18 years", "10–18 years"),
        ("Es endete 3-2.", "It ended 3-2.", "It ended 3-2."),
    ],
)
def test_spaces_stops_and_dashes(source: str, text: str, expected: str) -> None:
    assert typeset(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("sagte dpa am Montag", "DPA said on Monday", "dpa said on Monday"),
        ("Das iPhone von eBay", "The IPhone of Ebay", "The iPhone of eBay"),
        ("die eu und er", "the eu and HE", "the eu and HE"),
        ("Das virus", "The virus", "The virus"),
        ("Er sagte, dass das Haus alt sei.", "He said That the house was old.", "He said that the house was old."),
        ("Den Haag ist schön", "I like The Hague", "I like The Hague"),
        ("Er las In der Stadt", "He read In the city", "He read In the city"),
        ("Ich weiß, ich bin da", "You know, I am there", "You know, I am there"),
    ],
)
def test_capitals(source: str, text: str, expected: str) -> None:
    assert typeset(source, text) == expected


def test_terms_stay_as_they_are() -> None:
    term = TermMatch(Term("X", "Yes - no , no.."), 0, 1)
    assert typeset("X - dpa", "Yes - no , no.. - DPA", term) == "Yes - no , no.. – dpa"


@given(st.text(alphabet='aB1.,- –—()"!?', max_size=40), st.text(alphabet='aB1.,- –—()"!?', max_size=40))
def test_letters_and_digits_stay(source: str, text: str) -> None:
    made = typeset(source, text)
    assert [c for c in made if c.isalnum()] == [c for c in text if c.isalnum()]
