"""German sentence boundaries, as offsets.

Every mark that may end a sentence is looked at with the word before it and the word after it; word lists
beside the code tell abbreviations and ordinals from ends. (Libraries were measured first, see
benchmarks/segmentation.py: the fast one misses too many boundaries at quotes, the exact one is too slow.)
"""

import re
from collections.abc import Callable

from glossary import wordlists

# A mark, then what closes with the sentence (quotation marks, brackets, marks of footnotes, emoji), then a gap, then
# what opens with the next one, and its first word.
_CANDIDATE = re.compile(
    r"""(?P<mark>[.!?…]+)
        (?P<closing>["“”»«›‹‘’')\]]*(?P<note>(?:\[[0-9]{1,3}\]|\([0-9]{1,2}\)|[¹²³⁴-⁹*†‡]){0,9})["“”»«›‹‘’')\]]*
            (?:[^\S\r\n]?[\u2600-\u27BF\uFE0F\u200D\U0001F000-\U0001FAFF])*)
        (?P<gap>\s+)
        (?=(?P<opening>(?:[-–—]\s+)?[\[("„“”»«›‹‚‘'¿¡–#@-]*)(?P<next>\w[\w'’-]{,40})?)""",
    re.VERBOSE,
)
# How far back the words before a mark are looked for; no German word that matters is longer.
_REACH = 60
_ROMAN = re.compile(r"[IVX]+")
_DOTTED = re.compile(r"(?:[^\W\d]{1,3}\.)+[^\W\d]{1,3}")
_LETTER = re.compile(r"\W*([^\W\d_]\.)")
_PART = re.compile(r"[-–/(]")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
# Words with a small letter that begin a sentence: an address, a brand such as iPhone.
_BEGINS_SMALL = re.compile(r"www|https?|[a-z]{1,2}[A-Z][\w-]*")
_OFFICE = re.compile(r"O?[A-ZÄÖÜ][a-zäöü]{1,3}[A-ZÄÖÜ]|O[A-Z][a-z]{1,3}")
# An abbreviation that is in no list, before a number or behind a title.
_UNLISTED = 5


