"""Whether a term of a German sentence is one or several: its ending, what stands before it, the verb.

Many German nouns look the same in the singular and in the plural (`Lehrer`), or their plural looks like an oblique
singular (`Studenten`). So first the form is looked at, and where it may be either, the article, the adjectives,
the numeral or the preposition before it, and last the verb beside it. What remains is unknown.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from glossary import folding, inflection, nearby
from glossary.terms import TermMatch
from glossary.wordlists import words

Number = Literal["singular", "plural", "unknown"]

_WORDS_BEFORE = re.compile(r"(?<![\w.,-])[\w.,-]*\w[.,]?(?=[ \u00a0\n]+$)")
_AROUND = 120
_ADJECTIVE = re.compile(r"[a-zäöüß-]{2,}e[nrsm]?$")
_PARTICIPLE = re.compile(r"(?:(?:ge|be|ver|er|ent|zer)[a-zäöüß]{2,}(?:t|en)|\w{3,}nd)$", re.IGNORECASE)
_SAME_IN_PLURAL = re.compile(r"(?:er|el|en|chen|lein)$")
_NEUTER = re.compile(r"(?:chen|lein)$")
_FEMININE_OR_NO_PLURAL = re.compile(r"(?:ung|heit|keit|schaft|tät|ion|in)$")
_FOREIGN_END = re.compile(r"(?:um|us|a|o|is|os|on|as|e)$")
_HYPHEN_BEHIND = re.compile(r"[‐‑-](?:\w| (?:und|oder)\b|,)")
_NUMERAL = re.compile(r"(?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,\d+)?$")
_COMPOUND_NUMERAL = re.compile(
    r"\w+(?:zehn|zig|ßig|hundert|tausend|und(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun))$"
)


@dataclass(frozen=True, slots=True)
class _Noun:
    """The word of a match that carries its number: as the entry has it and as it is in the text."""

    entry: str
    seen: str
    before: str
    after: str

    @property
    def ending(self) -> str | None:
        """What the text adds to the entry's form; None if the word changed otherwise."""
        entry, seen = folding.fold(self.entry), folding.fold(self.seen)
        return seen[len(entry) :] if seen.startswith(entry) else None

    def ends(self, *sections: str) -> bool:
        """Whether the entry ends in one of the listed nouns."""
        return any(self.entry.lower().endswith(_ends(section)) for section in sections)


def number(match: TermMatch, source: str) -> Number:
    """Whether one or several are meant by a match in its sentence.

    >>> from glossary.terms import Term
    >>> number(TermMatch(Term("Dieb", "thief"), 5, 10), "Zwei Diebe flohen.")
    'plural'
    """
    noun = _noun(match, source)
    if not noun.seen[:1].isupper() or noun.ends("plural only"):
        return "unknown"
    if _HYPHEN_BEHIND.match(source, match.end):
        return "singular"
    if re.search(r"(?:[*:_/]-?|[a-zäöüß]I)(?:nnen|innen)$|Innen$", noun.seen):
        return "plural"
    if re.search(r"[*:_/]-?in$|[a-zäöüß]In$", noun.seen):
        return "singular"
    by_form = _by_adjective(noun) if _is_adjective(noun) else _by_form(noun)
    if by_form != "unknown":
        return by_form
    return _by_words_before(noun) or _by_verb(noun) or "unknown"


# --- the noun


def _noun(match: TermMatch, source: str) -> _Noun:
    """The head of a match: the last word, or the noun before what depends on it, as in `Rat der Stadt`."""
    surface = source[match.start : match.end]
    pieces = [(found.start(), found[0]) for found in re.finditer(r"[^\s‐‑-]+", surface)]
    index = _head([word for _, word in pieces])
    at, seen = pieces[index] if pieces else (0, surface)
    start = match.start + at
    # Of a compound with a hyphen the words before the whole count.
    near = source[max(0, start - _AROUND) : start]
    start -= len(near) - len(re.sub(r"(?<![\w-])[\w-]+$", "", near))
    end = match.start + at + len(seen)
    return _Noun(
        _entry_head(match, seen, index, len(pieces)),
        seen,
        source[max(0, start - _AROUND) : start],
        nearby.behind(source, end),
    )


def _head(written: list[str]) -> int:
    """The number of the word that carries the number of a phrase."""
    for index, word in enumerate(written[1:], 1):
        if word[:1].islower() and written[index - 1][:1].isupper() and word.lower() in _phrase_words():
            return index - 1
    return len(written) - 1


def _entry_head(match: TermMatch, seen: str, index: int, count: int) -> str:
    """The word of the entry, of whose forms the first one counts that the word in the text could be made of."""
    for form in (match.term.source, *match.term.forms):
        written = re.findall(r"[^\s‐‑-]+", form)
        if len(written) == count and folding.fold(seen)[:2] == folding.fold(written[index])[:2]:
            return str(written[index])
    last = re.findall(r"[^\s‐‑-]+", match.term.source)
    return last[min(index, len(last) - 1)] if last else seen


# --- what its form tells


