"""A task's status on a day, from two facts (deadline, completion) and the events that moved it.

Rules: PRODUCT, "Rules of counting". A deadline day is still in time; a completion after the cut-off date counts as
open on that date; suspended, withdrawn and transferred tasks stand beside the grid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from inspect_tui.domain.records import Event, Task
from inspect_tui.locale import N_

GRID: Final = (
    "done_on_time",
    "done_late",
    "done_no_deadline",
    "open_in_time",
    "open_overdue",
    "open_no_deadline",
)
BESIDE: Final = ("suspended", "withdrawn", "transferred")
STATUSES: Final = GRID + BESIDE
DUE_SOON_DAYS: Final = 3

STATUS_LABELS: Final[dict[str, str]] = {
    "done_on_time": N_("done on time"),
    "done_late": N_("done late"),
    "done_no_deadline": N_("done, no deadline"),
    "open_in_time": N_("open, in time"),
    "open_overdue": N_("overdue, not done"),
    "open_no_deadline": N_("open, no deadline"),
    "suspended": N_("suspended"),
    "withdrawn": N_("withdrawn"),
    "transferred": N_("transferred"),
}
STATUS_SYMBOLS: Final[dict[str, str]] = {
    "done_on_time": "✓", "done_late": "◐", "done_no_deadline": "✓", "open_in_time": "○", "open_overdue": "✗",
    "open_no_deadline": "○", "suspended": "‖", "withdrawn": "−", "transferred": "→",
}  # fmt: skip


class Standing(NamedTuple):
    """Where a task stands on a day.

    Attributes:
        status: one of `STATUSES`.
        deadline: the deadline in force on that day, extensions included.
        completed_on: the completion that counts, or None.
        days_overdue: days past the deadline in force: to the completion if done, else to the day; 0 in time.
        first_deadline: the deadline before any extension; the one in force where nothing was extended.
        days_past_first: days past the first deadline, counted likewise.
    """

    status: str
    deadline: date | None
    completed_on: date | None
    days_overdue: int
    first_deadline: date | None = None
    days_past_first: int = 0

    @property
    def first_status(self) -> str:
        """The status where no extension counts."""
        match self.status:
            case "done_on_time" | "done_late":
                return "done_late" if self.days_past_first else "done_on_time"
            case "open_in_time" | "open_overdue":
                return "open_overdue" if self.days_past_first else "open_in_time"
        return self.status


def completion(task: Task, *, declared: bool = False) -> date | None:
    """Return the completion date that counts.

    With a verdict it is what was found: ``agreed`` takes the declared date, ``done`` the found date (or the declared
    one where none was noted), ``not_done`` and ``partly`` none. Without a verdict it is what was declared, and a
    date found where nothing was declared.

    Args:
        task: the task.
        declared: count as the agency declared, whatever was found.
    """
    if declared:
        return task.declared_completed_on
    match task.verdict:
        case "not_done" | "partly":
            return None
        case "done":
            return task.completed_on or task.declared_completed_on
        case _:
            return task.declared_completed_on or task.completed_on


def standing(task: Task, events: Sequence[Event], as_of: date | None, *, declared: bool = False) -> Standing:
    """Return where a task stands on a day.

    Args:
        task: the task.
        events: the task's events, in any order.
        as_of: the cut-off date; None reads everything as already past or done, with nothing overdue.
        declared: count as declared.
    """
    deadline = task.deadline
    beside = ""
    for event in sorted(events, key=lambda e: (e.on or date.min, e.id)) if events else ():
        if event.on is not None and as_of is not None and event.on > as_of:
            continue
        match event.kind:
            case "extended":
                deadline = event.until or deadline
            case "suspended" | "withdrawn" | "transferred":
                beside = event.kind
            case "resumed" if beside == "suspended":
                beside = ""
    done = completion(task, declared=declared)
    if done is not None and as_of is not None and done > as_of:
        done = None
    first = task.first_deadline or task.deadline or deadline
    if beside:
        return Standing(beside, deadline, done, 0, first, 0)
    end = done or as_of
    late = max(0, (end - deadline).days) if deadline is not None and end is not None else 0
    past_first = late if first == deadline else max(0, (end - first).days) if end is not None and first else 0
    if done is not None:
        status = "done_no_deadline" if deadline is None else "done_late" if late else "done_on_time"
    else:
        status = "open_no_deadline" if deadline is None else "open_overdue" if late else "open_in_time"
    return Standing(status, deadline, done, late, first, past_first)


def is_due_soon(standing: Standing, as_of: date | None, days: int = DUE_SOON_DAYS) -> bool:
    """Tell whether an open task's deadline is near.

    Args:
        standing: where it stands on the day.
        as_of: that day.
        days: how many days before it a deadline is near; on its own day it is.
    """
    if standing.status != "open_in_time" or standing.deadline is None or as_of is None:
        return False
    return (standing.deadline - as_of).days <= days


def events_by_task(events: Iterable[Event]) -> Mapping[str, list[Event]]:
    """Group events by the task that they moved."""
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        grouped[event.task].append(event)
    return grouped


def standings(
    tasks: Iterable[Task], events: Iterable[Event], as_of: date | None, *, declared: bool = False
) -> dict[str, Standing]:
    """Return the standing of each task by its id."""
    moved = events_by_task(events)
    return {t.id: standing(t, moved.get(t.id, ()), as_of, declared=declared) for t in tasks}
