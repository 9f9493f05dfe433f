import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_for_word import put, rendered, same, shouted

from glossary.linked import LinkedText
from translate.documents.document import Segment
from translate.errors import DocumentError
from translate.formats.exchange.xliff import Xliff

RAW = Xliff(repair=False)
ONE = "urn:oasis:names:tc:xliff:document:1.2"
TWO = "urn:oasis:names:tc:xliff:document:2.0"
CODES = [
    '<g id="{0}">Haus</g> ', '<x id="{0}"/> ', '<x id="{0}" equiv-text="{{{{n}}}}"/> ', '<ph id="{0}">%s</ph>, ',
    '<bpt id="{0}">&lt;b></bpt>fett<ept id="{0}">&lt;/b></ept> ', '<g id="{0}"><mrk mtype="x-a">zwei Wörter</mrk></g> ',
    "R&amp;D ", "<bx id='{0}'/>", "<ex id='{0}'/>", "{{name}} ", "<!-- c -->", "&lt;b>fett&lt;/b> ", " ", "Ein Wort ",
    "Satz. ",
]  # fmt: skip


def unit_file(units: str, attributes: str = 'source-language="de" target-language="en"') -> str:
    head = f'<?xml version="1.0"?>\n<xliff version="1.2" xmlns="{ONE}"><file original="a" datatype="x" {attributes}>'
    return f"{head}<body>\n{units}\n</body></file></xliff>\n"


def segment_file(units: str, attributes: str = 'srcLang="de" trgLang="en"') -> str:
    return f'<xliff version="2.1" xmlns="{TWO}" {attributes}><file id="f">\n{units}\n</file></xliff>\n'


def translated(text: str, *doubtful: int) -> str:
    return rendered(RAW, text.encode(), "a.xlf", shouted, frozenset(doubtful)).decode()


def targets(text: str) -> list[str]:
    return re.findall(r"<target.*?</target>|<target[^>]*/>", text, re.DOTALL)


def codes(element: Any) -> list[tuple[str, ...]]:
    return sorted((str(one.tag), *map(str, one.attrib.items())) for one in element.iterdescendants())


def words(element: Any) -> list[str]:
    """The words of an element outside its codes and the tags in its text, in small letters."""
    native = [
        text for code in element.iter(f"{{{ONE}}}bpt", f"{{{ONE}}}ept", f"{{{ONE}}}ph") for text in code.itertext()
    ]
    text = "".join(map(str, element.itertext()))
    for one in native:
        text = text.replace(one, "", 1)
    return re.sub("</?b>", "", text).lower().split()


@given(st.lists(st.sampled_from(CODES), max_size=9), st.booleans())
def test_targets_have_the_codes_of_their_sources_in_well_formed_xml(contents: list[str], shout: bool) -> None:
    source = "".join(code.format(number) for number, code in enumerate(contents))
    data = unit_file(f'  <trans-unit id="1">\n    <source>{source}</source>\n  </trans-unit>').encode()
    made = rendered(RAW, data, "a.xlf", shouted if shout else same)
    unit = etree.fromstring(made).find(f".//{{{ONE}}}trans-unit")
    assert unit is not None
    german, english = unit.find(f"{{{ONE}}}source"), unit.find(f"{{{ONE}}}target")
    if english is None:
        assert made == data
        return
    assert german is not None
    assert codes(german) == codes(english)
    assert words(english) == words(german)
    # All but the target is as it was.
    assert re.sub(rb"\n    <target.*?</target>", b"", made, flags=re.DOTALL) == data


def test_a_target_is_put_in_behind_the_source() -> None:
    text = unit_file(
        '  <trans-unit id="1">\n    <source xml:lang="de">Ein Haus</source>\n    <note>Haus</note>\n  </trans-unit>'
    )
    assert translated(text) == text.replace(
        "</source>\n", '</source>\n    <target state="translated">EIN HAUS</target>\n'
    )
    assert '</source><target state="translated">A</target></trans-unit>' in translated(
        unit_file('<trans-unit id="1"><source>a</source></trans-unit>')
    )


@pytest.mark.parametrize(
    "target",
    ["<target/>", "<target></target>", "<target state='new' />", '<target state="needs-translation">x</target>'],
)
def test_a_target_that_waits_is_filled(target: str) -> None:
    made = translated(unit_file(f'<trans-unit id="1"><source>Ein Haus</source>{target}</trans-unit>'))
    assert re.fullmatch(r"""<target state=["']translated["'] ?>EIN HAUS</target>""", targets(made)[0])


