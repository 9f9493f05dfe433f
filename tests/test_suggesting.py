"""An English form for each name that was found."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from known_words import classify

from glossary.matching import Matcher
from glossary.name_finding import Candidate, candidates
from glossary.suggesting import Suggestion, proposals, rendering
from glossary.terms import Glossary, Term


def found(*sentences: str, terms: Sequence[Term] = ()) -> list[Candidate]:
    matcher = Matcher(Glossary(tuple(terms)))
    return candidates(sentences, [matcher.find(sentence) for sentence in sentences], classify)


WORDS = st.sampled_from(
    "Der der von bin Angela Merkel Kates Uschakow Lawrow Lawrows Sergej Peking Xylofen Xylofens NATO II Un Haus "
    "Merkel-Haus New al-Assad sprach , . „ - – !".split()
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@example("Uschakow Lawrow Der", "Uschakow Lawrow Der")
@given(TEXTS, TEXTS)
def test_any_sentence_is_taken(sentence: str, translation: str) -> None:
    terms = [Term("Lawrow", "Lavrov", "person"), Term("Merkel", "Merkel"), Term("Peking", "Beijing", "place")]
    one = found(sentence, terms=terms)
    assert all(name.source in sentence for name in one)
    made = proposals(one, [sentence], [Matcher(Glossary(tuple(terms))).find(sentence)], {0: translation}, classify)
    # What the translation left in German may be a longer name that has this one in it.
    assert all(any(name.source in suggestion.source for suggestion in made) for name in one if name.target)
    assert all(suggestion.target for suggestion in made)


def proposed(sentences: Sequence[str], translations: Mapping[int, str]) -> dict[str, Suggestion]:
    return {
        one.source: one
        for one in proposals(found(*sentences), sentences, [()] * len(sentences), translations, classify)
    }


def test_what_a_proposal_is_based_on() -> None:
    sentences = [
        "Heute kam Obama nach Pjöngjang.",
        "Der Minister traf Uschakow und Xylofen und Brzlfrmpf.",
        "Dann sprach Mahlert mit Wexler.",
    ]
    translations = {
        0: "Obama came to Pyongyang today.",
        1: "The minister met Ushakov and Xylofen and a thing.",
        2: "Then Mahler spoke to Vexler.",
    }
    made = proposed(sentences, translations)
    assert {name: (one.target, one.certainty, one.basis) for name, one in made.items()} == {
        "Obama": ("Obama", "likely", "unchanged"),
        "Pjöngjang": ("Pyongyang", "sure", "CLDR"),
        # The model writes what the rules say.
        "Uschakow": ("Ushakov", "sure", "rules"),
        "Xylofen": ("Xylofen", "likely", "unchanged"),
        # Once, and no other transcription: a mistake of the model.
        "Mahlert": ("Mahlert", "guess", "unchanged"),
        "Wexler": ("Vexler", "guess", "model"),
    }
    assert made["Pjöngjang"].kind == "place"
    assert made["Uschakow"].sentence == sentences[1]
    # What English writes otherwise comes first.
    changed = [one.source != one.target for one in made.values()]
    assert changed == sorted(changed, reverse=True)


def test_a_noun_behind_a_name_belongs_to_it_if_the_translation_has_both() -> None:
    assert list(proposed(["Heute kam Kate Besuch."], {0: "Kate Besuch came today."})) == ["Kate Besuch"]
    assert list(proposed(["Heute bekam Kate Besuch."], {0: "Today Kate had a visitor."})) == ["Kate"]


@pytest.mark.parametrize(
    ("name", "translation", "expected"),
    [
        ("Juri Uschakow", "The adviser, Yuri Ushakov, came.", "Yuri Ushakov"),
        ("Uschakow", "It was Ushakov's visit.", "Ushakov"),
        ("Uschakow", "It was Ushakov’s visit.", "Ushakov"),
        # Of several the likest; what has no capital is no name.
        ("Wexler", "Wechsler met Wexler.", "Wexler"),
        ("Wexler", "Wexler met Wechsler.", "Wexler"),
        ("Wexler", "He met the wexler.", ""),
        ("Wexler", "", ""),
    ],
)
def test_the_words_of_a_translation_that_are_the_name(name: str, translation: str, expected: str) -> None:
    assert rendering(name, translation) == expected


def test_a_title_tells_that_a_name_is_a_persons() -> None:
    made = proposed(["Dann sprach Präsident Wexler in Xylofen."], {0: "Then President Wexler spoke in Xylofen."})
    assert {name: one.kind for name, one in made.items()} == {"Wexler": "person", "Xylofen": ""}


def test_a_name_that_the_rules_write_is_a_persons_if_it_has_two_words() -> None:
    made = proposed(["Heute kam Juri Uschakow mit Schewtschenko."], {})
    assert {name: one.kind for name, one in made.items()} == {"Juri Uschakow": "person", "Schewtschenko": ""}


def test_what_the_model_has_without_an_ending_has_none() -> None:
    assert list(proposed(["Dann sprach Wexlers."], {0: "Then Wexler spoke."})) == ["Wexler"]


def test_a_word_that_is_somewhat_alike_makes_no_name() -> None:
    assert proposed(["Heute kam Kexholm."], {0: "Kexhamm came today."}) == {}


def test_a_name_without_translation_is_a_guess() -> None:
    [made] = proposals([Candidate("Wexler", (0,), "", evident=True)], ["Wexler."], [()], {}, classify)
    assert (made.target, made.certainty, made.basis) == ("Wexler", "guess", "unchanged")


def test_hyphens_and_capitals_make_no_other_spelling() -> None:
    made = proposed(["Heute kam Wex-Ler."], {0: "Wexler came today."})
    assert [(one.target, one.certainty) for one in made.values()] == [("Wex-Ler", "likely")]


def test_a_place_that_is_a_word_too_is_a_guess() -> None:
    found = [Candidate(name, (0,), "", evident=True) for name in ("Island", "Finnland")]
    made = proposals(found, ["Island und Finnland."], [()], {0: "Iceland and Finland."}, classify)
    assert {one.source: (one.target, one.certainty) for one in made} == {
        "Island": ("Iceland", "guess"),
        "Finnland": ("Finland", "sure"),
    }


def test_names_that_only_their_translation_tells() -> None:
    made = proposed(
        ["Heute war der Wolf Besuch in Xylofen.", "Dort lachte das Haus."],
        {0: "Today the Wolf Besuch was in Xylofen.", 1: "There the Haus laughed."},
    )
    # "das Haus" has an article, so the model left a noun in German.
    assert {name: one.certainty for name, one in made.items()} == {
        "Wolf Besuch": "likely",
        "Xylofen": "likely",
    }


def test_what_stands_in_a_longer_name_only_is_no_name_by_itself() -> None:
    translations = {0: "Today the Xylofen Cup was on.", 1: "There was the Brzl Cup in Brzl."}
    assert list(proposed(["Heute lief der Xylofen Cup.", "Da war der Brzl Cup in Brzl."], translations)) == [
        "Brzl",
        "Xylofen Cup",
        "Brzl Cup",
    ]


def test_what_stands_beside_a_person_is_no_part_of_the_name() -> None:
    made = proposed(["Dann kam Chef Annika Xylofen."], {0: "Then Chef Annika Xylofen came."})
    assert {name: one.kind for name, one in made.items()} == {"Annika Xylofen": "person"}
