"""The first screen's data straight from SQLite, before peewee is loaded.

Opening a session shows its first tasks in the time in which peewee would only be imported. What is read here is read
again through the models a moment later; a test holds both to the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspect_tui.domain.records import FIELDS, Draft, Session, Task, build
from inspect_tui.domain.signed_view import as_shown
from inspect_tui.store.columns import TASK_COLUMNS, from_column, task_from_columns
from inspect_tui.store.schema import HISTORY, step_names

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

FRONT = "front:"
"""Meta key of a session's front page, followed by the session's id."""


@dataclass(frozen=True, slots=True)
class FirstRead:
    """A session as far as its first screen needs it.

    Attributes:
        front: the front page; None where none was kept since the session's last change, which drops it.
        tasks: the front page's tasks by id.
    """

    session: Session
    drafts: tuple[Draft, ...]
    front: dict[str, Any] | None
    tasks: dict[str, Task]


def is_current(connection: Any) -> bool:
    """Tell whether a file is a store whose schema this version made."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if HISTORY not in names:
        return False
    return {row[0] for row in connection.execute(f'SELECT "name" FROM "{HISTORY}"')} == set(step_names())


def find_sessions(connection: Any, prefix: str) -> list[str]:
    """Return the ids of sessions that begin with a prefix, at most two."""
    if not prefix or not all(c.isascii() and (c.isalnum() or c == "-") for c in prefix):
        return []
    sql = 'SELECT "id" FROM "session" WHERE "id" >= ? AND "id" < ? AND NOT "deleted" ORDER BY "id" LIMIT 2'
    return [row[0] for row in connection.execute(sql, (prefix.lower(), prefix.lower() + "~"))]


def first_read(connection: Any, session: str) -> FirstRead:
    """Read what the first screen of a session shows."""
    names = tuple(FIELDS["session"])
    row = _one(connection, f'SELECT {_listed(names)} FROM "session" WHERE "id" = ?', session)
    values = {n: from_column("session", n, v) for n, v in zip(names, row, strict=True)}
    head = as_shown(build("session", session, values))
    drafts = connection.execute(
        'SELECT "record", "text", "at" FROM "draft" WHERE "session_id" = ? ORDER BY "record"', (session,)
    )
    kept = _one(connection, 'SELECT "value" FROM "meta" WHERE "key" = ?', FRONT + session)
    front = json.loads(kept[0]) if kept else None
    tasks: dict[str, Task] = {}
    if front is not None and "cells" in front:
        # What was signed is not what the rows have.
        head = build("session", session, front["head"])
        tasks = {cells[0]: task_from_columns(cells) for cells in front["cells"]}
    elif front is not None and front["tasks"]:
        ids = [one[0] for one in front["tasks"]]
        marks = ", ".join("?" * len(ids))
        sql = f'SELECT {_listed(TASK_COLUMNS)} FROM "task" WHERE "session_id" = ? AND "id" IN ({marks})'
        tasks = {row[0]: task_from_columns(row) for row in connection.execute(sql, (session, *ids))}
    return FirstRead(head, tuple(Draft(*row) for row in drafts), front, tasks)


def drop_front_pages(store: Store) -> None:
    """Drop the front pages of all sessions, where something has changed that each of them says."""
    meta = store.models.meta
    with store.transaction():
        meta.delete().where(meta.key.startswith(FRONT)).execute()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _one(connection: Any, sql: str, key: str) -> Any:
    return connection.execute(sql, (key,)).fetchone()
