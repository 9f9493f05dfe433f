"""Texts with tags of XML, as programs send them that translate what they have marked up themselves.

Tags stand in sentences unless they part them: by their names, or, with `outline`, by the structure that they have. What
comes in well-formed goes out so.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.documents import files, segmenter
from translate.formats import flow, tagging, xml_events
from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text
from translate.formats.exchange import inline_codes, tag_tokens
from translate.formats.exchange.passage import Splitting
from translate.formats.exchange.tag_tokens import Element, Structure, Token
from translate.formats.flow import BlockDocument
from translate.formats.markup import html_elements
from translate.formats.splice import spliced

_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_PIECE = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
# Elements of HTML, of XLIFF and of TMX that stand around words, or for one.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr bpt bx ec em ept ex g hi it mrk pc ph sc sm x".split()
)
# Tags deeper than this in each other within a sentence are copied with what is in them.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Tagged:
    """The format of such a text.

    What stands in an element of `ignored` is copied; one of `parting` parts paragraphs, one of `joining` never does by
    itself. With `outline`, others do that have a structure. `repair` and `splitting` are those of `Passage`; a line
    ends a sentence only where it ends between words of one element.
    """

    repair: bool = True
    splitting: Splitting = "lines"
    ignored: frozenset[str] = frozenset()
    parting: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    outline: bool = True

    def parse(self, data: bytes, name: str) -> BlockDocument:
        """The document in some data; raises `DocumentError` if they are no text."""
        text = files.decode(data, name).text
        split = segmenter.whole if self.splitting == "never" else segmenter.split
        return flow.document(name, text, _Reader(text, self).read(), repair=self.repair, split=split)

    def render(
        self, document: BlockDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The text in UTF-8 with its segments replaced by `translations`, one a segment."""
        return spliced(document.source, flow.edits(document, translations, _written)).encode()

    def parts(self, name: str) -> bool:
        """Whether a tag parts paragraphs by its name."""
        if name in self.parting:
            return True
        return self.outline and name not in self.joining and name.lower() in html_elements.BLOCK


def _parting(form: Tagged, found: Sequence[Token], structure: Structure) -> set[int]:
    """The numbers of the elements that part paragraphs."""
    elements = structure.elements
    ignored: set[int | None] = set()
    parting: set[int] = set()
    for number, element in elements.items():
        if element.name in form.ignored or element.parent in ignored:
            ignored.add(number)
        elif form.parts(element.name) or _is_structure(form, element, structure):
            parting.add(number)
    for number, (token, around) in enumerate(zip(found, structure.around, strict=True)):
        if around is not None and around not in ignored and number not in elements and _is_border(form, token):
            parting.add(around)
    # An element around one that parts paragraphs does so as well: no sentence goes over its edge.
    for number in reversed(list(elements)):
        parent = elements[number].parent
        if number in parting and parent is not None:
            parting.add(parent)
    return parting


def _is_structure(form: Tagged, element: Element, structure: Structure) -> bool:
    """Whether an element holds a paragraph or several: no text stands beside it."""
    if not form.outline or element.name in form.joining or element.name.lower() in _INLINE:
        return False
    return element.parent not in structure.texts


def _is_border(form: Tagged, token: Token) -> bool:
    """Whether what is no element parts paragraphs."""
    return token.kind in ("cdata", "prolog") or (token.kind in ("opening", "point") and form.parts(token.name))


class _Reader:
    """Reads a text with tags into blocks."""

    def __init__(self, text: str, form: Tagged) -> None:
        self._text = text
        self._form = form
        self._tokens = tag_tokens.tokens(text)
        structure = tag_tokens.structure(self._tokens)
        self._elements = structure.elements
        self._closing = {element.closing: element for element in self._elements.values()}
        self._parting = _parting(form, self._tokens, structure)
        self._depth = 0
        self._parts: list[BlockPart] = []
        self._behind_space = True
        self._blocks: list[Block] = []

    def read(self) -> list[Block]:
        at = 0
        while at < len(self._tokens):
            at = self._read(at)
        self._flush()
        return self._blocks

    def _read(self, at: int) -> int:
        """Read what begins with a token; which one comes next."""
        token = self._tokens[at]
        if at in self._elements:
            return self._open(self._elements[at])
        if at in self._closing:
            self._close(self._closing[at])
        elif token.kind == "text":
            self._add_text(token)
        elif token.kind == "cdata":
            self._section(token)
        elif _is_border(self._form, token):
            self._flush()
        else:
            space = " " if token.name.lower() == "br" and not self._behind_space else ""
            self._add(Mark(token.start, token.end, "point", token.name, space))
        return at + 1

    def _open(self, element: Element) -> int:
        tag = self._tokens[element.opening]
        if element.name in self._form.ignored or (self._depth >= _DEEPEST and element.opening not in self._parting):
            self._copy(element)
            return element.closing + 1
        if element.opening in self._parting:
            self._flush()
        else:
            self._depth += 1
            self._add(Mark(tag.start, tag.end, "opening", element.name))
        return element.opening + 1

    def _close(self, element: Element) -> None:
        tag = self._tokens[element.closing]
        if element.opening in self._parting:
            self._flush()
        else:
            self._depth -= 1
            self._add(Mark(tag.start, tag.end, "closing", element.name))

    def _copy(self, element: Element) -> None:
        inside = self._tokens[element.opening : element.closing + 1]
        text = " ".join("".join(token.text for token in inside).split())
        self._add(Copied(inside[0].start, inside[-1].end, text or inline_codes.SIGN))

    def _section(self, token: Token) -> None:
        """A CDATA section is a paragraph by itself: text is written otherwise in it."""
        self._flush()
        start, end = token.start + len(_CDATA), token.end - len(_CDATA_END)
        self._blocks.append(Block((Text(start, end, token.text),), "cdata"))

    def _add_text(self, token: Token) -> None:
        if len(token.text) != token.end - token.start:
            self._add(Text(token.start, token.end, token.text))
            return
        for piece in _PIECE.finditer(token.text):
            start, end = token.start + piece.start(), token.start + piece.end()
            if not piece[0].isspace():
                self._add(Text(start, end, piece[0]))
            elif self._ends(piece, token):
                self._flush()
            else:
                self._add(Text(start, end, "" if self._behind_space else " "))

    def _ends(self, gap: re.Match[str], token: Token) -> bool:
        """Whether a gap between words is the end of a line that ends a sentence."""
        inside = gap.start() > 0 and gap.end() < len(token.text)
        return self._form.splitting == "lines" and inside and not self._depth and not {"\n", "\r"}.isdisjoint(gap[0])

    def _add(self, part: BlockPart) -> None:
        self._parts.append(part)
        if part.text:
            self._behind_space = part.text[-1].isspace()

    def _flush(self) -> None:
        parts, self._parts = self._parts, []
        self._behind_space = True
        trimmed = tagging.trimmed(inline_codes.placed(parts))
        if trimmed:
            self._blocks.append(Block(tuple(trimmed)))


def _written(text: str, block: Block) -> str:
    """A text as the data have it: in CDATA as it is, else with entities."""
    if block.kind == "cdata":
        return text.replace(_CDATA_END, "]]]]><![CDATA[>")
    return xml_events.escaped(text)
