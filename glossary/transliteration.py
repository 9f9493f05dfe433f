"""German transcriptions of Cyrillic, Arabic, Persian and Chinese names, rewritten as English writes them.

The rules and the names that they do not fit are in `transliteration.txt`. A rule fires only where something tells
that a name is a transcription (its ending, its clusters, a first name, what stands before it): `Schwarz` stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from glossary.word_patterns import LETTERS
from glossary.wordlists import entries

Script = Literal["cyrillic", "arabic", "chinese"]
Certainty = Literal["sure", "likely", "guess"]

_RULED: tuple[Script, ...] = ("cyrillic", "arabic")
# "FoxNews": no transcription has a capital within a word.
_INNER_CAPITAL = re.compile(r"[a-zäöü][A-ZÄÖÜ]")
# A strong sign counts as much as two others; a first name or the words before tell a little less than all.
_STRONG, _FIRST_NAME, _ENOUGH = 2, 2, 3


@dataclass(frozen=True, slots=True)
class Transliteration:
    """The English form of a name.

    `sure`: the name is listed, or several signs agree on its script; `likely`: one sign does; `guess`: only
    the words around it.
    """

    target: str
    script: Script
    certainty: Certainty


@lru_cache(maxsize=10_000)
def transliterate(name: str, context: str = "", told: Script | None = None) -> Transliteration | None:
    """The English form of a name of one or several words, or None if nothing tells that it is a transcription.

    `context` are the words before it in the sentence: `der russische Außenminister`; `told` is the script that the
    article tells for sure.

    >>> transliterate("Juri Uschakow")
    Transliteration(target='Yuri Ushakov', script='cyrillic', certainty='sure')
    >>> transliterate("Schwarz") is None
    True
    """
    if (listed := _names("chinese names").get(name)) is not None:
        return Transliteration(listed, "chinese", "sure")
    if told:
        return Transliteration(_as_ruled(name, told), told, "sure")
    words = LETTERS.findall(name)
    weights = {script: _weight(name, words, script, context) for script in _RULED}
    script = max(_RULED, key=lambda one: weights[one])
    known = [any(_listed(word, one) for one in _RULED) for word in words]
    if all(known) and words:
        return Transliteration(_as_listed(name, script), script, "sure")
    if not weights[script]:
        return None
    signs = sum(_signs(word, script) for word in words) + any(known)
    certainty: Certainty = "sure" if weights[script] >= _ENOUGH else "likely" if signs else "guess"
    return Transliteration(_as_ruled(name, script), script, certainty)


def may_be_cyrillic(word: str) -> bool:
    """Whether a word can be a surname from Cyrillic, if the article tells so: `Tichanowski`, which may be Polish too.

    >>> [word for word in ("Tichanowski", "Uschakow", "Pankow", "Schwarz") if may_be_cyrillic(word)]
    ['Tichanowski', 'Uschakow']
    """
    if _is_of_other_script(word, [word], "cyrillic"):
        return False
    return bool(_signs(word, "cyrillic")) or any(
        pattern.search(word.lower()) for pattern in _patterns("cyrillic shared signs")
    )


@cache
def cyrillic_first_names() -> frozenset[str]:
    """The first names of people whose language is written in Cyrillic, also those that others bear: `Maxim`."""
    listed = _names("cyrillic first names").keys() | _names("cyrillic common first names").keys()
    return _words("cyrillic shared first names") | listed


def tells_cyrillic(word: str) -> bool:
    """Whether a word tells that an article is about people whose names are written in Cyrillic: `Kreml`, `Sergej`."""
    if not word[0].isalpha():
        return False
    return word.lower().startswith(_beginnings("cyrillic article")) or word in _names("cyrillic first names")


def tells_polish(word: str) -> bool:
    """The same of Polish names: `Warschauer`."""
    return word.lower().startswith(_beginnings("not cyrillic article"))


@cache
def _beginnings(section: str) -> tuple[str, ...]:
    return tuple(_words(section))


def _weight(name: str, words: list[str], script: Script, context: str) -> int:
    """How much tells that a name was written in this script; 0 if something tells that it was not."""
    if _is_of_other_script(name, words, script):
        return 0
    first = any(word in _names(f"{script} first names") for word in words[:-1])
    listed = any(word in _names(f"{script} names") for word in words)
    near = any(word.lower().startswith(tuple(_words(f"{script} context"))) for word in LETTERS.findall(context))
    signs = sum(_signs(word, script) for word in words)
    return signs + _FIRST_NAME * first + _ENOUGH * listed + near


def _is_of_other_script(name: str, words: list[str], script: Script) -> bool:
    """Whether it cannot be a transcription from this script, however much looks like one: `Pankow`, `Glasgow`."""
    if _INNER_CAPITAL.search(name) or any(word in _words(f"not {script}") for word in words):
        return True
    return any(pattern.search(name.lower()) for pattern in _patterns(f"not {script} signs"))


def _signs(word: str, script: Script) -> int:
    """How much in a word tells its script: a strong sign counts as two, a certain one is enough."""
    small = word.lower()
    certain, strong, others = (
        [pattern.search(small) for pattern in _patterns(f"{script} {kind}")]
        for kind in ("certain signs", "strong signs", "signs")
    )
    return _ENOUGH * any(certain) + _STRONG * any(strong) + sum(map(bool, others))


def _as_listed(name: str, script: Script) -> str:
    """A name all of whose words are listed; a word that both scripts have is taken from this one."""
    scripts = (script, *_RULED)
    return LETTERS.sub(lambda word: next(found for one in scripts if (found := _listed(word[0], one))), name)


def _as_ruled(name: str, script: Script) -> str:
    common = _names("cyrillic common first names")
    return LETTERS.sub(
        lambda word: _listed(word[0], script) or common.get(word[0]) or _rewritten(word[0], script), name
    )


def _listed(word: str, script: Script) -> str | None:
    return _names(f"{script} names").get(word) or _names(f"{script} first names").get(word)


def _rewritten(word: str, script: Script) -> str:
    """A word by the rules of a script.

    >>> _rewritten("Schewtschenko", "cyrillic"), _rewritten("USCHAKOW", "cyrillic"), _rewritten("von", "cyrillic")
    ('Shevchenko', 'USHAKOV', 'von')
    """
    if not word[0].isupper():
        return word
    small, at, parts = word.lower(), 0, list[str]()
    while at < len(small):
        for pattern, english in _rules(script):
            if found := pattern.match(small, at):
                parts.append(english)
                at = found.end()
                break
        else:
            parts.append(small[at])
            at += 1
    target = "".join(parts)
    return target.upper() if word.isupper() and len(word) > 1 else target[:1].upper() + target[1:]


# --- the data file


def _lines(section: str) -> tuple[str, ...]:
    return entries("glossary", "transliteration.txt").get(section, ())


@cache
def _patterns(section: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _lines(section)))


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(word for line in _lines(section) for word in line.split())


@cache
def _names(section: str) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for line in _lines(section):
        german, english = (cell.replace("_", " ") for cell in line.split())
        names |= dict.fromkeys(german.split("|"), english)
    return names


@cache
def _rules(script: Script) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = [line.rsplit(" ", 1) for line in _lines(f"{script} rules")]
    return tuple((re.compile(pattern), english) for pattern, english in pairs)
