"""What one voice says in a cue."""

import pytest

from translate.formats.captions import subrip
from translate.formats.captions.cues import Piece, pieces


def of(text: str) -> list[Piece]:
    (cue,) = subrip.cues_of(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n")
    source = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"
    return pieces(source, cue, 0)


def texts(text: str) -> list[str]:
    return [piece.text for piece in of(text)]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("- Ja.\n- Nein.", ["Ja.", "Nein."]),
        ("-Ja.\n-Nein.", ["Ja.", "Nein."]),
        ("– Kommst du\nmit? – Nein.", ["Kommst du\nmit?", "Nein."]),
        ("Wo ist er? - Weg.", ["Wo ist er?", "Weg."]),
        ("<i>- Ja.</i>\n<i>- Nein.</i>", ["Ja.", "Nein."]),
        ("<i>-</i><i>Ja.</i>", ["Ja."]),
        ("Er kam\n– wie immer – zu spät.", ["Er kam\n– wie immer – zu spät."]),
        ("-10 Grad sind es.", ["-10 Grad sind es."]),
        ("{\\an8}Oben.", ["Oben."]),
        ("<i>Ganz kursiv.</i>", ["Ganz kursiv."]),
        ("Ein <i>Wort</i>", ["Ein Wort"]),
        ("♪ Ich geh allein ♪", ["Ich geh allein"]),
        ("♪ Ich geh allein\n♪ durch die Nacht ♪", ["Ich geh allein", "durch die Nacht"]),
        ("[Tür knallt]", ["Tür knallt"]),
        ("[Tür knallt] Wer ist da?", ["Tür knallt", "Wer ist da?"]),
        ("(seufzt) Ich weiß nicht.", ["seufzt", "Ich weiß nicht."]),
        ("- (lacht) Ja.\n- [Musik] Nein.", ["lacht", "Ja.", "Musik", "Nein."]),
        ("Er (der Alte) kam.", ["Er (der Alte) kam."]),
        ("ANNA: Hallo!\nBEN: Na?", ["Anna", "Hallo!", "Ben", "Na?"]),
        ("Anna: Hallo!\nBen: Na?", ["Anna: Hallo!", "Ben: Na?"]),
        ("42", []),
        ("♪ ♪", []),
        ("...", []),
    ],
)
def test_pieces(text: str, spoken: list[str]) -> None:
    assert texts(text) == spoken


def test_who_else_speaks_goes_on_with_nothing() -> None:
    assert [piece.fresh for piece in of("- Ja.\n- Nein.")] == [True, True]
    assert [piece.fresh for piece in of("Ja.")] == [False]


def test_kinds() -> None:
    assert [piece.kind for piece in of("[Musik]\nMANN: ♪ La la ♪")] == ["sound", "label", "song"]
    assert [piece.kind for piece in of("Hallo.")] == ["speech"]


def test_lines_in_tags_of_their_own_are_in_one() -> None:
    (piece,) = of("<b><i>Eine Zeile</i></b>\n<b><i>und noch eine</i></b>")
    assert (piece.text, piece.closing, piece.opening) == ("Eine Zeile\nund noch eine", "</i></b>", "<b><i>")
    assert len(piece.parts) == 3


def test_a_tag_in_a_line_is_not_taken_for_one_around_it() -> None:
    (piece,) = of("Eine <i>Zeile</i>\n<i>und</i> noch eine")
    assert (piece.closing, piece.opening) == ("", "")
    assert len(piece.parts) == 9
