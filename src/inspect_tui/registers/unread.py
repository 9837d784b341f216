"""Columns that nobody reads and that somebody should: days under a header of which nothing is known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold
from inspect_tui.registers.cells import Cell
from inspect_tui.registers.meanings import OF_KIND, header_meanings, is_known_as_nothing, label_key
from inspect_tui.registers.model import Heading, Problem
from inspect_tui.registers.row_cells import filled
from inspect_tui.registers.rows import Rows

_LOOKED: Final = 500
_LONGEST: Final = 60
_DAY: Final = later(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d\d-\d\d|ngay\s*\d{1,2}\s*thang\s*\d")


def unread_dates(rows: Rows, decided: Collection[int]) -> list[Problem]:
    """Return the columns without a field in which at least half of the tasks have something, most of it days.

    An unknown header over the days of completion would else make overdue tasks of those that are done.

    Args:
        rows: the tasks.
        decided: columns of which a person has said what they are, or that they are nothing.
    """
    return [
        Problem(0, "sheet", heading.words, "unread_dates")
        for table, header in enumerate(rows.headers)
        for heading in header.headings
        if not heading.field
        and heading.column not in decided
        and all(heading.column != column for _, _, column in header.unclear)
        and _is_unknown(heading)
        and _holds_days([row.cells[heading.column] for row in rows.tasks[:_LOOKED] if row.table == table])
    ]


def _is_unknown(heading: Heading) -> bool:
    """Tell whether a header is neither known as nothing nor as days that another column gives better."""
    *above, own = heading.words.split(" / ")
    if is_known_as_nothing(label_key(own)):
        return False
    found = header_meanings(own, *map(label_key, reversed(above)))
    return all(field and field not in OF_KIND["dates"] for field, _ in found)


def _holds_days(cells: list[Cell]) -> bool:
    given = [cell for cell in cells if filled(cell)]
    return len(given) > 0 and 2 * len(given) >= len(cells) and 2 * sum(map(_is_day, given)) > len(given)


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) <= _LONGEST and _DAY.search(fold(cell)) is not None
    return isinstance(cell, date)
