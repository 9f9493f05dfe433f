"""XML that was written by nobody knows whom, read within bounds of time and memory.

The entities and the default values of a document's own DTD are what makes small files large, so these are refused; no
other file is ever read for one.
"""

import html.entities
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from glossary.errors import DeenError

_DEEPEST = 100
# How many characters of default values each element may have.
_DEFAULTS = 100


class UnsafeXmlError(DeenError):
    """XML that defines what it may be blown up with; says which."""


class _RootError(Exception):
    """The root begins: the DTD is over."""


def parsed(data: bytes | str, name: str, error: type[DeenError]) -> Element:
    """The root of a document, where HTML's entities are known, as the DTDs of old formats have them.

    Raises `error`, with the name and the line, for what is not well-formed, not safe, or nested without end.
    """
    parser = ElementTree.XMLParser()
    parser.entity.update(html.entities.entitydefs)
    try:
        check([data])
        root = ElementTree.fromstring(data, parser)
    except UnsafeXmlError as found:
        raise error(f"{name}: {found}") from found
    except (ElementTree.ParseError, ValueError, LookupError) as found:
        where = f":{found.position[0]}" if isinstance(found, ElementTree.ParseError) else ""
        raise error(f"{name}{where}: not well-formed XML ({found})") from found
    level = list(root)
    for _ in range(1, _DEEPEST):
        if not level:
            return root
        level = [child for element in level for child in element]
    raise error(f"{name}: has {_DEEPEST} elements inside one another; it is no file of this kind")


def check(chunks: Iterable[bytes | str], dtd: bool = True) -> None:
    """Read what stands before the root; raises `UnsafeXmlError`. `dtd` is whether there may be a DTD at all."""
    defaults = 0

    def refuse_entity(name: str, is_of_dtd: int, value: str | None, *_: object) -> None:
        # What a DTD keeps for itself, as TEI's do with one word each, no reader here puts anywhere.
        if is_of_dtd and value is not None and len(value) < _DEFAULTS:
            return
        raise UnsafeXmlError("defines entities, which no file of this kind needs; take them out")

    def count_default(element: str, attribute: str, kind: str, default: str | None, required: bool) -> None:
        nonlocal defaults
        defaults += len(attribute) + len(default) if default is not None else 0
        if defaults > _DEFAULTS:
            raise UnsafeXmlError("gives attributes default values, which no file of this kind needs; take them out")

    def refuse_dtd(*_: object) -> None:
        raise UnsafeXmlError("has a DTD, which no file of this kind has")

    def end(*_: object) -> None:
        raise _RootError

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse_entity
    parser.AttlistDeclHandler = count_default
    parser.StartElementHandler = end
    if not dtd:
        parser.StartDoctypeDeclHandler = refuse_dtd
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except (_RootError, expat.ExpatError, ValueError, LookupError):
        # What is wrong with it, its reader says.
        return
