"""How a checklist came to stand as it does: the grid as of the end of each week, month, quarter or year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from inspect_tui.domain.figures import Counts
from inspect_tui.domain.records import Event, Task
from inspect_tui.domain.status import STATUSES, completion, events_by_task, standing

Grain = Literal["week", "month", "quarter", "year"]

_SHORT_DAYS: Final = 70
"""Up to here weeks say more than months."""
_MONTHS: Final[dict[Grain, int]] = {"month": 1, "quarter": 3, "year": 12}


class Column(NamedTuple):
    """The grid on one day, of the tasks that were given by then."""

    day: date
    counts: Counts


class Timeline(NamedTuple):
    """The grid over time.

    Attributes:
        grain: what lies between two columns; the last column is of the day asked for, whether it ends one or not.
        columns: the oldest first; none where there is no task.
        later: how many tasks were given after the last day. They stand in no column, though figures of that day, which
            count every task of the checklist, have them.
    """

    grain: Grain
    columns: tuple[Column, ...] = ()
    later: int = 0


def timeline(tasks: Iterable[Task], events: Iterable[Event], until: date, *, most: int = 24) -> Timeline:
    """Return the grid as of the end of each period up to a day.

    A task counts from the day on which it was given, from the beginning where that is not known. Each column is what
    `status.standing` says of its day, found facts counted.

    Args:
        tasks: the checklist, or some of it.
        events: what moved them.
        until: the last column's day.
        most: how many columns there is room for; older ones give way, for each column holds what came before it.
    """
    listed = list(tasks)
    if not listed:
        return Timeline("month")
    moved = events_by_task(events)
    grain, days = _columns(_start(listed, until), until, max(1, most))
    changes = {status: [0] * (len(days) + 1) for status in STATUSES}
    later = 0
    for task in listed:
        first = bisect_left(days, task.issued_on) if task.issued_on is not None else 0
        if first == len(days):
            later += 1
        elif task.id in moved:
            _follow_events(task, moved[task.id], days, first, changes)
        else:
            _follow(task, days, first, changes)
    grid = {status: list(accumulate(column)) for status, column in changes.items()}
    columns = []
    for place, day in enumerate(days):
        counts = {status: grid[status][place] for status in STATUSES}
        columns.append(Column(day, Counts(assigned=sum(counts.values()), **counts)))
    return Timeline(grain, tuple(columns), later)


def _follow(task: Task, days: Sequence[date], first: int, changes: dict[str, list[int]]) -> None:
    """Add a task that no event moved: it changes at most twice, after its deadline and at its completion.

    The rules are those of `inspect_tui.domain.status.standing`, to which tests hold it day by day: asking that for each
    column takes too long for thousands of tasks.
    """
    deadline, done = task.deadline, completion(task)
    end = len(days)
    finished = max(first, bisect_left(days, done)) if done is not None else end
    overdue = max(first, bisect_right(days, deadline)) if deadline is not None else end
    waiting = "open_in_time" if deadline is not None else "open_no_deadline"
    _between(changes[waiting], first, min(overdue, finished))
    _between(changes["open_overdue"], overdue, finished)
    if deadline is None or done is None:
        status = "done_no_deadline"
    else:
        status = "done_late" if done > deadline else "done_on_time"
    _between(changes[status], finished, end)


def _follow_events(
    task: Task, events: Sequence[Event], days: Sequence[date], first: int, changes: dict[str, list[int]]
) -> None:
    """Add a task that was moved: it is asked for on each day, for few tasks are."""
    for place in range(first, len(days)):
        _between(changes[standing(task, events, days[place]).status], place, place + 1)


def _between(column: list[int], start: int, end: int) -> None:
    """Count one more from a place to another, as changes to be summed up."""
    if start < end:
        column[start] += 1
        column[end] -= 1


def _start(tasks: Sequence[Task], until: date) -> date:
    """Return the day by which a tenth of the tasks was there: a lone task of long ago would stretch the time."""
    known = []
    for task in tasks:
        days = (task.issued_on,) if task.issued_on is not None else (task.deadline, completion(task))
        known += [min((day for day in days if day is not None), default=until)]
    known.sort()
    return min(known[len(known) // 10], until)


def _columns(start: date, until: date, most: int) -> tuple[Grain, list[date]]:
    """Return the finest grain that has room, and the days of its columns."""
    span = (until - start).days
    if span <= _SHORT_DAYS and span // 7 < most:
        return "week", [until - timedelta(days=7 * back) for back in range(span // 7, -1, -1)]
    for grain, months in _MONTHS.items():
        days = _period_ends(start, until, months)
        if len(days) <= most:
            return grain, days
    return "year", days[-most:]


def _period_ends(start: date, until: date, months: int) -> list[date]:
    """Return the last days of all periods from the one that has the start, and at last the day itself."""
    days: list[date] = []
    month = (start.year * 12 + start.month - 1) // months * months
    while True:
        month += months
        if month >= 12 * 9999 + 12 or (end := date(month // 12, month % 12 + 1, 1) - timedelta(days=1)) >= until:
            return [*days, until]
        days.append(end)
