"""How the app looks and speaks for whoever uses this home: its colours and its language, as they were chosen last."""

from __future__ import annotations

import json
from typing import Final, NamedTuple

from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home
from inspect_tui.services.regular_files import open_regular

FILE: Final = "looks.json"
LANGUAGES: Final = ("vi", "en")
RECENT: Final = 5
"""Commands that are kept as used last."""
_LARGEST: Final = 64 << 10
"""Bytes that are read; what is longer is none of ours."""


class Looks(NamedTuple):
    """What was chosen; empty for the usual.

    Attributes:
        language: ``vi`` or ``en``.
        theme: the name of a theme.
        recent: the names of the commands that were run last from the palette, the last one first.
    """

    language: str = ""
    theme: str = ""
    recent: tuple[str, ...] = ()


def read_looks(home: Home) -> Looks:
    """Return what was chosen. A file that cannot be read, or says anything else, keeps nobody from the work."""
    try:
        with open_regular(home.path / FILE) as file:
            found = json.loads(file.read(_LARGEST))
        language, theme, recent = found.get("language", ""), found.get("theme", ""), found.get("recent", ())
    except (OSError, ValueError, AttributeError, RecursionError):
        return Looks()
    return Looks(
        language if language in LANGUAGES else "",
        theme if isinstance(theme, str) else "",
        tuple(name for name in recent if isinstance(name, str))[:RECENT] if isinstance(recent, list) else (),
    )


def keep_looks(home: Home, looks: Looks) -> None:
    """Keep what was chosen.

    Raises:
        UserError: the file cannot be written; what stood there stands.
    """
    from inspect_tui.exchange.atomic import written_aside

    path = home.path / FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_aside(path) as file:
            file.write((json.dumps(looks._asdict()) + "\n").encode())
    except OSError as error:
        raise UserError("unwritable_file", path=path, reason=error.strerror or "") from None
