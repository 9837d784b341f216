"""Schema steps, one file each, run in order by playhouse.migrations; each holds a frozen copy of what it makes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
HISTORY: Final = "schema_migration"
"""The table that remembers which steps have run."""


def step_names() -> list[str]:
    """Return the names of all steps of this version, in order."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
