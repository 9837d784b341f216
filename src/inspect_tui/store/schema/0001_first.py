"""The first schema: records of a session, journal, drafts, attachments' contents, meta, exports."""

from __future__ import annotations

from typing import Any

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

# T text, D date or moment as ISO text, I number, B yes/no, L list and M map as JSON text.
RECORDS = {
    "session": (
        "agency:T held_on:D as_of:D title:T place:T chair:T secretary:T started_at:D ended_at:D utc_offset:I "
        "remark:T rate_base:T decimals:I state:T revision:I revision_reason:T signed:M"
    ),
    "participant": "name:T role:T side:T present:B position:I",
    "task": (
        "position:I number:T source:T document:T issued_on:D content:T lead:T coordinating:L leader:T product:T "
        "deadline:D deadline_text:T first_deadline:D declared_completed_on:D declared_status:T completed_on:D "
        "progress:T verdict:T nature:T degree:T cause:T responsibility:T remark:T"
    ),
    "note": "at:D speaker:T kind:T text:T tasks:L",
    "conclusion": "position:I kind:T text:T owner:T deadline:D tasks:L notes:L",
    "event": "task:T kind:T on:D until:D to:T document:T",
    "declared": (
        "assigned:I done:I done_on_time:I done_late:I done_no_deadline:I open:I open_in_time:I open_overdue:I "
        "open_no_deadline:I due:I with_deadline:I suspended:I transferred:I withdrawn:I percents:M"
    ),
    "attachment": "name:T media_type:T size:I sha256:T tasks:L notes:L",
}

COLUMNS: dict[str, Any] = {
    "T": lambda: TextField(default=""),
    "D": lambda: TextField(null=True),
    "I": lambda: BigIntegerField(null=True),
    "B": lambda: BooleanField(default=False),
    "L": lambda: TextField(default="[]"),
    "M": lambda: TextField(default="{}"),
}


def up(migrator: Any, db: Any) -> None:
    """Make all tables."""

    def model(name: str, columns: dict[str, Any], **meta: Any) -> Any:
        options = type("Meta", (), {"table_name": name, "database": db, **meta})
        return type(name.title(), (Model,), {**columns, "Meta": options})

    def columns(spec: str) -> dict[str, Any]:
        made = {name: COLUMNS[sign]() for name, sign in (part.split(":") for part in spec.split())}
        made["heads"] = TextField(default="{}")
        made["contested"] = TextField(default="[]")
        made["deleted"] = BooleanField(default=False)
        made["search"] = TextField(default="")
        return made

    session = model("session", {"id": TextField(primary_key=True), **columns(RECORDS["session"])})

    def owner() -> Any:
        return ForeignKeyField(session, column_name="session_id", index=False, on_delete="RESTRICT")

    tables = [session]
    for kind, spec in RECORDS.items():
        if kind != "session":
            fields = {"session": owner(), "id": TextField(), **columns(spec)}
            tables.append(model(kind, fields, primary_key=CompositeKey("session", "id")))
    entry = {
        "hash": TextField(primary_key=True),
        "id": TextField(index=True),
        "session": owner(),
        "record": TextField(),
        "record_id": TextField(),
        "fields": TextField(),
        "at": TextField(),
        "mono": BigIntegerField(),
        "person": TextField(),
        "device": TextField(),
        "seq": BigIntegerField(),
        "prev": TextField(),
    }
    orders = ((("session", "device", "seq"), False), (("session", "record", "record_id"), False))
    tables.append(model("entry", entry, indexes=orders))
    draft = {"session": owner(), "record": TextField(), "text": TextField(), "at": TextField()}
    tables.append(model("draft", draft, primary_key=CompositeKey("session", "record")))
    tables.append(model("meta", {"key": TextField(primary_key=True), "value": TextField()}))
    blob = {"sha256": TextField(), "part": IntegerField(), "data": BlobField()}
    tables.append(model("blob", blob, primary_key=CompositeKey("sha256", "part")))
    export = {"session": owner(), "sequence": IntegerField(), "sha256": TextField(), "at": TextField()}
    tables.append(model("export", export, primary_key=CompositeKey("session", "sequence")))
    db.create_tables(tables)
