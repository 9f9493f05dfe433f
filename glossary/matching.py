"""Which terms stand in a German text, and where.

An Aho-Corasick automaton (Aho & Corasick 1975) over folded spellings finds candidates; word boundaries, endings
and capitals decide.
"""

import re
import unicodedata
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from glossary.terms import Glossary, Term, TermMatch

_FOLDED = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\n": " ",
        "\t": " ",
        "\r": " ",
    }
)
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_NOUN_ENDINGS = frozenset({"", "s", "es", "n", "en", "ns", "'", "'s"})
_SHORT_NOUN_ENDINGS = frozenset({"", "s", "'s", "'"})
_ENDING = re.compile(r"[^\W\d_]*'?s?(?![^\W\d_])")
_SPELLINGS = (("ß", "ss"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


class Matcher:
    """Finds the terms of a glossary. Building it takes time, finding does not."""

    def __init__(self, glossary: Glossary) -> None:
        entries: dict[str, list[tuple[Term, str]]] = {}
        for term in glossary.terms:
            for form in (term.source, *term.forms):
                form = unicodedata.normalize("NFC", form)
                for spelling in _spellings(form):
                    entries.setdefault(_fold(spelling), []).append((term, spelling))
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(list(entries)) if entries else None

    def find(self, text: str) -> list[TermMatch]:
        """The matches in the order of the text: the longest wins, none overlap."""
        if self._automaton is None:
            return []
        plain, places = _plain(text)
        folded = _fold(plain)
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
                continue
            for term, spelling in self._entries[number]:
                until = _until(term, spelling, plain, folded, start, end)
                if until:
                    found.append((start, -until, term))
                    break
        matches: list[TermMatch] = []
        at = 0
        for start, minus_end, term in sorted(found, key=lambda one: one[:2]):
            if start >= at:
                at = -minus_end
                matches.append(TermMatch(term, places[start], places[at - 1] + 1))
        return matches


def _until(term: Term, spelling: str, plain: str, folded: str, start: int, end: int) -> int | None:
    """Where a candidate ends with its ending, or None if it is none."""
    rest = _ENDING.match(folded, end)
    ending = rest[0] if rest else ""
    following = folded[end + len(ending) : end + len(ending) + 1]
    if following.isalnum() or following == "_":
        return None
    if spelling[0].islower() and spelling == spelling.lower():
        allowed = ending == "" or ending in _ADJECTIVE_ENDINGS
    elif len(spelling) < 4 or spelling.isupper():
        allowed = ending in _SHORT_NOUN_ENDINGS
    else:
        allowed = ending in _NOUN_ENDINGS
    if ending == "'" and spelling[-1].lower() not in "sxzß":
        # A closing quote, not a genitive.
        ending = ""
    if not allowed or not _same_case(spelling, plain[start:end], plain, start):
        return None
    return end + len(ending)


def _same_case(spelling: str, written: str, plain: str, start: int) -> bool:
    if written == spelling or written.translate(_FOLDED) == spelling.translate(_FOLDED):
        return True
    if written.isupper() and len(written) > 3:
        return True
    return spelling[0].islower() and written[0].isupper() and written[1:] == spelling[1:]


def _spellings(form: str) -> Iterator[str]:
    """A form with the endings its inner adjectives take, in the spellings of ß and the umlauts."""
    words = form.split(" ")
    stems = [_stem(word) if place < len(words) - 1 else None for place, word in enumerate(words)]
    versions = [form]
    if any(stems):
        for ending in _ADJECTIVE_ENDINGS:
            versions.append(" ".join(s + ending if s else w for s, w in zip(stems, words, strict=True)))
    for version in dict.fromkeys(versions):
        yield version
        for old, new in _SPELLINGS:
            if old in version:
                yield version.replace(old, new)
        if "ss" in version:
            yield version.replace("ss", "ß")


def _stem(word: str) -> str | None:
    """The stem of what may be an adjective: `Vereinte`, `Internationaler`."""
    found = re.fullmatch(r"(\w{3,}?)(?:en|er|es|em|e)", word)
    return found[1] if found else None


def _fold(text: str) -> str:
    folded = text.lower().translate(_FOLDED)
    return folded if len(folded) == len(text) else "".join(c.lower()[0] for c in text).translate(_FOLDED)


def _plain(text: str) -> tuple[str, range | list[int]]:
    """The text composed, without soft hyphens, with single spaces; and where each character stood."""
    if unicodedata.is_normalized("NFC", text) and "\u00ad" not in text and not re.search(r"\s\s", text):
        return text, range(len(text))
    plain: list[str] = []
    places: list[int] = []
    for cluster in re.finditer(r"\s+|[^\W\d_]?[\u0300-\u036f]+|.", text, re.DOTALL):
        piece = cluster[0]
        if piece == "\u00ad":
            continue
        piece = " " if piece.isspace() else unicodedata.normalize("NFC", piece)
        plain += piece
        places += [cluster.start()] * (len(piece) - 1) + [cluster.end() - 1]
    return "".join(plain), places
