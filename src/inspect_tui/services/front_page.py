"""The front page: what the first screen of a session shows, kept in the store so that it is there at once.

It is worth only as much as the journal that it was made from: it carries the number of entries, and with any other
number it is not used.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.figures import Counts, figures_of_counts
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.ordering import checklist_order
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.status import Standing
from inspect_tui.services.views import View
from inspect_tui.store.first_read import FRONT, FirstRead

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

ROWS: Final = 80
"""Tasks on a front page: more than the tallest usual terminal shows."""


def keep_front_page(store: Store, view: View) -> None:
    """Keep a session's front page where it is not the one that is kept already."""
    key = FRONT + view.content.session.id
    made = json.dumps(_front_page(view, store.count_entries(view.content.session.id)), ensure_ascii=False)
    if store.get_meta(key) != made:
        store.set_meta(key, made)


def renew_front_page(store: Store, session: str) -> None:
    """Keep the front page of a session that a command has just changed, so that its next opening is quick too."""
    from inspect_tui.services.sessions import load_view

    keep_front_page(store, load_view(store, session))


def _front_page(view: View, entries: int) -> dict[str, Any]:
    labels = task_labels(view.content.tasks)
    tasks = [task for _, group in checklist_order(view.content.tasks, view.standing_of) for task in group][:ROWS]
    rows = []
    for task in tasks:
        now = view.standing_of[task.id]
        rows.append(
            [task.id, labels[task.id], now.status, _text(now.deadline), _text(now.completed_on), now.days_overdue]
        )
    return {
        "entries": entries,
        "label_width": max(map(len, labels.values()), default=1),
        "counts": [[one.source, list(one.counts)] for one in view.figures.by_source],
        "tasks": rows,
    }


def view_of_front_page(first: FirstRead) -> tuple[View, dict[str, str]] | None:
    """Return the session as far as its front page shows it, and the tasks' labels; None where there is no page."""
    front, head = first.front, first.session
    if front is None:
        return None
    rows = [row for row in front["tasks"] if row[0] in first.tasks]
    where = {row[0]: Standing(row[2], _day(row[3]), _day(row[4]), row[5]) for row in rows}
    counts = [(source, Counts(*numbers)) for source, numbers in front["counts"]]
    figures = figures_of_counts(head.as_of, counts, base=head.rate_base, decimals=head.decimals)
    content = SessionContent(head, tasks=tuple(first.tasks[row[0]] for row in rows))
    return View(content, where, figures), {row[0]: row[1].rjust(front["label_width"]) for row in rows}


def empty_view(first: FirstRead) -> View:
    """Return the session with its head alone."""
    head = first.session
    figures = figures_of_counts(head.as_of, (), base=head.rate_base, decimals=head.decimals)
    return View(SessionContent(head), {}, figures)


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
