"""All commands of deen with arguments that are good, so that one of them can be made bad."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from translate.cli import deen

# What a parameter is given to be good, by its metavar or name; others get the file.
_GOOD = {
    "SOURCE": "Kiew", "TARGET": "Kyiv", "NAME": "text", "HUB_ID": "nobody/nothing", "NAME|HUB_ID|DIR": "de-en",
    "FILE|SOURCE=TARGET": "Kiew=Kyiv", "NAME,…": "bleu", "SET": "wmt99", "kind": "place", "forms": "Kiews",
    "note": "a note",
    "LEXICON": "own", "plural": "Kyivs", "host": "127.0.0.1", "ORIGIN": "*", "TEXT|-": "article.txt", "text": "Kiew",
}  # fmt: skip
# What commands need beside what click requires, or what keeps them from taking a port or a network.
_BESIDES = {
    ("score",): ["-r", "article.txt"],
    ("evaluate",): ["-r", "article.txt"],
    ("serve",): ["--port", "0"],
    ("glossary", "export"): ["--format", "tsv"],
    ("corpus",): ["-o", "out"],
}
WRITTEN = {"output", "report_file", "html_file", "csv_file", "latex_file", "target", "folder"}
_FILES = {"article.txt": "Das Haus ist alt.\nIn Kiew.\n", "names.tsv": "source\ttarget\nKiew\tKyiv\n"}


@dataclass(frozen=True, slots=True)
class Place:
    """A parameter of a command that gets a bad value."""

    path: tuple[str, ...]
    command: click.Command
    parameter: click.Parameter

    def __str__(self) -> str:
        return " ".join((*self.path, self.name))

    @property
    def name(self) -> str:
        """What the code calls it."""
        return str(self.parameter.name)

    @property
    def is_written(self) -> bool:
        """Whether the value names what is to be written."""
        return self.name in WRITTEN and not (self.name == "target" and self.path[-1] == "add")

    @property
    def is_read(self) -> bool:
        """Whether the value names a file to be read, which has to be there."""
        file = isinstance(self.parameter.type, click.Path) or self.name in ("articles", "article")
        changed = self.path[0] == "glossary" and self.name == "file"
        return file and not self.is_written and not changed

    @property
    def is_number(self) -> bool:
        """Whether the value is a number."""
        return isinstance(self.parameter.type, click.types._NumberParamTypeBase)

    def arguments(self, value: str) -> list[str]:
        """The arguments of the command with this value and good ones."""
        given: list[str] = []
        positional: list[str] = []
        for one in self.command.params:
            here = one is self.parameter
            if not (here or one.required):
                continue
            values = [value, *[_good(one)] * (one.nargs - 1)] if here else [_good(one)] * max(one.nargs, 1)
            if isinstance(one, click.Option):
                given += [max(one.opts, key=len), *values]
            else:
                positional += values
        besides = _BESIDES.get(self.path, [])
        named = {max(one.opts, key=len) for one in self.command.params if one is self.parameter}
        if not named & {"--port", "--format"} and not set(besides) & set(self.parameter.opts):
            given += besides
        return [*self.path, *given, "--", *positional]


def _good(parameter: click.Parameter) -> str:
    metavar = (getattr(parameter, "metavar", None) or "").strip("[]").removesuffix("...")
    found = _GOOD.get(metavar) or _GOOD.get(str(parameter.name))
    return found or ("out" if parameter.name in WRITTEN else "article.txt")


def commands(
    command: click.Command = deen, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that is no group, with its names."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    with click.Context(command) as context:
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


def places() -> Sequence[Place]:
    """Every parameter that takes a value."""
    return [
        Place(path, command, one)
        for path, command in commands()
        for one in command.params
        if not (isinstance(one, click.Option) and one.is_flag)
    ]


def make_files(folder: Path) -> dict[str, bytes]:
    """Write the good files, and things that stand where no file can be; what they hold."""
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "dangling").symlink_to("gone/nothing")
    (folder / "loop").symlink_to("loop")
    return content(folder)


def content(folder: Path) -> dict[str, bytes]:
    """What the good files hold."""
    return {name: (folder / name).read_bytes() for name in _FILES}
