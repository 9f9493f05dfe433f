"""What puts terms into a translation: what hints say, and what is written for those that are missing.

Everything here is a pure function of how the terms stand in a translation so far (see `glossary.presence`); its
links say which source characters each part of it was translated from, as far as the model's attention tells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary import english, english_nouns, english_verbs, german, nearby
from glossary.assignment import may_share
from glossary.genitives import genitive, is_open_to_of
from glossary.german_number import number
from glossary.kinds import is_name, kind_of_name
from glossary.likeness import SIMILAR, loose_skeleton, similarity
from glossary.linked import LinkedText, Span, overlap
from glossary.presence import Standing, absent, assign, flaws
from glossary.terms import Sentence, TermMatch

# A term's parts: words with the spaces behind them, and signs.
_SIGN_OR_WORD = re.compile(r"\w+\s*|[^\w\s]\s*")
_QUOTES = "\"“”„«»'‘’"
# Letters of a word that may be looked for alone.
_WORD_ALONE = 4
# Terms of more words are not looked for in parts.
_MOST_WORDS = 20
# So many terms may be missing, and so many flaws be mended, that each is looked at by itself.
_MOST_LACKING, _MOST_FLAWS = 50, 30
# How often what is missing is put in all at once: longer terms may take the place of shorter ones.
_ROUNDS = 5

# --- where terms are


def placed(sentence: Sentence) -> Sentence:
    """The sentence with a place for terms that stand in it as a whole nowhere: that of most of their words in a row.

    >>> from glossary.terms import Term
    >>> term = Term("der Jahr Rezessionsjahr", "recession year")
    >>> placed(Sentence("das Rezessionsjahr 2009", (TermMatch(term, 0, 0),))).matches[0].span
    (4, 18)
    """
    return Sentence(sentence.text, tuple(_placed(match, sentence.text) for match in sentence.matches))


def _placed(match: TermMatch, text: str) -> TermMatch:
    if match.start < match.end:
        return match
    words = match.term.source.split()[:_MOST_WORDS]
    runs = {" ".join(words[low:high]) for low in range(len(words)) for high in range(low + 1, len(words) + 1)}
    for run in sorted(runs, key=lambda run: (-len(run), run)):
        found = re.search(rf"(?<!\w){re.escape(run)}(?!\w)", text) if len(run) >= _WORD_ALONE else None
        if found:
            return replace(match, start=found.start(), end=found.end())
    return match


# --- what hints say


def hinted(matches: Iterable[TermMatch], source: str, draft: LinkedText | None = None) -> list[tuple[Span, str]]:
    """Parts of the source and the English that a hint has for each: one for terms that overlap, with that of all.

    A draft tells the number where the German does not.
    """
    found: list[tuple[Span, str]] = []
    behind: set[Span] = set()
    placed = (match for match in matches if match.start < match.end)
    for match in sorted(placed, key=lambda match: (match.start, -match.end)):
        target = hint_form(match, source, draft)
        if found and match.start < found[-1][0][1]:
            (start, end), others = found[-1]
            in_order = (target, others) if match.start == start else (others, target)
            found[-1] = (start, max(end, match.end)), _both(*in_order)
        else:
            found.append((match.span, target))
            if is_open_to_of(match, source):
                behind.add(match.span)
    return [(span, f"of {target}" if span in behind else target) for span, target in found]


def _both(one: str, other: str) -> str:
    """Two terms in one, what they have in common once.

    >>> _both("research report", "report"), _both("World Trade Fair", "Trade Fair Centre"), _both("federal", "court")
    ('research report', 'World Trade Fair Centre', 'federal court')
    """
    if english.spellings(" ".join(other.split()), countable=True).search(one):
        return one
    if english.spellings(" ".join(one.split()), countable=True).search(other):
        return other
    before, behind = one.split(), other.split()
    shared = next((size for size in range(len(before), 0, -1) if before[-size:] == behind[:size]), 0)
    return " ".join([*before, *behind[shared:]])


# --- what is written for a missing term


def lost(standing: Standing) -> list[int]:
    """The missing matches for which nothing was written, of those that have a place in the source."""
    written = renderings(standing)
    return [index for index in _lacking(standing) if index not in written]


def renderings(standing: Standing) -> dict[int, Span]:
    """What was written for the missing matches, by number: a similar spelling, else the words that the links lead to.

    >>> from glossary.terms import Term
    >>> sentence = Sentence("Lawrow kam.", (TermMatch(Term("Lawrow", "Lavrov"), 0, 6),))
    >>> renderings(assign(sentence, LinkedText("Then Lawrow came.")))
    {0: (5, 11)}
    """
    lacking = _lacking(standing)
    if not lacking or standing.is_large:
        return {}
    words = _words(standing)
    found = ((index, _rendering(standing, standing.sentence.matches[index], words)) for index in lacking)
    return {index: span for index, span in found if span is not None}


def _lacking(standing: Standing) -> list[int]:
    """The missing matches that have a place in the source."""
    matches = standing.sentence.matches
    return [index for index in absent(standing) if matches[index].start < matches[index].end]


def complete(standing: Standing) -> tuple[Standing, frozenset[int]]:
    """Every match in place, without doubled names, with a capital; and those that replaced what was written for them.

    The others stand where the proportions of the sentence say. The longest come first: others may be part of them.
    """
    if standing.is_large or len(absent(standing)) > _MOST_LACKING:
        return _capitalised(_all_in_brackets(standing)), frozenset()
    matches = standing.sentence.matches
    replaced: frozenset[int] = frozenset()
    without: set[int] = set()
    for attempt in range(3 * len(matches)):
        lacking = sorted(absent(standing), key=lambda index: (-len(matches[index].term.target), index))
        if not lacking:
            break
        if attempt < len(matches):
            index, span = _next(standing, lacking, without)
            translation = _put(standing, matches[index], span)
        else:
            span, translation = None, _in_brackets(standing, [matches[lacking[0]]])
        standing = assign(standing.sentence, translation)
        # What is part of another comes along with it.
        replaced = replaced.union(lacking) - absent(standing) if span else replaced - absent(standing)
    return _capitalised(_without_flaws(standing)), replaced


def _next(standing: Standing, lacking: Sequence[int], without: set[int]) -> tuple[int, Span | None]:
    """Of missing matches the first that has a rendering, and that; else the first.

    `without` are those that are known to have none, to which it adds: what is put in for others is none either.
    """
    words = _words(standing)
    for index in lacking:
        if index not in without:
            if span := _rendering(standing, standing.sentence.matches[index], words):
                return index, span
            without.add(index)
    return lacking[0], None


def _put(standing: Standing, match: TermMatch, span: Span | None) -> LinkedText:
    """The translation with a missing match's English for its rendering, never inside a word or a term in place."""
    if span is None:
        place = _place(standing, match)
        span = (place, place)
    if span[0] == span[1] and match.start == match.end:
        # It belongs to nothing that stands there.
        return english.put(standing.translation, span, f"({match.target})", _source(standing, match))
    target = _form(standing, match, span)
    low, written = _with_article(standing, match, span[0], target)
    return english.put(standing.translation, (low, span[1]), written, _source(standing, match))


