"""A translation divided among consecutive parts of its source: the runs of a paragraph, the cues of a sentence."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from glossary.linked import Span
from translate.alignment import sign_edges
from translate.alignment.word_links import WordLinks

# Longer parts are not looked for as they are.
_SHORT = 8


def shares(words: WordLinks, cuts: Sequence[int]) -> list[tuple[Span, int]]:
    """The spans of a translation in order and without gaps, each with the number of the part that it belongs to.

    The source is cut at some places, in order.
    """
    if not words.text:
        return [((0, 0), 0)]
    return _Sharing(words, cuts).shares()


class _Sharing:
    """For each character of the translation the number of its part."""

    def __init__(self, words: WordLinks, cuts: Sequence[int]) -> None:
        self._words, self._cuts = words, cuts
        self._spans = list(pairwise([0, *cuts, len(words.source)]))
        filled = [number for number, span in enumerate(self._spans) if words.source[slice(*span)].strip()]
        self._first, self._last = (filled[0], filled[-1]) if filled else (0, 0)

    def shares(self) -> list[tuple[Span, int]]:
        text = self._words.text
        known: list[int | None] = [None] * len(text)
        for (start, end), part in [*zip(self._words.english, self._parts_of_words(), strict=True), *self._verbatim()]:
            known[start:end] = [part] * (end - start)
        owners: list[int] = []
        for _, group in groupby(range(len(text)), key=lambda at: known[at] is None):
            run = list(group)
            start, end = run[0], run[-1] + 1
            if known[start] is None:
                owners += self._of_gap(
                    text[start:end], known[start - 1] if start else None, known[end] if end < len(text) else None
                )
            else:
                owners += [part for part in known[start:end] if part is not None]
        for at in range(1, len(text)):
            # Spaces go with what stands before them.
            owners[at] = owners[at - 1] if text[at].isspace() else owners[at]
        found: list[tuple[Span, int]] = []
        for part, places in groupby(range(len(text)), key=owners.__getitem__):
            run = list(places)
            found.append(((run[0], run[-1] + 1), part))
        return found

    def _parts_of_words(self) -> list[int]:
        """The part that each English word belongs to; a word alone among those of another part is of that one."""
        parts: list[int] = []
        for home in self._words.homes:
            last = parts[-1] if parts else self._first
            parts.append(last if home is None else bisect_right(self._cuts, home))
        counts = Counter(parts)
        for number in range(1, len(parts) - 1):
            before, own, behind = parts[number - 1 : number + 2]
            if before == behind != own and counts[own] > 1:
                counts[own] -= 1
                parts[number] = before
        return parts

    def _verbatim(self) -> Iterator[tuple[Span, int]]:
        """Where short parts stand that both have as they are."""
        for number, (start, end) in enumerate(self._spans):
            if start == end or sign_edges.are_common(self._words.source[start:end]):
                continue
            if len(self._words.german_in((start, end))) <= _SHORT:
                found = self._words.verbatim((start, end))
                if found:
                    yield found, number

    def _of_gap(self, gap: str, before: int | None, behind: int | None) -> list[int]:
        """The parts of the characters between two words: signs and spaces."""
        if before is not None and gap.isspace():
            return [before] * len(gap)
        own = [-1] * len(gap)
        if before is not None:
            self._claim(own, gap, before, 1)
        if behind is not None:
            self._claim(own, gap, behind, -1)
        if before is None or behind is None:
            rest = self._first if before is None else self._last
            return [rest if part < 0 else part for part in own]
        return self._of_others(own, gap, before, behind)

    def _claim(self, own: list[int], gap: str, part: int, way: int) -> None:
        """Give signs beside a word to its part, or to that which has them beside the word in the source.

        `way` is 1 for those behind a word, -1 for those before one.
        """
        numbers = self._words.german_in(self._spans[part])
        if not numbers:
            return
        start, end = self._spans[part]
        source, german = self._words.source, self._words.german
        if way > 0:
            last = numbers[-1] + 1
            behind = german[last][0] if last < len(german) else len(source)
            inside, outside = source[german[last - 1][1] : end], source[end:behind]
            other = self._part_of(end + len(outside) - len(outside.lstrip()))
        else:
            before = german[numbers[0] - 1][1] if numbers[0] else 0
            inside, outside = source[start : german[numbers[0]][0]], source[before:start]
            other = self._part_of(start - 1 - (len(outside) - len(outside.rstrip())))
        for text, beyond, owner in ((inside, outside, part), (outside, "", other)):
            free = [place for place in range(len(gap)) if own[place] < 0][::way]
            count = sign_edges.taken("".join(gap[place] for place in free), text[::way], beyond[::way])
            for place in free[:count]:
                own[place] = owner

    def _part_of(self, at: int) -> int:
        return min(bisect_right(self._cuts, max(at, 0)), self._last)

    def _of_others(self, own: list[int], gap: str, before: int, behind: int) -> list[int]:
        """The same with what neither has beside its word: a part of signs between has it, or the nearer of both."""
        free = [place for place, part in enumerate(own) if part < 0]
        rest = "".join(gap[place] for place in free)
        part = self._part_of_signs(rest, before, behind)
        spaces = [number for number, sign in enumerate(rest) if sign.isspace()]
        until = spaces[-1] + 1 if spaces else len(rest)
        for number, place in enumerate(free):
            nearer = before if number < until else behind
            own[place] = nearer if part is None else part
        return own

    def _part_of_signs(self, signs: str, before: int, behind: int) -> int | None:
        """The part between two others that has some signs and no words."""
        for part in range(before + 1, behind):
            span = self._spans[part]
            text = self._words.source[slice(*span)]
            if text.strip() and not self._words.german_in(span) and sign_edges.taken(signs, text, ""):
                return part
        return None
