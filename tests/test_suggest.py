import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from glossary import store, suggesting
from glossary.matching import Matcher
from glossary.suggesting import Candidate, Suggestion, WordClass
from glossary.terms import Glossary, Term
from translate.cli import deen
from translate.commands import suggest
from translate.suggesting import word_class

ROOT = Path(__file__).parent.parent
ORDINARY = set(
    "Minister Reise Besuch Präsident Außenminister Berater Haus Gespräche Doppelgängerin Chef Land Sprecher".split()
)
NAMES = {"Merkel", "Angela", "Obama", "Kate", "Peter", "Ursula"}


def classify(word: str) -> WordClass:
    if word in NAMES:
        return "name"
    return "ordinary" if word in ORDINARY or word.islower() or word in ("Der", "Die", "Dann", "Heute") else "unknown"


def found(*sentences: str, terms: Sequence[Term] = ()) -> list[Candidate]:
    matcher = Matcher(Glossary(tuple(terms)))
    return suggesting.candidates(sentences, [matcher.find(sentence) for sentence in sentences], classify)


def names(*sentences: str, terms: Sequence[Term] = ()) -> list[str]:
    return [one.source for one in found(*sentences, terms=terms)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Der Minister traf Juri Uschakow in Wladiwostok.", ["Juri Uschakow", "Wladiwostok"]),
        ("Dann sprach Außenminister Sergej Schewtschenko.", ["Sergej Schewtschenko"]),
        ("Die Reise von Ursula von der Leyen begann.", ["Ursula von der Leyen"]),
        ("Heute kam Osama bin Laden.", ["Osama bin Laden"]),
        ("Heute kam Baschar al-Assad.", ["Baschar al-Assad"]),
        ("Heute kam Angela Merkel-Dorfner.", ["Angela Merkel-Dorfner"]),
        ("Heute sah man Kates Doppelgängerin.", ["Kate"]),
        ("Der Merkel-Besuch war kurz.", ["Merkel"]),
        ("Heute kam Peter Wolf.", ["Peter Wolf"]),
        ("Heute flog er nach New Orleans.", ["New Orleans"]),
        ("Heute aß er bei McDonald's.", ["McDonald's"]),
        ("Heute kam Peter Obamas.", ["Peter Obamas"]),
        ("Der Chef sprach in dem Haus.", []),
        ("Der große Brzlfrmpf war da.", []),
        ("DER MINISTER TRAF USCHAKOW.", []),
        ("", []),
    ],
)
def test_names_in_a_sentence(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


def test_a_name_is_counted_once_with_and_without_genitive() -> None:
    one = found("Der Minister traf Uschakow.", "Heute begann Uschakows Besuch.", "Dann sprach Uschakow.")
    assert [(name.source, name.sentences) for name in one] == [("Uschakow", (0, 1, 2))]


def test_a_sentence_start_is_no_evidence() -> None:
    assert names("Xylofen sprach.") == []
    assert names("Xylofen sprach.", "Heute kam Xylofen.") == ["Xylofen"]
    assert names("Uschakow sprach.") == ["Uschakow"]


def test_what_the_glossary_covers_is_left_out() -> None:
    terms = [Term("Lawrow", "Lavrov", "person"), Term("Angela Merkel", "Angela Merkel", "person")]
    assert names("Der Minister traf Lawrow und Angela Merkel.", "Heute begann Lawrows Besuch.", terms=terms) == []
    # A first name that English writes otherwise makes one entry with the covered surname.
    [one] = found("Dann sprach Sergej Lawrow.", terms=terms)
    assert (one.source, one.target) == ("Sergej Lawrow", "Sergei Lavrov")
    [genitive] = found("Heute begann Sergej Lawrows Besuch.", terms=[Term("Lawrow", "Lavroff", "person")])
    assert (genitive.source, genitive.target) == ("Sergej Lawrow", "Sergei Lavroff")


WORDS = st.sampled_from(
    "Der der von bin Angela Merkel Kates Uschakow Lawrow Lawrows Sergej Peking Xylofen Xylofens NATO II Un Haus "
    "Merkel-Haus New al-Assad sprach , . „ - – !".split()
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@example("Uschakow Lawrow Der", "Uschakow Lawrow Der")
@given(TEXTS, TEXTS)
def test_any_sentence_is_taken(sentence: str, translation: str) -> None:
    terms = [Term("Lawrow", "Lavrov", "person"), Term("Merkel", "Merkel"), Term("Peking", "Beijing", "place")]
    one = found(sentence, terms=terms)
    assert all(name.source in sentence for name in one)
    made = suggesting.proposals(one, [sentence], {0: translation})
    # What the translation left in German may be a longer name that has this one in it.
    assert all(any(name.source in suggestion.source for suggestion in made) for name in one if name.target)
    assert all(suggestion.target for suggestion in made)


def proposed(sentences: Sequence[str], translations: Mapping[int, str]) -> dict[str, Suggestion]:
    return {one.source: one for one in suggesting.proposals(found(*sentences), sentences, translations)}


def test_what_a_proposal_is_based_on() -> None:
    sentences = [
        "Heute kam Obama nach Pjöngjang.",
        "Der Minister traf Uschakow und Xylofen und Brzlfrmpf.",
        "Dann sprach Mahlert mit Wexler.",
    ]
    translations = {
        0: "Obama came to Pyongyang today.",
        1: "The minister met Ushakov and Xylofen and a thing.",
        2: "Then Mahler spoke to Vexler.",
    }
    made = proposed(sentences, translations)
    assert {name: (one.target, one.certainty, one.basis) for name, one in made.items()} == {
        "Obama": ("Obama", "likely", "unchanged"),
        "Pjöngjang": ("Pyongyang", "sure", "CLDR"),
        # The model writes what the rules say.
        "Uschakow": ("Ushakov", "sure", "rules"),
        "Xylofen": ("Xylofen", "likely", "unchanged"),
        # Once, and no other transcription: a mistake of the model.
        "Mahlert": ("Mahlert", "guess", "unchanged"),
        "Wexler": ("Vexler", "guess", "model"),
    }
    assert made["Pjöngjang"].kind == "place"
    assert made["Uschakow"].sentence == sentences[1]
    # What English writes otherwise comes first.
    changed = [one.source != one.target for one in made.values()]
    assert changed == sorted(changed, reverse=True)


def test_a_noun_behind_a_name_belongs_to_it_if_the_translation_has_both() -> None:
    assert list(proposed(["Heute kam Kate Besuch."], {0: "Kate Besuch came today."})) == ["Kate Besuch"]
    assert list(proposed(["Heute bekam Kate Besuch."], {0: "Today Kate had a visitor."})) == ["Kate"]


def test_word_classes_of_the_lists() -> None:
    classes = [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Gestern", "Xylofen")]
    assert classes == ["name", "ordinary", "ordinary", "ordinary", "unknown"]


# --- the command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "names.tsv")
    (tmp_path / "names.tsv").write_text("source\ttarget\tkind\nLawrow\tLavrov\tperson\n")
    return tmp_path / "home" / "glossary.tsv"


@pytest.fixture
def article(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(
        "Der russische Berater Juri Uschakow traf Lawrow in Bagdad.\n\nDann sprach er mit Kexholm.\n", encoding="utf-8"
    )
    return path


def run(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(deen, ["glossary", "suggest", *map(str, arguments)], input=input)


def test_the_output_is_a_glossary(article: Path, tmp_path: Path) -> None:
    result = run(article)
    assert result.exit_code == 0, result.stderr
    written = tmp_path / "suggested.tsv"
    written.write_text(result.stdout, encoding="utf-8")
    entries = {term.source: term for term in store.entries(written)}
    assert (entries["Juri Uschakow"].target, entries["Juri Uschakow"].kind) == ("Yuri Ushakov", "person")
    assert (entries["Bagdad"].target, entries["Bagdad"].note) == ("Baghdad", "sure: CLDR")
    assert "Lawrow" not in entries
    lines = result.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Juri"))
    assert lines[at - 1] == "# 1×: Der russische Berater Juri Uschakow traf Lawrow in Bagdad."
    assert "names that no glossary covers" in result.stderr


def test_json_and_standard_input(article: Path) -> None:
    told = json.loads(run("--json", article).stdout)
    assert told[0].keys() == {"source", "target", "kind", "certainty", "basis", "count", "sentence"}
    assert json.loads(run("--json", "-", input=article.read_text(encoding="utf-8")).stdout) == told


def test_add_without_a_terminal_takes_the_sure_ones(article: Path, home: Path) -> None:
    result = run(article, "--add")
    assert (result.exit_code, result.stdout) == (0, "")
    assert {(term.source, term.target) for term in store.entries(home)} == {
        ("Juri Uschakow", "Yuri Ushakov"),
        ("Bagdad", "Baghdad"),
    }
    assert "Juri Uschakow → Yuri Ushakov" in result.stderr
    assert run(article, "--add").exit_code == 0
    assert "Uschakow" not in run(article).stdout.replace("# ", "")


def test_add_asks_on_a_terminal(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "_is_terminal", lambda: True)
    own = tmp_path / "own.tsv"
    own.write_text("# mine\nsource\ttarget\tkind\nKiew\tKyiv\t\n# end\n")
    # Another form for the first, no to the second.
    result = run(article, "-g", own, "--add", input="Juri Ushakoff\nn\nq\n")
    assert result.exit_code == 0, result.stderr
    first = next(term for term in store.entries(own) if term.source != "Kiew")
    assert first.target == "Juri Ushakoff"
    assert own.read_text().startswith("# mine\nsource\ttarget\tkind\nKiew\tKyiv\t\n# end\n")
    assert len(store.entries(own)) == 2
    # What was accepted before the user stopped stays.
    other = tmp_path / "other.tsv"
    stopped = run(article, "-g", other, "--add", input="y\n")
    assert stopped.exit_code != 0
    assert len(store.entries(other)) == 1


def test_bad_input_is_one_line(article: Path, tmp_path: Path) -> None:
    for arguments in ([tmp_path / "none.txt"], [article, "-g", tmp_path / "none.tsv"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("deen: ")
        assert "Traceback" not in result.stderr
    assert run(article, "--json", "--add").exit_code == 2


@pytest.mark.usefixtures("home")
def test_an_article_without_names(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Das Haus ist alt.\n", encoding="utf-8")
    result = run(path)
    assert (result.exit_code, result.stdout) == (0, "source\ttarget\tkind\tforms\tnote\n")
    assert json.loads(run("--json", path).stdout) == []


@pytest.mark.usefixtures("home")
def test_damaged_text() -> None:
    told = json.loads(run("--json", ROOT / "examples" / "nordkorea.de.txt").stdout)
    targets = {one["source"]: one["target"] for one in told}
    assert targets["Juri Uschakow"] == "Yuri Ushakov"
    assert targets["Sergej Lawrow"] == "Sergei Lavrov"
    assert targets["Wladimir Putin"] == "Vladimir Putin"
    assert targets["Pjöngjang"] == "Pyongyang"
    assert targets["Dmytro Kuleba"] == "Dmytro Kuleba"
    assert not {"Vorangegangen", "Dabei", "Bevor", "Waffenbrüder", "Strafgerichtshofs"} & targets.keys()


def test_the_group_lists_the_command() -> None:
    assert "  suggest " in CliRunner().invoke(deen, ["glossary", "--help"]).stdout
