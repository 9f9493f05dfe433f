"""Threads stay as they were."""

import pytest
import torch

from translate.training.devices import same_threads


def test_threads_come_back_after_a_failure_too() -> None:
    before = torch.get_num_threads()

    def fail() -> None:
        with same_threads() as threads:
            assert threads == before
            torch.set_num_threads(before + 1)
            raise RuntimeError("failed")

    with pytest.raises(RuntimeError, match="failed"):
        fail()
    assert torch.get_num_threads() == before
