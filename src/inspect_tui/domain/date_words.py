"""Where days and periods stand in a register's words, and what the words around them make of them.

All text here is folded: no marks, no case. Folding makes one word of several (sáu and sau, tư and từ), so a word
counts only beside a number or in a fixed phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from inspect_tui.domain.patterns import later

_ENGLISH: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS: Final = {"mot": 1, "ba": 3, "sau": 6, "bay": 7, "chin": 9, "muoi": 10}
_Q: Final = r"(iv|i{1,3}|0?[1-4])"

_TIMES: Final = later(
    r"(?:(?<=\d)t|(?<![\d/.:]))\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:z\b|[+-]\d{2}:?\d{2}(?!\d))?(?:\s*[ap]m\b)?"
    r"|(?<![\d/.,\-])\d{1,2}\s*(?:gio|h|g)(?:\s*\d{2}(?:\s*(?:phut|p)\b)?)?(?![\w/])"
    r"|\bthu\s*[2-7]\b(?!\s*[/.\-]\s*\d)"
)
"""Times of day and week days: they change nothing about the day."""
_MAY_BE_TIME: Final = re.compile(r"\d(?::|\s*[gh])|thu\s*\d")
"""What all of them hold, found in a fifth of the time."""
_NO_GAP: Final = later(r"\bngay(?=\d)")
_FULL: Final = later(
    r"(?<![\w/.])(?<!thang )(?<!quy )(?<!qui )(?:"
    r"(?P<d>\d{1,2})\s*(?P<s>[/.\-])\s*(?P<m>\d{1,2})\s*(?P<s2>[/.\-])\s*(?P<y>\d{4}|\d{2})(?!\w|\s*/|[.\-]\d|-[a-z])"
    r"|(?P<d1>\d{1,2})\s*[/.\-]\s*(?P<m1>\d{1,2})\s*[/.\-]\s*(?P<y1>\d{4})(?=-\d)"
    r"|(?P<y2>\d{4})\s?[/.\-]\s?(?P<m2>\d{1,2})\s?[/.\-]\s?(?P<d2>\d{1,2})(?!\w|/)"
    r"|(?P<d3>\d{1,2})\s*(?:thang|/|-|\.)\s*(?P<m3>\d{1,2})\s*(?:,\s*)?nam\s*(?P<y3>\d{4})(?!\w)"
    rf"|(?P<d4>\d{{1,2}})[\s\-]*(?P<m4>{'|'.join(_ENGLISH)})[a-z]*\.?[\s\-,]*(?P<y4>\d{{4}}|\d{{2}})(?!\w)"
    r")"
)
_DAY_MONTH: Final = later(
    r"(?<![\w/.,\-])(\d{1,2})\s*(?:/|thang)\s*(\d{1,2})(?![\w%]|\s*[/.,\-]\s*\d|\s*[/\-]\s*[a-z])"
)
_NAMED_DAY: Final = later(
    r"\bngay\s*:?\s*(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})(?![\d%]|\s*[/.,\-]\s*\d|\s*[/\-]\s*[a-z])"
    r"|\b(?:truoc|den|het|cham nhat|muon nhat|han)\s*:?\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})"
    r"(?=\s*(?:[.;,)]?\s*$|[;)]|,\s*[a-z]))"
)
_LEAD: Final = (
    r"^(?:(?:da|hoan thanh|hoan thien|ket thuc|bao cao|trinh|xong|truoc|den|toi|het|cham nhat|muon nhat|la|vao"
    r"|trong|khong qua|thoi han|thoi gian|han|gia han|dieu chinh|lui|ngay|thuc hien|cuoi|nop|gui)\b[\s:,(\-]*"
    r"|[\s:,(\-]+)*"
)
_TAIL: Final = r"[\s.,;:)]*$"
_ALONE: Final = later(_LEAD + r"(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})" + _TAIL)

_SYMBOL: Final = later(r"\bso\s*:?\s*\d[\w/&.\-]*|\b\d{1,5}\s?[/\-]\s?(?:\d{4}\s?/\s?)?[a-z][\w/&\-]*")
_BY_PAPER: Final = later(
    r"\b(?:theo|can cu|tai)\s+(?:quyet dinh|ke hoach|cong van|van ban|thong bao|chi thi|nghi quyet|to trinh|bao cao"
    r"|hop dong|de an|qd|kh|cv|vb|tb|ct|nq|tt|bc)\b|\b(?:quyet dinh|cong van|van ban|chi thi|nghi quyet)(?=\s+ngay\b)"
)
_DUE: Final = later(r"\b(?:truoc|den|cham nhat|muon nhat|han|gia han|xong|hoan thanh|het|khong qua|lui)\b")
_MOVED: Final = later(r"\b(?:gia han|dieu chinh|lui)\b")
_ASKED: Final = later(
    r"\b(?:xin|de nghi|de xuat|kien nghi)\b[^.;]*?\b"
    r"(?:(?:gia han|lui|keo dai|dieu chinh (?:thoi (?:han|gian)|tien do|han))"
    r"(?:\s+(?:thoi han|thoi gian|tien do|han|them|tiep|lan \w+|thuc hien|hoan thanh|nhiem vu))*\s*"
    r"(?:$|[(),.;:\d]|(?:den|sang|toi|tu|truoc)\b)|dieu chinh\s*(?:den|sang|toi)\b)"
)
"""A request for time; "đề xuất điều chỉnh quy hoạch" is the task itself."""
_GRANTED: Final = later(
    r"(?<!chua )(?<!khong )(?<!chua duoc )(?<!khong duoc )(?<!cho )\b(?:dong y|chap thuan|cho phep|phe duyet"
    r"|cho gia han|duoc gia han)\b"
)
_FROM_GIVEN: Final = later(r"\b(?:gia han|lui|dieu chinh|keo dai)\b.{0,20}?\btu\s*(?:ngay\s*)?(?=\d)")
_TILL_NOW: Final = later(r"\s*(?:den nay|tro di)\b")
_NOT_TILL: Final = later(r"\b(?:(?:sau|tu|bat dau)\s*(?:khi\s*)?(?:ngay\s*)?:?|tuan(?: thu)?|dot|lan|ky|so)\s*$")
_TILL: Final = later(r"\bden\b(?!\s*nay)|-")

_PERIODS: Final = (
    ("part_year", later(
        r"\b(\d{1,2}|mot|ba|sau|bay|chin|muoi)\s*thang\s*(dau|cuoi)\s*(?:cua\s*)?nam\b(?:\s*(\d{4})(?!\d))?")),
    ("quarter", later(
        r"\b(?:qu[yi]|q)\.?\s*" + _Q + r"\b(?:\s*(?:,|va|-|den|\+)\s*(?:qu[yi]\s*)?" + _Q + r"\b(?!\s*\d))?"
        r"(?:\s*(?:[/.,\-]\s*)?(?:nam\s*)?(\d{4})(?!\d))?")),
    ("month", later(
        r"(?<!\d )\bthang\s*(\d{1,2})(?!\d)(?:\s*(?:-|den)\s*(\d{1,2})(?!\d))?"
        r"(?:\s*(?:[/.,\-]\s*)?(?:nam\s*)?(\d{4})(?!\d))?")),
)  # fmt: skip
"""Each with the period, its second half, and its year as groups."""
_BARE_PERIODS: Final = (
    ("quarter", later(_LEAD + r"(iv|i{1,3})()\s*[/\-]\s*(\d{4})" + _TAIL)),
    ("month", later(_LEAD + r"(?:t\.?\s*)?(\d{1,2})()\s*[/\-.]\s*(\d{4})" + _TAIL)),
    ("month", later(_LEAD + r"t\.?\s*(\d{1,2})()()" + _TAIL)),
    ("year", later(_LEAD + r"()()nam\s*(\d{4})" + _TAIL)),
    ("year", later(
        r"^(?:(?:truoc|den|trong|vao|khi)\s+)*()()(?:het|cuoi|trong)\s+nam(?:\s*(?:nay|(\d{4})))?" + _TAIL)),
)  # fmt: skip
_NO_END: Final = later(
    r"\b(?:dau|giua|tuan|(?:trung|thuong|ha) tuan|nua (?:dau|cuoi)|tuan (?:\d|dau|cuoi|thu \w+)|sau|tu|truoc|ngoai)"
    r"\s*(?:cua\s*)?$"
)
"""Words before a period of which its last day does not follow: the beginning of July, after July, before July."""
_OTHER_YEAR: Final = later(r"^\s*nam\s*(?:sau|toi|truoc|ngoai)\b")
_VAGUE: Final = later(
    r"\b(?:dau|giua|cuoi|trong|het|nua dau|nua cuoi|tuan)\s+(?:thang|quy|nam|tuan)\b"
    r"|\b(?:thang|quy|nam|tuan)\s+(?:sau|toi|nay)\b"
    r"|\btuan\s+(?:thu\s+)?\w+\s+(?:cua\s+)?thang\b"
)
_SPAN: Final = later(
    r"(?<![\d/.,])(?P<amount>\d{1,3})\s*(?:\([^)]*\)\s*)?(?P<unit>ngay lam viec|ngay|tuan|thang|nam)\b"
    r"(?P<rest>.*?\b(?:ke tu|sau khi|tinh tu)\b.*)"
)
_BARE_SPAN: Final = later(
    r"^(?:(?:sau|trong|vong|thoi han|thoi gian|khong qua|cham nhat|toi da)\b[\s:]*)*"
    r"\d{1,3}\s*(?:\([^)]*\)\s*)?(?:ngay(?: lam viec)?|tuan|thang|nam)" + _TAIL
)
_SIGNED: Final = later(
    r"\b(?:ke tu|sau khi|tinh tu)\s*(?:(?:tu|ngay|khi|luc|thoi diem)\s*)*(?:duoc\s*)?"
    r"(?:ky(?:\s*ban hanh)?|ban hanh|giao(?:\s*nhiem vu)?|(?:co\s*)?van ban giao)"
    r"(?:\s*(?:cong van|van ban|quyet dinh|thong bao|ke hoach|chi thi)(?:\s*(?:nay|giao))?)?" + _TAIL
)
"""From the signing of the very paper that gave the task; of another's signing or arrival nothing is known."""
_ROUTINE: Final = later(
    r"thuong xuyen|lien tuc|dinh ky|\bhang (?:nam|quy|thang|tuan|ngay)|(?:thang|quy|nam|tuan)\s*/\s*lan"
    r"|(?:thang|quy|nam|tuan) (?:mot|1) lan|lan\s*/\s*(?:thang|quy|nam|tuan)|nam tiep theo"
)


