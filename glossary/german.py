"""What a German sentence says about a word in it: ordinary words, words that are no nouns, articles."""

import re
from functools import cache

from glossary import nearby
from glossary.folding import APOSTROPHES, fold, fold_characters
from glossary.kinds import kind_of_name
from glossary.terms import Term, TermMatch
from glossary.wordlists import words

_ADJECTIVE_END = re.compile("e[nrsm]?$")
_WORD_BEHIND = re.compile(r"[ \n\u00a0][\"„»«‚›]?(\w+)|,")
# "Die Grüne Katja Keul", but "das Kleine Deutsche Eck".
_PERSON_BEHIND = re.compile(r"(?:[ \n\u00a0][^\W\d_a-zäöüß][a-zäöüß]+(?<!e)(?<!e[nrs])){2}\b")
_CAPITAL_BEHIND = re.compile(r"[ \n\u00a0](?!(?:Sie|Ihr)\b)[^\W\d_a-zäöüß][a-zäöüß]")
_PRONOUN_BEHIND = re.compile(r"[ \n\u00a0](ich|du|er|es|wir|ihr|Sie|sie|man|mich|dich|uns)\b(?![-‐‑])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\"„“”»«'‚‘(–-]*$")
_IN_GENITIVE = re.compile(r"[ \n\u00a0][A-ZÄÖÜ][\w-]+ der $")
_S_BEHIND = re.compile(r"[sS](?!\w)")
_WORD_FOLLOWS = re.compile(r"[ \n\u00a0]\w")
_ARTICLE_OF_NEWSPAPER = re.compile(r"^(?:Der|Die|Das) ")
# How far around a match is looked for what tells names from ordinary words.
_AROUND = 60


# --- names and ordinary words


def is_ordinary(term: Term, form: str) -> bool:
    """Whether a form of a name is an ordinary word too, and so counts only where a name is meant.

    That it is a name its kind must say: without one, whoever made the entry wants it wherever the word stands.
    A newspaper may have an article before it: `Die Zeit`.
    """
    kind = kind_of_name(term)
    if kind == "newspaper":
        form = _ARTICLE_OF_NEWSPAPER.sub("", form)
    return bool(kind) and form[:1].isupper() and fold(form) in _ordinary()


def is_meant_as_name(term: Term, text: str, start: int, end: int, inflected: bool) -> bool:
    """Whether an ordinary word at `[start, end)` of a text is meant as a name, as far as its neighbours tell.

    A town stands behind a preposition of place without an article, a person behind a first name or a title or
    before a verb of saying, a newspaper in quotes or behind `Magazin` and the like, and any name without an
    article in a genitive (`Essens Oberbürgermeister`).
    """
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    previous, at = _word_before(before)
    small = previous.lower()
    kind = kind_of_name(term)
    if kind == "newspaper" and not inflected:
        return _is_newspaper(small, before, after)
    if small in _lower("determiner"):
        return False
    if inflected and text[start:end].lower().endswith("s"):
        # An adjective would end in n here: "guten Essens".
        noun = re.match(r"[ \n\u00a0](\w)", after)
        return bool(noun and noun[1].isupper() and not _ADJECTIVE_END.search(small))
    placed = small in _lower("place-preposition") and not inflected
    if kind != "person" and (placed or small in _lower("medium") or _is_quoted(before, after)):
        return True
    begins = begins_sentence(text, start - len(before) + at)
    return kind == "person" and _is_person(previous, begins, after)


def _word_before(before: str) -> tuple[str, int]:
    """The word that a text ends in and where it begins; none behind the end of a sentence."""
    found = re.search(r"([^\W\d_]+)(\.?)[ \n\u00a0]+$", before)
    # A full stop ends a sentence unless a title is abbreviated with it.
    if found is None or (found[2] and found[1].lower() not in _lower("title")):
        return "", len(before)
    return found[1], found.start()


def _is_newspaper(previous: str, before: str, after: str) -> bool:
    """Whether what stands around a newspaper's name tells that it is meant: not so `in Bild und Ton`.

    It stands in quotes, behind `Zeitung` or `laut`, before `berichtet`, or as in `Spiegel-Interview`.
    """
    if previous in _lower("periodical") or _is_quoted(before, after):
        return True
    behind = re.match(r"([ \n\u00a0]|-)([^\W\d_]+)", after)
    if behind is None:
        return False
    word = behind[2].lower()
    if behind[1] == "-":
        return word in _lower("of-newspaper")
    # "in kurzer Zeit", "der größte Fonds der Welt"
    bare = previous in _lower("determiner") or not _ADJECTIVE_END.search(previous)
    return word == "zufolge" or (bare and word in _lower("reporting") and not _IN_GENITIVE.search(before))


