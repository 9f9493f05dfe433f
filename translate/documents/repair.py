"""Mends what scraping breaks in German text, by the rules in repairs.tsv."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from glossary import wordlists
from translate import literals


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


# Rules feed each other ("betroffenund. dass"); more rounds than this mean a rule that feeds itself.
_ROUNDS = 8
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,60})[^\w\s]*\Z")
_WORD_AFTER = re.compile(r"[^\w]*([^\W\d_]{1,60})")
_LINKS = ("s", "es", "n", "en")
_REACH = 64
_QUOTE_REACH = 2000
# Addresses, paths, names with dots in them, program code.
_PROTECTED = re.compile(
    r"://|^\W*www\.|[@\\_=]|[^\W\d]\.[\w-]+\.\w|\w\.(?:at|ch|com|de|eu|net|org)\b|\w\(\)|\.\w+\(|^[/~#]|[a-z][A-Z]\w*[a-z][A-Z]"
)


def vocabulary(text: str) -> Mapping[str, int]:
    """How often each word stands in an article."""
    return Counter(_LETTERS.findall(text))


def repair(paragraph: str, article: Mapping[str, int] | None = None) -> Mended:
    """Mend a paragraph; `article` is the `vocabulary` of the article it stands in."""
    if article is None:
        article = vocabulary(paragraph)
    text, origins = paragraph, list[int]()
    repairs: list[Repair] = []
    for _ in range(_ROUNDS):
        changed = False
        for rule in _rules():
            edits = [
                (start, end, after)
                for match in rule.pattern.finditer(text)
                for start, end, after in [_edit(match, rule.replacement)]
                if not _protected(text, start) and _holds(rule, text, start, end, article)
            ]
            if edits:
                edits = _outside_literals(text, edits)
            if edits:
                changed = True
                origins = origins or list(range(len(text) + 1))
                for start, end, after in edits:
                    first, last = origins[start], origins[end]
                    repairs.append(Repair(first, last, paragraph[first:last], after, rule.name))
                text, origins = _apply(text, origins, edits)
        if not changed:
            break
    return Mended(text, tuple(sorted(repairs, key=lambda r: (r.start, r.end))), tuple(origins))


def _outside_literals(text: str, edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Edits that change nothing inside an address, a file name or the like."""
    spans = [one.span for one in literals.find(text)]
    # What is put in between two characters is inside if both are.
    reach = [(min(start, end - 1), max(end, start + 1)) for start, end, _ in edits]
    return [
        edit
        for edit, (start, end) in zip(edits, reach, strict=True)
        if not any(low <= start and end <= high for low, high in spans)
    ]


def _edit(match: re.Match[str], replacement: str) -> tuple[int, int, str]:
    """What really changes: the span and what comes there, without what stays as it was at both ends."""
    before, after = match[0], match.expand(replacement)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return match.start() + head, match.end() - tail, after[head : len(after) - tail]


def _alike(one: str, other: str) -> int:
    """How many characters are the same from the beginning."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _apply(text: str, origins: list[int], edits: list[tuple[int, int, str]]) -> tuple[str, list[int]]:
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
            holds = any(_PLACES[condition](text, start) for condition in conditions)
        else:
            holds = any(_CONDITIONS[condition](words[which], article) for condition in conditions)
        if holds is not wanted:
            return False
    return True


def _quoted(text: str, place: int) -> bool:
    return text.count('"', max(0, place - _QUOTE_REACH), place) % 2 == 1


def _opened(text: str, place: int) -> bool:
    """Whether the « or » beside a place closes what the other one opened."""
    at = place if text[place : place + 1] in ("«", "»") else place - 1
    mark, other = text[at], "«" if text[at] == "»" else "»"
    before = text[max(0, at - _QUOTE_REACH) : at]
    opening = before.rfind(other)
    return opening > before.rfind(mark) and (
        opening < 1 or before[opening - 1].isspace() or before[opening - 1] in "([–"
    )


def _title(word: str, article: Mapping[str, int]) -> bool:
    return word in wordlists.words("glossary", "german.txt")["title"]


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
    sections = wordlists.words("translate", "abbreviations.txt")
    return any(form in sections[section] for form in (word, word.lower()) for section in ("never", "sometimes"))


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
}
_PLACES = {"quoted": _quoted, "opened": _opened}


def is_compound(word: str, words: Set[str], *, parts: int = 3) -> bool:
    """Whether a word is made of two to `parts` of `words`: "Militärhilfe", "Staatsbesuch" (with a linking s).

    The last part is a noun where the first one has a capital; else it may be any word ("vorangegangen").
    """
    for cut in range(3, len(word) - 3):
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
def _rules() -> tuple[_Rule, ...]:
    lists: dict[str, str] = {}
    rules = []
    for line in wordlists.entries("translate", "repairs.tsv")[""]:
        name, pattern, *rest = line.split("\t")
        if name.startswith("{"):
            lists[name] = pattern
            continue
        for key, alternatives in lists.items():
            pattern = pattern.replace(key, alternatives)
        replacement, requires = rest
        rules.append(_Rule(name, re.compile(pattern), replacement, tuple(map(_requirement, requires.split()))))
    return tuple(rules)


def _requirement(text: str) -> tuple[str, bool, tuple[str, ...]]:
    which, conditions = text.split(":")
    return which, not conditions.startswith("!"), tuple(conditions.lstrip("!").split("|"))
