"""Pairs of which a model makes one side, and models from English to German."""

import json
import lzma
import os
import shutil
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_training import BUNDLED, step_clock

from translate.cli import deen
from translate.commands import train
from translate.engines import loading
from translate.errors import TrainingError
from translate.options import Options
from translate.training import (
    back_translation,
    corpus,
    hinted_translation,
    monolingual,
    packing,
    sampling,
    spans,
    synthetic,
    vocabulary,
)
from translate.training.corpus import Mixture, Pair
from translate.training.hinted_translation import Words
from translate.training.packing import UNALIGNED
from translate.training.vocabulary import Vocabulary

# Words that the bundled model does not know, and one that it does.
LEXICON = "Dudelsackspieler\tbagpiper\tnoun\nKürbissuppe\tpumpkin soup\tnoun\nHaus\thut\tnoun\n"


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text(LEXICON, encoding="utf-8")
    return path


def test_sentences_of_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der  Hund\tbellt laut.\n\nDie Katze schläft heute.\n", encoding="utf-8")
    (tmp_path / "b.txt.xz").write_bytes(lzma.compress(b"Es regnet seit gestern.\n"))
    (tmp_path / "notes.md").write_text("no text")
    held = tmp_path / "test"
    held.mkdir()
    (held / "set.de").write_text("die Katze schläft heute!\n", encoding="utf-8")
    read = list(monolingual.read([tmp_path], corpus.held_out([held])))
    assert read == ["Der Hund bellt laut.", "Es regnet seit gestern."]
    (tmp_path / "b.txt.xz").write_bytes(b"not packed")
    for path, says in ((tmp_path, "b.txt.xz"), (held, "no .txt"), (tmp_path / "c.txt", "c.txt")):
        with pytest.raises(TrainingError, match=says):
            list(monolingual.read([path], frozenset()))


@pytest.mark.model
def test_hinted_translations_have_the_words_of_the_lexicon(lexicon: Path, tmp_path: Path) -> None:
    text, output = tmp_path / "de.txt", tmp_path / "pairs.tsv.xz"
    lines = [
        "Der Dudelsackspieler kam gestern nach Berlin.",
        # It has none of the words, or knows them.
        "Das Haus ist alt.",
        "Gestern gab es Kürbissuppe im Restaurant.",
    ]
    text.write_text("\n".join(lines), encoding="utf-8")
    ran = CliRunner().invoke(deen, ["model", "synthesise", str(text), "-o", str(output), "--lexicon", str(lexicon)])
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout == f"{output}\t2 pairs of 3 sentences\n"
    with lzma.open(output, "rt", encoding="utf-8") as made:
        pairs = dict(line.rstrip("\n").split("\t") for line in made)
    assert pairs.keys() == {lines[0], lines[2]}
    assert "bagpiper" in pairs[lines[0]]
    assert "pumpkin soup" in pairs[lines[2]]
    # They are parallel text.
    assert len(list(corpus.read([output], Mixture(()), frozenset()))) == 2


@pytest.mark.model
def test_only_so_many_sentences(lexicon: Path, tmp_path: Path) -> None:
    text, output = tmp_path / "de.txt", tmp_path / "pairs.tsv"
    text.write_text("".join(f"Haus {number} ist alt.\n" for number in range(50)), encoding="utf-8")
    options = ["--lexicon", str(lexicon), "--sentences", "5"]
    ran = CliRunner().invoke(deen, ["model", "synthesise", str(text), "-o", str(output), *options])
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout == f"{output}\t0 pairs of 5 sentences\n"


@pytest.mark.model
def test_bad_input_is_one_clear_line(lexicon: Path, tmp_path: Path) -> None:
    text, empty = tmp_path / "de.txt", tmp_path / "empty.txt"
    text.write_text("Das Haus ist alt.\n", encoding="utf-8")
    empty.write_text("\n")
    output = ["-o", str(tmp_path / "out.tsv")]
    for arguments, says in (
        ([str(text), *output], "--lexicon"),
        ([str(empty), *output, "--lexicon", str(lexicon)], "no sentence"),
        ([str(text), *output, "--lexicon", str(empty)], "no words"),
        ([str(text), *output, "--lexicon", str(lexicon), "--model", "nobody"], "nobody"),
        ([str(text), "-o", str(tmp_path / "no" / "out.tsv"), "--lexicon", str(lexicon)], "cannot be written"),
    ):
        ran = CliRunner().invoke(deen, ["model", "synthesise", *arguments])
        assert ran.exit_code == 2, ran.stderr
        assert says in ran.stderr.splitlines()[-1]
        assert "Traceback" not in ran.stderr
    assert not (tmp_path / "out.tsv").exists()


@pytest.mark.model
def test_a_model_that_does_not_tell_its_words_is_no_teacher(lexicon: Path, tmp_path: Path) -> None:
    directory = tmp_path / "model"
    shutil.copytree(BUNDLED, directory)
    (directory / "known_words.txt.gz").unlink()
    engine = loading.load(Options(model=str(directory)), lambda notice: None)
    with pytest.raises(TrainingError, match="which words it knows"):
        list(hinted_translation.pairs(engine, Words.read(lexicon), ["Der Dudelsackspieler kam."]))


