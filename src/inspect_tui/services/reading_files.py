"""Read text that a command was given."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from inspect_tui.services.errors import UserError


def read_lines(name: str) -> Iterator[str]:
    """Yield the lines of a UTF-8 file, or of stdin for ``-``.

    Raises:
        UserError: the file is not there, or is no UTF-8 text.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise UserError("no_file", path=name) from None
    except OSError as error:
        raise UserError("unreadable_file", path=name, reason=error.strerror or "") from None
    except UnicodeDecodeError:
        raise UserError("unreadable_file", path=name, reason="UTF-8") from None
    # Only \n ends a line: JSON text may hold U+2028 and others that splitlines() takes for line ends.
    yield from text.split("\n")
