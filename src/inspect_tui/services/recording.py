"""Record changes: what a person does in the app, and the same as lines of JSON."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from inspect_tui.domain.ids import declared_id, new_id
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.percentages import PercentError, check_names
from inspect_tui.domain.records import (
    AS_READ,
    FIELDS,
    WITH_CONTENT,
    ConflictValue,
    FieldError,
    Value,
    coerce,
    fields_of,
    utc_text,
)
from inspect_tui.services.derived_record import declared_write, paper_write
from inspect_tui.services.errors import UserError
from inspect_tui.services.front_page import renew_front_page_if_possible
from inspect_tui.services.sessions import person
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import find_record, last_position, read_content
from inspect_tui.store.store import BLOB_PART, Store

LOCKED_FIELDS: Final = ("state", "revision", "revision_reason", "signed", "position", AS_READ)
"""Fields that only the program sets: signing, amending, the order of lists, and what a register said."""

OF_PAPERS: Final = ("kind", "revision")
"""The fields of a paper of which its id is made: they never change."""

MAX_LINE: Final = 4_000_000
"""Characters of one line of changes; longer ones are refused."""

MAX_FILE: Final = 100 << 20
"""Bytes of one attachment: what a session file can carry."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording lines did.

    Attributes:
        applied: how many lines were applied.
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
        record_id: the record to change; None makes one. Of declared figures there is one, of a paper one a revision.
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
    if record == "declared" and record_id in (None, declared_id(session)):
        write = declared_write(store, session, stored, delete=delete)
    elif record == "paper" and (record_id is None or stored.get("kind")):
        write = paper_write(store, session, stored, delete=delete)
    else:
        if record_id is None:
            record_id = new_id()
            stored = {**_defaults(store, session, record), **stored}
        write = Write(record, record_id, stored, new=new, delete=delete)
    store.journal.write(session, [write], person=person(store), drop_drafts=drop_drafts)
    return write.id


def save_together(
    store: Store,
    session: str,
    record: str,
    values: Mapping[str, Mapping[str, object]],
    *,
    delete: bool | None = None,
    drop_drafts: Sequence[str] = (),
) -> str:
    """Change several records of a kind in one go, so that undo takes them back in one go too.

    Args:
        store: the store.
        session: the session's id.
        record: the kind of record.
        values: the fields to set, by record.
        delete: delete all of them, or bring them back.
        drop_drafts: drafts that this change takes the place of, dropped in the same transaction.

    Returns:
        The id of the last entry that was written, by which undo knows the step; empty where nothing changes.

    Raises:
        FieldError: a value that its field cannot hold.
        StoreError: the session is signed, or the store cannot be written.
    """
    writes = [
        Write(record, one, {name: coerce(record, name, value) for name, value in fields.items()}, delete=delete)
        for one, fields in values.items()
    ]
    written = store.journal.write(session, writes, person=person(store), drop_drafts=drop_drafts)
    return written[-1].id if written else ""


def make_together(store: Store, session: str, record: str, values: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """Make several records of a kind in one go, in this order, and return their ids.

    Args:
        store: the store.
        session: the session's id.
        record: the kind of record.
        values: the fields of each.

    Raises:
        FieldError: a value that its field cannot hold.
        StoreError: the session is signed, or the store cannot be written.
    """
    defaults, writes = _defaults(store, session, record), list[Write]()
    for place, fields in enumerate(values):
        given = {name: coerce(record, name, value) for name, value in fields.items()}
        if "position" in defaults:
            given["position"] = defaults["position"] + place
        writes.append(Write(record, new_id(), {**defaults, **given}, new=True))
    store.journal.write(session, writes, person=person(store))
    return tuple(write.id for write in writes)


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
        "paper": {p.id for p in content.papers},
    }
    places = {
        kind: max((one.position or 0 for one in listed), default=0)
        for kind, listed in (
            ("participant", content.participants),
            ("conclusion", content.conclusions),
            ("task", content.tasks),
        )
    }
    disputed = {(c.record, c.id, c.field): c.values for c in content.conflicts}
    reader = _LineReader(store, session, known, places, disputed)
    writes: list[Write] = []
    ids: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            write = reader.read(line)
        except (UserError, FieldError, PercentError) as error:
            raise UserError("bad_line", line=number, reason=error) from None
        writes.append(write)
        ids.append(write.id)
    with store.transaction():
        for sha256, path in sorted(reader.files.items()):
            store.put_blob(sha256, _parts(path))
        store.journal.write(session, writes, person=person(store))
    renew_front_page_if_possible(store, session)
    return Recorded(len(ids), tuple(ids))


