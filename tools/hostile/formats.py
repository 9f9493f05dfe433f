"""Targets: the formats, each with good files that are then damaged."""

from collections.abc import Callable

from hostile.copying import copied
from hostile.target import TextTarget
from translate.formats import choice
from translate.formats.choice import Settings

_TEXTS = {
    "html": "a.html", "markdown": "a.md", "json": "a.json", "csv": "a.csv", "srt": "a.srt", "vtt": "a.vtt",
    "ass": "a.ass", "xliff": "a.xlf", "tmx": "a.tmx", "po": "a.po", "text": "a.txt",
}  # fmt: skip


def _copied(kind: str, name: str) -> Callable[[str], None]:
    """Reads a file and writes it with each sentence as its own translation."""

    def run(text: str) -> None:
        form = choice.form(kind, name, Settings())
        document = form.parse(text.encode("utf-8", "surrogatepass"), name)
        form.render(document, [copied(segment.text) for segment in document.segments], frozenset())

    return run


TARGETS = tuple(TextTarget(kind, _copied(kind, name)) for kind, name in _TEXTS.items())
