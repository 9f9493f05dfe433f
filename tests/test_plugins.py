"""Metrics that other packages bring along, found by their entry points."""

import importlib
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_metrics import write

from eval import comet, plugins
from eval.errors import EvaluationError
from translate.cli import deen

OVERLAP = """
def overlap(sources, hypotheses, references):
    print("noise")
    pairs = zip(hypotheses, references[0])
    return [len(set(one.split()) & set(other.split())) / max(len(other.split()), 1) for one, other in pairs]

def errors(sources, hypotheses, references, model=None):
    return [len(source) + (0 if model is None else int((model / "bias").read_text())) for source in sources]

errors.higher_is_better = False

def broken(sources, hypotheses, references):
    raise RuntimeError("no weights\\nin sight")

def ending(sources, hypotheses, references):
    raise SystemExit(3)

def gives(scores):
    return lambda sources, hypotheses, references: scores

nan, few, text, nothing = gives([1.0, float("nan")]), gives([1.0]), gives(["a", "b"]), gives(None)
nested, endless = gives([[1.0], [2.0]]), gives([1.0, float("inf")])
constant = 3
"""
NAMES = (
    "overlap", "Errors", "broken", "ending", "nan", "few", "text", "nothing", "nested", "endless", "constant", "absent"
)  # fmt: skip


