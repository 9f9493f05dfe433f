from collections.abc import Sequence

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.formats.plain import PlainDocument, PlainText

ARTICLE = (ROOT / "examples" / "nordkorea.de.txt").read_text(encoding="utf-8")
TEXTS = st.text(st.sampled_from('aäB Zz.,!?…"„“»«-–#>*1\n\r\t@/:ß\u00a0\u2028日&;|+¬Ã'), max_size=200) | st.text(
    max_size=100
)
# Lines of all kinds.
LINES = st.lists(
    st.sampled_from(
        [
            "Stadt\tEinwohner\tLand", "Köln   1.080.000   DE", "+++ Eilmeldung +++ Haus brennt +++", "=== Titel ===",
            "IV. Ergebnisse", "✓ erledigt", "1.2.3 Ziele", "Menü Suche Login Abo", "Foto: dpa/Meier", "Anzeige", "",
            "Der  Kanzler  sagte  am  Montag", "AT&T und R&D wachsen.", "https://x.de/?a=1&copy=2", "> Ein Zitat.",
            "Er kam.  Sie ging.", "- Punkt eins", "12,5 %", "Das ist ein Satz. Und noch einer!", "a | b | c", "---",
            "\tEin Satz.", "  ",
        ]
    ),
    max_size=12,
)  # fmt: skip


def parse(text: str, *, repair: bool = True) -> PlainDocument:
    return PlainText(repair).document(text)


def render(document: PlainDocument, translations: Sequence[str]) -> str:
    return PlainText().render(document, [LinkedText(one) for one in translations]).decode("utf-8", "surrogatepass")


def texts(text: str, *, repair: bool = True) -> list[str]:
    return [segment.text for segment in parse(text, repair=repair).segments]


@given(TEXTS)
def test_nothing_is_lost(text: str) -> None:
    parsed = parse(text, repair=False)
    covered = [text[s.start : s.end] for s in parsed.segments]
    assert [s.text.split() for s in parsed.segments if "-" not in s.text] == [
        c.split() for c in covered if "-" not in c
    ]
    if not parsed.wrapped and all(a.end < b.start for a, b in zip(parsed.segments, parsed.segments[1:], strict=False)):
        assert render(parsed, covered) == text


@given(TEXTS | LINES.map("\n".join) | LINES.map("\r\n".join), st.booleans())
def test_a_translator_that_answers_the_source_changes_nothing_but_what_is_repaired(text: str, repair: bool) -> None:
    parsed = parse(text, repair=repair)
    pieces = (*parsed.segments, *parsed.passed_through)
    touching = any(one[1] == other[0] for one, other in zip(parsed.places, parsed.places[1:], strict=False))
    if parsed.wrapped or touching or parsed.layout != text or any(piece.repairs for piece in pieces):
        return
    assert render(parsed, [segment.text for segment in parsed.segments]) == text


@given(LINES)
def test_lines_of_all_kinds_come_back(lines: list[str]) -> None:
    text = "\n".join(lines)
    parsed = parse(text)
    # No line of these lacks anything, and none is a part of a longer paragraph.
    assert not any(segment.repairs for segment in parsed.segments)
    assert render(parsed, [segment.text for segment in parsed.segments]) == text


@given(TEXTS)
def test_repairs_stand_where_they_were_and_are(text: str) -> None:
    for segment in parse(text).segments:
        for repair in segment.repairs:
            assert text[repair.start : repair.end] == repair.before.replace(
                "\N{REPLACEMENT CHARACTER}", "\N{REPLACEMENT CHARACTER}"
            )
            assert repair.at is None or segment.text.startswith(repair.after.rstrip(), repair.at)


@given(TEXTS)
def test_segments_are_in_order_and_apart(text: str) -> None:
    for repair in (True, False):
        at = 0
        for segment in parse(text, repair=repair).segments:
            assert at <= segment.start < segment.end <= len(text)
            assert segment.text == segment.text.strip() != ""
            at = segment.end


def test_the_example_passes_through_unrepaired() -> None:
    parsed = parse(ARTICLE, repair=False)
    assert render(parsed, [ARTICLE[s.start : s.end] for s in parsed.segments]) == ARTICLE


def test_damage_of_the_example_is_mended() -> None:
    found = texts(ARTICLE)
    assert "Foto: AP" in found
    assert any(t.startswith("Vorangegangen waren") for t in found)
    assert any(t.startswith("Dabei wird die Unterzeichnung") for t in found)
    assert any("im Jahr 2000, als" in t for t in found)
    assert any("zu liefern, dringend benötigt" in t for t in found)
    assert any("für beide Länder, von westlichen Sanktionen" in t for t in found)
    assert any("betroffen und erwähnte" in t for t in found)
    assert any("Militärhilfe ein Land" in t for t in found)
    assert any("Kim Jong Un Kim Jong Il" in t for t in found)
    assert any(t.startswith("Die USA setzen eine Million") for t in found)
    assert not any("PREV" in t or "NEXT" in t for t in found)


def test_each_repair_is_reported_once_and_where_it_was() -> None:
    repairs = [r for s in parse(ARTICLE, repair=True).segments for r in s.repairs]
    assert len(repairs) == len(set(repairs)) >= 8
    for repair in repairs:
        assert ARTICLE[repair.start : repair.end] == repair.before


