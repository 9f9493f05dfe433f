"""Reading what may have no end."""

import io
from pathlib import Path

import pytest

from glossary import bounded


def test_a_stream_is_read_whole_or_refused(tmp_path: Path) -> None:
    assert bounded.read(io.BytesIO(b"abc"), 3) == b"abc"
    with pytest.raises(OSError, match="over 2 bytes"):
        bounded.read(io.BytesIO(b"abc"), 2)
    (tmp_path / "a").write_bytes(b"a" * 3_000_000)
    assert bounded.read_file(tmp_path / "a") == b"a" * 3_000_000


def test_a_device_without_an_end_is_refused() -> None:
    with Path("/dev/zero").open("rb") as endless, pytest.raises(OSError, match="give less at once"):
        bounded.read(endless, 5 << 20)
