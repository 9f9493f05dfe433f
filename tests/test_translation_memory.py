from dataclasses import replace

import pytest
from hypothesis import given
from made_terms import TERMS

from glossary.exchange import translation_memory
from glossary.exchange.xml_elements import parsed
from glossary.terms import Term

TMX = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="EN-US"/><body><tu><note>seen</note>
<tuv ENGLISH><seg>the <bpt i="1">&lt;b></bpt>brake</seg></tuv><tuv xml:lang="fr"><seg>le frein</seg></tuv>
<tuv GERMAN><seg>die Bremse</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>oui</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(
    ("german", "english"), [("DE", "EN-US"), ("deu", "eng"), ("de-DE", "en"), ("ger", "EN"), ("de_AT", "en_GB")]
)
@pytest.mark.parametrize("attribute", ["xml:lang", "lang"])
def test_languages_in_any_code(german: str, english: str, attribute: str) -> None:
    text = TMX.replace("ENGLISH", f'{attribute}="{english}"').replace("GERMAN", f'{attribute}="{german}"')
    found = translation_memory.read(parsed(text.encode(), "g.tmx"), "g.tmx")
    assert found.terms == (Term("die Bremse", "the brake", note="seen", origin="g.tmx: entry 1"),)
    assert found.summary() == "g.tmx: TMX; 1 entry; 1 without both German and English"


@given(TERMS)
def test_what_is_written_reads_back_the_same(made: list[Term]) -> None:
    found = translation_memory.read(parsed(translation_memory.written(made), "g"), "g")
    assert [replace(term, origin="") for term in found.terms] == made