def _all_in_brackets(standing: Standing) -> Standing:
    """All that is missing behind all else at once: of so many nobody asks where."""
    for _ in range(_ROUNDS):
        lacking = sorted(absent(standing))
        if not lacking:
            break
        matches = [standing.sentence.matches[index] for index in lacking]
        standing = assign(standing.sentence, _in_brackets(standing, matches))
    return standing


def _in_brackets(standing: Standing, matches: Iterable[TermMatch]) -> LinkedText:
    """Matches behind all else, for terms that overlap or join up with their surroundings: not with brackets."""
    parts = [standing.translation]
    for match in matches:
        own = LinkedText("").replaced((0, 0), match.target, _source(standing, match))
        parts += [LinkedText(" ("), own, LinkedText(")")]
    written = LinkedText.of_parts(parts)
    return written.replaced((0, len(written.text) - len(written.text.lstrip())), "")


def _without_flaws(standing: Standing) -> Standing:
    """Doubled names once, genitives with their possessive, as long as there are fewer flaws each time."""
    for _ in range(_MOST_FLAWS):
        if not (found := flaws(standing)):
            break
        index, flaw = next(iter(found.items()))
        source = _source(standing, standing.sentence.matches[index])
        better = assign(standing.sentence, english.put(standing.translation, flaw.span, flaw.better, source))
        if absent(better) or len(flaws(better)) >= len(found):
            break
        standing = better
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
    """A word of a translation: `free` if no part of a term in place; `linked` characters of it translate a match.

    All that it translates lies in `origin`.
    """

    span: Span
    text: str
    free: bool
    origin: Span = (0, 0)
    linked: int = 0


