"""What the agency declared, compared with the checklist: where they differ, and which tasks make the difference.

The checklist counts what was found, by the deadline in force, on the cut-off date. An agency may have counted
otherwise: by its own register, against first deadlines, as of another day. Where its number is right under such a
reading, the tasks that stand elsewhere under it are those that make the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, Final, NamedTuple

from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.records import DECLARED_COUNTS, Event, SessionContent, Task
from inspect_tui.domain.sources import source_rank, sources_of
from inspect_tui.domain.status import BESIDE, GRID, STATUSES, Standing, standings

SHOWN: Final = 10
"""The most tasks that are named where no reading tells which ones make a difference."""

_DONE: Final = frozenset({"done_on_time", "done_late", "done_no_deadline"})
_OPEN: Final = frozenset({"open_in_time", "open_overdue", "open_no_deadline"})
_LATE: Final = frozenset({"open_overdue", "done_late"})
MEMBERS: Final[Mapping[str, frozenset[str]]] = {
    **{status: frozenset({status}) for status in STATUSES},
    "assigned": frozenset(STATUSES),
    "done": _DONE,
    "open": _OPEN,
    "due": _DONE | {"open_overdue"},
    "with_deadline": frozenset({"done_on_time", "done_late", "open_in_time", "open_overdue"}),
}
"""The statuses that each declared count is made of."""

_COUNTED: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "loose": {
        "done_on_time": frozenset({"done_on_time", "done_no_deadline"}),
        "open_in_time": frozenset({"open_in_time", "open_no_deadline"}),
    },
    "late": dict.fromkeys(("open_overdue", "done_late"), _LATE),
    "grid": {"assigned": frozenset(GRID)},
}
"""Other ways to count the same standings: which statuses a count is made of then."""


class Reading(NamedTuple):
    """A way to read the checklist.

    Attributes:
        declared: by the completions that the agency declares, whatever was found.
        first: against the first deadline, no extension counted.
        visit: as of the day of the visit.
        unmoved: as if no task were suspended, withdrawn or transferred.
        counting: ``loose`` counts tasks without a deadline as in time, ``late`` those done late and those overdue as
            one, ``grid`` leaves those beside the grid out of the whole; empty counts as everywhere.
    """

    declared: bool = False
    first: bool = False
    visit: bool = False
    unmoved: bool = False
    counting: str = ""

    @property
    def key(self) -> str:
        """Its name in JSON: ``declared+first``."""
        named = [name for name in ("declared", "first", "visit", "unmoved") if getattr(self, name)]
        return "+".join([*named, *([self.counting] if self.counting else [])])

    def members(self, name: str) -> frozenset[str]:
        """Return the statuses that a count is made of."""
        return _COUNTED.get(self.counting, {}).get(name) or MEMBERS[name]


FOUND: Final = Reading()
"""The checklist's own: what was found, the deadline in force, the cut-off date."""

READINGS: Final = (
    *sorted((Reading(*flags) for flags in product((False, True), repeat=3) if any(flags)),
            key=lambda one: (sum(one[:3]), not one.declared, not one.first)),
    *(Reading(declared=declared, unmoved=True) for declared in (False, True)),
    *(Reading(declared=declared, counting=way) for way in _COUNTED for declared in (False, True)),
)  # fmt: skip
"""All others, the most usual ones first."""


class Scope(NamedTuple):
    """The tasks that figures are of.

    Attributes:
        source: the source whose tasks they are; empty for the whole checklist.
        tasks: the tasks, each once, in the order of the checklist.
    """

    source: str
    tasks: Sequence[str]