class WrittenDay(NamedTuple):
    """A day as it stands in words.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        day: of the month.
        month: as a number; nobody has checked it yet.
        year: as a number, or None where none is written.
        short: its year has two digits.
        mixed: its separators differ, as in 16/7.2021.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    short: bool = False
    mixed: bool = False


class WrittenPeriod(NamedTuple):
    """A month, a quarter or a part of a year as it stands in words; ``month`` is its last one."""

    kind: str
    month: int
    year: int | None


def without_times(text: str) -> str:
    """Return the text without times of day and week days."""
    if _MAY_BE_TIME.search(text):
        text = _TIMES.sub(" ", text)
    return _NO_GAP.sub("ngay ", text) if "ngay" in text else text


@lru_cache(maxsize=64)
def full_days(text: str) -> Sequence[WrittenDay]:
    """Return the days that have a year, in their order; the same words are asked several times in a row."""
    found = []
    for match in _FULL.finditer(text):
        for group in ("", "1", "2", "3", "4"):
            if match["d" + group]:
                month = match["m" + group]
                number = _ENGLISH.index(month) + 1 if month.isalpha() else int(month)
                mixed = not group and match["s"] != match["s2"]
                year = match["y" + group]
                day = int(match["d" + group])
                found.append(WrittenDay(*match.span(), day, number, int(year), len(year) == 2, mixed))
                break
    return tuple(found)


def further_days(text: str, days: Sequence[WrittenDay]) -> list[WrittenDay]:
    """Return days without a year that stand beside days with one: "30/7/2021, gia hạn đến 15/8"."""
    rest = without(text, days)
    return [WrittenDay(*m.span(), int(m[1]), int(m[2]), None) for m in _DAY_MONTH.finditer(rest)]


def yearless_days(text: str) -> list[WrittenDay]:
    """Return the days without a year that are surely days: alone in the cell, or named so."""
    match = _ALONE.match(text)
    if match:
        return [WrittenDay(match.start(1), match.end(2), int(match[1]), int(match[2]), None)]
    found = []
    for match in _NAMED_DAY.finditer(text):
        first = 1 if match[1] else 3
        day, month = int(match[first]), int(match[first + 1])
        found.append(WrittenDay(match.start(first), match.end(first + 1), day, month, None))
    return found


def without(text: str, days: Sequence[WrittenDay]) -> str:
    """Return the text with the days blanked out."""
    for day in days:
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return text


def is_of_paper(text: str, day: WrittenDay) -> bool:
    """Tell whether a day is that of a paper named before it: "Kế hoạch số 12/KH-UBND ngày 05/01/2021"."""
    before = text[: day.start]
    named = None
    for named in (*_SYMBOL.finditer(before), *_BY_PAPER.finditer(before)):  # noqa: B007 - the last one is wanted
        pass
    return named is not None and not _DUE.search(before[named.end() :]) and ";" not in before[named.end() :]


def is_no_end(text: str, day: WrittenDay) -> bool:
    """Tell whether words before a day make it a beginning, or no day: "từ ngày 1/6/2021", "tuần 2 tháng 9 năm 2021"."""
    if _TILL_NOW.match(text[day.end :]):
        return True
    return _NOT_TILL.search(text[: day.start]) is not None and not _TILL.search(text[day.end :])


def is_extension(text: str) -> bool:
    """Tell whether the words speak of a deadline that was moved."""
    return _MOVED.search(text) is not None


def given_before_asking(text: str) -> str | None:
    """Return what words say of the deadline that was given, where the rest of them only asks for a later one.

    Returns:
        The part before the request, or the day from which it asks to be moved; None where nothing is only asked for.
    """
    asked = _ASKED.search(text)
    if asked is None or _GRANTED.search(text):
        return None
    given = text[: asked.start()].rstrip(" ,;:(-.")
    if not any(c.isdigit() for c in given) and (moved := _FROM_GIVEN.search(text, asked.start())):
        given = re.split(r"\b(?:den|sang|toi)\b", text[moved.end() :], maxsplit=1)[0].strip()
    return given


def is_routine(text: str) -> bool:
    """Tell whether the words are of work that comes again and again."""
    return _ROUTINE.search(text) is not None


def is_vague(text: str) -> bool:
    """Tell whether the words name a time of which no day follows."""
    return _VAGUE.search(text) is not None


def written_period(text: str) -> WrittenPeriod | None:
    """Return the last period of the words, or None where there is none or its last day does not follow from them."""
    for kind, pattern in _BARE_PERIODS:
        if match := pattern.match(text):
            return _period(kind, match)
    found = sorted(_all_periods(text), key=lambda f: f[1].end())
    if not found:
        return None
    kind, last = found[-1]
    if _NO_END.search(text[: last.start()]) or _OTHER_YEAR.match(text[last.end() :]):
        return None
    rest = text
    for _, match in found:
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    return None if any(c.isdigit() for c in rest) else _period(kind, last)


def _all_periods(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PERIODS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield kind, match


def _period(kind: str, match: re.Match[str]) -> WrittenPeriod:
    first, second, year = match[1], match[2], match[3]
    month = 12
    if kind == "month":
        month = int(second or first)
    elif kind == "quarter":
        quarter = second or first
        month = 3 * (_ROMAN.get(quarter) or int(quarter))
    elif kind == "part_year" and second == "dau":
        month = _COUNTS.get(first) or int(first)
    return WrittenPeriod(kind, month, int(year) if year else None)


def has_period(text: str) -> bool:
    """Tell whether the words name a period at all, whatever else they say about it."""
    return any(True for _ in _all_periods(text))


def written_span(text: str) -> tuple[int, str, str, bool] | None:
    """Return a span of time that counts from a day, or None.

    Returns:
        Amount, unit, the words from which it counts, and whether those are the signing of the paper itself.
    """
    match = _SPAN.search(text)
    if match is None:
        return None
    return int(match["amount"]), match["unit"], match["rest"], _SIGNED.search(match["rest"]) is not None


def is_bare_span(text: str) -> bool:
    """Tell whether the words are a span and nothing says from which day it counts."""
    return _BARE_SPAN.match(text) is not None
