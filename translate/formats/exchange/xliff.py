"""XLIFF 1.2, 2.0 and 2.1: what is not translated yet is, and says so.

The German of a unit stays; its English is written into the target, which is put in where there is none. Units that are
approved, that are not to be translated, or that have a target in a state of being done, are left. What a tool proposed
(`alt-trans`, `matches`), notes, and the codes of the native format are left too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from glossary.linked import LinkedText, Span
from translate.errors import DocumentError
from translate.formats import flow, xml_events
from translate.formats.blocks import Block
from translate.formats.exchange import icu, xml_messages
from translate.formats.exchange.values import contents
from translate.formats.exchange.xml_tree import Element, grown, opened, raw_name, tag_with
from translate.formats.flow import BlockDocument
from translate.formats.splice import Edit, spliced
from translate.formats.xml_events import Event, XmlText

_PREFIXES = {
    "urn:oasis:names:tc:xliff:document:1.1": "",
    "urn:oasis:names:tc:xliff:document:1.2": "",
    "urn:oasis:names:tc:xliff:document:2.0": "",
    "urn:oasis:names:tc:xliff:document:2.2": "",
}
# The states of a target, or of a segment, in which what it has may be written over.
_OPEN_STATES = frozenset({"new", "needs-translation", "initial"})
# Those in which even an empty one is meant.
_DONE_STATES = frozenset({"final", "signed-off", "translated", "reviewed"})
_NEEDS_REVIEW = "deen:needs-review"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the English of a unit goes, and the data it is made of.

    `german` are the data between the tags of the source, `blocks` the numbers of its blocks, in order. The English
    comes in the place of `place`, with `before` and `after` around it; where it is one for `segment`, the start tag of
    that, which has the state in XLIFF 2, is in `segment_tag`.
    """

    german: Span
    blocks: range
    place: Span
    before: str
    tag: str
    after: str
    segment: Span | None = None


