"""Names in a German text that no glossary covers, and how they might be written in English.

Two steps, so that what is asked of a model stays outside: `candidates` finds what may be names; `proposals`
takes the sentences' translations, tells names from nouns by them, and proposes an English form for each.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from glossary import cldr, wordlists
from glossary.terms import TermMatch
from glossary.transliteration import Certainty, transliterate

WordClass = Literal["name", "ordinary", "unknown"]
Basis = Literal["rules", "CLDR", "glossary", "model", "unchanged"]

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_])|-(?=[^\W\d_]))*")
_BEGINNING = re.compile(r"(?:^|[.!?:…;(]|[.!?:…(]\s*[–-])[\s\"„“”»«›‹'‚‘(–-]*$|[„»›‚(\"]$")
_ADJECTIVE = re.compile(r"[a-zäöüß]{2,}(?:e|en|er|es|em)$")
_ROMAN = re.compile(r"[IVX]+")
# A name that ends so takes no further s.
_NO_GENITIVE = ("ss", "us", "is", "os")
# From which likeness on a word of the translation is the name as the model writes it, and from which one that
# tells a name from a noun.
_ALIKE, _SAME = 0.7, 0.9
# What the two languages write differently.
_TRANSCRIBED = (
    ("tsch", "ch"), ("dsch", "j"), ("sch", "sh"), ("w", "v"), ("j", "y"), ("k", "c"), ("z", "s"),
    ("ts", "s"), ("ph", "f"), ("ß", "ss"), ("ä", "a"), ("ö", "o"), ("ü", "u"),
)  # fmt: skip
# How many characters before a name tell where it is from.
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name: its German form, and for each place the number of the sentence.

    `target` is its English form if the glossary settles it in parts; `context` stands before its first place.
    `evident`: something besides the capital tells that it is a name. `longer` is the same with the noun behind
    it, which may belong to it (`Usain Bolt`).
    """

    source: str
    sentences: tuple[int, ...]
    context: str
    evident: bool
    target: str = ""
    longer: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name with a proposed English form, how certain that is and what it is based on.

    `count` is how often it stands in the text, `sentence` the first sentence with it.
    """

    source: str
    target: str
    kind: str
    certainty: Certainty
    basis: Basis
    count: int
    sentence: str


def candidates(
    sentences: Sequence[str], covered: Sequence[Sequence[TermMatch]], classify: Callable[[str], WordClass]
) -> list[Candidate]:
    """What may be names in the sentences, each once, in the order of the text.

    `covered` are the terms of the glossary in each sentence; `classify` says what a word (in its form within a
    sentence) is known as.
    """
    runs = [
        run
        for number, (sentence, terms) in enumerate(zip(sentences, covered, strict=True))
        if not sentence.isupper()
        for run in _runs(number, sentence, terms, classify)
    ]
    bases = {run.name for run in runs}
    found: dict[str, list[_Run]] = defaultdict(list)
    for run in runs:
        found[_base(run, bases, classify)].append(run)
    made = []
    for name, places in found.items():
        evident = any(run.evident for run in places) or transliterate(name) is not None or name in cldr.names()
        # At the beginning of a sentence, or behind an article, any noun looks like a name.
        if evident or any(not run.initial and not run.determined for run in places):
            first = places[0]
            numbers = tuple(run.number for run in places)
            nouns = {run.following for run in places}
            together = len(nouns) == 1 and first.following and all(run.name == name for run in places)
            longer = f"{name} {first.following}" if together else ""
            made.append(Candidate(name, numbers, first.context, evident, _settled(first, name), longer))
    return made


def proposals(
    found: Sequence[Candidate], sentences: Sequence[str], translations: Mapping[int, str]
) -> list[Suggestion]:
    """A suggestion for each candidate that is a name, those first that English writes otherwise,
    and of these the most certain ones.

    `translations` holds what a model makes of sentences, by their number; a candidate that is no name for sure
    is one only if some translation has it, with a capital.
    """
    made: dict[str, Suggestion] = {}
    for one in found:
        english = [translations.get(number, "") for number in one.sentences]
        if one.longer and any(one.longer in text for text in english):
            one = replace(one, source=one.longer)
        seen = Counter(words for text in english if (words := rendering(one.source, text)))
        written = seen.most_common(1)[0][0] if seen else ""
        if written == one.source.removesuffix("s"):
            one = replace(one, source=written)
        if one.source not in made and (one.evident or _likeness(one.source, written) >= _SAME):
            target, kind, certainty, basis = _proposed(one, written)
            made[one.source] = Suggestion(
                one.source, target, kind, certainty, basis, len(one.sentences), sentences[one.sentences[0]]
            )
    order: dict[str, int] = {"sure": 0, "likely": 1, "guess": 2}
    return sorted(made.values(), key=lambda one: (one.source == one.target, order[one.certainty]))


def rendering(name: str, translation: str) -> str:
    """The words of a translation that look like a name, or an empty string."""
    tokens = [found[0].removesuffix("'s").removesuffix("’s") for found in _WORD.finditer(translation)]
    size = len(name.split())
    best, likeness = "", _ALIKE
    for start in range(len(tokens) - size + 1):
        words = tokens[start : start + size]
        if not (words[0][0].isupper() and words[-1][:1].isupper()):
            continue
        phrase = " ".join(words)
        alike = _likeness(name, phrase)
        if alike > likeness:
            best, likeness = phrase, alike
    return best


def _proposed(one: Candidate, written: str) -> tuple[str, str, Certainty, Basis]:
    """English form, kind, certainty and basis; the model has it as `written`."""
    if one.target:
        return one.target, "person", "sure", "glossary"
    if one.source in cldr.names():
        # "Island" is Iceland and an island.
        return (
            *cldr.names()[one.source],
            "guess" if one.source in _german()["ordinary"] else "sure",
            "CLDR",
        )
    ruled = transliterate(one.source, one.context)
    kind = "person" if _is_person(one) else ""
    if ruled:
        kind = "person" if " " in one.source else kind
        certainty: Certainty = "sure" if written == ruled.target != one.source else ruled.certainty
        return ruled.target, kind, certainty, "rules"
    if not written or _bare(written) == _bare(one.source):
        # What differs in hyphens and capitals only is no other spelling.
        return one.source, kind, "likely" if written else "guess", "unchanged"
    if _skeleton(written) == _skeleton(one.source):
        return written, kind, "guess", "model"
    # A small model misspells names that it does not know.
    return one.source, kind, "guess", "unchanged"


def _is_person(one: Candidate) -> bool:
    before = re.search(r"(\w+)\.?\s*$", one.context)
    return bool(before and before[1] in _german()["title"])


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _skeleton(one), _skeleton(other), autojunk=False).ratio()


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name).lower()


def _skeleton(name: str) -> str:
    """A name without what the two languages write differently."""
    small = name.lower()
    for german, english in _TRANSCRIBED:
        small = small.replace(german, english)
    return small


# --- names in a sentence


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a sentence, and the term of the glossary that covers it.

    `initial`: it begins a sentence; `genitive`: only its ending makes it another word than a known name.
    """

    text: str
    start: int
    end: int
    known_as: WordClass | Literal["small", "particle"]
    term: TermMatch | None
    initial: bool
    genitive: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that may be a name together, at one place.

    `initial`: they begin a sentence; `determined`: an article or adjective stands before; `following`: a
    noun behind it.
    """

    name: str
    number: int
    terms: tuple[tuple[str, str], ...]
    context: str
    evident: bool
    initial: bool
    determined: bool
    following: str


def _runs(
    number: int, sentence: str, terms: Sequence[TermMatch], classify: Callable[[str], WordClass]
) -> Iterator[_Run]:
    """The possible names of a sentence."""
    tokens = [_token(sentence, found, terms, classify) for found in _WORD.finditer(sentence)]
    at = 0
    while at < len(tokens):
        begins = (
            tokens[at].text in _german()["name-beginning"]
            and at + 1 < len(tokens)
            and tokens[at + 1].known_as in ("name", "unknown")
            and _joined(sentence, tokens, at + 1, at + 1)
        )
        if tokens[at].known_as not in ("name", "unknown") and not begins:
            at += 1
            continue
        end = _end(sentence, tokens, at)
        run = _run(number, sentence, tokens, at, end)
        if run is not None:
            yield run
        at = end


def _token(
    sentence: str, found: re.Match[str], terms: Sequence[TermMatch], classify: Callable[[str], WordClass]
) -> _Token:
    text, start, end = found[0], found.start(), found.end()
    initial = bool(_BEGINNING.search(sentence[max(0, start - 5) : start]))
    term = next((term for term in terms if term.start < end and start < term.end), None)
    known_as: WordClass | Literal["small", "particle"]
    head, _, tail = text.rpartition("-")
    if text in _german()["name-particle"]:
        known_as = "particle"
    elif not text[0].isupper() and not re.match(r"(?:al|as|ad|ar|an|at|el|asch|az|ed|es)-[A-Z]", text):
        known_as = "small"
    elif head and tail[0].isupper() and classify(tail) == "ordinary":
        # "Putin-Besuch": what stands before the noun may be a name; "Fünf-Prozent-Hürde" is a noun.
        text, end = head, start + len(head)
        term = next((term for term in terms if term.start < end and start < term.end), None)
        known_as = _known_as(text, classify) if head[0].isupper() and term is None else "ordinary"
        known_as = "ordinary" if known_as == "unknown" else known_as
    elif _is_shouted(text):
        known_as = "ordinary"
    else:
        known_as = _known_as(text, classify)
    if initial and text.isalpha() and classify(text.lower()) == "ordinary" and transliterate(text) is None:
        known_as = "ordinary"
    return _Token(text, start, end, known_as, term, initial, _is_genitive(text, classify))


def _known_as(word: str, classify: Callable[[str], WordClass]) -> WordClass:
    bases = (word, word.removesuffix("s"))
    if any(transliterate(base) or cldr.names().get(base, ("", ""))[1] == "place" for base in bases):
        return "name"
    parts = [classify(part) for part in word.split("-") if part[:1].isupper()]
    if _is_genitive(word, classify) or (parts and all(part == "name" for part in parts)):
        return "name"
    return "ordinary" if parts and all(part == "ordinary" for part in parts) else "unknown"


def _is_genitive(word: str, classify: Callable[[str], WordClass]) -> bool:
    """Whether only the ending makes this another word than a known name: `Mozarts`, but not `Laos`."""
    stem = word.removesuffix("s")
    regular = len(stem) > 3 and stem != word and not word.endswith(_NO_GENITIVE)
    return regular and classify(word) != "name" and classify(stem) == "name"


def _is_shouted(word: str) -> bool:
    """A word in capitals that is no abbreviation."""
    return word.isupper() and (len(word) > 5 or len(word) == 1)


def _end(sentence: str, tokens: Sequence[_Token], start: int) -> int:
    """Where the name that begins with a token ends: it goes on over names, and over particles between them."""
    end = start + 1
    # "Kates Doppelgängerin": behind a genitive stands another word.
    while end < len(tokens) and not tokens[end - 1].genitive:
        last = end
        # "der" and "den" are parts of names behind "von" and "van" only.
        if tokens[last].known_as == "particle" and tokens[last].text in _german()["determiner"]:
            break
        while last < len(tokens) and tokens[last].known_as == "particle":
            last += 1
        if last == len(tokens) or not _joined(sentence, tokens, end, last):
            break
        following = tokens[last]
        surname = following.known_as == "ordinary" and tokens[last - 1].known_as == "name" and _is_surname(following)
        # "Kim Jong Un", "Johannes Paul II": no German noun is that short.
        short = (len(following.text) < 3 and following.text[0].isupper()) or bool(_ROMAN.fullmatch(following.text))
        if following.known_as not in ("name", "unknown") and not surname and not short:
            break
        # "vor Obama ISIS": an abbreviation is a name by itself.
        if following.text.isupper() and not short and not tokens[end - 1].text.isupper():
            break
        end = last + 1
    return end


def _joined(sentence: str, tokens: Sequence[_Token], first: int, last: int) -> bool:
    """Whether only single spaces stand between the token before `first` and that at `last`."""
    return all(sentence[tokens[i - 1].end : tokens[i].start] == " " for i in range(first, last + 1))


def _is_surname(token: _Token) -> bool:
    return token.text in _german()["ordinary"] and token.term is None


def _run(number: int, sentence: str, tokens: Sequence[_Token], start: int, end: int) -> _Run | None:
    words = tokens[start:end]
    if all(word.term or word.known_as == "particle" for word in words):
        return None
    if any(word.term for word in words) and not _extends(words):
        # What stands beside a covered name ("Moskau Uschakow") is a name by itself.
        free = [index for index, word in enumerate(words, start) if not word.term and word.known_as != "particle"]
        start, end = free[0], free[-1] + 1
        words = tokens[start:end]
        if any(word.term for word in words):
            return None
    before = _before(sentence, tokens, start)
    if len(words) > 1 and words[0].known_as == "unknown" and words[1].known_as == "name" and _is_determiner(before):
        # "des Predigers Fethullah Gülen": a noun that nobody listed.
        start += 1
        words, before = tokens[start:end], words[0]
    first = words[0]
    after = tokens[end] if end < len(tokens) and sentence[words[-1].end : tokens[end].start] == " " else None
    # In "der Putin-Besuch" the article is the noun's.
    determined = _is_determiner(before) and not sentence.startswith("-", words[-1].end)
    titled = bool(before and before.text in _german()["title"])
    named = any(word.known_as == "name" for word in words)
    several = len(words) > 1 and named
    return _Run(
        sentence[first.start : words[-1].end],
        number,
        tuple((sentence[w.term.start : w.term.end], w.term.term.target) for w in words if w.term),
        sentence[max(0, first.start - _CONTEXT) : first.start],
        titled or several or (named and not determined),
        first.initial,
        determined,
        after.text if after and after.text[0].isupper() else "",
    )


def _before(sentence: str, tokens: Sequence[_Token], at: int) -> _Token | None:
    """The token before that at `at`, if only a space stands between."""
    return tokens[at - 1] if at and sentence[tokens[at - 1].end : tokens[at].start] == " " else None


def _is_determiner(token: _Token | None) -> bool:
    """Whether this is an article or an adjective, as before a noun."""
    return token is not None and bool(token.text.lower() in _german()["determiner"] or _ADJECTIVE.fullmatch(token.text))


def _extends(words: Sequence[_Token]) -> bool:
    """Whether a surname that the glossary has stands behind a first name that English writes otherwise."""
    *first, last = words
    if not last.term or any(word.term for word in first) or last.term.start != last.start:
        return False
    ruled = transliterate(" ".join(word.text for word in words))
    return bool(ruled and last.term.term.kind in ("person", "") and ruled.target.split()[0] != words[0].text)


def _settled(run: _Run, name: str) -> str:
    """The English of a name whose surname the glossary has; an empty string for others."""
    if not run.terms:
        return ""
    [(surface, target)] = dict(run.terms).items()
    ruled = transliterate(name)
    first = ruled.target.split()[: -len(surface.split())] if ruled else []
    return " ".join([*first, target])


def _base(run: _Run, bases: set[str], classify: Callable[[str], WordClass]) -> str:
    """A name without the ending of a genitive."""
    name = run.name
    stem = name.removesuffix("s")
    last = name.split()[-1]
    # "McDonald's" has no German ending.
    if stem == name or stem.endswith(("'", "’")) or len(last) < 4 or last.isupper():
        return name
    stripped = last.removesuffix("s")
    if stem in bases or ((ruled := transliterate(stripped)) and ruled.certainty != "guess"):
        return stem
    # "Tom Hanks" is nobody's "Tom Hank" unless a noun follows.
    if stripped in cldr.names() or (_is_genitive(last, classify) and (name == last or run.following)):
        return stem
    # "Bei Uexhofs Familie": a genitive before its noun.
    before_noun = run.following and not run.determined and classify(last) == "unknown"
    if before_noun and not last.endswith(_NO_GENITIVE):
        return stem
    return name


def _german() -> Mapping[str, frozenset[str]]:
    return wordlists.words("glossary", "german.txt")
