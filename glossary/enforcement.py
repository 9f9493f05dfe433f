"""What would put a missing term into a translation: beginnings to decode from, and the last resort.

Everything here is a pure function of how the terms stand in a translation so far (see `glossary.presence`); its
links say which source characters each part of it was translated from, as far as the model's attention tells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary import english, english_nouns, german
from glossary.german_number import number
from glossary.likeness import SIMILAR, loose_skeleton, similarity
from glossary.linked import LinkedText, Span, overlap
from glossary.presence import Flaw, Standing, absent, assign, flaws, may_share, occurrences
from glossary.terms import TermMatch

# Places tried for a term when nothing tells where it belongs.
_PLACES = 3


def beginnings(standing: Standing, lacking: Iterable[int], fixed: int = 0) -> list[str]:
    """Beginnings of a translation that hold the missing matches, those numbered `lacking`.

    They end in the last of them or the word behind it; up to there the translation stays as it is, and what it
    wrote for the others is replaced. So one decoding does for any number of terms. The likeliest beginning comes
    first. The first `fixed` characters of the translation stay in any case.
    """
    matches = standing.sentence.matches
    lacking = _without_parts(standing, lacking)
    *others, last = sorted(lacking, key=lambda index: (_position(standing, matches[index]), index))
    for index in others:
        standing = assign(standing.sentence, insert(standing, index, fixed))
    span = _rendering(standing, matches[last])
    if span is not None and span[0] >= fixed:
        spans = [span]
    else:
        spans = [(place, place) for place in _places(standing, matches[last], fixed)]
    result = []
    for low, end, written in _ways(standing, matches[last], spans):
        if low >= fixed:
            whole = english.put(LinkedText(standing.translation.text), (low, end), written)
            places = assign(standing.sentence, whole).places
            until = max((place[1] for index in (*others, last) if (place := places[index])), default=0)
            # The word behind ends what stands before it.
            result.append(english.with_next_word(whole.text, until))
    return [beginning for beginning in dict.fromkeys(result) if not _stutters(beginning)]


def _ways(standing: Standing, match: TermMatch, spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """The ways to write a match for one of the spans: from where to where, and what."""
    for start, end in spans:
        for target in _forms(standing, match, (start, end)):
            for low, written in _with_article(standing, match, start, target):
                yield low, end, written


def _without_parts(standing: Standing, lacking: Iterable[int]) -> list[int]:
    """Those of the missing matches that do not come along with another, as `report` does with `research report`."""
    matches = standing.sentence.matches
    kept: list[int] = []
    for index in sorted(lacking, key=lambda index: (-len(matches[index].term.target), index)):
        wholes = (matches[one] for one in kept if may_share(matches[index], matches[one]))
        if not any(occurrences(matches[index], standing.sentence.text, whole.term.target) for whole in wholes):
            kept.append(index)
    return kept


def _stutters(text: str) -> bool:
    """Whether two of the last words of a beginning are the same, as in `the the`."""
    return any(one == other for one, other in pairwise(text.lower().split()[-3:]))


def rewrite(flaw: Flaw, text: str) -> str:
    """The beginning of a translation without the flaw."""
    return english.join(text[: flaw.span[0]], flaw.better)


def insert(standing: Standing, index: int, fixed: int = 0) -> LinkedText:
    """The translation with a missing match's English put in, never inside a word or a term in place.

    It replaces what the model wrote for it where spelling or links identify that, else it stands where the
    proportions of the sentence say.
    """
    match = standing.sentence.matches[index]
    span = _rendering(standing, match)
    if span is None or span[0] < fixed:
        place = _places(standing, match, fixed)[0]
        span = (place, place)
    target = _forms(standing, match, span)[0]
    low, written = _with_article(standing, match, span[0], target)[0]
    start = low if low >= fixed else span[0]
    return english.put(standing.translation, (start, span[1]), written, _source(standing, match))


def complete(standing: Standing) -> Standing:
    """Every match in place, by inserting what is missing, without doubled names, with a capital."""
    sentence = standing.sentence
    for attempt in range(3 * len(sentence.matches)):
        lacking = absent(standing)
        if not lacking:
            break
        index = min(lacking)
        if attempt < len(sentence.matches):
            translation = insert(standing, index)
        else:
            translation = _in_brackets(standing, sentence.matches[index])
        standing = assign(sentence, translation)
    return _capitalised(_without_doubles(standing))


def _in_brackets(standing: Standing, match: TermMatch) -> LinkedText:
    """The match behind all else, for terms that overlap or join up with their surroundings: not with brackets."""
    own = LinkedText("").replaced((0, 0), match.target, _source(standing, match))
    written = standing.translation.joined(own, " (").joined(LinkedText(")"))
    return written.replaced((0, len(written.text) - len(written.text.lstrip())), "")


def _without_doubles(standing: Standing) -> Standing:
    """Every double that goes makes the text shorter."""
    while double := next(((index, flaw) for index, flaw in flaws(standing).items() if flaw.double), None):
        index, flaw = double
        source = _source(standing, standing.sentence.matches[index])
        edited = english.put(standing.translation, flaw.span, flaw.better, source)
        shorter = assign(standing.sentence, edited)
        if len(edited.text) >= len(standing.translation.text) or absent(shorter):
            break
        standing = shorter
    return standing


def _capitalised(standing: Standing) -> Standing:
    """With a capital where a lower-case term begins the translation and the source begins with one."""
    text = standing.translation.text
    begins = any(
        place is not None and place[0] == 0 and match.term.target.split()[0].islower()
        for match, place in zip(standing.sentence.matches, standing.places, strict=True)
    )
    if not begins or not standing.sentence.text[:1].isupper() or len(text[0].upper()) > 1:
        return standing
    capital = assign(standing.sentence, standing.translation.recased(0, text[0].upper()))
    return standing if absent(capital) else capital


def _source(standing: Standing, match: TermMatch) -> Span | None:
    """What a term that is put in translates; None if it has no place, or if nothing is known of any other word.

    A translation with a single link would look like one whose links tell where everything comes from.
    """
    return match.span if match.start < match.end and standing.translation.links else None


# --- places


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a translation: `free` if no part of a term in place; `linked` characters of it translate a match."""

    span: Span
    text: str
    free: bool
    linked: int


