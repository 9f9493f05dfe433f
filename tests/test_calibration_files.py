"""Where a calibration is kept: with the model or by the user, and what is said of a damaged one."""

import json
import shutil
from pathlib import Path

import pytest
from small_training import BUNDLED

from translate.confidence import FEATURES, Calibration
from translate.engines import calibration_files, marian
from translate.engines.calibration_files import NAME
from translate.engines.marian import MarianModel
from translate.errors import ModelError

MADE = Calibration(-1.5, {"score": 2.5, "doubts": -1.0}, 0.25, "600 lines of news")
ROW = {"intercept": 0.5, "weights": {"score": 1}, "threshold": 0.5, "fitted_on": "x"}


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MarianModel:
    """A model without checksums and without a calibration, of a user who has none."""
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    folder = tmp_path / "model"
    folder.mkdir()
    return MarianModel(folder, folder / "model.safetensors", "ab" * 32, {}, {})


def test_the_bundled_model_has_one() -> None:
    made = calibration_files.of(marian.read(BUNDLED))
    assert made is not None
    assert set(made.weights) == set(FEATURES)
    assert 0 < made.threshold < 0.5
    assert made.weights["score"] > 0 > made.weights["doubts"]


def test_what_is_written_is_read_and_goes_over_that_of_the_model(model: MarianModel) -> None:
    assert calibration_files.of(model) is None
    (model.directory / NAME).write_text(json.dumps(ROW))
    shipped = calibration_files.of(model)
    assert shipped
    assert shipped.intercept == 0.5
    calibration_files.write(calibration_files.own_file(model), MADE)
    assert calibration_files.of(model) == MADE


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": {"score": "1"}}, {"weights": {"moon": 1}}, {"weights": [1]}, {"weights": None},
        {"weights": {"score": 1e9}}, {"weights": {"score": True}}, {"intercept": None}, {"threshold": 2},
        {"threshold": "x"}, {"fitted_on": 3}, {"fitted_on": "x" * 1000},
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_one_line(model: MarianModel, changes: dict[str, object]) -> None:
    (model.directory / NAME).write_text(json.dumps({**ROW, **changes}))
    with pytest.raises(ModelError, match=rf"{NAME}: not how a confidence is computed; get the model again"):
        calibration_files.of(model)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"threshold": 1e999}'])
def test_a_file_that_is_no_json_is_one_line(model: MarianModel, text: str) -> None:
    own = calibration_files.own_file(model)
    own.parent.mkdir(parents=True)
    own.write_text(text)
    with pytest.raises(ModelError, match=r"deen model calibrate") as caught:
        calibration_files.of(model)
    assert "\n" not in str(caught.value)


def test_a_folder_in_its_place(model: MarianModel) -> None:
    (model.directory / NAME).mkdir()
    with pytest.raises(ModelError, match="this is no file"):
        calibration_files.of(model)


def test_one_that_does_not_fit_its_checksum(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in (NAME, "SHA256SUMS"):
        shutil.copy(BUNDLED / name, folder)
    whole = MarianModel(folder, folder / "model.safetensors", "ab" * 32, {}, {})
    assert calibration_files.of(whole) is not None
    (folder / NAME).write_text(json.dumps(ROW))
    with pytest.raises(ModelError, match="its checksum is not the one in SHA256SUMS"):
        calibration_files.of(whole)


def test_it_cannot_be_written_below_a_file(model: MarianModel, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(ModelError, match="cannot be written"):
        calibration_files.write(calibration_files.own_file(model), MADE)
