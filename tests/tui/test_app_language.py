"""The language is changed while the app runs: nothing typed is lost, one stays where one was, and it is remembered."""

from __future__ import annotations

import json

from inspect_tui.services.looks import Looks, read_looks
from inspect_tui.tui.themes import THEMES
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine
from tui.app_driver import (
    CTRL_F,
    CTRL_P,
    DOWN,
    ENTER,
    F2,
    F3,
    F4,
    TAB,
    Visit,
    rows,
    running,
    screen_text,
    until,
    write,
)


async def test_words_focus_and_cursor_stay(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        await write(pilot, "Đang nói dở")
        await until(pilot, lambda: app.screen.query_one("#composer-text", TextEditor).text == "Đang nói dở")
        await app.run_action("app.speak('vi')")
        await until(pilot, lambda: "CÓ MẶT" in screen_text(app))
        field = app.screen.query_one("#composer-text", TextEditor)
        await until(pilot, lambda: field.text == "Đang nói dở" and field.has_focus)
        await write(pilot, " thì đổi" + ENTER)
        await until(pilot, lambda: visit.show()["notes"][-1]["text"] == "Đang nói dở thì đổi")

        await write(pilot, F2 + DOWN * 3 + CTRL_F + "cải cách")
        await until(pilot, lambda: app.screen.query_one("#filter", TextLine).text == "cải cách")
        await app.run_action("app.speak('en')")
        await until(pilot, lambda: "Filter:" in screen_text(app))
        await until(pilot, lambda: app.screen.query_one("#filter", TextLine).has_focus)
        assert app.screen.query_one("#filter", TextLine).text == "cải cách"
        await until(pilot, lambda: len([row for row in rows(app, "#tasks").rows if row.selectable]) == 1)

        await write(pilot, F4 + DOWN + ENTER + TAB)
        await until(pilot, lambda: app.focused is not None and (app.focused.id or "").startswith("conclusion-"))
        here, key = app.focused.id if app.focused is not None else "", rows(app, "#conclusions").cursor_key
        await app.run_action("app.speak('vi')")
        await until(pilot, lambda: "KIẾN NGHỊ" in screen_text(app).upper())
        await until(pilot, lambda: app.focused is not None and app.focused.id == here)
        assert rows(app, "#conclusions").cursor_key == key
        await until(pilot, lambda: read_looks(visit.setup.home)[:2] == ("vi", ""))
        await write(pilot, F3)
        await until(pilot, lambda: "CÓ MẶT" in screen_text(app))


async def test_from_the_palette_and_the_colours_too(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await write(pilot, CTRL_P + "tieng viet")
        await until(pilot, lambda: len(rows(app, "#commands").rows) == 1)
        await write(pilot, ENTER)
        await until(pilot, lambda: "Sổ tay kiểm tra" in screen_text(app))
        await write(pilot, CTRL_P + "doi mau")
        await until(pilot, lambda: len(rows(app, "#commands").rows) == 1)
        await write(pilot, ENTER)
        await until(pilot, lambda: read_looks(visit.setup.home)[:2] == ("vi", THEMES[1].name))


def test_a_file_that_says_nothing_keeps_nobody_from_the_work(visit: Visit) -> None:
    home = visit.setup.home
    for words in (b"", b"[]", b'{"language": 5, "theme": {}}', b"\xff\xfe", json.dumps({"language": "xx"}).encode()):
        (home.path / "looks.json").write_bytes(words)
        assert read_looks(home) == Looks()
