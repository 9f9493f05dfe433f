"""An evaluation as a table and as plain values."""

import json
from dataclasses import replace

import pytest

from eval.metrics import Score
from eval.report import Evaluation, Group, ScoredSegment
from eval.significance import Comparison, Estimate
from eval.terms import ForbiddenCount, TermCount, TermScores
from translate.checks import Doubt

BLEU = Score("BLEU", 29.0, "nrefs:1|tok:13a", True)
TER = Score("TER", 53.127, "nrefs:1|case:lc", False)
SEGMENTS = (
    ScoredSegment(1, "Das Haus.", "The house.", ("The house.",), 100.0, 100.0, "A home.", 20.0, 5.0),
    ScoredSegment(3, "30 Leute.", "13 people.", ("30 people.",), 70.0, 40.0, "30 people.", 100.0, 100.0,
                  doubts=(Doubt("numbers", "13 not in the source"), Doubt("numbers", "30 is lost"))),
)  # fmt: skip
PLAIN = Evaluation(
    system="hyp", other="", references=("ref (1)", "ref (2)"), scores=(BLEU, TER), other_scores=(), comparisons=(),
    terms=None, other_terms=None, by_length=(), by_terms=(),
    segments=tuple(replace(one, other=None, other_chrf=None, other_bleu=None) for one in SEGMENTS),
    best=(), worst=(), sentences_per_second=None, notices=(),
)  # fmt: skip
COMPARED = replace(
    PLAIN, other="other", other_scores=(BLEU, TER), segments=SEGMENTS, best=(1,), worst=(3,),
    comparisons=(
        Comparison("BLEU", Estimate(29, 28.98, 4.87), Estimate(25, 24.96, 4.5), 0.001, 0.0002, "hyp", "bs", "ar"),
        Comparison("TER", Estimate(53, 53.1, 4.7), Estimate(53, 53.1, 4.7), 0.4, 0.5, "", "bs", "ar"),
    ),
)  # fmt: skip


def terms(missing: int = 0) -> TermScores:
    counts = [TermCount(f"Wort{n}", f"word{n}", 2, 1, (n,)) for n in range(1, missing + 1)]
    counts.append(TermCount("Haus", "house", 3, 3, ()))
    found = sum(one.found for one in counts)
    return TermScores(3 + 2 * missing, found, 0.5, 0.25, {2: 0.75, 3: None}, None, 2 / 3, 3, tuple(counts))


def block(evaluation: Evaluation, begins: str) -> list[str]:
    """The lines of the part of the table that begins so."""
    [found] = [part for part in evaluation.table().split("\n\n") if part.startswith(begins)]
    return found.rstrip("\n").split("\n")


def test_the_heading_names_what_was_scored() -> None:
    assert block(PLAIN, "System") == [
        "System      hyp",
        "References  ref (1)",
        "            ref (2)",
        "Segments    2",
    ]
    assert block(replace(PLAIN, sentences_per_second=12.34), "System")[-1] == "Speed       12.3 sentences a second"
    assert block(COMPARED, "System")[1] == "Against     other"


def test_scores_have_two_digits_and_their_signatures() -> None:
    assert block(PLAIN, "BLEU   ") == ["BLEU   29.00", "TER ↓  53.13"]
    assert "\n\nBLEU  nrefs:1|tok:13a\nTER   nrefs:1|case:lc\n" in PLAIN.table()


def test_a_comparison_names_a_winner_only_where_there_is_one() -> None:
    head, bleu, ter = block(COMPARED, "  ")
    assert head.split() == ["hyp", "other", "p", "(bootstrap)", "p", "(randomization)", "better"]
    assert bleu.split("  ")[0] == "BLEU"
    assert "29.00 (28.98 ± 4.87)" in bleu
    assert bleu.endswith("0.0010             0.0002  hyp")
    assert ter.endswith("0.4000             0.5000  not significant")


