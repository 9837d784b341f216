"""Ready to leave in the app: lines that come by and by, and the way from each to where it is mended."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from inspect_tui.services import leaving
from inspect_tui.services.battery import Battery
from inspect_tui.services.leaving import Check, Place, place_here
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.leaving import LeavingScreen
from tui.app_driver import (
    CTRL_P,
    ENTER,
    ESC,
    F8,
    Visit,
    focus_id,
    line_with,
    rows,
    running,
    screen_text,
    until,
    write,
)


@pytest.fixture(autouse=True)
def no_battery(monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine's battery has a say in these tests."""

    def place(setup: Any, catalog: Any) -> Place:
        here = place_here(setup, catalog)
        return Place(here.setup, here.catalog, here.now, lambda: Battery(15, False))

    monkeypatch.setattr("inspect_tui.tui.screens.leaving.place_here", place)


def is_done(app: InspectApp) -> bool:
    return isinstance(app.screen, LeavingScreen) and "things better seen to" in screen_text(app)


def check(app: InspectApp, name: str) -> Check:
    row = rows(app, "#leaving-list").row(name)
    assert row is not None
    return row.check  # type: ignore[no-any-return]


async def test_what_is_to_be_seen_to_is_listed_and_mended_from_there(visit: Visit) -> None:
    async with running(visit, size=(120, 36), listed=True) as (app, pilot):
        await until(pilot, lambda: app.copies is not None and app.copies.age() is not None, "the copy of the start")
        await write(pilot, F8)
        await until(pilot, lambda: is_done(app))
        assert "Ban Dân tộc tỉnh · 30/07/2021 · 25 tasks" in line_with(app, "⚠ Visit")
        assert "✓ Journal" in screen_text(app)
        assert "15 %, not on mains" in line_with(app, "✗ Battery")
        # The cursor stands on what is worst, and help is about this.
        assert rows(app, "#leaving-list").cursor_key == "battery"
        rows(app, "#leaving-list").highlight("passphrase")
        await write(pilot, ENTER)
        await until(pilot, lambda: focus_id(app) == "safety-second")
        await write(pilot, ESC)
        await until(pilot, lambda: is_done(app))
        rows(app, "#leaving-list").highlight("keys")
        await write(pilot, ENTER)
        await until(pilot, lambda: "This device's keys" in screen_text(app) and visit.setup.home.identity.exists())
        await write(pilot, ESC)
        await until(pilot, lambda: isinstance(app.screen, LeavingScreen) and check(app, "keys").level == "ok")
        before = check(app, "copy").words
        copies = len(list((visit.home / "store.db-copies").glob("*.db")))
        rows(app, "#leaving-list").highlight("copy")
        await write(pilot, ENTER)
        await until(pilot, lambda: len(list((visit.home / "store.db-copies").glob("*.db"))) > copies, before)
        await write(pilot, ESC)
        assert app.screen.id == app.get_screen("sessions").id
        assert not isinstance(app.screen, LeavingScreen)


async def test_the_palette_leads_there_and_the_visit_to_its_checklist(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P + "ready to leave" + ENTER)
        await until(pilot, lambda: is_done(app))
        rows(app, "#leaving-list").highlight("visit")
        await write(pilot, ENTER)
        await until(pilot, lambda: focus_id(app) == "checklist" or "I.16" in screen_text(app))
        assert not isinstance(app.screen, LeavingScreen)


async def test_lines_come_as_they_are_found_and_keys_go_on_meanwhile(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def slow(place: Place) -> list[Check]:
        gate.wait(10)
        return [Check("store", "ok", "read at last")]

    parts = tuple((name, slow if name == "store" else part) for name, part in leaving.PARTS)
    monkeypatch.setattr("inspect_tui.tui.screens.leaving.PARTS", parts)
    monkeypatch.setattr("inspect_tui.services.leaving.PARTS", parts)
    async with running(visit, listed=True) as (app, pilot):
        try:
            await until(pilot, lambda: app.copies is not None and app.copies.age() is not None)
            await write(pilot, F8)
            await until(pilot, lambda: "Ban Dân tộc tỉnh" in screen_text(app) and "· Store" in screen_text(app))
            # After half a second it is said how far it is.
            await until(pilot, lambda: "2/11 · Store…" in screen_text(app))
            await write(pilot, ESC)
            assert not isinstance(app.screen, LeavingScreen)
            await write(pilot, F8)
        finally:
            gate.set()
        await until(pilot, lambda: is_done(app) and "read at last" in screen_text(app))
