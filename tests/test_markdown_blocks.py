"""Which blocks a Markdown text has, with which marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.blocks import Copied, Mark, Text
from translate.formats.markup.markdown_blocks import found


def _read(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in found(text).blocks]


def _parts(text: str) -> list[tuple[str, str]]:
    """The data of the parts of the first block, each with what it is."""
    words: list[tuple[str, str]] = []
    for part in found(text).blocks[0].parts:
        kind = part.role if isinstance(part, Mark) else "copied" if isinstance(part, Copied) else "text"
        words.append((kind, text[part.start : part.end]))
    return words


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Ein\nHaus", [("paragraph", "Ein Haus")]),
        ("Titel\n=====\n\n## Noch einer ##\n", [("heading", "Titel"), ("heading", "Noch einer")]),
        ("- a\n- b\n\n  c\n", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("- a\n  - b\n", [("paragraph", "a"), ("paragraph", "b")]),
        ("- [x] a\n", [("paragraph", "a")]),
        ("> a\n> > b\n", [("paragraph", "a"), ("paragraph", "b")]),
        ("| a | b |\n|---|---|\n| c | |\n", [("cell", "a"), ("cell", "b"), ("cell", "c")]),
        ("Wort\n: Erklärung\n", [("term", "Wort"), ("paragraph", "Erklärung")]),
        ("a[^1]\n\n[^1]: Note\n", [("paragraph", "a"), ("paragraph", "Note")]),
        ('![Ein Bild](b.png "Titel")', [("alt", "Ein Bild"), ('title"', "Titel")]),
        ("[a](<b c> 'Ein \\'T\\'')", [("paragraph", "a"), ("title'", "Ein 'T'")]),
        ("[a]: b (Titel)\n", [("title(", "Titel")]),
        ('Ein <img alt="Bild"> da', [("paragraph", "Ein da"), ('attribute"', "Bild")]),
        ("```\na\n```\n\n    b\n\n<!-- c -->\n\n---\n", []),
        ("<div>\n\nHaus\n\n</div>\n", [("paragraph", "Haus")]),
        (":::note Titel\nText\n:::\n", [("line", "Titel"), ("paragraph", "Text")]),
        ("```md\n:::note Titel\n```\n", []),
        ('!!! note "Titel"\n\n    Text\n', [("line", "Titel"), ("paragraph", "Text")]),
    ],
)
def test_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    assert _read(text) == blocks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "**a *b***",
            [("opening", "**"), ("text", "a "), ("opening", "*"), ("text", "b"), ("closing", "*"), ("closing", "**")],
        ),
        (
            "~a~ ~~b~~",
            [
                ("opening", "~"),
                ("text", "a"),
                ("closing", "~"),
                ("text", " "),
                ("opening", "~~"),
                ("text", "b"),
                ("closing", "~~"),
            ],
        ),
        ("[a](b 'c')", [("opening", "["), ("text", "a"), ("closing", "](b 'c')")]),
        ("a `b` $c$", [("text", "a "), ("copied", "`b`"), ("text", " "), ("copied", "$c$")]),
        ("{ref}`b` a", [("copied", "{ref}`b`"), ("text", " a")]),
        ("> a  \n> b", [("text", "a"), ("point", "  \n> "), ("text", "b")]),
        ("a\\\nb", [("text", "a"), ("point", "\\\n"), ("text", "b")]),
        ("> a\n> b", [("text", "a"), ("text", "\n> "), ("text", "b")]),
        ("a \\* &amp;", [("text", "a "), ("text", "\\*"), ("text", " "), ("text", "&amp;")]),
        ("a[^1] b\n\n[^1]: c", [("text", "a"), ("point", "[^1]"), ("text", " b")]),
        (
            "<b>a</b> <i>b",
            [("opening", "<b>"), ("text", "a"), ("closing", "</b>"), ("text", " "), ("point", "<i>"), ("text", "b")],
        ),
        ("a <kbd>b</kbd>", [("text", "a "), ("copied", "<kbd>b</kbd>")]),
        (
            "<b>**a</b>** c",
            [("point", "<b>"), ("opening", "**"), ("text", "a"), ("point", "</b>"), ("closing", "**"), ("text", " c")],
        ),
        ("a ![x](y) b", [("text", "a "), ("point", "![x](y)"), ("point", " "), ("text", "b")]),
        ("a https://x.de/a_b. b", [("text", "a "), ("copied", "https://x.de/a_b"), ("text", ". b")]),
        ("[a](b){: .c} d", [("opening", "["), ("text", "a"), ("closing", "](b){: .c}"), ("text", " d")]),
        ("a :smile: b", [("text", "a "), ("point", ":smile:"), ("point", " "), ("text", "b")]),
    ],
)
def test_marks(text: str, parts: list[tuple[str, str]]) -> None:
    assert _parts(text) == parts


def test_links_by_their_labels() -> None:
    text = "[Das Haus] und [Weg][]\n\n[das haus]: x\n[weg]: y\n"
    assert [(text[start:end], label) for start, end, label in found(text).links] == [("]", "Das Haus"), ("][]", "Weg")]
    assert found(text).labels == {"das haus", "weg"}


def test_places_of_the_same_document() -> None:
    text = '[a](#b) [c](<#d>) [e](f#g) <a href="#h">i</a>\n\n<p><a href="#j">k</a></p>\n\n[l]: #m\n'
    assert [text[start:end] for start, end in found(text).targets] == ["#b", "#d", "#h", "#j", "#m"]


def test_headings() -> None:
    text = "# Ein *Haus* `x` {#id}\n\nA\n=\n\n# 🙂\n"
    assert [(heading.text, heading.id) for heading in found(text).headings] == [
        ("Ein Haus x", "id"),
        ("A", ""),
        ("🙂", ""),
    ]


@given(st.text(alphabet="ab \n*_`[]()<>!#-.:|~$&;{}%\\\"'1", max_size=60))
def test_parts_are_in_order_and_say_what_the_data_do(text: str) -> None:
    for block in found(text).blocks:
        at = 0
        for part in block.parts:
            assert at <= part.start <= part.end
            at = part.end
            if isinstance(part, Text) and len(part.text) == part.end - part.start:
                assert part.text.split() == text[part.start : part.end].split() or "&" in text or ">" in text
