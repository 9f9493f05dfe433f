"""What `deen corpus` does on a thousand cores: a fleet of machines, simulated event by event.

    python benchmarks/fleet.py [--cores N] [--sentences N] [--hand-out WAY]… [--hours H] [--record]
    python benchmarks/fleet.py --page docs/scale.md [--record]

Machines start, fetch the model, and take rounds of articles until all are written; some are slow, some are taken away
and lose the rounds that they have not written, and some articles kill the worker that reads them. Handed out are
`rounds`, to whoever is free; `pieces` of the input, to the same; or `shares`, one a machine, fixed from the beginning.
The lengths of articles are lognormal; those of 524,288 are drawn and used over again in lots of 64. Nothing else is
scaled: each round of each machine is an event.

What is measured is read from fleet.json beside this file, or --measured; each figure has an option too, and those
that are not measured are assumed. Prices are examples, not quotes. With --hours, the fewest machines are sought that
need no longer, by bisection over simulated runs. The same seed gives the same figures. With --page, the tables of that
page are written anew, which takes a minute or two.
"""

import argparse
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, replace
from pathlib import Path
from typing import get_args

from fleet_events import simulate
from fleet_plan import HandOut, Outcome, Plan
from recording import ROOT, Table, fail, parser, show

MEASURED = ROOT / "benchmarks" / "fleet.json"
WAYS: tuple[HandOut, ...] = get_args(HandOut)
DAY = 24.0
COLUMNS = (
    "cores", "handed out", "sentences", "wall, h", "core-hours", "useful", "redone", "tail, min", "requests", "cost, $",
    "$ per million articles",
)  # fmt: skip
# What the tables of the page vary.
FLEETS = (100, 1000, 10_000)
SLOW = ((0.0, 1.0), (0.02, 2.0), (0.2, 2.0), (0.02, 10.0))
PIECES = (32.0, 256.0)
ROUNDS = (32, 256, 1024, 4096, 16384)
GONE = (0.0, 0.05, 0.5, 5.0)

Measured = Mapping[str, tuple[float, str]]


