"""Markdown as a whole: what is written is Markdown of the same shape, with the marks around the right words."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from glossary.linked import LinkedText, Span
from translate.documents.document import Segment
from translate.errors import DocumentError
from translate.formats.markup.front_matter import matter
from translate.formats.markup.markdown import Markdown
from translate.formats.markup.markdown_blocks import found

_WORD = re.compile(r"\w+|\W+")


def _said(segment: Segment, say: Callable[[str], str]) -> LinkedText:
    """A sentence word by word, in its order."""
    text, links, at = "", [], 0
    pieces: list[tuple[Span, bool]] = []
    for start, end in segment.copied:
        pieces += [((at, start), False), ((start, end), True)]
        at = end
    for (start, end), copied in [*pieces, ((at, len(segment.text)), False)]:
        spans = [(start, end)] if copied else [word.span() for word in _WORD.finditer(segment.text, start, end)]
        for theirs in spans:
            own = segment.text[slice(*theirs)]
            own = own if copied else say(own)
            links.append(((len(text), len(text) + len(own)), theirs))
            text += own
    return LinkedText(text, tuple(links))


def _written(text: str, say: Callable[[str], str], form: Markdown | None = None) -> str:
    form = form or Markdown(repair=False)
    document = form.parse(text.encode(), "probe.md")
    return form.render(document, [_said(segment, say) for segment in document.segments]).decode()


def _shouted(text: str, form: Markdown | None = None) -> str:
    return _written(text, str.upper, form)


def _in(text: str, **english: str) -> str:
    """The Markdown with some words in English."""
    return _written(text, lambda word: english.get(word, word))


def _kept(text: str) -> bool:
    form = Markdown(repair=False)
    document = form.parse(text.encode(), "probe.md")
    return form.render(document, [LinkedText(segment.text) for segment in document.segments]) == text.encode()


ARTICLE = """---
title: "Das neue Haus"
weight: 3
---

# Das *neue* Haus

