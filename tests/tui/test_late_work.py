"""Work that ends after its screen or its task has gone: it ends nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.worker import WorkerFailed

from inspect_tui.tui.screens.leaving import LeavingScreen
from inspect_tui.tui.widgets.task_rows import TaskDrawing, TaskRow
from tui.app_driver import Visit, running, settled, until


async def test_work_of_a_screen_that_is_on_its_way_out_may_find_nothing(visit: Visit) -> None:
    late: list[bool] = []

    async def look_late(screen: LeavingScreen) -> None:
        while screen.children:
            await asyncio.sleep(0)
        late.append(True)
        _ = screen.listing

    async with running(visit, listed=True) as (app, pilot):
        await app.run_action("app.leaving")
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, LeavingScreen)
        screen.run_worker(look_late(screen))
        app.pop_screen()
        await settled(app, pilot)
        assert late == [True]
        assert app.is_running


async def test_what_is_looked_for_on_a_screen_that_has_gone_ends_nothing(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await app.run_action("app.leaving")
        await settled(app, pilot)
        screen = app.screen
        app.pop_screen()
        await until(pilot, lambda: not screen.is_running)
        # As messages and timers do that were still at it.
        with pytest.raises(NoMatches) as one:
            screen.query_one("#nowhere")
        app._handle_exception(one.value)
        with pytest.raises(NoMatches) as first:
            screen.query("#nowhere").first()
        app._handle_exception(first.value)
        await settled(app, pilot)
        assert app.is_running


async def test_work_of_a_screen_that_stands_is_held_to_what_it_looks_for(visit: Visit) -> None:
    async def look_nowhere(screen: Screen[Any]) -> None:
        screen.query_one("#nowhere")

    async def go_on() -> None:
        async with running(visit) as (app, pilot):
            app.screen.run_worker(look_nowhere(app.screen))
            await settled(app, pilot)

    with pytest.raises(WorkerFailed, match="nowhere") as found:
        await go_on()
    assert isinstance(found.value.error, NoMatches)


async def test_a_task_that_was_taken_back_is_an_empty_line_until_the_filter_is_done(visit: Visit) -> None:
    async with running(visit) as (app, _):
        assert app.state is not None
        task = app.state.content.tasks[0]
        drawing = TaskDrawing(app)
        assert str(drawing.draw(TaskRow(task.id, True, task), 60)[0]).strip()
        assert [str(line) for line in drawing.draw(TaskRow("gone", True, task._replace(id="gone")), 60)] == [""]
