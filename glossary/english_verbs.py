"""English verbs as the German has them: in the third person, in the past, as a participle."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from glossary import nearby
from glossary.terms import TermMatch
from glossary.wordlists import entries, words

Form = Literal["base", "third", "past", "participle"]

_PARTICIPLE = re.compile(r"^(?:[a-zäöüß]{2,5})?ge[a-zäöüß]{2,}(?:t|en)$")
_DECLINED = re.compile(r"(?:t|en)e[nrsm]?$")
_NOUN_BEHIND = re.compile(r"\s+(?:[a-zäöüß-]+e[nrsm]?\s+)?[^\W\d_a-zäöüß]")
_AUXILIARY = re.compile(
    r"\b(?:hab(?:en?|t)|hat(?:te[nt]?)?|hätten?|wird|w[eu]rden?|würden?|worden|sei(?:en)?|ist|sind|war(?:en)?|wären?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?–—]")


def is_inflected_verb(match: TermMatch, source: str) -> bool:
    """Whether a match is a verb in another form than its entry has: `verklagt` for `verklagen`."""
    lemma, surface = match.term.source, source[match.start : match.end]
    verb = match.term.kind in ("", "verb") and lemma.islower() and lemma.endswith("n") and " " not in surface
    return verb and bool(surface) and surface.islower() and not surface.startswith(lemma)


def is_participle(word: str) -> bool:
    """Whether a German word looks like a participle: `gemessen`, `aufgebaut`."""
    return _PARTICIPLE.match(word) is not None


def as_in_source(match: TermMatch, source: str) -> str:
    """The match's English in the form that its German has there.

    >>> from glossary.terms import Term
    >>> text = "Das Konto wurde eingefroren."
    >>> as_in_source(TermMatch(Term("einfrieren", "freeze", "verb", ("eingefroren",)), 16, 27), text)
    'frozen'
    """
    return inflected(match.target, _form(match, source))


def inflected(verb: str, form: Form) -> str:
    """A verb, or a phrase that begins with one, in a form.

    >>> inflected("apply for", "third"), inflected("undertake", "participle"), inflected("stop", "past")
    ('applies for', 'undertaken', 'stopped')
    """
    head, space, rest = verb.partition(" ")
    if form == "base" or not head.isalpha() or not head.islower():
        return verb
    return (_third(head) if form == "third" else _past(head)[form == "participle"]) + space + rest


def forms(verb: str) -> frozenset[str]:
    """All forms of a verb or a phrase that begins with one, but that with which dictionaries list it."""
    head, space, rest = verb.partition(" ")
    if not (head.isascii() and head.isalpha() and head.islower()):
        return frozenset()
    present = {_third(head), _stem(head) + "ing"}
    return frozenset(form + space + rest for form in present.union(_past(head))) - {verb}


def _form(match: TermMatch, source: str) -> Form:
    surface = source[match.start : match.end]
    before, behind = nearby.before(source, match.start), nearby.behind(source, match.end)
    noun_phrase = _DECLINED.search(surface) and _NOUN_BEHIND.match(behind)
    determined = re.search(r"(\w+)\s+$", before)
    if is_participle(surface):
        return "participle"
    if noun_phrase and determined and determined[1].lower() in words("glossary", "german.txt")["determiner"]:
        return "participle"
    if _is_weak_past(match.term.source, surface):
        return "past"
    if surface.endswith("t") or surface.endswith("en"):
        clause = _CLAUSE.split(before)[-1] + " " + _CLAUSE.split(behind)[0]
        if _AUXILIARY.search(clause):
            return "participle"
        return "third" if surface.endswith("t") else "past"
    return "base" if surface.endswith(("e", "st")) else "past"


def _is_weak_past(lemma: str, surface: str) -> bool:
    """Whether a form is `klagte` or `wartete`, and not `wartet`."""
    stem = re.sub("e?n$", "", lemma)
    ending = surface.removeprefix(stem) if surface.startswith(stem) else surface[-3:]
    return re.search(r"^e?te(?:n|st|t)?$", ending) is not None


def _third(verb: str) -> str:
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:[sxz]|sh|ch|o)$", verb) else "s")


def _past(verb: str) -> tuple[str, str]:
    """The past and the participle."""
    for prefix in ("", *entries("glossary", "english_verbs.txt")["prefix"]):
        if verb.startswith(prefix) and (found := _irregular().get(verb.removeprefix(prefix))):
            return prefix + found[0], prefix + found[1]
    if re.search(r"[^aeiou]y$", verb):
        return (verb[:-1] + "ied",) * 2
    return (verb + "d" if verb.endswith("e") else _stem(verb) + "ed",) * 2


def _stem(verb: str) -> str:
    """A verb before `-ed` and `-ing`."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb.replace("qu", "q"))
    return verb + verb[-1] if short or verb in entries("glossary", "english_verbs.txt")["doubled"] else verb


@cache
def pasts() -> frozenset[str]:
    """The pasts that no rule makes: `went`, `took`."""
    return frozenset(past for past, _ in _irregular().values())


@cache
def _irregular() -> Mapping[str, tuple[str, str]]:
    rows = (line.split() for line in entries("glossary", "english_verbs.txt")["irregular"])
    return {verb: (past, participle) for verb, past, participle in rows}
