"""Files that commands write: what is refused before any work is done, and what comes to stand there."""

import os
import stat
from pathlib import Path

import pytest

from glossary import atomic, outputs
from glossary.errors import OutputError


def refused(*files: Path, sources: tuple[Path, ...] = ()) -> str:
    with pytest.raises(OutputError) as told:
        outputs.check(files, sources)
    return str(told.value)


def test_a_text_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before", encoding="utf-8")
    outputs.write_text(target, "Grüße")
    assert target.read_bytes() == "Grüße".encode()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        outputs.write_text(target, "after")
    assert target.read_bytes() == "Grüße".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_the_longest_name_and_the_oddest_text_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 255)
    outputs.check([target])
    outputs.write_text(target, "a\udcffb")
    assert target.read_bytes() == b"a\\udcffb"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing/out.txt", "there is no folder"),
        ("n" * 300, "File name too long"),
        ("file/out.txt", "Not a directory"),
        ("loop", "Too many levels of symbolic links"),
        ("dangling", "there is no folder"),
        (".", "Is a directory"),
    ],
)
def test_where_nothing_can_be_written_it_is_told_before_and_after_the_work(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_text("a")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone" / "out.txt")
    before = sorted(tmp_path.iterdir())
    assert why in refused(tmp_path / name)
    with pytest.raises(OutputError, match="cannot be written"):
        outputs.write(tmp_path / name, b"text")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_nobody_may_write_into_is_told_before_the_work(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "no permission to write" in refused(tmp_path / "out.txt")


def test_one_file_under_several_names_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "b.txt"
    symbolic, hard, ahead = (tmp_path / name for name in ("symbolic", "hard", "ahead"))
    file.write_text("a", encoding="utf-8")
    symbolic.symlink_to(file)
    hard.hardlink_to(file)
    ahead.symlink_to("new.txt")
    monkeypatch.chdir(tmp_path)
    for name in (file, symbolic, hard, tmp_path / ".." / tmp_path.name / "a.txt", Path("a.txt")):
        assert "is read here" in refused(name, sources=(file,))
        assert "two outputs" in refused(file, name)
    # Those that are not there yet too.
    assert "two outputs" in refused(tmp_path / "new.txt", ahead)
    assert "two outputs" in refused(tmp_path / "new.txt", Path("new.txt"))
    outputs.check([other, tmp_path / "new.txt", symbolic], [tmp_path / "c.txt"])


def test_a_stream_is_no_file_that_is_written_over() -> None:
    outputs.check([Path("/dev/null"), Path("/dev/null")], [Path("/dev/null")])


def test_a_new_name_beside_the_file_is_what_a_link_leads_to(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("new.txt")
    outputs.check([link])
    outputs.write(link, b"text")
    assert link.is_symlink()
    assert (tmp_path / "new.txt").read_bytes() == b"text"


def test_who_reads_no_further_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(atomic, "write_pieces", closed)
    with pytest.raises(BrokenPipeError):
        outputs.write(tmp_path / "pipe", b"text")


def test_modes(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_bytes(b"")
    target.chmod(0o640)
    outputs.write(target, b"text")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_is_written_while_something_else_is_done(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before", encoding="utf-8")
    with outputs.writing(target) as put:
        put(b"one ")
        put(b"two")
        assert target.read_bytes() == b"before"
    assert target.read_bytes() == b"one two"
    # What goes wrong beside it is no error of the file, and leaves it as it was.

    def failing() -> None:
        with outputs.writing(target) as put:
            put(b"three")
            raise OSError(5, "elsewhere")

    with pytest.raises(OSError, match="elsewhere"):
        failing()
    assert target.read_bytes() == b"one two"
    assert list(tmp_path.iterdir()) == [target]


def test_what_goes_wrong_with_a_file_that_is_being_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutputError, match="cannot be written"), outputs.writing(tmp_path / "none" / "out"):
        pytest.fail("there is no such folder")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="No space left"), outputs.writing(tmp_path / "out") as put:
        put(b"one")
    assert list(tmp_path.iterdir()) == []


def test_a_stream_gets_each_piece_at_once(tmp_path: Path) -> None:
    reading, end = os.pipe()
    with outputs.writing(Path(f"/dev/fd/{end}")) as put:
        put(b"one")
        assert os.read(reading, 10) == b"one"
        put(b"two")
        assert os.read(reading, 10) == b"two"
    os.close(reading)
    os.close(end)
