"""What stands before the text of a line: list marks, numbers of chapters, ticks; told from what begins a sentence."""

import re

from glossary import wordlists
from translate.documents.repair import is_compound

_SIGN = r"[-–—*+•◦‣·▪▫▸►▶▹▷➢➤➔➜➡→⇒»›■□●○◆◇❖★☆✓✔✗✘✕☐☑☒❑❒✅❌👉🔴🔵]"
_MARK = re.compile(
    rf"(?:(?P<sign>{_SIGN}\uFE0F?|[-=]{{1,2}}>|#{{1,6}})|o(?=\s+[A-ZÄÖÜ])|\[\d{{1,3}}\]"
    r"|(?P<number>\d{1,3})(?:\.\)?|\))|(?P<numbers>[1-9]\d?(?:\.[1-9]\d?){1,4})(?P<dot>\.?)"
    r"|(?P<letters>[IVXL]{1,7}|[A-Z])\.|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVXL]{1,5})\))\s+"
    r"(?=(?:\[[ xX]\]\s+)?(?P<next>[\w-]{0,60})(?:\s+(?P<second>[\w-]{0,60}))?)(?:\[[ xX]\]\s+)?"
)
# How far a quotation that a mark of quotation opens is looked for.
_REACH = 500
_LABEL = re.compile(r"(\w{1,20}):?(?:\s+|\Z)")


def end(text: str, start: int, stop: int) -> int:
    """Where the text of a line begins that itself begins at `start` and ends at `stop`.

    >>> end("1. Mai", 0, 6), end("1. Ziel", 0, 7)
    (0, 3)
    """
    at = start
    while (match := _MARK.match(text, at, stop)) and _begins_list(match):
        at = match.end()
    label = _LABEL.match(text, at, stop)
    return label.end() if label and label[1] in wordlists.words("translate", "labels.txt")[""] else at


def _begins_list(match: re.Match[str]) -> bool:
    following, second = match["next"], match["second"] or ""
    if match["sign"]:
        # "» Guten Tag ! «" is a quotation.
        closing = {"»": "«", "›": "‹"}.get(match["sign"])
        return closing is None or match.string.find(closing, match.end(), match.end() + _REACH) < 0
    if match["number"]:
        # "3. Mai", "2. Bundesliga".
        return following not in _ordinal_nouns()
    if match["numbers"]:
        numbers = [int(number) for number in match["numbers"].split(".")]
        return following[:1].isupper() and not _is_date(numbers, match["dot"]) and not _is_unit(following)
    return match["letters"] is None or _is_numbered(match["letters"], following, second)


def _is_numbered(letters: str, following: str, second: str) -> bool:
    """Whether letters number a heading: Roman ones that count nothing, or one that is not the initial of a name."""
    if len(letters) == 1:
        return not (letters == "I" and _is_counted(following, second)) and _is_heading(following, second)
    return not _is_counted(following, second) and not following[:1].islower()


def _is_date(numbers: list[int], dot: str) -> bool:
    """Whether numbers may be a day, a month and perhaps a year: "1.5.", "24.12.23"."""
    day_and_month = numbers[0] <= 31 and numbers[1] <= 12
    return day_and_month and ((len(numbers) == 2 and dot != "") or (len(numbers) == 3 and numbers[2] > 12))


def _is_heading(following: str, second: str) -> bool:
    """Whether a letter and a full stop begin a list: before a German word that is no name ("A. Merkel sagte")."""
    functions = wordlists.words("translate", "starters.txt")[""]
    if following in functions:
        return True
    words = wordlists.words("translate", "words.txt")[""]
    known = following in words or following.lower() in words or is_compound(following, words)
    if not known or not following[:1].isupper() or following in wordlists.words("translate", "names.txt")[""]:
        return False
    return not second.islower() or second.capitalize() in functions


def _ordinal_nouns() -> frozenset[str]:
    return wordlists.words("translate", "abbreviations.txt")["after ordinals"]


def _is_counted(following: str, second: str) -> bool:
    """Whether a Roman number counts what follows: "II. Weltkrieg", "IV. Quartal", "II. Vatikanisches Konzil"."""
    counted = _ordinal_nouns() | wordlists.words("translate", "counted.txt")[""]
    return following in counted or second in counted


def _is_unit(word: str) -> bool:
    return word in wordlists.words("translate", "counted.txt")["units"]
