"""Files that came in, receipts that came back, files that were not taken in, and where each export was written."""

from __future__ import annotations

from typing import Any

from peewee import BigIntegerField, CompositeKey, IntegerField, Model, TextField

KINDS = ("session", "participant", "task", "note", "conclusion", "event", "declared", "attachment")


def up(migrator: Any, db: Any) -> None:
    """Make the tables, and the column that says where an export lies."""

    def model(name: str, columns: dict[str, Any], **meta: Any) -> Any:
        options = type("Meta", (), {"table_name": name, "database": db, **meta})
        return type(name.title(), (Model,), {**columns, "Meta": options})

    received = {
        "sha256": TextField(primary_key=True),
        "session": TextField(column_name="session_id"),
        "device": TextField(),
        "sequence": BigIntegerField(),
        "signer": TextField(),
        "counts": TextField(),
        "outcome": TextField(),
        "merged": IntegerField(),
        "at": TextField(),
    }
    receipt = {
        "sha256": TextField(),
        "signer": TextField(),
        "session": TextField(column_name="session_id"),
        "sequence": BigIntegerField(),
        "name": TextField(),
        "merged": BigIntegerField(),
        "conflicts": BigIntegerField(),
        "at": TextField(),
    }
    quarantine = {
        "path": TextField(primary_key=True),
        "sha256": TextField(),
        "code": TextField(),
        "reason": TextField(),
        "at": TextField(),
    }
    db.create_tables(
        [
            model("received", received, indexes=((("session",), False),)),
            model("receipt", receipt, primary_key=CompositeKey("sha256", "signer")),
            model("quarantine", quarantine),
        ]
    )
    for kind in KINDS:
        # Conflicts are few and asked for after each file: without it every record is looked at.
        key = "id" if kind == "session" else "session_id"
        db.execute_sql(f"""CREATE INDEX "{kind}_contested" ON "{kind}" ("{key}") WHERE "contested" <> '[]'""")
    db.execute_sql('ALTER TABLE "export" ADD COLUMN "path" TEXT NOT NULL DEFAULT \'\'')
