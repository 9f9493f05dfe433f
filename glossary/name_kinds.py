"""What kind of name stands at a place, if more than capitals tells it: persons by first names, forms of address and
verbs of saying, places by prepositions and endings, organisations by legal forms and kinds of clubs.

Each rule is a function, and its example stands with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary import wordlists
from glossary.name_places import Place, is_determiner
from glossary.name_signs import ends_as, is_given_name, is_listed_place, is_place, signs
from glossary.name_tokens import Classifier, Token, ends_as_genitive
from glossary.transliteration import transliterate

# A name of more words is rather two names, or a name and what stands beside it.
_LONGEST = 4
_SHORTEST_SURNAME = 3
# How long the noun at the end of an unknown word must be, that it is taken for a compound.
_SHORTEST_NOUN = 4
# No noun that is not a compound itself is longer, by far.
_LONGEST_NOUN = 40
# How most nouns end that say what somebody is.
_TITLE = re.compile(r"(?:in|er|or|ent|ant|ist|eur|är|chef|mann|frau|rat|loge|experte|präses|star|kollege)$")
_INNER_CAPITAL = re.compile(r"[a-zäöüß][A-ZÄÖÜ]")


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a name (`person`, `place`, `organisation`) and its words.

    Of `Kandidatin Julia Stepanowa` these are `Julia Stepanowa`.
    """

    name: str
    place: Place


def told(place: Place, classify: Classifier) -> Kind | None:
    """The kind of the name at a place; None if nothing tells that it is one for sure."""
    if organisation := _organisation(place, classify):
        return Kind("organisation", organisation)
    if person := _full_name(place, classify):
        return Kind("person", person)
    word = place.words[0]
    if len(place.words) > 1 or word.text in signs("address") or is_given_name(word.text) or _is_noun(word, classify):
        return None
    if _is_addressed(place) or _is_speaking(place):
        return Kind("person", place)
    return Kind("place", place) if _is_place(place) and not place.is_determined else None


# --- organisations


def _organisation(place: Place, classify: Classifier) -> Place | None:
    """The firm or the club in a place: `Xylofen GmbH`, `TSV Xylofingen`; not where a word of it may be translated."""
    words = place.words
    if any(word.term for word in words) or not 2 <= len(words) <= _LONGEST:
        return None
    if words[-1].text in signs("legal form"):
        named = words[:-1]
    elif words[0].text in signs("club") and len(words) == 2 and _is_club_of(words[0].text, words[1].text):
        named = words[1:]
    else:
        return None
    return None if any(_may_be_translated(word, classify) for word in named) else place


def _is_club_of(club: str, word: str) -> bool:
    """Whether English calls the club so too: `FC Schweinfurt`, but not `FC Fulham`."""
    return club not in signs("club anywhere") or is_place(word) or ends_as(word, "place ending")


def _may_be_translated(word: Token, classify: Classifier) -> bool:
    """Whether English may have another word for a part of an organisation's name: `Kopenhagen`, `Immobilien`."""
    is_foreign_place = classify(word.text) == "name" and not is_place(word.text)
    return is_foreign_place or word.known_as not in ("name", "unknown")


# --- persons


def _full_name(place: Place, classify: Classifier) -> Place | None:
    """The full name of a person in a place: a first name and what may be a surname behind it."""
    words = place.words
    start = next((at for at, word in enumerate(words) if is_given_name(word.text)), None)
    if start is None or words[start].term:
        return None
    end = _end_of_name(words, start, classify)
    named = words[start:end]
    if not 2 <= len(named) <= _LONGEST or len(named[-1].text) < _SHORTEST_SURNAME or _is_number(named[-1].text):
        return None
    if any(word.known_as == "particle" for word in named) and place.sentence.startswith(" und ", named[-1].end):
        # "von Thurn und Taxis"
        return None
    if _is_genitive_before_noun(named) or _is_genitive_behind_noun(replace(place, start=place.start + start), named):
        return None
    return replace(place, start=place.start + start, end=place.start + end)


def _end_of_name(words: Sequence[Token], start: int, classify: Classifier) -> int:
    """Where the name ends that begins with the first name `start`: not with a particle."""
    end = start + 1
    while end < len(words) and _is_further_name(words[end], classify):
        end += 1
    while words[end - 1].known_as == "particle":
        end -= 1
    return end