def _words(standing: Standing, match: TermMatch) -> list[_Word]:
    translation, taken = standing.translation, standing.taken
    return [
        _Word(
            found.span(),
            found[0].lower(),
            not any(overlap(found.span(), place) for place in taken),
            translation.linked(found.span(), match.span),
        )
        for found in english.WORD.finditer(translation.text)
    ]


def _rendering(standing: Standing, match: TermMatch) -> Span | None:
    """What was written for a missing match: a similar spelling, else the words that the links lead to."""
    words = _words(standing, match)
    span = _spelt_alike(standing, match, words)
    span = _with_the_rest(standing, match, span) if span else _heaviest(standing, match, words)
    return _without_possessive(standing.translation.text, span) if span else None


def _spelt_alike(standing: Standing, match: TermMatch, words: Sequence[_Word]) -> Span | None:
    """The free words in a row that are spelt most like the match, if any are spelt alike."""
    text, has_links = standing.translation.text, bool(standing.translation.links)
    names = [match.term.target, standing.sentence.text[match.start : match.end], match.term.source]
    # Names are spelt alike from one language to the other, other words may be alike by chance.
    by_spelling = not has_links or match.term.target[:1].isupper()
    best, best_span = SIMILAR + 0.1 * has_links, None
    for run in _free_runs(words, max(len(name.split()) for name in names) + 1):
        linked = any(word.linked for word in run)
        if not by_spelling and not linked:
            continue
        span = (run[0].span[0], run[-1].span[1])
        likeness = max(similarity(text[slice(*span)], name, loose_skeleton) for name in names)
        # Where two renderings of a name are alike, the linked one is meant.
        likeness += 0.2 * (by_spelling and linked)
        if likeness > best or (likeness == best and best_span is None):
            best, best_span = likeness, span
    return best_span


