import pytest

from translate.formats.blocks import Mark, Text
from translate.formats.office import runs
from translate.formats.office.runs import Piece


def pieces(written: str) -> list[Piece]:
    """Pieces of a paragraph: letters are text, `()` and `[]` containers, `|` a barrier, `*` a point."""
    kinds = {
        "(": ("opening", "round"),
        ")": ("closing", "round"),
        "[": ("opening", "square"),
        "]": ("closing", "square"),
    }
    found = []
    for at, sign in enumerate(written):
        if sign.isalpha():
            found.append(Piece(Text(at, at + 1, sign)))
        elif sign in kinds:
            role, name = kinds[sign]
            found.append(Piece(Mark(at, at + 1, "opening" if role == "opening" else "closing", name)))
        else:
            found.append(Piece(Mark(at, at + 1, "point"), kind="barrier" if sign == "|" else ""))
    return found


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ("ab", ["ab"]),
        ("*ab*", ["ab"]),
        ("a*b", ["a*b"]),
        ("a|b", ["a", "b"]),
        ("(ab)", ["ab"]),
        ("(a)b", ["(a)b"]),
        ("*(*a)b", ["(*a)b"]),
        ("b(a)*", ["b(a)"]),
        ("((a)b)", ["(a)b"]),
        ("()a", ["a"]),
        ("a()b", ["a()b"]),
        # A container with a barrier in it is one.
        ("a(b|c)d", ["a", "b", "c", "d"]),
        ("a(b[c|d]e)f", ["a", "b", "c", "d", "e", "f"]),
        ("a(b[c]|d)e", ["a", "b[c]", "d", "e"]),
        # One without its partner, or across another, too.
        ("a(b", ["a", "b"]),
        ("a)b", ["a", "b"]),
        ("a(b[c)d]e", ["a", "b", "c", "d", "e"]),
        ("", []),
        ("*()|", []),
    ],
)
def test_a_paragraph_in_groups(written: str, groups: list[str]) -> None:
    found = runs.split(pieces(written))
    assert ["".join(written[piece.part.start] for piece in group) for group in found] == groups


def lines(*texts: str) -> list[Piece]:
    found: list[Piece] = []
    for text in texts:
        if found:
            found.append(Piece(Mark(0, 1, "point", text=" "), kind="break"))
        found.append(Piece(Text(0, 0, text)))
    return found


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        (("Erste Zeile", "Zweite Zeile"), 2),
        (("Erste Zeile", "geht weiter"), 1),
        (("Diese Zeile ist so lang, dass sie das Ende des Papiers", "Erreicht hat"), 1),
        (("Diese Zeile ist so lang, dass sie am Ende ist, und aus.", "Erreicht hat"), 2),
        (("Also:", "klein geht es weiter"), 2),
        (("a", "", "b"), 2),
        (("", "b"), 1),
    ],
)
def test_a_break_ends_a_sentence_or_does_not(texts: tuple[str, ...], groups: int) -> None:
    assert len(runs.split(lines(*texts))) == groups


def test_looks_without_what_nobody_sees() -> None:
    assert runs.look("<w:rPr></w:rPr>") == runs.look("<w:rPr/>") == ""
    assert runs.look('<a:rPr lang="de-DE" dirty="0"/>') == ""
    assert runs.look('<a:rPr lang="de-DE" b="1"/>') == runs.look('<a:rPr b="1" err="1"/>') != ""
