"""Which terms an English sentence misses, which beginnings would put them in, and the last resort.

Everything here is a pure function over texts. A draft is the English of one sentence so far; its links say
which source characters each part of it was translated from, as far as the model's attention tells.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from glossary.terms import TermMatch
from glossary.wordlists import words

Span = tuple[int, int]

# Share of matching characters from which two spellings count as one name: Lawrow/Lavrov, Selenskyj/Zelensky.
_SIMILAR = 0.72
# Words between a preposition and the name that depends on it: "of the Russian president Vladimir Putin".
_REACH = 4
# Places tried for a term when nothing tells where it belongs.
_PLACES = 3

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_PLURAL_ARTICLE = re.compile(r"\b(?:die|der|den|beiden)\s+$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r"\s+[^\W\d_a-zäöüß]")


@dataclass(frozen=True, slots=True)
class Draft:
    """The English of one sentence; `links` pair characters of `text` with characters of the source."""

    text: str
    links: tuple[tuple[Span, Span], ...] = ()

    def linked(self, span: Span, source: Span) -> int:
        """How many characters in `span` of the text were translated from something in `source`."""
        return sum(
            min(ours[1], span[1]) - max(ours[0], span[0])
            for ours, theirs in self.links
            if _overlap(ours, span) and _overlap(theirs, source)
        )


@dataclass(frozen=True, slots=True)
class Flaw:
    """A term in place that reads wrong: `span` is better written as `better`.

    `double`: the name stands there twice, or beside its wrong variant, which is always wrong. Else a German
    genitive lacks its possessive, as far as one can tell without a parser.
    """

    span: Span
    better: str
    double: bool


# --- what stands there


def occurrences(match: TermMatch, source: str, text: str) -> list[Span]:
    """Where the match's English stands in `text`, possessive and plural endings included.

    Word boundaries and case hold; a lower-case term may be capitalised at the beginning of a sentence, and a
    term that is in capitals in the source (or a text all in capitals) may be in capitals. A name in the
    genitive (`Putins`) has no plural: there `Putins` is the German left over.
    """
    target = _target(match)
    plural = not _is_genitive(match, source)
    spans = [found.span() for found in _pattern(target, plural).finditer(text)]
    if target[:1].islower():
        capital = target[0].upper() + target[1:]
        found = (found.span() for found in _pattern(capital, plural).finditer(text))
        spans += [span for span in found if _begins_sentence(text, span[0])]
    surface = source[match.start : match.end]
    if target != target.upper() and ((len(surface) > 1 and surface.isupper()) or text.isupper()):
        spans += [found.span() for found in _pattern(target.upper(), plural).finditer(text)]
    return sorted(spans)


def assign(matches: Sequence[TermMatch], source: str, draft: Draft) -> list[Span | None]:
    """For each match the place in the draft that stands for it, or None where it is missing.

    No place stands for two matches, except where one match lies inside the other in the source, or is given
    without a place there. Longer terms choose first (`US President` before `US`), then what the links say; who
    comes too late may make another move (Kuhn 1955), so that no match is missing that need not be.
    """
    found = [occurrences(match, source, draft.text) for match in matches]
    spots = Counter(span for spans in found for span in spans)
    contested = {span: sum(count for other, count in spots.items() if _overlap(span, other)) for span in spots}
    pairs = sorted(
        ((index, span) for index, spans in enumerate(found) for span in spans),
        key=lambda pair: (
            -len(matches[pair[0]].term.target),
            not draft.linked(pair[1], _span(matches[pair[0]])),
            contested[pair[1]],
            pair[1],
            matches[pair[0]].start,
        ),
    )
    preferred: list[list[Span]] = [[] for _ in matches]
    for index, span in pairs:
        preferred[index].append(span)
    chosen: list[Span | None] = [None] * len(matches)

    def in_the_way(index: int, span: Span) -> list[int]:
        return [
            other
            for other, taken in enumerate(chosen)
            if taken is not None
            and other != index
            and _overlap(taken, span)
            and not _may_share(matches[index], matches[other])
        ]

    def moved(index: int, asked: frozenset[int], tried: set[tuple[int, Span]]) -> bool:
        """Whether the match could be placed, others moving out of its way; nothing is tried twice."""
        for span in preferred[index]:
            if span == chosen[index] or (index, span) in tried:
                continue
            tried.add((index, span))
            before = chosen.copy()
            others = in_the_way(index, span)
            chosen[index] = span
            if (
                asked.isdisjoint(others)
                and all(moved(other, asked | {index, *others}, tried) for other in others)
                and not any(in_the_way(one, place) for one, place in enumerate(chosen) if place is not None)
            ):
                return True
            chosen[:] = before
        return False

    for index, span in pairs:
        if chosen[index] is None and not in_the_way(index, span):
            chosen[index] = span
    # Where one mention of a term finds no place, no further one does.
    hopeless: set[str] = set()
    for index, spans in enumerate(found):
        target = matches[index].term.target
        if chosen[index] is None and spans and target not in hopeless and not moved(index, frozenset({index}), set()):
            hopeless.add(target)
    return chosen


def missing(matches: Sequence[TermMatch], source: str, text: str) -> list[TermMatch]:
    """The matches whose English does not stand in a translation."""
    places = assign(matches, source, Draft(text))
    return [match for match, place in zip(matches, places, strict=True) if place is None]


def absent(matches: Sequence[TermMatch], places: Sequence[Span | None], draft: Draft) -> frozenset[int]:
    """Numbers of the matches that stand nowhere and that no pronoun in the draft refers back to.

    Only the links can tell what a pronoun stands for: without them, none is believed.
    """
    return frozenset(
        index
        for index, place in enumerate(places)
        if place is None and not _refers_back(matches[index], matches, places, draft)
    )


def _refers_back(match: TermMatch, matches: Sequence[TermMatch], places: Sequence[Span | None], draft: Draft) -> bool:
    """Whether a pronoun translates the match, behind an earlier mention of the same term."""
    named = [
        place[1]
        for other, place in zip(matches, places, strict=True)
        if place is not None and other.term.target == match.term.target and other.start < match.start
    ]
    return bool(named) and any(
        word[0].lower() in _words("pronoun") and draft.linked(word.span(), _span(match))
        for word in _WORD.finditer(draft.text, min(named))
    )


def flaws(matches: Sequence[TermMatch], source: str, places: Sequence[Span | None], draft: Draft) -> dict[int, Flaw]:
    """Matches in place that read wrong, by number: doubled names, and genitives without a possessive."""
    found: dict[int, Flaw] = {}
    taken = [place for place in places if place is not None]
    for index, (match, place) in enumerate(zip(matches, places, strict=True)):
        if place is None:
            continue
        double = _doubled(match, matches, source, place, taken, draft.text)
        if double is not None:
            whole = (min(place[0], double[0]), max(place[1], double[1]))
            found[index] = Flaw(whole, draft.text[slice(*place)], double=True)
        elif _lacks_possessive(match, source, place, draft.text):
            found[index] = Flaw(place, _possessive(draft.text[slice(*place)]), double=False)
    return found


def surplus(matches: Sequence[TermMatch], source: str, text: str) -> int:
    """How many times more than the source a translation names its terms: an obeyed hint may come out twice."""
    wanted = Counter(_target(match) for match in matches)
    found = {_target(match): len(set(occurrences(match, source, text))) for match in matches}
    return sum(
        max(0, found[target] - count)
        for target, count in wanted.items()
        if not _function_words().issuperset(target.lower().split())
    )


# --- what would put it in


def beginnings(
    matches: Sequence[TermMatch], lacking: Iterable[int], source: str, draft: Draft, settled: int = 0
) -> list[str]:
    """Beginnings of a translation that hold the missing matches, those numbered `lacking`.

    They end in the last of them or the word behind it; up to there the draft stays as it is, and what it wrote
    for the others is replaced. So one decoding does for any number of terms. The likeliest beginning comes
    first. The first `settled` characters of the draft stay in any case.
    """
    taken = _taken(matches, source, draft)
    lacking = _without_parts(matches, lacking, source)
    *others, last = sorted(lacking, key=lambda index: (_position(matches[index], source, draft, taken), index))
    for index in others:
        draft = insert(matches[index], source, draft, _taken(matches, source, draft), settled)
    match, text, taken = matches[last], draft.text, _taken(matches, source, draft)
    span = _rendering(match, source, draft, taken)
    if span is not None and span[0] >= settled:
        spans = [span]
    else:
        spans = [(place, place) for place in _places(match, source, draft, taken, settled)]
    result = []
    for start, end in spans:
        for target in _forms(match, source, text, (start, end)):
            for low, written in _with_article(match, source, text, start, target):
                if low >= settled:
                    whole = _replace(text, (low, end), written)
                    places = assign(matches, source, Draft(whole))
                    until = max((place[1] for index in (*others, last) if (place := places[index])), default=0)
                    # The word behind ends what stands before it.
                    result.append(_with_next_word(whole, until))
    return [beginning for beginning in dict.fromkeys(result) if not _stutters(beginning)]


def _without_parts(matches: Sequence[TermMatch], lacking: Iterable[int], source: str) -> list[int]:
    """Those of the missing matches that do not come along with another, as `report` does with `research report`."""
    longest_first = sorted(lacking, key=lambda index: (-len(matches[index].term.target), index))
    kept: list[int] = []
    for index in longest_first:
        match = matches[index]
        wholes = (matches[one] for one in kept if _may_share(match, matches[one]))
        if not any(occurrences(match, source, whole.term.target) for whole in wholes):
            kept.append(index)
    return kept


def rewrite(flaw: Flaw, text: str) -> list[str]:
    """Beginnings of a translation without the flaw."""
    start, _ = flaw.span
    return [_join(text[:start], flaw.better), _replace(text, flaw.span, flaw.better)]


def insert(match: TermMatch, source: str, draft: Draft, taken: Sequence[Span], settled: int = 0) -> Draft:
    """The draft with a missing match's English put in, never inside a word or a term in place.

    It replaces the draft's own rendering where spelling or links identify one, else it stands where the
    proportions of the sentence say.
    """
    text = draft.text
    span = _rendering(match, source, draft, taken)
    if span is None or span[0] < settled:
        place = _places(match, source, draft, taken, settled)[0]
        span = (place, place)
    target = _forms(match, source, text, span)[0]
    low, written = _with_article(match, source, text, span[0], target)[0]
    return _edited(draft, (low if low >= settled else span[0], span[1]), written)


def complete(matches: Sequence[TermMatch], source: str, draft: Draft) -> Draft:
    """The draft with every match in place, by inserting what is missing, without doubled names, with a capital."""
    for attempt in range(3 * len(matches)):
        places = assign(matches, source, draft)
        lacking = absent(matches, places, draft)
        if not lacking:
            break
        match = matches[min(lacking)]
        if attempt < len(matches):
            draft = insert(match, source, draft, _taken(matches, source, draft))
        else:
            # Terms that overlap or join up with their surroundings: nothing joins up with brackets.
            written = f"{draft.text} ({_target(match)})".strip()
            draft = Draft(written, draft.links)
    # Every double that goes makes the text shorter.
    while doubles := [
        flaw for flaw in flaws(matches, source, assign(matches, source, draft), draft).values() if flaw.double
    ]:
        shorter = _edited(draft, doubles[0].span, doubles[0].better)
        if len(shorter.text) >= len(draft.text) or absent(matches, assign(matches, source, shorter), shorter):
            break
        draft = shorter
    return _capitalised(matches, source, draft)


def _capitalised(matches: Sequence[TermMatch], source: str, draft: Draft) -> Draft:
    """The draft with a capital where a lower-case term begins it and the source begins with one."""
    text = draft.text
    begins = any(
        place is not None and place[0] == 0 and match.term.target.split()[0].islower()
        for match, place in zip(matches, assign(matches, source, draft), strict=True)
    )
    if not begins or not source[:1].isupper() or len(text[0].upper()) > 1:
        return draft
    capital = Draft(text[0].upper() + text[1:], draft.links)
    return draft if absent(matches, assign(matches, source, capital), capital) else capital


# --- places


def _rendering(match: TermMatch, source: str, draft: Draft, taken: Sequence[Span]) -> Span | None:
    """What the draft wrote for a missing match: a similar spelling, else the words that the links lead to."""
    text = draft.text
    names = [match.term.target, source[match.start : match.end], match.term.source]
    longest = max(len(name.split()) for name in names) + 1
    words = [word.span() for word in _WORD.finditer(text)]
    free = [not any(_overlap(word, place) for place in taken) for word in words]
    linked = [draft.linked(word, _span(match)) for word in words]
    # Names are spelt alike from one language to the other, other words may be alike by chance.
    by_spelling = not draft.links or match.term.target[:1].isupper()
    best: tuple[float, Span] | None = None
    for first in range(len(words)):
        for last in range(first, min(first + longest, len(words))):
            if not free[last]:
                break
            if not by_spelling and not any(linked[first : last + 1]):
                continue
            span = (words[first][0], words[last][1])
            likeness = max(_likeness(text[slice(*span)], name) for name in names)
            # Where two renderings of a name are alike, the linked one is meant.
            likeness += 0.2 * (by_spelling and any(linked[first : last + 1]))
            if likeness >= _SIMILAR + 0.1 * bool(draft.links) and (best is None or likeness > best[0]):
                best = likeness, span
    if best is not None:
        return _without_possessive(text, _with_the_rest(match, draft, best[1], taken))
    noun = source[match.start : match.end][:1].isupper()
    heaviest: tuple[int, Span] | None = None
    for first in range(len(words)):
        # What stands behind an article is rather the noun than a verb or an adverb is.
        weight = 2 * (noun and first > 0 and text[slice(*words[first - 1])].lower() in _words("article"))
        for last in range(first, len(words)):
            if not free[last] or not linked[last] or text[slice(*words[last])].lower() in _function_words():
                break
            weight += linked[last]
            if heaviest is None or weight > heaviest[0]:
                heaviest = weight, (words[first][0], words[last][1])
    return _without_possessive(text, heaviest[1]) if heaviest else None


def _with_the_rest(match: TermMatch, draft: Draft, span: Span, taken: Sequence[Span]) -> Span:
    """A rendering with the word behind it where all of that was translated from the match: `Heilig evening`."""
    word = re.compile(r" (\w+)").match(draft.text, span[1])
    if word is None or word[1].lower() in _function_words() or any(_overlap(word.span(1), place) for place in taken):
        return span
    inside = [
        theirs
        for ours, theirs in draft.links
        if _overlap(ours, word.span(1)) and match.start <= theirs[0] < theirs[1] <= match.end
    ]
    whole = sum(_overlap(ours, word.span(1)) for ours, _ in draft.links)
    return (span[0], word.end()) if inside and len(inside) == whole else span


def _position(match: TermMatch, source: str, draft: Draft, taken: Sequence[Span]) -> int:
    """About where in the draft a missing match belongs."""
    span = _rendering(match, source, draft, taken)
    return span[0] if span else _expected(match, source, draft)


def _taken(matches: Sequence[TermMatch], source: str, draft: Draft) -> list[Span]:
    """The places of the matches that have one."""
    return [place for place in assign(matches, source, draft) if place is not None]


def _places(match: TermMatch, source: str, draft: Draft, taken: Sequence[Span], settled: int) -> list[int]:
    """Word boundaries where a match without rendering may go, the likeliest first."""
    text = draft.text
    boundaries = [word.start() for word in re.finditer(r"[\w(\"“‘'$€£]\S*", text)]
    end = len(text.rstrip().rstrip(".!?…\"'”’»)"))
    boundaries = [
        place
        for place in [*boundaries, end]
        # A place right beside a name would make one name of two.
        if place >= settled and not any(low - 1 <= place <= high + 1 for low, high in taken)
    ]
    wanted = _expected(match, source, draft)
    boundaries.sort(key=lambda place: (abs(place - wanted), place))
    return list(dict.fromkeys(boundaries))[:_PLACES] or [len(text)]


def _expected(match: TermMatch, source: str, draft: Draft) -> int:
    """About where a match without rendering belongs: beside what was translated from its neighbour."""
    if match.start == match.end or not draft.links:
        return _proportional(match, source, draft.text)
    # Of several pieces of the neighbour before, the last one counts, of one behind the first.
    before = [(match.start - theirs[1], -ours[1] - 1) for ours, theirs in draft.links if theirs[1] <= match.start]
    behind = [(theirs[0] - match.end, ours[0]) for ours, theirs in draft.links if match.end <= theirs[0]]
    nearest = min([*before, *behind], default=None)
    return abs(nearest[1]) if nearest else _proportional(match, source, draft.text)


def _proportional(match: TermMatch, source: str, text: str) -> int:
    if match.start == match.end:
        # It stands nowhere in the source: behind everything it disturbs least.
        return len(text)
    return round(match.start / max(len(source), 1) * len(text))


# --- forms


def english(match: TermMatch, source: str) -> str:
    """The match's English as a hint gives it: a plural or a possessive where the German is certainly one."""
    target = _target(match)
    if _is_plural(match, source):
        return _plural(target)
    return _possessive(target) if _is_possessor(match, source) else target


