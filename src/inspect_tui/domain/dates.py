"""Dates and times in print.

Vietnamese papers write 16/7/2021 but 05/01/2021: a zero before days under 10 and before months 1 and 2 (Decree
30/2020/NĐ-CP, annex I). Screens keep columns: always two digits.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def screen_date(day: date | None, *, near: date | None = None) -> str:
    """Return dd/mm/yyyy, or dd/mm where the year is that of ``near``; empty for None."""
    if day is None:
        return ""
    return f"{day:%d/%m}" if near is not None and near.year == day.year else f"{day:%d/%m}/{day.year:04d}"


def official_date(day: date, language: str = "vi") -> str:
    """Return a date as papers print it: 16/7/2021 or 05/01/2021 in Vietnamese, 16 July 2021 in English."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.day:02d}/{official_month(day)}/{day.year}"


def official_month(day: date) -> str:
    """Return the month with a zero where it could be made another one: 01 and 02, then 3 to 12."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def local_clock(moment: str | None, zone: tzinfo | None = None) -> str:
    """Return HH:MM local time of a stored UTC moment; empty for None.

    Args:
        moment: UTC ISO text.
        zone: the zone to show it in; None takes the machine's.
    """
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone(zone).strftime("%H:%M")


def screen_moment(moment: str, zone: tzinfo | None = None) -> str:
    """Return "HH:MM dd/mm/yyyy" local time of a stored UTC moment.

    Args:
        moment: UTC ISO text.
        zone: the zone to show it in; None takes the machine's.
    """
    return f"{datetime.fromisoformat(moment).astimezone(zone):%H:%M %d/%m/%Y}"
