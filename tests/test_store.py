import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import folder_lock, store
from glossary.errors import GlossaryError
from glossary.terms import Term

HAND_EDITED = (
    "\ufeff# Names of our desk\r\n"
    "\r\n"
    "note\tSource\ttarget\tmine\tkind\tforms\r\n"
    "\tKiew\tKyiv\tx y\tplace\t\r\n"
    "# people\r\n"
    'see 5\tLawrow \tLavrov\t"a"\tperson\tLawrov|Lavrow\r\n'
    "   \r\n"
    "\tPutin\tPutin"
)


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_columns_in_any_order(tmp_path: Path) -> None:
    path = written(tmp_path / "g.tsv", HAND_EDITED)
    assert store.entries(path) == [
        Term("Kiew", "Kyiv", "place", origin=f"{path}:4"),
        Term("Lawrow", "Lavrov", "person", ("Lawrov", "Lavrow"), "see 5", f"{path}:6"),
        Term("Putin", "Putin", origin=f"{path}:8"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kiew\tKyiv\nRom\tRome, Italy\n",
        'Kiew,Kyiv\nRom,"Rome, Italy"\n',
        'Kiew,Kyiv,de,EN-US\n"Rom","Rome, Italy",de,en\n',
        "source;target\nKiew;Kyiv\nRom;Rome, Italy\n",
        '\ufeffsource\ttarget\r\nKiew\tKyiv\r\n"Rom"\t"Rome, Italy"\r\n',
        'target,source\nKyiv,Kiew\n"Rome, Italy",Rom',
    ],
    ids=["tsv", "csv", "deepl", "semicolons", "spreadsheet", "order"],
)
def test_files_of_others(tmp_path: Path, text: str) -> None:
    terms = store.entries(written(tmp_path / "g", text))
    assert [(term.source, term.target) for term in terms] == [("Kiew", "Kyiv"), ("Rom", "Rome, Italy")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Kiew\tKyiv\n\tRome\n", 2, "the source is empty"),
        ("source\ttarget\nKiew\n", 2, "the target is empty"),
        ("Kiew\tKyiv\n\nRom\n", 3, "the target is empty"),
        ("source\ttarget\nKiew\tKyiv\tplace\n", 2, "3 cells"),
        ("source\tkind\nKiew\tplace\n", 1, "a column target"),
        ("source\tsource\ttarget\na\tb\tc\n", 1, "two columns"),
        ("# x\nKi\x00ew\tKyiv\n", 2, "a character that no entry may have"),
        ("Kiew\t⟨t⟩Kyiv\n", 1, "a character that no entry may have"),
        ("source\ttarget\tforbidden\nKrähe\tcrow\traven|crow\n", 2, "wanted and forbidden"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = written(tmp_path / "g.tsv", text)
    with pytest.raises(GlossaryError, match=f":{line}: .*{what}") as caught:
        store.read(path)
    assert str(caught.value).startswith(str(path))


def test_what_is_not_in_our_format_is_told_and_its_bad_lines_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes("Deutsch;Englisch;Nr.\nKiew;Kyiv;1\nKöln;Cologne;2\n;Rome;3\n".encode("cp1252"))
    told: list[str] = []
    terms = store.load([path], tell=told.append).terms
    assert [term.target for term in terms if term.origin.startswith(str(path))] == ["Kyiv", "Cologne"]
    assert told == [f"{path}: 2 columns: source, target, Windows-1252; 2 entries, 1 left out: line 4; not read: Nr."]
    errors = [entry for entry in store.each(path) if isinstance(entry, GlossaryError)]
    assert [str(error).partition(": ")[0] for error in errors] == [f"{path}:4"]


def test_our_format_is_not_told(tmp_path: Path) -> None:
    for text in (HAND_EDITED, "Kiew\tKyiv\n", "", "# nothing\n"):
        store.entries(written(tmp_path / "g.tsv", text), pytest.fail)


@pytest.mark.parametrize("text", ["Deutsch,Englisch\nKiew,Kyiv\n", "Kiew;Kyiv\n", "de\ten\nKiew\tKyiv\n", "<tbx/>"])
def test_only_our_format_can_be_changed(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "g.csv", text)
    with pytest.raises(GlossaryError, match=r"not in deen's own format, .*deen glossary import"):
        store.add(path, Term("Rom", "Rome"))
    with pytest.raises(GlossaryError, match="not in deen's own format"):
        store.remove(path, "Kiew")
    assert path.read_text() == text


def test_no_file_and_no_entries(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="cannot be read: No such file"):
        store.read(tmp_path / "none.tsv")
    with pytest.raises(GlossaryError, match="Is a directory"):
        store.read(tmp_path)
    assert store.read(written(tmp_path / "empty.tsv", "")).terms == ()
    assert store.read(written(tmp_path / "comments.tsv", "# nothing yet\n\n")).terms == ()


def test_a_hand_edited_file_survives_byte_for_byte(tmp_path: Path) -> None:
    path = written(tmp_path / "g.tsv", HAND_EDITED)
    before = path.read_bytes()
    store.add(path, Term("Schoigu", "Shoigu", "person", ("Schojgu",), "minister"))
    assert path.read_bytes() == before + b"\r\nminister\tSchoigu\tShoigu\t\tperson\tSchojgu"
    store.remove(path, "Schoigu")
    assert path.read_bytes() == before


def test_a_replaced_entry_keeps_its_place_and_columns_unknown_to_us(tmp_path: Path) -> None:
    path = written(tmp_path / "g.tsv", HAND_EDITED)
    old = store.add(path, Term("Kiew", "Kiev"))
    assert old == Term("Kiew", "Kyiv", "place", origin=f"{path}:4")
    assert path.read_bytes() == HAND_EDITED.replace("Kyiv\tx y\tplace\t", "Kiev\tx y").encode()


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"], exclude_characters="⟨⟩|"),
    min_size=1,
)
FORMS = st.lists(TEXT, unique=True, max_size=3).map(tuple)
MAYBE = TEXT | st.just("")
TERMS = st.builds(Term, TEXT, TEXT, MAYBE, FORMS, MAYBE, st.just(""), MAYBE, FORMS).filter(
    lambda term: not {term.target, term.plural} & set(term.forbidden)
)
LINES = st.lists(st.sampled_from(["# a comment", "", "  ", "x\ty", "x1\ty1\tperson", "äö\t''", '"q"\t"z"']), max_size=8)


@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans(), term=TERMS)
def test_any_file_survives_adding_and_removing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, last: bool, term: Term
) -> None:
    path = tmp_path_factory.mktemp("store") / "g.tsv"
    text = end.join(["source\ttarget\tkind\tforms\tnote", *lines]) + (end if last else "")
    before = store.entries(written(path, text))
    if term.source in {one.source for one in before}:
        return
    store.add(path, term)
    *kept, added = store.entries(path)
    assert kept == before
    assert replace(added, origin="") == term
    assert len(store.remove(path, term.source)) == 1
    kept_text = path.read_bytes().decode()
    if not (term.plural or term.forbidden):
        assert kept_text == text
    assert kept_text.split(end)[1:] == text.split(end)[1:]


