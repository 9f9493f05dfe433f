"""Noise on the German side of pairs, so that a model is at home in scraped articles.

What deen does to German before a model sees it (`repair`, and `casing` for capitals) is done to the noised German too,
and what that mends is not noise: left is what no rule can know. So there is no kind for doubled, hard and thin spaces,
which the vocabulary's normalisation undoes, none for soft hyphens and other invisible characters, which `repair` takes
out, and German in capitals alone is learnt in the small letters that `casing` leaves it in. The English stays as it is,
but for what a reader expects to be copied: literals, and names that are spelt without umlauts.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from glossary import wordlists
from glossary.terms import Sentence
from translate import literals
from translate.decoding import casing
from translate.documents import full_stops, repair
from translate.training import corpus, invented
from translate.training.corpus import Pair

# One in so many noised pairs has a second kind.
_SECOND = 5
_LETTERS = re.compile(r"[^\W\d_]+")
# Behind a mark within the sentence, and before a unit.
_SPACE = re.compile(
    r"(?<=[^\W_][,;:.!?]) (?=[^\W_])|(?<=\d\.) (?=[^\W\d_])|(?<=\d) (?=(?:[%€$°]|[ckm]?m|kg|km/h)(?![^\W_]))"
)
_SHORT_WORD = 4
_BETWEEN_WORDS = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]{1,30}) (?=(?P<right>[a-zäöüß]{1,30})(?![\w-]))")
_STOP = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{0,60}[a-zäöüß]{3})(?P<stop>\. )(?=[A-ZÄÖÜ][a-zäöüß])")
_FINAL_MARK = re.compile(r"(?<=[^\W_])[.!?]\Z")
# What is shorter is a headline mostly, which has no mark in English either.
_WORDS_OF_A_SENTENCE = 8
_LEAD_IN = 4
# Between a vowel and a consonant before another vowel German words can be divided anyway.
_DIVISION = re.compile(r"(?<=[^\W\d_]{2}[aeiouyäöü])(?=[bdfghjklmnprstvwz][aeiouäöü][a-zäöüß]{1,30}(?![\w-]))")
_DASH = re.compile(r"(?<=\s)[–—](?=\s)")
_DASHES = ("-", "-", "--", "—")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_APOSTROPHES = "'’´`"
_DOUBLE = re.compile(r"[„“”\"»«]")
_SINGLE = re.compile(r"(?<!\w)[‚‘‹›'](?=\w)|(?<=[\w.,!?…])[‘’‹›'](?!\w)")
_ALWAYS_OPENS = frozenset("„‚")
_BEFORE_OPENING = "([–—-/"
# Opening and closing, the same within a quotation. Turned round for French, mixed and typed as scraped pages have them.
_QUOTES = (
    ("„", "“", "‚", "‘"),
    ("“", "”", "‘", "’"),
    ('"', '"', "'", "'"),
    ("»", "«", "›", "‹"),
    ("«", "»", "‹", "›"),
    ("„", "”", "‚", "’"),
    ("„", '"', "‚", "'"),
    (",,", "''", "'", "'"),
)
_UMLAUT = re.compile("[äöüßÄÖÜ]")
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
# What both languages write the same is a name, as a rule.
_NAME = re.compile(r"(?<![\w-])[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{3,30}(?: [A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2,30}){0,3}(?![\w'’-])")


_Kind = Callable[[Pair, random.Random], Pair]


def with_noise(pairs: Iterable[Pair], share: float, seed: int) -> Iterator[Pair]:
    """All pairs, and behind so large a share of them a noised copy; the same ones for the same seed.

    A pair that no noise changes has no copy, nor has one that would not be clean.
    """
    rng = random.Random(seed)
    for pair in pairs:
        yield pair
        if rng.random() < share:
            copy = noised(pair, rng)
            if copy != pair and corpus.is_clean(copy.german, copy.english):
                yield copy


def noised(pair: Pair, rng: random.Random) -> Pair:
    """The pair with one kind of noise, seldom two, drawn by chance; as it is if none changes what a model sees.

    >>> noised(Pair("Er sagte: „Das geht.“", "He said: “That works.”", "talks"), random.Random(6))
    Pair(german='Er sagte: “Das geht.”', english='He said: “That works.”', origin='talks', tagged=False)
    """
    left = 1 + (rng.randrange(_SECOND) == 0)
    clean = as_seen(pair.german)
    copied = [clean[one.start : one.end] for one in literals.find(clean)]
    # Capitals undo a small first letter.
    known = {clean}
    for kind in _in_drawn_order(rng):
        made = kind(pair, rng)
        seen = as_seen(made.german)
        if seen in known or not all(text in seen for text in copied):
            continue
        pair = replace(made, german=seen)
        known.add(seen)
        left -= 1
        # Nothing may change a stand-in, which does not look like a literal.
        if not left or kind is _with_literal:
            break
    return pair


def as_seen(german: str) -> str:
    """German as deen hands it to a model: repaired, and not in capitals alone.

    >>> as_seen("Er kam,sah und sie- gte."), as_seen("DIE REGIERUNG TRITT ZURÜCK")
    ('Er kam, sah und siegte.', 'Die Regierung tritt zurück')
    """
    return casing.sentence_case(Sentence(repair.repair(german).text))


def _in_drawn_order(rng: random.Random) -> list[_Kind]:
    """All kinds, those of more weight sooner (Efraimidis & Spirakis 2006)."""
    return sorted(_KINDS, key=lambda kind: rng.random() ** (1 / _KINDS[kind]), reverse=True)


# --- Spaces and marks ---


def _without_space(pair: Pair, rng: random.Random) -> Pair:
    """Without a space behind a mark, or before a unit; sometimes without any of these."""
    places = [found.span() for found in _SPACE.finditer(pair.german)]
    if rng.randrange(3):
        places = _one(places, rng)
    return replace(pair, german=_edited(pair.german, places, ""))


def _glued(pair: Pair, rng: random.Random) -> Pair:
    """Without the space between two words, one of them short, that are none together."""
    known = wordlists.words("translate", "words.txt")[""]
    places = [
        (found.end("left"), found.end())
        for found in _BETWEEN_WORDS.finditer(pair.german)
        if min(len(found["left"]), len(found["right"])) <= _SHORT_WORD and found["left"] + found["right"] not in known
    ]
    return replace(pair, german=_edited(pair.german, _one(places, rng), ""))


def _without_stop(pair: Pair, rng: random.Random) -> Pair:
    """Without the full stop between two sentences."""
    places = [
        found.span("stop") for found in _STOP.finditer(pair.german) if not full_stops.is_abbreviation(found["word"])
    ]
    return replace(pair, german=_edited(pair.german, _one(places, rng), rng.choice((" ", " ", ""))))


def _without_final_mark(pair: Pair, _rng: random.Random) -> Pair:
    if len(pair.german.split()) < _WORDS_OF_A_SENTENCE:
        return pair
    # Nor has the English one: what a headline lacks is not to be made up.
    return replace(pair, german=_FINAL_MARK.sub("", pair.german), english=_FINAL_MARK.sub("", pair.english))


def _divided(pair: Pair, rng: random.Random) -> Pair:
    """With a word divided as at the end of a line that is none any more."""
    places = [found.span() for found in _DIVISION.finditer(pair.german)]
    return replace(pair, german=_edited(pair.german, _one(places, rng), "- "))


def _other_dashes(pair: Pair, rng: random.Random) -> Pair:
    return replace(pair, german=_DASH.sub(rng.choice(_DASHES), pair.german))


# --- Letters ---


def _small_first(pair: Pair, _rng: random.Random) -> Pair:
    return replace(pair, german=pair.german[:1].lower() + pair.german[1:])


def _small(pair: Pair, _rng: random.Random) -> Pair:
    """In small letters alone, as in chats and comments."""
    return replace(pair, german=pair.german.lower())


def _capitals(pair: Pair, _rng: random.Random) -> Pair:
    """In capitals alone, which `as_seen` leaves only some of."""
    return replace(pair, german=pair.german.upper())


def _lead_in(pair: Pair, rng: random.Random) -> Pair:
    """With the first words in capitals, as pages set the beginning of an article."""
    words = list(_LETTERS.finditer(pair.german))
    number = rng.randint(1, _LEAD_IN)
    if len(words) < number + _LEAD_IN:
        return pair
    end = words[number - 1].end()
    return replace(pair, german=pair.german[:end].upper() + pair.german[end:])


def _without_umlauts(pair: Pair, rng: random.Random) -> Pair:
    """With ae for ä and so on, or, as in Switzerland, with ss for ß alone; names that both sides have likewise."""
    swiss = "ß" in pair.german and rng.randrange(3) == 0
    names = set(_LETTERS.findall(pair.german))
    english = _LETTERS.sub(lambda found: _spelt_out(found[0], swiss) if found[0] in names else found[0], pair.english)
    return replace(pair, german=_spelt_out(pair.german, swiss), english=english)


def _spelt_out(text: str, swiss: bool) -> str:
    if swiss:
        return text.replace("ß", "ss")
    return _UMLAUT.sub(
        lambda found: _SPELT_OUT[found[0]].upper() if _among_capitals(found) else _SPELT_OUT[found[0]], text
    )


def _among_capitals(found: re.Match[str]) -> bool:
    start, end = found.span()
    beside = found.string[max(start - 1, 0) : start] + found.string[end : end + 1]
    return found[0].isupper() and any(character.isupper() for character in beside)


# --- Quotation marks ---


def _other_quotes(pair: Pair, rng: random.Random) -> Pair:
    """With quotation marks and apostrophes of another kind."""
    opening, closing, inner_opening, inner_closing = rng.choice(_QUOTES)
    apostrophe = rng.choice(_APOSTROPHES)
    text = _APOSTROPHE.sub(apostrophe, pair.german)
    text = _SINGLE.sub(lambda found: inner_opening if _opens(found) else inner_closing, text)
    return replace(pair, german=_DOUBLE.sub(lambda found: opening if _opens(found) else closing, text))


def _opens(found: re.Match[str]) -> bool:
    before = found.string[max(found.start() - 1, 0) : found.start()]
    behind = found.string[found.end() : found.end() + 1]
    if found[0] in _ALWAYS_OPENS or not before:
        return True
    return (before.isspace() or before in _BEFORE_OPENING) and bool(behind.strip())


# --- Literals ---


def _with_literal(pair: Pair, rng: random.Random) -> Pair:
    """With an invented literal on both sides: in place of a name or behind it, or at the end."""
    literal = invented.literal(pair.german, rng)
    names = _names(pair)
    if names and rng.randrange(4):
        name = rng.choice(names)
        written = literal if rng.randrange(3) else f"{name} ({literal})"
        return replace(pair, german=pair.german.replace(name, written), english=pair.english.replace(name, written))
    ends = [_FINAL_MARK.search(text) for text in (pair.german, pair.english)]
    in_brackets = all(ends) and rng.randrange(2) == 0
    german, english = (_at_end(text, literal, in_brackets) for text in (pair.german, pair.english))
    return replace(pair, german=german, english=english)


def _at_end(text: str, literal: str, in_brackets: bool) -> str:
    return f"{text[:-1]} ({literal}){text[-1]}" if in_brackets else f"{text} {literal}"


def _names(pair: Pair) -> list[str]:
    """Names in the English that both sides have once, as words of their own."""
    found = _NAME.findall(pair.english)
    return [
        name
        for name in found
        if pair.english.count(name) == pair.german.count(name) == 1
        and re.search(rf"(?<![\w-]){name}(?![\w'’-])", pair.german)
    ]


# --- Edits ---


def _one(places: list[tuple[int, int]], rng: random.Random) -> list[tuple[int, int]]:
    return [rng.choice(places)] if places else []


def _edited(text: str, places: Iterable[tuple[int, int]], written: str) -> str:
    for start, end in sorted(places, reverse=True):
        text = text[:start] + written + text[end:]
    return text


# How soon each kind is tried. Most sentences have no place for those of marks. The others are by what a model loses
# that has not learnt them: without umlauts, in small letters and behind a lead-in it translates worst.
_KINDS: dict[_Kind, float] = {
    _without_space: 4,
    _glued: 0.8,
    _without_stop: 4,
    _without_final_mark: 0.8,
    _divided: 2,
    _other_dashes: 4,
    _small_first: 0.8,
    _small: 1.3,
    _capitals: 1,
    _lead_in: 1.2,
    _without_umlauts: 3,
    _other_quotes: 4,
    _with_literal: 2,
}
