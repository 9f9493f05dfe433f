"""From texts to an evaluation: what is scored, grouped and held against another system."""

from dataclasses import replace

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from eval import scoring
from eval.errors import EvaluationError
from eval.scoring import EXTREMES, Texts, WantedTerms
from glossary.terms import Glossary, Term

SOURCES = ["Lawrow kam nach Moskau.", "", "Das Haus kostet 30.000 Euro.", "Es regnet heute in Moskau."]
REFERENCES = ["Lavrov came to Moscow.", "", "The house costs 30,000 euros.", "It is raining in Moscow today."]
HYPOTHESES = ["Lavrov came to Moscow.", "", "The house costs 20,000 euros.", "It rains."]
OTHERS = ["Lawrow came in Moscow.", "", "The house costs 30,000 euros.", "It is raining in Moscow."]
TEXTS = Texts(("hyp", HYPOTHESES), [("ref", REFERENCES)], ("src", SOURCES), ("other", OTHERS))
WANTED = WantedTerms(Glossary((Term("Lawrow", "Lavrov"), Term("Moskau", "Moscow"))))


def without(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def test_scores_are_sacrebleus_in_the_order_asked_for() -> None:
    evaluation = scoring.evaluate(TEXTS, ["chrf", "bleu"])
    assert [score.name for score in evaluation.scores] == ["chrF2", "BLEU"]
    for metric, ours, theirs in zip((CHRF(), BLEU()), evaluation.scores, evaluation.other_scores, strict=True):
        assert ours.value == pytest.approx(metric.corpus_score(HYPOTHESES, [REFERENCES]).score)
        assert theirs.value == pytest.approx(metric.corpus_score(OTHERS, [REFERENCES]).score)
    assert [compared.name for compared in evaluation.comparisons] == ["chrF2", "BLEU"]


def test_segments_are_the_lines_that_are_not_empty_everywhere() -> None:
    segments = scoring.evaluate(TEXTS, ["bleu"]).segments
    assert [segment.number for segment in segments] == [1, 3, 4]
    assert [segment.source for segment in segments] == without(SOURCES)
    assert [segment.other for segment in segments] == without(OTHERS)
    for segment in segments:
        assert segment.chrf == pytest.approx(CHRF().sentence_score(segment.hypothesis, [*segment.references]).score)
        expected = BLEU(effective_order=True).sentence_score(segment.hypothesis, [*segment.references]).score
        assert segment.bleu == pytest.approx(expected)


def test_without_another_system_there_is_nothing_to_hold_it_against() -> None:
    evaluation = scoring.evaluate(replace(TEXTS, other=None), ["bleu"], WANTED)
    assert (evaluation.other, evaluation.other_scores, evaluation.comparisons) == ("", (), ())
    assert (evaluation.other_terms, evaluation.best, evaluation.worst) == (None, (), ())
    assert {segment.difference for segment in evaluation.segments} == {None}


def test_each_term_has_its_place_in_both_systems() -> None:
    evaluation = scoring.evaluate(TEXTS, ["bleu"], WANTED)
    first, second, third = evaluation.segments
    assert [(term.source, term.target) for term in first.terms] == [("Lawrow", "Lavrov"), ("Moskau", "Moscow")]
    assert [SOURCES[0][term.start : term.end] for term in first.terms] == ["Lawrow", "Moskau"]
    assert [HYPOTHESES[0][slice(*term.place)] for term in first.terms if term.place] == ["Lavrov", "Moscow"]
    assert [term.other_place and OTHERS[0][slice(*term.other_place)] for term in first.terms] == [None, "Moscow"]
    assert second.terms == ()
    assert [(term.place is None, term.other_place is None) for term in third.terms] == [(True, False)]
    assert evaluation.terms is not None
    assert evaluation.other_terms is not None
    assert (evaluation.terms.found, evaluation.other_terms.found, evaluation.terms.occurrences) == (2, 2, 3)


def test_forbidden_targets_are_counted_and_doubted() -> None:
    wanted = WantedTerms(Glossary((Term("Haus", "house", forbidden=("houses", "euros")),)))
    evaluation = scoring.evaluate(TEXTS, ["bleu"], wanted)
    assert evaluation.terms is not None
    # The target's own plural does not count.
    assert [(one.forbidden, one.found_in) for one in evaluation.terms.forbidden] == [("euros", (3,)), ("houses", ())]
    assert evaluation.doubts["forbidden term"] == 1
    assert scoring.evaluate(TEXTS, ["bleu"], WANTED).doubts["forbidden term"] == 0


def test_no_terms_are_scored_that_nobody_wants() -> None:
    assert scoring.evaluate(TEXTS, ["bleu"]).terms is None
    assert scoring.evaluate(replace(TEXTS, source=None), ["bleu"], WANTED).terms is None


def test_term_edit_rates_are_counted_with_ter_only() -> None:
    with_ter, without_ter = (scoring.evaluate(TEXTS, metrics, WANTED).terms for metrics in (["ter"], ["bleu"]))
    assert with_ter is not None
    assert with_ter.one_minus_term is not None
    assert without_ter is not None
    assert without_ter.one_minus_term is None


def test_doubts_need_the_source() -> None:
    checks = [{doubt.check for doubt in one.doubts} for one in scoring.evaluate(TEXTS, ["bleu"]).segments]
    assert checks[:2] == [set(), {"numbers"}]
    assert not any(one.doubts for one in scoring.evaluate(replace(TEXTS, source=None), ["bleu"]).segments)


def test_groups_have_every_segment_once() -> None:
    references = [" ".join(["word"] * length) for length in (1, 10, 11, 20, 21, 60, 61, 200)]
    evaluation = scoring.evaluate(Texts(("hyp", references), [("ref", references)]), ["chrf"])
    assert [(group.label, group.segments) for group in evaluation.by_length] == [
        ("0 to 10 words", 2),
        ("11 to 20 words", 2),
        ("21 to 30 words", 1),
        ("51 to 60 words", 1),
        ("61 words and more", 2),
    ]
    assert all(group.scores == pytest.approx((100,)) for group in evaluation.by_length)
    assert evaluation.by_terms == ()


def test_groups_by_terms_are_scored_by_themselves() -> None:
    groups = scoring.evaluate(TEXTS, ["chrf"], WANTED).by_terms
    assert [(group.label, group.segments) for group in groups] == [("with terms", 2), ("without terms", 1)]
    [alone] = [group for group in groups if group.segments == 1]
    assert alone.scores[0] == pytest.approx(CHRF().corpus_score([HYPOTHESES[2]], [[REFERENCES[2]]]).score)
    assert alone.other_scores == pytest.approx((100,))


def test_the_most_extreme_segments_come_first_and_not_all_of_them() -> None:
    references = [f"The house number {number} is old." for number in range(30)]
    worse = [" ".join(reference.split()[: 1 + number % 5]) for number, reference in enumerate(references)]
    evaluation = scoring.evaluate(Texts(("hyp", references), [("ref", references)], other=("other", worse)), ["chrf"])
    differences = {segment.number: segment.difference for segment in evaluation.segments}
    assert len(evaluation.best) == EXTREMES
    assert evaluation.worst == ()
    shown = [differences[number] or 0 for number in evaluation.best]
    assert shown == sorted(shown, reverse=True)
    assert min(shown) >= max(value or 0 for number, value in differences.items() if number not in evaluation.best)


def test_what_is_odd_comes_behind_what_is_told() -> None:
    texts = replace(TEXTS, other=("other", ["", *OTHERS[1:]]))
    evaluation = scoring.evaluate(texts, ["bleu"], notices=["from the memory"], sentences_per_second=2.5)
    assert evaluation.notices == ("from the memory", "other: line 1 is empty")
    assert evaluation.sentences_per_second == 2.5


def test_texts_that_do_not_belong_together() -> None:
    with pytest.raises(EvaluationError, match="do not belong together"):
        scoring.evaluate(replace(TEXTS, other=("other", OTHERS[:2])), ["bleu"])
