"""The lock: nothing of the work is seen until the passphrase is typed; the work stays where it was."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

PATIENCE = 3
"""Wrong tries before each further one has to wait."""
WAIT = 5.0
"""Seconds that it waits."""


class LockedScreen(ModalScreen[None], inherit_bindings=False):
    """One field over an empty screen; no key but Ctrl+Q goes past it."""

    AUTO_FOCUS = "#locked-field"
    BINDINGS = [Binding("ctrl+q", "app.leave", show=False), Binding("ctrl+r", "reveal", show=False)]
    DEFAULT_CSS = """
    LockedScreen {
        align: center middle;
        background: $background;
        & #locked {
            width: 90%; max-width: 60; height: auto; padding: 1 2; background: $surface; border: round $accent;
        }
        & #locked-title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        & Horizontal { height: 1; }
        & #locked-label { width: 14; color: $text-muted; }
        & #locked-field { width: 1fr; background: $panel; }
        & #locked-keys { color: $text-muted; }
        & #locked-said { color: $text-warning; margin: 1 0 0 0; }
    }
    """

    def __init__(self) -> None:
        """Lock; nobody has tried yet."""
        super().__init__()
        self._wrong = 0
        self._not_before = 0.0

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        t = self.inspect.t
        with Vertical(id="locked"):
            yield Static(t("Locked. Everything is saved."), id="locked-title", markup=False)
            with Horizontal():
                yield Static(t("Passphrase"), id="locked-label", markup=False)
                yield TextLine(password=True, take_on_submit=True, id="locked-field")
            yield Static("", id="locked-said", markup=False)
            yield Static(
                t("Enter opens · Ctrl+R shows it · forgotten? Ctrl+Q, then start again with the recovery key"),
                id="locked-keys", markup=False,
            )  # fmt: skip

    def action_reveal(self) -> None:
        """Show what is typed, or dots again."""
        field = self.query_one("#locked-field", TextLine)
        field.password = not field.password

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Nothing is kept of what is typed here."""
        event.stop()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is saved of it either."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Open where the passphrase is right."""
        event.stop()
        said = self.query_one("#locked-said", Static)
        if time.monotonic() < self._not_before:
            said.update(self.inspect.t("Wait a few seconds before the next try."))
            return
        if self.inspect.guard.unlocks(event.text):
            self.inspect.guard.unlocked()
            self.dismiss(None)
            return
        self._wrong += 1
        if self._wrong >= PATIENCE:
            self._not_before = time.monotonic() + WAIT
        said.update(self.inspect.t("This is not the passphrase."))
