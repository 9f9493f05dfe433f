"""The model that ships with deen."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from glossary.linked import overlap
from translate import Translator
from translate.engines import loading, marian
from translate.engines.base import Engine, Hint, Request
from translate.errors import ModelError
from translate.options import BUNDLED, EngineName, Options

pytestmark = pytest.mark.model

DIRECTORY = loading.bundled()[BUNDLED]
SENTENCES = [
    ("Der Präsident besuchte am Dienstag die Stadt.", {"president", "tuesday", "city"}),
    ("Die Polizei hat zwei Männer verhaftet.", {"police", "two", "men", "arrested"}),
    ("Im Jahr 2022 lebten 300 Menschen in diesem Dorf.", {"2022", "300", "people", "village"}),
    ("Wir haben gestern ein neues Haus gekauft.", {"yesterday", "new", "house"}),
]


@pytest.fixture(scope="module", params=["ct2", "torch"])
def engine(request: pytest.FixtureRequest) -> Engine:
    name: EngineName = request.param
    return loading.load(Options(engine=name, device="cpu"), lambda notice: None)


@pytest.mark.parametrize(("german", "words"), SENTENCES)
def test_it_says_in_english_what_the_german_says(engine: Engine, german: str, words: set[str]) -> None:
    [hypothesis] = engine.translate([Request(german)])
    found = {word.strip(".,!?'\"").lower() for word in hypothesis.text.split()}
    assert words <= found, hypothesis.text


def test_it_writes_what_a_hint_says(engine: Engine) -> None:
    assert engine.facts.takes_hints
    hints = (Hint(0, 6, "Lavrov"), Hint(16, 25, "Pyongyang"))
    [hypothesis] = engine.translate([Request("Lawrow besuchte Pjöngjang im Juni.", hints=hints)])
    assert "Lavrov" in hypothesis.text
    assert "Pyongyang" in hypothesis.text


def test_its_alignment_finds_the_word_that_a_name_translates(engine: Engine) -> None:
    request = Request("Am Dienstag besuchte der Minister Moskau.")
    [hypothesis] = engine.translate([request])
    at = hypothesis.text.index("Mos")
    start, end = next(source for span, source in hypothesis.linked.links if overlap(span, (at, at + 3)))
    assert "Moskau".startswith(request.source[start:end][:3])


def test_sha256sum_agrees_with_the_checksums() -> None:
    listed = {line.split()[1] for line in (DIRECTORY / marian.CHECKSUMS).read_text().splitlines()}
    assert listed == {path.name for path in DIRECTORY.iterdir()} - {marian.CHECKSUMS}
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", marian.CHECKSUMS], cwd=DIRECTORY, check=True)


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.json", "source.spm"])
def test_a_damaged_file_is_named(name: str, tmp_path: Path) -> None:
    copy = shutil.copytree(DIRECTORY, tmp_path / "copy")
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name}: damaged"):
        marian.read(copy)


def test_transformers_loads_it_unchanged() -> None:
    from transformers import MarianMTModel, MarianTokenizer

    model, loading = MarianMTModel.from_pretrained(DIRECTORY, output_loading_info=True)
    assert not loading["missing_keys"]
    assert not loading["unexpected_keys"]
    tokenizer = MarianTokenizer.from_pretrained(DIRECTORY)
    output = model.generate(**tokenizer(["Der Hund schläft."], return_tensors="pt"), num_beams=2)
    assert "dog" in tokenizer.decode(output[0], skip_special_tokens=True).lower()


def test_it_is_small_and_says_what_it_can() -> None:
    assert sum(path.stat().st_size for path in DIRECTORY.iterdir()) < 90e6
    config = json.loads((DIRECTORY / "config.json").read_text(encoding="utf-8"))
    assert config["alignment_layer"] == config["decoder_layers"] - 1
    assert config["alignment_heads"] == [0]
    assert all(piece in (DIRECTORY / "vocab.json").read_text(encoding="utf-8") for piece in config["hint_pieces"])


def test_a_long_list_comes_out_whole() -> None:
    people = (
        "Eva Buchinger, Bernhard Dachs, Michael Dinges, Martin Falk, Klaus Friesenbichler, Silvia Hafellner, "
        "Barbara Heller, Florian Holzinger, Daniela Kletzan, Angela Köppl, Agnes Kügler, Andreas Niederl, "
        "Christian Rammer, Sybille Reidl, Wolfram Rhomberg, Paula Schliessler, Daniel Wagner, Maximilian Unger"
    )
    engine = loading.load(Options(), lambda notice: None)
    assert engine.tokenizer.length(people) > engine.facts.split_length
    text = Translator(glossary=None, memory=False).translate(f"Am Bericht schrieben mit: {people}.").text
    kept = [person for person in people.split(", ") if person in text]
    assert len(kept) >= 16, text