def _is_genitive_before_noun(named: Sequence[Token]) -> bool:
    """Whether a noun seems to be the last name: `Lukas Podolskis Galatasaray`, `Tyrone Brooks Hof`."""
    last_is_word = named[-1].known_as == "ordinary"
    return any(
        (ends_as_genitive(word.text) and not is_given_name(word.text))
        or (at > 0 and last_is_word and word.text.endswith("s"))
        for at, word in enumerate(named[:-1])
    )


def _is_genitive_behind_noun(place: Place, named: Sequence[Token]) -> bool:
    """Whether the s at the end may be that of a genitive: `die Werte Walter Lübckes`, but `und Chef Tom Hankes`."""
    before, last = place.before, named[-1]
    if before is None or last.known_as == "name" or not ends_as_genitive(last.text) or is_given_name(last.text):
        return False
    if before.known_as not in ("ordinary", "unknown") or not before.text[0].isupper():
        return False
    return is_determiner(place.tokens[place.start - 2] if place.start > 1 else None) or not _TITLE.search(before.text)


def _is_further_name(word: Token, classify: Classifier) -> bool:
    """Whether a word goes on with a person's name."""
    if word.known_as == "particle":
        return True
    return not _is_noun(word, classify) and not word.text.isupper() and word.text not in signs("address")


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"[IVX]+", word))


def _is_addressed(place: Place) -> bool:
    """`Frau Xylofen`, `Dr. Xylofen`, `Trainer Xylofen`."""
    before = re.search(r"(?<!\w)(\w+)\.? $", place.context)
    if before is None:
        return False
    titles = signs("address") | wordlists.words("glossary", "german.txt")["title"]
    return before[1] in titles


def _is_speaking(place: Place) -> bool:
    """`sagte Xylofen`: only a name stands behind the verb without an article."""
    return place.before is not None and place.before.text in signs("saying")


# --- places


def _is_place(place: Place) -> bool:
    """`Gemeinde Xylofen`, `in Xylofingen`, `nach Xylo`: not what is a plural."""
    before, word = place.before, place.words[0].text
    if before is None or word.isupper() or _INNER_CAPITAL.search(word) or _is_title_of_nobility(place):
        return False
    if ends_as_genitive(word) and _is_before_adjective(place):
        return False
    if before.text in signs("place noun") or is_listed_place(word, before.text):
        return True
    if before.text.lower() not in signs("place preposition"):
        return False
    return ends_as(word, "place ending") or (before.text.lower() in ("in", "nach") and not _needs_no_article(word))


def _is_before_adjective(place: Place) -> bool:
    """`in Xylofs neuem Buch`: a person's name in the genitive."""
    after = place.tokens[place.end] if place.end < len(place.tokens) else None
    return bool(after and after.joined and re.fullmatch(r"[a-zäöüß]{3,}e[mnr]", after.text))


def _is_title_of_nobility(place: Place) -> bool:
    """`Maria von Thurn`: the particle belongs to a person's name."""
    before = place.tokens[place.start - 2] if place.start > 1 and place.tokens[place.start - 1].joined else None
    return bool(place.before and place.before.known_as == "particle" and before and is_given_name(before.text))


def _needs_no_article(word: str) -> bool:
    """Nouns in the plural and colours: `in Wohngebieten`, `nach Schusswechseln`, `in Knallrot`."""
    return word.endswith(("n", "s", "e", "er", "rot", "blau", "grün", "gelb", "weiß", "schwarz", "grau"))


# --- nouns


def _is_noun(word: Token, classify: Classifier) -> bool:
    """Whether what nobody knows looks like a German noun: `Mikrozephalie`, `Quarantänehaft`."""
    if word.known_as != "unknown" or transliterate(word.text):
        return False
    return looks_like_noun(word.text, classify)


def looks_like_noun(word: str, classify: Classifier) -> bool:
    """Whether an unknown word has the ending of a noun, or another noun at its end.

    >>> ordinary = {"Haft"}
    >>> [word for word in ("Mikrozephalie", "Uexhaft", "Uexbach") if looks_like_noun(
    ...     word, lambda word: "ordinary" if word in ordinary else "unknown")]
    ['Mikrozephalie', 'Uexhaft']
    """
    if ends_as(word, "noun ending"):
        return True
    if ends_as(word, "place ending") or ends_as(word, "surname ending") or is_place(word):
        return False
    tails = (word[at:].capitalize() for at in range(max(3, len(word) - _LONGEST_NOUN), len(word) - _SHORTEST_NOUN + 1))
    return any(classify(tail) in ("ordinary", "compound") for tail in tails)
