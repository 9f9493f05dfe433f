"""The texts in elements of XLIFF and TMX as blocks, and text as such a file has it."""

from collections.abc import Iterator

from translate.formats import xml_events
from translate.formats.blocks import Block
from translate.formats.exchange import inline_codes, messages
from translate.formats.exchange.messages import Message
from translate.formats.exchange.xml_tree import Element

# Columns of the deepest indentation.
_DEEPEST = 500


def blocks(data: str, element: Element, *, preserve: bool = True) -> list[Block]:
    """The blocks of an element of text, and of the texts in its codes (`sub`); raises `ValueError` as `messages` do."""
    kind = "cdata" if inline_codes.cdata(data, element) else ""
    found = messages.blocks(Message(inline_codes.parts(data, element)), collapse=not preserve, kind=kind)
    for sub in _subs(element):
        found += messages.blocks(Message(inline_codes.parts(data, sub)), collapse=not preserve)
    return found


def _subs(element: Element) -> Iterator[Element]:
    waiting: list[Element] = [element]
    while waiting:
        one = waiting.pop()
        if one.name == "sub":
            yield one
        waiting += (child for child in reversed(one.children) if isinstance(child, Element))


def written(text: str, block: Block) -> str:
    """A text as the file has it: in CDATA as it is, else with entities."""
    made = messages.written(text, block)
    return made.replace("]]>", "]]]]><![CDATA[>") if block.kind.startswith("cdata") else xml_events.escaped(made)


def line_of(data: str, at: int) -> str:
    """The line break and the indentation before what begins at a place; empty where something else stands before it.

    >>> line_of("<a>\\n  <b/><c/></a>", 6), line_of("<a>\\n  <b/><c/></a>", 10)
    ('\\n  ', '')
    """
    line = data.rfind("\n", max(0, at - _DEEPEST), at)
    indentation = data[line + 1 : at]
    if line < 0 or indentation.strip():
        return ""
    return ("\r\n" if data[line - 1 : line] == "\r" else "\n") + indentation