def _words(standing: Standing) -> list[_Word]:
    """The words of a translation, as if they translated nothing."""
    text = standing.translation.text
    taken = bytearray(len(text))
    for start, end in standing.taken:
        taken[start:end] = b"\1" * (end - start)
    return [
        _Word(
            found.span(), found[0].lower(), 1 not in taken[found.start() : found.end()], _origin(standing, found.span())
        )
        for found in english.WORD.finditer(text)
    ]


def _origin(standing: Standing, span: Span) -> Span:
    """From the first to the last character that a part of a translation translates; empty where that is none."""
    theirs = [source for _, source in standing.translation.links_of(span)]
    return min((start for start, _ in theirs), default=0), max((end for _, end in theirs), default=0)


def _rendering(standing: Standing, match: TermMatch, words: Sequence[_Word]) -> Span | None:
    """What was written for a missing match: a similar spelling, else the words that the links lead to."""
    if found := _in_other_case(standing, match):
        return found
    words = [
        replace(word, linked=standing.translation.linked(word.span, match.span))
        if overlap(word.origin, match.span)
        else word
        for word in words
    ]
    span = _spelt_alike(standing, match, words) or _heaviest(standing, match, words)
    if span is None:
        return None
    span = _with_the_rest(standing, match, span)
    return _without_possessive(standing.translation.text, _with_own_words(standing, match, span))


def _in_other_case(standing: Standing, match: TermMatch) -> Span | None:
    """Where the match's English stands in capitals that are not its own: `innovation Union`; several words only."""
    if " " not in match.target:
        return None
    matches, text = standing.sentence.matches, standing.translation.text
    others = [
        place for other, place in zip(matches, standing.places, strict=True) if place and not may_share(other, match)
    ]
    spans = (found.span() for found in re.finditer(rf"\b{re.escape(match.target)}\b", text, re.IGNORECASE))
    return next((span for span in spans if not any(overlap(span, other) for other in others)), None)


def _spelt_alike(standing: Standing, match: TermMatch, words: Sequence[_Word]) -> Span | None:
    """The free words in a row that are spelt most like the match, if any are spelt alike."""
    text, has_links = standing.translation.text, bool(standing.translation.links)
    names = [match.term.target, standing.sentence.text[match.start : match.end], match.term.source]
    # Names are spelt alike from one language to the other, other words may be alike by chance.
    by_spelling = not has_links or match.term.target[:1].isupper()
    best, best_span = SIMILAR + 0.1 * has_links, None
    alike: dict[str, float] = {}
    for span, linked in _free_runs(words, max(len(name.split()) for name in names) + 1):
        if not by_spelling and not linked:
            continue
        run = text[slice(*span)]
        if run not in alike:
            alike[run] = max(similarity(run, name, loose_skeleton) for name in names)
        # Where two renderings of a name are alike, the linked one is meant.
        likeness = alike[run] + 0.2 * (by_spelling and linked)
        if likeness > best or (likeness == best and best_span is None):
            best, best_span = likeness, span
    return best_span


