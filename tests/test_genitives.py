"""Names in the genitive, and where the noun stands that they belong to."""

import pytest

from glossary import genitives
from glossary.terms import Term, TermMatch


def match(surface: str, source: str, term: Term) -> TermMatch:
    start = source.index(surface)
    return TermMatch(term, start, start + len(surface))


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Perus Ministerrat tagt.", "before"),
        ("Perus neuer Ministerrat tagt.", "before"),
        ("Nach Perus Absage blieb ein Platz frei.", "before"),
        ("Bei Perus größtem Hafen brennt es.", "before"),
        ("Die Presse nennt Perus „stille Reform“ einen Erfolg.", "before"),
        ("Der Süden Perus ist trocken.", "behind"),
        ("Im fernen Norden Perus regnet es.", "behind"),
        ("Minister Chiles, Perus und Boliviens kamen.", "open"),
        ("Die Vertreter Chiles und Perus die Stirn bieten ließen.", "open"),
        ("Heute feiern im Norden Perus viele Menschen.", "behind"),
        ("Peru feiert.", ""),
    ],
)
def test_where_the_noun_of_a_name_in_the_genitive_stands(source: str, place: str) -> None:
    surface = "Perus" if "Perus" in source else "Peru"
    assert genitives.genitive(match(surface, source, Term("Peru", "Peru", "place")), source) == place


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Die Politik Helmut Kohls war umstritten.", "open"),
        ("Die Politik Kohls war umstritten.", "behind"),
        ("Der Besuch des Kanzlers Kohls Nachfolger", "before"),
        ("Gestern kamen die Kohls.", ""),
        ("Die Partei, die Kohls Besuch lobte.", "before"),
    ],
)
def test_first_names_and_families(source: str, place: str) -> None:
    assert genitives.genitive(match("Kohls", source, Term("Kohl", "Kohl", "person")), source) == place


def test_with_an_article_it_does_not_stand_before_its_noun() -> None:
    source = "die Rettung des jungen Spaniers Pablo Ruiz"
    term = Term("Spanier", "Spaniard", "people")
    assert genitives.genitive(match("Spaniers", source, term), source) == "open"


def test_a_form_of_the_entry_is_no_genitive() -> None:
    term = Term("Donbas", "Donbas", "place", ("Donbass",))
    assert genitives.genitive(match("Donbass", "Das Donbass-Gesetz", term), "Das Donbass-Gesetz") == ""


def test_no_of_behind_a_superlative() -> None:
    term = Term("Peru", "Peru", "place")
    for source, likely in (("die größte Bank Perus", False), ("die Bank Perus", True)):
        assert genitives.is_open_to_of(match("Perus", source, term), source) is likely