def split(paragraph: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph as spans `[start, end)`, in order; between them stands only white space."""
    start = len(paragraph) - len(paragraph.lstrip())
    end = len(paragraph.rstrip())
    spans = []
    for match in _CANDIDATE.finditer(paragraph, start, end):
        if _ends(paragraph, start, match):
            spans.append((start, match.start("gap")))
            start = match.end()
    if start < end:
        spans.append((start, end))
    return spans


def _ends(paragraph: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends with this candidate."""
    following = match["next"]
    mark, closing = match["mark"], match["closing"].replace(match["note"], "", 1)
    # Without a word another mark follows, a lone dash or the like; a quotation or bracket may still open after it.
    if not following:
        return False
    named = match["opening"].endswith(("#", "@")) or _BEGINS_SMALL.fullmatch(following) is not None
    before = paragraph[max(start, match.start() - _REACH) : match.start()]
    if following[0].islower() and not named:
        return not match["opening"] and _goes_on_small(before, mark, closing, following)
    begins = named or following in wordlists.words("translate", "starters.txt")[""]
    if ")" in closing and not _bracket_began(paragraph, start, match.start()):
        return False
    if not {"!", "?"}.isdisjoint(mark):
        return True
    if len(mark) > 1 or mark == "…":
        return begins or bool(closing) or _dots_end(before)
    return _one_full_stop_ends(before, closing, following, begins, "(" in match["opening"])


def _one_full_stop_ends(before: str, closing: str, following: str, begins: bool, in_brackets: bool) -> bool:
    """Whether a full stop ends the sentence; `in_brackets` is whether a bracket opens before the word that follows."""
    words = before.split()
    if not words or before[-1].isspace():
        return bool(words)
    if closing.strip(")]") and not words[-1].isdecimal():
        return True
    if in_brackets and not begins and words[-1][-1].isdecimal():
        return False
    return _full_stop_ends(words, following, begins)


def _goes_on_small(before: str, mark: str, closing: str, following: str) -> bool:
    """Whether a sentence that was written with a small letter begins with `following`: "Wirklich? ja, so ist es"."""
    if closing or len(mark) > 1 or following not in wordlists.words("translate", "starters.txt")["small"]:
        return False
    word = before.split()[-1:] if before and not before[-1].isspace() else []
    if mark in "!?":
        return bool(word)
    return bool(word) and len(word[0]) > 3 and word[0] in wordlists.words("translate", "words.txt")[""]


def _dots_end(before: str) -> bool:
    """Whether dots belong to the words before them: free-standing ones leave something out ("und mehr … Munition")."""
    return bool(before) and not before[-1].isspace() and before[-1] != "("


def _bracket_began(paragraph: str, start: int, end: int) -> bool:
    """Whether the sentence began with the bracket that closes at `end`."""
    bracket = paragraph.rfind("(", max(start, end - 1000), end)
    return bracket >= 0 and not paragraph[start:bracket].strip("„“”\"'»«- –")


def _full_stop_ends(words: list[str], following: str, begins: bool) -> bool:
    """Whether a full stop after `words` (no white space between) ends the sentence."""
    word = words[-1].lstrip("([„“\"'»«‚‘/–-")
    previous = words[-2] if len(words) > 1 else ""
    last = _PART.split(word)[-1]
    if last.isdecimal() or _GROUPED.fullmatch(last):
        return _number_ends(last, previous, following, begins)
    if len(last) == 1 and last.isalpha():
        return begins and _letter_ends(words, last, previous)
    if _is_listed("never", word, last) or word.startswith("Dipl."):
        return False
    if _is_listed("sometimes", word, last) or word.endswith("str"):
        return begins or _is_no_abbreviation(last, previous, following)
    return begins or not (_is_dotted(word, last) or _is_unlisted(last, previous, following))


def _is_dotted(word: str, last: str) -> bool:
    """Whether a full stop makes a date (24.12.), a Roman ordinal or an abbreviation with several (U.S.)."""
    return bool(_DATE.fullmatch(last) or _ROMAN.fullmatch(word) or _DOTTED.fullmatch(word))


def _letter_ends(words: list[str], letter: str, previous: str) -> bool:
    """Whether the full stop behind a single letter may end a sentence: the last of "u. a.", "John F.", "2 l."."""
    abbreviations = wordlists.words("translate", "abbreviations.txt")
    dotted = _without_spaces(words[:-1], letter)
    if dotted in abbreviations["sometimes"] or _is_measure(letter, previous):
        return True
    return letter.isupper() and dotted not in abbreviations["never"]


def _is_listed(section: str, *words: str) -> bool:
    return any(_is_in(word, wordlists.words("translate", "abbreviations.txt")[section]) for word in words)


def _is_measure(unit: str, previous: str) -> bool:
    """Whether a word is a unit behind its number, which is written without a full stop: "42 km"."""
    return previous[-1:].isdecimal() and unit in wordlists.words("translate", "abbreviations.txt")["measures"]


def _is_no_abbreviation(word: str, previous: str, following: str) -> bool:
    """Whether a word that is an abbreviation sometimes is none between these two: "meine Art", "Er heißt Jan"."""
    lists = wordlists.words("translate", "abbreviations.txt")
    small = previous.lower()
    if word in lists["before numbers"]:
        return not following[0].isdigit() and not _ROMAN.fullmatch(following)
    if word in lists["months and days"]:
        dated = previous.rstrip(".,").isdecimal() or previous.rstrip(".,") in lists["months and days"]
        return not (dated or following[0].isdigit() or small in lists["before months and days"])
    if word in lists["pronouns"]:
        return previous.islower() and small not in lists["articles"]
    return _is_measure(word, previous)


def _is_unlisted(word: str, previous: str, following: str) -> bool:
    """Whether a short word that no list has is an abbreviation.

    So it is before a number, in small letters behind a title, and with a capital inside (StR. Vogel).
    """
    if not 1 < len(word) <= _UNLISTED or word in wordlists.words("translate", "words.txt")[""]:
        return False
    if _OFFICE.fullmatch(word):
        return True
    behind_title = word.islower() and previous.endswith(".") and not previous[:1].isdigit()
    return (following[0].isdigit() and word.isalpha()) or behind_title


def _without_spaces(words: list[str], last: str) -> str:
    """An abbreviation of several letters as the list has it: "z. B" as "z.B", "i. d. R" as "i.d.R"."""
    letters = [last]
    for word in reversed(words):
        match = _LETTER.fullmatch(word)
        if not match:
            break
        letters.append(match[1])
    return "".join(reversed(letters))


def _number_ends(word: str, previous: str, following: str, begins: bool) -> bool:
    """Whether the full stop after a number ends the sentence, or makes the number an ordinal."""
    abbreviations = wordlists.words("translate", "abbreviations.txt")
    if following in abbreviations["after ordinals"]:
        return False
    if begins:
        return True
    if following[0].isdigit():
        return len(word) > 2
    return bool(previous) and previous.lower() not in abbreviations["before ordinals"]


def _is_in(word: str, entries: frozenset[str]) -> bool:
    return word in entries or (word[:1].lower() + word[1:]) in entries


# Where a long sentence may be cut, best first: each place is the white space of the match.
_CUTS = (
    re.compile(r"(?<=[;:.!?])(\s+)|(\s+)(?=[–—-]\s)"),
    re.compile(r"(?<=,)(\s+)"),
    re.compile(r"(\s+)(?=(?:und|oder|aber|sondern|denn|sowie|doch|bzw\.)\s)"),
    re.compile(r"(\s+)"),
)


def split_long(text: str, length: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Cut a text whose `length` is over `limit` into parts that are within it, as spans `[start, end)`.

    A part over the limit is halved at the clause boundary nearest to its middle; the best kind of boundary in
    its middle half wins. A part of one character is not cut further. White space only is lost between parts.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    open_parts = [(start, end)] if start < end else []
    parts = []
    while open_parts:
        start, end = open_parts.pop()
        if end - start < 2 or length(text[start:end]) <= limit:
            parts.append((start, end))
        else:
            left, right = _cut(text, start, end)
            open_parts += [(right, end), (start, left)]
    return parts


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """End of the left part and start of the right one, both not empty."""
    middle = (start + end) // 2
    quarter = (end - start) // 4
    inner = (start + quarter, end - quarter)
    for cuts, (first, last) in [*((cuts, inner) for cuts in _CUTS), (_CUTS[-1], (start, end))]:
        gaps = [match.span() for match in cuts.finditer(text, first, last)]
        gaps = [(a, b) for a, b in gaps if start < a and b < end]
        if gaps:
            return min(gaps, key=lambda gap: abs(gap[0] - middle))
    return middle, middle