def test_systems_that_look_alike_when_shortened_are_named_by_their_part() -> None:
    names = [f"{folder}/{'a' * 40}.txt" for folder in ("one", "two")]
    head = block(replace(COMPARED, system=names[0], other=names[1]), "  ")[0]
    assert head.split()[:2] == ["system", "other"]
    long = "folder/" * 9 + "hyp.txt"
    head = block(replace(COMPARED, system=long), "  ")[0]
    assert head.split()[0] == "…" + long[-29:]


def test_terms_without_and_with_any_in_the_source() -> None:
    none = TermScores(0, 0, None, None, {2: None, 3: None}, None, None, 0, ())
    assert block(replace(PLAIN, terms=none), "Terms") == ["Terms: none in the source"]
    assert block(replace(PLAIN, terms=terms()), "Terms") == [
        "Terms",
        "  in place                       3 of 3",
        "  in place, of all occurrences   50.0 %",
        "  in place, mean over the terms  25.0 %",
        "  window overlap, 2 words        75.0 %",
        "  window overlap, 3 words             –",
        "  repeated terms written alike   2 of 3",
    ]


def test_forbidden_targets_are_counted_and_named() -> None:
    counts = (ForbiddenCount("Wahl", "election", "vote", (2, 5)), ForbiddenCount("Wahl", "election", "poll", ()))
    scores = replace(terms(), forbidden=counts)
    assert block(replace(PLAIN, terms=scores), "Terms")[-1] == "  forbidden targets found             2"
    assert block(replace(PLAIN, terms=scores), "Forbidden") == [
        "Forbidden",
        '  Wahl → election  not "vote"  lines 2, 5',
    ]
    assert block(replace(COMPARED, terms=scores, other_terms=terms()), "Forbidden")[0] == "Forbidden from hyp"
    many = tuple(ForbiddenCount(f"Wort{n}", "word", "term", (n,)) for n in range(1, 13))
    rest = block(replace(PLAIN, terms=replace(terms(), forbidden=many)), "Forbidden")[-1]
    assert rest == "  and 2 more forbidden targets"


@pytest.mark.parametrize(("missing", "rest"), [(10, []), (11, ["  and 1 more term"]), (12, ["  and 2 more terms"])])
def test_the_first_missing_terms_are_named_and_the_others_counted(missing: int, rest: list[str]) -> None:
    head, *rows = block(replace(PLAIN, terms=terms(missing)), "Missing")
    assert head == "Missing"
    assert rows[0] == "  Wort1 → word1    1 of 2  line 1"
    assert rows[10:] == rest
    assert block(replace(COMPARED, terms=terms(1), other_terms=terms(1)), "Missing")[0] == "Missing from hyp"


def test_one_group_is_no_table() -> None:
    groups = (Group("0 to 10 words", 1200, (30.0, 50.0)), Group("11 to 20 words", 1, (20.5, 61.0)))
    assert "By length" not in replace(PLAIN, by_length=groups[:1]).table()
    assert block(replace(PLAIN, by_length=groups), "By length") == [
        "By length of the reference  segments   BLEU  TER ↓",
        "  0 to 10 words                1,200  30.00  50.00",
        "  11 to 20 words                   1  20.50  61.00",
    ]
    both = tuple(replace(group, other_scores=(1.0, 2.0)) for group in groups)
    assert block(replace(COMPARED, by_length=both), "By length")[2:] == [
        "  11 to 20 words                   1  20.50 : 1.00  61.00 : 2.00",
        "  (hyp : other)",
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
    assert "Checks" not in replace(PLAIN, segments=without_source).table()


def test_plain_values_are_json_and_have_all_there_is() -> None:
    told = json.loads(json.dumps(replace(COMPARED, terms=terms(1)).as_dict()))
    assert told["doubts"] == {"numbers": 1}
    assert told["segments"][1]["doubts"][0] == {"check": "numbers", "detail": "13 not in the source"}
    assert told["scores"][0] == {
        "name": "BLEU",
        "value": 29.0,
        "signature": "nrefs:1|tok:13a",
        "higher_is_better": True,
    }
    assert told["terms"]["terms"][0]["missing_in"] == [1]
    assert told["comparisons"][1]["winner"] == ""
