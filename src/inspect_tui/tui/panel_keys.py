"""The checklist's keys that open something in the panel of the task at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command

if TYPE_CHECKING:
    from inspect_tui.tui.screens.checklist import ChecklistScreen
    from inspect_tui.tui.screens.frame import FootKeys, SessionScreen
    from inspect_tui.tui.widgets.task_beside import TaskBeside

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

FORM_KEYS: Final[FootKeys] = {
    "event-form": (("Enter", N_("record")), ("Tab", N_("next field")), ("← →", N_("choice")), ("Esc", N_("close"))),
    "evidence-line": (("Enter", N_("take in")), ("Tab", N_("completes")), ("Esc", N_("close"))),
    "tie-notes": (("Space", N_("tie or let go")), ("Esc", N_("close"))),
    "several": (("Enter", N_("write")), ("Tab", N_("next field")), ("← →", N_("choice")), ("Esc", N_("back"))),
}
"""The foot line while one of the forms in the panel has the focus."""


class PanelKeys(_MixedInScreen):
    """The part of the checklist's screen that opens something in the panel and comes back from there."""

    async def action_evidence(self) -> None:
        """Ask for a file of the task at hand."""
        await self._ask("evidence")

    async def action_event(self) -> None:
        """Ask what moved the task at hand."""
        await self._ask("event")

    async def _ask(self, what: str) -> None:
        screen, came_from = cast("ChecklistScreen", self), self.focused
        if screen.detail.task_id is not None:
            screen.add_class("-detail")
            await screen.detail.ask(what, came_from)

    def recover_event(self) -> None:
        """Show the form of an event that was typed in last time and never recorded."""
        screen = cast("ChecklistScreen", self)
        events = {event.id: event.task for event in screen.state.content.events}
        for name in screen.inspect.drafts.names("event:"):
            record_id = name.split(":")[1]
            task = events.get(record_id) or record_id.removeprefix("new.")
            if task in screen.state.tasks and screen.listing.has_focus:
                screen.show_record(task)
                ask = partial(screen.detail.ask, "event", screen.listing, record_id)
                self.run_worker(ask, group="recover-event")  # type: ignore[arg-type]
                return

    def on_task_beside_beside_closed(self, event: TaskBeside.BesideClosed) -> None:
        """Go back to where the key was pressed."""
        event.stop()
        screen, back = cast("ChecklistScreen", self), event.came_from
        if back is None or back is screen.listing or not back.is_attached or not back.display:
            screen.action_back()
        else:
            back.focus()
