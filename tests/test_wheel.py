"""The wheel: what is in it, and that deen runs when it is installed from it, far from the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.model]

VERSION = version("deen-mt")
# What becomes a wheel: the packages and what `pyproject.toml` names.
SOURCES = ("eval", "glossary", "translate", "pyproject.toml", "README.md", "LICENSE")
DATA = ("glossary/data", "translate/data", "translate/models", "translate/pages/templates")


def run(*command: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy and without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / "source" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / "source" / name)
    offline = ("--no-build-isolation", "--no-deps", "--no-index", "--quiet")
    run(sys.executable, "-m", "pip", "wheel", *offline, "-w", folder, folder / "source", folder=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The programs of a fresh environment with the wheel; dependencies are those of the environment that runs this."""
    folder = wheel.parent / "environment"
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        wheel,
        folder=folder,
    )
    [packages] = folder.glob("lib/python*/site-packages")
    # After its own packages, so that those of the wheel come first.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / "bin"


def test_all_data_is_in_the_wheel_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    files = {path for folder in DATA for path in (ROOT / folder).rglob("*") if path.is_file()}
    files |= {path for package in SOURCES[:3] for path in (ROOT / package).rglob("*.py")}
    assert {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts} <= names
    assert {"translate/py.typed", "glossary/py.typed", "eval/py.typed"} <= names
    assert {name.split("/")[0] for name in names} == {*SOURCES[:3], f"deen_mt-{VERSION}.dist-info"}


def test_the_command_is_there(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "deen", "--version", folder=tmp_path) == f"deen, version {VERSION}\n"


def test_a_sentence_is_translated_without_torch(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Der Minister traf Lawrow in Kiew.\n", encoding="utf-8")
    assert "Lavrov" in run(installed / "deen", "translate", "article.txt", "--no-memory", folder=tmp_path)
    program = (
        "import sys; from translate import Translator; import translate; "
        "print(Translator(memory=False).translate('Das Haus ist alt.').text); "
        "print(translate.__file__, 'torch' in sys.modules, 'transformers' in sys.modules)"
    )
    text, facts = run(installed / "python", "-c", program, folder=tmp_path).splitlines()
    assert "house" in text.lower()
    path, *loaded = facts.split()
    assert Path(path).is_relative_to(installed.parent)
    assert loaded == ["False", "False"]
