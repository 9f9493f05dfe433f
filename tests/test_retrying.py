"""The second try: loops with a penalty, numbers with hints."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from conftest import FakeEngine

from glossary.linked import LinkedText
from translate.decoding import asking
from translate.decoding.retrying import Decoded, Retrying
from translate.engines.base import Hint, Hypothesis, Request

WORDS = {"Das": "The", "Meer": "sea", "Haus": "house", "ist": "is", "alt": "old"}


@dataclass
class Looping(FakeEngine):
    """Falls into a loop over every source that has the word `Meer`, unless it is penalised."""

    penalties: list[float] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.penalties.append(repetition_penalty)
        loop = ("the sea " * 10).strip()
        return [
            Hypothesis(self.tokenizer.pieces(loop), LinkedText(loop), -0.1)
            if "Meer" in request.source and repetition_penalty == 1
            else hypothesis
            for request, hypothesis in zip(
                requests, super().translate(requests, repetition_penalty=repetition_penalty), strict=True
            )
        ]


def decoded(engine: FakeEngine, *requests: Request) -> list[Decoded]:
    model = Retrying(engine.facts, engine.tokenizer)
    return asking.answered(asking.together(map(model.decoded, requests)), engine)


def texts(engine: FakeEngine, *requests: Request) -> list[str]:
    return [one.hypothesis.text for one in decoded(engine, *requests)]


def test_only_what_looped_is_decoded_again_with_a_penalty() -> None:
    engine = Looping(WORDS)
    requests = [Request("Das Haus ist alt"), Request("Das Meer ist alt"), Request("Das Haus")]
    made = decoded(engine, *requests)
    assert [one.hypothesis.text for one in made] == ["The house is old", "The sea is old", "The house"]
    assert [one.again for one in made] == [False, True, False]
    assert engine.calls == [requests, requests[1:2]]
    assert engine.penalties[0] == 1 < engine.penalties[1]


def test_what_is_right_is_not_decoded_twice() -> None:
    engine = Looping()
    assert texts(engine, Request("Haus"), Request("2022 Haus")) == ["Haus", "2022 Haus"]
    assert len(engine.calls) == 1


def test_a_lost_number_is_decoded_again_with_hints() -> None:
    engine = FakeEngine({**WORDS, "2022": "then"})
    name = Hint(0, 3, "Ms Haus")
    requests = [Request("Das Haus ist alt"), Request("Das Haus ist 2022 alt")]
    assert texts(engine, *requests) == ["The house is old", "The house is 2022 old"]
    assert engine.calls[1:] == [[Request("Das Haus ist 2022 alt", hints=(Hint(13, 17, "2022"),))]]
    # Hints that are there stay; what is not lost gets none.
    assert texts(engine, Request("Das ist 2022 und 7", hints=(name,))) == ["Ms Haus is 2022 und 7"]
    assert engine.calls[-1] == [Request("Das ist 2022 und 7", hints=(name, Hint(8, 12, "2022")))]
    assert texts(engine, Request("Das Haus am Dienstag im Mai")) == ["The house am Tuesday im May"]


@pytest.mark.parametrize(
    ("engine", "request_"),
    [
        (FakeEngine({"2022": "then"}, takes_hints=False), Request("Haus 2022")),
        (FakeEngine({"2022": "then"}, max_source_length=5), Request("Haus 2022")),
        (FakeEngine({"15": "then"}), Request("Haus um 15.30 Uhr")),
    ],
    ids=["a model without hints", "no room", "a time"],
)
def test_what_cannot_be_hinted_stays(engine: FakeEngine, request_: Request) -> None:
    [once] = engine.translate([request_])
    assert decoded(engine, request_) == [Decoded(once)]
    assert len(engine.calls) == 2


@pytest.mark.parametrize("takes_hints", [True, False])
def test_a_number_in_the_place_of_another_is_written_anew(takes_hints: bool) -> None:
    engine = FakeEngine(
        {"Haus": "house", "ist": "is", "im": "in", "Jahr": "year", "2022": "20222"}, takes_hints=takes_hints
    )
    source = "Haus ist im Jahr 2022, gebaut"
    [made] = [one.hypothesis for one in decoded(engine, Request(source))]
    assert made.text == engine.tokenizer.text(made.tokens) == "house is in year 2022, gebaut"
    words = [(made.text[slice(*word)], origin and source[slice(*origin)]) for word, origin in made.linked.words()]
    assert words == [
        ("house", "Haus"), ("is", "ist"), ("in", "im"), ("year", "Jahr"), ("2022,", "2022,"), ("gebaut", "gebaut"),
    ]  # fmt: skip
    assert len(engine.calls) == 1


@dataclass
class Confused(FakeEngine):
    """Loses everything but the hints."""

    def _one(self, request: Request) -> Hypothesis:
        if not request.hints:
            return super()._one(request)
        target = request.hints[-1].target
        return Hypothesis(self.tokenizer.pieces(target), LinkedText(target), -1.0)


def test_a_second_try_that_lost_something_does_not_count() -> None:
    engine = Confused({"2022": "then"})
    assert texts(engine, Request("Das alte Haus ist 2022 gebaut")) == ["Das alte Haus ist then gebaut"]
    assert len(engine.calls) == 2
