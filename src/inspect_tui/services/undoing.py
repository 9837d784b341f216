"""Undo, redo, and the changes of a session as a person looks them through.

All of it is read from the journal and written to it, so it holds after a restart too; `inspect_tui.domain.undoing` has
the rules. What took back what is kept beside the journal, for this store alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from inspect_tui.domain.journal import DELETED, Entry, canonical, fold
from inspect_tui.domain.records import AFTER_SIGNING, AS_READ, FIELDS, Value
from inspect_tui.domain.signing import signed_ends
from inspect_tui.domain.undoing import (
    Back,
    Batch,
    Kept,
    Key,
    Marks,
    Net,
    Stood,
    Trail,
    batches,
    next_redo,
    next_undo,
    put_back,
    take_back,
)
from inspect_tui.services.errors import UserError
from inspect_tui.services.live import Saved, read_saved
from inspect_tui.services.sessions import person
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import (
    entries_backwards,
    entries_by_id,
    entry_by_id,
    journal_devices,
    read_rows,
    read_session,
    write_begins,
    written_before,
)
from inspect_tui.store.row import Row
from inspect_tui.store.store import Store

MARKS: Final = "undo:"
"""The store's own note of what took back what, followed by the session's id."""

FEW: Final = 8
"""Records up to which each is read alone after an undo; after more the session is read anew."""

_PAGE: Final = 64
"""Entries read at first; each further time twice as many."""

Values = Mapping[str, Value]


class Told(NamedTuple):
    """What happened to one record.

    Attributes:
        fields: the old and the new value of each field that has another value now.
        made: the record was made by it.
        values: the record as it is now, so that it can be called by its words.
        reopened: the fields that are to be decided again.
    """

    kind: str
    id: str
    fields: Mapping[str, tuple[Value, Value]]
    made: bool
    values: Values
    reopened: tuple[str, ...] = ()

    @property
    def deletes(self) -> bool | None:
        """Whether the record was deleted (True) or brought back (False); None for neither."""
        return self.fields[DELETED][1] if DELETED in self.fields else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking something back has done.

    Attributes:
        told: the first record that was put back, None where there is none.
        count: how many records were.
        kept: what stays as it is, and why.
        names: the values of the first record that stays, to call it by.
        saved: the records as they are now; None where the session is to be read anew.
        large: nothing is done yet, for so many records would change; to be asked for without a limit.
        entry: the id of the last entry of what would be taken back then.
    """

    told: Told | None = None
    count: int = 0
    kept: tuple[Kept, ...] = ()
    names: Values = field(default_factory=dict)
    saved: tuple[Saved, ...] | None = ()
    large: int = 0
    entry: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was to be already."""
        return not (self.told or self.kept or self.large)


def undo(store: Store, session: str, *, most: int | None = None) -> Outcome | None:
    """Take back this store's last change of a session that still stands; None where there is none.

    Args:
        store: the store.
        session: the session's id.
        most: the most records to touch unasked.

    Raises:
        StoreError: the session is signed, or the store cannot be written.
    """
    return _take_back(store, session, next_undo, most)


def redo(store: Store, session: str, *, most: int | None = None) -> Outcome | None:
    """Take back the last undo, as long as nothing was changed since; see `undo`."""
    return _take_back(store, session, next_redo, most)


def _take_back(store: Store, session: str, find: Callable[..., Trail | None], most: int | None) -> Outcome | None:
    with store.transaction():
        above, is_signed = _signed_place(store, session)
        marks = Marks.read(store.get_meta(MARKS + session), store.device)
        while (trail := find(batches(_backwards(store, session, store.device)), marks, above=above)) is not None:
            batch = trail.batch
            if most is not None and len(batch.net) > most:
                return _too_many(batch)
            rows = _rows(store, session, batch.net)
            made = _made(store, session, batch)
            stood = _stood(store, session, trail, made)
            backs, kept = take_back(trail, marks, rows, made=made, drafts=_drafts(store, session), stood=stood)
            written = _write(store, session, backs)
            if written:
                (marks.undone if find is next_undo else marks.redone)[written[0].seq] = batch.place
            elif not any(one.reason == "draft" for one in kept):
                # Words that wait can be saved or given up, and then it can be taken back; nothing else will change.
                marks.passed.add(batch.place)
            store.set_meta(MARKS + session, marks.text(store.device, above=above))
            if written or kept:
                return _outcome(store, session, written, kept, rows)
        if is_signed:
            raise StoreError("signed")
    return None


def _too_many(batch: Batch) -> Outcome:
    return Outcome(large=len(batch.net), entry=batch.entries[-1].id)


def put_back_change(
    store: Store, session: str, entry_id: str, *, alone: bool = False, most: int | None = None
) -> Outcome:
    """Put back the old values of one older change, as a new change.

    Args:
        store: the store.
        session: the session's id.
        entry_id: the last entry of the write.
        alone: put back this entry and not the others that were written with it.
        most: the most records to touch unasked.

    Raises:
        UserError: there is no such entry.
        StoreError: the session is signed, or the store cannot be written.
    """
    with store.transaction():
        _, is_signed = _signed_place(store, session)
        last = entry_by_id(store, session, entry_id)
        if last is None:
            raise UserError("no_such_id", text=entry_id)
        batch = Batch((last,))
        if not alone:
            batch = next(batches(_backwards(store, session, last.device, last.seq + 1)))
        if most is not None and len(batch.net) > most:
            return _too_many(batch)
        if is_signed and not all(entry.record in AFTER_SIGNING for entry in batch.entries):
            raise StoreError("signed")
        rows = _rows(store, session, batch.net)
        made = _made(store, session, batch)
        backs, kept = put_back(batch, rows, made=made, drafts=_drafts(store, session))
        return _outcome(store, session, _write(store, session, backs), kept, rows)


def _signed_place(store: Store, session: str) -> tuple[int, bool]:
    """Return the place up to which this device's chain was signed, and whether the session stands signed now."""
    head = read_session(store, session)
    ends = signed_ends(head.signed) or {}
    return max((place for place, _ in ends.get(store.device, ())), default=0), head.state == "signed"


