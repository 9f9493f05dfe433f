"""Every regular expression of the packages, and texts made of each against which it may take too long.

What a pattern costs a search, it costs at each place of a text, so a pattern that reads on to the end from every place
and fails there takes the square of the text. From a pattern itself come the texts that do this to it: its own
repetitions repeated, and its own beginning again and again.
"""

import importlib
import inspect
import json
import math
import pkgutil
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from hostile.limits import TooLong, limited

# Stubs know nothing of how `re` reads a pattern.
codes: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")

PACKAGES = ("glossary", "translate", "eval")
_ROOT = Path(__file__).parent.parent.parent
# What looks at each place of a text, and what at one.
_SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_OF_ONE_PLACE = frozenset({"match", "fullmatch"})
_CHARACTERS = "aeiouxyzZABMä1270 \n\t.,;:!?-–_'\"„“»«()[]{}<>/\\|*+#@&%$€§=~^`²½漢ßé\u00a0\u00ad\r😀"
_SAMPLES = 2
_ALTERNATIVES = 6
# Repetitions of fewer are no danger.
_MANY = 8
# What does not go on with anything.
_FAILING = ("\x00", "\n")
_TEXT = (
    "Angela Merkel (CDU) sagte am Montag, dem 3. Mai 2021, um 14:30 Uhr: „Das kostet 5 Millionen Euro.“ Kim Jong Un "
    "kam nicht; 12,5 % der Kund:innen, z. B. aus Köln, gingen um acht. www.a.de/b?c=d&uuml;x, Ã¼, Haus,das\n\n- a\n"
)


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern as it was compiled at `place`, and what it is `asked`: search, match, fullmatch."""

    pattern: str
    flags: int
    place: str
    asked: tuple[str, ...]

    @property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)


class _Recorded:
    """A compiled pattern that remembers what it was asked."""

    def __init__(self, pattern: re.Pattern[Any], place: str) -> None:
        self.pattern_itself, self.place = pattern, place
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self.pattern_itself, name)


def collect() -> list[Used]:
    """The patterns of all modules and of their tables; call it in a process of its own, before anything is imported."""
    recorded: list[_Recorded] = []
    compile_ = re._compile  # type: ignore[attr-defined]

    def recording(pattern: Any, flags: Any) -> Any:
        if isinstance(pattern, _Recorded):
            return pattern
        compiled = compile_(pattern, flags)
        place = _place(sys._getframe(1))
        if place is None:
            return compiled
        recorded.append(_Recorded(compiled, place))
        return recorded[-1]

    re._compile = recording  # type: ignore[attr-defined]
    try:
        modules = list(_imported())
        for module in modules:
            _fill(module)
        _run()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    found: dict[tuple[str, int], Used] = {}
    for one in recorded:
        pattern = one.pattern_itself
        if isinstance(pattern.pattern, str):
            key = pattern.pattern, pattern.flags
            before = found.get(key, Used(*key, one.place, ()))
            asked = _asked(one.asked | asked_in_code(one.place))
            found[key] = replace(before, asked=tuple(sorted({*before.asked, *asked})))
    return [replace(one, asked=one.asked or ("search",)) for one in found.values()]


def _asked(names: Set[str]) -> set[str]:
    """What costs as much as all that a pattern is asked."""
    return {name if name in _OF_ONE_PLACE else "search" for name in names & (_OF_ONE_PLACE | _SEARCHING)}


def asked_in_code(place: str) -> set[str]:
    """What the pattern that is compiled at a place is asked in the code, if it has a name there."""
    path, line = place.rsplit(":", 1)
    named = re.match(r"\s*(_?[A-Z]\w*)(?:: [^=]+)? = re\.compile\(", _source(path).splitlines()[int(line) - 1])
    if not named:
        return set()
    private = named[1].startswith("_")
    sources = [_source(path)] if private else [_source(str(one)) for one in _modules()]
    return {name for source in sources for name in re.findall(rf"\b{named[1]}\.(\w+)\(", source)}


@cache
def _source(path: str) -> str:
    return (_ROOT / path).read_text(encoding="utf-8")


@cache
def _modules() -> tuple[Path, ...]:
    return tuple(path.relative_to(_ROOT) for package in PACKAGES for path in (_ROOT / package).rglob("*.py"))


def _place(frame: FrameType | None) -> str | None:
    """The nearest line of ours that asked for a pattern."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in PACKAGES:
            return f"{path.relative_to(_ROOT)}:{frame.f_lineno}"
        if path.parent.name != "re" and not path.name.startswith("functools"):
            return None
        frame = frame.f_back
    return None


