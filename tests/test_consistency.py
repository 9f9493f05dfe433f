"""Whether terms and names have one English throughout a document."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import consistency, terms
from eval.consistency import Consistency, Inconsistency, Rendering
from glossary.linked import LinkedText
from glossary.terms import Glossary, Sentence, Term

LAVROV = Term("Lawrow", "Lavrov")
HOUSE = Term("Haus", "house", forms=("Häuser",))
TRUCE = Term("Waffenruhe", "ceasefire", forbidden=("truce",))


def sentences(sources: Sequence[str], glossary: Sequence[Term]) -> list[Sentence]:
    matches = terms.find(sources, Glossary(tuple(glossary)), None)
    return [Sentence(source, tuple(found)) for source, found in zip(sources, matches, strict=True)]


def measured(
    pairs: Sequence[tuple[str, str]],
    glossary: Sequence[Term] = (LAVROV, HOUSE, TRUCE),
    documents: Sequence[str] | None = None,
) -> Consistency:
    found = sentences([source for source, _ in pairs], glossary)
    return consistency.measure(found, [LinkedText(hypothesis) for _, hypothesis in pairs], documents)


def test_forms_of_a_term_are_one_english() -> None:
    told = measured(
        [
            ("Das Haus steht.", "The house stands."),
            ("Häuser stehen.", "Houses stand."),
            ("Lawrow kam.", "Lavrov came."),
            ("LAWROW KOMMT", "LAVROV IS COMING"),
            ("Lawrows Rede.", "Lavrov's speech."),
            ("Die Waffenruhe hält.", "The ceasefire holds."),
        ]
    )
    # The ceasefire stands there once.
    assert told == Consistency(1, 2, 2, ())


def test_another_spelling_is_another_english() -> None:
    told = measured(
        [("Lawrow kam.", "Then Lawrow came."), ("Lawrow ging.", "Lavrov's gone."), ("Lawrow sah.", "Lawrow saw.")]
    )
    assert told.repeated - told.alike == 1
    assert told.inconsistent == (
        Inconsistency("", "Lawrow", "Lavrov", (Rendering("Lawrow", (1, 3)), Rendering("Lavrov", (2,)))),
    )


def test_what_is_wrong_throughout_is_consistent() -> None:
    told = measured([("Lawrow kam.", "Then Lawrow came."), ("Lawrow ging.", "And Lawrow's gone.")])
    assert (told.repeated, told.alike) == (1, 1)


def test_forbidden_english_is_told_as_such() -> None:
    told = measured([("Die Waffenruhe hält.", "The truce holds."), ("Eine Waffenruhe.", "A ceasefire.")])
    [one] = told.inconsistent
    assert one.renderings == (Rendering("truce", (1,), forbidden=True), Rendering("ceasefire", (2,)))


def test_an_english_that_is_not_found() -> None:
    told = measured([("Lawrow kam.", "Lavrov came."), ("Lawrow ging.", "He went.")])
    assert told.inconsistent[0].renderings == (Rendering("Lavrov", (1,)), Rendering("", (2,)))
    # Where none is found it may be the same throughout.
    assert measured([("Lawrow kam.", "He came."), ("Lawrow ging.", "He went.")]) == Consistency(1, 0, 0, ())
    # A second mention in one sentence may well be a pronoun.
    assert measured([("Lawrow sah Lawrow.", "Lavrov saw himself.")]).inconsistent == ()


def test_links_tell_what_a_pronoun_stands_for() -> None:
    found = sentences(["Lawrow kam, und Lawrow ging.", "Lawrow sprach."], [LAVROV])
    linked = LinkedText("Lavrov came, and he went.", (((0, 6), (0, 6)), ((17, 19), (16, 22))))
    told = consistency.measure(found, [linked, LinkedText("Lavrov spoke.")])
    assert told == Consistency(1, 1, 1, ())


def test_links_tell_what_was_written_for_a_word() -> None:
    found = sentences(["Das Haus steht.", "Das Haus."], [HOUSE])
    linked = LinkedText("The building stands.", (((0, 3), (0, 3)), ((4, 12), (4, 8)), ((13, 19), (9, 14))))
    told = consistency.measure(found, [linked, LinkedText("The house.")])
    assert told.inconsistent[0].renderings == (Rendering("building", (1,)), Rendering("house", (2,)))


@pytest.mark.parametrize("english", ["They saw the Lawrow.", "It fell to Lawrow.", "That is of the Lawrow, who sat."])
def test_small_words_around_a_rendering_are_no_part_of_it(english: str) -> None:
    told = measured([("Lawrow kam.", "Lavrov came."), ("Lawrow saß.", english)])
    assert [one.english for one in told.inconsistent[0].renderings] == ["Lavrov", "Lawrow"]


def test_each_document_is_by_itself() -> None:
    pairs = [("Lawrow kam.", "Lavrov came."), ("Lawrow ging.", "Lawrow went."), ("Lawrow saß.", "Lavrov sat.")]
    assert measured(pairs, documents=["a", "b", "a"]) == Consistency(2, 1, 1, ())
    told = measured(pairs, documents=["a", "b", "b"])
    assert (told.documents, told.repeated, told.inconsistent[0].document) == (2, 1, "b")
    assert [one.lines for one in told.inconsistent[0].renderings] == [(2,), (3,)]


def test_names_that_no_glossary_has_are_found_within_their_document() -> None:
    sources = ["Der Russe Iwan Sokolowski sprach.", "Später ging Sokolowski.", "Lawrow kam nach Moskau."]
    matches = terms.find(sources, Glossary((LAVROV,)), None)
    found = consistency.with_names(sources, matches)
    assert [sentence.text for sentence in found] == sources
    assert all(match.term.source in sentence.text for sentence in found for match in sentence.matches)
    targets = {match.term.target for match in found[0].matches} | {match.term.target for match in found[1].matches}
    assert any("Sokolo" in target for target in targets)
    # What the glossary has stays the glossary's.
    assert LAVROV in {match.term for match in found[2].matches}
    # In a document of its own the surname has no first name to be told by.
    assert len(consistency.with_names(sources, matches, ["a", "b", "c"])[1].matches) <= len(found[1].matches)


WORDS = st.lists(
    st.sampled_from(["Lawrow", "Lavrov", "Haus", "house", "truce", "Waffenruhe", "und", "he", "."]), max_size=7
)


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from("abc")), min_size=1, max_size=8))
def test_any_texts(segments: list[tuple[list[str], list[str], str]]) -> None:
    pairs = [(" ".join(source), " ".join(hypothesis)) for source, hypothesis, _ in segments]
    documents = [document for *_, document in segments]
    told = measured(pairs, documents=documents)
    assert told.documents == len(set(documents))
    assert told.repeated - told.alike == len(told.inconsistent)
    for one in told.inconsistent:
        assert len(one.renderings) > 1
        assert all(documents[line - 1] == one.document for rendering in one.renderings for line in rendering.lines)
    # The same text in place of each term is one English.
    alike = [(source, source.replace("Lawrow", "Lavrov").replace("Haus", "house").replace("Waffenruhe", "ceasefire"))
             for source, _ in pairs]  # fmt: skip
    assert measured(alike, documents=documents).inconsistent == ()