def _free_runs(words: Sequence[_Word], longest: int) -> Iterator[Sequence[_Word]]:
    """Words in a row that are no part of a term in place, at most `longest`."""
    for first in range(len(words)):
        for last in range(first, min(first + longest, len(words))):
            if not words[last].free:
                break
            yield words[first : last + 1]


def _heaviest(standing: Standing, match: TermMatch, words: Sequence[_Word]) -> Span | None:
    """The free words in a row, function words aside, of which most was translated from the match."""
    noun = standing.sentence.text[match.start : match.end][:1].isupper()
    usable = [word.free and word.linked > 0 and word.text not in english.function_words() for word in words]
    heaviest, span = 0, None
    for first in range(len(words)):
        if not usable[first]:
            continue
        last = next((index for index in range(first, len(words)) if not usable[index]), len(words)) - 1
        # What stands behind an article is rather the noun than a verb or an adverb is.
        weight = 2 * (noun and first > 0 and words[first - 1].text in english.listed("article"))
        weight += sum(word.linked for word in words[first : last + 1])
        if weight > heaviest:
            heaviest, span = weight, (words[first].span[0], words[last].span[1])
    return span


def _with_the_rest(standing: Standing, match: TermMatch, span: Span) -> Span:
    """A rendering with the word behind it where all of that was translated from the match: `Heilig evening`."""
    word = re.compile(r" (\w+)").match(standing.translation.text, span[1])
    if word is None or word[1].lower() in english.function_words():
        return span
    if any(overlap(word.span(1), place) for place in standing.taken):
        return span
    sources = [theirs for ours, theirs in standing.translation.links if overlap(ours, word.span(1))]
    inside = all(match.start <= start < end <= match.end for start, end in sources)
    return (span[0], word.end()) if sources and inside else span


def _without_possessive(text: str, span: Span) -> Span:
    """A rendering as it is replaced: without its possessive ending, with the last full stop of `U.S.`"""
    if re.search(r"\b\w\.\w$", text[slice(*span)]) and re.match(r"\.\s+\S", text[span[1] :]):
        return span[0], span[1] + 1
    ending = re.search(r"['’]s$", text[slice(*span)])
    return (span[0], span[1] - 2) if ending else span


def _position(standing: Standing, match: TermMatch) -> int:
    """About where in the translation a missing match belongs."""
    span = _rendering(standing, match)
    return span[0] if span else _expected(standing, match)


def _places(standing: Standing, match: TermMatch, fixed: int) -> list[int]:
    """Word boundaries where a match without rendering may go, the likeliest first."""
    text, taken = standing.translation.text, standing.taken
    boundaries = [word.start() for word in re.finditer(r"[\w(\"“‘'$€£]\S*", text)]
    end = len(text.rstrip().rstrip(".!?…\"'”’»)"))
    boundaries = [
        place
        for place in [*boundaries, end]
        # A place right beside a name would make one name of two.
        if place >= fixed and not any(low - 1 <= place <= high + 1 for low, high in taken)
    ]
    wanted = _expected(standing, match)
    boundaries.sort(key=lambda place: (abs(place - wanted), place))
    return list(dict.fromkeys(boundaries))[:_PLACES] or [len(text)]


def _expected(standing: Standing, match: TermMatch) -> int:
    """About where a match without rendering belongs: beside what was translated from its neighbour."""
    source, translation = standing.sentence.text, standing.translation
    if match.start == match.end:
        # It stands nowhere in the source: behind everything it disturbs least.
        return len(translation.text)
    # Of several pieces of the neighbour before, the last one counts, of one behind the first.
    before = [(match.start - theirs[1], -ours[1] - 1) for ours, theirs in translation.links if theirs[1] <= match.start]
    behind = [(theirs[0] - match.end, ours[0]) for ours, theirs in translation.links if match.end <= theirs[0]]
    nearest = min([*before, *behind], default=None)
    return abs(nearest[1]) if nearest else round(match.start / max(len(source), 1) * len(translation.text))


# --- forms


def hint_form(match: TermMatch, source: str, draft: LinkedText | None = None) -> str:
    """The match's English as a hint gives it: a plural or a possessive where the German is certainly one.

    Where the German does not tell the number, a draft does.
    """
    written = _written(match, draft) if draft is not None else ""
    counted = _in_number(match, source, written)
    return english.possessive(counted) if german.is_possessor(match, source) else counted


