"""A panel over the screen that takes the keys until Esc: help, palette, receiving. Never opened by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.binding import Binding
from textual.screen import ModalScreen

from inspect_tui.tui.commands import APP_COMMANDS

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

T = TypeVar("T")


class Overlay(ModalScreen[T], inherit_bindings=False):
    """Base of the panels: a box in the middle, Esc closes it."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "close", show=False, id="close"),
        Binding("tab", "app.focus_next", show=False, id="next-part"),
        Binding("shift+tab", "app.focus_previous", show=False, id="previous-part"),
        Binding("ctrl+c", "app.copy_selection", show=False, id="copy"),
        # A panel keeps no key from the app: F-keys go where they always go, and the panel with them.
        *(Binding(c.key, f"app.{c.action}", show=False, id=c.id) for c in APP_COMMANDS),
    ]

    DEFAULT_CSS = """
    Overlay {
        align: center middle;
        background: $background 60%;
        & #box {
            width: 90%; max-width: 96; height: auto; max-height: 90%;
            background: $surface; border: round $accent; padding: 0 1; scrollbar-size-vertical: 1;
        }
    }
    """

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def action_close(self) -> None:
        """Close the panel with nothing chosen."""
        # A key may arrive late, or long work end, when the panel has gone already.
        if self.is_current:
            self.dismiss(None)
