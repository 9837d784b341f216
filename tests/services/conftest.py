"""Laptops and headquarters, each with its own home, store and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from postgres_server import postgres
from services.laptops import Laptop
from services.register_versions import Book

__all__ = ["postgres"]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    """Makes laptops, which believe each other's files, and closes their stores at the end."""
    made: list[Laptop] = []

    def make(name: str, **options: Any) -> Laptop:
        one = Laptop(tmp_path / name, name, **options)
        for other in made:
            one.believes(other)
            other.believes(one)
        made.append(one)
        return one

    yield make
    for one in made:
        one.store.close()


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A register's file to be written in versions."""
    return Book(tmp_path / "danh-muc.csv")
