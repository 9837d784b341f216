"""The figures of a session, as the ``figures`` command asks for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.ordering import urgency
from inspect_tui.domain.records import FieldError, Task, parse_date
from inspect_tui.domain.status import is_due_soon
from inspect_tui.domain.twins import counts_overall
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.services.as_json import figures_json
from inspect_tui.services.sessions import View, load_view
from inspect_tui.store.store import Store


def session_figures(
    store: Store,
    session: str,
    catalog: Catalog,
    *,
    as_of: str | None = None,
    declared: bool = False,
    with_tasks: bool = False,
) -> dict[str, Any]:
    """Return the grid, whole and per source, as JSON objects.

    Args:
        store: the store.
        session: the session's id.
        catalog: the language of the sentence.
        as_of: another cut-off date, ISO text.
        declared: count as the agency declared.
        with_tasks: name the tasks that are late and those that are due soon.

    Raises:
        FieldError: ``as_of`` is no date.
    """
    if as_of == "":
        raise FieldError("not_date", "as_of", as_of)
    view = load_view(store, session, as_of=parse_date("as_of", as_of), declared=declared)
    data = figures_json(view.figures, view.content.session.agency, catalog, declared=declared)
    return {**data, **_named_tasks(view, view.figures.as_of)} if with_tasks else data


def _named_tasks(view: View, as_of: date | None) -> dict[str, Any]:
    """Return the tasks counted as late, those not done first, the longest overdue foremost; and those due soon."""
    labels, where = task_labels(view.content.tasks), view.standing_of
    twins = view.tally.twins if view.tally is not None else {}
    counted = [task for task in view.content.tasks if counts_overall(task.id, twins)]
    ordered = sorted(counted, key=lambda task: urgency(where[task.id]))

    def named(task: Task) -> dict[str, Any]:
        now = where[task.id]
        return {
            "id": task.id,
            "label": labels[task.id],
            "content": one_line(task.content),
            "status": now.status,
            "deadline": now.deadline.isoformat() if now.deadline is not None else None,
            "days_overdue": now.days_overdue,
            "days_past_first_deadline": now.days_past_first,
        }

    return {
        "late": [named(task) for task in ordered if where[task.id].status in ("open_overdue", "done_late")],
        "due_soon_days": view.due_soon_days,
        "due_soon": [named(task) for task in ordered if is_due_soon(where[task.id], as_of, view.due_soon_days)],
    }
