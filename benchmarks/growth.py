"""How the time of each room grows with its text, for texts that repeat what costs careless code too much.

    python benchmarks/growth.py [--target NAME]… [--kind UNIT]… [--longest N] [--all]

The exponent is that of the CPU seconds between a text and one four times as long, from the last pair that is long
enough to be measured; 1 is linear. Those over 1.15 are shown, and what took over `--seconds`; the exit code is 1 then.
"""

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable

from hostile.all_targets import TARGETS
from hostile.limits import TooLong, limited
from hostile.repeated import REPEATED
from hostile.target import TextTarget
from recording import Table, parser, positive, show

from glossary.errors import DeenError

FACTOR = 4
# A pair whose longer text takes less is not judged: a clock measures the machine there.
SHORTEST = 0.1
MOST = 1.15
RUNS = 12


def taken(run: Callable[[str], object], text: str) -> float:
    """CPU seconds of a function for a text."""
    gc.collect()
    gc.disable()
    began = time.process_time()
    try:
        run(text)
    except (DeenError, AssertionError):
        # Whether it is right is asked elsewhere.
        pass
    finally:
        gc.enable()
    return time.process_time() - began


def growth(target: TextTarget, make: Callable[[int], str], longest: int, seconds: float) -> tuple[float, float]:
    """The exponent and the seconds for the longest text; infinite where that took over `seconds`.

    A text that is too short to be measured has the exponent 0.
    """
    longest = min(longest, target.longest)
    try:
        with limited(seconds * 1.5):
            whole = taken(target.run, make(longest))
            if whole < SHORTEST:
                return 0.0, whole
        part, exponent = math.inf, math.inf
        for _ in range(RUNS):
            with limited(seconds * 3):
                # Noise only adds, so the least of each is nearest to what it costs.
                part = min(part, taken(target.run, make(longest // FACTOR)))
                whole = min(whole, taken(target.run, make(longest)))
            exponent = math.log(max(whole, 1e-9) / max(part, 1e-9), FACTOR)
            if exponent <= MOST:
                break
        return exponent, whole
    except TooLong:
        return math.inf, math.inf


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--target", action="append", help="only this one, or those that begin so")
    options.add_argument("--kind", action="append", help="only this kind of text")
    options.add_argument("--longest", type=positive, default=100_000, metavar="N", help="characters [100000]")
    options.add_argument("--seconds", type=float, default=10.0, help="give up a text after so many CPU seconds [10]")
    options.add_argument("--all", action="store_true", help="show every pair, not only those that grow too much")
    given = options.parse_args()
    chosen = [
        one
        for name, one in TARGETS.items()
        if isinstance(one, TextTarget) and (not given.target or name.startswith(tuple(given.target)))
    ]
    kinds = {kind: make for kind, make in REPEATED.items() if not given.kind or kind in given.kind}
    rows = [of_target(one, kinds, given) for one in chosen]
    table = Table("growth", ("room", "kinds", f"over {MOST}", "given up", "worst", "slowest, s"), tuple(rows))
    show(table, given.record)
    sys.exit(any(row[2:4] != ("0", "0") for row in rows))


def of_target(target: TextTarget, kinds: dict[str, Callable[[int], str]], given: argparse.Namespace) -> tuple[str, ...]:
    """The row of a target; what grows too much is printed as it is found."""
    measured = []
    taken(target.run, "Das Haus. ")
    # What was loaded is not looked through again before each run.
    gc.freeze()
    for kind, make in kinds.items():
        exponent, seconds = growth(target, make, given.longest, given.seconds)
        measured.append((exponent, seconds))
        if exponent > MOST or given.all:
            print(f"{target.name}\t{kind!r}\t{exponent:.2f}\t{seconds:.2f} s", flush=True)
    finite = [pair for pair in measured if pair[0] < math.inf]
    return (
        target.name,
        str(len(kinds)),
        str(sum(MOST < exponent < math.inf for exponent, _ in measured)),
        str(len(measured) - len(finite)),
        f"{max((exponent for exponent, _ in finite), default=0):.2f}",
        f"{max((seconds for _, seconds in finite), default=0):.2f}",
    )


if __name__ == "__main__":
    main()
