"""What a store holds of each session, counted: whether there is more than was sent.

Entries are only ever added, so as many as were sent are the very ones that were sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from inspect_tui.store.newest import Newest
    from inspect_tui.store.store import Store

FORMER: Final = "former:"
"""Keys of `meta` that name the chains which this store wrote before it was restored from a copy."""


class Holding(NamedTuple):
    """What a store holds of a session.

    Attributes:
        entries: how many entries.
        own: how many of them were written here.
    """

    entries: int
    own: int


def own_devices(store: Store) -> tuple[str, ...]:
    """Return the chains that were written in this store: today's, and those from before a copy took its place."""
    former = (key.removeprefix(FORMER) for key in meta_of(store, FORMER))
    return (store.device, *former)


def holdings(store: Store, sessions: Iterable[str] | None = None) -> dict[str, Holding]:
    """Count entries, of all sessions or of some."""
    devices, mark = own_devices(store), _mark(store)
    own = f'SUM(CASE WHEN "device" IN ({_marks(devices, mark)}) THEN 1 ELSE 0 END)'
    sql = f'SELECT "session_id", COUNT(*), {own} FROM "entry"'
    values: tuple[str, ...] = devices
    if sessions is not None:
        named = tuple(sessions)
        sql, values = f'{sql} WHERE "session_id" IN ({_marks(named, mark)})', (*devices, *named)
        if not named:
            return {}
    rows = store.database.execute_sql(f'{sql} GROUP BY "session_id"', values).fetchall()
    return {session: Holding(int(entries), int(own)) for session, entries, own in rows}


def sessions_since(store: Store, newest: Newest | None) -> list[str] | None:
    """Return the sessions that have entries which came after another one, on SQLite.

    Returns:
        None where that entry is not in this journal.
    """
    if newest is None:
        return None
    database = store.database
    row = database.execute_sql('SELECT "hash" FROM "entry" WHERE rowid = ?', (newest.rowid,)).fetchone()
    if row is None or row[0] != newest.hash:
        return None
    # The plus keeps the index on sessions out of it: that one leads through the whole journal.
    rows = database.execute_sql('SELECT DISTINCT +"session_id" FROM "entry" WHERE rowid > ?', (newest.rowid,))
    return [session for (session,) in rows]


def meta_of(store: Store, prefix: str) -> dict[str, str]:
    """Return what the store keeps for itself under keys that begin alike."""
    meta = store.models.meta
    query = meta.select(meta.key, meta.value).where(meta.key.startswith(prefix))
    return {key: value for key, value in query.tuples() if key.startswith(prefix)}


def drop_meta(store: Store, key: str) -> None:
    """Forget what the store kept for itself under a key."""
    meta = store.models.meta
    with store.transaction():
        meta.delete().where(meta.key == key).execute()


def _mark(store: Store) -> str:
    return "%s" if store.location.is_postgres else "?"


def _marks(values: Iterable[str], mark: str) -> str:
    return ", ".join(mark for _ in values)
