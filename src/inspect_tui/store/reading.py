"""The reading side of a store: sessions as plain objects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.journal import DELETED, Entry, fold
from inspect_tui.domain.records import (
    FIELDS,
    Attachment,
    Conflict,
    ConflictValue,
    Session,
    SessionContent,
    Value,
    build,
)
from inspect_tui.store.columns import TASK_COLUMNS, from_column, task_from_columns
from inspect_tui.store.journal import ENTRY_COLUMNS, Row, columns_of, entry_from_columns

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

_LISTED: Final = ("participant", "task", "note", "conclusion", "event", "attachment")
_LAST: Final = 1 << 60
_CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session as the list of sessions shows it.

    Attributes:
        tasks: how many tasks it has.
        notes: how many notes.
        drafts: how many drafts wait to be saved.
        exports: how many session files were written.
    """

    session: Session
    tasks: int = 0
    notes: int = 0
    conclusions: int = 0
    drafts: int = 0
    exports: int = 0


def session_ids(store: Store, prefix: str) -> list[str]:
    """Return the ids of sessions that begin with a prefix, at most two: none, the one, or not unique."""
    model = store.models.records["session"]
    if not prefix or not all(c.isalnum() or c == "-" for c in prefix):
        return []
    query = model.select(model.id).where(model.id.startswith(prefix.lower()) & (model.deleted == False))  # noqa: E712
    exact = [row[0] for row in query.order_by(model.id).limit(2).tuples()]
    return [prefix] if prefix in exact else exact


def list_sessions(store: Store) -> list[SessionSummary]:
    """Return all sessions, the newest visit first."""
    model = store.models.records["session"]
    names = tuple(FIELDS["session"])
    query = model.select(model.id, *(getattr(model, n) for n in names)).where(model.deleted == False)  # noqa: E712
    counts = {kind: _counts(store, kind) for kind in ("task", "note", "conclusion", "draft", "export")}
    made = []
    for row in query.order_by(model.held_on.desc(), model.id.desc()).tuples():
        session = _session(row[0], row[1:])
        made.append(SessionSummary(session, *(counts[kind].get(session.id, 0) for kind in counts)))
    return made


def read_session(store: Store, session: str) -> Session:
    """Return the head of a session; an empty one where the journal has only other records of it yet."""
    model = store.models.records["session"]
    names = tuple(FIELDS["session"])
    row = model.select(*(getattr(model, n) for n in names)).where(model.id == session).tuples().first()
    return _session(session, row) if row else Session(session)


def read_content(store: Store, session: str) -> SessionContent:
    """Return a whole session: tasks in register order, notes in time order, conclusions in their own order."""
    parts: dict[str, list[Any]] = {kind: _read(store, kind, session) for kind in _LISTED}
    parts["participant"].sort(key=lambda p: (_place(p.position), p.id))
    parts["task"].sort(key=lambda t: (_place(t.position), t.id))
    parts["note"].sort(key=lambda n: (n.at or "", n.id))
    parts["conclusion"].sort(key=lambda c: (_place(c.position), c.id))
    parts["event"].sort(key=lambda e: (e.on or date.min, e.id))
    parts["attachment"].sort(key=lambda a: (a.name, a.id))
    return SessionContent(
        session=read_session(store, session),
        participants=tuple(parts["participant"]),
        tasks=tuple(parts["task"]),
        notes=tuple(parts["note"]),
        conclusions=tuple(parts["conclusion"]),
        events=tuple(parts["event"]),
        attachments=tuple(parts["attachment"]),
        declared=read_declared(store, session),
        conflicts=read_conflicts(store, session),
    )


def read_attachments(store: Store, session: str) -> list[Attachment]:
    """Return the attachments of a session that stand, by id, and nothing else of it."""
    return sorted(_read(store, "attachment", session), key=lambda a: a.id)


