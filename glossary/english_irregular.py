"""Forms of English nouns and verbs that no rule makes."""

from functools import cache

from glossary import wordlists


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Each form with the word that it is a form of; one may be a form of several.

    >>> [base for form, base in pairs() if form in ("took", "women")]
    ['take', 'woman']
    """
    files = (wordlists.entries("glossary", name) for name in ("english_verbs.txt", "english_nouns.txt"))
    lines = (line.split() for file in files for line in file["irregular"])
    return tuple((form, base) for base, *forms in lines for form in forms)
