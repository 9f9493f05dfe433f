"""What the kind of an entry says: whether it is a name, and of what."""

from collections.abc import Mapping
from functools import cache

from glossary.terms import Term
from glossary.wordlists import entries


def kind_of_name(term: Term) -> str:
    """What a term is the name of, in the words of the shipped glossary; empty if its kind does not say that.

    >>> kind_of_name(Term("Tafel", "Tafel", "Org")), kind_of_name(Term("Tafel", "board", "furniture"))
    ('organisation', '')
    """
    return "" if (kind := _class(term.kind)) == "word" else kind


def is_name(term: Term) -> bool:
    """Whether a term is a name, by its kind, else by its English: that writes common nouns small.

    >>> is_name(Term("Rotes Kreuz", "Red Cross")), is_name(Term("Weihnachtsmarkt", "Christmas market"))
    (True, False)
    """
    kind = _class(term.kind)
    if kind and kind != "people":
        return kind != "word"
    target = term.target
    return not (target[:1].islower() or (" " in target and target[target.rindex(" ") + 1 :][:1].islower()))


@cache
def _class(kind: str) -> str:
    return _classes().get(kind.strip().lower(), "")


@cache
def _classes() -> Mapping[str, str]:
    return {kind: name for name, kinds in entries("glossary", "kinds.txt").items() for kind in kinds}
