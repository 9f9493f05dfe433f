"""The order of the steps, with an engine without a model."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import FakeEngine

from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.terms import Glossary, Term
from translate import pipeline
from translate.documents import plain
from translate.engines.base import Hypothesis, Request
from translate.memory import Memory

WORDS = {
    "Das": "The",
    "Haus": "house",
    "ist": "is",
    "alt": "old",
    "Der": "The",
    "Minister": "minister",
    "traf": "met",
}
TEXT = "Das Haus ist alt. Der Minister traf Lawrow.\n\n-\n\nDas Haus ist alt.\n"
GLOSSARY = Glossary((Term("Lawrow", "Lavrov"),))


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite3", pytest.fail)


def translate(engine: FakeEngine, kept: Memory | None = None, text: str = TEXT) -> pipeline.Report:
    return pipeline.translate(plain.parse(text, repair=True), engine, Matcher(GLOSSARY), kept)


def test_an_article_from_text_to_text() -> None:
    report = translate(FakeEngine(WORDS))
    assert report.text == "The house is old. The minister met Lavrov.\n\n-\n\nThe house is old.\n"
    assert [t.origin for t in report.translations] == ["model", "model", "passed through", "model"]
    [outcome] = report.translations[1].terms
    assert (outcome.match.term.target, outcome.step) == ("Lavrov", "hint")
    assert report.exit_code == 0


def test_the_report_tells_where_everything_was() -> None:
    report = translate(FakeEngine(WORDS))
    told = json.loads(json.dumps(report.as_dict()))
    assert [TEXT[s["start"] : s["end"]] for s in told["segments"]] == [s["source"] for s in told["segments"]]
    [term] = told["segments"][1]["terms"]
    assert told["segments"][1]["source"][term["start"] : term["end"]] == "Lawrow"
    assert told["terms"] == {"hint": 1}
    assert report.summary().startswith("3 sentences; 1 of 1 terms in place")


def test_what_is_in_the_memory_is_not_translated_again(memory: Memory) -> None:
    first = translate(FakeEngine(WORDS), memory)
    engine = FakeEngine(WORDS)
    second = translate(engine, memory)
    assert not [request for call in engine.calls for request in call]
    assert second.text == first.text
    assert {t.origin for t in second.translations} == {"memory", "passed through"}
    assert second.translations[1].terms == first.translations[1].terms


def test_another_glossary_is_another_translation(memory: Memory) -> None:
    translate(FakeEngine(WORDS), memory)
    parsed = plain.parse(TEXT, repair=True)
    report = pipeline.translate(parsed, FakeEngine(WORDS), Matcher(Glossary((Term("Lawrow", "Lawrow"),))), memory)
    assert "met Lawrow." in report.text


def test_an_interrupted_run_goes_on_where_it_was(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_SENTENCES_A_ROUND", 2)
    text = "\n".join(f"Satz {n} ist alt." for n in range(10))

    def stop(done: int, total: int) -> None:
        assert total == 10
        if done == 6:
            raise KeyboardInterrupt

    parsed = plain.parse(text, repair=True)
    with pytest.raises(KeyboardInterrupt):
        pipeline.translate(parsed, FakeEngine(WORDS), Matcher(GLOSSARY), memory, stop)
    engine = FakeEngine(WORDS)
    report = pipeline.translate(parsed, engine, Matcher(GLOSSARY), memory)
    assert [t.origin for t in report.translations] == ["memory"] * 6 + ["model"] * 4


def test_a_sentence_that_is_too_long_is_split_not_cut_off() -> None:
    text = "Das Haus ist alt, " * 30 + "Lawrow ist alt."
    report = translate(FakeEngine(WORDS, split_length=40), text=text)
    assert report.text.count("house") == 30
    assert report.text.count("Lavrov") == 1
    assert [o.step for o in report.translations[0].terms] == ["hint"]


@dataclass
class Stammering(FakeEngine):
    """Falls into a loop unless it is penalised."""

    penalties: list[float] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.penalties.append(repetition_penalty)
        if repetition_penalty > 1:
            return super().translate(requests)
        text = "I'm sorry, " * 12
        return [Hypothesis(self.tokenizer.pieces(text), LinkedText(text.strip()), -0.1) for _ in requests]


def test_a_loop_is_decoded_again_and_told(memory: Memory) -> None:
    engine = Stammering(WORDS)
    for origin in ("model", "memory"):
        report = translate(engine, memory, "Das Haus ist alt.")
        assert report.text == "The house is old."
        assert report.translations[0].origin == origin
        assert report.translations[0].doubts[0].check == "repetition loop"


@dataclass
class Unwilling(FakeEngine):
    """Says nothing at all."""

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        return [Hypothesis((), LinkedText(""), -1.0) for _ in requests]


def test_even_a_silent_model_names_the_names() -> None:
    report = translate(Unwilling(WORDS))
    assert "Lavrov" in report.text
    assert report.terms["missing"] == 0


def test_no_text_is_no_work() -> None:
    for text in ("", "\n\n", "-\n***\n"):
        engine = FakeEngine(WORDS)
        report = translate(engine, text=text)
        assert report.text == text
        assert not [request for call in engine.calls for request in call]
