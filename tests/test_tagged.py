"""Texts with tags of XML: which tags part sentences, what is copied, and that what is well-formed stays so."""

from xml.etree import ElementTree

import pytest
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Glossary
from translate import Translator
from translate.formats.exchange import tag_tokens
from translate.formats.exchange.passage import Splitting
from translate.formats.exchange.tagged import Tagged
from translate.options import Options

WORDS = {"Das": "The", "Haus": "house", "ist": "is", "alt": "old", "Wir": "We", "gehen": "go", "und": "and"}
TRANSLATOR = Translator.of(Options(memory=False, names=False), Glossary())


def sentences(text: str, form: Tagged | None = None) -> list[str]:
    return [segment.text for segment in (form or Tagged()).parse(text.encode(), "").segments]


def english(text: str, form: Tagged | None = None) -> str:
    form = form or Tagged()
    translator = TRANSLATOR.with_engine(FakeEngine(WORDS))
    return translator.translate_document(form.parse(text.encode(), ""), form).data.decode()


def of(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_tags_stand_around_the_same_words() -> None:
    assert english("Das <b>Haus</b> ist <i>alt</i>.") == "The <b>house</b> is <i>old</i>."


def test_what_is_ignored_is_copied() -> None:
    form = Tagged(ignored=of("x"))
    assert english('Das <x id="1">Haus</x> ist alt.', form) == 'The <x id="1">Haus</x> is old.'
    assert english('Das <x id="1"></x> ist alt.', form) == 'The <x id="1"></x> is old.'
    assert english("<p>Das Haus</p><x><p>Das Haus</p></x>", form) == "<p>The house</p><x><p>Das Haus</p></x>"


def test_entities_stay_entities() -> None:
    assert english("Das Haus &lt; und &amp; alt") == "The house &lt; and &amp; old"
    assert sentences("R&amp;D ist alt") == ["R&D ist alt"]
    assert english("<a>1 &amp; 2</a> &#8211; &foo;") == "<a>1 &amp; 2</a> &#8211; &foo;"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Tagged(), ["Das Haus", "ist alt"]),
        (Tagged(outline=False), ["Das Haus ist alt"]),
        (Tagged(joining=of("par")), ["Das Haus ist alt"]),
        (Tagged(outline=False, parting=of("par")), ["Das Haus", "ist alt"]),
    ],
)
def test_what_parts_sentences(form: Tagged, expected: list[str]) -> None:
    assert sentences("<doc><par>Das Haus</par> <par>ist alt</par></doc>", form) == expected


def test_an_element_beside_text_stands_in_the_sentence() -> None:
    assert sentences("<doc>Das <term>Haus</term> ist alt</doc>") == ["Das Haus ist alt"]
    assert sentences("<span>Das Haus</span> <span>ist alt</span>") == ["Das Haus ist alt"]


def test_lines_end_sentences_only_between_words() -> None:
    assert sentences("Das Haus\nist alt") == ["Das Haus", "ist alt"]
    assert sentences("<p>Das <b>Haus</b>\n  ist alt</p>") == ["Das Haus ist alt"]
    assert sentences("Das Haus\nist alt", Tagged(splitting="signs")) == ["Das Haus ist alt"]
    assert sentences("Das Haus. Wir gehen.", Tagged(splitting="never")) == ["Das Haus. Wir gehen."]


def test_cdata_is_text_of_its_own() -> None:
    assert english("<a><![CDATA[Das Haus & Wir]]></a>") == "<a><![CDATA[The house & We]]></a>"


@pytest.mark.parametrize(
    "text", ["a < b", "<b>Haus", "Haus</b>", "<!-- Haus", "<![CDATA[Haus", "&&;&#;", "<a><b></a></b>"]
)
def test_what_is_ill_formed_is_read_as_it_can_be(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tag_tokens.tokens(text)) == text
    assert english(text)


def test_deep_and_long_is_read_in_time() -> None:
    for text in ("<a>" * 20_000 + "</a>" * 20_000, "<!--" * 20_000, '<a "' * 5_000, "<a><![CDATA[]]></a>" * 3_000):
        assert sentences(text, Tagged(repair=False)) is not None


NAMES = st.sampled_from(["b", "i", "x", "p", "par", "raw"])
LEAVES = st.sampled_from(["Das Haus", " ", "ist alt. ", "Wir gehen.\n", "&amp;", "<br/>", "und", "<!-- x -->", "<x/>"])


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", NAMES, st.lists(inside, max_size=4))


@pytest.mark.parametrize("splitting", ["lines", "signs", "never"])
@given(
    st.lists(st.recursive(LEAVES, _element, max_leaves=12), max_size=4).map("".join),
    st.booleans(), st.sets(NAMES, max_size=2), st.sets(NAMES, max_size=2),
)  # fmt: skip
def test_what_is_well_formed_stays_so(
    splitting: Splitting, text: str, outline: bool, ignored: set[str], parting: set[str]
) -> None:
    form = Tagged(True, splitting, frozenset(ignored), frozenset(parting), outline=outline)
    made = ElementTree.fromstring(f"<root>{english(text, form)}</root>")
    before = ElementTree.fromstring(f"<root>{text}</root>")
    assert sorted(one.tag for one in made.iter()) == sorted(one.tag for one in before.iter())
