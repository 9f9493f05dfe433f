"""The English of an OpenDocument paragraph behind its German: another paragraph of its style."""

import re
from collections.abc import Iterable, Iterator, Mapping

from translate.formats.blocks import Block, Copied, Mark
from translate.formats.doubles import Cut
from translate.formats.flow import Beside
from translate.formats.office.opendocument_blocks import HALF
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
    value = style[1][1:-1] if style else ""
    if style is None or value not in broken:
        return tag
    # Styles may be made of each other in a circle.
    seen: set[str] = set()
    while value in broken and value not in seen:
        seen.add(value)
        value = broken[value]
    if not value or value in seen:
        return tag[: style.start()] + tag[style.end() :]
    return f"{tag[: style.start(1) + 1]}{value}{tag[style.end(1) - 1 :]}"


def cuts(source: str, block: Block) -> Iterator[Cut]:
    """What the English of a block does not have: what there may be once only, ids, and fields that count."""
    if block.kind not in _PARAGRAPHS:
        return
    for part in block.parts:
        if isinstance(part, Mark) and _is_once(source, part):
            yield Cut(part.start, part.end, part.text)
        elif isinstance(part, Mark) and part.role == "opening":
            yield from (Cut(*found.span()) for found in _ID.finditer(source, part.start, part.end))
        elif isinstance(part, Copied) and _COUNTING.match(source, part.start, part.end):
            yield Cut(part.start, part.end, escaped(part.text))


def _is_once(source: str, mark: Mark) -> bool:
    if mark.role == "point":
        return _ONCE.search(source, mark.start, mark.end) is not None
    return mark.name.startswith(HALF)