@pytest.mark.parametrize(
    "line",
    [
        "-",
        "***",
        "—",
        "2024",
        "1 234,5",
        "https://example.org/a?b=c",
        "www.example.org",
        "post@example.org",
        "  ",
        "===",
        "example.org",
        "Bericht_2023.pdf",
        "§ 12 Abs. 3 Nr. 4",
        "@Amt_Nord #hochwasser",
        "%(anzahl)d {name}",
        "12,5\t3\t–",
        "<br/>",
        "DE89 3704 0044 0532 0130 00",
        "+++ +++",
        "&nbsp;",
        "✓",
    ],
)
def test_lines_without_a_sentence_pass_through(line: str) -> None:
    assert texts(f"{line}\n\n{line}\n") == []


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_line_breaks_and_indentation_are_kept(line_break: str) -> None:
    text = line_break.join(["Titel", "", "\tErster Satz. Zweiter Satz!", "", "- Punkt eins", "- Punkt zwei", ""])
    parsed = parse(text, repair=True)
    assert [s.text for s in parsed.segments] == [
        "Titel",
        "Erster Satz.",
        "Zweiter Satz!",
        "Punkt eins",
        "Punkt zwei",
    ]
    rendered = render(parsed, [str(n) for n in range(5)])
    assert rendered == line_break.join(["0", "", "\t1 2", "", "- 3", "- 4", ""])


WRAPPED = """\
  Der russische Präsident begrüßte am Dienstag, wenige Stunden vor der
  Ankunft, die feste Unterstützung des Landes für seinen Einsatz. Die Re-
  gierung schwieg dazu."""


def test_a_wrapped_paragraph_is_one_and_is_wrapped_again() -> None:
    parsed = parse(WRAPPED + "\n\nEnde\n", repair=True)
    assert [s.text.split()[-1] for s in parsed.segments] == ["Einsatz.", "dazu.", "Ende"]
    assert parsed.segments[1].text == "Die Regierung schwieg dazu."
    rendered = render(parsed, ["word " * 20 + "end.", "More.", "End"])
    lines = rendered.split("\n")
    assert all(line.startswith("  ") and len(line) <= 74 for line in lines[:2])
    assert rendered.endswith("More.\n\nEnd\n")


def test_lines_that_are_not_wrapped_stay_lines() -> None:
    assert len(texts("Roter Apfel\nGrüner Baum\nBlaues Haus\n")) == 3
    assert texts("1. Mai\n2. Ziel erreichen\n") == ["1. Mai", "Ziel erreichen"]


def test_a_space_comes_between_sentences_that_touched() -> None:
    parsed = parse("Das ist das Ende.Ein Anfang ist es.", repair=True)
    assert render(parsed, ["One.", "Two."]) == "One. Two."


def test_invisible_characters_do_not_reach_the_model() -> None:
    assert texts("Die Re\u00adgie\u200brung schweigt.") == ["Die Regierung schweigt."]


@pytest.mark.slow
def test_large_and_odd_input_takes_no_time() -> None:
    for text in (
        "." * 100_000,
        "a" * 300_000,
        '"' * 50_000,
        "Ab. " * 60_000,
        "- " * 50_000,
        "A.b" * 50_000,
        "&uuml;" * 50_000,
        "Ã¼" * 50_000,
        "A\t" * 50_000,
        " " * 500_000 + "x",
        "A  " * 50_000,
        "+++ a " * 20_000,
        "1.1" * 50_000,
        "» " * 50_000,
    ):
        parse(text, repair=True)


def test_data_of_a_file_are_decoded_and_its_notices_kept() -> None:
    document = PlainText().parse("Schöne Grüße aus Köln.".encode("cp1252"), "gruss.txt")
    assert document.name == "gruss.txt"
    assert [s.text for s in document.segments] == ["Schöne Grüße aus Köln."]
    assert "Windows-1252" in document.notices[0]


def test_half_a_character_passes_through_but_not_to_the_model() -> None:
    document = parse("Das \udc80 Haus.\n\udc80\n")
    assert "\udc80" not in document.segments[0].text
    assert render(document, ["The house."]) == "The house.\n\udc80\n"


def test_what_stands_between_sentences_is_told_with_its_paragraph() -> None:
    document = parse("Titel\n\n- Erster Satz. 2024\n\n***\n\n1) Zweiter Satz.\n")
    pieces = sorted([*document.segments, *document.passed_through], key=lambda piece: piece.start)
    assert [(piece.text, piece.paragraph) for piece in pieces] == [
        ("Titel", 0), ("-", 1), ("Erster Satz.", 1), ("2024", 1), ("***", 2), ("1)", 3), ("Zweiter Satz.", 3),
    ]  # fmt: skip


def test_the_lines_of_a_wrapped_paragraph_are_one_paragraph() -> None:
    document = parse(WRAPPED + "\n\nEnde\n")
    assert [segment.paragraph for segment in document.segments] == [0, 0, 1]


@given(TEXTS)
def test_every_visible_character_is_in_a_segment_or_passed_through(text: str) -> None:
    document = parse(text, repair=False)
    covered = sorted((p.start, p.end) for p in (*document.segments, *document.passed_through))
    left = "".join(
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *covered], [*covered, (len(text), 0)], strict=True)
    )
    assert not left.strip() or document.wrapped


def test_a_repair_tells_where_it_stands_in_the_sentence() -> None:
    segments = parse("Er kam , als sie ging .Dann regnete es in der Stadt , sagte sie .").segments
    assert [len(segment.repairs) for segment in segments] == [3, 2]
    for segment in segments:
        for repair in segment.repairs:
            assert repair.at is not None
            assert segment.text[repair.at :].startswith(repair.after.rstrip())


def test_the_margins_of_a_quoted_mail_are_nothing_that_passes_through() -> None:
    mail = "\n".join(f"> {line.strip()}" for line in WRAPPED.splitlines())
    document = parse(mail)
    assert [segment.paragraph for segment in document.segments] == [0, 0]
    assert [segment.text for segment in document.passed_through] == [">"]
