"""What is put into Markdown, made fit for its place: marks at words, lines that begin no block, both languages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from glossary.linked import Span
from translate.formats.blocks import Block, Mark
from translate.formats.markup import markdown_html
from translate.formats.splice import Edit, Part, Source

_BLOCK = re.compile(
    r"(?P<before>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|=+\s*$|-+\s*$|~~~|:(?:\s|:)"
    r"|(?:-[ ]?){3}|!!!|\|)"
)
# What may stand before the text on its line: marks of quotations, lists, notes.
_MARGIN = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t]|\[[ xX]\][ \t]|\[\^[^\[\]]+\]:[ \t]*|:[ \t]+)*+")
# A line has no longer one: so much of it is looked at.
_LONGEST_MARGIN = 1000
_TASK = re.compile(r"\[[ xX]\][ \t]+$")
_NOTE = re.compile(r"\[\^[^\[\]]+\]:[ \t]*")
_EMPHASIS = frozenset({"Emphasis", "Strong", "Strikethrough"})


def marks(blocks: Iterable[Block]) -> dict[Span, Mark]:
    """The marks of emphasis, and the points, by where they stand."""
    return {
        (part.start, part.end): part
        for block in blocks
        for part in block.parts
        if isinstance(part, Mark) and (part.name in _EMPHASIS or part.role == "point")
    }


def tidied(edit: Edit, source: str, emphasis: Mapping[Span, Mark]) -> Edit:
    """An edit with marks of emphasis next to words, and with no line that is a list by chance."""
    parts = _flanking(list(edit.parts), emphasis)
    seen = max(edit.start - _LONGEST_MARGIN - 1, 0)
    line = source[max(source.rfind("\n", seen, edit.start) + 1, seen) : edit.start]
    made: list[Part] = []
    moved = False
    for part in parts:
        if moved and isinstance(part, str):
            part = part.removeprefix(" ")
        data = part if isinstance(part, str) else source[part.start : part.end]
        before = _before(part, data, line, source, emphasis)
        if before is not None and isinstance(part, str):
            part = before
        elif before:
            made.append(before)
        moved = before == " " and isinstance(part, Source) and source[part.end : part.end + 1] != " "
        made.append(part)
        line = (line + data[-_LONGEST_MARGIN - 1 :])[-_LONGEST_MARGIN - 1 :]
        line = line[line.rfind("\n") + 1 :]
    return replace(edit, parts=tuple(made))


def _before(part: Part, data: str, line: str, source: str, emphasis: Mapping[Span, Mark]) -> str | None:
    """What is written for a text that would begin a block, or what has to stand before other data; None for neither.

    A picture or the like that stood behind a space does not touch the word before it.
    """
    in_margin = len(line) <= _LONGEST_MARGIN and _MARGIN.fullmatch(line)
    begins = _BLOCK.match(data) if in_margin and "\n" not in data else None
    if begins and isinstance(part, str):
        return f"{begins['before'] or ''}\\{part[begins.end() :]}"
    role = _role(part, emphasis)
    if begins and not begins["before"] and not role:
        return "\\"
    return " " if role == "point" and isinstance(part, Source) and _touches(part, line, source) else None


def _touches(point: Source, line: str, source: str) -> bool:
    """Whether a point that stood behind a space would touch what is before it."""
    return source[point.start - 1 : point.start] == " " and bool(line) and not line[-1].isspace()


def _flanking(parts: Sequence[Part], emphasis: Mapping[Span, Mark]) -> list[Part]:
    """Parts with emphasis that touches its words, and none that is around nothing."""
    return _opened(_closed(_around_words(parts, emphasis), emphasis), emphasis)


def _around_words(parts: Sequence[Part], emphasis: Mapping[Span, Mark]) -> list[Part]:
    made: list[Part] = []
    for part in parts:
        if _role(part, emphasis) == "closing" and made and _role(made[-1], emphasis) == "opening":
            made.pop()
        else:
            made.append(part)
    return made


def _closed(parts: Sequence[Part], emphasis: Mapping[Span, Mark]) -> list[Part]:
    """Parts with the spaces before closing marks behind them."""
    made: list[Part] = []
    space = ""
    for part in parts:
        last = made[-1] if made else None
        if _role(part, emphasis) != "closing":
            made += [space] if space else []
            made.append(part.lstrip(" ") if space and isinstance(part, str) else part)
            space = ""
            continue
        if isinstance(last, str) and last.endswith(" "):
            made[-1] = last.rstrip(" ")
            space = " "
        made.append(part)
    return [*made, space] if space else made


def _opened(parts: Sequence[Part], emphasis: Mapping[Span, Mark]) -> list[Part]:
    """Parts with the spaces behind opening marks before them."""
    made: list[Part] = []
    for part in parts:
        if isinstance(part, str) and part.startswith(" ") and part.strip():
            at = len(made)
            while at and _role(made[at - 1], emphasis) == "opening":
                at -= 1
            if at < len(made):
                made.insert(at, " ")
                part = part.lstrip(" ")
        made.append(part)
    return made


def _role(part: Part, emphasis: Mapping[Span, Mark]) -> str:
    mark = emphasis.get((part.start, part.end)) if isinstance(part, Source) else None
    return mark.role if mark else ""


# --- German and English in one ---


def behind(source: str, block: Block) -> tuple[str, str] | None:
    """What goes before and behind the English of a block behind its German; None for what has no room for both."""
    if markdown_html.is_html(block):
        return markdown_html.beside(block)
    if block.kind in ("heading", "term"):
        return " / ", ""
    if block.kind == "cell":
        return "<br>", ""
    if block.kind != "paragraph":
        return None
    first = source.rfind("\n", 0, block.start) + 1
    break_ = "\r\n" if source[first - 2 : first] == "\r\n" or "\r\n" in source[block.start : block.end + 2] else "\n"
    match = _MARGIN.match(source, first, block.start)
    margin = _NOTE.sub("    ", _TASK.sub("", match[0] if match else ""))
    margin = re.sub(r"[^\s>]", " ", margin)
    return break_ + margin.rstrip() + break_ + margin, ""
