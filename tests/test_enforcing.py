"""Enforcement through an engine: drafts, hints, forced beginnings, the last resort, and what is told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from conftest import FakeEngine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossary import matching, presence
from glossary.matching import Matcher
from glossary.terms import Glossary, Sentence, Term, TermMatch
from translate.decoding import enforcing
from translate.engines.base import Hypothesis, Request, Span

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

# With hints, without, four rounds of forced beginnings.
MOST_CALLS = 6


@dataclass
class Stubborn(FakeEngine):
    """Ignores hints, and falls back to its own translation however it has to begin; `drafts` by source."""

    drafts: Mapping[str, str] = field(default_factory=dict)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.calls.append(list(requests))
        tokens = [self.pieces(self.drafts.get(request.source, request.source)) for request in requests]
        return [Hypothesis(one, self.text(one), -1.0, ((0, 0),) * len(one)) for one in tokens]


@dataclass
class Free(FakeEngine):
    """Drafts what `drafts` say for a source; a forced beginning is gone on with from its own length on."""

    drafts: Mapping[str, str] = field(default_factory=dict)

    def _one(self, request: Request) -> Hypothesis:
        if request.hints or request.source not in self.drafts:
            return super()._one(request)
        pieces = self.pieces(self.drafts[request.source])
        tokens = request.prefix + pieces[len(request.prefix) :]
        step = len(request.source) / max(len(tokens), 1)
        links = tuple((int(step * i), int(step * (i + 1))) for i in range(len(tokens)))
        return Hypothesis(tokens, self.text(tokens), -1 / (1 + len(tokens)), links)


def enforce(engine: FakeEngine, source: str, *terms: Term) -> enforcing.Enforced:
    [made] = enforcing.enforce(engine, [source], [Matcher(Glossary(terms)).find(source)])
    return made


def steps(made: enforcing.Enforced) -> list[str]:
    return [outcome.step for outcome in made.outcomes]


# --- step by step


def test_what_the_model_writes_by_itself_is_left_alone() -> None:
    engine = FakeEngine({**WORDS, "Lawrow": "Lavrov"}, takes_hints=False)
    made = enforce(engine, "Der Minister traf Lawrow.", LAVROV)
    assert (made.hypothesis.text, steps(made)) == ("The minister met Lavrov.", ["draft"])
    assert engine.calls == [[Request("Der Minister traf Lawrow.")]]


def test_without_terms_there_is_one_call() -> None:
    engine = FakeEngine(WORDS)
    made = enforcing.enforce(engine, ["Das Haus ist alt.", ""], [[], []])
    assert [(one.hypothesis.text, one.outcomes) for one in made] == [("The house is old.", ()), ("", ())]
    assert len(engine.calls) == 1


def test_hints_first() -> None:
    engine = FakeEngine(WORDS)
    made = enforce(engine, "Der Minister traf Lawrow in Pjöngjang.", LAVROV, PYONGYANG)
    assert made.hypothesis.text == "The minister met Lavrov in Pyongyang."
    assert steps(made) == ["hint", "hint"]
    assert [[bool(request.hints) for request in call] for call in engine.calls] == [[True]]


def test_forced_where_the_model_takes_no_hints() -> None:
    engine = FakeEngine(WORDS, takes_hints=False)
    made = enforce(engine, "Der Minister traf Lawrow in Pjöngjang.", LAVROV, PYONGYANG)
    assert made.hypothesis.text == "The minister met Lavrov in Pyongyang."
    assert steps(made) == ["forced", "forced"]
    assert not any(request.hints for call in engine.calls for request in call)
    assert all(request.prefix for request in engine.calls[1])


def test_one_is_drafted_the_other_forced() -> None:
    engine = FakeEngine({**WORDS, "Pjöngjang": "Pyongyang"}, takes_hints=False)
    made = enforce(engine, "Lawrow kam in Pjöngjang.", LAVROV, PYONGYANG)
    assert made.hypothesis.text == "Lavrov came in Pyongyang."
    assert steps(made) == ["forced", "draft"]


@pytest.mark.parametrize("takes_hints", [True, False])
def test_inserted_where_the_model_writes_what_it_likes(takes_hints: bool) -> None:
    source = "Der Minister traf Lawrow."
    engine = Stubborn(takes_hints=takes_hints, drafts={source: "The minister met Lawrow."})
    made = enforce(engine, source, LAVROV)
    assert (made.hypothesis.text, steps(made)) == ("The minister met Lavrov.", ["inserted"])
    assert engine.text(made.hypothesis.tokens) == made.hypothesis.text


def test_an_empty_draft_still_gets_its_terms() -> None:
    source = "Lawrow traf Putin."
    made = enforce(Stubborn(drafts={source: ""}), source, LAVROV, PUTIN)
    assert {"Lavrov", "Putin"} <= set(made.hypothesis.text.split())
    assert steps(made) == ["inserted", "inserted"]


def test_a_pronoun_is_told_as_such() -> None:
    source = "Putin sagte Putin kam."
    engine = Free(takes_hints=False, drafts={source: "Putin said he came."})
    # By proportion each word stands for the German word at its place.
    made = enforce(engine, source, PUTIN)
    assert steps(made)[0] == "draft"
    assert (steps(made)[1] == "pronoun") == ("he" in made.hypothesis.text.split())
    assert made.hypothesis.text.count("Putin") == steps(made).count("draft") + steps(made).count("forced")


@pytest.mark.parametrize("takes_hints", [True, False])
def test_the_possessive(takes_hints: bool) -> None:
    made = enforce(FakeEngine(WORDS, takes_hints=takes_hints), "Putins Besuch begann.", PUTIN)
    assert made.hypothesis.text == "Putin's visit began."


def test_a_hint_that_loses_half_the_sentence_is_not_taken() -> None:
    @dataclass
    class Losing(FakeEngine):
        def _free(self, request: Request) -> list[tuple[str, Span]]:
            return super()._free(request)[-2 if request.hints else 0 :]

    source = "Der Minister kam in das alte Haus und traf Lawrow."
    made = enforce(Losing(WORDS), source, LAVROV)
    assert made.hypothesis.text == "The minister came in das alte house und met Lavrov."
    assert steps(made) == ["forced"]


def test_sentences_of_one_call_keep_their_own_terms() -> None:
    sources = ["Lawrow kam.", "Das Haus ist alt.", "Putin traf Lawrow."]
    matches = [Matcher(Glossary((LAVROV,))).find(source) for source in sources]
    matches[1] = []
    made = enforcing.enforce(FakeEngine(WORDS), sources, matches)
    assert [one.hypothesis.text for one in made] == ["Lavrov came.", "The house is old.", "Putin met Lavrov."]
    assert [len(one.outcomes) for one in made] == [1, 0, 1]


def test_terms_beyond_the_limit_are_inserted_and_decode_nothing_too_long() -> None:
    source = "Der Minister traf Lawrow."
    engine = FakeEngine(WORDS, limit=7)
    long = Term("Lawrow", "Sergei Viktorovich Lavrov of the Foreign Office of Russia")
    made = enforce(engine, source, long)
    assert long.target in made.hypothesis.text
    assert steps(made) == ["inserted"]
    assert all(len(request.prefix) < engine.limit for call in engine.calls for request in call)


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
    made = enforcing.enforce(engine, [source for source, _, _ in some], [matches for _, matches, _ in some])
    assert len(engine.calls) <= MOST_CALLS
    for call in engine.calls[1:]:
        assert len(call) <= len(some)
    for (source, matches, _), one in zip(some, made, strict=True):
        assert [outcome.match for outcome in one.outcomes] == list(matches)
        assert "missing" not in steps(one)
        told = [outcome.match for outcome in one.outcomes if outcome.step != "pronoun"]
        assert not presence.missing(Sentence(source, tuple(told)), one.hypothesis.text)
        if not engine.takes_hints:
            assert "hint" not in steps(one)
        if "forced" in steps(one):
            assert any(request.prefix for call in engine.calls for request in call)
        if "pronoun" in steps(one):
            assert "he" in one.hypothesis.text.lower().split()


MANY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(st.lists(sentences(), min_size=1, max_size=3), st.booleans())
@example(
    [("Der Der", [TermMatch(Term(s, "Lavrov"), a, b) for s, a, b in (("x", 0, 0), ("er", 1, 3), ("r De", 2, 6))], "")],
    True,
)
def test_all_terms_of_any_sentences_in_bounded_rounds(
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
    assert set(steps(made)) <= {"draft", "hint" if takes_hints else "forced"}


def test_terms_given_for_one_line_may_stand_nowhere_or_in_each_other() -> None:
    source = "Forschungsbericht des Ministers"
    terms = [Term("Forschungsbericht", "research report"), Term("Bericht", "report"), Term("Österreich", "Austria")]
    matches = matching.locate(source, terms)
    for takes_hints in (True, False):
        [made] = enforcing.enforce(FakeEngine(WORDS, takes_hints=takes_hints), [source], [matches])
        assert not presence.missing(Sentence(source, tuple(matches)), made.hypothesis.text)
        assert "missing" not in steps(made)
        assert made.hypothesis.text.lower().count("report") == 1
