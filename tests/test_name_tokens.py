"""What the words of a sentence are known as."""

import pytest
from known_words import classify

from glossary.name_tokens import Token, is_genitive, tokenized
from glossary.terms import Term, TermMatch


def token(sentence: str, word: str) -> Token:
    return next(token for token in tokenized(sentence, (), classify) if token.text == word)


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Heute kam Merkel.", "Merkel", "name"),
        ("Heute kam das Haus.", "Haus", "ordinary"),
        ("Heute kam Xylofen.", "Xylofen", "unknown"),
        ("Heute kam Xylofen.", "kam", "small"),
        ("Ursula von der Leyen", "von", "particle"),
        # The beginning of a sentence, also within quotation marks, gives any word its capital.
        ("Dabei kam er.", "Dabei", "ordinary"),
        ("Er sagte: „Dabei war ich.“", "Dabei", "ordinary"),
        ("Uschakow kam.", "Uschakow", "name"),
        # Parts with hyphens.
        ("Heute kam Merkel-Obama.", "Merkel-Obama", "name"),
        ("Heute kam Besuch-Minister.", "Besuch", "ordinary"),
        ("Heute kam der Merkel-Besuch.", "Merkel", "name"),
        ("Heute kam der Xylo-Besuch.", "Xylo", "ordinary"),
        ("Heute kam al-Assad.", "al-Assad", "unknown"),
        ("Heute kam e-Mail.", "e-Mail", "small"),
        ("Heute kam e-Besuch.", "e-Besuch", "small"),
        # Capitals.
        ("Heute war es WICHTIG.", "WICHTIG", "ordinary"),
        ("Heute kam die NATO.", "NATO", "unknown"),
        ("Heute kam Z.", "Z", "ordinary"),
        # Transcribed names and places, with and without an ending.
        ("Heute kam Uschakows Besuch.", "Uschakows", "name"),
        ("Heute war Bagdads Besuch.", "Bagdads", "name"),
        ("Heute war Merkels Besuch.", "Merkels", "name"),
    ],
)
def test_what_a_word_is_known_as(sentence: str, word: str, expected: str) -> None:
    assert token(sentence, word).known_as == expected


def test_a_token_knows_its_place() -> None:
    sentence = "Der Merkel-Besuch, Kates Haus und Peter-"
    tokens = tokenized(sentence, (), classify)
    assert [sentence[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [token.text for token in tokens if token.initial] == ["Der"]
    assert [token.text for token in tokens if not token.joined] == ["Der", "Kates"]
    assert [token.text for token in tokens if token.hyphenated] == ["Merkel", "Peter"]
    assert [token.text for token in tokens if token.genitive] == ["Kates"]


def test_a_token_knows_the_term_that_covers_it() -> None:
    match = TermMatch(Term("Lawrow", "Lavrov"), 10, 16)
    tokens = tokenized("Heute kam Lawrow.", (match,), classify)
    assert [token.term for token in tokens] == [None, None, match]


def test_a_covered_name_before_a_noun_is_a_part_of_it() -> None:
    sentence = "Heute kam der Merkel-Besuch."
    assert tokenized(sentence, (), classify)[-1].known_as == "name"
    match = TermMatch(Term("Merkel", "Merkel"), 14, 20)
    assert tokenized(sentence, (match,), classify)[-1].known_as == "ordinary"


@pytest.mark.parametrize(
    ("word", "names", "expected"),
    [
        ("Mozarts", {"Mozart"}, True),
        ("Hanks", {"Hank", "Hanks"}, False),
        ("Hanks", {}, False),
        ("Kims", {"Kim"}, False),
        ("Juliuss", {"Julius"}, False),
        ("Mozart", {"Mozart"}, False),
    ],
)
def test_the_genitive_of_a_known_name(word: str, names: set[str], expected: bool) -> None:
    assert is_genitive(word, lambda word: "name" if word in names else "unknown") is expected
