"""Our colours are there from the first frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

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


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_fields_stand_out_from_the_ground_and_their_words_from_the_field(theme: Theme) -> None:
    ground, field, words = (Color.parse(c or "") for c in (theme.background, theme.surface, theme.foreground))
    assert sum(abs(a - b) for a, b in zip(ground.rgb, field.rgb, strict=True)) >= 18
    assert contrast(field, words) >= 7
    assert contrast(field, Color.parse(theme.variables["text-disabled"])) >= 4.5


def contrast(ground: Color, words: Color) -> float:
    """Return the contrast of two colours as WCAG 2 counts it."""

    def light(color: Color) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(ground), light(words)))
    return (bright + 0.05) / (dark + 0.05)
