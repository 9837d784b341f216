"""The garbage collector waits while very many objects are made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector wait.

    A journal or a register is a hundred thousand small objects without a cycle among them, and the collector would walk
    through all of them again and again while they are made: a quarter of an export's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
