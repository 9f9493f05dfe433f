r"""Writes text as Markdown, so that it is read as text: `*` as `\*` where it would be a mark.

What is harmless where it stands is not escaped: `5 * 3`, `file_name`, `[sic]`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from glossary.linked import Span
from translate.formats import markdown_html
from translate.formats.blocks import Block, Mark
from translate.formats.splice import Edit, Part, Source

_BREAKS = re.compile(r"\s*[\r\n]\s*")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$|{}]|#+(?=\s*$)|!(?=\[|$)|https?://\S+")
_EVERY = re.compile(r"[\\`*_\[\]<>&~$|{}#!]")
_ENTITY = re.compile(r"&(?:#|\w+;|$)")
_TAG = re.compile(r"<(?:[A-Za-z/!?]|$)")
_BRACKETED = re.compile(r"\[(?P<label>[^\[\]^][^\[\]]*)\](?![(\[:{]|$)")
_BLOCK = re.compile(
    r"(?P<before>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|=+\s*$|-+\s*$|~~~|:(?:\s|:)"
    r"|(?:-[ ]?){3}|!!!|\|)"
)
# What may stand before the text on its line: marks of quotations, lists, notes.
_MARGIN = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t]|\[[ xX]\][ \t]|\[\^[^\[\]]+\]:[ \t]*|:[ \t]+)*")
_TASK = re.compile(r"\[[ xX]\][ \t]+$")
_NOTE = re.compile(r"\[\^[^\[\]]+\]:[ \t]*")
_EMPHASIS = frozenset({"Emphasis", "Strong", "Strikethrough"})


def escaped(text: str, block: Block, labels: frozenset[str], *, every: bool = False) -> str:
    r"""A piece of a block's text as Markdown has it; with `every`, all that could ever be a mark is escaped.

    `labels` are those that definitions have, folded.

    >>> escaped("2 * 3 *", Block((), "paragraph"), frozenset())
    '2 * 3 \\*'
    """
    if markdown_html.is_html(block):
        return markdown_html.write(text, block)
    text = _BREAKS.sub(" ", text)
    if block.kind.startswith(("title", "attribute", "line")):
        return _quoted(text, block.kind)
    if every:
        return _EVERY.sub(lambda match: "\\" + match[0], text)
    literal = [
        match.span() for match in _BRACKETED.finditer(text) if " ".join(match["label"].casefold().split()) not in labels
    ]
    brackets = {place for start, end in literal for place in (start, end - 1)}

    def written(match: re.Match[str]) -> str:
        at, sign = match.start(), match[0]
        if len(sign) > 1 and not sign.startswith("#"):
            return sign
        if sign in "[]" and (at in brackets or (sign == "]" and "[" not in text[:at] and block.kind == "cell")):
            return sign
        return "\\" + sign if _meant(text, at, block.kind) else sign

    return _SPECIAL.sub(written, text)


def _meant(text: str, at: int, kind: str) -> bool:
    """Whether a sign would be more than itself."""
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in "*_~":
        alone = before.isspace() and after.isspace()
        inside = sign == "_" and before.isalnum() and after.isalnum()
        single = sign == "~" and text.count("~") == 1
        return not (alone or inside or single)
    if sign == "\\":
        return not after or (after.isascii() and not after.isalnum() and not after.isspace())
    if sign in "<&":
        return bool((_TAG if sign == "<" else _ENTITY).match(text, at))
    if sign == "$":
        return text.count("$") > 1
    if sign in ">{}":
        return sign == "{" and kind == "heading" and text.rstrip().endswith("}")
    if sign == "#":
        return kind == "heading" and (not before or before.isspace())
    return sign != "|" or kind == "cell"


def _quoted(text: str, kind: str) -> str:
    quote = kind[-1]
    if kind.startswith("attribute"):
        text = re.sub(r"&(?=#|\w+;)", "&amp;", text).replace("<", "&lt;")
        text = text.replace(quote, "&quot;" if quote == '"' else "&#39;")
        return text.replace(" ", "\n", 1) if "lines" in kind else text
    if kind.startswith("line"):
        return text.replace('"', "'").replace("]", ")").replace("[", "(")
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~]|$)|&(?=#|\w+;)", r"\\\g<0>", text)
    return re.sub(r"[()]" if quote == "(" else quote, r"\\\g<0>", text)


# --- Marks and lines ---


def marks(blocks: Iterable[Block]) -> dict[Span, Mark]:
    """The marks of emphasis by where they stand."""
    return {
        (part.start, part.end): part
        for block in blocks
        for part in block.parts
        if isinstance(part, Mark) and part.name in _EMPHASIS
    }


def tidied(edit: Edit, source: str, emphasis: Mapping[Span, Mark]) -> Edit:
    """An edit with marks of emphasis next to words, and with no line that is a list by chance."""
    parts = _flanking(list(edit.parts), emphasis)
    line = source[source.rfind("\n", 0, edit.start) + 1 : edit.start]
    made: list[Part] = []
    for part in parts:
        if isinstance(part, str) and "\n" not in part and _MARGIN.fullmatch(line):
            part = (
                _BLOCK.sub(lambda match: (match["before"] or "") + "\\", part, count=1) if _BLOCK.match(part) else part
            )
        made.append(part)
        line += part if isinstance(part, str) else source[part.start : part.end]
        line = line[line.rfind("\n") + 1 :]
    return replace(edit, parts=tuple(made))


def _flanking(parts: Sequence[Part], emphasis: Mapping[Span, Mark]) -> list[Part]:
    """Parts with the spaces at the inner side of emphasis moved out."""
    made: list[Part] = []
    carried = ""
    for part in parts:
        if isinstance(part, str):
            made.append(carried + part.lstrip() if carried else part)
            carried = ""
            continue
        mark = emphasis.get((part.start, part.end))
        role = mark.role if mark else ""
        if role == "closing" and made:
            last = made[-1]
            if isinstance(last, str) and last.endswith(" "):
                made[-1] = last.rstrip(" ")
                carried = " "
            opening = emphasis.get((last.start, last.end)) if isinstance(last, Source) else None
            if opening is not None and mark is not None and opening.role == "opening" and opening.name == mark.name:
                made.pop()
                continue
        made.append(part)
        if carried and role == "closing":
            continue
        carried = ""
    return _opened([*made, carried] if carried else made, emphasis)


def _opened(parts: Sequence[Part], emphasis: Mapping[Span, Mark]) -> list[Part]:
    """Parts with the spaces behind opening marks before them."""
    made: list[Part] = []
    for part in parts:
        if isinstance(part, str) and part.startswith(" ") and part.strip():
            at = len(made)
            while at and isinstance(made[at - 1], Source) and _opens(made[at - 1], emphasis):
                at -= 1
            if at < len(made):
                made.insert(at, " ")
                part = part.lstrip(" ")
        made.append(part)
    return made


def _opens(part: Part, emphasis: Mapping[Span, Mark]) -> bool:
    mark = emphasis.get((part.start, part.end)) if isinstance(part, Source) else None
    return mark is not None and mark.role == "opening"


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
