"""What a sentence is translated without, and where it goes in the translation: tags, footnote marks, emoji.

Tags in pairs go around what translates the words between them; other marks stay with the word before them, or with that
behind them where they touch it. The links of the translation tell which words these are.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.linked import Link, LinkedText, Span, overlap

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
# Between these a word goes on: <b>Haus</b>boot. All others part words.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark"}
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
# These may stand without a partner; any other one that does is a word that is spoken of: "the <label> element".
_ALONE = frozenset(
    {
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
    }
    | {"img", "input", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul", "wbr"}
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SIGN = re.compile(r"\s*[^\w\s]")
_LETTER_OR_DIGIT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text that goes in at the character `at` of a translation; it is that of a span of the source."""

    at: int
    text: str
    source: Span


def parts_words(mark: str) -> bool:
    """Whether what stands on both sides of a mark is two words, even where it touches both.

    >>> parts_words("<b>"), parts_words("<br/>"), parts_words("⚽")
    (False, True, True)
    """
    tag = _TAG.match(mark)
    return tag is None or tag[2].lower() not in _INLINE


def structural(source: str, tags: Sequence[Span]) -> list[Span]:
    """Those of the tags of a source that mark parts of it, and are not spoken of like words.

    >>> text = "das <b>alte</b> <name>-Element"
    >>> [text[start:end] for start, end in structural(text, [(4, 7), (11, 15), (16, 22)])]
    ['<b>', '</b>']
    """
    paired = {number for pair in _pairs(source, tags) for number in pair}
    kept = []
    for number, (start, end) in enumerate(tags):
        tag = _TAG.match(source[start:end])
        may_be_alone = tag is None or tag[2].lower() in _ALONE
        if number in paired or (may_be_alone and source[end : end + 1] != "-"):
            kept.append((start, end))
    return kept


def insertions(source: str, linked: LinkedText, marks: Sequence[Span], copied: Sequence[Link] = ()) -> list[Insertion]:
    """What puts the marks of a source (spans, in order) back into its translation, in the order of the places.

    None goes inside what was copied; `copied` links these spans of the translation to those of the source.

    >>> linked = LinkedText("an old house", (((3, 6), (7, 11)), ((7, 12), (16, 20))))
    >>> [(one.at, one.text) for one in insertions("ein <b>altes</b> Haus ✓", linked, [(4, 7), (12, 16), (22, 23)])]
    [(3, '<b>'), (6, '</b>'), (12, ' ✓')]
    """
    placing = _Placing(source, linked, marks, copied)
    places = [placing.beside_a_word(number) for number in range(len(marks))]
    for opening, closing in _pairs(source, marks):
        if around := placing.around(opening, closing):
            places[opening], places[closing] = around
    ordered = sorted(enumerate(places), key=lambda numbered: (numbered[1], numbered[0]))
    made: list[Insertion] = []
    for number, at in ordered:
        text = placing.written(number, at)
        if made and made[-1].at == at and not made[-1].text.endswith(" "):
            # Of marks in a row each keeps its distance from the one before.
            gap = source[made[-1].source[1] : marks[number][0]]
            text = f" {text.lstrip()}" if gap.isspace() else text
        made.append(Insertion(at, text, marks[number]))
    return made


