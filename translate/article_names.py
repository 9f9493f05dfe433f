"""Names of an article that the glossary does not cover, with what this package knows: segments, German words, and
the translator."""

from collections.abc import Callable

from glossary import suggesting
from glossary.matching import Matcher
from glossary.name_finding import candidates
from glossary.suggesting import Suggestion
from glossary.terms import Glossary
from translate.api import Translator
from translate.documents.document import Document
from translate.found_names import word_class


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
