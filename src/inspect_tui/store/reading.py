"""The reading side of a store: sessions as plain objects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from inspect_tui.domain.clocks import note_order
from inspect_tui.domain.journal import DELETED, Entry, Folded, author_of, fold
from inspect_tui.domain.records import (
    FIELDS,
    WITH_CONTENT,
    Conflict,
    ConflictValue,
    Event,
    Session,
    SessionContent,
    Value,
    build,
)
from inspect_tui.domain.signed_view import as_shown, fold_as_revision, fold_as_signed, revisions_of, signing_of, told
from inspect_tui.domain.signing import signed_ends
from inspect_tui.store.clocks import note_times
from inspect_tui.store.columns import TASK_COLUMNS, from_column, task_from_columns
from inspect_tui.store.entry_rows import chunks, read_entries, select_entries
from inspect_tui.store.errors import StoreError
from inspect_tui.store.row import Row, columns_of, row_from_fold
from inspect_tui.store.signed import entries_after, outside_entries, records_of, sessions_with_outside

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

_LISTED: Final = ("participant", "task", "note", "conclusion", "event", "attachment", "paper")
_LAST: Final = 1 << 60


class Acknowledged(NamedTuple):
    """Somebody's word that a session file of this store has come in."""

    by: str
    at: str
    sequence: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session as the list of sessions shows it.

    Attributes:
        tasks: how many tasks it has.
        notes: how many notes.
        drafts: how many drafts wait to be saved.
        exports: how many session files were written.
        outside: how many entries stand outside the signed state.
        conflicts: on how many fields values stand against each other.
        acknowledged: who has received which file of it.
        is_acknowledged: the newest file has come in somewhere, and nothing was written since.
    """

    session: Session
    tasks: int = 0
    notes: int = 0
    conclusions: int = 0
    drafts: int = 0
    exports: int = 0
    outside: int = 0
    conflicts: int = 0
    acknowledged: tuple[Acknowledged, ...] = ()
    is_acknowledged: bool = False


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
    made = {}
    for row in query.order_by(model.held_on.desc(), model.id.desc()).tuples():
        session = _session(row[0], row[1:])
        tasks, notes, conclusions, drafts, exports = (counts[kind].get(session.id, 0) for kind in counts)
        made[session.id] = SessionSummary(session, tasks, notes, conclusions, drafts, exports)
    signed = {one: summary.session.signed for one, summary in made.items() if summary.session.state == "signed"}
    for one in sessions_with_outside(store, signed):
        content = read_content(store, one)
        made[one] = replace(
            made[one], session=content.session, tasks=len(content.tasks), notes=len(content.notes),
            conclusions=len(content.conclusions), outside=content.outside_signed, conflicts=len(content.conflicts),
        )  # fmt: skip
    return list(made.values())


def read_session(store: Store, session: str) -> Session:
    """Return the head of a session; an empty one where the journal has only other records of it yet."""
    model = store.models.records["session"]
    names = tuple(FIELDS["session"])
    row = model.select(*(getattr(model, n) for n in names)).where(model.id == session).tuples().first()
    return _session(session, row) if row else Session(session)


def read_content(store: Store, session: str, *, revision: int | None = None) -> SessionContent:
    """Return a session: tasks in register order, notes in time order, conclusions in their own order.

    Args:
        store: the store.
        session: the session's id.
        revision: as it was when this revision was signed; None as it stands now.

    Raises:
        StoreError: ``no_revision``, that one was not signed.
    """
    parts: dict[str, list[Any]] = {kind: read_kind(store, kind, session) for kind in _LISTED}
    parts["session"] = [read_session(store, session)]
    parts["declared"] = [read_declared(store, session)]
    parts["conflicts"] = list(read_conflicts(store, session))
    head = parts["session"][0]
    of_head = store.entries(session, record=("session", session)) if head.signed or revision is not None else []
    late = outside_entries(store, session, head.signed) if head.state == "signed" and revision is None else []
    if late:
        outside = {entry.hash for entry in late}
        _put_back(store, session, parts, late, lambda kind, entries: fold_as_signed(kind, entries, outside))
    elif revision is not None:
        outside = _put_back_to(store, session, parts, signing_of(of_head, revision) or {}, revision)
    else:
        outside = set()
    clocks, shifts = note_times(store, session, journal_devices(store, session), outside)
    parts["participant"].sort(key=by_place)
    parts["task"].sort(key=by_place)
    parts["note"].sort(key=lambda n: note_order(n, shifts))
    parts["conclusion"].sort(key=by_place)
    parts["event"].sort(key=by_day)
    parts["attachment"].sort(key=lambda a: (a.name, a.id))
    parts["paper"].sort(key=lambda p: (p.kind, p.revision, p.id))
    return SessionContent(
        session=parts["session"][0],
        participants=tuple(parts["participant"]),
        tasks=tuple(parts["task"]),
        notes=tuple(parts["note"]),
        conclusions=tuple(parts["conclusion"]),
        events=tuple(parts["event"]),
        attachments=tuple(parts["attachment"]),
        declared=parts["declared"][0],
        conflicts=tuple(parts["conflicts"]),
        outside=told(late),
        outside_signed=len(late),
        clocks=clocks,
        shifts=shifts,
        revisions=revisions_of(of_head),
        papers=tuple(parts["paper"]),
    )


def attached_contents(store: Store, session: str) -> dict[str, str]:
    """Return the contents that a session's journal names and this store has: SHA-256 to media type.

    All of them: what was signed and deleted since, what stands outside the signed state, and each of two that stand
    against each other are as much part of the journal as what is shown now.
    """
    entry = store.models.entry
    query = select_entries(store).where((entry.session == session) & entry.record.in_(sorted(WITH_CONTENT)))
    found: dict[str, str] = {}
    types: dict[str, str] = {}
    for one in read_entries(store, query.order_by(entry.device, entry.seq, entry.hash)):
        named = one.fields.get("media_type")
        if named is not None and isinstance(named.new, str):
            types[one.record_id] = named.new
        content = one.fields.get("sha256")
        if content is not None and isinstance(content.new, str) and store.has_blob(content.new):
            found[content.new] = types.get(one.record_id, "")
    return dict(sorted(found.items()))


def _put_back_to(
    store: Store, session: str, parts: dict[str, list[Any]], signed: Mapping[str, Value], revision: int
) -> set[str]:
    """Put records back to what they were when a revision was signed, and return the hashes of all that came later."""
    ends = signed_ends(signed)
    if ends is None:
        raise StoreError("no_revision", revision=str(revision))
    late = entries_after(store, session, ends)
    outside = {entry.hash for entry in late}
    _put_back(store, session, parts, late, lambda kind, entries: fold_as_revision(kind, entries, outside, signed))
    return outside


def _put_back(
    store: Store,
    session: str,
    parts: dict[str, list[Any]],
    late: Sequence[Entry],
    fold_then: Callable[[str, Sequence[Entry]], Folded | None],
) -> None:
    """Put records back to what was signed; only those that later entries are about have to be folded again."""
    kinds = list(store.models.records)
    for kind, ids in records_of(late).items():
        if kind not in FIELDS or (kind == "session" and session not in ids):
            continue
        ids = {session} if kind == "session" else ids
        made, conflicts = [], []
        for record_id in sorted(ids):
            entries = store.entries(session, record=(kind, record_id))
            folded = fold_then(kind, entries)
            if folded is None:
                continue
            conflicts += _conflicts_of(kind, record_id, folded, entries)
            if not folded.deleted or kind == "session":
                made.append((record_id, row_from_fold(kind, folded).values))
        others = [c for c in parts["conflicts"] if c.record != kind or c.id not in ids]
        parts["conflicts"] = sorted((*others, *conflicts), key=lambda c: (kinds.index(c.record), c.id, c.field))
        if kind == "declared":
            parts[kind] = [_declared(values) for _, values in made[:1]] or [{}]
        else:
            parts[kind] = [one for one in parts[kind] if one.id not in ids]
            parts[kind] += [build(kind, record_id, values) for record_id, values in made]
            if kind == "session":
                parts[kind] = [as_shown(head) for head in parts[kind]]


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
    return _declared({n: from_column("declared", n, v) for n, v in zip(names, row, strict=True)})


def _declared(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return {n: v for n, v in values.items() if v not in (None, {})}


def read_conflicts(store: Store, session: str, *, record: tuple[str, str] | None = None) -> tuple[Conflict, ...]:
    """Return the fields on which values stand against each other, with all of them.

    What a record says that is deleted, and nobody disputes that, is not to be decided.

    Args:
        store: the store.
        session: the session's id.
        record: the kind and id of the one record to look at; None for all.
    """
    found = []
    for kind, model in store.models.records.items():
        if record is not None and kind != record[0]:
            continue
        key = model.id if kind == "session" else model.session
        here = (key == session) & (model.contested != "[]") & (model.deleted == False)  # noqa: E712
        if record is not None:
            here &= model.id == record[1]
        for (record_id,) in list(model.select(model.id).where(here).order_by(model.id).tuples()):
            entries = list(store.entries(session, record=(kind, record_id)))
            found += _conflicts_of(kind, record_id, fold(entries), entries)
    return tuple(found)


def _conflicts_of(kind: str, record_id: str, folded: Folded, entries: Sequence[Entry]) -> list[Conflict]:
    if folded.deleted:
        return []
    found = []
    for name, heads in sorted(folded.contested.items()):
        values = []
        for head in heads:
            change = head.fields.get(name)
            value = change.new if change is not None else False if name == DELETED else None
            author = author_of(name, head, heads, entries)
            values.append(ConflictValue(value, author.person, author.device, author.at))
        found.append(Conflict(kind, record_id, name, tuple(values)))
    return found


def read_record(store: Store, session: str, kind: str, record_id: str) -> Any:
    """Return one record as its typed object, or None where it is deleted or not there; of declared figures a map."""
    if kind == "session":
        return read_session(store, session)
    if kind == "declared":
        return read_declared(store, session)
    model = store.models.records[kind]
    return next(iter(read_kind(store, kind, session, model.id == record_id)), None)


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


def matching(store: Store, session: str, kind: str, words: Iterable[str]) -> set[str]:
    """Return ids of the session's records of a kind whose searchable words contain each of some folded texts."""
    model = store.models.records[kind]
    query = model.select(model.id).where((model.session == session) & (model.deleted == False))  # noqa: E712
    for word in words:
        query = query.where(model.search.contains(word))
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
    query = select_entries(store).where(here).order_by(entry.seq.desc(), entry.hash.desc()).limit(limit)
    return read_entries(store, query)


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
    here = (entry.id == entry_id) & (entry.session == session)
    return next(iter(read_entries(store, select_entries(store).where(here).order_by(entry.hash).limit(1))), None)


