"""How terms stand in a sentence: joined as in the source, in their own case."""

import pytest
from hypothesis import given
from sentences import standings

from glossary.linked import LinkedText
from glossary.presence import Standing, assign
from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import term_setting


def standing(source: str, linked: LinkedText | str, *terms: Term) -> Standing:
    matches = sorted(
        (TermMatch(term, source.index(term.source), source.index(term.source) + len(term.source)) for term in terms),
        key=lambda match: match.start,
    )
    return assign(Sentence(source, tuple(matches)), LinkedText(linked) if isinstance(linked, str) else linked)


def terms(pairs: str) -> list[Term]:
    parts = [pair.split("=") for pair in pairs.split()]
    return [Term(part[0], part[1], "".join(part[2:])) for part in parts]


@pytest.mark.parametrize(
    ("pairs", "source", "text", "expected"),
    [
        ("epd=EPD KNA=KNA", "epd/KNA", "EPD/ KNA said", "EPD/KNA said"),
        ("epd=EPD KNA=KNA", "epd/KNA", "EPD / KNA said", "EPD/KNA said"),
        ("Ulm=Ulm", "#Ulm", "The # Ulm", "The #Ulm"),
        ("Ulm=Ulm", "@Ulm", "@ Ulm", "@Ulm"),
        ("Kur=cure", "Die „Kur“ half", 'The " cure " helped', 'The "cure" helped'),
        ("Kur=cure", "(Kur)", "The ( cure ) helped", "The (cure) helped"),
        ("Rot=Red Weiß=White", "Rot&Weiß", "Red& White", "Red&White"),
        ("Wien=Vienna Graz=Graz", "Wien–Graz", "Vienna– Graz", "Vienna–Graz"),
        ("Wien=Vienna Graz=Graz", "Wien-Graz", "Vienna- Graz", "Vienna-Graz"),
        ("Kanzler=chancellor", "Ex-Kanzler", "The ex- chancellor", "The ex-chancellor"),
        ("SPD=SPD", "SPD-nah", "SPD -affiliated", "SPD-affiliated"),
        ("Brexit=Brexit", "Pro-Brexit-Lager", "The Pro Brexit camp", "The Pro-Brexit camp"),
        ("Biden=Biden Xi=Xi", "Biden-Xi-Treffen", "The Biden Xi meeting", "The Biden-Xi meeting"),
        ("Biden=Biden Xi=Xi", "Biden-Xi-Treffen", "Biden's Xi meeting", "Biden-Xi meeting"),
        ("britisch=British irisch=Irish", "britisch-irische", "The British Irish", "The British-Irish"),
        ("Wien=Vienna=place Graz=Graz=place", "Wien-Graz", "Vienna Graz", "Vienna-Graz"),
        # What belongs together in another way, or apart.
        ("US=US Senat=Senate", "US-Senat", "The US Senate", None),
        ("US=US Senat=Senate", "US-Senat-Anhörung", "The US Senate hearing", None),
        ("EU=EU UN=UN", "EU- und UN-Plan", "EU- and UN plan", None),
        ("Wien=Vienna", "Wien - gestern", "Vienna - yesterday", None),
        ("Wien=Vienna", "Wien: gestern", "Vienna: yesterday", None),
        ("Wien=Vienna", "Der „Bär“ von Wien", 'The "bear" Vienna', None),
        ("Wien=Vienna", "3 - Wien", "3 - Vienna", None),
    ],
)
def test_joints(pairs: str, source: str, text: str, expected: str | None) -> None:
    assert term_setting.joined(standing(source, text, *terms(pairs))).text == (text if expected is None else expected)


def test_an_adjective_beside_an_adjective_by_the_links() -> None:
    source, text = "die deutsch-polnische Grenze", "the German Polish border"
    polish = Term("polnisch", "Polish")
    told = LinkedText(text, (((4, 10), (4, 11)), ((11, 17), (12, 20))))
    assert term_setting.joined(standing(source, told, polish)).text == "the German-Polish border"
    assert term_setting.joined(standing(source, text, polish)).text == text


ANGINA = Term("Angina", "non-infectious angina")
BACK = Term("Hexenschuss", "lower back pain")
MAYOR = Term("Bürgermeister", "mayor")


@pytest.mark.parametrize(
    ("term", "source", "text", "expected"),
    [
        (ANGINA, "Er hatte Angina.", "He had Non-infectious angina.", "He had non-infectious angina."),
        (ANGINA, "Er hatte Angina.", "He had Non-Infectious Angina.", "He had non-infectious angina."),
        (BACK, "Fieber, Hexenschuss", "Fever, Lower Back Pain", "Fever, lower back pain"),
        (BACK, "Hexenschuss quält", "Lower back pain torments", None),
        (BACK, "Er kam. Hexenschuss quält", "He came. lower back pain torments", "He came. Lower back pain torments"),
        (BACK, "Diagnose: Hexenschuss", "Diagnosis: Lower back pain", None),
        (BACK, "Der „Hexenschuss“", 'The "Lower back pain"', None),
        (BACK, "Er litt an Hexenschuss", "He had: Lower back pain", "He had: lower back pain"),
        (BACK, "Was Hexenschuss Ihnen sagt", "What Your Lower Back Pain Tells About Life", None),
        (BACK, "HEXENSCHUSS", "LOWER BACK PAIN", None),
        (MAYOR, "der Bürgermeister Müller", "with Mayor Müller", None),
        (MAYOR, "der Bürgermeister sagt", "with the Mayor of Ulm", "with the mayor of Ulm"),
        (Term("MdB", "MP"), "der MdB", "the MP", None),
    ],
)
def test_case(term: Term, source: str, text: str, expected: str | None) -> None:
    made = term_setting.cased(standing(source, text, term)) if term.source in source else LinkedText(text)
    assert made.text == (text if expected is None else expected)


@given(standings())
def test_nothing_but_spaces_hyphens_and_capitals_changes(given_standing: Standing) -> None:
    joined = term_setting.joined(given_standing)
    once = term_setting.cased(assign(given_standing.sentence, joined))
    assert _bare(once.text) == _bare(given_standing.translation.text)
    assert all(0 <= start < end <= len(once.text) for (start, end), _ in once.links)
    again = term_setting.cased(assign(given_standing.sentence, once))
    assert again == once


def _bare(text: str) -> str:
    return text.casefold().replace(" ", "").replace("-", "").replace("'s", "").replace("’s", "")
