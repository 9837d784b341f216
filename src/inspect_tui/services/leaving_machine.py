"""Whether the machine itself is fit for a day without help: room on its disk, battery, folders that take files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from inspect_tui.domain.numbers import number
from inspect_tui.services.doctor import free_space
from inspect_tui.services.leaving_checks import Check, Place

FULL, EMPTY = 50, 20
"""Per cent under which a battery on no mains is worth a warning, and is no battery for a meeting."""


def disk(place: Place) -> list[Check]:
    """Look at the room on the store's disk."""
    path = place.setup.location.path or place.setup.home.store
    folder, free, level = free_space(path)
    words = place.t("{free} MB are free", free=number(free >> 20, place.catalog.language))
    if not os.access(folder, os.W_OK):
        return [Check("disk", "fault", place.t("{path} cannot be written to", path=folder))]
    return [Check("disk", level, words, "" if level == "ok" else place.t("make room: photos and scans need much"))]


def battery(place: Place) -> list[Check]:
    """Look at the battery."""
    t, found = place.t, place.battery()
    if found is None:
        return [Check("battery", "unknown", t("the system does not say: take the charger along"))]
    if found.on_mains:
        return [Check("battery", "ok", t("{percent} %, on mains", percent=found.percent))]
    level = "fault" if found.percent < EMPTY else "warning" if found.percent < FULL else "ok"
    words = t("{percent} %, not on mains", percent=found.percent)
    return [Check("battery", level, words, "" if level == "ok" else t("charge it, take the charger along"))]


def folders(place: Place) -> list[Check]:
    """Look whether papers, receipts and temporary files can be written."""
    home = place.setup.home
    folders = [Path(tempfile.gettempdir()), home.receipts, home.papers]
    bad = next((folder for folder in folders if not _takes_files(folder)), None)
    if bad is not None:
        return [Check("folders", "fault", place.t("{path} cannot be written to", path=bad))]
    return [Check("folders", "ok", place.t("papers, receipts and temporary files can be written"))]


def _takes_files(folder: Path) -> bool:
    """Tell whether a file can be made in a folder, or the folder itself where it is not there yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"0")
            file.flush()
    except OSError:
        return False
    return True
