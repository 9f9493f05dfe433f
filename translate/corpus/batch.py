"""A table of articles → the same table with their translations: the one step that any engine of tables may run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
from pyarrow import types

from glossary.errors import DeenError, reason
from translate.api import Translator
from translate.corpus.columns import ARTICLE, Columns
from translate.documents import files
from translate.documents.document import Document, Format
from translate.errors import DocumentError
from translate.formats import choice, xml_events
from translate.formats.choice import Settings
from translate.formats.markup import html_charset
from translate.report import Report

# So that what an article says of its encoding counts for nothing: a column has text.
_MARK = "\ufeff"
# Formats whose files are no text, and would stand in no column of it, but for those of OpenDocument that begin so.
_PACKED = frozenset({"docx", "pptx", "xlsx", "odf", "epub"})
_FLAT = "fod"
_XML = frozenset({"odf", "tmx", "xliff"})
# What is told by the end of a file's name alone.
_BY_NAME = frozenset({"jsonl", "ndjson", "tab", "tsv"})
# Characters that are translated in one go: of many short articles, or of one long.
_AT_ONCE = 250_000
_NAME = "the article"
_NO_TEXT = "there is no text"

# Told how many sentences are done since it was last told: in all as many as the articles have that could be read, each
# article counted once, whether it could be translated or not.
Told = Callable[[int], None]


def untold(sentences: int) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class _Article:
    """What is translated once, however many rows have it: the content of a cell, and the name of its format."""

    content: str | bytes
    form: str


@dataclass(frozen=True, slots=True)
class _Parsed:
    """An article that could be read."""

    document: Document
    form: Format[Any]
    notices: Sequence[str]


def translate_batch(table: pa.Table, translator: Translator, columns: Columns, told: Told = untold) -> pa.Table:
    """The table with the columns `columns.added` behind its own: one row out for each row in, in the same order.

    What is wrong with an article is in the column `error` of its row, and costs no other row. Rows of the same text and
    format are translated once; all articles go through the engine together. `told` hears of sentences done.

    Raises `CorpusError` for a table without the columns, `ModelError` for a model that cannot be used, and
    `EngineError` for a translator whose model was loaded before the process forked.

    >>> table = pa.table({"id": [1, 2], "text": ["Das ist ein Haus.", None]})
    >>> done = translate_batch(table, Translator(memory=False), Columns("text"))
    >>> done.column("translation").to_pylist()
    ["That's a house.", None]
    """
    columns.check(table.schema, "the table")
    # A model that cannot be used is no fault of the articles.
    translator.translate_many([])
    cells = list(_cells(table, columns))
    articles = list(dict.fromkeys(cell for cell in cells if isinstance(cell, _Article)))
    results = dict(zip(articles, _translated(articles, translator, told), strict=True))
    rows = [_values(results[cell] if isinstance(cell, _Article) else cell) for cell in cells]
    if columns.failure:
        table = table.drop_columns([columns.failure])
    for number, field in enumerate(columns.added):
        table = table.append_column(field, pa.array([row[number] for row in rows], field.type))
    return table


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why there is no translation."""

    cause: str


@dataclass(frozen=True, slots=True)
class _Result:
    """What is known of an article that was translated."""

    translation: str | None
    sentences: int
    terms: int
    missing: int
    confidence: float | None
    doubtful: int
    notices: Sequence[str]


_EMPTY = _Result(None, 0, 0, 0, None, 0, (_NO_TEXT,))


def failed(table: pa.Table, columns: Columns, cause: str) -> pa.Table:
    """The added columns of a table none of whose rows can be translated, for this reason."""
    row = _values(_Failed(cause))
    return pa.table(
        {
            field.name: pa.array([row[number]] * table.num_rows, field.type)
            for number, field in enumerate(columns.added)
        },
        columns.added,
    )


def _values(row: _Result | _Failed) -> tuple[object, ...]:
    """The values of the added columns."""
    if isinstance(row, _Failed):
        return (None, None, None, None, None, None, [], row.cause)
    return (
        row.translation, row.sentences, row.terms, row.missing, row.confidence, row.doubtful, list(row.notices), None,
    )  # fmt: skip


def _cells(table: pa.Table, columns: Columns) -> Iterator[_Article | _Failed | _Result]:
    """What is to be translated of each row, or what is to be said instead."""
    texts = _contents(table.column(columns.text))
    nothing = [None] * len(texts)
    forms = _contents(table.column(columns.format)) if columns.format else nothing
    failures = table.column(columns.failure).to_pylist() if columns.failure else nothing
    for text, form, failure in zip(texts, forms, failures, strict=True):
        if failure:
            yield _Failed(str(failure))
        elif text is None:
            yield _EMPTY
        else:
            name = form.decode("utf-8", "replace") if isinstance(form, bytes) else form
            yield _Article(text, (name or columns.fixed_format).lower())


def _contents(column: pa.ChunkedArray) -> list[str | bytes | None]:
    """The values of a column of text; a string that is not UTF-8, as careless writers leave it, as its bytes."""
    kind = column.type.value_type if types.is_dictionary(column.type) else column.type
    # Bytes come out of every column; one string that is damaged would cost all others.
    values = column.cast(pa.large_binary()).to_pylist()
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind):
        return list(values)
    return [None if value is None else _string(value) for value in values]


