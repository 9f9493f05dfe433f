"""The command `deen`: parse, call, print, exit. Other rooms' commands are loaded when called."""

from importlib import import_module

import click

from glossary.errors import DeenError
from glossary.voice import notify

COMMANDS = {
    "translate": "translate.commands.translate:command",
    "segment": "translate.commands.segment:command",
    "model": "translate.commands.model:command",
    "train": "translate.commands.train:train",
    "glossary": "glossary.cli:glossary",
    "score": "eval.commands.score:command",
    "evaluate": "eval.commands.evaluate:command",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for, so that the start stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DeenError as error:
            notify(str(error))
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            notify("stopped")
            ctx.exit(130)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deen-mt", prog_name="deen")
def deen() -> None:
    """Translate German articles into English, offline, with the names right."""


if __name__ == "__main__":
    deen()