def _write(store: Store, session: str, backs: Sequence[Back]) -> Sequence[Entry]:
    writes = [Write(back.kind, back.id, back.values, delete=back.delete, against=back.against) for back in backs]
    return store.journal.write(session, writes, person=person(store)) if writes else []


def _outcome(
    store: Store, session: str, written: Sequence[Entry], kept: Sequence[Kept], rows: Mapping[Key, Row]
) -> Outcome:
    names = rows[kept[0].kind, kept[0].id].values if kept else {}
    if not written:
        return Outcome(kept=tuple(kept), names=names)
    batch = Batch(tuple(written))
    first = next(iter(batch.net))
    # What comes back takes its place in its list again, which only reading the session anew finds.
    plain = len(batch.net) <= FEW and not any(
        key[0] == "declared" or "position" in fields or (DELETED in fields and _may_bring_back(fields[DELETED]))
        for key, fields in batch.net.items()
    )
    saved = [read_saved(store, session, kind, one) for kind, one in batch.net] if plain else None
    told = _told(batch, first, _rows(store, session, [first]))
    return Outcome(told, len(batch.net), tuple(kept), names, None if saved is None else tuple(saved))


def _may_bring_back(change: Net) -> bool:
    return not change.new or len(change.beside) > 1


# Looking changes through


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """One write of a session, as it is listed.

    Attributes:
        entry: the id of its last entry.
        at: UTC ISO text.
        told: its last record.
        count: how many records it touched.
        alike: all of them, of very many the last ones, are of one kind and were all made, all deleted or all changed.
    """

    entry: str
    at: str
    person: str
    told: Told
    count: int
    alike: bool


Place = Mapping[str, int]
"""Per device the place in its chain before which the next page begins."""


def changes(
    store: Store, session: str, limit: int, *, before: Place | None = None, record: Key | None = None
) -> tuple[list[ChangeSeen], Place | None]:
    """Return changes of a session, the newest first, and where the next page begins.

    Chains of several devices are put together by their clocks, each chain in its own order.

    Args:
        store: the store.
        session: the session's id.
        limit: the most changes.
        before: where this page begins, None for the newest.
        record: only the changes of one record; these come all at once.

    Returns:
        The changes, and None in place of the next page's beginning where there is none.
    """
    if record is not None:
        of_one: dict[str, list[Entry]] = {}
        for entry in store.entries(session, record=record):
            of_one.setdefault(entry.device, []).append(entry)
        found = list(_merged([map(_alone, reversed(listed)) for listed in of_one.values()]))
        return _seen(store, session, found), None
    places = dict(before or {})
    devices = journal_devices(store, session)
    merged = _merged([_listed(store, session, device, places.get(device)) for device in devices])
    page = list(islice(merged, limit))
    for one in page:
        places[one.batch.entries[0].device] = one.place
    return _seen(store, session, page), places if next(merged, None) is not None else None


class _Listed(NamedTuple):
    """A write, of a large one its end alone, with the place where it begins and how many records it has."""

    batch: Batch
    place: int
    size: int


def _alone(entry: Entry) -> _Listed:
    return _Listed(Batch((entry,)), entry.seq, 1)


