"""What a room once did not bear, it bears: the cases in tests/cases/, which `tools/fuzz.py --keep` found."""

import base64
import json
from functools import partial
from pathlib import Path

import pytest
from fuzz import attempt, turn
from hostile.all_targets import TARGETS
from hostile.repeated import REPEATED
from hostile.target import TextTarget

CASES = [
    (file.stem.replace("_", " "), case)
    for file in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]
BY_FILE = {name.replace("_", " "): target for name, target in TARGETS.items()}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_case_of_the_past_is_borne(name: str, case: dict[str, str]) -> None:
    target = BY_FILE[name]
    if isinstance(target, TextTarget):
        attempt(lambda: target.run(case["text"]))
    else:
        attempt(lambda: target.run(base64.b64decode(case["base64"])))


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_a_room_bears_hostile_input(name: str) -> None:
    fault, _ = turn(TARGETS[name], seed=0, examples=40)
    assert fault is None


@pytest.mark.parametrize(
    "name",
    [
        # Whole files are written and read for each of these.
        pytest.param(name, marks=pytest.mark.slow) if name.startswith("in ") else name
        for name, target in TARGETS.items()
        if isinstance(target, TextTarget)
    ],
)
def test_a_room_bears_what_is_repeated(name: str) -> None:
    target = TARGETS[name]
    assert isinstance(target, TextTarget)
    for make in list(REPEATED.values())[::10]:
        attempt(partial(target.run, make(200)))
