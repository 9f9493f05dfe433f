"""A simulated fleet does what can be told without simulating, and loses nothing."""

import doctest
import json
import math
import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import fleet
import fleet_events
import fleet_plan
import pytest
from conftest import ROOT
from fleet_events import Machine, Store, bisected, simulate
from fleet_plan import HandOut, Outcome, Plan, work
from hypothesis import given
from hypothesis import strategies as st
from recording import Table

PAGE = ROOT / "docs" / "scale.md"
SMALL = Plan(
    rate=50, article_seconds=0.01, start=2, prepare=3, model=60, typical=15, spread=0.7, sentence_bytes=120,
    sentences=200_000, cores=40, machine=4, workers=2, round=50, gone=0, slow=0, poison=0, piece=0.5,
)  # fmt: skip


def clean(plan: Plan) -> list[float]:
    """The seconds of each round on a machine that is not slow."""
    todo = work(plan)
    return list(map(plan.seconds, todo.articles, todo.sentences))


def ready(plan: Plan) -> float:
    """When all machines that start at once are ready: each has its line, and all together what the store sends."""
    sent = max(plan.model / plan.line, plan.machines * plan.model / plan.bandwidth)
    return plan.boot + sent + plan.prepare + plan.start


def accounted(outcome: Outcome) -> float:
    return outcome.useful + outcome.lost + outcome.starting + outcome.idle


@pytest.mark.parametrize("module", [fleet, fleet_events, fleet_plan], ids=lambda module: module.__name__)
def test_examples_of_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("way", fleet.WAYS)
def test_one_worker_that_never_fails_needs_the_sum(way: HandOut) -> None:
    plan = replace(SMALL, cores=4, workers=1, hand_out=way, sentences=20_000)
    handed = {"rounds": len(clean(plan)), "pieces": math.ceil(len(clean(plan)) / plan.rounds_of_piece), "shares": 0}
    outcome = simulate(plan)
    assert outcome.wall == pytest.approx(ready(plan) + sum(clean(plan)) + handed[way] * plan.handing)
    assert outcome.done == list(range(len(clean(plan))))
    assert outcome.paid == pytest.approx(4 * outcome.wall)


@pytest.mark.parametrize("cores", [4, 40, 400])
def test_without_failures_the_work_is_divided_by_the_workers_but_for_one_round(cores: int) -> None:
    plan = replace(SMALL, cores=cores, handing=0)
    seconds = clean(plan)
    divided = ready(plan) + sum(seconds) / (plan.machines * plan.workers)
    assert divided <= simulate(plan).wall <= divided + max(seconds)


def test_a_share_that_is_fixed_takes_as_long_as_the_longest() -> None:
    plan = replace(SMALL, workers=1, hand_out="shares")
    seconds, size = clean(plan), math.ceil(len(clean(plan)) / plan.machines)
    uneven = len(seconds) % plan.machines
    ends = [size * number if number <= uneven else size * number - (number - uneven) for number in range(11)]
    longest = max(sum(seconds[begin:end]) for begin, end in pairwise(ends))
    assert ends[-1] == len(seconds)
    outcome = simulate(plan)
    assert outcome.wall == pytest.approx(ready(plan) + longest)
    # A job that has done its share is paid no longer.
    assert outcome.idle == 0
    assert outcome.paid == pytest.approx(4 * (10 * ready(plan) + sum(seconds)))


def test_machines_that_are_all_slow_need_so_many_times_as_long() -> None:
    plan = replace(SMALL, cores=4, workers=1, handing=0)
    slow = replace(plan, slow=1, slower=3)
    assert simulate(slow).wall - ready(plan) == pytest.approx(3 * (simulate(plan).wall - ready(plan)))


def test_a_slow_machine_holds_up_a_share_and_hardly_a_queue() -> None:
    plan = replace(SMALL, slow=0.2, slower=4)
    rounds, shares = (simulate(replace(plan, hand_out=way)) for way in ("rounds", "shares"))
    even = simulate(SMALL).wall
    assert shares.wall > 2.5 * even
    assert rounds.wall < 1.5 * even


PLANS = st.builds(
    replace,
    st.just(SMALL),
    sentences=st.integers(1, 30_000),
    cores=st.integers(1, 60),
    workers=st.integers(1, 5),
    round=st.integers(1, 200),
    piece=st.floats(0.01, 2),
    hand_out=st.sampled_from(fleet.WAYS),
    handing=st.sampled_from([0, 0.1, 10]),
    boot=st.sampled_from([0, 60]),
    bandwidth=st.sampled_from([1, 1000]),
    model=st.sampled_from([0, 60]),
    gone=st.sampled_from([0, 1, 20, 60]),
    away=st.sampled_from([0, 300]),
    slow=st.sampled_from([0, 0.3]),
    slower=st.sampled_from([1, 5]),
    poison=st.sampled_from([0, 0.001, 0.3]),
    spread=st.sampled_from([0, 0.7]),
    seed=st.integers(0, 1000),
)


