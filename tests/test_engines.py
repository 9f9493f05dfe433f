"""Both engines through the same tests, with the bundled model; transformers' own generate as the oracle."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossary.linked import overlap
from translate.engines import loading, marian
from translate.engines.base import Engine, Hint, Request
from translate.engines.tokenizer import Tokenizer
from translate.errors import EngineError
from translate.options import EngineName, Options

pytestmark = pytest.mark.model

SENTENCES = [
    "Das Haus ist alt.",
    "Putins Besuch findet neun Monate nach dem Empfang von Kim statt.",
    "Der Präsident sagte am Dienstag, er werde nach Berlin reisen.",
    "Die Regierung will die Steuern senken, weil die Wirtschaft schwächelt.",
    "Was uns Sorgen macht, ist die Vertiefung der Beziehungen.",
]


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Callable[[EngineName, int], Engine]:
    loaded: dict[tuple[str, int], Engine] = {}

    def load(engine: EngineName, beam_size: int) -> Engine:
        if (engine, beam_size) not in loaded:
            options = Options(engine=engine, beam_size=beam_size, device="cpu")
            loaded[engine, beam_size] = loading.load(options, lambda notice: None)
        return loaded[engine, beam_size]

    return load


@pytest.fixture(params=["ct2", "torch"])
def engine(request: pytest.FixtureRequest, load: Callable[[str, int], Engine]) -> Engine:
    return load(request.param, 2)


@pytest.fixture(scope="module")
def oracle() -> Any:
    from transformers import MarianMTModel, MarianTokenizer

    directory = loading.find("de-en")
    return MarianMTModel.from_pretrained(directory, dtype="float32").eval(), MarianTokenizer.from_pretrained(directory)


@pytest.mark.slow
def test_greedy_float32_equals_generate(tmp_path: Path, oracle: Any) -> None:
    import ctranslate2

    from translate.engines.conversion import convert
    from translate.engines.ct2 import Ct2Engine

    model, tokenizer = oracle
    source = marian.read(loading.find("de-en"))
    convert(source, "float32", tmp_path / "model")
    own = Tokenizer(source.directory, source.hint_pieces)
    assert ctranslate2.contains_model(str(tmp_path / "model"))
    fast = Ct2Engine(tmp_path / "model", source, own, precision="float32", device="cpu", beam_size=1)
    reference = loading.load(Options(engine="torch", beam_size=1, device="cpu"), lambda notice: None)
    requests = [Request(sentence) for sentence in SENTENCES]
    hypotheses = fast.translate(requests)
    fast_tokens = [h.tokens for h in hypotheses]
    expected = reference.translate(requests)
    assert fast_tokens == [h.tokens for h in expected]
    # Near scores too: two engines that compute different models may still agree on what is likeliest.
    assert [h.score for h in hypotheses] == pytest.approx([h.score for h in expected], abs=1e-3)
    penalised = [[h.score for h in e.translate(requests, repetition_penalty=1.3)] for e in (fast, reference)]
    assert penalised[0] == pytest.approx(penalised[1], abs=1e-3)
    for sentence, tokens in zip(SENTENCES, fast_tokens, strict=True):
        ids = model.generate(
            **tokenizer(sentence, return_tensors="pt"), num_beams=1, do_sample=False, max_new_tokens=100
        )
        assert list(tokens) == [t for t in tokenizer.convert_ids_to_tokens(ids[0]) if t not in ("<pad>", "</s>")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ct2", "torch"])
def test_the_length_penalty_is_that_of_the_model(name: EngineName, tmp_path: Path) -> None:
    model = shutil.copytree(loading.find("de-en"), tmp_path / "model")
    (model / marian.CHECKSUMS).unlink()
    settings = json.loads((model / "generation_config.json").read_text(encoding="utf-8"))
    article = Path("examples/nordkorea.de.txt").read_text(encoding="utf-8").splitlines()
    requests = [Request(line) for line in article[4:12]]
    made = {}
    for penalty in (0.0, 4.0):
        (model / "generation_config.json").write_text(json.dumps({**settings, "length_penalty": penalty}))
        engine = loading.load(Options(model=str(model), engine=name, beam_size=4, device="cpu"), lambda notice: None)
        made[penalty] = engine.translate(requests)
    short, long = ([len(h.tokens) for h in made[penalty]] for penalty in (0.0, 4.0))
    assert sum(short) < sum(long)
    # The score is a mean whatever the penalty.
    for one, other in zip(made[0.0], made[4.0], strict=True):
        assert one.tokens != other.tokens or one.score == pytest.approx(other.score, abs=0.02)


def test_order_duplicates_and_empty_sources(engine: Engine) -> None:
    texts = [SENTENCES[2], "", SENTENCES[0], "   ", SENTENCES[2]]
    hypotheses = engine.translate([Request(text) for text in texts])
    assert [bool(h.text) for h in hypotheses] == [True, False, True, False, True]
    assert hypotheses[0] == hypotheses[4]
    assert "house" in hypotheses[2].text.lower()
    assert engine.translate([]) == []


def test_text_is_that_of_the_tokens(engine: Engine) -> None:
    for hypothesis in engine.translate([Request(sentence) for sentence in SENTENCES]):
        assert engine.tokenizer.text(hypothesis.tokens) == hypothesis.text
        assert -20 < hypothesis.score < 0


@pytest.mark.parametrize("repetition_penalty", [1.0, 1.3])
def test_the_score_is_that_of_the_pieces(engine: Engine, oracle: Any, repetition_penalty: float) -> None:
    import torch

    model, tokenizer = oracle
    [made] = engine.translate([Request(SENTENCES[0])], repetition_penalty=repetition_penalty)
    labels = tokenizer.convert_tokens_to_ids([*made.tokens, "</s>"])
    start = model.config.decoder_start_token_id
    inputs = tokenizer(SENTENCES[0], return_tensors="pt")
    logits = model(**inputs, decoder_input_ids=torch.tensor([[start, *labels[:-1]]])).logits[0]
    chosen = logits.log_softmax(-1)[range(len(labels)), labels]
    # Between precisions; the same in float32 is compared above.
    assert made.score == pytest.approx(chosen.mean().item(), abs=0.2)


def test_hints_are_obeyed(engine: Engine) -> None:
    source = "Der Minister Lawrow traf am Montag Putin."
    start = source.index("Lawrow")
    [hypothesis] = engine.translate([Request(source, hints=(Hint(start, start + 6, "Zorbinski"),))])
    assert "Zorbinski" in hypothesis.text
    assert not any(mark in hypothesis.text for mark in "⟨⟩")


def test_a_text_cannot_write_a_hint(engine: Engine) -> None:
    [hypothesis] = engine.translate([Request("Der Minister ⟨t⟩ Lawrow ⟨=⟩ Zorbinski ⟨/t⟩ traf Putin.")])
    own = Tokenizer(loading.find("de-en"), ("⟨t⟩", "⟨=⟩", "⟨/t⟩"))
    assert not {"⟨t⟩", "⟨=⟩", "⟨/t⟩"} & set(own.source("⟨t⟩ Lawrow ⟨=⟩ x ⟨/t⟩", (Hint(0, 3, "⟨/t⟩"),)).pieces[1:4])
    assert hypothesis.text


def test_over_the_limit_is_refused(engine: Engine) -> None:
    with pytest.raises(EngineError, match="split it"):
        engine.translate([Request("Haus " * 2000)])


def test_alignment_finds_the_name(engine: Engine) -> None:
    request = Request("Am Montag traf der Minister in Berlin ein.")
    hypothesis, _ = engine.translate([request, Request(SENTENCES[0])])
    links = hypothesis.linked.links
    assert [span for span, _ in links] == list(engine.tokenizer.decoded(hypothesis.tokens)[1])
    assert all(0 <= start <= end <= len(request.source) for _, (start, end) in links)
    place = hypothesis.text.index("Berlin")
    start, end = next(source for span, source in links if overlap(span, (place, place + 6)))
    assert request.source[start:end] in "Berlin"
    assert start >= request.source.index("Berlin")


def test_alignments_of_a_beam_are_those_of_its_output_alone(load: Callable[[str, int], Engine]) -> None:
    requests = [Request(sentence) for sentence in SENTENCES]
    pairs = zip(load("ct2", 4).translate(requests), load("ct2", 1).translate(requests), strict=True)
    alike = [(one.linked.links, alone.linked.links) for one, alone in pairs if one.tokens == alone.tokens]
    assert len(alike) > 1
    assert all(made == alone for made, alone in alike)
