"""What a fleet of machines is given, and what it did: the figures that go into a simulation and come out of it."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, get_args

HandOut = Literal["rounds", "pieces", "shares"]

# Lengths are drawn for so many lots of articles, of which rounds are then made: 45 million lengths take a minute.
_LOT = 64
_LOTS = 8192
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The work and the machines. Times are in seconds, sizes in megabytes (a million bytes), prices in dollars.

    What has no default is measured. The lengths of articles are lognormal.
    """

    rate: float = field(metadata={"help": "sentences a second on a core"})
    article_seconds: float = field(metadata={"help": "seconds of a worker for an article beside its sentences"})
    start: float = field(metadata={"help": "seconds from the start of a worker to its first sentence"})
    prepare: float = field(metadata={"help": "seconds to prepare the model, once a machine"})
    model: float = field(metadata={"help": "MB that a machine fetches when it starts"})
    typical: float = field(metadata={"help": "sentences of an article, the median"})
    spread: float = field(metadata={"help": "standard deviation of the logarithm of the sentences of an article"})
    sentence_bytes: float = field(metadata={"help": "bytes of a sentence"})

    sentences: int = field(default=10**9, metadata={"help": "sentences to translate"})
    cores: int = field(default=1000, metadata={"help": "cores of all machines together"})
    machine: int = field(default=8, metadata={"help": "cores of a machine"})
    workers: int = field(default=4, metadata={"help": "workers of a machine, which share its cores"})
    round: int = field(default=256, metadata={"help": "articles of a round, which is written when it is whole"})
    round_seconds: float = field(default=0.3, metadata={"help": "seconds of a worker to write a round"})
    piece: float = field(default=32.0, metadata={"help": "MB of a piece of the input"})
    hand_out: HandOut = field(
        default="rounds", metadata={"help": "what a machine is given: rounds or pieces when it is free, or its share"}
    )
    handing: float = field(default=0.01, metadata={"help": "seconds to hand out a round or a piece, one at a time"})
    boot: float = field(default=60.0, metadata={"help": "seconds until a machine runs, which are paid"})
    bandwidth: float = field(default=1000.0, metadata={"help": "MB a second that the store sends to all together"})
    line: float = field(default=100.0, metadata={"help": "MB a second that a machine receives at most"})
    gone: float = field(default=0.05, metadata={"help": "how often an hour a machine is taken away"})
    away: float = field(default=300.0, metadata={"help": "seconds until another machine stands in for it"})
    slow: float = field(default=0.02, metadata={"help": "share of the machines that are slow"})
    slower: float = field(default=2.0, metadata={"help": "by what factor they are"})
    poison: float = field(default=1e-6, metadata={"help": "share of the articles that kill their worker"})
    part_writes: int = field(default=6, metadata={"help": "requests that write a round: the part and its entry"})
    range: float = field(default=8.0, metadata={"help": "MB that one request reads of a piece"})
    resume_reads: int = field(default=2, metadata={"help": "requests that read of a part what is done"})
    core_price: float = field(default=0.02, metadata={"help": "for an hour of a core"})
    write_price: float = field(default=0.005, metadata={"help": "for 1,000 requests that write or list"})
    read_price: float = field(default=0.0004, metadata={"help": "for 1,000 requests that read"})
    seed: int = field(default=1, metadata={"help": "of all that happens by chance"})

    def __post_init__(self) -> None:
        """Raise `ValueError` for what no fleet can have."""
        positive = (
            "rate", "typical", "sentence_bytes", "sentences", "cores", "machine", "workers", "round", "piece",
            "bandwidth", "line", "range",
        )  # fmt: skip
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, int | float) and not (value > 0 or (value == 0 and name not in positive)):
                raise ValueError(f"{name} is {value}; it has to be {'more than' if name in positive else 'at least'} 0")
        if self.hand_out not in get_args(HandOut):
            raise ValueError(f"hand_out is {self.hand_out}; it has to be one of {', '.join(get_args(HandOut))}")
        for name, most in (("poison", 1), ("slow", 1)):
            if getattr(self, name) > most:
                raise ValueError(f"{name} is {getattr(self, name)}; a share is at most 1")
        if self.slower < 1:
            raise ValueError(f"slower is {self.slower}; a factor below 1 would be faster")

    @property
    def machines(self) -> int:
        """As many as have the cores, the last one whole too."""
        return math.ceil(self.cores / self.machine)

    @property
    def threads(self) -> float:
        """The cores that a worker has to itself."""
        return self.machine / self.workers

    @property
    def mean(self) -> float:
        """The sentences of an article on average."""
        return self.typical * math.exp(self.spread**2 / 2)

    @property
    def rounds_of_piece(self) -> int:
        """The rounds that a piece makes, at least one."""
        return max(1, int(self.piece * _MEGABYTE / (self.round * self.mean * self.sentence_bytes)))

    @property
    def piece_reads(self) -> int:
        """The requests that read a piece: its size, the end of its file, and its ranges."""
        size = max(self.piece, self.round * self.mean * self.sentence_bytes / _MEGABYTE)
        return 2 + math.ceil(size / self.range)

    def seconds(self, articles: int, sentences: float) -> float:
        """Seconds of a worker on a machine that is not slow, for a round of these, until it is written."""
        return sentences / (self.rate * self.threads) + articles * self.article_seconds + self.round_seconds


