"""The order of the steps, with an engine without a model."""

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

import pytest
from conftest import FakeEngine

from glossary.linked import LinkedText, Span
from glossary.matching import Matcher
from glossary.terms import Found, Glossary, Term
from translate import pipeline
from translate.decoding import scheduling
from translate.documents.document import Segment
from translate.engines.base import Hypothesis, Request
from translate.formats.plain import PlainText
from translate.memory import Memory
from translate.options import Style
from translate.report import Report

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


def translate(
    engine: FakeEngine,
    kept: Memory | None = None,
    text: str = TEXT,
    glossary: Glossary = GLOSSARY,
    progress: pipeline.Progress = pipeline.no_progress,
) -> Report:
    document = PlainText().document(text)
    matches = [Matcher(glossary).survey(segment.text) for segment in document.segments]
    translations = pipeline.translate(document.segments, matches, engine, kept, progress)
    return Report(document, PlainText().render(document, [one.linked for one in translations]), tuple(translations))


def test_an_article_from_text_to_text() -> None:
    report = translate(FakeEngine(WORDS))
    assert report.text == "The house is old. The minister met Lavrov.\n\n-\n\nThe house is old.\n"
    assert [t.origin for t in report.all_segments] == ["model", "model", "passed through", "model"]
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


class Unlinked(FakeEngine):
    """An engine that does not know which word stands for which."""

    def made(self, pieces: Sequence[tuple[str, Span | None]]) -> Hypothesis:
        return super().made([(piece, None) for piece, _ in pieces])


@pytest.mark.parametrize(
    ("engine", "told"),
    [(Unlinked, ['"Minister" must not be "secretary"']), (FakeEngine, [])],
    ids=["unlinked", "linked"],
)
def test_a_forbidden_target_is_a_doubt_from_the_memory_too(
    engine: type[FakeEngine], told: list[str], memory: Memory
) -> None:
    glossary = Glossary((Term("Minister", "minister", forbidden=("secretary", "house")),))
    words = {**WORDS, "alt": "secretary"}
    text = "Der Minister ist alt. Das Haus ist alt."
    for _ in range(2):
        one, other = translate(engine(words), memory, text, glossary).translations
        assert [doubt.detail for doubt in one.doubts if doubt.check == "forbidden term"] == told
        assert one.to_look_at == bool(told)
        assert not [doubt for doubt in other.doubts if doubt.check == "forbidden term"]


def test_what_is_in_the_memory_is_not_translated_again(memory: Memory) -> None:
    first = translate(FakeEngine(WORDS), memory)
    engine = FakeEngine(WORDS)
    second = translate(engine, memory)
    assert not [request for call in engine.calls for request in call]
    assert second.text == first.text
    assert {t.origin for t in second.translations} == {"memory"}
    assert second.translations[1].terms == first.translations[1].terms


def test_another_glossary_is_another_translation(memory: Memory) -> None:
    translate(FakeEngine(WORDS), memory)
    report = translate(FakeEngine(WORDS), memory, glossary=Glossary((Term("Lawrow", "Lawrow"),)))
    assert "met Lawrow." in report.text


def few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "_FIRST_WAITING", 2)
    monkeypatch.setattr(scheduling, "_MOST_WAITING", 2)
    monkeypatch.setattr(pipeline, "_LOOKED_UP", (2,))


