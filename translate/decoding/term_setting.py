"""How terms stand in a finished sentence: joined to what their German is joined to, in the case of their English.

A hint is a word of its own for the model, wherever its German stands: `dpa/Reuters` comes out as `DPA/ Reuters`,
`Paris-Berlin` as `Paris- Berlin` or `Paris Berlin`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from glossary import english, nearby, wordlists
from glossary.kinds import is_name, kind_of_name
from glossary.linked import LinkedText, Span
from glossary.presence import Standing
from glossary.terms import TermMatch

# Signs that join words, and those that open and close: what stands before and behind a term without a space.
_JOINT = r"[-‐‑–/&+@#:·×=]"
_OPENS, _CLOSES = "([{<\"'“‘„‚«»", ")]}>\"'”’“‘»«"
_HYPHENS = "-‐‑–"
# What has no space before it in English, if its German has none.
_BEFORE = re.compile(rf"(?:(?:(?<=[^\s–—-])|(?<![^\s])(?=[@#])){_JOINT}|(?:(?<=\s)|^)[{re.escape(_OPENS)}])(\s+)$")
_BEHIND = re.compile(rf"(\s+)(?:{_JOINT}(?=\w)|[{re.escape(_CLOSES)}](?!\w))|{_JOINT}(\s+)(?=\w)")
_JOINED_BEFORE = re.compile(rf"\S{_JOINT}\Z|[@#{re.escape(_OPENS)}]\Z")
_JOINED_BEHIND = re.compile(rf"{_JOINT}\w|[{re.escape(_CLOSES)}]")
_HYPHENED = re.compile(rf"[{_HYPHENS}]\w")
_GERMAN_PART = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)[{_HYPHENS}]\Z")
_WORD_BEFORE = re.compile(r"(?<![\w-])([^\W\d_]+)( )\Z")
_STRAIGHT = "\"'"
# A word of some length, which is written with a capital in a title.
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
# A word with a capital and small letters.
_NAME_BEHIND = re.compile(r" (?=[^\W\d_a-zß-ÿ])\w[a-zß-ÿ]")
_BEHIND_STOP = re.compile(r"[.!?]\W*$")
_IN_TITLE = 0.6
_FEW = 3
_NAMES = frozenset({"person", "place"})


def joined(standing: Standing) -> LinkedText:
    """The translation with no space between a term and what it is joined to in its source.

    >>> from glossary.presence import assign
    >>> from glossary.terms import Sentence, Term
    >>> match = TermMatch(Term("Reuters", "Reuters"), 4, 11)
    >>> joined(assign(Sentence("dpa/Reuters", (match,)), LinkedText("dpa/ Reuters"))).text
    'dpa/Reuters'
    """
    edits: list[tuple[Span, str, Span | None]] = []
    for span, written in sorted({*_spaces(standing), *_hyphens(standing), *_hyphens_before(standing)}):
        # Of two at one place the first is enough.
        if not edits or edits[-1][0][1] <= span[0]:
            edits.append((span, written, None))
    return standing.translation.all_replaced(edits)


def _spaces(standing: Standing) -> Iterator[tuple[Span, str]]:
    """Spaces beside terms where their German has a joint, a quotation mark or a bracket instead."""
    source, text = standing.sentence.text, standing.translation.text
    for match, (start, end) in _placed(standing):
        before, behind = source[max(match.start - 2, 0) : match.start], source[match.end : match.end + 2]
        if _JOINED_BEFORE.search(before) and (found := _BEFORE.search(text, max(start - nearby.REACH, 0), start)):
            sign = found[0].strip()
            if _is_like(sign, before[-1]) and not (sign in _STRAIGHT and _count(text, sign, found.start()) % 2):
                yield found.span(1), ""
        if _JOINED_BEHIND.match(behind) and (found := _BEHIND.match(text, end)):
            sign = found[0].strip()
            if _is_like(sign, behind[0]) and not (sign in _STRAIGHT and not _count(text, sign, end) % 2):
                yield found.span(1) if found[1] else found.span(2), ""


def _count(text: str, sign: str, until: int) -> int:
    """How often a sign stands in a text before a place."""
    return bisect_left(_places(text, sign), until)


@lru_cache(maxsize=4)
def _places(text: str, sign: str) -> list[int]:
    return [at for at, other in enumerate(text) if other == sign]


def _is_like(sign: str, other: str) -> bool:
    """Whether a sign of the translation is that of its source: the same, another hyphen, another quotation mark."""
    kinds = (_HYPHENS, "\"'“”‘’„‚«»‹›", "([{<", ")]}>", _HYPHENS + "/")
    return sign == other or any(sign in kind and other in kind for kind in kinds)


def _hyphens(standing: Standing) -> Iterator[tuple[Span, str]]:
    """Hyphens that are lost between two terms: `Trump Putin meeting`, `German Russian trade`."""
    source, text = standing.sentence.text, standing.translation.text
    for (one, first), (other, second) in pairwise(_placed(standing)):
        if other.start - one.end != 1:
            continue
        between = source[one.end]
        if between in "/&+" and text[first[1] : first[1] + 3] == f" {between} " and second[0] == first[1] + 3:
            yield (first[1], second[0]), between
        if between in _HYPHENS and text[first[1] : first[1] + 1] == " " and second[0] == first[1] + 1:
            # Of three parts the last is what is meant: the other two stand side by side.
            compound = _HYPHENED.match(source, other.end) is not None
            if _side_by_side(one, other, source, compound):
                # Nor does one possess the other: `Trump's Putin meeting`.
                ending = re.search(r"['’]s?$", text[slice(*first)])
                yield (first[0] + ending.start() if ending else first[1], second[0]), "-"


def _hyphens_before(standing: Standing) -> Iterator[tuple[Span, str]]:
    """Hyphens that are lost between a word and the term behind it: `Pro Brexit campaign`."""
    source, text = standing.sentence.text, standing.translation.text
    for match, (start, _) in _placed(standing):
        if source[match.start - 1 : match.start] not in _HYPHENS or text[start - 1 : start] != " ":
            continue
        german_part = _GERMAN_PART.search(source, max(match.start - nearby.REACH, 0), match.start)
        before = _WORD_BEFORE.search(text, max(start - nearby.REACH, 0), start)
        if german_part and before and _is_other_half(standing, before, german_part, source[match.start]):
            yield before.span(2), "-"


def _is_other_half(standing: Standing, before: re.Match[str], german_part: re.Match[str], first: str) -> bool:
    """Whether the word before a term is joined to it: a prefix, or an adjective beside an adjective."""
    if before[1].lower() in wordlists.words("translate", "prefixes.txt")[""]:
        return True
    adjectives = german_part[1].islower() and first.islower() and before[1][0].isupper()
    return adjectives and standing.translation.linked(before.span(1), german_part.span(1)) > 0


def _side_by_side(one: TermMatch, other: TermMatch, source: str, compound: bool) -> bool:
    """Whether neither of two terms joined in the source belongs to the other: two names, two adjectives."""
    if source[one.start].islower() and source[other.start].islower():
        return True
    kind, other_kind = kind_of_name(one.term), kind_of_name(other.term)
    if not (is_name(one.term) and is_name(other.term)) or kind == "people":
        return False
    if kind == other_kind and kind in _NAMES:
        return True
    # Not `US Senate hearing`.
    attribute = len(one.target) <= 3 and one.target.isupper() and other_kind not in _NAMES
    return compound and not attribute and " " not in one.target + other.target


def _placed(standing: Standing) -> list[tuple[TermMatch, Span]]:
    """The matches with a place in the source and one in the translation, in the order of the source."""
    pairs = zip(standing.sentence.matches, standing.places, strict=True)
    return [(match, place) for match, place in pairs if place is not None and match.start < match.end]


def cased(standing: Standing) -> LinkedText:
    """The translation with its terms in the case of their English, but a capital where one begins a sentence.

    A capital stays in a title of capitals, before a name (`Mayor Miller`), and behind a colon or an opening quotation
    mark if German has the term there.
    """
    linked = standing.translation
    if not standing.sentence.matches:
        return linked
    text, source = linked.text, standing.sentence.text
    if text.isupper() or _is_title(standing):
        return linked
    letters = list(text)
    opening = len(text) - len(text.lstrip(_OPENS))
    for match, place in _placed(standing):
        first = place[0] <= opening and source[:1].isupper()
        begins = _begins(text, place[0]) and (first or _begins(source, match.start))
        if not match.target[:1].islower():
            continue
        if begins and _BEHIND_STOP.search(text, max(place[0] - nearby.REACH, 0), place[0]):
            letters[place[0]] = text[place[0]].upper()
        elif not begins and not text[slice(*place)].isupper() and not _NAME_BEHIND.match(text, place[1]):
            _lower(letters, place, match.target)
    return LinkedText("".join(letters), linked.links)


def _lower(letters: list[str], place: Span, target: str) -> None:
    """Write small letters where a term at a place has small ones."""
    for at, right in zip(range(*place), target, strict=False):
        if letters[at].lower() == right:
            letters[at] = right


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place of a text, or what is quoted there or stands behind a colon."""
    before = nearby.before(text, at).rstrip()
    return not before or before[-1] in ".!?:;…\"'“”‘’„‚«»([–—•*>" or english.begins_sentence(text, at)


def _is_title(standing: Standing) -> bool:
    """Whether most of the words outside the terms have a capital."""
    text = list(standing.translation.text)
    for start, end in standing.taken:
        text[start:end] = " " * (end - start)
    found = _LONG_WORD.findall("".join(text))
    return len(found) >= _FEW and sum(word[0].isupper() for word in found) >= _IN_TITLE * len(found)
