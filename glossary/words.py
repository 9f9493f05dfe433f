"""The classes of words in the data files of this package."""

from functools import cache
from importlib import resources


@cache
def classes(file: str) -> dict[str, frozenset[str]]:
    """The words of a data file by class: a line in brackets opens a class, `#` a comment line."""
    found: dict[str, set[str]] = {}
    name = ""
    for line in resources.files("glossary").joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = set()
        elif not line.startswith("#"):
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in found.items()}
