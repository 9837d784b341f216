"""Files that may be registers, where people keep what was sent to them: a short list, the newest first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".docx")
"""How the names of registers end; what is in a file is told by its content."""

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may be a register; its key is its path."""

    key: str
    name: str
    folder: str
    changed: datetime
    selectable: bool = True


def usual_folders() -> list[Path]:
    """Return where registers are looked for: where the program was started, downloads, documents, the desktop."""
    from platformdirs import user_desktop_dir, user_documents_dir, user_downloads_dir

    named = [os.getcwd(), user_downloads_dir(), user_documents_dir(), user_desktop_dir()]
    return [Path(folder) for folder in dict.fromkeys(named)]


def found_files(folders: list[Path]) -> list[FoundFile]:
    """Return the newest files of some folders that may be registers; a folder that cannot be read has none."""
    found: list[FoundFile] = []
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    # What begins so is Excel's mark that a file is open.
                    if entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith(("~$", ".")):
                        changed = datetime.fromtimestamp(entry.stat().st_mtime)
                        found.append(FoundFile(entry.path, entry.name, folder.name or str(folder), changed))
        except OSError:
            continue
    return sorted(found, key=lambda one: one.changed, reverse=True)[:MOST]
