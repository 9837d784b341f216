"""Templates of agendas: kept with the store, read with care, one of them the default."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_tui.domain.agenda import parse
from inspect_tui.locale import Catalog
from inspect_tui.services.agenda_templates import (
    META,
    default_agenda,
    delete_template,
    list_templates,
    save_template,
    set_default,
)
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.sessions import open_for
from inspect_tui.store.connection import Location
from inspect_tui.store.store import Store

VI = Catalog("vi")
MORNING = (("Báo cáo", 30), ("Kết luận", 0))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_for(Setup(Home(tmp_path), Location(tmp_path / "s.db"), "", "vi"), read_only=False) as store:
        yield store


def names(store: Store) -> list[tuple[str, bool]]:
    return [(one.name, one.is_default) for one in list_templates(store, VI)]


def test_one_is_kept_made_the_default_and_forgotten(store: Store) -> None:
    assert names(store) == [("", True)]
    assert len(default_agenda(store, VI).items) == 6
    save_template(store, "Buổi  sáng", MORNING, VI)
    save_template(store, "ăn trưa", [("Giải lao", 60)], VI)
    set_default(store, "Buổi sáng")
    assert names(store) == [("", False), ("ăn trưa", False), ("Buổi sáng", True)]
    assert tuple((one.title, one.minutes) for one in default_agenda(store, VI).items) == MORNING
    # Called alike, it gives way, and what begins meetings goes on to do so.
    save_template(store, "BUOI SANG", MORNING[:1], VI)
    assert names(store) == [("", False), ("ăn trưa", False), ("BUOI SANG", True)]
    delete_template(store, "BUOI SANG")
    delete_template(store, "BUOI SANG")
    assert names(store) == [("", True), ("ăn trưa", False)]


@pytest.mark.parametrize(("name", "items"), [(" ", MORNING), ("trinh tu chung", MORNING), ("Mới", ())])
def test_what_cannot_be_kept_is_refused(store: Store, name: str, items: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(UserError):
        save_template(store, name, items, VI)
    assert names(store) == [("", True)]


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "3",
        "[]",
        '{"templates": 3, "default": []}',
        '{"templates": {"A": 3, "": [], "B": [7]}, "default": "A"}',
    ],
)
def test_settings_that_nobody_understands_stop_nothing(store: Store, kept: str) -> None:
    store.set_meta(META, kept)
    assert names(store) == [("", True)]
    save_template(store, "Mới", MORNING, VI)
    assert parse({"items": json.loads(store.get_meta(META))["templates"]["Mới"]}).planned == 30
