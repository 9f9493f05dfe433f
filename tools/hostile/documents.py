"""Targets: from bytes to sentences, and what of numbers, times and literals a text has."""

from collections.abc import Iterable

from glossary.linked import Span
from hostile.target import FileTarget, TextTarget
from translate import (
    checks,
    dates,
    doubled,
    english_times,
    exchanged,
    figures,
    literals,
    name_spelling,
    negation,
    nonwords,
    number_words,
    quantities,
    times,
    units,
    verbless,
)  # fmt: skip
from translate.documents import (
    boilerplate,
    entities,
    files,
    language,
    lines,
    mojibake,
    repair,
    segmenter,
)
from translate.formats.plain import PlainText
from translate.lexicon import unknown


def _split(text: str) -> None:
    spans = segmenter.split(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text), (at, start, end)
        assert not text[at:start].strip(), "what no sentence covers is white space"
        at = end
    assert not text[at:].strip()


def _split_long(text: str) -> None:
    parts = segmenter.split_long(text, len, 50)
    assert all(end - start <= 50 for start, end in parts)
    assert "".join(text[start:end] for start, end in parts).split() == text.split() or "".join(
        "".join(text[start:end] for start, end in parts).split()
    ) == "".join(text.split())


def _apart(text: str, spans: Iterable[Span]) -> None:
    """Spans are in order, apart, and within the text."""
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text), (at, start, end)
        at = end


def _literals(text: str) -> None:
    _apart(text, (one.span for one in literals.find(text)))


def _english_numbers(text: str) -> None:
    _apart(text, sorted((start, end) for start, end, _ in quantities.in_english(text)))


def _entities(text: str) -> None:
    _apart(text, ((start, end) for start, end, _ in entities.find(text)))


def _times(text: str) -> None:
    _apart(text, ((one.start, one.end) for one in times.read(text)))


TARGETS = (
    TextTarget("lines", lambda text: list(lines.paragraphs(text, lines.lines_of(text)))),
    TextTarget("boilerplate", lambda text: boilerplate.find(text, lines.lines_of(text))),
    TextTarget("segmenter", _split),
    TextTarget("split_long", _split_long),
    TextTarget("repair", repair.repair),
    TextTarget("mojibake", lambda text: list(mojibake.find(text))),
    TextTarget("entities", _entities),
    TextTarget("language", language.foreign),
    TextTarget("plain", lambda text: PlainText().document(text)),
    TextTarget("plain --clean", lambda text: PlainText(clean=True).document(text)),
    TextTarget("literals", _literals),
    TextTarget("times", _times),
    TextTarget("english_times", english_times.read),
    TextTarget("dates", dates.read),
    TextTarget("figures", lambda text: figures.renderings(text, "12")),
    TextTarget("number_words german", lambda text: list(number_words.german(text))),
    TextTarget("number_words english", lambda text: list(number_words.english(text))),
    TextTarget("quantities.in_english", _english_numbers),
    TextTarget("quantities.corrected", lambda text: quantities.corrected(text, text)),
    TextTarget("quantities.lost_numbers", lambda text: quantities.lost_numbers(text, text[::-1])),
    TextTarget("units", lambda text: units.unshared(text, text)),
    TextTarget("negation", lambda text: negation.lost(text, text)),
    TextTarget("exchanged", lambda text: list(exchanged.replaced(text, text[::-1], of_units=True))),
    TextTarget("doubled", lambda text: doubled.repeated("", text)),
    TextTarget("verbless", lambda text: verbless.lacks_verb(f"Er ist {text}.", text)),
    TextTarget("lexicon.unknown", lambda text: unknown.unknown_words(text, (), ())),
    TextTarget("nonwords", lambda text: list(nonwords.unknown("", text, ()))),
    TextTarget("name_spelling", lambda text: list(name_spelling.changed(text, text[::-1], ()))),
    TextTarget("checks", lambda text: checks.check(text, text, -0.1)),
    TextTarget("checks of nothing", lambda text: checks.check(text, "", -0.1)),
    FileTarget(
        "decode",
        lambda data: files.decode(data, "a.txt"),
        lambda: ["Größe „ä“".encode(c) for c in ("utf-8", "cp1252", "utf-16")],
    ),
)
