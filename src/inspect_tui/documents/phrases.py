"""Set phrases of official papers: moments, days, names with their roles, blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from inspect_tui.documents.paper import BLANK, DOTS
from inspect_tui.domain.dates import local_clock, official_date, official_month
from inspect_tui.domain.records import Session
from inspect_tui.locale import Catalog


def or_blank(text: str) -> str:
    """Return the text, or a dotted blank for it."""
    return text or BLANK


def sentence_case(text: str) -> str:
    """Return the text with its first letter as a capital and the rest as it is."""
    return text[:1].upper() + text[1:]


def count_words(count: int, catalog: Catalog) -> str:
    """Return a count as papers write it: 03 for 3 in Vietnamese."""
    return f"{count:02d}" if catalog.language == "vi" else str(count)


def long_date(day: date | None, catalog: Catalog) -> str:
    """Return a day in words, "ngày 30 tháng 7 năm 2021", with blanks where it is not known."""
    if day is None:
        return catalog.t("day {day} month {month} year {year}", day=DOTS, month=DOTS, year=DOTS)
    if catalog.language == "en":
        return official_date(day, "en")
    return catalog.t(
        "day {day} month {month} year {year}", day=f"{day.day:02d}", month=official_month(day), year=day.year
    )


def short_date(day: date | None, catalog: Catalog) -> str:
    """Return a day in figures for tables; empty for None."""
    return official_date(day, catalog.language) if day is not None else ""


def clock_words(moment: str | None, catalog: Catalog, zone: tzinfo | None = None) -> str:
    """Return local time in words, "08 giờ 15", with blanks where it is not known."""
    hour, minute = local_clock(moment, zone).split(":") if moment else (DOTS, DOTS)
    return catalog.t("{hour}:{minute}", hour=hour, minute=minute)


def local_day(moment: str | None, zone: tzinfo | None = None) -> date | None:
    """Return the local day of a stored moment."""
    return datetime.fromisoformat(moment).astimezone(zone).date() if moment else None


def meeting_day(session: Session, zone: tzinfo | None = None) -> date | None:
    """Return the day of the meeting: when it started, else the day for which it was set."""
    return local_day(session.started_at, zone) or session.held_on


def when_words(moment: str | None, day: date | None, catalog: Catalog, zone: tzinfo | None = None) -> str:
    """Return time and day in words; the day stands in where the moment is not known."""
    return catalog.t(
        "{time}, {day}",
        time=clock_words(moment, catalog, zone),
        day=long_date(local_day(moment, zone) or day, catalog),
    )


def task_words(tasks: Iterable[str], labels: Mapping[str, str], catalog: Catalog) -> str:
    """Return "nhiệm vụ 3, 5" for the tasks to which something is tied; empty for none."""
    known = [labels[task] for task in tasks if task in labels]
    return catalog.n("task {labels}", "tasks {labels}", len(known), labels=", ".join(known)) if known else ""
