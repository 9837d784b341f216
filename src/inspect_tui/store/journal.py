"""The one way in which records change: row and journal entry in one transaction.

`write` makes entries from what a person changed here; `absorb` takes entries that were made elsewhere. Both leave
rows that are exactly what `domain.journal.fold` makes of the entries; docs/schema.md has the invariants.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from inspect_tui.domain.journal import (
    DELETED,
    Change,
    Entry,
    fields_text,
    first_fields_text,
)
from inspect_tui.domain.records import AFTER_SIGNING, FIELDS, Value, utc_text
from inspect_tui.domain.signing import stands_signed
from inspect_tui.store.beside import FROM, Beside, inserting_beside
from inspect_tui.store.chain import ID, Chain, Columns, Written
from inspect_tui.store.entry_rows import ENTRY_COLUMNS, chunks, entry_from_columns, entry_with
from inspect_tui.store.errors import StoreError
from inspect_tui.store.first_read import FRONT
from inspect_tui.store.passage import passage
from inspect_tui.store.row import Row, columns_of, columns_of_key, row_from_entries

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

HANDED_OVER: Final = 400
"""Entries of a large write that go to their table at once, while the next ones are made."""


class Write(NamedTuple):
    """A change that a person makes to one record.

    Attributes:
        record: the kind of record.
        id: the record's id.
        values: the fields to set, in stored form (`domain.records.coerce`).
        new: the record must not exist yet; otherwise it must.
        delete: delete (True) or bring back (False) the record.
        against: fields to be decided again, with the values that stand against each other from then on.
    """

    record: str
    id: str
    values: Mapping[str, Value] = MappingProxyType({})
    new: bool = False
    delete: bool | None = None
    against: Mapping[str, Sequence[Value]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What came of entries that were made elsewhere.

    Attributes:
        fresh: those that were not here.
        forks: those of them whose id or place in its chain another entry has that was here: both are kept.
    """

    fresh: tuple[Entry, ...]
    forks: tuple[Entry, ...]