def _forms(match: TermMatch, source: str, text: str, span: Span) -> list[str]:
    """How the match's English may be written for `span` of the draft, the likeliest first."""
    target = _target(match)
    start, end = span
    if _is_plural(match, source, text[start:end]):
        target = _plural(target)
    if target[:1].islower() and _begins_sentence(text, start):
        target = target[0].upper() + target[1:]
    if text.isupper():
        target = target.upper()
    if not _is_genitive(match, source) or _depends(text[:start]):
        return [target]
    if _is_possessor(match, source):
        return [_possessive(target)]
    follower = re.match(r"['’]?s?\s+(\w+)", text[end:])
    if follower is None or follower[1].lower() in _function_words() | _words("no noun"):
        return [target]
    return [_possessive(target), target]


def _with_article(match: TermMatch, source: str, text: str, start: int, target: str) -> list[tuple[int, str]]:
    """From where on to replace the draft, and what to write: `target` with or without an article before it.

    For a name the draft's article may be wrong (`in the Russia`) or one be lacking (`in US`); an article is
    only put in where German has one too (`in den USA`, but `in Russland`).
    """
    head, article = _split_article(text[:start])
    own = target.split(" ", 1)[0].lower() in _words("article")
    if article and own:
        return [(len(head), target)]
    asis = (start, target)
    if own or not match.term.target[:1].isupper() or match.term.kind in ("adjective", "people"):
        return [asis]
    german = re.search(r"(\w+)\s+$", source[: match.start])
    determined = german is not None and german[1].lower() in words("glossary", "german.txt")["article"]
    usual = not _words("takes the").isdisjoint(re.sub(r" of .*", "", _target(match)).split())
    if article.lower() == "the":
        if usual or (determined and match.term.kind not in ("place", "person", "")):
            return [asis]
        bare = (len(head), target[0].upper() + target[1:] if _begins_sentence(text, len(head)) else target)
        return [asis, bare] if determined else [bare, asis]
    if determined and not article and _depends(text[:start], 1):
        return [(start, f"the {target}"), asis] if usual else [asis, (start, f"the {target}")]
    return [asis]


