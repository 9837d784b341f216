"""Write unsaved words to a file: for when the store takes nothing and the words have to be carried out of the app."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.tui.own_thread import on_own_thread
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.unsaved import file_to_offer, write_new_file
from inspect_tui.tui.widgets.text_line import TextLine


class WriteUnsavedScreen(Overlay[None]):
    """Asks for a path and writes there, with no store."""

    DEFAULT_CSS = """
    WriteUnsavedScreen {
        & #unsaved-title { text-style: bold; color: $text-accent; }
        & #unsaved-path { margin: 1 0; }
        & #unsaved-said { height: auto; }
    }
    """

    def __init__(self, text: str) -> None:
        """Make the panel.

        Args:
            text: the words to write.
        """
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out path and warning."""
        t = self.inspect.t
        with Vertical(id="box"):
            yield Static(t("Write unsaved words to a file"), id="unsaved-title", markup=False)
            yield TextLine(id="unsaved-path", placeholder=t("path of the file; Enter writes it"))
            yield Static(
                t("The file is in clear: whoever has it can read it. Enter writes, Esc gives up."),
                id="unsaved-said", markup=False,
            )  # fmt: skip

    def on_mount(self) -> None:
        """Begin in the path."""
        field = self.query_one("#unsaved-path", TextLine)
        field.text = str(file_to_offer(datetime.now()))
        field.focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """A path is nothing to keep."""
        event.stop()

    @patient
    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Write the file."""
        event.stop()
        path = event.text.strip().strip("'\"")
        if not path:
            return
        app = self.inspect
        try:
            file = await on_own_thread(
                partial(write_new_file, Path(os.path.expanduser(path)), self._text), name="unsaved words"
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            words = app.t("{path} cannot be written: {reason}", path=path, reason=reason)
            self.query_one("#unsaved-said", Static).update(Content("⚠ " + words))
            return
        app.tell(app.t("Written to {path}", path=file), seconds=10)
        self.action_close()
