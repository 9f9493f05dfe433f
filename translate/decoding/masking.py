"""What passes by the model: taken out of a sentence before it is translated, put back afterwards.

Literals, and what the model cannot spell, leave a stand-in of a letter and a number, which is enforced like a term (in
51 sentences with up to eleven literals the bundled model copied every stand-in even without that). Tags, footnote marks
and emoji leave nothing and come back by alignment. Clock times and dates stay, and their English is enforced.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

from glossary.linked import LinkedText, Moves, Span, Taken, overlap
from glossary.terms import Sentence, Term, TermMatch
from translate import literals
from translate.decoding import detached, particles, signs

# The kind of the terms that stand-ins are. Models copy them, so no hint is needed, which would set spaces around them.
STAND_IN = "stand-in"
# Whether the model can spell a character.
Spells = Callable[[str], bool]

# What a stand-in begins with: of these the first that the sentence has not.
_LETTERS = ("X", "Q", "Z", "XQ", "QX", "ZX", "XZQ")
# What may stand in for itself, as the model knows it: CO2, m2.
_FORM = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}")
_WORD = re.compile(r"\w+")
_TAG = "tag"
_OPENING = "\"'„“‚‘»«([<"


@dataclass(frozen=True, slots=True)
class _Edit:
    """The characters `[start, end)` of a source, which are `masked` for the model.

    Where its translation has `stand_in`, the reader gets `english`.
    """

    start: int
    end: int
    masked: str
    stand_in: str = ""
    english: str = ""

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence as it is translated.

    Those of its matches that are numbered in `terms` are the matches of `source`, in their order; the others have to
    stand in the translation like them. `edits` made it of the source, `marks` are what they left out.
    """

    source: Sentence
    sentence: Sentence
    terms: tuple[int, ...]
    edits: tuple[_Edit, ...] = ()
    marks: tuple[Span, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether nothing is left to translate, so that the source is its own translation."""
        if not self.edits or self.source.matches:
            return False
        edges = [0, *(at for edit in self.edits for at in edit.span), len(self.source.text)]
        outside = (self.source.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        return not any(character.isalpha() for part in outside for character in part)


def masked(
    sentence: Sentence, cased: str, renderings: Sequence[TermMatch], spells: Spells, copied: Sequence[Span] = ()
) -> Masked:
    """A sentence with what passes by the model taken out, of which no part is a term.

    `cased` is its text as the model is to read it, with each letter in its place; `renderings` are what has a certain
    English, such as clock times; `copied` are literals whatever they look like.
    """
    text = sentence.text
    found = literals.find(text, copied)
    spans = [match.span for match in sentence.matches]
    marks = _free(_beside(text, found), spans)
    apart = list(_apart(_copied(text, found, marks, spells), [*spans, *marks]))
    if not (apart or marks or sentence.matches):
        return Masked(sentence, Sentence(cased, tuple(sorted(renderings, key=lambda match: match.start))), ())
    naming = _naming(text)
    is_new = cache(lambda form: form not in text)
    touching = _touching(text, marks, [span for span, _ in apart])
    edits = [
        _copy(text, span, english, naming, spells, is_new, around)
        for (span, english), around in zip(apart, touching, strict=True)
    ]
    matches = [TermMatch(Term(edit.stand_in, edit.stand_in, STAND_IN), *edit.span) for edit in edits]
    taken = Taken([*spans, *marks, *(edit.span for edit in edits)])
    matches += [one for one in renderings if not taken.overlap(one.span)]
    own = range(len(matches), len(matches) + len(sentence.matches))
    for match in sentence.matches:
        edit = _unspelt_term(match, text, naming, spells)
        edits += [edit] if edit else []
        matches.append(replace(match, term=Term(edit.stand_in, edit.stand_in, match.term.kind)) if edit else match)
    edits += _left_out(text, marks, {one.start for one in matches})
    edits.sort(key=lambda edit: edit.span)
    order = sorted(range(len(matches)), key=lambda index: (matches[index].start, index))
    places = {index: place for place, index in enumerate(order)}
    moves = _Moves(edits)
    return Masked(
        sentence,
        Sentence(moves.masked(cased), tuple(moves.moved(matches[index]) for index in order)),
        tuple(places[index] for index in own),
        tuple(edits),
        tuple(marks),
    )


def unmasked(
    masked: Masked, linked: LinkedText, places: Sequence[Span | None]
) -> tuple[LinkedText, tuple[Span | None, ...]]:
    """The translation of a masked sentence with everything put back, and linked to the source as it was.

    `places` are spans of the translation; they come back moved along.
    """
    if not masked.edits:
        return linked, tuple(places)
    moves = _Moves(masked.edits)
    forms = Counter(edit.stand_in for edit in masked.edits)
    puts = [
        # Of two of the same the links tell which is which.
        _Put(span, edit.english, (moves.to(edit.start), moves.to_end(edit.end)) if forms[edit.stand_in] == 1 else None)
        for span, edit in _standing_in(masked, linked.text)
    ]
    linked, moved = _with(linked, puts, places)
    linked = linked.of_source(moves.back)
    origins = {edit.span for edit in masked.edits if edit.stand_in}
    copied = [link for link in linked.links if link[1] in origins]
    insertions = detached.insertions(masked.source.text, linked, masked.marks, copied)
    return _with(linked, [_Put((one.at, one.at), one.text, one.source) for one in insertions], moved)


def in_source(masked: Masked, span: Span) -> Span:
    """Where a span of a masked sentence stands in its source."""
    return _Moves(masked.edits).back(span)


@dataclass(frozen=True, slots=True)
class _Put:
    """A text that goes in for a span of a translation.

    It translates the span `source` of the source, or, if that is None, what the text before it did.
    """

    span: Span
    text: str
    source: Span | None


def _with(
    linked: LinkedText, puts: Sequence[_Put], places: Sequence[Span | None]
) -> tuple[LinkedText, tuple[Span | None, ...]]:
    """A translation with texts put in, which are in order, and its places moved along."""
    moves = Moves([(put.span, len(put.text)) for put in puts])
    starts = {put.span[0]: number for number, put in enumerate(puts) if put.span[0] < put.span[1]}
    moved: list[Span | None] = []
    for place in places:
        if place is None:
            moved.append(None)
        elif place[0] in starts:
            moved.append((moves.written(starts[place[0]]), moves.end(place[1])))
        else:
            moved.append((moves.start(place[0]), moves.end(place[1])))
    return linked.all_replaced([(put.span, put.text, put.source) for put in puts]), tuple(moved)


def _standing_in(masked: Masked, english: str) -> list[tuple[Span, _Edit]]:
    """Where stand-ins stand in a translation."""
    by_form = {edit.stand_in: edit for edit in masked.edits if edit.stand_in != edit.english}
    if not by_form:
        return []
    return [(found.span(), by_form[found[0]]) for found in _WORD.finditer(english) if found[0] in by_form]


# --- What is taken out ---


def _copied(
    text: str, found: Sequence[literals.Literal], marks: Sequence[Span], spells: Spells
) -> list[tuple[Span, str]]:
    """What is copied, the likeliest first where two overlap, each with how English writes it."""
    detached_ones = set(marks)
    whole = [(one.span, text[one.start : one.end]) for one in found if one.span not in detached_ones]
    return [*whole, *((sign.span, sign.english) for sign in signs.unspelt(text, spells)), *particles.find(text)]


def _beside(text: str, found: Sequence[literals.Literal]) -> list[Span]:
    """Tags, and what else stands beside the text, none inside a literal."""
    tags = detached.structural(text, [one.span for one in found if one.kind == _TAG])
    others = _free(signs.beside(text), [one.span for one in found])
    return sorted([*tags, *others])


def _free(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Those of the spans, which are in order, that overlap none that is taken and none before them."""
    free: list[Span] = []
    others = Taken(taken)
    for span in spans:
        if not (free and overlap(span, free[-1])) and not others.overlap(span):
            free.append(span)
    return free


def _apart(copied: Sequence[tuple[Span, str]], taken: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """What is copied without what overlaps; what touches in one."""
    free = _free(sorted(span for span, _ in copied), taken)
    english = dict(reversed(copied))
    at = 0
    while at < len(free):
        (start, end), text = free[at], english[free[at]]
        while at + 1 < len(free) and free[at + 1][0] == end:
            at += 1
            end, text = free[at][1], text + english[free[at]]
        yield (start, end), text
        at += 1


def _left_out(text: str, marks: Sequence[Span], terms: Collection[int]) -> Iterator[_Edit]:
    """The edits for marks: words that they part stay apart, and no space is left before a full stop.

    `terms` are where what stays, whatever it begins with, begins.
    """
    gaps = detached.gaps(text, marks)
    for run in detached.runs(marks):
        first, end = marks[run[0]][0], marks[run[-1]][1]
        behind = "" if end in terms else text[end : end + 1]
        is_stop = not (behind.isspace() or _WORD.match(behind) or behind in _OPENING)
        before = is_stop and text[max(first - 1, 0) : first].isspace()
        for number in run:
            start, end = marks[number]
            yield _Edit(start - (before and start == first), end, gaps[number])


# --- Stand-ins ---


def _naming(text: str) -> Iterator[str]:
    """Stand-ins, none of which the text has."""
    letters = next((one for one in _LETTERS if one not in text), _LETTERS[-1])
    behind = re.findall(rf"{letters}(\d{{1,9}})", text)
    written = {digits[:length] for digits in behind for length in range(1, len(digits) + 1)}
    return (f"{letters}{number}" for number in count(1) if str(number) not in written)


def _touching(text: str, marks: Sequence[Span], copied: Sequence[Span]) -> Iterator[tuple[bool, bool]]:
    """Whether a word, or something else that is copied, touches what is copied before it and behind it.

    Marks between them keep them apart only where they leave something.
    """
    bare = [mark for mark, gap in zip(marks, detached.gaps(text, marks), strict=True) if not gap]
    starts, ends = dict(bare), {end: start for start, end in bare}
    copied_starts, copied_ends = ({span[side] for span in copied} for side in (0, 1))
    for start, end in copied:
        while start in ends:
            start = ends[start]
        while end in starts:
            end = starts[end]
        before = start in copied_ends or _WORD.match(text, max(start - 1, 0), start)
        behind = end in copied_starts or _WORD.match(text, end, end + 1)
        yield bool(before), bool(behind)


def _copy(
    text: str,
    span: Span,
    english: str,
    naming: Iterator[str],
    spells: Spells,
    is_new: Callable[[str], bool],
    touching: tuple[bool, bool],
) -> _Edit:
    """The edit for what is copied; letters and digits that say the same stand in for it where there are such.

    `is_new` tells whether the text has a form not yet, `touching` what `_touching` gives.
    """
    surface = text[slice(*span)]
    form = unicodedata.normalize("NFKC", surface)
    usable = _FORM.fullmatch(form) and form != surface and is_new(form) and all(map(spells, form))
    stand_in = form if usable else next(naming)
    # A name in the genitive keeps its ending.
    ending = surface.removeprefix(english) if surface.startswith(english) else ""
    # A word that touches it would make another one of it.
    before, behind = (" " if touches else "" for touches in touching)
    return _Edit(*span, f"{before}{stand_in}{ending}{behind}", stand_in, english)


def _unspelt_term(match: TermMatch, text: str, naming: Iterator[str], spells: Spells) -> _Edit | None:
    """The edit for a term of which the model cannot spell the German or the English, None for another one.

    What the German has behind the dictionary's form, a genitive's ending mostly, stays.
    """
    surface = text[match.start : match.end]
    if not surface or _spelt(surface + match.target, spells):
        return None
    stand_in = match.target if _spelt(match.target, spells) else next(naming)
    ending = surface.removeprefix(match.term.source) if surface.startswith(match.term.source) else ""
    return _Edit(*match.span, stand_in + ending, stand_in, match.target)


def _spelt(text: str, spells: Spells) -> bool:
    return all(spells(character) or character.isspace() for character in text)


# --- Places ---


class _Moves:
    """Places of a source and of the same text masked, by the edits that made it, in order."""

    def __init__(self, edits: Sequence[_Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._masked_starts: list[int] = []
        gain = 0
        self._gains = [0]
        for edit in edits:
            self._masked_starts.append(edit.start + gain)
            gain += len(edit.masked) - (edit.end - edit.start)
            self._gains.append(gain)

    def masked(self, text: str) -> str:
        """The text with the edits made."""
        parts: list[str] = []
        at = 0
        for edit in self._edits:
            parts += [text[at : edit.start], edit.masked]
            at = edit.end
        return "".join([*parts, text[at:]])

    def to(self, start: int) -> int:
        """Where what begins at a character of the source begins in the masked text."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or start >= self._edits[index].end:
            return start + self._gains[index + 1]
        return self._masked_starts[index]

    def to_end(self, end: int) -> int:
        """Where what ends before a character of the source ends in the masked text."""
        index = bisect_right(self._starts, end - 1) - 1
        if index < 0 or end > self._edits[index].end:
            return end + self._gains[index + 1]
        return self._masked_starts[index] + len(self._edits[index].masked)

    def moved(self, match: TermMatch) -> TermMatch:
        """A match of the source in the masked text."""
        if match.start == match.end:
            return match
        return replace(match, start=self.to(match.start), end=self.to_end(match.end))

    def back(self, span: Span) -> Span:
        """A span of the masked text in the source."""
        start, end = span
        index = bisect_right(self._masked_starts, start) - 1
        if index >= 0 and start < self._masked_starts[index] + len(self._edits[index].masked):
            start = self._edits[index].start
        else:
            start -= self._gains[index + 1]
        index = bisect_right(self._masked_starts, end - 1) - 1
        if index >= 0 and end <= self._masked_starts[index] + len(self._edits[index].masked):
            return start, self._edits[index].end
        return start, end - self._gains[index + 1]
