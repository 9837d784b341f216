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
_LONGEST_DAY: Final = 40
_BULLETS: Final = " \t\n-+*•.:("
_DONE: Final = later(
    r"^(?:(?:cham|tre|muon|som|qua|dung|truoc)(?: (?:tien do|thoi han|han|muon|tre))*\s*[,;:.\-]\s*)?"
    r"(?:(?:da|duoc|cong viec|nhiem vu|ngay)\s+)*"
    r"(?:hoan thanh|hoan tat|xong|thuc hien xong|trien khai xong|ket thuc)\b"
)
_TOLD: Final = re.compile(r"\bda\b|hoan t|xong|ket thuc|\bhan\b|\bht\b|100|done|complete")
"""What all words that say something about completion hold; most words do not, and are done with."""
_DONE_LATER: Final = later(r"\bda (?:hoan thanh|hoan tat|thuc hien xong|xong)\b")
_OPEN: Final = later(
    r"^(?:chua|dang|khong|du kien|se|phan dau|(?:da )?hoan thanh (?:mot phan|co ban)|(?:da )?co ban hoan thanh"
    r"|trong han|con han|sap den han)\b|\b(?:chua|khong) (?:hoan thanh|thuc hien xong|xong)\b"
)
_ALSO_DONE: Final = later(r"[;.,]\s*(?:da )?(?:hoan thanh|hoan tat|xong) (?:vao )?ngay:? \d")
"""After words that say that it is not done, the two do not go together."""
_PARTLY: Final = later(
    r"\b(?:co ban|phan lon|gan) (?:da )?(?:hoan thanh|hoan tat|xong)\b"
    r"|\b(?:hoan thanh|hoan tat|xong) (?:ve )?(?:co ban|mot (?:phan|so)|phan lon)\b"
)
_SAYS_DONE: Final = later(r"\b(?:hoan thanh|hoan tat|xong|ket thuc)\b")
_NOT_DONE: Final = later(
    r"^(?:chua|dang|khong|du kien|se|phan dau)\b|\b(?:chua|khong|se|du kien|phan dau) (?:the )?"
    r"(?:co ban )?(?:hoan|xong)"
)
_DRAFTED: Final = later(r"\b(?:hoan thanh|hoan tat|xong) (?:(?:viec|buoc) )?(?:xay dung )?(?:ban )?du thao\b")
_REJECTED: Final = later(
    r"\b(?:chưa|không) (?:đạt|duyệt|nghiệm thu|bảo đảm|đảm bảo|đầy đủ|(?:được )?(?:duyệt|phê duyệt|thông qua|chấp thuận"
    r"|chấp nhận|nghiệm thu|đồng ý|công nhận))\b|\b(?:trả lại|bị trả|trả về|bị từ chối)\b"
    r"|\b(?:làm lại|thực hiện lại|yêu cầu (?:bổ sung|chỉnh sửa|hoàn thiện))\b"
)
"""With their marks; a thing that came back is not done, whatever day stands beside it."""
_NOT_YET: Final = later(r"\bchưa\b")
_HANDED_IN: Final = later(r"^da (?:du thao|trinh|gui|nop|chuyen|(?:tham muu|bao cao)[^;.]*\btrinh)\b")
_PERHAPS: Final = later(
    r"\bda (?:ban hanh|phe duyet|ky|cong bo|bao cao|thuc hien|trien khai|to chuc|tham muu|xay dung|co|cap|ra soat"
    r"|kiem tra|tong hop|ban giao|thong bao|giai quyet|thanh lap|dua vao)\b"
    r"|^(?:qua|dung|tre|cham|truoc) han\b|^(?:da )?ht\b|^(?:100\s*%|done|completed)\W*$"
    r"|^(?:cham|tre|muon)\b(?!.*\b(?:se|du kien|phan dau|chua|khong)\b)[^.;]*\b(?:hoan thanh|xong)\b[^.;]*\d"
)
_STEP: Final = later(r"\b(?:dot|buoc|giai doan|phan|ky)\s+(?:\d|[ivx]+\b|dau\b|mot\b)")
_GOES_ON: Final = later(r"\b(?:đang|chưa|dự kiến|tiếp tục|sẽ|phấn đấu)\b")
"""With their marks, for "dang" is also đăng, dạng, Đảng."""
_DAY_OF_IT: Final = later(
    r"\b(?:hoan thanh|hoan tat|xong|ket thuc)\b"
    r"(?:\s*,?\s*(?:(?:dung|qua|tre|truoc) (?:thoi )?han|som|cham|muon|tre|toan bo|100\s*%|nhiem vu))*"
    r"[\s,:(]*(?:vao|tu)?\s*(?P<named>ngay\s*:?\s*)?$"
)
_DAY_BEFORE_IT: Final = later(r"^\s*[,:\-]?\s*(?:da )?(?:hoan thanh|hoan tat|thuc hien xong|xong)\b")
_DAY_FIRST: Final = later(r"^(?:vao\s+)?(?P<named>ngay\s*:?\s*)?$")
_TO: Final = later(r"^\s*(?:den|toi|-)\s*(?:het\s*)?(?:ngay\s*)?$")
_FROM: Final = later(r"\btu\s*(?:ngay\s*)?$")
_MONTH_OF_IT: Final = later(
    r"\b(?:hoan thanh|hoan tat|xong|ket thuc)[\s,(]*(?:(?:trong|vao|het|cuoi)\s+)*(?P<month>(?:thang|quy)\b[^,;]*)$"
)
_IN_TIME: Final = later(r"\b(?:dung|truoc) (?:thoi )?han[\s:,(]*$")
_LATE: Final = later(r"\b(?:qua han|tre han|cham|muon|tre)\b")
_EARLY: Final = later(r"\b(?:truoc (?:thoi )?han|som)\b")
_OFF_TIME: Final = later(r"\b(?:qua|tre|truoc) (?:thoi )?han\b")
_ONLY_DAYS: Final = later(r"^(?:[\s;,.()/:\-]|\b(?:ngay|den|tu|va)\b)*$")
_BARE: Final = later(r"^(?P<named>ngay\s*:?\s*)?\d{1,2}\s*(?:/|thang)\s*(?:\d{1,2}|\d{4})[\s.;)]*$")
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
PERHAPS: Final = Completion("perhaps")


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
    before, percent, _ = text.partition("%")
    in_part = _PARTLY.search(text) or (percent and not re.search(r"\b100\s*$", before) and _SAYS_DONE.search(text))
    if in_part and not _NOT_DONE.search(text):
        # A part without a day is plainly not all; with a day it may be what was meant by the end.
        return PERHAPS if date_words.full_days(text) or date_words.yearless_days(text) else OPEN
    if not _DONE.match(text) and not _DONE_LATER.search(text):
        return PERHAPS if _is_perhaps(text) or _ALSO_DONE.search(text) else OPEN
    if _OPEN.search(text):
        return PERHAPS if _ALSO_DONE.search(text) else OPEN
    unsure = _STEP.search(text) or _DRAFTED.search(text) or _REJECTED.search(marked)
    return PERHAPS if unsure else (marked, text)


