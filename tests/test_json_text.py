import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_for_word import put, rendered, same, shouted

from glossary.linked import LinkedText
from translate.documents.document import Segment
from translate.errors import DocumentError
from translate.formats.exchange.json_text import Json

RAW = Json(repair=False)
MESSAGES = st.text(st.sampled_from('aßÜ .!?\n"\\/<b>{}&;%s😀\u2028'), max_size=30)


def texts(text: str, *fields: str, name: str = "de.json") -> list[str]:
    return [segment.text for segment in Json(False, fields).parse(text.encode(), name).segments]


def translated(text: str, *, name: str = "de.json") -> str:
    return rendered(RAW, text.encode(), name, shouted).decode()


@given(st.dictionaries(st.text(max_size=3), MESSAGES, max_size=5), st.sampled_from([None, 2, "\t"]), st.booleans())
def test_with_the_same_words_the_same_bytes_and_with_others_the_same_keys(
    value: dict[str, str], indent: int | str | None, ascii_only: bool
) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()
    assert rendered(RAW, data, "de.json", same) == data
    made: dict[str, Any] = json.loads(rendered(RAW, data, "de.json", shouted))
    assert list(made) == list(value)
    assert {key: text.upper().replace("SS", "ß") for key, text in made.items()} == {
        key: text.upper().replace("SS", "ß") for key, text in value.items()
    }


def test_the_layout_and_the_escapes_stay() -> None:
    text = (
        '{ "a":"Gr\\u00fc\\u00dfe \\ud83d\\ude00 \\ud83d von\\/an",\r\n'
        '\t"b" : [ "Alles \\u003cb\\u003egut\\u003c\\/b\\u003e" , 1.50 ] }'
    )
    assert translated(text) == (
        '{ "a":"GR\\u00dc\\u00dfE \\ud83d\\ude00 \\ud83d VON\\/AN",\r\n'
        '\t"b" : [ "ALLES \\u003cb\\u003eGUT\\u003c\\/b\\u003e" , 1.50 ] }'
    )
    # The engine's own quotation marks and line breaks.
    data = b'{"a": "Ein Wort"}'
    assert rendered(RAW, data, "a.json", put('a "word"\n\\ – ü')) == '{"a": "a \\"word\\"\\n\\\\ – ü"}'.encode()


def test_characters_are_escaped_that_the_file_always_escapes() -> None:
    data = b'{"a": "Ein Gru\\u00df von A\\/B"}'
    assert rendered(RAW, data, "a.json", put("é/è 😀")) == b'{"a": "\\u00e9\\/\\u00e8 \\ud83d\\ude00"}'


def test_placeholders_and_tags_stay_where_their_words_are() -> None:
    assert translated('{"a": "Zuletzt von <b>{user}</b> am {{date}} in %s geändert"}') == (
        '{"a": "ZULETZT VON <b>{user}</b> AM {{date}} IN %s GEÄNDERT"}'
    )


def test_placeholders_do_not_jump_to_the_front() -> None:
    data = '{"a": "{user} hat <b>das Dokument</b> am {date} geändert."}'.encode()

    def turned(segment: Segment) -> LinkedText:
        text = "The document was changed by {user} on {date}."
        places = [("document", "Dokument"), ("changed", "geändert"), ("{user}", "{user}"), ("{date}", "{date}")]
        links = ((text.index(one), one, segment.text.index(other), other) for one, other in places)
        return LinkedText(text, tuple(((at, at + len(one)), (of, of + len(other))) for at, one, of, other in links))

    assert rendered(RAW, data, "a.json", turned) == (b'{"a": "The <b>document</b> was changed by {user} on {date}."}')


def test_choices_are_translated() -> None:
    text = '{"a": "Sie haben {n, plural, =0 {keine Datei} other {# <b>Dateien</b>}} gewählt."}'
    assert translated(text) == '{"a": "SIE HABEN {n, plural, =0 {KEINE DATEI} other {# <b>DATEIEN</b>}} GEWÄHLT."}'


def test_a_message_whose_braces_do_not_pair_is_left_with_a_notice() -> None:
    text = '{"a": "Sie haben {n, plural, one {eine Datei}", "b": "Noch ein Satz."}'
    assert translated(text) == text.replace("Noch ein Satz.", "NOCH EIN SATZ.")
    assert "1 message of ICU whose braces do not pair: left alone" in RAW.parse(text.encode(), "a.json").notices


def test_names_of_programs_are_no_text() -> None:
    value = {
        "id": "home", "url": "https://x.de/a?b=c", "date": "2024-05-01T10:00:00Z", "color": "#ff0000",
        "state": "in_progress", "uuid": "123e4567-e89b-12d3-a456-426614174000", "file": "Bild.png", "n": "12,5 %",
        "camel": "camelCase", "type": "Button", "mime": "text/html", "@context": "Ein Satz hier", "key": "user.name",
        "$comment": "Noch ein Satz",
    }  # fmt: skip
    prose = {"save": "Speichern", "umlaut": "öffnen", "type2": "Zwei Wörter", "label": "Abbrechen"}
    assert texts(json.dumps(value | prose)) == list(prose.values())
    # In a file of messages, small words are messages too.
    assert texts('{"a": "Ein Satz hier.", "b": "Noch ein Satz.", "c": "und"}') == [
        "Ein Satz hier.",
        "Noch ein Satz.",
        "und",
    ]


def test_fields_choose() -> None:
    text = '{"title": "Titel", "items": [{"body": "Ein Text.", "note": "Noch einer."}], "id": "abc"}'
    assert texts(text, "title") == ["Titel"]
    assert texts(text, "items[].body", "id") == ["Ein Text.", "abc"]
    with pytest.raises(DocumentError, match=r"no text at body; there is title, items\[\]\.body, items\[\]\.note, id"):
        texts(text, "body")


def test_lines_of_json() -> None:
    text = '{"t": "Ein Satz hier."}\r\n{"t": "Noch einer da."}\r\n'
    assert translated(text, name="a.jsonl") == text.replace("Ein Satz hier", "EIN SATZ HIER").replace(
        "Noch einer da", "NOCH EINER DA"
    )


def test_other_encodings() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        made = rendered(RAW, '{"a": "Ein schöner Gruß"}'.encode(encoding), "a.json", put("a → b"))
        assert json.loads(made.decode(encoding))["a"] == "a → b"


@pytest.mark.parametrize("text", ['{"a": "x" "b"}', "Kein JSON", '{"a": "\\x"}', "", '{"a": "x"', "[1,]"])
def test_what_is_no_json_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(DocumentError, match=r"^a\.json: not JSON: [^\n]*$"):
        RAW.parse(text.encode(), "a.json")
