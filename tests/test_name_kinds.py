"""The kind of a name, and how far it goes: each rule with its example."""

import pytest
from known_words import classify

from glossary.name_kinds import Kind, looks_like_noun, told
from glossary.name_places import places
from glossary.name_tokens import tokenized


def kinds(sentence: str) -> list[tuple[str, str]]:
    found: list[Kind | None] = [told(place, classify) for place in places(sentence, tokenized(sentence, (), classify))]
    return [(kind.name, kind.place.name) for kind in found if kind]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A first name, and a surname that nobody knows, or that is a word too.
        ("Heute kam Annika Uexküll.", [("person", "Annika Uexküll")]),
        ("Heute kam Karl-Heinz Uexküll.", [("person", "Karl-Heinz Uexküll")]),
        ("Heute kam Annika von Uexküll.", [("person", "Annika von Uexküll")]),
        ("Heute kam Annika Wolf.", [("person", "Annika Wolf")]),
        # What stands before it is none.
        ("Heute kam Kandidatin Annika Uexküll.", [("person", "Annika Uexküll")]),
        # A noun, an abbreviation and a form of address end it; a number and an initial make it another's.
        ("Heute bekam Annika Mikrozephalie.", []),
        ("Heute sah Annika Uexküll NATO.", [("person", "Annika Uexküll")]),
        ("Heute kam Annika II.", []),
        ("Heute kam Annika W.", []),
        # Behind a genitive stands another name.
        ("Heute kam Annika Uexkülls Xylofen.", []),
        ("Heute kam Annika von Thurn und Taxis.", []),
        # Forms of address and titles, verbs of saying.
        ("Heute kam Frau Uexküll.", [("person", "Uexküll")]),
        ("„So“, sagte Uexküll.", [("person", "Uexküll")]),
        ("„So“, sagte Mikrozephalie.", []),
        ("Heute kam Papst Annika.", []),
        # Places: behind a preposition without an article.
        ("Heute kam er nach Uexhausen.", [("place", "Uexhausen")]),
        ("Heute war er in der Gemeinde Uexo.", [("place", "Uexo")]),
        ("Heute war er in Uexo.", [("place", "Uexo")]),
        ("Heute war er im Uexo.", []),
        ("Heute war er in Uexorten.", []),
        ("Heute war er in UEXO.", []),
        ("Heute war er in FeUexo.", []),
        ("Heute kam Xylofen.", []),
    ],
)
def test_kinds(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(sentence) == expected


def test_a_noun_of_an_unknown_word() -> None:
    assert looks_like_noun("Uexminister", classify)
    assert not looks_like_noun("Uexküll", classify)
    # Endings of places and surnames are nouns too.
    assert not looks_like_noun("Uexberg", classify)