@dataclass(frozen=True, slots=True)
class XliffDocument(BlockDocument):
    """A file of XLIFF; `languages` are the places of start tags that lack the language of the targets."""

    xml: XmlText = field(default_factory=lambda: XmlText(""))
    targets: tuple[Target, ...] = ()
    languages: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Xliff:
    """The format XLIFF.

    What is translated gets the state "translated"; with a sentence that a person should look at, it gets
    "needs-review-translation" in 1.2, and the sub-state "deen:needs-review" in 2.0 and 2.1.
    """

    repair: bool = True

    def parse(self, data: bytes, name: str) -> XliffDocument:
        """The document in the data of a file.

        Raises `DocumentError` for what is not XLIFF, and where its languages are not German and English.
        """
        xml = xml_events.decoded(data, name)
        reader = _Reader(xml.text, name)
        reader.read()
        notices = icu.left_alone(reader.odd)
        made = flow.document(name, xml.text, reader.blocks, notices, repair=self.repair)
        return XliffDocument(
            made.name, made.text, made.segments, made.passed_through, made.notices,
            source=made.source, blocks=made.blocks, places=made.places,
            xml=replace(xml, text=""), targets=tuple(reader.targets), languages=tuple(reader.languages),
        )  # fmt: skip

    def render(
        self, document: XliffDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The file with the targets that were missing; `doubtful` are the numbers of segments to look at."""
        data = document.source
        made = contents(
            data, flow.edits(document, translations, xml_messages.written), [one.german for one in document.targets]
        )
        doubts = {document.places[number].block for number in doubtful}
        edits: list[Edit] = []
        for target, english in zip(document.targets, made, strict=True):
            edits += _edits(data, target, english, any(number in doubts for number in target.blocks))
        if edits:
            edits += [Edit(*place, (tag,)) for place, tag in document.languages]
        return document.xml.encoded(spliced(data, edits))


def _edits(data: str, target: Target, english: str | None, doubt: bool) -> Iterator[Edit]:
    text = data[slice(*target.german)] if english is None else english
    if target.segment is None:
        tag = tag_with(target.tag, {"state": "needs-review-translation" if doubt else "translated"})
    else:
        tag = target.tag
        states = {"state": "translated", "subState": _NEEDS_REVIEW if doubt else None}
        yield Edit(*target.segment, (tag_with(data[slice(*target.segment)], states),))
    yield Edit(*target.place, (f"{target.before}{tag}{text}{target.after}",))


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for the units in an element."""

    name: str
    translate: bool
    preserve: bool


class _Reader:
    """Reads a file from its units: the blocks to translate, and where their English goes."""

    def __init__(self, data: str, name: str) -> None:
        self._data, self._name = data, name
        self._around: list[_Around] = []
        self.blocks: list[Block] = []
        self.targets: list[Target] = []
        self.languages: list[tuple[Span, str]] = []
        # Messages that are left alone.
        self.odd = 0

    def read(self) -> None:
        events = xml_events.events(self._data, self._name, _PREFIXES)
        for event in events:
            if event.kind == "start":
                if not self._around and event.name != "xliff":
                    raise DocumentError(f"{self._name}: not XLIFF: its root is {event.name}; is it another format?")
                if event.name in ("trans-unit", "unit"):
                    self._unit(grown(event, events))
                else:
                    self._enter(event)
            elif event.kind == "end":
                self._around.pop()

    def _enter(self, event: Event) -> None:
        self._around.append(self._inherited(event.name, event.attributes))
        if event.name == "file" and "source-language" in event.attributes:
            self._languages(event, "source-language", "target-language")
        elif event.name == "xliff" and "srcLang" in event.attributes:
            self._languages(event, "srcLang", "trgLang")

    def _inherited(self, name: str, attributes: Mapping[str, str]) -> _Around:
        above = self._around[-1] if self._around else _Around("", True, False)
        return _Around(
            name,
            attributes.get("translate", "yes" if above.translate else "no") != "no",
            attributes.get("xml:space", "preserve" if above.preserve else "") == "preserve",
        )

    def _languages(self, event: Event, source: str, target: str) -> None:
        """Refuses what is not from German to English, and notes where the latter is to be said."""
        attributes = event.attributes
        for key, code, language in ((source, "de", "German"), (target, "en", "English")):
            said = attributes.get(key, "")
            if said and said.lower().replace("_", "-").split("-")[0] != code:
                raise DocumentError(f'{self._name}: {key} is "{said}", not {language}; correct it there if it is wrong')
        if not attributes.get(target):
            tag = tag_with(self._data[event.start : event.end], {target: "en"})
            self.languages.append(((event.start, event.end), tag))

    # --- Units ---

    def _unit(self, unit: Element) -> None:
        around = self._inherited(unit.name, unit.attributes)
        if not around.translate or unit.attributes.get("approved") == "yes":
            return
        if unit.name == "unit":
            for segment in unit.elements("segment"):
                self._segment(segment, around)
        else:
            self._trans_unit(unit, around)

    def _segment(self, segment: Element, around: _Around) -> None:
        """A segment of XLIFF 2, which has the state itself."""
        source, target = segment.element("source"), segment.element("target")
        state = segment.attributes.get("state", "")
        if source is not None and _is_open(target, state):
            self._add(source, source, target, around, (segment.start, segment.inner))

    def _trans_unit(self, unit: Element, around: _Around) -> None:
        source, target = unit.element("source"), unit.element("target")
        state = target.attributes.get("state", "") if target else ""
        if source is not None and _is_open(target, state):
            self._add(unit.element("seg-source") or source, source, target, around, None)

    def _add(
        self, german: Element, source: Element, target: Element | None, around: _Around, segment: Span | None
    ) -> None:
        preserve = around.preserve or source.attributes.get("xml:space") == "preserve"
        first = len(self.blocks)
        try:
            for element in _texts(german):
                self.blocks += xml_messages.blocks(self._data, element, preserve=preserve)
        except ValueError:
            self.odd += 1
            del self.blocks[first:]
            return
        if not _is_empty(german):
            own = (german.inner, german.inner_end), range(first, len(self.blocks))
            self.targets.append(_target(self._data, own, source, german, target, segment))


def _texts(german: Element) -> Iterable[Element]:
    """The segments of a source that has some, else the source."""
    segments: list[Element] = []
    waiting = [german] if german.name == "seg-source" else []
    while waiting:
        one = waiting.pop()
        if one.name == "mrk" and one.attributes.get("mtype") == "seg":
            segments.append(one)
        else:
            waiting += (child for child in reversed(one.children) if isinstance(child, Element))
    return segments or [german]


def _is_open(target: Element | None, state: str) -> bool:
    """Whether a target waits for its translation."""
    if state in _DONE_STATES:
        return False
    return target is None or _is_empty(target) or state in _OPEN_STATES


def _is_empty(element: Element) -> bool:
    """Whether there is neither text in an element nor a code; segments are none."""
    codes = (child for child in element.children if isinstance(child, Element) and child.name != "mrk")
    return not element.text.strip() and next(codes, None) is None


def _target(
    data: str, own: tuple[Span, range], source: Element, german: Element, target: Element | None, segment: Span | None
) -> Target:
    if target is not None:
        tag = opened(data[target.start : target.inner])
        end = f"</{raw_name(data, target)}>"
        return Target(*own, (target.start, target.end), "", tag, end, segment)
    name = raw_name(data, source).removesuffix("source") + "target"
    before = xml_messages.line_of(data, source.start)
    return Target(*own, (german.end, german.end), before, f"<{name}>", f"</{name}>", segment)
