"""Mends what scraping breaks in German text, by the rules in repairs.tsv."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from glossary import wordlists
from translate import literals
from translate.documents import full_stops


@dataclass(frozen=True, slots=True)
class Repair:
    """One mended scrape damage: `before` stood at the characters `[start, end)` of the document.

    `after` stands at the character `at` of the segment's text; None where that is not known.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text with its repairs, which are in order; `origins` is empty where nothing was mended."""

    text: str
    repairs: tuple[Repair, ...] = ()
    origins: tuple[int, ...] = ()

    def original(self, offset: int) -> int:
        """Where a character of the mended text stood; for one put in, where it was put."""
        return self.origins[offset] if self.origins else offset


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    replacement: str
    requires: tuple[tuple[str, bool, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules that are tried only in texts in which `where` is found."""

    where: re.Pattern[str] | None
    rules: tuple[_Rule, ...]


_Edit = tuple[int, int, str]

# Rules feed each other ("betroffenund. dass"); more rounds than this mean a rule that feeds itself.
_ROUNDS = 8
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,60})[^\w\s]{0,64}\Z")
_WORD_AFTER = re.compile(r"[^\w]*([^\W\d_]{1,60})")
_LINKS = ("s", "es", "n", "en")
_REACH = 64
_QUOTE_REACH = 2000
# Quotation marks of which each may open or close, those first that open where German is set as usual; and such of them
# as have a space, or nothing, on one side only.
_PAIRS = ("»«", "›‹", "„“")
_EITHER = frozenset("".join(_PAIRS))
_CLEAR = {
    pair: re.compile(rf"(?P<opening>[{pair}](?<![^\s(\[–].)(?=[^\W_]))|[{pair}](?<=[\w.,!?…].)(?=[\s.,;:)]|\Z)")
    for pair in _PAIRS
}
# Addresses, paths, names with dots in them, program code.
_PROTECTED = re.compile(
    r"://|^\W*www\.|[@\\_=]|[^\W\d]\.[\w-]+\.\w|\w\.(?:at|ch|com|de|eu|net|org)\b|\w\(\)|\.\w+\(|^[/~#]|[a-z][A-Z]\w*[a-z][A-Z]"
)


def vocabulary(text: str) -> Mapping[str, int]:
    """How often each word stands in an article."""
    return Counter(_LETTERS.findall(text))


def repair(paragraph: str, article: Mapping[str, int] | None = None) -> Mended:
    """Mend a paragraph; `article` is the `vocabulary` of the article it stands in."""
    text, origins = paragraph, list[int]()
    repairs: list[Repair] = []
    for _ in range(_ROUNDS):
        changed = False
        for rule in _tried(text):
            found = [_edit(match, rule.replacement) for match in rule.pattern.finditer(text)]
            if not found:
                continue
            if article is None:
                article = vocabulary(paragraph)
            if edits := _allowed(rule, text, found, article):
                changed = True
                origins = origins or list(range(len(text) + 1))
                for start, end, after in edits:
                    first, last = origins[start], origins[end]
                    repairs.append(Repair(first, last, paragraph[first:last], after, rule.name))
                text, origins = _apply(text, origins, edits)
        if not changed:
            break
    return Mended(text, tuple(sorted(repairs, key=lambda r: (r.start, r.end))), tuple(origins))


def _allowed(rule: _Rule, text: str, edits: list[_Edit], article: Mapping[str, int]) -> list[_Edit]:
    """Those of a rule's edits that its conditions allow, and that touch nothing to be copied."""
    edits = [
        (start, end, after)
        for start, end, after in edits
        if not _protected(text, start) and _holds(rule, text, start, end, article)
    ]
    return _outside_literals(text, edits) if edits else []


def _outside_literals(text: str, edits: list[_Edit]) -> list[_Edit]:
    """Edits that change nothing inside an address, a file name or the like."""
    spans = [one.span for one in literals.find(text)]
    starts = [start for start, _ in spans]
    kept = []
    for edit in edits:
        # What is put in between two characters is inside if both are.
        low, high = min(edit[0], edit[1] - 1), max(edit[1], edit[0] + 1)
        within = bisect_right(starts, low) - 1
        if within < 0 or high > spans[within][1]:
            kept.append(edit)
    return kept


def _edit(match: re.Match[str], replacement: str) -> _Edit:
    """What really changes: the span and what comes there, without what stays as it was at both ends."""
    before, after = match[0], match.expand(replacement)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return match.start() + head, match.end() - tail, after[head : len(after) - tail]


def _alike(one: str, other: str) -> int:
    """How many characters are the same from the beginning."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _apply(text: str, origins: list[int], edits: list[_Edit]) -> tuple[str, list[int]]:
    parts, moved = [], list[int]()
    done = 0
    for start, end, after in edits:
        parts += [text[done:start], after]
        moved += origins[done:start] + [origins[start]] * len(after)
        done = end
    return "".join([*parts, text[done:]]), moved + origins[done:]


def _protected(text: str, place: int) -> bool:
    before = text[max(0, place - _REACH) : place].rsplit(" ", maxsplit=1)[-1]
    after = text[place : place + _REACH].split(" ", 1)[0]
    return _PROTECTED.search(before + after) is not None


def _holds(rule: _Rule, text: str, start: int, end: int, article: Mapping[str, int]) -> bool:
    if not rule.requires:
        return True
    before = _WORD_BEFORE.search(text[max(0, start - _REACH) : start])
    after = _WORD_AFTER.match(text[end : end + _REACH])
    left = before[1] if before else ""
    right = after[1] if after else ""
    words = {"left": left, "right": right, "whole": left + right}
    for which, wanted, conditions in rule.requires:
        if which == "place":
            holds = any(_PLACES[condition](text, start, end) for condition in conditions)
        else:
            holds = any(_meets(condition, words[which], article) for condition in conditions)
        if holds is not wanted:
            return False
    return True


def _quoted(text: str, start: int, _end: int) -> bool:
    return text.count('"', max(0, start - _QUOTE_REACH), start) % 2 == 1


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the quotation mark beside a place opens."""
    marks = _opening_marks(text)
    return text[start - 1 : start] in marks if text[end : end + 1] not in _EITHER else text[end] in marks


@lru_cache(maxsize=4)
def _opening_marks(text: str) -> frozenset[str]:
    """Which quotation marks open in a text.

    Told by the first of a pair that has a space on one side only, else by which of the two comes first, else as German
    has it: »so«, ›so‹, „so“.
    """
    opening = set()
    for pair in _PAIRS:
        first, second = (text.find(mark) for mark in pair)
        turned = 0 <= second < first
        if (first >= 0 or second >= 0) and (clear := _CLEAR[pair].search(text)):
            turned = (clear[0] == pair[1]) is (clear.lastgroup == "opening")
        opening.add(pair[turned])
    return frozenset(opening)


def _bracketed(text: str, start: int, end: int) -> str:
    """What stands in the bracket that closes beside a place, if a space stands before it."""
    at = end if text[end : end + 1] == ")" else start - 1
    opening = text.rfind("(", max(0, at - _REACH), at)
    return text[opening + 1 : at] if opening >= 0 and not text[max(0, opening - 1) : opening].strip() else ""


def _aside(text: str, start: int, end: int) -> bool:
    return bool(_bracketed(text, start, end))


def _phrase(text: str, start: int, end: int) -> bool:
    """Whether the bracket closes more than a part of a word: "(am Montag)", but not "(un)"."""
    return any(character.isspace() or character.isupper() for character in _bracketed(text, start, end))


def _cased(text: str, start: int, end: int) -> bool:
    return not text[max(0, start - _QUOTE_REACH) : end + _QUOTE_REACH].islower()


def _meets(condition: str, word: str, article: Mapping[str, int]) -> bool:
    return _CONDITIONS[condition.removeprefix("!")](word, article) is not condition.startswith("!")


def _title(word: str, article: Mapping[str, int]) -> bool:
    titles = wordlists.words("glossary", "german.txt")["title"]
    # "Finanzministerin", "Landrat": a noun that ends with one.
    return word in titles or any(word[cut:].capitalize() in titles for cut in range(3, len(word) - 3))


def _name(word: str, article: Mapping[str, int]) -> bool:
    return (
        word in wordlists.words("translate", "names.txt")[""]
        or word in wordlists.words("translate", "first_names.txt")[""]
    )


def _says(word: str, article: Mapping[str, int]) -> bool:
    return word in wordlists.words("glossary", "german.txt")["saying"] or word in _starters("verbs")


def _starts(word: str, article: Mapping[str, int]) -> bool:
    return word in _starters("small")


def _starters(section: str) -> frozenset[str]:
    return wordlists.words("translate", "starters.txt")[section]


def _fused(word: str, article: Mapping[str, int]) -> bool:
    return _listed(word.capitalize(), article)


def _upper(word: str, article: Mapping[str, int]) -> bool:
    return word.isupper()


def _listed(word: str, article: Mapping[str, int]) -> bool:
    return word in wordlists.words("translate", "words.txt")[""]


def _small(word: str, article: Mapping[str, int]) -> bool:
    words = wordlists.words("translate", "words.txt")[""]
    if word.capitalize() in words:
        return False
    word = word.lower()
    # "vorangegangen": a verb with a prefix.
    return word in words or any(
        word[:cut] in words and word[cut:] in words and word[cut:].capitalize() not in words
        for cut in range(2, len(word) - 3)
    )


def _function(word: str, _article: Mapping[str, int] | None = None) -> bool:
    return word.capitalize() in wordlists.words("translate", "starters.txt")[""]


def _abbreviation(word: str, article: Mapping[str, int]) -> bool:
    return full_stops.is_abbreviation(word)


def _seen(word: str, article: Mapping[str, int]) -> bool:
    return article.get(word, 0) > 0


def _again(word: str, article: Mapping[str, int]) -> bool:
    return article.get(word, 0) > 1


def _word(word: str, article: Mapping[str, int]) -> bool:
    words = wordlists.words("translate", "words.txt")[""]
    return word in words or word.lower() in words or is_compound(word, words)


def _content(word: str, article: Mapping[str, int]) -> bool:
    words = wordlists.words("translate", "words.txt")[""]
    return word in words or (word[:1].isupper() and is_compound(word, words))


def _lower(word: str, article: Mapping[str, int]) -> bool:
    return word.islower() and _listed(word, article)


def _innen(word: str, article: Mapping[str, int]) -> bool:
    """The ending of "BürgerInnen"."""
    return word in ("In", "Innen")


_CONDITIONS: dict[str, Callable[[str, Mapping[str, int]], bool]] = {
    "word": _word,
    "listed": _listed,
    "content": _content,
    "lower": _lower,
    "small": _small,
    "function": _function,
    "abbrev": _abbreviation,
    "seen": _seen,
    "again": _again,
    "innen": _innen,
    "title": _title,
    "name": _name,
    "says": _says,
    "opens": _starts,
    "fused": _fused,
    "upper": _upper,
}
_PLACES: dict[str, Callable[[str, int, int], bool]] = {
    "quoted": _quoted,
    "opens": _opens,
    "aside": _aside,
    "phrase": _phrase,
    "cased": _cased,
}


# No word has more characters; in what has more it would take long to look for all that it may be made of.
_LONGEST_WORD = 100


def is_compound(word: str, words: Set[str], *, parts: int = 3) -> bool:
    """Whether a word is made of two to `parts` of `words`: "Militärhilfe", "Staatsbesuch" (with a linking s).

    The last part is a noun where the first one has a capital; else it may be any word ("vorangegangen").
    """
    for cut in range(3, min(len(word), _LONGEST_WORD) - 3):
        head, tail = word[:cut], word[cut:]
        noun = tail.capitalize()
        if (
            noun in words
            or (head[0].islower() and tail in words)
            or (parts > 2 and is_compound(noun, words, parts=parts - 1))
        ) and not _function(tail):
            stems = [head, *(head.removesuffix(link) for link in _LINKS if head.endswith(link))]
            if any(len(stem) > 2 and (stem.capitalize() in words or stem.lower() in words) for stem in stems):
                return True
    return False


@cache
def _groups() -> tuple[_Group, ...]:
    lists: dict[str, str] = {}
    groups: list[_Group] = []
    where: re.Pattern[str] | None = None
    rules: list[_Rule] = []
    for line in [*wordlists.entries("translate", "repairs.tsv")[""], "where\t"]:
        name, pattern, *rest = line.split("\t")
        for key, alternatives in lists.items():
            pattern = pattern.replace(key, alternatives)
        if name.startswith("{"):
            lists[name] = pattern
        elif name == "where":
            groups.append(_Group(where, tuple(rules)))
            where, rules = re.compile(pattern) if pattern else None, []
        else:
            replacement, requires = rest
            rules.append(_Rule(name, re.compile(pattern), replacement, tuple(map(_requirement, requires.split()))))
    return tuple(group for group in groups if group.rules)


def _tried(text: str) -> Iterator[_Rule]:
    """The rules that may change a text."""
    for group in _groups():
        if group.where is None or group.where.search(text):
            yield from group.rules


def _requirement(text: str) -> tuple[str, bool, tuple[str, ...]]:
    which, conditions = text.split(":")
    return which, not conditions.startswith("!"), tuple(conditions.lstrip("!").split("|"))
