"""The peewee models, made for one database from the table of fields in `domain.records`.

A record's table holds what its journal entries fold into; `heads` and `contested` carry what the fold needs to go on
without reading the entries again. Column by column the schema stands in docs/schema.md.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from inspect_tui.domain.records import FIELDS


class Models(NamedTuple):
    """The models of one open store.

    Attributes:
        records: the model of each kind of record.
        entry: the journal.
        draft: typed and not yet saved.
        meta: what the store knows of itself, by key.
        blob: contents of attachments by hash, in parts.
        export: which session files this store has written.
        received: which session files came in.
        receipt: who has acknowledged a file of this store.
        quarantine: files that were not taken in.
    """

    records: dict[str, Any]
    entry: Any
    draft: Any
    meta: Any
    blob: Any
    export: Any
    received: Any
    receipt: Any
    quarantine: Any


def make_models(peewee: Any, database: Any) -> Models:
    """Return the models bound to a database."""

    class Base(peewee.Model):  # type: ignore[misc]
        class Meta:
            pass

    Base._meta.set_database(database)

    def column(field_type: str) -> Any:
        match field_type:
            case "int":
                return peewee.BigIntegerField(null=True)
            case "bool":
                return peewee.BooleanField(default=False)
            case "date" | "time":
                return peewee.TextField(null=True)
            case "list":
                return peewee.TextField(default="[]")
            case "map":
                return peewee.TextField(default="{}")
            case _:
                return peewee.TextField(default="")

    def bookkeeping() -> dict[str, Any]:
        return {
            "heads": peewee.TextField(default="{}"),
            "contested": peewee.TextField(default="[]"),
            "deleted": peewee.BooleanField(default=False),
            "search": peewee.TextField(default=""),
        }

    def model(name: str, columns: dict[str, Any], **meta: Any) -> Any:
        options = type("Meta", (), {"table_name": name, "database": database, **meta})
        return type(name.title().replace("_", ""), (Base,), {**columns, "Meta": options})

    session = model(
        "session",
        {
            "id": peewee.TextField(primary_key=True),
            **{name: column(field.type) for name, field in FIELDS["session"].items()},
            **bookkeeping(),
        },
    )

    def owner() -> Any:
        return peewee.ForeignKeyField(session, column_name="session_id", index=False, on_delete="RESTRICT")

    records = {"session": session}
    for kind, fields in FIELDS.items():
        if kind == "session":
            continue
        records[kind] = model(
            kind,
            {
                "session": owner(),
                "id": peewee.TextField(),
                **{name: column(field.type) for name, field in fields.items()},
                **bookkeeping(),
            },
            primary_key=peewee.CompositeKey("session", "id"),
        )
    entry = model(
        "entry",
        {
            "hash": peewee.TextField(primary_key=True),
            "id": peewee.TextField(index=True),
            "session": owner(),
            "record": peewee.TextField(),
            "record_id": peewee.TextField(),
            "fields": peewee.TextField(),
            "at": peewee.TextField(),
            "mono": peewee.BigIntegerField(),
            "person": peewee.TextField(),
            "device": peewee.TextField(),
            "seq": peewee.BigIntegerField(),
            "prev": peewee.TextField(),
        },
        indexes=((("session", "device", "seq"), False), (("session", "record", "record_id"), False)),
    )
    draft = model(
        "draft",
        {"session": owner(), "record": peewee.TextField(), "text": peewee.TextField(), "at": peewee.TextField()},
        primary_key=peewee.CompositeKey("session", "record"),
    )
    meta = model("meta", {"key": peewee.TextField(primary_key=True), "value": peewee.TextField()})
    blob = model(
        "blob",
        {"sha256": peewee.TextField(), "part": peewee.IntegerField(), "data": peewee.BlobField()},
        primary_key=peewee.CompositeKey("sha256", "part"),
    )
    export = model(
        "export",
        {
            "session": owner(),
            "sequence": peewee.IntegerField(),
            "sha256": peewee.TextField(),
            "at": peewee.TextField(),
            "path": peewee.TextField(default=""),
        },
        primary_key=peewee.CompositeKey("session", "sequence"),
    )
    received = model(
        "received",
        {
            "sha256": peewee.TextField(primary_key=True),
            "session": peewee.TextField(column_name="session_id", index=True),
            "device": peewee.TextField(),
            "sequence": peewee.BigIntegerField(),
            "signer": peewee.TextField(),
            "counts": peewee.TextField(),
            "outcome": peewee.TextField(),
            "merged": peewee.IntegerField(),
            "at": peewee.TextField(),
        },
    )
    receipt = model(
        "receipt",
        {
            "sha256": peewee.TextField(),
            "signer": peewee.TextField(),
            "session": peewee.TextField(column_name="session_id"),
            "sequence": peewee.BigIntegerField(),
            "name": peewee.TextField(),
            "merged": peewee.BigIntegerField(),
            "conflicts": peewee.BigIntegerField(),
            "at": peewee.TextField(),
        },
        primary_key=peewee.CompositeKey("sha256", "signer"),
    )
    quarantine = model(
        "quarantine",
        {
            "path": peewee.TextField(primary_key=True),
            "sha256": peewee.TextField(),
            "code": peewee.TextField(),
            "reason": peewee.TextField(),
            "at": peewee.TextField(),
        },
    )
    return Models(records, entry, draft, meta, blob, export, received, receipt, quarantine)