class _LineReader:
    """Turns lines into writes; knows what is there and what earlier lines have made."""

    def __init__(self, store: Store, session: str, known: dict[str, set[str]], places: dict[str, int],
                 disputed: Mapping[tuple[str, str, str], Sequence[ConflictValue]]) -> None:  # fmt: skip
        self.store, self.session, self.known, self.places, self.disputed = store, session, known, places, disputed
        self.files: dict[str, Path] = {}

    def read(self, line: str) -> Write:
        try:
            data = json.loads(line, parse_constant=_no_number) if len(line) <= MAX_LINE else None
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise UserError("not_json")
        record, record_id = data.pop("record", None), data.pop("id", None)
        delete = data.pop("delete", None)
        if record_id is not None:
            if not isinstance(record_id, str):
                raise FieldError("not_text", "id", record_id)
            if not record_id.isascii() or not record_id.isprintable():
                raise UserError("no_such_id", text=record_id)
        if delete is not None and not isinstance(delete, bool):
            raise FieldError("not_yes_no", "delete", delete)
        if record == "decision":
            return self._decision(record_id, data)
        if record is None:
            raise UserError("missing_word", name="record")
        fields_of(record)
        for name in data:
            if _is_locked(record, name) or (record == "paper" and record_id is not None and name in OF_PAPERS):
                raise FieldError("unknown_field", name, name)
        if record in WITH_CONTENT:
            self._content(record, data)
        if record_id is None and record not in ("session", "declared", "paper"):
            if delete:
                raise UserError("no_such_id", text="")
            return self._new(record, data)
        values = self._values(record, data)
        match record:
            case "session":
                if record_id not in (None, self.session):
                    raise UserError("no_such_id", text=record_id)
                if delete is not None:
                    raise FieldError("unknown_field", "delete", "delete")
                if "agency" in values and not values["agency"]:
                    # Papers, files and lists are known by it; no session is made without it either.
                    raise UserError("no_agency")
                return Write(record, self.session, values)
            case "declared":
                return self._declared(record_id, values, delete)
            case "paper" if record_id is None:
                if not values.get("sha256") and any(values.get(name) for name in ("name", "media_type")):
                    raise FieldError("not_text", "file", "")
                write = paper_write(self.store, self.session, values, delete=delete)
                if delete and write.new:
                    raise UserError("no_such_id", text=write.id)
                self.known["paper"].add(write.id)
                return write
        return self._known(record, str(record_id), values, delete)

    def _new(self, record: str, data: dict[str, Any]) -> Write:
        """Make a record; where nothing or null is said it has what new records of its kind have."""
        values = self._values(record, {name: value for name, value in data.items() if value is not None})
        if record == "event" and not values.get("task"):
            raise UserError("no_task", text="")
        if record == "attachment" and not values.get("sha256"):
            raise FieldError("not_text", "file", "")
        record_id = new_id()
        self.known[record].add(record_id)
        made: dict[str, Value] = {}
        if record in self.places:
            self.places[record] += 1
            made["position"] = self.places[record]
        made |= _NEW.get(record, {})
        if record == "note":
            made["at"] = utc_text(self.store.clock())
        return Write(record, record_id, {**made, **values}, new=True)

    def _known(self, record: str, record_id: str, values: dict[str, Value], delete: bool | None) -> Write:
        """Change a record that is there, delete it, or bring a deleted one back."""
        if record_id not in self.known[record]:
            if delete is not False or record not in find_record(self.store, self.session, record_id):
                raise UserError("no_such_id", text=record_id)
            self.known[record].add(record_id)
        if delete:
            self.known[record].discard(record_id)
        return Write(record, record_id, values, delete=delete)

    def _declared(self, record_id: str | None, values: dict[str, Value], delete: bool | None) -> Write:
        """Change the one record of declared figures, which is made at its first line and comes back at a later one."""
        own = declared_id(self.session)
        if record_id not in (None, own):
            raise UserError("no_such_id", text=record_id)
        exists = bool(find_record(self.store, self.session, own))
        if delete and not exists:
            raise UserError("no_such_id", text=own)
        if delete is None and exists and ("declared", own, DELETED) not in self.disputed:
            delete = False
        return Write("declared", own, values, new=not exists, delete=delete)

    def _values(self, record: str, data: dict[str, Any]) -> dict[str, Value]:
        values = {name: coerce(record, name, value) for name, value in data.items()}
        self._check_references(values)
        if record == "declared":
            check_names(values.get("percents"))
        return values

    def _decision(self, record_id: str | None, data: dict[str, Any]) -> Write:
        """Read a decision between two values: the id of the record in question, the field, and the value."""
        for word, given in (("id", record_id is not None), ("field", "field" in data), ("value", "value" in data)):
            # A value that was forgotten must not decide for an empty one: null says that.
            if not given:
                raise UserError("missing_word", name=word)
        kinds = find_record(self.store, self.session, str(record_id))
        wanted = data.get("of", kinds[0] if kinds else None)
        if record_id is None or wanted not in kinds:
            raise UserError("no_such_id", text=record_id)
        name = data["field"]
        if name == DELETED:
            if not isinstance(data["value"], bool):
                raise FieldError("not_yes_no", "value", data["value"])
            return Write(wanted, record_id, delete=data["value"])
        locked = _is_locked(wanted, name) and (wanted, record_id, name) not in self.disputed
        if not isinstance(name, str) or name not in FIELDS[wanted] or locked:
            raise FieldError("unknown_field", str(name), name)
        value = coerce(wanted, name, data["value"])
        if name == "percents" and not self._is_there(record_id, name, value):
            check_names(value)
        return Write(wanted, record_id, {name: value})

    def _is_there(self, record_id: str, name: str, value: Value) -> bool:
        """Tell whether a value is one of those that stand against each other: any that came in can be decided for."""
        return any(value == one.value for one in self.disputed.get(("declared", record_id, name), ()))

    def _check_references(self, values: dict[str, Value]) -> None:
        for task in [*values.get("tasks", ()), *([values["task"]] if values.get("task") else ())]:
            if task not in self.known["task"]:
                raise UserError("no_task", text=task)
        for note in values.get("notes", ()):
            if note not in self.known["note"]:
                raise UserError("no_note", text=note)

    def _content(self, record: str, data: dict[str, Any]) -> None:
        """Take the content of an attachment, or of a paper's scan, from the file that the line names."""
        for name in ("sha256", "size"):
            if name in data:
                raise FieldError("unknown_field", name, name)
        if "path" in data:
            # What other programs that write such lines call it.
            data.setdefault("file", data.pop("path"))
        if "file" not in data:
            return
        given = data.pop("file")
        said = {name: value for name, value in data.items() if value is not None}
        if not isinstance(given, str) or "\0" in given:
            raise FieldError("not_text", "file", given)
        path = Path(given)
        try:
            digest, size = hashlib.sha256(), 0
            for part in _parts(path):
                digest.update(part)
                size += len(part)
                if size > MAX_FILE:
                    raise UserError("too_large", path=path, limit=f"{MAX_FILE >> 20} MiB")
        except FileNotFoundError:
            raise UserError("no_file", path=path) from None
        except OSError as error:
            raise UserError("unreadable_file", path=path, reason=error.strerror or "") from None
        if not size and record == "paper":
            raise UserError("empty_file", path=path)
        sha256 = digest.hexdigest()
        self.files[sha256] = path
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        data |= {"name": path.name, "media_type": media_type, **said, "size": size, "sha256": sha256}


def _is_locked(record: str, name: str) -> bool:
    """Tell whether only the program sets a field; of which revision a paper is, people say."""
    return name in LOCKED_FIELDS and (record, name) != ("paper", "revision")


def _no_number(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(word)


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(BLOB_PART):
            yield part
