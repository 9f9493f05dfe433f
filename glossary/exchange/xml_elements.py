"""XML as the formats of glossaries have it."""

import html.entities
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from glossary.errors import GlossaryError
from glossary.exchange import languages

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What TMX wraps around native codes: bold, links and the like.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_ENTITY = "<!ENTITY"
_DEEPEST = 100


def parsed(data: bytes, name: str) -> Element:
    """The root of a document, tags without their namespaces.

    Entities of the document's own are refused; those of HTML are read, which the DTDs of old formats have.
    """
    if any(_ENTITY.encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise GlossaryError(f"{name}: defines entities, which glossaries have no need of; take them out")
    parser = ElementTree.XMLParser()
    parser.entity.update(html.entities.entitydefs)
    try:
        root = ElementTree.fromstring(data, parser)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        where = f":{error.position[0]}" if isinstance(error, ElementTree.ParseError) else ""
        raise GlossaryError(f"{name}{where}: not well-formed XML ({error})") from error
    level = [root]
    for _ in range(_DEEPEST):
        for element in level:
            element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        level = [child for element in level for child in element]
        if not level:
            return root
    raise GlossaryError(f"{name}: has {_DEEPEST} elements inside one another, which no glossary has")


def document(root: Element) -> bytes:
    """A document with an element as its root."""
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def language(element: Element) -> str:
    """`de` or `en` if an element says that it is in this language."""
    return languages.language(element.get(LANG) or element.get("lang") or "")


def text(element: Element) -> str:
    """What an element says, without the codes of a page that TMX keeps inside of it."""
    return re.sub("[ \t\r\n]+", " ", "".join(_texts(element))).strip()


def _texts(element: Element) -> list[str]:
    texts = [element.text or ""]
    for child in element:
        texts += [*([] if child.tag in _CODES else _texts(child)), child.tail or ""]
    return texts
