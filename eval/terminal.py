"""An evaluation for a terminal."""

import textwrap
from collections.abc import Sequence

from eval.consistency import Rendering
from eval.report import Evaluation, Group, System
from eval.significance import LEVEL, Comparison, Estimate
from eval.terms import TermScores
from glossary.wording import counted, line_numbers

# What is named of missing terms and of the segments that differ most; the rest is in the JSON.
_TERMS_NAMED = 10
_EXTREMES_SHOWN = 3
_WIDEST_NAME = 30
_WIDTH = 100


def render(evaluation: Evaluation) -> str:
    """The evaluation as tables of text, one under the other; lines end with a line feed."""
    blocks = [
        _heading(evaluation),
        _scores(evaluation),
        _ranking(evaluation),
        _pairs(evaluation),
        [f"{name}  {signature}" for name, signature in _signatures(evaluation)],
        _terms(evaluation),
        _consistency(evaluation),
        _groups(evaluation, "By length of the reference", evaluation.by_length),
        _groups(evaluation, "By terms in the source", evaluation.by_terms),
        _extremes(evaluation, "above", evaluation.best),
        _extremes(evaluation, "below", evaluation.worst),
        _checks(evaluation),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _labels(evaluation: Evaluation) -> dict[str, str]:
    """Names of systems that fit into a column."""
    short = {system.name: _short(system.name) for system in evaluation.systems}
    if len(set(short.values())) == len(short):
        return short
    return {system.name: f"system {number}" for number, system in enumerate(evaluation.systems, 1)}


def _heading(evaluation: Evaluation) -> list[str]:
    several = "Systems" if len(evaluation.systems) > 1 else "System"
    rows = [(several if not index else "", system.name) for index, system in enumerate(evaluation.systems)]
    rows += [("References" if not index else "", name) for index, name in enumerate(evaluation.references)]
    rows.append(("Segments", f"{len(evaluation.segments):,}"))
    if evaluation.sentences_per_second is not None:
        rows.append(("Speed", f"{evaluation.sentences_per_second:.1f} sentences a second"))
    return _aligned(rows, "ll")


def _scores(evaluation: Evaluation) -> list[str]:
    """A row a system, a column a metric, and a rule between clusters."""
    if not evaluation.metrics:
        return []
    labels = _labels(evaluation)
    clusters = evaluation.clusters
    rows = [("", *(metric.label for metric in evaluation.metrics))]
    rows += [_row(labels[system.name], system, evaluation) for cluster in clusters for system in cluster]
    head, *lines = _aligned(rows, "l" + "r" * len(evaluation.metrics))
    table = [head]
    for cluster in clusters:
        if len(table) > 1:
            table.append("-" * max(map(len, (head, *lines))))
        table += [lines.pop(0) for _ in cluster]
    return table


def _row(label: str, system: System, evaluation: Evaluation) -> tuple[str, ...]:
    return label, *(_estimate(system.scores[metric.name]) for metric in evaluation.metrics)


def _estimate(estimate: Estimate) -> str:
    return f"{estimate.value:.2f}" + ("" if estimate.interval is None else f" ± {estimate.interval:.2f}")


def _ranking(evaluation: Evaluation) -> list[str]:
    """How the table of scores is to be read."""
    if not any(metric.bootstrap_signature for metric in evaluation.metrics):
        return []
    said = "± is half the 95 % interval of the bootstrap's resamples."
    if evaluation.comparisons:
        main = evaluation.metrics[0].name
        said += f" Ranked by {main}; under a rule stands a system that all above the rule beat significantly."
    return textwrap.wrap(said, _WIDTH)


def _pairs(evaluation: Evaluation) -> list[str]:
    """A row a pair of systems, a column a metric, with the p-values of both tests and who is better."""
    if not evaluation.comparisons:
        return []
    labels = _labels(evaluation)
    rows = [("p (bootstrap, randomization)", *(metric.label for metric in evaluation.metrics))]
    pairs = list(evaluation.of_pairs())
    for pair in pairs:
        names = f"  {labels[pair[0].system]} : {labels[pair[0].other]}"
        rows.append((names, *map(_compared, pair)))
    corrected = f", corrected for {len(pairs)} pairs by each metric (Holm)" if len(pairs) > 1 else ""
    said = (
        f"> the first is significantly better, < the second: both tests find p < {LEVEL}{corrected}; = neither. "
        "Each metric is tested by itself."
    )
    return [*_aligned(rows, "l" + "r" * len(evaluation.metrics)), "", *textwrap.wrap(said, _WIDTH)]


def _compared(one: Comparison) -> str:
    sign = {one.system: ">", one.other: "<", "": "="}[one.winner]
    return f"{one.bootstrap.corrected:.4f}, {one.randomization.corrected:.4f} {sign}"


def _signatures(evaluation: Evaluation) -> list[tuple[str, str]]:
    width = max((len(metric.name) for metric in evaluation.metrics), default=0)
    return [(metric.name.ljust(width), metric.signature) for metric in evaluation.metrics]


def _terms(evaluation: Evaluation) -> list[str]:
    scored = [system.terms for system in evaluation.systems if system.terms]
    if not scored:
        return []
    if not scored[0].occurrences:
        return ["Terms: none in the source"]
    labels = list(_labels(evaluation).values()) if len(scored) > 1 else [""]
    # Whose terms are listed.
    whose = f" from {labels[0]}" if len(scored) > 1 else ""
    return [
        *_aligned([("Terms", *labels), *_term_rows(scored)], "l" + "r" * len(scored)),
        *_missing_terms(scored[0], whose),
        *_forbidden_terms(scored[0], whose),
    ]


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
    if ours.forbidden:
        rows.append(("  forbidden targets found", *(str(_found_forbidden(one)) for one in systems)))
    return rows


def _missing_terms(scores: TermScores, whose: str) -> list[str]:
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
    return ["", f"Missing{whose}", *_aligned(rows, "lrl"), *_more(len(missing), "term")]


def _forbidden_terms(scores: TermScores, whose: str) -> list[str]:
    found = [one for one in scores.forbidden if one.found_in]
    if not found:
        return []
    rows = [
        (f"  {one.source} → {one.target}", f'not "{one.forbidden}"', line_numbers(one.found_in))
        for one in found[:_TERMS_NAMED]
    ]
    return ["", f"Forbidden{whose}", *_aligned(rows, "lll"), *_more(len(found), "forbidden target")]


def _found_forbidden(scores: TermScores) -> int:
    """In how many lines a forbidden target stands, each counted by itself."""
    return sum(len(one.found_in) for one in scores.forbidden)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _consistency(evaluation: Evaluation) -> list[str]:
    """How many terms have one English throughout, and those of the first system that have several."""
    measured = [system.consistency for system in evaluation.systems if system.consistency]
    if not measured or not measured[0].repeated:
        return []
    labels = list(_labels(evaluation).values()) if len(measured) > 1 else [""]
    within = f"within {counted(measured[0].documents, 'document', grouped=True)}"
    rows = [
        (f"Repeated terms and names {within}", *labels),
        ("  with one English throughout", *(f"{one.alike} of {one.repeated}" for one in measured)),
    ]
    named = measured[0].inconsistent
    whose = f" in {labels[0]}" if len(measured) > 1 else ""
    several = [
        (
            f"  {one.source} → {one.target}" + (f" ({one.document})" if one.document else ""),
            "; ".join(map(_rendering, one.renderings)),
        )
        for one in named[:_TERMS_NAMED]
    ]
    listed = ["", f"With several{whose}", *_aligned(several, "ll"), *_more(len(named), "term")] if named else []
    return [*_aligned(rows, "l" + "r" * len(measured)), *listed]


def _rendering(one: Rendering) -> str:
    english = f'{"forbidden " if one.forbidden else ""}"{one.english}"' if one.english else "not found"
    return f"{english}, {line_numbers(one.lines)}"


def _groups(evaluation: Evaluation, title: str, groups: Sequence[Group]) -> list[str]:
    """One system's scores by all metrics, or all systems' by the main one."""
    # One group has what the file has.
    if len(groups) < 2 or not evaluation.metrics:
        return []
    columns = [metric.label for metric in evaluation.metrics]
    if len(evaluation.systems) > 1:
        title, columns = f"{title}, {columns[0]}", list(_labels(evaluation).values())
    rows = [(title, "segments", *columns)]
    for group in groups:
        values = (f"{value:.2f}" for value in evaluation.columns(group))
        rows.append((f"  {group.label}", f"{group.segments:,}", *values))
    return _aligned(rows, "l" + "r" * (len(columns) + 1))


def _extremes(evaluation: Evaluation, word: str, numbers: Sequence[int]) -> list[str]:
    if not numbers:
        return []
    by_number = {segment.number: segment for segment in evaluation.segments}
    ours, theirs, *_ = _labels(evaluation).values()
    rows = []
    for number in numbers[:_EXTREMES_SHOWN]:
        segment = by_number[number]
        rows += [
            (f"  line {number} ({segment.difference:+.1f})", "reference", segment.references[0]),
            ("", ours, segment.outputs[0].text),
            ("", theirs, segment.outputs[1].text),
        ]
    # No line breaks between a number and its difference.
    rest = ", ".join(
        f"{number}\N{NO-BREAK SPACE}({by_number[number].difference:+.1f})" for number in numbers[_EXTREMES_SHOWN:]
    )
    also = textwrap.wrap(f"lines {rest}", _WIDTH, initial_indent="  ", subsequent_indent="  ") if rest else []
    return [f"Furthest {word} {theirs}, in points of chrF", *_aligned(rows, "lll"), *also]


def _checks(evaluation: Evaluation) -> list[str]:
    if all(segment.source is None for segment in evaluation.segments):
        return []
    doubtful = sum(bool(segment.doubts) for segment in evaluation.segments)
    rows = []
    for name, count in evaluation.doubts.most_common():
        numbers = [s.number for s in evaluation.segments if any(doubt.check == name for doubt in s.doubts)]
        rows.append((f"  {name}", f"{count:,}", line_numbers(numbers)))
    of_all = f"{doubtful:,} of {counted(len(evaluation.segments), 'segment', grouped=True)} to look at"
    return [f"Checks without reference: {of_all}", *(_aligned(rows, "lrl") if rows else [])]


def _more(found: int, noun: str) -> list[str]:
    """How many are not named."""
    return [f"  and {counted(found - _TERMS_NAMED, f'more {noun}', grouped=True)}"] if found > _TERMS_NAMED else []


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
