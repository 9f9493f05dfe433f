"""TMX 1.4, the memories of translators: units with German and no English get some.

What has English is left, so that this fills a memory up; codes of native formats are left too.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from glossary.linked import LinkedText, Span
from translate.errors import DocumentError
from translate.formats import flow, xml_events
from translate.formats.blocks import Block
from translate.formats.exchange import icu, xml_messages
from translate.formats.exchange.values import contents
from translate.formats.exchange.xml_tree import Element, grown, opened, raw_name
from translate.formats.flow import BlockDocument
from translate.formats.splice import Edit, spliced
from translate.formats.xml_events import XmlText

_PROPERTY = '<prop type="x-deen:needs-review">yes</prop>'


@dataclass(frozen=True, slots=True)
class TmxTarget:
    """Where the English of a unit goes: in the place of `place`, with `before` and `after` around it.

    Between the two of `before` it is said that a person should look at it. `german` are the data that it is made of,
    `blocks` the numbers of their blocks.
    """

    german: Span
    blocks: range
    place: Span
    before: tuple[str, str]
    after: str


@dataclass(frozen=True, slots=True)
class TmxDocument(BlockDocument):
    """A memory with the places of its English that is missing."""

    xml: XmlText = field(default_factory=lambda: XmlText(""))
    targets: tuple[TmxTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class Tmx:
    """The format TMX.

    English with a sentence that a person should look at gets a property of the type "x-deen:needs-review".
    """

    repair: bool = True

    def parse(self, data: bytes, name: str) -> TmxDocument:
        """The document in the data of a file; raises `DocumentError` for what is not TMX, or without German."""
        xml = xml_events.decoded(data, name)
        reader = _Reader(xml.text, name)
        reader.read()
        notices = icu.left_alone(reader.odd)
        made = flow.document(name, xml.text, reader.blocks, notices, repair=self.repair)
        return TmxDocument(
            made.name, made.text, made.segments, made.passed_through, made.notices,
            source=made.source, blocks=made.blocks, places=made.places,
            xml=replace(xml, text=""), targets=tuple(reader.targets),
        )  # fmt: skip

    def render(
        self, document: TmxDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The memory with the English that was missing; `doubtful` are the numbers of segments to look at."""
        data = document.source
        written = flow.edits(document, translations, xml_messages.written)
        made = contents(data, written, [one.german for one in document.targets])
        doubts = {document.places[number].block for number in doubtful}
        edits: list[Edit] = []
        for target, english in zip(document.targets, made, strict=True):
            text = data[slice(*target.german)] if english is None else english
            doubt = not doubts.isdisjoint(target.blocks)
            first, second = target.before
            edits.append(Edit(*target.place, (first, _PROPERTY if doubt else "", second, text, target.after)))
        return document.xml.encoded(spliced(data, edits))


class _Reader:
    """Reads a memory: the German to translate, and where its English goes."""

    def __init__(self, data: str, name: str) -> None:
        self._data, self._name = data, name
        self.blocks: list[Block] = []
        self.targets: list[TmxTarget] = []
        # Units that are left alone.
        self.odd = 0

    def read(self) -> None:
        events = xml_events.events(self._data, self._name, {"http://www.lisa.org/tmx14": ""})
        starts = (event for event in events if event.kind == "start")
        root = next(starts)
        if root.name != "tmx":
            raise DocumentError(f"{self._name}: not TMX: its root is {root.name}; is it another format?")
        languages: set[str] = set()
        for start in starts:
            if start.name == "tu":
                variants = [(_language(one), one) for one in grown(start, events).elements("tuv")]
                languages |= {language for language, _ in variants}
                self._unit(variants)
        if languages and not any(_is(language, "de") for language in languages):
            named = ", ".join(sorted(filter(None, languages)))
            raise DocumentError(f"{self._name}: no unit in German (de); its languages are {named or 'not said'}")

    def _unit(self, variants: Sequence[tuple[str, Element]]) -> None:
        source, target = _of(variants, "de"), _of(variants, "en")
        german = source.element("seg") if source else None
        english = target.element("seg") if target else None
        if source is None or german is None or not german.text.strip():
            return
        if target is not None and (english is None or english.children):
            return
        first = len(self.blocks)
        try:
            self.blocks += xml_messages.blocks(self._data, german)
        except ValueError:
            self.odd += 1
            return
        own = (german.inner, german.inner_end), range(first, len(self.blocks))
        if english is None:
            self.targets.append(self._new(own, source, german))
        else:
            tag = opened(self._data[english.start : english.inner])
            end = f"</{raw_name(self._data, english)}>"
            self.targets.append(TmxTarget(*own, (english.start, english.end), ("", tag), end))

    def _new(self, own: tuple[Span, range], source: Element, german: Element) -> TmxTarget:
        """A variant in English behind the German one, laid out as that is."""
        line, inner = xml_messages.line_of(self._data, source.start), xml_messages.line_of(self._data, german.start)
        tuv, seg = raw_name(self._data, source), raw_name(self._data, german)
        key = "xml:lang" if "xml:lang" in source.attributes else "lang"
        end = self._data[german.end : source.end] if inner else f"</{tuv}>"
        end = end if end.strip() == f"</{tuv}>" else f"</{tuv}>"
        before = f'{line}<{tuv} {key}="en">{inner}', f"<{seg}>"
        return TmxTarget(*own, (source.end, source.end), before, f"</{seg}>{end}")


def _of(variants: Sequence[tuple[str, Element]], code: str) -> Element | None:
    """The variant in a language."""
    return next((one for language, one in variants if _is(language, code)), None)


def _language(variant: Element) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")


def _is(language: str, code: str) -> bool:
    """Whether a language is one, or what a country speaks of it.

    >>> _is("de-AT", "de"), _is("DE", "de"), _is("den", "de")
    (True, True, False)
    """
    return language.lower().replace("_", "-").split("-")[0] == code
