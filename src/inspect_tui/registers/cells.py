"""Stage one: a file becomes sheets of plain values, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from inspect_tui.registers.errors import RegisterError

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged cell, from 0."""

_FEW: Final = 3
MAX_CELLS: Final = 2_000_000
MAX_TEXT: Final = 32 << 20
MAX_SHEETS: Final = 500
MAX_DEPTH: Final = 500
"""How deep elements of XML may stand in each other."""
MAX_LOST: Final = 100_000
"""How many cells of a sheet may hold what the reader does not tell."""

_FAR: Final = 1e9
"""Days from which on Python has no length of time."""


def is_far(number: float) -> bool:
    """Tell whether a number is too large, or no number, to be a date or a length of time for the reader."""
    return not -_FAR < number < _FAR


@dataclass(slots=True)
class Grid:
    """One sheet: rows of values, from the sheet's first row and column on.

    Attributes:
        name: what it is called.
        rows: its cells.
        merges: its merged cells.
        left_out: stray rows far below the table that were not read, from 1.
    """

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file, read when asked for.

    Attributes:
        sheets: the names of all sheets, hidden ones too.
        visible: the names of those that a person sees.
        load: reads one sheet.
        pictures: whether there are pictures in the file.
    """

    sheets: tuple[str, ...]
    visible: tuple[str, ...]
    load: Callable[[str], Grid]
    pictures: bool = False

    def only_pictures(self) -> bool:
        """Tell whether the sheets that a person sees hold pictures and hardly a word."""
        if not self.pictures:
            return False
        return not any(sum(map(bool, row)) >= _FEW for name in self.visible for row in self.load(name).rows)

    def chosen(self, sheet: str | None, name: str) -> Iterator[Grid]:
        """Yield the sheets in question: the visible ones, or the one that was asked for by name or number.

        Args:
            sheet: a name, or a number from 1 as a person counts the tabs; None for all visible.
            name: the file's name, for the error.

        Raises:
            RegisterError: there is no such sheet.
        """
        if sheet is None:
            yield from map(self.load, self.visible)
        elif sheet in self.sheets:
            yield self.load(sheet)
        elif sheet.isascii() and sheet.isdigit() and 1 <= int(sheet[:6]) <= len(self.visible):
            yield self.load(self.visible[int(sheet) - 1])
        else:
            raise RegisterError("no_sheet", name=name, sheet=sheet, sheets=", ".join(self.visible))
