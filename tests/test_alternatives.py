"""Other translations of a sentence, from the engine to the server."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import FakeEngine
from server_client import client_of

from glossary.linked import LinkedText
from glossary.terms import Glossary, Sentence, Term, TermMatch
from translate.api import Translator
from translate.decoding import enforcing
from translate.engines import loading
from translate.engines.base import Engine, Hypothesis, Request
from translate.formats.plain import PlainText
from translate.options import EngineName, Options

SOURCE = "Der Minister traf Lawrow mit 12 Mann."
LAVROV = Term("Lawrow", "Lavrov", "person")


@dataclass
class Several(FakeEngine):
    """Has the hypotheses that it is given."""

    texts: tuple[str, ...] = ()
    asked: list[Request] = field(default_factory=list)

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        self.asked.append(request)
        return [Hypothesis(self.tokenizer.pieces(text), LinkedText(text), -0.1) for text in self.texts[:count]]


def of_translator(engine: Engine, text: str, count: int = 3) -> list[str]:
    translator = Translator(glossary=Glossary((LAVROV,)), memory=False).with_engine(engine)
    form = PlainText()
    return [report.text for report in translator.alternatives(form.document(text), form, count)]


def test_only_what_has_every_term_of_itself_is_taken() -> None:
    engine = Several(texts=("The minister met Lavrov.", "The minister met Lawrow.", "The minister saw Lavrov.", "No"))
    sentence = Sentence(SOURCE, (TermMatch(LAVROV, 18, 24),))
    made = enforcing.alternatives(engine, sentence, 4)
    assert [one.hypothesis.text for one in made] == ["The minister met Lavrov.", "The minister saw Lavrov."]
    assert {one.steps for one in made} == {("hint",)}
    [request] = engine.asked
    assert [hint.target for hint in request.hints] == ["Lavrov"]


def test_alternatives_differ_in_words_and_bring_no_doubts() -> None:
    texts = (
        "The minister met Lavrov with 12 men.",
        "The minister met Lavrov, with 12 men.",
        "The minister saw Lavrov with 12 men.",
        "The minister saw Lavrov with 13 men.",
        "THE MINISTER saw Lavrov with 12 men.",
        "He met Lavrov with 12 men.",
    )
    engine = Several({"Der": "The", "Minister": "minister", "traf": "met", "mit": "with", "Mann": "men"}, texts=texts)
    first, *others = of_translator(engine, SOURCE)
    assert first == "The minister met Lavrov with 12 men."
    assert others == ["The minister saw Lavrov with 12 men.", "He met Lavrov with 12 men."]
    assert of_translator(engine, SOURCE, 1) == [first, others[0]]


def test_each_text_has_others_for_all_of_its_sentences() -> None:
    engine = FakeEngine({"Das": "The", "Haus": "house"})
    made = of_translator(engine, "Das Haus.\n\n- 12\n\nDas Haus 12345.", 2)
    assert made == ["The house.\n\n- 12\n\nThe house 12345.", "Indeed the house.\n\n- 12\n\nIndeed the house 12345.",
                    "Surely the house.\n\n- 12\n\nSurely the house 12345."]  # fmt: skip
    assert of_translator(engine, "", 2) == [""]


def test_a_sentence_that_goes_in_parts_has_none() -> None:
    engine = FakeEngine(max_source_length=30, split_length=20)
    text = "Haus und Hof, " * 12 + "Haus."
    assert len(of_translator(engine, text)) == 1


def test_the_server_tells_all_of_each(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        told = client.post("/v1/alternatives", json={"text": "Lawrow. Das Haus ist alt.", "count": 2})
        of_terms = client.post(
            "/v1/alternatives", json={"text": "Das Haus.", "terms": [{"source": "Haus", "target": "manor"}]}
        )
    alternatives = told.json()["alternatives"]
    assert [one["translation"] for one in alternatives] == [
        "Indeed Lavrov. The house is old.", "Surely Lavrov. The house is old.",
    ]  # fmt: skip
    [term] = alternatives[0]["terms"]
    assert alternatives[0]["translation"][term["target_start"] : term["target_end"]] == "Lavrov"
    assert "/" not in term["origin"]
    assert "manor" in of_terms.json()["alternatives"][0]["translation"]


@pytest.mark.parametrize("count", [0, 6, "2", None, True])
def test_counts_that_cannot_be_are_told(count: object, tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        answer = client.post("/v1/alternatives", json={"text": "Haus", "count": count})
    assert answer.status_code == (200 if count is True else 400)


def test_libretranslates_clients_get_them_too(tmp_path: Path) -> None:
    asked = {"source": "de", "target": "en", "format": "html"}
    with client_of(tmp_path) as client:
        one = client.post("/translate", json={"q": "<p>Das <b>Haus</b></p>", "alternatives": 1, **asked})
        several = client.post("/translate", json={"q": ["Das Haus", "Wir"], "alternatives": 2, **asked})
        none = client.post("/translate", json={"q": "Das Haus", **asked})
    assert one.json()["translatedText"] == "<p>The <b>house</b></p>"
    assert len(one.json()["alternatives"]) == 1
    assert "<b>house</b>" in one.json()["alternatives"][0]
    assert several.json()["alternatives"] == [
        ["Indeed the house", "Surely the house"], ["Indeed We", "Surely We"],
    ]  # fmt: skip
    assert "alternatives" not in none.json()


@pytest.mark.model
@pytest.mark.parametrize("name", ["ct2", "torch"])
def test_both_engines_have_several(name: EngineName) -> None:
    engine = loading.load(Options(engine=name), print)
    request = Request("Die Regierung hat das Gesetz verabschiedet.")
    made = engine.alternatives(request, 6)
    assert len({one.tokens for one in made}) == 6
    assert [one.score for one in made] == pytest.approx(sorted((one.score for one in made), reverse=True), abs=0.15)
    assert made[0].text == engine.translate([request])[0].text
    assert all(one.linked.links for one in made)
    assert engine.alternatives(Request(""), 3)[0].text == ""
