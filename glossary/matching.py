"""Which terms stand in a German text, and where.

An Aho-Corasick automaton (Aho & Corasick, "Efficient string matching", 1975) over folded text finds the part
of each term that no inflection changes; what stands around it is checked only there. So the automaton holds
one pattern for a form, however many endings the form may take.

Folding takes away what writers vary: capitals, ß or ss, ä or ae, accents, soft hyphens, one or several
spaces, a space or a hyphen. Where it takes away too much, capitals above all, the text itself is looked at.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from glossary.terms import Glossary, Term, TermMatch
from glossary.wordlists import words

_LETTERS = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ı": "i",
}  # fmt: skip
_ADJECTIVE = frozenset({"e", "en", "er", "es", "em"})
_ADJECTIVE_END = re.compile("e[nrsm]?$")
_ADJECTIVE_END_OF_STEM = re.compile(r"(?<=\w{3})e[nrsm]?$")
_ADJECTIVE_END_INSIDE = re.compile("e[nrsm]? ")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\"„“»«'‚‘(–-]*$")
_NONE = frozenset({""})
_UMLAUT_ENDINGS = frozenset({"", "e", "en", "er", "ern", "n"})
_LAST_VOWEL = re.compile(r"(.*)(au|(?<![ae])[aou](?!e))([^aeiouy ]+(?:e[lrn])?)")
_CHANGED = {"au": "aeu", "a": "ae", "o": "oe", "u": "ue"}
_GENITIVE = frozenset({"", "s"})
_APOSTROPHES = "'’ʼ"
_HYPHENS = "-‐‑"
# Masculine nouns that end in -en everywhere but in the nominative, recognised by how they end.
_WEAK = ("ist", "krat", "ant", "ent", "graf", "loge", "it", "ot", "nom", "soph")
# Spaces in a row, which count as one with at most one line break among them: no name reaches over a paragraph. With
# letters that are not composed it takes several times longer to look for them.
_SPACES = re.compile(r"\s\s+")
_MARK = re.compile(r"[\u0300-\u036f]")
_SPACES_OR_MARKS = re.compile(r"\s\s+|[^\W\d_][\u0300-\u036f]+")
# Letters and signs that are composed as they stand; no soft hyphen among them.
_COMPOSED = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u024f]*")
# A word or several of letters alone, each with a capital: most terms of a large glossary.
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][A-Za-zÀ-ÖØ-öø-ɏ]*(?: [A-ZÄÖÜ][A-Za-zÀ-ÖØ-öø-ɏ]*)*")
_SIGNS = re.compile(r"\W")
# The automaton looks for so much of a key unless more than a few keys begin alike: a larger one takes longer to build.
_BEGINNING = 10
_FEW = 8
# How far around a match is looked for what tells names from ordinary words.
_AROUND = 60


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
        if self._automaton is None or not text:
            return []
        folding = _Folding(text)
        folded = folding.folded
        found: list[tuple[int, int, int, int]] = []
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
                        and (span := pattern.span(folding, start, end, until))
                    ):
                        found.append((span[0], -span[1], pattern.rank(text, span), -number))
        matches: list[TermMatch] = []
        end = 0
        for start, minus_end, _, minus_number in sorted(found):
            if start >= end:
                end = -minus_end
                matches.append(TermMatch(self._terms[-minus_number], start, end))
        return matches

    def _expanded(self, number: int) -> "list[_Pattern]":
        """A form's patterns, made when first needed: most terms of a large glossary are never met."""
        patterns = self._patterns[number] = _patterns(self._terms[number], self._forms[number])
        return patterns


def is_ordinary(term: Term, form: str) -> bool:
    """Whether a form of a name is an ordinary word too, and so counts only where a name is meant."""
    return _is_name(term) and form[:1].isupper() and fold(form) in _ordinary()


def fold(text: str) -> str:
    """A text without what writers vary: texts that fold alike match alike."""
    return _folded(unicodedata.normalize("NFC", " ".join(text.split()))).strip()


