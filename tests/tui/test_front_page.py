"""The first screen of a session is shown before the store is loaded; it says what the whole load says."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_tui.services import front_page, live
from inspect_tui.services.front_page import ROWS, keep_front_page, view_of_front_page
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import load_view
from inspect_tui.store.connection import connect_sqlite
from inspect_tui.store.first_read import FRONT, FirstRead, first_read
from inspect_tui.store.journal import Write
from inspect_tui.store.newest import Newest, changed_since, newest_entry
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
    assert "✗ overdue, open 3" in after


def test_the_page_has_what_the_models_have(visit: Visit) -> None:
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
    assert "overdue, open 3" not in before
    assert "✗ overdue, open 2" in after
    await keep_page(visit)
    again, _ = await first_and_whole(visit, (80, 24))
    assert "✗ overdue, open 2" in again


async def test_a_change_in_the_app_is_on_the_next_first_screen(visit: Visit) -> None:
    async with running(visit) as (app, pilot):
        await write(pilot, DOWN + ENTER + "d" + TAB + "1/6/2021" + ENTER)
        await settled(app, pilot)
        await write(pilot, F2 + CTRL_Q)
    before, after = await first_and_whole(visit, (80, 24))
    assert "✗ overdue, open 2" in before
    assert before == after


async def test_a_command_renews_the_page(visit: Visit) -> None:
    visit.record({"record": "task", "id": visit.task_id("I.16"), "verdict": "done", "completed_on": "2021-06-01"})
    before, after = await first_and_whole(visit, (80, 24))
    assert "✗ overdue, open 2" in before
    assert before == after


async def test_a_kill_leaves_no_stale_page(visit: Visit) -> None:
    pytest.importorskip("fcntl", reason="Windows has no pty")
    await keep_page(visit)
    with visit.in_terminal(columns=120, rows=36) as terminal:
        terminal.wait_for("copy 0:00")
        terminal.send(DOWN + ENTER + "d" + TAB + "1/6/2021" + ENTER)
        terminal.wait_until(lambda: visit.task("I.17")["completed_on"] == "2021-06-01", what="the change")
        terminal.kill9()
    assert read_first(visit).front is None
    before, after = await first_and_whole(visit, (80, 24))
    assert "overdue, open 3" not in before
    assert "✗ overdue, open 2" in after


class Readings:
    """Counts how often a front page had to be made from a session read again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        real = front_page.renew_front_page

        def noted(store: Any, session: str) -> None:
            self.count += 1
            real(store, session)

        monkeypatch.setattr(front_page, "renew_front_page", noted)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Readings:
    return Readings(monkeypatch)


