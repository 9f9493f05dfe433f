"""Names throughout a text: taken together, told from nouns, and left out where the glossary has them."""

from collections.abc import Sequence

import pytest
from known_words import classify

from glossary.matching import Matcher
from glossary.name_finding import Candidate, candidates
from glossary.terms import Glossary, Term


def found(*sentences: str, terms: Sequence[Term] = ()) -> list[Candidate]:
    matcher = Matcher(Glossary(tuple(terms)))
    return candidates(sentences, [matcher.find(sentence) for sentence in sentences], classify)


def names(*sentences: str, terms: Sequence[Term] = ()) -> list[str]:
    return [one.source for one in found(*sentences, terms=terms)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Der Minister traf Juri Uschakow in Wladiwostok.", ["Juri Uschakow", "Wladiwostok"]),
        ("Dann sprach Außenminister Sergej Schewtschenko.", ["Sergej Schewtschenko"]),
        ("Die Reise von Ursula von der Leyen begann.", ["Ursula von der Leyen"]),
        ("Heute kam Osama bin Laden.", ["Osama bin Laden"]),
        ("Heute kam Baschar al-Assad.", ["Baschar al-Assad"]),
        ("Heute kam Angela Merkel-Dorfner.", ["Angela Merkel-Dorfner"]),
        ("Heute sah man Kates Doppelgängerin.", ["Kate"]),
        ("Der Merkel-Besuch war kurz.", ["Merkel"]),
        ("Heute kam Peter Wolf.", ["Peter Wolf"]),
        ("Heute flog er nach New Orleans.", ["New Orleans"]),
        ("Heute aß er bei McDonald's.", ["McDonald's"]),
        ("Heute kam Peter Obamas.", ["Peter Obamas"]),
        ("Der Chef sprach in dem Haus.", []),
        ("Der große Brzlfrmpf war da.", []),
        ("DER MINISTER TRAF USCHAKOW.", []),
        ("", []),
    ],
)
def test_names_in_a_sentence(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


def test_a_name_is_counted_once_with_and_without_genitive() -> None:
    one = found("Der Minister traf Uschakow.", "Heute begann Uschakows Besuch.", "Dann sprach Uschakow.")
    assert [(name.source, name.sentences) for name in one] == [("Uschakow", (0, 1, 2))]


def test_a_sentence_start_is_no_evidence() -> None:
    assert names("Xylofen sprach.") == []
    assert names("Xylofen sprach.", "Heute kam Xylofen.") == ["Xylofen"]
    assert names("Uschakow sprach.") == ["Uschakow"]


def test_what_the_glossary_covers_is_left_out() -> None:
    terms = [Term("Lawrow", "Lavrov", "person"), Term("Angela Merkel", "Angela Merkel", "person")]
    assert names("Der Minister traf Lawrow und Angela Merkel.", "Heute begann Lawrows Besuch.", terms=terms) == []
    # A first name that English writes otherwise makes one entry with the covered surname.
    [one] = found("Dann sprach Sergej Lawrow.", terms=terms)
    assert (one.source, one.target) == ("Sergej Lawrow", "Sergei Lavrov")
    [genitive] = found("Heute begann Sergej Lawrows Besuch.", terms=[Term("Lawrow", "Lavroff", "person")])
    assert (genitive.source, genitive.target) == ("Sergej Lawrow", "Sergei Lavroff")


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        # The name stands elsewhere without the ending.
        (["Heute kam Xylofen.", "Dann sprach Xylofens."], ["Xylofen"]),
        # A transcribed name, and one of the CLDR.
        (["Dann sprach man über Uschakows."], ["Uschakow"]),
        (["Heute sah man Bagdads."], ["Bagdad"]),
        # A known name by itself, or before a noun; "Tom Hanks" is nobody's "Tom Hank".
        (["Dann sprach Merkels."], ["Merkel"]),
        (["Heute begann Angela Merkels Besuch."], ["Angela Merkel"]),
        (["Dann sprach Angela Obamas."], ["Angela Obamas"]),
        # Nothing is known of it, but a noun follows.
        (["Man sprach bei Uexhofs Besuch."], ["Uexhof"]),
        (["Man sprach bei der Peter Uexhofs Besuch."], ["Peter Uexhofs"]),
        # No ending of a genitive.
        (["Man sprach bei Xylopus Besuch."], ["Xylopus"]),
        (["Man sprach bei McDonald's Besuch."], ["McDonald's"]),
    ],
)
def test_the_ending_of_a_genitive(sentences: list[str], expected: list[str]) -> None:
    assert names(*sentences) == expected


def test_the_noun_behind_a_name_may_belong_to_it() -> None:
    assert [one.longer for one in found("Heute kam Kate Besuch.")] == ["Kate Besuch"]
    assert [one.longer for one in found("Heute kam Kate Besuch.", "Dann sprach Kate.")] == [""]
    assert [one.longer for one in found("Heute kam Kates Besuch.")] == [""]


def test_a_name_of_the_cldr_is_one_behind_an_article_too() -> None:
    assert names("Heute sah man das Xylofen und das Bagdad.") == ["Bagdad"]


def test_what_stands_before_the_first_place_is_kept() -> None:
    [one] = found("Der Minister traf Xylofen.", "Dann kam Xylofen.")
    assert one.context == "Der Minister traf "
    assert not one.evident