def install(folder: Path, package: str, entry_points: dict[str, str], module: str = "", code: str = "") -> None:
    """A package as an installer leaves it: its metadata with entry points, and a module."""
    metadata = folder / f"{package.replace('-', '_')}-1.2.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n", encoding="utf-8")
    lines = [f"{name} = {value}" for name, value in entry_points.items()]
    (metadata / "entry_points.txt").write_text("\n".join([f"[{plugins.GROUP}]", *lines, ""]), encoding="utf-8")
    if module:
        (folder / f"{module}.py").write_text(code, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed packages, with the one of the metrics above, and texts to score where one works."""
    site = tmp_path / "site"
    install(site, "deen-overlap", {name: f"overlapping:{name.lower()}" for name in NAMES}, "overlapping", OVERLAP)
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "src", ["Das Haus.", "", "Ein Hof."])
    write(tmp_path / "ref", ["The house .", "", "A yard ."])
    write(tmp_path / "hyp", ["The house .", "", "One yard ."])
    importlib.invalidate_caches()
    comet._loaded.cache_clear()
    yield site
    for module in ("overlapping", "comet"):
        sys.modules.pop(module, None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deen, ["score", "hyp", "-r", "ref", *arguments])


def test_a_metric_of_a_package_is_scored_like_others(site: Path) -> None:
    done = run("-m", "overlap,bleu", "--csv", "scores.csv")
    assert done.exit_code == 0, done.stderr
    assert "noise" not in done.stdout
    assert "overlap" in done.stdout
    assert "nrefs:1|package:deen-overlap 1.2" in done.stdout
    rows = [row.split(",") for row in Path("scores.csv").read_text(encoding="utf-8").splitlines()]
    assert [row[:4] for row in rows] == [
        ["segment", "document", "system", "overlap"], ["1", "", "hyp", "1.0"], ["3", "", "hyp", "0.6667"]
    ]  # fmt: skip


def test_names_are_small_letters_and_models_are_handed_on(site: Path) -> None:
    (site / "folder").mkdir()
    (site / "folder" / "bias").write_text("100", encoding="utf-8")
    done = run("-m", "ERRORS", "-s", "src", "--metric-model", f"errors={site / 'folder'}")
    assert done.exit_code == 0, done.stderr
    assert "errors ↓" in done.stdout
    # The mean of 109 and 108, as a line without text is no segment.
    assert "108.50" in done.stdout
    assert "package:deen-overlap 1.2|model:folder" in done.stdout
    assert "8.50" in run("-m", "errors", "-s", "src").stdout


def test_without_a_source_it_gets_empty_ones(site: Path) -> None:
    assert "0.00" in run("-m", "errors").stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("broken", "metric broken of deen-overlap 1.2 failed: RuntimeError: no weights"),
        ("ending", "metric ending of deen-overlap 1.2 failed: SystemExit: 3"),
        ("nan", "nan gave line 3 the score nan"),
        ("endless", "endless gave line 3 the score inf"),
        ("few", "metric few of deen-overlap 1.2 gave 1 score for 2 segments"),
        ("text", "metric text of deen-overlap 1.2 failed: ValueError: could not convert string to float: 'a'"),
        ("nothing", "metric nothing of deen-overlap 1.2 failed: TypeError: 'NoneType' object is not iterable"),
        ("nested", "metric nested of deen-overlap 1.2 failed: TypeError"),
        ("constant", "metric constant of deen-overlap 1.2 cannot be loaded: TypeError: overlapping:constant is no"),
        ("absent", "metric absent of deen-overlap 1.2 cannot be loaded: AttributeError"),
    ],
)  # fmt: skip
def test_what_goes_wrong_in_a_metric_is_one_line(site: Path, name: str, message: str) -> None:
    done = run("-m", f"bleu,{name}")
    assert done.exit_code == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert message in line


def test_a_name_that_nobody_has(site: Path) -> None:
    done = run("-m", "bleu,unheard")
    assert done.exit_code == 2
    assert "“unheard” is not among bleu, chrf, chrf++, ter, terms, absent, broken, comet, constant" in done.stderr


def test_a_metric_that_cannot_be_imported(site: Path) -> None:
    install(site, "deen-lost", {"lost": "nowhere_to_be_found:score"})
    done = run("-m", "lost")
    assert done.exit_code == 2
    assert (
        "metric lost of deen-lost 1.2 cannot be loaded: ModuleNotFoundError: No module named 'nowhere_" in done.stderr
    )


def test_two_packages_with_one_name(site: Path) -> None:
    install(site, "other-overlap", {"Overlap": "overlapping:overlap"})
    with pytest.raises(EvaluationError, match=r"deen-overlap 1\.2 and other-overlap 1\.2 both have a metric overlap"):
        plugins.load("overlap")


def test_metrics_of_sacrebleu_are_no_plugins(site: Path) -> None:
    install(site, "own-bleu", {"bleu": "overlapping:broken"})
    assert run("-m", "bleu").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--metric-model", "overlap"], "“overlap” is not NAME=DIRECTORY, as in comet=models/wmt22-comet-da"),
        (["--metric-model", "=x"], "is not NAME=DIRECTORY"),
        (["--metric-model", "overlap=nowhere"], "nowhere: there is no such directory"),
        (
            ["--metric-model", "bleu=site"],
            "--metric-model bleu: no metric of that name is asked for that takes a model",
        ),
        (["--metric-model", "overlap=site"], "overlap() got an unexpected keyword argument 'model'"),
    ],
)
def test_models_that_are_for_nothing(site: Path, arguments: list[str], message: str) -> None:
    done = run("-m", "overlap", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


# --- COMET

STAND_IN = """
from pathlib import Path
from types import SimpleNamespace

loaded = []

class Model:
    def predict(self, samples, batch_size=8, gpus=1):
        return SimpleNamespace(scores=[float(one["mt"] == one["ref"]) / len(one["src"] or "-") for one in samples])

def load_from_checkpoint(checkpoint_path, reload_hparams=False, strict=False, local_files_only=False):
    assert local_files_only
    if not Path(checkpoint_path).is_file():
        raise Exception(f"Invalid checkpoint path: {checkpoint_path}")
    loaded.append(checkpoint_path)
    return Model()
"""


@pytest.fixture
def with_comet(site: Path) -> Path:
    """A stand-in for unbabel-comet with the same functions, and a model directory."""
    install(site, "unbabel-comet", {}, "comet", STAND_IN)
    checkpoint = site / "wmt22-comet-da" / "checkpoints" / "model.ckpt"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"")
    importlib.invalidate_caches()
    return checkpoint.parents[1]


def test_comet_that_is_not_installed_is_asked_for(site: Path) -> None:
    done = run("-m", "comet", "-s", "src")
    assert done.exit_code == 2
    assert done.stderr == "deen: metric comet needs the package unbabel-comet: pip install unbabel-comet\n"


def test_comet_with_a_local_model(with_comet: Path) -> None:
    write(Path("ref2"), ["A house .", "", "One yard ."])
    arguments = ["-m", "comet", "-s", "src", "--metric-model", f"comet={with_comet}"]
    done = CliRunner().invoke(deen, ["score", "hyp", "ref", "-r", "ref", "-r", "ref2", *arguments])
    assert done.exit_code == 0, done.stderr
    # Of two references the mean: 100 × (1/9 + 1/8) / 4.
    assert f"{100 * (1 / 9 + 1 / 8) / 4:.2f}" in done.stdout
    assert "nrefs:2|package:unbabel-comet 1.2|model:wmt22-comet-da" in done.stdout
    # For both systems once.
    assert len(sys.modules["comet"].loaded) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-s", "src"], "metric comet needs a model: --metric-model comet=DIRECTORY"),
        (
            ["-s", "src", "--metric-model", "comet=site"],
            "failed: Exception: Invalid checkpoint path: site/checkpoints/model",
        ),
        (["--metric-model", "comet=site"], "failed: ValueError: it compares with the source too: give that with -s"),
    ],
)
def test_what_comet_lacks(with_comet: Path, arguments: list[str], message: str) -> None:
    done = run("-m", "comet", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_package_may_bring_its_own_comet(site: Path) -> None:
    install(site, "my-comet", {"comet": "overlapping:overlap"})
    assert "package:my-comet 1.2" in run("-m", "comet").stdout


def test_part_of_comet_that_is_missing_is_named(site: Path) -> None:
    install(site, "unbabel-comet", {}, "comet", "import entmax_that_is_not_there")
    done = run("-m", "comet", "--metric-model", "comet=site")
    assert "metric comet of deen cannot be loaded: ModuleNotFoundError: No module named 'entmax_" in done.stderr


def test_the_measure_of_a_plugin_tells_its_direction(site: Path) -> None:
    made: Callable[..., object] = plugins.load("errors").metric
    assert made(["ab"], ["x"], [["y"]]) == [2]
    measure = plugins.measure(plugins.load("errors"), ["ab", "c"], [["x", "y"]])
    assert not measure.higher_is_better
    assert math.isclose(measure.score(["x", "y"]), 1.5)
