"""The inline elements of XLIFF and TMX as parts of blocks: codes of the native format around words or for words.

XLIFF 1.2 and 2.1 (OASIS), TMX 1.4b (LISA). What is native in an element is never read as text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from translate.formats.blocks import BlockPart, Copied, Mark, Role, Text
from translate.formats.xml_events import Event
from translate.formats.xml_tree import Element

# Elements around words, whose content is text.
_AROUND = frozenset({"g", "pc", "mrk", "hi"})
# Elements that open or close, each with the attribute that its partner has too.
_OPENING = {"bx": "rid", "bpt": "rid", "sc": "id", "sm": "id"}
_CLOSING = {"ex": "rid", "ept": "rid", "ec": "startRef", "em": "startRef"}
# Elements that stand for something, words or not.
_STANDING = frozenset({"x", "ph", "it", "ut", "cp", "bin-unit"})
# How the pairs of Angular are called, which has no elements for them.
_ANGULAR = re.compile(r"(START|CLOSE)_(\w+?)(?:_\d+)?\Z")
_BREAKS = frozenset({"lb", "x-html-br", "xlf:lb", "fmt:br"})
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_SIGN = "\N{WHITE SQUARE}"


def cdata(data: str, element: Element) -> bool:
    """Whether all text in an element stands in one CDATA section."""
    seen = [child for child in element.children if isinstance(child, Element) or child.text.strip()]
    return len(seen) == 1 and isinstance(seen[0], Event) and data.startswith(_CDATA, seen[0].start)


def parts(data: str, element: Element) -> list[BlockPart]:
    """What stands between the tags of an element of text, in order; of a CDATA section that is all, what is in it."""
    if cdata(data, element):
        return [part for child in element.children if isinstance(child, Event) for part in _inside(data, child)]
    found: list[BlockPart] = []
    waiting: list[Element | Event | Mark] = list(reversed(element.children))
    while waiting:
        child = waiting.pop()
        if isinstance(child, Mark):
            found.append(child)
        elif isinstance(child, Event):
            found += _of_event(data, child)
        elif child.name in _AROUND and not _is_protected(child):
            found.append(Mark(child.start, child.inner, "point" if child.is_one_tag else "opening", child.name))
            if not child.is_one_tag:
                waiting.append(Mark(child.inner_end, child.end, "closing", child.name))
                waiting += reversed(child.children)
        else:
            found.append(_code(data, child))
    return _placed(data, found)


def _is_protected(element: Element) -> bool:
    attributes = element.attributes
    return element.name == "mrk" and (attributes.get("mtype") == "protected" or attributes.get("translate") == "no")


def _of_event(data: str, event: Event) -> Iterator[BlockPart]:
    if event.kind != "text":
        yield Mark(event.start, event.end, "point", event.kind)
    elif event.text:
        yield Text(event.start, event.end, event.text)


def _inside(data: str, event: Event) -> Iterator[Text]:
    if data.startswith(_CDATA, event.start):
        start, end = event.start + len(_CDATA), event.end - len(_CDATA_END)
        yield Text(start, end, data[start:end])


def _code(data: str, element: Element) -> Mark | Copied:
    """An element of native code, whatever is in it."""
    name, attributes = element.name, element.attributes
    place = element.start, element.end
    if name in _OPENING or name in _CLOSING:
        role: Role = "opening" if name in _OPENING else "closing"
        if attributes.get("isolated") == "yes":
            return Mark(*place, "point", name)
        return Mark(*place, role, f"{_kind(name)} {_pair(name, attributes)}")
    if name == "mrk":
        return Copied(*place, element.text.strip() or _SIGN)
    angular = _ANGULAR.match(attributes.get("id", ""))
    if angular:
        return Mark(*place, "opening" if angular[1] == "START" else "closing", f"x {angular[2]}")
    if (
        attributes.get("ctype") in _BREAKS
        or attributes.get("subType") in _BREAKS
        or attributes.get("id") == "LINE_BREAK"
    ):
        return Mark(*place, "point", "br", " ")
    if name == "it" and attributes.get("pos"):
        return Mark(*place, "point", name)
    shown = next((attributes[key] for key in ("equiv-text", "disp", "equiv") if attributes.get(key)), "")
    if shown.startswith("<"):
        return Mark(*place, "point", name)
    return Copied(*place, shown.strip() or _SIGN)


def _kind(name: str) -> str:
    """What both elements of a pair are called."""
    return {"bx": "x", "ex": "x", "bpt": "pt", "ept": "pt", "sc": "c", "ec": "c", "sm": "m", "em": "m"}[name]


def _pair(name: str, attributes: Mapping[str, str]) -> str:
    """What only the two elements of a pair have: a number in XLIFF, another in TMX."""
    keys = (_OPENING.get(name) or _CLOSING[name], "i", "id")
    return next((attributes[key] for key in keys if attributes.get(key)), "")


def _placed(data: str, found: Sequence[BlockPart]) -> list[BlockPart]:
    """With points for signs that no word can be: those that touch one."""
    placed: list[BlockPart] = []
    for number, part in enumerate(found):
        if isinstance(part, Copied) and part.text == _SIGN:
            before = _text(found[number - 1]) if number else ""
            behind = _text(found[number + 1]) if number + 1 < len(found) else ""
            if before[-1:].isalnum() or behind[:1].isalnum():
                part = Mark(part.start, part.end, "point", "code")
        placed.append(part)
    return placed


def _text(part: BlockPart) -> str:
    return part.text if isinstance(part, Text) else ""
