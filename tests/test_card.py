"""The model card."""

import json
from pathlib import Path

import pytest

from translate.errors import TrainingError
from translate.training import card
from translate.training.card import CardFiles, Sources
from translate.training.corpus import Mixture
from translate.training.model import Shape
from translate.training.schedule import State
from translate.training.validation import Quality

SOURCES = Sources({"wiki": 1200, "news": 34}, Mixture((("n*", 2.5),)), None)
STATE = State(step=1500, seconds=5400, pairs=2_000_000, tokens=30_000_000)


def render(files: CardFiles, qualities: tuple[Quality, ...] = ()) -> str:
    return card.render("de-en", SOURCES, Shape(8001, 512, 2048), STATE, qualities, files)


def test_a_card_says_what_the_model_is_and_of_what(tmp_path: Path) -> None:
    index, notes = tmp_path / "index.json", tmp_path / "notes.md"
    index.write_text(json.dumps([{"file": "news.tsv.xz", "licence": "CC0 | MIT", "kind": "human"}]), encoding="utf-8")
    notes.write_text("\n## Limits\n\nIt knows no verse.\n", encoding="utf-8")
    qualities = (Quality("newstest2018", 36.84, 62.0, "nrefs:1|bleu", "nrefs:1|chrf"),)
    lines = render(CardFiles(index, notes), qualities).splitlines()
    assert lines[0].startswith("# ")
    assert any("1.50 hours, 1,500 steps, 2,000,000 pairs with 30,000,000 English pieces" in line for line in lines)
    assert "| newstest2018 | 36.8 | 62.0 |" in lines
    assert "It knows no verse." in lines
    # The bar in a licence would end its cell.
    assert lines[-2:] == ["| news | 34 | 2.5 |  | human |  | CC0 / MIT |  |", "| wiki | 1,200 | 1 |  |  |  |  |  |"]


def test_parameters_are_counted_as_torch_does() -> None:
    from translate.training.model import Model

    count = sum(parameter.numel() for parameter in Model(Shape(8001, 512, 2048)).parameters())
    stated = float(render(CardFiles(None, None)).partition(" million")[0].rpartition(" ")[2])
    # Biases and norms do not count.
    assert stated == pytest.approx(count / 1e6, rel=0.01)


def test_without_tests_and_an_index_it_says_so() -> None:
    text = render(CardFiles(None, None))
    assert "Not measured." in text
    assert "| wiki | 1,200 | 1 |" in text


@pytest.mark.parametrize("content", ["nothing", "[1]", '{"file": 1}', '[{"source": "a"}]'])
def test_what_is_no_index_is_named(tmp_path: Path, content: str) -> None:
    index = tmp_path / "index.json"
    index.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match="not a list of sources"):
        render(CardFiles(index, None))