@pytest.mark.model
def test_english_is_translated_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled model says that it is from English; German is English to it."""
    # The likeliest translation: one drawn by chance may be anything.
    monkeypatch.setattr(back_translation, "_TOP_K", 1)
    directory = tmp_path / "model"
    shutil.copytree(BUNDLED, directory)
    (directory / vocabulary.CONFIGURATION).write_text(json.dumps(vocabulary.configuration("en-de")))
    (tmp_path / "en.txt").write_text("Lawrow traf Putin gestern.\n" + "Putin " * 90 + "\n", encoding="utf-8")
    output = tmp_path / "back.tsv"
    arguments = ["model", "synthesise", str(tmp_path / "en.txt"), "-o", str(output), "--model", str(directory)]
    ran = CliRunner().invoke(deen, arguments)
    assert ran.exit_code == 0, ran.stderr
    [line] = output.read_text(encoding="utf-8").splitlines()
    german, english = line.split("\t")
    assert english == "Lawrow traf Putin gestern."
    assert "Putin" in german
    assert german != english
    refused = CliRunner().invoke(deen, [*arguments, "--lexicon", str(output)])
    assert refused.exit_code == 2
    assert "--lexicon" in refused.stderr


def test_what_was_made_before_an_interrupt_is_kept(tmp_path: Path) -> None:
    def made() -> Iterator[tuple[str, str]]:
        for number in range(100):
            if number == 3:
                os.kill(os.getpid(), signal.SIGINT)
            yield f"Haus {number}", f"house {number}"

    output = tmp_path / "pairs.tsv.xz"
    assert synthetic.write(made(), output, print) == (4, False)
    with lzma.open(output, "rt", encoding="utf-8") as lines:
        assert [line.split("\t")[0] for line in lines] == [f"Haus {number}" for number in range(4)]
    assert synthetic.write([("Haus", "house")], tmp_path / "all.tsv", print) == (1, True)
    assert (tmp_path / "all.tsv").read_bytes() == b"Haus\thouse\n"


@pytest.mark.model
def test_what_is_no_translation_back_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {"The house is old.": "Das Haus ist alt.", "The dog is here.": "The dog is here with the cat and you."}
    pieces = Vocabulary.read(BUNDLED)

    def drawn(directory: Path, sources: Sequence[Sequence[str]], count: int, top_k: int) -> list[list[list[str]]]:
        assert count == 1
        return [[pieces.processor.encode(text, out_type=str)] for text in made.values()]

    monkeypatch.setattr(sampling, "drawn", drawn)
    assert list(back_translation.pairs(BUNDLED, made)) == [("Das Haus ist alt.", "The house is old.")]


def test_tagged_sources_have_the_tag_before_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mix.toml").write_text('tagged = ["back-*"]\n[weights]\n"*" = 1\n', encoding="utf-8")
    mixture = Mixture.read(tmp_path / "mix.toml")
    assert (mixture.is_tagged("back-news"), mixture.is_tagged("news")) == (True, False)
    pieces = Vocabulary.read(BUNDLED)
    german, english = "Der Hund bellt laut.", "The dog barks."
    links = [2, UNALIGNED, 0, *range(20)][: len(pieces.encode([english])[0])]
    monkeypatch.setattr(packing, "align", lambda sources, targets: [links, links])
    packing.pack([Pair(german, english, "back-news", tagged=True), Pair(german, english, "news")], pieces, tmp_path)
    packed = packing.load(tmp_path, mixture)
    tagged, plain = (spans.plain(packed, index) for index in (0, 1))
    assert tagged.source == [pieces.tag, *plain.source]
    assert tagged.target == plain.target
    assert plain.alignment[:3] == [2, -1, 0]
    assert tagged.alignment == [place if place == -1 else place + 1 for place in plain.alignment]
    # No text has the tag.
    assert pieces.tag not in pieces.encode(["a \x02 b"])[0]


@pytest.mark.slow
def test_a_model_from_english_to_german(parallel_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "monotonic", step_clock())
    german, english, more = tmp_path / "valid.de", tmp_path / "valid.en", tmp_path / "more.txt"
    german.write_text("Der Mann kauft ein Haus heute.\n", encoding="utf-8")
    english.write_text("The man buys a house today.\n", encoding="utf-8")
    more.write_text("Zebras grasen gemächlich.\n" * 3000, encoding="utf-8")
    arguments = (
        f"train {parallel_text} -o {tmp_path / 'out'} --direction en-de --hours 0.0277 --vocabulary 360 --width 64 "
        f"--batch 1500 --warm-up 20 --device cpu --validation {german} {english} --vocabulary-text {more}"
    )
    ran = CliRunner().invoke(deen, arguments.split())
    assert ran.exit_code == 0, ran.stderr
    directory = Path(ran.stdout.strip())
    assert vocabulary.direction_of(directory) == "en-de"
    assert (directory / "README.md").read_text(encoding="utf-8").startswith("# English to German")
    assert not (directory / "known_words.txt.gz").exists()
    pieces = Vocabulary.read(directory)
    packed = packing.load(tmp_path / "out" / "packed", Mixture(()))
    first = spans.plain(packed, 0)
    by_number = {number: piece for piece, number in pieces.ids.items()}
    source, target = (
        "".join(by_number[number] for number in side).replace("▁", " ").strip() for side in (first.source, first.target)
    )
    pair = next(iter(corpus.read([parallel_text], Mixture(()), frozenset())))
    assert (source, target) == (pair.english, pair.german)
    # The further text is in the vocabulary.
    assert any("Z" in piece for piece in pieces.ids)
    (tmp_path / "en.txt").write_text(pair.english + "\n", encoding="utf-8")
    output = ["-o", str(tmp_path / "back.tsv"), "--model", str(directory)]
    ran = CliRunner().invoke(deen, ["model", "synthesise", str(tmp_path / "en.txt"), *output])
    assert ran.exit_code == 0, ran.stderr
    assert (tmp_path / "back.tsv").exists()
