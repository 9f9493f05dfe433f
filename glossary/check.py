"""What is wrong or doubtful in glossaries: contradictions, overrides, ordinary words, targets to look at."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossary import contradictions, english, folding, store
from glossary.contradictions import all_forms, arrow
from glossary.german import is_ordinary
from glossary.terms import Term
from glossary.wordlists import words

# An infinitive, which English has without an ending of an adjective or an adverb.
_VERB = re.compile(r"[a-zäöüß]{2,}(?:e[lr]n|en)")
_VERB_IN_ENGLISH = re.compile(r"(?:to )?[a-z]{2,}(?<!ly)(?<!ed)(?<!en)(?<!al)(?<!ic)(?<!ous)(?: |$)")
_GERMAN = re.compile(r"[äöüßÄÖÜẞ]")
# Words that begin alike are taken over from German into English: `Göteborger` and `Göteborg`.
_ALIKE = 4
# With so many forbidden targets that begin alike each target is compared.
_COMPARED = 500
# A kind of names: an entry that has it is enforced only where a name is meant.
_NAME = "place"
_ARTICLE_BEFORE = re.compile(r"(der|die|das|ein|eine)\s+\w")
_ARTICLE_BEHIND = re.compile(r",\s*(der|die|das)$")
# What people write beside a term: another one, or what is to be said of it.
_ADDED = re.compile(r"\s/\s|;|\A(?>.*?\s[(\[]).*[)\]]$|\w,\s*[a-zäöüß]\w*$|\.\.\.|…")
_GENDERS = re.compile(r"[a-zäöüß]/-?(?:in|innen|r|n|e|er)\b")
_ARTICLE = re.compile(r"(the|a|an)\s+\w")
_ABBREVIATED = re.compile(r"(?:\b\w\.|\b(?:Inc|Corp|Ltd|Co|St|Jr|Sr|etc|Dr|Bros|No)\.)$")


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
        findings += [Finding(one.term.origin, one.is_contradiction, str(one)) for one in contradictions.within(terms)]
    findings += _across(layers)
    merged = list({term.source: term for terms in layers for term in terms}.values())
    findings += [*_chains(merged), *_forbidden(merged)]
    order = {str(path): number for number, path in enumerate(paths)}
    return sorted(dict.fromkeys(findings), key=lambda finding: _position(finding.where, order))


def remarks(term: Term) -> list[str]:
    """What is doubtful about an entry by itself."""
    return [finding.text for finding in _of_one(term)]


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
    lost = [form for form in all_forms(term) if not folding.fold(form)]
    if lost:
        text = f"{', '.join(map(repr, lost))} has neither letter nor digit and is never found; take it out"
        return [Finding(term.origin, True, text)]
    texts = [text for form in dict.fromkeys(all_forms(term)) for text in _of_form(term, form)]
    return [Finding(term.origin, False, text) for text in (*texts, *_of_german(term), *_of_english(term))]


def _of_form(term: Term, form: str) -> Iterator[str]:
    if not term.kind and form == term.target and is_ordinary(replace(term, kind=_NAME), form):
        yield f"{form} is an ordinary word too and is enforced everywhere; give it a kind such as place if it is a name"
    elif form.lower() in _common():
        yield f"{form} is one of the commonest words and is found everywhere"


def _of_german(term: Term) -> Iterator[str]:
    forms = all_forms(term)
    for form in [form for form, count in Counter(forms).items() if count > 1]:
        yield f"the form {form} stands there twice; once is enough"
    if not term.forms and _VERB.fullmatch(term.source) and _VERB_IN_ENGLISH.match(term.target):
        yield f"{term.source} may be a verb: it is found in this form alone; list others under forms (läuft|lief)"
    for form in dict.fromkeys(forms):
        if found := _ARTICLE_BEFORE.match(form) or _ARTICLE_BEHIND.search(form):
            yield f"{form} is found only with the article {found[1]}; take it out"
        elif _ADDED.search(form) or _GENDERS.search(form):
            yield f"{form} is found only as it stands here; write one form, and others as forms"


def _of_english(term: Term) -> Iterator[str]:
    if german := _german_words(term):
        yield f"the target {term.target} looks German: {', '.join(german)}"
    if _ADDED.search(term.target) and not _ADDED.search(term.source):
        yield f"the target {term.target} is put in as it stands; write one English form, and what is said of it as note"
    elif found := _ARTICLE.match(term.target):
        yield f'the target {term.target} always stands with "{found[1]}"; take it out if it need not'
    elif term.target.endswith(".") and not term.source.endswith(".") and not _ABBREVIATED.search(term.target):
        yield f"the target {term.target} ends in a full stop, which is put in with it"
    if own := [text for text in term.forbidden if text.casefold() == term.target.casefold()]:
        yield f"the target {own[0]} is forbidden by the entry itself"


def _german_words(term: Term) -> list[str]:
    """Words of the target that look German and were not taken over from the source."""
    taken_over = {folding.fold(word)[:_ALIKE] for form in all_forms(term) for word in re.findall(r"\w+", form)}
    return [
        word
        for word in re.findall(r"\w+", term.target)
        if folding.fold(word)[:_ALIKE] not in taken_over and (_GERMAN.search(word) or word in _only_german())
    ]


def _across(layers: Sequence[Sequence[Term]]) -> list[Finding]:
    """What overrides what in an earlier file, with another target."""
    findings = []
    known: dict[str, Term] = {}
    for terms in layers:
        for term in terms:
            earlier = known.get(term.source)
            if earlier and earlier.target != term.target:
                text = f"{arrow(term)} overrides {arrow(earlier)} in {earlier.origin}"
                findings.append(Finding(term.origin, False, text))
        known |= {term.source: term for term in terms}
    return findings


def _forbidden(terms: Sequence[Term]) -> list[Finding]:
    """Targets that another entry forbids, or that have in them what an entry for a part of their German forbids."""
    by_beginning: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in terms:
        for text in term.forbidden:
            if len(same := by_beginning[_beginning(text)]) < _COMPARED:
                same.append((text, term))
    return [
        Finding(
            term.origin, False, f'{arrow(term)} has "{text}", which is forbidden for {arrow(other)}, {other.origin}'
        )
        for term in (terms if by_beginning else ())
        for word in dict.fromkeys(map(_beginning, term.target.split()))
        for text, other in by_beginning.get(word, ())
        if other.source != term.source and _has_forbidden(term, text, other)
    ]


def _has_forbidden(term: Term, text: str, other: Term) -> bool:
    """Whether a target is what another entry forbids, or has it for a word that has that entry's German in it."""
    found = english.spellings(text, True).search(term.target)
    return bool(found and (found[0] == term.target or folding.fold(other.source) in folding.fold(term.source)))


def _beginning(text: str) -> str:
    """How a text begins, whatever its number: what has a forbidden target in it has a word that begins so."""
    return text.strip().lower()[:3]


def _chains(terms: Sequence[Term]) -> list[Finding]:
    """Targets that are themselves the source of another entry: English that is taken for German."""
    sources = {term.source: term for term in terms}
    return [
        Finding(
            term.origin,
            False,
            f"the target of {arrow(term)} is the source of {arrow(other)}, {other.origin}",
        )
        for term in terms
        if (other := sources.get(term.target)) and other is not term and other.target != other.source
    ]


def _position(where: str, order: dict[str, int]) -> tuple[int, int]:
    path, _, line = where.rpartition(":")
    # Of the name of a file, which may be a number that is too long to be one.
    is_line = path in order and line.isdecimal()
    return (order[path], int(line)) if is_line else (order.get(where, 0), 0)


def _common() -> frozenset[str]:
    german = words("glossary", "german.txt")
    return german["only-german"] | german["determiner"]


def _only_german() -> frozenset[str]:
    """Small words of German that stand in no English text, not even in the names that it takes over."""
    german = words("glossary", "german.txt")
    return german["only-german"] - german["name-particle"] - {"des"}
