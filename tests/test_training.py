"""The recipe on a small corpus that is made up here."""

import itertools
import json
import lzma
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from translate.cli import deen
from translate.engines import loading
from translate.engines.base import Hint, Request
from translate.engines.tokenizer import Tokenizer
from translate.errors import TrainingError
from translate.options import Options
from translate.training import batches, corpus, export, packing, risk, trainer
from translate.training.batches import Draw
from translate.training.corpus import Mixture
from translate.training.hints import Hinter
from translate.training.model import Model, Shape
from translate.training.trainer import Run, Settings, State
from translate.training.validation import ParallelLines, Validation
from translate.training.vocabulary import HINT_PIECES, Vocabulary

pytestmark = [pytest.mark.slow, pytest.mark.model]

BUNDLED = Path(__file__).parent.parent / "translate" / "models" / "de-en"
WHO = [
    ("Der Mann", "The man"),
    ("Die Frau", "The woman"),
    ("Das Kind", "The child"),
    ("Der Lehrer", "The teacher"),
    ("Unsere Nachbarin", "Our neighbour"),
    ("Ein alter Freund", "An old friend"),
    ("Anna", "Anna"),
    ("Peter", "Peter"),
]
DOES = [
    ("kauft", "buys"),
    ("sieht", "sees"),
    ("sucht", "looks for"),
    ("bringt", "brings"),
    ("verkauft", "sells"),
    ("findet", "finds"),
    ("malt", "paints"),
]
WHAT = [
    ("ein Haus", "a house"),
    ("den roten Ball", "the red ball"),
    ("einen Hund", "a dog"),
    ("das Buch", "the book"),
    ("zwei Bäume", "two trees"),
    ("eine neue Stadt", "a new city"),
    ("die alte Karte", "the old map"),
]
WHEN = [
    ("heute", "today"),
    ("am Montag", "on Monday"),
    ("im Sommer", "in summer"),
    ("in Berlin", "in Berlin"),
    ("mit großer Freude", "with great joy"),
    ("nicht mehr", "no more"),
]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2,000 pairs in a folder, as .tsv and as .tsv.xz."""
    folder = tmp_path_factory.mktemp("text")
    pairs = [
        tuple(f"{w[i]} {d[i]} {x[i]} {t[i]}." for i in (0, 1))
        for w, d, x, t in itertools.product(WHO, DOES, WHAT, WHEN)
    ]
    random.Random(5).shuffle(pairs)
    lines = ["\t".join(pair) + "\n" for pair in pairs[:2000]]
    (folder / "first.tsv").write_text("".join(lines[:1000]), encoding="utf-8")
    with lzma.open(folder / "second.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(lines[1000:])
    return folder


@pytest.fixture(scope="module")
def packed(text: Path, tmp_path_factory: pytest.TempPathFactory) -> packing.Packed:
    folder = tmp_path_factory.mktemp("packed")
    pairs = corpus.read([text], Mixture(()), frozenset())
    assert packing.pack(pairs, Vocabulary.read(BUNDLED), folder) == 2000
    return packing.load(folder, Mixture(()))


def small_run(folder: Path, say: trainer.Say, hours: float = 1.0, hint_share: float = 0.2) -> Run:
    torch.manual_seed(1)
    model = Model(Shape(8001, 32, 64, heads=2, encoder_layers=1, decoder_layers=1, pad=8000, end=0))
    model.initialise()
    settings = Settings(hours, Draw(600, hint_share, 3), warm_up_steps=5, checkpoint_minutes=1000)
    return Run(model, settings, folder, torch.device("cpu"), say)


def test_recipe_makes_a_model_that_translates(text: Path, tmp_path: Path) -> None:
    german, english = tmp_path / "valid.de", tmp_path / "valid.en"
    german.write_text("Der Mann kauft ein Haus heute.\nAnna sieht den roten Ball am Montag.\n", encoding="utf-8")
    english.write_text("The man buys a house today.\nAnna sees the red ball on Monday.\n", encoding="utf-8")
    index, notes = tmp_path / "index.json", tmp_path / "notes.md"
    index.write_text(json.dumps([{"file": "first.tsv", "licence": "CC0", "source": "made up"}]))
    notes.write_text("## Limits\n\nKnows eight people.\n")
    arguments = [
        "train",
        str(text),
        "-o",
        str(tmp_path / "out"),
        "--hours",
        "0.014",
        "--vocabulary",
        "360",
        "--width",
        "64",
        "--batch",
        "1500",
        "--warm-up",
        "20",
        "--device",
        "cpu",
        "--held-out",
        str(german),
        "--validation",
        str(german),
        str(english),
        "--index",
        str(index),
        "--notes",
        str(notes),
    ]
    result = CliRunner().invoke(deen, arguments)
    assert result.exit_code == 0, result.stderr
    directory = Path(result.stdout.strip())
    assert "tokens/s" in result.stderr
    curve = [json.loads(line) for line in (tmp_path / "out" / "run" / trainer.CURVE).read_text().splitlines()]
    assert {"val_loss", "bleu", "chrf", "cosine", "alignment", "source_worth"} <= curve[-1].keys()

    card = (directory / "README.md").read_text(encoding="utf-8")
    assert "| first | 99" in card or "| first | 1,000" in card
    assert "CC0" in card
    assert "Knows eight people." in card
    assert "| valid | " in card
    assert "nrefs:1|case:mixed|eff:no|tok:13a" in card
    assert (tmp_path / "out" / "curve.png").stat().st_size > 1000

    from transformers import MarianMTModel, MarianTokenizer

    assert MarianMTModel.from_pretrained(directory).config.encoder_layers == 6
    assert MarianTokenizer.from_pretrained(directory).tokenize("Haus")
    engine = loading.load(Options(model=str(directory), device="cpu"), lambda notice: None)
    [hypothesis] = engine.translate([Request("Der Mann kauft ein Haus.")])
    assert hypothesis.text
    assert engine.facts.takes_hints


def test_a_finished_model_learns_from_its_own_translations(text: Path, tmp_path: Path) -> None:
    # One step: so short a run is at its end after the first.
    arguments = f"train {text} -o {tmp_path} --from {BUNDLED} --translations 2 --hours 0.0001 --batch 1500 --rate 0.05"
    result = CliRunner().invoke(deen, [*arguments.split(), "--device", "cpu"])
    assert result.exit_code == 0, result.stderr
    before, after = export.read(BUNDLED), export.read(tmp_path / "model")
    assert 0 < (after.bias - before.bias).abs().max().item() < 0.01
    [row] = [json.loads(line) for line in (tmp_path / "run" / trainer.CURVE).read_text().splitlines()]
    assert row["step"] == 1
    assert row["source_worth"] > 2


def test_a_resumed_run_goes_the_way_of_an_uninterrupted_one(
    packed: packing.Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock: Iterator[float] = itertools.count(0.0, 1.0)
    monkeypatch.setattr(trainer.time, "monotonic", lambda: next(clock))
    pieces = Vocabulary.read(BUNDLED)

    def losses(folder: Path, until: int) -> list[float]:
        """The loss of every step that a run in the folder does until it is killed after that step."""
        run = small_run(tmp_path / folder, lambda line: None)
        run.resume()
        seen: list[float] = []
        step = run._step

        def watched(batch: batches.Batch, judged: list[risk.Judged], dtype: torch.dtype) -> trainer.Losses:
            result = step(batch, judged, dtype)
            seen.append(result.plain.item() / result.tokens)
            if run.state.step + 1 == until:
                os.kill(os.getpid(), signal.SIGTERM)
            return result

        monkeypatch.setattr(run, "_step", watched)
        assert not run.train(packed, None, pieces, trainer.unwatched)
        return seen

    whole = losses(tmp_path / "whole", 130)
    parts = [loss for stop in (40, 41, 130) for loss in losses(tmp_path / "parts", stop)]
    assert len(whole) == 130
    assert parts == whole


def test_fewer_hours_begin_the_decay_and_more_take_it_back(tmp_path: Path) -> None:
    run = small_run(tmp_path, lambda line: None, hours=1.0)
    run.state = State(step=100, seconds=1800.0)
    tmp_path.mkdir(exist_ok=True)
    run.save()
    run.state = State(step=200, seconds=3300.0)
    run.save()
    shorter, longer = (
        small_run(tmp_path, lambda line: None, 0.92),
        small_run(tmp_path, lambda line: None, 10.0),
    )
    assert shorter.resume()
    assert shorter.state.step == 200
    assert longer.resume()
    assert longer.state.step == 100


def test_the_decay_has_a_mixture_of_its_own(
    packed: packing.Packed, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock: Iterator[float] = itertools.count(0.0, 1.0)
    monkeypatch.setattr(trainer.time, "monotonic", lambda: next(clock))
    pieces = Vocabulary.read(BUNDLED)
    pairs = [pair for pair in corpus.read([text], Mixture(()), frozenset()) if "Anna" in pair.german]
    packing.pack(pairs, pieces, tmp_path / "last")
    last = packing.load(tmp_path / "last", Mixture(()))
    run = small_run(tmp_path / "run", lambda line: None, hours=80 / 3600, hint_share=0.0)
    shown: list[tuple[float, bool]] = []
    anna = pieces.encode(["Anna"])[0]
    step = run._step

    def watched(batch: batches.Batch, judged: list[risk.Judged], dtype: torch.dtype) -> trainer.Losses:
        rows = batch.source.tolist()
        shown.append((run.state.seconds, all(row[: len(anna)] == anna for row in rows)))
        return step(batch, judged, dtype)

    monkeypatch.setattr(run, "_step", watched)
    assert run.train(packed, last, pieces, trainer.unwatched)
    assert run.state.last
    assert not any(only for seconds, only in shown if seconds <= 48)
    assert all(only for seconds, only in shown if seconds > 48)


def test_the_mean_is_of_the_weights_at_the_end(
    packed: packing.Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock: Iterator[float] = itertools.count(0.0, 1.0)
    monkeypatch.setattr(trainer.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(trainer, "_STEPS_A_SNAPSHOT", 1)
    monkeypatch.setattr(trainer, "_AVERAGED_SHARE", 0.2)
    run = small_run(tmp_path, lambda line: None, hours=40 / 3600)
    seen: list[torch.Tensor] = []
    average = run._average

    def watched() -> None:
        average()
        if run.state.seconds >= 32:
            seen.append(run.model.bias.detach().clone())

    monkeypatch.setattr(run, "_average", watched)
    assert run.train(packed, None, Vocabulary.read(BUNDLED), trainer.unwatched)
    torch.testing.assert_close(run.averaged().bias.detach(), torch.stack(seen).mean(0))
    again = small_run(tmp_path, lambda line: None, hours=40 / 3600)
    assert again.resume()
    assert torch.equal(again.averaged().bias, run.averaged().bias)


def test_hints_say_what_the_target_says(packed: packing.Packed) -> None:
    pieces = Vocabulary.read(BUNDLED)
    by_number = {number: piece for piece, number in pieces.numbers.items()}
    maker = Hinter(packed, pieces)
    import numpy as np

    chance = np.random.default_rng(4)
    hinted = 0
    for index in range(300):
        example = maker.example(index, chance, 1.0)
        source = "".join(by_number[n] for n in example.source)
        target = "".join(by_number[n] for n in example.target)
        assert len(example.alignment) == len(example.target)
        assert all(-1 <= a < len(example.source) for a in example.alignment)
        opening, equals, closing = HINT_PIECES
        assert source.count(opening) == source.count(equals) == source.count(closing)
        for part in source.split(opening)[1:]:
            hinted += 1
            assert part.split(equals)[1].split(closing)[0] in target
    assert hinted > 200


def test_hinted_sources_are_spliced_as_the_tokenizer_does() -> None:
    own = Tokenizer(BUNDLED, HINT_PIECES)
    encoded = own.source("Lawrow, traf Putin.", (Hint(0, 6, "Lavrov"),))
    assert encoded.pieces[0] == HINT_PIECES[0]
    assert encoded.pieces[encoded.pieces.index(HINT_PIECES[2]) + 1] == ","
    assert set(encoded.spans[: encoded.pieces.index(",")]) == {(0, 6)}


def test_batches_of_a_round_show_every_pair(packed: packing.Packed) -> None:
    _, first = next(batches.stream(packed, Vocabulary.read(BUNDLED), Draw(1000, 0.0, 2)))
    assert sum(batch.pairs for batch in first) == 2000
    assert all(batch.target_out.numel() <= 1000 for batch in first)


def test_workers_make_the_same_batches(packed: packing.Packed) -> None:
    pieces = Vocabulary.read(BUNDLED)
    draw = Draw(1000, 0.3, 2)
    alone = itertools.islice(batches.stream(packed, pieces, draw, first_lot=1), 3)
    together = itertools.islice(batches.stream(packed, pieces, draw, first_lot=1, workers=2), 3)
    for (number, one), (other_number, other) in zip(alone, together, strict=True):
        assert number == other_number
        assert len(one) == len(other) > 10
        for mine, theirs in zip(one, other, strict=True):
            for name in ("source", "target_in", "target_out", "alignment", "real", "aligned"):
                assert torch.equal(getattr(mine, name), getattr(theirs, name)), name


def test_places_of_a_batch(packed: packing.Packed) -> None:
    pieces = Vocabulary.read(BUNDLED)
    _, lot = next(batches.stream(packed, pieces, Draw(1000, 0.3, 2)))
    for batch in lot:
        assert batch.target_out.flatten()[batch.real].ne(pieces.pad).all()
        assert batch.real.numel() == batch.target_out.ne(pieces.pad).sum()
        assert batch.alignment.flatten()[batch.aligned].ge(0).all()
        assert batch.aligned.numel() == batch.alignment.ge(0).sum() > 0


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("", "Nothing"),
        ("Ein Satz", "A" * 900),
        ("12345 67 89", "12345 67 89"),
        ("This is the end of the story", "Das ist gut"),
        ("kurz", "this is far too long for such a short German word, is it not"),
    ],
)
def test_what_is_no_translation_is_left_out(german: str, english: str) -> None:
    assert not corpus.clean(german, english)


def test_held_out_sentences_are_left_out_on_either_side(text: Path, tmp_path: Path) -> None:
    german, english = (
        next(iter(corpus.read([text], Mixture(()), frozenset()))).german,
        "The woman sells two trees today.",
    )
    (tmp_path / "test.de").write_text(german.upper() + "\n" + english + "\n", encoding="utf-8")
    left = list(corpus.read([text], Mixture(()), corpus.held_out([tmp_path / "test.de"])))
    assert len(left) < 2000
    assert not any(pair.german == german or pair.english == english for pair in left)


def test_mixture_weights_decide_how_often(text: Path, tmp_path: Path) -> None:
    (tmp_path / "mix.toml").write_text('[weights]\nfirst = 3\n"sec*" = 0\n', encoding="utf-8")
    mixture = Mixture.read(tmp_path / "mix.toml")
    pairs = list(corpus.read([text], mixture, frozenset()))
    assert {pair.source for pair in pairs} == {"first"}
    assert len(pairs) == 1000
    assert len(list(corpus.draw(pairs, mixture, seed=1))) == 3000
    assert 400 < len(list(corpus.draw(pairs, Mixture((("first", 0.5),)), seed=1))) < 600
    packing.pack(pairs, Vocabulary.read(BUNDLED), tmp_path / "packed")
    packed = packing.load(tmp_path / "packed", mixture)
    assert packed.counts() == {"first": 1000}
    assert packed.weight.tolist() == [3.0] * 1000
    assert packed.shown_by(Mixture((("fir*", 0.5),))).weight.tolist() == [0.5] * 1000


def test_two_parallel_files(tmp_path: Path) -> None:
    (tmp_path / "a.de").write_text("Das Haus ist alt.\nDer Hund bellt laut.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("The house is old.\nThe dog barks loudly.\n", encoding="utf-8")
    pairs = list(corpus.read([tmp_path / "a.de", tmp_path / "a.en"], Mixture(()), frozenset()))
    assert [pair.english for pair in pairs] == ["The house is old.", "The dog barks loudly."]


def test_bad_input_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("no tab here\n", encoding="utf-8")
    for arguments in (
        [str(tmp_path / "bad.tsv")],
        [str(tmp_path / "missing.tsv")],
        [str(tmp_path / "missing.tsv"), "--from", str(tmp_path)],
        [str(tmp_path / "bad.tsv"), "--mixture", str(tmp_path / "bad.tsv")],
    ):
        result = CliRunner().invoke(deen, ["train", *arguments, "-o", str(tmp_path / "out"), "--hours", "1"])
        assert result.exit_code == 2
        assert result.stderr.strip().splitlines()[-1].startswith("deen: ")
        assert "Traceback" not in result.stderr


def test_a_new_model_cannot_learn_from_its_translations(text: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(deen, ["train", str(text), "-o", str(tmp_path / "out"), "--translations", "2"])
    assert result.exit_code == 2
    assert "--from" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    (tmp_path / trainer.NEWEST).write_bytes(b"nothing")
    with pytest.raises(TrainingError, match=trainer.NEWEST):
        small_run(tmp_path, lambda line: None).resume()


def test_the_bundled_model_can_be_trained_on() -> None:
    model = export.read(BUNDLED)
    assert model.shape.vocabulary == 8001
    assert model.shape.pad == 8000


def test_validation_measures_and_leaves_the_threads_as_they_were() -> None:
    german = ("Das Haus ist alt.", "Der Präsident sagte, er werde nach Berlin reisen.")
    english = ("The house is old.", "The president said that he would travel to Berlin.")
    watch = Validation(ParallelLines("two", german, english), BUNDLED, Vocabulary.read(BUNDLED))
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        figures = watch(export.read(BUNDLED))
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
    assert 0 < figures["val_loss"] < 4
    assert figures["bleu"] > 15
    assert figures["chrf"] > 40


def test_training_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    (tmp_path / "text.tsv").write_text("Das Haus\tThe house\n", encoding="utf-8")
    ran = CliRunner().invoke(deen, ["train", str(tmp_path / "text.tsv"), "-o", str(tmp_path / "model")])
    assert ran.exit_code == 2
    assert ran.stderr == "deen: training needs `pip install 'deen-mt[train]'`\n"
