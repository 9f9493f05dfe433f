"""Spellings that name all genders."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.gender_forms import readings
from glossary.matching import Matcher
from glossary.terms import Glossary, Term

SIGNED = [
    "{}:innen",
    "{}*innen",
    "{}_innen",
    "{}Innen",
    "{}/-innen",
    "{}/innen",
    "{}(innen)",
    "{}·innen",
    "{}:in",
    "{}*in",
]


def found(text: str, *sources: str) -> list[str]:
    matcher = Matcher(Glossary(tuple(Term(source, "x") for source in sources)))
    return [text[match.start : match.end] for match in matcher.find(text)]


@pytest.mark.parametrize("form", SIGNED)
@pytest.mark.parametrize(
    ("noun", "stem"),
    [("Zeuge", "Zeug"), ("Koch", "Köch"), ("Bauer", "Bäuer"), ("Pilot", "Pilot"), ("Beamter", "Beamt")],
)
def test_all_spellings_stand_for_the_noun(form: str, noun: str, stem: str) -> None:
    written = form.format(stem)
    assert found(f"Die {written} kamen, {written}.", noun) == [written, written]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("die technischen Zeichner*innen", "technischer Zeichner", ["technischen Zeichner*innen"]),
        ("Pilot:innen ohne Grenzen", "Piloten ohne Grenzen", ["Pilot:innen ohne Grenzen"]),
        ("die Pilot:innen-Vereinigung", "Pilot", ["Pilot:innen"]),
        ("ein:e Gefangene:r", "Gefangener", ["Gefangene:r"]),
        ("Gefangene(r) und Gefangene/-n", "Gefangene", ["Gefangene(r)", "Gefangene/-n"]),
        ("Pilot*innen und Köch*innen und Piloten", "Pilot", ["Pilot*innen", "Piloten"]),
    ],
)
def test_spellings_among_other_words(text: str, source: str, expected: list[str]) -> None:
    assert found(text, source) == expected


@pytest.mark.parametrize(
    "text", ["Pilotin", "Pilotinnen", "https://x.de/Pilot/in/y", "@Pilot:in", "Pilot: innen", "Pilot*innenraum"]
)
def test_what_is_no_such_spelling(text: str) -> None:
    assert not any(one.endswith(("in", "innen")) for one in found(text, "Pilot"))


TEXTS = st.text("abIneärms *:_/-()·. \n", max_size=60)


@given(before=TEXTS, after=TEXTS)
def test_places_lead_back_to_the_text(before: str, after: str) -> None:
    # At the beginning of a sentence, and before a pronoun, it would be read as a verb.
    text = f"{before}\nDie Pilot*innen {after}"
    for reading in readings(text):
        for span, word in zip(reading.spans, reading.words, strict=True):
            assert reading.place(*word) == span
        assert reading.place(0, 0) is None
    start = len(f"{before}\nDie ")
    assert (start, start + len("Pilot*innen")) in [
        match.span for match in Matcher(Glossary((Term("Pilot", "x"),))).find(text)
    ]


def test_time_is_linear() -> None:
    matcher = Matcher(Glossary((Term("Pilot", "x"),)))
    started = time.process_time()
    for text in ("Pilot*innen " * 10_000, "a*" * 50_000, "Pilot*in" * 10_000, "e:r" * 30_000, "I" * 50_000):
        matcher.find(text)
    assert time.process_time() - started < 8
