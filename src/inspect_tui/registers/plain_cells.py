"""Cells as a person would write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.domain.vietnamese_dates import FIRST_YEAR, LAST_YEAR, read_figures
from inspect_tui.registers.cells import Cell

_ERROR: Final = later(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)")


def plain(cell: Cell) -> str:
    """Return a number or a date as a person would write it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}".replace(".", ",")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return plain_day(cell)
    return one_line(str(cell))


def plain_day(day: date) -> str:
    """Return a day in figures."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def sure_day(cell: Cell) -> date | None:
    """Return the day of a cell that is a date or a plain d/m/yyyy, as nearly all are; None leaves it to be read."""
    if type(cell) is date:
        return cell if FIRST_YEAR <= cell.year <= LAST_YEAR else None
    found = read_figures(cell) if type(cell) is str else None
    return found.value if found else None


def is_error(cell: Cell) -> bool:
    """Tell whether a cell is an error of Excel, such as #REF!."""
    return isinstance(cell, str) and cell[:1] in ("#", " ") and _ERROR.match(cell.lstrip()) is not None
