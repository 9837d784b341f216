"""The tables of papers: figures per source, tasks that are late, the whole checklist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from inspect_tui.documents.check import anchor
from inspect_tui.documents.paper import Cell, Row, Run, Runs, Table, plain
from inspect_tui.documents.phrases import sentence_case, short_date
from inspect_tui.domain.figures import Counts, Figures
from inspect_tui.domain.labels import roman
from inspect_tui.domain.numbers import number
from inspect_tui.domain.records import LABELS, Event, SessionContent, Task
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.status import STATUS_LABELS, STATUSES, Standing, events_by_task
from inspect_tui.locale import N_, Catalog

PORTRAIT_MM: Final = 160.0
_ALWAYS: Final = ("done_on_time", "done_late", "open_in_time", "open_overdue")
_LATE: Final = ("open_overdue", "done_late")


def _header(titles: list[str]) -> tuple[Row, ...]:
    return (Row(tuple(Cell((Run(title, bold=True),), "center") for title in titles)),)


def _counts_row(title: str, counts: Counts, names: list[str], catalog: Catalog, *, bold: bool = False) -> Row:
    cells = [Cell((Run(title, bold=bold),))]
    for name in ("assigned", *names):
        cells.append(Cell((Run(number(counts.get(name), catalog.language), bold=bold),), "center"))
    return Row(tuple(cells))


def figures_table(figures: Figures, catalog: Catalog) -> Table:
    """Return the counts of each source and the total.

    Columns that count nothing at all are left out, but never the two readings of "late".
    """
    names = [n for n in STATUSES if n in _ALWAYS or figures.counts.get(n)]
    width = min(21.0, 126 / (len(names) + 1))
    first = PORTRAIT_MM - width * (len(names) + 1)
    titles = [catalog.t("Source of tasks"), catalog.t("Assigned")]
    titles += [sentence_case(catalog.t(STATUS_LABELS[name])) for name in names]
    rows = [_counts_row(catalog.t(source_title(s.source)), s.counts, names, catalog) for s in figures.by_source]
    total = catalog.t("Total, tasks of two sources counted once") if figures.shared else catalog.t("Total")
    rows.append(_counts_row(total, figures.counts, names, catalog, bold=True))
    return Table((first, *[width] * (len(names) + 1)), _header(titles), tuple(rows))


def is_late(task: Task, now: Standing) -> bool:
    """Tell whether a task belongs in the table of late tasks: it is late, or something was said of why."""
    return now.status in _LATE or bool(task.nature or task.degree or task.cause or task.responsibility)


def status_words(now: Standing, catalog: Catalog) -> str:
    """Return where a task stands and by how many days it is late."""
    words = sentence_case(catalog.t(STATUS_LABELS[now.status]))
    if now.days_overdue:
        words += "\n" + catalog.n("({count} day late)", "({count} days late)", now.days_overdue)
    return words


def _deadline_words(task: Task, now: Standing, catalog: Catalog) -> str:
    lines = [short_date(now.deadline, catalog), task.deadline_text]
    first = task.first_deadline or (task.deadline if task.deadline != now.deadline else None)
    if first is not None and first != now.deadline:
        lines.append(catalog.t("(at first {day})", day=short_date(first, catalog)))
    return "\n".join(line for line in lines if line) or catalog.t("No deadline")


def late_table(content: SessionContent, standing_of: Mapping[str, Standing], labels: Mapping[str, str],
               catalog: Catalog) -> Table:  # fmt: skip
    """Return nature, degree, cause and responsibility of each late task and of each task that has any of these.

    The four must be told of a task that is not done or done wrongly (Quyết định 42/2014/QĐ-TTg, DOMAIN section 2).
    """
    titles = [
        N_("No."), N_("Task"), N_("Deadline, status"), N_("Nature"), N_("Degree"), N_("Cause"), N_("Responsibility"),
    ]  # fmt: skip
    rows = []
    for place, task in enumerate(content.tasks, start=1):
        now = standing_of[task.id]
        if not is_late(task, now):
            continue
        state = f"{_deadline_words(task, now, catalog)}\n{status_words(now, catalog)}"
        texts = (task.content, state, task.nature, task.degree, task.cause, task.responsibility)
        cells = (Cell(plain(labels[task.id]), "center"), *(Cell(plain(text)) for text in texts))
        rows.append(Row(cells, anchor("late_task", place)))
    widths = (11.0, 43.0, 24.0, 18.0, 18.0, 27.0, 19.0)
    return Table(widths, _header([catalog.t(title) for title in titles]), tuple(rows))


def _more(message: str, text: str, catalog: Catalog) -> Runs:
    return (Run("\n" + catalog.t(message, text=text), italic=True),) if text else ()


def _event_words(event: Event, catalog: Catalog) -> str:
    day = short_date(event.on, catalog)
    match event.kind:
        case "extended":
            words = catalog.t("Extended to {day}", day=short_date(event.until, catalog) or "…")
        case "suspended":
            words = catalog.t("Suspended")
        case "resumed":
            words = catalog.t("Resumed")
        case "withdrawn":
            words = catalog.t("Withdrawn")
        case _:
            words = catalog.t("Transferred to {agency}", agency=event.to or "…")
    about = ", ".join(part for part in (event.document, day) if part)
    return f"{words} ({about})" if about else words


def _task_row(place: int, task: Task, now: Standing, moved: list[Event], label: str, catalog: Catalog) -> Row:
    document = plain("\n".join(part for part in (task.document, short_date(task.issued_on, catalog)) if part))
    content = plain(task.content) + _more(N_("Product: {text}"), task.product, catalog)
    lead = plain(task.lead)
    lead += _more(N_("With: {text}"), "; ".join(task.coordinating), catalog)
    lead += _more(N_("In charge: {text}"), task.leader, catalog)
    declared = task.declared_completed_on
    done = plain(short_date(now.completed_on, catalog))
    if declared is not None and declared != now.completed_on:
        done += _more(N_("Declared: {text}"), short_date(declared, catalog), catalog)
    status = plain(status_words(now, catalog))
    status += _more(N_("Declared: {text}"), task.declared_status, catalog)
    status += _more(N_("Progress: {text}"), task.progress, catalog)
    verdict = plain(sentence_case(catalog.t(LABELS[task.verdict] if task.verdict else N_("no verdict yet"))))
    also = [catalog.t(source_title(source)) for source in sources_of(task.source)[1:]]
    elsewhere = catalog.t("Also of: {sources}", sources="; ".join(also)) if also else ""
    lines = (elsewhere, *(_event_words(e, catalog) for e in moved), task.remark)
    remark = plain("\n".join(line for line in lines if line))
    cells = (
        Cell(plain(label), "center"), Cell(document), Cell(content), Cell(lead),
        Cell(plain(_deadline_words(task, now, catalog)), "center"), Cell(done, "center"), Cell(status), Cell(verdict),
        Cell(remark),
    )  # fmt: skip
    return Row(cells, anchor("task", place))


def checklist_table(content: SessionContent, standing_of: Mapping[str, Standing], labels: Mapping[str, str],
                    catalog: Catalog) -> Table:  # fmt: skip
    """Return all tasks, grouped by source in the order in which the sources first stand in the register."""
    titles = [
        N_("No."), N_("Document"), N_("Content of the task"), N_("Lead"), N_("Deadline"), N_("Completed"), N_("Status"),
        N_("Verdict"), N_("Remark"),
    ]  # fmt: skip
    widths = (12.0, 30.0, 60.0, 32.0, 23.0, 23.0, 26.0, 20.0, 21.0)
    moved = events_by_task(content.events)
    groups: dict[str, list[Row]] = {}
    for place, task in enumerate(content.tasks, start=1):
        events = sorted(moved.get(task.id, ()), key=lambda e: (e.on or date.min, e.id))
        row = _task_row(place, task, standing_of[task.id], events, labels[task.id], catalog)
        groups.setdefault(sources_of(task.source)[0], []).append(row)
    rows: list[Row] = []
    for section, (source, members) in enumerate(groups.items(), start=1):
        title = catalog.t(source_title(source))
        words = f"{roman(section)}. {title}" if len(groups) > 1 else title
        rows.append(Row((Cell((Run(words, bold=True),), span=len(widths)),)))
        rows.extend(members)
    return Table(widths, _header([catalog.t(title) for title in titles]), tuple(rows))
