"""The command `deen`: parse, call, print, exit. Other rooms' commands are loaded when called."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from translate.commands.ending import code_of
from translate.commands.signals import Stopped

COMMANDS = {
    "translate": "translate.commands.translate:command",
    "segment": "translate.commands.segment:command",
    "model": "translate.commands.model:command",
    "lexicon": "translate.commands.lexicon:command",
    "train": "translate.commands.train:command",
    "serve": "translate.commands.serve:command",
    "corpus": "translate.commands.corpus:command",
    "glossary": "glossary.cli:glossary",
    # Commands of that group that stand here because they ask the translator.
    "glossary suggest": "translate.commands.suggest:command",
    "glossary try": "translate.commands.try_terms:command",
    "score": "eval.commands.score:command",
    "evaluate": "eval.commands.evaluate:command",
    "testset": "eval.commands.testset:command",
    "testset review": "eval.commands.review:command",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for, so that the start stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [path for path in COMMANDS if " " not in path]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = _loaded(cmd_name)
        if isinstance(command, click.Group):
            for path in COMMANDS:
                group, _, name = path.partition(" ")
                if name and group == cmd_name:
                    command.add_command(_loaded(path), name)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _before_click():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        with _before_click():
            return super().invoke(ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """As click's; standing alone, it ends as `ending` says."""

        def run() -> object:
            return super(LazyGroup, self).main(args, prog_name, complete_var, False, **extra)

        if not standalone_mode:
            return run()
        sys.exit(code_of(run))


@contextmanager
def _before_click() -> Iterator[None]:
    """Take what click would end in a way of its own."""
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(signal.SIGINT) from None
    except BrokenPipeError:
        raise Stopped(signal.SIGPIPE) from None


def _loaded(path: str) -> click.Command:
    module, attribute = COMMANDS[path].split(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deen-mt", prog_name="deen")
def deen() -> None:
    """Translate German articles into English, offline, with the names right."""


if __name__ == "__main__":
    deen()
