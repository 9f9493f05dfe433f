"""SubStation Alpha (.ssa, .ass), by the places of the texts in its events: all the rest is never looked into."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import charsets
from translate.formats.blocks import BlockPart, Mark, Role, Text
from translate.formats.captions import subtitles
from translate.formats.captions.cue_edges import BREAK
from translate.formats.captions.cues import Cue
from translate.formats.captions.subrip import JOINER, milliseconds
from translate.formats.captions.subtitles import SubtitleDocument

_SECTION = re.compile(r"[ \t]*\[([^\[\]\r\n]+)\][ \t]*\Z")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?\Z")
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_TOKEN = re.compile(r"(?P<block>\{[^{}\r\n]*\})|(?P<break>[ ]?\\[Nn][ ]?)|(?P<space>\\h)")
# The overrides of a block; what is set by one with the same name as another lasts from that one to this.
_OVERRIDE = re.compile(r"\\(fn|[1-4]?[a-z]+)(\([^()]*\)|[^\\()]*)")
_LASTING = frozenset(
    "b i u s c 1c 2c 3c 4c alpha 1a 2a 3a 4a fs fscx fscy fsp fn bord xbord ybord shad xshad yshad be blur".split()
)
# What would be a break or a space.
_MEANT = re.compile(r"\\(?=[Nnh])")
_OFF = {"b0", "i0", "u0", "s0"}
_PLACE = re.compile(r"\\an?\d+|\\(?:pos|move)\([^()]{0,90}\)")
_DRAWING = re.compile(r"\\p(\d+)")


@dataclass(frozen=True, slots=True)
class SubStation:
    """The format of .ass and .ssa files.

    With `bilingual`, each cue has its German and below it the English.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> SubtitleDocument:
        """The document in a file's bytes; raises `DocumentError` if it has no events."""
        read = charsets.decoded(data, name)
        found, events = cues_of(read.text)
        if not events and read.text.strip():
            raise DocumentError(f"{name}: no SubStation Alpha: it has no section [Events]; is it text?")
        return subtitles.document(name, read, found, repair=self.repair)

    def render(
        self, document: SubtitleDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The data with its segments replaced by `translations`, one a segment, in the encoding that it had."""
        return subtitles.rendered(document, translations, _write, r"\N", bilingual=self.bilingual)


def _write(text: str) -> str:
    """Text cannot hold what begins an override, nor be on two lines."""
    text = _MEANT.sub(rf"\g<0>{JOINER}", text.translate({ord("{"): "(", ord("}"): ")"}))
    return " ".join(text.splitlines()).replace("\u00a0", r"\h")


def cues_of(source: str) -> tuple[list[Cue], bool]:
    """The cues of all lines of dialogue, and whether there is a section of events at all."""
    found: list[Cue] = []
    section = ""
    events = False
    names: Sequence[str] = _FIELDS
    at = 0
    while at < len(source):
        line = _LINE.match(source, at)
        assert line is not None
        kind, _, _ = line[1].partition(":")
        if title := _SECTION.match(line[1]):
            section = title[1].strip().lower()
            events = events or section == "events"
        elif section == "events" and kind.strip().lower() == "format":
            names = [name.strip().lower() for name in line[1].partition(":")[2].split(",")]
        elif section == "events" and kind.strip().lower() == "dialogue":
            found += _cue(source, at + len(kind) + 1, line.end(1), names)
        at = line.end()
    return found, events


def _cue(source: str, start: int, end: int, names: Sequence[str]) -> Iterator[Cue]:
    """The cue of a line of dialogue, whose values begin at `start`; none if it is damaged or made by a program."""
    values = source[start:end].split(",", len(names) - 1)
    given = {name: value.strip() for name, value in zip(names, values, strict=False)}
    begins, ends = _TIME.match(given.get("start", "")), _TIME.match(given.get("end", ""))
    if len(values) < len(names) or names[-1] != "text" or not begins or not ends or given.get("effect") == "fx":
        return
    first = end - len(values[-1])
    place = _PLACE.findall(values[-1])
    voice = "|".join([given.get("style", ""), given.get("name", given.get("actor", "")), *place])
    times = milliseconds(*begins.groups()), milliseconds(*ends.groups())
    yield Cue(first, end, *times, _parts(source, first, end), voice)


def _parts(source: str, start: int, end: int) -> tuple[BlockPart, ...]:
    """What stands in a cue: text, line breaks, overrides; a drawing is one with what begins it."""
    parts: list[BlockPart] = []
    setting: set[frozenset[str]] = set()
    drawn = -1
    at = start
    for match in _TOKEN.finditer(source, start, end):
        if drawn < 0 and match.start() > at:
            parts.append(Text(at, match.start(), source[at : match.start()]))
        at = match.end()
        draws = _draws(match[0])
        if drawn >= 0:
            if draws is False:
                parts.append(Mark(drawn, at, "point"))
                drawn = -1
        elif draws:
            drawn = match.start()
        else:
            parts.append(_part(match, setting))
    if drawn >= 0:
        parts.append(Mark(drawn, end, "point"))
    elif at < end:
        parts.append(Text(at, end, source[at:end]))
    return tuple(parts)


def _draws(block: str) -> bool | None:
    """Whether a drawing begins (or ends) with a block of overrides; None if it says nothing of that."""
    scales = _DRAWING.findall(block)
    return int(scales[-1]) > 0 if scales else None


def _part(match: re.Match[str], setting: set[frozenset[str]]) -> BlockPart:
    """The part for what was found; `setting` are the overrides that last until others of their names."""
    start, end = match.span()
    if match["break"]:
        return Mark(start, end, "point", BREAK, " ")
    if match["space"]:
        return Text(start, end, " ")
    overrides = _OVERRIDE.findall(match[0])
    names = frozenset(name for name, _ in overrides)
    if not names or not names <= _LASTING:
        return Mark(start, end, "point")
    role: Role = "opening"
    if names in setting:
        role = "closing"
        setting.remove(names)
    elif not {name + value.strip() for name, value in overrides} <= _OFF:
        setting.add(names)
    return Mark(start, end, role, " ".join(sorted(names)))
