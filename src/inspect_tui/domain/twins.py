"""One task that stands in a register twice: a key task that is an assigned one too is listed under both sources.

Each of the two rows stays as it is, with its own verdict and words; in the whole they are one task. The rules are in
docs/figures.md, "One task in two sources".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_rank, sources_of
from inspect_tui.domain.vietnamese import fold

_FEWEST_WORDS: Final = 4
"""Words that a content needs to tell by itself, without a document, that two rows are one task."""


class Twin(NamedTuple):
    """One of the rows of a task that stands twice.

    Attributes:
        counted: the id of the row that counts in the whole; the row itself or another one.
        sources: the sources in which this row counts; in each of the task's sources one of its rows does.
    """

    counted: str
    sources: tuple[str, ...]


Twins = Mapping[str, Twin]
"""The rows of tasks that stand twice, by their ids."""


def counts_overall(task: str, twins: Twins) -> bool:
    """Tell whether a row counts in the whole: the one row of its task that does."""
    twin = twins.get(task)
    return twin is None or twin.counted == task


def counted_sources(task: Task, twins: Twins) -> tuple[str, ...]:
    """Return the sources in which a row counts."""
    twin = twins.get(task.id)
    return sources_of(task.source) if twin is None else twin.sources


def find_twins(tasks: Iterable[Task]) -> dict[str, Twin]:
    """Return the rows of tasks that stand twice.

    Args:
        tasks: the checklist, in its order.
    """
    tasks = tasks if isinstance(tasks, (list, tuple)) else list(tasks)
    if len({task.source for task in tasks}) < 2:
        return {}
    # A few letters first: to compare all words of ten thousand tasks takes as long as all other counting.
    close: dict[tuple[int, str], list[Task]] = {}
    for task in tasks:
        content = task.content
        if content:
            close.setdefault((len(content), content[-32:].casefold()), []).append(task)
    alike: dict[str, list[Task]] = {}
    for group in close.values():
        if len(group) > 1:
            for task in group:
                alike.setdefault(task.content.casefold(), []).append(task)
    found: dict[str, Twin] = {}
    for content, group in alike.items():
        if len(group) > 1 and len({task.source for task in group}) > 1:
            for members in _same_tasks(content, group):
                first = min(members, key=lambda task: source_rank(_own_source(task)))
                found.update((task.id, Twin(first.id, _held(task, members))) for task in members)
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


def other_rows(task: str, twins: Twins) -> list[str]:
    """Return the other rows of a task that stands twice."""
    if task not in twins:
        return []
    counted = twins[task].counted
    return [other for other, one in twins.items() if one.counted == counted and other != task]


def _held(task: Task, members: Sequence[Task]) -> tuple[str, ...]:
    """Return the sources in which a row counts: its own one, and further ones that no row before it has."""
    own = {_own_source(member) for member in members}
    taken = {source for member in members[: members.index(task)] for source in sources_of(member.source)}
    first, *more = sources_of(task.source)
    return (first, *(source for source in more if source not in own and source not in taken))


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
