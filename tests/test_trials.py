"""Entries in sentences, translated without and with them, by a translator without a model."""

from collections.abc import Sequence

import pytest

from glossary import wordlists
from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.terms import Found, Glossary, LeftOut, Outcome, Term, TermMatch
from translate import trials
from translate.documents.document import Segment
from translate.report import Translation

KIEV = Term("Kiew", "Kyiv", "place")
CROW = Term("Krähe", "crow")
FRAMES = wordlists.entries("translate", "trial_sentences.txt")


def translate(lines: Sequence[str], glossary: Glossary) -> list[Translation]:
    """Puts each term's English in place of its German, and leaves the rest."""
    found = []
    for line in lines:
        matches = Matcher(glossary).find(line)
        text = line
        for match in reversed(matches):
            text = text[: match.start] + match.target + text[match.end :]
        outcomes = tuple(Outcome(match, "hint") for match in matches)
        found.append(Translation(Segment(0, len(line), line), LinkedText(text), -0.1, "model", outcomes))
    return found


def test_entries_that_share_a_sentence_are_translated_together() -> None:
    asked: list[Sequence[str]] = []

    def counted(lines: Sequence[str], glossary: Glossary) -> list[Translation]:
        asked.append(lines)
        return translate(lines, glossary)

    sentence = "Eine Krähe flog nach Kiew."
    both = Glossary((KIEV, CROW))
    one, other = trials.run([(KIEV, sentence), (CROW, sentence)], Glossary(), both, counted)
    assert asked == [[sentence], [sentence]]
    assert (one.without.text, one.within.text) == (sentence, "Eine crow flog nach Kyiv.")
    assert [outcome.match.term for outcome in one.outcomes] == [KIEV]
    assert [outcome.match.term for outcome in other.outcomes] == [CROW]
    assert one.reasons == []


def test_in_a_text_each_entry_has_the_first_sentences_it_stands_in() -> None:
    sentences = ["Nichts.", "In Kiew.", "In Kiew.", "Nach Kiew.", "Die Krähe in Kiew."]
    absent = Term("Lwiw", "Lviv")
    tried = trials.in_text([CROW, KIEV, absent], sentences, Glossary((KIEV, CROW, absent)), 2)
    assert tried == [(CROW, "Die Krähe in Kiew."), (KIEV, "In Kiew."), (KIEV, "Nach Kiew.")]


def test_what_is_left_out_is_shown_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    food = Term("Essen", "Essen", "place")
    left_out = (LeftOut(TermMatch(food, 4, 9), "an ordinary word here"),)
    monkeypatch.setattr(Matcher, "survey", lambda self, text: Found((), left_out))
    [(term, sentence)] = trials.in_text([food], ["Das Essen."], Glossary((food,)), 2)
    translation = Translation(Segment(0, 10, sentence), LinkedText("The food."), 0.0, "model", left_out=left_out)
    assert trials.Trial(term, translation, translation).reasons == ["an ordinary word here"]


def test_shipped_sentences_have_the_entry_and_change_from_entry_to_entry() -> None:
    terms = [KIEV, Term("Lwiw", "Lviv", "place"), CROW]
    tried = trials.shipped(terms, 2)
    assert [term for term, _ in tried] == [KIEV, KIEV, terms[1], terms[1], CROW, CROW]
    assert all(term.source in sentence for term, sentence in tried)
    assert len({sentence.replace(term.source, "{}") for term, sentence in tried}) == 6
    assert len(trials.shipped([KIEV], 1000)) == len(FRAMES["place"])


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        (Term("Deutsche Bahn", "Deutsche Bahn", "org"), "organisation"),
        (Term("Deutsche Bahn", "Deutsche Bahn", "whatever"), "name"),
        (Term("Krähe", "crow", "animal"), "noun"),
        (Term("laufen", "run"), "other"),
        (Term("1. FC Köln", "Cologne"), "name"),
    ],
)
def test_the_kind_of_sentences(term: Term, kind: str) -> None:
    assert trials.kind_of(term) == kind


def test_an_adjective_has_its_ending() -> None:
    [(_, first), (_, second)] = trials.shipped([Term("sorbisch", "Sorbian", "adjective")], 2)
    assert "sorbische " in first
    assert "sorbischer " in second
    # One that ends so already takes none.
    assert "leisee" not in trials.shipped([Term("leise", "quiet", "adjective")], 1)[0][1]


def test_each_sentence_takes_one_entry() -> None:
    lines = [line for kind, of_kind in FRAMES.items() if kind for line in of_kind]
    assert all(line.count("{}") == 1 for line in lines)
    assert all(line.endswith(".") for kind, of_kind in FRAMES.items() if kind != "noun" for line in of_kind)
    assert all(of_kind for kind, of_kind in FRAMES.items() if kind)
