"""What one language denies and the other affirms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import negation


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Er kommt nicht.", "He is not coming."),
        ("Er kommt nicht.", "He isn’t coming."),
        ("Das ist kein Haus.", "This is no house."),
        ("Er kam nie.", "He never came."),
        ("Niemand kam.", "No one came."),
        ("Niemand kam.", "It is nobody's fault."),
        ("Das ist nicht möglich.", "That is impossible."),
        ("Er kann nicht kommen.", "He is unable to come."),
        ("Er kam nicht.", "He failed to come."),
        ("Nicht nur er kam.", "He and others came."),
        ("Kommst du nicht?", "Are you coming?"),
        ("Er ist noch nicht da.", "He has yet to come."),
        ("Das ist unmöglich.", "That is not possible."),
        ("Er ging ohne sie.", "He did not take her."),
        ("Er weigerte sich.", "He would not."),
        ("Er kam kaum.", "He did not come often."),
        ("Er kam.", "He came."),
    ],
)
def test_the_same(source: str, hypothesis: str) -> None:
    assert negation.lost(source, hypothesis) is None
    assert negation.made_up(source, hypothesis) is None


@pytest.mark.parametrize(
    ("source", "hypothesis", "word"),
    [
        ("Er kommt nicht.", "He is coming.", "nicht"),
        ("Sie hat keine Kinder.", "She has children.", "keine"),
        ("Er war nie in Rom.", "He has been in Rome.", "nie"),
        ("Niemand sah ihn.", "Somebody saw him.", "Niemand"),
        ("Sie will weder Geld und Ruhm.", "She wants money and fame.", "weder"),
        ("Die Brücke ist nicht gefährdet.", "The bridge is in danger.", "nicht"),
    ],
)
def test_lost(source: str, hypothesis: str, word: str) -> None:
    assert negation.lost(source, hypothesis) == f"“{word}”"
    assert negation.made_up(hypothesis=hypothesis, source=source) is None


@pytest.mark.parametrize(
    ("source", "hypothesis", "word"),
    [
        ("Er kommt.", "He is not coming.", "not"),
        ("Er und sie kommen unter uns.", "He doesn't come.", "doesn't"),
        ("Er war in Rom.", "He was never in Rome.", "never"),
    ],
)
def test_made_up(source: str, hypothesis: str, word: str) -> None:
    assert negation.made_up(source, hypothesis) == f"“{word}”"
    assert negation.lost(source, hypothesis) is None


@given(st.text(), st.text())
def test_no_text_breaks_it(source: str, hypothesis: str) -> None:
    assert negation.lost(source, hypothesis) is None or hypothesis is not None
    assert negation.made_up(source, "") is None


def test_one_of_several() -> None:
    source = "Wer nicht kommt, darf nicht mitreden."
    assert negation.lost(source, "Who comes may not talk.") == "one of “nicht”, “nicht”"
    assert negation.lost(source, "Who does not come may not talk.") is None
    assert negation.made_up("Er darf nicht kommen.", "He does not come and never left.") == "one of “not”, “never”"
