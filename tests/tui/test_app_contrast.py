"""Everything that is said can be read: in each theme, without colours, and in the sixteen of an old terminal."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from contrast import Faint, faint_words
from inspect_tui.tui.all_commands import SCREEN_WORDS
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.themes import THEMES
from tui.app_driver import CTRL_P, ESC, F1, Visit, running, until, write


async def go_to(app: InspectApp, pilot: Pilot[Any], name: str) -> None:
    """Show a screen, whichever way leads there."""
    if name in ("sessions", "leaving"):
        await app.action_home()
        if name == "leaving":
            app.action_leaving()
            await until(pilot, lambda: getattr(app.screen, "is_done", False), "all to be looked at")
    else:
        app.action_show("checklist" if name == "wall" else name)
        await pilot.pause()
        if name == "wall":
            app.action_wall()
    await pilot.pause()
    await until(pilot, lambda: type(app.screen).__name__ == f"{name.capitalize()}Screen", name)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_words_of_every_screen_stand_out(visit: Visit, theme: str) -> None:
    faint: dict[str, list[Faint]] = {}
    async with running(visit, "checklist", size=(120, 36), lang="vi") as (app, pilot):
        app.theme = theme
        for name in SCREEN_WORDS:
            await go_to(app, pilot, name)
            faint[name] = list(faint_words(app))
        await app.action_tour()
        app.tell("x", warning=True)
        await pilot.pause()
        faint["tour"] = list(faint_words(app))
        for keys in (F1, CTRL_P):
            await write(pilot, keys)
            # What stands behind a panel is dimmed on purpose.
            faint[keys] = list(faint_words(app, app.screen.query_one("#box").region))
            await write(pilot, ESC)
    assert not {name: found for name, found in faint.items() if found}
