import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.exchange import po_entries

WORDS = st.text(st.sampled_from('aß "\\\n\t'), max_size=40)


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=1, max_size=4, unique_by=lambda one: one[0]))
def test_values_are_those_that_polib_wrote(messages: list[tuple[str, str, bool]]) -> None:
    catalogue = polib.POFile()
    for msgid, msgstr, fuzzy in messages:
        catalogue.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=["fuzzy"] if fuzzy else [], msgctxt="x"))
    data = str(catalogue)
    found = list(po_entries.entries(data, "a.po"))[1:]
    read = [
        tuple("".join(one.text for one in po_entries.pieces(data, entry.strings[key])) for key in ("msgid", "msgstr"))
        for entry in found
    ]
    assert read == [message[:2] for message in messages]
    assert [entry.flags for entry in found] == [frozenset({"fuzzy"} if fuzzy else ()) for _, _, fuzzy in messages]


@given(WORDS)
def test_a_text_that_is_escaped_and_wrapped_is_read_again(text: str) -> None:
    for wrap in (True, False):
        written = po_entries.wrapped(po_entries.escaped(text), "msgstr", "\n", wrap=wrap)
        data = f'msgid "x"\nmsgstr {written}\n'
        assert polib.pofile(data)[0].msgstr == text
        (entry,) = po_entries.entries(data, "a.po")
        start, end = entry.place("msgstr")
        assert po_entries.unescaped(po_entries.joined(data[start:end])) == text


def test_lines_are_broken_as_gettext_breaks_them() -> None:
    string = "Ein Wort folgt dem anderen, bis die Zeile so lang geworden ist, dass sie nicht mehr passt."
    rows = po_entries.wrapped(string, "msgstr", "\n", wrap=True).split("\n")
    assert rows[0] == '""'
    assert all(len(row) <= po_entries.WIDTH for row in rows)
    assert len(rows) == 3
    assert po_entries.wrapped(string, "msgstr", "\n", wrap=False) == f'"{string}"'
    assert po_entries.wrapped(r"a\nb\n", "msgstr", "\n", wrap=False) == '""\n"a\\n"\n"b\\n"'
    assert po_entries.wrapped(r"a\n", "msgstr", "\n", wrap=True) == r'"a\n"'


def test_places_of_an_entry() -> None:
    data = (
        '# Ein Mensch\n#: a.c:1\n#, c-format, fuzzy\n#| msgid "alt"\n'
        'msgctxt "k"\nmsgid ""\n"eins "\n"zwei"\nmsgstr ""\n#~ msgid "x"\n'
    )
    (entry,) = po_entries.entries(data, "a.po")
    assert data[entry.start :].startswith("#, c-format")
    assert entry.flags_line is not None
    assert data[slice(*entry.flags_line)] == "#, c-format, fuzzy"
    assert data[slice(*entry.place("msgid"))] == '"\n"eins "\n"zwei'
    assert entry.is_empty("msgstr")
    assert not entry.is_empty("msgid")


def test_entries_need_no_blank_line_between() -> None:
    data = (
        'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n'
        'msgctxt "x"\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] ""\nmsgstr[1] ""'
    )
    assert [entry.targets for entry in po_entries.entries(data, "a.po")] == [
        ["msgstr"],
        ["msgstr"],
        ["msgstr[0]", "msgstr[1]"],
    ]


@pytest.mark.parametrize("data", ['msgid "a', "Hallo", '"a"', 'msgid "a"b'])
def test_what_is_no_po_file_is_refused_in_one_line(data: str) -> None:
    with pytest.raises(DocumentError, match=r"^a\.po: not a PO file: line 1 [^\n]*; mend it there$"):
        list(po_entries.entries(data, "a.po"))
