"""A text that gets shorter while the cursor stands far down in it."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from inspect_tui.tui.widgets.text_editor import TextEditor


class Field(App[None]):
    """An app with one field."""

    def __init__(self, field: Widget) -> None:
        super().__init__()
        self.field = field

    def compose(self) -> ComposeResult:
        yield self.field

    def on_mount(self) -> None:
        self.field.focus()


LINES = "\n".join(f"dòng {n}" for n in range(20))


@pytest.mark.parametrize("how", ["undo", "type over", "delete"])
async def test_a_text_that_shrinks_with_the_cursor_far_down(how: str) -> None:
    editor = TextEditor(max_height=4)
    async with Field(editor).run_test(size=(30, 10)) as pilot:
        pilot.app.post_message(events.Paste(LINES))
        await pilot.pause()
        assert editor.document.line_count == 20
        if how == "undo":
            await pilot.press("ctrl+z")
        else:
            await pilot.press("ctrl+shift+a", "x" if how == "type over" else "delete")
        await pilot.pause()
        assert editor.text == ("x" if how == "type over" else "")
        assert pilot.app.is_running


async def test_a_stock_editor_fails_where_undo_shortens_its_text() -> None:
    """When this fails, upstream has repaired it and ``EditorBase._watch_show_vertical_scrollbar`` may go."""
    stock = TextArea(compact=True)
    stock.styles.height, stock.styles.max_height = "auto", 4
    with pytest.raises(ValueError, match="out of bounds"):
        await _undo_a_paste(stock)


async def _undo_a_paste(editor: TextArea) -> None:
    async with Field(editor).run_test(size=(30, 10)) as pilot:
        pilot.app.post_message(events.Paste(LINES))
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
