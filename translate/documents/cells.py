"""Cells within a line: what stands between tabs, runs of spaces, and signs that divide.

Spaces divide cells in tables; typists set two behind a full stop, and scrapers double them anywhere. What stands on
both sides of a gap tells these apart, and the gaps of the lines above and below.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import islice

from glossary import wordlists
from glossary.linked import Span

# Such a sign divides cells wherever white space stands around it.
_GAP = re.compile(r"(?<!\s)\s+(?:[|¦•·]|\+{2,9}|\*{3,9}|={2,9})\s+|(?<!\s)\s*\t\s*|(?<!\s)\s{2,}")
_LAST_WORD = re.compile(r"([^\W_]+)\W*\Z")
_FIRST_WORD = re.compile(r"\W*([^\W_]+)")
# No word is longer than this.
_REACH = 80
_SENTENCE_END = re.compile(r"""[.!?…]["“”»«’‘')\]]*\Z""")
_GOES_ON = tuple(",;–—(„»«-/&")
# How much of a block's gaps has to stand under each other for a table, and how much has to look like prose.
_ALIGNED, _RUNNING = 0.8, 0.3
# A line of more gaps than these is no row of a table.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A line without its indentation and list mark, whose text begins at `column`."""

    text: str
    column: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Gap:
    """The characters `[start, end)` of a row that may divide cells: a `sign`, a `tab`, or else spaces.

    `open`: what stands before it lacks something ("der", "sagte,"); `running`: a sentence goes on over it, told by the
    words on both sides; `stop`: one ends before it; `begins`: the word behind it begins sentences only; `small`: a
    word in small letters stands on one of its sides. `columns` are where the text behind it begins and ends.
    """

    start: int
    end: int
    sign: bool
    tab: bool
    open: bool
    running: bool
    stop: bool
    begins: bool
    small: bool
    columns: Span

    @property
    def spaces(self) -> bool:
        """Whether it is nothing but spaces."""
        return not self.tab and not self.sign

    @property
    def wide(self) -> bool:
        """Whether it is wider than what comes of doubling or of a typist's habit."""
        return self.end - self.start > 2


def split(rows: Sequence[Row]) -> list[list[Span]]:
    """The cells of each of some lines that follow each other, as spans of their texts; one where there is no table.

    >>> split([Row("Stadt   Einwohner"), Row("Köln    1.080.000")])
    [[(0, 5), (8, 17)], [(0, 4), (8, 17)]]
    """
    gaps = [_gaps(row) for row in rows]
    aligned = [_aligned(number, gaps) for number in range(len(rows))]
    is_table, is_prose = _kind(gaps, aligned)
    cells = []
    for number, row in enumerate(rows):
        under = frozenset(gap for gap in aligned[number] if is_table or not (is_prose or gap.running or gap.stop))
        beside = (*gaps[max(0, number - 1) : number], *gaps[number + 1 : number + 2])
        tabs = any(gap.tab for of_row in beside for gap in of_row)
        sure = _surely_dividing(row, gaps[number], under, tabs)
        kept = sure if is_prose else _dividing(row, gaps[number], sure)
        cells.append(_between(row, [gap for gap in gaps[number] if gap in kept]))
    return cells


