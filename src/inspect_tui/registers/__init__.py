"""Registers (Excel, CSV) read into domain objects, in stages: cells, header, rows, typed tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspect_tui.registers.errors import MESSAGES, RegisterError
from inspect_tui.registers.model import (
    MAP_FIELDS,
    REASONS,
    Choices,
    Heading,
    LegacyPreview,
    Outline,
    Problem,
    Register,
    RegisterTask,
    Skipped,
    Visit,
)

if TYPE_CHECKING:
    from pathlib import Path

    from inspect_tui.registers.reader import OpenRegister

__all__ = [
    "MAP_FIELDS", "MESSAGES", "REASONS", "Choices", "Heading", "LegacyPreview", "Outline", "Problem", "Register",
    "RegisterError", "RegisterTask", "Skipped", "Visit", "open_register", "read_register",
]  # fmt: skip


def open_register(path: Path) -> OpenRegister:
    """Open a register's file, to read it as often as a person changes what its columns mean.

    Raises:
        RegisterError: the file cannot be read as a register.
    """
    from inspect_tui.registers.reader import OpenRegister

    return OpenRegister(path)


def read_register(
    path: Path,
    *,
    session_id: str,
    year_hint: int | None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Register:
    """Read a register's tasks from a file; its format is told by its content.

    Args:
        path: the file.
        session_id: the session that the tasks are for; their ids are derived from it.
        year_hint: the year of the cut-off date, for dates without a year.
        sheet: a sheet's name, or its number from 1 as the tabs are counted; None finds the right one.
        mapping: header words to field (one of `MAP_FIELDS`), for columns that are not understood or understood wrongly.

    Returns:
        The tasks with everything that was left out and everything that is doubtful, each by row.

    Raises:
        RegisterError: the file cannot be read as a register.
    """
    return open_register(path).read(session_id, year_hint, Choices(sheet=sheet, by_words=mapping or {}))
