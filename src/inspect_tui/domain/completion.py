"""What a result column's words say about completion: done on a day, done on no day, perhaps done, or not.

A thing handed in is not yet a thing done ("đã trình" and "đã ban hành" are two facts, DOMAIN section 2), and a thing
issued is not declared done by anybody: that is left to a person.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from inspect_tui.domain import date_words
from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import clean, fold
from inspect_tui.domain.vietnamese_dates import read_date

_LONGEST: Final = 500
_BULLETS: Final = " \t\n-+*•.:("
_DONE: Final = later(
    r"^(?:(?:da|duoc|cong viec|nhiem vu|ngay)\s+)*"
    r"(?:hoan thanh|hoan tat|xong|thuc hien xong|trien khai xong|ket thuc)\b"
)
_TOLD: Final = re.compile(r"\bda\b|hoan t|xong|ket thuc|\bhan\b|\bht\b|100|done|complete")
"""What all words that say something about completion hold; most words do not, and are done with."""
_DONE_LATER: Final = later(r"\bda (?:hoan thanh|hoan tat|thuc hien xong|xong)\b")
_OPEN: Final = later(
    r"^(?:chua|dang|khong|du kien|se|phan dau|hoan thanh mot phan|(?:da )?hoan thanh co ban|(?:da )?co ban hoan thanh"
    r"|trong han|con han|sap den han)\b|\b(?:chua|khong) (?:hoan thanh|thuc hien xong|xong)\b"
)
_HANDED_IN: Final = later(r"^da (?:du thao|trinh|gui|nop|chuyen|(?:tham muu|bao cao)[^;.]*\btrinh)\b")
_PERHAPS: Final = later(
    r"\bda (?:ban hanh|phe duyet|ky|cong bo|bao cao|thuc hien|trien khai|to chuc|tham muu|xay dung|co|cap|ra soat"
    r"|kiem tra|tong hop|ban giao|thong bao|giai quyet|thanh lap|dua vao)\b"
    r"|^(?:qua|dung|tre|cham|truoc) han\b|^(?:da )?ht\b|^(?:100\s*%|done|completed)\W*$"
)
_STEP: Final = later(r"\b(?:dot|buoc|giai doan|phan|ky)\s+(?:\d|[ivx]+\b|dau\b|mot\b)")
_GOES_ON: Final = later(r"\b(?:đang|chưa|dự kiến|tiếp tục|sẽ|phấn đấu)\b")
"""With their marks, for "dang" is also đăng, dạng, Đảng."""
_DAY_OF_IT: Final = later(
    r"\b(?:hoan thanh|hoan tat|xong|ket thuc)\b"
    r"(?:\s*,?\s*(?:dung han|qua han|tre han|truoc han|truoc thoi han|som|cham|muon|tre|toan bo|100\s*%|nhiem vu))*"
    r"[\s,:(]*(?:vao|tu)?\s*(?P<named>ngay\s*:?\s*)?$"
)
_DUE_DAY: Final = later(r"\bhan\b[\s:,(]*(?:la|den|chot)?\s*(?P<named>ngay\s*)?$")
_PLANNED: Final = later(r"\b(?:du kien|se|phan dau|ke hoach)\b[^.;]*$")
_FRACTION: Final = later(r"(?<![\d/.])(\d{1,3})\s*/\s*(\d{1,3})(?![\d/])")
_DATED: Final = ("date", "day_month", "short_year", "several", "of_paper")


class Completion(NamedTuple):
    """What words say about completion.

    Attributes:
        state: ``done``, ``perhaps`` (a person has to say) or ``open`` (not done, or nothing is said about it).
        day: the day of completion, where it is done and a day is named.
        inferred: the day was completed by a rule, or is that of a paper or of something else in the words.
    """

    state: str
    day: date | None = None
    inferred: bool = False


OPEN: Final = Completion("open")


def read_completion(words: str, *, year_hint: int | None = None, issued_on: date | None = None) -> Completion:
    """Tell what a status or a result says about completion.

    Args:
        words: the words as they stand.
        year_hint: the year of a day without a year.
        issued_on: the day of the document that gave the task; its year comes before the hint.
    """
    # Most words name no day, and mean the same for every task.
    said = _without_day(words)
    return said if isinstance(said, Completion) else _with_day(*said, year_hint, issued_on)


@lru_cache(maxsize=4096)
def _without_day(words: str) -> Completion | tuple[str, str]:
    """Tell what words say if it does not matter whether they name a day; else return them, with marks and folded."""
    marked, text = _start_of(words)
    if not _TOLD.search(text):
        return OPEN
    text = date_words.without_times(text)
    if not _DONE.match(text) and not _DONE_LATER.search(text):
        return Completion("perhaps") if _is_perhaps(text) else OPEN
    if _OPEN.search(text):
        return OPEN
    before, percent, _ = text.partition("%")
    if percent and not re.search(r"\b100\s*$", before):
        return OPEN
    return Completion("perhaps") if _STEP.search(text) else (marked, text)


@lru_cache(maxsize=4096)
def _with_day(marked: str, text: str, year_hint: int | None, issued_on: date | None) -> Completion:
    """Tell on which day words that say that a thing is done say it was."""
    first = _DONE.match(text)
    told = _named_day(text, year_hint, issued_on)
    if told is not None:
        goes_on = not first or _GOES_ON.search(marked) is not None
        return Completion("done", told.day, told.inferred or goes_on)
    if _GOES_ON.search(marked) or _is_part(text):
        return Completion("perhaps")
    if not first:
        return Completion("perhaps")
    found = read_date(_without_due_days(text), year_hint=year_hint, issued_on=issued_on, papers=True)
    # A month or a quarter in a sentence is what the report was about: "Đã hoàn thành báo cáo quý II".
    return Completion("done", found.value, True) if found.value and found.kind in _DATED else Completion("done")


@lru_cache(maxsize=4096)
def is_open(words: str) -> bool:
    """Tell whether words say plainly that a task is not done."""
    return _OPEN.search(_start_of(words)[1]) is not None


def is_handed_in(words: str) -> bool:
    """Tell whether words say that a thing was handed in, which is a step and not yet the end."""
    return _HANDED_IN.match(_start_of(words)[1]) is not None


@lru_cache(maxsize=256)
def _start_of(words: str) -> tuple[str, str]:
    """Return the first lines, with marks and folded; what stands behind them in a long report is about other things."""
    marked = clean(words[:_LONGEST]).casefold().lstrip(_BULLETS)
    return marked, fold(marked)


def _is_perhaps(text: str) -> bool:
    if _OPEN.search(text):
        return False
    handed_in = _HANDED_IN.match(text) is not None
    return _PERHAPS.search(text) is not None and not (handed_in and "da ban hanh" not in text)


def _named_day(text: str, year_hint: int | None, issued_on: date | None) -> Completion | None:
    """Return the day that follows upon the word "done" itself, or None where none does."""
    days = date_words.full_days(text) or date_words.further_days(text, [])
    for day in days:
        tied = _DAY_OF_IT.search(text[: day.start])
        if tied is None or _PLANNED.search(text[: day.start]):
            continue
        due = _DUE_DAY.search(text[: day.start])
        if due is not None and not due["named"]:
            continue
        if day.year is None and not tied["named"] and day.day <= day.month:
            # "Hoàn thành 2/3" is two thirds as well as the second of March.
            return None
        found = read_date(text[day.start : day.end], year_hint=year_hint, issued_on=issued_on)
        if found.value is not None:
            others = [one for one in days if one is not day and not date_words.is_of_paper(text, one)]
            unsure = due is not None or any(not _DUE_DAY.search(text[: one.start]) for one in others)
            return Completion("done", found.value, found.inferred or unsure)
    return None


def _is_part(text: str) -> bool:
    """Tell whether the words count a part of the whole: "2/3 nội dung"; 7/7 is all of it."""
    rest = date_words.without(text, date_words.full_days(text))
    return any(int(m[1]) < int(m[2]) and not _is_named(rest, m.start()) for m in _FRACTION.finditer(rest))


def _is_named(text: str, at: int) -> bool:
    return text[:at].rstrip().endswith("ngay")


def _without_due_days(text: str) -> str:
    """Blank out days that are named as deadlines: "đúng hạn (30/6/2021)"."""
    due = [day for day in date_words.full_days(text) if _DUE_DAY.search(text[: day.start])]
    return date_words.without(text, due)
