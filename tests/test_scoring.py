"""From texts to an evaluation: what is scored, grouped and held against another system."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from eval import scoring
from eval.errors import EvaluationError
from eval.metrics import References, SegmentMean
from eval.scoring import EXTREMES, Texts, WantedTerms
from glossary.terms import Glossary, Term

SOURCES = ["Lawrow kam nach Moskau.", "", "Das Haus kostet 30.000 Euro.", "Es regnet heute in Moskau."]
REFERENCES = ["Lavrov came to Moscow.", "", "The house costs 30,000 euros.", "It is raining in Moscow today."]
HYPOTHESES = ["Lavrov came to Moscow.", "", "The house costs 20,000 euros.", "It rains."]
OTHERS = ["Lawrow came in Moscow.", "", "The house costs 30,000 euros.", "It is raining in Moscow."]
TEXTS = Texts([("hyp", HYPOTHESES), ("other", OTHERS)], [("ref", REFERENCES)], ("src", SOURCES))
ALONE = replace(TEXTS, systems=[("hyp", HYPOTHESES)])
WANTED = WantedTerms(Glossary((Term("Lawrow", "Lavrov"), Term("Moskau", "Moscow"))))


def without(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def test_scores_are_sacrebleus_in_the_order_asked_for() -> None:
    evaluation = scoring.evaluate(TEXTS, ["chrf", "bleu"])
    assert [metric.name for metric in evaluation.metrics] == ["chrF2", "BLEU"]
    assert [system.name for system in evaluation.systems] == ["hyp", "other"]
    for metric, name in ((CHRF(), "chrF2"), (BLEU(), "BLEU")):
        for system, hypotheses in zip(evaluation.systems, (HYPOTHESES, OTHERS), strict=True):
            assert system.scores[name].value == pytest.approx(metric.corpus_score(hypotheses, [REFERENCES]).score)


def test_segments_are_the_lines_that_are_not_empty_everywhere() -> None:
    segments = scoring.evaluate(TEXTS, ["bleu", "ter"]).segments
    assert [segment.number for segment in segments] == [1, 3, 4]
    assert [segment.source for segment in segments] == without(SOURCES)
    assert [segment.outputs[1].text for segment in segments] == without(OTHERS)
    for segment in segments:
        for output in segment.outputs:
            references = [*segment.references]
            assert output.chrf == pytest.approx(CHRF().sentence_score(output.text, references).score)
            bleu = BLEU(effective_order=True).sentence_score(output.text, references).score
            ter = TER().sentence_score(output.text, references).score
            assert output.scores == {"BLEU": pytest.approx(bleu), "TER": pytest.approx(ter)}


def test_one_system_has_nothing_to_be_held_against() -> None:
    evaluation = scoring.evaluate(ALONE, ["bleu"], WANTED)
    assert evaluation.comparisons == ()
    assert evaluation.best == evaluation.worst == ()
    assert {segment.difference for segment in evaluation.segments} == {None}


def many(systems: int) -> Texts:
    """Systems of twelve segments, each with another word wrong than the one before, and one more."""
    references = [f"The house number {number} in this street is very old." for number in range(12)]
    outputs = [(f"s{system}", [" ".join(line.split()[system:]) for line in references]) for system in range(systems)]
    return Texts(outputs, [("ref", references)])


def test_each_system_is_held_against_each() -> None:
    evaluation = scoring.evaluate(many(3), ["chrf", "bleu"])
    assert [(one.metric, one.system, one.other) for one in evaluation.comparisons] == [
        (metric, *pair) for metric in ("chrF2", "BLEU") for pair in (("s0", "s1"), ("s0", "s2"), ("s1", "s2"))
    ]
    assert "|bs:1000|seed:12345|" in evaluation.metrics[0].bootstrap_signature
    assert "|ar:10000|seed:12345|" in evaluation.metrics[1].randomization_signature
    alone = scoring.evaluate(many(1), ["chrf"])
    assert alone.metrics[0].randomization_signature == ""
    assert alone.systems[0].scores["chrF2"].interval == 0


def test_few_segments_are_scored_and_not_tested() -> None:
    evaluation = scoring.evaluate(TEXTS, ["bleu"])
    assert evaluation.comparisons == ()
    assert evaluation.notices == ("3 segments: too few to test differences, which takes 6",)
    assert evaluation.systems[0].scores["BLEU"].interval is None
    assert evaluation.metrics[0].bootstrap_signature == ""
    assert scoring.evaluate(ALONE, ["bleu"]).notices == ()


def test_systems_of_one_name_are_told_apart() -> None:
    texts = replace(TEXTS, systems=[("hyp", HYPOTHESES), ("hyp", OTHERS)])
    assert [system.name for system in scoring.evaluate(texts, ["bleu"]).systems] == ["hyp", "hyp (2)"]


def test_a_metric_of_somebody_else_is_one_of_them() -> None:
    texts = many(2)

    def length(sources: Sequence[str], hypotheses: Sequence[str], references: References) -> list[float]:
        return [float(len(one)) for one in hypotheses]

    plugin = SegmentMean("length", "length:letters", length, texts.reference_texts[0], texts.reference_texts)
    evaluation = scoring.evaluate(texts, ["length", "chrf"], plugins={"length": plugin})
    assert [metric.name for metric in evaluation.metrics] == ["length", "chrF2"]
    lengths = [[len(one) for one in hypotheses] for hypotheses in texts.hypotheses]
    for system, expected in zip(evaluation.systems, lengths, strict=True):
        assert system.scores["length"].value == pytest.approx(sum(expected) / len(expected))
    assert [segment.outputs[0].scores["length"] for segment in evaluation.segments] == lengths[0]
    assert evaluation.comparisons[0].winner == "s0"
    assert evaluation.metrics[0].bootstrap_signature == "length:letters|bs:1000|seed:12345"


def test_each_term_has_its_place_in_every_system() -> None:
    evaluation = scoring.evaluate(TEXTS, ["bleu"], WANTED)
    first, second, third = evaluation.segments
    assert [(term.source, term.target) for term in first.terms] == [("Lawrow", "Lavrov"), ("Moskau", "Moscow")]
    assert [SOURCES[0][term.start : term.end] for term in first.terms] == ["Lawrow", "Moskau"]
    found = [
        [place and lines[0][slice(*place)] for place, lines in zip(term.places, (HYPOTHESES, OTHERS), strict=True)]
        for term in first.terms
    ]
    assert found == [["Lavrov", None], ["Moscow", "Moscow"]]
    assert second.terms == ()
    assert [[place is None for place in term.places] for term in third.terms] == [[True, False]]
    counts = [(one.terms.found, one.terms.occurrences) for one in evaluation.systems if one.terms]
    assert counts == [(2, 3), (2, 3)]


def test_forbidden_targets_are_counted_and_doubted() -> None:
    wanted = WantedTerms(Glossary((Term("Haus", "house", forbidden=("houses", "euros")),)))
    evaluation = scoring.evaluate(TEXTS, ["bleu"], wanted)
    terms = evaluation.systems[0].terms
    assert terms is not None
    # The target's own plural does not count.
    assert [(one.forbidden, one.found_in) for one in terms.forbidden] == [("euros", (3,)), ("houses", ())]
    assert evaluation.doubts["forbidden term"] == 1
    assert scoring.evaluate(TEXTS, ["bleu"], WANTED).doubts["forbidden term"] == 0


def test_no_terms_are_scored_that_nobody_wants() -> None:
    assert scoring.evaluate(TEXTS, ["bleu"]).systems[0].terms is None
    assert scoring.evaluate(replace(TEXTS, source=None), ["bleu"], WANTED).systems[0].terms is None


def test_term_edit_rates_are_counted_with_ter_only() -> None:
    with_ter, without_ter = (scoring.evaluate(TEXTS, [name], WANTED).systems[0].terms for name in ("ter", "bleu"))
    assert with_ter is not None
    assert with_ter.one_minus_term is not None
    assert without_ter is not None
    assert without_ter.one_minus_term is None


def test_doubts_need_the_source() -> None:
    checks = [{doubt.check for doubt in one.doubts} for one in scoring.evaluate(TEXTS, ["bleu"]).segments]
    assert checks[:2] == [set(), {"numbers"}]
    assert not any(one.doubts for one in scoring.evaluate(replace(TEXTS, source=None), ["bleu"]).segments)


def test_groups_are_scored_by_themselves() -> None:
    references = [*["The house is old."] * 6, *[" ".join(["word"] * 15)] * 7]
    outputs = [*["The home is old."] * 6, *references[6:]]
    texts = Texts([("hyp", outputs), ("ref", references)], [("ref", references)], documents=[*"ab" * 6, "b"])
    evaluation = scoring.evaluate(texts, ["chrf"])
    first, second = evaluation.by_length
    assert (first.segments, second.segments) == (6, 7)
    alone = CHRF().corpus_score(outputs[:6], [references[:6]]).score
    assert [scores["chrF2"] for scores in first.scores] == [pytest.approx(alone), pytest.approx(100)]
    assert [scores["chrF2"] for scores in second.scores] == [pytest.approx(100), pytest.approx(100)]
    assert evaluation.by_terms == ()
    assert [(group.label, group.segments) for group in evaluation.by_document] == [("a", 6), ("b", 7)]
    of_first = CHRF().corpus_score(outputs[:12:2], [references[:12:2]]).score
    assert evaluation.by_document[0].scores[0]["chrF2"] == pytest.approx(of_first)
    assert [segment.document for segment in evaluation.segments] == [*"ab" * 6, "b"]


def test_the_most_extreme_segments_come_first_and_not_all_of_them() -> None:
    references = [f"The house number {number} is old." for number in range(30)]
    worse = [" ".join(reference.split()[: 1 + number % 5]) for number, reference in enumerate(references)]
    evaluation = scoring.evaluate(Texts([("hyp", references), ("other", worse)], [("ref", references)]), ["chrf"])
    differences = {segment.number: segment.difference for segment in evaluation.segments}
    assert len(evaluation.best) == EXTREMES
    assert evaluation.worst == ()
    shown = [differences[number] or 0 for number in evaluation.best]
    assert shown == sorted(shown, reverse=True)
    assert min(shown) >= max(value or 0 for number, value in differences.items() if number not in evaluation.best)


def test_what_is_odd_comes_behind_what_is_told() -> None:
    texts = replace(ALONE, systems=[("hyp", ["", *HYPOTHESES[1:]])])
    evaluation = scoring.evaluate(texts, ["bleu"], notices=["from the memory"], sentences_per_second=2.5)
    assert evaluation.notices == ("from the memory", "hyp: line 1 is empty")
    assert evaluation.sentences_per_second == 2.5


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (replace(TEXTS, systems=[("hyp", HYPOTHESES), ("other", OTHERS[:2])]), "do not belong together"),
        (replace(TEXTS, documents=["a", "b"]), "2 ids of documents for 4 lines"),
        (replace(TEXTS, systems=[]), "nothing to score"),
        (replace(TEXTS, references=[]), "nothing to score"),
    ],
)
def test_texts_that_do_not_belong_together(texts: Texts, message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        scoring.evaluate(texts, ["bleu"])
