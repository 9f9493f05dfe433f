"""SubRip (.srt), by the places of its lines.

The library `srt` gives back clean files as they were, but numbers the cues of others anew, joins or drops lines, and
says nothing of where in the file a text stands; what damaged files have is kept here byte for byte.
"""

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
from translate.formats.captions.subtitles import SubtitleDocument

_TIME = r"(?:(\d{1,3})[ ]*:[ ]*)?(\d{1,2})[ ]*:[ ]*(\d{1,2})(?:[ ]*[,.:][ ]*(\d{1,3}))?"
_TIMES = re.compile(rf"^[ \t\ufeff]*{_TIME}[ \t]*-{{1,3}}>[ \t]*{_TIME}(?P<place>[^\r\n]*)$")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_NUMBER = re.compile(r"[ \t\ufeff]*(\d{1,9})[ \t]*\Z")
_TOKEN = re.compile(
    r"""(?P<break>(?<![ \t])[ \t]*(?:\r\n|\n|\r)\s*|[ ]?(?-i:\\N)[ ]?)
      | (?P<tag><(?P<closing>/?)[ ]?(?P<name>i|b|u|s|em|strong|font|span|c|ruby|rt)(?:[ ][^<>\r\n]{0,300})?/?>)
      | (?P<curly>\{(?P<closes>/?)(?P<letter>[bisu])\})
      | (?P<override>\{\\[^{}\r\n]{0,300}\}|\{[yYcCsSfFpP]:[^{}\r\n]{0,60}\})
      | (?P<entity>&(?:nbsp|amp|lt|gt|quot);|\\h)""",
    re.VERBOSE | re.IGNORECASE,
)
# Between what is text and would else be read as a tag, an entity, a break or a time; nobody sees it.
JOINER = "\N{WORD JOINER}"
_MEANT = re.compile(
    r"<(?=[/!?a-z]|[ ](?:i|b|u|s|em|strong|font|span|c|ruby|rt)[ >])|\{(?=\\|/?[bisu]\}|[ycsfp]:)"
    r"|&(?=(?:nbsp|amp|lt|gt|quot);)|\\(?=[nh])|(?<=\d)[ \t]*+-{1,3}(?=>[ \t]*\d)",
    re.IGNORECASE,
)
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "\\h": " "}
# Where on the screen; players look for it anywhere in a cue.
_PLACE = re.compile(r"\\an?\d+|\\(?:pos|move)\([^()]{0,60}\)")


@dataclass(frozen=True, slots=True)
class SubRip:
    """The format of .srt files.

    With `bilingual`, each cue has its German and below it the English.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> SubtitleDocument:
        """The document in a file's bytes; raises `DocumentError` if there is no cue in them."""
        read = charsets.decoded(data, name)
        found = list(cues_of(read.text))
        if not found and read.text.strip() and "->" not in read.text:
            raise DocumentError(f"{name}: no cue of SubRip in it, such as 00:00:01,000 --> 00:00:02,500; is it text?")
        return subtitles.document(name, read, found, repair=self.repair)

    def render(
        self, document: SubtitleDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The data with its segments replaced by `translations`, one a segment, in the encoding that it had."""
        newline = subtitles.newline(document.source)
        return subtitles.rendered(document, translations, _write, newline, bilingual=self.bilingual)


def _write(text: str) -> str:
    return _MEANT.sub(rf"\g<0>{JOINER}", text)


def milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    """A time whose parts are given in digits.

    >>> milliseconds(None, "01", "02", "5")
    62500
    """
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def cues_of(source: str) -> Iterator[Cue]:
    """The cues, each from the line of its times to the number of the next one."""
    lines = [_line(match) for match in _LINE.finditer(source)]
    timed = [(number, match) for number, line in enumerate(lines) if (match := _TIMES.match(line.text))]
    for index, (number, match) in enumerate(timed):
        until = timed[index + 1][0] if index + 1 < len(timed) else len(lines)
        own: Sequence[_Line] = lines[number + 1 : until]
        if index + 1 < len(timed):
            own = _without_number(own, lines[number - 1].text if number else "")
        visible = [line for line in own if line.text.strip()]
        if visible:
            start, end = visible[0].start, visible[-1].end
            place = " ".join([match["place"].strip(), *_PLACE.findall(source[start:end])])
            begins, ends = milliseconds(*match.groups()[:4]), milliseconds(*match.groups()[4:8])
            yield Cue(start, end, begins, ends, _parts(source, start, end), place)


def _line(match: re.Match[str]) -> _Line:
    text = match[0].rstrip("\r\n")
    return _Line(match.start(), match.start() + len(text), text)


def _without_number(own: Sequence[_Line], before: str) -> Sequence[_Line]:
    """The lines of a cue without the number of the next one, which stands behind a blank line or counts on."""
    last = len(own) - 1
    while last >= 0 and not own[last].text.strip():
        last -= 1
    number = _NUMBER.match(own[last].text) if last >= 0 else None
    if not number:
        return own
    counted = _NUMBER.match(before)
    goes_on = counted is not None and int(number[1]) == int(counted[1]) + 1
    return own[:last] if last == 0 or not own[last - 1].text.strip() or goes_on else own


def _parts(source: str, start: int, end: int) -> tuple[BlockPart, ...]:
    """What stands in a cue: text, line breaks, tags."""
    parts: list[BlockPart] = []
    at = start
    for match in _TOKEN.finditer(source, start, end):
        if match.start() > at:
            parts.append(Text(at, match.start(), source[at : match.start()]))
        parts.append(_part(match))
        at = match.end()
    return (*parts, Text(at, end, source[at:end])) if at < end else tuple(parts)


def _part(match: re.Match[str]) -> BlockPart:
    start, end = match.span()
    if match["break"]:
        return Mark(start, end, "point", BREAK, " ")
    if match["tag"]:
        return Mark(start, end, "closing" if match["closing"] else "opening", match["name"].lower())
    if match["curly"]:
        return Mark(start, end, "closing" if match["closes"] else "opening", "{" + match["letter"].lower())
    if match["override"]:
        return Mark(start, end, "point")
    return Text(start, end, _ENTITIES[match[0].lower()])
