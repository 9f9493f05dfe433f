"""What is hinted of a dictionary, and when the hint has served."""

from collections.abc import Iterable

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.decoding import lexical
from translate.decoding.lexical import Candidate
from translate.engines.base import Hint, Hypothesis
from translate.lexicon.unknown import Unknown, unknown_words
from translate.lexicon.words import Word

WORDS = [
    Word("Haftrichter", ("custody judge", "magistrate"), "noun"),
    Word("Särge", ("coffins",), "noun"),
    Word("Rauchpilz", ("mushroom cloud",), "noun"),
    Word("unsanft", ("rude",), "adj"),
    Word("witzelte", ("joked", "quipped"), "verb"),
    Word("Laut", ("sound",), "noun"),
    Word("laut", ("according to",), "other"),
    Word("Zug", ("train", "draught", "move", "feature"), "noun"),
    Word("Betrieb", ("company that takes on young trainees", "operation"), "noun"),
    Word("mitreißen", ("carry something along", "sweep away"), "verb"),
    Word("Kürzel", ("abbr. (short)",), "noun"),
    Word("Bummel", ("stroll",), ""),
]
SMALL = frozenset("Der der Die die Ein ein Das das den dem zwei des war waren lagen in".split())


def found(asked: Iterable[str]) -> dict[str, tuple[Word, ...]]:
    return {form: tuple(word for word in WORDS if word.german == form) for form in asked}


def candidates(text: str) -> dict[str, tuple[str, ...]]:
    unknown = unknown_words(text, (), SMALL)
    made = lexical.candidates(text, unknown, found(lexical.asked(unknown)))
    return {text[one.start : one.end]: one.senses for one in made}


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Der Haftrichter", {"Haftrichter": ("custody judge", "magistrate")}),
        ("Die Särge", {"Särge": ("coffins",)}),
        # In its number.
        ("des Rauchpilzes", {"Rauchpilzes": ("mushroom cloud",)}),
        ("zwei Rauchpilze", {"Rauchpilze": ("mushroom clouds",)}),
        ("das unsanfte", {"unsanfte": ("rude",)}),
        ("Unsanft", {"Unsanft": ("rudely",)}),
        ("der witzelte", {"witzelte": ("joked", "quipped")}),
        # Part of speech and capital agree.
        ("das Witzelte", {}),
        ("das haftrichter", {}),
        ("der laut", {}),
        ("das Laut", {"Laut": ("sound",)}),
        ("der Bummel", {"Bummel": ("stroll",)}),
        # Too many senses, or none that a hint can say.
        ("der Zug", {}),
        ("der Betrieb", {"Betrieb": ("operation",)}),
        ("das mitreißen", {"mitreißen": ("sweep away",)}),
        ("das Kürzel", {}),
        ("der Xylofonquader", {}),
    ],
)
def test_what_a_dictionary_has_for_a_word(text: str, senses: dict[str, tuple[str, ...]]) -> None:
    assert candidates(text) == senses


@pytest.mark.parametrize(
    ("senses", "draft"),
    [
        (("coffin", "casket"), "Two caskets lay there."),
        (("temperature rise",), "The rise in temperatures helped."),
        (("train station",), "the train-station"),
        (("joke",), "he JOKED"),
        (("judge",), "the judge's word"),
        (("mother-in-law",), "his mothers-in-law"),
    ],
)
def test_a_draft_that_has_a_sense_gets_no_hint(senses: tuple[str, ...], draft: str) -> None:
    given = [Candidate(0, 3, senses)]
    assert lexical.hints(given, draft) == ()
    assert lexical.hints(given, "Something else.") == (Hint(0, 3, senses[0]),)


def test_a_sentence_gets_no_more_hints_than_models_have_seen() -> None:
    given = [Candidate(4 * number, 4 * number + 3, ("word",)) for number in range(9)]
    assert len(lexical.hints(given, "")) == 4
    assert lexical.hints([], "word") == ()


SOURCE = "Der Haftrichter kam nicht aus Berlin."
DRAFT = "The sticky judge did not come from Berlin."
HINTED = "The custody judge did not come from Berlin."
RARE = [Candidate(4, 15, ("custody judge",)), Candidate(30, 36, ("Berlin",))]


