"""A folder that one process at a time writes in."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glossary import folder_lock

HOLD = (
    "import sys, time; from pathlib import Path; from glossary import folder_lock\n"
    "with folder_lock.locked(Path(sys.argv[1]), 5): print('held', flush=True); time.sleep(60)"
)


def holder(folder: Path) -> "subprocess.Popen[str]":
    """A process that has the folder locked."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_another_process_is_waited_for_and_a_dead_one_holds_nobody(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with pytest.raises(TimeoutError), folder_lock.locked(tmp_path, 0.1):
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    with folder_lock.locked(tmp_path, 5):
        pass
    assert not list(tmp_path.iterdir())


def test_another_thread_waits_too(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with folder_lock.locked(tmp_path, 60):
            order.append("second")

    thread = threading.Thread(target=second)
    with folder_lock.locked(tmp_path, 60):
        thread.start()
        thread.join(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_it_is_given_back_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), folder_lock.locked(tmp_path, 1):
        raise ValueError("x")
    with folder_lock.locked(tmp_path, 0):
        pass


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), folder_lock.locked(tmp_path / "x", 0):
        pass
