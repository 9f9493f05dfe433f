"""XML as the formats of glossaries have it."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from glossary import safe_xml
from glossary.errors import GlossaryError
from glossary.exchange import languages

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What TMX wraps around native codes: bold, links and the like.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def parsed(data: bytes, name: str) -> Element:
    """The root of a document, tags without their namespaces."""
    root = safe_xml.parsed(data, name, GlossaryError)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    return root


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
