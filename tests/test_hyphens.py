"""What stands between two lines: a divided word, a hyphen, a dash."""

import pytest

from translate.documents.hyphens import divided, joint
from translate.formats.plain import PlainText


def joined(left: str, right: str) -> str:
    dropped, between = joint(left, right)
    return left[: len(left) - dropped] + between + right


@pytest.mark.parametrize("mark", ["-", "\u2010", "\u00ad", "\u2011", "\u2212", "–", "—", "¬"])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("die Re", "gierung"), ("der Bun", "destag"), ("eine Ent", "scheidung,"), ("wird verhan", "delt."),
        ("Haus", "halt"), ("Minis", "terpräsident"), ("wirt", "schaftlich"), ("Zusammen", "arbeit"),
        ("Kür", "bis"), ("Werk", "statt"), ("den", "noch"), ("Grö", "ße"), ("Über", "raschung“"), ("REGIE", "RUNG"),
    ],
)  # fmt: skip
def test_divided_words_are_put_together(mark: str, left: str, right: str) -> None:
    assert joined(left + mark, right) == left + right
    assert divided(left + mark, right)


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("Ein-", "und Ausfuhr", " "), ("Ein\u2010", "oder Ausgang", " "), ("Vor-", "bzw. Nachteile", " "),
        ("zwei-", "bis dreimal", " "), ("Haupt-", "wie Nebenfach", " "), ("2010–", "2012", ""), ("10-", "12", ""),
        ("sie kam –", "und ging", " "), ("das Haus —", "alt", " "), ("sie kam—", "sie ging", " "),
        ("er blieb–", "das war", " "), ("Nord-", "Süd", ""), ("Berlin–", "München", ""), ("SPD-", "Fraktion", ""),
        ("US-", "amerikanisch", ""), ("E-", "mail", ""), ("Covid-", "19", ""), ("100-", "prozentig", ""),
        ("8-", "bis 10-mal", " "), ("-", "Punkt", " "), ("Haus", "halt", " "), ("kam—", "Der", " "),
        ("NATO–", "und EU", " "),
    ],
)  # fmt: skip
def test_dashes_and_hyphens_stay(left: str, right: str, between: str) -> None:
    assert joined(left, right) == left + between + right
    assert not divided(left, right)


def test_a_sign_of_division_is_a_hyphen_before_a_capital() -> None:
    assert joined("SPD¬", "Fraktion") == "SPD-Fraktion"
    assert joined("Kanzler\u00ad", "Amt") == "Kanzler-Amt"


@pytest.mark.parametrize("mark", ["-", "\u2010", "\u00ad", "&shy;", "\u2011", "\u2212", "–", "—", "¬"])
def test_in_a_narrow_column_too(mark: str) -> None:
    text = f"Das war es. Die Re{mark}\ngierung schwieg."
    document = PlainText().document(text)
    assert [segment.text for segment in document.segments] == ["Das war es.", "Die Regierung schwieg."]
    assert document.segments[-1].end == len(text)