class JournalWriter:
    """The writing side of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._database = store.database
        self._mark = "%s" if store.location.is_postgres else "?"
        self._updates: dict[str, str] = {}
        self._inserts: dict[str, str] = {}
        self._copies: dict[str, str] = {}
        self._mono = 0
        self._beside: Beside | None = None

    def write(
        self,
        session: str,
        writes: Sequence[Write],
        *,
        person: str,
        drop_drafts: Iterable[str] = (),
        unlock: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Sequence[Entry]:
        """Make the changes and their entries in one transaction; what changes nothing makes no entry.

        Args:
            session: the session's id.
            writes: the changes, in order; a session's first write makes the session.
            person: who makes them.
            drop_drafts: drafts that have become one of these changes.
            unlock: allow changes to a signed session: signing and amending only. What is of papers is always allowed.
            progress: is told now and then how many of the entries and rows of a large write are made, and of how many.

        Returns:
            The entries, in order.

        Raises:
            StoreError: ``signed``, ``unknown_record``, or the store cannot be written. Nothing is changed then.
        """
        with self._store.transaction(), self._session_lock(session):
            others = ((write.record, write.id) for write in writes if write.record != "session")
            rows = self._load(session, [("session", session), *others])
            there = set(rows)
            head = rows.get(("session", session))
            unlocked = unlock or all(write.record in AFTER_SIGNING for write in writes)
            if head is not None and not unlocked and stands_signed(head.values["state"], head.values["signed"]):
                raise StoreError("signed")
            moment, mono = utc_text(self._store.clock()), self._instant()
            chain = Chain(session, self._store.device, person, moment, mono, self._chain_end(session))
            entries: list[Columns] = []
            touched: dict[tuple[str, str], Row] = {}
            with self._inserting(len(writes) if head is not None else 0):
                sent = 0
                for write in writes:
                    key = (write.record, write.id)
                    row = rows.get(key)
                    if row is None and write.new and write.delete is None and not write.against:
                        fields = first_fields_text(write.record, write.values)
                        if fields != "{}":
                            # Nearly all of a register: a record that is made, by one entry.
                            entries.append(chain.add(write.record, write.id, fields))
                            touched[key] = rows[key] = Row.made(write.record, write.values, entries[-1][ID])
                            if head is not None and len(entries) - sent >= HANDED_OVER:
                                self._insert_many("entry", ENTRY_COLUMNS, entries[sent:])
                                sent = len(entries)
                                if progress is not None:
                                    progress(sent, 2 * len(writes))
                            continue
                    made = self._add_changes(chain, row, write, rows)
                    if made:
                        entries += made
                        touched[key] = rows[key]
                if head is None and ("session", session) in touched:
                    there |= self._prepare_first(session, touched[("session", session)])
                self._insert_many("entry", ENTRY_COLUMNS, entries[sent:])
                self._save_rows(session, touched, there, progress)
            if entries:
                self._forget_front_page(session)
            for record in drop_drafts:
                self._store.drop_draft(session, record)
        return Written(entries)

    def _add_changes(
        self, chain: Chain, row: Row | None, write: Write, rows: dict[tuple[str, str], Row]
    ) -> list[Columns]:
        """Return the entries of one write, with its record's row in ``rows`` as they leave it."""
        stays_away = row is not None and row.deleted and write.delete is None and DELETED not in write.against
        if (row is None and not write.new) or stays_away:
            raise StoreError("unknown_record", kind=write.record, id=write.id)
        if row is None:
            row = rows.setdefault((write.record, write.id), Row.empty(write.record))
        columns: list[Columns] = []
        made: list[Entry] = []
        for changes in (self._changes(row, write), *self._side_by_side(row, write)):
            if changes:
                columns.append(chain.add(write.record, write.id, fields_text(changes)))
                made.append(entry_with(columns[-1], changes))
                self._apply(row, made[-1])
        self._contest(row, write, made)
        return columns

    def absorb(self, entries: Iterable[Entry]) -> int:
        """Take entries made elsewhere into the store, whatever sessions they belong to; see `absorb_session`.

        Returns:
            How many of them were new.
        """
        grouped: dict[str, list[Entry]] = {}
        for entry in entries:
            grouped.setdefault(entry.session, []).append(entry)
        return sum(len(self.absorb_session(session, grouped[session]).fresh) for session in sorted(grouped))

    def absorb_session(self, session: str, entries: Sequence[Entry]) -> Absorbed:
        """Take a session's entries made elsewhere into the store: set union, then the fold of every record they touch.

        Entries are taken as they are; that they are whole was checked where they came in.
        """
        with self._store.transaction(), self._session_lock(session):
            is_new = not self._exists(session)
            if is_new:
                # Entries refer to their session's row, and those that it is made of may come another day.
                with passage(self._database, "fold"):
                    self._save_rows(session, {("session", session): Row.empty("session")})
            known = {} if is_new else self._known(session, {entry.device for entry in entries})
            fresh = list({e.hash: e for e in entries if e.hash not in known}.values())
            if not fresh:
                return Absorbed((), ())
            ids = {entry_id for entry_id, _, _ in known.values()}
            taken = {(device, seq) for _, device, seq in known.values()}
            forks = tuple(e for e in fresh if e.id in ids or (e.device, e.seq) in taken)
            # A session's journal has one head, its own: no file writes that of another session.
            touched: dict[tuple[str, str], list[Entry]] = {}
            for entry in fresh:
                if entry.record in FIELDS and (entry.record != "session" or entry.record_id == session):
                    touched.setdefault((entry.record, entry.record_id), []).append(entry)
            if not is_new:
                self._add_older(session, touched)
            self._save_entries(fresh)
            rows = {key: row_from_entries(key[0], of) for key, of in sorted(touched.items())}
            self._save_folded(session, rows, [("session", session)] if is_new else list(rows))
            self._forget_front_page(session)
        return Absorbed(tuple(fresh), forks)

    def _known(self, session: str, devices: Iterable[str]) -> dict[str, tuple[str, str, int]]:
        """Return what is here of some chains: hash to id, device and place."""
        found = {}
        for some in chunks(sorted(devices)):
            marks = ", ".join([self._mark] * len(some))
            sql = (
                f'SELECT "hash", "id", "device", "seq" FROM "entry" WHERE "session_id" = {self._mark} '
                f'AND "device" IN ({marks})'
            )
            for digest, entry_id, device, seq in self._database.execute_sql(sql, [session, *some]).fetchall():
                found[digest] = entry_id, device, seq
        return found

    def _add_older(self, session: str, touched: Mapping[tuple[str, str], list[Entry]]) -> None:
        """Add to the entries of each record those that are here already."""
        listed = ", ".join(f'"{n}"' for n in ENTRY_COLUMNS)
        by_kind: dict[str, list[str]] = {}
        for kind, record_id in touched:
            by_kind.setdefault(kind, []).append(record_id)
        for kind, ids in by_kind.items():
            for some in chunks(ids):
                marks = ", ".join([self._mark] * len(some))
                sql = (
                    f'SELECT {listed} FROM "entry" WHERE "session_id" = {self._mark} AND "record" = {self._mark} '
                    f'AND "record_id" IN ({marks})'
                )
                for columns in self._database.execute_sql(sql, [session, kind, *some]).fetchall():
                    entry = entry_from_columns(columns)
                    touched[kind, entry.record_id].append(entry)

    def _save_folded(self, session: str, rows: Mapping[tuple[str, str], Row], there: Sequence[tuple[str, str]]) -> None:
        """Save rows that entries from elsewhere have made; only those named in ``there`` can be in the store already.

        Nearly always a record that has changed has other heads. It has the same ones where an entry came whose id
        stands for another content already, or a delete that others have replaced and that had seen more than they
        had; and none at all where its entries name no field. Only such rows take the passage.
        """
        before = self._load(session, there)
        plain, odd = {}, {}
        for key, row in rows.items():
            old = before.get(key)
            if row.heads and (old is None or old.heads != row.heads):
                plain[key] = row
            elif old is None or not old.is_like(row):
                odd[key] = row
        self._save_rows(session, plain, before)
        if odd:
            with passage(self._database, "fold"):
                self._save_rows(session, odd, before)

    def _prepare_first(self, session: str, head: Row) -> set[tuple[str, str]]:
        """Let a session's first entry and its row, which need each other, be written one after the other.

        Returns:
            The key of the row where it has been written already.
        """
        if not self._store.location.is_postgres:
            self._database.execute_sql("PRAGMA defer_foreign_keys=ON")
            return set()
        self._save_rows(session, {("session", session): head})
        return {("session", session)}

    def _forget_front_page(self, session: str) -> None:
        self._database.execute_sql(f'DELETE FROM "meta" WHERE "key" = {self._mark}', [FRONT + session])

    def _instant(self) -> int:
        """Return the monotonic time of a write: all its entries have it, and no other write here has the same."""
        # Some systems' clocks tick only every 16 ms.
        self._mono = max(time.monotonic_ns(), self._mono + 1)
        return self._mono

    def _changes(self, row: Row, write: Write) -> dict[str, Change]:
        changes = {}
        for name, value in write.values.items():
            old = row.values[name]
            if value != old or name in row.contested:
                changes[name] = Change(old, value, tuple(row.heads_of(name)))
        if write.delete is not None and (write.delete != row.deleted or DELETED in row.contested):
            changes[DELETED] = Change(row.deleted, write.delete, tuple(row.all_heads()))
        if write.new and not changes and not row.heads:
            # A record may be made empty; one field says that it is there.
            name = next(iter(FIELDS[write.record]))
            changes[name] = Change(row.values[name], row.values[name])
        return changes

    def _side_by_side(self, row: Row, write: Write) -> list[dict[str, Change]]:
        """Return the entries' changes that put values against each other: none of them replaces another one."""
        made: list[dict[str, Change]] = []
        for name, values in write.against.items():
            old = row.deleted if name == DELETED else row.values[name]
            heads = tuple(row.all_heads() if name == DELETED else row.heads_of(name))
            for place, value in enumerate(values):
                if place == len(made):
                    made.append({})
                made[place][name] = Change(old, value, heads)
        return made

    def _contest(self, row: Row, write: Write, made: Sequence[Entry]) -> None:
        """Have a row show fields that are to be decided again as the fold does."""
        for name in write.against:
            wrote = sorted((e for e in made if name in e.fields), key=lambda e: e.hash)
            row.heads[name] = sorted(e.id for e in wrote)
            row.contested = sorted({*row.contested, name})
            if name == DELETED:
                row.deleted = False
            else:
                row.values[name] = wrote[0].fields[name].new

    def _apply(self, row: Row, entry: Entry) -> None:
        fresh = not row.heads
        for name, change in entry.fields.items():
            if name == DELETED:
                row.deleted = bool(change.new)
                row.heads[name] = [entry.id]
                row.contested = [n for n in row.contested if n != DELETED]
                continue
            row.values[name] = change.new
            row.contested = [n for n in row.contested if n != name]
            if not fresh or change.new == FIELDS[row.kind][name].empty:
                row.heads[name] = [entry.id]
        if fresh:
            row.heads[""] = [entry.id]

    def _load(self, session: str, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Row]:
        wanted: dict[str, list[str]] = {}
        for kind, record_id in dict.fromkeys(keys):
            wanted.setdefault(kind, []).append(record_id)
        rows: dict[tuple[str, str], Row] = {}
        for kind, ids in wanted.items():
            names = columns_of(kind)
            listed = ", ".join(f'"{n}"' for n in names)
            key = 1 if kind == "session" else 2
            for some in chunks(ids):
                marks = ", ".join([self._mark] * len(some))
                scope = "" if kind == "session" else f'"session_id" = {self._mark} AND '
                sql = f'SELECT {listed} FROM "{kind}" WHERE {scope}"id" IN ({marks})'
                values = some if kind == "session" else [session, *some]
                for columns in self._database.execute_sql(sql, values).fetchall():
                    rows[(kind, columns[key - 1])] = Row.read(kind, columns[key:])
        return rows

    def _chain_end(self, session: str) -> tuple[int, str]:
        sql = (
            f'SELECT "seq", "hash" FROM "entry" WHERE "session_id" = {self._mark} AND "device" = {self._mark} '
            'ORDER BY "seq" DESC, "hash" LIMIT 1'
        )
        row = self._database.execute_sql(sql, [session, self._store.device]).fetchone()
        return (row[0], row[1]) if row else (0, "")

    def _exists(self, session: str) -> bool:
        sql = f'SELECT 1 FROM "session" WHERE "id" = {self._mark}'
        return self._database.execute_sql(sql, [session]).fetchone() is not None

    @contextmanager
    def _inserting(self, many: int) -> Iterator[None]:
        """Insert rows beside the code of a block that composes as many as a register has."""
        if many < FROM or self._store.location.is_postgres:
            yield
            return
        try:
            with inserting_beside(self._database.connection()) as self._beside:
                yield
        finally:
            self._beside = None

    def _save_rows(
        self,
        session: str,
        rows: Mapping[tuple[str, str], Row],
        there: Container[tuple[str, str]] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Write rows, those in ``there`` over the ones that the store has.

        An upsert would do both, at the price of the triggers of both for every row that is there.
        """
        by_kind: dict[tuple[str, bool], list[tuple[str, Row]]] = {}
        for key, row in rows.items():
            by_kind.setdefault((key[0], key in there), []).append((key[1], row))
        done = 0
        for kind in FIELDS:
            keys = len(columns_of_key(kind))
            for is_there in (True, False):
                for some in chunks(by_kind.get((kind, is_there), ())):
                    lines = [row.columns(session, record_id) for record_id, row in some]
                    if is_there:
                        self._run_many(self._update(kind), [(*line[keys:], *line[:keys]) for line in lines])
                    else:
                        self._insert_many(kind, columns_of(kind), lines)
                    done += len(some)
                    if progress is not None:
                        progress(len(rows) + done, 2 * len(rows))

    def _update(self, kind: str) -> str:
        if kind not in self._updates:
            key, names = columns_of_key(kind), columns_of(kind)
            values = ", ".join(f'"{n}" = {self._mark}' for n in names[len(key) :])
            where = " AND ".join(f'"{n}" = {self._mark}' for n in key)
            self._updates[kind] = f'UPDATE "{kind}" SET {values} WHERE {where}'
        return self._updates[kind]

    def _save_entries(self, entries: Sequence[Entry]) -> None:
        self._insert_many(
            "entry",
            ENTRY_COLUMNS,
            [
                (
                    e.hash, e.id, e.session, e.record, e.record_id, fields_text(e.fields),
                    e.at, e.mono, e.person, e.device, e.seq, e.prev,
                )
                for e in entries
            ],
        )  # fmt: skip

    def _insert_many(self, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if table not in self._inserts:
            listed = ", ".join(f'"{n}"' for n in names)
            marks = ", ".join([self._mark] * len(names))
            self._inserts[table] = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'
            self._copies[table] = f'COPY "{table}" ({listed}) FROM STDIN'
        if len(rows) > 1 and self._store.location.is_postgres:
            # The server takes a row of a stream in a fraction of the time of a statement.
            with self._database.cursor().copy(self._copies[table]) as copy:
                for row in rows:
                    copy.write_row(row)
        elif self._beside is not None:
            self._beside.insert(self._inserts[table], rows)
        else:
            self._run_many(self._inserts[table], rows)

    def _run_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if self._beside is not None:
            self._beside.wait()
        # peewee's insert_many builds one long statement per chunk; the driver's own executemany is several times
        # faster on the ten thousand rows of a register.
        if len(rows) == 1:
            self._database.execute_sql(sql, rows[0])
        elif rows:
            self._database.cursor().executemany(sql, rows)

    def _session_lock(self, session: str) -> Any:
        """On PostgreSQL let one writer into a session at a time: chains and heads are read, then written."""
        if self._store.location.is_postgres:
            self._database.execute_sql("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [session])
        return _NOTHING


class _Nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


_NOTHING: Final = _Nothing()
