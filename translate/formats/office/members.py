"""Members of a zip that are XML, read as one text: so a document has one source, whichever of them a word stands in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from translate.formats import xml_events
from translate.formats.office import packed
from translate.formats.office.packed import Archive
from translate.formats.xml_events import XmlText

# Between two members; XML has no way to say it.
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Members:
    """Some members of a zip, in an order of their own; `starts` are where they begin in `source`, the text of all."""

    archive: Archive
    names: tuple[str, ...]
    xml: tuple[XmlText, ...]
    starts: tuple[int, ...]
    source: str

    def zipped(self, text: str) -> bytes:
        """The zip with their text as it is now; those whose text is as it was are not touched."""
        texts = text.split(_BETWEEN) if self.xml else []
        changed = {
            name: one.encoded(new)
            for name, one, new in zip(self.names, self.xml, texts, strict=True)
            if one.text != new
        }
        return packed.rewritten(self.archive, changed)

    def named(self, offset: int) -> str:
        """The name of the member that a character stands in."""
        return self.names[bisect_right(self.starts, offset) - 1]


def read(archive: Archive, names: Sequence[str]) -> Members:
    """Some members of a zip.

    Raises `DocumentError` for those that are missing, damaged, or in no encoding that they could be in.
    """
    xml = tuple(xml_events.decoded(archive.read(name), f"{archive.name}: {name}") for name in names)
    starts = accumulate((len(one.text) + len(_BETWEEN) for one in xml), initial=0)
    return Members(archive, tuple(names), xml, tuple(starts)[: len(xml)], _BETWEEN.join(one.text for one in xml))
