r"""The data at the beginning of a Markdown file: YAML between `---`, TOML between `+++`.

Only lines like `title: Das Haus` are understood, and their values replaced; all else is left alone.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.formats.blocks import Block, BlockPart, Text

_MATTER = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<data>(?:(?!(?:(?P=fence)|\.\.\.)[ \t]*\r?$)[^\r\n]*\r?\n)*+)"
    r"(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
_YAML = re.compile(r"^(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote)[ \t]*:[ \t]+(?=\S)", re.MULTILINE)
_TOML = re.compile(
    r"^[ \t]*(?P<quote>[\"']?)(?P<key>[\w-]+)(?P=quote)[ \t]*=[ \t]*(?=[\"'])|^[ \t]*(?P<table>\[)", re.MULTILINE
)
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_PLAIN = re.compile(
    r"[^\s\[\]{}&*!|>%@`#,\"'](?:[^\r\n#]|(?<=\S)#)*(?:\r?\n[ \t]+(?![ \t#])(?:[^\r\n#:]|(?<=\S)#|:(?=\S))+)*"
)
_LINES = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*+(?:#[^\r\n]*+)?\r?\n(?P<lines>(?:[ \t]++[^\r\n]*+(?:\r?\n|\Z)|\r?\n)++)")
_PARAGRAPH = re.compile(r"[^\s](?:[^\r\n]|\r?\n(?=[ \t]+\S))*")
_TOML_STRINGS = (
    ('"""', re.compile(r'"""((?:[^"\\]|\\.|"(?!""))*)"""', re.DOTALL)),
    ("'''", re.compile(r"'''((?:[^']|'(?!''))*)'''")),
    ('"', re.compile(r'"((?:[^"\\\r\n]|\\.)*)"')),
    ("'", re.compile(r"'([^'\r\n]*)'")),
)
_ESCAPES = re.compile(r"\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{2}|\r?\n[ \t]*|.)|[ \t]{0,200}\r?\n[ \t]*")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "f": "\f", "e": "\x1b", "a": "\a", "v": "\v"}
_LETTERS |= {"_": "\N{NO-BREAK SPACE}", "N": "\x85"}
# What YAML would take for something else than a text.
_NO_TEXT = re.compile(
    r"(?:[-?:](?:\s|$)|[,\[\]{}#&*!|>'\"%@`]).*|.*(?::\s|\s#|:$).*|(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+.\d][-+.\d_eE:xo]*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The texts in the data at the beginning, which end at the character `end`: 0 where there are none."""

    end: int
    blocks: tuple[Block, ...]


def matter(source: str, keys: Sequence[str]) -> FrontMatter:
    """The values of some keys at the beginning of a text.

    >>> [block.text for block in matter("---\\ntitle: Das Haus\\n---\\n", ["title"]).blocks]
    ['Das Haus']
    """
    match = _MATTER.match(source)
    if match is None:
        return FrontMatter(0, ())
    values = _yaml if match["fence"] == "---" else _toml
    start, end = match.span("data")
    blocks = tuple(block for block in values(source, start, end, frozenset(keys)) if block.text.strip())
    return FrontMatter(match.end(), blocks)


def _yaml(source: str, start: int, end: int, keys: frozenset[str]) -> Iterator[Block]:
    for match in _YAML.finditer(source, start, end):
        if match["key"] not in keys:
            continue
        at = match.end()
        if value := _DOUBLE.match(source, at, end):
            yield Block(tuple(_read(source, *value.span(1), _ESCAPES)), 'yaml "')
        elif value := _SINGLE.match(source, at, end):
            yield Block(tuple(_read(source, *value.span(1), re.compile(r"''|[ \t]*\r?\n[ \t]*"))), "yaml '")
        elif value := _LINES.match(source, at, end):
            for paragraph in _PARAGRAPH.finditer(source, *value.span("lines")):
                yield Block(
                    tuple(_read(source, *_stripped(source, paragraph), re.compile(r"[ \t]*\r?\n[ \t]*"))), "yaml lines"
                )
        elif value := _PLAIN.match(source, at, end):
            yield Block(tuple(_read(source, *_stripped(source, value), re.compile(r"[ \t]*\r?\n[ \t]*"))), "yaml plain")


def _toml(source: str, start: int, end: int, keys: frozenset[str]) -> Iterator[Block]:
    for match in _TOML.finditer(source, start, end):
        if match["table"]:
            return
        if match["key"] not in keys:
            continue
        for quote, rule in _TOML_STRINGS:
            if value := rule.match(source, match.end(), end):
                escapes = _ESCAPES if quote[0] == '"' else re.compile(r"[ \t]*\r?\n[ \t]*")
                yield Block(tuple(_read(source, *value.span(1), escapes)), f"toml {quote}")
                break


def _stripped(source: str, match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match[0].rstrip())


def _read(source: str, start: int, end: int, escapes: re.Pattern[str]) -> Iterator[BlockPart]:
    """The characters of a value, with what stands for others."""
    at = start
    for match in escapes.finditer(source, start, end):
        if at < match.start():
            yield Text(at, match.start(), source[at : match.start()])
        yield Text(*match.span(), _meaning(match[0]))
        at = match.end()
    if at < end:
        yield Text(at, end, source[at:end])


def _meaning(escape: str) -> str:
    if escape == "''":
        return "'"
    if escape[0] != "\\":
        return " "
    if escape[1] in "\r\n":
        return ""
    if escape[1] in "uUx":
        code = int(escape[2:], 16) if len(escape) > 2 else 0xFFFD
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\N{REPLACEMENT CHARACTER}"
    return _LETTERS.get(escape[1], escape[1])


def quoted(text: str, block: Block) -> tuple[int, int, str]:
    """A value in the way its block has it, and the characters of the data in whose place it comes.

    The quotes stay if they can.

    >>> quoted("Note: a house", Block((Text(7, 11, "Haus"),), "yaml plain"))
    (7, 11, '"Note: a house"')
    """
    text = " ".join(text.split())
    language, style = block.kind.split(" ", 1)
    width = 0 if style in ("plain", "lines") else len(style)
    start, end = block.start - width, block.end + width
    if style == "lines" or (style == "plain" and not _NO_TEXT.fullmatch(text)):
        return start, end, text
    if style == "'" and language == "yaml":
        return start, end, "'" + text.replace("'", "''") + "'"
    if style[0] == "'" and "'" not in text:
        return start, end, style + text + style
    # What JSON writes, YAML and TOML read.
    basic = json.dumps(text, ensure_ascii=False)
    return start, end, f'""{basic}""' if len(style) == 3 and style[0] == '"' else basic
