"""One claim of a text about numbers of tasks, and what has to be known to read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Reader(NamedTuple):
    """What has to be known of a session to read its texts.

    Attributes:
        agency: the inspected agency's name.
        as_of: the cut-off date.
        held_on: the day of the visit.
        sources: the checklist's own sources, that are in no list.
    """

    agency: str = ""
    as_of: date | None = None
    held_on: date | None = None
    sources: tuple[str, ...] = ()


class Claim(NamedTuple):
    """One claim of a text.

    Attributes:
        quote: the words as they stand there.
        start: where they begin in the cleaned text.
        end: where they end.
        status: a key of `meanings.READINGS`; ``any`` where none is named.
        number: the count; None for a percentage alone.
        whole: of how many, None where it is not said.
        percent: the percentage, None for a count.
        decimals: its printed decimals.
        sources: the sources that it names itself.
        exact: False where it is wrong only if greater than all there are.
        now: it speaks of the day of the visit rather than of the cut-off date.
        first: it speaks of deadlines before any extension.
        of_year: it is of the year's tasks; those are the checklist's if they are as many.
        behind: the number of the count that a percentage stands behind.
        base: of what a percentage is said to be, empty where it is not said.
        asked: it is of tasks that something is asked for.
        named: the sources that the text has named so far, the last one last; none and all may be said of them.
        total: of how many tasks the text speaks, None where it has not said so.
        if_total: it is of tasks only if those are as many: the word for them stands nowhere.
        summed: the text says that it adds the sources.
        label: its number as it stands, where it may be a task's number instead.
    """

    quote: str
    start: int
    end: int
    status: str
    number: int | None = None
    whole: int | None = None
    percent: Decimal | None = None
    decimals: int = 0
    sources: tuple[str, ...] = ()
    exact: bool = True
    now: bool = False
    first: bool = False
    behind: int | None = None
    of_year: bool = False
    base: str = ""
    asked: bool = False
    named: tuple[str, ...] = ()
    total: int | None = None
    if_total: bool = False
    summed: bool = False
    label: str = ""

    @property
    def is_extreme(self) -> bool:
        """It says none or all, which is said of all tasks that the text speaks of."""
        return self.number == 0 or (self.percent in (0, 100) and not self.behind)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a percentage is printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
