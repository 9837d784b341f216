"""The front page: what the first screen of a session shows, kept in the store so that it is there at once.

Each change to a session drops its front page in the same transaction, so one that is there is true and nobody has to
check it. It is for SQLite alone: a session on a server is read whole before its first screen.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.figures import Counts, SourceFigures, figures_of_counts
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.ordering import checklist_order
from inspect_tui.domain.records import FIELDS, SessionContent, Task
from inspect_tui.domain.status import Standing
from inspect_tui.services.views import View
from inspect_tui.store.errors import StoreError
from inspect_tui.store.first_read import FRONT, FirstRead

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

_COMPARED: Final = 200
"""Changed records up to which it costs less to look at each than to read the session."""

ROWS: Final = 80
"""Tasks on a front page: more than the tallest usual terminal shows."""


def keep_front_page(store: Store, view: View) -> None:
    """Keep a session's front page where it is not the one that is kept already, and where the store takes it.

    Args:
        store: the store.
        view: the session as it was read some time ago and followed since. Where it is not the session as it is now,
            because a change has not come to it, the session is read again.
    """
    session = view.content.session.id
    if store.location.is_postgres:
        return
    made = _text_of_page(view)
    # A store that takes nothing is said where words are to be saved; without a page the next start is slower, no more.
    with contextlib.suppress(StoreError), store.transaction():
        if store.get_meta(FRONT + session) == made:
            return
        if _is_as_stored(store, view):
            store.set_meta(FRONT + session, made)
        else:
            renew_front_page(store, session)


def renew_front_page(store: Store, session: str, tasks: Iterable[Task] | None = None) -> None:
    """Keep the front page of a session that a command has just changed, so that its next opening is quick too.

    Args:
        store: the store.
        session: the session's id.
        tasks: all of the session as `inspect_tui.store.outline.outlined` makes them, where the command has them at
            hand; None reads them.
    """
    from inspect_tui.services.sessions import load_view
    from inspect_tui.services.store_settings import read_store_settings
    from inspect_tui.services.views import view_of
    from inspect_tui.store.outline import outline_of, read_outline

    if not store.location.is_postgres:
        with store.transaction():
            outline = read_outline(store, session) if tasks is None else outline_of(store, session, tasks)
            if outline.session.state == "signed":
                view = load_view(store, session)
            else:
                view = view_of(outline)._replace(due_soon_days=read_store_settings(store).due_soon_days)
            store.set_meta(FRONT + session, _text_of_page(view))


def renew_front_page_if_possible(store: Store, session: str, tasks: Iterable[Task] | None = None) -> None:
    """Keep a front page behind a change that is committed: the change stands, whatever becomes of the page."""
    with contextlib.suppress(StoreError):
        renew_front_page(store, session, tasks)


def _is_as_stored(store: Store, view: View) -> bool:
    """Tell whether all that came into the journal since the view was read is in the view."""
    from inspect_tui.store.newest import changed_since
    from inspect_tui.store.reading import read_record

    content = view.content
    if view.newest is None:
        return False
    changed = changed_since(store, content.session.id, view.newest, most=_COMPARED)
    if changed is None:
        return False
    # The kinds of record that a front page is made from.
    seen: dict[str, dict[str, Any]] = {
        "session": {content.session.id: content.session},
        "task": {task.id: task for task in content.tasks},
        "event": {event.id: event for event in content.events},
    }
    return all(
        seen[kind].get(record_id) == read_record(store, content.session.id, kind, record_id)
        for kind, record_id in changed
        if kind in seen
    )


def _text_of_page(view: View) -> str:
    return json.dumps(_front_page(view), ensure_ascii=False)


def _front_page(view: View) -> dict[str, Any]:
    labels = task_labels(view.content.tasks)
    tasks = [task for _, group in checklist_order(view.content.tasks, view.standing_of) for task in group][:ROWS]
    rows = []
    for task in tasks:
        now = view.standing_of[task.id]
        rows.append([task.id, labels[task.id], *map(_stored, now)])
    page: dict[str, Any] = {
        "due_soon_days": view.due_soon_days,
        "label_width": max(map(len, labels.values()), default=1),
        "whole": [list(view.figures.counts), list(view.figures.first), view.figures.shared],
        "counts": [[one.source, list(one.counts), list(one.first)] for one in view.figures.by_source],
        "tasks": rows,
    }
    if view.content.outside_signed:
        # The rows have what stands outside the signed state too, so the page brings its own.
        head = view.content.session
        page["outside"] = view.content.outside_signed
        page["head"] = {name: _stored(getattr(head, name)) for name in FIELDS["session"]}
        page["cells"] = [[_stored(cell) for cell in task] for task in tasks]
    return page


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def view_of_front_page(first: FirstRead) -> tuple[View, dict[str, str]] | None:
    """Return the session as far as its front page shows it, and the tasks' labels; None where there is no page."""
    front, head = first.front, first.session
    # One that an older version kept has no counts of the whole.
    if front is None or "whole" not in front:
        return None
    rows = [row for row in front["tasks"] if row[0] in first.tasks]
    where = {row[0]: _standing(*row[2:]) for row in rows}
    sources = [SourceFigures(one, Counts(*numbers), (), Counts(*first)) for one, numbers, first in front["counts"]]
    counts, first_counts, shared = front["whole"]
    figures = figures_of_counts(
        head.as_of, sources, Counts(*counts), first=Counts(*first_counts), shared=shared,
        base=head.rate_base, decimals=head.decimals,
    )  # fmt: skip
    content = SessionContent(
        head, tasks=tuple(first.tasks[row[0]] for row in rows), outside_signed=front.get("outside", 0)
    )
    view = View(content, where, figures, due_soon_days=front["due_soon_days"])
    return view, {row[0]: row[1].rjust(front["label_width"]) for row in rows}


def empty_view(first: FirstRead) -> View:
    """Return the session with its head alone."""
    head = first.session
    figures = figures_of_counts(head.as_of, (), Counts(), base=head.rate_base, decimals=head.decimals)
    return View(SessionContent(head), {}, figures)


def _standing(
    status: str, deadline: str | None, completed: str | None, late: int, first: str | None, past_first: int
) -> Standing:
    return Standing(status, _day(deadline), _day(completed), late, _day(first), past_first)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
