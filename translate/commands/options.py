"""The options that commands which translate have in common, as the values that the rest of the program takes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from glossary import store
from glossary.terms import Glossary
from translate.options import BEAM_SIZE, BUNDLED, Clock, Device, EngineName, Options, Quotes, Style

P = ParamSpec("P")
R = TypeVar("R")


class Finite(click.FloatRange):
    """A number within bounds; neither infinite nor none at all."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """As click's."""
        number = super().convert(value, parameter, context)
        if not isfinite(number):
            self.fail(f"{value!r} is not a finite number", parameter, context)
        return number


FILE = click.Path(dir_okay=False, path_type=Path)

glossary_files = click.option(
    "-g", "--glossary", "glossaries", metavar="FILE", multiple=True, type=FILE,
    help="A glossary over the shipped one and your own; of several, later ones win.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glossaries:
    """The glossaries of a run: `files` go over the shipped one and the user's own; with `none`, none is enforced."""

    files: tuple[Path, ...]
    none: bool

    def load(self, beside: Path | None, tell: Callable[[str], object]) -> Glossary:
        """The glossary to enforce; `beside` is the folder of the text, whose glossary counts too.

        `tell` is called with what contradicts itself in a file. Raises `GlossaryError` for one that cannot be read.
        """
        return Glossary() if self.none else store.load(self.files, beside, tell)


def _given(no_glossary: str) -> list[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    """The options of a translation, in the order of the help."""
    return [
        glossary_files,
        click.option("--no-glossary", "no_terms", is_flag=True, help=no_glossary),
        click.option("--model", metavar="NAME|HUB_ID|DIR", default=BUNDLED, show_default=True),
        click.option("--engine", type=click.Choice(["ct2", "torch"]), default="ct2", show_default=True),
        click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True),
        click.option("--beam-size", metavar="N", type=click.IntRange(1, 32), default=BEAM_SIZE, show_default=True),
        click.option("--quotes", type=click.Choice(["straight", "curly"]), default="straight", show_default=True,
                     help="Quotation marks and apostrophes of the English."),
        click.option("--clock", type=click.Choice(["12", "24"]), default="12", show_default=True,
                     help="Hours of the English: 2:30 p.m. or 14:30."),
        click.option("--no-names", is_flag=True, help="Enforce the glossary alone: find no further names."),
        click.option("--no-lexicon", is_flag=True, help="Look up no words that the model hardly knows."),
        click.option("--no-memory", is_flag=True,
                     help="Neither read nor write the translation memory."),
    ]  # fmt: skip


def translation_options(
    *, no_glossary: str = "Enforce no terms at all.", memory: bool = True
) -> Callable[[Callable[Concatenate[Options, Glossaries, P], R]], Callable[..., R]]:
    """Give a command the options of a translation; it is called with their values, in front of its own parameters.

    `no_glossary` is what the command's help says of that option. Without `memory` there is none.
    """

    def decorate(command: Callable[Concatenate[Options, Glossaries, P], R]) -> Callable[..., R]:
        @wraps(command)
        def parsed(
            glossaries: tuple[Path, ...],
            no_terms: bool,
            model: str,
            engine: EngineName,
            device: Device,
            beam_size: int,
            quotes: Quotes,
            clock: Clock,
            no_names: bool,
            no_lexicon: bool,
            no_memory: bool = True,
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> R:
            options = Options(
                model, engine, device, beam_size,
                memory=not no_memory, names=not (no_names or no_terms), style=Style(quotes, clock),
                lexicon=not no_lexicon,
            )  # fmt: skip
            return command(options, Glossaries(glossaries, no_terms), *args, **kwargs)

        with_options: Callable[..., R] = parsed
        for option in reversed(_given(no_glossary)[: None if memory else -1]):
            with_options = option(with_options)
        return with_options

    return decorate
