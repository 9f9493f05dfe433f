"""Whether a full stop ends a sentence, or belongs to an abbreviation, an ordinal or a date.

Told by the word before it, the one before that, and the word that follows; the lists are in abbreviations.txt.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from glossary import wordlists

_OPENING = "([„“\"'»«‚‘/–-*_"
_PART = re.compile(r"[-–/(]")
_ROMAN = re.compile(r"[IVXL]+")
_DOTTED = re.compile(r"(?:[^\W\d]{1,3}\.)+[^\W\d]{1,3}")
_LETTER = re.compile(r"\W*([^\W\d_]\.)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
# No German word is written so: no vowel, or an end that nobody can say ("Hptm", "Gefr", "Stabsfw").
_CLIPPED = re.compile(r"[B-DF-HJ-NP-TV-Z]?[b-df-hj-np-tv-xzß]{2,12}|\w{1,12}[bdfgkptz][rvw]")
# Words of an abbreviation that no list has, before a number or behind a title.
_UNLISTED = 5
_TITLE_WORDS = 6


def ends(words: Sequence[str], following: str, begins: bool, bracket: bool = False) -> bool:
    """Whether a full stop right after `words`, those before it in the sentence, ends the sentence.

    `following` is the next word, with a capital or a digit; `begins` is whether it takes a capital only where a
    sentence begins, `bracket` whether a bracket opens before it.

    >>> ends(["Das", "regelt", "Art"], "5", False), ends(["Das", "ist", "meine", "Art"], "Peter", False)
    (False, True)
    """
    word = words[-1].lstrip(_OPENING)
    last = _PART.split(word)[-1]
    previous = words[-2].lstrip(_OPENING) if len(words) > 1 else ""
    if last[-1:].isdecimal():
        if last.isdecimal() or _GROUPED.fullmatch(last):
            return _number_ends(last, previous, following, begins, bracket)
        if _DATE.fullmatch(last):
            return begins or not (_counts(previous) or _is_dated(previous))
    if len(last) == 1 and last.isalpha():
        return _letter_ends(words, last, following, begins)
    lists = _lists()
    if _is_in(word, lists["never"]) or _is_in(last, lists["never"]):
        return False
    if begins:
        return True
    return _is_no_abbreviation(last, previous, following) or not _abbreviates(words, word, last, following)


def is_abbreviation(word: str) -> bool:
    """Whether a word without its full stop is in the lists."""
    return any(form in _lists()[section] for form in (word, word.lower()) for section in ("never", "sometimes"))


def is_word(word: str) -> bool:
    """Whether a word before a full stop is known, and is no abbreviation."""
    return len(word) > 1 and word.isalpha() and _is_known(word) and not is_abbreviation(word)


def _abbreviates(words: Sequence[str], word: str, last: str, following: str) -> bool:
    """Whether a word may be an abbreviation, which goes on before a word that needs no sentence to begin."""
    if _is_known_abbreviation(word, last):
        return True
    return not _is_known(last) and _looks_abbreviated(words, word, last, following)


def _is_known_abbreviation(word: str, last: str) -> bool:
    """Whether a list has the word, or its form tells."""
    lists = _lists()
    if _is_in(word, lists["sometimes"]) or _is_in(last, lists["sometimes"]):
        return True
    if last in lists["faculties"] or last in lists["before numbers"] or _ROMAN.fullmatch(word):
        return True
    return bool(_DOTTED.fullmatch(word)) or word.endswith("str") or word.split(".", 1)[0] in lists["titles"]


def _looks_abbreviated(words: Sequence[str], word: str, last: str, following: str) -> bool:
    """Whether a word that no list has is abbreviated, by its letters or by its place."""
    if ".-" in word or _CLIPPED.fullmatch(last) or last.lower().endswith(_ends_of("ends of offices")):
        return True
    if last.islower() and len(last) <= 2 * _UNLISTED and _is_behind_title(words[:-1]):
        return True
    return following[0].isdigit() and 1 < len(last) <= _UNLISTED and last.isalpha() and not last.isupper()


def _is_no_abbreviation(word: str, previous: str, following: str) -> bool:
    """Whether a word that is an abbreviation sometimes is none between these two: "meine Art", "Er heißt Jan"."""
    lists = _lists()
    small = previous.lower()
    numbered = following[0].isdigit() or _ROMAN.fullmatch(following) is not None
    if word in lists["measures"]:
        return previous[-1:].isdecimal() and not numbered
    if word in lists["before numbers"]:
        return bool(previous) and not numbered and len(following) > 1
    if word in lists["months and days"]:
        return not (numbered or _is_dated(previous) or small in lists["before months and days"])
    return small in _words_behind().get(word, ()) and not numbered


def _is_dated(previous: str) -> bool:
    """Whether what stands before is a number or a day: "3. Jan.", "Di., 7.10."."""
    bare = previous.rstrip(".,")
    return bare.isdecimal() or bare in _lists()["months and days"] or previous.endswith((".", "–", "-"))


def _number_ends(word: str, previous: str, following: str, begins: bool, bracket: bool) -> bool:
    """Whether the full stop after a number ends the sentence, or makes the number an ordinal."""
    if not previous and len(word) < 4:
        # The number of an item.
        return False
    lists = _lists()
    # A count or a year; prepositions stand before those too.
    great = _YEAR.fullmatch(word) is not None or "." in word
    determined = previous.lower() in lists["before ordinals"] and previous.lower() not in lists["before years"]
    if following in lists["after ordinals"] and (determined or not great):
        return False
    if begins:
        return True
    if great:
        return bool(previous) and not determined
    if following[0].isdigit():
        return len(word) > 2
    return not _counts(previous) and not (bracket and len(word) < 3)


def _counts(previous: str) -> bool:
    """Whether an ordinal may follow a word: "zum 50. Todestag", "am 7.10."; nothing stands before a list's number."""
    return not previous or previous.lower() in _lists()["before ordinals"]


