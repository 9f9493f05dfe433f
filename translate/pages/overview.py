"""The page that lists the pages of several articles."""

import os
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from translate.pages.marks import page
from translate.report import Report


@dataclass(frozen=True, slots=True)
class Listed:
    """An article: its name, the address of its page as a link from the list, and what is counted in it.

    `in_place` of `terms` stand in the English; `confidence` is the mean, None where it is not known.
    """

    name: str
    address: str
    sentences: int
    terms: int
    in_place: int
    to_look_at: int
    confidence: float | None

    @classmethod
    def of(cls, report: Report, place: PurePath) -> "Listed":
        """A report whose page stands at a place, as seen from the list."""
        return cls(
            report.document.name,
            # Bytes, for names that are not UTF-8; with a dot in front no name is taken for the scheme of an address.
            "./" + quote(os.fsencode(place)),
            len(report.translations),
            report.enforced,
            report.enforced - report.terms["missing"],
            sum(one.to_look_at for one in report.translations),
            report.confidence,
        )


def render(listed: list[Listed]) -> str:
    """The page that lists articles, with a sum of all."""
    return page(
        "overview.html",
        {
            "listed": listed,
            "sentences": sum(one.sentences for one in listed),
            "terms": sum(one.terms for one in listed),
            "in_place": sum(one.in_place for one in listed),
            "to_look_at": sum(one.to_look_at for one in listed),
            "confidence": _mean(listed),
        },
    )


def _mean(listed: list[Listed]) -> float | None:
    """The mean confidence of all sentences, as far as it is known."""
    known = [(one.confidence, one.sentences) for one in listed if one.confidence is not None]
    sentences = sum(count for _, count in known)
    return sum(mean * count for mean, count in known) / sentences if sentences else None
