"""The order in which a checklist is read: sources as they are printed, in each the late tasks first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_rank, sources_of
from inspect_tui.domain.status import Standing

_URGENCY: Final = {"open_overdue": 0, "done_late": 1}
_CALM: Final = (2, 0)


def urgency(standing: Standing) -> tuple[int, int]:
    """Return a sort key: overdue tasks first, the longest overdue foremost, then done late, then all others."""
    rank = _URGENCY.get(standing.status)
    return _CALM if rank is None else (rank, -standing.days_overdue)


def by_source(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    """Return the tasks by source as they are printed, each under its first one, otherwise in register order."""
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(sources_of(task.source)[0], []).append(task)
    return [(source, groups[source]) for source in sorted(groups, key=lambda s: (source_rank(s), s))]


def checklist_order(tasks: Iterable[Task], standing_of: Mapping[str, Standing]) -> list[tuple[str, list[Task]]]:
    """Return the tasks by source, in each the late ones first, otherwise in register order."""
    groups = by_source(tasks)
    for _, group in groups:
        group.sort(key=lambda task: urgency(standing_of[task.id]))
    return groups
