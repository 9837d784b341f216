"""Paths as people type, paste or drag them into a field."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from inspect_tui.domain.vietnamese import fold, nfc

_ESCAPED: Final = re.compile(r"\\(.)")


def typed_path(text: str) -> Path:
    """Return the path that a text means: in quotes as terminals paste it, with ``~``, or a file's address."""
    text = text.strip().strip("'\"")
    return Path(os.path.expanduser(unquote(text.removeprefix("file://")) if text.startswith("file://") else text))


def find_path(text: str) -> Path:
    """Return the file that a text means, called as the disk calls it; looks at the disk.

    Terminals paste spaces behind backslashes, and file names that came from a Mac are decomposed where typed ones are
    not. A file that is not there comes back as it was typed.
    """
    typed = typed_path(text)
    # On Windows a backslash stands between folders.
    plain = typed if os.name == "nt" else typed_path(_ESCAPED.sub(r"\1", text))
    return next((found for path in (typed, plain) if (found := _on_disk(path)) is not None), typed)


def _on_disk(path: Path) -> Path | None:
    """Return a path with its names as the disk has them; None where it is not there."""
    try:
        if path.exists():
            return path
        found = Path(path.anchor)
        for name in path.parts[1:] if path.anchor else path.parts:
            if not (found / name).exists():
                name = next(one for one in os.listdir(found) if nfc(one) == nfc(name))
            found /= name
    except (OSError, ValueError, StopIteration):
        return None
    return found


def completed_path(text: str, suffixes: tuple[str, ...]) -> str:
    """Return a typed path with as much more of it as only one way of going on has; looks at the disk.

    Args:
        text: what is typed; marks need not be.
        suffixes: how the names of files end that are in question, in small letters; folders always are.
    """
    text = text.strip().lstrip("'\"")
    cut = max(text.rfind("/"), text.rfind("\\") if os.name == "nt" else -1) + 1
    before, begun = text[:cut], text[cut:]
    try:
        with os.scandir(find_path(before) if before else Path()) as entries:
            names = {nfc(e.name): e.is_dir() for e in entries if e.name.lower().endswith(suffixes) or e.is_dir()}
    except (OSError, ValueError):
        return text
    exact = [name for name in names if name.startswith(begun) and (begun or not name.startswith("."))]
    fitting = exact or [name for name in names if fold(name).startswith(fold(begun))]
    first, last = min(fitting, default=""), max(fitting, default="")
    shared = first[: next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
    if len(shared) < len(begun):
        return text
    return before + shared + ("/" if len(fitting) == 1 and names[shared] else "")
