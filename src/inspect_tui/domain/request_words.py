"""Who is to do what until when, read from the words of a request: "Giao Sở Nội vụ rà soát, xong trước 30/9".

Days are read by `vietnamese_dates`; here is only where in a sentence a deadline stands, and what year it has. Nothing
is certain: the person sees what was read, and changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from inspect_tui.domain.date_words import without_times
from inspect_tui.domain.patterns import later
from inspect_tui.domain.records import Session, SessionContent
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.domain.vietnamese_dates import read_date

_NEXT_YEAR: Final = timedelta(days=200)
"""How far off a day without a year may be in the next year: a deadline that has passed is none."""

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_COUNTED: Final = r"(?!\s*(?:nhiem|viec|noi dung|chi|don vi|xa|huyen|thon|so|van|ho|nguoi|de|du|cong|muc|tasks?|of)\b)"
"""Behind 9/12 these make it nine of twelve."""
_DAY: Final = (
    rf"(?:\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}(?:\s*[/.\-]\s*\d{{4}})?(?![\w%]){_COUNTED}"
    r"|\d{1,2}\s*(?:thang|/)\s*\d{1,2}(?:\s*,?\s*(?:nam|/)\s*\d{4})?(?![\w%])" + _COUNTED + ")"
)
_PERIOD: Final = (
    r"(?:(?:thang\s*\d{1,2}|(?:quy|qui)\s*(?:iv|i{1,3}|[1-4])\b)(?:\s*(?:[/\-]|nam)\s*\d{4})?(?![\w%])"
    r"|(?:6|sau)\s+thang\s+cuoi\s+(?:cua\s+)?nam(?:\s*\d{4})?\b"
    r"|nam(?:\s+(?:nay|\d{4})\b|(?=\s*(?:[.,;)]|$))))"
)
_DUE: Final = later(
    r"\b(?P<due>(?:truoc|cham nhat|muon nhat|khong qua|khong muon hon|han cuoi|han chot|thoi han|han|den|toi|het"
    r"|trong|cuoi|(?:xong|hoan thanh)(?=\s+(?:vao\s+)?ngay))\b(?:\s*:)?"
    r"(?:\s+(?:la|vao|den|het|truoc|trong|cuoi|ngay)\b)*\s*)"
    rf"(?P<when>{_DAY}|{_PERIOD})"
)
_ENGLISH_DUE: Final = later(
    r"\b(?:by|before|until|due(?: on| by)?|no later than|not later than|deadline(?: of)?)\s*:?\s+(?:the\s+)?"
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTHS})[a-z]*|(?P<m2>{_MONTHS})[a-z]*\s+"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)|(?P<figures>{_DAY}))(?:,?\s+(?P<y>\d{{4}}))?\b"
)
_ASKS: Final = later(
    r"\b(?:giao(?: trach nhiem)?(?: cho)?|de nghi|yeu cau|kien nghi|chi dao|assigns?(?: to)?|asks?|requests?"
    r"|requires?)\s+(?:(?:cho|doi voi|the|dong chi)\s+)*"
)
_TITLE: Final = later(
    r"^(?:(?:dai dien|lanh dao|pho|truong|giam doc|chu tich|chanh van phong|chanh thanh tra|truong ban|truong phong"
    r"|thu truong|ong|ba|dong chi|representative of|head of)\s+(?:the\s+)?)+"
)


def due_day(text: str, held_on: date | None) -> date | None:
    """Return until when a request is to be done, None where no day follows from its words.

    Words name a deadline by what stands before the day ("trước", "chậm nhất", "hết", "by"); a day of a paper or of a
    meeting is none. Of several days the last one counts.

    Args:
        text: the words.
        held_on: the day of the visit. A day without a year is of its year, or of the next one where it would have
            passed and is not far off; days before it are no deadlines.
    """
    folded = without_times(fold(text))
    if not any(c.isdigit() for c in folded) and "nam" not in folded and "quy" not in folded:
        return None
    found = []
    for match in _DUE.finditer(folded):
        found.append(_read(match["due"] + match["when"], held_on))
    for match in _ENGLISH_DUE.finditer(folded):
        month = match["m"] or match["m2"]
        if month is None:
            words = match["figures"] if match["y"] is None else f"{match['figures']}/{match['y']}"
            found.append(_read("truoc ngay " + words, held_on))
        else:
            years = [int(match["y"])] if match["y"] else _years(held_on)
            found.append(_first([f"{match['d'] or match['d2']} {month} {year}" for year in years], held_on))
    return max((day for day in found if day is not None), default=None)


def _read(words: str, held_on: date | None) -> date | None:
    days = [read_date(words, year_hint=year).value for year in _years(held_on) or (None,)]
    return _in_time(days, held_on)


def _first(words: Iterable[str], held_on: date | None) -> date | None:
    return _in_time([read_date(one).value for one in words], held_on)


def _years(held_on: date | None) -> list[int]:
    return [] if held_on is None else [held_on.year, held_on.year + 1]


def _in_time(days: Iterable[date | None], held_on: date | None) -> date | None:
    """Return the first of some days that can still be a deadline; one of a later year only where it is near."""
    for place, day in enumerate(days):
        if day is None or (held_on is not None and day < held_on):
            continue
        if place and held_on is not None and day - held_on > _NEXT_YEAR:
            continue
        return day
    return None


def unit_index(names: Iterable[str]) -> dict[str, str]:
    """Return the units of names by their folded words: "Đại diện Sở Nội vụ" is also Sở Nội vụ.

    Args:
        names: participants, sides and lead agencies; the first of two that are folded alike counts.
    """
    units: dict[str, str] = {}
    for name in names:
        name = one_line(name)
        folded = fold(name)
        title = _TITLE.match(folded)
        rest = folded[title.end() :] if title is not None else ""
        if len(rest.split()) > 1:
            units.setdefault(rest, " ".join(name.split()[-len(rest.split()) :]))
        if len(folded) > 1:
            units.setdefault(folded, name)
    return units


def asked_unit(text: str, units: Mapping[str, str]) -> str:
    """Return the known unit that a request names as the one that is to act; empty where it names none.

    Args:
        text: the words: "Giao Sở Nội vụ …", "đề nghị …", "yêu cầu …", or the unit at their beginning.
        units: of `unit_index`.
    """
    folded = fold(text)
    starts = [0, *(match.end() for match in _ASKS.finditer(folded))]
    for start in sorted(starts, key=lambda place: place == 0):
        if (unit := _unit_at(folded[start:], units)) is not None:
            return unit
    return ""


def known_units(content: SessionContent) -> dict[str, str]:
    """Return the units of a session's agency, participants, and lead and coordinating agencies."""
    names = [content.session.agency, *(person.name for person in content.participants)]
    for task in content.tasks:
        names += [task.lead, *task.coordinating]
    return unit_index(dict.fromkeys(name for name in names if name))


def request_of(text: str, session: Session, units: Mapping[str, str]) -> tuple[str, date | None]:
    """Return who is to act on a request, the inspected agency where no unit is named, and until when.

    Args:
        text: the request's words.
        session: the visit.
        units: of `known_units`.
    """
    return asked_unit(text, units) or session.agency, due_day(text, session.held_on)


def _unit_at(folded: str, units: Mapping[str, str]) -> str | None:
    words = re.split(r"[,;:.]", folded, maxsplit=1)[0].split()[:14]
    for count in range(len(words), 0, -1):
        if (unit := units.get(" ".join(words[:count]))) is not None:
            return unit
    return None
