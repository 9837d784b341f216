"""Journal entries and their fold into records.

An entry is one change to one record: per field the old value, the new one and the ids of the entries that it
replaces. What came first is read from these, never from a clock. The fold is a function of the set of entries alone:
any order, any number of times, the same record. The wire form and its invariants stand in docs/session-file.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from inspect_tui.domain.records import AS_READ, FIELDS, Value, coerce, fields_of

DELETED: Final = "deleted"
"""The field that every record has beside its own; a delete is a change like any other."""

SETTLED: Final = frozenset((("task", "position"), ("task", AS_READ)))
"""Fields, by kind of record, that the program alone writes: there is nothing in them for a person to decide."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field's part of an entry.

    Attributes:
        replaces: ids of the entries whose value of this field the author saw and replaced. A delete names every
            current entry of the record here, so that an edit it had not seen is noticed.
    """

    old: Value
    new: Value
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One append-only line of the journal.

    Attributes:
        id: UUIDv7.
        record: the kind of record.
        fields: what changed, by field.
        at: wall time, UTC ISO text; for people, never for order.
        mono: the device's monotonic clock in nanoseconds; meaningful within one run of the program.
        device: the chain that the entry belongs to; a restored or copied store starts a new one.
        seq: the entry's place in the device's chain of this session, from 1.
        prev: hash of the entry before it in that chain, empty for the first.
        hash: SHA-256 over everything else, in hexadecimal.
    """

    id: str
    session: str
    record: str
    record_id: str
    fields: Mapping[str, Change]
    at: str
    mono: int
    person: str
    device: str
    seq: int
    prev: str
    hash: str = ""

    def body(self) -> dict[str, Any]:
        """Return the entry as JSON objects, without its hash."""
        return {
            "id": self.id,
            "session": self.session,
            "record": self.record,
            "record_id": self.record_id,
            "fields": fields_to_json(self.fields),
            "at": self.at,
            "mono": self.mono,
            "person": self.person,
            "device": self.device,
            "seq": self.seq,
            "prev": self.prev,
        }

    def to_json(self) -> dict[str, Any]:
        """Return the entry as JSON objects, hash included."""
        return {**self.body(), "hash": self.hash}


class EntryError(ValueError):
    """Something that claims to be an entry and is none; ``args[0]`` names the part that is wrong."""


def canonical(value: Any) -> bytes:
    """Return the one byte form of a JSON value that hashes are taken over: sorted keys, no spaces, UTF-8.

    Raises:
        ValueError: the value holds a float, which has no one form across languages.
    """
    if isinstance(value, float):
        raise ValueError("no floats in a journal")
    return _ENCODER.encode(value).encode()


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_text(value: Value) -> str:
    """Return the same form as `canonical`, composed by hand in half the time.

    Raises:
        ValueError: the value holds what no journal can.
    """
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return str(value)
    if kind in (list, tuple):
        return f"[{','.join([canonical_text(v) for v in value])}]"
    if kind is dict or isinstance(value, Mapping):
        return f"{{{','.join([f'{encode_basestring(k)}:{canonical_text(value[k])}' for k in sorted(value)])}}}"
    raise ValueError(f"no {kind.__name__} in a journal")


@lru_cache(maxsize=1024)
def _quoted(name: str) -> str:
    return encode_basestring(name)


def fields_text(fields: Mapping[str, Change]) -> str:
    """Return changes in the canonical form.

    Raises:
        ValueError: as `canonical_text`.
    """
    # Nearly all changes write a text where nothing was, so these ways are short.
    changes = [
        f'{_quoted(name)}:{{"new":{encode_basestring(c.new) if type(c.new) is str else canonical_text(c.new)},'
        f'"old":{"null" if c.old is None else canonical_text(c.old)},'
        f'"replaces":{canonical_text(c.replaces) if c.replaces else "[]"}}}'
        for name, c in sorted(fields.items())
    ]
    return f"{{{','.join(changes)}}}"


# Of each field, what stands before and behind its first value.
_FIRST: Final = {
    kind: {
        name: (spec.empty, f'{_quoted(name)}:{{"new":', f',"old":{canonical_text(spec.empty)},"replaces":[]}}')
        for name, spec in fields.items()
    }
    for kind, fields in FIELDS.items()
}


