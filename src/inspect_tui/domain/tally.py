"""The counts of a checklist, kept true task by task: a change costs that change, however long the list is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, figures_of_counts
from inspect_tui.domain.records import Session, Task
from inspect_tui.domain.sources import source_rank, sources_of
from inspect_tui.domain.status import STATUSES, Standing
from inspect_tui.domain.twins import Twins, counted_sources, counts_overall, find_twins

_PLACE: Final = {status: place for place, status in enumerate(STATUSES)}
_FIRST: Final = len(STATUSES)
"""Behind the counts of all statuses stand those against the first deadline."""

Row = tuple[int, ...]
_NONE: Final[Row] = (0,) * (2 * _FIRST)


class Tally(NamedTuple):
    """How many tasks stand where, overall and per source.

    Attributes:
        whole: per status how many tasks, each once; then the same against the first deadline.
        by_source: the same per source; a task with two sources is in both.
        twins: the rows of tasks that stand twice.
        shared: tasks that count in more than one source.
    """

    whole: Row
    by_source: Mapping[str, Row]
    twins: Twins
    shared: int

    def moved(self, task: Task, old: Standing, new: Standing) -> Tally:
        """Return the counts after a task's standing has changed, and nothing of what makes it the task it is.

        Args:
            task: the task.
            old: where it stood.
            new: where it stands.
        """
        if (old.status, old.first_status) == (new.status, new.first_status):
            return self
        by_source = dict(self.by_source)
        for source in counted_sources(task, self.twins):
            by_source[source] = _moved(by_source[source], old, new)
        counts = counts_overall(task.id, self.twins)
        return self._replace(whole=_moved(self.whole, old, new) if counts else self.whole, by_source=by_source)

    def changed(
        self, before: Task | None, after: Task | None, tasks: Sequence[Task], old: Standing | None,
        standing_of: Mapping[str, Standing],
    ) -> Tally:  # fmt: skip
        """Return the counts after a task was added, has gone, or may have become one with another row or left it.

        Args:
            before: the task as it was; None for a new one.
            after: the task as it is; None for one that has gone.
            tasks: the checklist as it is.
            old: where the task stood.
            standing_of: each task's standing as it is.
        """
        words = {task.content.casefold() for task in (before, after) if task is not None}
        now = [task for task in tasks if task.content.casefold() in words]
        then = [task for task in now if after is None or task.id != after.id]
        stood = dict(standing_of)
        if before is not None and old is not None:
            then.append(before)
            stood[before.id] = old
        found, gone = find_twins(now), {task.id for task in then}
        by_source = dict(self.by_source)
        for task in then:
            _add(by_source, counted_sources(task, self.twins), _row((stood[task.id],)), -1)
        for task in now:
            _add(by_source, counted_sources(task, found), _row((standing_of[task.id],)), 1)
        return Tally(
            _plus(_plus(self.whole, _counted(then, self.twins, stood), -1), _counted(now, found, standing_of)),
            {source: row for source, row in by_source.items() if any(row)},
            {**{one: twin for one, twin in self.twins.items() if one not in gone}, **found},
            self.shared - len(_in_several(then, self.twins)) + len(_in_several(now, found)),
        )

    def figures(self, head: Session) -> Figures:
        """Return the figures with their rates.

        Args:
            head: the session, for its cut-off date, base and decimals.
        """
        sources = [
            SourceFigures(source, _counts(row, 0), (), _counts(row, _FIRST))
            for source, row in sorted(self.by_source.items(), key=lambda one: (source_rank(one[0]), one[0]))
        ]
        return figures_of_counts(
            head.as_of, sources, _counts(self.whole, 0), first=_counts(self.whole, _FIRST), shared=self.shared,
            base=head.rate_base, decimals=head.decimals,
        )  # fmt: skip


def tally(tasks: Iterable[Task], standing_of: Mapping[str, Standing]) -> Tally:
    """Count tasks.

    Args:
        tasks: the checklist, in its order.
        standing_of: each task's standing.
    """
    tasks = tuple(tasks)
    twins = find_twins(tasks)
    grouped: dict[tuple[str, ...], list[Standing]] = {}
    overlaid: list[Standing] = []
    for task in tasks:
        standing = standing_of[task.id]
        grouped.setdefault(counted_sources(task, twins) if twins else sources_of(task.source), []).append(standing)
        if twins and not counts_overall(task.id, twins):
            overlaid.append(standing)
    by_source: dict[str, Row] = {}
    whole = _NONE
    for sources, standings in grouped.items():
        row = _row(standings)
        whole = _plus(whole, row)
        _add(by_source, sources, row, 1)
    return Tally(_plus(whole, _row(overlaid), -1), by_source, twins, len(_in_several(tasks, twins)))


def _counted(tasks: Iterable[Task], twins: Twins, standing_of: Mapping[str, Standing]) -> Row:
    """Count tasks, each once."""
    return _row(standing_of[task.id] for task in tasks if counts_overall(task.id, twins))


def _add(by_source: dict[str, Row], sources: Iterable[str], row: Row, sign: int) -> None:
    """Count tasks in their sources, or take them out of them."""
    for source in sources:
        by_source[source] = _plus(by_source.get(source, _NONE), row, sign)


def _in_several(tasks: Iterable[Task], twins: Twins) -> set[str]:
    """Return the tasks that count in more than one source, each by the row that counts overall."""
    return {
        twins[task.id].counted if task.id in twins else task.id
        for task in tasks
        if task.id in twins or len(sources_of(task.source)) > 1
    }


def _row(standings: Iterable[Standing]) -> Row:
    counted = [0] * (2 * _FIRST)
    for one in standings:
        counted[_PLACE[one.status]] += 1
        counted[_FIRST + _PLACE[one.first_status]] += 1
    return tuple(counted)


def _plus(one: Row, other: Row, sign: int = 1) -> Row:
    return tuple(a + sign * b for a, b in zip(one, other, strict=True))


def _moved(row: Row, old: Standing, new: Standing) -> Row:
    counted = list(row)
    for standing, step in ((old, -1), (new, 1)):
        counted[_PLACE[standing.status]] += step
        counted[_FIRST + _PLACE[standing.first_status]] += step
    return tuple(counted)


def _counts(row: Row, start: int) -> Counts:
    numbers = row[start : start + _FIRST]
    return Counts(sum(numbers), *numbers)
