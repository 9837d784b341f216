"""Dates as Vietnamese registers write them: figures, words, months, quarters, and what is no date at all.

Facts: DOMAIN section 6. A dot separates both dates and thousands; a month and a quarter mean their last day; a day
without a year takes the year of the document or of the cut-off date. A value that had to be completed by such a rule
is marked inferred, so that a person sees it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from inspect_tui.domain.vietnamese import fold, one_line

FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2100
_SERIAL_ORIGIN: Final = date(1899, 12, 30)
_SERIALS: Final = (20000, 80000)
_NEAR_YEARS: Final = 3
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NOTHING: Final = frozenset(
    ("", "-", "--", "---", "/", "...", "…", ".", "0", "x", "khong", "khong co", "khong gia han")
)

_LEAD: Final = (
    r"^(?:(?:da|hoan thanh|hoan thien|ket thuc|bao cao|trinh|xong|truoc|sau|den|toi|het|cham nhat|muon nhat|la|vao"
    r"|trong|khong qua|thoi han|thoi gian|han|gia han|dieu chinh|lui|ngay|thuc hien|cuoi|nop)\b[\s:,(\-]*|[\s:,(\-]+)*"
)
_TAIL: Final = r"[\s.,;:)]*$"
_SEP: Final = r"\s*([/.\-])\s*"
_Q: Final = r"(iv|i{1,3}|0?[1-4])"

_FULL: Final = re.compile(
    r"(?<![\d/.])(?:(?P<d>\d{1,2})\s*(?P<s>[/.\-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<y>\d{4})(?![\d/])"
    r"|(?P<y2>\d{4})(?P<s2>[/.\-])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?![\d/])"
    r"|(?P<d3>\d{1,2})\s*(?:thang|/|-)\s*(?P<m3>\d{1,2})\s*(?:,\s*)?nam\s*(?P<y3>\d{4})(?!\d))"
)
_AFTER_DONE: Final = re.compile(r"(?:hoan thanh|xong|ket thuc)\s*(?:vao\s*)?(?:ngay\s*)?$")
_SHORT_YEAR: Final = re.compile(_LEAD + r"(\d{1,2})" + _SEP + r"(\d{1,2})\s*\2\s*(\d{2})" + _TAIL)
_DAY_MONTH: Final = re.compile(_LEAD + r"(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})" + _TAIL)
_NAMED_DAY: Final = re.compile(r"\bngay\s+(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})(?![\d%]|\s*[/.,\-]\s*\d)")
_MONTH: Final = re.compile(r"(?<!\d )\bthang\s*(\d{1,2})(?!\d)(?:\s*(?:[/.,\-]\s*)?(?:nam\s*)?(\d{4})(?!\d))?")
_BARE_MONTH: Final = re.compile(_LEAD + r"(?:t\.?\s*)?(\d{1,2})\s*[/\-.]\s*(\d{4})" + _TAIL)
_T_MONTH: Final = re.compile(_LEAD + r"t\.?\s*(\d{1,2})" + _TAIL)
_QUARTER: Final = re.compile(
    r"\b(?:quy|q)\.?\s*" + _Q + r"\b(?:\s*(?:,|va|-|den|\+)\s*(?:quy\s*)?" + _Q + r"\b(?!\s*\d))?"
    r"(?:\s*(?:[/.,\-]\s*)?(?:nam\s*)?(\d{4})(?!\d))?"
)  # fmt: skip
_BARE_QUARTER: Final = re.compile(_LEAD + r"(iv|i{1,3})\s*[/\-]\s*(\d{4})" + _TAIL)
_MONTHS_OF_YEAR: Final = re.compile(r"\b(\d{1,2}|sau)\s*thang\s*(dau|cuoi)\s*nam\b(?:\s*(\d{4}))?")
_YEAR: Final = re.compile(_LEAD + r"(?:nam\s*)?(\d{4})" + _TAIL)
_YEAR_END: Final = re.compile(r"^(?:(?:truoc|den|trong|vao)\s+)*(?:het|cuoi)\s+nam(?:\s*(\d{4}))?" + _TAIL)
_SPAN: Final = re.compile(
    r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(ngay lam viec|ngay|tuan|thang)\b(?P<rest>.*?\b(?:ke tu|sau khi|tinh tu)\b.*)"
)
_SIGNED: Final = re.compile(r"\b(?:ky|ban hanh|giao|van ban)\b")
_ROUTINE: Final = re.compile(
    r"thuong xuyen|lien tuc|dinh ky|\bhang (?:nam|quy|thang|tuan|ngay)|thang/lan|thang mot lan"
)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a cell says about a day.

    Attributes:
        value: the day, or None.
        raw: the cell's words on one line.
        inferred: a rule completed the value (no year, month, quarter, serial number, several dates).
        kind: ``date``, ``day_month``, ``short_year``, ``month``, ``quarter``, ``part_year``, ``year``, ``relative``,
            ``serial`` or ``several`` with a value; ``routine``, ``empty``, ``no_year``, ``no_base`` (counted from a
            day that is not known) or ``unreadable`` without.
    """

    value: date | None
    raw: str
    inferred: bool
    kind: str

    @property
    def plain(self) -> bool:
        """Whether the words are nothing but the date in figures, so that nothing is lost by the value."""
        raw = self.raw
        # Letters alone differ between the cases of a string; figures and separators do not.
        return self.kind == "date" and raw.isascii() and raw.upper() == raw.lower()


