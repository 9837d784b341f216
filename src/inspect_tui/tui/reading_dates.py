"""Dates as people type them into fields."""

from __future__ import annotations

from datetime import date

from inspect_tui.domain.records import FieldError
from inspect_tui.domain.vietnamese_dates import read_date


def typed_date(text: str, year: int | None) -> date | None:
    """Return the date that was typed: 16/7/2021, 16-7, 30.9.2021, quý III/2021; None for nothing.

    Args:
        text: what was typed.
        year: the year where none was typed.

    Raises:
        FieldError: it is no date.
    """
    if not text.strip():
        return None
    found = read_date(text.strip(), year_hint=year)
    if found.value is None:
        raise FieldError("not_date", "date", text)
    return found.value