def test_an_interrupted_run_goes_on_where_it_was(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    few_wait(monkeypatch)
    text = "\n".join(f"Satz {n} ist alt." for n in range(10))

    def stop(done: int, total: int) -> None:
        assert total == 10
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        translate(FakeEngine(WORDS), memory, text, progress=stop)
    report = translate(FakeEngine(WORDS), memory, text)
    origins = [t.origin for t in report.translations]
    # What was in the engine when the run was stopped is kept too.
    assert origins[:6] == ["memory"] * 6
    assert origins[6:] == sorted(origins[6:])


def test_a_sentence_that_is_too_long_is_split_not_cut_off() -> None:
    text = "Das Haus ist alt, " * 30 + "Lawrow ist alt."
    report = translate(FakeEngine(WORDS, split_length=40), text=text)
    assert report.text.count("house") == 30
    assert report.text.count("Lavrov") == 1
    assert [o.step for o in report.translations[0].terms] == ["hint"]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Das Haus ist www.haus.de/alt.", "The house is www.haus.de/alt."),
        ("Das <b>Haus</b> ist alt.[1]", "The <b>house</b> is old.[1]"),
        ("Das Haus ist `alt`, alt!", "The house is `alt`, old!"),
        ("🙂 Das Haus ist alt.", "🙂 The house is old."),
    ],
)
def test_what_passes_by_the_model_stands_in_the_translation(german: str, english: str) -> None:
    words = WORDS | {"ist,": "is,", "alt!": "old!", "alt.": "old."}
    report = translate(FakeEngine(words), text=german)
    assert report.text == english
    assert report.translations[0].terms == ()


def test_what_has_nothing_else_is_its_own_translation() -> None:
    engine = FakeEngine(WORDS)
    sentence = Segment(0, 17, "<b>haus_alt()</b>")
    [made] = pipeline.stream([sentence], [Found()], engine, None)
    assert (made.text, made.doubts) == (sentence.text, ())
    assert not [request for call in engine.calls for request in call]


def test_a_term_inside_an_address_is_none() -> None:
    text = "Lawrow traf www.lawrow-lawrow.de, Lawrow traf @Lawrow."
    glossary = Glossary((Term("Lawrow", "Lavrov"), Term("lawrow", "lavrov")))
    report = translate(FakeEngine(WORDS), text=text, glossary=glossary)
    assert report.text == "Lavrov met www.lawrow-lawrow.de, Lavrov met @Lawrow."
    assert [outcome.match.span for outcome in report.translations[0].terms] == [(0, 6), (34, 40)]
    assert [outcome.place for outcome in report.translations[0].terms] == [(0, 6), (33, 39)]


def test_times_come_out_as_the_style_says() -> None:
    segments = [Segment(0, 13, "Um 14.30 Uhr.")]
    texts = {
        clock: next(pipeline.stream(segments, [Found()], FakeEngine({"Um": "At"}), None, style=Style(clock=clock))).text
        for clock in ("12", "24")
    }
    assert texts["12"].startswith("At 2:30 p.m.")
    assert texts["24"].startswith("At 14:30")


@dataclass
class Stammering(FakeEngine):
    """Falls into a loop unless it is penalised."""

    penalties: list[float] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.penalties.append(repetition_penalty)
        if repetition_penalty > 1:
            return super().translate(requests)
        text = ("I'm sorry, " * 12).strip()
        return [Hypothesis(self.tokenizer.pieces(text), LinkedText(text), -0.1) for _ in requests]


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


def test_a_translation_knows_what_its_words_translate() -> None:
    report = translate(FakeEngine(WORDS))
    for translation in report.translations:
        source = translation.segment.text
        for word, origin in translation.linked.words():
            assert origin is not None
            german = source[slice(*origin)].strip(".")
            english = translation.text[slice(*word)].strip(".")
            assert english == {**WORDS, "Lawrow": "Lavrov"}[german]


def test_a_term_knows_where_it_stands() -> None:
    [outcome] = translate(FakeEngine(WORDS)).translations[1].terms
    assert outcome.place is not None
    assert "The minister met Lavrov."[slice(*outcome.place)] == "Lavrov"


def test_links_and_places_live_through_the_memory(memory: Memory) -> None:
    first, second = translate(FakeEngine(WORDS), memory), translate(FakeEngine(WORDS), memory)
    assert [t.linked for t in first.translations] == [t.linked for t in second.translations]
    assert [t.terms for t in first.translations] == [t.terms for t in second.translations]


