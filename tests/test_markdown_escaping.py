"""Text written as Markdown: what is escaped, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.blocks import Block
from translate.formats.markup.markdown_blocks import found
from translate.formats.markup.markdown_escaping import escaped

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        ("paragraph", "a*b", "a\\*b"),
        ("paragraph", "a * b", "a * b"),
        ("paragraph", "a_b_c", "a_b_c"),
        ("paragraph", "_a", "\\_a"),
        ("paragraph", "C:\\Haus \\* \\", "C:\\Haus \\\\\\* \\\\"),
        ("paragraph", "5 $", "5 $"),
        ("paragraph", "$a$", "\\$a\\$"),
        ("paragraph", "~5", "~5"),
        ("paragraph", "a | b", "a | b"),
        ("cell", "a | b", "a \\| b"),
        ("paragraph", "Wow!", "Wow\\!"),
        ("paragraph", "Wow! So", "Wow! So"),
        ("heading", "C #", "C \\#"),
        ("heading", "C#", "C#"),
        ("paragraph", "a [1] b", "a [1] b"),
        ("paragraph", "a [haus] b", "a \\[haus\\] b"),
        ("paragraph", "a [b]: c", "a \\[b\\]: c"),
        ("paragraph", "a\nb", "a b"),
        ('title"', 'a "b" (c)', 'a \\"b\\" (c)'),
        ("title(", 'a "b" (c)', 'a "b" \\(c\\)'),
        ('attribute"', 'a "b" <c>', "a &quot;b&quot; &lt;c>"),
        ('attribute lines"', "a b c d", "a b\nc d"),
        ("line", 'a "b"', "a 'b'"),
        ("html p", "a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_signs(kind: str, text: str, written: str) -> None:
    assert escaped(text, Block((), kind), frozenset({"haus"})) == written


@given(st.text(alphabet="ab *_`[]()<>!#|~$&;{}\\", max_size=20))
def test_what_is_escaped_wholly_is_one_text(text: str) -> None:
    source = f"x{escaped(text, Block((), 'paragraph'), NONE, every=True)}x"
    assert [block.text for block in found(source).blocks] == [f"x{text}x"]
