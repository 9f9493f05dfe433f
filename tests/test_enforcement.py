"""What would put a missing term in: German sentences, drafts of their English, no engine."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentences import TERMS, find, linked, standings

from glossary import enforcement, presence
from glossary.linked import LinkedText
from glossary.presence import Standing
from glossary.terms import Sentence, Term, TermMatch


def completed(sentence: Sentence, translation: LinkedText | str) -> str:
    return enforcement.complete(standing(sentence, translation))[0].translation.text


def standing(sentence: Sentence, translation: LinkedText | str) -> Standing:
    return presence.assign(sentence, LinkedText(translation) if isinstance(translation, str) else translation)


# --- forms


@pytest.mark.parametrize(
    ("name", "source", "english"),
    [
        ("Putin", "Putin kommt.", "Putin"),
        ("Putin", "Putins Besuch", "Putin's"),
        ("Putin", "Putins erster Besuch", "Putin's"),
        ("Putin", "die Reise Putins", "Putin"),
        ("Marx", "Marx’ Werk", "Marx's"),
        ("Johannes Paul", "Johannes Pauls Reise", "John Paul's"),
        ("Türke", "die Türken", "Turks"),
        ("Türke", "einen Türken", "Turk"),
        ("Türke", "viele Türkinnen", "Turks"),
        ("Stadt", "die Städte", "city"),
    ],
)
def test_the_english_of_a_hint(name: str, source: str, english: str) -> None:
    [match, *_] = find(source, name).matches if name != "Türke" else [_people(source)]
    assert enforcement.hint_form(match, source) in (english, english.replace("Marx's", "Marx'"))


def _people(source: str) -> TermMatch:
    found = re.search(r"Türk\w+", source)
    assert found is not None
    return TermMatch(TERMS["Türke"], *found.span())


# --- what would put it in


@pytest.mark.parametrize(
    ("source", "draft", "expected"),
    [
        # Another spelling of the name is replaced, its possessive stays one.
        ("Lawrow kam gestern.", "Lawrow came yesterday.", "Lavrov came yesterday."),
        ("Lawrows Besuch", "Lawrow's visit", "Lavrov's visit"),
        ("Lawrows Besuch", "Lawrows visit", "Lavrov's visit"),
        ("Putins Besuch", "Putins visit", "Putin's visit"),
        ("Der Besuch Lawrows", "The visit of Lawrow", "The visit of Lavrov"),
        ("Selenskyj sprach.", "Selenskyj spoke.", "Zelensky spoke."),
        ("Selenskyj sprach.", "Mr. Selenskyi spoke.", "Mr. Zelensky spoke."),
        # Articles.
        ("Er war in den USA.", "He was in the USA.", "He was in the US."),
        ("Er war in den USA.", "He was in USA.", "He was in the US."),
        ("Er war in Pjöngjang.", "He was in Pjöngjang.", "He was in Pyongyang."),
        ("Er war in Nordkorea.", "He was in Nordkorea.", "He was in North Korea."),
        # A name whose German stands beside it does not stand there twice.
        ("Lawrow kam.", "Lavrov Lawrow came.", "Lavrov came."),
        # Quotes and hyphens stay.
        ("„Lawrow“ kam.", '"Lawrow" came.', '"Lavrov" came.'),
        ("LAWROW KAM", "LAWROW CAME", "LAVROV CAME"),
    ],
)
def test_the_last_resort_by_spelling(source: str, draft: str, expected: str) -> None:
    sentence = find(source, "Lawrow", "Putin", "Selenskyj", "USA", "Pjöngjang", "Nordkorea")
    assert completed(sentence, draft) == expected


@pytest.mark.parametrize(
    ("source", "draft", "pair", "expected"),
    [
        ("Das Preisgeld war hoch.", "The money was high.", ("money", "Preisgeld"), "The prize was high."),
        ("Ein Preisgeld war hoch.", "An award was high.", ("award", "Preisgeld"), "A prize was high."),
        ("Der Bürgermeister kam.", "The major came.", ("major", "Bürgermeister"), "The mayor came."),
        ("Das Land zahlt.", "country pays.", ("country", "Land"), "Country pays."),
        ("Städte wachsen.", "Towns grow.", ("Towns", "Städte"), "Cities grow."),
        ("Die Länder sagten es.", "The states said it.", ("states", "Länder"), "The countries said it."),
    ],
)
def test_the_last_resort_by_links(source: str, draft: str, pair: tuple[str, str], expected: str) -> None:
    sentence = find(source, "Preisgeld", "Bürgermeister", "Stadt", "Land")
    assert completed(sentence, linked(source, draft, pair)) == expected


def test_a_rendering_that_is_in_part_alike_is_replaced_whole() -> None:
    source = "Am Heiligabend kam er."
    match = TermMatch(Term("Heiligabend", "Christmas Eve"), 3, 14)
    pairs = [("Heilig", "Heilig"), ("evening", "abend"), ("came", "kam")]
    draft = linked(source, "On Heilig evening he came.", *pairs)
    assert completed(Sentence(source, (match,)), draft) == "On Christmas Eve he came."
    draft = linked(source, "On Heiligabend came he.", ("Heiligabend", "Heiligabend"), ("came", "kam"))
    assert completed(Sentence(source, (match,)), draft) == "On Christmas Eve came he."


def test_a_term_and_a_price_are_two_words() -> None:
    source = "Ein Preisgeld von £50.000"
    draft = linked(source, "One of £50,000", ("of ", "von "), ("One", "Ein"))
    assert completed(find(source, "Preisgeld"), draft) in (
        "One prize of £50,000",
        "One of prize £50,000",
    )


def test_a_noun_is_rather_what_stands_behind_an_article() -> None:
    source = "Die Polizei konnte den Täter fassen."
    match = TermMatch(Term("Täter", "perpetrator"), 23, 28)
    draft = linked(source, "Police could tackle the valley.", ("tackle", "Täter"), ("valley", "Täter"))
    assert completed(Sentence(source, (match,)), draft) == "Police could tackle the perpetrator."


def test_a_term_without_rendering_stands_behind_all_of_its_neighbour() -> None:
    source = "Er errang 4.300 Siege."
    match = TermMatch(Term("Siege", "victories"), 16, 21)
    draft = linked(source, "He reached 4.300 there.", ("4.", "4.300"), ("300", "4.300"))
    assert completed(Sentence(source, (match,)), draft) == "He reached 4.300 victories there."


def test_a_term_without_rendering_stands_beside_its_neighbour() -> None:
    source = "Gestern kam Lawrow nach Berlin."
    draft = linked(
        source, "Yesterday he came to Berlin.", ("Yesterday", "Gestern"), ("came", "kam"), ("Berlin", "Berlin")
    )
    assert completed(find(source, "Lawrow"), draft) == "Yesterday he came Lavrov to Berlin."


@pytest.mark.parametrize(
    ("source", "draft", "name", "expected"),
    [
        ("Lawrow kam gestern.", "Lawrow came yesterday.", "Lawrow", "Lavrov"),
        ("Gestern kam Lawrow.", "Yesterday Lawrow came.", "Lawrow", "Yesterday Lavrov"),
        ("Lawrows Besuch", "Lawrows visit", "Lawrow", "Lavrov's"),
        ("Er war in den USA zu Besuch.", "He was in the USA on a visit.", "USA", "He was in the US"),
        ("Er kam aus den USA.", "He came from USA.", "USA", "He came from the US"),
        ("Die Reise nach Russland", "The trip to the Rußland", "Russland", "The trip to Russia"),
        ("Der UN-Sicherheitsrat tagt.", "UN-Sicherheitsrat meets.", "UN-Sicherheitsrat", "UN Security Council"),
    ],
)
def test_beginnings_hold_the_term_where_its_rendering_stood(source: str, draft: str, name: str, expected: str) -> None:
    first, *_ = enforcement.beginnings(standing(find(source, name), draft), [0])
    assert first.startswith(expected), first
    # Nothing but the word behind it follows.
    assert len(first[len(expected) :].split()) <= 1


def test_one_beginning_holds_all_that_is_missing() -> None:
    source = "Lawrow traf Selenskyj in Pjöngjang zu Gesprächen."
    sentence = find(source, "Lawrow", "Selenskyj", "Pjöngjang")
    draft = standing(sentence, "Lawrow met Selenskyj in Pjöngjang for talks.")
    beginnings = enforcement.beginnings(draft, [0, 1, 2])
    assert beginnings[0] == "Lavrov met Zelensky in Pyongyang for"
    assert all(not presence.missing(sentence, beginning) for beginning in beginnings)


def test_what_is_settled_stays() -> None:
    source = "Lawrow traf Selenskyj."
    text = "Lavrov met Selenskyj."
    draft = standing(find(source, "Lawrow", "Selenskyj"), text)
    for fixed in range(len(text)):
        for beginning in enforcement.beginnings(draft, [1], fixed):
            assert beginning.startswith(text[:fixed].rstrip())


def test_no_article_twice() -> None:
    source = "Er war in den Niederlanden."
    start = source.index("Niederlanden")
    match = TermMatch(Term("Niederlande", "the Netherlands", "place"), start, start + len("Niederlanden"))
    for text in ("He was in the Holland.", "He was in the Niederlanden.", "He was in Holland.", "He was in the."):
        draft = LinkedText(text, (((text.rindex(" ") + 1, len(text) - 1), (start, match.end)),))
        made = [
            completed(Sentence(source, (match,)), draft),
            *enforcement.beginnings(standing(Sentence(source, (match,)), draft), [0]),
        ]
        for one in made:
            assert "the Netherlands" in one
            assert not re.search(r"\b(\w+) \1\b", one, re.IGNORECASE), one


# --- links


def test_links_go_along_and_a_term_that_is_put_in_has_its_own() -> None:
    source = "Lawrow war in den USA."
    draft = linked(source, "Lawrow was in USA.", ("Lawrow", "Lawrow"), ("was", "war"), ("in", "in"), ("USA", "USA"))
    done = enforcement.complete(standing(find(source, "Lawrow", "USA"), draft))[0].translation
    assert done.text == "Lavrov was in the US."
    words = [(done.text[slice(*ours)], source[slice(*theirs)]) for ours, theirs in done.links]
    assert words == [("Lavrov", "Lawrow"), ("was", "war"), ("in", "in"), ("the US", "USA")]


def test_a_term_in_no_place_has_no_link() -> None:
    sentence = Sentence("Er kam.", (TermMatch(Term("Haus", "house"), 0, 0),))
    done = enforcement.complete(standing(sentence, linked("Er kam.", "He came.", ("He", "Er"))))[0].translation
    assert "house" in done.text
    assert done.links == (((0, 2), (0, 2)),)


# --- any sentence


@given(standings())
def test_the_last_resort_always_succeeds(before: Standing) -> None:
    done, _ = enforcement.complete(before)
    assert done == presence.assign(before.sentence, done.translation)
    assert not presence.absent(done)
    if not presence.absent(before) and not presence.flaws(before):
        assert done.translation.text[1:] == before.translation.text[1:]
        assert done.translation.text[:1].lower() == before.translation.text[:1].lower()
    ends = [edge for ours, _ in done.translation.links for edge in ours]
    assert ends == sorted(ends)
    assert all(0 <= low < high <= len(done.translation.text) for (low, high), _ in done.translation.links)


@given(standings(), st.integers(0, 12))
def test_beginnings_never_raise_and_keep_what_is_settled(before: Standing, fixed: int) -> None:
    fixed = min(fixed, len(before.translation.text))
    lacking = presence.absent(before)
    if lacking:
        for beginning in enforcement.beginnings(before, lacking, fixed):
            assert beginning.strip()
