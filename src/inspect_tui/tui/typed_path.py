"""Paths as people type, paste or drag them into a field."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote


def typed_path(text: str) -> Path:
    """Return the path that a text means: in quotes as terminals paste it, with ``~``, or a file's address."""
    text = text.strip().strip("'\"")
    return Path(os.path.expanduser(unquote(text.removeprefix("file://")) if text.startswith("file://") else text))
