"""Which columns of a table hold what, by their names in its header."""

from collections.abc import Sequence
from functools import cache

from glossary.exchange.languages import tidied
from glossary.wordlists import entries, words

_ROLES = ("kind", "forms", "plural", "forbidden", "status", "note")
_TERMS = ("source", "target")
# A column named after a language goes before those with another name.
_FIRST = -1
_LONGEST = 60


def recognised(names: Sequence[str]) -> dict[str, int] | None:
    """The columns with their places; None if these are not the names of a source and a target.

    >>> recognised(["Nr.", "Englisch", "Deutsch", "Wortart"])
    {'source': 2, 'target': 1, 'kind': 3}
    >>> recognised(["Kiew", "Kyiv"])
    """
    if len(names) < len(_TERMS) or not any(names):
        return None
    best: dict[str, tuple[int, int]] = {}
    for at, name in enumerate(names):
        for role, rank in _roles(tidied(name[:_LONGEST])):
            best[role] = min(best.get(role, (rank, at)), (rank, at))
    if not set(_TERMS) <= set(best) or best["source"][1] == best["target"][1]:
        return None
    found = {role: best[role][1] for role in _TERMS}
    for role in (*_ROLES, "source language", "target language"):
        if role in best and best[role][1] not in found.values():
            found[role] = best[role][1]
    return found


@cache
def _ranks(role: str) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(entries("glossary", "columns.txt")[role])}


@cache
def _roles(name: str) -> tuple[tuple[str, int], ...]:
    """What a column of this name may hold, each with its rank among the names of that."""
    roles = (*_TERMS, *_ROLES, "source language", "target language")
    exact = tuple((role, _ranks(role)[name]) for role in roles if name in _ranks(role))
    return exact or _roles_by_language(name.split())


def _roles_by_language(said: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """What a column holds whose name has that of one of the two languages in it."""
    lists = words("glossary", "columns.txt")
    german, english = (not lists[one].isdisjoint(said) for one in ("german", "english"))
    if german == english:
        return ()
    own = lists["german"] if german else lists["english"]
    rest = [word for word in said if word not in own and word not in lists["region"]]
    if lists["filler"].issuperset(rest):
        return (("source" if german else "target", _FIRST),)
    # German forms and English plurals are what entries have; a remark may be in either.
    fitting = ("forms", "note") if german else ("plural", "forbidden", "note")
    key = " ".join(rest)
    return tuple((role, _ranks(role)[key] + len(_ranks(role))) for role in fitting if key in _ranks(role))
