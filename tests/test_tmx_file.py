import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_xliff import codes
from word_for_word import put, rendered, same, shouted

from translate.errors import DocumentError
from translate.formats.exchange.tmx_file import Tmx

RAW = Tmx(repair=False)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CODES = [
    '<bpt i="{0}">&lt;b></bpt>fett<ept i="{0}">&lt;/b></ept>', '<ph x="{0}">%s</ph>', "Ein Wort ", " ", "Satz. ",
    '<it pos="begin" x="{0}">x</it>', "R&amp;D ", '<ut x="{0}">c</ut>', '<ph x="{0}">c<sub>Ein Haus</sub></ph>',
    "<hi>zwei Wörter</hi>",
]  # fmt: skip


def memory(units: str) -> str:
    head = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="de"/>'
    return f"{head}<body>\n{units}\n</body></tmx>\n"


def translated(text: str, *doubtful: int) -> str:
    return rendered(RAW, text.encode(), "a.tmx", shouted, frozenset(doubtful)).decode()


@given(st.lists(st.sampled_from(CODES), max_size=9), st.booleans())
def test_english_has_the_codes_of_the_german(contents: list[str], shout: bool) -> None:
    segment = "".join(code.format(number) for number, code in enumerate(contents))
    data = memory(f'<tu><tuv xml:lang="de"><seg>{segment}</seg></tuv></tu>').encode()
    made = rendered(RAW, data, "a.tmx", shouted if shout else same)
    variants = etree.fromstring(made).findall(".//tuv")
    if len(variants) == 1:
        assert made == data
        return
    german, english = (variant.find("seg") for variant in variants)
    assert german is not None
    assert english is not None
    assert codes(german) == codes(english)
    assert variants[1].get(LANG) == "en"


def test_a_variant_is_laid_out_as_the_german_one() -> None:
    text = memory('  <tu>\n    <tuv xml:lang="de-DE">\n      <seg>Ein Haus</seg>\n    </tuv>\n  </tu>')
    new = '\n    <tuv xml:lang="en">\n      <seg>EIN HAUS</seg>\n    </tuv>\n  </tu>'
    assert translated(text) == text.replace("\n  </tu>", new)
    assert '</tuv><tuv lang="en"><seg>A</seg></tuv></tu>' in translated(
        memory('<tu><tuv lang="DE"><seg>a</seg></tuv></tu>')
    )


def test_an_empty_variant_is_filled_and_one_with_text_left() -> None:
    text = memory(
        '<tu><tuv xml:lang="en-US"><seg/></tuv><tuv xml:lang="de"><seg>Ein Haus</seg></tuv></tu>'
        '<tu><tuv xml:lang="de"><seg>Ein Baum</seg></tuv><tuv xml:lang="en"><seg>A tree</seg></tuv></tu>'
        '<tu><tuv xml:lang="fr"><seg>Un</seg></tuv><tuv xml:lang="en"><seg/></tuv></tu>'
    )
    assert translated(text) == text.replace("<seg/>", "<seg>EIN HAUS</seg>", 1)


def test_a_property_says_what_to_look_at() -> None:
    text = memory(
        '<tu><tuv xml:lang="de"><seg>Eins</seg></tuv></tu>'
        '<tu><tuv xml:lang="de"><seg>Zwei</seg></tuv><tuv xml:lang="en"><seg></seg></tuv></tu>'
    )
    said = '<prop type="x-deen:needs-review">yes</prop>'
    assert translated(text, 0, 1).count(f'<tuv xml:lang="en">{said}<seg>') == 2
    assert said not in translated(text)


def test_utf_16() -> None:
    data = memory('<tu><tuv xml:lang="de"><seg>Größe</seg></tuv></tu>').encode("utf-16")
    assert "<seg>größer → 1</seg>" in rendered(RAW, data, "a.tmx", put("größer → 1")).decode("utf-16")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (memory('<tu><tuv xml:lang="fr"><seg>Un</seg></tuv></tu>'), "no unit in German .de.; its languages are fr"),
        ("<a/>", "not TMX: its root is a"),
        ("<tmx>", "not well-formed"),
        ("", "not well-formed"),
    ],
)
def test_what_is_no_memory_with_german_is_refused_in_one_line(text: str, line: str) -> None:
    with pytest.raises(DocumentError, match=rf"^a\.tmx: [^\n]*{line}[^\n]*$"):
        RAW.parse(text.encode(), "a.tmx")


def test_a_memory_without_units_is_left() -> None:
    assert translated(memory("")) == memory("")
