"""What an evaluation says of itself: ranks, clusters, pairs and plain values."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations

import jsonschema
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_terminal import ALIKE, BETTER, COMPARED, METRICS, PLAIN, SEGMENTS

from eval.report import Evaluation, Group, System
from eval.significance import Comparison, Estimate, PValue

SCHEMA = json.loads((ROOT / "docs" / "evaluation.schema.json").read_text(encoding="utf-8"))
P = PValue(0.01, 0.02)


def ranked(scores: Sequence[float], beaten: Collection[tuple[int, int]], metric: int = 0) -> list[list[int]]:
    """The clusters of systems with these scores, of which some beat others; systems are numbers."""
    name = METRICS[metric].name
    comparisons = tuple(
        Comparison(name, str(one), str(other), P, P, str(one) if (one, other) in beaten else winner)
        for one, other in combinations(range(len(scores)), 2)
        for winner in [str(other) if (other, one) in beaten else ""]
    )
    evaluation = replace(
        PLAIN,
        metrics=(METRICS[metric],),
        systems=tuple(System(str(number), {name: Estimate(score)}) for number, score in enumerate(scores)),
        comparisons=comparisons,
    )
    return [[int(system.name) for system in cluster] for cluster in evaluation.clusters]


def test_a_system_that_all_above_beat_begins_a_cluster() -> None:
    assert ranked([10, 30, 20], {(1, 2), (1, 0), (2, 0)}) == [[1], [2], [0]]
    # The best beats the last, the second does not.
    assert ranked([30, 20, 10], {(0, 2)}) == [[0, 1, 2]]
    assert ranked([30, 20, 10], {(0, 2), (1, 2)}) == [[0, 1], [2]]
    assert ranked([30, 20, 10], {(0, 1), (0, 2)}) == [[0], [1, 2]]
    assert ranked([20, 20], {}) == [[0, 1]]


def test_where_lower_is_better_the_lowest_is_first() -> None:
    assert ranked([50, 40], {(1, 0)}, metric=1) == [[1], [0]]


def test_the_main_metric_alone_decides() -> None:
    assert [[one.name for one in cluster] for cluster in COMPARED.clusters] == [["hyp"], ["other"]]
    by_ter = replace(COMPARED, metrics=METRICS[::-1])
    assert [[one.name for one in cluster] for cluster in by_ter.clusters] == [["other", "hyp"]]
    assert [[one.name for one in cluster] for cluster in replace(COMPARED, metrics=()).clusters] == [["hyp", "other"]]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))))
def test_clusters_have_every_system_once_from_the_best_to_the_worst(
    scores: list[float], pairs: set[tuple[int, int]]
) -> None:
    beaten = {(one, other) for one, other in pairs if max(one, other) < len(scores) and scores[one] > scores[other]}
    clusters = ranked(scores, beaten)
    order = [number for cluster in clusters for number in cluster]
    assert order == sorted(range(len(scores)), key=lambda number: -scores[number])
    firsts = {cluster[0] for cluster in clusters}
    for rank, number in enumerate(order):
        assert (number in firsts) == all((above, number) in beaten for above in order[:rank])


def test_a_pair_has_a_comparison_of_each_metric() -> None:
    third = (replace(BETTER, other="third"), replace(ALIKE, other="third"))
    # Comparisons come by metric.
    mixed = replace(COMPARED, comparisons=(BETTER, third[0], ALIKE, third[1]))
    assert list(mixed.of_pairs()) == [(BETTER, ALIKE), third]


@pytest.mark.parametrize(("evaluation", "expected"), [(PLAIN, [1.0, 2.0]), (COMPARED, [1.0, 3.0])])
def test_a_group_is_shown_by_metric_or_by_system(evaluation: Evaluation, expected: list[float]) -> None:
    group = Group("all", 9, ({"BLEU": 1.0, "TER": 2.0}, {"BLEU": 3.0, "TER": 4.0}))
    assert evaluation.columns(group) == expected


def test_plain_values_are_json_that_the_schema_describes() -> None:
    group = Group("all", 9, ({"BLEU": 1.0, "TER": 2.0}, {"BLEU": 3.0, "TER": 4.0}))
    for evaluation in (PLAIN, replace(COMPARED, by_document=(group,), notices=("odd",))):
        told = json.loads(json.dumps(evaluation.as_dict()))
        jsonschema.validate({"deen": "1", **told}, SCHEMA)
    assert told["doubts"] == {"numbers": 1}
    assert told["segments"][1]["doubts"][0] == {"check": "numbers", "detail": "13 not in the source"}
    assert told["systems"][0]["scores"]["BLEU"] == {"value": 29.0, "mean": 28.98, "interval": 4.87}
    assert told["clusters"] == [["hyp"], ["other"]]
    assert told["comparisons"][1]["winner"] == ""


def test_the_schema_refuses_what_it_does_not_know() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    told = {"deen": "1", **json.loads(json.dumps(PLAIN.as_dict()))}
    for wrong in (told | {"more": 1}, told | {"systems": [{"name": "a"}]}, {**told, "segments": [{}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMA)


def test_a_difference_needs_two_systems() -> None:
    assert [one.difference for one in SEGMENTS] == [80.0, -30.0]
    assert {one.difference for one in PLAIN.segments} == {None}
