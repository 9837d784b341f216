"""The checklist (F2): tasks by source, what is late first, and the task at hand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.panel_keys import FORM_KEYS, PANEL_COMMANDS, PanelKeys
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import FootKeys, SessionScreen
from inspect_tui.tui.several_tasks import SEVERAL_COMMANDS, SeveralTasks
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.task_listing import TaskListing
from inspect_tui.tui.widgets.task_panel import TaskPanel
from inspect_tui.tui.widgets.task_rows import TaskRow


class ChecklistScreen(SeveralTasks, PanelKeys, SessionScreen):
    """Tasks on the left, the one at hand on the right; in a narrow window one at a time."""

    OWN_KEY = "checklist"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("conclude", "f7", "F7", N_("to conclusion"), N_("Draw a conclusion from this task"), "conclude", 2),
        Command("import", "f8", "F8", N_("import"), N_("Read a register into the checklist"), "app.import_register", 3),
        Command("add-task", "f9", "F9", N_("new task"), N_("Add a task found in the meeting"), "add_task", 4),
        Command("delete", "delete", "", N_("delete"), N_("Delete tasks that were added by hand"), "delete", 9),
        Command("key-task", "ctrl+k", "", N_("key task"), N_("These tasks are key tasks too, or not"), "key_task", 9),
        *SEVERAL_COMMANDS,
        *PANEL_COMMANDS,
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("Back to the list, then to the sessions"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    FOOT_KEYS: ClassVar[FootKeys] = FORM_KEYS
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The tasks that were assigned to the agency, by source, late ones first.\n"
            "Up and down move, Enter goes to the fields of the task, Esc comes back.\n"
            "Space selects (■) and goes on; Enter then writes one verdict or cause for all of these, Esc lets go.\n"
            "✓ done on time   ◐ done late   ○ open in time   ✗ overdue   ★ to be asked about\n"
            "≠ two people wrote differently (F12)"
        ),
        "filter": N_(
            "Type words, with or without marks: content, document, agency, cause, a status (overdue), or a filter; "
            "with commas between them a task must pass all. Down shows all filters with their numbers."
        ),
        "several": N_(
            "One verdict and a few words for all selected tasks. What is left empty changes nothing; Enter in a field "
            "of words writes the rest, in one step that Ctrl+Z takes back."
        ),
        "detail": N_(
            "What was found. Tab goes from field to field; what you type is kept at once and saved when you leave "
            "the field or press Enter. Verdict: left, right or the first letter.\n"
            "Below a field stand words that it had before, as far as they fit: Down goes there, Enter takes, Esc "
            "closes; typing on takes no notice. In a field with words Down shows all of them."
        ),
        "things": N_(
            "What belongs to the task. Enter changes an extension, writes an evidence file into the folder of papers, "
            "goes to a note or a conclusion, or adds something; Delete takes an event or a file away."
        ),
        "event-form": N_(
            "What moved the task. Enter records it all in one step; Esc closes, and what you typed stands here the "
            "next time. The first deadline stays on record."
        ),
        "evidence-line": N_(
            "The path of a file, up to 100 MiB: type it or drag it here, Tab completes the name. Its content is kept "
            "in the store and travels with the session file."
        ),
        "tie-notes": N_("The last notes. Space ties the one at the cursor to this task, or lets go; Esc closes."),
    }

    DEFAULT_CSS = """
    ChecklistScreen {
        & #list-side { width: 3fr; }
        & TaskPanel { width: 2fr; }
        &.-narrow TaskPanel { display: none; width: 1fr; }
        &.-narrow.-detail TaskPanel { display: block; }
        &.-narrow.-detail #list-side { display: none; }
    }
    """

    def compose_work(self) -> ComposeResult:
        """Yield list and detail."""
        with Horizontal():
            yield TaskListing(id="list-side")
            yield TaskPanel(id="detail")

    @property
    def tasks_side(self) -> TaskListing:
        """The filter and the list under it."""
        return self.query_one(TaskListing)

    @property
    def listing(self) -> RowList[TaskRow]:
        """The list of tasks."""
        return self.tasks_side.tasks

    @property
    def detail(self) -> TaskPanel:
        """The task at hand."""
        return self.query_one(TaskPanel)

    def fill(self) -> None:
        """Show all tasks."""
        self.tasks_side.fill()
        self._show_task(self.listing.cursor_key)

    def begin(self) -> None:
        """Begin in the list."""
        self.remove_class("-detail")
        self.listing.focus()

    def find(self) -> bool:
        """Go to the filter."""
        self.remove_class("-detail")
        self.tasks_side.filter.focus()
        return True

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change: of one task only its row, unless its status moves it."""
        if kind == "task" and record_id in self.state.tasks:
            task = self.state.tasks[record_id]
            if self.tasks_side.follow_task(task):
                if self.detail.task_id == record_id:
                    self.detail.show_task(task, keep_fields=True)
                return
        if kind in ("note", "conclusion", "participant", "attachment") and self.detail.task_id is not None:
            self.detail.refresh_head()
            return
        self.fill()

    # Detail

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the task that the cursor is on."""
        event.stop()
        self._show_task(event.key)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter goes to the task's fields, or to those for all that are selected."""
        event.stop()
        self.add_class("-detail")
        if self.tasks_side.selected:
            await self.show_several()
        else:
            self.detail.begin()

    def _show_task(self, key: str | None) -> None:
        self.detail.show_task(self.state.tasks.get(key) if key else None)

    def show_record(self, record_id: str, field: str = "verdict") -> None:
        """Go to a field of a task, whatever the filter hides."""
        self.tasks_side.filter.text = ""
        self.tasks_side.fill()
        if self.listing.highlight(record_id):
            self._show_task(record_id)
            self.add_class("-detail")
            self.detail.begin(field)

    def recover(self) -> None:
        """Show a field that was typed in last time and never saved."""
        for name in self.inspect.drafts.names("task:"):
            _, task_id, field = name.split(":")
            if task_id in self.state.tasks and self.listing.has_focus:
                self.show_record(task_id, field)
                return
        self.recover_event()

    async def save_open_fields(self) -> None:
        """Save what is typed into the task's fields."""
        await self.detail.save_open_fields()

    def action_back(self) -> None:
        """From the fields to the list, from the filter to the list, from the list to the sessions."""
        if self.listing.has_focus:
            side = self.tasks_side
            if side.selected:
                side.select(list(side.selected), on=False)
                return
            if side.filter.text:
                side.filter.text = ""
                self.fill()
                return
            self.run_worker(self.inspect.action_home())
            return
        self.remove_class("-detail")
        self.detail.show_one()
        self.listing.focus()

    @patient
    async def action_conclude(self) -> None:
        """Draw a conclusion from the task at hand."""
        task = self.state.tasks.get(self.listing.cursor_key or "")
        if task is None:
            return
        await self.detail.save_open_fields()
        owner = task.lead or self.state.content.session.agency
        text = self.t("Complete the task: {content}", content=one_line(task.content))
        values = {"kind": "request", "text": text, "owner": owner, "tasks": [task.id]}
        saved = await self.inspect.save("conclusion", None, values)
        if saved is not None:
            self.inspect.go("conclusions", lambda shown: shown.show_record(saved.id))

    @patient
    async def action_add_task(self) -> None:
        """Add an empty task and go to its fields."""
        saved = await self.inspect.save("task", None, {"source": "assigned"})
        if saved is not None:
            self.fill()
            self.show_record(saved.id, "content")
