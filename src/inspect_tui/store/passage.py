"""The named way past the triggers that hold each record to its entries; docs/schema.md says who may take it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Literal


@contextlib.contextmanager
def passage(database: Any, name: Literal["fold", "migration"]) -> Iterator[None]:
    """Let record rows be written inside the block without the triggers' check; entries are never changeable.

    A row in table ``passage`` opens the way and is deleted at the block's end. It must be inside a transaction: the
    database refuses a commit while the way is open. On PostgreSQL, which has no triggers, the block just runs.

    Args:
        database: the peewee database, in a transaction.
        name: ``fold`` writes rows that entries fold into; ``migration`` may delete rows and change keys as well.
    """
    from peewee import SqliteDatabase

    has_triggers: bool = isinstance(database, SqliteDatabase)
    if not has_triggers:
        yield
        return
    database.execute_sql('INSERT INTO "passage" ("name") VALUES (?)', (name,))
    try:
        yield
    except BaseException:
        # The transaction ends in a rollback; where it has gone already, there is nothing to close.
        with contextlib.suppress(Exception):
            _close(database, name)
        raise
    _close(database, name)


def _close(database: Any, name: str) -> None:
    database.execute_sql('DELETE FROM "passage" WHERE "name" = ?', (name,))
