"""The benchmark of words that a model hardly saw: which these are, and what is right, left in German and made up."""

import doctest
import lzma
from pathlib import Path

import pytest
import rare_senses
import rare_words
from hypothesis import given
from hypothesis import strategies as st
from rare_words import RareWord
from test_benchmarks import figures, run

from glossary import english_nouns, english_verbs
from translate.errors import TrainingError
from translate.lexicon.words import Word, by_german

LEXICON = by_german(
    [
        Word("Haftrichter", ("custody judge", "magistrate"), "noun"),
        Word("Rauchpilz", ("mushroom cloud",), "noun"),
        Word("unsanft", ("rude",), "adj"),
        Word("unsanft", ("rudely",), "adv"),
        Word("witzeln", ("joke",), "verb"),
        Word("Kindergarten", ("Kindergarten", "nursery"), "noun"),
        Word("laut", ("loud",), "adj"),
        Word("Laut", ("sound",), "noun"),
        Word("Florenz", ("Florence",), "noun"),
    ]
)
FREQUENT = frozenset("Der der Die die das Das den sah war ein und Mann".split())


def senses(line: str) -> dict[str, tuple[str, ...]]:
    return {one.text: one.senses for one in rare_words.rare_words([line], FREQUENT, LEXICON)}


@pytest.mark.parametrize("module", [rare_senses, rare_words], ids=lambda module: module.__name__)
def test_examples_of_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_words_of_the_corpus_are_counted_in_its_german(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.tsv").write_text("Der Hund und der Hund.\tThe Hund\n", encoding="utf-8")
    with lzma.open(folder / "b.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("Hundehütte, Hund-Katze, Hund!\tHund\n")
    counts = rare_words.counted([folder], rare_words.forms(["Hund der"]))
    assert counts == {"Hund": 3, "der": 1}
    with pytest.raises(TrainingError):
        rare_words.counted([tmp_path], frozenset())


def test_a_capital_may_be_that_of_a_sentence() -> None:
    assert rare_words.forms(["Unsanft ging er."]) == {"Unsanft", "unsanft", "ging", "er"}
    assert not list(rare_words.rare_words(["Unsanft sah er den Mann."], FREQUENT | {"unsanft", "er"}, LEXICON))


def test_rare_words_have_all_senses_of_all_forms() -> None:
    assert senses("Der Haftrichter sah den Rauchpilz und Dinkel.") == {
        "Haftrichter": ("custody judge", "magistrate"),
        "Rauchpilz": ("mushroom cloud",),
        "Dinkel": (),
    }
    assert senses("Der unsanfte Mann") == {"unsanfte": ("rude", "rudely")}
    assert senses("das Rauchpilzes") == {"Rauchpilzes": ("mushroom cloud",)}
    # A capital tells nouns from other words, but where a sentence begins.
    assert senses("Der Laut war laut.") == {"Laut": ("sound",), "laut": ("loud",)}
    assert senses("Laut war der Mann.") == {"Laut": ("sound", "loud")}


@pytest.mark.parametrize(
    ("sense", "english"),
    [
        ("coffin", "Two coffins lay there."),
        ("cities", "a city"),
        ("women", "a woman"),
        ("joked", "He is joking."),
        ("gets hold of", "They got hold of it."),
        ("undertake", "it was undertaken"),
        ("rude", "He spoke rudely."),
        ("happily", "a happy man"),
        ("judge", "the Judge’s word"),
        ("temperature rise", "a rise in temperatures"),
        ("tail wind", "the tailwinds"),
        ("tailwind", "a tail wind"),
        ("by-law", "two bylaws"),
        ("mother-in-law", "both mothers-in-law"),
        ("be afraid", "She was afraid."),
        ("hold one’s tongue", "He held his tongue."),
        ("carry something along", "They carried it along."),
    ],
)
def test_a_sense_is_there_in_any_form(sense: str, english: str) -> None:
    assert rare_senses.has(rare_senses.written(english), sense)


@pytest.mark.parametrize(
    ("sense", "english"),
    [
        ("coffin", "Two caskets lay there."),
        ("custody judge", "a judge"),
        ("mother-in-law", "a mother in need"),
        ("off-season", "the last season"),
        ("custody-judge", "the judge"),
        ("heart's blood", "much heartblood"),
        ("car", "He took care."),
        ("bus", "a bust"),
        ("spring", "the offspring"),
        ("be", "They saw it."),
        ("…", "Something."),
    ],
)
def test_a_sense_that_is_not_there(sense: str, english: str) -> None:
    assert not rare_senses.has(rare_senses.written(english), sense)


@given(st.sampled_from("walk stop carry take undertake write tie see city leaf woman box lorry mouse".split()))
def test_all_forms_have_their_dictionary_form(word: str) -> None:
    for form in {*english_verbs.forms(word), *english_nouns.plurals(word)}:
        assert word in rare_senses.lemmas(form)


@given(st.text(alphabet="aeilnrst -'’ß", max_size=40))
def test_a_text_has_itself_and_nothing_breaks(text: str) -> None:
    if rare_senses.written(text):
        assert rare_senses.has(rare_senses.written(text), text)
    else:
        assert not rare_senses.has(frozenset(), text)


def test_words_are_right_in_their_own_line() -> None:
    rare = [RareWord(0, 0, "a", ("coffin",)), RareWord(0, 9, "a", ("coffin",)), RareWord(1, 0, "b", ("casket", "box"))]
    assert rare_words.right(rare, ["The coffins.", "A coffin."]) == set(rare[:2])
    assert rare_words.right(rare, ["A box.", "Boxes."]) == {rare[2]}


@pytest.mark.parametrize(
    ("source", "english", "left"),
    [
        ("Er witzelte.", "He witzelte.", ["witzelte"]),
        ("Der Haftrichter", "the haftrichter", ["haftrichter"]),
        # Names do not count, not even those that English spells in another way.
        ("Merkel aus Xylen", "Merkel of Xylen", []),
        ("in Florenz", "in Florenz", []),
        # What English has too.
        ("der Kindergarten", "the kindergarten", []),
        ("der Mann", "The Hauptmann", []),
        ("der Militärhilfe-Chef", "the Militärhilfe chief", ["Militärhilfe"]),
    ],
)
def test_german_left_over(source: str, english: str, left: list[str]) -> None:
    assert list(rare_words.left_over(source, english, "", LEXICON)) == left
    assert not list(rare_words.left_over(source, english, english, LEXICON))


def test_words_made_up_are_neither_english_nor_in_source_and_reference() -> None:
    line = "The niversary bridge in Xylen is blormy."
    assert list(rare_words.made_up("Die Brücke", line, "")) == ["niversary", "blormy"]
    assert list(rare_words.made_up("Die blormy Brücke", line, "niversary")) == []


def test_the_figures_of_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    sources = ["Der Haftrichter sah Dinkel.", "Der Rauchpilz war unsanft."]
    references = ["The custody judge saw Dinkel.", "The cloud was rude."]
    rare = list(rare_words.rare_words(sources, FREQUENT, LEXICON))
    test = rare_words.TestSet("set", sources, references, rare)
    english = ["The Haftrichter saw Dinkel.", "The blormy mushroom cloud was rude."]
    row = rare_words.row(test, "runs/first/model", english, LEXICON, listed=True)
    told = dict(zip(rare_words.COLUMNS, row, strict=True))
    assert told == {
        "set": "set",
        "model": "first/model",
        "lines": "2",
        "rare": "4",
        "known": "3",
        "right": "66.7",
        "reference": "66.7",
        "both": "50.0",
        "left": "100.00",
        "made up": "100.00",
    }
    printed = capsys.readouterr().out
    assert "Haftrichter = custody judge, magistrate\nDer Haftrichter sah Dinkel.\nThe Haftrichter" in printed
    assert "left: Haftrichter\nmade up: blormy\n" in printed
    assert "Rauchpilz" not in printed


def files(folder: Path) -> list[str | Path]:
    (folder / "a.de").write_text("Der Mann sucht Xylofonquader im Garten.\nDas Haus ist alt.\n", encoding="utf-8")
    (folder / "a.en").write_text("The man looks for a yellow brick in the garden.\nThe house.\n", encoding="utf-8")
    (folder / "words.tsv").write_text("Xylofonquader\tyellow bricks|mallet\tnoun\n", encoding="utf-8")
    common = "Der Mann sucht das Haus im Garten, Das ist alt.\tThe man.\n"
    (folder / "text.tsv").write_text(common * 3, encoding="utf-8")
    return [folder / "a.de", folder / "a.en", "--corpus", folder / "text.tsv", "--lexicon", folder / "words.tsv"]


@pytest.mark.model
def test_each_model_has_a_row(tmp_path: Path) -> None:
    *_, head, first, second = figures("rare_words", *files(tmp_path), "--most", "2", "--model", "de-en", "de-en")
    assert head.split()[:5] == ["set", "model", "lines", "rare", "known"]
    for row in (first, second):
        assert row.split()[:7] == ["a", "de-en", "2", "1", "1", "0.0", "100.0"]


@pytest.mark.model
def test_the_whole_of_deen_has_a_row(tmp_path: Path) -> None:
    *_, row = figures("rare_words", *files(tmp_path), "--most", "2", "--whole")
    assert row.split()[:6] == ["a", "deen,", "de-en", "2", "1", "1"]


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    given = files(tmp_path)
    (tmp_path / "words.tsv").write_text("\n", encoding="utf-8")
    done = run("rare_words", *given)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "no words in there" in done.stderr
    (tmp_path / "a.en").write_text("One.\n", encoding="utf-8")
    assert "give parallel files" in run("rare_words", *given).stderr
