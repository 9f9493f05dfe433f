"""Which terms stand in a German text, and where.

An Aho-Corasick automaton (Aho & Corasick, "Efficient string matching", 1975) over folded text finds the part
of each term that no inflection changes; what stands around it is checked only there. So the automaton holds
one pattern for a form, however many endings the form may take.

Folding takes away what writers vary: capitals, ß or ss, ä or ae, accents, soft hyphens, one or several
spaces, a space or a hyphen. Where it takes away too much, capitals above all, the text itself is looked at.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from glossary.folding import APOSTROPHES, HYPHENS, FoldedText, composed, fold_characters
from glossary.gender_forms import readings
from glossary.german import (
    genitive_apostrophe,
    is_adjective,
    is_country_and_people,
    is_meant_as_name,
    is_ordinary,
    is_small_word,
    is_verb,
    means_people,
)
from glossary.inflection import (
    InflectedWord,
    adjective_stem,
    has_adjective_inside,
    inflected,
    noun_stems,
    with_changed_vowel,
    without_ending,
)
from glossary.kinds import is_name, kind_of_name
from glossary.linked import Span, overlap
from glossary.terms import Found, Glossary, LeftOut, Term, TermMatch, overlapping

# A word or several of letters alone, each with a capital: most terms of a large glossary.
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][A-Za-zÀ-ÖØ-öø-ɏ]*(?: [A-ZÄÖÜ][A-Za-zÀ-ÖØ-öø-ɏ]*)*")
_SIGNS = re.compile(r"\W")
# The automaton looks for so much of a key unless more than a few keys begin alike: a larger one takes longer to build.
_BEGINNING = 10
_FEW = 8


# Why a word is not taken for a term that it looks like.
ORDINARY = "an ordinary word here, not the name"
PEOPLE = "the people are meant, not the country"
VERB = "a verb here"
ADJECTIVE = "an adjective here, before its noun"
NO_NOUN = "at the beginning of a sentence, where a capital does not make a noun"
# What ships does so in this folder.
_SHIPPED = str(Path(__file__).parent / "data")

# Start, minus end, rank and minus number of a form, so that the best sorts first.
_Candidate = tuple[int, int, int, int]
# Start, end and number of a form, and the reason.
_Refused = tuple[int, int, int, str]


class Matcher:
    """Finds the terms of a glossary. Building it takes time (some 6 µs a term), finding does not."""

    def __init__(self, glossary: Glossary) -> None:
        # By the numbers of forms, and by those of keys: a form whose plural changes its vowel has two.
        terms: list[Term] = []
        forms: list[str] = []
        keys: list[str] = []
        of_key: list[int] = []
        begun: defaultdict[str, list[int]] = defaultdict(list)
        for term in glossary.terms:
            for form in (term.source, *term.forms):
                for key in _keys(term, form):
                    begun[key[:_BEGINNING]].append(len(keys))
                    keys.append(key)
                    of_key.append(len(forms))
                terms.append(term)
                forms.append(form)
        for alike in [numbers for numbers in begun.values() if len(numbers) > _FEW]:
            del begun[keys[alike[0]][:_BEGINNING]]
            for number in alike:
                begun[keys[number]].append(number)
        self._terms, self._forms, self._keys, self._of_key = terms, forms, keys, of_key
        self._begun = list(begun.values())
        self._patterns: dict[int, list[_Pattern]] = {}
        self._automaton = AhoCorasick(list(begun), store_patterns=False) if begun else None

    def find(self, text: str) -> list[TermMatch]:
        """The matches in the order of the text; of those that overlap the first and there the longest wins.

        A match covers the form in the text with its ending (`Putins`, `Fritz'`), and of a hyphen compound the
        part that is the term.
        """
        return self._chosen(self._candidates(text)[0])

    def survey(self, text: str) -> Found:
        """What `find` finds, and what it leaves out on purpose, each once and in the order of the text.

        That is a word that is something else here (`ORDINARY` and the other reasons), and a term that overlaps another
        one, or is inside one of another file. What a longer term of the same file covers is meant to be, and what the
        shipped glossary would have only as a name is nobody's wish; neither is told.
        """
        candidates, refused = self._candidates(text)
        matches = self._chosen(candidates)
        left = [
            LeftOut(TermMatch(self._terms[number], start, end), reason)
            for start, end, number, reason in refused
            if not overlapping(matches, (start, end))
        ]
        places = {match.span for match in matches}
        for start, minus_end, _, minus_number in candidates:
            lost = TermMatch(self._terms[-minus_number], start, -minus_end)
            if lost.span not in places and (reason := _why_lost(lost, matches)):
                left.append(LeftOut(lost, reason))
        told = {(one.match.span, one.match.term.source): one for one in left if not _is_shipped(one.match.term)}
        return Found(tuple(matches), tuple(sorted(told.values(), key=lambda one: one.match.span)))

    def terms_in(self, text: str) -> set[Term]:
        """The terms that stand in a text, those also that others are taken before."""
        return {self._terms[-minus_number] for _, _, _, minus_number in self._candidates(text)[0]}

    def _chosen(self, candidates: "Sequence[_Candidate]") -> list[TermMatch]:
        matches: list[TermMatch] = []
        at = 0
        for start, minus_end, _, minus_number in sorted(candidates):
            if start >= at:
                at = -minus_end
                matches.append(TermMatch(self._terms[-minus_number], start, at))
        return matches

    def _candidates(self, text: str) -> "tuple[list[_Candidate], list[_Refused]]":
        """Where forms stand, and where they would but for a reason."""
        candidates: list[_Candidate] = []
        refused: list[_Refused] = []
        if self._automaton is None or not text:
            return candidates, refused
        self._search(text, candidates, refused)
        for reading in readings(text):
            others: list[_Candidate] = []
            self._search(reading.text, others, [])
            for start, minus_end, rank, minus_number in others:
                if place := reading.place(start, -minus_end):
                    candidates.append((place[0], -place[1], rank, minus_number))
        return candidates, refused

    def _search(self, text: str, candidates: "list[_Candidate]", refused: "list[_Refused]") -> None:
        assert self._automaton is not None
        folding = FoldedText(text)
        folded = folding.folded
        for beginning, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for key_number in self._begun[beginning]:
                key = self._keys[key_number]
                if not folded.startswith(key, start):
                    continue
                number = self._of_key[key_number]
                end = start + len(key)
                until = folded.find(" ", end)
                ending = folded[end:until]
                for pattern in self._patterns.get(number) or self._expanded(number):
                    if (
                        pattern.key == key
                        and ending in pattern.endings
                        and (found := pattern.place(folding, start, end, until))
                    ):
                        span, reason = found
                        if reason:
                            refused.append((*span, number, reason))
                        else:
                            candidates.append((span[0], -span[1], pattern.rank(text, span), -number))

    def _expanded(self, number: int) -> "list[_Pattern]":
        """A form's patterns, made when first needed: most terms of a large glossary are never met."""
        patterns = self._patterns[number] = _patterns(self._terms[number], self._forms[number])
        return patterns


