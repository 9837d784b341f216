"""A checklist under several readings: what was found, and how an agency may have counted otherwise.

The checklist counts what was found, by the deadline in force, on the cut-off date. An agency may have counted by its
own register, against first deadlines, as of another day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from inspect_tui.domain.figures import Figures
from inspect_tui.domain.records import Event, SessionContent
from inspect_tui.domain.sources import source_rank
from inspect_tui.domain.status import BESIDE, GRID, STATUSES, Standing, standings
from inspect_tui.domain.tally import tally
from inspect_tui.domain.twins import Twins, counted_sources, counts_overall

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
    *sorted((Reading(one, two, three) for one, two, three in product((False, True), repeat=3) if one or two or three),
            key=lambda one: (one.declared + one.first + one.visit, not one.declared, not one.first)),
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

    def __init__(
        self,
        content: SessionContent,
        *,
        standing_of: Mapping[str, Standing] | None = None,
        twins: Twins | None = None,
    ) -> None:
        """Read a session's tasks.

        Args:
            content: the session.
            standing_of: each task's standing on the cut-off date as it was found, where that is worked out already.
            twins: the rows of tasks that stand twice.
        """
        head = self._head = content.session
        self.tasks, self.events = content.tasks, content.events
        self.as_of, self.held_on, self.base = head.as_of, head.held_on, head.rate_base
        self._twins = twins or {}
        self._standings: dict[tuple[bool, bool, bool], Mapping[str, Standing]] = {}
        if standing_of is not None:
            self._standings[False, False, False] = standing_of
        self._statuses: dict[tuple[bool, ...], Mapping[str, str]] = {}
        self._counted: dict[tuple[str, tuple[bool, ...]], Counter[str]] = {}

    def is_of(self, content: SessionContent) -> bool:
        """Tell whether a session still has what was read here."""
        head = content.session
        return (
            content.tasks is self.tasks and content.events is self.events
            and (head.as_of, head.held_on, head.rate_base) == (self.as_of, self.held_on, self.base)
        )  # fmt: skip

    def scopes(self) -> list[Scope]:
        """Return the whole, then each source in the order of print."""
        by_source: dict[str, list[str]] = {}
        for task in self.tasks:
            for source in counted_sources(task, self._twins):
                by_source.setdefault(source, []).append(task.id)
        whole = [task.id for task in self.tasks if counts_overall(task.id, self._twins)]
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

    @cached_property
    def at_visit(self) -> Figures | None:
        """The figures on the day of the visit; None where that is no other day."""
        if self.held_on in (None, self.as_of):
            return None
        where = self._standing(False, True, False)
        return tally(self.tasks, where).figures(self._head._replace(as_of=self.held_on))

    def count(self, scope: Scope, name: str, reading: Reading = FOUND) -> int:
        """Return a count of a scope under a reading."""
        key = (scope.source, reading[:4])
        if key not in self._counted:
            self._counted[key] = Counter(map(self.statuses(reading).__getitem__, scope.tasks))
        counted = self._counted[key]
        return sum(counted[status] for status in reading.members(name))

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