def read_declared(store: Store, session: str) -> Mapping[str, Value]:
    """Return the figures that the agency declared, without those it did not."""
    model = store.models.records["declared"]
    names = tuple(FIELDS["declared"])
    query = model.select(*(getattr(model, n) for n in names)).where(
        (model.session == session) & (model.deleted == False)  # noqa: E712
    )
    row = query.order_by(model.id).tuples().first()
    if row is None:
        return {}
    values = {n: from_column("declared", n, v) for n, v in zip(names, row, strict=True)}
    return {n: v for n, v in values.items() if v not in (None, {})}


def read_conflicts(store: Store, session: str) -> tuple[Conflict, ...]:
    """Return the fields on which values stand against each other, with all of them."""
    found = []
    for kind, model in store.models.records.items():
        key = model.id if kind == "session" else model.session
        query = model.select(model.id).where((key == session) & (model.contested != "[]")).order_by(model.id)
        for (record_id,) in query.tuples():
            folded = fold(store.entries(session, record=(kind, record_id)))
            for name, entries in sorted(folded.contested.items()):
                values = []
                for entry in entries:
                    change = entry.fields.get(name)
                    value = change.new if change is not None else False if name == DELETED else None
                    values.append(ConflictValue(value, entry.person, entry.device, entry.at))
                found.append(Conflict(kind, record_id, name, tuple(values)))
    return tuple(found)


def read_record(store: Store, session: str, kind: str, record_id: str) -> Any:
    """Return one record as its typed object, or None where it is deleted or not there."""
    if kind == "session":
        return read_session(store, session)
    model = store.models.records[kind]
    return next(iter(_read(store, kind, session, model.id == record_id)), None)


def last_position(store: Store, session: str, kind: str) -> int:
    """Return the highest place in one of the session's lists, deleted records too; 0 for an empty one."""
    model = store.models.records[kind]
    highest = model.select(store.functions.MAX(model.position)).where(model.session == session).scalar()
    return int(highest or 0)


def find_record(store: Store, session: str, record_id: str) -> tuple[str, ...]:
    """Return the kinds of record that have this id in the session, deleted ones too."""
    kinds = []
    for kind, model in store.models.records.items():
        if kind != "session":
            query = model.select(model.id).where((model.session == session) & (model.id == record_id))
            if query.exists():
                kinds.append(kind)
        elif record_id == session:
            kinds.append(kind)
    return tuple(kinds)


def deleted_ids(store: Store, session: str, kind: str) -> set[str]:
    """Return the ids of the session's deleted records of a kind."""
    model = store.models.records[kind]
    query = model.select(model.id).where((model.session == session) & (model.deleted == True))  # noqa: E712
    return {row[0] for row in query.tuples()}


def matching(store: Store, session: str, kind: str, folded: str) -> set[str]:
    """Return ids of the session's records of a kind whose searchable words contain a folded text."""
    model = store.models.records[kind]
    query = model.select(model.id).where(
        (model.session == session) & (model.deleted == False) & model.search.contains(folded)  # noqa: E712
    )
    return {row[0] for row in query.tuples()}


def journal_devices(store: Store, session: str) -> list[str]:
    """Return the devices whose entries a session's journal has; costs a look-up for each, however long it is."""
    entry = store.models.entry
    found: list[str] = []
    while True:
        after = found[-1] if found else ""
        query = entry.select(store.functions.MIN(entry.device)).where(
            (entry.session == session) & (entry.device > after)
        )
        device = query.scalar()
        if device is None:
            return found
        found.append(device)


def entries_backwards(store: Store, session: str, device: str, before: int | None, limit: int) -> list[Entry]:
    """Return entries of one device's chain in a session, the newest first.

    Args:
        store: the store.
        session: the session's id.
        device: whose chain.
        before: only entries before this place; None begins at the end.
        limit: the most entries to return.
    """
    entry = store.models.entry
    here = (entry.session == session) & (entry.device == device)
    if before is not None:
        here &= entry.seq < before
    query = _entries(store).where(here).order_by(entry.seq.desc(), entry.hash.desc()).limit(limit)
    # The driver's rows as they are: a register is a chain of ten thousand.
    return [entry_from_columns(row) for row in store.database.execute(query)]