def _is_plural(match: TermMatch, source: str, written: str = "") -> bool:
    """Whether a common noun or the name of a people is meant in the plural, from what the draft wrote for it.

    Of peoples some German forms are a plural anyway: `Türkinnen`, `von Amerikanern`, `die Türken`.
    """
    target, surface = _target(match), source[match.start : match.end]
    if not surface[:1].isupper() or not target[-1:].isalpha() or re.search(r"(?:s|sh|ch|ese|man)$", target):
        return False
    in_english = re.search(r"[^siu]s$", written) is not None and _likeness(written, surface) < 1
    if match.term.kind == "people":
        german = re.search(r"(\w+)\s+(?:\w+e[nmrs]\s+)?$", source[: match.start])
        singular = german is not None and german[1].lower() in words("glossary", "german.txt")["singular-determiner"]
        weak = surface.endswith("en") and match.term.source.endswith("e") and not singular
        return in_english or surface.endswith(("innen", "ern")) or weak
    return in_english and target[:1].islower() and surface[-1:] in tuple("ensr")


def _plural(noun: str) -> str:
    """A noun phrase in the plural: of `threshold of pain` it is the first noun that changes."""
    found = re.match(r"(.+?)( (?:of|for) .+)?$", noun)
    if found is None:
        return noun
    head, rest = found[1], found[2] or ""
    if re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies" if not rest else head + "s"
    else:
        head += "es" if re.search(r"(?:[sxz]|[cs]h)$", head) else "s"
    return head + rest