def _imported() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"{name}."):
            if info.name.endswith("__main__"):
                continue
            try:
                yield importlib.import_module(info.name)
            except ImportError:
                # What needs an extra.
                continue


def _fill(module: ModuleType) -> None:
    """Has a module make its tables."""
    for value in list(vars(module).values()):
        ours = hasattr(value, "cache_info") and getattr(value, "__module__", "") == module.__name__
        if ours and not inspect.signature(value).parameters:
            value()


def _run() -> None:
    """Runs the targets, which make the rest."""
    from glossary.errors import DeenError
    from hostile.all_targets import TARGETS
    from hostile.target import TextTarget

    for target in TARGETS.values():
        if isinstance(target, TextTarget):
            with suppress(DeenError, AssertionError):
                target.run(_TEXT)


def texts(used: Used, seed: int = 0) -> dict[tuple[str, str, str], Callable[[int], str]]:
    """What is repeated, between what begins and what ends → the text of so many characters."""
    rng = random.Random(seed)
    parsed = _parser.parse(used.pattern, used.flags)
    found: dict[tuple[str, str, str], Callable[[int], str]] = {}
    for _ in range(_SAMPLES):
        for prefix, body in _repeated(rng, list(parsed), ""):
            for end in _FAILING:
                found.setdefault((prefix, body, end), _grown(prefix, body, end))
    return found


