"""An evaluation: everything that is known about a translation held against references; renders itself."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from eval.metrics import Score
from eval.significance import LEVEL, Comparison, Estimate
from eval.terms import TermScores
from glossary.linked import Span
from glossary.wording import counted, line_numbers
from translate.checks import Doubt

# What the table names of missing terms and of the segments that differ most; the rest is in the JSON.
_TERMS_NAMED = 10
_EXTREMES_SHOWN = 3
_WIDEST_NAME = 30
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A term of a segment: at the characters `[start, end)` of the source, and where its English stands.

    `place` is in the hypothesis and `other_place` in the other system's; None where it is missing. A term that
    was given for the segment and does not stand in its source has `start` and `end` 0.
    """

    source: str
    target: str
    start: int
    end: int
    place: Span | None
    other_place: Span | None


@dataclass(frozen=True, slots=True)
class ScoredSegment:
    """One line of the files; `number` counts from 1 and leaves out lines that are empty in all of them.

    `chrf` and `bleu` are the segment's own scores in points; what starts with `other` is the other system's,
    None without one. `source`, `terms` and `doubts` need the source; `doubts` are those about the hypothesis.
    `model_score` is the mean log-probability of the hypothesis's pieces, None where it is not known.
    """

    number: int
    source: str | None
    hypothesis: str
    references: tuple[str, ...]
    chrf: float
    bleu: float
    other: str | None = None
    other_chrf: float | None = None
    other_bleu: float | None = None
    terms: tuple[TermPlace, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    model_score: float | None = None

    @property
    def difference(self) -> float | None:
        """By how many points of chrF the hypothesis is better than the other system's."""
        return None if self.other_chrf is None else self.chrf - self.other_chrf


@dataclass(frozen=True, slots=True)
class Group:
    """Segments that are scored together: `scores` and `other_scores` are in the order of the evaluation's."""

    label: str
    segments: int
    scores: tuple[float, ...]
    other_scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A system's translation, and if `other` is not empty that of the system that it is held against.

    `scores`, `other_scores` and `comparisons` have the same metrics in the same order. `terms` and
    `other_terms` are None where no terms were scored. `best` and `worst` are numbers of segments, at most 20,
    whose chrF is most above and below the other system's, the most extreme first. `sentences_per_second` is
    None where nothing was translated for the evaluation. `notices` are for the user's eyes.
    """

    system: str
    other: str
    references: tuple[str, ...]
    scores: tuple[Score, ...]
    other_scores: tuple[Score, ...]
    comparisons: tuple[Comparison, ...]
    terms: TermScores | None
    other_terms: TermScores | None
    by_length: tuple[Group, ...]
    by_terms: tuple[Group, ...]
    segments: tuple[ScoredSegment, ...]
    best: tuple[int, ...]
    worst: tuple[int, ...]
    sentences_per_second: float | None
    notices: tuple[str, ...]

    @property
    def doubts(self) -> Counter[str]:
        """How many segments are doubtful, by check."""
        return Counter(name for segment in self.segments for name in {doubt.check for doubt in segment.doubts})

    def as_dict(self) -> dict[str, object]:
        """The evaluation as plain values, for JSON."""
        return asdict(self) | {"doubts": dict(self.doubts.most_common())}

    def table(self) -> str:
        """The evaluation for a terminal."""
        blocks = [
            self._heading(),
            self._scores(),
            self._terms(),
            self._groups("By length of the reference", self.by_length),
            self._groups("By terms in the source", self.by_terms),
            self._extremes("above", self.best),
            self._extremes("below", self.worst),
            self._checks(),
        ]
        return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"

    @property
    def _systems(self) -> list[str]:
        """Names that fit into a column."""
        short = [_short(name) for name in (self.system, self.other) if name]
        return ["system", "other"] if len(set(short)) < len(short) else short

    @property
    def _from_system(self) -> str:
        """Whose terms are listed, where there are two systems."""
        return f" from {self._systems[0]}" if self.other else ""

    def _heading(self) -> list[str]:
        rows = [("System", self.system)]
        if self.other:
            rows.append(("Against", self.other))
        rows += [("References" if not index else "", name) for index, name in enumerate(self.references)]
        rows.append(("Segments", f"{len(self.segments):,}"))
        if self.sentences_per_second is not None:
            rows.append(("Speed", f"{self.sentences_per_second:.1f} sentences a second"))
        return _aligned(rows, "ll")

    def _scores(self) -> list[str]:
        if not self.scores:
            return []
        names = [_metric(score) for score in self.scores]
        signatures = _aligned([(score.name, score.signature) for score in self.scores], "ll")
        if not self.comparisons:
            values = [f"{score.value:.2f}" for score in self.scores]
            return [*_aligned(list(zip(names, values, strict=True)), "lr"), "", *signatures]
        rows = [("", *self._systems, "p (bootstrap)", "p (randomization)", "better")]
        for name, compared in zip(names, self.comparisons, strict=True):
            winner = self._systems[compared.winner != self.system] if compared.winner else "not significant"
            estimates = (_estimate(compared.system), _estimate(compared.other))
            rows.append((name, *estimates, f"{compared.bootstrap:.4f}", f"{compared.randomization:.4f}", winner))
        return [
            *_aligned(rows, "lrrrrl"),
            "",
            "In brackets: mean and 95 % interval of the bootstrap's resamples. A system is called better",
            f"where both tests find p < {LEVEL}; each metric is tested by itself.",
            "",
            *signatures,
        ]

    def _terms(self) -> list[str]:
        if self.terms is None:
            return []
        if not self.terms.occurrences:
            return ["Terms: none in the source"]
        systems = [self.terms, *([self.other_terms] if self.other_terms else [])]
        rows = [("Terms", *(self._systems if self.other else [""])), *_term_rows(systems)]
        return [
            *_aligned(rows, "l" + "r" * len(systems)),
            *self._missing_terms(self.terms),
            *self._forbidden_terms(self.terms),
        ]

    def _forbidden_terms(self, scores: TermScores) -> list[str]:
        found = [one for one in scores.forbidden if one.found_in]
        if not found:
            return []
        rows = [
            (f"  {one.source} → {one.target}", f'not "{one.forbidden}"', line_numbers(one.found_in))
            for one in found[:_TERMS_NAMED]
        ]
        return ["", f"Forbidden{self._from_system}", *_aligned(rows, "lll"), *_more(len(found), "forbidden target")]

    def _missing_terms(self, scores: TermScores) -> list[str]:
        missing = [term for term in scores.terms if term.missing_in]
        if not missing:
            return []
        rows = [
            (
                f"  {term.source} → {term.target}",
                f"{term.occurrences - term.found} of {term.occurrences}",
                line_numbers(term.missing_in),
            )
            for term in missing[:_TERMS_NAMED]
        ]
        return ["", f"Missing{self._from_system}", *_aligned(rows, "lrl"), *_more(len(missing), "term")]

    def _groups(self, title: str, groups: Sequence[Group]) -> list[str]:
        # One group has what the file has.
        if len(groups) < 2 or not self.scores:
            return []
        rows = [(title, "segments", *(_metric(score) for score in self.scores))]
        for group in groups:
            values = [f"{value:.2f}" for value in group.scores]
            if group.other_scores:
                values = [f"{ours} : {theirs:.2f}" for ours, theirs in zip(values, group.other_scores, strict=True)]
            rows.append((f"  {group.label}", f"{group.segments:,}", *values))
        sides = [f"  ({' : '.join(self._systems)})"] if self.other else []
        return [*_aligned(rows, "l" + "r" * (len(self.scores) + 1)), *sides]

    def _extremes(self, word: str, numbers: Sequence[int]) -> list[str]:
        if not numbers:
            return []
        by_number = {segment.number: segment for segment in self.segments}
        ours, theirs = self._systems
        rows = []
        for number in numbers[:_EXTREMES_SHOWN]:
            segment = by_number[number]
            rows += [
                (f"  line {number} ({segment.difference:+.1f})", "reference", segment.references[0]),
                ("", ours, segment.hypothesis),
                ("", theirs, segment.other or ""),
            ]
        # No line breaks between a number and its difference.
        rest = ", ".join(
            f"{number}\N{NO-BREAK SPACE}({by_number[number].difference:+.1f})" for number in numbers[_EXTREMES_SHOWN:]
        )
        also = textwrap.wrap(f"lines {rest}", _WIDTH, initial_indent="  ", subsequent_indent="  ") if rest else []
        return [f"Furthest {word} {theirs}, in points of chrF", *_aligned(rows, "lll"), *also]

    def _checks(self) -> list[str]:
        if all(segment.source is None for segment in self.segments):
            return []
        doubtful = sum(bool(segment.doubts) for segment in self.segments)
        rows = []
        for name, count in self.doubts.most_common():
            numbers = [s.number for s in self.segments if any(doubt.check == name for doubt in s.doubts)]
            rows.append((f"  {name}", f"{count:,}", line_numbers(numbers)))
        of_all = f"{doubtful:,} of {counted(len(self.segments), 'segment', grouped=True)} to look at"
        return [f"Checks without reference: {of_all}", *(_aligned(rows, "lrl") if rows else [])]


def _more(found: int, noun: str) -> list[str]:
    """How many are not named."""
    return [f"  and {counted(found - _TERMS_NAMED, f'more {noun}', grouped=True)}"] if found > _TERMS_NAMED else []


def _metric(score: Score) -> str:
    return score.name if score.higher_is_better else f"{score.name} ↓"


def _estimate(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.mean:.2f} ± {estimate.interval:.2f})"


def _term_rows(systems: Sequence[TermScores]) -> list[tuple[str, ...]]:
    """What is scored about terms, a column a system."""
    ours = systems[0]
    rows = [
        ("  in place", *(f"{one.found} of {one.occurrences}" for one in systems)),
        ("  in place, of all occurrences", *(_percent(one.per_occurrence) for one in systems)),
        ("  in place, mean over the terms", *(_percent(one.per_term) for one in systems)),
    ]
    for size in ours.window_overlap:
        rows.append((f"  window overlap, {size} words", *(_percent(one.window_overlap[size]) for one in systems)))
    if ours.one_minus_term is not None:
        rows.append(("  1 - TERm", *(_percent(one.one_minus_term) for one in systems)))
    rows.append(("  repeated terms written alike", *(_alike(one) for one in systems)))
    if ours.forbidden:
        rows.append(("  forbidden targets found", *(str(_found_forbidden(one)) for one in systems)))
    return rows


def _found_forbidden(scores: TermScores) -> int:
    """In how many lines a forbidden target stands, each counted by itself."""
    return sum(len(one.found_in) for one in scores.forbidden)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _alike(scores: TermScores) -> str:
    if scores.consistency is None:
        return "–"
    return f"{round(scores.consistency * scores.repeated)} of {scores.repeated}"


def _short(name: str) -> str:
    return name if len(name) <= _WIDEST_NAME else "…" + name[1 - _WIDEST_NAME :]


def _aligned(rows: Sequence[tuple[str, ...]], sides: str) -> list[str]:
    """The rows with their cells in columns; `sides` has l or r for each column."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if side == "l" else cell.rjust(width)
            for cell, width, side in zip(row, widths, sides, strict=True)
        ).rstrip()
        for row in rows
    ]