@pytest.mark.parametrize(
    "unit",
    [
        '<trans-unit id="1" approved="yes"><source>Ein Haus</source><target/></trans-unit>',
        '<trans-unit id="1" translate="no"><source>Ein Haus</source></trans-unit>',
        '<group translate="no"><trans-unit id="1"><source>Ein Haus</source></trans-unit></group>',
        '<trans-unit id="1"><source>Ein Haus</source><target>A house</target></trans-unit>',
        '<trans-unit id="1"><source>Ein Haus</source><target state="final"/></trans-unit>',
        '<trans-unit id="1"><source>Ein Haus</source><target state="signed-off">x</target></trans-unit>',
        '<trans-unit id="1"><source>Ein Haus</source><target state="needs-review-translation">x</target></trans-unit>',
        '<trans-unit id="1"><source> </source></trans-unit>',
        '<trans-unit id="1"><alt-trans><source>Ein Haus</source><target/></alt-trans></trans-unit>',
    ],
)
def test_units_that_are_done_or_not_to_be_translated_keep_every_byte(unit: str) -> None:
    text = unit_file(unit, 'source-language="de"')
    assert translated(text) == text


def test_a_unit_without_words_is_copied() -> None:
    assert targets(translated(unit_file('<trans-unit id="1"><source>12 <x id="1"/></source></trans-unit>'))) == [
        '<target state="translated">12 <x id="1"/></target>'
    ]


def test_segments_of_a_source() -> None:
    segments = '<mrk mtype="seg" mid="1">Ein Satz.</mrk> <mrk mtype="seg" mid="2">Noch <g id="1">einer</g>.</mrk>'
    unit = f'<trans-unit id="1"><source>Ein Satz. Noch einer.</source><seg-source>{segments}</seg-source></trans-unit>'
    made = translated(unit_file(unit))
    upper = segments.replace("Ein Satz", "EIN SATZ").replace("Noch", "NOCH").replace("einer", "EINER")
    assert f'</seg-source><target state="translated">{upper}</target></trans-unit>' in made


def test_texts_in_codes() -> None:
    source = 'Das Bild <ph id="1">&lt;img alt="<sub>Ein Haus</sub>"></ph> hier'
    made = translated(unit_file(f'<trans-unit id="1"><source>{source}</source></trans-unit>'))
    assert targets(made)[0].count("<sub>EIN HAUS</sub>") == 1


def test_cdata_and_tags_in_text() -> None:
    unit = '<trans-unit id="1"><source><![CDATA[<p>Ein <b>Wort</b>.</p>]]></source></trans-unit>'
    assert targets(translated(unit_file(unit))) == [
        '<target state="translated"><![CDATA[<p>EIN <b>WORT</b>.</p>]]></target>'
    ]
    unit = '<trans-unit id="1"><source>Ein &lt;b&gt;Wort&lt;/b&gt; &amp;amp; mehr</source></trans-unit>'
    assert targets(translated(unit_file(unit))) == [
        '<target state="translated">EIN &lt;b&gt;WORT&lt;/b&gt; &amp;amp; MEHR</target>'
    ]


def test_choices_of_angular() -> None:
    one, other = 'Eine <x id="START_BOLD_TEXT"/>Datei<x id="CLOSE_BOLD_TEXT"/>', '<x id="INTERPOLATION"/> Dateien'
    source = f"{{N, plural, =1 {{{one}}} other {{{other}}}}}"
    made = translated(unit_file(f'<trans-unit id="1"><source>{source}</source></trans-unit>'))
    upper = source.replace("Eine", "EINE").replace("Datei", "DATEI").replace("DATEIen", "DATEIEN")
    assert targets(made) == [f'<target state="translated">{upper}</target>']


def test_states_of_units_to_look_at() -> None:
    units = ("Eins. Zwei.", "Drei")
    text = unit_file("".join(f'<trans-unit id="{unit}"><source>{unit}</source></trans-unit>' for unit in units))
    assert re.findall('state="([^"]*)"', translated(text, 1)) == ["needs-review-translation", "translated"]


def test_xliff_2_has_its_states_at_segments() -> None:
    text = segment_file(
        '<unit id="1"><originalData><data id="d">Ein Haus</data></originalData>\n'
        '  <segment id="a">\n    <source>Ein <pc id="1" dataRefStart="d">Haus</pc> steht.</source>\n  </segment>\n'
        "  <ignorable><source> </source></ignorable>\n"
        '  <segment state="initial" subState="x:y"><source>Zwei</source><target>Zwei</target></segment>\n'
        '  <segment state="final"><source>Drei</source><target/></segment>\n'
        "  <segment><source>Vier</source><target>Four</target></segment></unit>\n"
        '<unit id="2" translate="no"><segment><source>Fünf</source></segment></unit>'
    )
    assert translated(text, 1) == text.replace('<segment id="a">', '<segment id="a" state="translated">').replace(
        "</source>\n  </segment>",
        '</source>\n    <target>EIN <pc id="1" dataRefStart="d">HAUS</pc> STEHT.</target>\n  </segment>',
    ).replace('state="initial" subState="x:y"', 'state="translated" subState="deen:needs-review"').replace(
        "<target>Zwei</target>", "<target>ZWEI</target>"
    )