def _between(row: Row, gaps: Sequence[_Gap]) -> list[Span]:
    edges = [0, *(edge for gap in gaps for edge in (gap.start, gap.end)), len(row.text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _kind(gaps: Sequence[Sequence[_Gap]], aligned: Sequence[frozenset[_Gap]]) -> tuple[bool, bool]:
    """Whether the spaces of some lines make a table, and whether they stand in prose; neither may be sure."""
    # What stands behind a full stop tells nothing.
    spaces = [gap for of_row in gaps for gap in of_row if gap.spaces and not gap.stop]
    under_others = sum(not gap.stop for of_row in aligned for gap in of_row)
    is_table = len(spaces) > 0 and under_others >= _ALIGNED * len(spaces)
    running = sum(gap.running for gap in spaces) + sum(gap.small for gap in spaces) / 4
    return is_table, not is_table and running > _RUNNING * len(spaces)


def _surely_dividing(row: Row, gaps: Sequence[_Gap], aligned: frozenset[_Gap], tabs_beside: bool) -> frozenset[_Gap]:
    """The gaps of a row that divide cells whatever its other spaces are; tabs do where a row beside it has some."""
    sentence = bool(gaps) and _is_sentence(row.text)
    tabs = (gap for gap in gaps if gap.tab and (tabs_beside or _tab_divides(gap, sentence)))
    return aligned | {gap for gap in gaps if gap.sign} | set(tabs)


def _dividing(row: Row, gaps: Sequence[_Gap], sure: frozenset[_Gap]) -> frozenset[_Gap]:
    """The gaps of a row that divide cells, `sure` ones and others, where its spaces are not those of prose."""
    if not gaps:
        return sure
    words = row.text.split()
    in_capitals = not any(word[0].islower() for word in words)
    if not in_capitals and not sure and len(words) == len(gaps) + 1 > 3:
        # Every space is as wide: so is the whole line.
        return frozenset()
    beside_cells = bool(sure) or any(gap.wide and not gap.running for gap in gaps)
    # Two spaces in a line of their own divide names and numbers, where there is no verb.
    narrow_too = beside_cells or (len(gaps) > 1 and in_capitals)
    sentence = _is_sentence(row.text)
    return sure | {gap for gap in gaps if gap.spaces and _spaces_divide(gap, sentence, narrow_too)}


def _tab_divides(gap: _Gap, sentence: bool) -> bool:
    """Whether a tab divides cells: always, unless it stands within a sentence that is alone with it."""
    return gap.begins or gap.stop or not (gap.open or sentence)


def _spaces_divide(gap: _Gap, sentence: bool, narrow_too: bool) -> bool:
    """Whether spaces divide cells that stand under no others."""
    if gap.running or gap.stop:
        return False
    return gap.begins or not sentence if gap.wide else narrow_too


def _aligned(number: int, gaps: Sequence[Sequence[_Gap]]) -> frozenset[_Gap]:
    """The gaps of spaces of a row behind which text begins or ends in the same column as in the row above or below."""
    beside = [gap.columns for other in (number - 1, number + 1) if 0 <= other < len(gaps) for gap in gaps[other]]
    begin, end = {first for first, _ in beside}, {last for _, last in beside}
    return frozenset(gap for gap in gaps[number] if gap.spaces and (gap.columns[0] in begin or gap.columns[1] in end))


def _gaps(row: Row) -> list[_Gap]:
    matches = list(islice(_GAP.finditer(row.text), _MOST + 1))
    if len(matches) > _MOST:
        return []
    stops = [*(match.start() for match in matches), len(row.text)][1:]
    return [
        _gap(row, match.start(), match.end(), stop)
        for match, stop in zip(matches, stops, strict=True)
        if match.start() > 0 and match.end() < len(row.text)
    ]


def _gap(row: Row, start: int, end: int, stop_at: int) -> _Gap:
    text = row.text
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    last, first = _LAST_WORD.search(before), _FIRST_WORD.match(behind)
    left, right = (last[1] if last else ""), (first[1] if first else "")
    between = text[start:end]
    functions = wordlists.words("translate", "starters.txt")[""]
    stop = _SENTENCE_END.search(before) is not None
    told = not stop and not before.endswith(":")
    lacking = before.endswith(_GOES_ON) or (told and _lacks(left, right, functions))
    return _Gap(
        start,
        end,
        sign=bool(between.strip()),
        tab="\t" in between,
        open=lacking,
        running=lacking or (told and right.islower() and right.capitalize() in functions),
        stop=stop,
        begins=right in functions,
        small=left.islower() or right.islower(),
        columns=(row.column + end, row.column + stop_at),
    )


def _lacks(left: str, right: str, functions: Set[str]) -> bool:
    """Whether a word wants the next one: a function word any, one in small letters another such."""
    return left.capitalize() in functions or (left.islower() and right.islower())


def _is_sentence(text: str) -> bool:
    """Whether a line looks like a sentence, and not like a row of a table."""
    return (
        _SENTENCE_END.search(text[-_REACH:]) is not None
        and len(text[: 5 * _REACH].split()) > 4
        and any(word.islower() for word in text[: 5 * _REACH].split())
    )
