"""Words that the model hardly knows, from the text to the report: with a dictionary and without."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import FakeEngine

from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.terms import LEXICON, Glossary, Term
from translate import Translator, pipeline
from translate.cli import deen
from translate.engines.base import Hypothesis, Request
from translate.formats.plain import PlainText
from translate.lexicon import store, table
from translate.lexicon.lookup import SHIPPED, Lexicon, shipped
from translate.lexicon.words import Word
from translate.memory import Memory
from translate.pages import article
from translate.report import Report

WORDS = {"Das": "The", "Haus": "house", "hat": "has", "ist": "is", "alt": "old", "Die": "The", "den": "the"}
KNOWN = frozenset({*WORDS, "das", "die", "eine", "einen"})


@dataclass
class Made:
    """A dictionary of a few words; `asked` collects what it was asked for."""

    words: Mapping[str, tuple[str, ...]]
    key: str = "made"
    made_for: frozenset[str] = frozenset()
    asked: list[frozenset[str]] = field(default_factory=list)

    def find(self, words: Iterable[str]) -> dict[str, Sequence[Word]]:
        wanted = frozenset(words)
        self.asked.append(wanted)
        return {one: (Word(one, self.words[one], "noun"),) for one in wanted if one in self.words}

    def is_for(self, word: str) -> bool:
        return word in self.made_for


DICTIONARY = {"Särge": ("coffins", "caskets"), "Rettungstrupps": ("rescue parties",)}


def translate(
    text: str,
    engine: FakeEngine,
    dictionary: Made | None,
    kept: Memory | None = None,
    glossary: Glossary | None = None,
) -> Report:
    document = PlainText().document(text)
    found = [Matcher(glossary or Glossary()).survey(segment.text) for segment in document.segments]
    made = pipeline.translate(document.segments, found, engine, kept, dictionary=dictionary)
    return Report.of(document, PlainText(), made)


def engine(**words: str) -> FakeEngine:
    return FakeEngine({**WORDS, **words}, known=KNOWN)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite3", pytest.fail)


def test_a_rare_word_is_hinted_and_told(memory: Memory) -> None:
    for origin in ("model", "memory"):
        own = engine()
        report = translate("Das Haus hat Särge.", own, Made(DICTIONARY), memory)
        assert report.text == "The house has coffins."
        [translation] = report.translations
        assert translation.origin == origin
        [outcome] = translation.terms
        assert (outcome.step, outcome.match.term) == ("lexicon", Term("Särge", "coffins", origin=LEXICON))
        assert outcome.place is not None
        assert translation.text[slice(*outcome.place)] == "coffins"
        assert (report.terms["lexicon"], report.exit_code) == (1, 0)
        assert "1 rare word from a lexicon" in report.summary()
        assert "terms in place" not in report.summary()
        assert [len(call) for call in own.calls] == ([1] if origin == "model" else [])


def test_what_nobody_knows_is_told_too(memory: Memory) -> None:
    for _ in range(2):
        report = translate("Das Haus hat Zwirbelwarte. Die Zwirbelwarte ist alt.", engine(), Made(DICTIONARY), memory)
        assert report.unknown_words == {"Zwirbelwarte": 2}
        assert [one.unknown for one in report.translations] == [((13, 25),), ((4, 16),)]
        assert not any(one.terms for one in report.translations)
        told = json.loads(json.dumps(report.as_dict()))
        assert told["unknown_words"] == [{"word": "Zwirbelwarte", "count": 2}]
        assert told["segments"][0]["unknown_words"] == [{"word": "Zwirbelwarte", "start": 13, "end": 25}]


@dataclass
class Deaf(FakeEngine):
    """Takes no notice of hints if there are more than `most`, or one of them is `unheard`."""

    most: int = 0
    unheard: str = ""

    def _one(self, request: Request) -> Hypothesis:
        is_heard = len(request.hints) <= self.most and all(hint.target != self.unheard for hint in request.hints)
        return super()._one(request if is_heard else replace(request, hints=()))

    def hints(self) -> list[list[int]]:
        """How many hints there were, for each request of each call."""
        return [[len(request.hints) for request in call] for call in self.calls]


@pytest.mark.parametrize("english", ["coffins", "caskets", "casket"])
def test_where_a_hint_does_not_serve_and_the_draft_has_the_word_that_stands(english: str) -> None:
    own = Deaf({**WORDS, "Särge": english}, known=KNOWN)
    report = translate("Das Haus hat Särge.", own, Made(DICTIONARY))
    assert report.text == f"The house has {english}."
    # Only where the text has the very word there is no doubt about the hint.
    assert own.hints() == ([[1]] if english == "coffins" else [[1], [0]])
    assert bool(report.translations[0].terms) == (english == "coffins")


@pytest.mark.parametrize(
    ("unheard", "text", "words"),
    [
        ("", "The house has coffins, Rettungstrupps.", ["coffins"]),
        ("coffins", "The house has Särge, rescue parties.", ["rescue parties"]),
    ],
)
def test_where_all_hints_together_do_not_serve_one_may(unheard: str, text: str, words: list[str]) -> None:
    own = Deaf(WORDS, known=KNOWN, most=1, unheard=unheard)
    report = translate("Das Haus hat Särge, Rettungstrupps.", own, Made(DICTIONARY))
    assert report.text == text
    assert [outcome.match.term.target for one in report.translations for outcome in one.terms] == words
    # Both hints are not tried again beside the draft; each alone is, at the same time.
    assert own.hints() == [[2], [0], [1, 1]]


def test_a_hint_that_takes_the_negation_away_does_not_serve() -> None:
    class Careless(FakeEngine):
        def _one(self, request: Request) -> Hypothesis:
            made = super()._one(request)
            return replace(made, linked=LinkedText(made.text.replace(" not", ""))) if request.hints else made

    words = {**WORDS, "nicht": "not", "Särge": "boxes"}
    report = translate("Das Haus hat nicht Särge.", Careless(words, known={*KNOWN, "nicht"}), Made(DICTIONARY))
    assert report.text == "The house has not boxes."


def test_a_hint_that_ends_in_a_loop_does_not_serve() -> None:
    class Looping(FakeEngine):
        def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
            looped = LinkedText("coffins " * 30)
            made = super().translate(requests, repetition_penalty=repetition_penalty)
            first = repetition_penalty == 1.0
            return [replace(h, linked=looped) if r.hints and first else h for r, h in zip(requests, made, strict=True)]

    report = translate("Das Haus hat Särge.", Looping(WORDS, known=KNOWN), Made(DICTIONARY))
    assert report.text == "The house has Särge."
    assert not report.translations[0].doubts


def test_what_the_model_knows_is_not_looked_up() -> None:
    dictionary = Made({"Haus": ("dwelling",)})
    report = translate("Das Haus ist alt.", engine(), dictionary)
    assert report.text == "The house is old."
    assert dictionary.asked == []


def test_what_a_lexicon_is_for_is_looked_up_though_the_model_knows_it() -> None:
    dictionary = Made({"Haus": ("dwelling",)}, made_for=frozenset({"Haus"}))
    report = translate("Das Haus ist alt.", engine(), dictionary)
    assert report.text == "The dwelling is old."
    assert report.unknown_words == {}


def test_forms_of_what_a_lexicon_is_for_are_looked_up_those_of_other_words_are_not() -> None:
    known = frozenset({"Das", "Haus", "alt", "ist", "Parzellen", "Truppe", "Truppen", "grobe", "groben", "maroden"})
    dictionary = Made({}, made_for=frozenset({"Parzelle", "Trupp", "grob", "marode"}))
    asked = (("Parzellen", True), ("Truppen", False), ("Haus", False), ("groben", True), ("maroden", True))
    for word, is_asked in asked:
        pipeline_asked = translate(f"Das Haus ist alt, {word}.", FakeEngine(WORDS, known=known), dictionary)
        assert pipeline_asked.exit_code == 0
        assert any(word in asked for asked in dictionary.asked) == is_asked, word


def test_the_lexicon_that_ships_takes_no_masculine_for_a_comparative() -> None:
    """`ein autoritärer Staat` is authoritarian, not more so than others."""
    forms = [one for several in shipped().values() for one in several if one.part == "adj" and one.german[-2:] == "er"]
    assert [one.german for one in forms if any(sense.startswith("more ") for sense in one.senses)] == []


def test_the_lexicon_that_ships_is_for_its_words() -> None:
    lexicon = Lexicon.own(pytest.fail)
    asked = ["Foulelfmeter", "chinafreundlich", "Haus", "Häuser", "gut", "\udc80"]
    assert [lexicon.is_for(word) for word in asked] == [True, True, False, False, False, False]
    assert not Lexicon([], pytest.fail).is_for("Foulelfmeter")


def test_without_a_dictionary_all_is_as_it_was() -> None:
    for own, dictionary in ((engine(), None), (FakeEngine(WORDS), Made(DICTIONARY))):
        report = translate("Das Haus hat Särge und Zwirbelwarten.", own, dictionary)
        assert len(own.calls) == 1
        assert not report.unknown_words
        assert not report.terms


def test_a_model_that_takes_no_hints_is_asked_once() -> None:
    own = FakeEngine(WORDS, known=KNOWN, takes_hints=False)
    assert translate("Das Haus hat Särge.", own, Made(DICTIONARY)).text == "The house has Särge."
    assert len(own.calls) == 1


def test_terms_come_first() -> None:
    glossary = Glossary((Term("Särge", "boxes"), Term("Lawrow", "Lavrov")))
    dictionary = Made({**DICTIONARY, "Lawrow": ("law row",)})
    report = translate("Das Haus hat Särge den Lawrow den Rettungstrupps.", engine(), dictionary, glossary=glossary)
    assert report.text == "The house has boxes the Lavrov the rescue parties."
    assert [outcome.step for outcome in report.translations[0].terms] == ["hint", "hint", "lexicon"]
    assert report.summary().startswith("1 sentence; 2 of 2 terms in place; 1 rare word from a lexicon")


def test_the_page_tells_them_from_terms_and_lists_what_nobody_knows() -> None:
    glossary = Glossary((Term("Lawrow", "Lavrov"),))
    text = "Das Haus hat Särge den Lawrow. Das Haus hat Zwirbelwarten."
    page = article.render(translate(text, engine(), Made(DICTIONARY), glossary=glossary))
    assert "<dt>Terms in place</dt><dd>1 of 1</dd>" in page
    assert "Words that neither the model nor a lexicon knows (1)" in page
    assert '<b lang="de">Zwirbelwarten</b> <a href="#t2"' in page


def test_what_is_copied_is_not_looked_up() -> None:
    dictionary = Made({"Särge": ("coffins",)})
    report = translate("Das Haus hat www.Särge.de und `Särge`.", engine(), dictionary)
    assert "coffins" not in report.text
    assert not report.unknown_words.keys() & {"Särge", "www"}


def test_places_are_those_of_the_sentence_whatever_was_left_out_or_cut() -> None:
    text = "Das <b>Haus</b> hat 🙂 Särge, " * 12 + "Das Haus hat Zwirbelwarten."
    own = FakeEngine(WORDS, known=KNOWN, split_length=40)
    [translation] = translate(text, own, Made(DICTIONARY)).translations
    source = translation.segment.text
    spans = [outcome.match.span for outcome in translation.terms if outcome.step == "lexicon"]
    # A model is trained with few hints in a sentence, and this one goes in parts.
    assert 4 < len(set(spans)) == len(spans) <= 12
    assert {source[slice(*span)] for span in spans} == {"Särge"}
    assert [source[slice(*span)] for span in translation.unknown] == ["Zwirbelwarten"]
    assert translation.text.count("coffins") == len(spans)
    places = [outcome.place for outcome in translation.terms if outcome.step == "lexicon"]
    assert {translation.text[slice(*place)] for place in places if place} == {"coffins"}


@dataclass
class Spoilt(FakeEngine):
    """Loses the rest of a sentence over a hint."""

    def _one(self, request: Request) -> Hypothesis:
        if request.hints:
            return super()._one(Request(request.source[: request.hints[-1].end], request.hints))
        return super()._one(request)


def test_a_hint_that_does_harm_is_not_taken() -> None:
    own = Spoilt(WORDS, known=KNOWN)
    report = translate("Das Haus hat Särge den Haus ist alt.", own, Made(DICTIONARY))
    assert report.text == "The house has Särge the house is old."
    assert report.translations[0].terms == ()
    assert len(own.calls) == 2


def test_another_dictionary_is_another_translation(memory: Memory) -> None:
    texts = [
        translate("Das Haus hat Särge.", engine(), dictionary, memory).text
        for dictionary in (None, Made({}, "a"), Made(DICTIONARY, "b"), Made({"Särge": ("boxes",)}, "c"), None)
    ]
    assert texts == [f"The house has {word}." for word in ("Särge", "Särge", "coffins", "boxes", "Särge")]


# --- the bundled model


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.model
def test_a_lexicon_of_ones_own_teaches_the_bundled_model_a_word(home: Path) -> None:
    file = home / "own.tsv"
    file.write_text("Quastenflosser\tcoelacanth\tnoun\n", encoding="utf-8")
    text = "Forscher haben vor der Küste einen lebenden Quastenflosser entdeckt."
    before = Translator(memory=False).translate(text)
    assert before.unknown_words == {"Quastenflosser": 1}
    store.add(file, "own", replace=False, tell=pytest.fail)
    after = Translator(memory=False).translate(text)
    assert "coelacanth" in after.text
    assert "coelacanth" not in before.text
    assert (after.terms, after.unknown_words) == ({"lexicon": 1}, {})
    without = Translator(memory=False, lexicon=False).translate(text)
    assert without.text == before.text
    assert not without.unknown_words


@pytest.mark.model
def test_the_command_takes_lexicons_and_leaves_them(home: Path) -> None:
    article, report = home / "article.txt", home / "report.json"
    article.write_text("Die Maskenpflicht gilt in der Seilbahnkabine.\n", encoding="utf-8")
    told = {}
    for given in ([], ["--no-lexicon"]):
        command = ["translate", str(article), "--no-memory", "--report", str(report), *given]
        done = CliRunner().invoke(deen, command)
        assert done.exit_code == 0, done.output
        [told[bool(given)]] = json.loads(report.read_text(encoding="utf-8"))["documents"]
    assert told[True]["unknown_words"] == []
    assert {one["word"] for one in told[False]["unknown_words"]} == {"Seilbahnkabine"}


# --- the lexicon that ships


def test_the_lexicon_that_ships_is_read_as_it_is_written() -> None:
    words = shipped()
    assert len(words) > 40_000
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    remarks = sum(line.startswith("#") for line in lines)
    assert lines[remarks:] == sorted(set(lines[remarks:]))
    assert [word for several in words.values() for word in several] == list(table.words(lines))
    for german, several in words.items():
        for word in several:
            assert word.german == german
            assert word.part in ("noun", "verb", "adj", "adv")
            assert german[0].isupper() == (word.part == "noun"), german


def test_ones_own_lexicon_goes_before_the_one_that_ships(home: Path) -> None:
    german = next(iter(shipped()))
    file = home / "own.tsv"
    file.write_text(f"{german}\tquite other\n", encoding="utf-8")
    store.add(file, "own", replace=False, tell=pytest.fail)
    first, *others = Lexicon.own(pytest.fail).find([german])[german]
    assert first.senses == ("quite other",)
    assert tuple(others) == shipped()[german]
