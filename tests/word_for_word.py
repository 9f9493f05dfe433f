"""Translations of a document without a model: its own words, as they are or in capitals."""

import re
from collections.abc import Callable, Set
from typing import Protocol, TypeVar

from glossary.linked import LinkedText
from translate.documents.document import Document, Format, Segment

D = TypeVar("D", bound=Document)
_WORD = re.compile(r"\S+")


class Answer(Protocol):
    """How a sentence is translated."""

    def __call__(self, segment: Segment) -> LinkedText: ...


def same(segment: Segment) -> LinkedText:
    """What was asked."""
    return _linked(segment, segment.text)


def shouted(segment: Segment) -> LinkedText:
    """In capitals, but for what is copied; of the same length."""
    text, at = "", 0
    for start, end in (*segment.copied, (len(segment.text), len(segment.text))):
        text += "".join(map(_capital, segment.text[at:start])) + segment.text[start:end]
        at = end
    return _linked(segment, text)


def put(english: str) -> Answer:
    """The same English for each sentence, all of it linked to all of that."""
    return lambda segment: LinkedText(english, (((0, len(english)), (0, len(segment.text))),))


def rendered(
    form: Format[D], data: bytes, name: str, answer: Callable[[Segment], LinkedText], doubtful: Set[int] = frozenset()
) -> bytes:
    """A file after a format has read it, a fake engine has answered, and the format has written it."""
    document = form.parse(data, name)
    return form.render(document, [answer(segment) for segment in document.segments], doubtful)


def _capital(character: str) -> str:
    capital = character.upper()
    return capital if len(capital) == 1 else character


def _linked(segment: Segment, text: str) -> LinkedText:
    return LinkedText(text, tuple((word.span(), word.span()) for word in _WORD.finditer(segment.text)))
