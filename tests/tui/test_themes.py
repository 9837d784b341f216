"""Our colours are there from the first frame."""

from __future__ import annotations

from pathlib import Path

from inspect_tui.locale import Catalog
from inspect_tui.services.demo import prepare_visit
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.run import open_first
from inspect_tui.tui.themes import THEME_WORDS, THEMES
from tui.app_driver import screen_text, until


async def test_the_app_begins_in_its_own_colours_and_can_change_them(tmp_path: Path) -> None:
    setup, session = prepare_visit(tmp_path, Catalog("vi"))
    first, gateway = open_first(setup, session)
    app = InspectApp(setup, gateway, first=first)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause()
            assert app.screen.styles.background.hex.lower() == THEMES[0].background
            for theme in (*THEMES[1:], THEMES[0]):
                app.action_next_theme()
                await until(pilot, lambda: app.theme == theme.name)  # noqa: B023
                await until(pilot, lambda: app.catalog.t(THEME_WORDS[theme.name]) in screen_text(app))  # noqa: B023
                assert app.screen.styles.background.hex.lower() == theme.background
    finally:
        gateway.close()
