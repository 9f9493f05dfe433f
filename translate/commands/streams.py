"""The three streams of a command, whatever they are: closed, full, or of an encoding that lacks characters."""

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from glossary.voice import notify
from glossary.wording import counted

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_OUT = 1
_STREAMS = (0, 1, 2)
_LACKING = "deen-lacking"


@contextmanager
def usable() -> Iterator[None]:
    """Have streams that can be spoken to; what standard output has no character for is written as `\\u201e`, and told.

    One that is closed is told only if something is to be written there.
    """
    _reserve()
    before = sys.stdout
    if _number(before) in (None, _OUT):
        sys.stdout = _named(before)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    lacking = 0

    def escaped(error: UnicodeError) -> tuple[str | bytes, int]:
        nonlocal lacking
        if isinstance(error, UnicodeEncodeError):
            lacking += error.end - error.start
        return codecs.backslashreplace_errors(error)

    codecs.register_error(_LACKING, escaped)
    lenient = [_lenient(sys.stdout, _LACKING), _lenient(sys.stderr, "backslashreplace")]
    # It cannot be changed back once it was read from.
    _lenient(sys.stdin, "replace")
    encoding = sys.stdout.encoding
    try:
        yield
    finally:
        for stream, errors in filter(None, lenient):
            stream.reconfigure(errors=errors)
        sys.stdout = before
        if lacking:
            notify(
                f"standard output ({encoding}) cannot hold {counted(lacking, 'character')}, "
                "written as \\u and digits; PYTHONIOENCODING=utf-8 helps"
            )


class _Named(io.FileIO):
    """Standard output, whose errors say that it was this."""

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = "standard output"
            raise


def _named(before: TextIO | None) -> io.TextIOWrapper:
    """Standard output with errors that have a name."""
    raw = _Named(_OUT, "w", closefd=False)
    encoding = before.encoding if before else "utf-8"
    # As click does: what only says that nobody chose an encoding.
    encoding = "utf-8" if codecs.lookup(encoding).name == "ascii" else encoding
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, line_buffering=raw.isatty())


def _number(stream: object) -> int | None:
    """What number the system has for a stream: None for one that is closed, -1 for one that is not the system's."""
    if stream is None:
        return None
    try:
        return stream.fileno() if isinstance(stream, io.TextIOBase) else -1
    except (OSError, ValueError):
        return -1


def _reserve() -> None:
    """Take the numbers of closed streams, so that no file gets one and is spoken to.

    What is put there can be neither read nor written as the stream is.
    """
    for number in _STREAMS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number else os.O_WRONLY)


def _lenient(stream: object, errors: str) -> tuple[io.TextIOWrapper, str] | None:
    """Have a stream bear what it cannot encode; what it was before."""
    if not isinstance(stream, io.TextIOWrapper) or not stream.errors:
        return None
    before = stream.errors
    stream.reconfigure(errors=errors)
    return stream, before


def close() -> None:
    """Write what is left; raises `OSError` if that cannot be done, and nothing is tried again then."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        give_up()
        raise


def give_up() -> None:
    """Lead standard output nowhere, so that the end of the program does not fail on what could not be written."""
    if _number(sys.stdout) == _OUT:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _OUT)
        os.close(nowhere)
