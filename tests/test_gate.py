"""Thresholds of a build: what of them holds, and files that are none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import gate
from eval.errors import EvaluationError
from eval.gate import Fall, Gate, Measured

NAMES = ["bleu", "chrf++", "ter", "terms", "doubtful", "confidence"]


def written(folder: Path, text: str) -> Path:
    path = folder / "gate.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_gate_from_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff[gate]\nter = 50 # at most\n"chrf++" = 60.5\nterms = 1\n')
    assert gate.read(path, NAMES) == Gate((("ter", 50.0), ("chrf++", 60.5), ("terms", 1.0)))


def test_what_falls_and_what_holds() -> None:
    thresholds = Gate((("bleu", 35.0), ("ter", 50.0), ("terms", 0.98), ("doubtful", 0.25)))
    exactly = [
        Measured("bleu", 35.0), Measured("ter", 50.0, False), Measured("terms", 0.98), Measured("doubtful", 0.25, False)
    ]  # fmt: skip
    assert thresholds.fallen(exactly) == ()
    worse = [
        Measured("bleu", 34.99996), Measured("ter", 50.01, False), Measured("terms", None),
        Measured("doubtful", 1, False),
    ]  # fmt: skip
    assert thresholds.fallen(worse) == (
        Fall("bleu", "at least 35", "34.99996"),
        Fall("ter", "at most 50", "50.01"),
        Fall("terms", "at least 0.98", "not known"),
        Fall("doubtful", "at most 0.25", "1.00"),
    )
    # What was measured beside is not asked for, and what was not measured at all does not hold.
    assert Gate((("bleu", 0.0),)).fallen([Measured("chrf", 1.0)]) == (Fall("bleu", "at least 0", "not known"),)


@given(st.floats(-100, 100), st.floats(-100, 100), st.booleans())
def test_a_value_falls_on_one_side_of_a_threshold_alone(value: float, threshold: float, higher: bool) -> None:
    of_both = [bool(Gate((("x", threshold),)).fallen([Measured("x", value, side)])) for side in (higher, not higher)]
    assert of_both.count(True) == (value != threshold)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_what_is_told_shows_that_a_threshold_does_not_hold(value: float, threshold: float) -> None:
    for fall in Gate((("x", threshold),)).fallen([Measured("x", value)]):
        assert float(fall.got) < float(fall.wanted.removeprefix("at least "))
    for fall in Gate((("x", threshold),)).fallen([Measured("x", value, False)]):
        assert float(fall.got) > float(fall.wanted.removeprefix("at most "))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no table [gate]"),
        ("gate = 3", "no table [gate]"),
        ("[[gate]]\nbleu = 3", "no table [gate]"),
        ("[gate]", "no threshold in [gate]; it may have: bleu, chrf++, ter"),
        ("[gate]\nblue = 35", "“blue” is not measured here; what is: bleu, chrf++, ter, terms, doubtful, confidence"),
        ("bleu = 35\n[gate]\nter = 5", "“bleu” stands outside of [gate]"),
        ("[gate]\nbleu = 35\n[gates]\nter = 3", "“gates” stands outside of [gate]"),
        ("[gate]\nbleu = '35'", "bleu must be a number, as in bleu = 35.0"),
        ("[gate]\nbleu = true", "bleu must be a number"),
        ("[gate]\nterms = [1]", "terms must be a number, as in terms = 0.9"),
        ("[gate]\nchrf++ = 60", "not TOML"),
        ("[gate]\n[gate.bleu]\nx = 1", "bleu must be a number"),
        ("[gate]\nbleu = nan", "bleu must be a finite number"),
        ("[gate]\nter = inf", "ter must be a finite number"),
        ("[gate]\nter = 1e999", "ter must be a finite number"),
        ("[gate]\nbleu = 1" + "0" * 400, "bleu must be a finite number"),
        ("[gate]\nbleu = 1" + "0" * 5000, "not TOML"),
        ("[gate]\nterms = 98", "terms must be a share between 0 and 1, and is 98"),
        ("[gate]\nconfidence = -0.1", "confidence must be a share between 0 and 1, and is -0.1"),
        ("[gate]\nbleu = 1\nbleu = 2", "not TOML"),
        ("[gate]\nbleu = " + "[" * 100_000, "not TOML"),
        ("#" * 2**20 + "\n[gate]\nbleu = 1", "cannot be read: it has over"),
    ],
)  # fmt: skip
def test_what_is_no_gate(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(EvaluationError) as raised:
        gate.read(path, NAMES)
    assert str(raised.value).startswith(f"{path}: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(EvaluationError, match=f"cannot be read: {message}"):
            gate.read(path, NAMES)
    (tmp_path / "latin").write_bytes(b"[gate]\n# gr\xfcn\nbleu = 1")
    with pytest.raises(EvaluationError, match="cannot be read"):
        gate.read(tmp_path / "latin", NAMES)
