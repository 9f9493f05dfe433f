"""A fleet of machines that translates, event by event: machines come and go, workers take rounds and write them."""

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from heapq import heappop, heappush

from fleet_plan import Outcome, Plan, Work, work

# How many times as long as it should a fleet may take before it is given up.
_PATIENCE = 100
# Names of a thousand objects come with one request.
_LISTED = 1000
_NOWHERE = -1


class Kind(Enum):
    """What happens to a machine, or to a worker of it."""

    BOOTED = auto()
    SENT = auto()
    READY = auto()
    DONE = auto()
    GONE = auto()
    BACK = auto()


@dataclass(slots=True)
class Worker:
    """A process that translates: the round it has, since when, and how long that takes; None if it waits."""

    machine: "Machine"
    round: int | None = None
    since: float = 0.0
    takes: float = 0.0


@dataclass(slots=True)
class Machine:
    """`life` counts how often it was started: an event of an earlier life is none. `rounds` are those that it was
    given and that no worker has yet."""

    number: int
    rng: random.Random
    rounds: deque[int]
    workers: list[Worker] = field(default_factory=list)
    life: int = 0
    up: bool = False
    ready: bool = False
    since: float = 0.0
    slowness: float = 1.0
    piece: int = _NOWHERE
    written: int = 0


class Store:
    """Sends one file to all machines that ask, and all get the same share of what it can send.

    All files are of one size, so they arrive in the order in which they were asked for.
    """

    def __init__(self, size: float, to_all: float, to_each: float) -> None:
        self._size, self._to_all, self._to_each = size, to_all, to_each
        self._asking: deque[tuple[float, Machine]] = deque()
        # What a machine that had asked from the beginning would have, and when that was so.
        self._sent = 0.0
        self._at = 0.0

    def asked(self, machine: Machine, now: float) -> None:
        self._advance(now)
        self._asking.append((self._sent + self._size, machine))

    def left(self, machine: Machine, now: float) -> None:
        self._advance(now)
        self._asking = deque(one for one in self._asking if one[1] is not machine)

    def next(self) -> float | None:
        """When the next file will have arrived; None if nobody asked."""
        return self._at + max(0.0, self._asking[0][0] - self._sent) / self._rate() if self._asking else None

    def arrived(self, now: float) -> Machine:
        """The machine that now has its file."""
        self._advance(now)
        return self._asking.popleft()[1]

    def _rate(self) -> float:
        return min(self._to_each, self._to_all / len(self._asking))

    def _advance(self, now: float) -> None:
        if self._asking:
            self._sent += (now - self._at) * self._rate()
        self._at = now


def simulate(plan: Plan) -> Outcome:
    """Run a plan. The same plan has the same outcome."""
    return _Fleet(plan, work(plan)).run()


