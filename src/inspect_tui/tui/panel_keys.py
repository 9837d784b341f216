"""The checklist's keys that open something in the panel of the task at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

    from inspect_tui.tui.screens.checklist import ChecklistScreen
    from inspect_tui.tui.screens.frame import SessionScreen

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object

PANEL_COMMANDS: Final = (
    Command("evidence", "ctrl+e", "^E", N_("evidence"), N_("Keep a file as evidence with this task"), "evidence", 6),
    Command(
        "event", "ctrl+d", "^D", N_("extension"),
        N_("Record that this task was extended, suspended, resumed, withdrawn or transferred"), "event", 6,
    ),
)  # fmt: skip


class PanelKeys(_MixedInScreen):
    """The part of the checklist's screen that opens something in the panel and comes back from there."""

    _came_from: Widget | None = None

    async def action_evidence(self) -> None:
        """Ask for a file of the task at hand."""
        self._go_to_panel()
        await cast("ChecklistScreen", self).detail.ask("evidence")

    async def action_event(self) -> None:
        """Ask what moved the task at hand."""
        self._go_to_panel()
        await cast("ChecklistScreen", self).detail.ask("event")

    def _go_to_panel(self) -> None:
        screen = cast("ChecklistScreen", self)
        if screen.detail.task_id is not None:
            self._came_from = self.focused
            screen.add_class("-detail")

    def on_task_beside_beside_closed(self, event: Message) -> None:
        """Go back to where the key was pressed."""
        event.stop()
        screen, came_from = cast("ChecklistScreen", self), self._came_from
        if came_from is None or came_from is screen.listing or not came_from.display or not came_from.is_attached:
            screen.action_back()
        else:
            came_from.focus()
