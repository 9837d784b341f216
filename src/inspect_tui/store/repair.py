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
from inspect_tui.domain.records import WITH_CONTENT, Draft
from inspect_tui.store.connection import connect_blank, connect_sqlite, translate_error
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
from inspect_tui.store.entry_rows import ENTRY_COLUMNS, entry_from_columns
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import key_of, salt_of
from inspect_tui.store.reading import Acknowledged
from inspect_tui.store.received import keep_receipt
from inspect_tui.store.schema import HISTORY

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

CURABLE: Final = ("damaged", "unreadable", "needs_passphrase")
"""Codes of a store that may be one whose pages are gone: where a copy opens and the store does not, it is."""
_STEP: Final = 64
"""Rows that are read at a time."""
_PAGE: Final = 4096
"""Bytes of a page: SQLite's and SQLCipher's default, with which every store is made."""


_RECEIPT: Final = {"sha256": str, "signer": str, "session_id": str, "sequence": int, "name": str, "merged": int,
                   "conflicts": int, "at": str}  # fmt: skip


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
        words: receipts for them: hash, signer, session, number, name, merged, conflicts, moment.
    """

    entries: tuple[Entry, ...] = ()
    drafts: tuple[tuple[str, Draft], ...] = ()
    contents: tuple[tuple[str, tuple[bytes, ...]], ...] = ()
    exports: tuple[tuple[str, int, str], ...] = ()
    words: tuple[tuple[Any, ...], ...] = ()


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
        found = salvage(kept, copy.path, passphrase, known)
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
        for sha256, signer, session, sequence, name, merged, conflicts, at in found.words:
            keep_receipt(store, session, signer, Acknowledged(name, at, sequence, sha256), merged, conflicts)
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


def salvage(damaged: Path, copy: Path, passphrase: str, known: Collection[str] = ()) -> Salvage:
    """Read what can still be read of a damaged store; never an error.

    Args:
        damaged: the file; it is left as it is, with its -wal.
        copy: a good copy of the store, for what the file cannot say of itself any more.
        passphrase: of both; empty for plain ones.
        known: hashes of contents that need not be read.
    """
    # SQLite changes what it opens.
    part = damaged.with_name(damaged.name + ".part")
    entries: dict[str, Entry] = {}
    try:
        _lay_out(damaged, part)
        if not _opens(part, passphrase):
            # Where the first page is gone, a copy's knows where the tables begin: where they always did.
            _lay_out(damaged, part)
            _give_first_page(copy, part, passphrase)
            _opens(part, passphrase)
        for entry in _scan(part, copy, passphrase):
            entries[entry.hash] = entry
        return _read_rest(part, passphrase, tuple(entries.values()), known)
    except (OSError, StoreError):
        # No room for it, most likely: what was read until now is what there is.
        return Salvage(tuple(entries.values()))
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{part}{end}").unlink(missing_ok=True)


def _opens(path: Path, passphrase: str) -> bool:
    """Tell whether a file can be opened; then its -wal is in it."""
    try:
        _Reader(path, passphrase).close()
    except StoreError:
        return False
    return True


def _read_rest(path: Path, passphrase: str, entries: tuple[Entry, ...], known: Collection[str]) -> Salvage:
    try:
        reader = _Reader(path, passphrase)
    except StoreError:
        return Salvage(entries)
    drafts, exports, words = [], [], []
    try:
        for session, record, text, at in _rows(reader, "draft", ("session_id", "record", "text", "at")):
            if all(isinstance(part, str) for part in (session, record, text, at)):
                drafts.append((session, Draft(record, text, at)))
        for session, sequence, sha256 in _rows(reader, "export", ("session_id", "sequence", "sha256")):
            if isinstance(session, str) and isinstance(sequence, int) and isinstance(sha256, str):
                exports.append((session, sequence, sha256))
        # A store of an older version has none.
        for word in _rows(reader, "receipt", tuple(_RECEIPT)) if _has_table(reader, "receipt") else ():
            if all(isinstance(part, kind) for part, kind in zip(word, _RECEIPT.values(), strict=True)):
                words.append(tuple(word))
        named = {str(e.fields["sha256"].new) for e in entries if e.record in WITH_CONTENT and "sha256" in e.fields}
        contents = [(name, parts) for name in named.difference(known) if (parts := _content(reader, name))]
        return Salvage(entries, tuple(drafts), tuple(contents), tuple(exports), tuple(words))
    finally:
        reader.close()


def _content(reader: _Reader, sha256: str) -> tuple[bytes, ...]:
    for hint in ("", "NOT INDEXED"):
        with contextlib.suppress(Exception):
            sql = f'SELECT "data" FROM "blob" {hint} WHERE "sha256" = ? ORDER BY "part"'
            parts = tuple(bytes(data) for (data,) in reader.rows(sql, (sha256,)))
            digest = hashlib.sha256()
            for part in parts:
                digest.update(part)
            if digest.hexdigest() == sha256:
                return parts
    return ()


def _lay_out(damaged: Path, part: Path) -> None:
    for end in ("-wal", "-shm", ""):
        Path(f"{part}{end}").unlink(missing_ok=True)
        if Path(f"{damaged}{end}").exists():
            shutil.copyfile(f"{damaged}{end}", f"{part}{end}")


def _give_first_page(source: Path, part: Path, passphrase: str) -> None:
    pages = -(-part.stat().st_size // _PAGE)
    head = part.with_name(part.name + ".part")
    try:
        shutil.copyfile(source, head)
        count = _grow(head, passphrase, pages)
        _replace_first_page(head, part, count)
    finally:
        head.unlink(missing_ok=True)


def _replace_first_page(source: Path, target: Path, pages: int) -> None:
    with source.open("rb") as file:
        first = file.read(_PAGE)
    with target.open("rb+") as file:
        file.write(first)
        file.truncate(pages * _PAGE)


def _scan(part: Path, copy: Path, passphrase: str) -> Iterator[Entry]:
    """Yield the entries on every page, also those to which no way leads any more.

    Each page in turn is declared to be the whole of one table; what is no page of entries yields nothing whose hash is
    right. For that time the first page is replaced by one that knows of that table alone.
    """
    head = part.with_name(part.name + ".part")
    pages = -(-part.stat().st_size // _PAGE)
    columns = ", ".join(f"c{n}" for n in range(len(ENTRY_COLUMNS)))
    try:
        blank = connect_blank(head, key_of(passphrase, salt_of(copy)))
        blank.execute(f'CREATE TABLE "{HISTORY}" ({columns})')
        blank.execute(f'INSERT INTO "{HISTORY}" (c0) VALUES (zeroblob(?))', (pages * _PAGE,))
        (count,) = blank.execute("PRAGMA page_count").fetchone()
        blank.close()
        with part.open("rb") as file:
            first = file.read(_PAGE)
        _replace_first_page(head, part, count)
    finally:
        head.unlink(missing_ok=True)
    reader = _Reader(part, passphrase, "journal_mode=MEMORY", "synchronous=OFF", "writable_schema=ON")
    try:
        for number in range(2, pages + 1):
            with contextlib.suppress(Exception):
                reader.rows("UPDATE sqlite_master SET rootpage = ?", (number,))
                # Makes SQLite read the schema anew.
                reader.rows(f"PRAGMA schema_version = {number}")
                for row in reader.rows(f'SELECT * FROM "{HISTORY}"'):
                    if (entry := _entry(row)) is not None:
                        yield entry
    finally:
        reader.close()
        head.write_bytes(first)
        _replace_first_page(head, part, pages)
        head.unlink()


class _Reader:
    """A connection to a damaged file.

    After a page that it cannot decrypt SQLCipher reads none at all: then the file is opened anew.
    """

    def __init__(self, path: Path, passphrase: str, *settings: str) -> None:
        """Open it.

        Raises:
            StoreError: it cannot be opened.
        """
        self._path, self._passphrase, self._settings = path, passphrase, settings
        self._connection = self._open()

    def _open(self) -> Any:
        # For writing, for what is only in the -wal counts too.
        connection = connect_sqlite(self._path, self._passphrase, read_only=False, same_thread=False)
        for setting in self._settings:
            connection.execute(f"PRAGMA {setting}")
        return connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """Return what a statement yields; it fails, and the next one may not."""
        try:
            return list(self._connection.execute(sql, values))
        except Exception:
            self.close()
            self._connection = self._open()
            raise

    def close(self) -> None:
        """Close the connection."""
        with contextlib.suppress(Exception):
            self._connection.close()


def _entry(row: Sequence[Any]) -> Entry | None:
    with contextlib.suppress(Exception):
        entry = entry_from_columns(row)
        if entry.hash == hash_of(entry):
            return entry
    return None


def _grow(path: Path, passphrase: str, pages: int) -> int:
    """Make a copy as long as the damaged store, so that its first page knows of that many; returns how many it has."""
    connection = connect_sqlite(path, passphrase, read_only=False)
    try:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        if now < pages:
            sql = 'INSERT INTO "blob" ("sha256", "part", "data") VALUES (\'\', 0, zeroblob(?))'
            connection.execute(sql, ((pages - now) * _PAGE,))
        connection.execute("PRAGMA journal_mode=DELETE")
        return int(connection.execute("PRAGMA page_count").fetchone()[0])
    except Exception as error:
        raise translate_error(error, path) from None
    finally:
        connection.close()


def _rows(reader: _Reader, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield a table's rows by their numbers, going around pages that cannot be read."""
    listed = ", ".join(f'"{name}"' for name in columns)
    sql = f'SELECT rowid, {listed} FROM "{table}" NOT INDEXED WHERE rowid > ? AND rowid <= ? ORDER BY rowid'
    last, end = 0, _last_row(reader, table)
    while last < end:
        upto = min(end, last + _STEP)
        try:
            found = reader.rows(sql, (last, upto))
        except Exception:
            found = []
            for number in range(last + 1, upto + 1):
                with contextlib.suppress(Exception):
                    found += reader.rows(sql, (number - 1, number))
        for row in found:
            yield row[1:]
        last = upto


def _has_table(reader: _Reader, table: str) -> bool:
    with contextlib.suppress(Exception):
        return bool(reader.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)))
    return False


def _last_row(reader: _Reader, table: str) -> int:
    """Return the highest row number, or what is enough where its page cannot be read."""
    with contextlib.suppress(Exception):
        return int(reader.rows(f'SELECT coalesce(max(rowid), 0) FROM "{table}" NOT INDEXED')[0][0])
    return 4 * _STEP
