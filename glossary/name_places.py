"""Where in a German sentence words stand that may be a name together: `Ursula von der Leyen`, `Kim Jong Un`.

Each rule is a function, and its example stands with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glossary import wordlists
from glossary.kinds import kind_of_name
from glossary.name_signs import is_given_name, signs
from glossary.name_tokens import Token
from glossary.terms import TermMatch
from glossary.transliteration import transliterate

_ADJECTIVE = re.compile(r"[a-zäöüß]{2,}(?:e|en|er|es|em)")
_ROMAN = re.compile(r"[IVX]+")
# How many characters before a name tell where it is from.
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a sentence that may be a name together: its tokens `[start, end)`."""

    sentence: str
    tokens: Sequence[Token]
    start: int
    end: int

    @property
    def words(self) -> Sequence[Token]:
        """The tokens themselves."""
        return self.tokens[self.start : self.end]

    @property
    def name(self) -> str:
        """As it stands there, with the ending of a genitive."""
        return self.sentence[self.words[0].start : self.words[-1].end]

    def apart(self) -> "Place":
        """The same without the tokens that are not beside it: those of a long article would take much room."""
        first = max(self.start - 1, 0)
        return replace(self, tokens=self.tokens[first : self.end + 1], start=self.start - first, end=self.end - first)

    @property
    def context(self) -> str:
        """What stands before it."""
        start = self.words[0].start
        return self.sentence[max(0, start - _CONTEXT) : start]

    @property
    def terms(self) -> dict[str, TermMatch]:
        """The terms of the glossary in it, by how they stand there."""
        matches = [word.term for word in self.words if word.term]
        return {self.sentence[match.start : match.end]: match for match in matches}

    @property
    def before(self) -> Token | None:
        """The word before it, if nothing stands between."""
        return self.tokens[self.start - 1] if self.words[0].joined else None

    @property
    def noun(self) -> str:
        """The noun right behind it, `Bolt` in `Usain Bolt`, or an empty string."""
        after = self.tokens[self.end] if self.end < len(self.tokens) else None
        return after.text if after and after.joined and after.text[0].isupper() else ""

    @property
    def is_initial(self) -> bool:
        """Whether it begins a sentence, where any word has a capital."""
        return self.words[0].initial

    @property
    def is_determined(self) -> bool:
        """Whether an article or an adjective stands before it, as before a noun.

        In `der Putin-Besuch` the article is the noun's.
        """
        return is_determiner(self.before) and not self.words[-1].hyphenated

    @property
    def is_evident(self) -> bool:
        """Whether more than the capital tells that it is a name: `Präsident Xylofen`, `Peter Xylofen`, `in Kiew`."""
        titled = bool(self.before and self.before.text in _german("title"))
        known = any(word.known_as == "name" for word in self.words)
        return titled or (known and (len(self.words) > 1 or not self.is_determined))


def places(sentence: str, tokens: Sequence[Token]) -> Iterator[Place]:
    """The places of possible names in a sentence, from left to right; what the glossary covers is left out."""
    at = 0
    while at < len(tokens):
        if _begins(tokens, at):
            place = Place(sentence, tokens, at, _end(tokens, at))
            if (uncovered := _uncovered(place)) is not None:
                yield _without_unlisted_noun(uncovered)
            at = place.end
        else:
            at += 1


