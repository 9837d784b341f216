"""The end of this device's chain in a session, where entries are added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, overload

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Entry, body_pieces
from inspect_tui.store.entry_rows import entry_from_columns

Columns = tuple[Any, ...]
"""An entry as the journal's table holds it, in the order of `ENTRY_COLUMNS`."""

HASH: Final = 0
ID: Final = 1


class Chain:
    """Entries of one write, made one behind the other; they share their moment and their author."""

    def __init__(self, session: str, device: str, person: str, at: str, mono: int, end: tuple[int, str]) -> None:
        """Begin at the end of a chain.

        Args:
            session: the session.
            device: whose chain it is.
            person: who writes.
            at: the moment, as entries have it.
            mono: the same on the monotonic clock.
            end: place and hash of the chain's last entry.
        """
        self._session, self._device, self._person, self._at, self._mono = session, device, person, at, mono
        self._seq, self._prev = end

    def add(self, record: str, record_id: str, fields: str) -> Columns:
        """Return the next entry.

        Args:
            record: the kind of record.
            record_id: the record.
            fields: the changes in the canonical form (`domain.journal.fields_text`).
        """
        entry_id, prev = new_id(), self._prev
        self._seq += 1
        head, tail = body_pieces(
            entry_id, self._session, record, record_id, fields, self._at, self._mono, self._person, self._device,
            self._seq, prev,
        )  # fmt: skip
        self._prev = hashlib.sha256(f"{head}{tail}".encode()).hexdigest()
        return (
            self._prev, entry_id, self._session, record, record_id, fields, self._at, self._mono, self._person,
            self._device, self._seq, prev,
        )  # fmt: skip


class Written(Sequence[Entry]):
    """Entries that were written: each is made where somebody asks for it, which after a register nobody does."""

    def __init__(self, columns: Sequence[Columns] = ()) -> None:
        """Keep entries as their table holds them."""
        self._columns = columns

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._columns)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Written: ...
    def __getitem__(self, index: int | slice) -> Entry | Written:
        """Return one of them, or some."""
        if isinstance(index, slice):
            return Written(self._columns[index])
        return entry_from_columns(self._columns[index])

    def __eq__(self, other: object) -> bool:
        """Tell whether they are the same as the entries of another sequence."""
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Entry]:
        """Go through them in order."""
        return map(entry_from_columns, self._columns)
