"""Names of an article that the glossary does not cover, with what this package knows: segments, German words, and
the translator."""

import re
from collections.abc import Callable

from glossary import suggesting
from glossary.matching import Matcher
from glossary.name_finding import candidates
from glossary.suggesting import Suggestion
from glossary.terms import Glossary
from translate.api import Translator
from translate.documents.document import Document
from translate.german_words import word_class

# A word with a capital that does not begin the sentence.
_NAME = re.compile(r"\w\W+[A-ZÄÖÜ]")


def suggestions(document: Document, glossary: Glossary, notify: Callable[[str], None]) -> list[Suggestion]:
    """Names of an article that the glossary does not cover, each with an English form.

    Those stand first that English writes otherwise, and of these the most certain ones.
    `notify` is told what the user should know about the model.
    """
    sentences = [segment.text for segment in document.segments]
    matcher = Matcher(glossary)
    covered = [matcher.find(sentence) for sentence in sentences]
    found = candidates(sentences, covered, word_class)
    numbers = [number for number, sentence in enumerate(sentences) if _NAME.search(sentence)]
    if not numbers:
        return []
    # Through the memory: what is translated here is known when the article is.
    translator = Translator(glossary=glossary, notify=notify)
    translations = translator.translate_lines([sentences[number] for number in numbers])
    written = {number: one.text for number, one in zip(numbers, translations, strict=True)}
    return suggesting.proposals(found, sentences, covered, written, word_class)