def entries_by_id(store: Store, session: str, ids: Collection[str]) -> dict[str, Entry]:
    """Return entries of a session's journal, by id; of two with one id that with the lower hash."""
    entry, found = store.models.entry, dict[str, Entry]()
    for some in chunks(sorted(ids)):
        here = entry.id.in_(some) & (entry.session == session)
        query = select_entries(store).where(here).order_by(entry.hash.desc())
        found.update((one.id, one) for one in read_entries(store, query))
    return found


def written_before(store: Store, session: str, kind: str, ids: Collection[str], device: str, place: int) -> set[str]:
    """Return which records have entries other than those of a device from some place of its chain on."""
    entry, found = store.models.entry, set[str]()
    for some in chunks(sorted(ids)):
        here = (entry.session == session) & (entry.record == kind) & entry.record_id.in_(some)
        query = entry.select(entry.record_id).where(here & ((entry.device != device) | (entry.seq < place)))
        found.update(row[0] for row in query.distinct().tuples())
    return found


def read_rows(store: Store, session: str, kind: str, ids: Collection[str] | None = None) -> dict[str, Row]:
    """Return records with what tells which entries made them, by id, deleted ones too; all of a kind or those named."""
    model, found = store.models.records[kind], dict[str, Row]()
    names = [name for name in columns_of(kind) if name != "session_id"]
    for some in chunks(sorted(ids)) if ids is not None else [None]:
        here = [model.id.in_(some)] if some is not None else []
        if kind != "session":
            here.append(model.session == session)
        query = model.select(*(getattr(model, name) for name in names)).where(*here)
        found.update({row[0]: Row.read(kind, row[1:]) for row in store.database.execute(query)})
    return found