@lru_cache(maxsize=4096)
def _with_day(marked: str, text: str, year_hint: int | None, issued_on: date | None) -> Completion:
    """Tell on which day words that say that a thing is done say it was."""
    first = _DONE.match(text)
    told = _named_day(text, year_hint, issued_on)
    if told is None and not _GOES_ON.search(marked):
        told = _day_in_front(text, year_hint, issued_on) or _month_of_it(text, year_hint, issued_on)
        if told is not None:
            return told
    if told is not None:
        goes_on = not first or _GOES_ON.search(marked) is not None
        return Completion("done", told.day, told.inferred or goes_on)
    if _GOES_ON.search(marked) or _is_part(text):
        return PERHAPS
    if not first:
        return PERHAPS
    found = read_date(_without_due_days(text), year_hint=year_hint, issued_on=issued_on, papers=True)
    # A month or a quarter in a sentence is what the report was about: "Đã hoàn thành báo cáo quý II".
    return Completion("done", found.value, True) if found.value and found.kind in _DATED else Completion("done")


@lru_cache(maxsize=4096)
def is_open(words: str) -> bool:
    """Tell whether words say plainly that a task is not done."""
    return _OPEN.search(_start_of(words)[1]) is not None


def is_rejected(words: str) -> bool:
    """Tell whether words say that a thing came back or was not accepted."""
    return _REJECTED.search(_start_of(words)[0]) is not None


