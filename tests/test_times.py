"""Times of day in German."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import clock, times


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[one.start : one.end], clock.written(one, "12"), clock.written(one, "24")) for one in times.read(text)]


@pytest.mark.parametrize(
    ("text", "span", "twelve", "twenty_four"),
    [
        ("Gegen 14.30 Uhr kam er.", "14.30 Uhr", "2:30 p.m.", "14:30"),
        ("Es war 17:05 Uhr.", "17:05 Uhr", "5:05 p.m.", "17:05"),
        ("Um 8 Uhr.", "8 Uhr", "8 a.m.", "08:00"),
        ("Um 8.00 Uhr.", "8.00 Uhr", "8 a.m.", "08:00"),
        ("Um 08.05 Uhr.", "08.05 Uhr", "8:05 a.m.", "08:05"),
        ("Um 0.15 Uhr.", "0.15 Uhr", "12:15 a.m.", "00:15"),
        ("Ab 0 Uhr.", "0 Uhr", "midnight", "00:00"),
        ("(Stand: 00.00 Uhr)", "00.00 Uhr", "midnight", "00:00"),
        ("Bis Freitag, 24 Uhr.", "24 Uhr", "midnight", "24:00"),
        ("Um 12 Uhr.", "12 Uhr", "noon", "12:00"),
        ("Um 12.45 Uhr.", "12.45 Uhr", "12:45 p.m.", "12:45"),
        ("voraus.05.30 Uhr", "05.30 Uhr", "5:30 a.m.", "05:30"),
        # zones
        ("Um 15 Uhr MESZ.", "15 Uhr MESZ", "3 p.m. CEST", "15:00 CEST"),
        ("Um 15 Uhr (MEZ).", "15 Uhr (MEZ)", "3 p.m. (CET)", "15:00 (CET)"),
        ("Um 9 Uhr Ortszeit.", "9 Uhr Ortszeit", "9 a.m. local time", "09:00 local time"),
        ("Um 20:00 UTC.", "20:00 UTC", "8 p.m. UTC", "20:00 UTC"),
        # without Uhr
        ("Ab 20.15h im Ersten.", "20.15h", "8:15 p.m.", "20:15"),
        ("Treff um 20 h am Markt.", "20 h", "8 p.m.", "20:00"),
        ("Um 14:30 ging er.", "14:30", "2:30 p.m.", "14:30"),
        # minutes behind
        ("Um 18 Uhr 30 begann es.", "18 Uhr 30", "6:30 p.m.", "18:30"),
        ("Zwei Mal (um 11 Uhr 05).", "11 Uhr 05", "11:05 a.m.", "11:05"),
        ("Um 18 Uhr 30 Besucher.", "18 Uhr", "6 p.m.", "18:00"),
        ("Um 18 Uhr 30 weitere Besucher.", "18 Uhr", "6 p.m.", "18:00"),
        ("Um zwanzig Uhr fünfzehn läuft es.", "zwanzig Uhr fünfzehn", "8:15 p.m.", "20:15"),
        # several
        ("Von 10 bis 18 Uhr.", "10 bis 18 Uhr", "10 a.m. to 6 p.m.", "10:00 to 18:00"),
        ("Täglich 10-18 Uhr.", "10-18 Uhr", "10 a.m. to 6 p.m.", "10:00 to 18:00"),
        ("Von 9.30–11.45 Uhr.", "9.30–11.45 Uhr", "9:30 to 11:45 a.m.", "09:30 to 11:45"),
        ("Sie ist 9 bis 12 Uhr da.", "9 bis 12 Uhr", "9 a.m. to noon", "09:00 to 12:00"),
        ("Zwischen 8 und 10 Uhr.", "8 und 10 Uhr", "8 and 10 a.m.", "08:00 and 10:00"),
        ("Um 8 und 20 Uhr.", "8 und 20 Uhr", "8 a.m. and 8 p.m.", "08:00 and 20:00"),
        ("Um 9, 11 und 14 Uhr.", "9, 11 und 14 Uhr", "9, 11 a.m. and 2 p.m.", "09:00, 11:00 and 14:00"),
        ("Gegen 20, 21 Uhr kam er.", "20, 21 Uhr", "8 or 9 p.m.", "20:00 or 21:00"),
        (
            "Von 9 bis 12 und von 14 bis 18 Uhr.",
            "9 bis 12 und von 14 bis 18 Uhr",
            "9 a.m. to noon and from 2 to 6 p.m.",
            "09:00 to 12:00 and from 14:00 to 18:00",
        ),
        ("Mo–Fr 9–17 Uhr", "9–17 Uhr", "9 a.m. to 5 p.m.", "09:00 to 17:00"),
        (
            "Von 8–9 u. 14–18 Uhr.",
            "8–9 u. 14–18 Uhr",
            "8 to 9 a.m. and 2 to 6 p.m.",
            "08:00 to 09:00 and 14:00 to 18:00",
        ),
        ("Um 9.15 und um 10.45 Uhr.", "9.15 und um 10.45 Uhr", "9:15 and at 10:45 a.m.", "09:15 and at 10:45"),
        ("Gegen 8/9 Uhr.", "8/9 Uhr", "8 or 9 a.m.", "08:00 or 09:00"),
        ("Um 10 bzw. 14 Uhr.", "10 bzw. 14 Uhr", "10 a.m. or 2 p.m.", "10:00 or 14:00"),
        ("Um 19h30 in Köln.", "19h30", "7:30 p.m.", "19:30"),
        ("Halle 3 und 10 Uhr", "10 Uhr", "10 a.m.", "10:00"),
        ("Am 4. Mai 2020, 10 bis 12 Uhr", "10 bis 12 Uhr", "10 a.m. to noon", "10:00 to 12:00"),
        # parts of the day
        ("Um 8 Uhr abends kam er.", "8 Uhr abends", "8 p.m.", "20:00"),
        ("Um sieben Uhr morgens.", "sieben Uhr morgens", "7 a.m.", "07:00"),
        ("Gegen 3 Uhr nachts.", "3 Uhr nachts", "3 a.m.", "03:00"),
        ("Um 11 Uhr nachts.", "11 Uhr nachts", "11 p.m.", "23:00"),
        ("Um 12 Uhr nachts.", "12 Uhr nachts", "midnight", "00:00"),
        ("Um zwölf Uhr mittags.", "zwölf Uhr mittags", "noon", "12:00"),
        ("Um ein Uhr mittags.", "ein Uhr mittags", "1 p.m.", "13:00"),
        ("Um acht Uhr früh.", "acht Uhr früh", "8 a.m.", "08:00"),
        ("Um 6 Uhr früh am Morgen.", "6 Uhr früh am Morgen", "6 a.m.", "06:00"),
        ("Um 4 Uhr am frühen Morgen.", "4 Uhr am frühen Morgen", "4 a.m.", "04:00"),
        ("Um 20 Uhr am Abend des 3. Mai.", "20 Uhr", "8 p.m.", "20:00"),
        ("Um 3 Uhr in der Nacht zum Sonntag.", "3 Uhr", "3 a.m.", "03:00"),
        ("Abends um 8 Uhr kam er.", "8 Uhr", "8 p.m.", "20:00"),
        ("Am Freitagabend um kurz nach 8 Uhr.", "8 Uhr", "8 p.m.", "20:00"),
        ("Von 11 bis 1 Uhr nachts.", "11 bis 1 Uhr nachts", "11 p.m. to 1 a.m.", "23:00 to 01:00"),
        ("Um 08.30 Uhr am Abend.", "08.30 Uhr", "8:30 a.m.", "08:30"),
        ("Morgen um 8 Uhr.", "8 Uhr", "8 a.m.", "08:00"),
        ("Guten Abend, es ist 8 Uhr.", "8 Uhr", "8 a.m.", "08:00"),
        # spoken hours
        ("Gegen neun Uhr kam er.", "neun Uhr", "9 o'clock", "9 o'clock"),
        ("Um dreizehn Uhr.", "dreizehn Uhr", "1 p.m.", "13:00"),
        ("Um zwölf Uhr.", "zwölf Uhr", "noon", "12:00"),
        ("Am Abend traf er sie gegen neun Uhr.", "neun Uhr", "9 p.m.", "21:00"),
        ("Er will am Abend fahren, tags darauf soll um neun Uhr alles enden.", "neun Uhr", "9 o'clock", "9 o'clock"),
        ("Er kam um halb acht.", "halb acht", "7:30", "7:30"),
        ("Er kam heute Abend um halb acht.", "halb acht", "7:30 p.m.", "19:30"),
        ("Am Morgen, um halb acht, kam er.", "halb acht", "7:30 a.m.", "07:30"),
        ("Kurz vor halb 7 an einem Samstagabend.", "halb 7", "6:30 p.m.", "18:30"),
        ("Um halb eins nachts.", "halb eins nachts", "12:30 a.m.", "00:30"),
        ("Um halb eins mittags.", "halb eins mittags", "12:30 p.m.", "12:30"),
        ("Um Viertel nach acht.", "Viertel nach acht", "8:15", "8:15"),
        ("Viertel vor neun war es.", "Viertel vor neun", "8:45", "8:45"),
        ("Es ist drei viertel acht.", "drei viertel acht", "7:45", "7:45"),
        ("Um dreiviertel acht.", "dreiviertel acht", "7:45", "7:45"),
        ("Um viertel acht.", "viertel acht", "7:15", "7:15"),
        ("Um fünf vor zwölf kam er.", "fünf vor zwölf", "11:55", "11:55"),
        ("Um fünf nach halb acht.", "fünf nach halb acht", "7:35", "7:35"),
        ("Um zehn nach drei nachts.", "zehn nach drei nachts", "3:10 a.m.", "03:10"),
        ("Von halb acht bis 9 Uhr.", "halb acht bis 9 Uhr", "7:30 to 9 a.m.", "7:30 to 09:00"),
    ],
)
def test_times(text: str, span: str, twelve: str, twenty_four: str) -> None:
    assert found(text) == [(span, twelve, twenty_four)]


@pytest.mark.parametrize(
    "text",
    [
        "Es dauerte 24 Stunden.",
        "Er lief den Marathon in 2:30 Stunden.",
        "Um 2:30 Minuten schneller.",
        "Sie gewannen 3:1.",
        "Rund um die Uhr.",
        "Die 20-Uhr-Nachrichten.",
        "Die Uhr blieb stehen.",
        "Drei Uhren.",
        "Es ist fünf vor zwölf für das Klima.",
        "Die Hälfte der acht Leute.",
        "Drei Viertel der Befragten.",
        "Drei Viertel acht Uhren.",
        "Ein Viertel mehr als zwölf Leute.",
        "Das Viertel nach drei Jahren.",
        "Um zehn nach drei Jahren.",
        "Er arbeitet 20 h pro Woche.",
        "Mit 50 km/h.",
        "Um 25.30 Uhr.",
        "Um 12.75 Uhr.",
        "Um 3.14.15 Uhr.",
        "Für 10,30 Uhr.",
        "Um halb so viel.",
        "halb ein Mensch",
        "Platz drei vor vier Gegnern.",
        "Um 2.50 Franken teurer.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert found(text) == []


def test_several_in_a_sentence() -> None:
    assert [twelve for _, twelve, _ in found("Um 15 Uhr MEZ/14 Uhr GMT.")] == ["3 p.m. CET", "2 p.m. GMT"]
    text = "Von abends 10 Uhr bis morgens 6 Uhr, um 10 Uhr für Klasse 5 und 14 Uhr für Klasse 6."
    assert [twelve for _, twelve, _ in found(text)] == ["10 p.m.", "6 a.m.", "10 a.m.", "2 p.m."]


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(".:"))
def test_every_time_is_the_same_time_of_day(hour: int, minute: int, mark: str) -> None:
    [time] = times.read(f"Um {hour}{mark}{minute:02} Uhr kam sie.")
    assert [(one.hour, one.minute, one.certain) for one in time.moments] == [(hour, minute, True)]
    assert clock.written(time, "24") == f"{hour:02}:{minute:02}"
    twelve = clock.written(time, "12")
    if twelve not in ("noon", "midnight"):
        number, half = twelve.split(" ")
        shown, _, minutes = number.partition(":")
        assert int(shown) % 12 + 12 * (half == "p.m.") == hour
        assert int(minutes or 0) == minute


words = st.lists(
    st.sampled_from(
        "um 8 14.30 Uhr halb acht viertel vor nach zehn fünf bis und , - – von abends Abend am der früh Nacht in MESZ ("
        " ) h 24 0 eins Minuten Freitagabend".split()
    )
).map(" ".join)


@given(st.text() | words)
def test_spans_are_exact_and_in_order(text: str) -> None:
    end = 0
    for one in times.read(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert clock.written(one, "12")
        assert len(one.joints) == len(one.moments) - 1
        end = one.end


@pytest.mark.parametrize("text", ["8 und " * 20000, "halb acht abends " * 5000, "1:" * 50000, "viertel vor " * 20000])
def test_no_length_breaks_it(text: str) -> None:
    assert isinstance(times.read(text), list)
