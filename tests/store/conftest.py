"""Stores of every kind: the contract suite runs on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.ids import new_id
from inspect_tui.store.connection import Location
from inspect_tui.store.journal import Write
from inspect_tui.store.store import Store, open_store
from postgres_server import postgres

__all__ = ["postgres"]

PASSPHRASE = "mật khẩu của 'Tổ'"


class Clock:
    """A clock that a test turns by hand."""

    def __init__(self) -> None:
        self.now = datetime(2021, 7, 30, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(params=["sqlite", "encrypted", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Location, str]:
    """Where a store of each kind is to be, and its passphrase."""
    if request.param == "postgres":
        database = request.getfixturevalue("postgres")
        return Location.parse(database()), ""
    return Location.parse(
        str(tmp_path / "kho dữ liệu" / "store.db")
    ), PASSPHRASE if request.param == "encrypted" else ""


@pytest.fixture
def opened() -> Iterator[Callable[..., Store]]:
    """Opens stores and closes them at the end."""
    stores: list[Store] = []

    def open_it(place: tuple[Location, str], **options: Any) -> Store:
        store = open_store(place[0], passphrase=place[1], clock=options.pop("clock", Clock()), **options)
        stores.append(store)
        return store

    yield open_it
    for store in stores:
        store.close()


@pytest.fixture
def store(place: tuple[Location, str], opened: Callable[..., Store]) -> Store:
    """An empty store of each kind."""
    return opened(place)


@pytest.fixture
def session(store: Store) -> str:
    """A session in it."""
    made = new_id()
    values = {"agency": "Ban Dân tộc tỉnh", "held_on": "2021-07-30", "as_of": "2021-07-16", "state": "open",
              "revision": 1, "decimals": 2, "rate_base": "assigned"}  # fmt: skip
    store.journal.write(made, [Write("session", made, values, new=True)], person="Thư ký")
    return made
