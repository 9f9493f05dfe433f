"""What a German word is known as: the lists of names and of words, and what is made of them."""

from functools import cache, lru_cache

from glossary import wordlists
from glossary.name_tokens import WordClass
from translate.documents.repair import is_compound

# No word is longer; what is would take long to take apart.
_LONGEST = 60


@lru_cache(maxsize=1 << 16)
def word_class(word: str) -> WordClass:
    """What a German word, as written within a sentence, is known as: a name, or any other word.

    >>> [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Xylofen")]
    ['name', 'ordinary', 'compound', 'unknown']
    """
    if len(word) > _LONGEST:
        return "unknown"
    if word in _listed("names.txt"):
        return "name"
    words = _listed("words.txt")
    if word in words or word.lower() in words or word in _listed("starters.txt"):
        return "ordinary"
    return "compound" if is_compound(word, _ordinary_words(), parts=3) else "unknown"


@cache
def _ordinary_words() -> frozenset[str]:
    return _listed("words.txt") - _listed("names.txt")


def _listed(file: str) -> frozenset[str]:
    return wordlists.words("translate", file)[""]
