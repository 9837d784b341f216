"""The lock of a store's one writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspect_tui.store.errors import StoreError


def take_lock(path: Path) -> Any:
    """Take the operating system's lock beside the store: it goes with the process, so none is ever stale."""
    import filelock

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Taken on the thread that starts the app, given back on the store's own.
        lock = filelock.FileLock(str(path) + ".lock", timeout=0, thread_local=False)
        lock.acquire()
        return lock
    except filelock.Timeout:
        raise StoreError("busy", path=str(path)) from None
    except (OSError, NotImplementedError):
        raise StoreError("read_only", path=str(path)) from None
