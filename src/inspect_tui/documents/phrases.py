"""Set phrases of official papers: moments, days, names with their roles, blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Final

from inspect_tui.documents.paper import BLANK, DOTS, SHORT_BLANK
from inspect_tui.domain.dates import local_clock, official_date, official_month
from inspect_tui.domain.numbers import number
from inspect_tui.domain.records import LABELS, VERDICTS, Session, Task
from inspect_tui.domain.vietnamese import fold, nfc, one_line
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


_INSPECTIONS: Final = tuple(
    f"{about}{held}kiem tra " for about in ("", "ve viec ", "v/v ") for held in ("", "cuoc ")
)  # fmt: skip
"""How the subject of an inspection begins, folded."""


def inspection_words(session: Session, catalog: Catalog) -> str:
    """Return what was held, within a sentence: "cuộc kiểm tra việc thực hiện nhiệm vụ được giao tại …".

    A subject that somebody wrote is taken as it is, and not called an inspection twice.
    """
    title = one_line(nfc(session.title))
    if not title:
        agency = session.agency or SHORT_BLANK
        return catalog.t("the inspection of how {agency} carries out the tasks assigned to it", agency=agency)
    opening = next((words for words in _INSPECTIONS if fold(title).startswith(words)), "")
    rest = title.split(maxsplit=len(opening.split()))[-1] if opening else ""
    if rest:
        return catalog.t("the inspection of {subject}", subject=rest)
    return catalog.t("the meeting “{subject}”", subject=title)


def group_words(issuer: str, catalog: Catalog) -> str:
    """Return the body that inspects, within a sentence; one that is written in capitals is for the head alone."""
    name = one_line(issuer)
    return name if name and not name.isupper() else catalog.t("the working group")


def comrade(name: str, catalog: Catalog) -> str:
    """Return a name as notices address it, "đồng chí …"; one that has its address already stays as it is."""
    addressed = nfc(name).lower().startswith(("đồng chí ", "ông ", "bà ", "mr ", "ms ", "mrs "))
    return name[:1].lower() + name[1:] if addressed else catalog.t("the chair, {name}", name=name or SHORT_BLANK)


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


def verdict_sentence(tasks: Iterable[Task], catalog: Catalog) -> str:
    """Return how many tasks were found as they were declared, done, not done or partly done, and how many not yet."""
    counts = Counter(task.verdict for task in tasks)
    parts = [
        f"{catalog.t(LABELS[verdict])}: {number(counts[verdict], catalog.language)}"
        for verdict in VERDICTS
        if verdict and counts[verdict]
    ]
    if counts[""]:
        parts.append(f"{catalog.t('no verdict yet')}: {number(counts[''], catalog.language)}")
    total = counts.total()
    return catalog.n("Of the {count} task inspected, by verdict: {parts}.",
                     "Of the {count} tasks inspected, by verdict: {parts}.", total, parts="; ".join(parts))  # fmt: skip