def _grown(prefix: str, body: str, end: str) -> Callable[[int], str]:
    return lambda length: prefix + body * (length // len(body)) + end


def _repeated(rng: random.Random, items: Sequence[Any], prefix: str) -> Iterator[tuple[str, str]]:
    """The repetitions of a pattern, each behind what stands before it, and its beginnings to be repeated."""
    written = prefix
    for op, argument in items:
        yield from _inside(rng, op, argument, written)
        written = _added(rng, op, argument, written)
        if written[len(prefix) :]:
            yield prefix, written[len(prefix) :]


def _inside(rng: random.Random, op: Any, argument: Any, prefix: str) -> Iterator[tuple[str, str]]:
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        _, most, body = argument
        if most >= _MANY and (text := _sequence(rng, body)):
            yield prefix, text
        yield from _repeated(rng, list(body), prefix)
    elif op is codes.SUBPATTERN:
        yield from _repeated(rng, list(argument[3]), prefix)
    elif op is codes.ATOMIC_GROUP:
        yield from _repeated(rng, list(argument), prefix)
    elif op in (codes.ASSERT, codes.ASSERT_NOT):
        yield from _repeated(rng, list(argument[1]), prefix)
    elif op is codes.BRANCH:
        for branch in _some(rng, argument[1]):
            yield from _repeated(rng, list(branch), prefix)


def _some(rng: random.Random, branches: Sequence[Any]) -> Sequence[Any]:
    return branches if len(branches) <= _ALTERNATIVES else rng.sample(branches, _ALTERNATIVES)


def _sequence(rng: random.Random, items: Any) -> str:
    text = ""
    for op, argument in items:
        text = _added(rng, op, argument, text)
    return text


def _added(rng: random.Random, op: Any, argument: Any, before: str) -> str:
    """A text with what an item of a pattern may fit behind it, or, for what looks back, before it."""
    if op is codes.ASSERT and argument[0] < 0:
        behind = _sequence(rng, argument[1])
        return behind[: max(0, len(behind) - len(before))] + before
    return before + _one(rng, op, argument)


def _one(rng: random.Random, op: Any, argument: Any) -> str:
    if op is codes.LITERAL:
        return chr(argument)
    if op in (codes.NOT_LITERAL, codes.ANY, codes.IN):
        return rng.choice(_fitting(op, argument))
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, body = argument
        return "".join(_sequence(rng, body) for _ in range(max(least, rng.randint(0, 1) if most else 0)))
    if op is codes.SUBPATTERN:
        return _sequence(rng, argument[3])
    if op is codes.ATOMIC_GROUP:
        return _sequence(rng, argument)
    if op is codes.BRANCH:
        return _sequence(rng, rng.choice(argument[1]))
    return ""


def _fitting(op: Any, argument: Any) -> str:
    """Characters, one of each kind, that an item of one character fits."""
    if op is codes.ANY:
        return _CHARACTERS.replace("\n", "")
    if op is codes.NOT_LITERAL:
        return _CHARACTERS.replace(chr(argument), "")
    negated = argument[0][0] is codes.NEGATE
    members = argument[1:] if negated else argument
    inside = {character for character in _CHARACTERS if any(_is_in(character, *member) for member in members)}
    if negated:
        return "".join(character for character in _CHARACTERS if character not in inside) or "\x01"
    firsts = (
        member[1] if member[0] is codes.LITERAL else member[1][0]
        for member in members
        if member[0] is not codes.CATEGORY
    )
    return "".join(sorted(inside)) or "".join(map(chr, firsts)) or "\x01"


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_NOT_DIGIT: lambda character: not character.isdecimal(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda character: not character.isspace(),
    codes.CATEGORY_WORD: lambda character: character.isalnum() or character == "_",
    codes.CATEGORY_NOT_WORD: lambda character: not (character.isalnum() or character == "_"),
}


def _is_in(character: str, op: Any, argument: Any) -> bool:
    if op is codes.LITERAL:
        return bool(ord(character) == argument)
    if op is codes.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    return op is codes.CATEGORY and _CATEGORIES[argument](character)


def seconds(used: Used, text: str) -> float:
    """CPU seconds of what a pattern is asked of a text."""
    pattern = used.compiled
    pattern.match("")
    began = time.process_time()
    if "search" in used.asked:
        for _ in pattern.finditer(text):
            pass
    if "match" in used.asked:
        pattern.match(text)
    if "fullmatch" in used.asked:
        pattern.fullmatch(text)
    return time.process_time() - began


# A text of this length that takes less than a linear pattern would at worst is not measured again.
_SHORT, _FACTOR = 4_000, 4
_SOON = 0.01
# A linear pattern has 1, a square 2; between the two is room for the noise of a busy machine.
TOO_MUCH = 1.7
# What has less, from the short texts alone, is not looked at in longer ones.
_CLEARLY_LESS = 1.4
_TRIES = 5
_GIVEN_UP = 8.0
# Below this a clock measures the machine.
_LEAST = 0.03


def growth(used: Used, make: Callable[[int], str]) -> float:
    """The exponent with which the time of a pattern grows, 0 where it is too short to be measured."""
    try:
        # What doubles with each character does so here.
        for length in (40, 400, _SHORT):
            with limited(_GIVEN_UP):
                soon = seconds(used, make(length)) < _SOON
        if soon:
            return 0.0
        exponent = _exponent(used, make, _SHORT // _FACTOR, 2)
        return exponent if exponent < _CLEARLY_LESS else _exponent(used, make, _SHORT, _TRIES)
    except TooLong:
        return math.inf


def _taken(used: Used, make: Callable[[int], str], length: int) -> float:
    """CPU seconds of one run, of so many that a coarse clock can tell."""
    text, taken, runs = make(length), 0.0, 0
    with limited(_GIVEN_UP):
        while taken < _LEAST:
            taken, runs = taken + seconds(used, text), runs + 1
    return taken / runs


def _exponent(used: Used, make: Callable[[int], str], length: int, tries: int) -> float:
    """The exponent from a text of this length to one several times as long, measured until it is not too much."""
    part, whole = math.inf, math.inf
    exponent = 0.0
    for _ in range(tries):
        # Noise only adds, so the least of each is nearest to what it costs.
        part = min(part, _taken(used, make, length))
        whole = min(whole, _taken(used, make, length * _FACTOR))
        exponent = math.log(whole / part, _FACTOR)
        if exponent < _CLEARLY_LESS:
            break
    return exponent


def worst(used: Used) -> tuple[float, tuple[str, str, str]]:
    """The exponent of the first text that grows too much, or the highest, and what is repeated in it."""
    highest, by = 0.0, ("", "", "")
    for kind, make in texts(used).items():
        exponent = growth(used, make)
        if exponent > highest:
            highest, by = exponent, kind
        if highest >= TOO_MUCH:
            break
    return highest, by


if __name__ == "__main__":
    json.dump([asdict(one) for one in collect()], sys.stdout)