class TestKeptFromAViewOfEarlier:
    """A view is read, then something happens, then its page is kept: the page is that of the journal as it is."""

    def is_true(self, visit: Visit) -> bool:
        first = read_first(visit)
        with visit.store() as store:
            whole = load_view(store, visit.session)
        shown = view_of_front_page(first)
        assert shown is not None
        return (
            shown[0].figures == whole.figures
            and shown[0].content.session == whole.content.session
            and all(shown[0].standing_of[task.id] == whole.standing_of[task.id] for task in shown[0].content.tasks)
        )

    def test_a_view_with_nothing_behind_it_is_taken_as_it_is(self, visit: Visit, readings: Readings) -> None:
        with visit.store() as store:
            view, _ = live.load(store, visit.session)
            keep_front_page(store, view)
        assert readings.count == 0
        assert self.is_true(visit)

    @pytest.mark.parametrize("values", [{"verdict": "done", "completed_on": "2021-06-01"}, {"content": "Việc khác"}])
    def test_a_view_that_lacks_a_change_is_not(
        self, visit: Visit, readings: Readings, values: dict[str, object]
    ) -> None:
        task = visit.task_id("I.16")
        with visit.store() as store:
            view, _ = live.load(store, visit.session)
            save(store, visit.session, "task", task, values)
            keep_front_page(store, view)
        assert readings.count == 1
        assert self.is_true(visit)

    @pytest.mark.parametrize("kind", ["session", "event", "task", "deleted"])
    def test_no_change_that_shows_is_overlooked(self, visit: Visit, readings: Readings, kind: str) -> None:
        task = visit.task_id("I.16")
        with visit.store() as store:
            view, _ = live.load(store, visit.session)
            match kind:
                case "session":
                    save(store, visit.session, "session", visit.session, {"as_of": "2021-12-31"})
                case "event":
                    save(store, visit.session, "event", None, {"task": task, "kind": "suspended", "on": "2021-07-01"})
                case "task":
                    save(store, visit.session, "task", None, {"content": "Việc mới", "deadline": "2021-01-01"})
                case _:
                    save(store, visit.session, "task", task, delete=True)
            keep_front_page(store, view)
        assert readings.count == 1
        assert self.is_true(visit)

    def test_a_view_that_followed_every_change_is_taken(self, visit: Visit, readings: Readings) -> None:
        task = visit.task_id("I.16")
        with visit.store() as store:
            view, _ = live.load(store, visit.session)
            for kind, one, values in (
                ("task", task, {"verdict": "done", "completed_on": "2021-06-01"}),
                ("note", None, {"text": "lời"}),
                ("event", None, {"task": task, "kind": "extended", "on": "2021-06-01", "until": "2021-09-01"}),
                ("session", visit.session, {"as_of": "2021-07-20"}),
            ):
                view = live.apply(view, live.save_and_read(store, visit.session, kind, one, values))
            keep_front_page(store, view)
        assert readings.count == 0
        assert self.is_true(visit)

    def test_a_view_of_which_nobody_knows_when_it_was_read(self, visit: Visit, readings: Readings) -> None:
        task = visit.task_id("I.16")
        with visit.store() as store:
            view = load_view(store, visit.session)
            save(store, visit.session, "task", task, {"verdict": "done", "completed_on": "2021-06-01"})
            keep_front_page(store, view)
        assert readings.count == 1
        assert self.is_true(visit)

    def test_a_view_of_another_copy_of_the_store(self, visit: Visit, readings: Readings) -> None:
        """A restored copy may have as many entries as there were, and others."""
        with visit.store() as store:
            view, _ = live.load(store, visit.session)
            assert view.newest is not None
            save(store, visit.session, "task", visit.task_id("I.16"), {"verdict": "done"})
            for newest in (Newest(view.newest.rowid, "0" * 64), Newest(view.newest.rowid + 9, view.newest.hash)):
                keep_front_page(store, view._replace(newest=newest))
                assert store.get_meta(FRONT + visit.session)
                store.database.execute_sql("DELETE FROM meta WHERE key = ?", (FRONT + visit.session,))
            assert readings.count == 2
            keep_front_page(store, view)
        assert self.is_true(visit)

    def test_many_changes_are_not_looked_at_one_by_one(self, visit: Visit, readings: Readings) -> None:
        with visit.store() as store:
            view, _ = live.load(store, visit.session)
            writes = [Write("note", f"n{place}", {"text": "lời"}, new=True) for place in range(201)]
            store.journal.write(visit.session, writes, person="Thư ký")
            assert view.newest is not None
            assert changed_since(store, visit.session, view.newest, most=200) is None
            assert len(changed_since(store, visit.session, view.newest, most=201) or ()) == 201
            keep_front_page(store, view)
        assert readings.count == 1
        assert self.is_true(visit)


class TestCostsNothing:
    def test_the_first_read_asks_nothing_of_the_journal(self, visit: Visit) -> None:
        with visit.store() as store:
            keep_front_page(store, live.load(store, visit.session)[0])
        connection = connect_sqlite(visit.db, "", read_only=True)
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        try:
            assert first_read(connection, visit.session).front is not None
        finally:
            connection.close()
        assert len(asked) >= 4
        assert not [sql for sql in asked if "entry" in sql]

    def test_whether_a_view_is_as_stored_is_asked_by_rowid(self, visit: Visit) -> None:
        with visit.store() as store:
            connection = store.database.connection()
            asked: list[str] = []
            connection.set_trace_callback(asked.append)
            newest = newest_entry(store)
            assert newest is not None
            assert changed_since(store, visit.session, newest, most=1) == []
            connection.set_trace_callback(None)
            plans = [row[3] for sql in asked for row in connection.execute("EXPLAIN QUERY PLAN " + sql)]
        ways = [plan for plan in plans if "entry" in plan]
        assert [way for way in ways if "INTEGER PRIMARY KEY" not in way] == ["SCAN entry"], (
            "the newest: from the end, one"
        )
        assert sorted(way for way in ways if "INTEGER PRIMARY KEY" in way) == [
            "SEARCH entry USING INTEGER PRIMARY KEY (rowid=?)", "SEARCH entry USING INTEGER PRIMARY KEY (rowid>?)",
        ]  # fmt: skip
