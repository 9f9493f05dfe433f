"""deen from Python: `Translator`, with the bundled model where one is needed."""

import os
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT, FakeEngine

from glossary.errors import GlossaryError
from glossary.terms import Glossary, Term
from translate import Translator
from translate.engines import loading
from translate.engines.base import Hypothesis, Request
from translate.errors import DocumentError, EngineError, ModelError


def glossary(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text("\n".join(["source\ttarget", *rows, ""]), encoding="utf-8")
    return path


def with_engine(translator: Translator, engine: FakeEngine | None = None) -> FakeEngine:
    """The translator gets an engine without a model."""
    engine = engine or FakeEngine()
    translator.__dict__["engine"] = engine
    return engine


def steps(translator: Translator, text: str) -> list[tuple[str, str]]:
    return [
        (outcome.match.term.source, outcome.match.term.target)
        for translation in translator.translate(text).translations
        for outcome in translation.terms
    ]


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.filterwarnings("ignore:preparing de-en")
def test_the_lines_of_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    exec(code, names)
    printed = capsys.readouterr().out
    assert "Lavrov" in printed
    assert "Kyiv" in printed
    assert "Lawrow" not in printed


def test_the_readme_names_what_a_report_has() -> None:
    translator = Translator(memory=False)
    with_engine(translator)
    report = translator.translate("Der Minister traf Lawrow. Das Haus ist alt.")
    assert [one.segment.text for one in report.translations] == ["Der Minister traf Lawrow.", "Das Haus ist alt."]
    assert all(isinstance(one.score, float) for one in report.translations)
    told = report.as_dict()
    assert isinstance(told["segments"], list)
    assert [segment["source"] for segment in told["segments"]] == [one.segment.text for one in report.translations]


@pytest.mark.model
def test_a_model_by_name_and_by_directory_are_the_same() -> None:
    by_name = Translator("de-en", memory=False)
    by_directory = Translator(model=ROOT / "translate" / "models" / "de-en", memory=False)
    assert by_name.engine.facts.key == by_directory.engine.facts.key
    text = "Das Haus ist alt."
    assert by_name.translate(text).text == by_directory.translate(text).text != text


@pytest.mark.model
@pytest.mark.parametrize("beam_size", [1, 3])
def test_the_beam_size_reaches_the_engine(beam_size: int) -> None:
    assert f"beam{beam_size}" in Translator(beam_size=beam_size).engine.facts.key


def test_files_go_over_the_shipped_glossary(tmp_path: Path) -> None:
    shipped, own = Translator(memory=False), Translator(glossary=[glossary(tmp_path, "Lawrow\tLavroff")], memory=False)
    for translator in (shipped, own):
        with_engine(translator)
    assert steps(shipped, "Lawrow war in Kiew.") == [("Lawrow", "Lavrov"), ("Kiew", "Kyiv")]
    assert steps(own, "Lawrow war in Kiew.") == [("Lawrow", "Lavroff"), ("Kiew", "Kyiv")]
    assert "Lavroff" in own.translate("Lawrow war in Kiew.").text


def test_names_of_files_may_be_strings(tmp_path: Path) -> None:
    translator = Translator(glossary=[str(glossary(tmp_path, "Haus\tcottage"))], memory=False)
    with_engine(translator)
    assert ("Haus", "cottage") in steps(translator, "Das Haus ist alt.")


def test_a_glossary_stands_alone() -> None:
    translator = Translator(glossary=Glossary.merge([Term("Kiew", "Kieff")]), memory=False, names=False)
    with_engine(translator)
    assert steps(translator, "Lawrow war in Kiew.") == [("Kiew", "Kieff")]


def test_names_that_the_glossary_lacks_are_found_beside_it() -> None:
    translator = Translator(glossary=Glossary.merge([Term("Kiew", "Kieff")]), memory=False)
    with_engine(translator)
    assert steps(translator, "Lawrow war in Kiew.") == [("Lawrow", "Lavrov"), ("Kiew", "Kieff")]


def test_none_enforces_nothing() -> None:
    translator = Translator(glossary=None, memory=False)
    engine = with_engine(translator)
    report = translator.translate("Lawrow war in Kiew.")
    assert report.terms.total() == 0
    assert report.text == "Lawrow war in Kiew."
    assert all(not request.hints for call in engine.calls for request in call)


def test_a_glossary_for_one_article_only() -> None:
    translator = Translator(memory=False)
    with_engine(translator)
    once = translator.translate("Lawrow kam.", glossary=Glossary.merge([Term("Lawrow", "Lavroff")]))
    assert "Lavroff" in once.text
    assert steps(translator, "Lawrow kam.") == [("Lawrow", "Lavrov")]


def test_one_line_in_one_line_out() -> None:
    translator = Translator(memory=False)
    with_engine(translator)
    lines = ["Das Haus ist alt. Der Hund auch.", "", "  Kiew   ist\tweit. ", "-", "Das Haus ist alt. Der Hund auch."]
    translations = translator.translate_lines(lines)
    assert [one.segment.text for one in translations] == [" ".join(line.split()) for line in lines]
    assert [one.text == "" for one in translations] == [line == "" for line in lines]
    assert "Kyiv" in translations[2].text
    assert all("\n" not in one.text for one in translations)
    assert translator.translate_lines([]) == []


@pytest.mark.model
def test_the_model_keeps_to_the_lines() -> None:
    lines = ["Das Haus ist alt. Der Hund auch.", "", "Kiew ist weit."]
    translations = Translator(memory=False).translate_lines(lines)
    assert [bool(one.text) for one in translations] == [True, False, True]
    assert "Kyiv" in translations[2].text


def test_terms_count_in_their_own_line_and_win() -> None:
    translator = Translator(memory=False)
    with_engine(translator)
    own = [[Term("Kiew", "Kieff"), Term("Haus", "cottage")], []]
    first, second = translator.translate_lines(["Das Haus in Kiew."] * 2, own)
    assert {"Kieff", "cottage"} <= set(re.findall(r"\w+", first.text))
    assert "Kyiv" in second.text
    assert "cottage" not in second.text
    with pytest.raises(ValueError, match="shorter"):
        translator.translate_lines(["eins", "zwei"], [[]])


def test_progress_is_told_up_to_the_end() -> None:
    translator = Translator(memory=False)
    with_engine(translator)
    told: list[tuple[int, int]] = []
    translator.translate(
        "\n\n".join(f"Das Haus Nummer {n} ist alt." for n in range(300)), progress=lambda *at: told.append(at)
    )
    assert told == sorted(told)
    assert len(told) > 1
    assert told[-1] == (300, 300)
    told.clear()
    translator.translate_lines(["Das Haus."] * 3, progress=lambda *at: told.append(at))
    assert told[-1] == (3, 3)


def test_the_memory_answers_the_second_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path))
    origins = []
    for memory in (True, True, False):
        translator = Translator(memory=memory)
        with_engine(translator)
        origins += [one.origin for one in translator.translate("Das Haus ist alt.").translations]
    assert origins == ["model", "memory", "model"]