def test_links_of_a_sentence_in_parts_lead_to_the_whole() -> None:
    text = "Das Haus ist alt, " * 30 + "Lawrow ist alt."
    [translation] = translate(FakeEngine(WORDS, split_length=40), text=text).translations
    *_, (word, origin), _, _ = translation.linked.words()
    assert translation.text[slice(*word)] == "Lavrov"
    assert origin is not None
    assert text[slice(*origin)] == "Lawrow"


def test_translations_come_before_the_last_sentence_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    few_wait(monkeypatch)
    asked: list[int] = []

    def segments() -> Iterator[Segment]:
        for number in range(100):
            asked.append(number)
            yield Segment(0, 0, f"Satz {number} ist alt.")

    stream = pipeline.stream(segments(), repeat(Found()), FakeEngine(WORDS), None)
    assert next(stream).text == "Satz 0 is old."
    assert len(asked) < 20
    assert isinstance(stream, Generator)
    stream.close()
    assert len(asked) < 20


def test_the_stream_keeps_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    few_wait(monkeypatch)
    segments = [Segment(0, 0, f"Satz {number}.") for number in range(50)]
    made = [t.text for t in pipeline.stream(segments, [Found()] * 50, FakeEngine(WORDS), None)]
    assert made == [segment.text for segment in segments]


def test_progress_moves_with_every_sentence_and_knows_the_total_at_once() -> None:
    told: list[tuple[int, int]] = []
    translate(FakeEngine(WORDS), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_first_sentences_come_soon() -> None:
    engine = FakeEngine(WORDS)
    stream = pipeline.stream([Segment(0, 0, f"Satz {number}.") for number in range(200)], [Found()] * 200, engine, None)
    next(stream)
    assert len(engine.calls[0]) < 65
    assert len(list(stream)) == 199
    assert max(map(len, engine.calls)) > 65


def test_what_stands_there_twice_is_translated_once(memory: Memory) -> None:
    segments = [Segment(0, 0, f"Satz {number % 7}.") for number in range(300)]
    for kept in (None, memory):
        engine = FakeEngine(WORDS)
        made = list(pipeline.stream(segments, [Found()] * 300, engine, kept))
        assert [one.text for one in made] == [segment.text for segment in segments]
        assert len({request for call in engine.calls for request in call}) == 7
        assert sum(map(len, engine.calls)) < 50


def test_what_the_engine_had_is_kept_when_nobody_wants_the_rest(memory: Memory) -> None:
    segments = [Segment(0, 0, f"Satz {number} ist alt.") for number in range(3000)]
    engine = FakeEngine(WORDS)
    stream = pipeline.stream(segments, [Found()] * 3000, engine, memory)
    next(stream)
    assert isinstance(stream, Generator)
    stream.close()
    asked = sum(map(len, engine.calls))
    assert 64 <= asked < 3000
    made = list(pipeline.stream(segments, [Found()] * 3000, FakeEngine(WORDS), memory))
    assert sum(one.origin == "memory" for one in made) == asked


class Stopped(Exception):
    """Nobody waits any more."""


@dataclass
class Stopping(FakeEngine):
    """An engine that is asked so often at most, as that of a request with a deadline."""

    left: int = 3

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.left -= 1
        if self.left < 0:
            raise Stopped
        return super().translate(requests)


@pytest.mark.parametrize("unit", ["x{}", "Haus{} ", "Das Haus{}, "])
def test_no_call_of_the_engine_is_long_and_between_two_one_can_stop(unit: str) -> None:
    text = "".join(map(unit.format, range(30_000)))
    segments = [Segment(0, 30_000, text[start : start + 30_000].strip()) for start in range(0, 90_000, 30_000)]
    engine = Stopping(WORDS)
    with pytest.raises(Stopped):
        pipeline.translate(segments, repeat(Found(), 3), engine, None)
    assert max(sum(len(one.source) for one in call) for call in engine.calls) < 25_000
    assert len(engine.calls) == 3
