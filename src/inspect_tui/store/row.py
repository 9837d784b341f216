"""A record's row in hand, and how its table holds it; a row is what the fold makes of the record's entries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, Final

from inspect_tui.domain.journal import DELETED, Entry, Folded, canonical_text, fold
from inspect_tui.domain.records import FIELDS, Value
from inspect_tui.store.columns import from_column
from inspect_tui.store.search import search_text

BOOKKEEPING: Final = ("heads", "contested", "deleted", "search")


def columns_of(kind: str) -> tuple[str, ...]:
    """Return the columns of a kind's table in the order in which rows are read and written."""
    return (*columns_of_key(kind), *FIELDS[kind], *BOOKKEEPING)


def columns_of_key(kind: str) -> tuple[str, ...]:
    """Return the columns that tell a kind's rows apart, which come first in `columns_of`."""
    return ("id",) if kind == "session" else ("session_id", "id")


def to_column(kind: str, name: str, value: Value) -> Any:
    """Return a field's value as its column holds it."""
    spec = FIELDS[kind][name].type
    if spec in _COMPOSED:
        return canonical_text(value) if value else _COMPOSED[spec]
    if value is None and spec in _WORDS:
        return ""
    return bool(value) if spec == "bool" else value


_COMPOSED: Final = {"list": "[]", "map": "{}"}
_WORDS: Final = ("line", "text", "choice")
_EMPTY: Final = {kind: {name: spec.empty for name, spec in fields.items()} for kind, fields in FIELDS.items()}

# A register brings ten thousand records. Most fields' values stand in their columns as they are.
_ALL_VALUES: Final = {kind: itemgetter(*fields) for kind, fields in FIELDS.items()}
_OTHERS: Final = {
    kind: [(place, name) for place, (name, spec) in enumerate(fields.items()) if spec.type in (*_COMPOSED, "bool")]
    for kind, fields in FIELDS.items()
}
_WORD_PLACES: Final = {
    kind: [place for place, spec in enumerate(fields.values()) if spec.type in _WORDS]
    for kind, fields in FIELDS.items()
}


class Row:
    """A record's row in hand: its values, and the heads that tell which entries made them."""

    __slots__ = ("contested", "deleted", "heads", "kind", "values")

    def __init__(self, kind: str, values: dict[str, Value], heads: dict[str, list[str]], contested: list[str],
                 deleted: bool) -> None:  # fmt: skip
        self.kind, self.values, self.heads = kind, values, heads
        self.contested, self.deleted = contested, deleted

    @classmethod
    def empty(cls, kind: str) -> Row:
        """Return a row that no entry has written."""
        return cls(kind, dict(_EMPTY[kind]), {}, [], False)

    @classmethod
    def made(cls, kind: str, values: Mapping[str, Value], entry_id: str) -> Row:
        """Return the row that one entry has made."""
        return cls(kind, {**_EMPTY[kind], **values}, {"": [entry_id]}, [], False)

    @classmethod
    def read(cls, kind: str, columns: Sequence[Any]) -> Row:
        """Return a row from a table's columns, without the key."""
        names = tuple(FIELDS[kind])
        values = {n: from_column(kind, n, v) for n, v in zip(names, columns, strict=False)}
        heads, contested, deleted = columns[len(names) : len(names) + 3]
        return cls(kind, values, json.loads(heads), json.loads(contested), bool(deleted))

    def heads_of(self, name: str) -> list[str]:
        """Return the ids of the entries that wrote a field and stand.

        Most fields were written once, by the entry that made the record, so that one is kept under an empty name and
        only fields written again have a list of their own.
        """
        if name in self.heads:
            return self.heads[name]
        written = name != DELETED and self.values[name] != FIELDS[self.kind][name].empty
        return self.heads.get("", []) if written else []

    def is_like(self, other: Row) -> bool:
        """Tell whether another row of the record shows the same."""
        mine, theirs = ((row.values, row.contested, row.deleted) for row in (self, other))
        return mine == theirs

    def all_heads(self) -> list[str]:
        """Return the ids of all entries that stand in this record."""
        return sorted({i for ids in self.heads.values() for i in ids})

    def columns(self, session: str, record_id: str) -> tuple[Any, ...]:
        """Return the row as its table holds it."""
        kind, values = self.kind, self.values
        columns: list[Any] = [record_id] if kind == "session" else [session, record_id]
        first = len(columns)
        columns += _ALL_VALUES[kind](values)
        for place, name in _OTHERS[kind]:
            columns[first + place] = to_column(kind, name, values[name])
        for place in _WORD_PLACES[kind]:
            if columns[first + place] is None:
                columns[first + place] = ""
        columns += (
            _heads_text(self.heads),
            canonical_text(self.contested) if self.contested else "[]",
            self.deleted,
            search_text(kind, values),
        )
        return tuple(columns)


def _heads_text(heads: Mapping[str, list[str]]) -> str:
    ids = heads.get("", [])
    if len(heads) == 1 and len(ids) == 1:
        # One entry made the record, as nearly all.
        return f'{{"":[{encode_basestring(ids[0])}]}}'
    return canonical_text(heads)


def row_from_fold(kind: str, folded: Folded) -> Row:
    """Return the row that a fold makes; fields that this version does not know are kept in the journal alone."""
    row = Row.empty(kind)
    row.values.update({n: v for n, v in folded.values.items() if n in row.values})
    row.deleted = folded.deleted
    row.contested = sorted(n for n in folded.contested if n in row.values or n == DELETED)
    heads = {n: list(ids) for n, ids in folded.heads.items()}
    counts: dict[tuple[str, ...], int] = {}
    for name, ids in heads.items():
        if name in row.values and row.values[name] != FIELDS[kind][name].empty:
            counts[tuple(ids)] = counts.get(tuple(ids), 0) + 1
    most = max(counts, key=lambda ids: (counts[ids], ids), default=())
    row.heads = {n: ids for n, ids in heads.items() if tuple(ids) != most or n == DELETED
                 or n not in row.values or row.values[n] == FIELDS[kind][n].empty}  # fmt: skip
    if most:
        row.heads[""] = list(most)
    return row


def row_from_entries(kind: str, entries: Sequence[Entry]) -> Row:
    """Return the row that a record's entries make: what `row_from_fold` makes of their fold."""
    if len(entries) > 1:
        return row_from_fold(kind, fold(entries))
    # Most records of a file were written once.
    (entry,) = entries
    row = Row.empty(kind)
    empty, heads = _EMPTY[kind], {}
    for name, change in entry.fields.items():
        if name == DELETED:
            row.deleted = bool(change.new)
            heads[name] = [entry.id]
            continue
        if name in empty:
            row.values[name] = change.new
            if change.new != empty[name]:
                heads[""] = [entry.id]
                continue
        heads[name] = [entry.id]
    row.heads = heads
    return row
