"""An evaluation: everything that is known about translations held against references."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from eval.consistency import Consistency
from eval.significance import Comparison, Estimate
from eval.terms import TermScores
from glossary.linked import Span
from translate.checks import Doubt


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric that all systems are scored by, with its signature and those of its two tests, empty if untested."""

    name: str
    signature: str
    higher_is_better: bool
    bootstrap_signature: str = ""
    randomization_signature: str = ""

    @property
    def label(self) -> str:
        """The name, with an arrow where lower is better."""
        return self.name if self.higher_is_better else f"{self.name} ↓"


@dataclass(frozen=True, slots=True)
class System:
    """A system with its scores by name of the metric; what is about terms is None where no terms were scored."""

    name: str
    scores: Mapping[str, Estimate]
    terms: TermScores | None = None
    consistency: Consistency | None = None


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A term of a segment: at the characters `[start, end)` of the source, and where its English stands.

    `places` has the place in each system's output, None where it is missing. A term that was given for the segment and
    does not stand in its source has `start` and `end` 0.
    """

    source: str
    target: str
    start: int
    end: int
    places: tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What a system made of a segment, with the segment's own chrF and its scores by name of the metric."""

    text: str
    chrf: float
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ScoredSegment:
    """One line of the files; `number` counts from 1 and leaves out lines that are empty in all of them.

    `outputs` are in the order of the systems. `document` is the id of the document that the segment is of, where that
    is known. `terms` and `doubts` need the source; `doubts` are those about the first system's output, and
    `model_score` is the mean log-probability of that one's pieces, None where it is not known.
    """

    number: int
    source: str | None
    references: tuple[str, ...]
    outputs: tuple[Output, ...]
    document: str | None = None
    terms: tuple[TermPlace, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    model_score: float | None = None

    @property
    def difference(self) -> float | None:
        """By how many points of chrF the first system's output is better than the second's; None for one system."""
        return self.outputs[0].chrf - self.outputs[1].chrf if len(self.outputs) > 1 else None


@dataclass(frozen=True, slots=True)
class Group:
    """Segments that are scored together: for each system its scores by name of the metric."""

    label: str
    segments: int
    scores: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Translations of one source, scored: the first system's, and those that it is held against, the second's first.

    The first of `metrics` is the main one: systems are ranked by it. `comparisons` has every pair of systems by every
    metric; there are none of fewer than six segments. `best` and `worst` are numbers of segments, at most 20, whose
    chrF in the first system is most above and below that in the second, the most extreme first.
    `sentences_per_second` is None where nothing was translated for the evaluation. `notices` are for the user's eyes.
    """

    references: tuple[str, ...]
    metrics: tuple[Metric, ...]
    systems: tuple[System, ...]
    comparisons: tuple[Comparison, ...]
    by_length: tuple[Group, ...]
    by_terms: tuple[Group, ...]
    by_document: tuple[Group, ...]
    segments: tuple[ScoredSegment, ...]
    best: tuple[int, ...]
    worst: tuple[int, ...]
    sentences_per_second: float | None
    notices: tuple[str, ...]

    @property
    def doubts(self) -> Counter[str]:
        """How many segments are doubtful, by check."""
        return Counter(name for segment in self.segments for name in {doubt.check for doubt in segment.doubts})

    @property
    def clusters(self) -> list[list[System]]:
        """The systems from the best to the worst by the main metric, parted as WMT does.

        A system begins a new cluster where all systems above it are significantly better than it by the main metric:
        both tests find p < 0.05, corrected for the number of pairs. Equal scores stay in the order given.
        """
        if not self.metrics:
            return [list(self.systems)]
        main = self.metrics[0]
        ranked = sorted(self.systems, key=lambda system: system.scores[main.name].value, reverse=main.higher_is_better)
        beaten = {
            (one.winner, one.other if one.winner == one.system else one.system)
            for one in self.comparisons
            if one.metric == main.name and one.winner
        }
        clusters: list[list[System]] = []
        for rank, system in enumerate(ranked):
            if all((above.name, system.name) in beaten for above in ranked[:rank]):
                clusters.append([])
            clusters[-1].append(system)
        return clusters

    def of_pairs(self) -> Iterator[tuple[Comparison, ...]]:
        """The comparisons of each pair of systems, a metric each, in the order of the metrics."""
        by_pair: dict[tuple[str, str], list[Comparison]] = {}
        for one in self.comparisons:
            by_pair.setdefault((one.system, one.other), []).append(one)
        yield from map(tuple, by_pair.values())

    def columns(self, group: Group) -> list[float]:
        """What is shown of a group: one system's scores by all metrics, of several all systems' by the main one."""
        if len(self.systems) == 1:
            return [group.scores[0][metric.name] for metric in self.metrics]
        return [scores[self.metrics[0].name] for scores in group.scores]

    def as_dict(self) -> dict[str, object]:
        """The evaluation as plain values, for JSON; `docs/evaluation.schema.json` describes it."""
        return asdict(self) | {
            "clusters": [[system.name for system in cluster] for cluster in self.clusters],
            "doubts": dict(self.doubts.most_common()),
        }
