"""What `pyproject.toml` says of the packages, and the one place where the version stands."""

import subprocess
import sys
import tomllib
from importlib.metadata import version

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def test_every_package_is_listed() -> None:
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in ("eval", "glossary", "translate")
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert set(SETUPTOOLS["packages"]) == folders


def test_every_pattern_of_data_files_matches_something() -> None:
    for package, patterns in SETUPTOOLS["package-data"].items():
        for pattern in patterns:
            assert list((ROOT / package.replace(".", "/")).glob(pattern)), (package, pattern)


def test_the_version_stands_in_one_place() -> None:
    ours = PROJECT["project"]["version"]
    command = [sys.executable, "-m", "translate.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == f"deen, version {version('deen-mt')}\n"
    assert version("deen-mt") == ours
    modules = [path for package in ("eval", "glossary", "translate") for path in (ROOT / package).rglob("*.py")]
    assert [path for path in modules if f'"{ours}"' in path.read_text(encoding="utf-8")] == []
