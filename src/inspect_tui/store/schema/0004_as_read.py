"""A task's column for what its register said last, and task places that are no conflict any more.

A newer program's session file may have come in before this step: what its entries say stands in the journal alone then,
and is put into the rows here.
"""

from __future__ import annotations

import json
from typing import Any

from peewee import SqliteDatabase

CHANGED = 'NEW."remark" IS NOT {old}."remark"'
"""How the triggers of step 0002 watch the last of a task's fields; the new one is watched beside it."""


def up(migrator: Any, db: Any) -> None:
    """Add the column, have the triggers watch it, and bring rows in line with the fold of this version."""
    db.execute_sql("""ALTER TABLE "task" ADD COLUMN "as_read" TEXT NOT NULL DEFAULT '{}'""")
    has_triggers: bool = isinstance(db, SqliteDatabase)
    if has_triggers:
        for name, old in (("task_insert", "OLD_ROW"), ("task_update", "OLD")):
            sql = db.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            watched = CHANGED.format(old=old)
            more = watched.replace("remark", "as_read")
            db.execute_sql(f'DROP TRIGGER "{name}"')
            db.execute_sql(sql.replace(watched, f"{watched} OR {more}"))
        db.execute_sql("""INSERT INTO "passage" ("name") VALUES ('migration')""")
    mark = "?" if has_triggers else "%s"
    here = f'WHERE "session_id" = {mark} AND "id" = {mark}'
    for session, task, value in _said(db):
        db.execute_sql(f'UPDATE "task" SET "as_read" = {mark} {here}', (value, session, task))
    sql = """SELECT "session_id", "id", "contested" FROM "task" WHERE "contested" <> '[]'"""
    for session, task, contested in db.execute_sql(sql).fetchall():
        left = json.dumps([n for n in json.loads(contested) if n != "position"], separators=(",", ":"))
        db.execute_sql(f'UPDATE "task" SET "contested" = {mark} {here}', (left, session, task))
    if has_triggers:
        db.execute_sql("""DELETE FROM "passage" WHERE "name" = 'migration'""")


def _said(db: Any) -> list[tuple[str, str, str]]:
    """Return what entries that are here already say of the new field: session, task, value as its column holds it."""
    # Few entries name it, so only those are looked into.
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    sql = (
        'SELECT "session_id", "record_id", "id", "fields" FROM "entry" '
        f"""WHERE "record" = 'task' AND "fields" LIKE {mark} ORDER BY "hash" DESC"""
    )
    wrote: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    for session, task, entry, fields in db.execute_sql(sql, ('%"as_read":%',)).fetchall():
        change = json.loads(fields).get("as_read")
        if change is not None:
            wrote.setdefault((session, task), []).append((entry, change))
    found = []
    for (session, task), changes in wrote.items():
        replaced = {other for entry, change in changes for other in change["replaces"] if other != entry}
        # The lowest hash is the last here; a ring of entries that replace each other leaves all of them.
        top = [change for entry, change in changes if entry not in replaced] or [change for _, change in changes]
        value = json.dumps(top[-1]["new"] or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        found.append((session, task, value))
    return found
