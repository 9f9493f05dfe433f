"""A file is written whole or not at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

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
