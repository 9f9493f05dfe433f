"""FreeDict's sources."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicon_files import TEI, TEI_4

from translate.errors import LexiconError
from translate.lexicon import tei


def known(text: str, encoding: str = "utf-8", step: int = 50) -> dict[str, tuple[str, ...]]:
    data = text.encode(encoding)
    pieces = [data[at : at + step] for at in range(0, len(data), step)]
    return {f"{word.german} {word.part}": word.senses for word in tei.words(pieces, "a.tei")}


def test_the_fifth_edition() -> None:
    wanted = {"Streuobstwiese noun": ("meadow orchard",), "umtopfen verb": ("repot", "pot on")}
    assert known(TEI) == known(TEI, step=1) == wanted


def test_the_fourth_edition_in_latin_1() -> None:
    assert known(TEI_4, "latin-1") == {"Töpfe ": ("pots", "pans")}


def test_entities_of_html_are_known() -> None:
    assert known(TEI_4.replace("Töpfe", "T&ouml;pfe"), "latin-1") == {"Töpfe ": ("pots", "pans")}


def test_the_licence() -> None:
    assert tei.licence(TEI) == "Under CC0."
    assert tei.licence(TEI_4) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html/>", "XML of <html>"),
        (TEI[:-20], "not well-formed"),
        (TEI.replace("</orth>", "</ort>", 1), "a.tei:6: not well-formed"),
        ("<TEI>" + "<a>" * 200, "100 elements inside one another"),
        (TEI_4.replace("<!ATTLIST", "<!ENTITY x 'y'><!ATTLIST"), "defines entities"),
        ("<!--" + "x" * 2_000_000 + "--><TEI/>", "no <TEI> at its beginning"),
    ],
)
def test_what_is_no_dictionary_is_told(text: str, told: str) -> None:
    with pytest.raises(LexiconError, match=told):
        known(text, step=10_000)


def test_an_entry_without_end_is_cut() -> None:
    text = TEI.replace("meadow orchard", "x" * 3_000_000).replace(
        "<quote>a meadow", "<quote>pot</quote><quote>a meadow"
    )
    assert "umtopfen verb" in known(text, step=10_000)


@given(st.integers(0, len(TEI)), st.text(max_size=5), st.integers(0, 9))
def test_any_damage_is_told_or_read(at: int, put: str, gone: int) -> None:
    damaged = TEI[:at] + put + TEI[at + gone :]
    with suppress(LexiconError):
        assert all(word.senses for word in tei.words([damaged.encode("utf-8", "surrogatepass")], "a.tei"))
