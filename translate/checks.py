"""What is doubtful in a translation, told without a reference."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import eq

from glossary import wordlists
from glossary.linked import Span
from glossary.terms import TermMatch
from translate import (
    dates,
    doubled,
    english_words,
    exchanged,
    literals,
    name_spelling,
    negation,
    nonwords,
    quantities,
    same_times,
    units,
    verbless,
)

# English characters to one of German. Translations by people keep within these but for a few in ten thousand.
_SHORTEST, _LONGEST = 0.45, 1.9
# Characters by which a short sentence may be longer or shorter than that.
_SLACK = 15
# Mean log-probability of a piece below which a model guesses more than it knows. The bundled one does in three
# sentences of a hundred of news, whose translations have a chrF of 40 where all together have 58.
_UNSURE = -0.55
# The check that asks the model itself.
UNSURE = "model score"
# So often in a row a unit of this many words makes a loop; longer units as the last.
_REPEATS = {1: 4, 2: 3, 3: 3, 4: 2}
_LONGEST_UNIT = 60
# English lists have small words of other languages.
_SMALL_WORD = 3
# No German word has more characters.
_LONGEST_WORD = 100
_CHARACTER_LOOP = re.compile(r"([^\W\d]{1,8}?|[^\w\s.…*_=~#-])\1{7,}")
# Of marks, even with spaces between, a few more than a writer sets, and none where the source has a row of them.
_MARK_LOOP = re.compile(r"([^\w\s])(?:\s*\1){11,}")
_ROW_OF_MARKS = re.compile(r"([^\w\s])(?:\s*\1){3,}")
_NGRAM = 4
# What repeats itself has as many words at least that stood before.
_FEWEST_AGAIN = 3
# Of so many pairs of texts it is known whether one is a loop: it is asked of most of them twice.
_PAIRS = 2048
# To look for more in a whole text, one after the other, would take long; of the rest their forms tell.
_MOST_LITERALS = 200
_LOOK_ALIKES = frozenset({"code", "identifier", "street", "version", "placeholder"})
_GERMAN_DATE = re.compile(r"(?<![\w.,])[0-9]{1,2}\. ?[0-9]{1,2}\.(?:(?: ?[0-9]{4})?(?![0-9])|[0-9]{2}(?![0-9]))")
_REPLACEMENT = "\ufffd"
# What stands for a literal: neither a letter nor a digit.
_BLANK = "□"
_OF_WHOLE_TEXTS = frozenset({"literals", "characters", "length", "missing verb", "quotes", "brackets"})
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_EMOTICON = re.compile(r"[:;]-?[()]")
# What stands before the bracket of a list mark, as in `a)` and `1)`.
_LIST_MARK = re.compile(r"(?<!\w)\w{1,2}\Z")
_QUOTES = re.compile(r"[\"“”„«»‟]|''|``|,,")
_INDEFINITE = re.compile(r"(?:ein|eine[mnrs]?|keine?[mnrs]?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at a translation: `check` names the check, `detail` says what it saw."""

    check: str
    detail: str


def check(
    source: str,
    hypothesis: str,
    score: float | None,
    copied: Sequence[Span] = (),
    terms: Sequence[TermMatch] = (),
) -> tuple[Doubt, ...]:
    """What is doubtful in the translation of one German sentence.

    `copied` are spans of it that the translation has to have as they are, `terms` what the glossary has in it; `score`
    is the mean log-probability of the translation's pieces, None where no model wrote it.

    >>> [doubt.check for doubt in check("Er kommt nicht nach Frankfurt.", "He comes to Frankfurt to Frankfurt.", None)]
    ['negation', 'doubled phrase']
    """
    if not hypothesis.strip():
        return (Doubt("length", "the translation is empty"),) if source.strip() else ()
    whole, bare = (source, hypothesis), _without_literals(source, hypothesis, copied)
    doubts = [
        Doubt(name, detail)
        for name, finder in _CHECKS.items()
        for detail in finder(*(whole if name in _OF_WHOLE_TEXTS else bare))
    ]
    doubts += [Doubt(name, detail) for name, finder in _OF_WORDS.items() for detail in finder(*whole, terms)]
    lost = [source[start:end] for start, end in copied if source[start:end] not in hypothesis]
    doubts += [Doubt("literals", detail) for detail in _unshared(lost, [])]
    if score is not None and score < _UNSURE:
        doubts.append(Doubt(UNSURE, f"the model was unsure: mean log-probability {score:.2f}"))
    return tuple(doubts)


