"""Files of subtitles, and translators without a model, for the tests of several rooms."""

import re
from collections.abc import Mapping
from typing import Protocol

from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.formats.captions.subtitles import SubtitleDocument


class Form(Protocol):
    """A format of subtitles."""

    def parse(self, data: bytes, name: str) -> SubtitleDocument:
        """The document in some data."""

    def render(self, document: SubtitleDocument, translations: list[LinkedText]) -> bytes:
        """The data of a document."""


def word_for_word(source: str, text: str) -> LinkedText:
    """A translation whose words are linked to those of the source at the same place in it."""
    ours, theirs = (list(re.finditer(r"\S+", one)) for one in (text, source))
    links = [
        (word.span(), theirs[number * len(theirs) // len(ours)].span()) for number, word in enumerate(ours) if theirs
    ]
    return LinkedText(text, tuple(links))


def unchanged(form: Form, data: bytes) -> bytes:
    """What comes out of a translator that answers the source."""
    document = form.parse(data, "film")
    return form.render(document, [LinkedText(segment.text) for segment in document.segments])


def turned(form: Form, data: bytes) -> bytes:
    """What comes out of one that answers each word with its letters turned from small to large, and with an x."""
    document = form.parse(data, "film")
    texts = [" ".join(f"{word.swapcase()}x" for word in segment.text.split()) for segment in document.segments]
    pairs = zip(document.segments, texts, strict=True)
    return form.render(document, [word_for_word(segment.text, text) for segment, text in pairs])


def translated(form: Form, text: str, english: Mapping[str, str]) -> str:
    """A file with the translations of its sentences, all of which are given, in order."""
    document = form.parse(text.encode(), "film")
    assert [segment.text for segment in document.segments] == list(english)
    return form.render(document, [word_for_word(*pair) for pair in english.items()]).decode()


WORDS = st.sampled_from(
    [
        "ich", "Haus", "der", "kommt", "nicht,", "Tag.", "Was?", "Nein!", "[Tür", "knallt]", "(seufzt)", "♪", "…", "-",
        "–", "42", "10", "%", "z. B.", "am", "3.", "„Ja“", "a", "Über-", "US-", "&", "HALT!", "...dann", "#", "ER:",
    ]
)  # fmt: skip
