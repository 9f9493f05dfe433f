"""An evaluation in tables for a terminal."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval import terminal
from eval.consistency import Consistency, Inconsistency, Rendering
from eval.report import Evaluation, Group, Metric, Output, ScoredSegment, System
from eval.significance import Comparison, Estimate, PValue
from eval.terms import ForbiddenCount, TermCount, TermScores
from translate.checks import Doubt

METRICS = (
    Metric("BLEU", "nrefs:1|tok:13a", True, "nrefs:1|bs:1000|tok:13a", "nrefs:1|ar:10000|tok:13a"),
    Metric("TER", "nrefs:1|case:lc", False, "nrefs:1|bs:1000|case:lc", "nrefs:1|ar:10000|case:lc"),
)
SCORES = ({"BLEU": Estimate(29.0, 28.98, 4.87), "TER": Estimate(53.127)}, {"BLEU": Estimate(25), "TER": Estimate(53)})
SEGMENTS = (
    ScoredSegment(1, "Das Haus.", ("The house.",), (Output("The house.", 100.0, {}), Output("A home.", 20.0, {}))),
    ScoredSegment(3, "30 Leute.", ("30 people.",), (Output("13 people.", 70.0, {}), Output("30 people.", 100.0, {})),
                  doubts=(Doubt("numbers", "13 not in the source"), Doubt("numbers", "30 is lost"))),
)  # fmt: skip
PLAIN = Evaluation(
    references=("ref (1)", "ref (2)"), metrics=METRICS, systems=(System("hyp", SCORES[0]),), comparisons=(),
    by_length=(), by_terms=(), by_document=(),
    segments=tuple(replace(one, outputs=one.outputs[:1]) for one in SEGMENTS),
    best=(), worst=(), sentences_per_second=None, notices=(),
)  # fmt: skip
BETTER = Comparison("BLEU", "hyp", "other", PValue(0.001, 0.003), PValue(0.0002, 0.0006), "hyp")
ALIKE = Comparison("TER", "hyp", "other", PValue(0.4, 0.8), PValue(0.5, 1.0), "")
COMPARED = replace(
    PLAIN, systems=(System("hyp", SCORES[0]), System("other", SCORES[1])), segments=SEGMENTS, best=(1,), worst=(3,),
    comparisons=(BETTER, ALIKE),
)  # fmt: skip


def named(names: Sequence[str], evaluation: Evaluation = COMPARED) -> Evaluation:
    """The evaluation with other names of its systems."""
    new = dict(zip([system.name for system in evaluation.systems], names, strict=True))
    return replace(
        evaluation,
        systems=tuple(replace(system, name=new[system.name]) for system in evaluation.systems),
        comparisons=tuple(
            replace(one, system=new[one.system], other=new[one.other], winner=new.get(one.winner, ""))
            for one in evaluation.comparisons
        ),
    )


def with_terms(evaluation: Evaluation, *scores: TermScores) -> Evaluation:
    """The evaluation with scores of terms, a system each."""
    systems = zip(evaluation.systems, scores, strict=True)
    return replace(evaluation, systems=tuple(replace(system, terms=of_one) for system, of_one in systems))


def terms(missing: int = 0) -> TermScores:
    counts = [TermCount(f"Wort{n}", f"word{n}", 2, 1, (n,)) for n in range(1, missing + 1)]
    counts.append(TermCount("Haus", "house", 3, 3, ()))
    found = sum(one.found for one in counts)
    return TermScores(3 + 2 * missing, found, 0.5, 0.25, {2: 0.75, 3: None}, None, tuple(counts))


def consistent(evaluation: Evaluation, *measured: Consistency) -> Evaluation:
    """The evaluation with what is known of consistency, a system each."""
    systems = zip(evaluation.systems, measured, strict=True)
    return replace(evaluation, systems=tuple(replace(system, consistency=of_one) for system, of_one in systems))


def block(evaluation: Evaluation, begins: str) -> list[str]:
    """The lines of the part of the table that begins so."""
    [found] = [part for part in terminal.render(evaluation).split("\n\n") if part.startswith(begins)]
    return found.rstrip("\n").split("\n")


def test_the_heading_names_what_was_scored() -> None:
    assert block(PLAIN, "System") == [
        "System      hyp",
        "References  ref (1)",
        "            ref (2)",
        "Segments    2",
    ]
    assert block(replace(PLAIN, sentences_per_second=12.34), "System")[-1] == "Speed       12.3 sentences a second"
    assert block(COMPARED, "System")[:2] == ["Systems     hyp", "            other"]


def test_scores_have_two_digits_and_their_signatures() -> None:
    assert block(PLAIN, "   ") == ["             BLEU  TER ↓", "hyp  29.00 ± 4.87  53.13"]
    assert "\n\nBLEU  nrefs:1|tok:13a\nTER   nrefs:1|case:lc\n" in terminal.render(PLAIN)
    untested = replace(PLAIN, metrics=tuple(replace(one, bootstrap_signature="") for one in METRICS))
    assert "± is half" in terminal.render(PLAIN)
    assert "± is half" not in terminal.render(untested)


def test_a_rule_parts_clusters() -> None:
    rows = block(COMPARED, "   ")
    assert [row.split()[0] for row in rows[1:]] == ["hyp", "-" * len(rows[1]), "other"]
    by_ter = block(replace(COMPARED, metrics=METRICS[::-1]), "   ")
    assert [row.split()[0] for row in by_ter[1:]] == ["other", "hyp"]


def test_pairs_have_both_p_values_and_who_is_better() -> None:
    head, row = block(COMPARED, "p (")
    assert head.split() == ["p", "(bootstrap,", "randomization)", "BLEU", "TER", "↓"]
    assert row.split() == ["hyp", ":", "other", "0.0030,", "0.0006", ">", "0.8000,", "1.0000", "="]
    second = replace(COMPARED, comparisons=(replace(BETTER, winner="other"), ALIKE))
    assert block(second, "p (")[1].split()[5] == "<"
    assert "Holm" not in terminal.render(COMPARED)
    third = System("third", SCORES[1])
    pairs = tuple(
        replace(one, system=system, other="third", winner="") for system in ("hyp", "other") for one in (BETTER, ALIKE)
    )
    more = replace(COMPARED, systems=(*COMPARED.systems, third), comparisons=(*COMPARED.comparisons, *pairs))
    assert [row.split()[:3] for row in block(more, "p (")[1:]] == [
        ["hyp", ":", "other"],
        ["hyp", ":", "third"],
        ["other", ":", "third"],
    ]
    assert "corrected for 3 pairs" in terminal.render(more)


def test_systems_that_look_alike_when_shortened_are_numbered() -> None:
    names = [f"{folder}/{'a' * 40}.txt" for folder in ("one", "two")]
    rows = block(named(names), "   ")
    assert [row[:8] for row in rows if "." in row] == ["system 1", "system 2"]
    assert block(named(names), "System")[0] == f"Systems     {names[0]}"
    long = "folder/" * 9 + "hyp.txt"
    assert block(named([long, "other"]), "   ")[1].split()[0] == "…" + long[-29:]


def test_terms_without_and_with_any_in_the_source() -> None:
    none = TermScores(0, 0, None, None, {2: None, 3: None}, None, ())
    assert block(with_terms(PLAIN, none), "Terms") == ["Terms: none in the source"]
    assert block(with_terms(PLAIN, terms()), "Terms") == [
        "Terms",
        "  in place                       3 of 3",
        "  in place, of all occurrences   50.0 %",
        "  in place, mean over the terms  25.0 %",
        "  window overlap, 2 words        75.0 %",
        "  window overlap, 3 words             –",
    ]


def test_forbidden_targets_are_counted_and_named() -> None:
    counts = (ForbiddenCount("Wahl", "election", "vote", (2, 5)), ForbiddenCount("Wahl", "election", "poll", ()))
    scores = replace(terms(), forbidden=counts)
    assert block(with_terms(PLAIN, scores), "Terms")[-1] == "  forbidden targets found             2"
    assert block(with_terms(PLAIN, scores), "Forbidden") == [
        "Forbidden",
        '  Wahl → election  not "vote"  lines 2, 5',
    ]
    assert block(with_terms(COMPARED, scores, terms()), "Forbidden")[0] == "Forbidden from hyp"
    many = tuple(ForbiddenCount(f"Wort{n}", "word", "term", (n,)) for n in range(1, 13))
    rest = block(with_terms(PLAIN, replace(terms(), forbidden=many)), "Forbidden")[-1]
    assert rest == "  and 2 more forbidden targets"


@pytest.mark.parametrize(("missing", "rest"), [(10, []), (11, ["  and 1 more term"]), (12, ["  and 2 more terms"])])
def test_the_first_missing_terms_are_named_and_the_others_counted(missing: int, rest: list[str]) -> None:
    head, *rows = block(with_terms(PLAIN, terms(missing)), "Missing")
    assert head == "Missing"
    assert rows[0] == "  Wort1 → word1    1 of 2  line 1"
    assert rows[10:] == rest
    assert block(with_terms(COMPARED, terms(1), terms(1)), "Missing")[0] == "Missing from hyp"


def test_terms_with_several_englishes_are_named_with_their_document() -> None:
    renderings = (Rendering("Lavrov", (1, 3)), Rendering("Lawrow", (2,), forbidden=True), Rendering("", (9,)))
    ours = Consistency(1, 5, 4, (Inconsistency("", "Lawrow", "Lavrov", renderings),))
    assert block(consistent(PLAIN, ours), "Repeated") == [
        "Repeated terms and names within 1 document",
        "  with one English throughout               4 of 5",
    ]
    named = '"Lavrov", lines 1, 3; forbidden "Lawrow", line 2; not found, line 9'
    assert block(consistent(PLAIN, ours), "With several") == ["With several", f"  Lawrow → Lavrov  {named}"]
    many = tuple(Inconsistency("a.7", f"W{number}", "w", renderings) for number in range(12))
    theirs = Consistency(3, 20, 8, many)
    assert (
        block(consistent(COMPARED, theirs, ours), "Repeated")[1]
        == "  with one English throughout                8 of 20  4 of 5"
    )
    head, first, *_, last = block(consistent(COMPARED, theirs, ours), "With several")
    assert head == "With several in hyp"
    assert first == f"  W0 → w (a.7)  {named}"
    assert last == "  and 2 more terms"
    assert "Repeated" not in terminal.render(consistent(PLAIN, Consistency(1, 0, 0, ())))


def test_one_group_is_no_table() -> None:
    groups = (
        Group("0 to 10 words", 1200, ({"BLEU": 30.0, "TER": 50.0},)),
        Group("11 to 20 words", 5, ({"BLEU": 20.5, "TER": 61.0},)),
    )
    assert "By length" not in terminal.render(replace(PLAIN, by_length=groups[:1]))
    assert block(replace(PLAIN, by_length=groups), "By length") == [
        "By length of the reference  segments   BLEU  TER ↓",
        "  0 to 10 words                1,200  30.00  50.00",
        "  11 to 20 words                   5  20.50  61.00",
    ]
    # Of several systems all, by the main metric.
    both = tuple(replace(group, scores=(*group.scores, {"BLEU": 1.0, "TER": 2.0})) for group in groups)
    assert block(replace(COMPARED, by_length=both), "By length") == [
        "By length of the reference, BLEU  segments    hyp  other",
        "  0 to 10 words                      1,200  30.00   1.00",
        "  11 to 20 words                         5  20.50   1.00",
    ]


def test_segments_far_apart_are_shown_with_all_their_texts() -> None:
    assert block(COMPARED, "Furthest above") == [
        "Furthest above other, in points of chrF",
        "  line 1 (+80.0)  reference  The house.",
        "                  hyp        The house.",
        "                  other      A home.",
    ]
    assert block(COMPARED, "Furthest below")[1].startswith("  line 3 (-30.0)")


def test_of_many_segments_far_apart_the_rest_is_numbers() -> None:
    segments = tuple(replace(SEGMENTS[0], number=number) for number in range(1, 41))
    rows = block(replace(COMPARED, segments=segments, best=tuple(range(1, 21)), worst=()), "Furthest")
    assert sum(row.startswith("  line ") for row in rows) == 3
    assert rows[10].startswith("  lines 4\N{NO-BREAK SPACE}(+80.0), 5")
    assert max(map(len, rows)) <= 100


def test_doubts_are_counted_by_segment() -> None:
    assert PLAIN.doubts == {"numbers": 1}
    assert block(PLAIN, "Checks") == [
        "Checks without reference: 1 of 2 segments to look at",
        "  numbers  1  line 3",
    ]
    without_source = tuple(replace(one, source=None, doubts=()) for one in PLAIN.segments)
    assert "Checks" not in terminal.render(replace(PLAIN, segments=without_source))
