"""`deen model` as a user calls it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from huggingface_hub.errors import LocalEntryNotFoundError

from translate.cli import deen

BUNDLED = ROOT / "translate" / "models" / "de-en"
CONFIG = json.loads((BUNDLED / "config.json").read_text(encoding="utf-8"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deen, ["model", *arguments])


def table(result: Result) -> dict[str, str]:
    assert result.exit_code == 0, result.stderr
    return dict(line.split("\t") for line in result.stdout.splitlines())


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A model of the same shape with other weights, and without sums to check them by."""
    directory = tmp_path / "other"
    shutil.copytree(BUNDLED, directory, ignore=shutil.ignore_patterns("SHA256SUMS"))
    weights = bytearray((directory / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (directory / "model.safetensors").write_bytes(weights)
    return directory


@pytest.mark.model
def test_commands() -> None:
    listed = run("list")
    assert listed.exit_code == 0
    assert listed.stdout.startswith("de-en\tbundled")
    shown = run("info")
    assert "takes hints\tyes" in shown.stdout
    assert run("info", "nowhere").exit_code == 2


def test_what_is_listed_is_there() -> None:
    rows = [line.split("\t") for line in run("list").stdout.splitlines()]
    assert [row[:2] for row in rows if row[1] == "bundled"] == [["de-en", "bundled"]]
    assert all((Path(directory) / "config.json").is_file() for _, _, directory in rows)


@pytest.mark.model
def test_info_is_what_the_files_of_the_model_say() -> None:
    info = table(run("info"))
    assert info == table(run("info", "de-en"))
    assert Path(info["directory"]).samefile(BUNDLED)
    assert info["weights"] == f"{(BUNDLED / 'model.safetensors').stat().st_size / 1e6:.1f} MB"
    assert info["layers"] == f"{CONFIG['encoder_layers']} encoder, {CONFIG['decoder_layers']} decoder"
    assert info["width"] == str(CONFIG["d_model"])
    vocabulary = json.loads((BUNDLED / "vocab.json").read_text(encoding="utf-8"))
    assert info["vocabulary"] == f"{max(vocabulary.values()) + 1} pieces"
    assert int(info["longest source"].removesuffix(" pieces")) > 0


@pytest.mark.model
def test_info_takes_a_folder_and_tells_models_apart(other: Path) -> None:
    ours, theirs = table(run("info", str(BUNDLED))), table(run("info", str(other)))
    assert theirs["directory"] == str(other)
    assert ours["digest"] != theirs["digest"]
    assert all(len(info["digest"]) == 32 and int(info["digest"], 16) for info in (ours, theirs))
    same = {"weights", "layers", "width", "vocabulary", "longest source", "takes hints"}
    assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "source.spm").unlink(), "source.spm"),
        (lambda folder: (folder / "config.json").write_text("{"), "config.json: cannot be read"),
        (lambda folder: (folder / "config.json").write_text('{"model_type": "bert"}'), "bert"),
        (lambda folder: shutil.copy(BUNDLED / "SHA256SUMS", folder), "damaged"),
    ],
    ids=["incomplete", "not JSON", "another architecture", "damaged"],
)
def test_what_is_no_model_is_refused_in_one_line(other: Path, change: Callable[[Path], object], message: str) -> None:
    change(other)
    result = run("info", str(other))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("deen: ")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


def test_a_model_is_fetched_once_and_its_folder_told(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def download(hub_id: str, **settings: object) -> str:
        asked.append(hub_id)
        return str(other)

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    result = run("fetch", "someone/something")
    assert (result.exit_code, result.stdout) == (0, f"{other}\n")
    assert set(asked) == {"someone/something"}


def test_what_the_hub_does_not_have_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(hub_id: str, **settings: object) -> str:
        raise LocalEntryNotFoundError("no network")

    monkeypatch.setattr("huggingface_hub.snapshot_download", offline)
    result = run("fetch", "someone/something")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("deen: someone/something: cannot be fetched")


@pytest.mark.slow
@pytest.mark.model
def test_a_model_is_calibrated_by_lines_and_their_references(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    nouns = [("Haus", "house"), ("Hund", "dog"), ("Garten", "garden"), ("Brief", "letter"), ("Tisch", "table")]
    pairs = [
        (f"Das ist {number} Mal {german}.", f"That is {number} times a {english}.")
        for german, english in nouns
        for number in range(2, 42)
    ]
    source, reference = tmp_path / "lines.de", tmp_path / "lines.en"
    source.write_text("".join(f"{german}\n" for german, _ in pairs), encoding="utf-8")
    reference.write_text("".join(f"{english}\n" for _, english in pairs), encoding="utf-8")
    told = table(run("calibrate", str(source), str(reference), "--no-memory"))
    [path] = told
    assert Path(path).parent == tmp_path / "home" / "confidence"
    assert told[path] == "200 lines of lines.de"
    assert table(run("info"))["confidence"] == "fitted on 200 lines of lines.de"
    reference.write_text("A house.\n", encoding="utf-8")
    refused = run("calibrate", str(source), str(reference))
    assert (refused.exit_code, refused.stdout) == (2, "")


@pytest.mark.model
def test_a_model_that_is_not_calibrated_says_so(other: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    (other / "confidence.json").unlink()
    assert table(run("info", str(other)))["confidence"] == "not known; deen model calibrate"
    article = tmp_path / "article.txt"
    article.write_text("Das Haus ist alt.\n", encoding="utf-8")
    told = CliRunner().invoke(deen, ["translate", str(article), "--model", str(other), "--no-memory"]).stderr
    assert told.splitlines()[-2:] == [
        "deen: 1 sentence",
        f"deen: no confidence is known of {other}; deen model calibrate finds it out",
    ]
    strict = ["translate", str(article), "--model", str(other), "--strict", "--min-confidence", "0.5"]
    result = CliRunner().invoke(deen, strict)
    assert result.exit_code == 2
    assert "no confidence is known of this model; deen model calibrate" in result.stderr
