"""Targets: from bytes to sentences, and what of numbers, times and literals a text has."""

from hostile.target import FileTarget, TextTarget
from translate import checks, dates, english_times, figures, literals, negation, number_words, quantities, times, units
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


TARGETS = (
    TextTarget("lines", lambda text: list(lines.paragraphs(text, lines.lines_of(text)))),
    TextTarget("boilerplate", lambda text: boilerplate.find(text, lines.lines_of(text))),
    TextTarget("segmenter", _split),
    TextTarget("split_long", _split_long),
    TextTarget("repair", repair.repair),
    TextTarget("mojibake", lambda text: list(mojibake.find(text))),
    TextTarget("entities", lambda text: list(entities.find(text))),
    TextTarget("language", language.foreign),
    TextTarget("plain", lambda text: PlainText().document(text)),
    TextTarget("plain --clean", lambda text: PlainText(clean=True).document(text)),
    TextTarget("literals", literals.find),
    TextTarget("times", times.read),
    TextTarget("english_times", english_times.read),
    TextTarget("dates", dates.read),
    TextTarget("figures", lambda text: figures.renderings(text, "12")),
    TextTarget("number_words german", lambda text: list(number_words.german(text))),
    TextTarget("number_words english", lambda text: list(number_words.english(text))),
    TextTarget("quantities.in_english", lambda text: list(quantities.in_english(text))),
    TextTarget("quantities.corrected", lambda text: quantities.corrected(text, text)),
    TextTarget("quantities.lost_numbers", lambda text: quantities.lost_numbers(text, text[::-1])),
    TextTarget("units", lambda text: units.unshared(text, text)),
    TextTarget("negation", lambda text: negation.lost(text, text)),
    TextTarget("checks", lambda text: checks.check(text, text, -0.1)),
    TextTarget("checks of nothing", lambda text: checks.check(text, "", -0.1)),
    FileTarget(
        "decode",
        lambda data: files.decode(data, "a.txt"),
        lambda: ["Größe „ä“".encode(c) for c in ("utf-8", "cp1252", "utf-16")],
    ),
)
