"""A damaged store: its newest good copy takes its place, and what can still be read of it is taken over.

The journal makes this sound: entries are known by id and hash, so those that the damaged file still yields are checked
one by one and united with the copy's, in any order.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.journal import Entry, hash_of
from inspect_tui.domain.records import Draft
from inspect_tui.store.connection import connect_sqlite
from inspect_tui.store.copies import (
    Copy,
    alone,
    check,
    find_loss,
    newest_good,
    put_aside,
    put_in_place,
    reading,
    settle,
)
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import ENTRY_COLUMNS, entry_from_columns
from inspect_tui.store.keys import is_plain

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

CURABLE: Final = ("damaged", "unreadable", "needs_passphrase")
"""Codes of a store that may be one whose pages are gone: where a copy opens and the store does not, it is."""
_STEP: Final = 64
"""Rows that are read at a time."""
_PAGE: Final = 4096
"""Bytes of a page: SQLite's and SQLCipher's default, with which every store is made."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a damaged store.

    Attributes:
        copy: the copy that took its place.
        damaged: the file that keeps the damaged store.
        entries: changes that the copy did not have and the damaged store still yielded.
        drafts: typed texts likewise.
    """

    copy: Copy
    damaged: Path
    entries: int = 0
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class Salvage:
    """What a damaged store still yields.

    Attributes:
        entries: those whose hash is right.
        drafts: with their sessions.
        contents: of attachments that the copy does not have, in parts, by the hash that they were checked against.
        exports: session, number and hash of session files that were made.
    """

    entries: tuple[Entry, ...] = ()
    drafts: tuple[tuple[str, Draft], ...] = ()
    contents: tuple[tuple[str, tuple[bytes, ...]], ...] = ()
    exports: tuple[tuple[str, int, str], ...] = ()


def repair(path: Path, passphrase: str, clock: Callable[[], datetime]) -> tuple[Repair, Salvage]:
    """Put the newest good copy in a damaged store's place; the damaged file is kept.

    Args:
        path: the store; the caller holds its lock, and nobody has it open.
        passphrase: empty for a plain store.
        clock: what time it is.

    Returns:
        What was done, and what the damaged store still yields: it is to be taken over into the opened store.

    Raises:
        StoreError: ``no_copy``, or ``sound`` where the store is not damaged; it is left as it is.
    """
    with alone(path):
        copy = newest_good(path, passphrase)
        if copy is None:
            raise StoreError("no_copy", path=str(path))
        if is_sound(path, passphrase):
            # What was taken for damage was a fault of another kind, and no reason to go back to a copy.
            raise StoreError("sound", path=str(path))
        kept = put_aside(path, "damaged", clock())
        known = _contents(copy.path, passphrase)
        found = salvage(kept, passphrase, known)
        if not found.entries:
            found = _salvage_headless(kept, copy.path, passphrase, known)
        settle(path, passphrase)
        put_in_place(copy.path, path, passphrase)
    return Repair(copy, kept), found


def is_sound(path: Path, passphrase: str) -> bool:
    """Tell whether a store is whole, can be read to its last row, and has lost nothing that its newest copy holds."""
    try:
        check(path, passphrase)
        with reading(path, passphrase) as connection:
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for _ in connection.execute(f'SELECT * FROM "{table}"'):
                    pass
            return not find_loss(path, passphrase, connection)
    except StoreError:
        return False


def take_over(store: Store, done: Repair, found: Salvage) -> Repair:
    """Unite what a damaged store still yielded with the copy that took its place; returns what was done, counted."""
    with store.transaction():
        for sha256, data in found.contents:
            store.put_blob(sha256, iter(data))
        entries = store.journal.absorb(found.entries)
        drafts = 0
        for session, draft in found.drafts:
            if not store.has_session(session):
                continue
            now = {kept.record: kept for kept in store.drafts(session)}.get(draft.record)
            if now is None or now.at < draft.at:
                store.put_draft(session, draft.record, draft.text)
                drafts += 1
        for session, sequence, sha256 in sorted(found.exports):
            if store.has_session(session) and sequence > store.last_export(session)[0]:
                store.note_export(session, sequence, sha256)
    return replace(done, entries=entries, drafts=drafts)


def mend(store: Store) -> Repair:
    """Mend an open store that turned out to be damaged.

    Raises:
        StoreError: ``no_copy``, ``sound``; it goes on with the one that it has.
    """
    path = store.location.path
    # Asked before the connection is closed: a damaged store that is open may be one that does not open again.
    if path is None or newest_good(path, store.passphrase) is None:
        raise StoreError("no_copy", path=store.location.name)
    done, found = store.replace(lambda: repair(path, store.passphrase, store.clock))
    return take_over(store, done, found)


def _contents(path: Path, passphrase: str) -> set[str]:
    with reading(path, passphrase) as connection:
        return {row[0] for row in connection.execute('SELECT DISTINCT "sha256" FROM "blob"')}


def salvage(path: Path, passphrase: str, known: Collection[str] = ()) -> Salvage:
    """Read what can still be read of a damaged store; never an error.

    Args:
        path: the damaged file.
        passphrase: empty for a plain one.
        known: hashes of contents that need not be read.
    """
    try:
        # Opened for writing: what is only in the -wal beside the kept file counts too.
        connection = connect_sqlite(path, passphrase, read_only=False, same_thread=False)
    except StoreError:
        return Salvage()
    try:
        entries = []
        for row in _rows(connection, "entry", ENTRY_COLUMNS):
            with contextlib.suppress(Exception):
                entry = entry_from_columns(row)
                if entry.hash == hash_of(entry):
                    entries.append(entry)
        drafts = []
        for session, record, text, at in _rows(connection, "draft", ("session_id", "record", "text", "at")):
            if all(isinstance(part, str) for part in (session, record, text, at)):
                drafts.append((session, Draft(record, text, at)))
        exports = []
        for session, sequence, sha256 in _rows(connection, "export", ("session_id", "sequence", "sha256")):
            if isinstance(session, str) and isinstance(sequence, int) and isinstance(sha256, str):
                exports.append((session, sequence, sha256))
        named = {e.fields["sha256"].new for e in entries if e.record == "attachment" and "sha256" in e.fields}
        contents = [(name, parts) for name in named.difference(known) if (parts := _content(connection, name))]
        return Salvage(tuple(entries), tuple(drafts), tuple(contents), tuple(exports))
    finally:
        connection.close()


def _content(connection: Any, sha256: object) -> tuple[bytes, ...]:
    for hint in ("", "NOT INDEXED"):
        with contextlib.suppress(Exception):
            sql = f'SELECT "data" FROM "blob" {hint} WHERE "sha256" = ? ORDER BY "part"'
            parts = tuple(bytes(data) for (data,) in connection.execute(sql, (sha256,)))
            digest = hashlib.sha256()
            for part in parts:
                digest.update(part)
            if digest.hexdigest() == sha256:
                return parts
    return ()


def _salvage_headless(damaged: Path, copy: Path, passphrase: str, known: Collection[str]) -> Salvage:
    """Read a store whose first page is gone, with a copy's first page: tables begin where they always did."""
    part = damaged.with_name(damaged.name + ".part")
    try:
        with copy.open("rb") as file:
            page = bytearray(file.read(_PAGE))
        if is_plain(copy):
            # Two counters that differ make SQLite take the number of pages from the file's length.
            page[92:96] = (int.from_bytes(page[24:28]) ^ 1).to_bytes(4)
        shutil.copyfile(damaged, part)
        with part.open("rb+") as file:
            file.write(page)
        with contextlib.suppress(FileNotFoundError):
            # What was not yet carried over into the file stands in it as it always does.
            shutil.copyfile(f"{damaged}-wal", f"{part}-wal")
        return salvage(part, passphrase, known)
    except OSError:
        return Salvage()
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{part}{end}").unlink(missing_ok=True)


def _rows(connection: Any, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield a table's rows by their numbers, going around pages that cannot be read."""
    listed = ", ".join(f'"{name}"' for name in columns)
    sql = f'SELECT rowid, {listed} FROM "{table}" NOT INDEXED WHERE rowid > ? AND rowid <= ? ORDER BY rowid'
    last, end = 0, _last_row(connection, table)
    while last < end:
        upto = min(end, last + _STEP)
        try:
            found = connection.execute(sql, (last, upto)).fetchall()
        except Exception:
            found = []
            for number in range(last + 1, upto + 1):
                with contextlib.suppress(Exception):
                    found += connection.execute(sql, (number - 1, number)).fetchall()
        for row in found:
            yield row[1:]
        last = upto


def _last_row(connection: Any, table: str) -> int:
    """Return the highest row number, or a bound on it where its page cannot be read."""
    with contextlib.suppress(Exception):
        return int(connection.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}" NOT INDEXED').fetchone()[0])
    with contextlib.suppress(Exception):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        # No entry takes less than a fortieth of a page.
        return int(pages) * 40
    return 0