def entries_of(store: Store, session: str, kind: str, ids: Collection[str]) -> dict[str, list[Entry]]:
    """Return all entries of some records, by record."""
    entry, found = store.models.entry, dict[str, list[Entry]]()
    for some in chunks(sorted(ids)):
        here = (entry.session == session) & (entry.record == kind) & entry.record_id.in_(some)
        for one in read_entries(store, select_entries(store).where(here)):
            found.setdefault(one.record_id, []).append(one)
    return found


def read_kind(store: Store, kind: str, session: str, only: Any = None) -> list[Any]:
    """Return the records of a kind that are not deleted, in any order; only some of them where a condition says so."""
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
    return as_shown(build("session", session, values))


def _counts(store: Store, kind: str) -> dict[str, int]:
    models = store.models
    model = {"draft": models.draft, "export": models.export}.get(kind) or models.records[kind]
    query = model.select(model.session, store.functions.COUNT(model.session)).group_by(model.session)
    if kind in models.records:
        query = query.where(model.deleted == False)  # noqa: E712
    return dict(query.tuples())


def by_place(one: Any) -> tuple[int, str]:
    """Return the key that sorts records with a place in their list; those without one come last."""
    return (_LAST if one.position is None else one.position), one.id


def by_day(event: Event) -> tuple[date, str]:
    """Return the key that sorts events."""
    return event.on or date.min, event.id
