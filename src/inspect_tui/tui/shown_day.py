"""Moving through days on the screen."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from inspect_tui.domain.records import SessionContent


def moved_day(day: date | None, *, days: int = 0, months: int = 0) -> date | None:
    """Return a day moved by days and months; the end of a month stays one, the ends of the calendar are kept.

    Args:
        day: the day; None, where no day is known to begin with, stays none.
        days: how many days later.
        months: how many months later.
    """
    if day is None:
        return None
    try:
        if months:
            is_end = day.day == monthrange(day.year, day.month)[1]
            year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
            last = monthrange(year, month + 1)[1]
            day = date(year, month + 1, last if is_end else min(day.day, last))
        return day + timedelta(days=days)
    except (ValueError, OverflowError):
        return day


def last_day(content: SessionContent) -> date:
    """Return the day up to which a session without a cut-off date tells something: the visit, or the last deadline."""
    known = (task.deadline for task in content.tasks if task.deadline is not None)
    return content.session.held_on or max(known, default=date.max)
