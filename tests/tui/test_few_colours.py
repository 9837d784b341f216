"""Terminals of sixteen colours or of none: cursor and focus are seen there, and no other colour is sent."""

from __future__ import annotations

import re
from typing import Any

import pytest

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.themes import PLAIN
from tui.app_driver import CTRL_Q, TAB, Visit, running, settled, write
from tui.monkey import PLACES, go_to


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
        for name in PLACES:
            await go_to(app, visit, name)
            await settled(app, pilot)
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
