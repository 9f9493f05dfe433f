"""Targets: dictionaries of every format, and what is kept of them."""

import gzip
import json
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from hostile.target import FileTarget, TextTarget
from translate.lexicon import ding, plain_english, reading, word_file, words
from translate.lexicon.lookup import Lexicon
from translate.lexicon.words import Giving, Word

_DING = (
    "# License :: CC0\nWiese {f} [agr.] | Wiesen {pl} :: meadow; lea [poet.] | meadows; leas\n"
    "etw. umtopfen {vt} | umtopfend :: to repot sth./sb. (again) | repotting\nfrei; offen {adj} :: open/free /O/\n"
)
_TEI = (
    "<TEI><teiHeader><availability><p>CC0</p></availability></teiHeader><text><body><entry>"
    "<form><orth>Wiese</orth></form><gramGrp><pos>n</pos></gramGrp>"
    '<sense><cit type="trans"><quote>meadow</quote></cit></sense></entry></body></text></TEI>'
)
_WIKTEXTRACT = {
    "word": "Wiese", "lang_code": "de", "pos": "noun", "senses": [{"glosses": ["meadow, lea"], "tags": ["feminine"]}],
    "forms": [{"form": "Wiesen", "tags": ["plural"]}],
}  # fmt: skip
_TABLE = "de\ten\tpart\nWiese\tmeadow|lea\tnoun\nfrei\tfree\tadj\n"
_ENTRIES = "License: CC0\nWiese /x/ <fem, n>\n [agr.] meadow <n>, lea <n>\n see: {Gras}\n\n"
_INDEX = "00-database-utf8\tA\tA\n00-database-info\tA\tN\nwiese\tN\tBA\n"
_KEPT = Word("Wiese", ("meadow", "lea"), "noun")
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _folder() -> Path:
    """A folder for the files of all targets, which goes when the program ends."""
    folder = tempfile.TemporaryDirectory(prefix="deen-hostile-")
    _FOLDERS.append(folder)
    return Path(folder.name)


def _plain(text: str) -> None:
    for part in ("", *words.PARTS):
        for one in plain_english.plain(text, part):
            assert plain_english.is_plain(one), one
            assert one.isprintable(), one
            assert not set(one) & set("()[]{}<>|\t"), one
    words.german_form(text)
    words.part_of(text)


def _lines(text: str) -> None:
    """An entry of Ding's and what stands in its columns."""
    for one in ding.words([f"{text} :: {text}", text]):
        _checked(one)


def _checked(one: Giving) -> None:
    assert words.is_word(one.word.german), one
    assert 1 <= len(one.word.senses) <= words.MOST_SENSES, one
    assert one.word.part in ("", *words.PARTS), one


def _file(name: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        path = _folder() / name
        path.write_bytes(data)
        with reading.opened(path) as contents:
            assert "\n" not in contents.licence
            for one in contents.words:
                _checked(one)

    return read


def _index(data: bytes) -> None:
    (_folder() / "b.dict").write_text(_ENTRIES, encoding="utf-8")
    _file("b.index")(data)


def _entries(data: bytes) -> None:
    (_folder() / "c.index").write_text(_INDEX, encoding="utf-8")
    _file("c.dict")(data)


def _kept(data: bytes) -> None:
    """A damaged lexicon answers as it was written, or not at all, and is told of once."""
    path = _folder() / "kept.sqlite3"
    path.write_bytes(data)
    told: list[str] = []
    lexicon = Lexicon([path], told.append)
    for _ in range(2):
        assert lexicon.find(["Wiese", "Wiesen"]) in ({"Wiese": (_KEPT,)}, {})
        assert lexicon.key is not None
    lexicon.close()
    assert len(told) <= 1
    assert all(notice.isprintable() for notice in told)


def _written() -> Sequence[bytes]:
    givings = [Giving(_KEPT), *(Giving(Word(f"Wort{number}", ("word",))) for number in range(200))]
    return [word_file.written(givings, "table", "a.tsv", "2024-02-29", "CC0")[0]]


TARGETS = (
    TextTarget("English of a lexicon", _plain),
    TextTarget("entry of a lexicon", _lines),
    FileTarget("Ding", _file("ding"), lambda: [_DING.encode()]),
    FileTarget("TEI", _file("a.tei"), lambda: [_TEI.encode()]),
    FileTarget("Wiktextract", _file("a.jsonl"), lambda: [json.dumps(_WIKTEXTRACT).encode() + b"\n"]),
    FileTarget("table of words", _file("a.tsv"), lambda: [_TABLE.encode(), gzip.compress(_TABLE.encode(), mtime=0)]),
    FileTarget("index of dictd", _index, lambda: [_INDEX.encode()]),
    FileTarget("entries of dictd", _entries, lambda: [_ENTRIES.encode()]),
    FileTarget("lexicon", _kept, _written),
)