@given(PLANS)
def test_every_round_is_done_once_and_every_second_is_accounted_for(plan: Plan) -> None:
    todo, outcome = work(plan), simulate(plan)
    assert sum(todo.sentences) == outcome.sentences == plan.sentences
    assert len(set(outcome.done)) == len(outcome.done)
    assert outcome.finished == (len(outcome.done) == outcome.rounds)
    assert accounted(outcome) == pytest.approx(outcome.paid, rel=1e-9, abs=1e-6)
    assert min(outcome.useful, outcome.lost, outcome.starting, outcome.idle) >= -1e-6
    assert outcome.paid <= plan.machines * plan.machine * outcome.wall * (1 + 1e-9)
    assert outcome.writes >= plan.part_writes * len(outcome.done)
    if not plan.gone:
        assert outcome.finished
        assert outcome.gone == 0
        poisoned = sum(map(len, todo.poisons.values()))
        assert outcome.killed >= poisoned
        assert (outcome.lost > 0) == (poisoned > 0)
    if plan.slower == 1 or not plan.slow:
        seconds = clean(plan)
        assert outcome.useful == pytest.approx(plan.threads * sum(seconds[number] for number in outcome.done))


@pytest.mark.parametrize("way", fleet.WAYS)
def test_the_more_machines_go_away_the_more_is_lost(way: HandOut) -> None:
    runs = [simulate(replace(SMALL, hand_out=way, gone=rate, sentences=10**6)) for rate in (0, 1, 5, 20)]
    assert all(run.finished for run in runs)
    for fewer, more in pairwise(runs):
        assert fewer.gone < more.gone
        assert fewer.redone < more.redone
        assert fewer.lost < more.lost
        assert fewer.wall < more.wall
    assert runs[0].lost == runs[0].redone == 0


def test_what_is_lost_with_a_machine_is_half_a_round_of_each_worker() -> None:
    plan = replace(SMALL, gone=30, sentences=4 * 10**6, handing=0, boot=0)
    outcome, seconds = simulate(plan), clean(plan)
    # A machine that goes meets long rounds more often than short ones: half of the squares' mean over the mean.
    half = sum(one**2 for one in seconds) / sum(seconds) / 2
    ready_share = 1 - outcome.starting / outcome.paid
    assert outcome.gone > 100
    assert outcome.lost == pytest.approx(outcome.gone * ready_share * plan.machine * half, rel=0.1)


def test_rounds_that_outlive_their_machines_are_never_done() -> None:
    plan = replace(SMALL, sentences=10**6, round=50_000, gone=60, cores=4)
    outcome = simulate(plan)
    assert not outcome.finished
    assert accounted(outcome) == pytest.approx(outcome.paid)
    told = fleet.row(plan, outcome)
    assert len(told) == len(fleet.COLUMNS)
    assert told[3:] == ("never",) * 8


def test_a_seed_tells_all() -> None:
    plan = replace(SMALL, gone=5, slow=0.2, poison=0.001)
    assert simulate(plan) == simulate(plan)
    assert fleet.row(plan, simulate(plan)) == fleet.row(plan, simulate(plan))
    assert simulate(plan) != simulate(replace(plan, seed=2))


def test_lengths_are_as_given() -> None:
    plan = replace(SMALL, sentences=3_000_000)
    todo = work(plan)
    # Rounding to whole sentences, one at least, moves the mean a little.
    assert sum(todo.sentences) / sum(todo.articles) == pytest.approx(plan.mean, rel=0.02)
    assert set(todo.articles[:-1]) == {plan.round}
    assert work(replace(plan, gone=3, cores=400)) == todo


def test_poison_is_as_frequent_as_given() -> None:
    none, some, every = (work(replace(SMALL, poison=share)) for share in (0, 0.05, 1))
    assert none.poisons == {}
    assert sum(map(len, some.poisons.values())) == pytest.approx(0.05 * sum(some.articles), rel=0.1)
    assert [every.poisons[number] for number in range(len(every.articles))] == [[*range(n)] for n in every.articles]


