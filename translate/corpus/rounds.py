"""What is done with a few hundred rows at a time: which of them are to be translated, and what is written of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from translate.corpus import identity
from translate.corpus.columns import KEY, Columns
from translate.corpus.identity import Index
from translate.corpus.parts import Output


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of rows: how many, how many sentences and terms they have, and how many sentences to look at.

    `copied` have the text of another row, whose translation they share.
    """

    rows: int = 0
    copied: int = 0
    errors: int = 0
    sentences: int = 0
    terms: int = 0
    terms_missing: int = 0
    doubtful: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.rows + other.rows, self.copied + other.copied, self.errors + other.errors,
            self.sentences + other.sentences, self.terms + other.terms, self.terms_missing + other.terms_missing,
            self.doubtful + other.doubtful,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """Rows that make one part: `table` as they were read, with their keys.

    `fresh` are the places of those that are translated, `copies` parts, and rows in them, whose translations are taken;
    `origins` tells for each row which of all these is its own, those that are translated counted first.
    """

    table: pa.Table
    fresh: tuple[int, ...]
    copies: tuple[tuple[int, int], ...]
    origins: tuple[int, ...]

    def articles(self, columns: Columns) -> pa.Table:
        """What has to be known of the rows that are translated."""
        return taken(self.table.select(columns.needed), self.fresh)


class Rounds:
    """The rounds of one run, in their order: each is planned, translated by somebody, and written as a part.

    What the output has already is left out.
    """

    def __init__(self, output: Output, columns: Columns) -> None:
        self._output, self._columns = output, columns
        self._index = Index()
        self._names = output.names()
        for number, name in enumerate(self._names):
            self._index.add_done(number, output.read(name, [KEY]).column(KEY).to_pylist())
        self._planned = len(self._names)

    def fresh(self, table: pa.Table, keys: Sequence[str]) -> pa.Table:
        """The rows that are not done yet, with their keys."""
        table = table.append_column(KEY, pa.array(keys, pa.string()))
        places = self._index.fresh(keys)
        return table if len(places) == len(keys) else taken(table, places)

    def planned(self, table: pa.Table) -> Round:
        """The next round: rows with their keys."""
        keys = table.column(KEY).to_pylist()
        known = self._index.originals(keys)
        fresh: dict[str, int] = {}
        copies: dict[str, tuple[int, int]] = {}
        texts = list(map(identity.text_of, keys))
        for place, text in enumerate(texts):
            if text in known:
                copies[text] = known[text]
            else:
                fresh.setdefault(text, place)
        self._index.add_texts(self._planned, keys)
        self._planned += 1
        origins = {text: number for number, text in enumerate([*fresh, *copies])}
        return Round(
            table, tuple(fresh.values()), tuple(copies.values()), tuple(origins[text] for text in texts)
        )  # fmt: skip

    def written(self, one: Round, added: pa.Table, writer: str = "") -> Counts:
        """Write a round, of which `added` are the columns for the rows that were translated.

        All rounds that were planned before it have to be written. A `writer` writes no other part. Raises
        `CorpusError`.
        """
        names = self._columns.added.names
        columns = pa.concat_tables([added, self._copied(one.copies)])
        columns = taken(columns, one.origins)
        table = one.table
        if self._columns.failure:
            table = table.drop_columns([self._columns.failure])
        for name in names:
            table = table.append_column(self._columns.added.field(name), columns.column(name))
        self._names.append(self._output.write_only(table, writer) if writer else self._output.write(table))
        return self._counts(table, table.num_rows - len(one.fresh))

    def close(self) -> None:
        """Give back what the index took."""
        self._index.close()

    def _copied(self, copies: Sequence[tuple[int, int]]) -> pa.Table:
        """The added columns of rows that stand in other parts, in the order of `copies`."""
        by_part: dict[int, list[int]] = defaultdict(list)
        for number, (part, _) in enumerate(copies):
            by_part[part].append(number)
        schema = self._columns.added
        found = [
            self._output.rows(self._names[part], [copies[number][1] for number in numbers], schema.names)
            for part, numbers in by_part.items()
        ]
        places = list(chain.from_iterable(by_part.values()))
        table = pa.concat_tables([schema.empty_table(), *(one.cast(schema) for one in found)])
        return taken(table, sorted(range(len(places)), key=places.__getitem__))

    def _counts(self, table: pa.Table, copied: int) -> Counts:
        def total(name: str) -> int:
            return int(pc.sum(table.column(self._columns.prefix + name)).as_py() or 0)

        errors = table.num_rows - table.column(self._columns.prefix + "error").null_count
        return Counts(
            table.num_rows, copied, errors,
            total("sentences"), total("terms"), total("terms_missing"), total("doubtful"),
        )  # fmt: skip


def sampled(table: pa.Table, keys: Sequence[str], share: float | None) -> tuple[pa.Table, Sequence[str]]:
    """A share of the rows, told by their keys, with these; all of them if it is None."""
    if share is None:
        return table, keys
    chosen = [place for place, key in enumerate(keys) if identity.share(key) < share]
    return taken(table, chosen), [keys[place] for place in chosen]


def taken(table: pa.Table, places: Sequence[int]) -> pa.Table:
    """Some rows of a table."""
    return table.take(pa.array(places, pa.int64()))
