"""Throws hostile input at every room until the time is over.

    python tools/fuzz.py [TARGET]… [--seconds N] [--seed N] [--keep]

Each target gets texts or damaged files in turn, 500 at a time, from a seed that numbers the turn: the same seed makes
the same inputs. What raises anything but `DeenError`, breaks a promise of the target, or takes over 20 CPU seconds is
made as small as can be and shown; with `--keep` it goes into tests/cases/, which a test tries again for ever. The exit
code is 1 if anything was found.
"""

import argparse
import base64
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import hypothesis
from hostile.all_targets import TARGETS
from hostile.limits import TooLong, limited
from hostile.repeated import FRAGMENTS
from hostile.target import FileTarget, Target, TextTarget
from hypothesis import HealthCheck, Phase, strategies
from hypothesis.errors import Flaky
from hypothesis.strategies import SearchStrategy

from glossary.errors import DeenError

CASES = Path(__file__).parent.parent / "tests" / "cases"
A_TURN = 500
SECONDS = 20.0
_WORDS = (
    "Das", "Haus", "der", "Bundeskanzler", "Angela", "Merkel", "sagte", "am", "Montag", "in", "Berlin", "er", "habe",
    "nicht", "Prozent", "Euro", "Uhr", "Millionen", "Jahre", "ist", "ein", "und", "die", "Kunden", "Iwanow", "Putin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that a target does not bear, as small as it was made."""

    target: str
    data: str | bytes
    error: str

    def as_dict(self) -> dict[str, str]:
        """As it is kept in tests/cases/."""
        if isinstance(self.data, bytes):
            return {"base64": base64.b64encode(self.data).decode()}
        return {"text": self.data}


def texts() -> SearchStrategy[str]:
    """Sentences in which hostile fragments stand, some of them many times."""
    plain = strategies.sampled_from([word + " " for word in _WORDS])
    hostile = strategies.sampled_from(FRAGMENTS)
    repeated = strategies.builds(lambda fragment, times: fragment * times, hostile, strategies.integers(2, 40))
    anything = strategies.text(max_size=3)
    return strategies.lists(plain | hostile | hostile | repeated | anything, max_size=12).map("".join)


def damaged(samples: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Files of which a few bytes are gone, doubled, or others."""
    edit = strategies.tuples(
        strategies.floats(0, 1, exclude_max=True),
        strategies.integers(0, 40),
        strategies.binary(max_size=4) | strategies.sampled_from([one.encode("utf-8", "replace") for one in FRAGMENTS]),
    )
    return strategies.builds(_edited, strategies.sampled_from(samples), strategies.lists(edit, max_size=4))


def _edited(sample: bytes, edits: Sequence[tuple[float, int, bytes]]) -> bytes:
    for where, gone, put in edits:
        at = int(where * (len(sample) + 1))
        sample = sample[:at] + put + sample[at + gone :]
    return sample


def attempt(run: Callable[[], object], seconds: float = SECONDS) -> None:
    """Run, and pass over what a user would be told in a line."""
    with limited(seconds):
        try:
            run()
        except DeenError as error:
            if "\n" in str(error):
                raise AssertionError(f"a message of two lines: {error}") from error


def turn(target: Target, seed: int, examples: int = A_TURN) -> Fault | None:
    """Try a target with so many inputs of a seed."""
    last: list[str | bytes] = []

    def tried(data: str | bytes) -> None:
        last[:] = [data]
        if isinstance(target, TextTarget) and isinstance(data, str):
            attempt(lambda: target.run(data))
        if isinstance(target, FileTarget) and isinstance(data, bytes):
            attempt(lambda: target.run(data))

    inputs: SearchStrategy[str | bytes] = texts() if isinstance(target, TextTarget) else damaged(target.samples())
    settings = hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        derandomize=False,
    )
    try:
        hypothesis.seed(seed)(settings(hypothesis.given(inputs)(tried)))()
    except (Exception, TooLong, Flaky) as error:
        return Fault(target.name, last[0], f"{type(error).__name__}: {error}")
    return None


def keep(fault: Fault, folder: Path = CASES) -> None:
    """Put a fault among the cases that are tried again."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{fault.target.replace(' ', '_')}.json"
    cases = json.loads(file.read_text("utf-8")) if file.exists() else []
    if fault.as_dict() not in cases:
        cases.append(fault.as_dict())
        file.write_text(json.dumps(cases, indent=1) + "\n", "utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("targets", nargs="*", metavar="TARGET", help=f"those that begin so, of {', '.join(TARGETS)}")
    options.add_argument("--seconds", type=float, default=60.0, help="stop after so many seconds [60]")
    options.add_argument("--seed", type=int, default=1, help="of the first turn [1]")
    options.add_argument("--keep", action="store_true", help="put what is found into tests/cases/")
    given = options.parse_args()
    chosen = [one for name, one in TARGETS.items() if not given.targets or name.startswith(tuple(given.targets))]
    if not chosen:
        options.error(f"no target begins so: {' '.join(given.targets)}")
    tried: Counter[str] = Counter()
    found = 0
    until = time.monotonic() + given.seconds
    for seed in count(given.seed):
        for target in chosen:
            if time.monotonic() >= until:
                print(f"{tried.total()} inputs for {len(tried)} targets, seeds {given.seed} to {seed}, {found} faults")
                sys.exit(bool(found))
            fault = turn(target, seed)
            tried[target.name] += A_TURN
            if fault:
                found += 1
                print(f"{fault.target}: {fault.data!r}: {fault.error}", flush=True)
                if given.keep:
                    keep(fault)


if __name__ == "__main__":
    main()
