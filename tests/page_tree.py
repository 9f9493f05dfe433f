"""A page as a browser parses it, for the tests of pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "input", "br", "wbr", "img", "hr"}


@dataclass
class Node:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def all(self, tag: str = "", of_class: str = "") -> Iterator["Node"]:
        """The elements inside of this tag and class, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if tag in ("", child.tag) and (not of_class or of_class in child.classes):
                    yield child
                yield from child.all(tag, of_class)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def kept(self) -> str:
        """The text without what is struck out."""
        parts = (child if isinstance(child, str) else child.kept for child in self.children)
        return "" if self.tag == "del" else "".join(parts)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str) -> Node:
    """A page as a tree; every element must be closed where it was opened."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    [root] = parser.open
    return root


def is_data(node: Node) -> bool:
    """Whether an element is a script that no browser runs."""
    return node.tag == "script" and node.attributes.get("type") == "application/json"


def data(root: Node) -> Any:
    """What a page carries for its script."""
    [carried] = [node for node in root.all("script") if is_data(node)]
    return json.loads(carried.text)


def asks_nobody(page: str, root: Node) -> bool:
    """Whether no element loads anything, and neither style nor script knows an address.

    Links may lead to files beside the page.
    """
    linked = [
        node.attributes[name]
        for node in root.all()
        for name in ("src", "href", "action", "data", "srcset")
        if name in node.attributes
    ]
    own = "".join(node.text for tag in ("style", "script") for node in root.all(tag) if not is_data(node))
    followed = {node.attributes.get("href", "") for node in root.all("a")}
    beside = {link for link in followed if link.startswith("./")}
    inside = all(link in beside or re.match(r"#|data:,\Z", link) for link in linked)
    return inside and not re.search(r"https?:|//\w|url\(|@import", own)


def well_linked(root: Node) -> bool:
    """Whether no id stands twice and every reference to one leads somewhere."""
    ids = [node.attributes["id"] for node in root.all() if "id" in node.attributes]
    asked = {node.attributes["href"][1:] for node in root.all("a")}
    for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        asked |= {one for node in root.all() for one in node.attributes.get(name, "").split()}
    return len(ids) == len(set(ids)) and asked <= set(ids)
