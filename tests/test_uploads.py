"""Files of clients: private, fetched once, gone after a time."""

import stat
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


def test_what_nobody_fetches_goes() -> None:
    uploads = Uploads(seconds=0.0)
    number = uploads.put(b"Haus", "a.txt")
    uploads.sweep()
    with pytest.raises(Gone):
        uploads.take(number)
    uploads.close()


def test_a_disk_that_is_full_is_told() -> None:
    uploads = Uploads()
    uploads.take(uploads.put(b"", "a.txt"))
    folder(uploads).rmdir()
    with pytest.raises(Full):
        uploads.put(b"Haus", "a.txt")
    assert uploads._size == 0
    uploads.close()


@pytest.mark.parametrize("number", ["", "..", "../../etc/passwd", "x" * 300, "\0"])
def test_a_number_that_was_not_given_out_leads_nowhere(number: str) -> None:
    uploads = Uploads()
    uploads.put(b"Haus", "a.txt")
    with pytest.raises(Gone):
        uploads.take(number)
    uploads.close()
