"""What stands in Markdown but is not Markdown: shortcodes, templates, directives, admonitions.

Each generator of sites has its own. The parser must not see them: a line `:::note` would be a part of a definition
list, and `{{< ref "a.md" >}}` no target of a link. So they are covered in a copy of the text that is as long as the
text, and the parser reads that.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from glossary.linked import Span

_ADMONITIONS = frozenset(
    "note tip info warning danger caution important hint attention error seealso admonition details success question "
    "quote example abstract summary failure bug todo hinweis tipp warnung achtung wichtig beispiel tab".split()
)
_NOTHING = re.compile(r"[^\r\n>]")
_ANYTHING = re.compile(r"[^\r\n]")
# `:::note Titel`, `:::note[Titel]`, `:::{note} Titel`, `::: tip Titel`; the fence of MyST with other characters too.
_DIRECTIVE = re.compile(
    r"^(?P<margin>[ \t>]*+)(?P<fence>:{3,}+|`{3,}+(?=\{)|~{3,}+(?=\{))[ \t]*+(?:\{?(?P<kind>[\w-]++)\}?)?+"
    r"(?:\[(?P<inside>[^\[\]\r\n]*+)\])?+[ \t]*+(?P<title>[^\r\n]*+)(?=\r?$)",
    re.MULTILINE,
)
# `/// note | Titel` of MkDocs, and its end.
_SLASHES = re.compile(
    r"^[ \t>]*+/{3,}+[ \t]*+(?:[\w-]++[ \t]*+(?:\|[ \t]*+(?P<title>[^\r\n]*+))?+)?+(?=\r?$)", re.MULTILINE
)
_OPTION = re.compile(r"[ \t>]*:[\w-]+:(?:[ \t][^\r\n]*)?(?:\r?\n|\Z)")
# `!!! note "Titel"`, `??? note`, `=== "Tab"` of MkDocs: what is indented by four behind it lies in it.
_INDENTED = re.compile(
    r'^(?P<margin>[ \t]*)(?:(?:!!!|\?\?\?\+?)[ \t]+[\w-]{3,}(?:[ \t]+(?:inline|end))*(?:[ \t]+"(?P<title>[^"\r\n]*)")?'
    r'|===[+!]?[ \t]+"(?P<tab>[^"\r\n]+)")[ \t]*(?=(?:\r?\n[ \t]*)*\r?\n(?: {4}|\t))',
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t>]*+(`{3,}+|~{3,}+)[ \t]*+(?=\r?$)", re.MULTILINE)
# How many lines that could close a fence are looked at.
_NESTED = 100
_CALLOUT = re.compile(r"^(?P<margin>[ \t>]*>[ \t]*+)\[!\w++\][+-]?[ \t]*+(?P<title>[^\r\n]*+)(?=\r?$)", re.MULTILINE)
# What stands on lines of its own and is no text.
_ALONE = re.compile(
    r"^[ \t>]*(?:\{[:#.%](?![#%])[^{}\r\n]*\}|\{\{[<%][^{}`]*[>%]\}\}|\{%[^{}`]*%\}|\{[*!][^{}\r\n]*[*!]\}"
    r"|\[\[?_?TOC_?\]\]?|\[\[toc\]\]|\$\{toc\}"
    r"|(?>(?:import|export)\b[^\r\n]*\bfrom[ \t]+[\"'][^\r\n]*|import[ \t]+[\"'][^\r\n]*"
    r"|export[ \t]+(?:const|default|function)\b[^\r\n]*))[ \t]*+(?=\r?$)",
    re.MULTILINE | re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}`]*\}\}|\{%[^{}`]*%\}|<%[^<>`]*%>|[$%#]\{[^{}\s`]*\}|\{[\w:.+-]+\}(?=`)|\{[A-Za-z_][\w.]*\}"
    r"|!?\[\[[^\[\]\r\n]+\]\]|%%[A-Z_]+%%"
)
# An emoji by its name, a component with code in its attributes, attributes of what stands in front.
_POINT = re.compile(
    r"(?<![\w:]):[a-z0-9_+-]{0,30}[a-z][a-z0-9_+-]{0,30}:(?![\w:])|</?[A-Z][\w.]*(?:\s[^<>`]*)?>"
    r"|(?<=[^\s{])\{:?[ \t]*[#.][\w-][^{}\r\n`]*\}|(?<=[^\s{])\{:[^{}\r\n`]*\}"
)
_HEADING_ID = re.compile(
    r"^(?P<heading>[ \t>]*#{1,6}[ \t][^\r\n]*?)(?<![ \t])(?P<attributes>[ \t]+\{:[^{}\r\n]*\}[ \t]*)(?=\r?$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Cover:
    """Characters `[start, end)` that the parser does not see: copied, or a point, which is no word."""

    start: int
    end: int
    kind: Literal["copied", "point"]


@dataclass(frozen=True, slots=True)
class Covered:
    """A text with what is not Markdown covered; `covers` are those within lines, `titles` texts in covered lines."""

    text: str
    covers: tuple[Cover, ...]
    titles: tuple[Span, ...]

    def within(self, start: int, end: int) -> Iterator[Cover]:
        """The covers in the characters `[start, end)`."""
        at = bisect_left(self.covers, start, key=lambda one: one.start)
        while at < len(self.covers) and self.covers[at].end <= end:
            yield self.covers[at]
            at += 1


def covered(text: str) -> Covered:
    """A text of the same length that is Markdown and nothing else.

    >>> covered("Ein {{ wort }} hier").text
    'Ein xxxxxxxxxx hier'
    """
    titles: list[Span] = []
    text = _blocks(text, titles)
    found: list[Cover] = []
    for rule, kind in ((_PLACEHOLDER, "copied"), (_POINT, "point")):
        for match in rule.finditer(text):
            found.append(Cover(*match.span(), "copied" if kind == "copied" else "point"))
    kept: list[Cover] = []
    for cover in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or cover.start >= kept[-1].end:
            kept.append(cover)
    parts = []
    at = 0
    for cover in kept:
        parts += [
            text[at : cover.start],
            _ANYTHING.sub("x" if cover.kind == "copied" else ";", text[cover.start : cover.end]),
        ]
        at = cover.end
    return Covered("".join([*parts, text[at:]]), tuple(kept), tuple(sorted(titles)))


def _blocks(text: str, titles: list[Span]) -> str:
    """The text without the lines that are not Markdown; what a reader reads in them is put to `titles`."""
    text = _HEADING_ID.sub(lambda match: match["heading"] + " " * len(match["attributes"]), text)
    text = _ALONE.sub(_rule, text)
    text = _directives(text, titles)

    def indented(match: re.Match[str]) -> str:
        group = "title" if match["title"] else "tab"
        if match[group]:
            titles.append(match.span(group))
        # An item of a list with a rule in it, so that what is indented is the rest of the item.
        return match["margin"] + "+   ".ljust(len(match[0]) - len(match["margin"]), "*")

    def callout(match: re.Match[str]) -> str:
        if match["title"]:
            titles.append(_stripped(text, *match.span("title")))
        return match["margin"] + " " * (len(match[0]) - len(match["margin"]))

    def slashes(match: re.Match[str]) -> str:
        if match["title"]:
            titles.append(_stripped(text, *match.span("title")))
        return _NOTHING.sub(" ", match[0])

    text = _INDENTED.sub(indented, text)
    text = _SLASHES.sub(slashes, text)
    return _CALLOUT.sub(callout, text)


def _rule(match: re.Match[str]) -> str:
    """Lines of `*` for other lines: they end a paragraph, but not, as empty ones do, what stands in HTML."""
    lines = []
    for line in match[0].splitlines(keepends=True):
        margin, content, rest = re.fullmatch(r"([ \t>]*)(.*?)(\s*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        deep = len(margin) > 3 and ">" not in margin
        lines.append(margin + (" " if deep or len(content) < 3 else "*") * len(content) + rest)
    return "".join(lines)


def _stripped(text: str, start: int, end: int) -> Span:
    return start, start + len(text[start:end].rstrip())


def _directives(text: str, titles: list[Span]) -> str:
    """The text without fences of directives, whose content is Markdown."""
    blank: list[Span] = []
    closings = _Closings(text)
    at = 0
    while match := _DIRECTIVE.search(text, at):
        at = match.end()
        if match["fence"][0] != ":":
            closing = closings.behind(match) if _is_admonition(match) else None
            if closing is None:
                continue
            blank.append(closing)
        blank.append(match.span())
        titles += _titles(text, match)
        if match["kind"]:
            at = _options(text, at, blank)
    parts = []
    at = 0
    for start, end in sorted(blank):
        parts += [text[at:start], _NOTHING.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _is_admonition(directive: re.Match[str]) -> bool:
    return (directive["kind"] or "").lower() in _ADMONITIONS


def _titles(text: str, directive: re.Match[str]) -> Iterator[Span]:
    group = "inside" if directive["inside"] else "title"
    if _is_admonition(directive) and directive[group] and not directive[group].startswith("{"):
        yield _stripped(text, *directive.span(group))


class _Closings:
    """The lines that may close a fence, for each length of it."""

    def __init__(self, text: str) -> None:
        self._lines = [(match.start(), match.end(), match[1]) for match in _FENCE.finditer(text)]

    def behind(self, opening: re.Match[str]) -> Span | None:
        """The first line that closes a fence: of the same character, and as long or longer."""
        fence = opening["fence"]
        at = bisect_right(self._lines, (opening.end(),))
        for start, end, closing in self._lines[at : at + _NESTED]:
            if closing.startswith(fence):
                return start, end
        return None


def _options(text: str, at: int, blank: list[Span]) -> int:
    """Where the lines `:name: value` behind a directive end."""
    line = re.compile(r"\r?\n").match(text, at)
    while line:
        option = _OPTION.match(text, line.end())
        if option is None:
            return at
        at = option.start() + len(option[0].rstrip("\r\n"))
        blank.append((option.start(), at))
        line = re.compile(r"\r?\n").match(text, at)
    return at
