"""Times of day in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import clock, english_times, times


def found(text: str) -> list[tuple[str, int, int, bool]]:
    return [(text[start:end], one.hour, one.minute, one.certain) for start, end, one in english_times.read(text)]


@pytest.mark.parametrize(
    ("text", "span", "hour", "minute", "certain"),
    [
        ("At 7.30pm.", "7.30pm", 19, 30, True),
        ("At 8 a.m. he", "8 a.m.", 8, 0, True),
        ("At eight p.m. he", "eight p.m.", 20, 0, True),
        ("At 8 AM he", "8 AM", 8, 0, True),
        ("At 12:30 a.m. he", "12:30 a.m.", 0, 30, True),
        ("At 12 p.m. he", "12 p.m.", 12, 0, True),
        ("A 6pm-curfew", "6pm", 18, 0, True),
        ("At noon.", "noon", 12, 0, True),
        ("At 12 noon.", "12 noon", 12, 0, True),
        ("Before midnight.", "midnight", 0, 0, True),
        ("At 1430 hours.", "1430 hours", 14, 30, True),
        ("At 0200 GMT.", "0200 GMT", 2, 0, True),
        ("At 14:30.", "14:30", 14, 30, True),
        ("At 09:15.", "09:15", 9, 15, True),
        ("At 2:30.", "2:30", 2, 30, False),
        ("At 14.30 CET.", "14.30", 14, 30, True),
        ("At 22h15.", "22h15", 22, 15, True),
        ("At half past seven.", "half past seven", 7, 30, False),
        ("At half-past seven in the evening.", "half-past seven", 19, 30, True),
        ("At a quarter to nine.", "a quarter to nine", 8, 45, False),
        ("At quarter past eight tonight.", "quarter past eight", 20, 15, True),
        ("At a quarter of two", "a quarter of two", 1, 45, False),
        ("At ten past three at night.", "ten past three", 3, 10, True),
        ("At twenty-five to one.", "twenty-five to one", 0, 35, False),
        ("At 8 o'clock in the morning.", "8 o'clock", 8, 0, True),
        ("At eight o’clock.", "eight o’clock", 8, 0, False),
        ("At eleven o'clock at night.", "eleven o'clock", 23, 0, True),
        ("From 9 to 11 a.m. he", "11 a.m.", 11, 0, True),
    ],
)
def test_times(text: str, span: str, hour: int, minute: int, certain: bool) -> None:
    assert found(text) == [(span, hour, minute, certain)]


@pytest.mark.parametrize(
    "text",
    [
        "10 of 12 people came.",
        "Five to ten people came.",
        "It cost $5 a minute.",
        "At 25:30.",
        "From 9 to 5.",
        "It rose by 2.30 points.",
        "In 2:30:15.",
        "I am here.",
        "In 1999 he came.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert found(text) == [] or found(text)[0][3] is False


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["12", "24"]))
def test_what_is_written_is_read(hour: int, minute: int, style: str) -> None:
    [german] = times.read(f"Um {hour}.{minute:02} Uhr kam sie.")
    text = f"She came at {clock.written(german, '12' if style == '12' else '24')} today."
    [(_, _, moment)] = english_times.read(text)
    assert (moment.hour, moment.minute, moment.certain) in {(hour, minute, True), (hour, minute, False)}


@given(st.text() | st.text(alphabet="0123456789:. apm-toclock'"))
def test_spans_are_in_order(text: str) -> None:
    end = 0
    for start, stop, _ in english_times.read(text):
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.parametrize("text", ["1:" * 50000, "ten to " * 20000, "8 p.m. " * 20000, "twelve " * 20000])
def test_no_length_breaks_it(text: str) -> None:
    assert isinstance(english_times.read(text), list)