def bisected(places: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """How often workers die of a round, articles `low` to `high`, of which those at `places` kill them, and how many
    articles are translated in vain.

    A worker that dies loses what it had of its round, which is then done in halves. An article alone that kills is
    marked and left.

    >>> bisected([5], 0, 8)
    (4, 7)
    """
    inside = [place for place in places if low <= place < high]
    if not inside:
        return 0, 0
    if high - low == 1:
        return 1, 0
    middle = (low + high) // 2
    first, second = bisected(inside, low, middle), bisected(inside, middle, high)
    return 1 + first[0] + second[0], inside[0] - low + first[1] + second[1]


class _Fleet:
    """The machines and what is yet to do. Core-seconds are added up where they are spent, each once."""

    def __init__(self, plan: Plan, todo: Work) -> None:
        self._plan, self._todo = plan, todo
        rounds = len(todo.sentences)
        self._outcome = Outcome(sum(todo.articles), sum(todo.sentences), rounds)
        self._events: list[tuple[float, int, Kind, Machine, Worker | None, int]] = []
        self._order = 0
        self._store = Store(plan.model, plan.bandwidth, plan.line)
        # What the store will send next is told anew whenever somebody asks or leaves.
        self._sending = 0
        self._machines = [
            Machine(number, random.Random(f"{plan.seed} machine {number}"), deque())
            for number in range(plan.machines)
        ]  # fmt: skip
        for machine in self._machines:
            machine.workers = [Worker(machine) for _ in range(plan.workers)]
        self._waiting: deque[Worker] = deque()
        self._returned: deque[list[int]] = deque()
        self._fresh: Iterator[Sequence[int]] = iter(())
        self._deal(rounds)
        # When whoever hands out is free to do so again.
        self._free = 0.0
        self._written = 0
        self._nearly: float | None = None

    def _deal(self, rounds: int) -> None:
        """Cut the rounds into what is handed out, and count the requests that this takes."""
        plan, outcome = self._plan, self._outcome
        size = 1 if plan.hand_out == "rounds" else plan.rounds_of_piece
        pieces = -(-rounds // plan.rounds_of_piece)
        if plan.hand_out == "shares":
            share, more = divmod(rounds, plan.machines)
            end = 0
            for machine in self._machines:
                begin, end = end, end + share + (machine.number < more)
                machine.rounds.extend(range(begin, end))
            return
        self._fresh = (range(begin, min(begin + size, rounds)) for begin in range(0, rounds, size))
        outcome.writes += -(-pieces // _LISTED) + 1
        if plan.hand_out == "rounds":
            # One process reads them all, and hands on what it read.
            outcome.reads += pieces * plan.piece_reads

    def run(self) -> Outcome:
        plan, outcome = self._plan, self._outcome
        whole = sum(map(plan.seconds, self._todo.articles, self._todo.sentences)) / (plan.machines * plan.workers)
        longest = max(map(plan.seconds, self._todo.articles, self._todo.sentences))
        sending = plan.machines * plan.model / plan.bandwidth + plan.model / plan.line
        limit = _PATIENCE * (whole + longest + sending + plan.boot + plan.prepare + plan.start + plan.away)
        for machine in self._machines:
            if plan.hand_out != "shares" or machine.rounds:
                self._boot(machine, 0.0)
        now = 0.0
        while self._events and len(outcome.done) < outcome.rounds and now <= limit:
            now, _, kind, machine, worker, life = heappop(self._events)
            if kind is Kind.SENT:
                if life == self._sending:
                    self._sent(now)
            elif life == machine.life:
                self._happen(kind, machine, worker, now)
        for machine in self._machines:
            if machine.up:
                self._settle(machine, now)
        outcome.finished = len(outcome.done) == outcome.rounds
        outcome.wall = now
        outcome.tail = now - (now if self._nearly is None else self._nearly)
        return outcome

    def _at(self, time: float, kind: Kind, machine: Machine, worker: Worker | None = None) -> None:
        self._order += 1
        life = self._sending if kind is Kind.SENT else machine.life
        heappush(self._events, (time, self._order, kind, machine, worker, life))

    def _happen(self, kind: Kind, machine: Machine, worker: Worker | None, now: float) -> None:
        match kind:
            case Kind.BOOTED:
                self._store.asked(machine, now)
                self._send()
            case Kind.READY:
                self._outcome.starting += (now - machine.since) * self._plan.machine
                machine.ready = True
                for one in machine.workers:
                    self._take(one, now)
            case Kind.DONE:
                assert worker is not None
                self._done(worker, now)
            case Kind.GONE:
                self._go(machine, now)
            case _:
                self._boot(machine, now)

    def _boot(self, machine: Machine, now: float) -> None:
        plan = self._plan
        machine.life += 1
        machine.up, machine.ready, machine.since, machine.piece = True, False, now, _NOWHERE
        # Both are drawn in every life, so that a machine fares alike under plans that differ in something else.
        lives, luck = machine.rng.expovariate(1.0), machine.rng.random()
        machine.slowness = plan.slower if luck < plan.slow else 1.0
        if plan.gone:
            self._at(now + lives * 3600 / plan.gone, Kind.GONE, machine)
        if plan.hand_out == "shares":
            # A job of its own lists its input and its output, and reads what is done.
            self._outcome.writes += 2
            self._outcome.reads += machine.written * plan.resume_reads
        self._at(now + plan.boot, Kind.BOOTED, machine)

    def _send(self) -> None:
        self._sending += 1
        following = self._store.next()
        if following is not None:
            self._at(following, Kind.SENT, self._machines[0])

    def _sent(self, now: float) -> None:
        machine = self._store.arrived(now)
        self._at(now + self._plan.prepare + self._plan.start, Kind.READY, machine)
        self._send()

    def _take(self, worker: Worker, now: float) -> None:
        """Have a worker that is free begin a round, or wait for one."""
        plan, machine, begins = self._plan, worker.machine, now
        worker.round, worker.since = None, now
        if not machine.rounds and plan.hand_out != "shares":
            given = self._returned.popleft() if self._returned else next(self._fresh, None)
            if given is not None:
                begins = max(now, self._free) + plan.handing
                self._free = begins
                machine.rounds.extend(given)
        if not machine.rounds:
            self._waiting.append(worker)
            return
        self._outcome.idle += (begins - now) * plan.threads
        self._begin(worker, machine.rounds.popleft(), begins)

    def _begin(self, worker: Worker, number: int, begins: float) -> None:
        plan, machine, todo = self._plan, worker.machine, self._todo
        articles, sentences = todo.articles[number], todo.sentences[number]
        worker.round, worker.since = number, begins
        worker.takes = machine.slowness * plan.seconds(articles, sentences)
        if number in todo.poisons:
            died, in_vain = bisected(todo.poisons[number], 0, articles)
            worker.takes += self._in_vain(worker, in_vain / articles) + died * plan.start * machine.slowness
        if plan.hand_out != "rounds" and machine.piece != number // plan.rounds_of_piece:
            machine.piece = number // plan.rounds_of_piece
            self._outcome.reads += plan.piece_reads
        self._at(begins + worker.takes, Kind.DONE, machine, worker)

    def _in_vain(self, worker: Worker, share: float) -> float:
        """The seconds of a worker for a share of its round that it does not write."""
        plan, number = self._plan, worker.round
        assert number is not None
        articles, sentences = self._todo.articles[number], self._todo.sentences[number]
        return share * (plan.seconds(articles, sentences) - plan.round_seconds) * worker.machine.slowness

    def _done(self, worker: Worker, now: float) -> None:
        plan, outcome, machine, number = self._plan, self._outcome, worker.machine, worker.round
        assert number is not None
        articles, sentences = self._todo.articles[number], self._todo.sentences[number]
        useful = machine.slowness * plan.seconds(articles, sentences)
        outcome.useful += useful * plan.threads
        if number in self._todo.poisons:
            died, in_vain = bisected(self._todo.poisons[number], 0, articles)
            outcome.killed += died
            outcome.lost += (worker.takes - useful) * plan.threads
            outcome.redone += in_vain / articles * sentences
        outcome.writes += plan.part_writes
        outcome.done.append(number)
        machine.written += 1
        self._written += sentences
        if self._nearly is None and self._written >= 0.99 * outcome.sentences:
            self._nearly = now
        self._take(worker, now)
        if plan.hand_out == "shares" and all(one.round is None for one in machine.workers):
            # A job that has done its share ends, and its machine with it.
            self._settle(machine, now)
            machine.life += 1

    def _go(self, machine: Machine, now: float) -> None:
        """A machine is taken away, and with it all that its workers have not written."""
        self._outcome.gone += 1
        begun = sorted(one.round for one in machine.workers if one.round is not None)
        if not machine.ready:
            self._store.left(machine, now)
            self._send()
        self._settle(machine, now)
        machine.life += 1
        if self._plan.hand_out == "shares":
            machine.rounds.extendleft(reversed(begun))
        elif begun or machine.rounds:
            self._give_back([*begun, *machine.rounds], now)
            machine.rounds.clear()
        self._at(now + self._plan.away, Kind.BACK, machine)

    def _give_back(self, numbers: list[int], now: float) -> None:
        if self._plan.hand_out == "rounds":
            self._returned.extend([number] for number in numbers)
        else:
            self._returned.append(numbers)
        # Each worker that waits asks once more, and waits again if others were first.
        for _ in range(len(self._waiting)):
            worker = self._waiting.popleft()
            self._outcome.idle += (now - worker.since) * self._plan.threads
            self._take(worker, now)

    def _settle(self, machine: Machine, now: float) -> None:
        """Add up what a machine did since it was started, but for what was added where it happened."""
        plan, outcome = self._plan, self._outcome
        outcome.paid += (now - machine.since) * plan.machine
        machine.up = False
        if not machine.ready:
            outcome.starting += (now - machine.since) * plan.machine
            return
        for worker in machine.workers:
            spent = (now - worker.since) * plan.threads
            if worker.round is None:
                outcome.idle += spent
            elif spent < 0:
                # It was to begin later, and its waiting is counted up to then.
                outcome.idle += spent
            else:
                outcome.lost += spent
                outcome.redone += self._todo.sentences[worker.round] * min(1.0, spent / plan.threads / worker.takes)
            worker.round = None
        if self._waiting:
            self._waiting = deque(one for one in self._waiting if one.machine is not machine)