# --- patterns: how a form may be inflected


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a form: its folded stem, the endings it may take, and how it is written."""

    stem: str
    endings: frozenset[str]
    written: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form as it is looked for.

    `gaps` are the characters between its words, `before` and `after` those around them (`Yahoo!`); `key` is
    what is looked for, `first` the word that it begins with, `endings` are those of the word that it ends in.
    """

    term: Term
    form: str
    words: tuple[_Word, ...]
    gaps: tuple[str, ...]
    before: str
    after: str
    key: str
    first: int
    endings: frozenset[str]
    is_ordinary: bool

    def rank(self, text: str, span: tuple[int, int]) -> int:
        """Of forms on the same span the one with the lowest rank is meant: what is written most alike."""
        start, end = span
        if text[start:end] == self.form:
            return 1 if self.form == self.term.source else 2
        if self.words[-1].written.endswith("e") and text[start:end] == f"{self.form}n" and _of_people(text, start):
            return 0
        return 3 if end - start == len(self.form) else 4

    def span(self, folding: "_Folding", at: int, end: int, until: int) -> tuple[int, int] | None:
        """Where in the text the form stands, or None.

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
        inflected = bounds[-1][1] < end
        if inflected and text.startswith(" Sie", end) and _begins(text, start):
            return None
        if (
            not inflected
            and self.form in words("glossary", "german.txt")["country-and-people"]
            and _of_people(text, start)
        ):
            return None
        if self.is_ordinary and not _names(self.term, text, start, end, inflected):
            return None
        end += len(self.after)
        if not inflected and not self.after and _is_name(self.term):
            end += _apostrophe(text, start, end)
        return start - len(self.before), end

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
        for index, (word, (begin, stem, until)) in enumerate(zip(self.words, bounds, strict=True)):
            seen = text[begin:stem]
            if not word.written[:1].isupper() or (seen == word.written and not text[until - 1].isupper()):
                continue
            if not seen[:1].isupper():
                # "Kim Jong-un" for "Kim Jong Un": behind a hyphen small letters are at home.
                if index and between[index - 1] in _HYPHENS and seen.islower():
                    continue
                return False
            if len(word.written) > 1 and word.written.isupper():
                if seen.isupper():
                    # "UNS" is not the genitive of "UN".
                    if text[stem:until].isupper():
                        return False
                elif len(word.written) < 4:
                    return False
            elif seen.isupper() and len(seen) > 1:
                surface = text[bounds[0][0] : bounds[-1][2]]
                if not surface.isupper() or not (len(surface) > 3 or text.isupper()):
                    return False
        return True


# --- how forms are inflected


def _keys(term: Term, form: str) -> list[str]:
    """What of a form goes into the automaton: a space and what no ending changes behind it."""
    if not _CAPITALISED.fullmatch(form):
        return list(dict.fromkeys(pattern.key for pattern in _patterns(term, form)))
    # The same, several times faster.
    folded = [f" {form}".lower() if form.isascii() else _folded(f" {form}")]
    if not _is_name(term) and (changed := _umlaut(folded[0])):
        folded.append(changed)
    if term.kind == "person" or not _ADJECTIVE_END_INSIDE.search(folded[0]):
        return folded
    keys = []
    words = form.split(" ")
    for version in folded:
        *inner, last = version[1:].split(" ")
        stems = list(map(_adjective_stem, words, inner))
        keys.append(_longest_run([*stems, last], [*map(str.__ne__, stems, inner), True])[0])
    return list(dict.fromkeys(keys))


def _longest(words: Sequence[_Word]) -> tuple[str, int, frozenset[str]]:
    """The longest key of words, the word it begins with, and the endings of the one that it ends in."""
    key, first = _longest_run([word.stem for word in words], [word.endings != _NONE for word in words])
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
    form = _clean(form)
    pieces = _SIGNS.split(form)
    gaps = _SIGNS.findall(form)
    inner = [index for index, piece in enumerate(pieces) if piece]
    if not inner:
        return []
    low, high = inner[0], inner[-1]
    written = pieces[low : high + 1]
    versions = [[_word(term, written, index) for index in range(len(written))]]
    last = versions[0][-1]
    if written[-1][0].isupper() and not _is_name(term) and (stem := _umlaut(last.stem)):
        versions.append([*versions[0][:-1], _Word(stem, _UMLAUT_ENDINGS, last.written)])
    ordinary = len(written) == 1 and is_ordinary(term, form)
    before, between, after = "".join(gaps[:low]), tuple(gaps[low:high]), "".join(gaps[high:])
    return [
        _Pattern(term, form, tuple(words), between, before, after, *_longest(words), ordinary) for words in versions
    ]


def _word(term: Term, written: Sequence[str], index: int) -> _Word:
    """The word at `index` of a form, with the endings that it may take there."""
    word = written[index]
    folded = _folded(word)
    last = index == len(written) - 1
    following = written[index + 1] if not last else ""
    if not folded.isalpha():
        return _Word(folded, _NONE, word)
    if last:
        if word[0].islower():
            return _adjective(folded, word, alone=len(written) == 1)
        return _Word(folded, _noun_endings(term, word, folded), word)
    if term.kind == "person":
        return _Word(folded, _NONE, word)
    if word[0].isupper() and following[:1].islower() and following not in ("und", "von", "van", "da", "de", "bin"):
        # "Rat der Europäischen Union": the noun before what depends on it is the one that is inflected.
        return _Word(folded, _noun_endings(term, word, folded), word)
    stem = _adjective_stem(word, folded)
    return _Word(stem, _ADJECTIVE if stem != folded else _NONE, word)


def _adjective_stem(word: str, folded: str) -> str:
    """A word inside a form without the ending of an adjective, if it has one."""
    return folded if word in words("glossary", "german.txt")["uninflected"] else _ADJECTIVE_END_OF_STEM.sub("", folded)


def _adjective(folded: str, word: str, alone: bool) -> _Word:
    """A word in small letters at the end of a form: an adjective if it stands alone."""
    if not alone:
        return _Word(folded, _NONE, word)
    if folded.endswith("e"):
        return _Word(folded, frozenset({"", "n", "r", "s", "m"}), word)
    return _Word(folded, _ADJECTIVE | _NONE, word)


def _noun_endings(term: Term, word: str, folded: str) -> frozenset[str]:
    if word.isupper() and len(word) > 1:
        return _GENITIVE
    if term.kind == "person":
        return _GENITIVE
    return _endings(_is_name(term), _inflection_class(folded))


def _inflection_class(folded: str) -> str:
    """What the end of a noun says about its endings: the longest of these that it ends with, or nothing."""
    for end in (folded[-3:], folded[-2:], folded[-1:]):
        if end in ("nis", "in", "e", "el", "er", "s", "x", "z"):
            return end
    if len(folded) > 5 and folded.endswith(_WEAK):
        return "weak"
    return "-er" if folded.endswith(_plural_in_er()) else ""


@cache
def _plural_in_er() -> tuple[str, ...]:
    return tuple(words("glossary", "german.txt")["plural-in-er"])


@cache
def _endings(name: bool, noun: str) -> frozenset[str]:
    """The endings of a noun: genitive, dative, plural; of names only peoples have a plural."""
    endings = {"", "s"}
    if noun in ("e", "el", "er"):
        endings |= {"n"}
    elif noun == "weak":
        endings |= {"en", "es"}
    elif noun == "in":
        endings |= {"nen"}
    else:
        endings |= {"es"}
    if not name:
        if noun == "nis":
            endings |= {"se", "ses", "sen"}
        elif noun not in ("e", "el", "er", "in", "weak"):
            endings |= {"e", "en"}
        if noun == "in":
            endings |= {"e", "en", "es"}
        if noun == "-er":
            endings |= {"er", "ern"}
    return frozenset(endings)


def _umlaut(stem: str) -> str:
    """A noun as its plural may have it, with the last vowel changed (`Hof`, `Höfe`; `Apfel`, `Äpfel`), or nothing."""
    found = _LAST_VOWEL.fullmatch(stem)
    return found[1] + _CHANGED[found[2]] + found[3] if found else ""


# --- names and ordinary words


def _is_name(term: Term) -> bool:
    """Whether a term is a name: English writes common nouns and most verbs small."""
    return not term.target[:1].islower()


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_folded(word) for word in words("glossary", "german.txt")["ordinary"])


def _names(term: Term, text: str, start: int, end: int, inflected: bool) -> bool:
    """Whether an ordinary word is meant as a name, as far as its neighbours tell.

    A town stands behind a preposition of place without an article, a person behind a first name or a title or
    before a verb of saying, a newspaper in quotes or behind `Magazin` and the like, and any name without an
    article in a genitive (`Essens Oberbürgermeister`).
    """
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    found = re.search(r"([^\W\d_]+)(\.?)[ \n\u00a0]+$", before)
    # A full stop ends a sentence unless a title is abbreviated with it.
    previous = found[1] if found and (not found[2] or found[1].lower() in _lower("title")) else ""
    small = previous.lower()
    if small in _lower("determiner"):
        return False
    if inflected and text[start:end].lower().endswith("s"):
        # An adjective would end in n here: "guten Essens".
        noun = re.match(r"[ \n\u00a0](\w)", after)
        return bool(noun and noun[1].isupper() and not _ADJECTIVE_END.search(small))
    if term.kind != "person":
        if small in _lower("place-preposition") and not inflected:
            return True
        quoted = re.search(r"[„\"“«»‚‘']$", before) and re.match(r"[“\"”«»‘’']", after)
        if quoted or small in _lower("medium"):
            return True
    if term.kind in ("person", ""):
        if small in _lower("title"):
            return True
        if previous[:1].isupper() and found:
            adjective = _ADJECTIVE_END.search(previous)
            if not adjective or not _begins(text, start - len(before) + found.start()):
                return True
        saying = re.match(r"[ \n\u00a0]([^\W\d_]+)", after)
        return bool(saying and saying[1].lower() in _lower("saying") and not previous)
    return False


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`: then a capital tells nothing, and `Schrauben Sie` is no noun."""
    return bool(_SENTENCE_START.search(text[max(0, start - _AROUND) : start]))