def _by_form(noun: _Noun) -> Number:
    ending = noun.ending
    if ending is None:
        return _by_change(noun)
    if ending == "":
        return _by_bare_form(noun)
    if ending in ("n", "en"):
        return "unknown" if noun.ends("weak") else "plural"
    if ending == "e":
        # "im Jahre", "zum Wohle": the old dative.
        return "singular" if re.search(r"\b(?:[Ii]m|[Aa]m|[Zz]um|[Vv]om|[Bb]eim|[Dd]em)\s+$", noun.before) else "plural"
    if ending == "s":
        return _by_s(noun)
    return "singular" if ending in ("es", "ses") else "plural"


def _by_change(noun: _Noun) -> Number:
    """Of words that are not the entry's with an ending: with another vowel, or another ending of a foreign word."""
    changed = inflection.umlaut(folding.fold(noun.entry))
    if changed and folding.fold(noun.seen).startswith(changed):
        return "plural"
    return "plural" if _FOREIGN_END.search(noun.entry) and noun.seen[-1:] in tuple("nai") else "unknown"


def _by_bare_form(noun: _Noun) -> Number:
    if noun.entry.endswith("innen") or _FEMININE_OR_NO_PLURAL.search(noun.entry):
        return "singular"
    collective = re.search(r"(?:^|\w)[Gg]e\w{3,60}e$", noun.entry)
    if (_SAME_IN_PLURAL.search(noun.entry) and not noun.ends("feminine")) or collective:
        return "unknown"
    return "singular"


def _by_s(noun: _Noun) -> Number:
    """A genitive or a plural in -s."""
    found = _leading(noun.before)
    if found.word in ("des", "eines", "dieses", "jenes", "jedes") or re.search(
        r"(?:m|d|s|k|r)e?[ie]nes$|[ue]res$", found.word
    ):
        return "singular"
    if _SAME_IN_PLURAL.search(noun.entry) or noun.entry.endswith(("ling", "ist", "ment", "tum")):
        return "singular"
    return "plural"


# --- adjectives that are nouns


def _is_adjective(noun: _Noun) -> bool:
    """Whether the noun is an adjective, `Abgeordneter` or `Reisende`, which has an adjective's endings."""
    if noun.ends("no participle"):
        return False
    stem = re.sub(r"e[rsn]?$", "", noun.entry)
    if stem == noun.entry:
        return False
    if noun.entry.endswith("er") and noun.seen != noun.entry and noun.seen.startswith(noun.entry[:-1]):
        return noun.ending is None
    # "Vertreter" is no participle, as "Vertretene" is.
    participle = noun.entry.endswith("e") and _PARTICIPLE.match(stem) is not None
    return participle or stem.lower().endswith(_ends("adjective"))


def _by_adjective(noun: _Noun) -> Number:
    """`-r`, `-m` and `-s` are singular; `-e` is plural without an article, `-n` behind `die`."""
    before = _leading(noun.before)
    last = noun.seen[-1:]
    if last in ("m", "s"):
        return "singular"
    certain = _by_certain(before)
    if certain:
        return certain
    if last == "r":
        return "plural" if before.word == "" and re.search(r"[A-ZÄÖÜ]\w*\s+$", noun.before) else "singular"
    if last == "e":
        return "singular" if before.word in _listed("die") | _listed("der") else "plural"
    if before.word in _listed("die"):
        return "plural"
    if before.word in _listed("der"):
        return "plural"
    if before.word in _listed("den"):
        return _by_den(before) or _by_verb(noun) or "unknown"
    return "plural" if before.word == "" else "unknown"


# --- what stands before it


@dataclass(frozen=True, slots=True)
class _Leading:
    """What stands before a noun: the determiner (or nothing), its adjectives, and the word before those."""

    word: str
    adjectives: tuple[str, ...]
    previous: str


def _leading(before: str) -> _Leading:
    adjectives: list[str] = []
    while found := _WORDS_BEFORE.search(before):
        word, small = found[0], found[0].lower()
        before = before[: found.start()]
        if small in _determiners() or _is_numeral(word):
            previous = _WORDS_BEFORE.search(before)
            return _Leading(small, tuple(adjectives), previous[0] if previous else "")
        if small in _listed("verb of one") | _listed("verb of several"):
            return _Leading("", tuple(adjectives), word)
        bare = word.rstrip(",")
        if small in ("und", "oder", "sowie") and adjectives:
            continue
        if not _ADJECTIVE.fullmatch(bare) and not (
            bare.endswith("er") and bare[:1].isupper() and not adjectives and len(bare) > 5
        ):
            return _Leading("", tuple(adjectives), word)
        adjectives.append(bare)
    return _Leading("", tuple(adjectives), "")


def _by_certain(before: _Leading) -> Number | None:
    """What a determiner says whatever the noun."""
    if _is_numeral(before.word):
        return "singular" if before.word in ("1", "01") else "plural"
    if before.word in _listed("plural"):
        return "plural"
    if before.word in ("der", "dieser", "ihrer", "seiner", "unserer", "meiner") and before.previous.lower() in _listed(
        "one of"
    ):
        return "plural"
    return "singular" if before.word in _listed("singular") else None


