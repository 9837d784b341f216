"""The day as of which figures are shown: the session's own, or another one that nobody has to save."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from inspect_tui.domain.records import SessionContent
from inspect_tui.services.views import View, view_of
from inspect_tui.tui.state import SessionState


class ShownDay:
    """Another day than the cut-off date, as long as one is shown, and the session as of that day.

    Attributes:
        other: the day; None for the session's own.
    """

    def __init__(self) -> None:
        """Begin with the session's own day."""
        self.other: date | None = None
        self._made: tuple[View, date, View] | None = None

    def view(self, state: SessionState) -> View:
        """Return the session as of the day that is shown, counted anew only where something has changed."""
        own = state.view
        if self.other is None or not state.is_whole:
            # A part of the session says nothing about another day; its own figures are there from the beginning.
            return own
        if self._made is None or self._made[0] is not own or self._made[1] != self.other:
            made = view_of(own.content, as_of=self.other.isoformat())._replace(due_soon_days=own.due_soon_days)
            self._made = (own, self.other, made)
        return self._made[2]

    def last(self, state: SessionState) -> date:
        """Return the day up to which figures over time go."""
        return self.other or state.content.session.as_of or last_day(state.content)

    def move(self, state: SessionState, *, days: int = 0, months: int = 0) -> None:
        """Go on to another day, from the visit where the session has no cut-off date."""
        head = state.content.session
        day = moved_day(self.other or head.as_of or head.held_on, days=days, months=months)
        self.other = None if day == head.as_of else day


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
