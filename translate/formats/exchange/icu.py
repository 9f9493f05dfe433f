"""Messages of ICU: where the words of `{count, plural, one {# Datei} other {# Dateien}}` stand.

https://unicode-org.github.io/icu/userguide/format_parse/messages/
"""

import re
from dataclasses import dataclass, field

from glossary.linked import Span
from glossary.wording import counted

_ARGUMENT = re.compile(r"\{\s*[\w.-]+\s*,\s*(plural|select|selectordinal)\s*,")
_NEXT = re.compile(r"'[{}|#]|[{}#]")
_CHOICE = re.compile(r"\s*(?:offset:\s*\d+\s+)?(=\d+|[\w.-]+)\s*\{")
# Choices deeper than this in each other are somebody's joke.
_DEEPEST = 60
_END = re.compile(r"\s*\}")


@dataclass(frozen=True, slots=True)
class Run:
    """The characters `[start, end)` of a message that are read as one text; `holes` in it are arguments.

    What a choice offers stands inside a hole and is a run of its own.
    """

    start: int
    end: int
    holes: tuple[Span, ...]


def has_choices(message: str) -> bool:
    """Whether there is an argument in a message that has choices."""
    return _ARGUMENT.search(message) is not None


def runs(message: str) -> list[Run]:
    """The runs of a message, outer ones first; raises `ValueError` where its braces are not those of ICU.

    >>> message = "{n, plural, one {# Datei} other {# Dateien}} weg"
    >>> [message[run.start : run.end] for run in runs(message)][1:]
    ['# Datei', '# Dateien']
    """
    open_levels = [_Level(0, 0, plural=False)]
    found: list[Run] = []
    at = 0
    while sign := _NEXT.search(message, at):
        level = open_levels[-1]
        at = sign.end()
        if sign[0] == "#":
            level.holes += [sign.span()] if level.plural else []
        elif sign[0][0] == "'":
            at = _after_quotes(message, at)
            level.holes.append((sign.start(), at))
        elif sign[0] == "{":
            at = _opened(message, sign.start(), open_levels)
        elif len(open_levels) == 1:
            raise ValueError("a brace closes that did not open")
        else:
            found.append(open_levels.pop().run(sign.start()))
            at = _closed(message, at, level, open_levels)
    if len(open_levels) > 1:
        raise ValueError("a brace is not closed")
    found.append(open_levels.pop().run(len(message)))
    return sorted(found, key=lambda run: (run.start, -run.end))


@dataclass(slots=True)
class _Level:
    """A run that is being read, inside an argument that began at `argument`."""

    argument: int
    start: int
    plural: bool
    holes: list[Span] = field(default_factory=list)

    def run(self, end: int) -> Run:
        return Run(self.start, end, tuple(self.holes))


def _after_quotes(message: str, at: int) -> int:
    """Where what an apostrophe began to quote ends."""
    end = message.find("'", at)
    return len(message) if end < 0 else end + 1


def _opened(message: str, start: int, open_levels: list[_Level]) -> int:
    """Where reading goes on at an argument: behind a simple one, or in the first choice."""
    argument = _ARGUMENT.match(message, start)
    if argument is None:
        end = message.find("}", start) + 1
        if not end or "{" in message[start + 1 : end]:
            raise ValueError("an argument is not closed")
        open_levels[-1].holes.append((start, end))
        return end
    plural = argument[1] != "select" or open_levels[-1].plural
    return _choice(message, argument.end(), start, plural, open_levels)


def _choice(message: str, at: int, argument: int, plural: bool, open_levels: list[_Level]) -> int:
    choice = _CHOICE.match(message, at)
    if choice is None:
        raise ValueError("an argument has no choices")
    if len(open_levels) > _DEEPEST:
        raise ValueError("choices are too deep in each other")
    open_levels.append(_Level(argument, choice.end(), plural))
    return choice.end()


def _closed(message: str, at: int, level: _Level, open_levels: list[_Level]) -> int:
    """Where reading goes on behind a choice: in the next one, or behind the argument."""
    end = _END.match(message, at)
    if end is None:
        return _choice(message, at, level.argument, level.plural, open_levels)
    open_levels[-1].holes.append((level.argument, end.end()))
    return end.end()


def left_alone(odd: int) -> list[str]:
    """What is to be said of a file with so many messages whose braces do not pair.

    >>> left_alone(0), left_alone(2)
    ([], ['2 messages of ICU whose braces do not pair: left alone'])
    """
    return [f"{counted(odd, 'message')} of ICU whose braces do not pair: left alone"] if odd else []
