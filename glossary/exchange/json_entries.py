"""JSON: a list of objects, or one object of German and English."""

import json
from collections.abc import Mapping, Sequence

from glossary.errors import GlossaryError
from glossary.exchange import column_names
from glossary.exchange.contents import Contents, LeftOutLine, sorted_out
from glossary.terms import Term

_TEXTS = ("source", "target", "kind", "note", "plural")
_LISTS = ("forms", "forbidden")


def as_object(term: Term) -> dict[str, object]:
    """An entry as JSON has it; what is empty is left out."""
    row: dict[str, object] = {"source": term.source, "target": term.target}
    optional = (("kind", term.kind), ("note", term.note), ("forms", list(term.forms)), ("plural", term.plural),
                ("forbidden", list(term.forbidden)))  # fmt: skip
    return row | {name: value for name, value in optional if value}


def read(data: bytes, name: str) -> Contents:
    """The entries of a file; raises `GlossaryError` where it is no JSON or no list."""
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise GlossaryError(f"{name}{where}: not JSON") from error
    if isinstance(rows, dict):
        # A plain {"German": "English"}.
        rows = [{"source": source, "target": target} for source, target in rows.items()]
    if not isinstance(rows, list):
        raise GlossaryError(f"{name}: must be a list of objects with source and target")
    found: list[tuple[int, Term]] = []
    left_out = []
    for number, row in enumerate(rows, 1):
        entry = _entry(row)
        if isinstance(entry, str):
            left_out.append(LeftOutLine(number, entry))
        else:
            found.append((number, entry))
    terms, unfit = sorted_out(found, name, by_line=False)
    by_number = sorted([*left_out, *unfit], key=lambda one: one.number)
    return Contents(name, terms, tuple(by_number), what="JSON", by_line=False)


def written(terms: Sequence[Term]) -> bytes:
    """A list of objects."""
    return (json.dumps([as_object(term) for term in terms], ensure_ascii=False, indent=1) + "\n").encode()


def _entry(row: object) -> Term | str:
    """The entry of an object, or why it is none."""
    if not isinstance(row, dict):
        return "must be an object with source and target"
    named = _named(row)
    texts = [one for key in _TEXTS if isinstance(one := named.get(key, ""), str)]
    lists = [one for key in _LISTS if isinstance(one := named.get(key, []), list)]
    if (
        len(texts) < len(_TEXTS)
        or len(lists) < len(_LISTS)
        or not all(isinstance(t, str) for one in lists for t in one)
    ):
        return f"{', '.join(_TEXTS[:-1])} and {_TEXTS[-1]} must be texts, {' and '.join(_LISTS)} lists of texts"
    source, target, kind, note, plural = texts
    return Term(source, target, kind, tuple(lists[0]), note, "", plural, tuple(lists[1]))


def _named(row: Mapping[str, object]) -> dict[str, object]:
    """An object with our names for its keys, which others call differently."""
    if {"source", "target"} <= set(row):
        return dict(row)
    keys = list(row)
    places = column_names.recognised(keys) or {}
    return {role: row[keys[at]] for role, at in places.items()}
