import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_for_word import put, rendered, same, shouted

from translate.errors import DocumentError
from translate.formats.exchange.gettext_po import Po

RAW = Po(repair=False)
HEADER = 'msgid ""\nmsgstr ""\n"Language: \\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WORDS = st.text(st.sampled_from('aßE. "\\\n%s<b>{}'), min_size=1, max_size=40)


def translated(text: str) -> str:
    return rendered(RAW, text.encode(), "a.po", shouted).decode()


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=4, unique_by=lambda one: one[0]), st.booleans())
def test_only_missing_translations_are_written_and_others_read_them(
    messages: list[tuple[str, bool]], crlf: bool
) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for number, (msgid, done) in enumerate(messages):
        catalogue.append(polib.POEntry(msgid=msgid, msgstr="done" if done else "", comment="Wort", msgctxt=str(number)))
    data = str(catalogue).replace("\n", "\r\n" if crlf else "\n").encode()
    made = polib.pofile(rendered(RAW, data, "a.po", same).decode().replace("\r\n", "\n"))
    assert [entry.msgid for entry in made] == [msgid for msgid, _ in messages]
    assert [entry.msgstr for entry in made] == ["done" if done else msgid for msgid, done in messages]
    assert all(entry.comment == "Wort" for entry in made)


def test_what_is_done_keeps_every_byte() -> None:
    data = (HEADER + '# x\n#,fuzzy\nmsgid   "Haus"\nmsgstr "house"\n\n#~ msgid "a"\n#~ msgstr ""\n').encode()
    assert rendered(RAW, data, "a.po", shouted) == data


def test_plural_forms_and_the_header() -> None:
    made = translated(HEADER + 'msgid "%d Datei"\nmsgid_plural "%d Dateien"\nmsgstr[0] ""\nmsgstr[1] ""\n')
    assert made.endswith('msgstr[0] "%d DATEI"\nmsgstr[1] "%d DATEIEN"\n')
    metadata = polib.pofile(made).metadata
    assert metadata["Language"] == "en"
    assert metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    template = HEADER.replace("Language: ", 'Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n"Language: en_GB')
    metadata = polib.pofile(translated(template + 'msgid "Haus"\nmsgstr ""\n')).metadata
    assert metadata["Language"] == "en_GB"
    assert metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


def test_directives_are_copied_wherever_they_come() -> None:
    text = HEADER + '#, c-format\nmsgid "%s wurde von %1$s nach %-5d%% verschoben"\nmsgstr ""\n'
    assert 'msgstr "%s WURDE VON %1$s NACH %-5d%% VERSCHOBEN"' in translated(text)
    text = HEADER + '#, python-brace-format\nmsgid "Hallo {name}"\nmsgstr ""\n'
    assert 'msgstr "HALLO {name}"' in translated(text)
    text = HEADER + '#, no-c-format\nmsgid "Hallo %s"\nmsgstr ""\n'
    assert 'msgstr "HALLO %S"' in translated(text)


def test_lines_and_marks() -> None:
    text = HEADER + 'msgid ""\n"Erste <b>Zeile</b>.\\n"\n"Zweite \\"Zeile\\".\\n"\nmsgstr ""\n'
    assert translated(text).endswith('msgstr ""\n"ERSTE <b>ZEILE</b>.\\n"\n"ZWEITE \\"ZEILE\\".\\n"\n')


def test_what_one_should_look_at_is_fuzzy() -> None:
    text = HEADER + (
        'msgid "Ein Haus"\nmsgstr ""\n\n#: a.c:1\n#, c-format\nmsgid "Ein %d"\nmsgstr ""\n\n'
        '#| msgid "x"\nmsgctxt "y"\nmsgid "Zwei"\nmsgstr ""\n'
    )
    made = rendered(RAW, text.encode(), "a.po", shouted, frozenset({0, 1, 2})).decode()
    assert '\n\n#, fuzzy\nmsgid "Ein Haus"' in made
    assert '#: a.c:1\n#, fuzzy, c-format\nmsgid "Ein %d"' in made
    assert '#, fuzzy\n#| msgid "x"\nmsgctxt "y"\n' in made
    assert [entry.fuzzy for entry in polib.pofile(made)] == [True, True, True]


def test_accelerators_are_kept() -> None:
    assert 'msgstr "&DATEI"' in translated(HEADER + 'msgid "&Datei"\nmsgstr ""\n')
    made = rendered(RAW, (HEADER + 'msgid "Spei&chern unter"\nmsgstr ""\n').encode(), "a.po", put("Save as")).decode()
    assert 'msgstr "&Save as"' in made


def test_a_catalogue_into_another_language_is_refused() -> None:
    with pytest.raises(DocumentError, match=r'a\.po: its Language is "de_AT", but msgstr is to be English'):
        translated(HEADER.replace("Language: ", "Language: de_AT"))


def test_the_declared_encoding_is_kept() -> None:
    data = (HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "Größe"\nmsgstr ""\n').encode("latin-1")
    assert rendered(RAW, data, "a.po", put("it’s ü")).decode("latin-1").endswith('msgid "Größe"\nmsgstr "it\'s ü"\n')
