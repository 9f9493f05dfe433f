"""Names of an article that the glossary does not cover, with what this package knows: segments, German words, and
the translator."""

from collections.abc import Callable
from functools import cache

from glossary import suggesting, wordlists
from glossary.matching import Matcher
from glossary.name_finding import candidates
from glossary.name_tokens import WordClass
from glossary.suggesting import Suggestion
from glossary.terms import Glossary
from translate.api import Translator
from translate.documents.document import Document
from translate.documents.repair import is_compound


def suggestions(document: Document, glossary: Glossary, notify: Callable[[str], None]) -> list[Suggestion]:
    """Names of an article that the glossary does not cover, each with an English form.

    Those stand first that English writes otherwise, and of these the most certain ones.
    `notify` is told what the user should know about the model.
    """
    sentences = [segment.text for segment in document.segments]
    matcher = Matcher(glossary)
    found = candidates(sentences, [matcher.find(sentence) for sentence in sentences], word_class)
    numbers = sorted({number for one in found for number in one.sentences})
    if not numbers:
        return []
    # Through the memory: what is translated here is known when the article is.
    translator = Translator(glossary=glossary, notify=notify)
    translations = translator.translate_lines([sentences[number] for number in numbers])
    written = {number: one.text for number, one in zip(numbers, translations, strict=True)}
    return suggesting.proposals(found, sentences, written)


@cache
def word_class(word: str) -> WordClass:
    """What a German word, as written within a sentence, is known as: a name, or any other word.

    >>> [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Xylofen")]
    ['name', 'ordinary', 'ordinary', 'unknown']
    """
    if word in _listed("names.txt"):
        return "name"
    words = _listed("words.txt")
    if word in words or word.lower() in words or word in _listed("starters.txt"):
        return "ordinary"
    return "ordinary" if is_compound(word, _ordinary_words(), parts=3) else "unknown"


@cache
def _ordinary_words() -> frozenset[str]:
    return _listed("words.txt") - _listed("names.txt")


def _listed(file: str) -> frozenset[str]:
    return wordlists.words("translate", file)[""]