def _of_people(text: str, start: int) -> bool:
    """Whether the word before tells that a people is meant, not its country: `die Polen`, but `in Polen`."""
    found = re.search(r"([^\W\d_]+)[ \n\u00a0]$", text[max(0, start - _AROUND) : start])
    return bool(found and found[1].lower() in _lower("plural-determiner"))


@cache
def _lower(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words("glossary", "german.txt")[name])


def _apostrophe(text: str, start: int, end: int) -> int:
    """How many characters of a genitive's apostrophe follow: `Fritz' Rede`, `Putin's Rede`."""
    mark = text[end : end + 1]
    if not mark or mark not in _APOSTROPHES:
        return 0
    if re.match(r"[sS](?!\w)", text[end + 1 :]):
        return 2
    if text[end - 1].lower() not in "sßxz" and text[end - 2 : end].lower() != "ce":
        return 0
    if not re.match(r"[ \n\u00a0]\w", text[end + 1 :]):
        return 0
    # A closing quote looks the same; then one was opened before.
    opening = "'" if mark == "'" else "‘"
    return 0 if re.search(rf"(?<!\w){opening}(?=\w)", text[max(0, start - 300) : start + 1]) else 1


# --- texts


class _Folding:
    """A text folded, with a space at both ends, and the way back from places in it to the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = text
        self._tidied: _Shifts | None = None
        loose = _SPACES_OR_MARKS if _MARK.search(text) else _SPACES
        if loose.search(text):
            plain, changes = _tidy(text, loose)
            self._tidied = _Shifts(changes)
        self._plain = plain
        self._shifts: _Shifts | None = None
        self.folded = f" {_folded(plain)} "

    def places(self, start: int, stem: int, end: int) -> tuple[int, int, int]:
        """Where a word of the folded text, its stem and its ending lie in the text."""
        if self._shifts is None:
            table = _table()
            uneven = table.uneven.finditer(self._plain)
            self._shifts = _Shifts((one.start(), 1, len(table[ord(one[0])])) for one in uneven)
        places = self._shifts.word(start - 1, stem - 1, end - 1)
        return places if self._tidied is None else self._tidied.word(*places)


def _tidy(text: str, loose: re.Pattern[str]) -> tuple[str, list[tuple[int, int, int]]]:
    """A text composed and with single spaces, and what changed in it (see `_Shifts`)."""
    pieces, changes, at = [], [], 0
    for found in loose.finditer(text):
        if found[0].count("\n") > 1:
            continue
        piece = " " if found[0].isspace() else unicodedata.normalize("NFC", found[0])
        pieces += [text[at : found.start()], piece]
        changes.append((found.start(), len(found[0]), len(piece)))
        at = found.end()
    return "".join(pieces) + text[at:], changes


class _Shifts:
    """Where a text got longer or shorter: `changes` are (place, length before, length after), ascending."""

    def __init__(self, changes: Iterable[tuple[int, int, int]]) -> None:
        self._gains = [0]
        self._starts: list[int] = []
        self._ends: list[int] = []
        gain = 0
        for start, old, new in changes:
            self._starts.append(start + gain)
            self._ends.append(start + gain + new)
            gain += new - old
            self._gains.append(gain)

    def word(self, start: int, stem: int, end: int) -> tuple[int, int, int]:
        """Where three places were before: two behind what was left out there, the last in front of it."""
        gains, ends = self._gains, self._ends
        return (
            start - gains[bisect_right(ends, start)],
            stem - gains[bisect_right(ends, stem)],
            end - gains[bisect_left(self._starts, end)],
        )


class _Table(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __init__(self) -> None:
        self._uneven = set("ß")
        self.uneven = re.compile("ß")

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        if len(folded) != 1:
            self._uneven.add(chr(code))
            self.uneven = re.compile(f"[{re.escape(''.join(self._uneven))}]")
        return folded


@cache
def _table() -> _Table:
    return _Table()


def _fold_character(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    if not character.isalnum() and character != "_":
        return " "
    small = character.lower()
    if small in _LETTERS:
        return _LETTERS[small]
    bare = "".join(c for c in unicodedata.normalize("NFKD", small) if c.isalnum() and not unicodedata.combining(c))
    return bare or small


def _folded(text: str) -> str:
    return text.translate(_table())


def _clean(form: str) -> str:
    """A form composed, with single spaces and without characters that fold to nothing."""
    composed = unicodedata.normalize("NFC", " ".join(form.split()))
    if _COMPOSED.fullmatch(composed):
        return composed
    return "".join(c for c in composed if _table()[ord(c)])


def _outer(form: str) -> str:
    return "".join(c for c in form if not c.isalnum() and c != "_")


def _same_gap(ours: str, theirs: str) -> bool:
    """Whether what stands between two words of the text is what stands between those of the form."""
    if ours.isspace() or ours in _HYPHENS:
        return theirs.isspace() or theirs in _HYPHENS
    if ours in _APOSTROPHES:
        return theirs in _APOSTROPHES
    return ours == theirs
