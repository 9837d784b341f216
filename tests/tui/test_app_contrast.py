"""Everything that is said can be read: in each theme, without colours, and in the sixteen of an old terminal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.pilot import Pilot

from contrast import Faint, faint_words
from inspect_tui.tui.all_commands import SCREEN_WORDS
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.themes import PLAIN, THEMES
from tui.app_driver import CTRL_P, CTRL_Q, ESC, F1, TAB, Visit, running, until, write


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


async def test_words_of_every_screen_stand_out_in_every_theme(visit: Visit) -> None:
    faint: dict[tuple[str, str], list[Faint]] = {}
    async with running(visit, "checklist", size=(120, 36), lang="vi") as (app, pilot):
        for theme in (one.name for one in THEMES if not one.ansi):
            app.theme = theme
            for name in SCREEN_WORDS:
                await go_to(app, pilot, name)
                faint[theme, name] = list(faint_words(app))
            await app.action_tour()
            app.tell("x", warning=True)
            await pilot.pause()
            faint[theme, "tour"] = list(faint_words(app))
            for keys in (F1, CTRL_P):
                await write(pilot, keys)
                # What stands behind a panel is dimmed on purpose.
                faint[theme, keys] = list(faint_words(app, app.screen.query_one("#box").region))
                await write(pilot, ESC)
    assert not {place: found for place, found in faint.items() if found}


def shapes(app: InspectApp) -> list[tuple[str, bool, bool, bool]]:
    """Return the cells of the screen by all but their colours: character, bold, underlined, reversed."""
    cells = []
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            look = (bool(style and style.bold), bool(style and style.underline), bool(style and style.reverse))
            cells += [(character, *look) for character in text]
    return cells


async def test_cursor_and_focus_are_seen_without_colours(visit: Visit) -> None:
    moves, unseen = 0, []
    async with running(visit, "checklist", size=(120, 36), lang="vi") as (app, pilot):
        app.theme = PLAIN.name
        for name in SCREEN_WORDS:
            await go_to(app, pilot, name)
            before, first = shapes(app), app.focused
            for _ in range(4):
                was = app.focused
                await write(pilot, TAB)
                await pilot.pause()
                now = shapes(app)
                if app.focused is not was:
                    moves += 1
                    if now == before:
                        unseen.append((name, was, app.focused))
                before = now
                if app.focused is first:
                    break
    assert moves > 20
    assert not unseen


def colours_of(output: bytes) -> set[str]:
    """Return the parameters of all that sets a colour in a terminal."""
    found: set[str] = set()
    for sequence in re.findall(rb"\x1b\[([\d;]*)m", output):
        text = re.sub(r"(?<!\d)([345]8);(?:5;\d+|2;\d+;\d+;\d+)", r"\1", sequence.decode())
        found |= {part for part in text.split(";") if re.fullmatch(r"[349][0-8]|10[0-7]", part)}
    return found


@pytest.mark.parametrize(
    ("env", "some"), [({"NO_COLOR": "1"}, False), ({"TERM": "linux", "COLORTERM": ""}, True)], ids=["none", "sixteen"]
)
def test_a_terminal_of_few_colours(visit: Visit, env: dict[str, Any], some: bool) -> None:
    with visit.in_terminal("checklist", **env) as terminal:
        terminal.wait_for("I.16")
        terminal.wait_for("● saved")
        row = next(line for line in terminal.screen_text().splitlines() if "I.16" in line)
        assert "▸" in row
        assert "✗" in row
        colours = colours_of(bytes(terminal.output))
        # 38 and 48 are of more than sixteen colours.
        assert not colours & {"38", "48"}
        assert bool(colours) is some
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