def _letter_ends(words: Sequence[str], letter: str, following: str, begins: bool) -> bool:
    """Whether the full stop after a single letter ends the sentence: "Vitamin C", "20 m", but not "J. S. Bach"."""
    lists = _lists()
    previous = words[-2] if len(words) > 1 else ""
    if letter in lists["measures"] and previous[-1:].isdecimal():
        return not following[0].isdigit()
    if letter.isupper() and previous.lower().endswith(_ends_of("before letters")):
        return True
    dotted = _without_spaces(words[:-1], letter)
    return begins and (dotted in lists["sometimes"] or (letter.isupper() and dotted not in lists["never"]))


def _without_spaces(words: Sequence[str], last: str) -> str:
    """An abbreviation of several letters as the list has it: "z. B" as "z.B", "i. d. R" as "i.d.R"."""
    letters = [last]
    for word in reversed(words):
        match = _LETTER.fullmatch(word)
        if not match:
            break
        letters.append(match[1])
    return "".join(reversed(letters))


def _is_behind_title(words: Sequence[str]) -> bool:
    """Whether words end with a title, or with one and small abbreviations behind it: "Dr. rer. nat."."""
    for word in reversed(words[-_TITLE_WORDS:]):
        if not word.endswith("."):
            return False
        bare = word.lstrip(_OPENING)[:-1]
        if bare in _lists()["titles"] or _PART.split(bare)[-1] in _lists()["titles"] or ".-" in bare:
            return True
        if not bare.islower():
            return False
    return False


def _is_known(word: str) -> bool:
    words = wordlists.words("translate", "words.txt")[""]
    return word in words or word.lower() in words


def _is_in(word: str, entries: frozenset[str]) -> bool:
    return word in entries or (word[:1].lower() + word[1:]) in entries


def _lists() -> Mapping[str, frozenset[str]]:
    return wordlists.words("translate", "abbreviations.txt")


@cache
def _ends_of(section: str) -> tuple[str, ...]:
    """The words of a section in small letters, for words that end so."""
    return tuple(word.lower() for word in _lists()[section])


@cache
def _words_behind() -> Mapping[str, frozenset[str]]:
    """What is a word and no abbreviation behind certain words, with these."""
    words: dict[str, frozenset[str]] = {}
    for line in wordlists.entries("translate", "abbreviations.txt")["words behind"]:
        word, *before = line.split()
        words[word] = words.get(word, frozenset()).union(before)
    return words
