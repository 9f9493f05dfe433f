"""English verbs in the form of their German."""

import pytest

from glossary import english_verbs
from glossary.terms import Term, TermMatch


@pytest.mark.parametrize(
    ("verb", "third", "past", "participle"),
    [
        ("levy", "levies", "levied", "levied"),
        ("play", "plays", "played", "played"),
        ("merge", "merges", "merged", "merged"),
        ("agree", "agrees", "agreed", "agreed"),
        ("plan", "plans", "planned", "planned"),
        ("fix", "fixes", "fixed", "fixed"),
        ("submit", "submits", "submitted", "submitted"),
        ("overthrow", "overthrows", "overthrew", "overthrown"),
        ("give up", "gives up", "gave up", "given up"),
        ("have", "has", "had", "had"),
    ],
)
def test_forms(verb: str, third: str, past: str, participle: str) -> None:
    assert english_verbs.inflected(verb, "third") == third
    assert english_verbs.inflected(verb, "past") == past
    assert english_verbs.inflected(verb, "participle") == participle
    assert {third, past, participle} <= english_verbs.forms(verb) | {verb}


@pytest.mark.parametrize(
    ("source", "surface", "written"),
    [
        ("Der Staat verpachtet das Land.", "verpachtet", "leases out"),
        ("Der Staat hat das Land verpachtet.", "verpachtet", "leased out"),
        ("Das Land wird verpachtet, nicht verkauft.", "verpachtet", "leased out"),
        ("Er hat Geld, sie verpachtet Land.", "verpachtet", "leases out"),
        ("Sie verpachteten das Land.", "verpachteten", "leased out"),
        ("Ich verpachte mein Land.", "verpachte", "lease out"),
    ],
)
def test_the_german_tells_the_form(source: str, surface: str, written: str) -> None:
    start = source.index(surface)
    match = TermMatch(Term("verpachten", "lease out", "verb"), start, start + len(surface))
    assert english_verbs.is_inflected_verb(match, source)
    assert english_verbs.as_in_source(match, source) == written


@pytest.mark.parametrize(
    ("term", "surface"),
    [
        (Term("golden", "golden"), "goldenen"),
        (Term("offen", "open", "adjective"), "off"),
        (Term("Laufen", "Laufen"), "Laufens"),
        (Term("laufen", "run"), "laufen"),
    ],
)
def test_other_words_are_no_verbs_in_another_form(term: Term, surface: str) -> None:
    assert not english_verbs.is_inflected_verb(TermMatch(term, 0, len(surface)), surface)
