"""The English of an OpenDocument paragraph behind its German: another paragraph of its style."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from translate.formats.blocks import Block, Copied, Mark
from translate.formats.flow import Beside, BlockDocument
from translate.formats.splice import Edit, Part, Source
from translate.formats.xml_events import Event, escaped

_PARAGRAPHS = frozenset({"text:p", "text:h"})
_TAG = re.compile(r"<([^\s/>]+)")
_STYLE = re.compile(r"""\s[\w.-]+:style-name\s*=\s*("[^"]*"|'[^']*')""")
_ID = re.compile(r"""\s(?:xml:id|[\w.-]+:(?:id|about|property|datatype|content))\s*=\s*(?:"[^"]*"|'[^']*')""")
_UNNUMBERED = re.compile(r"\s[\w.-]+:is-list-header\s*=")
# What there may be once only, so that it stays with the German: notes, comments, pictures, all that has a name.
_ONCE = re.compile(
    r"<(?:(?:draw|dr3d|form|field|office):|"
    r"[\w.-]+:(?:note|number|bookmark|reference-mark|change|toc-mark|user-index-mark|alphabetical-index-mark)(?:-start|-end)?[\s/>])"
)
# Fields that count, or set something, wherever they stand.
_COUNTING = re.compile(r"<[\w.-]+:(?:sequence|variable-set|variable-input)[\s/>]")


def breaking(events: Iterable[Event]) -> dict[str, str]:
    """The names of the paragraph styles that begin a page or a column, each with that of the style it is made of."""
    found: dict[str, str] = {}
    name = parent = ""
    for event in events:
        if event.kind != "start":
            continue
        if event.name == "style:style":
            name = event.attributes.get("style:name", "")
            parent = event.attributes.get("style:parent-style-name", "")
        if (event.name == "style:style" and event.attributes.get("style:master-page-name")) or (
            event.name == "style:paragraph-properties" and event.attributes.get("fo:break-before", "auto") != "auto"
        ):
            found[name] = parent
    return found


def copies(source: str, broken: Mapping[str, str]) -> Beside:
    """What goes around the English of a block: the end of its paragraph, and the beginning of one of the same style.

    One whose style begins a page gets the style that this is made of. Headings are not counted twice.
    """

    def beside(block: Block) -> tuple[str, str] | None:
        if block.kind not in _PARAGRAPHS:
            return None
        # White space at the beginning of a paragraph is in no block.
        tag = source[source.rfind("<", 0, block.start) : block.start].rstrip()
        name = _TAG.match(tag)
        if name is None:
            return None
        return f"</{name[1]}>{_copied(tag, name[1], broken)}", ""

    return beside


def _copied(tag: str, name: str, broken: Mapping[str, str]) -> str:
    """The tag of a paragraph as that of another one behind it."""
    tag = _ID.sub("", tag)
    prefix = name.rpartition(":")[0]
    if name.endswith(":h") and not _UNNUMBERED.search(tag):
        tag = f'{tag[:-1]} {prefix}:is-list-header="true">'
    style = _STYLE.search(tag)
    if style is None:
        return tag
    value = first = style[1][1:-1]
    # Styles may be made of each other in a circle.
    seen: set[str] = set()
    while value in broken and value not in seen:
        seen.add(value)
        value = broken[value]
    if value == first:
        return tag
    if value in ("", *seen):
        return tag[: style.start()] + tag[style.end() :]
    return f"{tag[: style.start(1) + 1]}{value}{tag[style.end(1) - 1 :]}"


def without_doubles(document: BlockDocument, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits of a document that write English behind German, without what there may be once only in the English.

    What stands in those, such as the text of a note, gets its own translation where the German is.
    """
    blocks = {block.start: block for block in document.blocks if block.kind in _PARAGRAPHS}
    for edit in edits:
        german = edit.parts[0] if edit.parts else ""
        block = blocks.get(edit.start)
        if isinstance(german, Source) and not german.edited and block and block.end == edit.end:
            cuts = list(_cuts(document.source, block))
            starts = [start for start, _, _ in cuts]
            parts = [one for part in edit.parts[1:] for one in _cut(part, cuts, starts)]
            yield Edit(edit.start, edit.end, (Source(edit.start, edit.end), *parts))
        else:
            yield edit


# Characters of the data, and what stands for them in the English.
_Cut = tuple[int, int, str]


def _cuts(source: str, block: Block) -> Iterator[_Cut]:
    for part in block.parts:
        if isinstance(part, Mark):
            if _ONCE.search(source, part.start, part.end):
                yield part.start, part.end, part.text
            elif part.role == "opening" and _ID.search(source, part.start, part.end):
                yield part.start, part.end, _ID.sub("", source[part.start : part.end])
        elif isinstance(part, Copied) and _COUNTING.match(source, part.start, part.end):
            yield part.start, part.end, escaped(part.text)


def _cut(part: Part, cuts: Sequence[_Cut], starts: Sequence[int]) -> Iterator[Part]:
    """A part of an edit with the cuts in it made."""
    if isinstance(part, str):
        yield part
        return
    at = part.start
    for number in range(bisect_left(starts, at), bisect_left(starts, part.end)):
        start, end, text = cuts[number]
        yield Source(at, start)
        yield text
        at = end
    yield Source(at, part.end)
