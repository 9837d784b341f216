"""What came into a SQLite store's journal since somebody looked, without counting it.

Entries are only ever added, so the rowid of the newest one tells a later journal from an earlier one, and those behind
it are what came since. Its hash tells whether it is still the same journal: another copy may have been restored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


class Newest(NamedTuple):
    """The newest entry of a whole store at some moment."""

    rowid: int
    hash: str


def newest_entry(store: Store) -> Newest | None:
    """Return the newest entry; None for an empty journal, and on a server, whose rows have no order of coming."""
    if store.location.is_postgres:
        return None
    sql = 'SELECT rowid, "hash" FROM "entry" ORDER BY rowid DESC LIMIT 1'
    row = store.database.execute_sql(sql).fetchone()
    return Newest(*row) if row else None


def changed_since(store: Store, session: str, newest: Newest, *, most: int) -> list[tuple[str, str]] | None:
    """Return the records of a session, by kind and id, that have entries which came after another one.

    Args:
        store: a store on SQLite.
        session: the session's id.
        newest: what `newest_entry` returned.
        most: how many records to look for.

    Returns:
        None where there are more than that, or where that entry is not in this journal.
    """
    database = store.database
    row = database.execute_sql('SELECT "hash" FROM "entry" WHERE rowid = ?', (newest.rowid,)).fetchone()
    if row is None or row[0] != newest.hash:
        return None
    # The plus keeps the index on sessions out of it: that one leads through the session's whole journal.
    sql = (
        'SELECT DISTINCT "record", "record_id" FROM "entry" WHERE rowid > ? AND +"session_id" = ? '
        'ORDER BY "record", "record_id" LIMIT ?'
    )
    found = [(kind, record_id) for kind, record_id in database.execute_sql(sql, (newest.rowid, session, most + 1))]
    return found if len(found) <= most else None
