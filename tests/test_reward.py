"""What a translation that a model has made itself is worth, and the measures that this is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.training.edits import edit_rate
from translate.training.naming import Named, stem
from translate.training.reward import Reward

CLAUSES = [
    "the government presented a law in 2014",
    "Anna Berger sold the 3 old houses near the river",
    "nobody knows where the 17 children are",
    "the police stopped a lorry with 250 chairs on Monday",
    "prices rose by the usual 4.5 percent",
    "the mayor opened the 12 new bridges with a speech",
]
ARTICLES = {"the": "a", "a": "the"}
WORDS = [
    "the",
    "The",
    "a",
    "house",
    "houses",
    "Haus",
    "3",
    "3.5",
    "1,000",
    "sold",
    "not",
    "don't",
    ",",
    ".",
    "U.S.",
    "«",
    "日本",
]

clauses = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4, unique=True)
texts = st.one_of(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.text(max_size=20))

rewards = Reward().of


def sentence(parts: list[str]) -> str:
    return " and ".join(parts) + "."


@given(texts, st.lists(texts, min_size=1, max_size=4))
def test_nothing_is_better_than_the_reference(reference: str, others: list[str]) -> None:
    best, *rest = rewards([reference, *others], reference)
    assert all(0 <= reward <= best + 1e-9 for reward in rest)
    if reference.strip():
        assert best == pytest.approx(1)


@given(texts, st.lists(texts, min_size=1, max_size=4))
def test_a_reward_is_the_same_alone_and_among_others(reference: str, hypotheses: list[str]) -> None:
    alone = [rewards([hypothesis], reference)[0] for hypothesis in hypotheses]
    assert rewards(hypotheses, reference) == pytest.approx(alone, abs=1e-12)
    assert rewards(hypotheses[::-1], reference) == pytest.approx(alone[::-1], abs=1e-12)


@given(clauses, st.data())
def test_to_say_a_clause_twice_costs(parts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    twice = [*parts[: place + 1], *parts[place:]]
    right, wrong = rewards([sentence(parts), sentence(twice)], sentence(parts))
    assert wrong < right - 0.02


@given(clauses, st.data())
def test_to_leave_a_clause_out_costs(parts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    right, wrong = rewards([sentence(parts), sentence(parts[:place] + parts[place + 1 :])], sentence(parts))
    assert wrong < right - 0.02


@given(clauses, st.data())
def test_a_wrong_number_costs_more_than_a_wrong_article(parts: list[str], data: st.DataObject) -> None:
    reference = sentence(parts)
    words = reference.split()
    articles = [place for place, word in enumerate(words) if word in ARTICLES]
    numbers = [place for place, word in enumerate(words) if word.strip(".").replace(".", "").isdigit()]
    if not articles or not numbers:
        return
    article, number = data.draw(st.sampled_from(articles)), data.draw(st.sampled_from(numbers))
    other = [*words[:article], ARTICLES[words[article]], *words[article + 1 :]]
    wrong = [*words[:number], words[number].translate(str.maketrans("123457", "234568")), *words[number + 1 :]]
    of_article, of_number = rewards([" ".join(other), " ".join(wrong)], reference)
    assert of_number < of_article < 1


def test_what_is_longer_is_not_better_as_such() -> None:
    reference = "The police stopped a lorry with 250 chairs on Monday."
    short, long = (
        "The police stopped a lorry with 250 chairs.",
        "The police stopped a lorry with 250 chairs on Monday in town.",
    )
    right, too_short, too_long = rewards([reference, short, long], reference)
    assert right > too_short
    assert right > too_long
    assert abs(too_short - too_long) < 0.1


@given(st.text("ab ", max_size=200), st.text("ab ", max_size=200))
def test_edits_are_counted_as_levenshtein_does(hypothesis: str, reference: str) -> None:
    one, other = hypothesis.split(), reference.split()
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, right in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != right))
    expected = min(1.0, row[-1] / max(len(other), 1))
    assert edit_rate(hypothesis.upper(), reference) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He has 5 dogs.", "Five dogs are his."),
        ("He paid 2,000 euros.", "He paid 2000 euros."),
        ("the visit of Putin", "Putin's visit"),
        ("He does not come.", "He doesn't come."),
    ],
)
def test_the_same_named_in_another_way(one: str, other: str) -> None:
    assert Named.of(one).f_measure(Named.of(other)) == 1


def test_another_form_of_a_word_counts_half() -> None:
    reference = Named.of("the old house")
    assert Named.of("the old house").common(reference) == 2
    assert Named.of("old houses").common(reference) == 1.5
    assert Named.of("old huts").common(reference) == 1


def test_numbers_differ_by_their_digits() -> None:
    assert not Named.of("3.5 of 1,000").common(Named.of("35 of 1.5"))


@pytest.mark.parametrize(
    "forms",
    [
        "city cities",
        "house houses",
        "stop stops stopped stopping",
        "take takes took taken",
        "woman women",
        "boss bosses",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["bus business", "sing singer", "king kind", "thing thin"])
def test_other_words_have_another_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2
