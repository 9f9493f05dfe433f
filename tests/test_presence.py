"""Which terms stand in English sentences, without an engine."""

import time

import pytest
from hypothesis import given
from sentences import find, standings

from glossary import english, presence
from glossary.linked import Link, LinkedText
from glossary.occurrences import occurrences
from glossary.presence import Standing
from glossary.terms import Sentence, Term, TermMatch


def assigned(sentence: Sentence, text: str) -> Standing:
    return presence.assign(sentence, LinkedText(text))


# --- what stands there


@pytest.mark.parametrize(
    ("name", "source", "text"),
    [
        ("Putin", "Putin kommt.", "Putin is coming."),
        ("Putin", "Putins Besuch", "Putin's visit"),
        ("Putin", "Putins Besuch", "Putin’s visit"),
        ("Putin", "Gestern kamen die Putins.", "The Putins came yesterday."),
        ("Marx", "Marx’ Werk", "Marx' work"),
        ("Türke", "Die Türken kamen.", "The Turks came."),
        ("Türke", "Das Haus der Türken", "The Turks' house"),
        ("Stadt", "Die Städte wachsen.", "The cities grow."),
        ("Stadt", "Der Plan der Städte", "The cities' plan"),
        ("Stadt", "Stadt in Angst", "City in fear"),
        ("Stadt", "„Stadt in Angst“", "“City in fear”"),
        ("Stadt", "Er kam. Stadt in Angst.", "He came. City in fear."),
        ("Stadt", "Die Stadt sagt es.", "The City says it."),
        ("Schmerzgrenze", "Schmerzgrenzen", "Thresholds of pain"),
        ("Schmerzgrenze", "Die Schmerzgrenzen", "The Thresholds of Pain"),
        ("Bürgermeister", "BÜRGERMEISTER TRITT ZURÜCK", "MAYOR RESIGNS"),
        ("Nordkorea", "NORDKOREA droht", "NORTH KOREA threatens"),
        ("Nordkorea", "Nordkorea droht", "North\nKorea threatens"),
        ("Nordkorea", "Nordkorea-Krise", "the North Korea-crisis"),
        ("EU", "(EU)", "(EU)"),
    ],
)
def test_what_is_in_place(name: str, source: str, text: str) -> None:
    assert presence.missing(find(source, name), text) == []


@pytest.mark.parametrize(
    ("name", "source", "text"),
    [
        ("Putin", "Putin kommt.", "Rasputin is coming."),
        ("Putin", "Putin kommt.", "Putinism is coming."),
        ("Putin", "Putin kommt.", "putin is coming."),
        ("Putin", "Putins Besuch", "Putins visit"),
        ("Putin", "Die Partei, die Putins Besuch lobte.", "The party that praised Putins visit."),
        ("EU", "Die EU sagt es.", "The EUR says it."),
        ("EU", "Die EU sagt es.", "The EU_2 says it."),
        ("Stadt", "Die Stadt sagt es.", "The council of CIty says it."),
        ("Stadt", "Die Stadt wächst.", "The cityscape grows."),
        ("Nordkorea", "Nordkorea droht.", "North and South Korea threaten."),
        ("Nordkorea", "Nordkorea droht.", ""),
    ],
)
def test_what_is_missing(name: str, source: str, text: str) -> None:
    sentence = find(source, name)
    assert presence.missing(sentence, text) == list(sentence.matches)


def test_a_name_that_is_spelt_like_a_term_is_not_it() -> None:
    turkey = TermMatch(Term("Pute", "turkey"), 4, 8)
    sentence = Sentence("Die Pute kam aus Ankara.", (turkey,))
    named = LinkedText("The Turkey bird came from Turkey.", (((26, 32), (17, 23)),))
    assert presence.assign(sentence, named).places == (None,)
    assert presence.assign(sentence, named.replaced((4, 10), "Turkey", (4, 8))).places == ((4, 10),)


@pytest.mark.parametrize(
    ("lemma", "surface", "target", "text"),
    [
        ("trainieren", "trainiert", "train", "She is trained by him."),
        ("verpassen", "verpasste", "miss", "She missed the train."),
        ("planen", "plante", "plan", "He planned it."),
        ("teilen", "teilt", "share", "He is sharing it."),
        ("tragen", "trägt", "carry", "He carried it."),
    ],
)
def test_a_verb_may_stand_in_the_form_that_it_has_in_the_source(
    lemma: str, surface: str, target: str, text: str
) -> None:
    def missing(term: Term) -> list[TermMatch]:
        return presence.missing(Sentence(surface, (TermMatch(term, 0, len(surface)),)), text)

    assert missing(Term(lemma, target)) == []
    # Not if the form was given that stands there.
    assert missing(Term(surface, target)) != []


def test_a_number_is_no_part_of_another() -> None:
    match = TermMatch(Term("5", "5"), 0, 1)
    sentence = Sentence("5", (match,))
    for text in ("15", "51", "5.5", "1,5", "5,000"):
        assert presence.missing(sentence, text) == [match], text
    for text in ("5.", "5, not 6", "(5)", "5%"):
        assert presence.missing(sentence, text) == [], text


def test_every_occurrence_counts() -> None:
    sentence = find("Putin traf Putin.", "Putin")
    assert presence.missing(sentence, "Putin met Putin.") == []
    assert presence.missing(sentence, "Putin met him.") == list(sentence.matches[1:])


