"""The figures of a checklist: the grid, whole and per source, and rates that name their base.

Sources: DOMAIN section 3. Rates are half-up on `Decimal`; a zero base prints no rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_rank
from inspect_tui.domain.status import STATUSES, Standing
from inspect_tui.locale import N_

BASE_LABELS: Final[dict[str, str]] = {
    "assigned": N_("of the tasks assigned"),
    "due": N_("of the tasks due"),
    "done": N_("of the tasks done"),
    "open": N_("of the tasks not done"),
    "with_deadline": N_("of the tasks with a deadline"),
}
_SHARES: Final = (
    ("done", ("assigned", "due")),
    ("done_on_time", ("assigned", "due", "done", "with_deadline")),
    ("done_late", ("assigned", "due", "done", "with_deadline")),
    ("open", ("assigned",)),
    ("open_in_time", ("assigned", "open")),
    ("open_overdue", ("assigned", "due", "open", "with_deadline")),
)


class Rate(NamedTuple):
    """A share that names what it is a share of.

    Attributes:
        name: what is counted, a name of the grid, or ``done`` or ``open``.
        base: what it is a share of: assigned, due, done, open or with_deadline.
        percent: the rate in percent, half-up at the session's decimals.
    """

    name: str
    numerator: int
    denominator: int
    base: str
    percent: Decimal


class Counts(NamedTuple):
    """How many tasks stand where. ``assigned`` counts all, also those beside the grid."""

    assigned: int = 0
    done_on_time: int = 0
    done_late: int = 0
    done_no_deadline: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    open_no_deadline: int = 0
    suspended: int = 0
    withdrawn: int = 0
    transferred: int = 0

    @property
    def done(self) -> int:
        """Tasks done, whether on time, late or without a deadline."""
        return self.done_on_time + self.done_late + self.done_no_deadline

    @property
    def open(self) -> int:
        """Tasks in the grid that are not done."""
        return self.open_in_time + self.open_overdue + self.open_no_deadline

    @property
    def due(self) -> int:
        """Tasks done or overdue: those of which the result could be asked for."""
        return self.done + self.open_overdue

    @property
    def with_deadline(self) -> int:
        """Tasks in the grid that have a deadline."""
        return self.done_on_time + self.done_late + self.open_in_time + self.open_overdue

    def get(self, name: str) -> int:
        """Return a count by its name in JSON, or by the name of a base."""
        return int(getattr(self, name))


class SourceFigures(NamedTuple):
    """The counts and rates of one source.

    Attributes:
        first: the counts where no extension counts.
    """

    source: str
    counts: Counts
    rates: tuple[Rate, ...] = ()
    first: Counts = Counts()


class Figures(NamedTuple):
    """All figures of a session on a day.

    Attributes:
        counts: all tasks, each once, also where it counts in more than one source.
        first: the same where no extension counts.
        shared: how many tasks count in more than one source.
    """

    as_of: date | None
    counts: Counts
    rates: tuple[Rate, ...] = ()
    by_source: tuple[SourceFigures, ...] = ()
    base: str = "assigned"
    decimals: int = 2
    first: Counts = Counts()
    shared: int = 0


def percent(numerator: int, denominator: int, decimals: int = 2) -> Decimal | None:
    """Return numerator / denominator in percent, half-up; None for a zero denominator."""
    if denominator == 0:
        return None
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def make_rate(counts: Counts, name: str, base: str, decimals: int) -> Rate | None:
    """Return one rate, or None where its base counts nothing."""
    share = percent(counts.get(name), counts.get(base), decimals)
    return None if share is None else Rate(name, counts.get(name), counts.get(base), base, share)


def _rates(counts: Counts, base: str, decimals: int) -> tuple[Rate, ...]:
    made = [make_rate(counts, name, b, decimals) for name, bases in _SHARES for b in bases]
    rates = [rate for rate in made if rate is not None]
    return tuple(sorted(rates, key=lambda r: r.base != base))


def count(statuses: Iterable[str]) -> Counts:
    """Count statuses into the grid."""
    tally = dict.fromkeys(STATUSES, 0)
    total = 0
    for status in statuses:
        tally[status] += 1
        total += 1
    return Counts(assigned=total, **tally)


def figures_of_counts(
    as_of: date | None, by_source: Iterable[tuple[str, Counts]], *, base: str = "assigned", decimals: int = 2
) -> Figures:
    """Return the figures whose counts per source are known already; the whole is their sum."""
    sources = tuple(SourceFigures(s, counts, _rates(counts, base, decimals)) for s, counts in by_source)
    whole = (
        Counts(*(sum(column) for column in zip(*(one.counts for one in sources), strict=True))) if sources else Counts()
    )
    return Figures(as_of, whole, _rates(whole, base, decimals), sources, base, decimals)


def figures(
    tasks: Iterable[Task],
    standing_of: Mapping[str, Standing],
    as_of: date | None,
    *,
    base: str = "assigned",
    decimals: int = 2,
) -> Figures:
    """Count tasks by status, whole and per source.

    Args:
        tasks: the checklist.
        standing_of: each task's standing on the day, from `status.standings`.
        as_of: that day.
        base: the base that is named first in the list of rates.
        decimals: 0 to 2 decimals of the rates.
    """
    grouped: dict[str, list[str]] = {}
    for task in tasks:
        grouped.setdefault(task.source, []).append(standing_of[task.id].status)
    counted = [(source, count(grouped[source])) for source in sorted(grouped, key=lambda s: (source_rank(s), s))]
    return figures_of_counts(as_of, counted, base=base, decimals=decimals)