def _without_literals(source: str, hypothesis: str, copied: Sequence[Span]) -> tuple[str, str]:
    """Both texts without the literals that both have: the digits of an address are no numbers."""
    # What is left of more has the same digits on both sides.
    shared = list(dict.fromkeys(source[one.start : one.end] for one in literals.find(source, copied)))[:_MOST_LITERALS]
    for literal in sorted((one for one in shared if one in hypothesis), key=len, reverse=True):
        source, hypothesis = source.replace(literal, _BLANK), hypothesis.replace(literal, _BLANK)
    return source, hypothesis


def looped(source: str, hypothesis: str) -> bool:
    """Whether a translation ran into a repetition loop: the same few words, or letters, over and over.

    What the source repeats may be repeated as often.
    """
    return _loop(source, hypothesis) is not None


@lru_cache(maxsize=_PAIRS)
def _loop(source: str, hypothesis: str) -> str | None:
    """What the translation repeats over and over."""
    letters = _CHARACTER_LOOP.search(hypothesis)
    if letters and not _CHARACTER_LOOP.search(source):
        return letters[1]
    marks = _MARK_LOOP.search(hypothesis)
    if marks and not _ROW_OF_MARKS.search(source):
        return marks[1]
    words = _words(hypothesis)
    if len(words) - len(set(words)) < _FEWEST_AGAIN:
        return None
    long_runs = [run for run in _runs(words) if run[1] >= _REPEATS[min(len(run[0]), max(_REPEATS))]]
    allowed = _most_repeats(source) if long_runs else 0
    for unit, times in long_runs:
        if times > allowed:
            return " ".join(unit)
    # Over and over with changing words between: ever more of the same n-grams in ever longer sentences.
    counts = Counter(_ngrams(words))
    if counts:
        ngram, most = counts.most_common(1)[0]
        if most >= 4 and len(words) > 1.5 * len(_words(source)) and 2 * len(counts) < counts.total() + 1:
            return " ".join(ngram)
    return None


