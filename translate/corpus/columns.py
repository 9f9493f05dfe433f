"""The columns of a table of articles: those that are read, and those that a translation adds."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import types

from translate.errors import CorpusError

# What a row is known by, so that a rerun leaves out what is done.
KEY = "deen_key"
# The format of a page of which the article alone is translated, into Markdown.
ARTICLE = "article"
# What is added to a row: the English; its sentences, its terms and how many of these are missing; the share of its
# sentences that a reader would let stand, as estimated, and how many to look at; what the reader of the document said;
# and why there is no translation, if there is none.
_ADDED = (
    ("translation", pa.string()),
    ("sentences", pa.int32()),
    ("terms", pa.int32()),
    ("terms_missing", pa.int32()),
    ("confidence", pa.float64()),
    ("doubtful", pa.int32()),
    ("notices", pa.list_(pa.string())),
    ("error", pa.string()),
)
# Names that the column of texts and that of ids have where nobody says which it is.
_TEXTS = ("text", "content", "html", "body")
_IDS = ("id",)
# Names of columns that a message shows.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read, and what the names of those that are added begin with.

    `text` has the articles, strings or bytes. `format` names, for each article, its format as `deen translate --format`
    takes it, or `article` for a page of which the article alone is translated; `fixed_format` is that of all articles
    for which no column says it. `id` is None in a table without.
    `failure` says why an article could not be read; it is not kept, since `error` tells it.

    >>> Columns("text", prefix="en_").added.names[:2]
    ['en_translation', 'en_sentences']
    """

    text: str = "text"
    id: str | None = None
    format: str | None = None
    fixed_format: str = "text"
    prefix: str = ""
    failure: str | None = None

    @property
    def added(self) -> pa.Schema:
        """The columns that a translation adds."""
        return pa.schema([(self.prefix + name, kind) for name, kind in _ADDED])

    @property
    def needed(self) -> list[str]:
        """The columns that have to be known of a row to translate it."""
        return [name for name in (self.text, self.format, self.failure) if name]

    def check(self, schema: pa.Schema, where: str) -> None:
        """Raise `CorpusError` unless a table of this schema has the columns, of kinds that can be read, and no others
        that are to be added; `where` says what table it is."""
        for option, name in (("--text-column", self.text), ("--id-column", self.id), ("--format-column", self.format)):
            if name is not None:
                _check_one(schema.names, name, option, where)
        for option, name in (("--text-column", self.text), ("--format-column", self.format)):
            kind = schema.field(name).type if name is not None else pa.null()
            if not is_text(kind):
                raise CorpusError(f"{where}: the column {name} holds {kind}, not text; name another one by {option}")
        for name in self.added.names:
            if name in schema.names:
                raise CorpusError(
                    f"{where}: there is a column {name} already; --prefix gives what is added other names"
                )
        if KEY in schema.names:
            raise CorpusError(f"{where}: there is a column {KEY} already, which deen writes; leave it out or rename it")


def _check_one(names: Sequence[str], name: str, option: str, where: str) -> None:
    """Raise `CorpusError` unless there is one column of this name."""
    if name not in names:
        raise CorpusError(f"{where}: there is no column {name}; {option} takes one of {_listed(names)}")
    if names.count(name) > 1:
        raise CorpusError(
            f"{where}: {names.count(name)} columns are called {name}; rename them, or give {option} another"
        )


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this kind can hold articles: strings or bytes, in a dictionary or not, or nothing at all.

    >>> is_text(pa.dictionary(pa.int32(), pa.string())), is_text(pa.list_(pa.string()))
    (True, False)
    """
    if types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(
        types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind) or types.is_large_binary(kind)
        or types.is_string_view(kind) or types.is_binary_view(kind) or types.is_null(kind)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user says of the columns: None for what is to be found out."""

    text: str | None = None
    id: str | None = None
    format: str | None = None
    fixed_format: str | None = None
    prefix: str = ""

    def columns(self, schema: pa.Schema, known: Columns | None) -> Columns:
        """The columns of a table of this schema, in which those of `known` are called so, if they are known.

        A format that the user names for all stands for what `known` has for each.

        >>> Wanted().columns(pa.schema([("url", pa.string()), ("body", pa.string())]), None).text
        'body'

        Raises `CorpusError` if no column is called as those with articles are.
        """
        known = known or Columns(self.text or _text_of(schema.names), _first(_IDS, schema.names))
        return Columns(
            self.text or known.text,
            self.id or known.id,
            self.format or (None if self.fixed_format else known.format),
            self.fixed_format or known.fixed_format,
            self.prefix,
            known.failure,
        )


def _listed(names: Sequence[str]) -> str:
    """Names in a message, of very many the first.

    >>> _listed(["id", ""]), _listed(list("abcdefghijklmnopqrstuvwxyz"))
    ("id, ''", 'a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t and 6 more')
    """
    told = ", ".join(name or "''" for name in names[:_SHOWN])
    return told if len(names) <= _SHOWN else f"{told} and {len(names) - _SHOWN:,} more"


def _text_of(names: Sequence[str]) -> str:
    found = _first(_TEXTS, names)
    if found is None:
        called = " or ".join(_TEXTS)
        raise CorpusError(f"none of the columns {_listed(names)} is called {called}; name one by --text-column")
    return found


def _first(wanted: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in wanted if name in names), None)