def is_in_doubt(match: TermMatch, source: str) -> bool:
    """Whether the German leaves open in which of two forms the match's English stands."""
    return _plural(match, source) != match.target and number(match, source) == "unknown"


def _in_number(match: TermMatch, source: str, written: str) -> str:
    """The match's English in the number that the German tells, or else what was `written` for it."""
    plural = _plural(match, source)
    if plural == match.target:
        return plural
    told = number(match, source)
    if told == "unknown":
        same = similarity(written, source[match.start : match.end], loose_skeleton) == 1
        told = "plural" if written and not same and english_nouns.is_plural(written) else "singular"
    return plural if told == "plural" else match.target


def _plural(match: TermMatch, source: str) -> str:
    """The match's English in the plural, or as it is if it has none: names have none, but peoples and `NGO`."""
    target, surface = match.target, source[match.start : match.end]
    if not any(word[:1].isupper() for word in surface.split()) or not target[-1:].isalpha():
        return target
    if not target[:1].islower() and match.term.kind != "people" and not _is_abbreviated(match, surface):
        return target
    return match.term.plural or english_nouns.plural(target)


def _is_abbreviated(match: TermMatch, surface: str) -> bool:
    """Whether English has an abbreviation for German words, which the text inflects."""
    term = match.term
    return term.target.isupper() and not term.source.isupper() and surface not in (term.source, *term.forms)


def _written(match: TermMatch, draft: LinkedText) -> str:
    """The last word of a draft that translates more of the match than of anything else."""
    words = [found for found in english.WORD.finditer(draft.text) if draft.linked(found.span(), match.span)]
    nouns = [found[0] for found in words if found[0].lower() not in english.function_words()]
    return nouns[-1] if nouns else ""


def _forms(standing: Standing, match: TermMatch, span: Span) -> list[str]:
    """How the match's English may be written for `span` of the translation, the likeliest first."""
    source, text = standing.sentence.text, standing.translation.text
    start, end = span
    target = english.capitalised(_in_number(match, source, text[start:end]), text, start)
    if text.isupper():
        target = target.upper()
    if not german.stands_in_genitive(match, source) or english.depends(text[:start]):
        return [target]
    if german.is_possessor(match, source):
        return [english.possessive(target)]
    follower = re.match(r"['’]?s?\s+(\w+)", text[end:])
    if follower is None or follower[1].lower() in english.function_words() | english.listed("no noun"):
        return [target]
    return [english.possessive(target), target]


def _with_article(standing: Standing, match: TermMatch, start: int, target: str) -> list[tuple[int, str]]:
    """From where on to replace the translation, and what to write: `target` with or without an article before it."""
    head, article = english.split_article(standing.translation.text[:start])
    if target.split(" ", 1)[0].lower() in english.listed("article"):
        return [(len(head) if article else start, target)]
    if not match.term.target[:1].isupper() or match.term.kind in ("adjective", "people"):
        return [(start, target)]
    return _name_with_article(standing, match, start, target)


def _name_with_article(standing: Standing, match: TermMatch, start: int, target: str) -> list[tuple[int, str]]:
    """The same for a name: the translation's article may be wrong (`in the Russia`), or one be lacking (`in US`).

    An article is only put in where German has one too (`in den USA`, but `in Russland`).
    """
    text = standing.translation.text
    head, article = english.split_article(text[:start])
    asis = (start, target)
    determined = german.has_article(match, standing.sentence.text)
    usual = english.takes_the(match.target)
    if article.lower() == "the" and not usual and not (determined and _may_keep_the(match)):
        bare = (len(head), english.capitalised(target, text, len(head)))
        return [asis, bare] if determined else [bare, asis]
    if determined and not article and english.depends(text[:start], 1):
        with_the = (start, f"the {target}")
        return [with_the, asis] if usual else [asis, with_the]
    return [asis]


def _may_keep_the(match: TermMatch) -> bool:
    """Whether a name may well have an article in English where it has one in German: places and people have none."""
    return match.term.kind not in ("place", "person", "")