def _by_words_before(noun: _Noun) -> Number | None:
    """Of nouns that look the same in both numbers, or whose plural looks like an oblique singular."""
    before = _leading(noun.before)
    certain = _by_certain(before)
    if certain:
        return certain
    oblique = noun.ending in ("n", "en")
    if before.word in _listed("die"):
        return "plural"
    if before.word in _listed("der"):
        return _by_der(noun, before, oblique)
    if before.word in _listed("den"):
        return _by_den(before) if oblique or _is_neuter(noun) else "singular"
    return _without_determiner(noun, before, oblique)


def _by_der(noun: _Noun, before: _Leading, oblique: bool) -> Number:
    """A genitive plural, or the nominative of a masculine noun."""
    if oblique or _is_neuter(noun):
        return "plural"
    if before.adjectives:
        return "plural" if before.adjectives[0].endswith("en") else "singular"
    previous = before.previous
    if previous[:1].isupper() and previous[-1:].isalpha() and previous.lower() not in _listed("no verb"):
        # "das Gehalt der Lehrer", but "Gestern kam der Lehrer", "Als der Lehrer kam".
        begins = not re.search(rf"\w\W+{re.escape(previous)}\s+\w+\s+$", noun.before)
        return "singular" if begins and len(previous) < 5 else "plural"
    return "plural" if previous.lower() in _listed("genitive") else "singular"


def _by_den(before: _Leading) -> Number | None:
    """A dative plural, or the accusative of a masculine noun."""
    if before.previous.lower() in _listed("dative"):
        return "plural"
    return "singular" if before.previous.lower() in _listed("accusative") else None


def _without_determiner(noun: _Noun, before: _Leading, oblique: bool) -> Number | None:
    if oblique:
        # "mit Studenten": alone it has no ending in the singular.
        return "plural"
    if before.adjectives:
        last = before.adjectives[0]
        # "Gestern fehlten Lehrer": what looks like an adjective is a verb.
        if last.endswith(("e", "en")):
            return "plural"
        genitive = last.endswith("er") and re.search(r"[A-ZÄÖÜ]\w*$", before.previous)
        return "plural" if genitive else "singular"
    if _is_predicate(noun, before):
        return None
    # "Lehrer Müller" is one; so is most likely who is told of behind a comma: "Erwin, Anführer der Gruppe, …".
    if re.match(r"\s+[A-ZÄÖÜ]", noun.after):
        return "singular"
    if re.search(r",\s+$", noun.before) and re.match(r"\s+(?:de[rs]|eine[rs]|von|vom|bei|beim|in|im)\b", noun.after):
        return None
    # "Lehrer fordern" and "für Lehrer" are several.
    return _by_verb(noun) or "plural"


def _is_predicate(noun: _Noun, before: _Leading) -> bool:
    """Whether the noun says what somebody is: then it has no article in the singular either."""
    small = before.previous.lower()
    if small in ("als", "ist", "war", "wurde", "wird", "bin", "sei", "wäre", "bleibt", "blieb", "kein", "weder"):
        return small != "weder"
    return bool(re.match(r"\s+(?:zu werden|geworden|werden|von Beruf)\b", noun.after))


# --- the verb


def _by_verb(noun: _Noun) -> Number | None:
    """What the verb right behind the noun says, or that right before it."""
    behind = re.match(r"[ \u00a0]+([a-zäöüß]+)", noun.after)
    before = re.search(r"(?:^|[\s,])([a-zäöüß]+)\s+(?:\w+\s+)?$", noun.before)
    for found in (behind, before):
        if found is None or found[1] in _listed("no verb"):
            continue
        if found[1] in _listed("verb of several"):
            return "plural"
        if found[1] in _listed("verb of one"):
            return "singular"
        if found is behind and re.search(r"[^aeiou]e[nr]?n$|ten$", found[1]):
            return "plural"
    return None


# --- kinds of words


def _is_neuter(noun: _Noun) -> bool:
    if _NEUTER.search(noun.entry):
        return not noun.ends("masculine in -en")
    return noun.ends("neuter") or (noun.entry.endswith("en") and not noun.ends("masculine in -en"))


def _is_numeral(word: str) -> bool:
    """Whether a word is a number of things; `3.` is the third, and a year stands behind no article."""
    return bool(_NUMERAL.fullmatch(word) or _COMPOUND_NUMERAL.fullmatch(word.lower()))


@cache
def _determiners() -> frozenset[str]:
    return frozenset().union(*(_listed(name) for name in ("singular", "plural", "die", "der", "den")))


@cache
def _phrase_words() -> frozenset[str]:
    """What begins that which depends on a noun: `Rat der Stadt`, `Recht auf Asyl`."""
    return _determiners() | _listed("preposition")


@cache
def _listed(section: str) -> frozenset[str]:
    return words("glossary", "german_nouns.txt")[section]


@cache
def _ends(section: str) -> tuple[str, ...]:
    return tuple(_listed(section))
