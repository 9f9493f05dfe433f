"""What a sentence is translated without, and where it goes in the translation: tags, footnote marks, emoji.

Tags in pairs go around what translates the words between them; other marks stay with the word before them, or with that
behind them where they touch it. Where that is `translate.projection` says.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.linked import Link, LinkedText, Moves, Span
from translate.alignment.projection import Projection

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


def runs(marks: Sequence[Span]) -> Iterator[range]:
    """The numbers of marks (spans, in order) that stand in a row, row by row.

    >>> list(runs([(2, 5), (5, 8), (9, 12)]))
    [range(0, 2), range(2, 3)]
    """
    first = 0
    for number in range(1, len(marks) + 1):
        if number == len(marks) or marks[number][0] != marks[number - 1][1]:
            yield range(first, number)
            first = number


def gaps(source: str, marks: Sequence[Span]) -> list[str]:
    """What stays in a source in the place of each of its marks: a space for the last of a row that parts two words.

    >>> gaps("Haus<br><b>Hof</b>.", [(4, 8), (8, 11), (14, 18)])
    ['', ' ', '']
    """
    left = [""] * len(marks)
    for run in runs(marks):
        start, end = marks[run[0]][0], marks[run[-1]][1]
        touching = source[max(start - 1, 0) : start].isalnum() and source[end : end + 1].isalnum()
        if touching and any(parts_words(source[slice(*marks[number])]) for number in run):
            left[run[-1]] = " "
    return left


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
    made: list[Insertion] = []
    for number, at in _placed(source, linked, marks, copied):
        text = _written(source, linked.text, marks[number], at)
        if made and made[-1].at == at and not made[-1].text.endswith(" "):
            # Of marks in a row each keeps its distance from the one before.
            gap = source[made[-1].source[1] : marks[number][0]]
            text = f" {text.lstrip()}" if gap.isspace() else text
        made.append(Insertion(at, text, marks[number]))
    return made


def _placed(
    source: str, linked: LinkedText, marks: Sequence[Span], copied: Sequence[Link]
) -> Iterator[tuple[int, int]]:
    """The numbers of the marks as they follow each other in the translation, with their places in it."""
    if not marks:
        return
    bare, moves = _without(source, marks)

    def moved(span: Span) -> Span:
        start = moves.start(span[0])
        return start, max(start, moves.end(span[1]))

    partners = dict(_pairs(source, marks))
    closing = set(partners.values())
    elements = [number for number in range(len(marks)) if number not in closing]
    wanted: list[Span] = []
    parents: list[int] = []
    stack: list[int] = []
    for index, number in enumerate(elements):
        while stack and partners[elements[stack[-1]]] < number:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        if number in partners:
            wanted.append(moved((marks[number][1], marks[partners[number]][0])))
            stack.append(index)
        else:
            wanted.append((moves.end(marks[number][0]),) * 2)
    projection = Projection(bare, linked.of_source(moved), [(ours, moved(theirs)) for ours, theirs in copied])
    yield from _laid(elements, partners, parents, projection.spans(wanted, parents))


def _laid(
    elements: Sequence[int], partners: dict[int, int], parents: Sequence[int], places: Sequence[Span]
) -> Iterator[tuple[int, int]]:
    """Marks by their places; those in one place in an order in which tags enclose each other."""
    children: dict[int, list[int]] = {}
    for index in sorted(range(len(elements)), key=lambda index: (places[index], index), reverse=True):
        children.setdefault(parents[index], []).append(index)
    # The numbers of elements, of which those that are open are closed when they come again.
    waiting = children.get(-1, [])
    opened: set[int] = set()
    while waiting:
        index = waiting.pop()
        number = elements[index]
        if index in opened:
            yield partners[number], places[index][1]
            continue
        yield number, places[index][0]
        if number in partners:
            opened.add(index)
            waiting += [index, *children.get(index, [])]


def _without(source: str, marks: Sequence[Span]) -> tuple[str, Moves]:
    """A source without its marks, but with a space where one parts words, and where its characters are then."""
    parts: list[str] = []
    edits: list[tuple[Span, int]] = []
    at = 0
    for (start, end), gap in zip(marks, gaps(source, marks), strict=True):
        parts += [source[at:start], gap]
        edits.append(((start, end), len(gap)))
        at = end
    return "".join([*parts, source[at:]]), Moves(edits)


def _written(source: str, text: str, mark: Span, at: int) -> str:
    """A mark with the spaces that it had around it, where the translation has none there."""
    start, end = mark
    written = source[start:end]
    if at and source[max(start - 1, 0) : start].isspace() and not text[at - 1].isspace():
        return f" {written}"
    if at < len(text) and source[end : end + 1].isspace() and not text[at].isspace() and not at:
        return f"{written} "
    return written


def _pairs(source: str, marks: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The numbers of tags that open and close one element."""
    opened: list[tuple[str, int]] = []
    # Where among the opened ones those of a name stand.
    places: dict[str, list[int]] = defaultdict(list)
    for number, (start, end) in enumerate(marks):
        tag = _TAG.match(source[start:end])
        if tag is None:
            continue
        if not tag[1]:
            places[tag[2]].append(len(opened))
            opened.append((tag[2], number))
        elif places[tag[2]]:
            at = places[tag[2]][-1]
            yield opened[at][1], number
            while len(opened) > at:
                places[opened.pop()[0]].pop()
