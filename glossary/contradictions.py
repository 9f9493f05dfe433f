"""Entries of one glossary file that say the same twice, or contradict each other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary import folding
from glossary.terms import Term
from glossary.wording import counted

# So many are told one by one when a glossary is loaded.
_NAMED = 5
# Of entries that match the same each is compared with so many earlier ones.
_COMPARED = 20
# The commonest of what folding changes, and a line with anything else that it may change.
_PLAIN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_UNEVEN = re.compile(r"^(?:[a-z]+ )*(?:[a-z]*[^a-z \n]| |$).*$", re.MULTILINE)
_SIGNS_AROUND = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Clash:
    """An entry and an earlier one: a contradiction, or only the same once more."""

    term: Term
    earlier: Term
    is_contradiction: bool

    def __str__(self) -> str:
        this, that = arrow(self.term), f"{arrow(self.earlier)} in {self.earlier.origin}"
        if self.term.source != self.earlier.source:
            return f"{this} matches the same as {that}; take the form out of one of them"
        if self.is_contradiction:
            return f"{this} contradicts {that}; the last one counts"
        return f"{this} stands in {self.earlier.origin} already"


def within(terms: Sequence[Term]) -> list[Clash]:
    """What is said twice in the entries of one file, and what contradicts an earlier one."""
    last = {term.source: term for term in terms}
    again = _same_source(terms) if len(last) < len(terms) else []
    return [*again, *_same_german(list(last.values()))]


def notices(terms: Sequence[Term], name: str) -> list[str]:
    """The contradictions of the file called `name` for one who loads it: a line each, of more than five a count."""
    found = [clash for clash in within(terms) if clash.is_contradiction]
    told = [f"{clash.term.origin}: {clash}" for clash in found[:_NAMED]]
    if more := len(found) - _NAMED if len(found) > _NAMED else 0:
        told.append(f"{name}: {counted(more, 'more contradiction')}; deen glossary check shows all")
    return told


def collisions(term: Term, others: Iterable[Term]) -> list[Term]:
    """Entries with another source that match the same German as `term` and want another English."""
    forms = set(map(_folded, all_forms(term)))
    return [
        other
        for other in others
        if other.source != term.source
        and other.target != term.target
        and not forms.isdisjoint(map(_folded, all_forms(other)))
        and _cases_meet(term, other, forms)
    ]


def arrow(term: Term) -> str:
    """An entry as messages write it."""
    return f"{term.source} → {term.target}"


def _same_source(terms: Sequence[Term]) -> list[Clash]:
    clashes = []
    seen: dict[str, Term] = {}
    for term in terms:
        if earlier := seen.get(term.source):
            clashes.append(Clash(term, earlier, earlier.target != term.target))
        seen[term.source] = term
    return clashes


def _same_german(terms: Sequence[Term]) -> list[Clash]:
    """Entries with different sources that match the same; those that share nothing are passed over fast."""
    folds = _folds([form for term in terms for form in all_forms(term)])
    if len(set(folds)) == len(folds):
        return []
    shared = {fold for fold, count in Counter(folds).items() if count > 1}
    owners = [term for term in terms for _ in all_forms(term)]
    # As a set in order.
    by_fold: dict[str, dict[Term, None]] = defaultdict(dict)
    for term, fold in zip(owners, folds, strict=True):
        if fold in shared:
            by_fold[fold][term] = None
    clashes = [
        Clash(term, earlier, True)
        for same in map(list, by_fold.values())
        for index, term in enumerate(same)
        for earlier in collisions(term, same[max(0, index - _COMPARED) : index])
    ]
    return list(dict.fromkeys(clashes))


def _folds(forms: Sequence[str]) -> list[str]:
    """What each form folds to, all in one go: of a hundred thousand, one by one takes several times longer."""
    text = "\n".join(forms).lower()
    for letter, folded in _PLAIN.items():
        text = text.replace(letter, folded)
    folds = _UNEVEN.sub(lambda line: _folded(line[0]), text).split("\n")
    # Entries that were not read from a file may have line breaks in them.
    return folds if len(folds) == len(forms) else list(map(_folded, forms))


def _folded(form: str) -> str:
    """A form folded, but for the signs around it, which tell `C++` from `C`."""
    found = _SIGNS_AROUND.fullmatch(form.strip())
    return f"{found[1]}{folding.fold(found[2])}{found[3]}" if found else ""


def all_forms(term: Term) -> tuple[str, ...]:
    """All German forms of an entry, that of the dictionary first."""
    return (term.source, *term.forms)


def _cases_meet(one: Term, other: Term, forms: set[str]) -> bool:
    """Whether a capital does not tell the two apart: `essen → to eat` and `Essen → Essen` do not collide."""
    meeting = [[form for form in all_forms(term) if _folded(form) in forms] for term in (one, other)]
    return any(a[:1].isupper() == b[:1].isupper() for a in meeting[0] for b in meeting[1])
