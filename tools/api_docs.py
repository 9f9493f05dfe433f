"""Makes docs/api.md from the docstrings of the public names: `python tools/api_docs.py`."""

import dataclasses
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

PACKAGES = ("translate", "glossary", "eval")
PAGE = Path(__file__).parent.parent / "docs" / "api.md"
HEAD = """\
# deen from Python

Every public name of the three packages. Made from the docstrings by `tools/api_docs.py`; a test runs the examples and
holds this page against the code.
"""


def page() -> str:
    """The page as Markdown."""
    parts = (part for package in PACKAGES for part in _package(import_module(package)))
    return "\n\n".join([HEAD.strip(), *parts]) + "\n"


def _package(package: ModuleType) -> Iterator[str]:
    yield f"## `{package.__name__}`"
    yield _told(package)
    for name in package.__all__:
        thing = getattr(package, name)
        yield f"### `{package.__name__}.{name}`"
        yield from _class(thing) if inspect.isclass(thing) else _function(thing)


def _class(thing: type) -> Iterator[str]:
    if not issubclass(thing, Exception) and not getattr(thing, "_is_protocol", False):
        yield _code(f"{thing.__name__}{_signature(thing)}")
    yield _told(thing)
    for name, member in vars(thing).items():
        if name.startswith("_") or name in _fields(thing):
            continue
        if isinstance(member, property) or type(member).__name__ == "cached_property":
            yield f"**`.{name}`** {_told(member)}"
        elif inspect.isfunction(member) or isinstance(member, classmethod | staticmethod):
            function = getattr(thing, name)
            yield _code(f".{name}{_signature(function)}")
            yield _told(function)


def _function(thing: object) -> Iterator[str]:
    assert inspect.isfunction(thing)
    yield _code(f"{thing.__name__}{_signature(thing)}")
    yield _told(thing)


def _fields(thing: type) -> set[str]:
    return {field.name for field in dataclasses.fields(thing)} if dataclasses.is_dataclass(thing) else set()


def _signature(thing: object) -> str:
    assert callable(thing)
    signature = str(inspect.signature(thing)).replace(" -> None", "")
    signature = re.sub(r"<(?:built-in )?function (\w+)[^>]*>", r"\1", signature)
    # Names without the modules they are from, and without the quotes of what is defined further down.
    signature = re.sub(r"'([A-Z]\w*)'", r"\1", re.sub(r"\b(?:\w+\.)+(?=[A-Z])|~", "", signature))
    return signature.replace("(self, ", "(").replace("(self)", "()")


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _told(thing: object) -> str:
    """A docstring as Markdown, its examples as code."""
    lines: list[str] = []
    inside = False
    for line in inspect.getdoc(thing).__str__().splitlines():
        if line.startswith(">>>") and not inside:
            lines.append("```pycon")
            inside = True
        elif inside and not line:
            lines.append("```")
            inside = False
        lines.append(line)
    return "\n".join([*lines, "```"] if inside else lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
