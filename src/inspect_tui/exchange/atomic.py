"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_aside(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Give a stream whose content becomes ``path`` when the block ends well, and leaves no trace otherwise.

    Args:
        path: the file to make.
        durable: wait until it is on the disk; for all but what can be made again.

    Raises:
        OSError: the folder is missing or closed, the disk is full.
    """
    aside = path.with_name(f".{secrets.token_hex(8)}.part")
    with aside.open("xb") as file:
        try:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
            file.close()
            os.replace(aside, path)
        except BaseException:
            # Windows removes no open file, and closing can fail again where the disk is full.
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                aside.unlink()
            raise
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: str | Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    # Only POSIX can flush a folder, and some network folders refuse it; the file itself is on the disk by now.
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
