"""Markdown: articles, documentation, posts of blogs, with the data at their beginning.

A sentence is written into its own place. A paragraph whose lines end within sentences is broken again at the width
that it had; one with a line for each sentence keeps that.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import partial

from glossary.linked import LinkedText, Span
from translate.formats import charsets, flow
from translate.formats.blocks import Block
from translate.formats.charsets import UTF8, Charset
from translate.formats.flow import BlockDocument
from translate.formats.markup import anchors, front_matter, markdown_escaping, markdown_wrapping, markdown_writing
from translate.formats.markup.front_matter import FrontMatter
from translate.formats.markup.markdown_blocks import Found, folded, found
from translate.formats.splice import Edit, spliced

_TWICE = re.compile(r"\[([^\[\]]+)\]\[\1\]")
_FIELDS = ("title", "description", "summary")


@dataclass(frozen=True, slots=True)
class MarkdownDocument(BlockDocument):
    """A Markdown text: what there is in it behind the character `front`, and how its data are encoded."""

    found: Found | None = None
    front: int = 0
    charset: Charset = UTF8


@dataclass(frozen=True, slots=True)
class Markdown:
    """The format of Markdown.

    `fields` are the keys of the data at the beginning whose values are translated: the title, the description and the
    summary if none are named. With `bilingual`, each paragraph stands in both languages, a heading or cell with both in
    one.
    """

    repair: bool = True
    bilingual: bool = False
    fields: tuple[str, ...] = ()

    def parse(self, data: bytes, name: str) -> MarkdownDocument:
        """The document in a file's bytes, in any of the encodings of `files.decode`.

        Raises `DocumentError` if the data are no text.
        """
        article = charsets.decoded(data, name)
        source = article.text
        front = self._matter(source)
        body = _body(source, front.end)
        blocks = (*front.blocks, *body.blocks)
        plain = flow.document(name, source, blocks, article.notices, repair=self.repair)
        return MarkdownDocument(
            plain.name, plain.text, plain.segments, plain.passed_through, plain.notices, plain.dropped,
            plain.source, plain.blocks, plain.places, body, front.end, article.charset,
        )  # fmt: skip

    def render(
        self, document: MarkdownDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The Markdown with its sentences replaced by `translations`, one a segment, in the encoding that it had.

        Links to headings follow them.
        """
        body = document.found
        assert body is not None
        edits = self._edits(document, body, translations, every=False)
        text = _shortened(spliced(document.source, edits), document.source, body)
        after = self._read(text)
        if after.shape != body.shape and not self.bilingual:
            # Something in the English was taken for a mark, which is seldom.
            careful = self._edits(document, body, translations, every=True)
            escaped = _shortened(spliced(document.source, careful), document.source, body)
            other = self._read(escaped)
            if other.shape == body.shape:
                text, after = escaped, other
        edits = _followed(text, body, after)
        if after.shape == body.shape:
            edits += markdown_wrapping.wrapped(document.source, body.blocks, text, after.blocks)
        text = spliced(text, edits)
        return document.charset.encoded(text, _entity)

    def _matter(self, text: str) -> FrontMatter:
        return front_matter.matter(text, self.fields or _FIELDS)

    def _read(self, text: str) -> Found:
        return _body(text, self._matter(text).end)

    def _edits(
        self, document: MarkdownDocument, body: Found, translations: Sequence[LinkedText], *, every: bool
    ) -> list[Edit]:
        """What puts the translations into the data, links to headings aside."""
        source = document.source
        write = partial(_written, labels=body.labels, every=every)
        beside = partial(markdown_writing.behind, source) if self.bilingual else None
        emphasis = markdown_writing.marks(document.blocks)
        made = [
            markdown_writing.tidied(edit, source, emphasis)
            for edit in flow.edits(document, translations, write, beside)
            if edit.start >= document.front
        ]
        made += _named(source, body, made)
        if made and not self.bilingual:
            made += body.languages
        for number, english in flow.translated(document, translations):
            block = document.blocks[number]
            if block.end > document.front:
                break
            start, end, text = front_matter.quoted(english.text, block)
            made.append(Edit(start, end, (text,)))
        return made


def _written(text: str, block: Block, *, labels: frozenset[str], every: bool) -> str:
    return markdown_escaping.escaped(text, block, labels, every=every)


def _named(source: str, body: Found, edits: Sequence[Edit]) -> list[Edit]:
    """Links whose text is their label, in edits: they get the label behind the text."""
    spans: list[Span] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not spans or edit.start >= spans[-1][1]:
            spans.append((edit.start, edit.end))
    made = []
    for start, end, label in body.links:
        number = bisect_left(spans, (end,)) - 1
        if number >= 0 and spans[number][1] > start - len(label):
            made.append(Edit(start, end, (f"][{label}]",)))
    return made


def _shortened(text: str, source: str, body: Found) -> str:
    """A text with links by their label that has stayed: `[deen]` for `[deen][deen]`, if that is not the source's."""

    stood = {match[0] for match in _TWICE.finditer(source)} if body.links else set()

    def short(match: re.Match[str]) -> str:
        return match[0] if folded(match[1]) not in body.labels or match[0] in stood else f"[{match[1]}]"

    return _TWICE.sub(short, text) if body.links else text


def _followed(text: str, before: Found, after: Found) -> list[Edit]:
    """The addresses of headings whose words are others now, in the text in which they are."""
    kept = [heading.text for heading in before.headings if not heading.id]
    name = anchors.followed(kept, [heading.text for heading in after.headings if not heading.id])
    own = {heading.id for heading in before.headings}
    made = []
    for start, end in after.targets:
        anchor = text[start + 1 : end]
        if anchor not in own and (other := name(anchor)) != anchor:
            made.append(Edit(start + 1, end, (other,)))
    return made


def _body(source: str, front: int) -> Found:
    """What there is behind the data at the beginning, in characters of the whole."""
    return found("\n" * front + source[front:])


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
