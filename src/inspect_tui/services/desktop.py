"""Opening a file with whatever the system opens it with, where there is a desktop to open it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from inspect_tui.services.errors import UserError

_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY")


def opener(env: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Sequence[str] | None:
    """Return the command to which a path is given; an empty one is Windows' own way, None is no desktop.

    Args:
        env: the environment; over SSH a file would open on another machine than the person's, if anywhere.
        platform: as `sys.platform` has it.
    """
    if platform == "win32":
        return ()
    if env.get("SSH_CONNECTION"):
        return None
    if platform == "darwin":
        return ("open",)
    found = shutil.which("xdg-open", path=env.get("PATH")) if any(env.get(name) for name in _DISPLAYS) else None
    return (found,) if found else None


def open_with_system(path: Path) -> None:
    """Open a file and do not wait for what opens it.

    Raises:
        UserError: ``no_desktop``, or ``not_opened``.
    """
    command = opener()
    if command is None:
        raise UserError("no_desktop", path=path)
    try:
        if not command:
            os.startfile(path)  # type: ignore[attr-defined]
            return
        # Its own words must not get onto the screen, and it outlives this program.
        subprocess.Popen(
            [*command, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise UserError("not_opened", path=path, reason=error.strerror or "") from None
