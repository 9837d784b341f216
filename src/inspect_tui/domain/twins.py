"""One task that stands in a register twice: a key task that is an assigned one too is listed under both sources.

Each of the two rows stays as it is, with its own verdict and words; in the whole they are one task. The rules are in
docs/figures.md, "One task in two sources".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_rank, sources_of
from inspect_tui.domain.vietnamese import fold

_FEWEST_WORDS: Final = 4
"""Words that a content needs to tell by itself, without a document, that two rows are one task."""


def find_twins(tasks: Iterable[Task]) -> dict[str, str]:
    """Return for each task that stands twice the id of the one that counts in the whole; that one has itself.

    Args:
        tasks: the checklist, in its order.
    """
    tasks = tasks if isinstance(tasks, (list, tuple)) else list(tasks)
    if len({task.source for task in tasks}) < 2:
        return {}
    alike: dict[str, list[Task]] = {}
    for task in tasks:
        alike.setdefault(task.content.casefold(), []).append(task)
    found: dict[str, str] = {}
    for content, group in alike.items():
        if content and len(group) > 1 and len({task.source for task in group}) > 1:
            for members in _same_tasks(content, group):
                first = min(members, key=lambda task: source_rank(_own_source(task)))
                found.update((task.id, first.id) for task in members)
    return found


def is_same_place(old: Task, new: Task) -> bool:
    """Tell whether a task's change leaves open nothing that `find_twins` looks at."""
    return (
        old.source == new.source
        and old.content == new.content
        and old.document == new.document
        and old.deadline == new.deadline
        and old.position == new.position
    )


def other_rows(task: str, twins: Mapping[str, str]) -> list[str]:
    """Return the other rows of a task that stands twice."""
    counted = twins.get(task)
    return [] if counted is None else [other for other, one in twins.items() if one == counted and other != task]


def _own_source(task: Task) -> str:
    return sources_of(task.source)[0]


def _same_tasks(content: str, group: Sequence[Task]) -> Iterable[list[Task]]:
    """Yield the rows with one content that are one task, in two sources or more."""
    by_document: dict[str, list[Task]] = {}
    for task in group:
        by_document.setdefault(_bare(task.document), []).append(task)
    without = by_document.pop("", [])
    if without and len(by_document) <= 1 and len(content.split()) >= _FEWEST_WORDS:
        # A list of key tasks rarely repeats the document; then the deadline must not speak against it.
        (named,) = by_document.values() or [[]]
        days = {task.deadline for task in (*named, *without) if task.deadline is not None}
        if len(days) <= 1:
            yield from _paired([*named, *without], group)
            return
    for members in by_document.values():
        yield from _paired(members, group)
    if without and len(content.split()) >= _FEWEST_WORDS:
        by_day: dict[object, list[Task]] = {}
        for task in without:
            by_day.setdefault(task.deadline, []).append(task)
        for members in by_day.values():
            yield from _paired(members, group)


def _paired(members: Sequence[Task], order: Sequence[Task]) -> Iterable[list[Task]]:
    """Yield the first rows of all sources, then the second ones: within one source no two rows are one task."""
    by_source: dict[str, list[Task]] = {}
    wanted = {task.id for task in members}
    for task in order:
        if task.id in wanted:
            by_source.setdefault(_own_source(task), []).append(task)
    for place in range(max(map(len, by_source.values()), default=0)):
        same = [rows[place] for rows in by_source.values() if place < len(rows)]
        if len(same) > 1:
            yield same


def _bare(document: str) -> str:
    return "".join(c for c in fold(document) if c.isalnum())