def _target(match: TermMatch) -> str:
    return " ".join(match.term.target.split())


def _possessive(name: str) -> str:
    return name if re.search(r"['’]s?$", name) else name + ("'" if name.endswith("s") else "'s")


def _is_genitive(match: TermMatch, source: str) -> bool:
    """Whether a name stands in the genitive: one of its forms with an s or an apostrophe behind it."""
    term, surface = match.term, source[match.start : match.end]
    if not term.target[:1].isupper() or term.target.isupper() or term.target == surface:
        return False
    stem = re.sub(r"(?:['’]s?|s)$", "", surface, flags=re.IGNORECASE)
    if stem == surface:
        return False
    # A family: `die Clintons`; before a noun the article is a pronoun, as in `…, die Putins Angriff verurteilte`.
    if _PLURAL_ARTICLE.search(source[: match.start]) and not _NOUN_BEHIND.match(source[match.end :]):
        return False
    return any(stem.casefold() == form.casefold() for form in (term.source, *term.forms))


def _is_possessor(match: TermMatch, source: str) -> bool:
    """Whether a name in the genitive stands before its noun: `Putins Besuch`, not `die Reise Putins`."""
    if not _is_genitive(match, source):
        return False
    if _NOUN_BEHIND.match(source[match.end :]):
        return True
    follows_noun = re.search(r"[^\W\d_a-zäöüß]\w*\s+$", source[: match.start])
    adjectives = r"\s+(?:[a-zäöüß-]+(?:e|er|es|en|em)\s+){1,2}[^\W\d_a-zäöüß]"
    return not follows_noun and re.match(adjectives, source[match.end :]) is not None


