"""Undo and redo: which of a device's changes is the next one, and what puts the old values back.

Undo removes nothing: it is a change like any other, written behind those that it takes back. That it took something
back is not to be read from its entries, for a person may set an old value by hand as well; `Marks` remember it. A
field is put back only while the change still stands in it: where somebody has changed it since, it stays.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple, Protocol

from inspect_tui.domain.journal import DELETED, Entry
from inspect_tui.domain.records import FIELDS, Value

Key = tuple[str, str]
"""Kind and id of a record."""

Reason = Literal["changed", "deleted", "draft", "locked"]
"""Why a field stays: somebody has changed it since, its record is deleted, words typed into it wait to be saved, or
signing and amending wrote it, which only signing and amending may."""

FIRST_FIELDS: Final[Mapping[str, str]] = {
    "session": "state", "participant": "position", "task": "position", "note": "at", "conclusion": "position",
    "event": "task", "attachment": "sha256", "paper": "kind",
}  # fmt: skip
"""Per kind a field that is written whenever such a record is made."""

NO_DRAFTS: Final[Mapping[Key, Set[str]]] = {}


class Net(NamedTuple):
    """What one write did to one field, first to last.

    Attributes:
        replaces: the entries whose value it took the place of.
        by: the entry whose value it left.
        beside: all entries of the write that it left, more than one where it put values against each other again.
    """

    old: Value
    new: Value
    replaces: tuple[str, ...]
    by: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """The entries of one write, oldest first: what is undone together."""

    entries: tuple[Entry, ...]

    @property
    def place(self) -> int:
        """The place of its first entry in the device's chain."""
        return self.entries[0].seq

    @property
    def is_barrier(self) -> bool:
        """Whether it made, signed or amended the session; nothing at or before such a change is undone."""
        return any(entry.record == "session" and "state" in entry.fields for entry in self.entries)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its entries."""
        return frozenset(entry.id for entry in self.entries)

    @cached_property
    def net(self) -> dict[Key, dict[str, Net]]:
        """What it did to each record, field by field."""
        made: dict[Key, dict[str, Net]] = {}
        for entry in self.entries:
            fields = made.setdefault((entry.record, entry.record_id), {})
            for name, change in entry.fields.items():
                first = fields.get(name)
                old = change.old if first is None else first.old
                older = [i for i in change.replaces if i not in self.ids] if first is None else first.replaces
                beside = () if first is None else (i for i in first.beside if i not in change.replaces)
                fields[name] = Net(old, change.new, tuple(older), entry.id, (*beside, entry.id))
        return made

    def may_have_made(self) -> dict[Key, bool]:
        """Return the records that it may have made: those of which it replaced nothing older.

        True where it wrote a field that every making of such a record writes: then nobody can have made it before.
        """
        return {
            key: FIRST_FIELDS.get(key[0]) in fields
            for key, fields in self.net.items()
            if not any(one.replaces for one in fields.values())
        }


def batches(newest_first: Iterable[Entry]) -> Iterator[Batch]:
    """Divide a device's chain, given from its end, into writes: the entries of one have the same moment."""
    held: list[Entry] = []
    for entry in newest_first:
        if held and not same_write(held[-1], entry):
            yield Batch(tuple(reversed(held)))
            held.clear()
        held.append(entry)
    if held:
        yield Batch(tuple(reversed(held)))


def same_write(later: Entry, earlier: Entry) -> bool:
    """Tell whether two entries that follow each other in a chain were written together."""
    return (later.mono, later.at) == (earlier.mono, earlier.at)


@dataclass
class Marks:
    """Which writes of a device took back others, by the places of their first entries.

    Attributes:
        undone: what each undo took back.
        redone: which undo each redo took back.
        passed: writes that could not be taken back and were told; the next undo goes on behind them.
    """

    undone: dict[int, int] = field(default_factory=dict)
    redone: dict[int, int] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, text: str, device: str) -> Marks:
        """Return marks as they were kept; none where they are another device's, as in a store that was copied."""
        data = json.loads(text) if text else {}
        if data.get("device") != device:
            return cls()
        return cls(dict(data["undone"]), dict(data["redone"]), set(data["passed"]))

    def text(self, device: str, *, above: int) -> str:
        """Return the form in which they are kept, without those that a signing has made idle."""
        return json.dumps(
            {
                "device": device,
                "undone": [pair for pair in self.undone.items() if pair[1] > above],
                "redone": [pair for pair in self.redone.items() if pair[1] > above],
                "passed": sorted(place for place in self.passed if place > above),
            }
        )

    def taken_back_by(self, place: int) -> int | None:
        """Return the write that a write took back, or None where it is an ordinary change."""
        return self.undone.get(place, self.redone.get(place))


class Trail(NamedTuple):
    """A write to be taken back, and those that were written after it."""

    batch: Batch
    newer: tuple[Batch, ...]


