"""A notice whose time runs out while it is being drawn holds nothing up."""

from __future__ import annotations

import time

import pytest
from textual import _time
from textual.app import App
from textual.notifications import Notification
from textual.timer import Timer
from textual.widgets._toast import Toast, ToastHolder

from inspect_tui.tui.notices import LEAST, Notice
from tui.app_driver import F2, F3, Visit, focus_id, running, screen_text, until, write


class Endless(Exception):
    """A timer that has asked for the time more often than any would."""


async def test_a_stock_timer_goes_round_for_ever_where_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, Textual's timers take a negative interval and `tui/notices.py` can go."""
    late = Notification("x", timeout=5, raised_at=time.time() - 5.01)
    assert late.time_left < 0
    asked = 0

    def counted() -> float:
        nonlocal asked
        asked += 1
        if asked > 10_000:
            raise Endless
        return time.monotonic()

    app: App[None] = App()
    timer = Timer(app, late.time_left, repeat=0, callback=lambda: None)
    with monkeypatch.context() as patched:
        patched.setattr(_time, "get_time", counted)
        with pytest.raises(Endless):
            await timer._run()


async def test_a_notice_that_is_over_goes_at_once(visit: Visit) -> None:
    late = Notice("quá giờ", timeout=5, raised_at=time.time() - 5.01)
    assert late.has_expired
    assert late.time_left == LEAST
    async with running(visit, "checklist") as (app, pilot):
        toast = Toast(late)
        await app.screen.mount(ToastHolder(toast, id="late"))
        await until(pilot, lambda: not toast.is_attached)
        assert "quá giờ" not in screen_text(app)


async def test_screens_change_in_a_notices_last_moment(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time runs out between being asked whether it is over and being drawn; the app goes on all the same."""
    async with running(visit, "checklist") as (app, pilot):
        app.tell("sắp hết giờ", seconds=60)
        await until(pilot, lambda: "sắp hết giờ" in screen_text(app))
        (notice,) = app._notifications
        assert isinstance(notice, Notice)
        monkeypatch.setattr(Notice, "has_expired", False)
        notice.raised_at = time.time() - 61
        await write(pilot, F3)
        await until(pilot, lambda: "sắp hết giờ" not in screen_text(app))
        await write(pilot, F2 + F3)
        assert focus_id(app) == "composer-text"
