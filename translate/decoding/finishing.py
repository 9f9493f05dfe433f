"""What is mended in a finished sentence: a word written twice, a small first letter, how it is set."""

import re
from collections.abc import Callable

from glossary import presence
from glossary.linked import LinkedText
from glossary.presence import Standing
from glossary.terms import Sentence
from glossary.word_patterns import LETTERS
from translate.decoding import articles, quoting, term_setting, typography
from translate.options import Style

_DOUBLED = re.compile(r"\b([^\W\d_]{2,}+)(?: \1\b)+")
_DOUBLED_SOURCE = re.compile(r"\b([^\W\d_]{2,})[ -]\1\b")
# Words that English does write twice: "that that man", "he had had", "what he is is a mystery".
_TWICE = frozenset({"that", "had", "is", "was", "what"})
_FIRST = re.compile(r"[\W_]*([^\W\d_]+)")


def finished(sentence: Sentence, hypothesis: LinkedText, style: Style) -> LinkedText:
    """The translation of a whole sentence, mended and set in a style.

    What the source has twice stays, so does a small letter before a capital one (`iPhone`), and so does what a term
    needs.
    """
    source = sentence.text
    mends: tuple[Callable[[Standing], LinkedText], ...] = (
        term_setting.joined,
        lambda standing: typography.typeset(sentence, standing.translation),
        lambda standing: _undoubled(source, standing.translation),
        articles.mended,
        lambda standing: _capitalised(source, standing.translation),
        term_setting.cased,
        lambda standing: quoting.quoted(source, standing.translation, quotes=style.quotes),
    )
    standing = presence.assign(sentence, hypothesis)
    for mend in mends:
        mended = mend(standing)
        if mended.text != standing.translation.text:
            then = presence.assign(sentence, mended)
            if then.places.count(None) <= standing.places.count(None):
                standing = then
    return standing.translation


def _undoubled(source: str, hypothesis: LinkedText) -> LinkedText:
    doubled = [found for found in _DOUBLED.finditer(hypothesis.text) if found[1] not in _TWICE]
    if not doubled or _DOUBLED_SOURCE.search(source):
        return hypothesis
    return hypothesis.all_replaced([((found.end(1), found.end()), "", None) for found in doubled])


def _capitalised(source: str, hypothesis: LinkedText) -> LinkedText:
    begins, first = _FIRST.match(source), _FIRST.match(hypothesis.text)
    if not begins or not first or not begins[1][0].isupper() or not first[1].islower():
        return hypothesis
    if first[1] in LETTERS.findall(source):
        return hypothesis
    at = first.start(1)
    return hypothesis.recased(at, hypothesis.text[at].upper())