def test_what_no_entry_can_be_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = written(tmp_path / "g.tsv", "source\ttarget\nKiew\tKyiv\n")
    for bad in (
        Term("", "x"),
        Term("x", " "),
        Term("a\tb", "x"),
        Term("a", "x\ny"),
        Term("⟨t⟩", "x"),
        Term("a", "b", forms=("c|d",)),
        Term("a", "b", forbidden=("b",)),
    ):
        with pytest.raises(GlossaryError):
            store.add_all(path, [Term("good", "good"), bad])
    assert path.read_text() == "source\ttarget\nKiew\tKyiv\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("source\ttarget\tmine\r\nKiew\tKyiv\tx\r\n", "source\ttarget\tmine\tplural\tforbidden\r\nKiew\tKyiv\tx\r\n"),
        ("# ours\n\nKiew\tKyiv\n", "# ours\n\nsource\ttarget\tplural\tforbidden\nKiew\tKyiv\n"),
        ("", "source\ttarget\tkind\tforms\tplural\tforbidden\tnote\n"),
        ("# none yet", "# none yet\nsource\ttarget\tkind\tforms\tplural\tforbidden\tnote\n"),
    ],
)
def test_columns_that_an_entry_needs_are_added(tmp_path: Path, before: str, after: str) -> None:
    path = written(tmp_path / "g.tsv", before)
    store.add(path, Term("Krähe", "crow", plural="crows", forbidden=("raven", "rook")))
    text = path.read_bytes().decode()
    assert text.startswith(after)
    assert text.count("\n") == after.count("\n") + 1
    [*_, added] = store.entries(path)
    assert (added.source, added.plural, added.forbidden) == ("Krähe", "crows", ("raven", "rook"))


