"""Checksums that are computed again only where a file has changed."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import sealing

NAMES = ("config.json", "model.bin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    for name in NAMES:
        (made / name).write_bytes(name.encode())
    return made


def whole(folder: Path) -> dict[str, str]:
    return {name: sealing.sha256(folder / name) for name in NAMES}


def test_checksums_are_computed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, record = whole(folder), folder.parent / "records" / "one.json"
    assert sealing.checksums(folder, NAMES, record) == expected
    monkeypatch.setattr(sealing, "sha256", lambda path: pytest.fail("computed again"))
    assert sealing.checksums(folder, NAMES, record) == expected


def test_a_change_is_seen_though_size_and_time_are_as_before(folder: Path) -> None:
    record = folder.parent / "record.json"
    before = sealing.checksums(folder, NAMES, record)
    state = (folder / "model.bin").stat()
    (folder / "model.bin").write_bytes(b"xodel.bin")
    os.utime(folder / "model.bin", ns=(state.st_atime_ns, state.st_mtime_ns))
    after = sealing.checksums(folder, NAMES, record)
    assert after == whole(folder)
    assert after["config.json"] == before["config.json"]
    assert after["model.bin"] != before["model.bin"]


def test_without_a_record_every_file_is_read(folder: Path) -> None:
    assert sealing.checksums(folder, NAMES, None) == whole(folder)
    # Nor can one be written below a file.
    assert sealing.checksums(folder, NAMES, folder / "model.bin" / "record.json") == whole(folder)
    with pytest.raises(FileNotFoundError):
        sealing.checksums(folder, ["nothing"], None)


@given(at=st.integers(0, 400), by=st.binary(max_size=8))
def test_a_damaged_record_says_nothing_wrong(tmp_path_factory: pytest.TempPathFactory, at: int, by: bytes) -> None:
    folder = tmp_path_factory.mktemp("model")
    for name in NAMES:
        (folder / name).write_bytes(name.encode())
    record = folder / "record.json"
    expected = sealing.checksums(folder, NAMES, record)
    data = record.read_bytes()
    record.write_bytes(data[:at] + by)
    assert sealing.checksums(folder, NAMES, record) == expected
    assert record.read_bytes() == data