def next_undo(newest_first: Iterable[Batch], marks: Marks, *, above: int = 0) -> Trail | None:
    """Return the newest change that still stands, or None.

    Args:
        newest_first: the device's writes in the session, read only as far as needed.
        marks: which of them took back others.
        above: the place up to which the chain is signed.
    """
    gone = set(marks.passed)
    newer: list[Batch] = []
    for batch in newest_first:
        if batch.place <= above or batch.is_barrier:
            return None
        if batch.place in marks.undone:
            gone.add(marks.undone[batch.place])
        elif batch.place not in gone:
            return Trail(batch, tuple(newer))
        newer.append(batch)
    return None


def next_redo(newest_first: Iterable[Batch], marks: Marks, *, above: int = 0) -> Trail | None:
    """Return the undo that was done last, or None where a change was made since; see `next_undo`."""
    gone = set(marks.passed)
    newer: list[Batch] = []
    for batch in newest_first:
        if batch.place <= above or batch.is_barrier:
            return None
        if batch.place in marks.redone:
            gone.add(marks.redone[batch.place])
        elif batch.place not in marks.undone:
            return None
        elif batch.place not in gone:
            return Trail(batch, tuple(newer))
        newer.append(batch)
    return None


class Standing(Protocol):
    """A record as it stands; what `inspect_tui.store.journal.Row` is."""

    @property
    def deleted(self) -> bool:
        """Whether it is deleted."""

    @property
    def contested(self) -> Collection[str]:
        """The fields on which values stand against each other."""

    def heads_of(self, name: str) -> Collection[str]:
        """Return the entries that stand in a field."""

    def all_heads(self) -> Collection[str]:
        """Return the entries that stand in any field."""


Stood = Mapping[Key, Mapping[str, tuple[Value, ...]]]
"""Per record and field the values that stood against each other before a write decided between them."""

NOTHING_STOOD: Final[Stood] = {}


class Back(NamedTuple):
    """What puts one record back.

    Attributes:
        values: field values.
        delete: whether to delete the record (True) or to bring it back (False).
        against: fields to be decided again, with the values that stand against each other.
    """

    kind: str
    id: str
    values: dict[str, Value]
    delete: bool | None = None
    against: Mapping[str, tuple[Value, ...]] = {}


class Kept(NamedTuple):
    """A field that stays as it is, and why; `DELETED` stands for the whole record."""

    kind: str
    id: str
    field: str
    reason: Reason


def take_back(
    trail: Trail,
    marks: Marks,
    records: Mapping[Key, Standing],
    *,
    made: Set[Key] = frozenset(),
    drafts: Mapping[Key, Set[str]] = NO_DRAFTS,
    stood: Stood = NOTHING_STOOD,
) -> tuple[list[Back], list[Kept]]:
    """Return what takes a write back, and what of it stays.

    Args:
        trail: the write, and what was written since.
        marks: which writes took back others.
        records: the records that the write touched, as they stand; others are left alone.
        made: those that this write made; they are taken back by deleting them.
        drafts: per record the fields into which words were typed that wait to be saved.
        stood: what the write decided; the values stand against each other again.
    """
    since = _Since(trail, marks)
    backs: list[Back] = []
    kept: list[Kept] = []
    for key, row, net in _reversed(trail.batch, records):
        typed = drafts.get(key, frozenset())
        if key in made:
            if not row.deleted:
                reason = since.keeps_record(key, row, typed, trail.batch.ids)
                if reason is None:
                    backs.append(Back(*key, {}, True))
                else:
                    kept.append(Kept(*key, DELETED, reason))
            continue
        decided = stood.get(key, {})
        delete, reason = (None, None) if DELETED in decided else since.flip(key, row, typed, net)
        if reason is not None:
            kept.append(Kept(*key, DELETED, reason))
        values: dict[str, Value] = {}
        against: dict[str, tuple[Value, ...]] = {}
        for name, change in net.items():
            if name not in decided and (name == DELETED or (change.old == change.new and len(change.beside) < 2)):
                continue
            if row.deleted and delete is not False and DELETED not in decided:
                kept.append(Kept(*key, name, "deleted"))
            elif name in typed:
                kept.append(Kept(*key, name, "draft"))
            elif not since.is_as_left(key, name, row, change):
                kept.append(Kept(*key, name, "changed"))
            elif name in decided:
                against[name] = decided[name]
            else:
                values[name] = change.old
        if values or against or delete is not None:
            backs.append(Back(*key, values, delete, against))
    return backs, kept


