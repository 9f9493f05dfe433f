"""What all pages share: templates, and marks in a text.

A page is one file that asks no server for anything and reads without scripts. Every text goes into it escaped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from glossary.linked import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `[start, end)` of a text, shown as `kind` (a class of the style sheet).

    `title` explains it; `removed` is what stood there before and is shown struck out.
    """

    start: int
    end: int
    kind: str
    title: str = ""
    removed: str = ""


def page(template: str, values: Mapping[str, object]) -> str:
    """Fill one of the templates in `pages/`; text in the values comes out escaped."""
    return _environment().get_template(template).render(values)


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """A text with its marks as HTML; of two that cross, the later one is parted where the earlier one ends."""
    parts: list[str] = []
    ends: list[int] = []
    at = 0

    def close(until: int) -> int:
        place = at
        while ends and ends[-1] <= until:
            end = ends.pop()
            parts.extend((escape(text[place:end]), "</mark>"))
            place = end
        return place

    # What was put in behind a sentence stands outside of it.
    within = (replace(mark, end=min(mark.end, len(text))) for mark in marks)
    waiting = sorted(within, key=_order, reverse=True)
    while waiting:
        mark = waiting.pop()
        at = close(mark.start)
        parts.append(escape(text[at : mark.start]))
        at = mark.start
        if ends and mark.end > ends[-1]:
            waiting.append(replace(mark, start=ends[-1], removed=""))
            waiting.sort(key=_order, reverse=True)
            mark = replace(mark, end=ends[-1])
        title = Markup(' title="{}"').format(mark.title) if mark.title else ""
        removed = Markup("<del>{}</del>").format(mark.removed) if mark.removed else ""
        parts.append(Markup('<mark class="{}"{}>{}').format(mark.kind, title, removed))
        ends.append(mark.end)
    at = close(len(text))
    return Markup("".join([*parts, escape(text[at:])]))


def _order(mark: Mark) -> Span:
    """What begins first comes first; of those that begin together, the longest."""
    return mark.start, -mark.end


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("translate.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
