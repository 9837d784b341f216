"""A session as far as its figures and the order of its checklist need it, in half the time of reading it whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.records import SessionContent, Task, Value
from inspect_tui.domain.sources import DEFAULT_SOURCE
from inspect_tui.store.reading import by_day, by_place, read_kind, read_session

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

_COLUMNS: Final = (
    "id", "content", "position", "number", "source", "document", "deadline", "first_deadline",
    "declared_completed_on", "completed_on", "verdict",
)  # fmt: skip


def read_outline(store: Store, session: str) -> SessionContent:
    """Return an open session's head, its tasks without most of their words, and its events, in their orders.

    Args:
        store: the store.
        session: the session's id; one that is signed shows what was signed, which only `read_content` finds.
    """
    model = store.models.records["task"]
    query = model.select(*(getattr(model, name) for name in _COLUMNS))
    query = query.where((model.session == session) & (model.deleted == False))  # noqa: E712
    return outline_of(store, session, (_task(*row) for row in store.database.execute(query)))


def outline_of(store: Store, session: str, tasks: Iterable[Task]) -> SessionContent:
    """Return the same where the tasks are at hand: what was just written need not be read.

    Args:
        store: the store.
        session: the session's id.
        tasks: all of the session, from `outlined`, in any order.
    """
    events = sorted(read_kind(store, "event", session), key=by_day)
    return SessionContent(
        read_session(store, session), tasks=tuple(sorted(tasks, key=by_place)), events=tuple(events)
    )  # fmt: skip


def outlined(task_id: str, values: Mapping[str, Value]) -> Task:
    """Return a task without most of its words from its fields; one that is not there is empty."""
    get = values.get
    return _task(
        task_id, get("content") or "", get("position"), get("number") or "", get("source") or "",
        get("document") or "", get("deadline"), get("first_deadline"), get("declared_completed_on"),
        get("completed_on"), get("verdict") or "",
    )  # fmt: skip


def _task(
    task_id: str, content: str, position: int | None, number: str, source: str, document: str, deadline: str | None,
    first: str | None, declared: str | None, completed: str | None, verdict: str,
) -> Task:  # fmt: skip
    day = date.fromisoformat
    # By place, as in `inspect_tui.store.columns`: with names it takes twice the time.
    return Task(
        task_id, content, position, number, source or DEFAULT_SOURCE, document, None, "", (), "", "",
        day(deadline) if deadline else None, "", day(first) if first else None, day(declared) if declared else None,
        "", day(completed) if completed else None, "", verdict,
    )  # fmt: skip
