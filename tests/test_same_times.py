"""Times of day compared between German and English."""

import pytest

from translate import same_times


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Gegen 14.30 Uhr kam er.", "He came at about 2:30 p.m."),
        ("Gegen 14.30 Uhr kam er.", "He came at about 2.30."),
        ("Gegen 14.30 Uhr kam er.", "He came at about half past two."),
        ("Gegen 14.30 Uhr kam er.", "He came at about 1430 hours."),
        ("Um 8 Uhr.", "At 8."),
        ("Um 8 Uhr.", "At eight o'clock."),
        ("Um acht Uhr.", "At 8 p.m."),
        ("Um halb acht.", "At 7:30 a.m."),
        ("Um halb acht.", "At half past seven."),
        ("Um 12 Uhr.", "At noon."),
        ("Um 0 Uhr.", "At midnight."),
        ("Um 24 Uhr.", "At 12 a.m."),
        ("Kurz vor Mitternacht.", "Shortly before midnight."),
        ("Am Mittag.", "At noon."),
        ("Von 10 bis 18 Uhr.", "From 10 to 6 p.m."),
        ("Von 9 bis 17 Uhr.", "From 9 to 5."),
        ("Die 20-Uhr-Nachrichten.", "The 8 p.m. news."),
        ("Die 20-Uhr-Nachrichten.", "The eight o'clock news."),
        ("Um 18:00 im Haus.", "At 6pm at home."),
        ("Es waren 3:1 Tore.", "It was 3-1."),
        ("Es sind 8 Leute.", "There are 8 people."),
    ],
)
def test_the_same(source: str, hypothesis: str) -> None:
    compared = same_times.compared(source, hypothesis)
    assert (compared.lost, compared.made_up) == ((), ())


@pytest.mark.parametrize(
    ("source", "hypothesis", "lost", "made_up"),
    [
        ("Gegen 14.30 Uhr kam er.", "Around 2:30 a.m. he came.", ["14.30 Uhr"], ["2:30 a.m."]),
        ("Um 8.00 Uhr kam er.", "He came at 8:00 p.m. today.", ["8.00 Uhr"], ["8:00 p.m."]),
        ("Gegen 18 Uhr.", "Around 6 a.m. he", ["18 Uhr"], ["6 a.m."]),
        ("Um 0.15 Uhr.", "At 12:15 p.m. he", ["0.15 Uhr"], ["12:15 p.m."]),
        ("Von 10 bis 18 Uhr.", "From 10 p.m. to 6pm.", ["10 bis 18 Uhr"], ["10 p.m."]),
        ("Um halb acht.", "At half past eight.", ["halb acht"], []),
        ("Um 15.30 Uhr.", "At 5:00.", ["15.30 Uhr"], []),
        ("Um 12 Uhr.", "At midnight.", ["12 Uhr"], ["midnight"]),
        ("Um Mitternacht.", "At noon.", ["Mitternacht"], ["noon"]),
        ("Die 20-Uhr-Nachrichten.", "The news.", ["20"], []),
        ("Er kam.", "He came at 8 p.m. today.", [], ["8 p.m."]),
    ],
)
def test_not_the_same(source: str, hypothesis: str, lost: list[str], made_up: list[str]) -> None:
    compared = same_times.compared(source, hypothesis)
    assert (list(compared.lost), list(compared.made_up)) == (lost, made_up)


def test_without_places() -> None:
    text = "At 8 p.m. he"
    assert same_times.without(text, ((3, 9),)) == "At        he"
    assert same_times.without(text, ()) == text
