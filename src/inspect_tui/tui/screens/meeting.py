"""The meeting (Ctrl+O): the head of the session, and who is there. A session made for the wrong agency is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.attendance import Attendance
from inspect_tui.tui.widgets.head_form import HeadForm
from inspect_tui.tui.widgets.key_bar import KeyBar, KeyHint

if TYPE_CHECKING:
    from inspect_tui.domain.undoing import Key

LIST = "sessions"
"""What the list of sessions is called where one came from."""


class MeetingScreen(SessionScreen):
    """The head on the left, attendance on the right; below each other where it is narrow."""

    OWN_KEY = "meeting"
    IS_ASIDE = True
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("people", "f7", "F7", N_("attendance"), N_("Go to attendance, and back to the fields"), "people", 0),
        Command("add-person", "ctrl+n", "^N", N_("add"), N_("Add somebody to the side at the cursor"), "add", 0),
        Command("present", "space", "Space", N_("present"), N_("Present or not; in attendance"), "present", 0),
        Command("remove", "delete", "Del", N_("delete"), N_("Take out who is at the cursor; in attendance"),
                "remove", 0),
        Command("up", "alt+up", "", N_("up"), N_("Move up, at last into the side above; in attendance"),
                "move(-1)", 9),
        Command("down", "alt+down", "", N_("down"), N_("Move down, at last into the side below; in attendance"),
                "move(1)", 9),
        *UNDO_COMMANDS,
        Command("back", "escape", "Esc", N_("back"), N_("Close the line, then back to where one came from"), "back", 0),
    )  # fmt: skip
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "Which visit this is and who is there. What is corrected here stands at once on every screen, in papers "
            "and in the session file; Ctrl+Z takes it back.\n"
            "A session made for the wrong agency gets the right name here; tasks, notes and conclusions stay. Where "
            "requests bear the old name, a line under the agency asks whether they go along.\n"
            "Another cut-off date counts all figures again. Times are typed as 8:30 or 8h30."
        ),
        "attendance": N_(
            "Who is there, by side. Ctrl+N adds to the side at the cursor: name, role; → takes a name of an earlier "
            "meeting. Several lines that are pasted are several people.\n"
            "Enter changes, Space says whether somebody is there, Delete takes out, Alt+↑ and Alt+↓ move, at the end "
            "of a side into the next one."
        ),
    }

    DEFAULT_CSS = """
    MeetingScreen {
        & #meeting-panels { padding: 1 0 0 0; }
        & HeadForm { width: 1fr; }
        & Attendance { width: 1fr; border-left: vkey $panel; }
        &.-narrow #meeting-panels { layout: vertical; padding: 0; }
        &.-narrow HeadForm { height: 1fr; padding: 0 1; }
        &.-narrow #head-note { margin: 0; }
        &.-narrow #head-note.-calm { display: none; }
        &.-narrow Attendance { height: 8; width: 1fr; border-left: none; border-top: solid $panel; }
        &.-narrow.-people HeadForm { height: 4; }
        &.-narrow.-people Attendance { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        """Make the screen; Esc leads to the checklist unless one came from elsewhere."""
        super().__init__()
        self._came_from = "checklist"

    def compose_work(self) -> ComposeResult:
        """Yield form and list."""
        with Horizontal(id="meeting-panels"):
            yield HeadForm(id="head")
            yield Attendance(id="attendance")

    @property
    def form(self) -> HeadForm:
        """The head of the session."""
        return self.query_one(HeadForm)

    @property
    def attendance(self) -> Attendance:
        """Who is there."""
        return self.query_one(Attendance)

    def hints(self) -> list[KeyHint]:
        """Return the foot line; keys of the list stand there while one is in it."""
        away = () if self.has_class("-people") else ("Space", "Del")
        return [hint for hint in super().hints() if hint.key not in away]

    def came_from(self, name: str) -> None:
        """Take the name of the screen that Esc leads back to."""
        if name not in ("", self.OWN_KEY):
            self._came_from = name

    def fill(self) -> None:
        """Show the session as it is now."""
        self._show(keep_fields=False)

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change; a field that is being typed in stays as it is."""
        if kind in ("session", "participant", "all"):
            self._show(keep_fields=kind != "all")

    def _show(self, *, keep_fields: bool) -> None:
        if self.state.is_whole:
            self.form.show(keep_fields=keep_fields)
            self.attendance.show()

    def begin(self) -> None:
        """Begin in the first field; in attendance where nothing can be typed any more."""
        if self.state.is_signed:
            self.attendance.listing.focus()
        else:
            self.form.begin()

    def show_field(self, name: str, *, came_from: str = "") -> None:
        """Go to a field of the head; ``came_from`` is the screen that Esc leads back to."""
        self.came_from(came_from)
        self.form.begin(name)

    def recover(self) -> None:
        """Go to a field that was typed in last time and never saved."""
        for name in self.inspect.drafts.names("session:"):
            self.show_field(name.rpartition(":")[2])
            return

    async def save_open_fields(self) -> None:
        """Save what is typed into the form."""
        await self.form.save_open_fields()

    def record_at_hand(self) -> Key:
        """Return the record that is at hand: who is at the cursor of attendance, or the session."""
        one = self.attendance.person_at_cursor()
        return ("participant", one.id) if one is not None else ("session", self.state.id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the room to the part that has the focus, where there is little."""
        is_in_people = self.attendance in event.widget.ancestors
        self.set_class(is_in_people, "-people")
        if is_in_people:
            # Which visit it is stays in sight.
            self.form.scroll_home(animate=False)
        self.query_one(KeyBar).hints = self.hints()

    # Keys

    def action_people(self) -> None:
        """Go to attendance, or back to the fields."""
        if self.attendance.listing.has_focus:
            self.form.begin()
        else:
            self.attendance.listing.focus()

    async def action_present(self) -> None:
        """Note that who is at the cursor is there, or is not."""
        await self.attendance.toggle_present()

    async def action_remove(self) -> None:
        """Take who is at the cursor out of the list."""
        await self.attendance.remove_person()

    async def action_move(self, step: int) -> None:
        """Move who is at the cursor."""
        await self.attendance.move_person(step)

    def action_add(self) -> None:
        """Add somebody to the side at the cursor."""
        self.attendance.add()

    async def action_back(self) -> None:
        """Close the line of attendance; else back to where one came from."""
        if self.focused is self.attendance.line and self.attendance.give_up():
            return
        if self._came_from == LIST:
            # Not awaited: going there suspends this screen, which saves what is typed.
            self.run_worker(self.inspect.action_home())
        else:
            self.inspect.action_show(self._came_from)
