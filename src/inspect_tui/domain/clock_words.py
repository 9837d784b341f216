"""Times of day as people type them, and the moments that they mean at a meeting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.records import parse_time
from inspect_tui.domain.vietnamese import fold

_CLOCK: Final = later(
    r"(?P<hour>\d{1,2})(?: ?(?::|\.|h|g|gio)(?: ?(?P<minute>\d{1,2}) ?(?:'|p|ph|phut)?)?)?"
    r"(?: ?(?P<part>am|pm|sang|trua|chieu|toi))?"
)
_DIGITS: Final = later(r"(?P<hour>\d{1,2})(?P<minute>\d{2})(?P<part>)")
_LATE: Final = ("pm", "chieu", "toi")


def read_clock(text: str) -> time | None:
    """Return the time of day that was typed: 8:30, 8h30, 08.30, 0830, 8 giờ 30 phút, 2h chiều, 2:30 pm.

    Returns:
        The time, None where the words are none.
    """
    words = fold(text)
    found = _CLOCK.fullmatch(words) or _DIGITS.fullmatch(words)
    if found is None:
        return None
    hour, minute, part = int(found["hour"]), int(found["minute"] or 0), found["part"] or ""
    if hour < 12 and (part in _LATE or (part == "trua" and hour < 10)):
        hour += 12
    elif hour == 12 and part == "am":
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_at(name: str, day: date, clock: time, zone: tzinfo | None) -> str | None:
    """Return the moment of a day at which the clocks of a zone show a time, as UTC ISO text.

    Args:
        name: the field that it is for.
        day: the day.
        clock: the time of day.
        zone: the zone of the clocks; None takes the machine's.

    Raises:
        FieldError: a day in a year that a moment cannot have.
    """
    local = datetime.combine(day, clock, zone)
    # Without a zone it is told by this machine's clocks, as everywhere.
    return parse_time(name, local if zone is not None else local.astimezone())


def moved(name: str, moment: str, days: timedelta) -> str | None:
    """Return a stored moment moved by days: where the day of the visit is corrected its times go with it.

    Raises:
        FieldError: it would lie in a year that a moment cannot have.
    """
    return parse_time(name, datetime.fromisoformat(moment) + days)
