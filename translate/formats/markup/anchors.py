"""The places of a document that links may name: what generators of sites make of its headings."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote, unquote

_DROPPED = re.compile(r"[^\w\- ]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _github(text: str) -> str:
    return _DROPPED.sub("", text.strip().lower()).replace(" ", "-")


def _folded(text: str) -> str:
    """Python-Markdown's: no letter that is not English, no two hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _spelled(text: str) -> str:
    return _github(text.lower().translate(_UMLAUTS))


def _single(text: str) -> str:
    return re.sub(r"-{2,}", "-", _github(text)).strip("-")


# In the order in which they are tried for a link; the sign behind which the number of the second of one name stands.
_RULES: tuple[tuple[Callable[[str], str], str], ...] = ((_github, "-"), (_folded, "_"), (_spelled, "-"), (_single, "-"))


def slugs(headings: Iterable[str], rule: Callable[[str], str] = _github, sign: str = "-") -> list[str]:
    """The names of headings in their order; the second of one name has a number.

    >>> slugs(["Über uns", "Über uns", "C & D"])
    ['über-uns', 'über-uns-1', 'c--d']
    """
    found: list[str] = []
    counts: dict[str, int] = {}
    for heading in headings:
        slug = own = rule(heading)
        while slug in counts:
            counts[own] += 1
            slug = f"{own}{sign}{counts[own]}"
        counts[slug] = 0
        found.append(slug)
    return found


def followed(before: Sequence[str], after: Sequence[str]) -> Callable[[str], str]:
    """What the name of a heading, as a link has it, is after the headings have other words.

    What names no heading stays, and so does all if some headings are gone.

    >>> followed(["Über uns"], ["About us"])("%C3%BCber-uns")
    'about-us'
    """
    names: dict[str, str] = {}
    if len(before) == len(after):
        for rule, sign in _RULES:
            for old, new in zip(slugs(before, rule, sign), slugs(after, rule, sign), strict=True):
                names.setdefault(old, new)

    def name(anchor: str) -> str:
        plain = unquote(anchor)
        found = names.get(plain) or names.get(plain.lower())
        if not found or found in (plain, plain.lower()):
            return anchor
        return quote(found) if "%" in anchor else found

    return name
