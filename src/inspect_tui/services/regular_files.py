"""Open files that others may have put another thing in the place of."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path


class OddFileError(OSError):
    """A pipe, a device or a socket where a file should be: reading it can wait for ever, or never end."""


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading; what is no regular file is not waited for.

    Raises:
        OddFileError: it is no regular file.
        OSError: it cannot be opened.
    """
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OddFileError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        yield file


def _open_at_once(path: str, flags: int) -> int:
    # Without it opening a pipe waits until somebody writes into it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
