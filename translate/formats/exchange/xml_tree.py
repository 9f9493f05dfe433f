"""Elements of an XML text with where they stand, for formats that look at a unit as a whole."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from translate.formats.xml_events import Event, escaped_value, values

_TAG_NAME = re.compile(r"<([^\s/>]+)")


@dataclass(slots=True)
class Element:
    """The characters `[start, end)` of an XML text, of which `[inner, inner_end)` stand between its tags.

    Of an element that is one tag, all but `start` are where the tag ends.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    children: "list[Element | Event]" = field(default_factory=list)

    def elements(self, *names: str) -> "Iterator[Element]":
        """The elements in it, not those in these, that have one of some names."""
        return (child for child in self.children if isinstance(child, Element) and child.name in names)

    def element(self, name: str) -> "Element | None":
        """The first of them."""
        return next(self.elements(name), None)

    @property
    def text(self) -> str:
        """All text in it."""
        found: list[str] = []
        waiting: list[Element | Event] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Element):
                waiting += reversed(one.children)
            elif one.kind == "text":
                found.append(one.text)
        return "".join(found)

    @property
    def is_one_tag(self) -> bool:
        return self.inner == self.end


def grown(start: Event, rest: Iterable[Event]) -> Element:
    """The element that a tag starts; its events are taken from the `rest`, up to its end."""
    root = Element(start.name, start.attributes, start.start, start.end)
    opened = [root]
    for event in rest:
        if event.kind == "start":
            element = Element(event.name, event.attributes, event.start, event.end)
            opened[-1].children.append(element)
            opened.append(element)
        elif event.kind == "end":
            element = opened.pop()
            element.inner_end, element.end = event.start, event.end
            if not opened:
                break
        else:
            opened[-1].children.append(event)
    return root


def tag_with(tag: str, attributes: Mapping[str, str | None]) -> str:
    """A start tag with some attributes set, or taken away for None; the rest of it stays as it is.

    >>> tag_with('<target state="new" />', {"state": "translated", "xml:lang": "en"})
    '<target state="translated" xml:lang="en" />'
    """
    for name, value in attributes.items():
        place = values(tag, Event("start", 0, len(tag))).get(name)
        if place is None:
            tag = tag if value is None else _with_attribute(tag, name, value)
        elif value is None:
            before = tag[: place[0] - 1].rstrip().removesuffix("=").rstrip().removesuffix(name).rstrip()
            tag = before + tag[place[1] + 1 :]
        else:
            tag = tag[: place[0]] + escaped_value(value) + tag[place[1] :]
    return tag


def _with_attribute(tag: str, name: str, value: str) -> str:
    bare = tag.removesuffix(">").removesuffix("/").rstrip()
    return f'{bare} {name}="{escaped_value(value)}"{tag[len(bare) :]}'


def opened(tag: str) -> str:
    """A start tag without the stroke of an element that is one tag.

    >>> opened("<target/>"), opened("<target >")
    ('<target>', '<target >')
    """
    return tag[:-2].rstrip() + ">" if tag.endswith("/>") else tag


def raw_name(text: str, element: Element) -> str:
    """The name of an element as the file has it, with its prefix."""
    found = _TAG_NAME.match(text, element.start)
    return found[1] if found else element.name
