"""The one room that knows pyromark: Markdown as events with the characters where they stand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pyromark
from pyromark import Options

Kind = Literal[
    "start",
    "end",
    "text",
    "code",
    "math",
    "html",
    "inline html",
    "footnote",
    "task",
    "soft break",
    "hard break",
    "rule",
]

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_MATH
    | Options.ENABLE_DEFINITION_LIST
)
_KINDS: dict[str, Kind] = {
    "Start": "start",
    "End": "end",
    "Text": "text",
    "Code": "code",
    "InlineMath": "math",
    "DisplayMath": "math",
    "Html": "html",
    "InlineHtml": "inline html",
    "FootnoteReference": "footnote",
    "TaskListMarker": "task",
    "SoftBreak": "soft break",
    "HardBreak": "hard break",
    "Rule": "rule",
}
# What is counted in a block; words may change their order in a translation, and marks with them.
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something at the characters `[start, end)`.

    `name` is pyromark's name of what starts or ends (`Paragraph`, `Link`), `text` what a reader reads, `detail` the
    kind of a link (`Inline`, `Shortcut`), the language of a code block or the id that a heading has of its own.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    text: str = ""
    detail: str = ""


def events(text: str) -> list[Event]:
    """The events of a Markdown text, in order.

    >>> [(event.kind, event.name or event.text) for event in events("*für*")][1:4]
    [('start', 'Emphasis'), ('text', 'für'), ('end', 'Emphasis')]
    """
    found = list(pyromark.events_with_range(text, options=_OPTIONS, merge_text=False))
    places = _characters(text, (place for _, span in found for place in (span["start"], span["end"])))
    opened: list[Event] = []
    made: list[Event] = []
    for event, span in found:
        one = _event(event, places[span["start"]], places[span["end"]])
        if one.name in ("Link", "Image"):
            # The parser leaves out the brackets of `[text][]`, and tells the kind of a link only where it starts.
            detail = opened.pop().detail if one.kind == "end" and opened else one.detail
            if detail == "Collapsed" and text.startswith("[]", one.end):
                one = replace(one, end=one.end + 2)
            if one.kind == "start":
                opened.append(one)
        made.append(one)
    return made


def _event(event: object, start: int, end: int) -> Event:
    if isinstance(event, str):
        return Event(_KINDS[event], start, end)
    assert isinstance(event, dict)
    ((key, value),) = event.items()
    if key not in ("Start", "End"):
        return Event(_KINDS[key], start, end, text=str(value))
    if isinstance(value, str):
        return Event(_KINDS[key], start, end, value)
    ((name, data),) = value.items()
    return Event(_KINDS[key], start, end, name, detail=_detail(name, data))


def _detail(name: str, data: object) -> str:
    if isinstance(data, dict):
        return str(data.get("link_type" if name in ("Link", "Image") else "id") or data.get("Fenced") or "")
    return ""


def definitions(text: str) -> list[tuple[str, int, int]]:
    """The reference definitions of a text: the label of each and the characters where it stands, in order.

    >>> definitions("[a]: /b 'c'")
    [('a', 0, 11)]
    """
    found = pyromark.reference_definitions(text, options=_OPTIONS)
    spans = [(label, one["span"]["start"], one["span"]["end"]) for label, one in found.items()]
    places = _characters(text, (place for _, start, end in spans for place in (start, end)))
    return sorted(((label, places[start], places[end]) for label, start, end in spans), key=lambda one: one[1])


def _characters(text: str, places: Iterable[int]) -> dict[int, int]:
    """Which character stands at each of some places of the text in UTF-8."""
    wanted = sorted(set(places))
    if text.isascii():
        return {place: place for place in wanted}
    data = text.encode()
    found = {}
    at = characters = 0
    for place in wanted:
        characters += len(data[at:place].decode())
        found[place] = characters
        at = place
    return found


def structure(found: Sequence[Event]) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    """What a text is made of without its words: the blocks in order, each with the number of every mark in it.

    >>> structure(events("Ein *a* und `b`.")) == structure(events("`b` *c*"))
    True
    """
    shape: list[tuple[str, tuple[tuple[str, int], ...]]] = []
    marks: Counter[str] = Counter()
    for event in found:
        if event.kind in ("text", "soft break", "html"):
            continue
        if event.kind not in ("start", "end", "rule") or event.name in _INLINE:
            marks[event.name or event.kind] += event.kind != "end"
            continue
        shape.append((f"{event.kind} {event.name}{event.detail}", tuple(sorted(marks.items()))))
        marks.clear()
    return shape