def test_codes_go_where_the_english_has_them() -> None:
    source = 'Von <x id="A" equiv-text="{{a}}"/> nach <x id="B" equiv-text="{{b}}"/> verschoben'
    text = unit_file(f'<trans-unit id="1"><source>{source}</source></trans-unit>').encode()
    made = rendered(RAW, text, "a.xlf", put("Moved to {{b}} from {{a}}")).decode()
    english = 'Moved to <x id="B" equiv-text="{{b}}"/> from <x id="A" equiv-text="{{a}}"/>'
    assert targets(made) == [f'<target state="translated">{english}</target>']


def test_codes_without_a_text_are_told_apart_by_what_they_translate() -> None:
    text = unit_file('<trans-unit id="1"><source>Von <ph id="1">a</ph> nach <ph id="2">b</ph></source></trans-unit>')

    def swapped(segment: Segment) -> LinkedText:
        assert segment.text == "Von □ nach □"
        return LinkedText("To □ from □", (((0, 2), (6, 10)), ((3, 4), (11, 12)), ((5, 9), (0, 3)), ((10, 11), (4, 5))))

    made = rendered(RAW, text.encode(), "a.xlf", swapped).decode()
    assert targets(made) == ['<target state="translated">To <ph id="2">b</ph> from <ph id="1">a</ph></target>']


def test_codes_that_the_english_lacks_are_not_lost() -> None:
    source = 'Von <ph id="1">a</ph> nach <g id="2">dort</g> <x id="3" equiv-text="%s"/>'
    text = unit_file(f'<trans-unit id="1"><source>{source}</source></trans-unit>').encode()
    (target,) = targets(rendered(RAW, text, "a.xlf", put("Moved away")).decode())
    assert all(
        target.count(code) == 1 for code in ('<ph id="1">a</ph>', '<g id="2">', "</g>", '<x id="3" equiv-text="%s"/>')
    )
    assert "Moved away" in re.sub("<.*?>", "", target.replace(">a<", "><"))


def test_the_language_of_targets_is_said() -> None:
    unit = '<trans-unit id="1"><source>Ein Haus</source></trans-unit>'
    assert '<file original="a" datatype="x" source-language="de-AT" target-language="en">' in translated(
        unit_file(unit, 'source-language="de-AT"')
    )
    unit = '<unit id="1"><segment><source>Ein Haus</source></segment></unit>'
    assert f'xmlns="{TWO}" srcLang="de" trgLang="en">' in translated(segment_file(unit, 'srcLang="de"'))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (unit_file("", 'source-language="en-US"'), 'source-language is "en-US", not German'),
        (unit_file("", 'source-language="de" target-language="fr"'), 'target-language is "fr", not English'),
        (segment_file("", 'srcLang="cs"'), 'srcLang is "cs", not German'),
        ("<a/>", "not XLIFF: its root is a"),
        (unit_file("<trans-unit>"), "not well-formed"),
    ],
)
def test_what_is_not_from_german_to_english_or_no_xliff_is_refused_in_one_line(text: str, line: str) -> None:
    with pytest.raises(DocumentError, match=rf"^a\.xlf: [^\n]*{line}[^\n]*$"):
        RAW.parse(text.encode(), "a.xlf")


def test_a_message_whose_braces_do_not_pair_is_left_with_a_notice() -> None:
    text = unit_file('<trans-unit id="1"><source>{n, plural, one {Datei}</source></trans-unit>')
    assert translated(text) == text
    assert RAW.parse(text.encode(), "a.xlf").notices == ("1 message of ICU whose braces do not pair: left alone",)


def test_other_encodings_and_prefixes() -> None:
    unit = '<x:trans-unit id="1"><x:source>Größe</x:source></x:trans-unit>'
    text = (
        f'<?xml version="1.0" encoding="ISO-8859-1"?><x:xliff version="1.2" xmlns:x="{ONE}">'
        f'<x:file source-language="de" target-language="en"><x:body>{unit}</x:body></x:file></x:xliff>'
    )
    made = rendered(RAW, text.encode("latin-1"), "a.xlf", put("a → b")).decode("latin-1")
    assert made == text.replace("</x:source>", '</x:source><x:target state="translated">a &#8594; b</x:target>')


def test_time_is_linear() -> None:
    started = time.process_time()
    unit = '<trans-unit id="1"><source>Ein <g id="1">Haus</g></source></trans-unit>'
    translated(unit_file(unit * 5000))
    assert time.process_time() - started < 20