def test_without_repair_the_text_is_taken_as_it_is() -> None:
    for repair in (True, False):
        translator = Translator(repair=repair, memory=False)
        with_engine(translator)
        report = translator.translate("Das war ein außergewöhnlicher BesuchVorangegangen waren Zwischenfälle.")
        assert any(one.segment.repairs for one in report.translations) == repair


@pytest.mark.parametrize("model", ["nowhere", "./nowhere/at-all", Path("/nowhere")])
def test_a_model_that_is_not_there(model: str | Path) -> None:
    with pytest.raises(ModelError, match=r"no such model; give a bundled one .*de-en"):
        Translator(model=model, memory=False).translate("Das Haus.")


def test_a_directory_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json") as raised:
        Translator(model=str(tmp_path)).translate("Das Haus.")
    assert str(tmp_path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_glossary_that_is_not_there_or_broken(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError) as raised:
        Translator(glossary=[tmp_path / "missing.tsv"])
    assert str(tmp_path / "missing.tsv") in str(raised.value)
    broken = glossary(tmp_path, "Kiew\tKyiv", "only one cell")
    with pytest.raises(GlossaryError, match=r"own\.tsv:3: "):
        Translator(glossary=[broken])


def test_one_file_by_itself_is_told_apart_from_several(tmp_path: Path) -> None:
    """A path is not a list of its letters."""
    path = glossary(tmp_path, "Haus\tcottage")
    for given in (path, str(path)):
        translator = Translator(glossary=given, memory=False)
        with_engine(translator)
        assert ("Haus", "cottage") in steps(translator, "Das Haus ist alt.")


def test_notices_go_where_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "memory.sqlite3").write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path))
    told: list[str] = []
    translator = Translator(notify=told.append)
    with_engine(translator)
    assert "Haus" in translator.translate("Das Haus ist alt.").text
    assert len(told) == 1
    assert "memory" in told[0]