def test_the_longer_term_has_the_place() -> None:
    sentence = find("Der US-Präsident sprach über die USA.", "US-Präsident", "USA")
    text = "The US President spoke about the US."
    assert [text[slice(*place)] for place in assigned(sentence, text).taken] == ["US President", "US"]
    assert presence.missing(sentence, "The US President spoke about America.") == list(sentence.matches[1:])


def test_who_comes_too_late_may_make_another_move() -> None:
    # Only the first place fits `Bill Gates`, both fit `Gates`: the longer goes first, and nobody is left over.
    sentence = Sentence("A B", (TermMatch(Term("A", "Gates"), 0, 1), TermMatch(Term("B", "Bill Gates"), 2, 3)))
    assert assigned(sentence, "Bill Gates met Gates.").places == ((15, 20), (0, 10))
    # Each of two overlapping names has one place where it does not disturb the other.
    sentence = Sentence("A B", (TermMatch(Term("A", "New York"), 0, 1), TermMatch(Term("B", "York City"), 2, 3)))
    assert None not in assigned(sentence, "New York City and New York").places


def test_many_mentions_of_one_name_take_no_time() -> None:
    sentence = find(" ".join(["Putin"] * 40), "Putin")
    began = time.process_time()
    assert len(presence.missing(sentence, "Putin " * 25)) == 15
    assert time.process_time() - began < 2


def test_links_say_which_of_two_places_is_meant() -> None:
    sentence = find("In Russland sagt Russland nichts.", "Russland")
    translation = LinkedText("Russia says nothing in Russia.", (((0, 6), (17, 25)), ((23, 29), (3, 11))))
    assert presence.assign(sentence, translation).places == ((23, 29), (0, 6))


def test_a_term_inside_another_may_share_its_place() -> None:
    matches = (
        TermMatch(Term("Forschungsbericht", "research report"), 0, 17),
        TermMatch(Term("bericht", "report"), 10, 17),
    )
    assert presence.missing(Sentence("Forschungsbericht", matches), "A research report") == []


def test_a_pronoun_refers_back_only_where_links_say_so() -> None:
    sentence = find("Putin sagte, Putin komme.", "Putin")

    def absent(text: str, *links: Link) -> frozenset[int]:
        return presence.absent(presence.assign(sentence, LinkedText(text, links)))

    assert absent("Putin said he was coming.") == {1}
    assert absent("Putin said he was coming.", ((11, 13), (13, 18))) == frozenset()
    # Nothing refers back to what has not been named, nor does a noun.
    assert absent("He said he was coming.", ((8, 10), (13, 18))) == {0, 1}
    assert absent("Putin said Vladimir came.", ((11, 19), (13, 18))) == {1}


# --- what reads wrong


@pytest.mark.parametrize(
    ("source", "text", "better"),
    [
        ("Putins Besuch in Peking", "Putin visit to Beijing", "Putin's"),
        ("Gestern war Putins großer Auftritt.", "Yesterday was Putin great show.", "Putin's"),
        ("Lawrow kam.", "Lavrov Lawrow came.", "Lavrov"),
        ("Lawrow kam.", "Lawrow Lavrov came.", "Lavrov"),
        ("Putin kam.", "Putin Putin came.", "Putin"),
    ],
)
def test_flaws(source: str, text: str, better: str) -> None:
    flaws = presence.flaws(assigned(find(source, "Putin", "Lawrow"), text))
    assert [flaw.better for flaw in flaws.values()] == [better]
    whole = english.put(LinkedText(text), flaws[0].span, better).text
    assert whole in text.replace(text[slice(*flaws[0].span)], better) + " "


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Putins Besuch in Peking", "Putin's visit to Beijing"),
        ("Putins Besuch in Peking", "The visit by Putin to Beijing"),
        ("Die Reise Putins nach Peking", "The Putin trip to Beijing"),
        ("Putin kam.", "Putin came."),
        ("Sergej Lawrow kam.", "Sergei Lavrov came."),
        ("Putin traf Lawrow.", "Putin met Lavrov."),
    ],
)
def test_no_flaws(source: str, text: str) -> None:
    assert presence.flaws(assigned(find(source, "Putin", "Lawrow"), text)) == {}


def test_surplus_counts_what_the_source_does_not_say() -> None:
    sentence = find("Putin traf Lawrow.", "Putin", "Lawrow")
    assert presence.surplus(sentence, "Putin met Lavrov.") == 0
    assert presence.surplus(sentence, "Putin, Putin and Putin met Lavrov.") == 2
    assert presence.surplus(sentence, "Somebody met Lavrov.") == 0


# --- any sentence


@given(standings())
def test_places_are_the_terms_and_nobody_elses(standing: Standing) -> None:
    matches, places = standing.sentence.matches, standing.places
    for index, place in enumerate(places):
        source, text = standing.sentence.text, standing.translation.text
        assert place is None or place in occurrences(matches[index], source, text)
        for other in range(index):
            one, two = matches[index], matches[other]
            inside = one.start < two.end and two.start < one.end
            unplaced = one.start == one.end or two.start == two.end
            if place and (taken := places[other]) and not inside and not unplaced:
                assert place[1] <= taken[0] or taken[1] <= place[0]