# --- how far a name goes


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """A name begins with what may be one, or with one of the listed words before it: `New Orleans`, `San Marino`.

    So it does with a first name that is a word too: `Ernst Uexküll`.
    """
    if tokens[at].may_be_name:
        return True
    first_name = _is_first_name(tokens[at])
    if not first_name and tokens[at].text not in _german("name-beginning"):
        return False
    following = _next_part(tokens, at + 1)
    if following is None:
        return False
    if first_name:
        return _may_be_surname(tokens, following)
    return following == at + 1 and tokens[following].may_be_name


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where the name ends that begins with the token `start`: it goes on over names and the particles between them."""
    end = start + 1
    while (following := _next_part(tokens, end)) is not None and _goes_on(tokens, end, following):
        end = following + 1
    return end


def _next_part(tokens: Sequence[Token], end: int) -> int | None:
    """The next word but for particles, if nothing but spaces is between: `Ursula von der Leyen`.

    `der` and `den` are particles behind others only: `Merkel der Vorsitz`.
    """
    at = end
    if at < len(tokens) and tokens[at].known_as == "particle" and tokens[at].text in _german("determiner"):
        return None
    while at < len(tokens) and tokens[at].joined:
        if tokens[at].known_as != "particle":
            return at
        at += 1
    return None


def _goes_on(tokens: Sequence[Token], end: int, following: int) -> bool:
    """Whether the token `following` belongs to the name before `end`; between them are particles."""
    name, word = tokens[end - 1], tokens[following]
    # "Kates Doppelgängerin": behind a genitive stands another word.
    if name.genitive:
        return False
    if _is_short(word.text):
        return True
    return _may_be_surname(tokens, following) and not _is_other_abbreviation(word.text, name.text)


def _is_short(word: str) -> bool:
    """A word too short for a German noun, or the number of a king: `Kim Jong Un`, `Johannes Paul II`.

    >>> [word for word in ("Un", "II", "VIII", "Haus") if _is_short(word)]
    ['Un', 'II', 'VIII']
    """
    return (len(word) < 3 and word[0].isupper()) or bool(_ROMAN.fullmatch(word))


def _may_be_surname(tokens: Sequence[Token], at: int) -> bool:
    """What may be a name, and an ordinary word that is a surname behind a first name."""
    named = tokens[at - 1].known_as == "name" or is_given_name(tokens[at - 1].text)
    return tokens[at].may_be_name or (named and (_is_first_name(tokens[at]) or _is_surname(tokens[at])))


def _is_first_name(token: Token) -> bool:
    """A first name that is an ordinary word too: `Ernst`, `Maria`."""
    return token.known_as == "ordinary" and token.term is None and is_given_name(token.text)


def _is_surname(token: Token) -> bool:
    """An ordinary word that is a surname too: `Peter Wolf`."""
    return token.known_as == "ordinary" and token.text in _german("ordinary") and token.term is None


def _is_other_abbreviation(word: str, before: str) -> bool:
    """An abbreviation is a name by itself, except behind another one: `vor Obama ISIS`, but `BBC NEWS`.

    >>> _is_other_abbreviation("ISIS", "Obama"), _is_other_abbreviation("NEWS", "BBC")
    (True, False)
    """
    return word.isupper() and not before.isupper()


# --- what the glossary covers, and what is no part of the name


def _uncovered(place: Place) -> Place | None:
    """The place, or the part of it that no term of the glossary covers, if that is in one piece.

    What stands beside a covered name is a name by itself: `Moskau Uschakow`.
    """
    free = [at for at, word in enumerate(place.words, place.start) if not word.term and word.known_as != "particle"]
    if not free:
        return None
    if not place.terms or _is_first_name_of_term(place):
        return place
    rest = replace(place, start=free[0], end=free[-1] + 1)
    return None if rest.terms else rest


def _is_first_name_of_term(place: Place) -> bool:
    """A first name that English writes otherwise, before a surname that the glossary has: `Sergej Lawrow`."""
    *others, surname = place.words
    term = surname.term
    if not term or any(word.term for word in others) or term.start != surname.start:
        return False
    ruled = transliterate(" ".join(word.text for word in place.words))
    is_person = not term.term.kind or kind_of_name(term.term) == "person"
    return bool(ruled and is_person and ruled.target.split()[0] != place.words[0].text)


def _without_unlisted_noun(place: Place) -> Place:
    """`Fethullah Gülen` of `des Predigers Fethullah Gülen`: an unknown word between article and name is a noun."""
    known_as = [word.known_as for word in place.words[:2]]
    is_firm = place.words[-1].text in signs("legal form")
    unlisted = known_as == ["unknown", "name"] and is_determiner(place.before) and not is_firm
    return replace(place, start=place.start + 1) if unlisted else place


def is_determiner(token: Token | None) -> bool:
    """An article or an adjective: `der`, `große`."""
    return token is not None and (token.text.lower() in _german("determiner") or bool(_ADJECTIVE.fullmatch(token.text)))


def _german(section: str) -> frozenset[str]:
    return wordlists.words("glossary", "german.txt")[section]
