"""Enforcement through an engine: drafts, hints, what is replaced, the last resort, and what is told of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from conftest import FakeEngine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossary import presence
from glossary.linked import LinkedText, Span
from glossary.matching import Matcher, locate
from glossary.terms import FOUND, Glossary, Sentence, Term, TermMatch
from translate.decoding import enforcing
from translate.engines.base import Hypothesis, Request

WORDS = {
    "Der": "The",
    "Minister": "minister",
    "traf": "met",
    "kam": "came",
    "in": "in",
    "sagte": "said",
    "Besuch": "visit",
    "begann": "began",
    "Haus": "house",
    "ist": "is",
    "Das": "The",
    "alt": "old",
}
LAVROV = Term("Lawrow", "Lavrov", "person")
PUTIN = Term("Putin", "Putin", "person")
PYONGYANG = Term("Pjöngjang", "Pyongyang", "place")

# A draft where the German leaves the number open, with hints, and without.
MOST_CALLS = 3


@dataclass
class Stubborn(FakeEngine):
    """Ignores hints; `drafts` by source."""

    drafts: Mapping[str, str] = field(default_factory=dict)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.calls.append(list(requests))
        texts = [" ".join(self.drafts.get(request.source, request.source).split()) for request in requests]
        return [Hypothesis(self.tokenizer.pieces(text), LinkedText(text), -1.0) for text in texts]


@dataclass
class Free(FakeEngine):
    """Drafts what `drafts` say for a source."""

    drafts: Mapping[str, str] = field(default_factory=dict)

    def _one(self, request: Request) -> Hypothesis:
        if request.hints or request.source not in self.drafts:
            return super()._one(request)
        tokens = self.tokenizer.pieces(self.drafts[request.source])
        step = len(request.source) / max(len(tokens), 1)
        return self.made([(token, (int(step * i), int(step * (i + 1)))) for i, token in enumerate(tokens)])


def enforce(engine: FakeEngine, source: str, *terms: Term) -> enforcing.Enforced:
    [made] = enforcing.enforce(engine, [Sentence(source, tuple(Matcher(Glossary(terms)).find(source)))])
    return made


def well_linked(linked: LinkedText, source: str) -> bool:
    """Whether the links are in order, apart, and inside both texts."""
    at = 0
    for (start, end), (low, high) in linked.links:
        if not (at <= start < end <= len(linked.text) and 0 <= low <= high <= len(source)):
            return False
        at = end
    return True


# --- step by step


def test_what_the_model_writes_by_itself_is_left_alone() -> None:
    engine = FakeEngine({**WORDS, "Lawrow": "Lavrov"}, takes_hints=False)
    made = enforce(engine, "Der Minister traf Lawrow.", LAVROV)
    assert (made.hypothesis.text, list(made.steps)) == ("The minister met Lavrov.", ["draft"])
    assert engine.calls == [[Request("Der Minister traf Lawrow.")]]


def test_without_terms_there_is_one_call() -> None:
    engine = FakeEngine(WORDS)
    made = enforcing.enforce(engine, [Sentence("Das Haus ist alt."), Sentence("")])
    assert [(one.hypothesis.text, one.steps) for one in made] == [("The house is old.", ()), ("", ())]
    assert len(engine.calls) == 1


def test_hints_first() -> None:
    engine = FakeEngine(WORDS)
    made = enforce(engine, "Der Minister traf Lawrow in Pjöngjang.", LAVROV, PYONGYANG)
    assert made.hypothesis.text == "The minister met Lavrov in Pyongyang."
    assert list(made.steps) == ["hint", "hint"]
    assert [[bool(request.hints) for request in call] for call in engine.calls] == [[True]]


def test_no_hints_for_found_names_that_stay_as_they_are() -> None:
    found, transcribed = Term("Uexküll", "Uexküll", origin=FOUND), Term("Uschakow", "Ushakov", origin=FOUND)
    engine = FakeEngine(WORDS, takes_hints=True)
    made = enforce(engine, "Der Minister Uexküll traf Uschakow", found, transcribed)
    assert made.hypothesis.text == "The minister Uexküll met Ushakov"
    assert made.steps == ("draft", "hint")
    drafts = {"Der Minister Uexküll kam": "The minister Uexkull came"}
    assert enforce(Stubborn(drafts=drafts), "Der Minister Uexküll kam", found).steps == ("replaced",)


def test_replaced_where_the_model_takes_no_hints() -> None:
    engine = FakeEngine(WORDS, takes_hints=False)
    made = enforce(engine, "Der Minister traf Lawrow in Pjöngjang.", LAVROV, PYONGYANG)
    assert made.hypothesis.text == "The minister met Lavrov in Pyongyang."
    assert list(made.steps) == ["replaced", "replaced"]
    assert engine.calls == [[Request("Der Minister traf Lawrow in Pjöngjang.")]]


def test_one_is_drafted_the_other_replaced() -> None:
    engine = FakeEngine({**WORDS, "Pjöngjang": "Pyongyang"}, takes_hints=False)
    made = enforce(engine, "Lawrow kam in Pjöngjang.", LAVROV, PYONGYANG)
    assert made.hypothesis.text == "Lavrov came in Pyongyang."
    assert list(made.steps) == ["replaced", "draft"]


@pytest.mark.parametrize("takes_hints", [True, False])
def test_replaced_where_the_model_writes_what_it_likes(takes_hints: bool) -> None:
    source = "Der Minister traf Lawrow."
    engine = Stubborn(takes_hints=takes_hints, drafts={source: "The minister met Lawrow."})
    made = enforce(engine, source, LAVROV)
    assert (made.hypothesis.text, list(made.steps)) == ("The minister met Lavrov.", ["replaced"])
    assert engine.tokenizer.text(made.hypothesis.tokens) == made.hypothesis.text


def test_an_empty_draft_still_gets_its_terms() -> None:
    source = "Lawrow traf Putin."
    made = enforce(Stubborn(drafts={source: ""}), source, LAVROV, PUTIN)
    assert {"Lavrov", "Putin"} <= set(made.hypothesis.text.split())
    assert list(made.steps) == ["inserted", "inserted"]


def test_a_pronoun_is_told_as_such() -> None:
    source = "Putin sagte Putin kam."
    engine = Free(takes_hints=False, drafts={source: "Putin said he came."})
    # By proportion each word stands for the German word at its place.
    made = enforce(engine, source, PUTIN)
    assert made.steps[0] == "draft"
    assert (made.steps[1] == "pronoun") == ("he" in made.hypothesis.text.split())
    assert made.hypothesis.text.count("Putin") == made.steps.count("draft") + made.steps.count("replaced")


@pytest.mark.parametrize("takes_hints", [True, False])
def test_the_possessive(takes_hints: bool) -> None:
    made = enforce(FakeEngine(WORDS, takes_hints=takes_hints), "Putins Besuch begann.", PUTIN)
    assert made.hypothesis.text == "Putin's visit began."


def test_a_hint_that_loses_half_the_sentence_is_not_taken() -> None:
    @dataclass
    class Losing(FakeEngine):
        def _words(self, request: Request) -> list[tuple[str, Span]]:
            return super()._words(request)[-2 if request.hints else 0 :]

    source = "Der Minister kam in das alte Haus und traf Lawrow."
    made = enforce(Losing(WORDS), source, LAVROV)
    assert made.hypothesis.text == "The minister came in das alte house und met Lavrov."
    assert list(made.steps) == ["replaced"]


def test_sentences_of_one_call_keep_their_own_terms() -> None:
    sources = ["Lawrow kam.", "Das Haus ist alt.", "Putin traf Lawrow."]
    matches = [tuple(Matcher(Glossary((LAVROV,))).find(source)) for source in sources]
    matches[1] = ()
    made = enforcing.enforce(FakeEngine(WORDS), [Sentence(*one) for one in zip(sources, matches, strict=True)])
    assert [one.hypothesis.text for one in made] == ["Lavrov came.", "The house is old.", "Putin met Lavrov."]
    assert [len(one.steps) for one in made] == [1, 0, 1]


def test_terms_beyond_the_limit_are_inserted_and_decode_nothing_too_long() -> None:
    source = "Der Minister traf Lawrow."
    engine = FakeEngine(WORDS, max_source_length=7)
    long = Term("Lawrow", "Sergei Viktorovich Lavrov of the Foreign Office of Russia")
    made = enforce(engine, source, long)
    assert long.target in made.hypothesis.text
    assert list(made.steps) == ["replaced"]
    assert not any(request.hints for call in engine.calls for request in call)


# --- properties

ALPHABET = st.text(st.sampled_from("abcABC .,'’-5*+?\\([$^|{ßñ\u0301日ƒ\u00a0⟨⟩"), min_size=1, max_size=10)
NAMES = st.sampled_from(
    [
        "Lavrov",
        "the US",
        "US",
        "New York",
        "York",
        "York City",
        "mayor",
        "U.S.",
        "C++",
        "(x)",
        "5",
        "5,5",
        "'s",
        "Côte d’Ivoire",
        "a-b",
        ".*",
        "Al-Qaeda",
        "Łódź",
        "北京",
        "the",
        "of",
    ]
)
TARGETS = st.one_of(NAMES, NAMES, ALPHABET).filter(str.strip)
GERMAN = st.lists(
    st.sampled_from(
        [
            "Der",
            "Minister",
            "traf",
            "Lawrow",
            "Lawrows",
            "Putins",
            "USA",
            "in",
            "den",
            "5",
            "„Haus“",
            "C++",
            "-",
            "Łódź.",
        ]
    ),
    max_size=8,
).map(" ".join)
ENGLISH = st.lists(
    st.sampled_from(
        [
            "The",
            "the",
            "minister",
            "Lawrow",
            "Lavrov's",
            "US",
            "York",
            "New",
            "in",
            "a",
            "5",
            "“x”",
            "C++",
            "he",
            "U.S.",
        ]
    ),
    max_size=8,
).map(" ".join)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, list[TermMatch], str]:
    """A source, terms anywhere in it or in no place, and what a model makes of it."""
    source = draw(GERMAN)
    place = st.integers(0, len(source))
    spans = draw(st.lists(st.tuples(place, place).map(sorted), max_size=4))
    kinds = st.sampled_from(["", "person", "place", "people"])
    matches = [TermMatch(Term(source[low:high] or "x", draw(TARGETS), draw(kinds)), low, high) for low, high in spans]
    return source, sorted(matches, key=lambda match: (match.start, -match.end)), draw(ENGLISH)


def checked(engine: FakeEngine, some: Sequence[tuple[str, list[TermMatch], str]]) -> None:
    made = enforcing.enforce(engine, [Sentence(source, tuple(matches)) for source, matches, _ in some])
    assert len(engine.calls) <= MOST_CALLS
    for call in engine.calls[1:]:
        assert len(call) <= len(some)
    for (source, matches, _), one in zip(some, made, strict=True):
        assert len(one.steps) == len(matches)
        assert "missing" not in one.steps
        told = tuple(match for match, step in zip(matches, one.steps, strict=True) if step != "pronoun")
        assert not presence.missing(Sentence(source, told), one.hypothesis.text)
        assert well_linked(one.hypothesis.linked, source)
        if not engine.takes_hints:
            assert "hint" not in one.steps
        if "pronoun" in one.steps:
            assert "he" in one.hypothesis.text.lower().split()


MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(st.lists(sentences(), min_size=1, max_size=3), st.booleans())
@example(
    [("Der Der", [TermMatch(Term(s, "Lavrov"), a, b) for s, a, b in (("x", 0, 0), ("er", 1, 3), ("r De", 2, 6))], "")],
    True,
)
def test_all_terms_of_any_sentences_in_few_calls(
    some: list[tuple[str, list[TermMatch], str]], takes_hints: bool
) -> None:
    checked(Free(takes_hints=takes_hints, drafts={source: draft for source, _, draft in some}), some)


@MANY
@given(st.lists(sentences(), min_size=1, max_size=2), st.booleans())
@example(
    [("Der", [TermMatch(Term("D", "U.S."), 0, 1)] * 2 + [TermMatch(Term("x", "Lavrov"), 0, 0)] * 2, "US U.S.")], False
)
def test_all_terms_of_a_model_that_obeys_nothing(
    some: list[tuple[str, list[TermMatch], str]], takes_hints: bool
) -> None:
    checked(Stubborn(takes_hints=takes_hints, drafts={source: draft for source, _, draft in some}), some)


PEOPLE = {"Lawrow": "Lavrov", "Selenskyj": "Zelensky", "Schoigu": "Shoigu", "Uschakow": "Ushakov", "Peking": "Beijing"}


@MANY
@given(
    st.lists(st.sampled_from([*PEOPLE, "traf", "kam", "in", "sagte"]), min_size=2, max_size=9),
    st.sets(st.sampled_from(list(PEOPLE))),
    st.booleans(),
)
def test_names_come_out_as_often_as_they_stand_there(words: list[str], known: set[str], takes_hints: bool) -> None:
    words = [word for word, before in zip(words, ["", *words], strict=False) if word != before]
    source = " ".join(words) + " ."
    engine = FakeEngine({**WORDS, **{name: PEOPLE[name] for name in known}}, takes_hints=takes_hints)
    made = enforce(engine, source, *(Term(german, english) for german, english in PEOPLE.items()))
    expected = [{**WORDS, **PEOPLE}.get(word, word) for word in words]
    assert made.hypothesis.text == " ".join(expected) + " ."
    assert set(made.steps) <= {"draft", "hint" if takes_hints else "replaced"}


def test_terms_given_for_one_line_may_stand_nowhere_or_in_each_other() -> None:
    source = "Forschungsbericht des Ministers"
    terms = [Term("Forschungsbericht", "research report"), Term("Bericht", "report"), Term("Österreich", "Austria")]
    sentence = Sentence(source, tuple(locate(source, terms)))
    for takes_hints in (True, False):
        [made] = enforcing.enforce(FakeEngine(WORDS, takes_hints=takes_hints), [sentence])
        assert not presence.missing(sentence, made.hypothesis.text)
        assert "missing" not in list(made.steps)
        assert made.hypothesis.text.lower().count("report") == 1


@dataclass
class WordByWord(Stubborn):
    """The same, each word linked to the German word at its place."""

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        made = super().translate(requests)
        for request, hypothesis in zip(requests, made, strict=True):
            words = [
                [found.span() for found in re.finditer(r"\w+", text)] for text in (hypothesis.text, request.source)
            ]
            linked = LinkedText(hypothesis.text, tuple(zip(*words, strict=False)))
            made[made.index(hypothesis)] = Hypothesis(hypothesis.tokens, linked, hypothesis.score)
        return made


def test_a_term_that_is_put_in_is_linked_to_its_german() -> None:
    source = "Der Minister traf Lawrow."
    made = enforce(WordByWord(drafts={source: "The minister met Lawrow."}), source, LAVROV)
    assert made.steps == ("replaced",)
    linked = made.hypothesis.linked
    assert [(linked.text[slice(*ours)], source[slice(*theirs)]) for ours, theirs in linked.links] == [
        ("The", "Der"), ("minister", "Minister"), ("met", "traf"), ("Lavrov", "Lawrow"),
    ]  # fmt: skip