def first_fields_text(kind: str, values: Mapping[str, Value]) -> str:
    """Return the changes by which a record of some values is made: `fields_text` of them, in a fraction of its time.

    Args:
        kind: the kind of record.
        values: its values; those that are its fields' empty ones change nothing.

    Raises:
        ValueError: as `canonical_text`.
    """
    changes = [
        f"{before}{encode_basestring(value) if type(value) is str else canonical_text(value)}{behind}"
        for name, empty, before, behind in _in_order(kind, tuple(values))
        if (value := values[name]) != empty
    ]
    return f"{{{','.join(changes)}}}"


@lru_cache(maxsize=256)
def _in_order(kind: str, names: tuple[str, ...]) -> tuple[tuple[str, Value, str, str], ...]:
    """Return what `_FIRST` has of some fields, in the canonical order: a register's tasks have the same few sets."""
    return tuple((name, *_FIRST[kind][name]) for name in sorted(names))


def body_pieces(
    id: str, session: str, record: str, record_id: str, fields: str, at: str, mono: int, person: str, device: str,
    seq: int, prev: str,
) -> tuple[str, str]:  # fmt: skip
    """Return the canonical form of an entry's body in two pieces, between which its line has the hash.

    The parts are those of `Entry`, with the changes in the canonical form.

    Raises:
        ValueError: as `canonical_text`.
    """
    quote = encode_basestring
    return (
        f'{{"at":{quote(at)},"device":{quote(device)},"fields":{fields},',
        f'"id":{quote(id)},"mono":{canonical_text(mono)},"person":{quote(person)},"prev":{quote(prev)},'
        f'"record":{quote(record)},"record_id":{quote(record_id)},"seq":{canonical_text(seq)},'
        f'"session":{quote(session)}}}',
    )


def fields_to_json(fields: Mapping[str, Change]) -> dict[str, Any]:
    """Return changes as JSON objects."""
    return {
        name: {"old": change.old, "new": change.new, "replaces": list(change.replaces)}
        for name, change in fields.items()
    }


def fields_from_json(data: Any) -> dict[str, Change]:
    """Return changes from JSON objects.

    Raises:
        EntryError: not of that shape.
    """
    try:
        made = {}
        for name, part in data.items():
            replaces = part["replaces"]
            # Nearly all changes replace nothing, and journals have a hundred thousand of them.
            if replaces != [] and (not isinstance(replaces, list) or not all(isinstance(i, str) for i in replaces)):
                raise EntryError("fields")
            made[str(name)] = Change(part["old"], part["new"], tuple(replaces) if replaces else ())
        return made
    except (AttributeError, KeyError, TypeError):
        raise EntryError("fields") from None


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of an entry's body in hexadecimal."""
    import hashlib  # Three milliseconds that the first screen need not wait for.

    return hashlib.sha256(canonical(entry.body())).hexdigest()


def seal(entry: Entry) -> Entry:
    """Return the entry with its hash filled in."""
    return Entry(
        entry.id, entry.session, entry.record, entry.record_id, entry.fields, entry.at, entry.mono, entry.person,
        entry.device, entry.seq, entry.prev, hash_of(entry),
    )  # fmt: skip


_TEXT_PARTS: Final = ("id", "session", "record", "record_id", "at", "person", "device", "prev", "hash")


