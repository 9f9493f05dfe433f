"""Targets: a sentence on its way to the engine and back, the report and the page."""

import re

from glossary.terms import Sentence
from hostile.copying import Copying, copied
from hostile.target import TextTarget
from hostile.terms import matcher
from translate import pipeline
from translate.alignment.projection import Projection
from translate.decoding import enforcing, finishing, masking
from translate.formats.plain import PlainText
from translate.options import Style
from translate.pages import article
from translate.report import Report

_PLAIN = PlainText()


def _sentence(text: str) -> Sentence:
    return Sentence(text, tuple(matcher().find(text)))


def _masked(text: str) -> None:
    sentence = _sentence(text)
    one = masking.masked(sentence, text, (), Copying.tokenizer.spells)
    masking.unmasked(one, copied(one.sentence.text), [])


def reported(text: str) -> Report:
    """The report of a text that was translated by copying."""
    document = _PLAIN.document(text)
    found = (matcher().survey(segment.text) for segment in document.segments)
    return Report.of(document, _PLAIN, pipeline.translate(document.segments, found, Copying(), None))


def _piped(text: str) -> None:
    report = reported(text)
    assert len(report.translations) == len(report.document.segments)
    assert not report.terms["missing"]
    report.as_dict()


def _projected(text: str) -> None:
    spans = [word.span() for word in re.finditer(r"\w+", text)][::3]
    assert len(Projection(text, copied(text)).spans(spans)) == len(spans)


TARGETS = (
    TextTarget("masking", _masked),
    TextTarget("enforcing", lambda text: enforcing.enforce(Copying(), [_sentence(text)])),
    TextTarget("finishing", lambda text: finishing.finished(_sentence(text), copied(text), Style())),
    TextTarget(
        "finishing, curly", lambda text: finishing.finished(_sentence(text), copied(text), Style("curly", "24"))
    ),
    TextTarget("projection", _projected),
    TextTarget("pipeline", _piped),
    TextTarget("page", lambda text: article.render(reported(text))),
)