class Checklist:
    """A session's tasks under all readings; each is worked out when it is first asked for."""

    def __init__(self, content: SessionContent, *, twins: Mapping[str, str] | None = None) -> None:
        """Read a session's tasks.

        Args:
            content: the session.
            twins: for each row of a task that stands twice the id of the one that counts in the whole.
        """
        head = content.session
        self.tasks, self.events = content.tasks, content.events
        self.as_of, self.held_on = head.as_of, head.held_on
        self._twins = twins or {}
        self._standings: dict[tuple[bool, bool, bool], Mapping[str, Standing]] = {}
        self._statuses: dict[tuple[bool, ...], Mapping[str, str]] = {}

    def is_of(self, content: SessionContent) -> bool:
        """Tell whether a session still has what was read here."""
        head = content.session
        return (
            content.tasks is self.tasks and content.events is self.events
            and (head.as_of, head.held_on) == (self.as_of, self.held_on)
        )  # fmt: skip

    def scopes(self) -> list[Scope]:
        """Return the whole, then each source in the order of print."""
        by_source: dict[str, list[str]] = {}
        for task in self.tasks:
            for source in sources_of(task.source):
                by_source.setdefault(source, []).append(task.id)
        whole = [task.id for task in self.tasks if self._twins.get(task.id, task.id) == task.id]
        listed = sorted(by_source, key=lambda source: (source_rank(source), source))
        return [Scope("", whole), *(Scope(source, by_source[source]) for source in listed)]

    def readings(self) -> Iterator[Reading]:
        """Yield the readings that can differ from the checklist's own here."""
        moved = any(event.kind in BESIDE for event in self.events)
        for one in READINGS:
            if one.visit and self.held_on in (None, self.as_of):
                continue
            if (one.unmoved or one.counting == "grid") and not moved:
                continue
            yield one

    def statuses(self, reading: Reading) -> Mapping[str, str]:
        """Return each task's status under a reading."""
        key = reading[:4]
        if key not in self._statuses:
            found = self._standing(reading.declared, reading.visit, reading.unmoved)
            self._statuses[key] = {
                task: one.first_status if reading.first else one.status for task, one in found.items()
            }
        return self._statuses[key]

    def _standing(self, declared: bool, visit: bool, unmoved: bool) -> Mapping[str, Standing]:
        key = (declared, visit, unmoved)
        if key not in self._standings:
            events: Iterable[Event] = self.events
            if unmoved:
                events = (event for event in events if event.kind == "extended")
            day = self.held_on if visit else self.as_of
            self._standings[key] = standings(self.tasks, events, day, declared=declared)
        return self._standings[key]

    def count(self, scope: Scope, name: str, reading: Reading = FOUND) -> int:
        """Return a count of a scope under a reading."""
        members, statuses = reading.members(name), self.statuses(reading)
        return sum(statuses[task] in members for task in scope.tasks)

    def moved(self, scope: Scope, names: Sequence[str], reading: Reading) -> dict[str, tuple[str, str]]:
        """Return the tasks that count under a reading and not in the checklist, or the other way round.

        Args:
            scope: the tasks that are looked at.
            names: the counts; in or out of any of them is enough.
            reading: the other reading.

        Returns:
            For each of them its status there and here; there it is empty where the task is left out of the count.
        """
        here, there = self.statuses(FOUND), self.statuses(reading)
        found = {}
        for task in scope.tasks:
            for name in names:
                counts_there = there[task] in reading.members(name)
                if counts_there == (here[task] in MEMBERS[name]):
                    continue
                # Where the standing is the same and only the way of counting differs, that way is what is said.
                status = there[task] if there[task] != here[task] else name if counts_there else ""
                found[task] = (status, here[task])
                break
        return found


class Comparison(NamedTuple):
    """The declared figures beside the checklist's.

    Attributes:
        source: the source whose tasks the declared figures are of; empty for all.
        counts: the checklist's own numbers, by the names of the declared counts.
        given: the declared counts.
        findings: what is found, in the order of the grid.
    """

    source: str
    counts: Mapping[str, int]
    given: Mapping[str, int]
    findings: tuple[FigureFinding, ...]


def declared_counts(declared: Mapping[str, Any]) -> dict[str, int]:
    """Return the counts that were declared, in the order of the grid."""
    found = {name: declared.get(name) for name in DECLARED_COUNTS}
    return {name: value for name, value in found.items() if isinstance(value, int) and not isinstance(value, bool)}


def compare(declared: Mapping[str, Any], checklist: Checklist) -> Comparison:
    """Compare declared figures with a checklist.

    Args:
        declared: the session's record of declared figures.
        checklist: its tasks.
    """
    given = declared_counts(declared)
    scope, counts = _scope(given, checklist)
    differing = [name for name, value in given.items() if value != counts[name]]
    findings = list(_about_scope(given, scope))
    if given and not differing:
        findings.append(FigureFinding("as_checklist", False, {"names": list(given)}))
    findings += _differences(given, counts, differing, scope, checklist)
    return Comparison(scope.source, counts, given, tuple(findings))


