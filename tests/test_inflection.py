"""Endings, and what else a plural changes."""

import pytest

from glossary import inflection
from glossary.folding import fold_characters
from glossary.terms import Term


def matched(word: inflection.InflectedWord) -> set[str]:
    return {word.stem + ending for ending in word.endings}


def forms(source: str, target: str = "x", kind: str = "") -> set[str]:
    """All that is taken for a form of one word, folded."""
    term = Term(source, target, kind)
    word = inflection.inflected(term, [source], 0)
    changed = inflection.with_changed_vowel(term, word)
    return matched(word) | (matched(changed) if changed else set())


@pytest.mark.parametrize(
    ("word", "stem"),
    [("Häusern", "Häuser"), ("roten", "rot"), ("rotes", "rot"), ("Putins", "Putin"), ("Bus", "Bus"), ("Ende", "End")],
)
def test_a_word_without_its_ending(word: str, stem: str) -> None:
    assert inflection.without_ending(word) == stem


@pytest.mark.parametrize(
    ("form", "target", "kind", "expected"),
    [
        ("Putin", "Putin", "person", {"", "s"}),
        ("NATO", "NATO", "", {"", "s"}),
        ("Russin", "Russian", "", {"", "s", "nen"}),
        ("Russe", "Russian", "", {"", "s", "n"}),
        ("Zeugnis", "report", "", {"", "s", "es", "se", "ses", "sen"}),
        ("Student", "student", "", {"", "s", "e", "en", "es"}),
        ("Sunnit", "Sunni", "people", {"", "s", "en", "es"}),
        ("russisch", "Russian", "", {"", "e", "en", "er", "es", "em"}),
    ],
)
def test_endings(form: str, target: str, kind: str, expected: set[str]) -> None:
    assert inflection.inflected(Term(form, target, kind), [form], 0).endings == expected


@pytest.mark.parametrize(
    ("singular", "plural"), [("hof", "hoef"), ("apfel", "aepfel"), ("haus", "haeus"), ("tisch", ""), ("see", "")]
)
def test_the_vowel_of_a_plural(singular: str, plural: str) -> None:
    assert inflection.umlaut(singular) == plural


@pytest.mark.parametrize(
    ("noun", "others"),
    [
        ("Gremium", "gremiums gremien"),
        ("Stipendium", "stipendien"),
        ("Embargo", "embargos"),
        ("Dosis", "dosen"),
        ("Radius", "radien"),
        ("Autobus", "autobusse autobussen"),
        ("Veranda", "veranden verandas"),
        ("Magma", "magmas magmen"),
        ("Girokonto", "girokonten girokontos"),
        ("Weltatlas", "weltatlanten"),
        ("Index", "indizes indices"),
        ("Seemann", "seeleute seeleuten seemanns seemaenner seemaennern"),
        ("Neubau", "neubauten neubaus"),
        ("Fossil", "fossilien fossils"),
        ("Vorname", "vornamens vornamen"),
        ("Nachbar", "nachbarn"),
        ("Klavier", "klaviere klavieren"),
        ("Millionär", "millionaere millionaeren millionaers"),
        ("Gesetzbuch", "gesetzbuecher gesetzbuechern gesetzbuchs"),
        ("Tochter", "toechter toechtern"),
        ("Laborantin", "laborantinnen"),
        ("Verhältnis", "verhaeltnisse verhaeltnissen verhaeltnisses"),
        ("Prozent", "prozente prozenten"),
    ],
)
def test_plurals_of_nouns(noun: str, others: str) -> None:
    assert set(others.split()) <= forms(noun)


@pytest.mark.parametrize(
    ("noun", "another"),
    [
        ("Raum", "raen"),
        ("Irrtum", "irrten"),
        ("Kauf", "kaeufer"),
        ("Judo", "juden"),
        ("Modus", "moden"),
        ("Haus", "haen"),
    ],
)
def test_other_words_are_no_plurals(noun: str, another: str) -> None:
    assert another not in forms(noun)


@pytest.mark.parametrize(
    ("noun", "stem"),
    [
        ("Gefangener", "gefangen"),
        ("Studierende", "studierend"),
        ("Beauftragte", "beauftragt"),
        ("Jugendlicher", "jugendlich"),
        ("Kranke", "krank"),
        ("Obdachloser", "obdachlos"),
    ],
)
def test_nouns_that_decline_as_adjectives(noun: str, stem: str) -> None:
    assert forms(noun) == {stem + ending for ending in ("e", "er", "en", "em")}


@pytest.mark.parametrize("noun", ["Vertreter", "Fischer", "Prediger", "Sender", "Spende", "Karte", "Könige", "Meister"])
def test_nouns_that_only_look_so(noun: str) -> None:
    folded = fold_characters(noun)
    assert inflection.inflected(Term(noun, "x"), [noun], 0).stem == folded


@pytest.mark.parametrize(
    ("source", "target", "kind"), [("Lange", "Lange", "person"), ("Grüne", "Greens", "party"), ("Gute", "Gute", "")]
)
def test_names_do_not_decline_as_adjectives(source: str, target: str, kind: str) -> None:
    assert fold_characters(source) + "r" not in forms(source, target, kind)
