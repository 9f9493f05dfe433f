"""What a device is good at, and the threads of a CPU."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch


def device_named(name: str) -> torch.device:
    """The device of that name; `auto` is a GPU where there is one."""
    if name != "auto":
        return torch.device(name)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def precision(device: torch.device) -> torch.dtype:
    """What a device multiplies fast: bfloat16, but float32 on a CPU without instructions for it."""
    if device.type == "cpu":
        able = torch.cpu.get_capabilities()
        if not (able.get("avx512_bf16") or able.get("amx_bf16")):
            # Emulated, bfloat16 is a hundred times slower.
            return torch.float32
    return torch.bfloat16


@functools.cache
def fused(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function compiled for a GPU, which then reads and writes its memory once for many small operations."""
    compiled: Callable[..., Any] = torch.compile(function, dynamic=True)
    return compiled


@contextmanager
def same_threads() -> Iterator[int]:
    """Afterwards torch has as many threads as before, and that is their number.

    CTranslate2 sets those of the whole process to its own when a `Translator` is made.
    """
    threads = torch.get_num_threads()
    try:
        yield threads
    finally:
        torch.set_num_threads(threads)