def _scope(given: Mapping[str, int], checklist: Checklist) -> tuple[Scope, dict[str, int]]:
    """Return the tasks that the declared figures are of, and the checklist's counts of them.

    That is the whole, but for a source whose tasks are as many as were declared to be assigned, or of which at least
    two numbers more are right.
    """
    best: tuple[tuple[bool, int], Scope, dict[str, int]] | None = None
    for scope in checklist.scopes():
        counts = {name: checklist.count(scope, name) for name in DECLARED_COUNTS}
        fitting = sum(counts[name] == value for name, value in given.items())
        rank = (given.get("assigned") == counts["assigned"], fitting)
        if best is None or (rank[0] > best[0][0]) or (rank[0] == best[0][0] and rank[1] > best[0][1] and rank[1] > 1):
            best = (rank, scope, counts)
    assert best is not None
    return best[1], best[2]


def _about_scope(given: Mapping[str, int], scope: Scope) -> Iterator[FigureFinding]:
    if given and scope.source:
        yield FigureFinding("one_source", False, {"source": scope.source, "assigned": len(scope.tasks)})


def _differences(
    given: Mapping[str, int],
    counts: Mapping[str, int],
    differing: Sequence[str],
    scope: Scope,
    checklist: Checklist,
) -> Iterator[FigureFinding]:
    """Yield a finding for each count that is not the checklist's, with the reading under which it is right."""
    if not differing:
        return
    numbers: dict[Reading, dict[str, int]] = {}
    for reading in checklist.readings():
        numbers[reading] = {name: checklist.count(scope, name, reading) for name in differing}
        if all(numbers[reading][name] == given[name] for name in differing):
            # One that explains all of them needs no other.
            break
    fitting = {one: sum(given[name] == value for name, value in found.items()) for one, found in numbers.items()}
    for name in differing:
        values: dict[str, object] = {
            "name": name, "declared": given[name], "checklist": counts[name],
            "difference": given[name] - counts[name],
        }  # fmt: skip
        right = [one for one in numbers if numbers[one][name] == given[name]]
        nearer = [one for one in numbers if _is_between(numbers[one][name], counts[name], given[name])]
        if right:
            # The one that explains most of the other numbers too; `max` keeps the first, the most usual.
            yield _explained("differs_by_reading", values, max(right, key=fitting.__getitem__), scope, checklist)
        elif nearer:
            best = min(nearer, key=lambda one: abs(given[name] - numbers[one][name]))
            values["remaining"] = abs(given[name] - numbers[best][name])
            yield _explained("differs_in_part", values, best, scope, checklist)
        else:
            yield _unexplained(values, name, scope, checklist)


def _is_between(number: int, here: int, declared: int) -> bool:
    return min(here, declared) < number < max(here, declared)


def _explained(
    code: str, values: Mapping[str, object], reading: Reading, scope: Scope, checklist: Checklist
) -> FigureFinding:
    moved = checklist.moved(scope, [str(values["name"])], reading)
    more = {"reading": reading.key, **_day(reading, checklist), "standings": _plain(moved)}
    return FigureFinding(code, True, {**values, **more}, tuple(moved))


def _day(reading: Reading, checklist: Checklist) -> dict[str, object]:
    return {"day": checklist.held_on.isoformat()} if reading.visit and checklist.held_on else {}


def _plain(moved: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    return {task: list(statuses) for task, statuses in moved.items()}


def _unexplained(values: Mapping[str, object], name: str, scope: Scope, checklist: Checklist) -> FigureFinding:
    """Return a difference that no reading explains, with the tasks that the checklist counts there."""
    statuses = checklist.statuses(FOUND)
    members = MEMBERS[name]
    counted = [task for task in scope.tasks if statuses[task] in members] if name != "assigned" else []
    more = {"of": len(counted)} if counted else {}
    return FigureFinding("differs", True, {**values, **more}, tuple(counted[:SHOWN]))
