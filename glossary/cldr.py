"""Places and languages that the Unicode CLDR names in both German and English."""

from collections.abc import Mapping
from functools import cache

from glossary import wordlists


@cache
def names() -> Mapping[str, tuple[str, str]]:
    """English form and kind (`place` or `language`) by German form; a name that is both is a place.

    >>> names()["Pjöngjang"], names()["Schwedisch"]
    (('Pyongyang', 'place'), ('Swedish', 'language'))
    """
    rows = (line.split("\t") for line in wordlists.entries("glossary", "cldr.txt")[""])
    return {german: (english, kind) for german, english, kind in rows}
