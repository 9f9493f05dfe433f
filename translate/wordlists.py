"""The commented text files of German words beside the code."""

from functools import cache
from importlib.resources import files


@cache
def read(name: str) -> dict[str, frozenset[str]]:
    """The entries of a file by section; entries before the first `[section]` stand under the empty name."""
    sections: dict[str, set[str]] = {"": set()}
    current = sections[""]
    for line in files("translate").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections[line.strip("[]")] = set()
        elif line and not line.startswith("#"):
            current.add(line)
    return {section: frozenset(entries) for section, entries in sections.items()}