def _free_runs(words: Sequence[_Word], longest: int) -> Iterator[tuple[Span, bool]]:
    """Words in a row that are no part of a term in place, at most `longest`, and whether one of them is linked."""
    for first in range(len(words)):
        linked = False
        for last in range(first, min(first + longest, len(words))):
            if not words[last].free:
                break
            linked = linked or words[last].linked > 0
            yield (words[first].span[0], words[last].span[1]), linked


def _heaviest(standing: Standing, match: TermMatch, words: Sequence[_Word]) -> Span | None:
    """The free words in a row, function words aside, of which most was translated from the match."""
    noun = standing.sentence.text[match.start : match.end][:1].isupper()
    figures = any(map(str.isdigit, standing.sentence.text[match.start : match.end]))
    usable = [
        word.free
        and 2 * word.linked >= len(word.text)
        and word.text not in english.function_words()
        and (figures or not any(map(str.isdigit, word.text)))
        for word in words
    ]
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
    # "research countries in Europe" for "Forschungsländer Europas"
    joint = r"(?:(?:of|in|for) (?:the )?)?" if len(match.term.source.split()) > 1 else ""
    word = re.compile(rf" {joint}(\w+)").match(standing.translation.text, span[1])
    if word is None or word[1].lower() in english.function_words():
        return span
    if any(overlap(word.span(1), place) for place in standing.taken):
        return span
    sources = [theirs for ours, theirs in standing.translation.links if overlap(ours, word.span(1))]
    inside = all(match.start <= start < end <= match.end for start, end in sources)
    return (span[0], word.end()) if sources and inside else span


def _with_own_words(standing: Standing, match: TermMatch, span: Span) -> Span:
    """A rendering with what stands around it of the term's words and signs: `global` for `global estimate`."""
    text, own = standing.translation.text, _SIGN_OR_WORD.findall(match.target)
    before, behind = text[: span[0]], text[span[1] :]
    heads = (_loosely("".join(own[:size]), r"(?<!\w){}\s*$") for size in range(len(own) - 1, 0, -1))
    tails = (_loosely("".join(own[-size:]), r"^\s*{}(?!\w)") for size in range(len(own) - 1, 0, -1))
    start = next((found.start() for head in heads if (found := head.search(before))), span[0])
    end = next((span[1] + found.end() for tail in tails if (found := tail.search(behind))), span[1])
    inside = [place for place in standing.taken if overlap(place, (start, end)) and not overlap(place, span)]
    return span if inside else (start, end)


def _loosely(part: str, pattern: str) -> re.Pattern[str]:
    """A pattern of a part of a term, whatever its case and the make of its quotes."""
    written = re.sub(f"[{_QUOTES}]", f"[{_QUOTES}]", re.escape(part.strip()))
    return re.compile(pattern.format(written), re.IGNORECASE)


def _without_possessive(text: str, span: Span) -> Span:
    """A rendering as it is replaced: without its possessive ending, with the last full stop of `U.S.`"""
    if re.search(r"\b\w\.\w$", text[slice(*span)]) and re.match(r"\.\s+\S", nearby.behind(text, span[1])):
        return span[0], span[1] + 1
    ending = re.search(r"['’]s$", text[slice(*span)])
    return (span[0], span[1] - 2) if ending else span


def _place(standing: Standing, match: TermMatch) -> int:
    """The word boundary where a match without rendering goes best."""
    text, taken = standing.translation.text, standing.taken
    boundaries = [word.start() for word in re.finditer(r"[\w(\"“‘'$€£]\S*", text)]
    end = len(text.rstrip().rstrip(".!?…\"'”’»)"))
    # "at 5 a.m."
    end += bool(re.search(r"\b\w\.\w$", text[:end]) and text[end : end + 1] == ".")
    if match.start == match.end:
        return end
    # A place right beside a name would make one name of two.
    free = [place for place in [*boundaries, end] if not any(low - 1 <= place <= high + 1 for low, high in taken)]
    wanted = _expected(standing, match)
    return min(free, key=lambda place: (abs(place - wanted), place), default=len(text))