def kept(text: str, score: float = -0.3) -> bool:
    draft = Hypothesis(("x",), LinkedText(DRAFT), -0.3)
    words = lexical.hints(RARE, DRAFT)
    return lexical.is_kept(SOURCE, draft, Hypothesis(("x",), LinkedText(text), score), words, RARE)


def test_what_is_as_good_as_the_draft_is_kept() -> None:
    assert kept(HINTED)
    # A word that the model hardly knows is not likely in any sentence.
    assert kept(HINTED, -0.35)
    assert kept("Custody judge did not come from Berlin.")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (DRAFT, -0.1),
        (HINTED, -0.4),
        ("The custody judge.", -0.1),
        ("The prison judge did not come from Berlin.", -0.1),
        # Another rare word is lost, which the draft had.
        ("The custody judge did not come from the capital.", -0.1),
        # The negation is lost.
        ("The custody judge did really come from Berlin.", -0.1),
    ],
)
def test_what_is_worse_in_one_way_is_not(text: str, score: float) -> None:
    assert not kept(text, score)


@pytest.mark.parametrize(
    ("text", "word", "entry", "hinted"),
    [
        ("Er wollte freiwillig ausziehen.", "freiwillig", Word("freiwillig", ("voluntary",), "adj"), "voluntarily"),
        ("Der Dienst ist freiwillig.", "freiwillig", Word("freiwillig", ("voluntary",), "adj"), "voluntary"),
        ("Sie ist da, er zog freiwillig um.", "freiwillig", Word("freiwillig", ("voluntary",), "adj"), "voluntarily"),
        (
            "Er hat handschriftlich notiert.",
            "handschriftlich",
            Word("handschriftlich", ("handwritten",), "adj"),
            "handwritten",
        ),
        (
            "Die Kleingärtner kamen.",
            "Kleingärtner",
            Word("Kleingärtner", ("allotment holder",), "noun"),
            "allotment holders",
        ),
        (
            "Der Kleingärtner kam.",
            "Kleingärtner",
            Word("Kleingärtner", ("allotment holder",), "noun"),
            "allotment holder",
        ),
        (
            "Essen für die Schutzsuchenden.",
            "Schutzsuchenden",
            Word("Schutzsuchenden", ("people seeking protection",), "noun"),
            "people seeking protection",
        ),
        ("Die Vogelgrippen kamen.", "Vogelgrippen", Word("Vogelgrippen", ("bird flu",), "noun"), "bird flus"),
    ],
)
def test_a_word_is_hinted_as_the_sentence_wants_it(text: str, word: str, entry: Word, hinted: str) -> None:
    start = text.index(word)
    unknown = Unknown(start, start + len(word), (word,), ())
    [candidate] = lexical.candidates(text, [unknown], {word: [entry]})
    assert candidate.senses == (hinted,)


def test_a_draft_with_the_adverb_has_the_word() -> None:
    assert lexical.hints([lexical.Candidate(0, 10, ("voluntary",))], "He left voluntarily.") == ()


def test_hints_can_say_each_word_that_ships() -> None:
    rows = (ROOT / "translate" / "data" / "lexicon.tsv").read_text(encoding="utf-8").splitlines()
    shipped = [row.split("\t") for row in rows if not row.startswith("#")]
    assert 40_000 < len(shipped) == len({(german, part) for german, _, part in shipped})
    assert shipped == sorted(shipped)
    for german, senses, part in shipped:
        [word] = unknown = (Unknown(4, 4 + len(german), (german,), ()),)
        found = {german: [Word(german, tuple(senses.split("|")), part)]}
        [candidate] = lexical.candidates(f"das {german} ist", unknown, found)
        assert candidate.senses == found[german][0].senses, word
        assert german[0].isupper() == (part == "noun") or german.startswith("EU-"), german


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_it(text: str, draft: str) -> None:
    unknown = unknown_words(text, (), SMALL)
    senses = {form: (Word(form, (form, draft), "noun"),) for form in lexical.asked(unknown)}
    made = lexical.candidates(text, unknown, senses)
    for hint in lexical.hints(made, draft):
        assert 0 <= hint.start < hint.end <= len(text)
        assert hint.target
