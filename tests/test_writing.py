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


@pytest.mark.parametrize("form", ["csv", "deepl", "tsv"])
def test_formulas_are_escaped_on_demand(form: str) -> None:
    term = Term("=cmd|x", "+1", "-", ("@a", "=b"), "=n", "", "=p", ("=f", "x"))
    escaped = [cell for line in writing.written([term], form, escape_formulas=True).decode().splitlines()
               for cell in line.replace("\t", ",").split(",")]  # fmt: skip
    assert "'=cmd|x" in escaped
    assert not [cell for cell in escaped if cell.strip('"').startswith(("=", "+", "-", "@"))]
    assert b"=cmd" in writing.written([term], form)
    assert b"'=cmd" not in writing.written([term], form)


def test_what_begins_as_a_formula_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("Deutsch,Englisch\n=cmd,+1\n-5 Grad,@home\n", encoding="utf-8")
    assert [(t.source, t.target) for t in reading.read(path).terms] == [("=cmd", "+1"), ("-5 Grad", "@home")]


def test_formats_without_formulas_have_none_to_escape() -> None:
    with pytest.raises(GlossaryError, match="xlsx: has no cells"):
        writing.written([Term("=a", "b")], "xlsx", escape_formulas=True)
