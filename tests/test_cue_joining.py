"""What is translated together."""

import pytest

from translate.formats.captions import subrip
from translate.formats.captions.cue_joining import utterances


def said(*texts: str, pause: int = 0, place: str = "") -> list[str]:
    """What is said in cues that are shown for two seconds each, with pauses of so many milliseconds between them."""
    lines = []
    for number, text in enumerate(texts):
        begins = 1000 + number * (2000 + pause)
        times = [f"00:{at // 60000:02}:{at // 1000 % 60:02},{at % 1000:03}" for at in (begins, begins + 2000)]
        lines.append(f"{number + 1}\n{times[0]} --> {times[1]}{place if number % 2 else ''}\n{text}\n")
    source = "\n".join(lines)
    return [one.block.text for one in utterances(source, list(subrip.cues_of(source)))]


WHOLE = ["Das ist ein Satz.", "Das auch.", "Und das ist noch einer!"]


@pytest.mark.parametrize(
    ("texts", "together"),
    [
        (["Ich habe gedacht,", "dass du kommst."], ["Ich habe gedacht, dass du kommst."]),
        (["Das ist das", "Haus."], ["Das ist das Haus."]),
        (["Ich komme.", "Du gehst."], ["Ich komme.", "Du gehst."]),
        (["Er kam am 3.", "Mai zurück."], ["Er kam am 3. Mai zurück."]),
        (["Ja. Ich gehe", "nach Hause. Jetzt"], ["Ja. Ich gehe nach Hause. Jetzt"]),
        (["Ich wollte...", "...dass du kommst."], ["Ich wollte dass du kommst."]),
        (["Ich wollte …", "Na gut."], ["Ich wollte …", "Na gut."]),
        (["Die Regierungs-", "partei"], ["Die Regierungspartei"]),
        (["Der US-\nPräsident"], ["Der US-Präsident"]),
        (["- Ich gehe\n- Und ich", "- bleibe"], ["Ich gehe", "Und ich", "bleibe"]),
        (["- Und ich gehe", "nach Hause"], ["Und ich gehe nach Hause"]),
        (["Ich höre", "[Tür knallt]", "nichts mehr."], ["Ich höre nichts mehr.", "Tür knallt"]),
        (["♪ Ich geh allein ♪", "♪ durch die Nacht ♪"], ["Ich geh allein durch die Nacht"]),
        (["Er ging", "♪ durch die Nacht ♪"], ["Er ging", "durch die Nacht"]),
        (["ACHTUNG BAUSTELLE", "Was ist das?"], ["ACHTUNG BAUSTELLE", "Was ist das?"]),
        (["Er sagte:", "Ich komme."], ["Er sagte:", "Ich komme."]),
    ],
)
def test_what_goes_on(texts: list[str], together: list[str]) -> None:
    assert [one for one in said(*WHOLE, *texts) if one not in WHOLE] == together


def test_a_long_pause_ends_a_sentence() -> None:
    texts = [*WHOLE, "Ich habe", "Hunger."]
    assert said(*texts, pause=1000)[-1] == "Ich habe Hunger."
    assert said(*texts, pause=2000)[-1] == "Hunger."
    assert said(*WHOLE, "Ich habe", "immer Hunger.", pause=2000)[-1] == "Ich habe immer Hunger."
    assert said(*WHOLE, "Ich habe", "immer Hunger.", pause=5000)[-1] == "immer Hunger."


def test_what_stands_elsewhere_is_another_voice() -> None:
    assert said(*WHOLE, "Ich habe", "immer Hunger.", place=" X1:10 X2:20 Y1:10 Y2:20")[-1] == "immer Hunger."


def test_cues_shown_together_are_two_voices() -> None:
    assert said(*WHOLE, "Ich habe", "immer Hunger.", pause=-1000)[-1] == "immer Hunger."


def test_without_full_stops_only_what_hangs_goes_on() -> None:
    assert said("zu dieser Zeit", "war ich da", "und ich sah, dass", "nichts war") == [
        "zu dieser Zeit",
        "war ich da",
        "und ich sah, dass nichts war",
    ]


def test_no_sentence_goes_on_for_ever() -> None:
    assert len(said(*WHOLE * 20, *["und dann das"] * 40)) > 60 + 4
