"""Entries as the journal's table holds them: what everybody who reads some of them shares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from inspect_tui.domain.journal import Change, Entry, fields_from_json

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

T = TypeVar("T")

ENTRY_COLUMNS: Final = (
    "hash", "id", "session_id", "record", "record_id", "fields", "at", "mono", "person", "device", "seq", "prev",
)  # fmt: skip
_CHUNK: Final = 400
"""Values that one statement names at most; stores know a limit, and eight tables may each take all of them."""


def entry_from_columns(columns: Sequence[Any]) -> Entry:
    """Return an entry from its row, columns in the order of `ENTRY_COLUMNS`."""
    return entry_with(columns, fields_from_json(json.loads(columns[5])))


def entry_with(columns: Sequence[Any], changes: Mapping[str, Change]) -> Entry:
    """Return the same where its changes are at hand."""
    digest, entry_id, session, record, record_id, _, at, mono, person, device, seq, prev = columns
    return Entry(entry_id, session, record, record_id, changes, at, mono, person, device, seq, prev, digest)


def select_entries(store: Store) -> Any:
    """Return a query of entries, to be narrowed and given to `read_entries`."""
    entry = store.models.entry
    return entry.select(*(entry.session if name == "session_id" else getattr(entry, name) for name in ENTRY_COLUMNS))


def read_entries(store: Store, query: Any) -> list[Entry]:
    """Return the entries that a query of `select_entries` finds."""
    # The driver's rows as they are, which peewee's conversion of every cell would double the time of.
    return [entry_from_columns(row) for row in store.database.execute(query.tuples())]


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield items in lists that are short enough for one statement."""
    listed = list(items)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
