"""An open store: SQLite file or PostgreSQL database, one writing connection."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Entry, fold
from inspect_tui.domain.records import Draft, utc_text
from inspect_tui.store import schema
from inspect_tui.store.connection import Location, has_wal, translate_error
from inspect_tui.store.drivers import driver_error, load_peewee, load_runner, make_database
from inspect_tui.store.entry_rows import read_entries, select_entries
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import JournalWriter
from inspect_tui.store.keys import key_of, salt_of
from inspect_tui.store.lock import take_lock
from inspect_tui.store.models import Models, make_models
from inspect_tui.store.schema import HISTORY, step_names

T = TypeVar("T")

BLOB_PART: Final = 1 << 20
"""Bytes of an attachment in one row."""

MUCH_KIB: Final = 64 << 10
"""Cache of a store that receives many files, in KiB; SQLite takes no more of it than it has pages."""
MUCH_PAGES: Final = 8192
"""Pages in the log of such a store before they are put into the file; SQLite's own number is 1000."""


def utc_now() -> datetime:
    """Return the wall clock's moment, aware, in UTC."""
    return datetime.now(UTC)


def identity_of(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None where none is there."""
    try:
        found = os.stat(path) if path is not None else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found is not None else None


class Store:
    """A store in use. Make one with `open_store`; use it from one thread; close it.

    Attributes:
        location: where it is.
        database: the peewee database.
        models: the peewee models bound to it.
        device: id of the chain that entries written here belong to.
        journal: the writing path.
    """

    def __init__(self, location: Location, database: Any, lock: Any, clock: Callable[[], datetime]) -> None:
        """Take over an open database; `open_store` does the rest."""
        self.location, self.database, self.clock = location, database, clock
        self._lock = lock
        self._peewee = load_peewee(postgres=location.is_postgres)
        # Rows are read and written past peewee where there are many, so the driver's own errors come out too.
        self._errors = (self._peewee.PeeweeException, driver_error(location))
        self._faults = (
            self._peewee.IntegrityError, self._peewee.ProgrammingError, driver_error(location, "IntegrityError"),
            driver_error(location, "ProgrammingError"),
        )  # fmt: skip
        self.models: Models = make_models(self._peewee, database)
        self.functions = self._peewee.fn
        self._identity: tuple[int, int] | None = None
        self._log: tuple[int, int] | None = None
        self._know_files()
        self.device = ""
        self.journal = JournalWriter(self)

    def close(self) -> None:
        """Close the connection and give the lock back; safe to call twice."""
        with contextlib.suppress(Exception):
            self.database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def reopen(self) -> None:
        """Take a new connection to the same store, after its disk or stick was away.

        Raises:
            StoreError: it is not there, or another store stands in its place.
        """
        path = self.location.path
        whole = self._save_deleted(path) if path is not None and not self.location.exists() else None
        self._take_log_in()
        with contextlib.suppress(Exception):
            self.database.close()
        if path is not None and whole is not None:
            for end in ("-wal", "-shm"):
                # They belong to the deleted file; SQLite would play them into this one.
                Path(f"{path}{end}").unlink(missing_ok=True)
            os.replace(whole, path)
        with self.errors_told():
            self.database.connect(reuse_if_open=True)
            if self.get_meta("device") != self.device:
                # Another store: nothing is written to it.
                self.database.close()
                raise StoreError("gone", path=self.location.name)
            self._know_files()

    def _know_files(self) -> None:
        self._identity, self._log = identity_of(self.location.path), identity_of(self._log_path)

    @property
    def _log_path(self) -> Path | None:
        path = self.location.path
        return path.with_name(path.name + "-wal") if path is not None else None

    def _is_in_place(self) -> bool:
        """Tell whether file and -wal still have their names: what is written to others is gone with this process."""
        log = identity_of(self._log_path)
        self._log = self._log or log
        return (identity_of(self.location.path), log) == (self._identity, self._log)

    def _take_log_in(self) -> None:
        """Put a deleted -wal, which only this connection still has, into the store's file."""
        if self.database.is_closed() or self._is_in_place() or self._identity != identity_of(self.location.path):
            return
        try:
            (busy, *_) = self.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except self._errors as error:
            found = self.error(error)
            if isinstance(found, StoreError) and found.code in ("full", "busy"):
                raise found from error
            return
        if busy:
            raise StoreError("busy", path=self.location.name)

    def _save_deleted(self, path: Path) -> Path:
        """Write a deleted store anew from the file that is still open here; Windows lets none be deleted."""
        from inspect_tui.store.copies import write_whole

        whole = path.with_name(path.name + ".saved")
        try:
            if self._identity is None or path.parent.stat().st_dev != self._identity[0]:
                # The folder in which a stick was mounted: what is written there is hidden once the stick is back.
                raise StoreError("gone", path=str(path))
            write_whole(self.database.connection(), whole, key_of(self.passphrase, salt_of(path)))
        except (*self._errors, StoreError, OSError):
            raise StoreError("gone", path=str(path)) from None
        return whole

    def replace(self, swap: Callable[[], T]) -> T:
        """Close the connection, let a function put another file in the store's place, and open that one.

        The lock is held all the time. The file's device is taken over as it is: whoever swaps gives it a new chain.
        """
        with contextlib.suppress(Exception):
            self.database.close()
        try:
            return swap()
        finally:
            with self.errors_told():
                self.database.connect(reuse_if_open=True)
                self._know_files()
                self.device = self.get_meta("device")

    @property
    def passphrase(self) -> str:
        """The passphrase that the store is open with; empty for a plain one, and on a server."""
        return getattr(self.database, "passphrase", "")

    def use_passphrase(self, passphrase: str) -> None:
        """Open the store with another passphrase from now on."""
        self.database.passphrase = passphrase

    def __enter__(self) -> Store:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in one transaction, or in the one already open.

        Raises:
            StoreError: the store is busy, full, read-only or damaged; nothing of the block is kept.
        """
        if self.database.in_transaction():
            yield
            return
        if self._identity is not None and self.database.is_closed():
            # peewee would connect by itself, to whatever stands there now.
            raise StoreError("gone", path=self.location.name)
        with (
            self.errors_told(),
            self.database.atomic() if self.location.is_postgres else self.database.atomic("IMMEDIATE"),
        ):
            yield
        if not self._is_in_place():
            # Committed, but to a file that has no name any more.
            raise StoreError("gone", path=self.location.name)

    def expect_much(self) -> None:
        """Get ready for very many writes: more stays in memory, and the log is put into the file less often.

        Each commit is on the disk all the same; the log is put in at the latest when the store is closed.
        """
        if not self.location.is_postgres:
            self.database.execute_sql(f"PRAGMA cache_size=-{MUCH_KIB}")
            self.database.execute_sql(f"PRAGMA wal_autocheckpoint={MUCH_PAGES}")

    @contextlib.contextmanager
    def errors_told(self) -> Iterator[None]:
        """Let errors of the database inside the block come out as what they mean to a person.

        Raises:
            StoreError: the store is busy, full, read-only or damaged, or the server is gone.
        """
        try:
            yield
        except self._errors as error:
            raise self.error(error) from error

    def error(self, error: Exception) -> Exception:
        """Return what a database error means to a person; a broken rule is the program's fault and stays as it is."""
        if isinstance(error, self._faults):
            return error
        if self.location.is_postgres:
            return StoreError("no_server", detail=" ".join(str(error).split())[:200])
        found = translate_error(error, self.location.path)
        if found.code in ("read_only", "medium", "damaged") and self._identity != identity_of(self.location.path):
            # SQLite has many words for a file that was taken away from under it.
            return StoreError("gone", path=self.location.name)
        return found

    # What the store knows of itself

    def get_meta(self, key: str, default: str = "") -> str:
        """Return a value that the store keeps for itself."""
        meta = self.models.meta
        row = meta.select(meta.value).where(meta.key == key).tuples().first()
        return row[0] if row else default

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value for the store itself; it is no record and never travels."""
        meta = self.models.meta
        with self.transaction():
            (
                meta.insert(key=key, value=value)
                .on_conflict(conflict_target=[meta.key], update={meta.value: value})
                .execute()
            )

    def newest_change(self) -> str:
        """Return the latest moment that any entry carries; empty where there is none."""
        entry = self.models.entry
        return str(entry.select(self.functions.MAX(entry.at)).scalar() or "")

    def has_session(self, session: str) -> bool:
        """Tell whether a session is here."""
        model = self.models.records["session"]
        return bool(model.select().where(model.id == session).exists())

    # Drafts

    def put_draft(self, session: str, record: str, text: str) -> None:
        """Keep typed text that is not yet saved; empty text drops the draft."""
        if not text:
            self.drop_draft(session, record)
            return
        draft, at = self.models.draft, utc_text(self.clock())
        with self.transaction():
            (
                draft.insert(session=session, record=record, text=text, at=at)
                .on_conflict(
                    conflict_target=[draft.session, draft.record], update={draft.text: text, draft.at: at}
                )
                .execute()
            )  # fmt: skip

    def drop_draft(self, session: str, record: str) -> None:
        """Forget a draft."""
        draft = self.models.draft
        with self.transaction():
            draft.delete().where((draft.session == session) & (draft.record == record)).execute()

    def drafts(self, session: str) -> tuple[Draft, ...]:
        """Return a session's drafts, by the name of what they belong to."""
        draft = self.models.draft
        query = draft.select(draft.record, draft.text, draft.at).where(draft.session == session)
        return tuple(Draft(*row) for row in query.order_by(draft.record).tuples())

    # Journal

    def entries(self, session: str, *, record: tuple[str, str] | None = None) -> list[Entry]:
        """Return the journal of a session, or of one record of it, by device and place in its chain."""
        entry = self.models.entry
        query = select_entries(self).where(entry.session == session)
        if record is not None:
            query = query.where((entry.record == record[0]) & (entry.record_id == record[1]))
        return read_entries(self, query.order_by(entry.device, entry.seq, entry.hash))

    # Attachments' contents

    def put_blob(self, sha256: str, data: Iterator[bytes]) -> None:
        """Keep a content by its hash, in parts; one that is there already is kept as it is."""
        blob = self.models.blob
        with self.transaction():
            if self.location.is_postgres:
                # Another session's file may bring the same content at the same moment.
                self.database.execute_sql("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [sha256])
            if blob.select().where(blob.sha256 == sha256).exists():
                return
            for part, chunk in enumerate(data):
                blob.insert(sha256=sha256, part=part, data=chunk).execute()

    def has_blob(self, sha256: str) -> bool:
        """Tell whether a content is here."""
        blob = self.models.blob
        return bool(blob.select().where(blob.sha256 == sha256).exists())

    def blob(self, sha256: str) -> Iterator[bytes]:
        """Yield a content part by part; nothing where it is not here."""
        blob = self.models.blob
        query = blob.select(blob.data).where(blob.sha256 == sha256).order_by(blob.part)
        for (data,) in query.tuples().iterator():
            yield bytes(data)

    # Session files that this store wrote

    def last_export(self, session: str) -> tuple[int, str]:
        """Return number and hash of the newest session file made here; (0, "") where there is none."""
        export = self.models.export
        query = export.select(export.sequence, export.sha256).where(export.session == session)
        row = query.order_by(export.sequence.desc()).tuples().first()
        return (row[0], row[1]) if row else (0, "")

    def note_export(self, session: str, sequence: int, sha256: str, path: str = "") -> None:
        """Remember a session file that was made, and where it was written."""
        with self.transaction():
            self.models.export.insert(
                session=session, sequence=sequence, sha256=sha256, at=utc_text(self.clock()), path=path
            ).execute()

    def check_rows(self, session: str) -> list[tuple[str, str]]:
        """Return the records whose row is not what the journal folds into: empty in a sound store."""
        from inspect_tui.store.row import Row, columns_of, row_from_fold

        grouped: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries(session):
            grouped.setdefault((entry.record, entry.record_id), []).append(entry)
        wrong = []
        for kind, model in self.models.records.items():
            key = model.id if kind == "session" else model.session
            names = [n for n in columns_of(kind) if n != "session_id"]
            rows = model.select(*(getattr(model, n) for n in names)).where(key == session).tuples()
            for row in rows:
                stored = Row.read(kind, row[1:])
                folded = row_from_fold(kind, fold(grouped.pop((kind, row[0]), [])))
                same = (stored.values, stored.deleted, stored.contested) == (
                    folded.values, folded.deleted, folded.contested,
                )  # fmt: skip
                if not same or any(sorted(stored.heads_of(n)) != sorted(folded.heads_of(n)) for n in stored.values):
                    wrong.append((kind, row[0]))
        # An entry that names another session's head stays in the journal alone: no row belongs to it.
        rowless = {("session", record_id) for kind, record_id in grouped if kind == "session" and record_id != session}
        return wrong + [key for key in grouped if key[0] in self.models.records and key not in rowless]


def open_store(
    location: Location,
    *,
    passphrase: str = "",
    read_only: bool = False,
    clock: Callable[[], datetime] = utc_now,
    connection: Any = None,
    lock: Any = None,
    defaults: Mapping[str, str] | None = None,
) -> Store:
    """Open a store; one that does not exist yet is made, with its schema.

    Args:
        location: where it is.
        passphrase: empty for a plain store.
        read_only: for commands that only read: works while another process writes, never migrates.
        clock: what time it is.
        connection: an open sqlcipher3 connection to take over.
        lock: the store's lock, taken before with `take_lock`.
        defaults: what a new store notes of itself (`Store.get_meta`).

    Raises:
        StoreError: it is busy, unreadable, read-only, of another version, or the server does not answer.
    """
    fresh = not location.exists()
    if fresh:
        if location.path is not None and location.path.exists():
            from inspect_tui.store.copies import list_copies

            if list_copies(location.path) or has_wal(location.path):
                # A file of no length is what some file systems leave after a power cut: no new store begins there.
                raise StoreError("damaged", path=location.name)
        read_only = False
    if location.path is not None and not read_only and lock is None:
        lock = take_lock(location.path)
    store = None
    try:
        database = make_database(location, passphrase, read_only=read_only, connection=connection)
        peewee = load_peewee(postgres=location.is_postgres)
        try:
            database.connect()
        except peewee.PeeweeException as error:
            detail = " ".join(str(error).split())[:200]
            raise StoreError("no_server", detail=detail) from None
        store = Store(location, database, lock, clock)
        try:
            if _bring_up_to_date(store, read_only=read_only):
                store.close()
                return open_store(location, passphrase=passphrase, read_only=False, clock=clock, defaults=defaults)
            _know_itself(store, defaults or {}, read_only=read_only)
            if connection is None:
                _see_nothing_lost(store)
        except peewee.PeeweeException as error:
            raise store.error(error) from error
        return store
    except BaseException:
        if store is not None:
            store.close()
        elif lock is not None:
            lock.release()
        raise


def _bring_up_to_date(store: Store, *, read_only: bool) -> bool:
    """Run the schema steps that are missing.

    Returns:
        True where a reading command met an empty server database: it is to be opened again for writing.
    """
    database = store.database
    known = step_names()
    applied = _steps_applied(database)
    if applied - set(known):
        raise StoreError("newer", path=store.location.name)
    if applied == set(known):
        return False
    if read_only:
        if not applied and store.location.is_postgres:
            return True
        raise StoreError("older" if applied else "unreadable", path=store.location.name)
    if not applied and set(database.get_tables()) - {HISTORY} and not store.location.is_postgres:
        # Some other program's database: nothing is added to it.
        raise StoreError("unreadable", path=store.location.name)
    runner = load_runner(postgres=store.location.is_postgres)
    with _one_migrates(store):
        if _steps_applied(database) != set(known):
            if applied and store.location.path is not None:
                from inspect_tui.store.copies import make_copy

                make_copy(store.location.path, store.passphrase, reason="migration", clock=store.clock)
            runner(database, str(schema.FOLDER), table_name=HISTORY).up()
    return False


def _see_nothing_lost(store: Store) -> None:
    """See that the -wal of a crash was read to its end, whoever read it: a damaged one looks like a shorter one."""
    from inspect_tui.store.copies import find_loss

    path = store.location.path
    if path is not None and find_loss(path, store.passphrase, store.database.connection()):
        raise StoreError("damaged", path=store.location.name)


def _steps_applied(database: Any) -> set[str]:
    if not database.table_exists(HISTORY):
        return set()
    return {row[0] for row in database.execute_sql(f'SELECT "name" FROM "{HISTORY}"').fetchall()}


@contextlib.contextmanager
def _one_migrates(store: Store) -> Iterator[None]:
    """On PostgreSQL let one process at a time run schema steps; a SQLite store has its lock file for that."""
    if not store.location.is_postgres:
        yield
        return
    store.database.execute_sql("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [HISTORY])
    try:
        yield
    finally:
        store.database.execute_sql("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [HISTORY])


def _know_itself(store: Store, defaults: Mapping[str, str], *, read_only: bool) -> None:
    device = store.get_meta("device")
    if not device and not read_only:
        device = new_id()
        with store.transaction():
            store.set_meta("device", device)
            for key, value in defaults.items():
                store.set_meta(key, value)
    store.device = device
