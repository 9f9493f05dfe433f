"""A table of articles → the same table with their translations: the one step that any engine of tables may run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from glossary.errors import DeenError, reason
from translate.api import Translator
from translate.corpus.columns import Columns
from translate.documents import files
from translate.documents.document import Document, Format
from translate.errors import DocumentError
from translate.formats import choice
from translate.formats.choice import Settings
from translate.formats.markup import html_charset
from translate.report import Report

# What is called so is a page of which the article alone is translated, into Markdown.
ARTICLE = "article"
# So that what a page says of its encoding counts for nothing: a column has text.
_MARK = "\ufeff"
# Formats whose files are no text, and would stand in no column of it.
_PACKED = frozenset({"docx", "pptx", "xlsx", "odf", "epub"})
# Characters that are translated in one go: of many short articles, or of one long.
_AT_ONCE = 250_000
_NO_TEXT = "there is no text"

# Told how many sentences are done since it was last told.
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

    Raises `CorpusError` for a table without the columns, `ModelError` for a model that cannot be used.

    >>> table = pa.table({"id": [1, 2], "text": ["Das ist ein Haus.", None]})
    >>> done = translate_batch(table, Translator(memory=False), Columns("text"))
    >>> done.column("translation").to_pylist()
    ['This is a house.', None]
    """
    columns.check(table.schema, "the table")
    # A model that cannot be used is no fault of the articles.
    _ = translator.engine
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
    texts = table.column(columns.text).to_pylist()
    nothing = [None] * len(texts)
    forms = table.column(columns.format).to_pylist() if columns.format else nothing
    failures = table.column(columns.failure).to_pylist() if columns.failure else nothing
    for text, form, failure in zip(texts, forms, failures, strict=True):
        if failure:
            yield _Failed(str(failure))
        elif text is None:
            yield _EMPTY
        else:
            yield _Article(text, str(form or columns.fixed_format))


def _translated(articles: Sequence[_Article], translator: Translator, told: Told) -> Iterator[_Result | _Failed]:
    """What became of each article, in their order."""
    for some in _portions(articles):
        parsed = [_parsed(article) for article in some]
        good = [one for one in parsed if isinstance(one, _Parsed)]
        made = iter(_reports(good, translator, told))
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


def _parsed(article: _Article) -> _Parsed | _Failed:
    try:
        kind, settings = _kind(article.form)
        form: Format[Any] = choice.form(kind, "the article", settings)
        data, notices = _data(article.content, kind)
        document = form.parse(data, "the article")
        return _Parsed(document, form, (*notices, *document.notices))
    except Exception as error:
        return _Failed(why(error))


def _kind(form: str) -> tuple[str, Settings]:
    """The format of an article, and how it is read."""
    if form.lower() == ARTICLE:
        return "html", Settings(article=True)
    kind = choice.called(form)
    if kind in _PACKED:
        raise DocumentError(f"{form} is no text that a column could hold; deen translate translates such files")
    return kind, Settings()


def _data(content: str | bytes, kind: str) -> tuple[bytes, Sequence[str]]:
    """An article in UTF-8, with a mark that says so where a page may say otherwise, and what was assumed about it."""
    notices: Sequence[str] = ()
    if isinstance(content, bytes):
        if kind == "pdf":
            return content, ()
        read = (html_charset.decode if kind == "html" else files.decode)(content, "the article")
        content, notices = read.text, read.notices
    mark = _MARK if kind == "html" else ""
    return (mark + content.removeprefix(_MARK)).encode("utf-8", "replace"), notices


def _reports(parsed: Sequence[_Parsed], translator: Translator, told: Told) -> list[_Result | _Failed]:
    """The translations; of articles that fail together each half is tried by itself, down to the one that fails."""
    if not parsed:
        return []
    before = 0

    def progress(done: int, total: int) -> None:
        nonlocal before
        told(done - before)
        before = done

    try:
        reports = translator.translate_many([(one.document, one.form) for one in parsed], progress=progress)
        return [_result(report, one.notices) for report, one in zip(reports, parsed, strict=True)]
    except Exception as error:
        if len(parsed) == 1:
            return [_Failed(why(error))]
    middle = len(parsed) // 2
    return [*_reports(parsed[:middle], translator, told), *_reports(parsed[middle:], translator, told)]


def _result(report: Report, notices: Sequence[str]) -> _Result:
    return _Result(
        report.data.decode("utf-8", "replace").removeprefix(_MARK),
        len(report.translations),
        report.enforced,
        report.terms["missing"],
        report.confidence,
        sum(one.to_look_at for one in report.translations),
        notices,
    )


def why(error: Exception) -> str:
    """What went wrong, in a line."""
    if isinstance(error, DeenError):
        return str(error)
    return f"a fault of deen, please report it: {type(error).__name__}: {reason(error)}"
