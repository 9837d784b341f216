"""What does not agree in declared figures, point by point: told and counted alike on screen and on the command line.

A point is what one sentence tells. Several numbers that are right under one reading are one point, and a percentage
that differs only because its number does is none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.declared_words import describe_declared, number_words, reading_words, with_tasks
from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.locale import Catalog

EXPLAINED: Final = ("differs_by_reading", "percent_by_reading")
"""The findings of numbers that are right under a reading."""


class Point(NamedTuple):
    """What is told in one sentence.

    Attributes:
        findings: what it tells, one finding or several that are one point.
        tasks: the tasks that it is about, each with where the agency has it, where that is known.
        of: how many tasks there are in all.
    """

    findings: tuple[FigureFinding, ...]
    tasks: Mapping[str, str | None]
    of: int

    @property
    def finding(self) -> FigureFinding:
        """The finding, of several the first one."""
        return self.findings[0]

    @property
    def contradiction(self) -> bool:
        """Whether it is one of the points that do not agree."""
        return self.finding.contradiction


def points_of(findings: Iterable[FigureFinding]) -> list[Point]:
    """Return the points that findings come to: what is right under a reading before what no reading explains."""
    alone: list[Point] = []
    by_reading: dict[tuple[str, str], list[FigureFinding]] = {}
    for finding in findings:
        values = finding.values
        if finding.code in EXPLAINED:
            by_reading.setdefault((str(values["reading"]), str(values.get("day", ""))), []).append(finding)
        elif not values.get("follows"):
            alone.append(Point((finding,), _there(finding), _number(values.get("of")) or len(finding.tasks)))
    together = []
    for group in by_reading.values():
        tasks = {task: there for finding in reversed(group) for task, there in _there(finding).items()}
        together.append(Point(tuple(group), tasks, len(tasks)))
    place = next((n for n, point in enumerate(alone) if point.finding.contradiction), len(alone))
    return [*alone[:place], *together, *alone[place:]]


def wrong_points(points: Iterable[Point]) -> int:
    """Return how many points do not agree."""
    return sum(point.contradiction for point in points)


def describe_point(
    point: Point, catalog: Catalog, *, keys: bool = False, names: Mapping[str, str] | None = None
) -> str:
    """Return what a point says, as one sentence without a full stop.

    Args:
        point: the point.
        catalog: the language.
        keys: name each count with its key too, as options and JSON have it.
        names: the tasks' names by id, to tell at the end which ones make the difference; None leaves them out.
    """
    if len(point.findings) == 1:
        return describe_declared(point.finding, catalog, keys=keys, names=names)
    return with_tasks(
        right_words(point.findings, catalog, keys=keys), tuple(point.tasks), point.finding, catalog, names
    )


def right_words(findings: Sequence[FigureFinding], catalog: Catalog, *, keys: bool = False) -> str:
    """Return all numbers that are right under one reading in one sentence."""
    values = findings[0].values
    reading = reading_words(str(values["reading"]), str(values.get("day", "")), catalog)
    numbers = ", ".join(number_words(finding, catalog, keys=keys) for finding in findings)
    return catalog.t("Right {reading}: {numbers}", reading=reading, numbers=numbers)


def _there(finding: FigureFinding) -> dict[str, str | None]:
    standings = finding.values.get("standings")
    known = standings if isinstance(standings, dict) else {}
    return {task: known[task][0] if task in known else None for task in finding.tasks}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
