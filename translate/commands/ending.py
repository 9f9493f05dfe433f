"""How a command ends: whatever happens, with a line on standard error and an exit code."""

import io
import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path

import click

from glossary.errors import DeenError, reason
from glossary.voice import notify, say
from translate.commands import streams
from translate.commands.signals import Stopped, stopping

_UNUSABLE = 2
_OURS = Path(__file__).parents[2]


def code_of(command: Callable[[], object]) -> int:
    """Run a command; the exit code of the program. What went wrong is told in a line."""
    with streams.usable():
        try:
            with stopping():
                code = _code(command)
                streams.close()
        except BrokenPipeError:
            return _stopped(Stopped(signal.SIGPIPE))
        except Stopped as stop:
            return _stopped(stop)
        except OSError as error:
            return _system(error)
    return code


def _code(command: Callable[[], object]) -> int:
    try:
        result = command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.ClickException as error:
        return _usage(error)
    except click.Abort:
        notify("stopped: the input is at its end")
        return _UNUSABLE
    except DeenError as error:
        notify(str(error))
        return error.exit_code
    except MemoryError:
        notify("there is not enough memory for this; give less at once")
        return _UNUSABLE
    except OSError:
        raise
    except Exception as error:
        notify(_fault(error))
        return _UNUSABLE
    # What click gives back is an exit code; a command gives nothing back.
    return result if isinstance(result, int) else 0


def _stopped(stop: Stopped) -> int:
    streams.give_up()
    # Who closes a pipe has read enough, and wants to hear no more.
    if stop.number != signal.SIGPIPE:
        notify("stopped")
    return stop.exit_code


def _usage(error: click.ClickException) -> int:
    text = io.StringIO()
    error.show(text)
    usage, _, _ = text.getvalue().partition("Error: ")
    for line in (*usage.splitlines(), f"Error: {error.format_message()}"):
        say(line)
    return error.exit_code


def _system(error: OSError) -> int:
    """What the system refused and no room has told of."""
    if error.filename is not None:
        name = str(error.filename) if isinstance(error.filename, int) else os.fsdecode(error.filename)
        notify(f"{name}: {reason(error)}")
        streams.give_up()
    elif not _is_somewhere():
        notify("the current folder is gone; go to another one")
    else:
        notify(reason(error))
    return _UNUSABLE


def _is_somewhere() -> bool:
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _fault(error: Exception) -> str:
    """What nobody thought of, and where in deen it was."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_OURS)]
    where = f" ({Path(ours[-1].filename).relative_to(_OURS)}:{ours[-1].lineno})" if ours else ""
    lines = str(error).splitlines()
    said = f": {lines[0]}" if lines else ""
    return f"a fault of deen{where}, please report it: {type(error).__name__}{said}"