def _is_quoted(before: str, after: str) -> bool:
    return bool(re.search(r"[„\"“«»‚‘']$", before) and re.match(r"[“\"”«»‘’']", after))


def _is_person(previous: str, begins: bool, after: str) -> bool:
    """Whether the word before, which may begin the sentence, or what stands behind tells that a person is meant."""
    if previous.lower() in _lower("title"):
        return True
    if previous[:1].isupper() and not (begins and _ADJECTIVE_END.search(previous)):
        return True
    saying = re.match(r"[ \n\u00a0]([^\W\d_]+)", after)
    return bool(saying and saying[1].lower() in _lower("saying") and not previous)


def is_country_and_people(form: str) -> bool:
    """Whether a form is the name of a country and of its people: `Polen`."""
    return form in words("glossary", "german.txt")["country-and-people"]


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`: then a capital tells nothing, and `Schrauben Sie` is no noun."""
    return bool(_SENTENCE_START.search(text[max(0, start - _AROUND) : start]))


def is_verb(text: str, start: int, end: int, *, only_polite: bool) -> bool:
    """Whether a word at `[start, end)` begins its sentence as a verb: `Weiß ich nicht`, `Bremsen Sie!`"""
    found = _PRONOUN_BEHIND.match(text, end)
    return bool(found and (found[1] == "Sie" or not only_polite) and begins_sentence(text, start))


def is_adjective(text: str, start: int, end: int, *, plain: bool) -> bool:
    """Whether a word at `[start, end)` that declines as an adjective is one here, and no noun.

    At the beginning of a sentence it is one before a noun (`Verletzte Soldaten`), elsewhere a `plain` one is, part of
    a name: `das Rote Kreuz`, but `der Angeklagte Meier`.
    """
    if text[start:end].lower() in _lower("title") or not (plain or begins_sentence(text, start)):
        return False
    return _CAPITAL_BEHIND.match(text, end) is not None and not _PERSON_BEHIND.match(text, end)


def is_small_word(text: str, start: int, end: int) -> bool:
    """Whether a word at `[start, end)` begins its sentence and may be no noun: `Laut Polizei`, not `Weiß ist schön`."""
    seen = text[start:end]
    if seen.isupper() or seen.lower() not in _lower("other-small") or not begins_sentence(text, start):
        return False
    found = _WORD_BEHIND.match(text, end)
    return bool(found and found[1] not in words("glossary", "german.txt")["behind-noun"])


def means_people(text: str, start: int) -> bool:
    """Whether the word before tells that a people is meant, not its country: `die Polen`, but `in Polen`."""
    found = re.search(r"(?<![^\W\d_])([^\W\d_]+)[ \n\u00a0]$", text[max(0, start - _AROUND) : start])
    return bool(found and found[1].lower() in _lower("plural-determiner"))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(fold_characters(word) for word in words("glossary", "german.txt")["ordinary"])


@cache
def _lower(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words("glossary", "german.txt")[name])


# --- what stands beside a name


def genitive_apostrophe(text: str, start: int, end: int) -> int:
    """How many characters of a genitive's apostrophe follow a name at `[start, end)`.

    >>> genitive_apostrophe("Fritz' Rede", 0, 5), genitive_apostrophe("Putin's Rede", 0, 5)
    (1, 2)
    """
    mark = text[end : end + 1]
    if not mark or mark not in APOSTROPHES:
        return 0
    if _S_BEHIND.match(text, end + 1):
        return 2
    if text[end - 1].lower() not in "sßxz" and text[end - 2 : end].lower() != "ce":
        return 0
    if not _WORD_FOLLOWS.match(text, end + 1):
        return 0
    # A closing quote looks the same; then one was opened before.
    opening = "'" if mark == "'" else "‘"
    return 0 if re.search(rf"(?<!\w){opening}(?=\w)", text[max(0, start - 300) : start + 1]) else 1


def has_article(match: TermMatch, source: str) -> bool:
    """Whether an article stands before a name, which then has one in German: `in den USA`, `im Iran`."""
    found = re.search(r"(?<!\w)(\w+)\s+$", nearby.before(source, match.start))
    return found is not None and found[1].lower() in _lower("article")
