"""A session as far as its figures and the order of its checklist need it, in half the time of reading it whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.records import SessionContent, Task
from inspect_tui.domain.sources import DEFAULT_SOURCE
from inspect_tui.store.reading import by_day, by_place, read_kind, read_session

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

_COLUMNS: Final = (
    "id", "position", "number", "source", "deadline", "declared_completed_on", "completed_on", "verdict",
)  # fmt: skip


def read_outline(store: Store, session: str) -> SessionContent:
    """Return an open session's head, its tasks without their words, and its events, in their orders.

    Args:
        store: the store.
        session: the session's id; one that is signed shows what was signed, which only `read_content` finds.
    """
    model = store.models.records["task"]
    query = model.select(*(getattr(model, name) for name in _COLUMNS))
    query = query.where((model.session == session) & (model.deleted == False))  # noqa: E712
    tasks = sorted(map(_task, store.database.execute(query)), key=by_place)
    events = sorted(read_kind(store, "event", session), key=by_day)
    return SessionContent(read_session(store, session), tasks=tuple(tasks), events=tuple(events))


def _task(row: Any) -> Task:
    day = date.fromisoformat
    task_id, position, number, source, deadline, declared, completed, verdict = row
    return Task(
        task_id, position=position, number=number, source=source or DEFAULT_SOURCE,
        deadline=day(deadline) if deadline else None, declared_completed_on=day(declared) if declared else None,
        completed_on=day(completed) if completed else None, verdict=verdict,
    )  # fmt: skip
