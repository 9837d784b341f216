"""In which groups and in which order a checklist is shown; the register's own order is never changed by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from inspect_tui.domain.ordering import by_source, urgency
from inspect_tui.domain.records import Task
from inspect_tui.domain.status import STATUSES, Standing
from inspect_tui.domain.vietnamese import fold, sort_key
from inspect_tui.locale import N_

GROUPS: Final[dict[str, str]] = {
    "source": N_("by source"),
    "status": N_("by status"),
    "lead": N_("by lead agency"),
    "examiner": N_("by examiner"),
    "": N_("ungrouped"),
}
"""What tasks are grouped by, with words for the catalog; the first is the usual one."""

SORTS: Final[dict[str, str]] = {
    "late": N_("late ones first"),
    "register": N_("as in the register"),
    "deadline": N_("nearest deadline first"),
    "document": N_("by document"),
    "spoken": N_("last spoken of first"),
}
"""In which order tasks stand in their group, with words for the catalog; the first is the usual one."""

_SORTED_STATUSES: Final = {
    status: place for place, status in enumerate(dict.fromkeys(("open_overdue", "done_late", *STATUSES)))
}


def arrange(
    tasks: Iterable[Task],
    standing_of: Mapping[str, Standing],
    *,
    group: str = "source",
    sort: str = "late",
    spoken: Mapping[str, int] = {},
) -> list[tuple[str, list[Task]]]:
    """Return the tasks in groups: what a group has in common, and its tasks in order.

    Args:
        tasks: in register order.
        standing_of: each task's standing.
        group: a key of `GROUPS`.
        sort: a key of `SORTS`.
        spoken: the place among the notes of the last one about a task; tasks that are not in it come last.
    """
    if group == "source":
        groups = by_source(tasks)
    else:
        made: dict[str, list[Task]] = {}
        for task in tasks:
            made.setdefault(_common(task, standing_of, group), []).append(task)
        groups = [(key, made[key]) for key in sorted(made, key=_rank(group))]
    order = _order(sort, standing_of, spoken)
    if order is not None:
        for _, members in groups:
            members.sort(key=order)
    return groups


def _common(task: Task, standing_of: Mapping[str, Standing], group: str) -> str:
    match group:
        case "status":
            return standing_of[task.id].status
        case "lead":
            return task.lead
        case "examiner":
            return task.examiner
    return ""


def _rank(group: str) -> Callable[[str], Any]:
    if group == "status":
        return lambda key: _SORTED_STATUSES.get(key, len(_SORTED_STATUSES))
    # Tasks of nobody come last, for they are the ones to be given to somebody.
    return lambda key: (not key, sort_key(key))


def _order(sort: str, standing_of: Mapping[str, Standing], spoken: Mapping[str, int]) -> Callable[[Task], Any] | None:
    match sort:
        case "late":
            return lambda task: urgency(standing_of[task.id])
        case "deadline":
            return lambda task: standing_of[task.id].deadline or date.max
        case "document":
            return lambda task: (not task.document, fold(task.document))
        case "spoken":
            return lambda task: -spoken.get(task.id, -1)
    return None