NO_DATE: Final = ReadDate(None, "", False, "empty")
"""What an empty cell says."""


def read_date(value: object, *, year_hint: int | None = None, issued_on: date | None = None) -> ReadDate:
    """Read a day from a cell: a date, a number or words.

    Args:
        value: what stands in the cell.
        year_hint: the year of the cut-off date, for a day without a year.
        issued_on: when the document was issued; its year comes before the hint, and "10 days after signing" counts
            from it.

    Returns:
        The day with the words it was read from; never an error, for a bad date is a fact of the register.
    """
    if value is None or value == "":
        return NO_DATE
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        known = FIRST_YEAR <= value.year <= LAST_YEAR
        return ReadDate(value if known else None, value.isoformat(), False, "date" if known else "unreadable")
    if isinstance(value, str):
        return _read_text(value, year_hint, issued_on)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ReadDate(None, one_line(str(value)), False, "unreadable")
    if _SERIALS[0] <= value <= _SERIALS[1]:
        return ReadDate(_SERIAL_ORIGIN + timedelta(days=int(value)), f"{value:g}", True, "serial")
    return _read_text(f"{value:.10g}", year_hint, issued_on)


@lru_cache(maxsize=8192)
def _read_text(text: str, year_hint: int | None, issued_on: date | None) -> ReadDate:
    raw = one_line(text)
    if len(raw) > 500:
        return ReadDate(None, raw, False, "unreadable")
    quick = _in_figures(raw)
    if quick is not None:
        return ReadDate(quick, raw, False, "date")
    folded = fold(raw.replace("–", "-").replace("—", "-").replace("−", "-"))
    if folded in _NOTHING:
        return ReadDate(None, raw, False, "empty")
    value, inferred, kind = _read_folded(folded, year_hint, issued_on)
    return ReadDate(value, raw, inferred, kind)


def _in_figures(raw: str) -> date | None:
    """Return the day of a plain d/m/yyyy, the form of nearly every cell; None leaves it to the patterns."""
    if len(raw) > 10 or not raw.isascii():
        return None
    for sep in "/.-":
        parts = raw.split(sep)
        if len(parts) == 3:
            day, month, year = parts
            if len(year) == 4 and year.isdigit() and day.isdigit() and month.isdigit():
                return _day(int(year), int(month), int(day))
            return None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Found = tuple[date | None, bool, str]
_NO: Final[_Found] = (None, False, "unreadable")


def _read_folded(text: str, year_hint: int | None, issued_on: date | None) -> _Found:
    # Spans come first: "10 ngày kể từ ngày 05/01/2021" holds a full date that is not the deadline.
    span = _SPAN.search(text)
    if span:
        return _after_span(span, issued_on)
    found = _full_dates(text)
    if found is not None:
        return found
    # Routine words come before months and quarters: "hàng quý", "6 tháng một lần".
    if _ROUTINE.search(text):
        return None, False, "routine"
    if text.isdigit() and len(text) == 5 and _SERIALS[0] <= int(text) <= _SERIALS[1]:
        return _SERIAL_ORIGIN + timedelta(days=int(text)), True, "serial"
    if match := _SHORT_YEAR.match(text):
        return _short_year(match, year_hint, issued_on)
    if match := _DAY_MONTH.match(text) or _NAMED_DAY.search(text):
        return _with_year(int(match[2]), int(match[1]), "day_month", year_hint, issued_on)
    return _periods(text, year_hint, issued_on)


