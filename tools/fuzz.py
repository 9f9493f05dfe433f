"""Throws hostile input at every room until the time is over.

    python tools/fuzz.py [TARGET]… [--seconds N] [--seed N] [--keep]

Each target gets texts or damaged files in turn, 1,000 at a time or, where they are slow, as many as a CPU second tries,
from a seed that numbers the turn: the same seed makes the same inputs in the same order. What raises anything but
`DeenError`, breaks a promise of the target, or takes over 20 CPU seconds is made as small as can be and shown; with
`--keep` it goes into tests/cases/, which a test tries again for ever. How many inputs each target got is shown at the
end; the exit code is 1 if anything was found.
"""

import argparse
import base64
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from hostile.all_targets import TARGETS
from hostile.limits import TooLong, limited
from hostile.repeated import FRAGMENTS
from hostile.target import FileTarget, Target, TextTarget

from glossary.errors import DeenError

Data = str | bytes
CASES = Path(__file__).parent.parent / "tests" / "cases"
A_TURN = 1000
A_TURN_SECONDS = 1.0
SECONDS = 20.0
SHRINKING_SECONDS = 20.0
_WORDS = (
    "Das", "Haus", "der", "Bundeskanzler", "Angela", "Merkel", "sagte", "am", "Montag", "in", "Berlin", "er", "habe",
    "nicht", "Prozent", "Euro", "Uhr", "Millionen", "Jahre", "ist", "ein", "und", "die", "Kunden", "Iwanow", "Putin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that a target does not bear, as small as it was made."""

    target: str
    data: Data
    error: str

    def as_dict(self) -> dict[str, str]:
        """As it is kept in tests/cases/."""
        if isinstance(self.data, bytes):
            return {"base64": base64.b64encode(self.data).decode()}
        return {"text": self.data}


def text(rng: random.Random) -> str:
    """Sentences in which hostile fragments stand, some of them many times."""
    return "".join(_piece(rng) for _ in range(rng.randint(0, 12)))


def _piece(rng: random.Random) -> str:
    kind = rng.randrange(5)
    if kind == 0:
        return rng.choice(_WORDS) + " "
    if kind == 1:
        return rng.choice(FRAGMENTS) * rng.randint(2, 40)
    if kind == 2:
        return "".join(_character(rng) for _ in range(rng.randint(0, 3)))
    return rng.choice(FRAGMENTS)


def _character(rng: random.Random) -> str:
    """Any character but half of a pair; those of small numbers are likelier."""
    number = rng.randrange(rng.choice((0x80, 0x250, 0x3000, 0xFFFE, 0x110000)))
    return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)


def damaged(sample: bytes, rng: random.Random) -> bytes:
    """A file of which a few bytes are gone, doubled, or others."""
    for _ in range(rng.randint(0, 4)):
        at = rng.randint(0, len(sample))
        put = rng.randbytes(rng.randint(0, 4)) if rng.randrange(2) else rng.choice(FRAGMENTS).encode("utf-8", "replace")
        sample = sample[:at] + put + sample[at + rng.choice((0, 1, rng.randint(0, 40))) :]
    return sample


def inputs(target: Target, seed: int) -> Iterator[Data]:
    """What a target gets from a seed, without an end."""
    rng = random.Random(f"{seed} {target.name}")
    samples = () if isinstance(target, TextTarget) else target.samples()
    while True:
        yield damaged(rng.choice(samples), rng) if samples else text(rng)


def attempt(run: Callable[[], object], seconds: float = SECONDS) -> None:
    """Run, and pass over what a user would be told in a line."""
    with limited(seconds):
        try:
            run()
        except DeenError as error:
            if "\n" in str(error):
                raise AssertionError(f"a message of two lines: {error}") from error


def error_of(target: Target, data: Data) -> str:
    """What goes wrong with an input, or nothing."""
    try:
        if isinstance(target, TextTarget) and isinstance(data, str):
            attempt(lambda: target.run(data))
        if isinstance(target, FileTarget) and isinstance(data, bytes):
            attempt(lambda: target.run(data))
    except (Exception, TooLong) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def smallest(data: Data, is_fault: Callable[[Data], bool], seconds: float) -> Data:
    """What is left of an input when nothing more can be left out, or when the time is over.

    >>> smallest("das Haus, (und) der Hof", lambda text: "(" in text and "u" in text, 1.0)
    'u('
    """
    until = time.monotonic() + seconds
    size = len(data) // 2
    while size and time.monotonic() < until:
        at, before = 0, len(data)
        while at < len(data) and time.monotonic() < until:
            less = _without(data, at, at + size)
            if is_fault(less):
                data = less
            else:
                at += size
        # What was left out may let more of the same size go.
        if len(data) == before or size > 1:
            size //= 2
    return data


def _without(data: Data, start: int, end: int) -> Data:
    if isinstance(data, str):
        return data[:start] + data[end:]
    return data[:start] + data[end:]


def turn(target: Target, seed: int, examples: int = A_TURN, seconds: float = math.inf) -> tuple[Fault | None, int]:
    """Try a target with so many inputs of a seed, or those that are tried in so many CPU seconds.

    Gives the first that it does not bear, and how many were tried.
    """
    until = time.process_time() + seconds
    for number, data in enumerate(islice(inputs(target, seed), examples), 1):
        error = error_of(target, data)
        if error:
            return _fault(target, data, error), number
        if time.process_time() >= until:
            return None, number
    return None, examples


def _fault(target: Target, data: Data, error: str) -> Fault:
    """The fault, with the least input that goes wrong in the same way."""
    kind = error.partition(":")[0]
    least = smallest(data, lambda less: error_of(target, less).startswith(kind), SHRINKING_SECONDS)
    return Fault(target.name, least, error_of(target, least) or error)


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
                print("\n".join(f"{number:8,} {name}" for name, number in tried.items()))
                seeds = f"seeds {given.seed} to {seed}"
                print(f"{tried.total():,} inputs for {len(tried)} targets, {seeds}, {found} faults")
                sys.exit(bool(found))
            fault, number = turn(target, seed, seconds=A_TURN_SECONDS)
            tried[target.name] += number
            if fault:
                found += 1
                print(f"{fault.target}: {fault.data!r}: {fault.error}", flush=True)
                if given.keep:
                    keep(fault)


if __name__ == "__main__":
    main()
