"""Where a store lives, and the SQLite connection to it.

This module knows sqlcipher3 and not peewee: the app's first screen is read through it before peewee is loaded, and
peewee then takes the same connection over, so the key is derived once a process.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspect_tui.store.errors import StoreError
from inspect_tui.store.schema import HISTORY

BUSY_MS: Final = 5000


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


def connect_sqlite(path: Path, passphrase: str, *, read_only: bool, same_thread: bool = True) -> Any:
    """Open a connection to a SQLite store, keyed and set up.

    Args:
        path: the store's file; made where it does not exist, unless read-only.
        passphrase: empty for a plain store.
        read_only: no statement can change anything.
        same_thread: refuse use from another thread.

    Returns:
        A sqlcipher3 connection in autocommit mode: foreign keys on, WAL with ``synchronous=FULL``.

    Raises:
        StoreError: ``unreadable``, ``needs_passphrase`` or ``read_only``.
    """
    if path.is_dir():
        raise StoreError("unreadable", path=str(path))
    try:
        return _connect(str(path), path, passphrase, read_only=read_only, same_thread=same_thread)
    except StoreError as error:
        if not read_only or error.code != "read_only" or _has_wal(path):
            raise
    # WAL needs to make two files beside the store even to read it. In a folder where nobody can, a locked stick,
    # nobody changes it either.
    address = path.as_uri() + "?immutable=1"
    return _connect(address, path, passphrase, read_only=True, same_thread=same_thread)


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _connect(name: str, path: Path, passphrase: str, *, read_only: bool, same_thread: bool) -> Any:
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
        if passphrase:
            quoted = unicodedata.normalize("NFC", passphrase).replace("'", "''")
            connection.execute(f"PRAGMA key='{quoted}'")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and HISTORY not in tables:
            # Another program's database: not even its journal mode is changed.
            raise StoreError("unreadable", path=str(path))
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
    except StoreError:
        connection.close()
        raise
    except sqlite.DatabaseError as error:
        with contextlib.suppress(sqlite.Error):
            connection.close()
        raise translate_error(error, path, keyed=bool(passphrase)) from None
    return connection


def translate_error(error: Exception, path: Path | None, *, keyed: bool = False) -> StoreError:
    """Return what a SQLite error means to a person."""
    text, name = str(error).lower(), str(path or "")
    if "locked" in text or "busy" in text:
        return StoreError("busy", path=name)
    if "readonly" in text or "read-only" in text or "unable to open" in text or "full" in text or "disk i/o" in text:
        return StoreError("read_only", path=name)
    return StoreError("unreadable" if keyed else "needs_passphrase", path=name)
