from test_xml_tree import tree

from translate.formats.blocks import Block
from translate.formats.exchange import xml_messages


def texts(content: str, *, preserve: bool = True) -> list[str]:
    data = f"<seg>{content}</seg>"
    return [block.text for block in xml_messages.blocks(data, tree(data), preserve=preserve)]


def test_texts_in_codes_are_blocks_of_their_own() -> None:
    assert texts(
        'Ein Bild <ph x="1">&lt;img alt="<sub>Ein Haus <it pos="begin">x<sub>tief</sub></it></sub>"></ph> hier.'
    ) == [
        "Ein Bild □ hier.",
        "Ein Haus",
        "tief",
    ]


def test_space_is_preserved_or_not() -> None:
    content = "Ein Satz\n    über zwei Zeilen."
    assert texts(content, preserve=False) == ["Ein Satz über zwei Zeilen."]
    assert texts(content) == ["Ein Satz", "über zwei Zeilen."]


def test_text_is_written_as_its_place_needs_it() -> None:
    assert xml_messages.written("a < b & c", Block(())) == "a &lt; b &amp; c"
    assert xml_messages.written("a < b & c", Block((), " html")) == "a &amp;lt; b &amp;amp; c"
    assert xml_messages.written("a < b ]]> c", Block((), "cdata")) == "a < b ]]]]><![CDATA[> c"
    assert xml_messages.written("a < b", Block((), "cdata html")) == "a &lt; b"


def test_the_line_and_indentation_before_a_place() -> None:
    assert xml_messages.line_of("<a>\r\n\t<b/>", 6) == "\r\n\t"
    assert xml_messages.line_of("\n<b/>", 1) == "\n"
    assert xml_messages.line_of("<b/>", 0) == ""
