"""The English articles of a finished sentence: `a` or `an` by what they sound before, none twice, none before a name
that has its own or never one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from glossary import english, english_nouns, german, nearby, sounds, wordlists
from glossary.kinds import kind_of_name
from glossary.linked import LinkedText, Span, Taken
from glossary.presence import Standing, assign
from glossary.terms import TermMatch

# A span of a translation and what is to be written there.
_Edit = tuple[Span, str]

_OPENING = "[\"'“‘(\\[]{0,3}"
_INDEFINITE = re.compile(rf"(?<![\w.'’/&+-])(a|an|A[nN]?) {_OPENING}((?:[$€£¥]?\d|[^\W_])(?:[\w.,'’&-]*[\w])?)")
_TWO = re.compile(r"(?<![\w.'’/&-])(?:([Tt]he) (the|an?)|([Aa]n?) (the|an?)) (?=[^\W\d_]{2})")
_BEFORE = re.compile(rf"(?<![\w.'’-])(?:[Tt]he|[Aa]n?) ({_OPENING})\Z")
# What may be an article in German too; so many characters behind it tell.
_AS_IN_SOURCE = re.compile(r"(?<!\w)an?(?= )", re.IGNORECASE)
_REACH = 60
_WORD = re.compile(r"\w+")
# What ends a name's own group of words: "the Putin, who" and not "the Putin regime".
_ALONE = re.compile(r"(?=[,;:.!?)\]\"”]|$)|\s+[(–]|\s+(\w+)\b")
# The form of a company: "Volkswagen AG" has no article.
_COMPANY = re.compile(r" (?:AG|GmbH|SE|KG|plc|PLC|Ltd|LLC|LLP|Inc|Corp|NV|BV|SA|SpA|Oyj|AB|AS)\.?$")
_BEHIND_NAME = "no noun|preposition|pronoun"


def mended(standing: Standing) -> LinkedText:
    """The translation with its articles put right; its terms stay as they are, and what the source has so.

    >>> from glossary.terms import Sentence
    >>> mended(assign(Sentence("Es kam eine Europäerin."), LinkedText("An hour ago came an European."))).text
    'An hour ago came a European.'
    """
    # Of three in a row one is left when that was done twice.
    while edits := _outside_terms(_second_articles(standing), standing):
        standing = assign(standing.sentence, _edited(standing.translation, edits))
    for find in (_before_terms, _by_sound):
        if edits := _outside_terms(find(standing), standing):
            standing = assign(standing.sentence, _edited(standing.translation, edits))
    return standing.translation


def _outside_terms(edits: Iterator[_Edit], standing: Standing) -> list[_Edit]:
    places = Taken(standing.taken)
    return [edit for edit in edits if not places.overlap(edit[0])]


def _edited(linked: LinkedText, edits: list[_Edit]) -> LinkedText:
    letters = list(linked.text)
    for (start, end), written in edits:
        if not written and letters[start].isupper():
            # What stands behind begins the sentence now.
            letters[end] = letters[end].upper()
    recased = LinkedText("".join(letters), linked.links)
    return recased.all_replaced([(span, written, None) for span, written in sorted(set(edits))])


def _by_sound(standing: Standing) -> Iterator[_Edit]:
    """`a` and `an` that do not go with the word behind them."""
    text = standing.translation.text
    capitals = text.isupper()
    in_source = sorted(
        standing.sentence.text[found.start() : found.end() + _REACH].lower()
        for found in _AS_IN_SOURCE.finditer(standing.sentence.text)
    )
    for found in _INDEFINITE.finditer(text):
        written, word = found.groups()
        right = sounds.indefinite(word.lower() if capitals else word)
        if right in ("", written.lower()) or not _is_article(found, text, in_source, capitals):
            continue
        right = right.upper() if capitals else written[0] + right[1:]
        yield found.span(1), right


def _is_article(found: re.Match[str], text: str, in_source: Sequence[str], capitals: bool) -> bool:
    """Whether `a` or `an` is the English article, and neither a letter or grade nor a word of another language.

    `in_source` is what the source has of such words, with what follows, in small letters and sorted.
    """
    written, word = found.groups()
    if written[0] == "A" and not (capitals or _begins(text, found.start())):
        return False
    if word.lower() in _listed("foreign behind") or (
        written.lower() == "a" and word.lower() in _listed("behind a letter")
    ):
        return False
    # As it stands in the source: an der Oder, a-moll, a English title.
    own = found[0].lower()
    at = bisect_left(in_source, own)
    return at == len(in_source) or not in_source[at].startswith(own)


def _begins(text: str, at: int) -> bool:
    return english.begins_sentence(text, at) and not nearby.before(text, at).rstrip().endswith(("-", "–", "—"))


def _second_articles(standing: Standing) -> Iterator[_Edit]:
    """One of two articles in a row."""
    text, source = standing.translation.text, standing.sentence.text
    is_in_source = cache(lambda words: words in source)
    for found in _TWO.finditer(text):
        first, second = found[1] or found[3], found[2] or found[4]
        if first[0] == "A" and not _begins(text, found.start()):
            continue
        behind = _WORD.match(text, found.end())
        foreign = behind is not None and behind[0].lower() in _listed("foreign behind")
        if foreign or is_in_source(f"{second} {behind[0] if behind else ''}"):
            continue
        written = second[0].upper() + second[1:] if first[0].isupper() else second
        yield (found.start(), found.end() - 1), written


def _before_terms(standing: Standing) -> Iterator[_Edit]:
    """Articles before terms that have one, that are German titles, or that are names which never have one."""
    text, source = standing.translation.text, standing.sentence.text
    for match, place in zip(standing.sentence.matches, standing.places, strict=True):
        if place is None:
            continue
        found = _BEFORE.search(text, max(place[0] - _REACH, 0), place[0])
        if found is None or (found[0][0] == "A" and not _begins(text, found.start())):
            continue
        indefinite = found[0][0] in "aA"
        if _has_article(match) or (not found[1] and _is_bare(match, source, text, place, indefinite)):
            yield (found.start(), found.start(1)), ""


def _has_article(match: TermMatch) -> bool:
    """Whether a term begins with an article, of English or, left as it is, of German."""
    first, _, rest = match.target.partition(" ")
    german_title = match.target == match.term.source and first.lower() in _listed("german articles")
    return bool(rest) and (german_title or first.lower() in english.listed("article"))


def _is_bare(match: TermMatch, source: str, text: str, place: Span, indefinite: bool) -> bool:
    """Whether no article stands before a term: a name that never has one, or `a` before what English does not count."""
    if _is_bare_name(match, source) and (_stands_alone(text, place) or english.is_possessive(text[slice(*place)])):
        return True
    if _COMPANY.search(match.target) and not indefinite:
        return True
    if not _stands_alone(text, place):
        return False
    # "a wealth of ideas"
    uncounted = match.target.islower() and not match.term.plural and not english_nouns.is_counted(match.target)
    return indefinite and uncounted and not text.startswith(" of ", place[1])


def _is_bare_name(match: TermMatch, source: str) -> bool:
    """Whether a name of a person or a place has no article in German, and never one in English."""
    kind = kind_of_name(match.term)
    if kind not in ("person", "place") or english.takes_the(match.target):
        return False
    one_word = " " not in match.target and not match.target.endswith("s")
    return (one_word or kind == "person") and not german.has_article(match, source)


def _stands_alone(text: str, place: Span) -> bool:
    """Whether no noun behind a name can be what the article before it belongs to."""
    behind = _ALONE.match(text, place[1])
    if behind is None or english.is_possessive(text[slice(*place)]):
        return False
    return behind[1] is None or any(behind[1] in english.listed(kind) for kind in _BEHIND_NAME.split("|"))


@cache
def _listed(section: str) -> frozenset[str]:
    return wordlists.words("translate", "articles.txt")[section]