def _lacks_possessive(match: TermMatch, source: str, place: Span, text: str) -> bool:
    """Whether a genitive before its noun came out as a bare name."""
    if not _is_possessor(match, source) or re.search(r"['’]s?$", text[slice(*place)]):
        return False
    return re.match(r"\s\w", text[place[1] :]) is not None and not _depends(text[: place[0]])


def _depends(before: str, reach: int = _REACH) -> bool:
    """Whether what follows `before` depends on a preposition in its last words."""
    words = [word[0].lower() for word in _WORD.finditer(re.split(r"[,;:.!?]", before)[-1])]
    return not _words("preposition").isdisjoint(words[-reach:])


def _doubled(
    match: TermMatch,
    matches: Sequence[TermMatch],
    source: str,
    place: Span,
    taken: Sequence[Span],
    text: str,
) -> Span | None:
    """A word beside a name in place that is the name again, or its wrong variant (`Lavrov Lawrow`)."""
    if not match.term.target[:1].isupper():
        return None
    outside = source
    for other in matches:
        outside = outside[: other.start] + " " * (other.end - other.start) + outside[other.end :]
    elsewhere = set(re.findall(r"\w+", outside))
    names = [*match.term.target.split(), *source[match.start : match.end].split()]
    before = re.search(r"([\w'’.-]*\w)\s+$", text[: place[0]])
    after = re.match(r"\s+(\w[\w'’.-]*\w|\w)", text[place[1] :])
    for word, offset in ((before, 0), (after, place[1])):
        if word is None:
            continue
        span = (offset + word.start(1), offset + word.end(1))
        bare = re.sub(r"['’]s?$", "", word[1])
        if (
            word[1][0].isupper()
            and bare not in elsewhere
            and not any(_overlap(span, other) for other in taken)
            and any(_likeness(bare, name) >= _SIMILAR + 0.1 for name in names)
        ):
            return span
    return None


