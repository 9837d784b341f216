"""A table for what became of papers after the meeting: number, day, the scan of what was signed.

An older program refuses session files with such entries. Should some stand in the journal all the same, a copy of which
was mended say, what they say is put into rows here, so that rows are the fold of all entries after this step too.
"""

from __future__ import annotations

import json
from typing import Any

from peewee import SqliteDatabase

from inspect_tui.domain.journal import Change, Entry, fold
from inspect_tui.domain.vietnamese import fold as folded_words

TABLE = """
CREATE TABLE "paper" (
  "session_id" TEXT NOT NULL REFERENCES "session" ("id") ON DELETE RESTRICT,
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL, "revision" BIGINT, "number" TEXT NOT NULL, "issued_on" TEXT, "name" TEXT NOT NULL,
  "media_type" TEXT NOT NULL, "size" BIGINT, "sha256" TEXT NOT NULL,
  "heads" TEXT NOT NULL, "contested" TEXT NOT NULL, "deleted" {boolean} NOT NULL, "search" TEXT NOT NULL,
  PRIMARY KEY ("session_id", "id")
)
"""
INDEX = """CREATE INDEX "paper_contested" ON "paper" ("session_id") WHERE "contested" <> '[]'"""
EMPTY: dict[str, Any] = {
    "kind": "", "revision": None, "number": "", "issued_on": None, "name": "", "media_type": "", "size": None,
    "sha256": "",
}  # fmt: skip
OTHERS = {"tasks": ("kind", "revision"), "notes": ("number", "issued_on")}
"""The fields of attachments that papers do not have, and those that their triggers watch instead."""
CHANGED = 'NEW."{name}" IS NOT {old}."{name}"'


def up(migrator: Any, db: Any) -> None:
    """Make the table and its triggers, and the rows of entries that are here already."""
    is_sqlite = isinstance(db, SqliteDatabase)
    db.execute_sql(TABLE.format(boolean="INTEGER" if is_sqlite else "BOOLEAN"))
    db.execute_sql(INDEX)
    if is_sqlite:
        for moment, old in (("insert", "OLD_ROW"), ("update", "OLD"), ("delete", "")):
            db.execute_sql(_trigger(db, moment, old))
    for session, record in db.execute_sql(
        """SELECT DISTINCT "session_id", "record_id" FROM "entry" WHERE "record" = 'paper'"""
    ).fetchall():
        _make_row(db, session, record, "?" if is_sqlite else "%s")


def _trigger(db: Any, moment: str, old: str) -> str:
    """Return a trigger like that of attachments, whose table is most like this one."""
    named = f"attachment_{moment}"
    sql: str = db.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (named,)).fetchone()[0]
    sql = sql.replace(named, f"paper_{moment}").replace('"attachment"', '"paper"').replace("'attachment'", "'paper'")
    for theirs, ours in OTHERS.items():
        sql = sql.replace(
            CHANGED.format(name=theirs, old=old), " OR ".join(CHANGED.format(name=name, old=old) for name in ours)
        )
    return sql


def _make_row(db: Any, session: str, record: str, mark: str) -> None:
    sql = (
        'SELECT "hash", "id", "fields", "at", "mono", "person", "device", "seq", "prev" FROM "entry" '
        f"""WHERE "session_id" = {mark} AND "record" = 'paper' AND "record_id" = {mark}"""
    )
    entries = []
    for digest, entry, fields, at, mono, person, device, seq, prev in db.execute_sql(sql, (session, record)).fetchall():
        changes = {n: Change(c["old"], c["new"], tuple(c["replaces"])) for n, c in json.loads(fields).items()}
        entries.append(Entry(entry, session, "paper", record, changes, at, mono, person, device, seq, prev, digest))
    made = fold(entries)
    values = {name: made.values.get(name) or empty for name, empty in EMPTY.items()}
    row = {
        "session_id": session, "id": record, **values,
        "heads": _text({name: list(ids) for name, ids in made.heads.items()}),
        "contested": _text(sorted(n for n in made.contested if n in EMPTY or n == "deleted")),
        "deleted": made.deleted,
        "search": folded_words(f"{values['number']} {values['name']}".strip()),
    }  # fmt: skip
    names = ", ".join(f'"{name}"' for name in row)
    db.execute_sql(f'INSERT INTO "paper" ({names}) VALUES ({", ".join([mark] * len(row))})', tuple(row.values()))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
