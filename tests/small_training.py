"""A small corpus that is made up here, and a small model to train on it."""

import itertools
import lzma
import random
from pathlib import Path

import torch
from conftest import ROOT

from translate.training.batches import Sampling
from translate.training.model import Model, Shape
from translate.training.monitoring import Log
from translate.training.schedule import Schedule
from translate.training.trainer import Clock, Run, Settings

BUNDLED = ROOT / "translate" / "models" / "de-en"
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


def write_corpus(folder: Path) -> None:
    """2,000 pairs in a folder, as .tsv and as .tsv.xz."""
    pairs = [
        tuple(f"{w[i]} {d[i]} {x[i]} {t[i]}." for i in (0, 1))
        for w, d, x, t in itertools.product(WHO, DOES, WHAT, WHEN)
    ]
    random.Random(5).shuffle(pairs)
    lines = ["\t".join(pair) + "\n" for pair in pairs[:2000]]
    (folder / "first.tsv").write_text("".join(lines[:1000]), encoding="utf-8")
    with lzma.open(folder / "second.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(lines[1000:])


def step_clock() -> Clock:
    """A clock by which every step of training takes one second."""
    return itertools.count(0.0, 1.0).__next__


def small_model() -> Model:
    """A model with the bundled vocabulary, the same every time."""
    torch.manual_seed(1)
    model = Model(Shape(8001, 32, 64, heads=2, encoder_layers=1, decoder_layers=1, pad=8000, end=0))
    model.initialise()
    return model


def small_run(
    folder: Path,
    log: Log = lambda line: None,
    *,
    steps: int = 3600,
    hint_share: float = 0.2,
    steps_per_checkpoint: int = 60_000,
    clock: Clock | None = None,
) -> Run:
    """A run whose schedule is so many steps long."""
    settings = Settings(
        Schedule(steps / 3600, rate=1.0, warm_up_steps=5),
        Sampling(600, hint_share, seed=3),
        dropout=0.0,
        smoothing=0.1,
        checkpoint_minutes=steps_per_checkpoint / 60,
    )
    return Run(small_model(), settings, folder, torch.device("cpu"), log, clock or step_clock())
