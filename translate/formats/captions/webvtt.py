"""WebVTT (.vtt), by the places of its cues: header, notes, styles and regions are never looked into."""

import html
import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import charsets
from translate.formats.blocks import BlockPart, Mark, Text
from translate.formats.captions import subtitles
from translate.formats.captions.cue_edges import BREAK
from translate.formats.captions.cues import Cue
from translate.formats.captions.subrip import milliseconds
from translate.formats.captions.subtitles import SubtitleDocument

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?P<settings>[^\r\n]*)$")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_HEADER = re.compile(r"WEBVTT(?:\s|\Z)")
_LEFT_ALONE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_TOKEN = re.compile(
    r"""(?P<break>(?<![ \t])[ \t]*(?:\r\n|\n|\r)[ \t]*)
      | (?P<time><\d[\d:.]*>)
      | (?P<tag><(?P<closing>/?)(?P<name>[^\s<>./]{0,60})[^<>]{0,500}>)
      | (?P<entity>&(?:[A-Za-z]{2,30}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)""",
    re.VERBOSE,
)
# A cue at the top of the screen; how far down others stand depends on their lines.
_SETTING = re.compile(r"(?:align|position):\S+|line:(?:-?[0-4]?\d(?:\.\d+)?%|\d+(?=\s|,|\Z))")


@dataclass(frozen=True, slots=True)
class WebVtt:
    """The format of .vtt files.

    With `bilingual`, each cue has its German and below it the English.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> SubtitleDocument:
        """The document in a file's bytes; raises `DocumentError` if there is neither header nor cue in them."""
        read = charsets.decoded(data, name)
        found = list(cues_of(read.text))
        if not found and read.text.strip() and not _HEADER.match(read.text):
            raise DocumentError(f"{name}: no WebVTT: it neither begins with WEBVTT nor has a cue; is it text?")
        return subtitles.document(name, read, found, repair=self.repair)

    def render(
        self, document: SubtitleDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The data with its segments replaced by `translations`, one a segment, in the encoding that it had."""
        newline = subtitles.newline(document.source)
        return subtitles.rendered(document, translations, _write, newline, bilingual=self.bilingual)


def _write(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")


def cues_of(source: str) -> Iterator[Cue]:
    """The cues: a line of times and what follows until a blank line or other times, outside notes and the like."""
    times: re.Match[str] | None = None
    start = end = at = 0
    # Whether a line stands behind a blank one; and whether it belongs to a note or a style.
    first, left_alone = True, False
    while at < len(source):
        line = _LINE.match(source, at)
        assert line is not None
        text = line[1]
        found = _TIMES.match(text) if "-->" in text and not left_alone else None
        if found or not text.strip():
            yield from _cue(source, times, start, end)
            times, start, end = found, line.end(), line.end()
        elif times:
            end = line.end(1)
        left_alone = bool(text.strip()) and (left_alone or (first and _LEFT_ALONE.match(text) is not None))
        first = not text.strip()
        at = line.end()
    yield from _cue(source, times, start, end)


def _cue(source: str, times: re.Match[str] | None, start: int, end: int) -> Iterator[Cue]:
    if times and start < end and not _is_data(source[start:end]):
        found = times.groups()
        voice = " ".join(_SETTING.findall(times["settings"]))
        parts = tuple(_parts(source, start, end))
        yield Cue(start, end, milliseconds(*found[:4]), milliseconds(*found[4:8]), parts, voice)


def _is_data(text: str) -> bool:
    """Whether a cue is for programs."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parts(source: str, start: int, end: int) -> Iterator[BlockPart]:
    at = start
    for match in _TOKEN.finditer(source, start, end):
        if match.start() > at:
            yield Text(at, match.start(), source[at : match.start()])
        yield _part(match)
        at = match.end()
    if at < end:
        yield Text(at, end, source[at:end])


def _part(match: re.Match[str]) -> BlockPart:
    start, end = match.span()
    if match["break"]:
        return Mark(start, end, "point", BREAK, " ")
    if match["time"]:
        return Mark(start, end, "point")
    if match["tag"]:
        return Mark(start, end, "closing" if match["closing"] else "opening", match["name"])
    return Text(start, end, html.unescape(match[0]))
