"""The lock of a store's one writer: the operating system's, so it goes with the process and none is ever stale.

Twenty lines of our own where a package would serve, because the lock is taken before the first screen and the package
(with asyncio and sqlite3 behind it) costs a thirtieth of the start.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from inspect_tui.store.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StoreLock:
    """A lock that is held; give it back with `release`, from any thread."""

    def __init__(self, descriptor: int) -> None:
        """Hold an open file on which the lock was taken."""
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Give the lock back; safe to call twice. The empty file stays, for removing it could split the lock in two."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def take_lock(path: Path) -> StoreLock:
    """Take the lock beside a store; the folder is made where it is not there.

    Raises:
        StoreError: ``busy`` where another process or window has it, ``read_only`` where it cannot be made.
    """
    # One store may be reached by two names.
    real = os.path.realpath(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(f"{real}.lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        raise StoreError("read_only", path=str(path)) from None
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        raise StoreError("busy", path=str(path)) from None
    return StoreLock(descriptor)
