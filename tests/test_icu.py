import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.exchange import icu


def texts(message: str) -> list[str]:
    return [message[run.start : run.end] for run in icu.runs(message)]


def holes(message: str) -> list[list[str]]:
    return [[message[start:end] for start, end in run.holes] for run in icu.runs(message)]


def test_choices_are_runs_and_arguments_are_holes() -> None:
    message = "Hallo {name}, {n, plural, offset:1 =0 {nichts} one {# Datei von {wem}} other {# Dateien}}."
    assert texts(message) == [message, "nichts", "# Datei von {wem}", "# Dateien"]
    assert holes(message) == [["{name}", message[14:-1]], [], ["#", "{wem}"], ["#"]]


def test_choices_in_choices() -> None:
    message = "{g, select, female {{n, plural, one {ihre Datei} other {ihre # Dateien}}} other {seine}}"
    assert texts(message)[2:] == ["ihre Datei", "ihre # Dateien", "seine"]


def test_a_number_sign_stands_for_a_number_in_plurals_only() -> None:
    assert holes("{a, select, x {Nummer #} other {#}}")[1:] == [[], []]


def test_what_apostrophes_quote_is_no_argument() -> None:
    assert holes("Schreib '{name}' für {x, select, other {ihn}}.")[0] == ["'{name}'", "{x, select, other {ihn}}"]


@pytest.mark.parametrize(
    "message", ["{n, plural, one {a}", "{n, plural, }", "a } {n, plural, one {b}}", "{n, plural, x {{}}"]
)
def test_braces_that_do_not_pair(message: str) -> None:
    with pytest.raises(ValueError, match=r"brace|argument"):
        icu.runs(message)


@given(st.text(st.sampled_from("{}#',n pluraselctohx1="), max_size=60))
def test_runs_are_in_the_message_with_their_holes_in_order(message: str) -> None:
    try:
        found = icu.runs(message)
    except ValueError:
        return
    for run in found:
        edges = [run.start, *(edge for hole in run.holes for edge in hole), run.end]
        assert edges == sorted(edges)


def test_only_choices_make_a_message_of_icu() -> None:
    assert icu.has_choices("{ n , plural , other {x}}")
    assert not icu.has_choices("Hallo {name}, {d, date, short} und {{x}}")


def test_choices_too_deep_in_each_other_are_none() -> None:
    def nested(depth: int) -> str:
        return "{n, plural, other {" * depth + "Haus" + "}}" * depth

    assert len(icu.runs(nested(50))) == 51
    with pytest.raises(ValueError, match="deep"):
        icu.runs(nested(100))
