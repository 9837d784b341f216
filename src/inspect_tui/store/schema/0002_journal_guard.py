"""The journal's invariants by trigger on SQLite: no record without its entry, no entry changed; docs/schema.md.

On PostgreSQL the one writing path, `store/journal.py`, holds them.
"""

from __future__ import annotations

from typing import Any

from peewee import SqliteDatabase

RECORDS = {
    "session": (
        "agency held_on as_of title place chair secretary started_at ended_at utc_offset remark rate_base decimals "
        "state revision revision_reason signed"
    ),
    "participant": "name role side present position",
    "task": (
        "position number source document issued_on content lead coordinating leader product deadline deadline_text "
        "first_deadline declared_completed_on declared_status completed_on progress verdict nature degree cause "
        "responsibility remark"
    ),
    "note": "at speaker kind text tasks",
    "conclusion": "position kind text owner deadline tasks notes",
    "event": "task kind on until to document",
    "declared": (
        "assigned done done_on_time done_late done_no_deadline open open_in_time open_overdue open_no_deadline due "
        "with_deadline suspended transferred withdrawn percents"
    ),
    "attachment": "name media_type size sha256 tasks notes",
}

# A row in it points at a row that its own check forbids: foreign keys let it stand until the commit and no longer.
PASSAGE = """
CREATE TABLE "passage" (
  "name" TEXT NOT NULL PRIMARY KEY CHECK ("name" IN ('fold', 'migration')),
  "open" TEXT NOT NULL DEFAULT 'open' CHECK ("open" = 'open')
    REFERENCES "passage" ("name") DEFERRABLE INITIALLY DEFERRED
)
"""

# INSERT OR REPLACE deletes the row whose key or rowid is taken without asking any trigger, so both are looked for.
ENTRY = (
    """
CREATE TRIGGER "entry_insert" BEFORE INSERT ON "entry"
WHEN EXISTS (SELECT 1 FROM "entry" WHERE "hash" = NEW."hash")
  OR (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM "entry" WHERE rowid = NEW.rowid))
BEGIN SELECT RAISE(ABORT, 'journal: an entry is written once'); END
""",
    """
CREATE TRIGGER "entry_update" BEFORE UPDATE ON "entry"
BEGIN SELECT RAISE(ABORT, 'journal: an entry is never changed'); END
""",
    """
CREATE TRIGGER "entry_delete" BEFORE DELETE ON "entry"
BEGIN SELECT RAISE(ABORT, 'journal: an entry is never deleted'); END
""",
)

# The heads are an object of lists of entries' ids: each of these must be an entry of this very record. An empty
# object has no least value, an empty list joins with nothing; both count as not there.
KNOWN = """
coalesce((
  SELECT min(EXISTS (
    SELECT 1 FROM "entry" WHERE "id" = h."value" AND "session_id" = NEW."{session}" AND "record" = '{kind}'
      AND "record_id" = NEW."id"
  )) FROM json_each(NEW."heads") AS f LEFT JOIN json_each(f."value") AS h
), 0)
"""

# The insert half of an upsert comes through here too, so a key that is there already is no fault by itself.
INSERT = """
CREATE TRIGGER "{kind}_insert" BEFORE INSERT ON "{kind}"
WHEN (
  NOT {known}
  OR EXISTS (
    SELECT 1 FROM "{kind}" AS OLD_ROW WHERE {same_key} AND OLD_ROW."heads" IS NEW."heads" AND ({changed_insert})
  )
  OR (NEW.rowid > 0 AND EXISTS (
    SELECT 1 FROM "{kind}" AS OLD_ROW WHERE OLD_ROW.rowid = NEW.rowid AND NOT ({same_key})
  ))
) AND NOT EXISTS (SELECT 1 FROM "passage")
BEGIN SELECT RAISE(ABORT, 'journal: no record is made without its entry'); END
"""

UPDATE = """
CREATE TRIGGER "{kind}_update" BEFORE UPDATE ON "{kind}"
WHEN (NEW."heads" IS NOT OLD."heads" OR {changed})
  AND (NEW."heads" IS OLD."heads" OR NOT {known})
  AND NOT EXISTS (SELECT 1 FROM "passage")
  OR ({moved}) AND NOT EXISTS (SELECT 1 FROM "passage" WHERE "name" = 'migration')
BEGIN
  SELECT CASE WHEN {moved} THEN RAISE(ABORT, 'journal: a record keeps its key')
    ELSE RAISE(ABORT, 'journal: no record changes without its entry') END;
END
"""

DELETE = """
CREATE TRIGGER "{kind}_delete" BEFORE DELETE ON "{kind}"
WHEN NOT EXISTS (SELECT 1 FROM "passage" WHERE "name" = 'migration')
BEGIN SELECT RAISE(ABORT, 'journal: a record keeps its row'); END
"""


def up(migrator: Any, db: Any) -> None:
    """Make the triggers, and drop front pages: those that are kept were held against a number of entries."""
    db.execute_sql('DELETE FROM "meta" WHERE substr("key", 1, 6) = \'front:\'')
    has_triggers: bool = isinstance(db, SqliteDatabase)
    if not has_triggers:
        return
    for statement in (PASSAGE, *ENTRY):
        db.execute_sql(statement)
    for kind, fields in RECORDS.items():
        key = ("id",) if kind == "session" else ("session_id", "id")
        watched = (*fields.split(), "contested", "deleted")
        parts = {
            "kind": kind,
            "known": KNOWN.format(kind=kind, session=key[0]).strip(),
            "same_key": " AND ".join(f'OLD_ROW."{n}" = NEW."{n}"' for n in key),
            "changed": " OR ".join(f'NEW."{n}" IS NOT OLD."{n}"' for n in watched),
            "changed_insert": " OR ".join(f'NEW."{n}" IS NOT OLD_ROW."{n}"' for n in watched),
            "moved": " OR ".join(f'NEW."{n}" IS NOT OLD."{n}"' for n in ("rowid", *key)),
        }
        for statement in (INSERT, UPDATE, DELETE):
            db.execute_sql(statement.format(**parts))
