"""Registers (Excel, CSV) read into domain objects, in stages: cells, header, rows, typed tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspect_tui.registers.errors import MESSAGES, RegisterError
from inspect_tui.registers.model import MAP_FIELDS, REASONS, Problem, Register, RegisterTask, Skipped

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "MAP_FIELDS", "MESSAGES", "REASONS", "Problem", "Register", "RegisterError", "RegisterTask", "Skipped",
    "read_register",
]  # fmt: skip


def read_register(
    path: Path,
    *,
    session_id: str,
    year_hint: int | None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Register:
    """Read a register's tasks from an Excel workbook or a CSV file.

    Args:
        path: the file; its format is told by its content.
        session_id: the session that the tasks are for; their ids are derived from it.
        year_hint: the year of the cut-off date, for dates without a year.
        sheet: a sheet's name, or its number from 1 as the tabs are counted; None finds the right one.
        mapping: header words to field (one of `MAP_FIELDS`), for columns that are not understood or understood wrongly.

    Returns:
        The tasks with everything that was left out and everything that is doubtful, each by row.

    Raises:
        RegisterError: the file cannot be read as a register.
    """
    from inspect_tui.registers.reader import read

    return read(path, session_id, year_hint, sheet, mapping or {})
