"""Names of persons with a particle, which models translate: `Bernd von Jutrczenka` became `Bernd of Jutrczenka`.

They are copied as a whole. A first name or a form of address has to stand before the particle, for `Bürgermeister von
Köln` and `Frau von Welt` have none in English.
"""

import re

from glossary import wordlists
from glossary.linked import Span

_PARTICLES = (
    r"(?:von und zu|von der|von dem|von den|van der|van den|van de|von|vom|van|zu|zum|zur"
    r"|de la|de|del|della|di|da|du|le|ten|ter)"
)
_NAME = re.compile(rf"(?<![\w-])([A-ZÄÖÜ][\w-]{{1,30}})\.? ({_PARTICLES}) ([A-ZÄÖÜ][\w-]{{2,40}})")
_ADDRESSING = frozenset({"Frau", "Herr", "Herrn", "Dr", "Prof"})
# A noun that belongs to a name in the genitive.
_NOUN_BEHIND = re.compile(r" [A-ZÄÖÜ]")


def find(text: str) -> list[tuple[Span, str]]:
    """Names with particles in a German text, each with how it is written where it is no genitive.

    >>> find("Frau von der Leyen traf Anna von Bülows Mann und den Bürgermeister von Köln.")
    [((5, 18), 'von der Leyen'), ((24, 39), 'Anna von Bülow')]
    """
    found = []
    for match in _NAME.finditer(text):
        first, name = match[1], match[3]
        start = match.start(2) if first in _ADDRESSING else match.start()
        if not (first in _ADDRESSING or first.split("-")[0] in _first_names()) or _is_word(name):
            continue
        written = text[start : match.end()]
        genitive = name.endswith("s") and name[-2] not in "sxz" and _NOUN_BEHIND.match(text, match.end())
        found.append(((start, match.end()), written[:-1] if genitive else written))
    return found


def _first_names() -> frozenset[str]:
    return wordlists.words("translate", "first_names.txt")[""]


def _is_word(name: str) -> bool:
    """Whether what follows the particle is a noun or a place and no family: `Anna von Beruf`, `Hans zum Fest`."""
    if name in wordlists.words("translate", "first_names.txt")["families"]:
        return False
    known = name in wordlists.words("translate", "words.txt")[""]
    return known and name not in wordlists.words("translate", "names.txt")[""]
