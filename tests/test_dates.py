"""Dates in digits in German, and how English writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import dates


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.english) for one in dates.read(text)]


@pytest.mark.parametrize(
    ("text", "span", "english"),
    [
        ("Am 7.10. (Mittwoch) kam er.", "7.10.", "7 October"),
        ("24.12. ist Heiligabend.", "24.12.", "24 December"),
        ("Vom 13. März bis 15. April 2020.", "13. März bis 15. April 2020", "13 March to 15 April 2020"),
        ("Vom 6. Juni bis zum 14. Juli.", "6. Juni bis zum 14. Juli", "6 June to 14 July"),
        ("Am 1.5. (Freitag) ist frei.", "1.5.", "1 May"),
        ("Am 07.10.2023 kam er.", "07.10.2023", "7 October 2023"),
        ("Am 7. 10. 2023 kam er.", "7. 10. 2023", "7 October 2023"),
        ("Am 7.10. 2023 kam er.", "7.10. 2023", "7 October 2023"),
        ("Am 7.10.23 kam er.", "7.10.23", "7 October 2023"),
        ("Am 8.5.45 war Schluss.", "8.5.45", "8 May 1945"),
        ("Vom 3.5. bis 7.6. geschlossen.", "3.5. bis 7.6.", "3 May to 7 June"),
        ("Vom 3.–5.10. in Köln.", "3.–5.10.", "3 to 5 October"),
        ("Vom 3. bis 5.10.2020 in Köln.", "3. bis 5.10.2020", "3 to 5 October 2020"),
        ("Am 3. und 5.10. in Köln.", "3. und 5.10.", "3 and 5 October"),
        ("(11., 29. und 30. 11.).", "11., 29. und 30. 11.", "11, 29 and 30 November"),
        ("Am 5.9., 6.9. und 7.9. offen.", "5.9., 6.9. und 7.9.", "5 September, 6 September and 7 September"),
        ("(*1.4.1985)", "1.4.1985", "1 April 1985"),
        ("Fr., 13.11., in Köln.", "13.11.", "13 November"),
        ("Offen (17.9. - 16.1.).", "17.9. - 16.1.", "17 September to 16 January"),
        ("In der Nacht zum 1./2. Mai.", "1./2. Mai", "1/2 May"),
        ("Vom 3.-5. Mai in Köln.", "3.-5. Mai", "3 to 5 May"),
        ("Das Urteil v. 5. 7. 2017 – 4 StR", "5. 7. 2017", "5 July 2017"),
        ("Stand 31.7., vorläufig.", "31.7.", "31 July"),
        ("Am 29.2. kam er.", "29.2.", "29 February"),
        # The full stop belongs to the sentence.
        ("Er kam am 7.10.", "7.10", "7 October"),
        ("„Er kam am 7.10.“", "7.10", "7 October"),
        # The number behind counts.
        ("Am 7.10. 2000 Besucher sehen.", "7.10.", "7 October"),
        ("Am 7.10. 20 Leute sehen.", "7.10.", "7 October"),
        ("Am 7.10. 18-20 Uhr.", "7.10.", "7 October"),
    ],
)
def test_dates(text: str, span: str, english: str) -> None:
    assert found(text) == [(span, english)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Version 2.10.3 ist da.",
        "2.3. Methoden",
        "Vom 28. bis 2.3. in Köln.",
        "Die 1.5.-Demo.",
        "Linux 2.10.13 ist da.",
        "Die Adresse 192.168.10.1 antwortet.",
        "Kapitel 3.4. handelt davon.",
        "§ 3.4. gilt.",
        "Die Hallen 6.0 und 6.1.",
        "Es stieg um 3.4 Prozent.",
        "Am 31.2. kam er.",
        "Am 29.2.2023 kam er.",
        "Am 13.13. kam er.",
        "Am 3. Mai kam er.",
        "Die 3. 4. Liga.",
        "Der 5.-3. Mai.",
        "Der Preis ist 3.50. Er zahlt.",
        "Siehe 3.4.5.6.",
        "Die Marke 3.0.",
        "Er kam um 7.10 Uhr.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


@given(
    st.dates(date(1500, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0.day}.{0.month}.{0.year}", "{0:%d.%m.%Y}", "{0.day}. {0.month}. {0.year}"]),
)
def test_every_date_is_the_same_day(day: date, form: str) -> None:
    [one] = dates.read(f"Am {form.format(day)} war es.")
    assert one.days == ((day.day, day.month, day.year),)
    assert one.english == f"{day.day} {day:%B} {day.year}"


@given(st.text() | st.text(alphabet="0123456789.. -–/bisundam"))
def test_spans_are_exact_and_in_order(text: str) -> None:
    end = 0
    for one in dates.read(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        end = one.end


@pytest.mark.parametrize("text", ["1." * 100000, "1.1. " * 20000, "1., " * 50000, '1.1."' * 20000, "1.-" * 50000])
def test_no_length_breaks_it(text: str) -> None:
    assert isinstance(dates.read(text), list)