def entry_from_json(data: Any) -> Entry:
    """Return an entry from JSON objects; its hash is taken as it stands and checked elsewhere.

    Raises:
        EntryError: a part is missing, of the wrong type, or holds a value that its field cannot.
    """
    if not isinstance(data, dict):
        raise EntryError("entry")
    for part in _TEXT_PARTS:
        if not isinstance(data.get(part), str):
            raise EntryError(part)
    for part in ("mono", "seq"):
        if not isinstance(data.get(part), int) or isinstance(data[part], bool):
            raise EntryError(part)
    fields = fields_from_json(data.get("fields"))
    try:
        known = fields_of(data["record"])
        for name, change in fields.items():
            if name == DELETED:
                if not isinstance(change.new, bool):
                    raise EntryError(name)
            elif name in known:
                coerce(data["record"], name, change.new)
    except ValueError as error:
        raise EntryError(str(error.args[0])) from None
    return Entry(
        data["id"], data["session"], data["record"], data["record_id"], fields, data["at"], data["mono"],
        data["person"], data["device"], data["seq"], data["prev"], data["hash"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """A record as its entries make it.

    Attributes:
        values: the fields that somebody wrote.
        heads: per field the ids of the entries that nothing has replaced, sorted.
        contested: fields on which heads with different values stand against each other, with those entries.
        deleted: nobody disputes that the record is deleted.
    """

    values: Mapping[str, Value]
    heads: Mapping[str, tuple[str, ...]]
    contested: Mapping[str, tuple[Entry, ...]]
    deleted: bool


def fold(entries: Iterable[Entry]) -> Folded:
    """Fold a record's entries into the record.

    Per field the heads are the entries that no other entry of the set replaces. Heads that agree are no conflict;
    heads that differ are one, and the value shown until a person decides is that of the head with the lowest hash,
    a choice that is the same everywhere and means nothing. In fields of `SETTLED` that choice stands. A delete that had
    not seen an edit stands against it.

    Args:
        entries: all entries of one record, in any order, repeats allowed.
    """
    unique = sorted({e.hash: e for e in entries}.values(), key=lambda e: e.hash)
    writers: dict[str, list[Entry]] = {}
    replaced: dict[str, set[str]] = {}
    for entry in unique:
        for name, change in entry.fields.items():
            writers.setdefault(name, []).append(entry)
            replaced.setdefault(name, set()).update(i for i in change.replaces if i != entry.id)
    values: dict[str, Value] = {}
    heads: dict[str, tuple[str, ...]] = {}
    contested: dict[str, tuple[Entry, ...]] = {}
    for name, wrote in writers.items():
        # A ring of entries that replace each other can only be forged; then all of them stand.
        top = [e for e in wrote if e.id not in replaced[name]] or wrote
        values[name] = top[0].fields[name].new
        heads[name] = tuple(sorted({e.id for e in top}))
        if len({canonical(e.fields[name].new) for e in top}) > 1 and (top[0].record, name) not in SETTLED:
            contested[name] = tuple(top)
    deleted = bool(values.pop(DELETED, False))
    if deleted:
        seen = replaced[DELETED]
        deletes = {e.id for e in unique if DELETED in e.fields}
        unseen = {i for name, ids in heads.items() if name != DELETED for i in ids} - seen - deletes
        if unseen and DELETED not in contested:
            by_id = {e.id: e for e in unique}
            deleters = [by_id[i] for i in heads[DELETED]]
            contested[DELETED] = (*deleters, *(by_id[i] for i in sorted(unseen)))
        deleted = DELETED not in contested
    return Folded(values, heads, contested, deleted)


def author_of(name: str, head: Entry, heads: Iterable[Entry], entries: Iterable[Entry]) -> Entry:
    """Return the entry by which a person first gave a value that stands against others.

    A decision that was taken back leaves entries side by side that give the same values once more; whoever took it back
    is not their author.

    Args:
        name: the field.
        head: one of the values that stand.
        heads: all of them.
        entries: all entries of the record.
    """
    by_id = {entry.id: entry for entry in entries}
    siblings, seen = tuple(heads), {head.id}
    while _was_put_back(name, head, siblings):
        wanted = canonical(head.fields[name].new)
        decisions = [by_id[one] for one in head.fields[name].replaces if one in by_id]
        before = [by_id[one] for entry in decisions if name in entry.fields
                  for one in entry.fields[name].replaces if one in by_id]  # fmt: skip
        same = [one for one in before if name in one.fields and canonical(one.fields[name].new) == wanted]
        if name == DELETED and not same:
            # Whoever changed a record, unseen by another one who deleted it, said by it that the record stays.
            seen_by_delete = {i for one in before if name in one.fields for i in one.fields[name].replaces}
            same = [one for one in before if name not in one.fields and one.id not in seen_by_delete]
        older = next((one for one in sorted(same, key=lambda one: one.hash) if one.id not in seen), None)
        if older is None:
            break
        seen.add(older.id)
        head, siblings = older, tuple(before)
    return head


def _was_put_back(name: str, head: Entry, siblings: Iterable[Entry]) -> bool:
    """Tell whether an entry was written together with another one that stands beside it in the same field."""
    return name in head.fields and any(
        (one.device, one.mono, one.at) == (head.device, head.mono, head.at) and one.id != head.id
        for one in siblings
        if name in one.fields
    )
