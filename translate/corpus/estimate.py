"""What a run will take, from a hundred rows of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from time import monotonic
from typing import TypeVar

import pyarrow as pa

from glossary.wording import counted
from translate.corpus import reading
from translate.corpus.columns import Columns
from translate.corpus.rounds import taken
from translate.corpus.run import Source, Workers, joined

T = TypeVar("T")

# Rows that are translated to find out.
ROWS = 100
# Pieces that these are taken from.
_PIECES = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is expected of a run: rows, seconds of the clock with all workers, and hours of a core.

    `tried` rows were translated for it, of which `errors` failed.
    """

    rows: int
    sentences: int
    seconds: float
    core_hours: float
    tried: int
    errors: int

    def as_dict(self, price: float | None) -> dict[str, object]:
        """The same as plain values, with the cost at this price of an hour of a core."""
        return {**asdict(self), "cost": None if price is None else self.core_hours * price}

    def lines(self, price: float | None) -> list[str]:
        """The same in words."""
        rows, sentences = counted(self.rows, "row", grouped=True), counted(self.sentences, "sentence", grouped=True)
        if not self.tried:
            return ["there is nothing to translate"]
        cost = "" if price is None else f", which cost {_price(self.core_hours * price)}"
        of_core = _hours(self.core_hours * 3600)
        told = [
            f"about {rows} with {sentences}: {_hours(self.seconds)} here, {of_core} of a core{cost}",
            f"guessed from {counted(self.tried, 'row')}",
        ]
        if self.errors:
            told.append(f"{counted(self.errors, 'of these has', 'of these have')} an error")
        return told


def estimated(source: Source, columns: Columns, workers: Workers, cores: int) -> Estimate:
    """What a run with these workers on so many cores will take, from rows that stand all over its input."""
    rows, some = _sample(source, columns)
    workers.start()
    began = monotonic()
    added = joined(columns, workers.translated(some))
    seconds = monotonic() - began
    share = rows / some.num_rows if some.num_rows else 0.0
    sentences = sum(number or 0 for number in added.column(columns.prefix + "sentences").to_pylist())
    errors = added.num_rows - added.column(columns.prefix + "error").null_count
    return Estimate(
        rows, round(sentences * share), seconds * share, seconds * share * cores / 3600, some.num_rows, errors
    )


def _sample(source: Source, columns: Columns) -> tuple[int, pa.Table]:
    """How many rows there are, as guessed, and some of them."""
    pieces = _spread(source.pieces, _PIECES)
    wanted = -(-ROWS // max(len(pieces), 1))
    found: list[pa.Table] = []
    seen = 0
    for piece in pieces:
        table = reading.read(piece, source.schema, source.selection.where)
        seen += table.num_rows
        places = _spread(range(table.num_rows), wanted)
        found.append(taken(table.select(columns.needed), places))
    read = sum(piece.size for piece in pieces)
    rows = round(seen * sum(piece.size for piece in source.pieces) / read) if read else seen
    rows = round(rows * (source.selection.sample or 1.0))
    if source.selection.limit is not None:
        rows = min(rows, source.selection.limit)
    return rows, pa.concat_tables(found) if found else source.schema.empty_table()


def _spread(items: Sequence[T], count: int) -> Sequence[T]:
    """At most so many items, evenly from all."""
    if len(items) <= count:
        return items
    return [items[number * len(items) // count] for number in range(count)]


def _hours(seconds: float) -> str:
    """A time in the unit that it is best told in.

    >>> _hours(0.3), _hours(40), _hours(5400), _hours(200_000)
    ('less than 2 seconds', '40 seconds', '90 minutes', '55.6 hours')
    """
    if seconds < 2:
        return "less than 2 seconds"
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:,.1f} hours"


def _price(amount: float) -> str:
    """An amount of whatever money.

    >>> _price(0.0001), _price(0.5), _price(12_345.6)
    ('less than 0.01', '0.50', '12,346')
    """
    if 0 < amount < 0.01:
        return "less than 0.01"
    return f"{amount:,.2f}" if amount < 1000 else f"{amount:,.0f}"
