"""Terms from the rows of a table, whatever its columns are called."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from glossary.exchange import column_names, term_status
from glossary.exchange.contents import Contents, LeftOutLine, sorted_out
from glossary.exchange.languages import language
from glossary.exchange.text_tables import HEAD, Row
from glossary.terms import Term

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)?")
_BREAKS = re.compile(r"(?:(?<![ \xa0])[ \xa0]++)?[\t\r\n\v\f\x85\u2028\u2029]+[ \xa0]*")
# Other people divide what they list by any of these; where the column is called as ours is, only the first is meant.
_LISTED = re.compile(r"[|;,\n]")
_TEXTS = frozenset({"source", "target", "kind", "note", "plural"})
_ASIDE = ("source language", "target language", "status")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table has what; `names` are those of its header, if it has one, in the row with the index `header`."""

    places: Mapping[str, int]
    width: int
    names: tuple[str, ...] = ()
    header: int = -1

    def cell(self, cells: Sequence[str], role: str) -> str:
        """What a row has in a column, on one line."""
        at = self.places.get(role, -1)
        return _on_one_line(cells[at]) if 0 <= at < len(cells) else ""

    def listed(self, cells: Sequence[str], role: str) -> tuple[str, ...]:
        """What a row lists in a column."""
        at = self.places.get(role, -1)
        if not 0 <= at < len(cells) or not cells[at]:
            return ()
        parts = cells[at].split("|") if self.names[at].lower() == role else _LISTED.split(cells[at])
        return tuple(text for part in parts if (text := _on_one_line(part)))

    @property
    def what(self) -> str:
        """The columns that are read, as a message has them."""
        read = [role for role in self.places if role not in _ASIDE]
        return f"{len(read)} columns: {', '.join(read)}"

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the columns that are not read."""
        read = set(self.places.values())
        return tuple(name.strip() for at, name in enumerate(self.names) if at not in read and name.strip())


def columns(rows: Sequence[Row], notes: bool = False) -> Columns | None:
    """The columns of a table by its header, which is one of the first rows, or by what the rows hold.

    Without a header they are source and target, and then the two languages as DeepL has them or, with `notes`, a
    remark. None if no row has two cells.
    """
    if rows and all(map(_is_of_deepl, (cells for _, cells in rows[:HEAD]))):
        return Columns({"source": 0, "target": 1, "source language": 2, "target language": 3}, 4)
    for index, (_, cells) in enumerate(rows[:HEAD]):
        if places := column_names.recognised(cells):
            return Columns(places, len(cells), tuple(cells), index)
    counts = Counter(len(cells) for _, cells in rows if len(cells) > 1)
    if not counts:
        return None
    width = max(counts) if notes else counts.most_common(1)[0][0]
    return Columns({"source": 0, "target": 1} | ({"note": 2} if width > 2 else {}), width)


def _is_of_deepl(cells: Sequence[str]) -> bool:
    """Whether a row has the codes of two languages behind two terms."""
    return len(cells) == 4 and all(_CODE.fullmatch(cell.strip()) and language(cell) for cell in cells[2:])


def contents(rows: Sequence[Row], found: Columns, name: str, broken: Sequence[int] = ()) -> Contents:
    """The terms of the rows below the header."""
    left_out = [LeftOutLine(number, "quotes that do not fit together") for number in broken]
    terms: list[tuple[int, Term]] = []
    refused: list[tuple[int, Term]] = []
    for number, cells in rows[found.header + 1 :]:
        if reason := _unfit(cells, found):
            left_out.append(LeftOutLine(number, reason))
        elif "status" in found.places and term_status.standing([found.cell(cells, "status")]) == term_status.REFUSED:
            refused.append((number, _term(cells, found)))
        else:
            terms.append((number, _term(cells, found)))
    if refused:
        terms, alone = _forbidding(terms, refused)
        left_out += alone
    entries, unfit = sorted_out(terms, name, True)
    others = (f"not read: {', '.join(found.others)}",) if found.others else ()
    by_number = sorted([*left_out, *unfit], key=lambda one: one.number)
    return Contents(name, entries, tuple(by_number), what=found.what, remarks=others)


def _forbidding(
    terms: Sequence[tuple[int, Term]], refused: Sequence[tuple[int, Term]]
) -> tuple[list[tuple[int, Term]], list[LeftOutLine]]:
    """Terms that forbid what is refused in their place, and what is refused where there is nothing else."""
    by_source: dict[str, list[str]] = {}
    for _, term in refused:
        by_source.setdefault(term.source, []).append(term.target)
    wanted = {term.source for _, term in terms}
    alone = [
        LeftOutLine(number, f"{term.target} is refused, and the table has nothing else for {term.source}")
        for number, term in refused
        if term.source not in wanted
    ]
    forbidding = [
        (number, replace(term, forbidden=(*term.forbidden, *by_source.get(term.source, ())))) for number, term in terms
    ]
    return forbidding, alone


def _unfit(cells: Sequence[str], found: Columns) -> str:
    """Why a row can be no entry, if it cannot."""
    if len(cells) > found.width and (found.width < 3 or found.names) and any(map(str.strip, cells[found.width :])):
        return f"{len(cells)} cells, but there are {found.width} columns"
    if "source language" in found.places:
        pair = [found.cell(cells, role) for role in _ASIDE[:2]]
        if any(pair) and [language(code) for code in pair] != ["de", "en"]:
            return f"an entry from {pair[0]} to {pair[1]}; only de to en fits"
    return ""


def _term(cells: Sequence[str], found: Columns) -> Term:
    texts = {role: _on_one_line(cells[at]) for role, at in found.places.items() if role in _TEXTS and at < len(cells)}
    forms, forbidden = found.listed(cells, "forms"), found.listed(cells, "forbidden")
    source, target = texts.get("source", ""), texts.get("target", "")
    return Term(
        source, target, texts.get("kind", ""), forms, texts.get("note", ""), "", texts.get("plural", ""), forbidden
    )


def _on_one_line(cell: str) -> str:
    text = cell.strip()
    return text if text.isprintable() else _BREAKS.sub(" ", text)