def _string(value: bytes) -> str | bytes:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


# --- From articles to results ---


class _Meter:
    """Tells of sentences as they are done, and of none twice where articles are tried again."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._most = 0
        self.broken: Exception | None = None

    def reached(self, done: int) -> None:
        """So many sentences of the articles are done."""
        if done > self._most:
            more, self._most = done - self._most, done
            try:
                self._told(more)
            except Exception as error:
                self.broken = error
                raise


def _translated(articles: Sequence[_Article], translator: Translator, told: Told) -> Iterator[_Result | _Failed]:
    """What became of each article, in their order."""
    for some in _portions(articles):
        parsed = [_parsed(article, Settings(repair=translator.repair)) for article in some]
        good = [one for one in parsed if isinstance(one, _Parsed)]
        made = iter(_reports(good, translator, _Meter(told), 0))
        for one in parsed:
            yield next(made) if isinstance(one, _Parsed) else one


def _portions(articles: Sequence[_Article]) -> Iterator[list[_Article]]:
    """The articles in lots that are not too large to be held with all that is known of them."""
    lot: list[_Article] = []
    size = 0
    for article in articles:
        if lot and size + len(article.content) > _AT_ONCE:
            yield lot
            lot, size = [], 0
        lot.append(article)
        size += len(article.content)
    if lot:
        yield lot


def _parsed(article: _Article, settings: Settings) -> _Parsed | _Failed:
    try:
        kind = kind_of(article.form)
        name = f"{_NAME}.{article.form}" if article.form in _BY_NAME else _NAME
        data, notices = _data(article.content, kind)
        form: Format[Any] = choice.form(kind, name, replace(settings, article=article.form == ARTICLE))
        document = form.parse(data, name)
        return _Parsed(document, form, (*notices, *document.notices))
    except BaseException as error:
        return _Failed(cause_of(error))


def kind_of(form: str) -> str:
    """The format that a row names; raises `DocumentError` for one that is none, or none of text.

    >>> kind_of("md"), kind_of("article")
    ('markdown', 'html')
    """
    if form == ARTICLE:
        return "html"
    kind = choice.called(form)
    if kind in _PACKED and not form.startswith(_FLAT):
        raise DocumentError(f"{form} is no text that a column could hold; deen translate translates such files")
    return kind


def _data(content: str | bytes, kind: str) -> tuple[bytes, Sequence[str]]:
    """An article in UTF-8, with a mark that says so where the article itself may say otherwise."""
    notices: Sequence[str] = ()
    if isinstance(content, bytes):
        if kind == "pdf":
            return content, ()
        content, notices = _decoded(content, kind)
    return (_MARK + content.removeprefix(_MARK)).encode("utf-8", "replace"), notices


def _decoded(content: bytes, kind: str) -> tuple[str, Sequence[str]]:
    """The text of an article, and what was assumed about it."""
    if kind in _XML:
        return xml_events.decoded(content, _NAME).text, ()
    read = (html_charset.decode if kind == "html" else files.decode)(content, _NAME)
    return read.text, read.notices


def _reports(parsed: Sequence[_Parsed], translator: Translator, meter: _Meter, before: int) -> list[_Result | _Failed]:
    """The translations; of articles that fail together each half is tried by itself, down to the one that fails.

    `before` are the sentences of the articles in front of these.
    """
    if not parsed:
        return []

    def progress(done: int, total: int) -> None:
        meter.reached(before + done)

    try:
        reports = translator.translate_many([(one.document, one.form) for one in parsed], progress=progress)
        return [_result(report, one.notices) for report, one in zip(reports, parsed, strict=True)]
    except BaseException as error:
        # Who cannot be told is no fault of the articles either.
        if error is meter.broken:
            raise
        why = cause_of(error)
    if len(parsed) == 1:
        meter.reached(before + _sentences(parsed))
        return [_Failed(why)]
    first, second = parsed[: len(parsed) // 2], parsed[len(parsed) // 2 :]
    return [
        *_reports(first, translator, meter, before),
        *_reports(second, translator, meter, before + _sentences(first)),
    ]


def _sentences(parsed: Sequence[_Parsed]) -> int:
    return sum(len(one.document.segments) for one in parsed)


def _result(report: Report, notices: Sequence[str]) -> _Result:
    return _Result(
        report.data.decode("utf-8", "replace").removeprefix(_MARK),
        len(report.translations),
        report.enforced,
        report.terms["missing"],
        report.confidence,
        sum(one.to_look_at for one in report.translations),
        [_writable(notice) for notice in notices],
    )


def cause_of(error: BaseException) -> str:
    """What went wrong, in a line; raises again what no article is to blame for, such as an interrupt."""
    if isinstance(error, DeenError):
        return _writable(str(error))
    # A library in Rust that panics raises what is no Exception.
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    return _writable(f"a fault of deen, please report it: {type(error).__name__}: {reason(error)}")


def _writable(line: str) -> str:
    """A line that a column can hold: halves of characters it cannot."""
    return line.encode("utf-8", "replace").decode()
