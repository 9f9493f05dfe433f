"""What an entry may hold."""

import re

from glossary.errors import GlossaryError
from glossary.terms import Term

# Control characters, halves of characters, and the signs that hints to the model are written with.
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff⟨⟩]")


def validated(term: Term) -> Term:
    """The term with its spaces tidied; raises `GlossaryError`, with its origin, if it can be none."""
    if _is_plain(term):
        return term
    source, target, kind, note, plural = (
        text.strip() for text in (term.source, term.target, term.kind, term.note, term.plural)
    )
    forms, forbidden = _listed(term.forms), _listed(term.forbidden)
    tidied = Term(source, target, kind, forms, note, term.origin, plural, forbidden)
    where = f"{term.origin}: " if term.origin else ""
    for name, text in (("source", source), ("target", target)):
        if not text:
            raise GlossaryError(
                f"{where}the {name} is empty; an entry needs a German and an English form, with a tab between"
            )
    for text in (source, target, kind, note, plural, *forms, *forbidden):
        if "\t" in text or "\n" in text or REFUSED.search(text):
            raise GlossaryError(f"{where}{text!r} has a character that no entry may have; take it out")
    for text in (*forms, *forbidden):
        if "|" in text:
            raise GlossaryError(f"{where}{text!r} has a '|' in it, which separates forms; take it out")
    for text in (target, plural):
        if text in forbidden:
            raise GlossaryError(f"{where}{text!r} is wanted and forbidden at once; take it out of one of the two")
    return tidied


def _is_plain(term: Term) -> bool:
    """Whether an entry surely needs no more looking at, as most do of a hundred thousand."""
    text = f"{term.source}{term.target}{term.kind}{term.note}{term.plural}"
    return (
        not (term.forms or term.forbidden)
        and text.isprintable()
        and "⟨" not in text
        and "⟩" not in text
        and bool(term.source and term.target)
        and all(one == one.strip() for one in (term.source, term.target, term.kind, term.note, term.plural))
    )


def _listed(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
