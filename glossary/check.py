"""What is wrong or doubtful in glossaries: duplicates, conflicts, overrides, ordinary words, chains."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary import folding, store
from glossary.german import is_ordinary
from glossary.terms import Term
from glossary.wordlists import words

# An infinitive, which English has without an ending of an adjective or an adverb.
_VERB = re.compile(r"[a-zäöüß]{2,}(?:e[lr]n|en)")
_VERB_IN_ENGLISH = re.compile(r"(?:to )?[a-z]{2,}(?<!ly)(?<!ed)(?<!en)(?<!al)(?<!ic)(?<!ous)(?: |$)")
_GERMAN = re.compile(r"[äöüßÄÖÜẞ]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about an entry at `where`, a `file:line`; what is no error may be meant."""

    where: str
    error: bool
    text: str


def check(paths: Sequence[Path]) -> list[Finding]:
    """What there is to say about glossary files, later ones over earlier, in the order of files and lines."""
    findings: list[Finding] = []
    layers: list[list[Term]] = []
    for path in paths:
        terms, unreadable = _readable(path)
        layers.append(terms)
        findings += unreadable
        findings += [finding for term in terms for finding in _of_one(term)]
        findings += _within(terms)
    findings += _across(layers)
    merged = {term.source: term for terms in layers for term in terms}
    findings += _chains(list(merged.values()))
    order = {str(path): number for number, path in enumerate(paths)}
    return sorted(dict.fromkeys(findings), key=lambda finding: _position(finding.where, order))


def collisions(term: Term, others: Iterable[Term]) -> list[Term]:
    """Entries with another source that match the same German as `term` and want another English."""
    forms = {folding.fold(form) for form in (term.source, *term.forms)}
    return [
        other
        for other in others
        if other.source != term.source
        and other.target != term.target
        and not forms.isdisjoint(folding.fold(form) for form in (other.source, *other.forms))
        and _cases_meet(term, other, forms)
    ]


def remarks(term: Term) -> list[str]:
    """What is doubtful about an entry by itself."""
    return [finding.text for finding in _of_one(term)]


def _cases_meet(one: Term, other: Term, forms: set[str]) -> bool:
    """Whether a capital does not tell the two apart: `essen → to eat` and `Essen → Essen` do not collide."""
    meeting = [[form for form in (term.source, *term.forms) if folding.fold(form) in forms] for term in (one, other)]
    return any(a[:1].isupper() == b[:1].isupper() for a in meeting[0] for b in meeting[1])


def _readable(path: Path) -> tuple[list[Term], list[Finding]]:
    """The entries of a file, and what is wrong with the lines that are none."""
    terms, findings = [], []
    for entry in store.each(path):
        if isinstance(entry, Term):
            terms.append(entry)
        else:
            where, _, text = str(entry).partition(": ")
            findings.append(Finding(where, True, text))
    return terms, findings


def _of_one(term: Term) -> list[Finding]:
    findings = []

    def say(text: str, error: bool = False) -> None:
        findings.append(Finding(term.origin, error, text))

    forms = (term.source, *term.forms)
    for form in forms:
        if not folding.fold(form):
            say(f"{form!r} has neither letter nor digit and is never found; take it out", error=True)
        elif is_ordinary(term, form):
            say(f"{form} is an ordinary word too and is found only where a name is meant")
        elif form.lower() in _common():
            say(f"{form} is one of the commonest words and is found everywhere")
    for form in sorted({form for form in forms if forms.count(form) > 1}):
        say(f"the form {form} stands there twice; once is enough")
    if not term.forms and _VERB.fullmatch(term.source) and _VERB_IN_ENGLISH.match(term.target):
        say(f"{term.source} may be a verb: it is found in this form alone; list others under forms (läuft|lief)")
    if german := _german_words(term):
        say(f"the target {term.target} looks German: {', '.join(german)}")
    return findings


def _german_words(term: Term) -> list[str]:
    """Words of the target that look German and were not taken over from the source."""
    taken_over = set(re.findall(r"\w+", term.source))
    return [
        word
        for word in re.findall(r"\w+", term.target)
        if word not in taken_over and (_GERMAN.search(word) or word in words("glossary", "german.txt")["only-german"])
    ]


def _within(terms: Sequence[Term]) -> list[Finding]:
    """Entries of one file that say the same twice, or contradict each other."""
    findings = []
    seen: dict[str, Term] = {}
    for term in terms:
        earlier = seen.get(term.source)
        if earlier and (earlier.target, earlier.kind, earlier.forms) == (term.target, term.kind, term.forms):
            findings.append(Finding(term.origin, False, f"{_arrow(term)} stands in {earlier.origin} already"))
        elif earlier:
            findings.append(
                Finding(term.origin, True, f"{_arrow(term)} contradicts {_arrow(earlier)} in {earlier.origin}")
            )
        seen[term.source] = term
    by_fold: dict[str, list[Term]] = defaultdict(list)
    for term in seen.values():
        for fold in dict.fromkeys(folding.fold(form) for form in (term.source, *term.forms)):
            by_fold[fold].append(term)
    for same in by_fold.values():
        for index, term in enumerate(same):
            for earlier in collisions(term, same[:index]):
                text = f"{_arrow(term)} matches the same as {_arrow(earlier)} in {earlier.origin}"
                findings.append(Finding(term.origin, True, text))
    return findings


def _across(layers: Sequence[Sequence[Term]]) -> list[Finding]:
    """What overrides what in an earlier file."""
    findings = []
    known: dict[str, Term] = {}
    for terms in layers:
        for term in terms:
            earlier = known.get(term.source)
            if earlier:
                differs = "" if earlier.target != term.target else ", with the same target"
                text = f"{_arrow(term)} overrides {_arrow(earlier)} in {earlier.origin}{differs}"
                findings.append(Finding(term.origin, False, text))
        known |= {term.source: term for term in terms}
    return findings


def _chains(terms: Sequence[Term]) -> list[Finding]:
    """Targets that are themselves the source of another entry: English that is taken for German."""
    sources = {term.source: term for term in terms}
    return [
        Finding(
            term.origin,
            False,
            f"the target of {_arrow(term)} is the source of {_arrow(other)}, {other.origin}",
        )
        for term in terms
        if (other := sources.get(term.target)) and other is not term and other.target != other.source
    ]


def _arrow(term: Term) -> str:
    return f"{term.source} → {term.target}"


def _position(where: str, order: dict[str, int]) -> tuple[int, int]:
    path, _, line = where.rpartition(":")
    return (order.get(path, 0), int(line)) if line.isdigit() else (order.get(where, 0), 0)


def _common() -> frozenset[str]:
    german = words("glossary", "german.txt")
    return german["only-german"] | german["determiner"]
