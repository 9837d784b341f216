"""How full this machine's battery is and whether it is on mains, as far as the system says."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

LINUX: Final = Path("/sys/class/power_supply")


class Battery(NamedTuple):
    """What the system says.

    Attributes:
        percent: 0 to 100; the mean of several.
        on_mains: whether it is being charged or need not be.
    """

    percent: int
    on_mains: bool


def read_battery() -> Battery | None:
    """Return the battery; None where there is none or the system does not say."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            said = subprocess.run(["pmset", "-g", "batt"], capture_output=True, text=True, timeout=5, check=True)
            return of_pmset(said.stdout)
        return None
    return of_linux(LINUX)


def of_linux(folder: Path) -> Battery | None:
    """Return the battery from the files of the Linux kernel's class of power supplies."""
    percents: list[int] = []
    states: list[str] = []
    with contextlib.suppress(OSError):
        for one in sorted(folder.iterdir()):
            # Mice and keyboards have batteries too; they are of the scope "Device".
            if _line(one / "type") != "Battery" or _line(one / "scope") == "Device":
                continue
            text = _line(one / "capacity")
            if text.isascii() and text.isdigit():
                percents.append(min(100, int(text)))
                states.append(_line(one / "status"))
    if not percents:
        return None
    return Battery(round(sum(percents) / len(percents)), "Discharging" not in states)


def of_pmset(text: str) -> Battery | None:
    """Return the battery from what macOS' ``pmset -g batt`` prints."""
    found = re.search(r"(\d{1,3})%", text)
    return Battery(min(100, int(found[1])), "'AC Power'" in text) if found else None


def of_windows_status(status: bytes) -> Battery | None:
    """Return the battery from Windows' ``SYSTEM_POWER_STATUS``: mains, flag, percent, each a byte; 255 is unknown."""
    mains, flag, percent = status[0], status[1], status[2]
    if percent > 100 or flag & 128:
        return None
    return Battery(percent, mains == 1)


def _windows() -> Battery | None:
    if sys.platform != "win32":
        return None
    import ctypes

    status = ctypes.create_string_buffer(12)
    return of_windows_status(status.raw) if ctypes.windll.kernel32.GetSystemPowerStatus(status) else None


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
