"""The first screen of a session is shown before the store is loaded; it says what the whole load says."""

from __future__ import annotations

import pytest

from inspect_tui.services.front_page import ROWS, view_of_front_page
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import load_view
from inspect_tui.store.connection import connect_sqlite
from inspect_tui.store.first_read import FirstRead, first_read
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from tui.app_driver import CTRL_Q, DOWN, ENTER, F2, TAB, Visit, running, screen_text, settled, until, write


def read_first(visit: Visit) -> FirstRead:
    connection = connect_sqlite(visit.db, "", read_only=True)
    try:
        return first_read(connection, visit.session)
    finally:
        connection.close()


async def first_and_whole(visit: Visit, size: tuple[int, int]) -> tuple[str, str]:
    """Return the screen as first painted, with the store's thread held back, and as it is in the end."""
    first, gateway = open_first(visit.setup, visit.session)
    app = InspectApp(visit.setup, gateway, first=first)
    load = app._read_whole

    async def later() -> None:
        """Stand in for the load, until the test asks for it."""

    app._read_whole = later  # type: ignore[method-assign]
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.focused is not None)
            await until(pilot, lambda: visit.home.exists() and "Filter:" in screen_text(app))
            before = screen_text(app)
            await load()
            assert app.state is not None
            assert app.state.is_whole
            for _ in range(3):
                await pilot.pause()
            return before, screen_text(app)
    finally:
        gateway.close()


def change(visit: Visit, kind: str, record_id: str | None, values: dict[str, str]) -> None:
    """Change something and leave the front page as it is, as a kill right behind the change does."""
    with visit.store() as store:
        save(store, visit.session, kind, record_id, values)


async def keep_page(visit: Visit) -> None:
    """Let the app read the session whole once."""
    async with running(visit) as (app, pilot):
        await settled(app, pilot)


@pytest.mark.parametrize("size", [(80, 24), (99, 30)])
async def test_the_first_screen_of_a_second_start_is_the_whole_one(visit: Visit, size: tuple[int, int]) -> None:
    await keep_page(visit)
    assert read_first(visit).front is not None
    before, after = await first_and_whole(visit, size)
    assert "I.16" in before
    assert before == after


async def test_the_list_of_a_wide_window_is_the_whole_one(visit: Visit) -> None:
    await keep_page(visit)
    before, after = await first_and_whole(visit, (140, 40))
    assert [line[:83].rstrip() for line in before.splitlines()] == [line[:83].rstrip() for line in after.splitlines()]


async def test_a_first_start_without_a_front_page_claims_nothing(visit: Visit) -> None:
    change(visit, "note", None, {"text": "sau trang đầu"})
    assert read_first(visit).front is None
    before, after = await first_and_whole(visit, (80, 24))
    assert "Ban Dân tộc tỉnh" in before
    assert "No task" not in before
    assert "overdue" not in before
    assert "✗ overdue 3" in after


def test_the_page_has_what_the_models_have(visit: Visit) -> None:
    from inspect_tui.services.front_page import keep_front_page

    with visit.store() as store:
        whole = load_view(store, visit.session)
        keep_front_page(store, whole)
        drafts = store.drafts(visit.session)
    first = read_first(visit)
    shown = view_of_front_page(first)
    assert shown is not None
    view, labels = shown
    assert view.content.session == whole.content.session
    assert first.drafts == drafts
    assert view.figures == whole.figures
    by_id = {task.id: task for task in whole.content.tasks}
    assert len(view.content.tasks) == min(ROWS, len(by_id)) == len(labels)
    for task in view.content.tasks:
        assert task == by_id[task.id]
        assert view.standing_of[task.id] == whole.standing_of[task.id]


async def test_a_page_from_before_a_change_is_not_used(visit: Visit) -> None:
    await keep_page(visit)
    task = visit.task_id("I.16")
    change(visit, "task", task, {"verdict": "done", "completed_on": "2021-06-01"})
    assert read_first(visit).front is None
    before, after = await first_and_whole(visit, (80, 24))
    assert "overdue 3" not in before
    assert "✗ overdue 2" in after
    await keep_page(visit)
    again, _ = await first_and_whole(visit, (80, 24))
    assert "✗ overdue 2" in again


async def test_a_change_in_the_app_is_on_the_next_first_screen(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, DOWN + ENTER + "d" + TAB + "1/6/2021" + ENTER)
        await settled(app, pilot)
        await write(pilot, F2 + CTRL_Q)
    before, after = await first_and_whole(visit, (80, 24))
    assert "✗ overdue 2" in before
    assert before == after


async def test_a_command_renews_the_page(visit: Visit) -> None:
    visit.record({"record": "task", "id": visit.task_id("I.16"), "verdict": "done", "completed_on": "2021-06-01"})
    before, after = await first_and_whole(visit, (80, 24))
    assert "✗ overdue 2" in before
    assert before == after


async def test_a_kill_leaves_no_stale_page(visit: Visit) -> None:
    pytest.importorskip("fcntl", reason="Windows has no pty")
    await keep_page(visit)
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send("mới" + ENTER)
        terminal.wait_until(lambda: visit.show()["notes"][-1]["text"] == "mới", what="the note")
        terminal.kill9()
    assert read_first(visit).front is None