def _why_lost(lost: TermMatch, matches: Sequence[TermMatch]) -> str:
    """Why a form that stands in a text is not among its matches, if that is worth telling."""
    winner = next(iter(overlapping(matches, lost.span)), None)
    if winner is None or winner.term is lost.term:
        return ""
    arrow = f"{winner.term.source} → {winner.target}"
    if winner.start <= lost.start and lost.end <= winner.end:
        one, other = (term.origin.rpartition(":")[0] for term in (winner.term, lost.term))
        return "" if one == other else f"part of {arrow}"
    return f"overlaps {arrow}"


def _is_shipped(term: Term) -> bool:
    return term.origin.startswith(_SHIPPED)


# --- terms that were given for one text, and so are known to belong in it


def locate(text: str, terms: Sequence[Term]) -> list[TermMatch]:
    """The terms in the order of their places, every occurrence; a term that stands nowhere is at `[0, 0)`.

    Unlike a glossary's, such terms may overlap, and where a term as such is not found, its words with
    other endings are, and then a word that has it as a part.

    >>> [match.span for match in locate("Wirtschaftsberichte", [Term("Bericht", "report"), Term("Haus", "house")])]
    [(0, 0), (11, 18)]
    """
    found = [match for term in terms for match in _places(text, term)]
    return sorted(dict.fromkeys(found), key=lambda match: (match.start, -match.end))


def locate_all(text: str, terms: Sequence[Term], matcher: Matcher) -> list[TermMatch]:
    """The given terms, and of the matcher's what does not overlap them."""
    return list(with_given(text, terms, matcher.survey(text)).matches)


def with_given(text: str, terms: Sequence[Term], found: Found) -> Found:
    """The given terms, and of what was found in the text what does not overlap them."""
    given = locate(text, terms)
    others = [match for match in found.matches if not any(overlap(match.span, one.span) for one in given)]
    return Found(tuple(sorted([*given, *others], key=lambda match: (match.start, -match.end))), found.left_out)