def _without_possessive(text: str, span: Span) -> Span:
    """A rendering as it is replaced: without its possessive ending, with the last full stop of `U.S.`"""
    if re.search(r"\b\w\.\w$", text[slice(*span)]) and re.match(r"\.\s+\S", text[span[1] :]):
        return span[0], span[1] + 1
    ending = re.search(r"['’]s$", text[slice(*span)])
    return (span[0], span[1] - 2) if ending else span


# --- texts


def _join(before: str, word: str) -> str:
    """`word` behind `before`, with a space unless an opening quote, bracket or hyphen comes before it."""
    if not before or before[-1].isspace() or re.search(r"(?:^|\s)[\"“‘'(\[«]+$|[(\[“‘«$€£/-]$", before):
        return before + word
    return f"{before} {word}"


def _replace(text: str, span: Span, word: str) -> str:
    rest = text[span[1] :]
    before = text[: span[0]]
    if span[0] == span[1] and _begins_sentence(text, span[0]):
        # What began the sentence does so no longer.
        first = _WORD.match(rest)
        if first and first[0] != "I" and first[0].lower() in _function_words():
            rest = rest[0].lower() + rest[1:]
    found = re.search(r"\b(a|A)n?(\s+)$", before)
    if found and (found[1] == "a" or _begins_sentence(before, found.start())):
        before = f"{before[: found.start()]}{found[1]}{'n' if _takes_an(word) else ''}{found[2]}"
    if word.endswith("s") and re.search(r"['’]s?$", word):
        rest = re.sub(r"^['’]s?(?!\w)", "", rest)
    spaced = _is_word(rest[:1]) or (span[0] == span[1] and rest[:1] in tuple("\"“‘'([$€£"))
    return _join(before, word) + (" " if spaced else "") + rest


