"""What is mended in a finished sentence: a word written twice, a small first letter, how it is set."""

import re
from collections.abc import Callable
from functools import partial

from glossary import presence
from glossary.linked import LinkedText
from glossary.presence import Standing
from glossary.terms import Sentence
from glossary.word_patterns import LETTERS
from translate.decoding import articles, quoting, term_setting, typography
from translate.options import Style

_DOUBLED = re.compile(r"\b([^\W\d_]{2,})(?: \1\b)+")
_DOUBLED_SOURCE = re.compile(r"\b([^\W\d_]{2,})[ -]\1\b")
# Words that English does write twice: "that that man", "he had had", "what he is is a mystery".
_TWICE = frozenset({"that", "had", "is", "was", "what"})
_FIRST = re.compile(r"[\W_]*([^\W\d_]+)")


def finished(sentence: Sentence, hypothesis: LinkedText, style: Style) -> LinkedText:
    """The translation of a whole sentence, mended and set in a style.

    What the source has twice stays, so does a small letter before a capital one (`iPhone`), and so does what a term
    needs.
    """
    linked = hypothesis
    mends: tuple[Callable[[LinkedText], LinkedText], ...] = (
        partial(_set, sentence, term_setting.joined),
        partial(typography.typeset, sentence),
        partial(_undoubled, sentence.text),
        partial(_set, sentence, articles.mended),
        partial(_capitalised, sentence.text),
        partial(_set, sentence, term_setting.cased),
        partial(quoting.quoted, sentence.text, quotes=style.quotes),
    )
    for mend in mends:
        mended = mend(linked)
        if mended.text != linked.text and _lacking(sentence, mended) <= _lacking(sentence, linked):
            linked = mended
    return linked


def _lacking(sentence: Sentence, hypothesis: LinkedText) -> int:
    return presence.assign(sentence, hypothesis).places.count(None)


def _set(sentence: Sentence, mend: Callable[[Standing], LinkedText], linked: LinkedText) -> LinkedText:
    return mend(presence.assign(sentence, linked))


def _undoubled(source: str, hypothesis: LinkedText) -> LinkedText:
    if _DOUBLED_SOURCE.search(source):
        return hypothesis
    # From the end, so that the places of those before stay.
    for found in reversed(list(_DOUBLED.finditer(hypothesis.text))):
        if found[1] not in _TWICE:
            hypothesis = hypothesis.replaced((found.end(1), found.end()), "")
    return hypothesis


def _capitalised(source: str, hypothesis: LinkedText) -> LinkedText:
    begins, first = _FIRST.match(source), _FIRST.match(hypothesis.text)
    if not begins or not first or not begins[1][0].isupper() or not first[1].islower():
        return hypothesis
    if first[1] in LETTERS.findall(source):
        return hypothesis
    at = first.start(1)
    return hypothesis.recased(at, hypothesis.text[at].upper())
