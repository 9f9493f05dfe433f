"""A file is written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
from conftest import ROOT

from glossary import atomic


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_a_new_file_is_as_readable_as_files_usually_are(tmp_path: Path) -> None:
    atomic.write(tmp_path / "new", b"\xff\0")
    assert (tmp_path / "new").read_bytes() == b"\xff\0"
    assert mode(tmp_path / "new") == 0o640
    assert os.umask(0o027) == 0o027


def test_what_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o604)
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o604


def test_what_was_there_is_still_there_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        atomic.write(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("old", b"old")]


def test_until_it_is_whole_nobody_else_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, Path]] = []
    sync = os.fsync

    def looked(handle: int) -> None:
        seen.extend((mode(path), path.parent) for path in tmp_path.iterdir())
        sync(handle)

    monkeypatch.setattr(atomic, "_like", lambda file, before: looked(file))
    atomic.write(tmp_path / "new", b"new")
    assert seen == [(0o600, tmp_path)]


def test_a_symbolic_link_stays_and_another_hard_link_keeps_the_old(tmp_path: Path) -> None:
    target, link, hard = tmp_path / "target", tmp_path / "link", tmp_path / "hard"
    target.write_bytes(b"old")
    target.chmod(0o604)
    link.symlink_to("target")
    hard.hardlink_to(target)
    atomic.write(link, b"new")
    assert link.readlink() == Path("target")
    assert (target.read_bytes(), mode(target)) == (b"new", 0o604)
    assert hard.read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    os.chown(target, 1234, 4321)
    atomic.write(target, b"new")
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 4321)


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    atomic.write(pipe, b"text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert pipe.is_fifo()
    assert atomic.is_stream(pipe)
    assert not atomic.is_stream(tmp_path)
    assert not atomic.is_stream(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"])
def test_an_open_stream_is_written_on_where_it_stands(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    code = (
        "import sys; from pathlib import Path; from glossary import atomic; sys.stdout.write('first '); "
        f"atomic.write(Path({name!r}), b'second '); print('third')"
    )
    with out.open("wb") as stream:
        stream.write(b"before ")
        stream.flush()
        subprocess.run([sys.executable, "-c", code], stdout=stream, check=True, cwd=ROOT)
    assert out.read_bytes() == b"before first second third\n"


KILLED = """
import os, signal
from pathlib import Path
from glossary import atomic

def pieces():
    yield b"half"
    os.kill(os.getpid(), signal.SIGKILL)

atomic.write_pieces(Path({!r}), pieces())
"""


def test_what_a_killed_process_left_goes_with_the_next_writing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    for _ in range(3):
        ran = subprocess.run([sys.executable, "-c", KILLED.format(str(path))], cwd=ROOT)
        assert ran.returncode == -signal.SIGKILL
        assert path.read_bytes() == b"old"
        assert len(list(tmp_path.iterdir())) == 2
    (tmp_path / "other").write_bytes(b"")
    atomic.write(tmp_path / "other", b"other")
    assert len(list(tmp_path.iterdir())) == 3
    atomic.write(path, b"new")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"file": b"new", "other": b"other"}


def test_who_writes_is_not_disturbed_by_another(tmp_path: Path) -> None:
    path = tmp_path / "file"

    def pieces() -> Iterator[bytes]:
        yield b"first "
        atomic.write(path, b"another")
        assert path.read_bytes() == b"another"
        yield b"second"

    atomic.write_pieces(path, pieces())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("file", b"first second")]


def _write_often(path: Path, number: int) -> None:
    for _ in range(100):
        atomic.write(path, b"%d" % number * 9000)


def test_many_write_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    context = get_context("fork")
    writers = [context.Process(target=_write_often, args=(path, number)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 6
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
    content = path.read_bytes()
    assert content == content[:1] * 9000


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_file_of_ours_is_left_alone(tmp_path: Path, kind: str) -> None:
    path, victim = tmp_path / "file", tmp_path / "victim"
    victim.write_bytes(b"precious")
    handle, name = atomic._temporary(path)
    os.close(handle)
    os.unlink(name)
    if kind == "link":
        os.symlink(victim, name)
    elif kind == "folder":
        os.mkdir(name)
    else:
        os.mkfifo(name)
    atomic.write(path, b"new")
    assert (path.read_bytes(), victim.read_bytes()) == (b"new", b"precious")
    assert os.path.lexists(name)
    assert len(list(tmp_path.iterdir())) == 3