def _expected(standing: Standing, match: TermMatch) -> int:
    """About where a match without rendering belongs: beside what was translated from its neighbour."""
    source, translation = standing.sentence.text, standing.translation
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
    return english.possessive(counted) if genitive(match, source) == "before" else counted


def is_in_doubt(match: TermMatch, source: str) -> bool:
    """Whether the German leaves open in which of two forms the match's English stands."""
    return _plural(match, source) != match.target and number(match, source) == "unknown"


def _in_number(match: TermMatch, source: str, written: str) -> str:
    """The match's English in the number that the German tells, or else what was `written`; a verb in its form."""
    if english_verbs.is_inflected_verb(match, source):
        return english_verbs.as_in_source(match, source)
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
    if not _has_noun(match, source) or not target[-1:].isalpha():
        return target
    if not target[:1].islower() and kind_of_name(match.term) != "people" and not _is_abbreviated(match, surface):
        return target
    return match.term.plural or english_nouns.plural(target)


def _has_noun(match: TermMatch, source: str) -> bool:
    """Whether a match has a word with a capital that the beginning of the sentence does not explain."""
    words = source[match.start : match.end].split()
    if match.term.source.islower() and german.begins_sentence(source, match.start):
        words = words[1:]
    return any(word[:1].isupper() for word in words)


def _is_abbreviated(match: TermMatch, surface: str) -> bool:
    """Whether English has an abbreviation for German words, which the text inflects."""
    term = match.term
    return term.target.isupper() and not term.source.isupper() and surface not in (term.source, *term.forms)


def _written(match: TermMatch, draft: LinkedText) -> str:
    """The last word of a draft that translates more of the match than of anything else."""
    words = [found for found in english.WORD.finditer(draft.text) if draft.linked(found.span(), match.span)]
    nouns = [found[0] for found in words if found[0].lower() not in english.function_words()]
    return nouns[-1] if nouns else ""


def _form(standing: Standing, match: TermMatch, span: Span) -> str:
    """How the match's English is written for `span` of the translation."""
    source, text = standing.sentence.text, standing.translation.text
    start, end = span
    target = english.capitalised(_in_number(match, source, text[start:end]), text, start)
    if text.isupper():
        target = target.upper()
    case = genitive(match, source)
    if not case or english.depends(nearby.before(text, start)):
        return target
    if case == "before":
        return english.possessive(target)
    follower = re.compile(r"['’]?s?\s+(\w+)").match(text, end)
    if follower is None or follower[1].lower() in english.function_words() | english.listed("no noun"):
        return target
    near = nearby.before(source, match.start)
    governing = re.search(r"(?:\w+\W+){1,2}$", near)
    if case == "behind" and governing and standing.translation.links:
        # "A spokesman Putin rejected it."
        span = (match.start - len(near) + governing.start(), match.start)
        linked = standing.translation.linked(follower.span(1), span)
        return english.possessive(target) if linked else target
    return english.possessive(target)


def _with_article(standing: Standing, match: TermMatch, start: int, target: str) -> tuple[int, str]:
    """From where on to replace the translation, and what to write: `target` with or without an article before it."""
    at, _ = english.article_before(standing.translation.text, start)
    if target.split(" ", 1)[0].lower() in english.listed("article"):
        return at, target
    if not match.term.target[:1].isupper() or not is_name(match.term) or kind_of_name(match.term) == "people":
        return start, target
    return _name_with_article(standing, match, start, target)


def _name_with_article(standing: Standing, match: TermMatch, start: int, target: str) -> tuple[int, str]:
    """The same for a name: the translation's article may be wrong (`in the Russia`), or one be lacking (`in US`).

    An article is only put in where German has one too (`in den USA`, but `in Russland`).
    """
    text = standing.translation.text
    at, article = english.article_before(text, start)
    determined = german.has_article(match, standing.sentence.text)
    usual = english.takes_the(match.target)
    if article.lower() == "the" and not usual and not determined:
        return at, english.capitalised(target, text, at)
    if usual and determined and not article and english.depends(nearby.before(text, start), 1):
        return start, f"the {target}"
    return start, target
