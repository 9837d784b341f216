"""Record changes: what a person does in the app, and the same as lines of JSON."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Entry
from inspect_tui.domain.records import FIELDS, FieldError, Value, coerce, fields_of, utc_text
from inspect_tui.services.errors import UserError
from inspect_tui.services.sessions import person
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import find_record, last_position, read_content
from inspect_tui.store.store import BLOB_PART, Store

LOCKED_FIELDS: Final = ("state", "revision", "revision_reason", "signed", "position")
"""Fields that only the program sets: signing, amending, and the order of lists."""

MAX_LINE: Final = 4_000_000
"""Characters of one line of changes; longer ones are refused."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording lines did.

    Attributes:
        applied: how many entries the journal has gained.
        ids: the record that each line was about, in order.
    """

    applied: int
    ids: tuple[str, ...]


def save(
    store: Store,
    session: str,
    record: str,
    record_id: str | None = None,
    values: Mapping[str, object] | None = None,
    *,
    delete: bool | None = None,
    drop_drafts: Sequence[str] = (),
) -> str:
    """Make or change one record, as the app does at Enter.

    Args:
        store: the store.
        session: the session's id.
        record: the kind of record.
        record_id: the record to change; None makes one.
        values: the fields to set.
        delete: delete it, or bring it back.
        drop_drafts: drafts that this change takes the place of, dropped in the same transaction.

    Returns:
        The record's id.

    Raises:
        FieldError: a value that its field cannot hold.
        StoreError: the session is signed, or the store cannot be written.
    """
    stored = {name: coerce(record, name, value) for name, value in (values or {}).items()}
    new = record_id is None
    if record_id is None:
        record_id = new_id()
        stored = {**_defaults(store, session, record), **stored}
    write = Write(record, record_id, stored, new=new, delete=delete)
    store.journal.write(session, [write], person=person(store), drop_drafts=drop_drafts)
    return record_id


_NEW: Final[dict[str, dict[str, Value]]] = {
    "note": {"kind": "note"},
    "participant": {"present": True, "side": "department"},
    "conclusion": {"kind": "request"},
    "task": {"source": "assigned"},
}
"""What a new record has where nothing is said."""


def _defaults(store: Store, session: str, record: str) -> dict[str, Value]:
    made = dict(_NEW.get(record, {}))
    if record == "note":
        made["at"] = utc_text(store.clock())
    if "position" in FIELDS[record]:
        made["position"] = last_position(store, session, record) + 1
    return made


def record_lines(store: Store, session: str, lines: Iterable[str]) -> Recorded:
    """Apply changes, one JSON object a line: all lines or none.

    Raises:
        UserError: ``bad_line`` with its number and reason.
        StoreError: the session is signed, or the store cannot be written.
    """
    content = read_content(store, session)
    known: dict[str, set[str]] = {
        "session": {session},
        "participant": {p.id for p in content.participants},
        "task": {t.id for t in content.tasks},
        "note": {n.id for n in content.notes},
        "conclusion": {c.id for c in content.conclusions},
        "event": {e.id for e in content.events},
        "attachment": {a.id for a in content.attachments},
    }
    places = {
        kind: max((one.position or 0 for one in listed), default=0)
        for kind, listed in (
            ("participant", content.participants),
            ("conclusion", content.conclusions),
            ("task", content.tasks),
        )
    }
    reader = _LineReader(store, session, known, places)
    writes: list[Write] = []
    ids: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            write = reader.read(line)
        except (UserError, FieldError) as error:
            raise UserError("bad_line", line=number, reason=error) from None
        writes.append(write)
        ids.append(write.id)
    with store.transaction():
        for sha256, path in reader.files.items():
            store.put_blob(sha256, _parts(path))
        entries: list[Entry] = store.journal.write(session, writes, person=person(store))
    return Recorded(len(entries), tuple(ids))


class _LineReader:
    """Turns lines into writes; knows what is there and what earlier lines have made."""

    def __init__(self, store: Store, session: str, known: dict[str, set[str]], places: dict[str, int]) -> None:
        self.store, self.session, self.known, self.places = store, session, known, places
        self.files: dict[str, Path] = {}

    def read(self, line: str) -> Write:
        try:
            data = json.loads(line) if len(line) <= MAX_LINE else None
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise UserError("not_json")
        record, record_id = data.pop("record", None), data.pop("id", None)
        delete = data.pop("delete", None)
        if record_id is not None and not isinstance(record_id, str):
            raise FieldError("not_text", "id", record_id)
        if delete is not None and not isinstance(delete, bool):
            raise FieldError("not_yes_no", "delete", delete)
        if record == "decision":
            return self._decision(record_id, data)
        fields_of(record)
        for name in data:
            if name in LOCKED_FIELDS or (record == "session" and delete is not None):
                raise FieldError("unknown_field", name, name)
        if record == "attachment" and "file" in data:
            data.update(self._attachment(data.pop("file")))
        values = {name: coerce(record, name, value) for name, value in data.items()}
        self._check_references(record, values)
        if record == "session":
            if record_id not in (None, self.session):
                raise UserError("no_such_id", text=record_id)
            return Write(record, self.session, values)
        if record == "declared":
            ids = [] if record_id is None else [record_id]
            record_id = ids[0] if ids else self._declared_id()
            exists = bool(find_record(self.store, self.session, record_id)) or record_id in self.known["session"]
            return Write(record, record_id, values, new=not exists, delete=delete)
        if record_id is not None:
            if record_id not in self.known[record]:
                restoring = delete is False and record in find_record(self.store, self.session, record_id)
                if not restoring:
                    raise UserError("no_such_id", text=record_id)
            return Write(record, record_id, values, delete=delete)
        record_id = new_id()
        self.known[record].add(record_id)
        made: dict[str, Value] = {}
        if record in self.places:
            self.places[record] += 1
            made["position"] = self.places[record]
        made |= _NEW.get(record, {})
        if record == "note":
            made["at"] = utc_text(self.store.clock())
        return Write(record, record_id, {**made, **values}, new=True, delete=delete or None)

    def _declared_id(self) -> str:
        """Return the id of the one record of declared figures: it is derived, so two laptops have the same one."""
        from inspect_tui.domain.ids import task_id

        return task_id(self.session, "declared", "figures", 1)

    def _decision(self, record_id: str | None, data: dict[str, Any]) -> Write:
        """Read a decision between two values: the id of the record in question, the field, and the value."""
        kinds = find_record(self.store, self.session, record_id or "")
        wanted = data.get("of", kinds[0] if kinds else None)
        if record_id is None or wanted not in kinds:
            raise UserError("no_such_id", text=record_id or "")
        name = data.get("field")
        if name == "deleted":
            if not isinstance(data.get("value"), bool):
                raise FieldError("not_yes_no", "value", data.get("value"))
            return Write(wanted, record_id, delete=data["value"])
        if not isinstance(name, str) or name not in FIELDS[wanted]:
            raise FieldError("unknown_field", str(name), name)
        return Write(wanted, record_id, {name: coerce(wanted, name, data.get("value"))})

    def _check_references(self, record: str, values: dict[str, Value]) -> None:
        for task in [*values.get("tasks", ()), *([values["task"]] if values.get("task") else ())]:
            if task not in self.known["task"]:
                raise UserError("no_task", text=task)
        for note in values.get("notes", ()):
            if note not in self.known["note"]:
                raise UserError("no_note", text=note)

    def _attachment(self, name: object) -> dict[str, object]:
        path = Path(str(name))
        try:
            digest, size = hashlib.sha256(), 0
            for part in _parts(path):
                digest.update(part)
                size += len(part)
        except OSError as error:
            raise UserError("unreadable_file", path=path, reason=error.strerror or "") from None
        sha256 = digest.hexdigest()
        self.files[sha256] = path
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return {"name": path.name, "size": size, "sha256": sha256, "media_type": media_type}


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(BLOB_PART):
            yield part
