"""What a command says: on standard error what it is about, on standard output the result.

It stands in the lowest package, since the commands of all three speak with it. A terminal obeys control characters,
and an article, a glossary or the name of a file may have some. So whatever is a message, a row of a table or a label
goes through `shown`. A result for other programs (a translation, sentences, JSON, a glossary) is given as it is.
"""

import contextlib
import re
import sys
from collections.abc import Callable

import click

# C0 and C1, line separators, what turns the direction of a line round, and bytes of names that are no UTF-8.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_ENDS = re.compile("[\t\n\f\r]")
_FIRST_BYTE, _LAST_BYTE, _BYTES_FROM = 0xDC80, 0xDCFF, 0xDC00


def shown(text: str) -> str:
    """A text as one line that a terminal shows and does not obey.

    >>> shown("Kiew\\x1b[31m\\n"), shown("a\\u202eb"), shown("\\udcff.txt")
    ('Kiew\\\\x1b[31m\\\\n', 'a\\\\u202eb', '\\\\xff.txt')
    """
    return _CONTROL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if _FIRST_BYTE <= code <= _LAST_BYTE:
        return f"\\x{code - _BYTES_FROM:02x}"
    return repr(found[0])[1:-1]


def say(text: str) -> None:
    """What a command answers to the person who called it, where its result is a change and no text: one line."""
    # Where nobody can be told, the work goes on all the same.
    with contextlib.suppress(OSError):
        click.echo(shown(text), err=True)


def notify_once() -> Callable[[str], None]:
    """A `notify` that says the same only once: what is read for many articles is told with the first."""
    told: set[str] = set()

    def tell(notice: str) -> None:
        if notice not in told:
            told.add(notice)
            notify(notice)

    return tell


def notify(notice: str) -> None:
    """What the user should know, as one line that says whose it is."""
    say(f"deen: {notice}")


def row(*fields: str) -> None:
    """A row of a table on standard output, for people and for `cut`: fields with tabs between."""
    click.echo("\t".join(map(shown, fields)).rstrip("\t"))


def give(result: str | bytes, *, end: str = "\n") -> None:
    """Write a result to standard output, as it is; bytes get no `end`.

    On a terminal a notice follows if it holds what a terminal obeys.
    """
    # Colours are taken out by click where it is not told to leave them.
    click.echo(result if isinstance(result, bytes) else result + end, nl=False, color=True)
    if sys.stdout.isatty():
        text = result.decode("utf-8", "replace") if isinstance(result, bytes) else result
        if _CONTROL.search(_LINE_ENDS.sub("", text)):
            notify("the text has control characters, which your terminal obeyed; `| cat -v` shows them")
