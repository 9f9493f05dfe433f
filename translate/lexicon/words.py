"""What a lexicon knows of a German word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from translate.lexicon import plain_english

PARTS = ("noun", "verb", "adj", "adv", "other")
# What dictionaries write for these; genders are those of nouns.
_LABELS = {
    "noun": "n m f pl sg sing noun nouns substantive substantiv masc fem neut name",
    "verb": "v vt vi vr verb trans intr",
    "adj": "adj adjective adjektiv",
    "adv": "adv adverb",
    "other": "art article conj det int interj intj num numeral other particle ppron prep pron pronoun prp",
}
_PART_OF = {label: part for part, labels in _LABELS.items() for label in labels.split()}
# Who looks for a sense in context looks at the first three; ten of them are 98 of 100 words whole, and words like
# `machen`, which have hundreds, are known to every model.
MOST_SENSES = 10
# A hundred letters are a longer word than any that was ever in a newspaper.
_LONGEST = 100
_GERMAN = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?|\d+-?[^\W\d_](?:[\w'’-]*\w)?")
# Who is spoken of stands before a form, and what is done to whom around a verb.
_AROUND = re.compile(
    r"^(?:(?:ich|du|er|sie|es|wir|ihr|man)/)*(?:ich|du|er|sie|es|wir|ihr|man)\s"
    r"|(?:(?<=\s)|^)(?:etw|jdn|jdm|jds|jd|jmd|jmdn|jmdm|einer Sache|sich)\b\.?(?:/(?:etw|jdn|jdm|jds|jd)\.?)?(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A German word form and its English, likelier senses first.

    `senses` are at least one and at most `MOST_SENSES`, each a text that can stand in a sentence as it is; `part` is
    one of `PARTS`, or empty where the lexicon does not say.

    >>> Word("Streuobstwiese", ("meadow orchard", "orchard meadow"), "noun").senses[0]
    'meadow orchard'
    """

    german: str
    senses: tuple[str, ...]
    part: str = ""


def by_german(words: Iterable[Word]) -> dict[str, tuple[Word, ...]]:
    """Words by their German, those of one German in their order."""
    together: dict[str, tuple[Word, ...]] = {}
    for word in words:
        together[word.german] = (*together.get(word.german, ()), word)
    return together


class Giving(NamedTuple):
    """A word as an entry gives it; of what several entries give, that of more weight is likelier."""

    word: Word
    weight: float = 1.0


def part_of(label: str) -> str:
    """The part of speech that a label of a dictionary names; empty if it names none.

    >>> part_of("vt"), part_of("Adj."), part_of("med.")
    ('verb', 'adj', '')
    """
    return _PART_OF.get(label.strip(" .").lower(), "")


def made(german: str, english: Iterable[str], part: str = "") -> Word | None:
    """The word of what a dictionary writes; None if it is no single German word, or none of its English is a text.

    >>> made("Bank", ["bank [fin.]", "bench (for sitting)", "bank"], "noun")
    Word(german='Bank', senses=('bank', 'bench'), part='noun')
    """
    form = german_form(german)
    if not is_word(form):
        return None
    senses = texts_of(english, part)
    return Word(form, senses, part) if senses else None


def texts_of(english: Iterable[str], part: str) -> tuple[str, ...]:
    """The senses in what a dictionary writes of a word with a part of speech, each once, at most `MOST_SENSES`.

    >>> texts_of(["to free sb.", "free/release", "(un)able"], "verb")
    ('free', 'release')
    """
    texts = (text for one in english for text in plain_english.plain(one, part))
    return tuple(islice(dict.fromkeys(texts), MOST_SENSES))


def german_form(text: str) -> str:
    """A German word as a dictionary writes it, without brackets, and without who does it to whom.

    >>> [german_form(text) for text in ("etw. (genau) prüfen {vt}", "er/sie geht", "sich irren", "Schüler(in)")]
    ['prüfen', 'geht', 'irren', 'Schüler']
    """
    if text.isalpha():
        return text
    bare = " ".join((plain_english.without_brackets(text) or "").split())
    return " ".join(_AROUND.sub("", bare).split())


def is_word(text: str) -> bool:
    """Whether a text is one German word, as it stands in a sentence between spaces and signs.

    >>> [is_word(text) for text in ("U-Haft", "Haus…", "sich irren", "km/h", "2-Zimmer-Wohnung")]
    [True, False, False, False, True]
    """
    return len(text) <= _LONGEST and _GERMAN.fullmatch(text) is not None
