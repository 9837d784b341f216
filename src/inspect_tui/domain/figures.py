"""Figures: the grid, whole and per source, and rates that name their base; `inspect_tui.domain.tally` counts them.

Sources: DOMAIN section 3. Rates are half-up on `Decimal`; a zero base prints no rate.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from inspect_tui.domain.numbers import half_up
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
    ("done_no_deadline", ("assigned", "due", "done")),
    ("open", ("assigned",)),
    ("open_in_time", ("assigned", "open", "with_deadline")),
    ("open_overdue", ("assigned", "due", "open", "with_deadline")),
    ("open_no_deadline", ("assigned", "open")),
    ("suspended", ("assigned",)),
    ("withdrawn", ("assigned",)),
    ("transferred", ("assigned",)),
)
"""What is counted, and the bases of which it is a part."""
_BASES: Final = dict(_SHARES)


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
    return half_up(numerator, denominator, decimals) if denominator else None


def make_rate(counts: Counts, name: str, base: str, decimals: int) -> Rate | None:
    """Return one rate, or None where its base counts nothing.

    Args:
        counts: the counts.
        name: what is counted.
        base: what it is to be a share of. Where it is no part of that, as tasks done are none of the tasks not done,
            it is a share of the tasks assigned, which the rate then names.
        decimals: 0 to 2.
    """
    if base not in _BASES.get(name, ()):
        base = "assigned"
    share = percent(counts.get(name), counts.get(base), decimals)
    return None if share is None else Rate(name, counts.get(name), counts.get(base), base, share)


def _rates(counts: Counts, base: str, decimals: int) -> tuple[Rate, ...]:
    made = [make_rate(counts, name, b, decimals) for name, bases in _SHARES for b in bases]
    rates = [rate for rate in made if rate is not None]
    return tuple(sorted(rates, key=lambda r: r.base != base))


def figures_of_counts(
    as_of: date | None,
    by_source: Iterable[SourceFigures],
    counts: Counts,
    *,
    first: Counts | None = None,
    shared: int = 0,
    base: str = "assigned",
    decimals: int = 2,
) -> Figures:
    """Return the figures with their rates, where the counts are known.

    Args:
        as_of: the day as of which was counted.
        by_source: the counts per source, in the order of print; their rates are worked out here.
        counts: all tasks, each once.
        first: the same against the first deadline; None where no deadline was extended.
        shared: how many tasks count in more than one source.
        base: the base that is named first in the list of rates.
        decimals: 0 to 2 decimals of the rates.
    """
    sources = tuple(one._replace(rates=_rates(one.counts, base, decimals)) for one in by_source)
    rates = _rates(counts, base, decimals)
    return Figures(as_of, counts, rates, sources, base, decimals, counts if first is None else first, shared)