def _with_next_word(text: str, until: int) -> str:
    """`text` to the end of the first word behind `until`."""
    word = re.compile(r"\W*\w+(?:[-'’.]\w+)*").match(text, until)
    return text[: word.end()] if word else text


def _edited(draft: Draft, span: Span, word: str) -> Draft:
    """The draft with `word` for `span`; links go along with the characters they belong to."""
    text = _replace(draft.text, span, word)
    behind = len(text) - len(draft.text)
    links = []
    for (start, end), theirs in draft.links:
        if end <= span[0]:
            links.append(((start, end), theirs))
        elif start >= span[1]:
            links.append(((start + behind, end + behind), theirs))
    return Draft(text, tuple(links))


def _split_article(before: str) -> tuple[str, str]:
    """What stands before an article at the end of `before`, and the article."""
    found = re.search(r"(?:^|(?<=\s))(\w+)\s*$", before)
    if found and found[1].lower() in _words("article"):
        return before[: found.start(1)], found[1]
    return before, ""


def _stutters(text: str) -> bool:
    """Whether the last two words of a beginning are the same, as in `the the`."""
    words = text.lower().split()[-3:]
    return any(one == other for one, other in pairwise(words))


def _takes_an(word: str) -> bool:
    """Whether `an` stands before the word; of abbreviations only those read letter by letter are certain."""
    sounds = [f"^(?:{'|'.join(sorted(_words(kind)))})" for kind in ("a before", "an before")]
    if re.search(sounds[0], word):
        return False
    return word[:1].lower() in tuple("aeiou") or re.search(sounds[1], word) is not None


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0\"'“”‘’«»([–—-")
    return not before or before[-1] in ".!?:;…"


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    """How much two spellings of a name are alike, from 0 to 1, blind to what transliterations change.

    What is certainly below `_SIMILAR` counts as 0, which saves most of the time.
    """
    matcher = SequenceMatcher(None, _skeleton(one), _skeleton(other), autojunk=False)
    if matcher.real_quick_ratio() < _SIMILAR - 0.2 or matcher.quick_ratio() < _SIMILAR - 0.2:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=65536)
def _skeleton(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in folded if c.isalnum() and not unicodedata.combining(c))
    for german, plain in (("tsch", "ch"), ("sch", "sh"), ("ck", "k"), ("ph", "f"), ("th", "t")):
        letters = letters.replace(german, plain)
    letters = letters.translate(str.maketrans("wzyjc", "vsiik"))
    return re.sub(r"(.)\1", r"\1", letters)


@lru_cache(maxsize=65536)
def _pattern(target: str, plural: bool) -> re.Pattern[str]:
    words = [re.sub(r"['’]", "['’]", re.escape(word)) for word in target.split(" ")]
    if target[-1:].isalpha():
        possessive = "(?:['’]s?)?"
        if plural and re.search(r"[^aeiou]y$", target):
            words[-1] = words[-1][:-1] + "(?:y|ies)" + possessive
        else:
            words[-1] += ("(?:e?s)?" if plural else "") + possessive
    if plural:
        for index, word in enumerate(words[:-1]):
            if words[index + 1] in ("of", "for") and word[-1:].isalpha():
                words[index] += "(?:e?s)?"
    # A number is no other number's part: 5 stands neither in 15 nor in 5.5.
    before = r"(?<!\w)" + (r"(?<!\d[.,])" if target[:1].isdigit() else "") if _is_word(target[:1]) else ""
    after = r"(?!\w)" + (r"(?![.,]\d)" if target[-1:].isdigit() else "") if _is_word(target[-1:]) else ""
    return re.compile(before + r"\s+".join(words) + after)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _span(match: TermMatch) -> Span:
    return match.start, match.end


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _may_share(one: TermMatch, other: TermMatch) -> bool:
    """Whether one place in the English may stand for both."""
    unplaced = (one.start == one.end or other.start == other.end) and one.term.target != other.term.target
    return unplaced or _overlap(_span(one), _span(other))


def _function_words() -> frozenset[str]:
    return _words("article") | _words("pronoun") | _words("preposition")


def _words(kind: str) -> frozenset[str]:
    return words("glossary", "function_words.txt")[kind]
