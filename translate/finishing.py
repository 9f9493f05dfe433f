"""Two slips of small models that are mended in the finished sentence: a word written twice, a small first letter."""

import re
from collections.abc import Sequence

from glossary.terms import TermMatch

_DOUBLED = re.compile(r"\b([^\W\d_]{2,})(?: \1\b)+")
_DOUBLED_SOURCE = re.compile(r"\b([^\W\d_]{2,})[ -]\1\b")
# Words that English does write twice: "that that man", "he had had", "what he is is a mystery".
_TWICE = ("that", "had", "is", "was", "what")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"[\W_]*[^\W\d_]")
_SMALL = re.compile(r"([\W_]*)([^\W\d_]+)")


def finished(source: str, hypothesis: str, matches: Sequence[TermMatch] = ()) -> str:
    """The translation of a whole sentence without a word twice in a row, and with a capital where the source has one.

    What the source or a term has twice stays, and so does a small letter before a capital one (`iPhone`).
    """
    text = hypothesis
    if not _DOUBLED_SOURCE.search(source):
        words = [*_TWICE, *_TWICE, *(word for match in matches for word in match.term.target.split())]
        text = _DOUBLED.sub(lambda found: found[0] if words.count(found[1]) > 1 else found[1], text)
    first, begins = _SMALL.match(text), _CAPITAL.match(source)
    if first and begins and begins[0][-1].isupper() and first[2].islower() and first[2] not in _WORD.findall(source):
        at = first.start(2)
        text = text[:at] + text[at].upper() + text[at + 1 :]
    return text
