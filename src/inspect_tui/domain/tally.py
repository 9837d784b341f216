"""The counts of a checklist, kept true task by task: a change costs that change, however long the list is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, figures_of_counts
from inspect_tui.domain.records import Session, Task
from inspect_tui.domain.sources import source_rank, sources_of
from inspect_tui.domain.status import STATUSES, Standing
from inspect_tui.domain.twins import find_twins

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
        twins: for each row of a task that stands twice the id of the one that counts overall.
        shared: tasks that count in more than one source.
    """

    whole: Row
    by_source: Mapping[str, Row]
    twins: Mapping[str, str]
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
        for source in sources_of(task.source):
            by_source[source] = _moved(by_source[source], old, new)
        counts = self.twins.get(task.id, task.id) == task.id
        return self._replace(whole=_moved(self.whole, old, new) if counts else self.whole, by_source=by_source)

    def figures(self, head: Session) -> Figures:
        """Return the figures with their rates.

        Args:
            head: the session, for its cut-off date, base and decimals.
        """
        sources = [
            SourceFigures(source, _counts(row, 0), (), _counts(row, _FIRST))
            for source, row in sorted(self.by_source.items(), key=lambda one: (source_rank(one[0]), one[0]))
            if any(row)
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
    grouped: dict[str, list[Standing]] = {}
    overlaid: list[Standing] = []
    for task in tasks:
        standing = standing_of[task.id]
        grouped.setdefault(task.source, []).append(standing)
        if twins.get(task.id, task.id) != task.id:
            overlaid.append(standing)
    by_source: dict[str, Row] = {}
    whole = _NONE
    for words, standings in grouped.items():
        row = _row(standings)
        whole = _sum(whole, row)
        for source in sources_of(words):
            by_source[source] = _sum(by_source.get(source, _NONE), row)
    whole = tuple(a - b for a, b in zip(whole, _row(overlaid), strict=True))
    both = {twins.get(task.id, task.id) for task in tasks if task.id in twins or len(sources_of(task.source)) > 1}
    return Tally(whole, by_source, twins, len(both))


def _row(standings: Iterable[Standing]) -> Row:
    counted = [0] * (2 * _FIRST)
    for one in standings:
        counted[_PLACE[one.status]] += 1
        counted[_FIRST + _PLACE[one.first_status]] += 1
    return tuple(counted)


def _sum(one: Row, other: Row) -> Row:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _moved(row: Row, old: Standing, new: Standing) -> Row:
    counted = list(row)
    for standing, step in ((old, -1), (new, 1)):
        counted[_PLACE[standing.status]] += step
        counted[_FIRST + _PLACE[standing.first_status]] += step
    return tuple(counted)


def _counts(row: Row, start: int) -> Counts:
    numbers = row[start : start + _FIRST]
    return Counts(sum(numbers), *numbers)
