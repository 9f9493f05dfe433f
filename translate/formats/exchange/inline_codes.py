"""The inline elements of XLIFF and TMX as parts of blocks: codes of the native format around words or for words.

XLIFF 1.2 and 2.1 (OASIS), TMX 1.4b (LISA). What is native in an element is never read as text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from translate.formats.blocks import BlockPart, Copied, Mark, Role, Text
from translate.formats.exchange.xml_tree import Element
from translate.formats.xml_events import Event

# Elements around words, whose content is text.
_AROUND = frozenset({"g", "pc", "mrk", "hi"})
# Elements that open or close: what both of a pair are called, and the attribute that says which belong together. (That
# of TMX is `i`.)
_KINDS: Mapping[str, tuple[str, Role, str]] = {
    "bx": ("x", "opening", "rid"),
    "ex": ("x", "closing", "rid"),
    "bpt": ("pt", "opening", "rid"),
    "ept": ("pt", "closing", "rid"),
    "sc": ("c", "opening", "id"),
    "ec": ("c", "closing", "startRef"),
    "sm": ("m", "opening", "id"),
    "em": ("m", "closing", "startRef"),
}
# How the pairs of Angular are called, which has no elements for them.
_ANGULAR = re.compile(r"(START|CLOSE)_(\w+?)(?:_\d+)?\Z")
_BREAKS = frozenset({"lb", "x-html-br", "xlf:lb", "fmt:br", "LINE_BREAK"})
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
# What stands for code of which nothing can be read.
SIGN = "\N{WHITE SQUARE}"


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
            found.append(_code(child))
    return placed(found)


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


def _code(element: Element) -> Mark | Copied:
    """An element of native code, whatever is in it."""
    name, attributes = element.name, element.attributes
    place = element.start, element.end
    if name == "mrk":
        return Copied(*place, element.text.strip() or SIGN)
    role, pair = _role(name, attributes)
    if role != "point":
        return Mark(*place, role, pair)
    if not _BREAKS.isdisjoint(attributes.get(key) for key in ("ctype", "subType", "id")):
        return Mark(*place, "point", "br", " ")
    shown = next((attributes[key] for key in ("equiv-text", "disp", "equiv") if attributes.get(key)), "")
    if pair or shown.startswith("<"):
        return Mark(*place, "point", name)
    return Copied(*place, shown.strip() or SIGN)


def _role(name: str, attributes: Mapping[str, str]) -> tuple[Role, str]:
    """Whether an element opens or closes, and the name of the pair; of half a pair that is alone, its own name."""
    angular = _ANGULAR.match(attributes.get("id", ""))
    if angular:
        return "opening" if angular[1] == "START" else "closing", f"x {angular[2]}"
    if name not in _KINDS:
        return "point", name if attributes.get("pos") else ""
    if attributes.get("isolated") == "yes":
        return "point", name
    kind, role, key = _KINDS[name]
    number = next((attributes[one] for one in (key, "i", "id") if attributes.get(one)), "")
    return role, f"{kind} {number}"


def placed(found: Sequence[BlockPart]) -> list[BlockPart]:
    """With points for signs that no word can be: those that touch one."""
    made: list[BlockPart] = []
    for number, part in enumerate(found):
        if isinstance(part, Copied) and part.text == SIGN:
            before = _text(found[number - 1]) if number else ""
            behind = _text(found[number + 1]) if number + 1 < len(found) else ""
            if before[-1:].isalnum() or behind[:1].isalnum():
                part = Mark(part.start, part.end, "point", "code")
        made.append(part)
    return made


def _text(part: BlockPart) -> str:
    return part.text if isinstance(part, Text) else ""
