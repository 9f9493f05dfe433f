import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from made_terms import TERMS

from glossary.errors import GlossaryError
from glossary.exchange import reading, writing
from glossary.terms import Term


@pytest.mark.parametrize("form", sorted(set(writing.FORMS) - {"deepl"}))
@given(made=TERMS)
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, form: str, made: list[Term]
) -> None:
    path = tmp_path_factory.mktemp("written") / f"g.{form}"
    path.write_bytes(writing.written(made, form))
    assert [replace(term, origin="") for term in reading.read(path).terms] == made


@given(made=TERMS)
def test_deepl_has_source_and_target(tmp_path_factory: pytest.TempPathFactory, made: list[Term]) -> None:
    path = tmp_path_factory.mktemp("written") / "g.csv"
    path.write_bytes(writing.written(made, "deepl"))
    assert list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))) == [
        [term.source, term.target, "de", "en"] for term in made
    ]
    assert [(t.source, t.target) for t in reading.read(path).terms] == [(t.source, t.target) for t in made]


@pytest.mark.parametrize("target", ["target", "spring"])
@pytest.mark.parametrize("form", ["csv", "deepl", "tsv"])
def test_a_term_that_is_called_source_is_no_header(tmp_path: Path, form: str, target: str) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes(writing.written([Term("Source", target)], form))
    assert [(t.source, t.target) for t in reading.read(path).terms] == [("Source", target)]


def test_a_name_tells_the_format_or_is_refused() -> None:
    assert writing.form_of(Path("a/Names.XLSX")) == "xlsx"
    with pytest.raises(GlossaryError, match=r"names: .*--format: tsv, csv, deepl"):
        writing.form_of(Path("names"))