def write_begins(store: Store, session: str, last: Entry) -> int:
    """Return the place in its chain at which the write began that ends with an entry.

    The entries of a write share their moment, so the place is found by doubling steps: a register of ten thousand
    tasks costs about thirty look-ups.
    """
    entry = store.models.entry
    here = (entry.session == session) & (entry.device == last.device)

    def is_same(place: int) -> bool:
        there = here & (entry.seq == place) & (entry.mono == last.mono) & (entry.at == last.at)
        return bool(entry.select().where(there).exists())

    first, step = last.seq, 1
    while is_same(first - step):
        first, step = first - step, 2 * step
    while step > 1:
        step //= 2
        if is_same(first - step):
            first -= step
    return first


def entry_by_id(store: Store, session: str, entry_id: str) -> Entry | None:
    """Return an entry of a session's journal, or None."""
    entry = store.models.entry
    query = _entries(store).where((entry.id == entry_id) & (entry.session == session)).order_by(entry.hash)
    row = query.tuples().first()
    return entry_from_columns(row) if row else None


def written_before(store: Store, session: str, kind: str, ids: Collection[str], device: str, place: int) -> set[str]:
    """Return which records have entries other than those of a device from some place of its chain on."""
    entry, found = store.models.entry, set[str]()
    for some in _chunks(sorted(ids)):
        here = (entry.session == session) & (entry.record == kind) & entry.record_id.in_(some)
        query = entry.select(entry.record_id).where(here & ((entry.device != device) | (entry.seq < place)))
        found.update(row[0] for row in query.distinct().tuples())
    return found


def read_rows(store: Store, session: str, kind: str, ids: Collection[str]) -> dict[str, Row]:
    """Return records with what tells which entries made them, deleted ones too, by id."""
    model, found = store.models.records[kind], dict[str, Row]()
    names = [name for name in columns_of(kind) if name != "session_id"]
    for some in _chunks(sorted(ids)):
        here = model.id.in_(some)
        if kind != "session":
            here &= model.session == session
        query = model.select(*(getattr(model, name) for name in names)).where(here)
        found.update({row[0]: Row.read(kind, row[1:]) for row in store.database.execute(query)})
    return found


def _entries(store: Store) -> Any:
    entry = store.models.entry
    return entry.select(*(entry.session if name == "session_id" else getattr(entry, name) for name in ENTRY_COLUMNS))


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _read(store: Store, kind: str, session: str, only: Any = None) -> list[Any]:
    model = store.models.records[kind]
    here = (model.session == session) & (model.deleted == False)  # noqa: E712
    if only is not None:
        here &= only
    if kind == "task":
        query = model.select(*(getattr(model, n) for n in TASK_COLUMNS)).where(here)
        # The driver's rows as they are: peewee's conversion of 240.000 cells takes longer than the rest.
        return [task_from_columns(row) for row in store.database.execute(query)]
    names = tuple(FIELDS[kind])
    query = model.select(model.id, *(getattr(model, n) for n in names)).where(here)
    made = []
    for row in query.tuples().iterator():
        values = {n: from_column(kind, n, v) for n, v in zip(names, row[1:], strict=True)}
        made.append(build(kind, row[0], values))
    return made


def _session(session: str, columns: Sequence[Any]) -> Session:
    names = tuple(FIELDS["session"])
    values = {n: from_column("session", n, v) for n, v in zip(names, columns, strict=True)}
    return build("session", session, values)  # type: ignore[no-any-return]


def _counts(store: Store, kind: str) -> dict[str, int]:
    models = store.models
    model = {"draft": models.draft, "export": models.export}.get(kind) or models.records[kind]
    query = model.select(model.session, store.functions.COUNT(model.session)).group_by(model.session)
    if kind in models.records:
        query = query.where(model.deleted == False)  # noqa: E712
    return dict(query.tuples())


def _place(position: int | None) -> int:
    return _LAST if position is None else position