def put_back(
    batch: Batch,
    records: Mapping[Key, Standing],
    *,
    made: Set[Key] = frozenset(),
    drafts: Mapping[Key, Set[str]] = NO_DRAFTS,
) -> tuple[list[Back], list[Kept]]:
    """Return what puts back the old values of a change that a person has picked out of many.

    Unlike `take_back` it also replaces what was written since, for the person has chosen the value and sees both; a
    field on which values stand against each other is decided by it. A record is deleted only where nobody has changed
    it since. Arguments as for `take_back`.
    """
    if batch.is_barrier:
        return [], [Kept(*key, "state", "locked") for key in batch.net if key[0] == "session"]
    since = _Since(Trail(batch, ()), Marks())
    backs: list[Back] = []
    kept: list[Kept] = []
    for key, row, net in _reversed(batch, records):
        typed = drafts.get(key, frozenset())
        flip = net.get(DELETED)
        if key in made or (flip is not None and flip.old and not flip.new):
            if not row.deleted:
                known = batch.ids.union(flip.replaces if flip is not None else ())
                reason = since.keeps_record(key, row, typed, known)
                if reason is None:
                    backs.append(Back(*key, {}, True))
                else:
                    kept.append(Kept(*key, DELETED, reason))
            continue
        delete = False if flip is not None and flip.new and (row.deleted or DELETED in row.contested) else None
        values: dict[str, Value] = {}
        for name, change in net.items():
            if name == DELETED:
                continue
            if row.deleted and delete is None:
                kept.append(Kept(*key, name, "deleted"))
            elif name in typed:
                kept.append(Kept(*key, name, "draft"))
            else:
                values[name] = change.old
        if values or delete is not None:
            backs.append(Back(*key, values, delete))
    return backs, kept


def _reversed(batch: Batch, records: Mapping[Key, Standing]) -> Iterator[tuple[Key, Standing, Mapping[str, Net]]]:
    """Yield what a write touched, the last record first, without kinds of record that this version does not know."""
    for key, net in reversed(batch.net.items()):
        if key in records:
            yield key, records[key], net


class _Since:
    """What was written after a change, as far as it was taken back again: a value put back stands for the old one."""

    def __init__(self, trail: Trail, marks: Marks) -> None:
        self._ids = trail.batch.ids
        self._newer = {one: batch for batch in trail.newer for one in batch.ids}
        by_place = {batch.place: batch for batch in trail.newer}
        self._taken_back: dict[str, Batch] = {}
        for batch in trail.newer:
            place = marks.taken_back_by(batch.place)
            if place in by_place:
                self._taken_back.update({entry.id: by_place[place] for entry in batch.entries})

    def stands(self, key: Key, name: str, heads: Collection[str], by: str) -> bool:
        """Tell whether a field has the value of one entry and nobody else's."""
        waiting, seen = set(heads), set[str]()
        while waiting:
            if waiting == {by}:
                return True
            if name == DELETED:
                # A delete names all that stood in the record, not only who last deleted it or brought it back.
                if by in waiting:
                    return True
            elif len(waiting) > 1:
                return False
            seen |= waiting
            waiting = {older for head in waiting for older in self._before(key, name, head) or ()} - seen
        return False

    def is_as_left(self, key: Key, name: str, row: Standing, change: Net) -> bool:
        """Tell whether a field is as a change left it: at its value, or with the values side by side that it put so."""
        heads = row.heads_of(name)
        if len(change.beside) > 1:
            return name in row.contested and set(heads) == set(change.beside)
        return name not in row.contested and self.stands(key, name, heads, change.by)

    def flip(
        self, key: Key, row: Standing, typed: Set[str], net: Mapping[str, Net]
    ) -> tuple[bool | None, Reason | None]:
        """Return whether to delete the record again (True) or to bring it back (False), or why it stays as it is."""
        change = net.get(DELETED)
        if change is None:
            return None, None
        if len(change.beside) > 1:
            # What was to be decided again is decided as it was.
            is_left = self.is_as_left(key, DELETED, row, change)
            return (bool(change.old), None) if is_left else (None, "changed")
        if change.old == change.new:
            return None, None
        if DELETED in row.contested or not self.stands(key, DELETED, row.heads_of(DELETED), change.by):
            return None, "changed"
        if not change.old:
            return False, None
        reason = self.keeps_record(key, row, typed, self._ids.union(change.replaces))
        return (True, None) if reason is None else (None, reason)

    def keeps_record(self, key: Key, row: Standing, typed: Set[str], known: frozenset[str]) -> Reason | None:
        """Return why a record cannot be deleted: it holds words that came in since and that nobody wants undone."""
        if typed:
            return "draft"
        names = (*FIELDS[key[0]], DELETED)
        if known.issuperset(row.all_heads()) and not row.contested:
            return None
        if row.contested or not all(self._within(key, name, row.heads_of(name), known) for name in names):
            return "changed"
        return None

    def _within(self, key: Key, name: str, heads: Collection[str], known: Set[str]) -> bool:
        """Tell whether a field has been written by nobody but known entries and what was taken back since."""
        waiting, seen = set(heads) - known, set[str]()
        while waiting:
            before = [self._before(key, name, head) for head in waiting]
            if None in before:
                return False
            # A delete also names what stood in other fields, and these are asked about for themselves.
            seen |= waiting if name != DELETED else waiting | self._newer.keys()
            waiting = {older for listed in before for older in listed or ()} - known - seen
        return True

    def _before(self, key: Key, name: str, head: str) -> tuple[str, ...] | None:
        """Return the entries that a head stands for, because it took back what replaced them or left their value.

        None where it stands for itself.
        """
        taken_back, batch = self._taken_back.get(head), self._newer.get(head)
        if taken_back is not None:
            change = taken_back.net.get(key, {}).get(name)
            return change.replaces if change is not None else ()
        change = batch.net.get(key, {}).get(name) if batch is not None else None
        return change.replaces if change is not None and change.old == change.new else None
