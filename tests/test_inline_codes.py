import pytest
from test_xml_tree import tree

from translate.formats.blocks import BlockPart, Copied, Mark, Text
from translate.formats.exchange import inline_codes


def parts(content: str) -> list[BlockPart]:
    data = f"<source>{content}</source>"
    return inline_codes.parts(data, tree(data))


def shown(content: str) -> list[str]:
    """The parts by what they are: a role and a name, or what is copied in brackets, or text."""
    return [
        f"{part.role} {part.name}"
        if isinstance(part, Mark)
        else f"[{part.text}]"
        if isinstance(part, Copied)
        else part.text
        for part in parts(content)
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('a <g id="1">b</g>', ["a ", "opening g", "b", "closing g"]),
        ('<pc id="1">b<pc id="2">c</pc></pc>', ["opening pc", "b", "opening pc", "c", "closing pc", "closing pc"]),
        ('<bx id="1" rid="7"/>a<ex id="2" rid="7"/>', ["opening x 7", "a", "closing x 7"]),
        ('<bpt id="1">&lt;b&gt;</bpt>a<ept id="1">&lt;/b&gt;</ept>', ["opening pt 1", "a", "closing pt 1"]),
        ('<bpt i="1" x="5">{\\b </bpt>a<ept i="1">}</ept>', ["opening pt 1", "a", "closing pt 1"]),
        ('<sc id="3"/>a<ec startRef="3"/>', ["opening c 3", "a", "closing c 3"]),
        ('<sc id="3" isolated="yes"/>a', ["point sc", "a"]),
        ('<sm id="m"/>a<em startRef="m"/>', ["opening m m", "a", "closing m m"]),
        ('a <x id="I" equiv-text="{{name}}"/> b', ["a ", "[{{name}}]", " b"]),
        ('a <ph id="1" disp="%s"/> b', ["a ", "[%s]", " b"]),
        ('a <ph id="1">code</ph> b', ["a ", "[□]", " b"]),
        ('Wort<x id="1"/> b', ["Wort", "point code", " b"]),
        ('a <x id="1" equiv-text="&lt;img>"/> b', ["a ", "point x", " b"]),
        ('a<x id="LINE_BREAK" ctype="lb"/>b', ["a", "point br", "b"]),
        ('<x id="START_BOLD_TEXT_1"/>a<x id="CLOSE_BOLD_TEXT"/>', ["opening x BOLD_TEXT", "a", "closing x BOLD_TEXT"]),
        ('<it pos="open">x</it>a', ["point it", "a"]),
        ('a <mrk mtype="protected">b</mrk> c', ["a ", "[b]", " c"]),
        ('a <mrk id="1" translate="no">b <pc id="1">c</pc></mrk>', ["a ", "[b c]"]),
        ('<mrk mtype="term">b</mrk>', ["opening mrk", "b", "closing mrk"]),
        ("a<!-- b -->c", ["a", "point comment", "c"]),
        ('<g id="1"/>a', ["point g", "a"]),
        ('a <cp hex="001A"/> b', ["a ", "[□]", " b"]),
    ],
)
def test_codes_by_what_they_are(content: str, expected: list[str]) -> None:
    assert shown(content) == expected


def test_parts_cover_the_content() -> None:
    content = 'a&amp;<g id="1">b<bpt id="2"><sub>s</sub></bpt>c<ept id="2"/></g> <x id="3"/>.'
    at = len("<source>")
    for part in parts(content):
        assert part.start == at
        at = part.end
    assert at == len("<source>") + len(content)


def test_a_cdata_section_that_is_all_is_read_inside() -> None:
    data = "<source>\n<![CDATA[<b>a</b> & c]]>\n</source>"
    assert inline_codes.cdata(data, tree(data))
    assert inline_codes.parts(data, tree(data)) == [Text(18, 30, "<b>a</b> & c")]
    mixed = "<source>a <![CDATA[<b>]]></source>"
    assert not inline_codes.cdata(mixed, tree(mixed))
    assert inline_codes.parts(mixed, tree(mixed))[-1].text == "<b>"
