"""The one reader of the data files in the `data/` folders: commented text, in sections.

A line `[name]`, in small letters, opens a section; what stands before the first is the section with the empty name.
A line that begins with `#` is a comment. What the lines of a section hold, and where they
come from, the head of each file says.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_HEADING = re.compile(r"\[([a-z][a-z -]+)\]")
# How blank lines, comments and headings begin.
_SPECIAL = ("", "#", "[")


@cache
def entries(package: str, file: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of a file in `package/data/` by section, without comments and blank lines.

    >>> entries("translate", "labels.txt")[""][:2]
    ('NEXT', 'PREV')
    """
    sections: dict[str, list[str]] = {"": []}
    current = sections[""]
    for line in files(package).joinpath("data", file).read_text(encoding="utf-8").splitlines():
        # Of a hundred thousand lines hardly any is asked further.
        if line[:1] not in _SPECIAL:
            current.append(line)
        elif heading := _HEADING.fullmatch(line):
            current = sections[heading[1]] = []
        elif line.startswith("["):
            current.append(line)
    return {name: tuple(lines) for name, lines in sections.items()}


@cache
def words(package: str, file: str) -> Mapping[str, frozenset[str]]:
    """The words of a file by section: any number of them stand on a line, divided by spaces.

    >>> sorted(words("glossary", "function_words.txt")["article"])
    ['a', 'an', 'the']
    """
    return {name: frozenset(" ".join(lines).split()) for name, lines in entries(package, file).items()}
