"""The words of a German sentence and what each is known as: the first step towards the names in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from glossary import cldr
from glossary.name_signs import ends_as, is_given_name, is_listed_place, is_place_preposition, signs
from glossary.terms import TermMatch, overlapping
from glossary.transliteration import transliterate
from glossary.word_patterns import WORD
from glossary.wordlists import words

# A compound is ordinary where nothing tells that it is a name.
WordClass = Literal["name", "ordinary", "compound", "unknown"]
# What it is in a sentence: also a word in small letters, and one between the parts of a name ("von").
TokenClass = Literal["name", "ordinary", "unknown", "small", "particle"]
# Tells what a word, as written within a sentence, is known as.
Classifier = Callable[[str], WordClass]

_ORDINARY: tuple[WordClass, ...] = ("ordinary", "compound")
# What stands before the first word of a sentence, also of one within quotation marks or behind a colon.
_BEGINNING = re.compile(r"(?:^|[.!?:…;(]|[.!?:…(]\s{0,5}[–-])[\s\"„“”»«›‹'‚‘(–-]{0,5}$|[„»›‚(\"]$")
# "al-Assad"
_ARABIC_ARTICLE = re.compile(r"(?:al|as|ad|ar|an|at|el|asch|az|ed|es)-[A-Z]")
# A name that ends so takes no further s.
_NO_GENITIVE = ("ss", "us", "is", "os")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence, at the characters `[start, end)` of it, and the term of the glossary that covers it.

    `initial`: it begins a sentence; `genitive`: only its ending makes it another word than a known name; `joined`:
    nothing but a space is between it and the word before; `hyphenated`: a hyphen stands behind it.
    """

    text: str
    start: int
    end: int
    known_as: TokenClass
    term: TermMatch | None
    initial: bool
    genitive: bool
    joined: bool
    hyphenated: bool

    @property
    def may_be_name(self) -> bool:
        """Whether it is known as a name, or not known at all."""
        return self.known_as in ("name", "unknown")


def tokenized(sentence: str, terms: Sequence[TermMatch], classify: Classifier) -> list[Token]:
    """The words of a sentence; `terms` are those of the glossary in it. Of `Putin-Besuch` only the name is a token.

    >>> known: dict[str, WordClass] = {"nach": "ordinary", "Obama": "name", "Besuch": "ordinary"}
    >>> tokens = tokenized("Nach dem Obama-Besuch", (), lambda word: known.get(word, "unknown"))
    >>> [(token.text, token.known_as) for token in tokens]
    [('Nach', 'ordinary'), ('dem', 'small'), ('Obama', 'name')]
    """
    tokens: list[Token] = []
    for found in WORD.finditer(sentence):
        start = found.start()
        joined = bool(tokens) and sentence[tokens[-1].end : start] == " "
        text = found[0]
        # "Ursula Heinen-Esser"
        if "-" in text and not (joined and is_given_name(tokens[-1].text)):
            text = _without_noun(text, classify)
        end = start + len(text)
        term = next(iter(overlapping(terms, (start, end))), None) if terms else None
        initial = not joined and bool(_BEGINNING.search(sentence[max(0, start - 5) : start]))
        if initial and _is_ordinary_beginning(text, classify):
            known_as: TokenClass = "ordinary"
        elif text != found[0]:
            known_as = "name" if not term and _is_name_before_noun(text, classify) else "ordinary"
        else:
            known_as = _known_as(text, tokens[-1].text if joined else "", classify)
        hyphenated = sentence.startswith("-", end)
        tokens.append(Token(text, start, end, known_as, term, initial, is_genitive(text, classify), joined, hyphenated))
    return tokens


def is_genitive(word: str, classify: Classifier) -> bool:
    """Whether only the ending makes this another word than a known name.

    >>> names = {"Mozart", "Lao"}
    >>> [is_genitive(word, lambda word: "name" if word in names else "unknown") for word in ("Mozarts", "Laos")]
    [True, False]
    """
    if not ends_as_genitive(word):
        return False
    stem = word.removesuffix("s")
    return len(stem) > 3 and classify(word) != "name" and classify(stem) == "name"


def ends_as_genitive(word: str) -> bool:
    """Whether the s at the end can be that of a genitive.

    >>> [word for word in ("Mozarts", "Laos", "Julius", "Obama") if ends_as_genitive(word)]
    ['Mozarts']
    """
    return word.endswith("s") and not word.endswith(_NO_GENITIVE)


# --- what a word is known as


def _known_as(word: str, before: str, classify: Classifier) -> TokenClass:
    """What a word is known as behind another one."""
    if word in words("glossary", "german.txt")["name-particle"]:
        return "particle"
    if not _is_capitalised(word):
        return "small"
    if _is_shouted(word):
        return "ordinary"
    if word in signs("legal form") and before and classify(before) in ("name", "unknown"):
        return "unknown"
    known_as = _name_class(word, classify)
    if known_as == "compound":
        return "unknown" if _is_named_as_compound(word, before) else "ordinary"
    return known_as


def _is_named_as_compound(word: str, before: str) -> bool:
    """Whether German words make a name here: `in Schönberg`, `Anna Wagenknecht`."""
    if is_listed_place(word, before) or (is_place_preposition(before) and ends_as(word, "place ending")):
        return word not in signs("noun with place ending")
    return is_given_name(before) and ends_as(word, "surname ending")


def _name_class(word: str, classify: Classifier) -> WordClass:
    """What a word with a capital is known as: `Lawrows` and `Bagdads` are names, whoever classifies."""
    if _is_listed(word) or _is_listed(word.removesuffix("s")) or is_genitive(word, classify):
        return "name"
    # "Merkel-Dorfner": known as what all its parts are known as.
    parts = {classify(part) for part in word.split("-") if part[:1].isupper()}
    return parts.pop() if len(parts) == 1 else "unknown"


@lru_cache(maxsize=1 << 16)
def _is_listed(word: str) -> bool:
    """A transcribed name or a place: `Uschakow`, `Bagdad`."""
    return transliterate(word) is not None or cldr.names().get(word, ("", ""))[1] == "place"


def _without_noun(word: str, classify: Classifier) -> str:
    """`Putin` of `Putin-Besuch`, whose last part is an ordinary noun; any other word as it is."""
    head, _, tail = word.rpartition("-")
    noun = bool(head) and tail[0].isupper() and _is_capitalised(word) and classify(tail) in _ORDINARY
    return head if noun else word


def _is_name_before_noun(head: str, classify: Classifier) -> bool:
    """`Putin` before `-Besuch`, but not `Fünf-Prozent` before `-Hürde`: what nobody knows belongs to the noun."""
    return head[0].isupper() and _name_class(head, classify) == "name"


def _is_capitalised(word: str) -> bool:
    """`Assad`, and with its article `al-Assad`."""
    return word[0].isupper() or bool(_ARABIC_ARTICLE.match(word))


def _is_shouted(word: str) -> bool:
    """A word in capitals that is no abbreviation: `WICHTIG`, but not `NATO`."""
    return word.isupper() and (len(word) > 5 or len(word) == 1)


def _is_ordinary_beginning(word: str, classify: Classifier) -> bool:
    """A word that has its capital from the beginning of a sentence: `Dabei`."""
    return word.isalpha() and classify(word.lower()) in _ORDINARY and transliterate(word) is None
