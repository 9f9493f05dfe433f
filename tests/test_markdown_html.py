"""Blocks of HTML in Markdown."""

from translate.formats.blocks import Block, Copied, Text
from translate.formats.markup.markdown_blocks import found
from translate.formats.markup.markdown_html import beside, is_html, write


def test_texts_and_attributes() -> None:
    text = '<div>\n  <p>Ein <b>Haus</b></p>\n  <img alt="Bild">\n</div>\n\nText\n'
    assert [(block.kind, block.text) for block in found(text).blocks] == [
        ("html p", "Ein Haus"), ('html attribute"', "Bild"), ("paragraph", "Text"),
    ]  # fmt: skip


def test_places_are_those_of_the_whole_text() -> None:
    text = "Vorher\n\n> <p>Ein\n> Haus {{ name }}</p>\n"
    block = found(text).blocks[1]
    assert block.text == "Ein Haus {{ name }}"
    assert [text[part.start : part.end] for part in block.parts] == ["Ein", "\n> ", "Haus ", "{{ name }}"]
    assert isinstance(block.parts[-1], Copied)


def test_scripts_and_comments_have_no_text() -> None:
    assert found("<script>\nvar haus = 1;\n</script>\n\n<!-- Ein Haus -->\n\n<pre>Haus</pre>\n").blocks == ()


def test_a_language_is_named() -> None:
    text = '<p lang="de">Haus</p>\n'
    (edit,) = found(text).languages
    assert (text[edit.start : edit.end], edit.parts) == ("de", ("en",))


def test_writing_is_that_of_html() -> None:
    block = Block((Text(0, 1, "x"),), "html p")
    assert is_html(block)
    assert not is_html(Block((), "paragraph"))
    assert write("a *b* < c\nd", block) == "a *b* &lt; c d"
    assert beside(block) == ('<br><span lang="en">', "</span>")
