"""Whether a register is of another year than the session that it is read into."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from inspect_tui.domain.vietnamese_dates import FIRST_YEAR, LAST_YEAR, read_date
from inspect_tui.registers.cells import Cell
from inspect_tui.registers.header import Header
from inspect_tui.registers.rows import Rows

_LEAST: Final = 3
_FEW: Final = 10
_LOOKED_AT: Final = 1000
_FIELDS: Final = ("issued_on", "first_deadline", "deadline", "completed_on")


def other_year(rows: Rows, year: int | None) -> int | None:
    """Return the year of a register's own dates, where hardly a row reaches into the session's year.

    A row reaches from the earliest to the latest of its whole dates. Rows of a backlog are of earlier years by their
    nature and are not asked; of the others at least three must have dates, and not one in ten may reach into the year.

    Args:
        rows: the tasks, under their headers.
        year: the session's year, or None.
    """
    if year is None:
        return None
    columns = [_date_columns(header) for header in rows.headers]
    found: Counter[int] = Counter()
    inside = 0
    for row in rows.tasks[:: 1 + len(rows.tasks) // _LOOKED_AT]:
        if row.source == "backlog":
            continue
        years = [y for column in columns[row.table] if (y := _year(row.cells[column]))]
        if not years:
            continue
        if min(years) <= year <= max(years):
            inside += 1
        else:
            found[max(years)] += 1
    outside = found.total()
    if outside < _LEAST or _FEW * inside >= inside + outside:
        return None
    return found.most_common(1)[0][0]


def _date_columns(header: Header) -> list[int]:
    return sorted({*(header.columns[f] for f in _FIELDS if f in header.columns), *header.extensions})


def _year(cell: Cell) -> int:
    if isinstance(cell, date):
        return cell.year if FIRST_YEAR <= cell.year <= LAST_YEAR else 0
    if not isinstance(cell, str) or not cell:
        return 0
    read = read_date(cell)
    return read.value.year if read.kind == "date" and read.value else 0