def read(path: Path) -> Measured:
    """What was measured: of each figure its value and where it is from; the benchmark ends if the file has others."""
    wanted = {one.name for one in fields(Plan) if one.default is MISSING}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found = {name: (float(one["value"]), str(one["from"])) for name, one in told.items()}
    except OSError as error:
        raise fail(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise fail(f'{path}: is not JSON of the form {{"rate": {{"value": 44, "from": "…"}}, …}}') from error
    if found.keys() != wanted:
        raise fail(f"{path}: has {', '.join(sorted(found))}; it has to have {', '.join(sorted(wanted))}")
    return found


def row(plan: Plan, outcome: Outcome) -> tuple[str, ...]:
    """What a run is told as."""
    if not outcome.finished:
        return (f"{plan.machines * plan.machine:,}", plan.hand_out, f"{outcome.sentences:,}", *["never"] * 8)
    return (
        f"{plan.machines * plan.machine:,}",
        plan.hand_out,
        f"{outcome.sentences:,}",
        hours(outcome.wall),
        f"{outcome.paid / 3600:,.0f}",
        percent(outcome.useful / outcome.paid),
        f"{outcome.redone:,.0f}",
        f"{outcome.tail / 60:.1f}",
        f"{outcome.reads + outcome.writes:,}",
        f"{outcome.cost(plan):,.2f}",
        per_million(plan, outcome),
    )


def hours(seconds: float) -> str:
    return f"{seconds / 3600:.2f}"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def per_million(plan: Plan, outcome: Outcome) -> str:
    return f"{outcome.cost(plan) / outcome.articles * 1e6:.2f}" if outcome.finished else "never"


def fewest(plan: Plan, within: float) -> tuple[Plan, Outcome]:
    """The plan with the fewest machines that need no more than so many hours, and what they do.

    More machines are seldom slower, and are taken never to be. The benchmark ends if no number of machines is enough.
    """

    def tried(machines: int) -> tuple[Plan, Outcome]:
        one = replace(plan, cores=machines * plan.machine)
        return one, simulate(one)

    def in_time(run: tuple[Plan, Outcome]) -> bool:
        return run[1].finished and run[1].wall <= within * 3600

    # With fewer than these it cannot be done, even if they never rest.
    low = math.ceil(plan.sentences / (plan.rate * plan.machine * within * 3600)) - 1
    high = low + max(1, low // 10)
    found = tried(high)
    while not in_time(found):
        if high > found[1].rounds:
            raise fail(f"no number of machines needs less than {within:g} hours; give smaller rounds, or more time")
        low, high = high, 2 * high
        found = tried(high)
    while high - low > 1:
        middle = (low + high) // 2
        run = tried(middle)
        if in_time(run):
            high, found = middle, run
        else:
            low = middle
    return found


def in_a_time(plan: Plan, ways: Iterable[HandOut], within: float) -> list[tuple[str, ...]]:
    """The rows of the fewest machines that are done in time, for each way to hand out."""
    return [row(*fewest(replace(plan, hand_out=way), within)) for way in ways]


def given_figures(plan: Plan, measured: Measured) -> Table:
    """All that goes in, with where it is from: a figure that an option changed is not the measured one."""
    rows = []
    for one in fields(Plan):
        value = getattr(plan, one.name)
        measure = measured.get(one.name)
        origin = "assumed" if measure is None else measure[1] if measure[0] == value else "given"
        rows.append(
            (
                option(one.name),
                f"{value:,}" if isinstance(value, int) else f"{value}".removesuffix(".0"),
                help_of(one),
                origin,
            )
        )
    return Table("What goes in", ("option", "value", "what it is", "where it is from"), tuple(rows))


def fleets(plan: Plan) -> Table:
    """Fleets of several sizes, and those that need a day."""
    rows = in_a_time(plan, WAYS, DAY)
    for cores in FLEETS:
        for way in WAYS:
            one = replace(plan, cores=cores, hand_out=way)
            rows.append(row(one, simulate(one)))
    return Table("How long it takes, and what it costs", COLUMNS, tuple(rows))


def slow_machines(plan: Plan) -> Table:
    """What slow machines cost in hours, by what is handed out."""
    kinds = [
        ("rounds", replace(plan, hand_out="rounds")),
        *((f"pieces of {size:g} MB", replace(plan, hand_out="pieces", piece=size)) for size in PIECES),
        ("shares", replace(plan, hand_out="shares")),
    ]
    columns = ["slow machines", *(f"{name}: {what}" for name, _ in kinds for what in ("h", "tail, min"))]
    rows = []
    for share, factor in SLOW:
        cells = [f"{percent(share)}, {factor:g} times slower" if share else "none"]
        for _, one in kinds:
            outcome = simulate(replace(one, slow=share, slower=factor))
            cells += [hours(outcome.wall), f"{outcome.tail / 60:.1f}"] if outcome.finished else ["never"] * 2
        rows.append(tuple(cells))
    return Table("Slow machines", tuple(columns), tuple(rows))


def sizes_of_rounds(plan: Plan) -> Table:
    """What rounds of several sizes take and cost, in dollars for a million articles, by how often machines go away."""
    columns = ["articles a round", "s a round", "requests", "$ for requests"]
    columns += [f"{rate:g} an hour: {what}" for rate in GONE for what in ("h", "$")]
    rows = []
    for size in ROUNDS:
        one = replace(plan, round=size)
        runs = [(other, simulate(other)) for other in (replace(one, gone=rate) for rate in GONE)]
        first = runs[0][1]
        cells = [f"{size:,}", f"{one.seconds(size, size * one.mean):,.0f}", f"{first.reads + first.writes:,}"]
        cells.append(f"{first.requests_cost(one):.2f}")
        for other, outcome in runs:
            cells += [hours(outcome.wall) if outcome.finished else "never", per_million(other, outcome)]
        rows.append(tuple(cells))
    return Table("Rounds, and machines that go away", tuple(columns), tuple(rows))


def with_table(page: str, table: Table) -> str:
    """The page with the first table under the heading of a table's name replaced by it.

    >>> page = "# Page\\n\\n## speed\\n\\nAs measured:\\n\\n| MB/s |\\n|---|\\n| 1 |\\n\\nMore.\\n"
    >>> print(with_table(page, Table("speed", ("MB/s", "cores"), (("2", "4"),))))
    # Page
    <BLANKLINE>
    ## speed
    <BLANKLINE>
    As measured:
    <BLANKLINE>
    | MB/s | cores |
    |---|---|
    | 2 | 4 |
    <BLANKLINE>
    More.
    <BLANKLINE>
    """
    lines = page.splitlines()
    heading = f"## {table.name}"
    if heading not in lines:
        raise fail(f"the page has no heading {heading}")
    begin = lines.index(heading) + 1
    while begin < len(lines) and not lines[begin].startswith(("|", "## ")):
        begin += 1
    if begin == len(lines) or not lines[begin].startswith("|"):
        raise fail(f"the page has no table under {heading}")
    end = begin
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    written = [f"| {' | '.join(cells)} |" for cells in (table.columns, *table.rows)]
    written.insert(1, "|" + "---|" * len(table.columns))
    return "\n".join([*lines[:begin], *written, *lines[end:]]) + "\n"


def write_page(path: Path, plan: Plan, measured: Measured, record: bool) -> None:
    """Write the tables of the page anew, and print them."""
    try:
        page = path.read_text(encoding="utf-8")
    except OSError as error:
        raise fail(f"{path}: cannot be read: {error.strerror}") from error
    makers: Sequence[Callable[[Plan], Table]] = (fleets, slow_machines, sizes_of_rounds)
    page = with_table(page, given_figures(plan, measured))
    for make in makers:
        table = make(plan)
        page = with_table(page, table)
        show(replace(table, name=f"fleet, {table.name[0].lower()}{table.name[1:]}"), record)
        print()
    path.write_text(page, encoding="utf-8")


def option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def help_of(one: "Field[object]") -> str:
    return str(one.metadata["help"])


def measured_plan(measured: Measured) -> Plan:
    """A plan of what was measured, with all else as it is assumed."""
    value = {name: figure for name, (figure, _) in measured.items()}
    return Plan(
        rate=value["rate"],
        article_seconds=value["article_seconds"],
        start=value["start"],
        prepare=value["prepare"],
        model=value["model"],
        typical=value["typical"],
        spread=value["spread"],
        sentence_bytes=value["sentence_bytes"],
    )


def planned(given: argparse.Namespace, measured: Measured) -> Plan:
    """The plan of a command line; the benchmark ends if no fleet can be so."""
    names = [one.name for one in fields(Plan) if one.name != "hand_out"]
    told = {name: value for name in names if (value := getattr(given, name)) is not None}
    try:
        return replace(measured_plan(measured), **told)
    except ValueError as error:
        raise fail(f"{error}; see --help") from error


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--measured", type=Path, default=MEASURED, metavar="FILE", help="what was measured")
    options.add_argument("--hours", type=float, metavar="H", help="seek the fewest machines that need no longer")
    options.add_argument("--page", type=Path, metavar="FILE", help="write the tables of this page anew")
    for one in fields(Plan):
        told = help_of(one) if one.default is MISSING else f"{help_of(one)} [{one.default}]"
        if one.name == "hand_out":
            options.add_argument("--hand-out", action="append", choices=WAYS, help=f"{help_of(one)} [all three]")
        else:
            kind = int if one.type is int else float
            options.add_argument(option(one.name), type=kind, metavar="N", help=told.replace("%", "%%"))
    given = options.parse_args()
    measured = read(given.measured)
    plan = planned(given, measured)
    ways = given.hand_out or WAYS
    if given.page:
        write_page(given.page, plan, measured, given.record)
    elif given.hours is not None:
        if given.hours <= 0:
            raise fail(f"--hours {given.hours:g}: give a time")
        show(Table("fleet, in a time", COLUMNS, tuple(in_a_time(plan, ways, given.hours))), given.record)
    else:
        plans = [replace(plan, hand_out=way) for way in ways]
        show(Table("fleet", COLUMNS, tuple(row(one, simulate(one)) for one in plans)), given.record)


if __name__ == "__main__":
    main()
