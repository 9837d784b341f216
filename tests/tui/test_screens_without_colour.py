"""Every screen in every theme: words stand out from what is behind them, and nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI
from textual.color import Color

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.themes import THEMES
from tui.app_driver import CTRL_P, DOWN, ENTER, F1, Visit, rows, running, screen_text, settled, until, write
from tui.monkey import PLACES, go_to

LEAST = 4.5
"""Contrast of words, by WCAG 2 for text; lines and shades that say nothing may have less."""
DRAWN = frozenset("─│▏▎▌▐▊▔▁▂▃▄▅▆▇█░▒▓╭╮╰╯━┃▕▀▖▗▘▝ ━╸╺ ")


def colour(one: RichColor | None, default: Color) -> Color:
    if one is None or one.is_default:
        return default
    return Color(*one.get_truecolor(DIMMED_MONOKAI))


def luminance(one: Color) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in one.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_of(one: Color, other: Color) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def weak_words(app: InspectApp) -> list[tuple[float, str]]:
    """Return the words of the screen that stand out too little, with their contrast."""
    found = []
    back = app.screen.styles.background
    strips = app.screen._compositor.render_strips()
    if boxes := app.screen.query("#box"):
        # What a panel stands over is dimmed on purpose.
        box = boxes.first().region
        strips = [strip.crop(box.x, box.right) for strip in strips[box.y : box.bottom]]
    for strip in strips:
        for segment in strip:
            style: Style = segment.style or Style()
            words = "".join(c for c in segment.text if c not in DRAWN).strip()
            if not words:
                continue
            fore, behind = colour(style.color, Color(255, 255, 255)), colour(style.bgcolor, back)
            if style.reverse:
                fore, behind = behind, fore
            contrast = contrast_of(fore, behind)
            if style.dim:
                contrast *= 0.7
            if contrast < LEAST:
                found.append((round(contrast, 2), segment.text))
    return found


async def shown_in_turn(app: InspectApp, pilot: Any, visit: Visit) -> AsyncIterator[str]:
    for place in PLACES:
        await go_to(app, visit, place)
        await settled(app, pilot)
        yield place
    for name, key in (("help", F1), ("palette", CTRL_P)):
        await go_to(app, visit, "checklist")
        await write(pilot, key)
        await pilot.pause()
        yield name


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES if not theme.ansi])
async def test_words_stand_out_on_every_screen(visit: Visit, theme: str) -> None:
    async with running(visit, size=(120, 36), lang="vi") as (app, pilot):
        app.theme = theme
        weak: dict[str, list[tuple[float, str]]] = {}
        async for place in shown_in_turn(app, pilot, visit):
            if found := weak_words(app):
                weak[place] = found[:6]
        assert not weak


async def test_the_cursor_and_the_focus_are_seen_without_colour(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(visit, size=(120, 36)) as (app, pilot):
        assert app.no_color
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                for one in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if one is not None and not one.is_default:
                        assert len(set(one.get_truecolor(DIMMED_MONOKAI))) == 1, "a shade of grey"
        await write(pilot, DOWN)
        await until(pilot, lambda: "▸  I.17" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "field-verdict")
        assert rows(app, "#tasks").cursor_key == visit.task_id("I.17")