def is_doubted(words: str) -> bool:
    """Tell whether words beside a day of completion say that it was not the end."""
    marked, text = _start_of(words)
    return bool(_NOT_YET.search(marked) or _REJECTED.search(marked) or _PARTLY.search(text) or _DRAFTED.search(text))


def bare_day(words: str, *, year_hint: int | None = None, issued_on: date | None = None) -> Completion:
    """Tell what words say that are nothing but a day, under a header that asks what came of a task.

    Args:
        words: the words as they stand.
        year_hint: the year of a day without a year.
        issued_on: the day of the document that gave the task; its year comes before the hint.
    """
    text = fold(words) if len(words) <= _LONGEST_DAY else ""
    days = date_words.full_days(text)
    bare = _BARE.match(text)
    if not bare and not (days and _ONLY_DAYS.match(date_words.without(text, days))):
        return OPEN
    found = read_date(words, year_hint=year_hint, issued_on=issued_on)
    day = found.value
    if day is None or found.kind not in _DATED or (bare and not bare["named"] and day.day <= day.month):
        # Two thirds as well as the second of March; or a day that no calendar has.
        return PERHAPS
    return Completion("done", day, True)


def is_odd_beside(words: str, done: date, deadline: date | None) -> bool:
    """Tell whether words such as "quá hạn ngày …" do not go with a day of completion: it may be the deadline's."""
    text = _start_of(words)[1]
    if deadline is None:
        return _OFF_TIME.search(text) is not None
    if _LATE.search(text):
        return done <= deadline
    return _EARLY.search(text) is not None and done >= deadline


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
        before = text[: day.start]
        due = _DUE_DAY.search(before)
        if due is not None and due["named"]:
            due = None
        if due is not None and not _IN_TIME.search(before):
            continue
        if day.year is None and not tied["named"] and day.day <= day.month:
            # "Hoàn thành 2/3" is two thirds as well as the second of March.
            return None
        to = next((one for one in days if _FROM.search(before) and _TO.match(text[day.end : one.start])), None)
        if to is not None:
            found = read_date(text[day.start : to.end], year_hint=year_hint, issued_on=issued_on)
            return Completion("done", found.value, True) if found.value else None
        found = read_date(text[day.start : day.end], year_hint=year_hint, issued_on=issued_on)
        if found.value is not None:
            others = [one for one in days if one is not day and not date_words.is_of_paper(text, one)]
            unsure = due is not None or any(not _DUE_DAY.search(text[: one.start]) for one in others)
            return Completion("done", found.value, found.inferred or unsure)
    return None


def _day_in_front(text: str, year_hint: int | None, issued_on: date | None) -> Completion | None:
    """Return the day of words that begin with it: "Ngày 12/6/2021 đã hoàn thành"."""
    for day in date_words.full_days(text) or date_words.further_days(text, []):
        lead = _DAY_FIRST.match(text[: day.start])
        if lead is None or not _DAY_BEFORE_IT.match(text[day.end :]) or (day.year is None and not lead["named"]):
            return None
        found = read_date(text[day.start : day.end], year_hint=year_hint, issued_on=issued_on)
        return Completion("done", found.value, True) if found.value else None
    return None


def _month_of_it(text: str, year_hint: int | None, issued_on: date | None) -> Completion | None:
    """Return the last day of a month or a quarter in which a thing was done; "báo cáo quý II" names none."""
    tied = _MONTH_OF_IT.search(text)
    if tied is None:
        return None
    found = read_date(tied["month"], year_hint=year_hint, issued_on=issued_on)
    return Completion("done", found.value, True) if found.value and found.kind in ("month", "quarter") else None


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
