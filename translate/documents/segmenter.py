"""German sentence boundaries, as offsets.

Every mark that may end a sentence is looked at with the word before it and the word after it; word lists
beside the code tell abbreviations and ordinals from ends. (Libraries were measured first, see
benchmarks/segmentation.py: the fast one misses too many boundaries at quotes, the exact one is too slow.)
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from glossary import wordlists
from translate.documents import full_stops

_EMOJI_SET = r"[\u2600-\u27BF\uFE0F\u200D\U0001F000-\U0001FAFF]"
# Such as point at what follows, and begin its line.
_POINTER = (
    r"[\u2139\u23F0\u25B6\u260E\u26A0\u2705\u2709\u2713\u2714\u27A1\U0001F446-\U0001F449\U0001F4A1\U0001F4C5\U0001F4C6"
    r"\U0001F4CC\U0001F4CD\U0001F4DE\U0001F4E2\U0001F4E3\U0001F4E7\U0001F4F0\U0001F4F7\U0001F4F8\U0001F517\U0001F534"
    r"\U0001F5D3\U0001F6A8]"
)
# A mark, then what closes with the sentence (quotation marks, brackets, marks of footnotes, emoji), then a gap, then
# what opens with the next one, and its first word. `outer` may belong to the next one. The first condition spares the
# common case, a mark before a space and a letter, the looking for what closes.
_CANDIDATE = re.compile(
    rf"""(?P<mark>[.!?…](?<![.!?…].)[.!?…]*+)
        (?:(?=\S|[^\S\r\n](?:["“”»«›‹¹²³⁰⁴-⁹⁽⁾†‡\[]|{_EMOJI_SET}))
            (?P<closing>["“”»«›‹‘’')\]]{{0,9}}
                (?P<note>(?:\[[^\[\]\n]{{1,40}}\],?|\(\d{{1,2}}\)|(?:[^\S\r\n]?[¹²³⁰⁴-⁹⁽⁾†‡]|\*),?
                    |[^\S\r\n]\[\d{{1,3}}\]|<sup>[^<>]{{1,9}}</sup>){{0,9}})
                ["“”»«›‹‘’')\]_]{{0,9}})
            (?P<outer>(?:[^\S\r\n]["“”»«›‹](?=\s|\Z))?(?:[^\S\r\n]?(?!{_POINTER}){_EMOJI_SET}){{0,9}}))?
        (?P<gap>\s+)
        (?=(?P<opening>(?:(?:[–—•·"„“»«›‹]|-{{1,3}}|\+{{2,3}}|[§€$£]|{_EMOJI_SET}{{1,9}})\s{{1,3}})?
                (?:[\[("„“”»«›‹‚‘'’`¿¡–#@*_§€$+…-]|{_EMOJI_SET}){{0,9}})
            (?P<next>\w[\w'’-]{{,40}})?)""",
    re.VERBOSE,
)
# How far back the words before a mark are looked for; no German word that matters is longer.
_REACH = 60
_QUOTE_REACH = 2000
_QUOTES = frozenset("\"“”»«›‹‘’'")
_SIGNS = frozenset("#@§€$£")
_OTHER = {"»": "«", "«": "»", "›": "‹", "‹": "›", "“": "„", "”": "„"}
# What begins a sentence with a small letter as well: an address, a brand such as iPhone.
_WRITTEN_SMALL = re.compile(
    r"www\.|https?:|[\w.+-]{1,60}@\w|[\w.-]{1,60}\.(?:at|ch|com|de|eu|info|net|org)\b|[a-z]{1,2}[A-Z]|mRNA"
)
_EMOJI = re.compile(_EMOJI_SET)
_SECOND_WORD = re.compile(r"\W{0,9}\w{1,40}\s+(\w{1,40})")


def split(paragraph: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph as spans `[start, end)`, in order; between them stands only white space."""
    start = len(paragraph) - len(paragraph.lstrip())
    end = len(paragraph.rstrip())
    small = paragraph.islower()
    spans = []
    for match in _CANDIDATE.finditer(paragraph, start, end):
        if _ends(paragraph, start, match, small):
            border = _border(paragraph, start, match)
            spans.append((start, border))
            start = match.end() if border == match.start("gap") else border + 1
    if start < end:
        spans.append((start, end))
    return spans


def _border(paragraph: str, start: int, match: re.Match[str]) -> int:
    """Where a sentence that ends with a candidate ends: what stands behind a space may belong to the next one.

    So does a quotation mark that opens, and an emoji where emoji begin the sentences.
    """
    outer, place = match["outer"] or "", match.start("outer")
    if outer[1:2] in _QUOTES:
        return match.start("gap") if _closes(paragraph, start, place + 1) else place
    return place if outer[:1].isspace() and _EMOJI.match(paragraph, start) else match.start("gap")


def _closes(paragraph: str, start: int, place: int) -> bool:
    """Whether a quotation mark between spaces closes: a straight one by its turn, others if their fellow came first."""
    mark = paragraph[place]
    if mark == '"':
        return paragraph.count(mark, max(start, place - _QUOTE_REACH), place) % 2 == 1
    before = paragraph[max(0, place - _QUOTE_REACH) : place]
    first, other = before.find(mark), before.find(_OTHER[mark])
    return other >= 0 and not 0 <= first < other


def _ends(paragraph: str, start: int, match: re.Match[str], small: bool) -> bool:
    """Whether a sentence that began at `start` ends with this candidate; `small`: no word has a capital."""
    following = match["next"]
    # Without a word another mark follows, a lone dash or the like; a quotation or bracket may still open after it.
    if not following:
        return False
    before = paragraph[max(start, match.start() - _REACH) : match.start()]
    begins = not _SIGNS.isdisjoint(match["opening"])
    if following[0].islower() and not begins:
        begins = _WRITTEN_SMALL.match(paragraph, match.start("next")) is not None or following in _starters("brands")
        if not begins and (not small or following in _starters("going on")):
            return _ends_before_small(paragraph, match, before)
    following = following[:1].upper() + following[1:]
    closing, note = match["closing"] or "", match["note"] or ""
    begins = begins or bool(note) or following in _starters("")
    closing = closing.replace(note, "", 1)
    if ")" in closing and not _bracket_began(paragraph, start, match.start()):
        return False
    return _mark_ends(before, match["mark"], closing, following, begins, "(" in match["opening"])


def _mark_ends(before: str, mark: str, closing: str, following: str, begins: bool, bracket: bool) -> bool:
    """Whether a mark ends the sentence whose last characters are `before`; for the rest see `full_stops.ends`."""
    words = before.split()
    if not {"!", "?"}.isdisjoint(mark):
        named = words and words[-1] in wordlists.words("translate", "abbreviations.txt")["names with a mark"]
        return begins or not named
    if len(mark) > 1 or mark == "…":
        return begins or bool(closing) or _dots_end(before)
    if not words or before[-1].isspace():
        return bool(words)
    if not _QUOTES.isdisjoint(closing) and not words[-1].isdecimal():
        return True
    return full_stops.ends(words, following, begins, bracket)


def _ends_before_small(paragraph: str, match: re.Match[str], before: str) -> bool:
    """Whether a sentence begins with a small letter by mistake: "Wirklich? ja", but not "Was nun? fragte er"."""
    following, mark = match["next"], match["mark"]
    if match["opening"] or match["closing"] or (match["outer"] or "")[1:2] in _QUOTES:
        return False
    words = before.split()
    if not words:
        return False
    if not {"!", "?"}.isdisjoint(mark):
        return following in _starters("small") or following in _starters("small behind questions")
    if mark != "." or before[-1].isspace() or not full_stops.is_word(words[-1]):
        return False
    if following in ("das", "dies"):
        second = _SECOND_WORD.match(paragraph, match.end())
        return second is not None and second[1] in _starters("verbs")
    return following in _starters("small")


def _starters(section: str) -> frozenset[str]:
    return wordlists.words("translate", "starters.txt")[section]


def _dots_end(before: str) -> bool:
    """Whether dots belong to the words before them: free-standing ones leave something out ("und mehr … Munition")."""
    return bool(before) and not before[-1].isspace() and before[-1] != "("


def _bracket_began(paragraph: str, start: int, end: int) -> bool:
    """Whether the sentence began with the bracket that closes at `end`."""
    bracket = paragraph.rfind("(", max(start, end - 1000), end)
    return bracket >= 0 and not paragraph[start:bracket].strip("„“”\"'»«- –")


# Where a long sentence may be cut: at white space, best behind such a mark or before what fits, then behind the next
# marks, and so on.
_GAP = re.compile(r"\s+")
_CUTS: tuple[tuple[str, re.Pattern[str] | None], ...] = (
    (";:.!?", re.compile(r"[–—-]\s")),
    (",", None),
    ("", re.compile(r"(?:und|oder|aber|sondern|denn|sowie|doch|bzw\.)\s")),
)


def whole(paragraph: str) -> list[tuple[int, int]]:
    """A paragraph as one sentence, for those who ask for no more of them.

    >>> whole(" Ja. Nein. ")
    [(1, 10)]
    """
    start, end = len(paragraph) - len(paragraph.lstrip()), len(paragraph.rstrip())
    return [(start, end)] if start < end else []


def split_long(text: str, length: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Cut a text whose `length` is over `limit` into parts that are within it, as spans `[start, end)`.

    A part over the limit is halved at the clause boundary nearest to its middle; the best kind of boundary in
    its middle half wins. A part of one character is not cut further. White space only is lost between parts.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    open_parts = [(start, end)] if start < end else []
    cuts: _Gaps = ()
    parts = []
    while open_parts:
        start, end = open_parts.pop()
        if end - start < 2 or length(text[start:end]) <= limit:
            parts.append((start, end))
        else:
            cuts = cuts or _cuts(text)
            left, right = _cut(cuts, start, end)
            open_parts += [(right, end), (start, left)]
    return parts


# The white space at which a text may be cut, from one character to another, in order: each kind of cut, the best first,
# and all.
_Gaps = Sequence[Sequence[tuple[int, int]]]


def _cuts(text: str) -> _Gaps:
    gaps = [found.span() for found in _GAP.finditer(text)]
    kinds = [
        [(a, b) for a, b in gaps if (a and text[a - 1] in marks) or (ahead and ahead.match(text, b))]
        for marks, ahead in _CUTS
    ]
    return *kinds, gaps


def _cut(cuts: _Gaps, start: int, end: int) -> tuple[int, int]:
    """End of the left part and start of the right one, both not empty."""
    middle = (start + end) // 2
    quarter = (end - start) // 4
    tries = [*((gaps, start + quarter, end - quarter) for gaps in cuts), (cuts[-1], start, end)]
    for gaps, first, last in tries:
        number = bisect_left(gaps, (middle, 0))
        least, most = max(first, start + 1), min(last, end - 1)
        near = [(a, b) for a, b in gaps[max(number - 1, 0) : number + 1] if least <= a and b <= most]
        if near:
            return min(near, key=lambda gap: abs(gap[0] - middle))
    return middle, middle
