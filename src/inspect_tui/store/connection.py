"""Where a store lives, and the SQLite connection to it.

This module knows sqlcipher3 and not peewee: the app's first screen is read through it before peewee is loaded, and
peewee then takes the same connection over, so the key is derived once a process.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain, key_of, salt_of
from inspect_tui.store.schema import HISTORY

BUSY_MS: Final = 5000
_NO_ROOM: Final = 1 << 16
"""Bytes under which a disk is full: less than what readers and writer share."""


@dataclass(frozen=True, slots=True)
class Location:
    """A store's place: a file's path, or a PostgreSQL address."""

    path: Path | None
    url: str = ""

    @classmethod
    def parse(cls, text: str) -> Location:
        """Read ``--db``: a path, ``sqlite:///path`` or ``postgresql://…``.

        Raises:
            StoreError: ``bad_url``.
        """
        if text.startswith(("postgresql://", "postgres://")):
            return cls(None, "postgresql://" + text.split("://", 1)[1])
        if text.startswith("sqlite:///"):
            text = text.removeprefix("sqlite:///")
        elif "://" in text:
            raise StoreError("bad_url", path=text)
        if not text or "\0" in text:
            raise StoreError("bad_url", path=text)
        return cls(Path(os.path.abspath(os.path.expanduser(text))))

    @property
    def is_postgres(self) -> bool:
        """Whether the store is on a PostgreSQL server."""
        return self.path is None

    @property
    def name(self) -> str:
        """The place in words, without a password."""
        if self.path is not None:
            return str(self.path)
        rest = self.url.split("://", 1)[1]
        return "postgresql://" + rest.rsplit("@", 1)[-1]

    def exists(self) -> bool:
        """Whether something is there already; a server's store is asked for its tables elsewhere."""
        return self.path is None or (self.path.exists() and (not self.path.is_file() or self.path.stat().st_size > 0))


def connect_sqlite(path: Path, passphrase: str, *, read_only: bool, same_thread: bool = True, raw_key: str = "") -> Any:
    """Open a connection to a SQLite store, keyed and set up.

    Args:
        path: the store's file; made where it does not exist, unless read-only.
        passphrase: empty for a plain store.
        read_only: no statement can change anything.
        same_thread: refuse use from another thread.
        raw_key: the key itself instead of a passphrase, from a recovery key.

    Returns:
        A sqlcipher3 connection in autocommit mode: foreign keys on, WAL with ``synchronous=FULL``.

    Raises:
        StoreError: a code of `translate_error`, ``plain`` or ``needs_passphrase``.
    """
    if path.is_dir():
        raise StoreError("unreadable", path=str(path))
    if read_only and not path.exists():
        # SQLite would make an empty file there, and that would pass for a store whose content is gone.
        raise StoreError("gone", path=str(path))
    if not path.exists():
        # Made by us, so that neither the store nor the files that SQLite puts beside it are ever open to others.
        with contextlib.suppress(OSError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    key = raw_key or key_of(passphrase, salt_of(path))
    if key and is_plain(path):
        raise StoreError("plain", path=str(path))
    try:
        return _connect(str(path), path, key, read_only=read_only, same_thread=same_thread)
    except StoreError as error:
        if not read_only or error.code not in ("read_only", "gone") or has_wal(path) or not path.exists():
            raise
    # WAL needs to make two files beside the store even to read it. In a folder where nobody can, a locked stick,
    # nobody changes it either.
    address = path.as_uri() + "?immutable=1"
    return _connect(address, path, key, read_only=True, same_thread=same_thread)


def connect_blank(path: Path, raw_key: str) -> Any:
    """Open a new file for a whole store to be written into; nothing of it is safe before it is synced."""
    from sqlcipher3 import dbapi2 as sqlite

    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    if raw_key:
        connection.execute(f"""PRAGMA key="x'{raw_key}'" """)
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def has_wal(path: Path) -> bool:
    """Tell whether changes lie beside a store that are not in its file yet."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _connect(name: str, path: Path, key: str, *, read_only: bool, same_thread: bool) -> Any:
    from sqlcipher3 import dbapi2 as sqlite

    try:
        connection = sqlite.connect(
            name, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=same_thread, uri=name != str(path)
        )
    except sqlite.Error:
        raise StoreError("unreadable" if path.exists() else "read_only", path=str(path)) from None
    try:
        # SQLCipher writes its own lines to stderr at a wrong key; ours says it once, in words.
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key:
            connection.execute(f"""PRAGMA key="x'{key}'" """)
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and HISTORY not in tables:
            # Another program's database: not even its journal mode is changed.
            raise StoreError("unreadable", path=str(path))
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
            # Where there can be no WAL (SQLite then says so and goes on), a deleted rollback journal may be back after
            # a power cut and undo the last commit, unless the folder is synced too.
            connection.execute(f"PRAGMA synchronous={'FULL' if mode == 'wal' else 'EXTRA'}")
            # What lies in the log may rest on a sync that failed: it is written anew, where no reader is in the way.
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    except StoreError:
        connection.close()
        raise
    except (sqlite.Error, UnicodeDecodeError) as error:
        # The driver stumbles over its own message where that quotes a schema that is no text any more.
        with contextlib.suppress(sqlite.Error):
            connection.close()
        raise translate_error(error, path, opened=False, keyed=bool(key)) from None
    return connection


@contextlib.contextmanager
def bare_errors_told(path: Path) -> Iterator[None]:
    """Let errors of a bare connection inside the block come out as what they mean to a person.

    Raises:
        StoreError: a code of `translate_error`.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.startswith("sqlcipher3"):
            raise translate_error(error, path) from None
        raise


def _is_full(path: Path) -> bool:
    import shutil

    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False


def translate_error(error: Exception, path: Path | None, *, opened: bool = True, keyed: bool = True) -> StoreError:
    """Return what a SQLite error means to a person.

    Args:
        error: what the driver raised.
        path: the store.
        opened: the store was read before, so a page that cannot be read now is damage and no wrong key.
        keyed: a passphrase was given.
    """
    while "cannot rollback" in str(error) and error.__context__ is not None:
        # SQLite has rolled back by itself; what made it do so was said before.
        error = error.__context__  # type: ignore[assignment]
    text, name = str(error).lower(), str(path or "")
    if "locked" in text or "busy" in text:
        return StoreError("busy", path=name)
    if "full" in text:
        return StoreError("full", path=name)
    if "readonly" in text or "read-only" in text:
        return StoreError("read_only", path=name)
    if "unable to open" in text:
        return StoreError("gone" if opened or (path is not None and not path.exists()) else "read_only", path=name)
    if "disk i/o" in text:
        # SQLite says so too where the file that its readers share cannot grow.
        return StoreError("full" if path is not None and _is_full(path) else "medium", path=name)
    if "malformed" in text or "corrupt" in text or opened:
        return StoreError("damaged", path=name)
    return StoreError("unreadable" if keyed else "needs_passphrase", path=name)
