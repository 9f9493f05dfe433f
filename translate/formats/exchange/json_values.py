"""The strings of a JSON text, with where they stand and the keys that lead to them.

The standard library tells no places, and recurses; this goes through any depth in one loop.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from translate.errors import DocumentError

_TOKEN = re.compile(
    r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<sign>[{}\[\],:])'
    r"|(?P<scalar>(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity)\b)",
    re.DOTALL,
)
_SPACE = re.compile(r"[ \t\n\r]*")
_ANY = "*"
_ANY_DEPTH = "**"
_LONGEST_PATH = 200
# How far one is on some paths: the numbers of each, and of its steps that are made.
States = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class JsonString:
    """The characters `[start, end)` between the quotation marks of a value; `key` is the nearest one above it.

    `selected`: one of the wanted paths leads to it. `metadata`: a key above it begins with @ or $.
    """

    start: int
    end: int
    key: str
    selected: bool
    metadata: bool
    path: str = ""


@dataclass(frozen=True, slots=True)
class Paths:
    """Ways to values: keys with dots between, `[]` for the items of a list, `*` for any key, `**` for any way.

    >>> Paths.of(["title", "items[].body"]).steps
    (('title',), ('items', '[]', 'body'))
    """

    steps: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, paths: Sequence[str]) -> "Paths":
        return cls(tuple(tuple(re.findall(r"\[\]|[^.\[\]]+", re.sub(r"\[\*?\d*\]", "[]", path))) for path in paths))

    def beginning(self) -> States:
        """Where in the paths one is at the root; each a path and how many of its steps are made."""
        return self._further((number, 0) for number in range(len(self.steps)))

    def after(self, states: States, key: str) -> States:
        """Where one is after a step to a key, or to an item, which is `[]`."""
        reached = set()
        for number, made in states:
            steps = self.steps[number]
            if made == len(steps):
                # What a path leads to is meant with all that is in it.
                reached.add((number, made))
            elif steps[made] == _ANY_DEPTH:
                reached.add((number, made))
            elif steps[made] in (key, _ANY):
                reached.add((number, made + 1))
        return self._further(reached)

    def is_end(self, states: States) -> bool:
        return any(made == len(self.steps[number]) for number, made in states)

    def _further(self, states: Iterable[tuple[int, int]]) -> States:
        """With the states that `**` is no step to."""
        reached = set(states)
        waiting = list(reached)
        while waiting:
            number, made = waiting.pop()
            if made < len(self.steps[number]) and self.steps[number][made] == _ANY_DEPTH:
                further = (number, made + 1)
                waiting += [further] if further not in reached else []
                reached.add(further)
        return frozenset(reached)


# What may come next.
_State = Literal["value", "value or ]", "key", "key or }", "colon", "comma", "nothing more"]


@dataclass(slots=True)
class _Level:
    """An object or a list that is open, or the text as a whole; `states` are those of the value that comes next."""

    kind: Literal["{", "[", ""]
    own: States
    states: States
    metadata: bool
    key: str
    path: str


class _Scanner:
    def __init__(self, text: str, name: str, paths: Paths, *, several: bool) -> None:
        self._text, self._name, self._paths = text, name, paths
        beginning = paths.beginning()
        self._levels = [_Level("", beginning, beginning, False, "", "")]
        self._state: _State = "value"
        self._behind: _State = "value" if several else "nothing more"

    def read(self) -> Iterator[JsonString]:
        at = 0
        while (at := self._past_space(at)) < len(self._text):
            token = _TOKEN.match(self._text, at)
            if token is None:
                raise self._error(at)
            if token["sign"]:
                self._sign(token["sign"], at)
            elif token["string"] and self._state.startswith("key"):
                self._key(token["string"][1:-1])
            elif not self._state.startswith("value"):
                raise self._error(at)
            else:
                if token["string"]:
                    yield self._value(at + 1, token.end() - 1)
                self._done()
            at = token.end()
        if len(self._levels) > 1 or self._state != self._behind:
            raise self._error(at)

    def _past_space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _value(self, start: int, end: int) -> JsonString:
        level = self._levels[-1]
        return JsonString(start, end, level.key, self._paths.is_end(level.states), level.metadata, level.path)

    def _done(self) -> None:
        """A value has ended."""
        self._state = "comma" if len(self._levels) > 1 else self._behind

    def _sign(self, sign: str, at: int) -> None:
        level = self._levels[-1]
        if sign in "{[" and self._state.startswith("value"):
            self._open(sign)
        elif sign == ":" and self._state == "colon":
            self._state = "value"
        elif sign == "," and self._state == "comma":
            self._state = "key" if level.kind == "{" else "value"
        elif (sign, level.kind) in (("}", "{"), ("]", "[")) and (self._state == "comma" or sign == self._state[-1]):
            self._levels.pop()
            self._done()
        else:
            raise self._error(at)

    def _open(self, sign: str) -> None:
        above = self._levels[-1]
        if sign == "{":
            level = _Level("{", above.states, frozenset(), above.metadata, above.key, above.path)
            self._state = "key or }"
        else:
            states = self._paths.after(above.states, "[]")
            level = _Level("[", above.states, states, above.metadata, above.key, _longer(above.path, "[]"))
            self._state = "value or ]"
        self._levels.append(level)

    def _key(self, key: str) -> None:
        level, above = self._levels[-1], self._levels[-2]
        level.key = key
        level.states = self._paths.after(level.own, key)
        level.metadata = above.metadata or key.startswith(("@", "$"))
        level.path = _longer(above.path, "." + key if above.path else key)
        self._state = "colon"

    def _error(self, at: int) -> DocumentError:
        line = self._text.count("\n", 0, at) + 1
        column = at - self._text.rfind("\n", 0, at)
        found = repr(self._text[at : at + 10]) if at < len(self._text) else "the end"
        where = f"line {line}, column {column}"
        return DocumentError(
            f"{self._name}: not JSON: {where} has {found} where {self._state} should be; mend it there"
        )


def _longer(path: str, key: str) -> str:
    """The way to a value; of a very long one the beginning, for it is only to be read."""
    return path + key if len(path) < _LONGEST_PATH else path


def strings(text: str, name: str, paths: Paths, *, several: bool = False) -> Iterator[JsonString]:
    """The values of a JSON text that are strings, in order; with `several`, values may follow each other, as in lines.

    Raises `DocumentError` for what is not JSON.

    >>> [one.key for one in strings('{"a": ["x", {"b": "y"}], "c": 1}', "a.json", Paths(()))]
    ['a', 'b']
    """
    return _Scanner(text, name, paths, several=several).read()
