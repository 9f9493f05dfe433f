"""The columns of a table of articles."""

import pyarrow as pa
import pytest

from translate.corpus import columns
from translate.corpus.columns import KEY, Columns, Wanted
from translate.errors import CorpusError

SCHEMA = pa.schema([("id", pa.int64()), ("text", pa.string()), ("kind", pa.string())])
TEXTS = (
    pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(), pa.null(),
    pa.dictionary(pa.int32(), pa.string()), pa.dictionary(pa.int8(), pa.large_binary()),
)  # fmt: skip
OTHERS = (
    pa.int64(), pa.bool_(), pa.timestamp("s"), pa.list_(pa.string()), pa.struct([("text", pa.string())]),
    pa.dictionary(pa.int32(), pa.int64()), pa.map_(pa.string(), pa.string()),
)  # fmt: skip


def refusal(asked: Columns, schema: pa.Schema = SCHEMA) -> str:
    with pytest.raises(CorpusError) as caught:
        asked.check(schema, "part.parquet")
    told = str(caught.value)
    assert told.startswith("part.parquet: ")
    assert "\n" not in told
    return told


def test_what_is_added_has_names_and_types_that_do_not_depend_on_the_table() -> None:
    assert Columns().added == pa.schema([
        ("translation", pa.string()),
        ("sentences", pa.int32()),
        ("terms", pa.int32()),
        ("terms_missing", pa.int32()),
        ("confidence", pa.float64()),
        ("doubtful", pa.int32()),
        ("notices", pa.list_(pa.string())),
        ("error", pa.string()),
    ])  # fmt: skip
    assert Columns(prefix="en_").added.names == [f"en_{name}" for name in Columns().added.names]
    assert Columns(prefix="en_").added.types == Columns().added.types


def test_a_table_that_has_the_columns_is_taken() -> None:
    Columns("text", id="id", format="kind").check(SCHEMA, "part.parquet")
    Columns("kind").check(SCHEMA, "part.parquet")


@pytest.mark.parametrize(
    ("asked", "option", "name"),
    [
        (Columns("body"), "--text-column", "body"),
        (Columns(id="key"), "--id-column", "key"),
        (Columns(format="mime"), "--format-column", "mime"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(asked: Columns, option: str, name: str) -> None:
    told = refusal(asked)
    assert f"there is no column {name}" in told
    assert f"{option} takes one of id, text, kind" in told


@pytest.mark.parametrize("kind", TEXTS, ids=str)
def test_kinds_of_columns_that_hold_articles(kind: pa.DataType) -> None:
    assert columns.is_text(kind)
    Columns("a", format="b").check(pa.schema([("a", kind), ("b", kind)]), "part.parquet")


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_kinds_of_columns_that_do_not(kind: pa.DataType) -> None:
    schema = pa.schema([("text", pa.string()), ("a", kind)])
    told = refusal(Columns("a"), schema)
    assert f"the column a holds {kind}" in told
    assert told.endswith("--text-column")
    assert refusal(Columns(format="a"), schema).endswith("--format-column")
    # An id may be of any kind.
    Columns(id="a").check(schema, "part.parquet")


@pytest.mark.parametrize("name", Columns().added.names)
def test_a_name_that_is_taken_is_refused_and_a_prefix_helps(name: str) -> None:
    schema = SCHEMA.append(pa.field(name, pa.string()))
    told = refusal(Columns(), schema)
    assert f"there is a column {name} already" in told
    assert "--prefix" in told
    Columns(prefix="en_").check(schema, "part.parquet")


def test_a_prefix_may_run_into_a_name_too() -> None:
    assert "there is a column en_error already" in refusal(
        Columns(prefix="en_"), SCHEMA.append(pa.field("en_error", pa.int8()))
    )


def test_the_key_of_rows_is_not_the_users_and_no_prefix_would_help() -> None:
    told = refusal(Columns(prefix="en_"), SCHEMA.append(pa.field(KEY, pa.string())))
    assert KEY in told
    assert "--prefix" not in told


def test_two_columns_of_one_name_are_refused_where_one_is_meant() -> None:
    twice = pa.schema([("text", pa.string()), ("text", pa.string()), ("a", pa.string()), ("b", pa.int8())])
    assert "2 columns are called text" in refusal(Columns("text"), twice)
    assert "--text-column" in refusal(Columns("text"), twice)
    assert "--id-column" in refusal(Columns("a", id="text"), twice)
    Columns("a", id="b").check(twice, "part.parquet")


def schema(*names: str) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in names])


def test_columns_are_found_by_their_names() -> None:
    assert Wanted().columns(schema("body", "text"), None) == Columns("text")
    assert Wanted().columns(schema("url", "html"), None) == Columns("html")
    assert Wanted().columns(schema("id", "content"), None) == Columns("content", id="id")


def test_columns_that_a_user_names_win() -> None:
    known = Columns("text", id="id", format="format", failure="read_error")
    assert Wanted().columns(schema("text"), known) == known
    own = Wanted("body", "url", "kind", "md", "en_").columns(schema("text", "body", "url", "kind"), known)
    assert own == Columns("body", "url", "kind", "md", "en_", "read_error")
    assert Wanted(fixed_format="article").columns(schema("text"), known).format is None
    assert Wanted("lead").columns(schema("lead"), None) == Columns("lead")


def test_a_table_without_a_column_of_texts_is_refused() -> None:
    with pytest.raises(CorpusError, match="none of the columns a, b is called text or content or html or body; name"):
        Wanted().columns(schema("a", "b"), None)
