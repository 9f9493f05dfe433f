import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text
from translate.formats.exchange import messages
from translate.formats.exchange.messages import Message, Printf


def blocks(text: str, printf: Printf = "guessed", *, collapse: bool = False) -> list[Block]:
    return messages.blocks(Message([Text(0, len(text), text)]), printf=printf, collapse=collapse)


def texts(text: str, *, collapse: bool = False) -> list[str]:
    return [block.text for block in blocks(text, collapse=collapse)]


def copied(text: str, printf: Printf = "guessed") -> list[str]:
    return [part.text for block in blocks(text, printf) for part in block.parts if isinstance(part, Copied)]


def marks(text: str) -> list[tuple[str, str]]:
    return [(part.role, part.name) for block in blocks(text) for part in block.parts if isinstance(part, Mark)]


@given(st.text(st.sampled_from("aß <b>/&;{}%s\n\t#'\"1.,-|x"), max_size=80))
def test_parts_are_in_order_and_apart_and_each_stands_for_its_data(text: str) -> None:
    try:
        found = blocks(text)
    except ValueError:
        return
    for block in found:
        at = block.start
        for part in block.parts:
            assert at <= part.start <= part.end
            at = part.end
            if isinstance(part, Text) and len(part.text) == part.end - part.start > 1:
                assert text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    ("text", "placeholders"),
    [
        ("Hallo {{name}}, {0} und ${x}!", ["{{name}}", "{0}", "${x}"]),
        ("Wert: %s, %1$d, %(n)s, %-5.2f, %% und %{b}", ["%s", "%1$d", "%(n)s", "%-5.2f", "%%", "%{b}"]),
        ("Siehe $t(common.more) und @:app.name hier", ["$t(common.more)", "@:app.name"]),
        ("Noch :count Tage bis {d, date, short}", [":count", "{d, date, short}"]),
        ("%1 von %L2 Dateien", ["%1", "%L2"]),
        ("Zu 100%ig sicher, 50 % sparen um 12:30, {siehe unten} und a:b", []),
        ("Größe %dx%d", ["%d", "%d"]),
        ("Mit <code>rm -r</code> löschen", ["<code>rm -r</code>"]),
    ],
)
def test_placeholders_are_copied(text: str, placeholders: list[str]) -> None:
    assert copied(text) == placeholders
    assert texts(text) == [text]


def test_flags_make_directives_sure_or_none() -> None:
    assert copied("Datei %smc.ext", "sure") == ["%s"]
    assert copied("Datei %smc.ext") == []
    assert copied("Datei %s", "none") == []


def test_tags_are_marks_and_those_of_blocks_divide() -> None:
    text = '<p>Ein <b>fetter</b><br/>Satz.</p><ul><li><a href="x">Eins</a></li><li>Zwei &amp; Dr&uuml;</li></ul>'
    assert texts(text) == ["Ein fetter Satz.", "Eins", "Zwei & Drü"]
    assert marks(text) == [("opening", "b"), ("closing", "b"), ("point", "br"), ("opening", "a"), ("closing", "a")]


def test_text_beside_tags_is_written_with_entities() -> None:
    assert [messages.written("a < b", block) for block in blocks("Ein <b>Wort</b>")] == ["a &lt; b"]
    assert [messages.written("a < b", block) for block in blocks("Ein Wort")] == ["a < b"]
    # Who writes F&E beside tags knows of no entities.
    assert [messages.written("R&D", block) for block in blocks("<b>F&E</b> und mehr")] == ["R&D"]
    assert [messages.written("R&D", block) for block in blocks("F&amp;E")] == ["R&amp;D"]


def test_lines_are_blocks_unless_they_were_broken_at_a_width() -> None:
    assert texts("Datei\nBearbeiten\n\n- Punkt eins\n- Punkt zwei") == [
        "Datei",
        "Bearbeiten",
        "Punkt eins",
        "Punkt zwei",
    ]
    long = "Das ist ein Satz, der an einer bestimmten Stelle im Text\numbrochen wurde, damit er in das Fenster passt."
    assert texts(long) == [long.replace("\n", " ")]
    assert texts("Datei | Dateien") == ["Datei", "Dateien"]


def test_indentation_of_a_file_is_collapsed() -> None:
    text = "\n      Bitte geben Sie\n      Ihren <b>Namen</b>   ein.\n    "
    assert [one.strip() for one in texts(text, collapse=True)] == ["Bitte geben Sie Ihren Namen ein."]
    assert texts(text) == ["Bitte geben Sie", "Ihren Namen   ein."]


def test_marks_between_spaces_that_are_one_stay() -> None:
    opening, closing = Mark(6, 9, "opening", "g"), Mark(17, 21, "closing", "g")
    parts: list[BlockPart] = [Text(0, 6, "Hallo "), opening, Text(9, 17, "\n   Welt"), closing]
    found = messages.blocks(Message(parts), collapse=True)
    assert [block.text for block in found] == ["Hallo Welt"]
    assert [part for part in found[0].parts if isinstance(part, Mark)] == [opening, closing]


def test_a_line_break_that_is_a_mark_is_not_lost_in_the_spaces_beside_it() -> None:
    point = Mark(4, 8, "point", "br", " ")
    found = messages.blocks(Message([Text(0, 4, "Eins"), point, Text(8, 15, "\n   zwe")]), collapse=True)
    assert point in found[0].parts


def test_choices_are_blocks_and_stand_for_a_word_where_they_are() -> None:
    text = "Sie haben {n, plural, one {# Datei} other {# <i>Dateien</i>}} gelöscht."
    assert texts(text) == ["Sie haben {n} gelöscht.", "# Datei", "# Dateien"]
    assert copied(text) == ["{n}", "#", "#"]
    with pytest.raises(ValueError, match="choices"):
        blocks("{n, plural, one {Datei}")


@pytest.mark.parametrize(
    "unit", ["<code>", "<a ", "{ ", "{{", "&amp", "$t(", "<!--", "%", "\n\n", "{n, plural, one {", " \t", ":a", "'{"]
)
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    try:
        blocks(unit * 20_000, collapse=True)
    except ValueError:
        assert "plural" in unit or "'" in unit
    assert time.process_time() - started < 5
