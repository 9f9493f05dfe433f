"""Whether a German text or its English denies what the other affirms.

>>> lost("Er kommt nicht.", "He is coming."), made_up("Er kommt.", "He is not coming.")
('“nicht”', '“not”')
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from glossary import wordlists

# Shorter words that begin with un- deny nothing: und, uns, unter.
_SHORTEST_UN = 5
# Of longer words the beginning tells.
_LONGEST = 64
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def lost(source: str, hypothesis: str) -> str | None:
    """What the source denies with, if less in the translation may stand for it; None else.

    Not in questions, which may be asked either way.
    """
    denied = _denials(source, "german", _is_denial)
    if not denied or "?" in source:
        return None
    return _one_of(denied) if len(denied) > len(_may_deny(hypothesis, "english")) else None


def made_up(source: str, hypothesis: str) -> str | None:
    """What the translation denies with, if less in the source may stand for it; None else."""
    denied = _denials(hypothesis, "english", _is_strong)
    if not denied or "?" in hypothesis:
        return None
    return _one_of(denied) if len(denied) > len(_may_deny(source, "german")) else None


def _denials(text: str, language: str, is_denial: Callable[[str], bool]) -> list[str]:
    """The words of a text by which it surely denies something."""
    small = text.lower()
    if not any(sign in small for sign in _signs(language)):
        return []
    return [word for word in _WORD.findall(_harmless(language).sub(" ", text)) if is_denial(_plain(word))]


def _may_deny(text: str, language: str) -> list[str]:
    """The words of a text that deny or may stand for what does."""
    return [word for word in _WORD.findall(text) if _denies(word, language)]


def _one_of(words: Sequence[str]) -> str:
    quoted = ", ".join(f"“{word}”" for word in words)
    return f"one of {quoted}" if len(words) > 1 else quoted


def _is_denial(word: str) -> bool:
    return word in _listed("german")


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
def _signs(language: str) -> tuple[str, ...]:
    """Without one of these, in small letters, a text surely denies nothing."""
    return (*_listed(language), *(("n't", "n’t") if language == "english" else ()))


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
