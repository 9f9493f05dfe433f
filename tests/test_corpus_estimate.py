"""What a run will take, told beforehand, while it runs, and at its end."""

from pathlib import Path

import pytest
from corpus_translators import hostile
from test_corpus_run import Inside, source, texts, written

from glossary.terms import Glossary, Term
from translate.commands import corpus_progress
from translate.corpus import describing
from translate.corpus.columns import Columns
from translate.corpus.estimate import ROWS, Estimate, estimated
from translate.corpus.rounds import Counts
from translate.corpus.run import Selection, State
from translate.corpus.summary import Summary
from translate.options import Options, Style

COLUMNS = Columns("text", id="id")


def estimate(folder: Path, selection: Selection) -> Estimate:
    return estimated(source(folder, selection), COLUMNS, Inside(hostile, COLUMNS), 4)


def test_an_estimate_is_made_of_a_hundred_rows_of_all(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [f"{text} Und noch einer." for text in texts(900)])
    found = estimate(folder, Selection())
    assert found.rows == 900
    assert ROWS <= found.tried <= ROWS + 10
    assert found.sentences == 1800
    assert found.core_hours == pytest.approx(found.seconds * 4 / 3600)
    assert found.errors == 0


def test_an_estimate_knows_what_is_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [*texts(199), "RAISE"])
    assert estimate(folder, Selection(where="id < 50")).rows == 50
    assert estimate(folder, Selection(sample=0.5)).rows == 100
    assert estimate(folder, Selection(limit=7)).rows == 7
    assert estimate(written(tmp_path / "none", []), Selection()).rows == 0
    assert estimate(written(tmp_path / "few", ["RAISE"]), Selection()).errors == 1


def test_an_estimate_in_words() -> None:
    told = Estimate(1_234_567, 20_000_000, 360_000, 200, 100, 2)
    assert told.lines(0.04) == [
        "about 1,234,567 rows with 20,000,000 sentences: 100.0 hours here, 200.0 hours of a core, which cost 8.00",
        "guessed from 100 rows",
        "2 of these have an error",
    ]
    assert told.as_dict(0.04)["cost"] == 8
    assert told.as_dict(None)["cost"] is None


def test_a_summary_in_words() -> None:
    nothing = Summary(Counts(), 12, 0, 0, 0, 0.5, "out")
    assert nothing.line() == "out: there was nothing to translate; 12 rows done before"
    counts = Counts(1200, 100, 1, 5000, 40, 1, 90)
    assert Summary(counts, 0, 4000, 0, 5, 100.0, "out").line() == (
        "out: 1,200 rows in 5 parts (100 with the text of another); 5,000 sentences, 40.0 a second; 39 of 40 terms in "
        "place; 90 sentences to look at; 1 row with an error"
    )


def test_a_line_of_progress() -> None:
    state = State(Counts(rows=250, errors=2), 50, 1000, 900)
    assert corpus_progress.line(state, 61.25, 100) == ("300 of about 1,000 rows, 61.2 sentences/s, 2 errors, 4:40 left")
    assert corpus_progress.line(State(Counts()), None, 0) == "0 of about 0 rows"


def test_elsewhere_than_on_a_terminal_a_line_comes_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = [float(second) for second in range(0, 200, 5)]
    clock = [0.0]
    with corpus_progress.shown(lambda: clock[0]) as watch:
        for second in seconds:
            clock[0] = second
            watch(State(Counts(rows=int(second)), 0, 1000, int(second)))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("60 of about 1,000 rows, 1.0 sentences/s")


def test_what_an_output_depends_on() -> None:
    def of(options: Options, *terms: Term, columns: Columns = COLUMNS) -> dict[str, object]:
        return dict(describing.described(options, Glossary(terms), columns, "key", None).settings)

    plain = of(Options(), Term("Lawrow", "Lavrov", origin="a.tsv:2"))
    assert of(Options(), Term("Lawrow", "Lavrov", origin="other.tsv:9", note="a")) == plain
    assert of(Options(threads=7, memory=False), Term("Lawrow", "Lavrov")) == plain
    for other in (
        of(Options(), Term("Lawrow", "Lawrow")),
        of(Options(), Term("Lawrow", "Lavrov", forbidden=("Lawrow",))),
        of(Options()),
        of(Options(style=Style(quotes="curly")), Term("Lawrow", "Lavrov")),
        of(Options(names=False), Term("Lawrow", "Lavrov")),
        of(Options(), Term("Lawrow", "Lavrov"), columns=Columns("text", prefix="en_")),
    ):
        assert other != plain
