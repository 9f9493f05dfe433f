"""Headlines in capitals, which models have seen few of."""

from glossary import wordlists
from glossary.terms import Sentence
from glossary.word_patterns import LETTERS

# Of what is not among the known words, these few letters are an abbreviation.
_ABBREVIATION = 4


def sentence_case(sentence: Sentence) -> str:
    """German in capitals alone, of two words or more, as it would stand in running text; other text as it is.

    Terms are written as the glossary has them. Every character stays in its place.
    """
    text = sentence.text
    words = LETTERS.findall(text)
    if not text.isupper() or sum(len(word) > 2 for word in words) < 2 or all(map(_abbreviation, words)):
        return text
    cased = list(LETTERS.sub(lambda found: _cased(found[0]), text))
    for match in sentence.matches:
        term = match.term.source
        if len(term) == match.end - match.start and term.upper() == text[match.start : match.end]:
            cased[match.start : match.end] = term
    first = next(index for index, character in enumerate(cased) if character.isalpha())
    cased[first] = text[first]
    return "".join(cased)


def _cased(word: str) -> str:
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
    for form in (word[0] + lower[1:], lower):
        if form in wordlists.words("translate", "words.txt")[""]:
            return form
    return word if _abbreviation(word) else word[0] + lower[1:]


def _abbreviation(word: str) -> bool:
    known = wordlists.words("translate", "words.txt")[""]
    return word in known or (len(word) <= _ABBREVIATION and not {word.lower(), word.capitalize()} & known)
