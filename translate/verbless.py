"""An English sentence without the verb that its German has.

>>> lacks_verb("Davor parkt ein Mercedes, in dem sie sitzen.", "Before that, a Mercedes, in which they sit.")
'parkt'
"""

import re
from functools import cache, lru_cache

from glossary import english, english_verbs, wordlists
from glossary.word_patterns import WORD
from translate import english_words

_END = re.compile(r"[.!][\"“”»«\s]{0,3}\Z")
_CUT = re.compile(r"[,;:()–—\"“”„]| - ")
_CONTRACTED = re.compile(r"'(?:m|re|ve|ll|d)\Z|n't\Z")
_PREFIXES = ("under", "over", "with", "out", "mis", "fore", "re", "up")


def lacks_verb(source: str, hypothesis: str) -> str | None:
    """The finite verb of a German main clause whose English has no word that may be one; None of all others.

    What is no sentence with its full stop, and what has no verb that is listed, is not looked at.
    """
    if not _END.search(source[-4:]) or any(_has_verb(part) for part in _main(hypothesis, "english")):
        return None
    words = (word for part in _main(source, "german") for word in WORD.findall(part))
    return next((word for word in words if word in _listed("german verbs")), None)


def _main(text: str, language: str) -> list[str]:
    """The parts of a sentence between its signs, but clauses that begin as one does which depends on another."""
    first, *others = _CUT.split(text)
    clauses = _listed(f"{language} clauses")
    return [first, *(part for part in others if clauses.isdisjoint(part.split(maxsplit=2)[:2]))]


def _has_verb(part: str) -> bool:
    words = WORD.findall(part)
    small = ["", *(word.lower().replace("’", "'") for word in words), ""]
    return any(
        _is_verb(small[at + 1], word, small[at], small[at + 2], follows=words[at + 1] if at + 1 < len(words) else "")
        for at, word in enumerate(words)
    )


def _is_verb(word: str, written: str, before: str, behind: str, *, follows: str) -> bool:
    """Whether a word may be a finite verb between the words before it and behind it."""
    if word in _listed("english verbs") or _CONTRACTED.search(word):
        return True
    if word.endswith("'s"):
        return word[:-2] in _listed("contracted") or bool(before and behind and written[0].islower())
    if before not in ("the", "a", "an") and _is_irregular_past(word):
        return True
    if word.endswith("ed") and len(word) > 3 and before not in _listed("participles behind"):
        return True
    if not written.islower() or before in _listed("nouns behind"):
        return False
    if word in wordlists.words("translate", "finite_verbs.txt")[""]:
        return True
    sure = behind in _listed("before") or not behind or follows[:1].isupper() or before in _listed("verbs behind")
    return sure and may_be_verb(word)


def _is_irregular_past(word: str) -> bool:
    pasts = english_verbs.pasts()
    return word in pasts or any(word.removeprefix(prefix) in pasts for prefix in _PREFIXES)


@lru_cache(maxsize=1 << 16)
def may_be_verb(word: str) -> bool:
    """Whether a word in small letters may be the present of a verb: its form in -ing is a word.

    >>> [word for word in ("imports", "begins", "table", "stability", "the") if may_be_verb(word)]
    ['imports', 'begins', 'table']
    """
    if word in _listed("never") or word in english.function_words():
        return False
    stems = [word]
    if word.endswith("s") and not word.endswith("ss"):
        stems += [word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"]
    bare = (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem for stem in stems if len(stem) > 1)
    return any(english_words.is_listed(f"{stem}{last}ing") for stem in bare for last in ("", stem[-1:]))


@cache
def _listed(section: str) -> frozenset[str]:
    return wordlists.words("translate", "clauses.txt")[section]
