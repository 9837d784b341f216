"""Columns for the meeting itself: agenda, reading aloud, what is to be asked and by whom, notes' items and marks.

A newer program's session file may have come in before this step: what its entries say stands in the journal alone then,
and is put into the rows here.
"""

from __future__ import annotations

import json
from typing import Any

from peewee import SqliteDatabase

from inspect_tui.domain.journal import Change, Entry, fold

ADDED = {
    "session": {"agenda": "M", "read_aloud": "M"},
    "task": {"asked": "B", "examiner": "T"},
    "note": {"item": "T", "marked": "B"},
}
LAST = {"session": "signed", "task": "as_read", "note": "tasks"}
"""The last field of each kind that the triggers watched before; the new ones are watched beside it."""
COLUMNS = {"M": "TEXT NOT NULL DEFAULT '{}'", "T": "TEXT NOT NULL DEFAULT ''", "B": "BOOLEAN NOT NULL DEFAULT FALSE"}
CHANGED = 'NEW."{name}" IS NOT {old}."{name}"'


def up(migrator: Any, db: Any) -> None:
    """Add the columns, have the triggers watch them, and bring rows in line with the journal."""
    for kind, columns in ADDED.items():
        for name, sign in columns.items():
            db.execute_sql(f'ALTER TABLE "{kind}" ADD COLUMN "{name}" {COLUMNS[sign]}')
    # A kept front page has the rows of its tasks as they were.
    mark = "?" if _is_sqlite(db) else "%s"
    db.execute_sql(f'DELETE FROM "meta" WHERE "key" LIKE {mark}', ("front:%",))
    if _is_sqlite(db):
        _watch(db)
        db.execute_sql("""INSERT INTO "passage" ("name") VALUES ('migration')""")
    for kind, columns in ADDED.items():
        for session, record in _named(db, kind, columns):
            _fill(db, kind, columns, session, record)
    if _is_sqlite(db):
        db.execute_sql("""DELETE FROM "passage" WHERE "name" = 'migration'""")


def _is_sqlite(db: Any) -> bool:
    return isinstance(db, SqliteDatabase)


def _watch(db: Any) -> None:
    for kind, columns in ADDED.items():
        for trigger, old in ((f"{kind}_insert", "OLD_ROW"), (f"{kind}_update", "OLD")):
            sql = db.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchone()[0]
            watched = CHANGED.format(name=LAST[kind], old=old)
            more = " OR ".join(CHANGED.format(name=name, old=old) for name in columns)
            db.execute_sql(f'DROP TRIGGER "{trigger}"')
            db.execute_sql(sql.replace(watched, f"{watched} OR {more}"))


def _named(db: Any, kind: str, columns: dict[str, str]) -> list[tuple[str, str]]:
    """Return the records, by session and id, of which entries that are here already name one of the new fields."""
    mark = "?" if _is_sqlite(db) else "%s"
    wanted = " OR ".join(f'"fields" LIKE {mark}' for _ in columns)
    sql = f'SELECT DISTINCT "session_id", "record_id" FROM "entry" WHERE "record" = {mark} AND ({wanted})'
    found = db.execute_sql(sql, (kind, *(f'%"{name}":%' for name in columns))).fetchall()
    return [(session, record) for session, record in found]


def _fill(db: Any, kind: str, columns: dict[str, str], session: str, record: str) -> None:
    mark = "?" if _is_sqlite(db) else "%s"
    sql = (
        'SELECT "hash", "id", "fields", "at", "mono", "person", "device", "seq", "prev" FROM "entry" '
        f'WHERE "session_id" = {mark} AND "record" = {mark} AND "record_id" = {mark}'
    )
    entries = []
    for digest, entry, fields, at, mono, person, device, seq, prev in db.execute_sql(sql, (session, kind, record)):
        changes = {n: Change(c["old"], c["new"], tuple(c["replaces"])) for n, c in json.loads(fields).items()}
        entries.append(Entry(entry, session, kind, record, changes, at, mono, person, device, seq, prev, digest))
    folded = fold(entries)
    key = f'"id" = {mark}' if kind == "session" else f'"session_id" = {mark} AND "id" = {mark}'
    keys = (record,) if kind == "session" else (session, record)
    row = db.execute_sql(f'SELECT "contested" FROM "{kind}" WHERE {key}', keys).fetchone()
    if row is None:
        return
    made = {name: _column(sign, folded.values[name]) for name, sign in columns.items() if name in folded.values}
    contested = sorted({*json.loads(row[0]), *(name for name in columns if name in folded.contested)})
    made["contested"] = json.dumps(contested, separators=(",", ":"))
    assigned = ", ".join(f'"{name}" = {mark}' for name in made)
    db.execute_sql(f'UPDATE "{kind}" SET {assigned} WHERE {key}', (*made.values(), *keys))


def _column(sign: str, value: Any) -> Any:
    if sign == "M":
        return json.dumps(value or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return bool(value) if sign == "B" else value or ""
