"""What the cells of a column are, where its header alone may mean several things."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold
from inspect_tui.registers.cells import Cell, Grid

_LOOKED: Final = 200
_ENOUGH: Final = 30
_LONGEST_DAY: Final = 40
_DAY: Final = later(r"\d{1,2}\s*[/.-]\s*\d{1,2}|\b(?:thang|quy|ngay|nam)\s*[\divx]")
_PERCENT: Final = later(r"^\d{1,3}(?:[.,]\d+)?\s*%$")
TICKS: Final = frozenset(("x", "v", "1", "✓", "✔", "☑", "√", "co", "þ", "ü", "*", "+", "•", "●"))
"""What a person puts into a column to be ticked."""


def is_tick(text: str) -> bool:
    """Tell whether a cell is a mark."""
    return len(text) <= 3 and fold(text).strip("()[] ") in TICKS


def kind_of(grid: Grid, column: int, first: int) -> str:
    """Return what most cells of a column are: ``dates``, ``percent``, ``ticks``, ``words``, or empty for none."""
    found: Counter[str] = Counter()
    for row in grid.rows[first : first + _LOOKED]:
        kind = _kind(row[column]) if column < len(row) else ""
        if kind:
            found[kind] += 1
            if found.total() >= _ENOUGH:
                break
    return found.most_common(1)[0][0] if found else ""


def _kind(cell: Cell) -> str:
    if isinstance(cell, date):
        return "dates"
    if isinstance(cell, (int, float)):
        return "ticks" if cell == 1 else "percent" if 0 < cell <= 100 else ""
    text = fold(cell[:200]) if isinstance(cell, str) else ""
    if not text or (text.startswith("(") and text[1:-1].isdigit()):
        return ""
    if is_tick(text):
        return "ticks"
    if _PERCENT.match(text):
        return "percent"
    return "dates" if len(text) <= _LONGEST_DAY and _DAY.search(text) else "words"
