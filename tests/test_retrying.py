"""The second try: loops with a penalty, numbers with hints."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate import quantities
from translate.decoding.retrying import Retrying
from translate.engines.base import Hint, Hypothesis, ModelFacts, Request

WORDS = {"Das": "The", "Meer": "sea", "Haus": "house", "ist": "is", "alt": "old"}


@dataclass
class Looping(FakeEngine):
    """Falls into a loop over every source that has the word `Meer`, unless it is penalised."""

    penalties: list[float] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.penalties.append(repetition_penalty)
        loop = "the sea " * 10
        return [
            Hypothesis(self.tokenizer.pieces(loop), LinkedText(loop.strip()), -0.1)
            if "Meer" in request.source and repetition_penalty == 1
            else hypothesis
            for request, hypothesis in zip(
                requests, super().translate(requests, repetition_penalty=repetition_penalty), strict=True
            )
        ]


def texts(engine: Retrying, *requests: Request) -> list[str]:
    return [hypothesis.text for hypothesis in engine.translate(requests)]


def test_only_what_looped_is_decoded_again_with_a_penalty() -> None:
    engine = Looping(WORDS)
    retrying = Retrying(engine)
    requests = [Request("Das Haus ist alt"), Request("Das Meer ist alt"), Request("Das Haus")]
    assert texts(retrying, *requests) == ["The house is old", "The sea is old", "The house"]
    assert engine.calls == [requests, requests[1:2]]
    assert engine.penalties[0] == 1 < engine.penalties[1]
    assert retrying.decoded_again == {"Das Meer ist alt"}


def test_what_is_right_is_not_decoded_twice() -> None:
    engine = Looping()
    retrying = Retrying(engine)
    assert texts(retrying, Request("Haus"), Request("2022 Haus")) == ["Haus", "2022 Haus"]
    assert len(engine.calls) == 1
    assert not retrying.decoded_again


def test_a_lost_number_is_decoded_again_with_hints() -> None:
    engine = FakeEngine({**WORDS, "2022": "then"})
    retrying = Retrying(engine)
    name = Hint(0, 3, "Ms Haus")
    requests = [Request("Das Haus ist alt"), Request("Das Haus ist 2022 alt")]
    assert texts(retrying, *requests) == ["The house is old", "The house is 2022 old"]
    assert engine.calls[1:] == [[Request("Das Haus ist 2022 alt", hints=(Hint(13, 17, "2022"),))]]
    # Hints that are there stay; what is not lost gets none.
    assert texts(retrying, Request("Das ist 2022 und 7", hints=(name,))) == ["Ms Haus is 2022 und 7"]
    assert engine.calls[-1] == [Request("Das ist 2022 und 7", hints=(name, Hint(8, 12, "2022")))]
    assert texts(retrying, Request("Das Haus am Dienstag im Mai")) == ["The house am Tuesday im May"]
    assert not retrying.decoded_again


@pytest.mark.parametrize(
    ("engine", "request_"),
    [
        (FakeEngine({"2022": "then"}, takes_hints=False), Request("Haus 2022")),
        (FakeEngine({"2022": "then"}, max_source_length=5), Request("Haus 2022")),
        (FakeEngine({"2022": "then"}), Request("Haus 2022", prefix=("▁Hous", "e"))),
        (FakeEngine({"15": "then"}), Request("Haus um 15.30 Uhr")),
    ],
    ids=["a model without hints", "no room", "a forced beginning", "a time"],
)
def test_what_cannot_be_hinted_stays(engine: FakeEngine, request_: Request) -> None:
    [once] = engine.translate([request_])
    assert Retrying(engine).translate([request_]) == [once]
    assert len(engine.calls) == 2


@pytest.mark.parametrize("takes_hints", [True, False])
def test_a_number_in_the_place_of_another_is_written_anew(takes_hints: bool) -> None:
    engine = FakeEngine(
        {"Haus": "house", "ist": "is", "im": "in", "Jahr": "year", "2022": "20222"}, takes_hints=takes_hints
    )
    source = "Haus ist im Jahr 2022, gebaut"
    [made] = Retrying(engine).translate([Request(source)])
    assert made.text == engine.tokenizer.text(made.tokens) == "house is in year 2022, gebaut"
    links = [link for link in made.linked.links if made.text[slice(*link[0])].strip()]
    words = [source[slice(*theirs)] for _, theirs in links]
    assert words == ["Haus", "Haus", "ist", "im", "Jahr", "2022", "2022,", "gebaut", "gebaut"]
    assert len(engine.calls) == 1


@pytest.mark.parametrize(
    ("source", "hypothesis", "better"),
    [
        ("Es kostete 20 Millionen Dollar.", "It cost 200 million dollars.", "It cost 20 million dollars."),
        ("Es kamen 1.662 Leute, 20 davon mit dem Rad.", "1,6662 came, 20 by bicycle.", "1,662 came, 20 by bicycle."),
        ("Es stieg um 8,5 Prozent.", "It rose 85 per cent.", "It rose 8.5 per cent."),
        ("Es kamen 18.", "18 came.", None),
        ("Es kamen 18.", "Some came.", None),
        ("Es kamen 18 und gingen 19.", "20 came and 21 went.", None),
        ("Es kamen 18 und gingen 19.", "18 came and 20 went, then 21.", None),
        ("Der 1. Preis.", "The 2nd prize.", None),
        ("Um 15 Uhr.", "At 5:00.", None),
        ("Es sind 2 Milliarden.", "It is 3 million.", None),
    ],
)
def test_corrected(source: str, hypothesis: str, better: str | None) -> None:
    correction = quantities.corrected(source, hypothesis)
    if better is None:
        assert correction is None
    else:
        assert correction is not None
        low, high = correction.hypothesis
        assert hypothesis[:low] + correction.english + hypothesis[high:] == better


@dataclass
class Confused(FakeEngine):
    """Loses everything but the hints."""

    def _one(self, request: Request) -> Hypothesis:
        if not request.hints:
            return super()._one(request)
        pieces = self.tokenizer.pieces(request.hints[-1].target)
        return Hypothesis(pieces, LinkedText(self.tokenizer.text(pieces)), -1.0)


def test_a_second_try_that_lost_something_does_not_count() -> None:
    engine = Confused({"2022": "then"})
    assert texts(Retrying(engine), Request("Das alte Haus ist 2022 gebaut")) == ["Das alte Haus ist then gebaut"]
    assert len(engine.calls) == 2


def test_all_else_is_the_engines() -> None:
    engine = FakeEngine(max_source_length=17, split_length=12, key="other", takes_hints=False)
    retrying = Retrying(engine)
    assert retrying.facts == ModelFacts("other", takes_hints=False, max_source_length=17, split_length=12)
    assert retrying.tokenizer is engine.tokenizer


def test_numbers_in_english() -> None:
    text = "Am 4. Mai 2022 gaben 1.026 Leute 3,5 von 12.500,75 Mark, 3 000 Mal, um 15.30 Uhr, 16.7.2017, 2:1, G20, 5G."
    assert [(text[start:end], english) for start, end, english in quantities.in_english(text)] == [
        ("Mai", "May"),
        ("4", "4"),
        ("2022", "2022"),
        ("1.026", "1,026"),
        ("3,5", "3.5"),
        ("12.500,75", "12,500.75"),
        ("3 000", "3,000"),
    ]
    text = "Montag, Sonnabend, Jan. und Okt. und März um 15 Uhr; Maifeiertag"
    assert [english for _, _, english in quantities.in_english(text)] == ["Monday", "Saturday", "March"]


@given(st.integers(0, 10**12), st.integers(0, 999) | st.none(), st.booleans())
def test_numbers_in_english_are_the_same_numbers(whole: int, decimals: int | None, grouped: bool) -> None:
    german = f"{whole:,}".replace(",", ".") if grouped else str(whole)
    german += "" if decimals is None else f",{decimals:03}"
    source = f"Es sind {german} Tonnen."
    [(start, end, english)] = quantities.in_english(source)
    assert source[start:end] == german
    assert quantities.lost_numbers(source, f"It is {english} tonnes.") == ([], [])