def _listed(store: Store, session: str, device: str, before: int | None) -> Iterator[_Listed]:
    """Yield a device's writes from the end of its chain; of a whole register only a page is read."""
    while page := entries_backwards(store, session, device, before, _PAGE):
        found = list(batches(page))
        whole = found if len(page) < _PAGE else found[:-1]
        for batch in whole:
            yield _Listed(batch, batch.place, len(batch.net))
        if not whole:
            first = write_begins(store, session, page[0])
            yield _Listed(found[0], first, page[0].seq - first + 1)
            before = first
        else:
            before = whole[-1].place


def _merged(streams: Sequence[Iterable[_Listed]]) -> Iterator[_Listed]:
    return heapq.merge(*streams, key=lambda one: one.batch.entries[-1].at, reverse=True)


def _seen(store: Store, session: str, page: Sequence[_Listed]) -> list[ChangeSeen]:
    ends = [one.batch.entries[-1] for one in page]
    rows = _rows(store, session, dict.fromkeys((end.record, end.record_id) for end in ends))
    seen = []
    for (batch, _, size), end in zip(page, ends, strict=True):
        made = _made(store, session, batch)
        acts = {(key[0], key in made, fields[DELETED].new if DELETED in fields else None)
                for key, fields in batch.net.items()}  # fmt: skip
        told = _told(batch, (end.record, end.record_id), rows, made)
        seen.append(ChangeSeen(end.id, end.at, end.person, told, size, len(acts) == 1))
    return seen


# Reading


def _backwards(store: Store, session: str, device: str, before: int | None = None) -> Iterator[Entry]:
    """Yield a device's entries from the end of its chain, read as they are asked for."""
    limit = _PAGE
    while page := entries_backwards(store, session, device, before, limit):
        yield from page
        before, limit = page[-1].seq, min(2 * limit, 64 * _PAGE)


def _rows(store: Store, session: str, keys: Iterable[Key]) -> dict[Key, Row]:
    by_kind: dict[str, list[str]] = {}
    for kind, one in keys:
        # A newer version may know kinds of record that this one does not; they are listed and left alone.
        if kind in FIELDS:
            by_kind.setdefault(kind, []).append(one)
    return {
        (kind, one): row for kind, ids in by_kind.items() for one, row in read_rows(store, session, kind, ids).items()
    }


def _made(store: Store, session: str, batch: Batch) -> Set[Key]:
    """Return the records that a write made."""
    found = batch.may_have_made()
    made = {key for key, surely in found.items() if surely}
    asked: dict[str, set[str]] = {}
    for kind, one in found.keys() - made:
        asked.setdefault(kind, set()).add(one)
    first = batch.entries[0]
    for kind, ids in asked.items():
        known = written_before(store, session, kind, ids, first.device, first.seq)
        made.update((kind, one) for one in ids - known)
    return made


def _told(batch: Batch, key: Key, rows: Mapping[Key, Row], made: Set[Key] = frozenset()) -> Told:
    fields = {name: (one.old, one.new) for name, one in batch.net[key].items() if one.old != one.new}
    if len(fields) > 1:
        # What a register said is told only where it is all that an import wrote.
        fields.pop(AS_READ, None)
    values = rows[key].values if key in rows else {}
    reopened = tuple(name for name, one in batch.net[key].items() if len(one.beside) > 1)
    return Told(*key, {n: v for n, v in fields.items() if n not in reopened}, key in made, values, reopened)


def _stood(store: Store, session: str, trail: Trail, made: Set[Key]) -> Stood:
    """Return what a write decided: the values that stood against each other before it, by record and field."""
    batch = trail.batch
    found: dict[Key, dict[str, tuple[Value, ...]]] = {}
    replaced = {one for key, net in batch.net.items() if key not in made
                for name, change in net.items() if len(change.replaces) > 1 or (name == DELETED and not change.old)
                for one in change.replaces}  # fmt: skip
    others = entries_by_id(store, session, replaced)
    later = frozenset().union(batch.ids, *(one.ids for one in trail.newer))
    for key, net in batch.net.items():
        for name, change in net.items():
            heads = [others[one].fields[name].new for one in change.replaces
                     if one in others and name in others[one].fields]  # fmt: skip
            # Most changes end here, so a register is not folded task by task.
            if all(value == change.old for value in heads):
                continue
            before = fold(e for e in store.entries(session, record=key) if e.id not in later)
            if name in before.contested:
                values = [e.fields[name].new if name in e.fields else False for e in before.contested[name]]
                distinct = {canonical(value): value for value in values}
                found.setdefault(key, {})[name] = tuple(distinct.values())
    return found


def _drafts(store: Store, session: str) -> dict[Key, set[str]]:
    """Return the fields into which words were typed that wait to be saved, by record."""
    found: dict[Key, set[str]] = {}
    for draft in store.drafts(session):
        parts = draft.record.split(":")
        if len(parts) == 3:
            found.setdefault((parts[0], parts[1]), set()).add(parts[2])
    return found
