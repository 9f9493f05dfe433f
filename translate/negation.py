"""Whether a German text or its English denies what the other affirms.

>>> lost("Er kommt nicht.", "He is coming."), made_up("Er kommt.", "He is not coming.")
('nicht', 'not')
"""

import re
from functools import cache

from glossary import wordlists

# Shorter words that begin with un- deny nothing: und, uns, unter.
_SHORTEST_UN = 5
# Of longer words the beginning tells.
_LONGEST = 64
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def lost(source: str, hypothesis: str) -> str | None:
    """A word by which the source denies something, if nothing in the translation may stand for it.

    Not in questions, which may be asked either way.
    """
    words = _WORD.findall(source)
    denied = next((word for word in words if word.lower() in _listed("german")), None)
    if denied is None or "?" in source or _harmless("german").search(source):
        return None
    return None if any(_denies(word, "english") for word in _WORD.findall(hypothesis)) else denied


def made_up(source: str, hypothesis: str) -> str | None:
    """A word by which the translation denies something, if nothing in the source may stand for it."""
    words = _WORD.findall(hypothesis)
    denied = next((word for word in words if _is_strong(_plain(word))), None)
    if denied is None or "?" in hypothesis or _harmless("english").search(hypothesis):
        return None
    return None if any(_denies(word, "german") for word in _WORD.findall(source)) else denied


def _is_strong(word: str) -> bool:
    return word in _listed("english") or word.endswith("n't")


def _denies(word: str, language: str) -> bool:
    """Whether a word denies or may stand for what does."""
    word = _plain(word[:_LONGEST])
    if word in _listed(language) or word in _listed(f"{language} like") or _forms(f"{language} forms").fullmatch(word):
        return True
    if language == "german":
        rest = word[2:]
        return word.startswith("un") and len(word) > _SHORTEST_UN and bool({rest, rest.capitalize()} & _german_words())
    return _is_strong(word) or (word.startswith("un") and not _forms("english un").fullmatch(word))


def _plain(word: str) -> str:
    """A word as the lists have it."""
    return word.lower().replace("’", "'").removesuffix("'s")


@cache
def _listed(section: str) -> frozenset[str]:
    return wordlists.words("translate", "negation.txt")[section]


@cache
def _german_words() -> frozenset[str]:
    return wordlists.words("translate", "words.txt")[""]


@cache
def _forms(section: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(form.replace("*", r"\w*") for form in _listed(section))))


@cache
def _harmless(language: str) -> re.Pattern[str]:
    lines = wordlists.entries("translate", "negation.txt")[f"{language} phrases"]
    return re.compile("|".join(rf"\b{line}\b" for line in lines), re.IGNORECASE)
