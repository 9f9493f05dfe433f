"""A table of articles becomes the same table with their translations, whatever is wrong with a row."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import hypothesis
import pyarrow as pa
import pytest
from conftest import FakeEngine
from hostile.small_files import MAKERS
from hypothesis import strategies as st

from translate import Translator
from translate.corpus import batch
from translate.corpus.batch import translate_batch
from translate.corpus.columns import Columns
from translate.documents.document import Document
from translate.engines.base import Hypothesis, Request
from translate.errors import CorpusError, DocumentError, EngineError, ModelError
from translate.formats import choice
from translate.formats.plain import PlainText

WORDS = {"Das": "The", "ist": "is", "ein": "a", "Haus": "house", "alt": "old", "Tür": "door", "schöne": "fine"}
SENTENCE = "Das ist ein Haus."
ENGLISH = "The is a house."
PACKED = ("docx", "pptx", "xlsx", "odf", "epub")
ADDED = Columns().added.names
# Extensions of the small files by the names of their formats.
FILES = {"text": b"Das ist ein Haus.\n"} | {
    choice.called(name.removeprefix("a.")): make([["Das ist ein ", "altes", " Haus. Das Haus ist alt."]])
    for name, make in MAKERS.items()
    if name != "a.odt"
}
TMX = MAKERS["a.tmx"]([["Das ist ein schöne Tür."]]).decode()
PAGE = f"""<html lang="de"><head><title>Haus</title></head><body><nav><a href="/">Startseite</a></nav>
<article><h1>Das Haus</h1><p>{" ".join([SENTENCE] * 12)}</p><p>{" ".join(["Das Haus ist alt."] * 12)}</p></article>
<footer><a href="/impressum">Impressum</a></footer></body></html>"""


class Panic(BaseException):
    """Called as what libraries in Rust raise."""


Panic.__name__ = "PanicException"


@dataclass
class Failing(FakeEngine):
    """An engine that raises where a sentence has the word `giftig`."""

    error: BaseException = dataclasses.field(default_factory=RuntimeError)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        if any("giftig" in request.source for request in requests):
            raise self.error
        return super().translate(requests, repetition_penalty=repetition_penalty)


@cache
def shared(repair: bool) -> Translator:
    return Translator(memory=False, repair=repair)


def translator(engine: FakeEngine | None = None, *, repair: bool = True) -> Translator:
    return shared(repair).with_engine(engine or FakeEngine(WORDS))


def rows(
    table: pa.Table, *, columns: Columns | None = None, engine: FakeEngine | None = None
) -> list[dict[str, object]]:
    """The rows of the translation, which has the input in front of what is added."""
    columns = columns or Columns()
    done = translate_batch(table, translator(engine), columns)
    assert done.num_rows == table.num_rows
    assert done.select(table.column_names).equals(table, check_metadata=True)
    assert done.schema.names == [*table.column_names, *columns.added.names]
    assert [done.schema.field(name) for name in columns.added.names] == list(columns.added)
    done.validate(full=True)
    found: list[dict[str, object]] = done.to_pylist()
    return found


def translated(page: str) -> str:
    """A page in English, which says that it is."""
    return page.replace("Das ist ein schöne Tür.", "The is a fine door.").replace("<html>", '<html lang="en">')


def column(name: str, table: pa.Table) -> list[object]:
    return [row[name] for row in rows(table)]


# --- What a row may be ---


def test_a_row_says_what_became_of_its_article() -> None:
    [row] = rows(pa.table({"id": [7], "text": [f"{SENTENCE}\n\nDas Haus ist alt.\n"]}))
    assert row == {
        "id": 7, "text": f"{SENTENCE}\n\nDas Haus ist alt.\n", "translation": f"{ENGLISH}\n\nThe house is old.\n",
        "sentences": 2, "terms": 0, "terms_missing": 0, "confidence": None, "doubtful": row["doubtful"], "notices": [],
        "error": None,
    }  # fmt: skip
    assert isinstance(row["doubtful"], int)


def test_terms_are_counted_and_in_place() -> None:
    [row] = rows(pa.table({"text": ["Lawrow kam. Lawrow ging."]}))
    assert row["translation"] == "Lavrov kam. Lavrov ging."
    assert (row["terms"], row["terms_missing"]) == (2, 0)


def test_rows_without_an_article() -> None:
    null, empty, blank, number = rows(pa.table({"text": [None, "", " \n\t\n", "12345"]}))
    assert (null["translation"], null["sentences"], null["error"]) == (None, 0, None)
    assert null["notices"] == ["there is no text"]
    assert [row["translation"] for row in (empty, blank, number)] == ["", " \n\t\n", "12345"]
    assert [row["sentences"] for row in (empty, blank, number)] == [0, 0, 0]
    assert not any(row["error"] or row["notices"] for row in (empty, blank, number))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-32"])
def test_bytes_are_read_as_files_are(encoding: str) -> None:
    [row] = rows(pa.table({"text": ["Das ist ein schöne Tür.".encode(encoding)]}))
    assert row["translation"] == "The is a fine door."
    assert row["error"] is None
    assert bool(row["notices"]) == (encoding == "latin-1")


def test_what_is_no_text_is_told_and_costs_no_other_row() -> None:
    image = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    damaged = "\ufeffDas Haus".encode("utf-16-le") + b"\x00\xd8\x00"
    first, second, third = rows(pa.table({"text": [image, SENTENCE.encode(), damaged]}))
    assert "the article: a binary file, not text" in str(first["error"])
    assert "damaged UTF-16-LE text at byte" in str(third["error"])
    assert first["translation"] is first["sentences"] is first["confidence"] is None
    assert first["notices"] == []
    assert second["translation"] == ENGLISH
    assert second["error"] is None


def test_a_string_that_is_not_utf8_costs_no_other_row() -> None:
    # As careless writers leave it in Parquet; pyarrow reads it, and cannot make a str of it.
    offsets = pa.array([0, 23, 23 + len(SENTENCE)], pa.int32()).buffers()[1]
    data = "Das ist ein schöne Tür.".encode("latin-1") + SENTENCE.encode()
    texts = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(data))
    done = translate_batch(pa.table({"text": texts}), translator(), Columns())
    assert done.column("translation").to_pylist() == ["The is a fine door.", ENGLISH]
    assert "read as Windows-1252" in done.column("notices").to_pylist()[0][0]


def test_control_characters_in_a_string() -> None:
    text = f"{SENTENCE}\x07\x0b {SENTENCE}\x85 \u2028{SENTENCE}"
    binary = "\0\1\2\3" * 100
    first, second, third = rows(pa.table({"text": [text, binary, SENTENCE]}))
    assert first["error"] is None
    assert str(first["translation"]).count("house") == 3
    assert "binary" in str(second["error"])
    assert third["translation"] == ENGLISH


def test_a_mark_in_front_of_a_string_is_none_of_the_text() -> None:
    assert column("translation", pa.table({"text": [f"\ufeff{SENTENCE}"]})) == [ENGLISH]


@pytest.mark.slow
def test_a_row_of_many_lines_that_repeat() -> None:
    engine = FakeEngine(WORDS)
    line = f"Das Haus ist alt, {'und ' * 45}ein Haus.\n"
    text = line * (2_000_000 // len(line))
    first, second = rows(pa.table({"text": [text, "Das Haus ist alt."]}), engine=engine)
    assert first["translation"] == line.replace("Das Haus ist alt", "The house is old").replace(
        "ein Haus", "a house"
    ) * text.count("\n")
    assert first["sentences"] == text.count("\n")
    assert second["translation"] == "The house is old."
    # Those of one batch are asked once.
    assert sum(map(len, engine.calls)) < text.count("\n") / 20


def test_equal_rows_are_asked_of_the_engine_once() -> None:
    texts = [SENTENCE, "Das Haus ist alt.", SENTENCE, None, SENTENCE, "Das Haus ist alt."]
    once, often = FakeEngine(WORDS), FakeEngine(WORDS)
    told: list[int] = []
    translate_batch(pa.table({"text": texts[:2]}), translator(once), Columns())
    done = translate_batch(pa.table({"text": texts}), translator(often), Columns(), told.append)
    assert once.calls == often.calls != []
    assert sum(told) == 2
    assert done.column("translation").to_pylist() == [
        ENGLISH, "The house is old.", ENGLISH, None, ENGLISH, "The house is old.",
    ]  # fmt: skip


def test_equal_rows_of_different_formats_are_not_the_same() -> None:
    table = pa.table({"text": ["<p>Das Haus</p>"] * 2, "kind": ["html", "text"]})
    first, second = rows(table, columns=Columns(format="kind"))
    assert first["translation"] == "<p>The house</p>"
    assert second["notices"] == first["notices"] == []
    assert first["sentences"] == 1


def test_a_row_that_could_not_be_read_says_why() -> None:
    table = pa.table({"text": [SENTENCE, None, SENTENCE], "why": [None, "record 7: cut short", ""]})
    done = translate_batch(table, translator(), Columns(failure="why"))
    assert done.column_names == ["text", *ADDED]
    assert done.column("error").to_pylist() == [None, "record 7: cut short", None]
    assert done.column("translation").to_pylist() == [ENGLISH, None, ENGLISH]


# --- Formats ---


@pytest.mark.parametrize("kind", sorted(set(choice.NAMES) - set(PACKED)))
@pytest.mark.parametrize("as_string", [True, False])
def test_a_row_of_every_format_comes_out_as_its_file(kind: str, as_string: bool) -> None:
    data = FILES[kind]
    if kind == "pdf" and as_string:
        pytest.skip("a PDF is no text")
    parsed = choice.form(kind, "a", choice.Settings())
    document = parsed.parse(data, "a")
    expected = translator().translate_document(document, parsed)
    assert document.segments
    content = data.decode() if as_string else data
    [row] = rows(pa.table({"text": [content], "kind": [kind.upper()]}), columns=Columns(format="kind"))
    assert row["error"] is None
    assert row["translation"] == expected.text
    assert row["sentences"] == len(document.segments)
    assert row["notices"] == list(document.notices)


def test_a_pdf_in_a_string_is_told() -> None:
    [row] = rows(pa.table({"text": ["%PDF-1.4 Das ist ein Haus."]}), columns=Columns(fixed_format="pdf"))
    assert str(row["error"]).startswith("the article: ")


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "odf", "odt", "epub", "DOCX"])
def test_packed_formats_stand_in_no_column(kind: str) -> None:
    first, second = rows(
        pa.table({"text": [b"PK\3\4", SENTENCE.encode()], "kind": [kind, None]}), columns=Columns(format="kind")
    )
    assert f"{kind.lower()} is no text that a column could hold" in str(first["error"])
    assert second["translation"] == ENGLISH


def test_opendocument_in_one_file_is_text() -> None:
    data = MAKERS["a.fodt"]([["Das Haus ist alt."]])
    [row] = rows(pa.table({"text": [data.decode()]}), columns=Columns(fixed_format="fodt"))
    assert row["error"] is None
    assert "The house is old." in str(row["translation"])


def test_formats_are_called_as_files_end_too() -> None:
    lines = '{"text": "Das ist ein Haus."}\n{"text": "Das Haus ist alt."}\n'
    table = pa.table({
        "text": ["# Das Haus", lines, f"Text\tNummer\n{SENTENCE}\t1\nDas Haus ist alt.\t2\n"],
        "kind": ["md", "jsonl", "tsv"],
    })  # fmt: skip
    first, second, third = rows(table, columns=Columns(format="kind"))
    assert first["translation"] == "# The house"
    assert second["translation"] == lines.replace(SENTENCE, ENGLISH).replace("Das Haus ist alt", "The house is old")
    assert f"{ENGLISH}\t1" in str(third["translation"])


def test_a_format_that_there_is_not_is_told() -> None:
    table = pa.table({"text": [SENTENCE] * 5, "kind": ["html5", "text/html", " ", "", None]})
    made = rows(table, columns=Columns(format="kind", fixed_format="md"))
    for row in made[:3]:
        assert f"there is no format {row['kind']}; choose one of" in str(row["error"])
        assert row["translation"] is None
    assert [row["translation"] for row in made[3:]] == [ENGLISH] * 2


@pytest.mark.parametrize("kinds", [
    pa.array([None, "html"]),
    pa.array([None, b"html"]),
    pa.array([None, "html"], pa.string_view()),
    pa.array([None, "html"]).dictionary_encode(),
], ids=lambda kinds: str(kinds.type))  # fmt: skip
def test_a_column_of_formats_of_every_kind(kinds: pa.Array) -> None:
    table = pa.table({"text": ["<b>Das Haus</b>"] * 2, "kind": kinds})
    _, second = rows(table, columns=Columns(format="kind"))
    assert second["translation"] == "<b>The house</b>"


def test_a_column_of_formats_that_is_all_null() -> None:
    table = pa.table({"text": [SENTENCE], "kind": pa.nulls(1)})
    assert [row["translation"] for row in rows(table, columns=Columns(format="kind"))] == [ENGLISH]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "koi8-r", "nonsense", "utf-8"])
def test_what_a_string_says_of_its_encoding_counts_for_nothing(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>Das ist ein schöne Tür.</p></body></html>'
    tmx = f'<?xml version="1.0" encoding="{charset}"?>{TMX}'
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'
    po = f'{header}msgid "Das ist ein schöne Tür."\nmsgstr ""\n'
    table = pa.table({"text": [page, tmx, po], "kind": ["html", "tmx", "po"]})
    first, second, third = rows(table, columns=Columns(format="kind"))
    assert first["translation"] == translated(page)
    assert "<seg>The is a fine door.</seg>" in str(second["translation"])
    assert "<seg>Das ist ein schöne Tür.</seg>" in str(second["translation"])
    assert str(third["translation"]).endswith('msgid "Das ist ein schöne Tür."\nmsgstr "The is a fine door."\n')
    assert [row["error"] for row in (first, second, third)] == [None] * 3


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "iso-8859-15"])
def test_what_bytes_say_of_their_encoding_is_heeded(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>Das ist ein schöne Tür.</p></body></html>'
    tmx = f'<?xml version="1.0" encoding="{charset}"?>{TMX}'
    table = pa.table({"text": [page.encode(charset), tmx.encode(charset)], "kind": ["html", "tmx"]})
    first, second = rows(table, columns=Columns(format="kind"))
    assert first["translation"] == translated(page)
    assert "<seg>Das ist ein schöne Tür.</seg>" in str(second["translation"])
    assert "<seg>The is a fine door.</seg>" in str(second["translation"])


@pytest.mark.parametrize("page", [PAGE, PAGE.encode(), PAGE.encode("utf-16")], ids=["string", "utf-8", "utf-16"])
def test_the_article_of_a_page(page: str | bytes) -> None:
    [row] = rows(pa.table({"text": [page]}), columns=Columns(fixed_format="article"))
    assert row["error"] is None
    assert str(row["translation"]).startswith("# The house")
    assert str(row["translation"]).count("The is a house.") == 12
    assert "Impressum" not in str(row["translation"])


def test_a_page_without_an_article_is_told() -> None:
    table = pa.table({"text": ["<html><body></body></html>", PAGE]})
    first, second = rows(table, columns=Columns(fixed_format="article"))
    assert "no article is found" in str(first["error"])
    assert second["error"] is None


def test_a_page_that_says_nothing_and_is_no_utf8_is_noticed() -> None:
    [row] = rows(pa.table({"text": ["<p>schöne Tür</p>".encode("latin-1")]}), columns=Columns(fixed_format="html"))
    assert row["translation"] == "<p>fine door</p>"
    assert "Windows-1252" in str(row["notices"])


def test_a_translator_that_repairs_nothing_has_no_row_repaired() -> None:
    text = "Das Haus ist schÃ¶n."
    for repair in (True, False):
        done = translate_batch(pa.table({"text": [text]}), translator(repair=repair), Columns())
        assert done.column("translation").to_pylist() == [translator(repair=repair).translate(text).text]
        assert ("ö" in done.column("translation")[0].as_py()) is repair


# --- What fails ---

SOUND = [f"Das Haus {number} ist alt. {SENTENCE}" for number in range(11)]


def poisoned(places: Iterable[int]) -> list[str]:
    """Articles of which those at these places are poison, each in its own way."""
    return [f"{text} Das ist giftig {place}." if place in places else text for place, text in enumerate(SOUND)]


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("CUDA: out of memory"), MemoryError(), RecursionError("maximum depth"), EngineError("too long"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), ValueError("half \udc80\nof two lines"), Panic("in Rust"),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
@pytest.mark.parametrize("places", [(0,), (10,), (3, 4), (0, 5, 10), tuple(range(11))], ids=str)
def test_poison_costs_its_own_rows_alone(error: BaseException, places: tuple[int, ...]) -> None:
    sound = rows(pa.table({"text": SOUND}))
    told: list[int] = []
    table = pa.table({"text": poisoned(places)})
    done = translate_batch(table, translator(Failing(WORDS, error=error)), Columns(), told.append).to_pylist()
    for place, (row, without) in enumerate(zip(done, sound, strict=True)):
        if place in places:
            assert row["error"]
            assert "\n" not in row["error"]
            assert {name for name in ADDED if row[name] not in (None, [])} == {"error"}
        else:
            assert row == without
    assert all(count > 0 for count in told)
    assert sum(told) == 2 * len(SOUND) + len(places)


def test_what_deen_says_itself_is_told_as_it_is_and_anything_else_is_called_a_fault() -> None:
    table = pa.table({"text": ["Das ist giftig."]})
    [own] = rows(table, engine=Failing(WORDS, error=EngineError("the source is too long")))
    [other] = rows(table, engine=Failing(WORDS, error=IndexError("list index out of range")))
    assert own["error"] == "the source is too long"
    assert other["error"] == "a fault of deen, please report it: IndexError: list index out of range"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1), GeneratorExit()], ids=repr)
def test_who_stops_it_is_no_poison(error: BaseException) -> None:
    with pytest.raises(type(error)):
        translate_batch(pa.table({"text": poisoned([3])}), translator(Failing(WORDS, error=error)), Columns())


def test_who_cannot_be_told_is_no_poison() -> None:
    def broken(sentences: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        translate_batch(pa.table({"text": SOUND}), translator(), Columns(), broken)


@pytest.mark.parametrize(
    "error", [ValueError("odd"), DocumentError("a: odd"), RecursionError(), MemoryError()], ids=repr
)
@pytest.mark.parametrize("step", ["parse", "render"])
def test_a_format_that_fails_costs_its_own_rows_alone(
    step: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = rows(pa.table({"text": SOUND}))
    original = getattr(PlainText, step)

    def failing(self: PlainText, given: bytes | Document, *others: object) -> object:
        if "giftig" in (given.decode() if isinstance(given, bytes) else given.text):
            raise error
        return original(self, given, *others)

    monkeypatch.setattr(PlainText, step, failing)
    told: list[int] = []
    done = translate_batch(pa.table({"text": poisoned([2, 9])}), translator(), Columns(), told.append).to_pylist()
    assert [place for place, row in enumerate(done) if row["error"]] == [2, 9]
    assert [row for row in done if not row["error"]] == [row for place, row in enumerate(sound) if place not in (2, 9)]
    # What cannot be read has no sentences that anybody knows of.
    assert sum(told) == 2 * len(SOUND) + (2 if step == "render" else -4)


def test_poison_that_is_there_twice_is_told_twice() -> None:
    table = pa.table({"text": ["Das ist giftig.", SENTENCE, "Das ist giftig."]})
    first, second, third = rows(table, engine=Failing(WORDS, error=ValueError("odd")))
    assert first["error"] == third["error"] == "a fault of deen, please report it: ValueError: odd"
    assert second["error"] is None


def test_sentences_are_told_whatever_their_number_and_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_AT_ONCE", 1000)
    texts = [f"Das Haus {number} ist alt. " * (number * 4) for number in range(20)]
    told: list[int] = []
    done = translate_batch(pa.table({"text": texts}), translator(), Columns(), told.append)
    assert sum(told) == sum(done.column("sentences").to_pylist()) == 4 * sum(range(20))


def test_a_model_that_cannot_be_used_is_no_fault_of_the_articles() -> None:
    for texts in ([SENTENCE], []):
        with pytest.raises(ModelError):
            translate_batch(pa.table({"text": pa.array(texts, pa.string())}), Translator("/nowhere"), Columns())


def test_a_translator_from_another_process_is_no_fault_of_the_articles() -> None:
    other = translator()
    other.__dict__["_process"] = -1
    with pytest.raises(EngineError, match="before the process forked"):
        translate_batch(pa.table({"text": [SENTENCE]}), other, Columns())


def test_a_table_without_the_columns_is_refused_before_a_model_is_loaded() -> None:
    with pytest.raises(CorpusError, match=r"the table: there is no column body; --text-column"):
        translate_batch(pa.table({"text": [SENTENCE]}), Translator("/nowhere"), Columns("body"))


# --- Tables ---

KINDS = (
    pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
    pa.dictionary(pa.int32(), pa.string()), pa.dictionary(pa.int8(), pa.large_string()),
    pa.dictionary(pa.int64(), pa.binary()),
)  # fmt: skip


def of_kind(texts: Sequence[str | None], kind: pa.DataType) -> pa.Array:
    values = pa.array(texts, pa.string())
    if pa.types.is_dictionary(kind):
        return values.cast(kind.value_type).dictionary_encode().cast(kind)
    return values.cast(kind)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_column_of_texts_of_every_kind(kind: pa.DataType) -> None:
    texts = of_kind([SENTENCE, None, "schöne Tür", SENTENCE], kind)
    assert texts.type == kind
    table = pa.table({"text": texts})
    assert column("translation", table) == [ENGLISH, None, "fine door", ENGLISH]
    assert column("translation", table.slice(1, 2)) == [None, "fine door"]
    assert column("translation", pa.concat_tables([table, table.slice(3), table.slice(0, 0)]))[4:] == [ENGLISH]
    assert rows(table.slice(0, 0)) == []
    empty = pa.table([pa.chunked_array([], kind)], ["text"])
    assert rows(empty) == []


def test_a_column_of_nothing() -> None:
    assert column("notices", pa.table({"text": pa.nulls(3)})) == [["there is no text"]] * 3


def test_a_table_of_chunks_that_do_not_meet() -> None:
    table = pa.table({
        "id": pa.chunked_array([[1], [2, 3], [], [4]], pa.int64()),
        "text": pa.chunked_array([[SENTENCE, None], ["Das Haus", "Haus und Tür"]], pa.string()),
    })  # fmt: skip
    assert [(row["id"], row["translation"]) for row in rows(table)] == [
        (1, ENGLISH), (2, None), (3, "The house"), (4, "House und door"),
    ]  # fmt: skip


def test_other_columns_and_what_is_known_of_them_come_through() -> None:
    nested = pa.array([{"tags": ["a", None], "by": {"name": "Anna"}}, None])
    schema = pa.schema(
        [
            pa.field("url", pa.dictionary(pa.int8(), pa.string()), metadata={b"of": b"page"}),
            pa.field("meta", nested.type, nullable=True),
            pa.field("text", pa.string(), nullable=False),
            pa.field("when", pa.timestamp("us", "Europe/Berlin")),
            pa.field("twice", pa.int8()),
            pa.field("twice", pa.int16()),
        ],
        metadata={b"pandas": b"{}", b"made by": b"crawler"},
    )
    arrays = [pa.array(["a", "b"]).dictionary_encode().cast(schema[0].type), nested, pa.array([SENTENCE, "Das Haus"])]
    arrays += [pa.array([0, None], schema[3].type), pa.array([1, 2], pa.int8()), pa.array([3, 4], pa.int16())]
    table = pa.Table.from_arrays(arrays, schema=schema)
    done = translate_batch(table, translator(), Columns())
    assert list(done.schema)[:6] == list(schema)
    assert all(
        mine.equals(theirs, check_metadata=True) for mine, theirs in zip(list(done.schema)[:6], schema, strict=True)
    )
    assert done.schema.metadata == schema.metadata
    assert done.columns[:6] == table.columns
    assert done.column("translation").to_pylist() == [ENGLISH, "The house"]


def test_names_with_a_prefix() -> None:
    table = pa.table({"translation": ["old"], "text": [SENTENCE]})
    [row] = rows(table, columns=Columns(prefix="en_"))
    assert row["translation"] == "old"
    assert row["en_translation"] == ENGLISH
    with pytest.raises(CorpusError, match="--prefix"):
        rows(table)


@hypothesis.given(st.lists(st.none() | st.text(max_size=60) | st.sampled_from([SENTENCE, "<p>Tür", "\x1b[0m\0"])))
def test_any_table_of_strings(texts: list[str | None]) -> None:
    table = pa.table({"id": pa.array(range(len(texts)), pa.int32()), "text": pa.array(texts, pa.string())})
    made = rows(table)
    for row in made:
        assert (row["error"] is None) == (row["sentences"] is not None)
        assert row["text"] is not None or row["notices"] == ["there is no text"]
    # Each row is as if it were alone.
    for row in made[:3]:
        [alone] = rows(table.slice(row["id"], 1))
        assert alone == row


@hypothesis.given(
    st.lists(
        st.tuples(
            st.none() | st.binary(max_size=60) | st.sampled_from(sorted(FILES.values())),
            st.none() | st.sampled_from([*choice.NAMES, "article", "fodt", "jsonl", "tsv", "none", "\0"]),
        ),
        max_size=8,
    )
)
def test_any_table_of_bytes_and_formats(cells: list[tuple[bytes | None, str | None]]) -> None:
    table = pa.table({
        "text": pa.array([data for data, _ in cells], pa.binary()),
        "kind": pa.array([kind for _, kind in cells], pa.string()),
    })  # fmt: skip
    told: list[int] = []
    done = translate_batch(table, translator(), Columns(format="kind"), told.append)
    assert done.select(["text", "kind"]).equals(table)
    distinct = {
        (row["text"], row["kind"] or "text"): row["sentences"] or 0
        for row in done.to_pylist()
        if row["text"] is not None
    }
    assert sum(told) == sum(distinct.values())
    assert "a fault of deen" not in str(done.column("error").to_pylist())


# --- With the model ---


@pytest.mark.model
def test_a_row_is_what_the_translator_makes_of_its_text() -> None:
    texts = [
        "Das Haus ist alt. Der Minister traf am Montag Lawrow in Moskau.",
        "Die Ukraine-Krise:\n\n- Selenskyj reiste nach Kiew.\n- 1.000 Euro kostet das.\n",
        "Er sagte: „Das ist gut.“",
        "",
        "12.5.2024",
    ]
    one = Translator(memory=False)
    done = translate_batch(pa.table({"text": texts}), one, Columns())
    reports = [one.translate(text) for text in texts]
    assert done.column("translation").to_pylist() == [report.text for report in reports]
    assert done.column("sentences").to_pylist() == [len(report.translations) for report in reports]
    assert done.column("terms").to_pylist() == [report.enforced for report in reports]
    assert done.column("doubtful").to_pylist() == [sum(t.to_look_at for t in r.translations) for r in reports]
    for confidence, report in zip(done.column("confidence").to_pylist(), reports, strict=True):
        assert confidence == (
            report.confidence if report.confidence is None else pytest.approx(report.confidence, 1e-3)
        )
    assert done.column("terms")[0].as_py() > 0