def _runs(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Units of words that stand twice or more in a row, and how often they do."""
    if len(set(words)) == len(words):
        return
    for size in range(1, min(len(words) // 2, _LONGEST_UNIT) + 1):
        pairs = list(map(eq, words, words[size:]))
        if sum(pairs) < size:
            continue
        start = 0
        for same, run in groupby(pairs):
            length = sum(1 for _ in run)
            if same and length >= size:
                yield tuple(words[start : start + size]), length // size + 1
            start += length


def _most_repeats(source: str) -> int:
    return max((times for _, times in _runs(_words(source))), default=1)


def _repetition(source: str, hypothesis: str) -> Iterator[str]:
    if (unit := _loop(source, hypothesis)) is not None:
        yield f"“{unit}” over and over"
        return
    words = _words(hypothesis)
    if len(words) - len(set(words)) < _NGRAM:
        return
    ngram, most = Counter(_ngrams(words)).most_common(1)[0]
    if most > 1 and most > _most_common(source):
        yield f"“{' '.join(ngram)}” {most} times"


def _most_common(source: str) -> int:
    """How often the most frequent word pair stands there: two words of German can become four of English."""
    words = _words(source)
    return max(Counter(pairwise(words)).values(), default=1)


def _ngrams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_NGRAM)), strict=False)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _numbers(source: str, hypothesis: str) -> Iterator[str]:
    yield from _unshared(*quantities.lost_numbers(source, hypothesis))
    yield from _exchanged(source, hypothesis, of_units=False)


def _dates(source: str, hypothesis: str) -> Iterator[str]:
    yield from _unshared(*quantities.lost_dates(source, hypothesis))
    left = _GERMAN_DATE.findall(hypothesis)
    if not left:
        return
    written = " ".join(source[one.start : one.end] for one in dates.read(source))
    same = set(_GERMAN_DATE.findall(written))
    same |= {date for date in dict.fromkeys(left) if date not in same and date in written}
    left = [date for date in left if date in same]
    if left:
        yield f"{', '.join(left)} as in German"


def _times(source: str, hypothesis: str) -> Iterator[str]:
    times = same_times.compared(source, hypothesis)
    yield from _unshared(times.lost, times.made_up)


def _units(source: str, hypothesis: str) -> Iterator[str]:
    yield from _unshared(*units.unshared(source, hypothesis))
    yield from _exchanged(source, hypothesis, of_units=True)


def _exchanged(source: str, hypothesis: str, *, of_units: bool) -> Iterator[str]:
    for word, english in exchanged.replaced(source, hypothesis, of_units=of_units):
        yield f"“{word}” became “{english}”"


def _doubled(source: str, hypothesis: str) -> Iterator[str]:
    if phrase := doubled.repeated(source, hypothesis):
        yield f"“{phrase}”"


def _verb(source: str, hypothesis: str) -> Iterator[str]:
    if verb := verbless.lacks_verb(source, hypothesis):
        yield f"nothing may stand for “{verb}”"


def _unknown_words(source: str, hypothesis: str, terms: Sequence[TermMatch]) -> Iterator[str]:
    for word in dict.fromkeys(nonwords.unknown(source, hypothesis, terms)):
        yield f"“{word}” is no English word"


def _names(source: str, hypothesis: str, terms: Sequence[TermMatch]) -> Iterator[str]:
    for name, other in dict.fromkeys(name_spelling.changed(source, hypothesis, terms)):
        yield f"“{name}” is spelt “{other}”"


def _negation(source: str, hypothesis: str) -> Iterator[str]:
    if word := negation.lost(source, hypothesis):
        yield f"{word} not in the translation"
    elif word := negation.made_up(source, hypothesis):
        yield f"{word} not in the source"


def _literals(source: str, hypothesis: str) -> Iterator[str]:
    """Addresses, names of files and such that are not the same on both sides, character for character.

    Those of the translation are told by forms made for German: of some kinds English has look-alikes.
    """
    asked = Counter(source[one.start : one.end] for one in literals.find(source))
    found = [(hypothesis[one.start : one.end], one.kind) for one in literals.find(hypothesis)]
    kept = Counter(one for one, _ in found)
    lost = [one for one, times in asked.items() if kept[one] < times]
    lost = [one for one in lost[:_MOST_LITERALS] if hypothesis.count(one) < asked[one]] + lost[_MOST_LITERALS:]
    made_up = list(dict.fromkeys(one for one, kind in found if kind not in _LOOK_ALIKES and one not in asked))
    absent = {one for one in made_up[:_MOST_LITERALS] if one not in source}.union(made_up[_MOST_LITERALS:])
    yield from _unshared(lost, [one for one, kind in found if kind not in _LOOK_ALIKES and one in absent])


def _characters(source: str, hypothesis: str) -> Iterator[str]:
    if _REPLACEMENT in hypothesis and _REPLACEMENT not in source:
        yield "a character that could not be read"


def _unshared(lost: Sequence[str], made_up: Sequence[str]) -> Iterator[str]:
    """What only one side has."""
    if lost:
        yield f"{', '.join(lost)} not in the translation"
    if made_up:
        yield f"{', '.join(made_up)} not in the source"


def _percentages(source: str, hypothesis: str) -> Iterator[str]:
    if quantities.lost_percentages(source, hypothesis):
        yield "per cent on one side only"


def _length(source: str, hypothesis: str) -> Iterator[str]:
    if len(hypothesis) < _SHORTEST * len(source) - _SLACK:
        yield f"short: {len(hypothesis)} characters for {len(source)}"
    elif len(hypothesis) > _LONGEST * len(source) + _SLACK:
        yield f"long: {len(hypothesis)} characters for {len(source)}"


def _german(source: str, hypothesis: str) -> Iterator[str]:
    """German words that came through untranslated.

    A word in small letters counts unless it stands within a name (Frankfurt am Main); a word with a capital
    letter only behind an indefinite article, where German has no names.
    """
    words = _WORD.findall(hypothesis)
    asked = _german_of(_WORD.findall(source), frozenset(words))
    if not asked:
        return
    names = [word[0].isupper() or word[0].isdigit() for word in words]
    left = [
        word
        for index, word in enumerate(words)
        if word in asked
        and not (word[0].islower() and any(names[max(index - 2, 0) : index]) and any(names[index + 1 : index + 3]))
    ]
    if left:
        yield ", ".join(dict.fromkeys(left))


def _german_of(words: Sequence[str], left: frozenset[str]) -> set[str]:
    """The words of a source that are German in a translation with the words `left`."""
    if left.isdisjoint(words):
        return set()
    small = {word for word in left.intersection(words) if _is_german(word)}
    return small | {
        word
        for article, word, following in zip(words, words[1:], [*words[2:], ""], strict=False)
        if word in left
        and _INDEFINITE.fullmatch(article)
        and word[0].isupper()
        and _is_noun(word)
        and not following[:1].isupper()
    }


def _is_german(word: str) -> bool:
    if not (word[0].islower() and len(word) > 1 and word in _german_words()):
        return False
    # "vehement"; the small words of names and phrases count all the same: "von", "des".
    return len(word) <= _SMALL_WORD or not english_words.is_listed(word)


def _is_noun(word: str) -> bool:
    """Whether a word with a capital letter is in the list, or made of two that are."""
    words = _german_words()
    return word in words or any(
        word[:cut] in words and word[cut:].capitalize() in words for cut in range(3, min(len(word), _LONGEST_WORD) - 3)
    )


@cache
def _german_words() -> frozenset[str]:
    return wordlists.words("translate", "words.txt")[""] - wordlists.words("translate", "shared_words.txt")[""]


def _brackets(source: str, hypothesis: str) -> Iterator[str]:
    if _unbalanced(hypothesis) and not _unbalanced(source):
        yield f"“{_unbalanced(hypothesis)}” stands alone"


def _unbalanced(text: str) -> str:
    """The first bracket without a partner."""
    if not _BRACKET.search(text):
        return ""
    waiting: list[str] = []
    text = _EMOTICON.sub("", text)
    for at, character in enumerate(text):
        if character in _BRACKETS.values():
            waiting.append(character)
        elif character in _BRACKETS and not waiting and _LIST_MARK.search(text[max(at - 3, 0) : at]):
            continue
        elif character in _BRACKETS and (not waiting or waiting.pop() != _BRACKETS[character]):
            return character
    return waiting[0] if waiting else ""


def _quotes(source: str, hypothesis: str) -> Iterator[str]:
    if len(_QUOTES.findall(source)) % 2 == 0 and len(_QUOTES.findall(hypothesis)) % 2:
        yield "a quotation mark without its partner"


_CHECKS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "numbers": _numbers,
    "percentages": _percentages,
    "dates": _dates,
    "times": _times,
    "units": _units,
    "negation": _negation,
    "literals": _literals,
    "characters": _characters,
    "length": _length,
    "German left over": _german,
    "repetition": _repetition,
    "doubled phrase": _doubled,
    "missing verb": _verb,
    "quotes": _quotes,
    "brackets": _brackets,
}
_OF_WORDS: dict[str, Callable[[str, str, Sequence[TermMatch]], Iterator[str]]] = {
    "unknown word": _unknown_words,
    "name spelling": _names,
}
