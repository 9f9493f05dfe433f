import time
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats import xml_events
from translate.formats.xml_events import Event, XmlText

PREFIXES = {"urn:w": "w", "urn:main": ""}
WORDS = st.text(st.sampled_from("aäß日😀 <>&\"'\t\r\n]-?"), max_size=12)


def events(text: str) -> list[Event]:
    return list(xml_events.events(text, "a.xml", PREFIXES))


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    content = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["text", "cdata", "comment", "instruction", "entity", "tree"]))
        word = draw(WORDS)
        if kind == "cdata":
            content.append(f"<![CDATA[{word.replace(']', '')}]]>")
        elif kind == "comment":
            content.append(f"<!--{word.replace('-', '')}-->")
        elif kind == "instruction":
            content.append(f"<?x {word.replace('?', '')}?>")
        elif kind == "entity":
            content.append(draw(st.sampled_from(["&lt;", "&#228;", "&#x1F600;", "&apos;"])))
        elif kind == "tree" and depth:
            content.append(draw(trees(depth - 1)))
        else:
            content.append(xml_events.escaped(word))
    value = xml_events.escaped_value(draw(WORDS))
    quote = draw(st.sampled_from("\"'"))
    name = draw(st.sampled_from(["a", "w:b", "x:c"]))
    empty = draw(st.booleans())
    head = f"{name} xmlns:w='urn:w'  xmlns:x = \"urn:x\" w:y={quote}{value}{quote}"
    return f"<{head}>{''.join(content)}</{name}>" if content or not empty else f"<{head} />"


@given(trees(), st.sampled_from(["", '<?xml version="1.0"?>\n', "<!-- ä -->\n<!DOCTYPE a>\r\n"]))
def test_events_cover_the_text_and_say_what_other_readers_do(tree: str, prolog: str) -> None:
    text = prolog + tree + "\n"
    found = events(text)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.end == other.start for one, other in pairwise(found))
    root = ElementTree.fromstring(text)
    inside = [one for one in found if one.kind == "text"]
    assert "".join(one.text for one in inside) == "".join(root.itertext())
    tags = [one for one in found if one.kind == "start"]
    elements = list(root.iter())
    names = {"a": "a", "{urn:w}b": "w:b", "{urn:x}c": "{urn:x}c"}
    assert [one.name for one in tags] == [names[element.tag] for element in elements]
    for one, element in zip(tags, elements, strict=True):
        assert text[one.start] == "<"
        assert text[one.end - 1] == ">"
        assert one.attributes == {"w:y": element.get("{urn:w}y")}
        span = xml_events.values(text, one)["w:y"]
        assert "".join(part.text for part in xml_events.texts(text, *span)) == element.get("{urn:w}y")
    for one in inside:
        if len(one.text) == one.end - one.start:
            assert text[one.start : one.end].replace("\r", "\n") == one.text


def test_an_element_without_content_ends_where_its_tag_does() -> None:
    assert [(one.kind, one.start, one.end) for one in events("<a><b/>x</a>")] == [
        ("start", 0, 3), ("start", 3, 7), ("end", 7, 7), ("text", 7, 8), ("end", 8, 12),
    ]  # fmt: skip


def test_names_have_the_prefixes_of_their_namespaces() -> None:
    text = '<p:a xmlns:p="urn:w" xmlns="urn:main" p:x="1" y="2" xml:space="preserve"><b/><c xmlns="urn:c"/></p:a>'
    tags = [one for one in events(text) if one.kind == "start"]
    assert [one.name for one in tags] == ["w:a", "b", "{urn:c}c"]
    assert tags[0].attributes == {"w:x": "1", "y": "2", "xml:space": "preserve"}


def test_entities_of_a_document_type_that_is_elsewhere_are_text() -> None:
    text = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/x.dtd"><a b="x&nbsp;y">1&nbsp;2&foo;</a>'
    )
    found = events(text)
    assert [one.text for one in found if one.kind == "text"] == ["1", "\u00a0", "2", "&foo;"]
    tag = next(one for one in found if one.kind == "start")
    assert [part.text for part in xml_events.texts(text, *xml_events.values(text, tag)["b"])] == ["x", "\u00a0", "y"]


def test_entities_that_stand_for_a_word_are_text() -> None:
    found = events('<!DOCTYPE a [<!ENTITY firma "Meier AG"><!ENTITY lt "&#38;#60;">]><a>Die &firma; &lt;</a>')
    assert "".join(one.text for one in found if one.kind == "text") == "Die Meier AG <"


BOMB = "<!DOCTYPE a [" + '<!ENTITY a "aaaaaaaaaa">' + '<!ENTITY b "&a;&a;&a;">' + "]><a>&b;</a>"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "line 1: no element found"),
        ("<a>\n<b></a>", "line 2: mismatched tag"),
        ("<a>\0</a>", "line 1: not well-formed"),
        ("<a>&nbsp;</a>", "line 1: undefined entity"),
        ("<a/><b/>", "line 1: junk after"),
        ("<a>\ud800</a>", "line 1: not well-formed"),
        (BOMB, "entity b"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entity x"),
        ('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x.de/"> %x;]><a/>', "entity x"),
        (f'<!DOCTYPE a [<!ENTITY x "{"x" * 1000}">]><a>&x;</a>', "entity x"),
        (f'<!DOCTYPE a [<!ENTITY x "{"x" * 100}">]><a>{"&x;" * 20_000}</a>', "swell"),
    ],
)
def test_what_is_refused(text: str, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as raised:
        events(text)
    assert str(raised.value).startswith("a.xml: ")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "windows-1252", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-be").removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{declared}"?><a>Tür €</a>'
    data = text.encode(encoding)
    read = xml_events.decoded(data, "a.xml")
    assert read.text == text
    assert read.encoded(read.text) == data


def test_what_has_one_byte_a_character_is_not_utf_16_whatever_it_says() -> None:
    assert xml_events.decoded('<?xml version="1.0" encoding="UTF-16"?><a>ä</a>'.encode(), "a.xml").text.endswith(
        "ä</a>"
    )


@pytest.mark.parametrize("data", [b"<a>\xe4</a>", b"<?xml version='1.0' encoding='nonsense'?><a/>", b"\xff\xfe<"])
def test_other_encodings_than_said(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a.xml: (?:not in the encoding|the encoding nonsense)"):
        xml_events.decoded(data, "a.xml")


def test_what_the_encoding_does_not_have_is_a_number() -> None:
    assert XmlText("", "windows-1252").encoded("ä日") == b"\xe4&#26085;"


@given(st.text())
def test_what_is_escaped_is_read_as_it_was(text: str) -> None:
    whole = f"<a b='{xml_events.escaped_value(text)}'>{xml_events.escaped(text)}</a>"
    root = ElementTree.fromstring(whole)
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert (root.text or "") == kept
    assert root.get("b") == kept


def test_long_texts_take_no_long() -> None:
    text = "<a>" + "<b c='d'>Tür &amp; Tor</b>\n" * 20_000 + "</a>"
    began = time.process_time()
    assert len(events(text)) > 100_000
    assert time.process_time() - began < 5
