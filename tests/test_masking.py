"""Tests for `translate.decoding.masking`."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import masking
from translate.decoding.masking import Masked


def spells(character: str) -> bool:
    return character.isascii() or character in "äöüß„“§"


def masked(text: str, *terms: Term, renderings: tuple[TermMatch, ...] = ()) -> Masked:
    matches = tuple(
        TermMatch(term, text.index(term.source), text.index(term.source) + len(term.source)) for term in terms
    )
    return masking.masked(Sentence(text, matches), text, renderings, spells)


def echo(one: Masked) -> LinkedText:
    """The masked sentence as its own translation, each character linked to itself."""
    text = one.sentence.text
    return LinkedText(text, tuple(((at, at + 1), (at, at + 1)) for at in range(len(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail an a@b.de.", "Mail an X1."),
        ("Von a@b.de an c@d.de", "Von X1 an X2"),
        ("Das X1 auf www.x1.de", "Das X1 auf Q1"),
        ("Das <b>alte</b> Haus", "Das alte Haus"),
        ("Zeile<br>Zeile", "Zeile Zeile"),
        ("<b>Haus</b>boot", "Hausboot"),
        ("10⁶ Tonnen CO₂, mehr CO₂", "X1 Tonnen CO2, mehr CO2"),
        ("CO2 und CO₂", "CO2 und X1"),
        ("Das sagt Anna von Bülow.", "Das sagt X1."),
        ("Anna von Bülows Haus", "X1s Haus"),
        ("Das Tor ⚽!", "Das Tor!"),
        ("Das <name>-Element", "Das X1-Element"),
        ("Auf https://x.de/<ID>/y", "Auf X1/y"),
        ("Die `general`Sektion", "Die X1 Sektion"),
        ("Nur Wörter.", "Nur Wörter."),
    ],
)
def test_the_model_gets_stand_ins(text: str, expected: str) -> None:
    assert masked(text).sentence.text == expected


def test_what_is_left_to_translate() -> None:
    assert masked("<b>Bericht_2023.pdf</b>, a@b.de").is_bare
    assert not masked("Datei: Bericht_2023.pdf").is_bare
    assert not masked("Haus").is_bare


def test_stand_ins_have_to_stand_in_the_translation_and_terms_keep_their_numbers() -> None:
    one = masked("An a@b.de in Kiew, c@d.de in Bonn", Term("Kiew", "Kyiv"), Term("Bonn", "Bonn"))
    assert [(m.term.target, one.sentence.text[m.start : m.end]) for m in one.sentence.matches] == [
        ("X1", "X1"), ("Kyiv", "Kiew"), ("X2", "X2"), ("Bonn", "Bonn"),
    ]  # fmt: skip
    assert one.terms == (1, 3)


def test_terms_in_one_place_keep_their_order() -> None:
    matches = (
        TermMatch(Term("Kiew", "Kyiv"), 0, 4),
        TermMatch(Term("Ki", "Ki"), 0, 2),
        TermMatch(Term("x", "x"), 0, 0),
    )
    one = masking.masked(Sentence("Kiew www.x.de", matches), "Kiew www.x.de", (), spells)
    assert [one.sentence.matches[index].term for index in one.terms] == [match.term for match in matches]


def test_a_term_wins_over_the_literal_that_it_overlaps() -> None:
    assert masked("Nach § 218 StGB", Term("§ 218", "Section 218")).sentence.text == "Nach § 218 StGB"


def test_what_has_a_certain_english_is_enforced_unless_a_term_or_literal_is_there() -> None:
    time = TermMatch(Term("8 Uhr", "8 a.m."), 3, 8)
    assert [m.term.target for m in masked("Um 8 Uhr", renderings=(time,)).sentence.matches] == ["8 a.m."]
    assert [m.term.target for m in masked("Um 8 Uhr", Term("Uhr", "watch"), renderings=(time,)).sentence.matches] == [
        "watch"
    ]


@pytest.mark.parametrize(
    ("term", "text", "written", "translation", "expected"),
    [
        (Term("Đoković", "Djokovic"), "Es gewann Đoković.", "Es gewann Djokovic.", "Djokovic won.", "Djokovic won."),
        (Term("Đoković", "Djokovic"), "Đokovićs Sieg", "Djokovics Sieg", "Djokovic's win", "Djokovic's win"),
        (Term("Ștefan", "Ștefan"), "Da ist Ștefan.", "Da ist X1.", "X1 is there.", "Ștefan is there."),
        (Term("Stefan", "Ștefan"), "Stefans Haus", "X1s Haus", "X1's house", "Ștefan's house"),
    ],
)
def test_a_term_that_the_model_cannot_spell(
    term: Term, text: str, written: str, translation: str, expected: str
) -> None:
    end = text.index(term.source) + len(term.source) + (text[text.index(term.source) + len(term.source) :][:1] == "s")
    match = TermMatch(term, text.index(term.source), end)
    one = masking.masked(Sentence(text, (match,)), text, (), spells)
    assert one.sentence.text == written
    place = translation.index(one.sentence.matches[0].term.target)
    length = len(one.sentence.matches[0].term.target)
    linked, [moved] = masking.unmasked(one, LinkedText(translation), [(place, place + length)])
    assert linked.text == expected
    assert moved is not None
    assert linked.text[slice(*moved)] == term.target


def test_places_move_along() -> None:
    one = masked("An a@b.de <b>Kiew</b> ✓ Bonn", Term("Kiew", "Kyiv"), Term("Bonn", "Bonn"))
    assert one.sentence.text == "An X1 Kiew  Bonn"
    linked, places = masking.unmasked(one, echo(one), [(6, 10), (12, 16), None])
    assert [place and linked.text[slice(*place)] for place in places] == ["Kiew", "Bonn", None]


def test_what_is_put_back_is_linked_to_where_it_came_from() -> None:
    text = "An <b>a@b.de</b> geht es"
    one = masked(text)
    linked, _ = masking.unmasked(one, echo(one), [])
    assert all(linked.text[slice(*ours)] == text[slice(*theirs)] for ours, theirs in linked.links)
    assert ((6, 12), (6, 12)) in linked.links


PARTS = [
    "Haus",
    "alt",
    ".",
    "a@b.de",
    "www.x.de/y",
    "`x y`",
    "%s",
    "10⁶",
    "CO₂",
    "Brașov",
    "§ 5 Abs. 1",
    "<b>Rot</b>",
    "✓",
    "sagt,",
]


@example(["✓", ".", "✓", "Haus"])
@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_everything_comes_back(parts: list[str]) -> None:
    text = " ".join(parts)
    one = masked(text)
    linked, _ = masking.unmasked(one, echo(one), [])
    assert one.is_bare or linked.text.split() == text.split()
    assert all(0 <= low <= high <= len(text) for _, (low, high) in linked.links)