class Broken(FakeEngine):
    """Must not be asked."""

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        assert not requests
        return []


@pytest.mark.parametrize("text", ["", "\n\n", "***\n"])
def test_what_has_no_sentence_comes_back_as_it_is(text: str) -> None:
    translator = Translator(memory=False)
    with_engine(translator, Broken())
    assert translator.translate(text).text == text


def test_a_file_is_translated_in_its_own_format(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Er traf <b>Lawrow</b>.", encoding="utf-8")
    translator = Translator(memory=False)
    with_engine(translator)
    report = translator.translate_file(page)
    assert report.data == b"<p>Er traf <b>Lavrov</b>."
    assert report.document.name == str(page)
    both = translator.translate_file(page, bilingual=True).text
    assert both == '<p>Er traf <b>Lawrow</b>.<br><span lang="en">Er traf <b>Lavrov</b>.</span>'
    with pytest.raises(DocumentError, match="cannot be read"):
        translator.translate_file(tmp_path / "none.html")


def _in_threads(translator: Translator, count: int, texts: Sequence[str]) -> None:
    """Translate texts in threads, which all begin at once, and compare with what one after the other gives."""
    wanted = [translator.translate(text).text for text in texts]
    together = threading.Barrier(count)

    def translated(number: int) -> str:
        together.wait()
        return translator.translate(texts[number % len(texts)]).text

    with ThreadPoolExecutor(count) as pool:
        assert list(pool.map(translated, range(count))) == [wanted[number % len(texts)] for number in range(count)]


TEXTS = [
    f"Der Minister {number} traf Lawrow. Das Haus {number} ist alt.\n\nAm {number}. Mai." for number in range(1, 9)
]


def test_two_hundred_threads_share_a_translator() -> None:
    _in_threads(Translator(notify=pytest.fail).with_engine(FakeEngine({"Das": "The"})), 200, TEXTS)


def test_of_many_threads_one_loads_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[FakeEngine] = []

    def load(*_: object) -> FakeEngine:
        time.sleep(0.05)
        loaded.append(FakeEngine())
        return loaded[-1]

    monkeypatch.setattr(loading, "load", load)
    translator = Translator(memory=False)
    with ThreadPoolExecutor(20) as pool:
        assert len(set(map(id, pool.map(lambda _: translator.engine, range(20))))) == 1
    assert len(loaded) == 1


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.filterwarnings("ignore:preparing de-en")
def test_threads_share_the_bundled_model() -> None:
    _in_threads(Translator(memory=False, notify=lambda _: None), 4, TEXTS[:4])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_in_a_forked_process_it_says_so_instead_of_hanging() -> None:
    translator = Translator(memory=False).with_engine(FakeEngine())
    translator.translate("Das Haus.")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        told = "nothing"
        try:
            translator.translate("Das Haus.")
        except EngineError as error:
            told = str(error)
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    assert "forked" in told
    assert "\n" not in told
    # Here it goes on.
    assert translator.translate("Das Haus.").text == "Das Haus."
