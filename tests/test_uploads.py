"""Files of clients: private, fetched once, gone after a time."""

import errno
import stat
import tempfile
from pathlib import Path

import pytest

from translate.server.uploads import Full, Gone, Uploads


def folder(uploads: Uploads) -> Path:
    assert uploads._folder is not None
    return uploads._folder


def test_a_file_is_fetched_once() -> None:
    uploads = Uploads()
    number = uploads.put(b"Haus", "../Brief.txt")
    assert uploads.take(number) == (b"Haus", "../Brief.txt")
    with pytest.raises(Gone):
        uploads.take(number)
    assert list(folder(uploads).iterdir()) == []
    uploads.close()


def test_only_the_owner_looks_into_the_folder_and_closing_removes_it() -> None:
    uploads = Uploads()
    uploads.put(b"Haus", "a.txt")
    where = folder(uploads)
    assert stat.S_IMODE(where.stat().st_mode) == 0o700
    uploads.close()
    assert not where.exists()
    with pytest.raises(Full):
        uploads.put(b"", "a.txt")


def test_all_together_have_a_limit() -> None:
    uploads = Uploads(limit=10)
    number = uploads.put(b"12345678", "a.txt")
    with pytest.raises(Full):
        uploads.put(b"123", "b.txt")
    uploads.remove(number)
    uploads.take(uploads.put(b"1234567890", "b.txt"))
    uploads.close()


def test_what_nobody_fetches_goes_after_an_hour() -> None:
    now = [100.0]
    uploads = Uploads(clock=lambda: now[0])
    first = uploads.put(b"Haus", "a.txt")
    now[0] += 3599
    uploads.sweep()
    second = uploads.put(b"Haus", "b.txt")
    now[0] += 2
    uploads.sweep()
    assert [one.name for one in folder(uploads).iterdir()] == [second]
    with pytest.raises(Gone):
        uploads.take(first)
    uploads.close()


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_is_full_is_told_and_nothing_is_left(reason: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_written(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(reason, "no room")

    uploads = Uploads()
    kept = uploads.put(b"kept", "a.txt")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half_written)
        with pytest.raises(Full):
            uploads.put(b"Haus" * 1000, "b.txt")
    assert [one.name for one in folder(uploads).iterdir()] == [kept]
    assert uploads._size == 4
    assert uploads.take(kept) == (b"kept", "a.txt")
    uploads.close()


def test_a_folder_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads()
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(Full):
        uploads.put(b"Haus", "a.txt")
    assert uploads._size == 0
    uploads.close()


def test_what_a_killed_server_left_is_removed_and_what_others_hold_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, elsewhere = tmp_path / "deen-uploads-left", tmp_path / "elsewhere"
    left.mkdir()
    (left / "letter").write_bytes(b"Haus")
    elsewhere.mkdir()
    (tmp_path / "deen-uploads-link").symlink_to(elsewhere)
    other = Uploads()
    number = other.put(b"Haus", "a.txt")
    Uploads().close()
    assert not left.exists()
    assert elsewhere.exists()
    assert other.take(number) == (b"Haus", "a.txt")
    other.close()
    assert {one.name for one in tmp_path.iterdir()} == {"deen-uploads-link", "elsewhere"}


@pytest.mark.parametrize("number", ["", "..", "../../etc/passwd", "x" * 300, "\0"])
def test_a_number_that_was_not_given_out_leads_nowhere(number: str) -> None:
    uploads = Uploads()
    uploads.put(b"Haus", "a.txt")
    with pytest.raises(Gone):
        uploads.take(number)
    uploads.close()
