"""The grid over time as stacked columns, with numbers in them: read without colours, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from textual.content import Content

from inspect_tui.domain.numbers import number
from inspect_tui.domain.timeline import Column, Grain, Timeline
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.widgets.cells import fit, wrap
from inspect_tui.tui.widgets.drawn_lines import SpokenLines
from inspect_tui.tui.widgets.source_bars import STACK, joined, legend, shares, stack_of

LABEL: Final = 6
"""Cells of a column's label and its gap, and so the least of a column."""
WIDEST: Final = 18
_GAP: Final = 1

AXES: Final[dict[Grain, str]] = {
    "week": N_("tasks, week by week"),
    "month": N_("tasks, as of the end of each month"),
    "quarter": N_("tasks, as of the end of each quarter"),
    "year": N_("tasks, as of the end of each year"),
}
"""What the numbers at the axis count, and which days the columns are of."""

Read = Callable[[int], Timeline]
"""Returns the grid over time in no more than some columns."""


def chart_lines(timeline: Timeline, catalog: Catalog, width: int, height: int) -> list[Content]:
    """Return the chart as lines of exactly a height.

    Args:
        timeline: the columns; as many as `room_for` allows.
        catalog: the language.
        width: cells.
        height: lines, those of legend and labels included.
    """
    columns = timeline.columns
    if not columns:
        return []
    language = catalog.language
    top = max(column.counts.assigned for column in columns)
    axis = len(number(top, language)) + 2
    cells = min(WIDEST, (width - axis) // len(columns))
    used = [name for name, *_ in STACK if any(stack_of(column.counts)[name] for column in columns)]
    key = joined(legend(catalog, used), width, "   ")
    key.append(Content.styled(catalog.t(AXES[timeline.grain]), "$foreground bold"))
    plot = max(1, height - len(key) - 3)
    stacks = [_column(column, top, plot, cells - _GAP, language) for column in columns]
    ticks = _ticks(top, plot)
    lines = list(key)
    # One line more than the plot, for the total above the highest column.
    for row in range(plot + 1):
        tick = number(ticks[row], language) if row in ticks else ""
        left = fit(tick, axis - 2, "right") + (" ┤" if tick else " │")
        cut = [stack[row] if row < len(stack) else Content(" " * (cells - _GAP)) for stack in stacks]
        lines.append(Content.assemble(left, Content(" " * _GAP).join(cut)))
    lines[len(key) :] = reversed(lines[len(key) :])
    lines.append(Content(" " * (axis - 1) + "└" + "─" * (cells * len(columns))))
    labels = [
        fit(label_of(c.day, timeline.grain, cells - 1, last=c is columns[-1]), cells - 1, "center") for c in columns
    ]
    body = " ".join(labels[:-1]) + (" " if len(labels) > 1 else "")
    lines.append(Content.assemble(" " * axis, body, (labels[-1], "bold reverse")))
    return lines


def room_for(width: int, top: int, language: str) -> int:
    """Return how many columns fit, for a number of tasks."""
    digits = len(number(top, language))
    return max(1, (width - digits - 2) // max(LABEL, digits + 2 + _GAP))


def label_of(day: date, grain: Grain, cells: int, *, last: bool) -> str:
    """Return what stands under a column: its day, month, quarter or year, in full where that fits."""
    if last or grain == "week":
        full, short = f"{day:%d/%m}/{day.year:04d}", f"{day:%d/%m}"
    elif grain == "month":
        full, short = f"{day:%m}/{day.year:04d}", f"{day.month}/{day.year % 100:02d}"
    elif grain == "quarter":
        quarter = (day.month + 2) // 3
        full, short = f"Q{quarter}/{day.year:04d}", f"Q{quarter}/{day.year % 100:02d}"
    else:
        full = short = f"{day.year:04d}"
    return full if len(full) <= cells else short


def _column(column: Column, top: int, plot: int, cells: int, language: str) -> list[Content]:
    """Return a column from its foot up: each part with its number in the middle, the total above."""
    parts = stack_of(column.counts)
    given = shares([parts[name] for name, *_ in STACK], plot, top)
    lines: list[Content] = []
    for (name, pattern, symbol, style), rows in zip(STACK, given, strict=True):
        text = number(parts[name], language)
        # A space on either side, so that it stands out of the pattern.
        label = next((f" {said} " for said in (f"{symbol} {text}", text) if len(said) + 2 <= cells), text)
        for row in range(rows):
            if row != (rows - 1) // 2 or len(label) > cells:
                lines.append(Content.styled(pattern * cells, style))
                continue
            left = (cells - len(label)) // 2
            right = cells - len(label) - left
            lines.append(
                Content.assemble((pattern * left, style), (label, style + " bold"), (pattern * right, style))
            )  # fmt: skip
    lines.append(Content.styled(fit(number(column.counts.assigned, language), cells, "center"), "bold"))
    return lines


def _ticks(top: int, plot: int) -> dict[int, int]:
    """Return which rows, counted from the foot, have a number at the axis."""
    step = next(s * 10**e for e in range(12) for s in (1, 2, 5) if top / (s * 10**e) <= max(1, min(5, plot // 3)))
    ticks = {}
    for value in range(step, top + 1, step):
        row = (2 * plot * value + top) // (2 * top) - 1
        ticks[max(0, row)] = value
    return ticks


class TimelineChart(SpokenLines, can_focus=True):
    """The chart of the screen."""

    DEFAULT_CSS = """
    TimelineChart { height: 1fr; }
    """

    _read: Read | None = None
    _top = 0
    timeline = Timeline("month")

    def show(self, read: Read | None, top: int) -> None:
        """Show columns.

        Args:
            read: returns them, asked when there is a width; None shows nothing yet.
            top: how many tasks there are.
        """
        self._read, self._top = read, top
        self.renew()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the chart, and what stands in none of its columns."""
        if self._read is None:
            return ()
        t, n = self._catalog.t, self._catalog.n
        self.timeline = self._read(room_for(width, self._top, self._catalog.language))
        notes = []
        if later := self.timeline.later:
            notes = wrap(
                n(
                    "{count} task was given after this day and is in no column.",
                    "{count} tasks were given after this day and are in no column.",
                    later,
                ),
                width,
            )
        if not self.timeline.columns:
            return [
                Content.styled(t("No task yet. F2 leads to the checklist, where F8 reads a register."), "$foreground")
            ]
        lines = chart_lines(self.timeline, self._catalog, width, height - len(notes))
        return [*lines, *(Content.styled(line, "$foreground bold") for line in notes)]
