"""Two slips of small models that are mended in the finished sentence: a word written twice, a small first letter."""

import re
from collections.abc import Sequence

from glossary import presence
from glossary.terms import Sentence, TermMatch

_DOUBLED = re.compile(r"\b([^\W\d_]{2,})(?: \1\b)+")
_DOUBLED_SOURCE = re.compile(r"\b([^\W\d_]{2,})[ -]\1\b")
# Words that English does write twice: "that that man", "he had had", "what he is is a mystery".
_TWICE = frozenset({"that", "had", "is", "was", "what"})
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"[\W_]*([^\W\d_]+)")


def finished(source: str, hypothesis: str, matches: Sequence[TermMatch] = ()) -> str:
    """The translation of a whole sentence without a word twice in a row, and with a capital where the source has one.

    What the source has twice stays, so does a small letter before a capital one (`iPhone`), and so does what a term
    needs.
    """
    text = hypothesis
    for mend in (_undoubled, _capitalised):
        mended = mend(source, text)
        if mended != text and _lacking(mended, source, matches) <= _lacking(text, source, matches):
            text = mended
    return text


def _lacking(text: str, source: str, matches: Sequence[TermMatch]) -> int:
    return len(presence.missing(Sentence(source, tuple(matches)), text))


def _undoubled(source: str, text: str) -> str:
    if _DOUBLED_SOURCE.search(source):
        return text
    return _DOUBLED.sub(lambda found: found[0] if found[1] in _TWICE else found[1], text)


def _capitalised(source: str, text: str) -> str:
    begins, first = _FIRST.match(source), _FIRST.match(text)
    if not begins or not first or not begins[1][0].isupper() or not first[1].islower():
        return text
    if first[1] in _WORD.findall(source):
        return text
    at = first.start(1)
    return text[:at] + text[at].upper() + text[at + 1 :]