@dataclass(frozen=True, slots=True)
class Work:
    """The articles and the sentences of each round, and of some rounds which of their articles are poison."""

    articles: Sequence[int]
    sentences: Sequence[int]
    poisons: Mapping[int, Sequence[int]]


@dataclass(slots=True)
class Outcome:
    """What a fleet did. Times are in seconds; `useful`, `lost`, `starting` and `idle` are core-seconds, and `paid` is
    all of them. `redone` are sentences translated in vain, `tail` is the time after 99 of 100 sentences were written,
    `gone` counts machines and `killed` workers.

    Useful is the time of rounds that were written; lost that of rounds whose machine went away, and what a poison
    article cost. A fleet that would take a hundred times as long as it should is not `finished`.
    """

    articles: int
    sentences: int
    rounds: int
    finished: bool = False
    wall: float = 0.0
    tail: float = 0.0
    useful: float = 0.0
    lost: float = 0.0
    starting: float = 0.0
    idle: float = 0.0
    paid: float = 0.0
    redone: float = 0.0
    gone: int = 0
    killed: int = 0
    reads: int = 0
    writes: int = 0
    done: list[int] = field(default_factory=list)

    def requests_cost(self, plan: Plan) -> float:
        """Dollars for the requests."""
        return (self.reads * plan.read_price + self.writes * plan.write_price) / 1000

    def cost(self, plan: Plan) -> float:
        """Dollars for all of it."""
        return self.paid / 3600 * plan.core_price + self.requests_cost(plan)


def work(plan: Plan) -> Work:
    """The rounds of a plan; of the same lengths for the same seed, whatever machines it has.

    >>> measured = dict(rate=60, article_seconds=0, start=2, prepare=3, model=63, sentence_bytes=120)
    >>> work(Plan(**measured, typical=10, spread=0, sentences=100, round=4)).sentences
    [40, 40, 20]
    """
    return _drawn(plan.sentences, plan.round, plan.typical, plan.spread, plan.poison, plan.seed)


@lru_cache(maxsize=2)
def _drawn(sentences: int, of_round: int, typical: float, spread: float, poison: float, seed: int) -> Work:
    rng = random.Random(f"{seed} articles")
    middle, lot = math.log(typical), min(_LOT, of_round)

    def drawn(count: int) -> int:
        return sum(max(1, round(rng.lognormvariate(middle, spread))) for _ in range(count))

    lots = [drawn(lot) for _ in range(min(_LOTS, math.ceil(sentences / lot)))]
    articles: list[int] = []
    sizes: list[int] = []
    left = sentences
    while left > 0:
        size = sum(rng.choices(lots, k=of_round // lot)) + drawn(of_round % lot)
        # The last round ends where the sentences do.
        articles.append(of_round if size <= left else max(1, round(of_round * left / size)))
        sizes.append(min(size, left))
        left -= size
    return Work(articles, sizes, _poisons(articles, of_round, poison, random.Random(f"{seed} poison")))


def _poisons(articles: Sequence[int], of_round: int, share: float, rng: random.Random) -> dict[int, list[int]]:
    """Which articles of which rounds are poison, if each is with this probability."""
    found: dict[int, list[int]] = {}
    place, total = -1, sum(articles)
    while share:
        # The gap to the next one is geometric.
        place += 1 + (int(math.log(1 - rng.random()) / math.log1p(-share)) if share < 1 else 0)
        if place >= total:
            break
        found.setdefault(place // of_round, []).append(place % of_round)
    return found