def _full_dates(text: str) -> _Found | None:
    matches = list(_FULL.finditer(text))
    if not matches:
        return None
    days: list[date] = []
    for match in matches:
        y, m, d = (next(int(g) for g in (match[n], match[n + "2"], match[n + "3"]) if g) for n in "ymd")
        value = _day(y, m, d)
        if value is None:
            return _NO
        if _AFTER_DONE.search(text[: match.start()]):
            return value, False, "date"
        days.append(value)
    if len(set(days)) == 1:
        return days[0], False, "date"
    between = text[matches[0].end() : matches[-1].start()]
    is_range = "gia han" in text or re.search(r"\bden\b|^\s*-\s*$", between) is not None
    return days[-1] if is_range else days[0], True, "several"


def _short_year(match: re.Match[str], year_hint: int | None, issued_on: date | None) -> _Found:
    """Read 16/7/21; only a year near a known one is believed, for 21.07.16 is written the other way round."""
    year = 2000 + int(match[4])
    near = issued_on.year if issued_on else year_hint
    if near is not None and abs(near - year) > _NEAR_YEARS:
        return _NO
    value = _day(year, int(match[3]), int(match[1]))
    return (value, True, "short_year") if value else _NO


def _with_year(month: int, day: int, kind: str, year_hint: int | None, issued_on: date | None) -> _Found:
    """Complete a day that has no year; a day before the document was issued means the year after it."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return _NO
    if issued_on is not None:
        value = _day(issued_on.year, month, day)
        if value is not None and value < issued_on:
            value = _day(issued_on.year + 1, month, day)
    elif year_hint is not None:
        value = _day(year_hint, month, day)
    else:
        return None, False, "no_year"
    return (value, True, kind) if value else _NO


def _month_end(month: int, year: str | None, kind: str, year_hint: int | None, issued_on: date | None) -> _Found:
    if not 1 <= month <= 12:
        return _NO
    if year is not None:
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            return _NO
        return date(int(year), month, calendar.monthrange(int(year), month)[1]), True, kind
    known = issued_on.year if issued_on else year_hint
    if known is None:
        return None, False, "no_year"
    value = date(known, month, calendar.monthrange(known, month)[1])
    if issued_on is not None and value < issued_on:
        value = date(known + 1, month, calendar.monthrange(known + 1, month)[1])
    return value, True, kind


def _periods(text: str, year_hint: int | None, issued_on: date | None) -> _Found:
    """Read months, quarters and parts of a year; each means its last day."""
    if match := _MONTHS_OF_YEAR.search(text):
        months = 6 if match[1] == "sau" else int(match[1])
        return _month_end(12 if match[2] == "cuoi" else months, match[3], "part_year", year_hint, issued_on)
    if match := _last(_QUARTER, text):
        quarter = match[2] or match[1]
        return _month_end(3 * _quarter(quarter), match[3], "quarter", year_hint, issued_on)
    if match := _BARE_QUARTER.match(text):
        return _month_end(3 * _quarter(match[1]), match[2], "quarter", year_hint, issued_on)
    if match := _last(_MONTH, text):
        return _month_end(int(match[1]), match[2], "month", year_hint, issued_on)
    if match := _BARE_MONTH.match(text):
        return _month_end(int(match[1]), match[2], "month", year_hint, issued_on)
    if match := _T_MONTH.match(text):
        return _month_end(int(match[1]), None, "month", year_hint, issued_on)
    if match := _YEAR_END.match(text) or _YEAR.match(text):
        return _month_end(12, match[1], "year", year_hint, issued_on)
    return _NO


def _quarter(words: str) -> int:
    return _ROMAN.get(words) or int(words)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(text):  # noqa: B007 - the last one is wanted: "tháng 3 đến tháng 6"
        pass
    return match


def _after_span(match: re.Match[str], issued_on: date | None) -> _Found:
    """Count a span of days from the day that the words name, or from the signing of the document."""
    amount, unit, rest = int(match[1]), match[2], match["rest"]
    named = _full_dates(rest)
    base = named[0] if named else issued_on if _SIGNED.search(rest) else None
    if base is None:
        return None, False, "no_base"
    match unit:
        case "thang":
            months = base.month - 1 + amount
            year, month = base.year + months // 12, months % 12 + 1
            value = date(year, month, min(base.day, calendar.monthrange(year, month)[1]))
        case "tuan":
            value = base + timedelta(weeks=amount)
        case "ngay":
            value = base + timedelta(days=amount)
        case _:
            value = _working_days(base, amount)
    return value, True, "relative"


def _working_days(base: date, amount: int) -> date:
    """Count Mondays to Fridays; public holidays are not known here, one more reason to call the value inferred."""
    value = base
    while amount > 0:
        value += timedelta(days=1)
        amount -= value.weekday() < 5
    return value