@given(st.integers(1, 300), st.data())
def test_halves_find_what_a_worker_dies_of(articles: int, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, articles - 1), max_size=4, unique=True).map(sorted))
    died, in_vain, marked = 0, 0, []
    waiting = [range(articles)]
    while waiting:
        tried = waiting.pop()
        for done, article in enumerate(tried):
            if article in places:
                died, in_vain = died + 1, in_vain + done
                if len(tried) == 1:
                    marked.append(article)
                else:
                    waiting += [tried[: len(tried) // 2], tried[len(tried) // 2 :]]
                break
    assert bisected(places, 0, articles) == (died, in_vain)
    assert sorted(marked) == places


def test_a_store_divides_what_it_sends() -> None:
    first, second, third = (Machine(number, random.Random(), None) for number in range(3))  # type: ignore[arg-type]
    store = Store(20, 10, 10)
    assert store.next() is None
    store.asked(first, 0)
    store.asked(second, 1)
    store.asked(third, 1)
    store.left(third, 1)
    # The first has half when the second asks, and both have half of the line from then on.
    assert store.next() == pytest.approx(3)
    assert store.arrived(3) is first
    assert store.next() == pytest.approx(4)
    assert store.arrived(4) is second
    assert store.next() is None


def test_requests_and_prices_are_counted() -> None:
    outcome = simulate(SMALL)
    pieces = math.ceil(outcome.rounds / SMALL.rounds_of_piece)
    assert SMALL.rounds_of_piece > 1
    assert outcome.reads == pieces * (2 + math.ceil(SMALL.piece / SMALL.range))
    assert outcome.writes == outcome.rounds * SMALL.part_writes + 2
    priced = replace(SMALL, core_price=1, read_price=2, write_price=3)
    assert outcome.cost(priced) == pytest.approx(
        outcome.paid / 3600 + 2 * outcome.reads / 1000 + 3 * outcome.writes / 1000
    )


def test_a_job_that_is_resumed_reads_what_is_done() -> None:
    plan = replace(SMALL, hand_out="shares", gone=20)
    outcome, free = simulate(plan), simulate(replace(plan, resume_reads=0))
    assert outcome.wall == free.wall
    assert outcome.gone > 0
    assert outcome.reads > free.reads
    assert outcome.writes == free.writes == outcome.rounds * plan.part_writes + 2 * (plan.machines + outcome.gone)


@pytest.mark.parametrize("way", fleet.WAYS)
def test_the_fewest_machines_are_enough_and_one_fewer_is_not(way: HandOut) -> None:
    plan, outcome = fleet.fewest(replace(SMALL, hand_out=way, sentences=10**6), within=0.3)
    assert outcome.wall <= 0.3 * 3600
    assert plan.machines > 1
    assert simulate(replace(plan, cores=(plan.machines - 1) * plan.machine)).wall > 0.3 * 3600


def test_no_fleet_is_faster_than_a_round(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        fleet.fewest(SMALL, within=ready(SMALL) / 3600)
    assert ended.value.code == 2
    assert "smaller rounds" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [("rate", 0), ("gone", -1), ("slow", 1.5), ("poison", 2), ("slower", 0.5), ("hand_out", "all"), ("workers", 0)],
)
def test_what_no_fleet_can_have_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} is {value}"):
        replace(SMALL, **{name: value})


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, ROOT / "benchmarks" / "fleet.py", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)


def test_the_command_tells_a_row_for_each_way() -> None:
    head, *rows = run("--sentences", "100000", "--cores", "20", "--gone", "0.5").stdout.splitlines()
    assert head.split()[:3] == ["cores", "handed", "out"]
    assert [line.split()[:3] for line in rows] == [["24", way, "100,000"] for way in fleet.WAYS]
    [_, found] = run("--sentences", "100000", "--hours", "0.1", "--hand-out", "rounds").stdout.splitlines()
    assert found.split()[1] == "rounds"
    assert float(found.split()[3]) <= 0.1


def test_an_option_stands_over_what_was_measured(tmp_path: Path) -> None:
    measured = json.loads(fleet.MEASURED.read_text(encoding="utf-8"))
    measured["rate"]["value"] = 10
    (tmp_path / "measured.json").write_text(json.dumps(measured), encoding="utf-8")
    small = ("--sentences", "100000", "--hand-out", "rounds")
    from_file = run(*small, "--measured", tmp_path / "measured.json")
    assert from_file.stdout == run(*small, "--rate", "10").stdout != run(*small).stdout


@pytest.mark.parametrize("text", ["", "[]", '{"rate": 3}', '{"rate": {"value": 3, "from": "here"}}'])
def test_what_is_no_measurement_is_one_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "measured.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        fleet.read(path)
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{path}: ")


def test_a_page_without_the_table_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("speed", ("MB/s",), (("1",),))
    for page in ("# Page\n", "## speed\n\nText.\n\n## other\n\n| a |\n|---|\n"):
        with pytest.raises(SystemExit):
            fleet.with_table(page, table)
        assert "speed" in capsys.readouterr().err


def test_the_page_says_what_goes_in() -> None:
    measured = fleet.read(fleet.MEASURED)
    page = PAGE.read_text(encoding="utf-8")
    given_figures = fleet.given_figures(fleet.measured_plan(measured), measured)
    assert fleet.with_table(page, given_figures) == page, "run python benchmarks/fleet.py --page docs/scale.md"


@pytest.mark.slow
def test_the_page_says_what_comes_out() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for way in fleet.WAYS:
        plan = replace(fleet.measured_plan(fleet.read(fleet.MEASURED)), hand_out=way)
        told = f"| {' | '.join(fleet.row(plan, simulate(plan)))} |"
        assert told in page.splitlines(), "run python benchmarks/fleet.py --page docs/scale.md"
