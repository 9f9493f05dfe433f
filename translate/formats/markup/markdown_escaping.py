r"""Writes text as Markdown, so that it is read as text: `*` as `\*` where it would be a mark.

What is harmless where it stands is not escaped: `5 * 3`, `file_name`, `[sic]`.
"""

import re
from collections.abc import Callable, Mapping

from translate.formats.blocks import Block
from translate.formats.markup import markdown_html

_BREAKS = re.compile(r"(?<!\s)\s*?[\r\n]\s*")
_SPECIAL = re.compile(r"[\\`*_\[\]<&~$|{]|(?<!#)#++(?=\s*+$)|!(?=\[|$)|https?://\S+")
_EVERY = re.compile(r"[\\`*_\[\]<>&~$|{}#!]")
_ENTITY = re.compile(r"&(?:#|\w+;|$)")
_TAG = re.compile(r"<(?:[A-Za-z/!?]|$)")
_BRACKETED = re.compile(r"\[(?P<label>[^\[\]^][^\[\]]*)\](?![(\[:{]|$)")


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
    first = text.find("[")
    attributes = block.kind == "heading" and text.rstrip().endswith("}")

    def written(match: re.Match[str]) -> str:
        at, sign = match.start(), match[0]
        if (len(sign) > 1 and not sign.startswith("#")) or (sign == "{" and not attributes):
            return sign
        if sign in "[]" and (at in brackets or (sign == "]" and not 0 <= first < at and block.kind == "cell")):
            return sign
        return "\\" + sign if _meant(text, at, block.kind) else sign

    return _SPECIAL.sub(written, text)


def _meant(text: str, at: int, kind: str) -> bool:
    """Whether a sign would be more than itself."""
    return _RULES[text[at]](text, at, kind)


def _is_emphasis(text: str, at: int, kind: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not (before.isspace() and after.isspace())


def _is_underscore(text: str, at: int, kind: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return _is_emphasis(text, at, kind) and not (before.isalnum() and after.isalnum())


def _is_strike(text: str, at: int, kind: str) -> bool:
    return _has_another(text, at) and _is_emphasis(text, at, kind)


def _is_escape(text: str, at: int, kind: str) -> bool:
    after = text[at + 1 : at + 2]
    return not after or (after.isascii() and not after.isalnum() and not after.isspace())


def _is_tag(text: str, at: int, kind: str) -> bool:
    return _TAG.match(text, at) is not None


def _is_entity(text: str, at: int, kind: str) -> bool:
    return _ENTITY.match(text, at) is not None


def _has_another(text: str, at: int) -> bool:
    """Whether the sign at a place stands elsewhere, too."""
    return text.find(text[at], at + 1) >= 0 or text.rfind(text[at], 0, at) >= 0


def _is_formula(text: str, at: int, kind: str) -> bool:
    return _has_another(text, at)


def _is_end_of_heading(text: str, at: int, kind: str) -> bool:
    return kind == "heading" and not text[at - 1 : at].strip()


def _is_border(text: str, at: int, kind: str) -> bool:
    return kind == "cell"


def _is_always(text: str, at: int, kind: str) -> bool:
    return True


_RULES: Mapping[str, Callable[[str, int, str], bool]] = {
    "*": _is_emphasis,
    "_": _is_underscore,
    "~": _is_strike,
    "\\": _is_escape,
    "<": _is_tag,
    "&": _is_entity,
    "$": _is_formula,
    "{": _is_always,
    "#": _is_end_of_heading,
    "|": _is_border,
    "`": _is_always,
    "[": _is_always,
    "]": _is_always,
    "!": _is_always,
}


def _quoted(text: str, kind: str) -> str:
    quote = kind[-1]
    if kind.startswith("attribute"):
        text = re.sub(r"&(?=#|\w+;)", "&amp;", text).replace("<", "&lt;")
        text = text.replace(quote, "&quot;" if quote == '"' else "&#39;")
        return _on_lines(text) if "lines" in kind else text
    if kind.startswith("line"):
        return text.replace('"', "'").replace("]", ")").replace("[", "(")
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~]|$)|&(?=#|\w+;)", r"\\\g<0>", text)
    return re.sub(r"[()]" if quote == "(" else quote, r"\\\g<0>", text)


def _on_lines(text: str) -> str:
    """A text with one of its spaces, near the middle, as the end of a line."""
    at = text.find(" ", len(text) // 2)
    at = at if at >= 0 else text.rfind(" ")
    return f"{text[:at]}\n{text[at + 1 :]}" if at >= 0 else text
