"""On the wall (F10): the task being discussed, large; notes stay private, and nothing that is typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.discussion import discussed_in_turn, last_discussed
from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.key_bar import KeyBar, KeyHint
from inspect_tui.tui.widgets.session_bar import SessionBar
from inspect_tui.tui.widgets.wall_task import OnWall, WallTask


class WallScreen(SessionScreen):
    """Stands over the screen that one works on, which stays as it is: the cursor, and words that are half typed.

    Notices may have words of notes in them, so none is shown here.
    """

    OWN_KEY = "wall"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("back", "escape", "Esc", N_("back"), N_("Back to where one was, just as it was"), "back", 0),
        Command("back-again", "f10", "", N_("back"), N_("Back to where one was, just as it was"), "back", 9),
        Command("next-task", "right", "← →", N_("task"), N_("The next task under discussion"), "step(1)", 0),
        Command(
            "figures", "f5", "F5", N_("figures"), N_("The figures; F10 there comes back to this task"), "figures", 0
        ),
        Command("task-before", "left", "", N_("task"), N_("The task before"), "step(-1)", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The task that is being discussed, for the projector: that of the note at hand, at the cursor of the "
            "checklist, or the last one of which something was noted. Notes and drafts are never shown here.\n"
            "Left and right go through the tasks of the note; else those marked ★ to be asked about; else the late "
            "ones. F5 shows the figures, F10 there comes back to the task."
        ),
    }

    DEFAULT_CSS = """
    WallScreen {
        & Toast { display: none; }
        & #wall-said { height: 1; padding: 0 1; color: $text-accent; text-align: center; }
    }
    """

    def __init__(self) -> None:
        """Make the screen; nothing is shown yet."""
        super().__init__()
        self._named: list[str] = []
        self._shown_task = self._begun_with = ""
        self._came_from = ""
        self._is_at_figures = False

    def compose(self) -> ComposeResult:
        """Lay out which visit, the task, and the keys."""
        yield SessionBar(id="session-bar")
        yield WallTask(self.inspect.catalog, id="wall-task")
        yield Static("", id="wall-said", markup=False)
        yield KeyBar(self.hints(), id="keys")

    def hints(self) -> list[KeyHint]:
        """Return the foot line: back, and between tasks and figures."""
        catalog = self.inspect.catalog
        here = [command.hint(catalog, "screen") for command in self.COMMANDS_HERE if command.label]
        return [*here, KeyHint("F1", catalog.t("help"), "app.help", 1)]

    def show(self, named: Sequence[str], at_cursor: str, came_from: str) -> None:
        """Choose the task to begin with; before the screen is shown.

        Args:
            named: the tasks of the note at hand.
            at_cursor: the task at the cursor of the screen that one comes from; empty for none.
            came_from: the name of that screen.
        """
        notes_first = came_from == "notes" and bool(named)
        self._named, self._came_from = list(named), came_from
        kept = self._shown_task if came_from == "figures" and self._is_at_figures else ""
        self._is_at_figures = False
        found = (named[0] if notes_first else at_cursor) or kept or (named[0] if named else "")
        known = self.state.tasks
        self._shown_task = found if found in known else last_discussed(self.state.content.notes, known)
        self._begun_with = self._shown_task
        if self.is_mounted:
            self._say("")
            self.fill()

    @property
    def ring(self) -> list[str]:
        """The tasks that Left and Right go through."""
        state = self.state
        named = [task for task in self._named if task in state.tasks]
        ring = discussed_in_turn(named, state.content.tasks, state.view.standing_of)
        if self._begun_with in state.tasks and self._begun_with not in ring:
            ring.insert(0, self._begun_with)
        return ring

    def on_mount(self) -> None:
        """Nothing has the focus: keys belong to the screen."""
        self._say("")

    def fill(self) -> None:
        """Show the task as it stands now."""
        state, ring = self.state, self.ring
        if self._shown_task not in ring:
            self._shown_task = ring[0] if ring else ""
        task = state.tasks.get(self._shown_task)
        head = state.content.session
        shown = None
        if task is not None:
            shown = OnWall(task, state.labels[task.id], state.standing(task.id), head.as_of, state.view.due_soon_days)
        self.query_one(WallTask).show(shown)
        place = f" · {ring.index(self._shown_task) + 1}/{len(ring)}" if len(ring) > 1 else ""
        self.query_one(SessionBar).show(head.agency, [f" · {screen_date(head.held_on)}{place}", place])

    def refresh_frame(self) -> None:
        """Nothing of the usual frame is shown here."""

    def show_save_state(self) -> None:
        """Whether all is saved is no business of the room's."""

    def begin(self) -> None:
        """Nothing has the focus."""

    def on_key(self, event: events.Key) -> None:
        """Say that letters go nowhere here; they must not be looked for in the note later."""
        if event.is_printable:
            event.stop()
            self._tell_nothing_typed()

    def on_paste(self, event: events.Paste) -> None:
        """The same for what is pasted."""
        event.stop()
        self._tell_nothing_typed()

    def _tell_nothing_typed(self) -> None:
        if self._came_from == "notes":
            self._say(self.t("Nothing is typed here. Esc goes back to the notes."))
        else:
            self._say(self.t("Nothing is typed here. Esc goes back."))

    def _say(self, words: str) -> None:
        self.query_one("#wall-said", Static).update(words)

    def action_step(self, step: int) -> None:
        """Show the next task, or the one before."""
        ring = self.ring
        if ring:
            self._shown_task = (
                ring[(ring.index(self._shown_task) + step) % len(ring)] if self._shown_task in ring else ring[0]
            )
            self.fill()

    def action_figures(self) -> None:
        """Show the figures; from there F10 comes back to the same task."""
        self._is_at_figures = True
        self.inspect.action_show("figures")

    def action_back(self) -> None:
        """Back to the screen under this one."""
        if self.is_current:
            self.inspect.close_panels()
