"""Targets: a sentence on its way to the engine and back, the report and the page."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

from glossary.linked import LinkedText
from glossary.terms import Sentence
from hostile.copying import Copying, copied
from hostile.target import TextTarget
from hostile.terms import matcher
from translate import pipeline, quantities
from translate.alignment.projection import Projection
from translate.decoding import enforcing, finishing, masking
from translate.formats.plain import PlainText
from translate.options import Style
from translate.pages import article
from translate.report import Report, as_json

_PLAIN = PlainText()


def _sentence(text: str) -> Sentence:
    return Sentence(text, tuple(matcher().find(text)))


def _is_within(linked: LinkedText, source: str) -> bool:
    """Whether all links are within both texts, and in the order of the translation, apart."""
    ours = [span for span, _ in linked.links]
    return (
        all(0 <= start <= end <= len(source) for _, (start, end) in linked.links)
        and all(0 <= start <= end <= len(linked.text) for start, end in ours)
        and all(one[1] <= other[0] for one, other in pairwise(ours))
    )


def _letters(text: str) -> list[str]:
    """The letters of a text; where a tag or a mark of a footnote stands in the translation, the links tell."""
    return sorted("".join(filter(str.isalpha, text)).casefold())


def _masked(text: str) -> None:
    one = masking.masked(Sentence(text), text, (), Copying.tokenizer.spells)
    linked, _ = masking.unmasked(one, copied(one.sentence.text), [])
    assert _letters(linked.text) == _letters(text)
    assert _is_within(linked, text)


def _finished(text: str, style: Style) -> None:
    assert _is_within(finishing.finished(_sentence(text), copied(text), style), text)


def reported(text: str) -> Report:
    """The report of a text that was translated by copying."""
    document = _PLAIN.document(text)
    found = (matcher().survey(segment.text) for segment in document.segments)
    return Report.of(document, _PLAIN, pipeline.translate(document.segments, found, Copying(), None))


def _piped(text: str) -> None:
    report = reported(text)
    assert len(report.translations) == len(report.document.segments)
    assert not report.terms["missing"]
    for one in report.translations:
        assert _is_within(one.linked, one.segment.text)
        assert all(0 <= place[0] < place[1] <= len(one.text) for place in (term.place for term in one.terms) if place)
        source = one.segment.text
        if not one.terms and not any(map(str.isdigit, source)) and not quantities.in_english(source):
            assert _letters(one.text) == _letters(source)
    whole = json.loads(b"".join(as_json({}, [report])))
    assert whole == {"documents": [json.loads(json.dumps(report.as_dict()))]}


def _shared(text: str) -> None:
    cuts = [word.end() for word in re.finditer(r"\w+", text)][::3]
    shares = Projection(text, copied(text)).shares(cuts)
    assert [start for (start, _), _ in shares] == [0, *(end for (_, end), _ in shares[:-1])]
    assert shares[-1][0][1] == len(text)
    assert all(0 <= part <= len(cuts) for _, part in shares)


class _Balanced(HTMLParser):
    """Takes a page whose every element ends where it began."""

    _VOID = frozenset({"meta", "link", "input", "br", "wbr", "img", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self._opened: list[str] = []
        self.feed(page)
        self.close()
        assert not self._opened

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in self._VOID:
            self._opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._opened.pop() == tag


def _projected(text: str) -> None:
    spans = [word.span() for word in re.finditer(r"\w+", text)][::3]
    assert len(Projection(text, copied(text)).spans(spans)) == len(spans)


TARGETS = (
    TextTarget("masking", _masked),
    TextTarget("enforcing", lambda text: enforcing.enforce(Copying(), [_sentence(text)])),
    TextTarget("finishing", lambda text: _finished(text, Style())),
    TextTarget("finishing, curly", lambda text: _finished(text, Style("curly", "24"))),
    TextTarget("projection", _projected),
    TextTarget("sharing", _shared),
    TextTarget("pipeline", _piped),
    TextTarget("page", lambda text: _Balanced(article.render(reported(text)))),
)
