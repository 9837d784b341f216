"""A slow disk and a session that is still being read: the keys go where they would go on a quick machine."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from inspect_tui.services import live
from inspect_tui.services.views import View
from inspect_tui.store.store import Store
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from inspect_tui.tui.widgets.text_editor import TextEditor
from tui.app_driver import (
    BS,
    DOWN,
    ENTER,
    SHIFT_TAB,
    TAB,
    Visit,
    focus_id,
    running,
    screen_text,
    settled,
    until,
    write,
)

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""


class Held:
    """A thread of the gateway that does nothing until it is let go."""

    def __init__(self, executor: object) -> None:
        self._go = threading.Event()
        executor.submit(self._go.wait, 30)  # type: ignore[attr-defined]

    def let_go(self) -> None:
        self._go.set()


@contextlib.asynccontextmanager
async def half_read(visit: Visit, screen: str, *, page: bool) -> AsyncIterator[tuple[InspectApp, Pilot[int], Held]]:
    """Run the app on a session of which only the head, or the front page, has been read."""
    first, gateway = open_first(visit.setup, visit.session)
    assert first is not None
    if not page:
        first = replace(first, front=None, tasks={})
    app = InspectApp(visit.setup, gateway, first=first, screen=screen)
    held = Held(gateway._long)
    try:
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            await until(pilot, lambda: app.focused is not None)
            assert app.state is not None
            assert not app.state.is_whole
            yield app, pilot, held
    finally:
        held.let_go()
        gateway.close()


async def test_a_change_right_behind_the_reading_is_not_undone_on_the_screen(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, real = visit.task_id("I.17"), live.is_still_so
    async with half_read(visit, "checklist", page=True) as (app, pilot, held):
        loop = asyncio.get_running_loop()
        saves: list[asyncio.Task[object]] = []

        def change() -> None:
            saves.append(loop.create_task(app.save("task", task, {"verdict": "done", "completed_on": "2021-06-01"})))

        def looked(store: Store, view: View) -> bool:
            so = real(store, view)
            loop.call_soon_threadsafe(change)
            return so

        monkeypatch.setattr(live, "is_still_so", looked)
        held.let_go()
        await until(pilot, lambda: saves and saves[0].done())
        await settled(app, pilot)
        assert app.state is not None
        assert app.state.is_whole
        assert app.state.tasks[task].verdict == "done"
        await until(pilot, lambda: "✗ overdue, open 2" in screen_text(app))


async def test_words_on_the_way_into_their_note_do_not_come_back(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "một")
        words = app.screen.query_one("#composer-text", TextEditor)
        words.action_enter()
        app.screen.fill()  # type: ignore[attr-defined]
        assert words.text == ""
        await settled(app, pilot)
    assert visit.show()["notes"][-1]["text"] == "một"
    assert visit.drafts() == {}


async def test_tab_reaches_a_row_that_was_never_laid_out(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Verdict" in screen_text(app))
        await write(pilot, ENTER)
        app.screen.query_one("#row-completed_on").display = True
        app.screen.focus_next()
        await until(pilot, lambda: app.focused is not None and app.focused.id == "field-completed_on")


async def test_keys_behind_a_verdict_and_an_enter_do_not_wait_for_the_disk(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Verdict" in screen_text(app))
        await write(pilot, ENTER)
        held = Held(app.gateway._thread)
        found = f"d{TAB}1/6/2021{ENTER}đã trình{ENTER}{BS * 60}nguyên nhân{ENTER}"
        await write(pilot, f"{found}{BS * 60}trách nhiệm{TAB}{BS * 60}bản chất")
        assert app.focused is not None
        assert app.focused.id == "field-nature"
        held.let_go()
        await settled(app, pilot)
        await write(pilot, TAB)
        await settled(app, pilot)
    task = visit.task("I.16")
    assert (task["verdict"], task["completed_on"], task["status"]) == ("done", "2021-06-01", "done_on_time")
    assert (task["progress"], task["cause"]) == ("đã trình", "nguyên nhân")
    assert (task["responsibility"], task["nature"]) == ("trách nhiệm", "bản chất")
    assert visit.drafts() == {}


@pytest.mark.parametrize("page", [False, True], ids=["head alone", "front page"])
async def test_a_task_is_named_before_the_session_is_read_whole(visit: Visit, page: bool) -> None:
    async with half_read(visit, "notes", page=page) as (app, pilot, held):
        await write(pilot, f"lời đầu{SHIFT_TAB}I.17")
        assert "No task" not in screen_text(app)
        assert ("#I.17 Rà soát" in screen_text(app)) == page
        await write(pilot, f"{TAB}{ENTER}lời sau")
        await settled(app, pilot)
        held.let_go()
        await until(pilot, lambda: app.state is not None and app.state.is_whole)
        await until(pilot, lambda: "#I.17" in screen_text(app))
        assert "› lời sau" in screen_text(app)
    note = visit.show()["notes"][-1]
    assert (note["text"], note["tasks"]) == ("lời đầu", [visit.task_id("I.17")])
    assert visit.drafts()["note"] == "lời sau"


async def test_a_task_that_is_not_there_keeps_the_note_also_before_the_session_is_read_whole(visit: Visit) -> None:
    async with half_read(visit, "notes", page=False) as (app, pilot, held):
        await write(pilot, f"lời đầu{SHIFT_TAB}X.99{TAB}{ENTER}")
        await until(pilot, lambda: "no task X.99" in screen_text(app))
        await until(pilot, lambda: "› lời đầu" in screen_text(app))
        await settled(app, pilot)
        held.let_go()
        await until(pilot, lambda: app.state is not None and app.state.is_whole)
    assert visit.drafts()["note"] == "lời đầu"


@pytest.mark.parametrize("typed", [False, True], ids=["nobody types", "somebody types"])
async def test_recovered_words_move_no_focus_under_a_hand(visit: Visit, typed: bool) -> None:
    task = visit.task_id("I.18")
    with visit.store() as store:
        store.put_draft(visit.session, f"task:{task}:cause", "chữ cũ")
    async with half_read(visit, "checklist", page=True) as (app, pilot, held):
        if typed:
            await write(pilot, DOWN)
        held.let_go()
        await until(pilot, lambda: "Recovered 6 characters" in screen_text(app))
        await pilot.pause()
        assert app.focused is not None
        assert app.focused.id == ("tasks" if typed else "field-cause")
        await settled(app, pilot)
    # In a field that has the focus they are saved when the app is left; else they wait on.
    where = visit.drafts() if typed else {f"task:{task}:cause": visit.task("I.18")["cause"]}
    assert where == {f"task:{task}:cause": "chữ cũ"}


async def test_a_speaker_named_before_the_session_is_read_is_who_was_meant(visit: Visit) -> None:
    async with half_read(visit, "notes", page=True) as (app, pilot, held):
        people = len(visit.show()["participants"])
        made = app.screen.composer  # type: ignore[attr-defined]
        await write(pilot, f"@\t không ai{ENTER}")
        assert (focus_id(app), made.speaker.text) == ("composer-text", "")
        await settled(app, pilot)
        await write(pilot, f"@snv\tmột{ENTER}")
        await settled(app, pilot)
        await write(pilot, "hai @sn")
        assert app.state is not None
        assert not app.state.is_whole
        held.let_go()
        await until(pilot, lambda: app.state is not None and app.state.is_whole)
        await until(pilot, lambda: made.speaker.text == "Đại diện Sở Nội vụ")
        # What was offered meanwhile is offered anew.
        assert made.offers.offers[0].key == "Đại diện Sở Nội vụ"
        await write(pilot, f"v\t{ENTER}")
        await write(pilot, f"@Đại diện Sở Y tế mới{ENTER}ba{ENTER}")
        await settled(app, pilot)
    shown = visit.show()
    said = {note["text"]: note["speaker"] for note in shown["notes"]}
    assert said["@ không ai"] == "", "a name that nobody can know yet is words"
    assert said["một"] == said["hai"] == "Đại diện Sở Nội vụ"
    assert len(shown["participants"]) == people + 1, "only who is new joins"
    assert "snv" not in {person["name"] for person in shown["participants"]}