Das **neue Haus** steht in der [Hauptstraße](haus.md "Ansicht der Straße"). Der Befehl `make haus` baut es,
und wer [mehr](#das-dach) wissen will, liest die Fußnote.[^1]

> [!NOTE]
> Ein Zitat über
> zwei Zeilen.

- Erster Punkt
- [ ] Offene Aufgabe mit ~~Fehler~~

  Zweiter Absatz.

1. Zuerst das Haus
2. Dann das Dach

| Name | Text |
|:-----|-----:|
| **Haus** | Gebäude \\| Zelt |

```python
haus = "Das Haus"
```

    eingerückter Code

## Das Dach

Zeile eins\x20\x20
Zeile zwei\\
Zeile drei <br> Ende &amp; mehr \\*kein Stern\\*.

<div align="center">
  <p>Ein <b>Absatz</b> in HTML.</p>
</div>

Begriff
: Seine Erklärung

![Bild vom Haus](haus.png "Titel") Siehe [Hauptstraße] und <https://example.org>.

[Hauptstraße]: https://example.org "Die Straße"
[^1]: Die Fußnote.
"""


def test_the_words_of_an_article_are_written_and_all_else_stays() -> None:
    expected = """---
title: "DAS NEUE HAUS"
weight: 3
---

# DAS *NEUE* HAUS

DAS **NEUE HAUS** STEHT IN DER [HAUPTSTRASSE](haus.md "ANSICHT DER STRASSE"). DER BEFEHL `make haus` BAUT
ES, UND WER [MEHR](#das-dach) WISSEN WILL, LIEST DIE FUSSNOTE.[^1]

> [!NOTE]
> EIN ZITAT ÜBER
> ZWEI ZEILEN.

- ERSTER PUNKT
- [ ] OFFENE AUFGABE MIT ~~FEHLER~~

  ZWEITER ABSATZ.

1. ZUERST DAS HAUS
2. DANN DAS DACH

| NAME | TEXT |
|:-----|-----:|
| **HAUS** | GEBÄUDE \\| ZELT |

```python
haus = "Das Haus"
```

    eingerückter Code

## DAS DACH

ZEILE EINS\x20\x20
ZEILE ZWEI\\
ZEILE DREI <br> ENDE & MEHR \\*KEIN STERN\\*.

<div align="center">
  <p>EIN <b>ABSATZ</b> IN HTML.</p>
</div>

BEGRIFF
: SEINE ERKLÄRUNG

![BILD VOM HAUS](haus.png "TITEL") SIEHE [HAUPTSTRASSE][Hauptstraße] UND <https://example.org>.

[Hauptstraße]: https://example.org "DIE STRASSE"
[^1]: DIE FUSSNOTE.
"""
    assert _shouted(ARTICLE) == expected


def test_an_article_that_needs_no_translation_stays_to_the_byte() -> None:
    assert _kept(ARTICLE)
    assert _kept(ARTICLE.replace("\n", "\r\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_stays(encoding: str) -> None:
    form = Markdown()
    data = "# Über uns\n\nWir sind über 100 Jahre alt.\n".encode(encoding)
    document = form.parse(data, "probe.md")
    assert form.render(document, [LinkedText(segment.text) for segment in document.segments]) == data
    shouted = form.render(document, [_said(segment, str.upper) for segment in document.segments])
    assert shouted.decode(encoding) == "# ÜBER UNS\n\nWIR SIND ÜBER 100 JAHRE ALT.\n"


def test_what_an_encoding_has_not_becomes_an_entity() -> None:
    form = Markdown()
    document = form.parse("Ein schönes Haus.".encode("cp1252"), "probe.md")
    assert form.render(document, [LinkedText("A nice house → here.")]) == b"A nice house &#8594; here."


def test_lines_end_as_they_did() -> None:
    assert _shouted("# Titel\r\n\r\nEin Satz. Noch\r\neiner.\r\n") == "# TITEL\r\n\r\nEIN SATZ. NOCH EINER.\r\n"


def test_data_that_are_no_text_are_refused_in_one_line() -> None:
    with pytest.raises(DocumentError, match=r"probe\.md: .*binary") as caught:
        Markdown().parse(b"PK\x03\x04\0\0\0", "probe.md")
    assert "\n" not in str(caught.value)


def test_which_values_at_the_beginning_are_written_is_for_the_user_to_say() -> None:
    text = "---\ntitle: Haus\nlead: Dach\n---\n"
    assert _shouted(text) == text.replace("Haus", "HAUS")
    assert _shouted(text, Markdown(fields=("lead",))) == text.replace("Dach", "DACH")


# --- Links to headings ---


def test_a_link_follows_its_heading() -> None:
    text = "[hin](#über-uns) und [her](#%C3%BCber-uns)\n\n# Über uns\n\n[Ziel]: #über-uns\n"
    assert _in(text, Über="About", uns="us") == (
        "[hin](#about-us) und [her](#about-us)\n\n# About us\n\n[Ziel]: #about-us\n"
    )


def test_the_second_heading_of_one_name_has_its_number() -> None:
    text = "# Haus\n\n# Haus\n\n[a](#haus) [b](#haus-1) [c](#fern)\n"
    assert _in(text, Haus="House") == "# House\n\n# House\n\n[a](#house) [b](#house-1) [c](#fern)\n"


def test_an_id_of_its_own_stays() -> None:
    text = "# Das Haus {#das-haus}\n\n[hin](#das-haus)\n"
    assert _in(text, Das="The", Haus="house") == "# The house {#das-haus}\n\n[hin](#das-haus)\n"


def test_links_in_html_follow_too() -> None:
    text = '<p><a href="#das-haus">hin</a></p>\n\nEin <a href="#das-haus">Weg</a>.\n\n# Das Haus\n'
    assert _in(text, Das="The", Haus="house").count('href="#the-house"') == 2


# --- What was complained of elsewhere ---


def test_code_is_never_touched() -> None:
    text = "Nimm `das Haus`:\n\n```\nDas Haus\n```\n\n~~~sh\n# Das Haus\n~~~\n\n    Das Haus\n\n`` Das ` Haus `` hier\n"
    written = _in(text, Das="The", Haus="house", haus="house", das="the", Nimm="Take", hier="here")
    assert written == text.replace("Nimm", "Take").replace("hier", "here")


def test_addresses_are_never_touched() -> None:
    text = "[Haus](https://example.org/haus_neu/Haus) https://example.org/Haus_neu_alt <https://example.org/Haus>\n"
    assert _in(text, Haus="House", haus="house") == text.replace("[Haus]", "[House]")


def test_links_by_their_label_keep_it() -> None:
    text = "Das [Haus] und [deen] und [Haus][] sind [so][deen].\n\n[haus]: x\n[deen]: y\n"
    assert _in(text, Haus="house", Das="The", und="and", so="such") == (
        "The [house][Haus] and [deen] and [house][Haus] sind [such][deen].\n\n[haus]: x\n[deen]: y\n"
    )


def test_a_bar_in_a_cell_is_no_border() -> None:
    text = "| Haus | b |\n|---|---|\n| Haus | `Haus` |\n"
    assert _in(text, Haus="a|b") == "| a\\|b | b |\n|---|---|\n| a\\|b | `Haus` |\n"


def test_spaces_stay_beside_marks() -> None:
    text = "Das **neue** Haus, [das *alte*](x) und <b>das</b> Dach.\n"
    assert _in(text, neue="new", Haus="house", alte="old", Dach="roof") == (
        "Das **new** house, [das *old*](x) und <b>das</b> roof.\n"
    )


def test_a_picture_behind_a_space_stays_there() -> None:
    text = "Das Haus und ![Bild](b.png). Ein Wort[^1] so.\n\n[^1]: Note\n"
    assert _in(text, und="and") == text.replace("und", "and")


def test_marks_of_a_sentence_do_not_become_a_list() -> None:
    assert _in("Jahr endet.\n", Jahr="1999. Oh") == "1999\\. Oh endet.\n"
    assert _in("- Jahr endet.\n", Jahr="+ oh") == "- \\+ oh endet.\n"
    assert _in("Satz eins.\nJahr endet.\n", Jahr="# Oh") == "Satz eins.\n\\# Oh endet.\n"


def test_what_would_be_a_mark_is_escaped_and_nothing_else() -> None:
    text = "Wort hier.\n"
    for english, written in [
        ("*a*", "\\*a\\*"),
        ("2 * 3", "2 * 3"),
        ("file_name", "file_name"),
        ("_a_", "\\_a\\_"),
        ("[sic]", "[sic]"),
        ("[a](b)", "\\[a\\](b)"),
        ("<b>", "\\<b>"),
        ("1 < 2", "1 < 2"),
        ("R&D", "R&D"),
        ("&lt;", "\\&lt;"),
        ("`a`", "\\`a\\`"),
    ]:
        assert _in(text, Wort=english) == f"{written} hier.\n"


# --- Both languages ---


def test_english_stands_behind_its_german() -> None:
    text = "# Haus\n\n> Ein Haus\n> hier.\n\n1. Ein Haus\n   - [ ] Haus\n\n| Haus |\n|---|\n| Haus |\n\n[a](#haus)\n"
    assert _shouted(text, Markdown(bilingual=True)) == (
        "# Haus / HAUS\n\n> Ein Haus\n> hier.\n>\n> EIN HAUS HIER.\n\n1. Ein Haus\n\n   EIN HAUS\n"
        "   - [ ] Haus\n\n     HAUS\n\n"
        "| Haus<br>HAUS |\n|---|\n| Haus<br>HAUS |\n\n[a](#haus--haus)\n\n[A](#haus--haus)\n"
    )


# --- Any Markdown ---

_PIECES = st.sampled_from(
    [
        "Haus",
        "über",
        "**fett**",
        "*kursiv*",
        "_so_",
        "`code`",
        "[Weg](ziel.md)",
        "![Bild](b.png)",
        "~~weg~~",
        "<b>HTML</b>",
        "<https://example.org>",
        "{{< ref >}}",
        "[^1]",
        "$x_1$",
        "\\*",
        "&amp;",
        "[Name]",
        "**fett *und* so**",
        "[*Weg*][Name]",
        ":smile:",
        "1.",
        "a_b",
        "und\nso",
        "<br>",
        "Ende.",
        "Neu!",
        "{name}",
        "[Weg](<a b> 'Titel')",
        "**`c`**",
        "x | y",
    ]
)
_LINES = st.lists(_PIECES, min_size=1, max_size=8).map(" ".join)
_BLOCKS = st.builds(
    lambda mark, text: mark + text.replace("\n", "\n" + re.sub(r"[^>]", " ", mark)) + "\n\n",
    st.sampled_from(["", "# ", "> ", "- ", "1. ", "> - ", "- [ ] ", "- > "]),
    _LINES,
)
_TAIL = "[Name]: ziel.md 'Ein Titel'\n\n[^1]: Die Note.\n"


@settings(max_examples=60, deadline=None)
@given(st.lists(_BLOCKS, max_size=6).map(lambda blocks: "".join(blocks) + _TAIL))
def test_any_markdown_keeps_its_shape(text: str) -> None:
    assert _kept(text)
    written = _shouted(text)
    assert found(written).shape == found(text).shape
    assert _kinds(written) == _kinds(text)


def _kinds(text: str) -> list[tuple[str, list[str]]]:
    """The shape as another parser sees it."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(text[matter(text, ()).end :])
    ignored = {"text", "softbreak", "text_special"}
    return [
        (token.type, sorted(one.type for one in token.children or () if one.type not in ignored)) for token in tokens
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab \n*_`[]()<>!#-+.:|~$&;{}%\\\"'1ü\r\t>", max_size=60))
def test_any_characters_come_through(text: str) -> None:
    assert _kept(text)
    _shouted(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab *_`[]()<>!#-+.:|~$&;{}\\=", min_size=1, max_size=12).map(lambda text: f"{text}a".strip()))
def test_any_english_is_text(english: str) -> None:
    for text in ("Wort\n", "# Wort\n", "- Wort\n", "| Wort |\n|---|\n", "Ein **Wort** so.\n", "[Wort](x) so.\n"):
        written = _in(text, Wort=english)
        assert found(written).shape == found(text).shape, written


@pytest.mark.parametrize(
    "piece",
    ["{{", "<A ={", "**", "[", "`", "```{note}\n", ":a", "# a  ", "a {: ", "<b>", "![", "> ", "!!! note\n", "[a]: "],
)
def test_long_texts_take_no_long_time(piece: str) -> None:
    assert _kept(piece * 5000)