def _places(text: str, term: Term) -> list[TermMatch]:
    if found := Matcher(Glossary((term,))).find(text):
        return found
    stems = r"\w{0,3}\s+".join(re.escape(without_ending(word)) for word in term.source.split())
    for pattern in (rf"\b{stems}\w{{0,3}}\b", stems):
        if stems and (spans := [place.span() for place in re.finditer(pattern, text, re.IGNORECASE)]):
            return [TermMatch(term, *span) for span in spans]
    return [TermMatch(term, 0, 0)]


# --- patterns: how a form may be inflected


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form as it is looked for.

    `gaps` are the characters between its words, `before` and `after` those around them (`Yahoo!`); `key` is
    what is looked for, `first` the word that it begins with, `endings` are those of the word that it ends in.
    """

    term: Term
    form: str
    words: tuple[InflectedWord, ...]
    gaps: tuple[str, ...]
    before: str
    after: str
    key: str
    first: int
    endings: frozenset[str]
    is_ordinary: bool
    is_common: bool

    def rank(self, text: str, span: Span) -> int:
        """Of forms on the same span the one with the lowest rank is meant: what is written most alike."""
        start, end = span
        if text[start:end] == self.form:
            return 1 if self.form == self.term.source else 2
        if self.words[-1].written.endswith("e") and text[start:end] == f"{self.form}n" and means_people(text, start):
            return 0
        return 3 if end - start == len(self.form) else 4

    def place(self, folding: FoldedText, at: int, end: int, until: int) -> tuple[Span, str] | None:
        """Where in the text the form stands and why it does not count there, if it does not; None if it is not there.

        Its key stands at `[at, end)` of the folded text, and the word it ends in till `until`.
        """
        text = folding.text
        folds = [(at + 1, end, until)] if len(self.words) == 1 else self._folds(folding.folded, at)
        if not folds:
            return None
        bounds = [folding.places(*fold) for fold in folds]
        start, end = bounds[0][0], bounds[-1][2]
        if text[start:end] != self.form and not self._alike(text, bounds):
            return None
        has_ending = folding.folded[folds[-1][1] : folds[-1][2]] != self.words[-1].own
        reason = self._reason(text, start, end, has_ending)
        end += len(self.after)
        if not has_ending and not self.after and not self.is_common:
            end += genitive_apostrophe(text, start, end)
        return (start - len(self.before), end), reason

    def _reason(self, text: str, start: int, end: int, has_ending: bool) -> str:
        """Why what is written as the form is another word here, or nothing."""
        if not has_ending and is_country_and_people(self.form) and means_people(text, start):
            return PEOPLE
        if self.is_ordinary and not is_meant_as_name(self.term, text, start, end, has_ending):
            return ORDINARY
        single = len(self.words) == 1 and self.form[:1].isupper()
        return self._reason_of_noun(text, start, end, has_ending) if single else ""

    def _reason_of_noun(self, text: str, start: int, end: int, has_ending: bool) -> str:
        """Why what is written as a single word with a capital is no noun here, or nothing."""
        if (has_ending or self.is_common) and is_verb(text, start, end, only_polite=not self.is_common):
            return VERB
        if kind_of_name(self.term):
            return ""
        if self.words[0].is_adjective and is_adjective(text, start, end, plain=self.words[0].is_plain):
            return ADJECTIVE
        return NO_NOUN if not has_ending and is_small_word(text, start, end) else ""

    def _folds(self, folded: str, at: int) -> list[tuple[int, int, int]]:
        """Where each word of the form whose key stands at `at` begins, its ending and it end; empty if it does not."""
        for _ in range(self.first):
            at = folded.rfind(" ", 0, at) if at > 0 else -1
        if at < 0:
            return []
        place = at + 1
        folds = []
        for word in self.words:
            if not folded.startswith(word.stem, place):
                return []
            stem = place + len(word.stem)
            end = folded.find(" ", stem)
            if folded[stem:end] not in word.endings:
                return []
            folds.append((place, stem, end))
            place = end + 1
        return folds

    def _alike(self, text: str, bounds: Sequence[tuple[int, int, int]]) -> bool:
        """Whether the signs and capitals are those of the form: more capitals are well in a headline, fewer never."""
        between = [text[one[2] : other[0]] for one, other in pairwise(bounds)]
        if not all(map(_same_gap, self.gaps, between)):
            return False
        if not (text.startswith(self.after, bounds[-1][2]) and text.endswith(self.before, 0, bounds[0][0])):
            return False
        surface = text[bounds[0][0] : bounds[-1][2]]
        for index, (word, (begin, stem, until)) in enumerate(zip(self.words, bounds, strict=True)):
            seen = text[begin:stem]
            if seen.islower() and self._may_be_small(index, between):
                continue
            if word.written[:1].isupper() and not _capitals_alike(word.written, seen, text[stem:until], surface, text):
                return False
        return True

    def _may_be_small(self, index: int, between: Sequence[str]) -> bool:
        """Whether a word may have no capital: `Kim Jong-un` for `Kim Jong Un`, `sozialer` for `Soziale Medien`."""
        if index and between[index - 1] in HYPHENS:
            return True
        return self.is_common and self.words[index].is_adjective and index < len(self.words) - 1


# --- how forms are inflected


def _keys(term: Term, form: str) -> list[str]:
    """What of a form goes into the automaton: a space and what no ending changes behind it."""
    if not _CAPITALISED.fullmatch(form):
        return list(dict.fromkeys(pattern.key for pattern in _patterns(term, form)))
    # The same, several times faster.
    folded = f" {form}".lower() if form.isascii() else fold_characters(f" {form}")
    person = kind_of_name(term) == "person"
    abbreviated = len(form) > 1 and form[-2:].isupper()
    versions = [folded] if person or (abbreviated and form.rsplit(" ", 1)[-1].isupper()) else noun_stems(term, folded)
    if person or " " not in form or not has_adjective_inside(folded):
        return versions
    inner = form.split(" ")[:-1]
    before = folded[1:].split(" ")[:-1]
    stems = list(map(adjective_stem, inner, before))
    are_inflected = [*map(str.__ne__, stems, before), True]
    return list(dict.fromkeys(_longest_run([*stems, one.rsplit(" ", 1)[1]], are_inflected)[0] for one in versions))


def _longest(words: Sequence[InflectedWord]) -> tuple[str, int, frozenset[str]]:
    """The longest key of words, the word it begins with, and the endings of the one that it ends in."""
    key, first = _longest_run([word.stem for word in words], [word.is_inflected for word in words])
    return key, first, words[first + key.count(" ") - 1].endings


def _longest_run(stems: Sequence[str], inflected: Sequence[bool]) -> tuple[str, int]:
    """The longest part of words that no ending changes, with a space before each, and the word it begins with."""
    best, best_first, run, first = "", 0, "", 0
    for index, stem in enumerate(stems):
        run = f"{run} {stem}"
        if len(run) > len(best):
            best, best_first = run, first
        if inflected[index]:
            run, first = "", index + 1
    return best, best_first


def _patterns(term: Term, form: str) -> list[_Pattern]:
    """A form as patterns: none if it has neither letter nor digit, two if the plural may change its vowel."""
    form = composed(form)
    pieces = _SIGNS.split(form)
    gaps = _SIGNS.findall(form)
    inner = [index for index, piece in enumerate(pieces) if piece]
    if not inner:
        return []
    low, high = inner[0], inner[-1]
    written = pieces[low : high + 1]
    versions = [[inflected(term, written, index) for index in range(len(written))]]
    *before_last, last = versions[0]
    if plural := with_changed_vowel(term, last):
        versions.append([*before_last, plural])
    ordinary = (len(written) == 1 or kind_of_name(term) == "newspaper") and is_ordinary(term, form)
    before, between, after = "".join(gaps[:low]), tuple(gaps[low:high]), "".join(gaps[high:])
    return [
        _Pattern(term, form, tuple(words), between, before, after, *_longest(words), ordinary, not is_name(term))
        for words in versions
    ]


def _capitals_alike(written: str, seen: str, ending: str, surface: str, text: str) -> bool:
    """Whether the capitals `seen` may be those of a capitalised word of a form, whose surface is given."""
    if seen == written and not (ending or seen)[-1].isupper():
        return True
    if not seen[:1].isupper():
        return False
    if len(written) > 1 and written.isupper():
        # "UNS" is not the genitive of "UN".
        return not ending.isupper() if seen.isupper() else len(written) >= 4
    return not (seen.isupper() and len(seen) > 1) or (surface.isupper() and (len(surface) > 3 or text.isupper()))


def _same_gap(ours: str, theirs: str) -> bool:
    """Whether what stands between two words of the text is what stands between those of the form."""
    if ours.isspace() or ours in HYPHENS:
        return theirs.isspace() or theirs in HYPHENS
    if ours in APOSTROPHES:
        return theirs in APOSTROPHES
    return ours == theirs