def test_links_and_rights_survive(tmp_path: Path) -> None:
    path = written(tmp_path / "real.tsv", "Kiew\tKyiv\n")
    path.chmod(0o640)
    link = tmp_path / "glossary.tsv"
    link.symlink_to(path)
    store.add(link, Term("Rom", "Rome"))
    assert link.is_symlink()
    assert path.read_text() == "Kiew\tKyiv\nRom\tRome\n"
    assert path.stat().st_mode & 0o777 == 0o640


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    script = (
        "import sys; from pathlib import Path; from glossary import store; from glossary.terms import Term\n"
        "for i in range(40): store.add(Path(sys.argv[1]), Term(f'{sys.argv[2]}{i}', 'x'))"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in ("Ada", "Bert")]
    assert [one.wait(60) for one in both] == [0, 0]
    assert {term.source for term in store.entries(path)} == {f"{n}{i}" for n in ("Ada", "Bert") for i in range(40)}


def test_layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    beside = tmp_path / "article"
    for path, text in (
        (store.own_file(), "Aaa\town\nBbb\town\nCcc\town\n"),
        (beside / "glossary.tsv", "Bbb\tbeside\nCcc\tbeside\n"),
        (tmp_path / "given.tsv", "Ccc\tgiven\n"),
    ):
        path.parent.mkdir(exist_ok=True)
        written(path, text)
    found = {term.source: term.target for term in store.load([tmp_path / "given.tsv"], beside).terms}
    assert [found[source] for source in ("Aaa", "Bbb", "Ccc")] == ["own", "beside", "given"]
    shipped = {term.source for term in store.read(store.SHIPPED).terms}
    assert shipped
    assert shipped < set(found)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GlossaryError, match="cannot be written"):
        store.add(tmp_path / "g.tsv", Term("a", "b"))


def test_no_lock_stays_beside_a_glossary(tmp_path: Path) -> None:
    store.add(tmp_path / "g.tsv", Term("a", "b"))
    assert [path.name for path in tmp_path.iterdir()] == ["g.tsv"]


def test_another_process_that_writes_is_waited_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.1)
    path = written(tmp_path / "g.tsv", "Kiew\tKyiv\n")
    with folder_lock.locked(tmp_path, 1), pytest.raises(GlossaryError, match="another process has been writing there"):
        store.add(path, Term("a", "b"))
    assert path.read_text() == "Kiew\tKyiv\n"


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for change in (lambda path: store.add(path, Term("a", "b")), lambda path: store.remove(path, "a")):
        with pytest.raises(GlossaryError, match="no regular file"):
            change(tmp_path / "pipe")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "\ud800", "file/x"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GlossaryError, match="cannot be written"):
        store.add(tmp_path / name, Term("a", "b"))


def test_a_home_that_cannot_be_is_no_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEN_HOME", "/" + "x" * 5000)
    assert store.layers() == [store.SHIPPED]
    monkeypatch.delenv("DEEN_HOME")
    monkeypatch.setattr(Path, "home", Mock(side_effect=RuntimeError))
    assert store.layers() == [store.SHIPPED]
    with pytest.raises(GlossaryError, match="set DEEN_HOME"):
        store.own_file()


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "g.tsv", "Kiew\tKyiv\n")
    monkeypatch.setattr(os, "fsync", Mock(side_effect=OSError(28, "No space left on device")))
    with pytest.raises(GlossaryError, match="No space left"):
        store.add(path, Term("a", "b"))
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("g.tsv", "Kiew\tKyiv\n")]


def test_entries_that_replace_all_others_keep_header_and_comments(tmp_path: Path) -> None:
    path = written(tmp_path / "g.tsv", "# ours\nsource\ttarget\nHaus\thouse\n\n# more\nHund\tdog")
    assert store.add_all(path, [Term("Hund", "hound")], alone=True) == []
    assert path.read_text("utf-8") == "# ours\nsource\ttarget\n\n# more\nHund\thound\n"
    store.add_all(tmp_path / "new.tsv", [Term("Hund", "hound")], alone=True)
    assert [one.target for one in store.entries(tmp_path / "new.tsv")] == ["hound"]
