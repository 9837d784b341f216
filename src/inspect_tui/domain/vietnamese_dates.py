"""Dates as Vietnamese registers write them: figures, words, months, quarters, and what is no date at all.

Facts: DOMAIN section 6. A dot separates both dates and thousands; a month and a quarter mean their last day; a day
without a year takes the year of the document or of the cut-off date. A value that had to be completed by such a rule
is marked inferred, so that a person sees it. Where words allow two days, or only a part of a month, there is none.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from inspect_tui.domain import date_words as words
from inspect_tui.domain.date_words import WrittenDay
from inspect_tui.domain.vietnamese import fold, one_line

FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2100
_SERIAL_ORIGIN: Final = date(1899, 12, 30)
_SERIALS: Final = (32_874, 58_805)
"""Numbers that can be a day at all: 1990 to 2060."""
_SERIALS_NEAR: Final = 20
_NEAR_YEARS: Final = 3
_LONGEST: Final = 500
_LONGEST_FIGURES: Final = 20
"""A day in figures, with spaces around it."""
_NOTHING: Final = frozenset(
    ("", "-", "--", "---", "/", "...", "…", ".", "0", "khong", "khong co", "khong gia han", "khong quy dinh",
     "khong co thoi han", "khong thoi han")
)  # fmt: skip
_OTHER_FORMS: Final = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
)
"""Full-width signs and the many dashes, as plain ones."""


class ReadDate(NamedTuple):
    """What a cell says about a day.

    Attributes:
        value: the day, or None.
        raw: the cell's words on one line.
        inferred: a rule completed the value (no year, month, quarter, serial number, several dates).
        kind: ``date``, ``day_month``, ``short_year``, ``month``, ``quarter``, ``part_year``, ``year``, ``relative``,
            ``serial``, ``of_paper`` (only where asked for) or ``several`` with a value; ``asked_only`` (a later day is
            only asked for) with the day that was given or without one; ``routine``, ``empty``,
            ``no_year``, ``no_base`` (counted from a day that is not known), ``vague`` (a time of which no day
            follows), ``two_ways`` (can be two days), ``of_paper`` (the day of a paper) or ``unreadable`` without.
        first: the day that was valid before an extension which the same words name.
    """

    value: date | None
    raw: str
    inferred: bool
    kind: str
    first: date | None = None

    @property
    def plain(self) -> bool:
        """Whether the words are nothing but the date in figures, so that nothing is lost by the value."""
        raw = self.raw
        # Letters alone differ between the cases of a string; figures and separators do not. T is that of ISO 8601.
        return self.kind == "date" and raw.isascii() and (raw.upper() == raw.lower() or raw[10:11] == "T")


NO_DATE: Final = ReadDate(None, "", False, "empty")
"""What an empty cell says."""


def read_date(
    value: object, *, year_hint: int | None = None, issued_on: date | None = None, papers: bool = False
) -> ReadDate:
    """Read a day from a cell: a date, a number or words.

    Args:
        value: what stands in the cell.
        year_hint: the year of the cut-off date, for a day without a year.
        issued_on: when the document was issued; its year comes before the hint, and "10 days after signing" counts
            from it.
        papers: take the day of a paper that the words name, where they name no other.

    Returns:
        The day with the words it was read from; never an error, for a bad date is a fact of the register.
    """
    if value is None or value == "":
        return NO_DATE
    if isinstance(value, str):
        return read_figures(value) or _read_text(value, year_hint, issued_on, papers)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        known = FIRST_YEAR <= value.year <= LAST_YEAR
        return ReadDate(value if known else None, value.isoformat(), False, "date" if known else "unreadable")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ReadDate(None, one_line(str(value)), False, "unreadable")
    return _read_number(value, year_hint, issued_on)


def _read_number(value: float, year_hint: int | None, issued_on: date | None) -> ReadDate:
    """Read a number: a serial of Excel, or 30.7 typed as a day and taken for a number by Excel."""
    serial = _serial(value, year_hint)
    if serial is not None:
        return ReadDate(serial, f"{value:.10g}", True, "serial")
    text = f"{value:.10g}"
    found = _read_text(text, year_hint, issued_on, False)
    if text.endswith(".1") and issued_on is not None and found.value is not None:
        # Excel keeps 15.10 as 15.1: next January is no surer than this October.
        october = _read_text(text + "0", year_hint, issued_on, False)
        if october.value is not None and october.value < found.value:
            return found._replace(value=None, inferred=False, kind="two_ways")
    return found


def _serial(value: float, year_hint: int | None) -> date | None:
    if not _SERIALS[0] <= value < _SERIALS[1]:
        return None
    day = _SERIAL_ORIGIN + timedelta(days=int(value))
    return day if year_hint is None or abs(day.year - year_hint) <= _SERIALS_NEAR else None


@lru_cache(maxsize=8192)
def _read_text(text: str, year_hint: int | None, issued_on: date | None, papers: bool) -> ReadDate:
    if len(text) > _LONGEST and len(text.strip()) > _LONGEST:
        return ReadDate(None, one_line(text[: 2 * _LONGEST]), False, "unreadable")
    raw = one_line(text)
    if found := read_figures(raw):
        return found
    folded = fold(raw.translate(_OTHER_FORMS))
    if folded in _NOTHING:
        return ReadDate(None, raw, False, "empty")
    read = _Words(words.without_times(folded), year_hint, issued_on, papers).read()
    value, inferred, kind = read[:3]
    return ReadDate(value, raw, inferred, kind, read[3] if len(read) > 3 else None)


def read_figures(text: str) -> ReadDate | None:
    """Read a plain d/m/yyyy, the form of nearly every cell, which means the same beside whatever else is known.

    Returns:
        The day, or None where the words are another form or no day.
    """
    return _read_figures(text) if len(text) <= _LONGEST_FIGURES else None


@lru_cache(maxsize=8192)
def _read_figures(text: str) -> ReadDate | None:
    raw = one_line(text)
    if len(raw) > 10 or not raw.isascii():
        return None
    for sep in "/.-":
        parts = raw.split(sep)
        if len(parts) == 3:
            day, month, year = parts
            if len(year) == 4 and year.isdigit() and day.isdigit() and month.isdigit():
                value = _day(int(year), int(month), int(day))
                return ReadDate(value, raw, False, "date") if value else None
            return None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Found = tuple[date | None, bool, str] | tuple[date | None, bool, str, date | None]
_NO: Final[_Found] = (None, False, "unreadable")


class _Words(NamedTuple):
    """Folded words with what is known beside them."""

    text: str
    year_hint: int | None
    issued_on: date | None
    papers: bool

    def read(self) -> _Found:
        given = words.given_before_asking(self.text)
        if given is None:
            return self._given()
        found = self._replace(text=given)._given() if given else _NO
        return found[0], found[0] is not None, "asked_only", found[3] if len(found) > 3 else None

    def _given(self) -> _Found:
        text = self.text
        days = words.full_days(text)
        # Spans come first: "10 ngày kể từ ngày 05/01/2021" holds a full date that is not the deadline.
        span = words.written_span(text)
        if span is not None:
            if days and days[0].start < text.index(span[2]):
                return None, False, "two_ways"
            return self._after(*span)
        if days:
            return self._of_days(days)
        # Routine words come before months and quarters: "hàng quý", "6 tháng một lần".
        if words.is_routine(text):
            return None, False, "routine"
        figure = text.strip(" .")
        if figure.isdigit() and len(figure) == 5:
            serial = _serial(int(figure), self.year_hint)
            return (serial, True, "serial") if serial else _NO
        days = words.yearless_days(text)
        if days:
            return self._of_days(days)
        period = words.written_period(text)
        if period is not None:
            return self._month_end(period.month, period.year, period.kind)
        if words.is_bare_span(text):
            return None, False, "no_base"
        return (None, False, "vague") if words.is_vague(text) or words.has_period(text) else _NO

    def _of_days(self, days: Sequence[WrittenDay]) -> _Found:
        """Read the latest of the days that the words name; a paper's own day is none of them."""
        text = self.text
        if days[0].year is not None:
            days = sorted([*days, *words.further_days(text, days)], key=lambda day: day.start)
        own = [day for day in days if not words.is_of_paper(text, day)]
        if not own and not self.papers:
            return None, False, "of_paper"
        ends = [day for day in own if not words.is_no_end(text, day)]
        if own and not ends:
            return None, False, "vague"
        found: list[date] = []
        kinds: list[str] = []
        for day in ends or days:
            value, _, kind = self._dated(day, found)[:3]
            if value is None:
                return None, False, kind
            found.append(value)
            kinds.append(kind)
        latest = max(found)
        if min(found) != latest or (own and len(ends) < len(own)):
            starts = [self._dated(day, found)[0] or latest for day in own if day not in ends]
            first = min([*found, *starts])
            return latest, True, "several", first if first < latest and words.is_extension(text) else None
        kind = kinds[found.index(latest)]
        if not own:
            return latest, True, "of_paper"
        rest = words.without(text, days)
        doubtful = any(c.isdigit() for c in rest) or words.is_routine(text) or any(day.mixed for day in days)
        if kind == "date" and (doubtful or len(own) < len(days)):
            return latest, True, "several"
        return latest, kind != "date", kind

    def _dated(self, day: WrittenDay, before: list[date]) -> _Found:
        """Complete a written day."""
        if day.year is None:
            if before:
                # Beside a day that has a year: that year, or the next one where it would go back.
                value = _day(before[-1].year, day.month, day.day)
                if value is not None and value < before[-1]:
                    value = _day(before[-1].year + 1, day.month, day.day)
                return (value, True, "several") if value else _NO
            return self._with_year(day)
        if not day.short:
            value = _day(day.year, day.month, day.day)
            return (value, False, "date") if value else _NO
        # 21.07.16 is written the other way round, so only a year near a known one is believed.
        year = 2000 + day.year
        near = self.issued_on.year if self.issued_on else self.year_hint
        value = _day(year, day.month, day.day)
        if value is None or (near is not None and abs(near - year) > _NEAR_YEARS):
            return _NO
        return value, True, "short_year"

    def _with_year(self, day: WrittenDay) -> _Found:
        """Complete a day that has no year; a day before the document was issued means the year after it."""
        if not (1 <= day.month <= 12 and 1 <= day.day <= 31):
            return _NO
        issued = self.issued_on
        if issued is not None:
            value = _day(issued.year, day.month, day.day)
            if value is not None and value < issued:
                value = _day(issued.year + 1, day.month, day.day)
        elif self.year_hint is not None:
            value = _day(self.year_hint, day.month, day.day)
        else:
            return None, False, "no_year"
        return (value, True, "day_month") if value else _NO

    def _month_end(self, month: int, year: int | None, kind: str) -> _Found:
        if not 1 <= month <= 12:
            return _NO
        if year is None:
            known = self.issued_on.year if self.issued_on else self.year_hint
            if known is None:
                return None, False, "no_year"
            value = _last_day(known, month)
            if self.issued_on is not None and value < self.issued_on:
                value = _last_day(known + 1, month)
            return value, True, kind
        return (_last_day(year, month), True, kind) if FIRST_YEAR <= year <= LAST_YEAR else _NO

    def _after(self, amount: int, unit: str, rest: str, signed: bool) -> _Found:
        """Count a span of time from the day that the words name, or from the signing of the document."""
        named = _Words(rest, self.year_hint, self.issued_on, True)
        days = words.full_days(rest) or words.yearless_days(rest)
        base = named._dated(days[0], [])[0] if days else self.issued_on if signed else None
        if base is None:
            return None, False, "no_base"
        match unit:
            case "thang" | "nam":
                months = base.month - 1 + amount * (12 if unit == "nam" else 1)
                year, month = base.year + months // 12, months % 12 + 1
                value = date(year, month, min(base.day, calendar.monthrange(year, month)[1]))
            case "tuan":
                value = base + timedelta(weeks=amount)
            case "ngay":
                value = base + timedelta(days=amount)
            case _:
                value = _working_days(base, amount)
        return (value, True, "relative") if value.year <= LAST_YEAR else _NO


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _working_days(base: date, amount: int) -> date:
    """Count Mondays to Fridays; public holidays are not known here, one more reason to call the value inferred."""
    value = base
    while amount > 0:
        value += timedelta(days=1)
        amount -= value.weekday() < 5
    return value
