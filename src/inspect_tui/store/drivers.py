"""peewee databases for a location: SQLite through sqlcipher3, PostgreSQL through psycopg 3.

peewee imports every driver that it finds, psycopg among them (0.2 s), so it is kept out of the way unless the
store is on PostgreSQL. All of the program gets peewee from here.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from typing import Any

from inspect_tui.store.connection import Location, connect_sqlite
from inspect_tui.store.errors import StoreError

_DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi", "MySQLdb", "pymysql")


def load_peewee(*, postgres: bool) -> Any:
    """Import peewee with no more drivers than the store needs, and return the module."""
    if "peewee" not in sys.modules and not postgres:
        with _drivers_hidden():
            importlib.import_module("peewee")
    peewee: Any = importlib.import_module("peewee")
    if postgres and peewee.psycopg is None:
        try:
            import psycopg
        except ImportError:
            raise StoreError("no_driver") from None
        _give_psycopg(peewee, psycopg)
    return peewee


def load_runner(*, postgres: bool) -> Any:
    """Return the class that runs schema steps; playhouse too imports every driver that it finds."""
    with contextlib.nullcontext() if postgres else _drivers_hidden():
        return importlib.import_module("playhouse.migrations").Runner


@contextlib.contextmanager
def _drivers_hidden() -> Iterator[None]:
    """Let drivers that are not loaded yet look as if they were not installed."""
    hidden = [name for name in _DRIVERS if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def _give_psycopg(peewee: Any, psycopg: Any) -> None:
    """Hand psycopg to a peewee that was imported without it: one process with stores of both kinds."""
    from psycopg.pq import TransactionStatus
    from psycopg.types.json import Json, Jsonb

    peewee.psycopg, peewee.Json_pg3, peewee.Jsonb_pg3 = psycopg, Json, Jsonb
    adapter = peewee.Psycopg3Adapter
    adapter.txn_idle = TransactionStatus.IDLE
    adapter.txn_inerror = TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN


def sqlite_version() -> str:
    """Return the version of the SQLite build that stores are kept with."""
    from sqlcipher3 import dbapi2

    version: str = dbapi2.sqlite_version
    return version


def driver_error(location: Location, name: str = "Error") -> type[Exception]:
    """Return a class of errors of the driver that the location needs, by its DB-API name."""
    driver = importlib.import_module("psycopg" if location.is_postgres else "sqlcipher3.dbapi2")
    error: type[Exception] = getattr(driver, name)
    return error


def make_database(location: Location, passphrase: str, *, read_only: bool, connection: Any = None) -> Any:
    """Return a peewee database, not yet connected.

    Args:
        location: where the store is.
        passphrase: empty for a plain store; PostgreSQL has its own.
        read_only: statements that change anything fail.
        connection: an open sqlcipher3 connection to take over instead of opening another.
    """
    peewee = load_peewee(postgres=location.is_postgres)
    if location.path is None:
        options = "-c default_transaction_read_only=on" if read_only else ""
        return peewee.PostgresqlDatabase(
            location.url, prefer_psycopg3=True, connect_timeout=10, **({"options": options} if options else {})
        )
    from playhouse.sqlcipher_ext import SqlCipherDatabase

    path = location.path

    class OneConnection(SqlCipherDatabase):  # type: ignore[misc]
        """SQLite on one connection that may have been opened before."""

        def _connect(self) -> Any:
            nonlocal connection
            conn, connection = connection, None
            if conn is None:
                conn = connect_sqlite(path, self.passphrase, read_only=read_only, same_thread=False)
            self._add_conn_hooks(conn)
            return conn

        def rollback(self) -> Any:
            # After an error of the disk SQLite has rolled back itself; a second time would hide that error.
            return super().rollback() if self.connection().in_transaction else None

    database = OneConnection(str(path), pragmas=())
    # Not a thing of peewee's own: the passphrase may change while the store is open.
    database.passphrase = passphrase
    return database
