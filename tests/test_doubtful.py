"""The sentences that are shown on a terminal as those to look at first."""

from dataclasses import replace

from glossary.linked import LinkedText
from translate.checks import Doubt
from translate.commands import doubtful
from translate.commands.doubtful import Doubtful
from translate.documents.document import Document, Segment
from translate.report import Report, Translation

DOUBT = Doubt("confidence", "low")


def translation(number: int, confidence: float | None, *doubts: Doubt) -> Translation:
    source = f"Satz {number}."
    return Translation(
        Segment(0, len(source), source), LinkedText(f"Line {number}."), -0.5, "model", doubts=doubts,
        confidence=confidence,
    )  # fmt: skip


def report(*translations: Translation) -> Report:
    return Report(Document("a.txt", "", ()), b"", translations)


def test_of_those_to_look_at_the_lowest_come_first() -> None:
    made = report(
        translation(1, 0.3, DOUBT), translation(2, 0.1), translation(3, 0.2, DOUBT), translation(4, None, DOUBT)
    )
    assert [one.source for one in doubtful.first(made)] == ["Satz 3.", "Satz 1."]


def test_no_more_than_ten_of_all_articles() -> None:
    made = report(*(translation(number, number / 100, DOUBT) for number in range(30)))
    of_another = [Doubtful(0.005, "b.txt", "Haus.", "House.")]
    found = doubtful.least([*doubtful.first(made), *of_another])
    assert len(found) == doubtful.MOST
    assert [one.name for one in found[:3]] == ["a.txt", "b.txt", "a.txt"]


def test_german_and_english_stand_below_each_other() -> None:
    [one] = doubtful.first(report(translation(1, 0.07, DOUBT)))
    assert list(doubtful.lines([one], several=False)) == ["   7%  Satz 1.", "       Line 1."]
    assert list(doubtful.lines([one], several=True)) == ["   7%  a.txt: Satz 1.", "       Line 1."]


def test_a_long_sentence_is_cut() -> None:
    [german, _] = doubtful.lines([Doubtful(0.1, "a.txt", "Haus " * 500, "House.")], several=False)
    assert german.endswith("…")
    assert len(german) < 200


def test_the_summary_says_how_many_may_be_wrong() -> None:
    made = report(translation(1, 0.9), translation(2, 0.4), translation(3, 0.2, DOUBT))
    assert made.summary() == "3 sentences; about 2 of 3 sentences may be wrong, 1 to look at first"
    assert report(translation(1, 0.9), translation(2, 0.4)).summary() == (
        "2 sentences; about 1 of 2 sentences may be wrong"
    )
    assert report(translation(1, 0.9)).summary() == "1 sentence"
    assert report(replace(made.translations[2], confidence=None)).summary() == (
        "1 sentence; 1 of 1 sentence may be wrong"
    )


def test_the_confidence_of_a_document_is_the_mean_of_its_sentences() -> None:
    made = report(translation(1, 0.9), translation(2, 0.4), translation(3, None))
    assert (made.confidence, made.lowest_confidence) == (0.65, 0.4)
    assert (report().confidence, report().lowest_confidence) == (None, None)