def _pairs(source: str, marks: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The numbers of tags that open and close one element."""
    opened: list[tuple[str, int]] = []
    for number, (start, end) in enumerate(marks):
        tag = _TAG.match(source[start:end])
        if tag is None:
            continue
        if not tag[1]:
            opened.append((tag[2], number))
            continue
        names = [name for name, _ in opened]
        if tag[2] in names:
            at = len(names) - 1 - names[::-1].index(tag[2])
            yield opened[at][1], number
            del opened[at:]


def _words(text: str, copied: Sequence[Span]) -> list[Span]:
    """The words of a text; what was copied is one."""
    words = (found.span() for found in _WORD.finditer(text))
    return sorted([*copied, *(word for word in words if not any(overlap(word, one) for one in copied))])


def _overlapping(spans: Sequence[Span], span: Span) -> range:
    """The numbers of those of the spans, which are in order and apart, that overlap one."""
    first = bisect_right(spans, (span[0], span[0]))
    first -= first > 0 and spans[first - 1][1] > span[0]
    return range(first, bisect_left(spans, (span[1], span[1])))


class _Placing:
    """Where marks go in one translation."""

    def __init__(self, source: str, linked: LinkedText, marks: Sequence[Span], copied: Sequence[Link]) -> None:
        self._source, self._linked, self._marks, self._copied = source, linked, marks, copied
        starts = [start for start, _ in marks]
        outside = (
            word
            for word in _words(source, [theirs for _, theirs in copied])
            if (before := bisect_right(starts, word[0]) - 1) < 0 or marks[before][1] <= word[0]
        )
        self._words: list[Span] = list(outside)

    @cached_property
    def _english(self) -> list[Span]:
        """The words of the translation."""
        return _words(self._linked.text, [ours for ours, _ in self._copied])

    def beside_a_word(self, number: int) -> int:
        """Where a mark goes that stands by itself."""
        start, end = self._marks[number]
        index = bisect_left(self._words, (start, start))
        before, behind = self._words[:index][-1:], self._words[index : index + 1]
        if not before:
            return self._behind_signs(0, (0, start))
        if not behind and not self._signs((end, len(self._source))):
            return len(self._linked.text.rstrip())
        if behind and self._source[start - 1].isspace() and not self._source[end : end + 1].isspace():
            translated = self._translating(behind[0])
            return translated[0] if translated else self._by_proportion(start)
        translated = self._translating(before[0])
        if translated is None:
            return self._by_proportion(start)
        return self._behind_signs(translated[1], (before[0][1], start))

    def _signs(self, span: Span) -> str:
        """What a part of the source has but marks and spaces, one behind the other."""
        kept, at = "", span[0]
        for start, end in self._marks[bisect_left(self._marks, (span[0], 0)) : bisect_left(self._marks, (span[1], 0))]:
            kept += self._source[at:start]
            at = end
        return "".join((kept + self._source[at : span[1]]).split())

    def _behind_signs(self, at: int, before: Span) -> int:
        """A place of the translation, or behind the full stop or the like there, if the mark stands behind one."""
        for _ in self._signs(before):
            found = _SIGN.match(self._linked.text, at)
            at = found.end() if found else at
        return at

    def around(self, opening: int, closing: int) -> Span | None:
        """Where the tags go that enclose what was translated from between these two; None if nothing was."""
        inner = (self._marks[opening][1], self._marks[closing][0])
        if not any(word[1] <= inner[0] or inner[1] <= word[0] for word in self._words):
            return self._whole(self._marks[opening][0], self._marks[closing][1])
        first, last = (bisect_left(self._words, (place, place)) for place in inner)
        from_inner = Counter[int]()
        for number in range(first, last):
            from_inner.update(self._translations[number])
        inside = [number for number, count in from_inner.items() if 2 * count > self._all_links[number]]
        if not inside:
            return None
        start, end = self._english[min(inside)][0], self._english[max(inside)][1]
        # Quotation marks and the like that stand inside.
        while start > 0 and self._is_sign(self._source, inner[0]) and self._is_sign(self._linked.text, start - 1):
            start -= 1
        while self._is_sign(self._source, inner[1] - 1) and self._is_sign(self._linked.text, end):
            end += 1
        return start, end

    def _whole(self, start: int, end: int) -> Span:
        """The translation without signs that stand outside of `[start, end)` of the source, as a full stop may."""
        text = self._linked.text
        first, last = self._behind_signs(len(text) - len(text.lstrip()), (0, start)), len(text.rstrip())
        for _ in self._signs((end, len(self._source))):
            last = len(text[: last - self._is_sign(text, last - 1)].rstrip())
        return first + len(text[first:]) - len(text[first:].lstrip()), max(first, last)

    @staticmethod
    def _is_sign(text: str, at: int) -> bool:
        return text[at : at + 1].strip() != "" and not _LETTER_OR_DIGIT.match(text[at])

    @cached_property
    def _translations(self) -> list[Counter[int]]:
        """For each word of the source the numbers of the English ones linked to it, by the characters that are."""
        found = [Counter[int]() for _ in self._words]
        for ours, theirs in self._linked.links:
            for number in _overlapping(self._words, theirs):
                for other in _overlapping(self._english, ours):
                    start, end = self._english[other]
                    found[number][other] += min(end, ours[1]) - max(start, ours[0])
        return found

    @cached_property
    def _all_links(self) -> Counter[int]:
        """How many characters of each English word are linked, to whatever."""
        return sum(self._translations, Counter[int]())

    def _translating(self, word: Span) -> Span | None:
        """The English word that translates most of a German one."""
        found = self._translations[bisect_left(self._words, word)].most_common(1)
        return self._english[found[0][0]] if found else None

    def _by_proportion(self, at: int) -> int:
        wanted = round(at / max(len(self._source), 1) * len(self._linked.text))
        return min((end for _, end in self._english), key=lambda end: abs(end - wanted), default=len(self._linked.text))

    def written(self, number: int, at: int) -> str:
        """The mark with the spaces that it had around it, where the translation has none there."""
        start, end = self._marks[number]
        text = self._linked.text
        mark = self._source[start:end]
        if at and self._source[:start][-1:].isspace() and not text[at - 1].isspace():
            return f" {mark}"
        if at < len(text) and self._source[end : end + 1].isspace() and not text[at].isspace() and not at:
            return f"{mark} "
        return mark
