"""The checklist (F2): tasks by source, what is late first, and the task at hand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.ordering import checklist_order
from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import KEY_SOURCE, sources_of
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.vietnamese import fold, has_marks, one_line
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.task_panel import TaskPanel
from inspect_tui.tui.widgets.task_rows import TaskDrawing, TaskRow, section_row
from inspect_tui.tui.widgets.text_line import TextLine


class ChecklistScreen(SessionScreen):
    """Tasks on the left, the one at hand on the right; in a narrow window one at a time."""

    OWN_KEY = "checklist"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("conclude", "f7", "F7", N_("to conclusion"), N_("Draw a conclusion from this task"), "conclude", 2),
        Command("import", "f8", "F8", N_("import"), N_("Read a register into the checklist"), "app.import_register", 3),
        Command("add-task", "f9", "F9", N_("new task"), N_("Add a task found in the meeting"), "add_task", 4),
        Command("delete", "delete", "", N_("delete"), N_("Delete a task that was added by hand"), "delete", 9),
        Command("key-task", "ctrl+k", "", N_("key task"), N_("This task is a key task too, or not"), "key_task", 9),
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("Back to the list, then to the sessions"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The tasks that were assigned to the agency, by source, late ones first.\n"
            "Up and down move, Enter goes to the fields of the task, Esc comes back.\n"
            "✓ done on time   ◐ done late   ○ open in time   ✗ overdue   ≠ two people wrote differently (F12)"
        ),
        "filter": N_("Type words, with or without marks: content, document, agency, cause, or a status (overdue)."),
        "detail": N_(
            "What was found. Tab goes from field to field; what you type is kept at once and saved when you leave "
            "the field or press Enter. Verdict: left, right or the first letter."
        ),
    }

    DEFAULT_CSS = """
    ChecklistScreen {
        & #list-side { width: 3fr; }
        & #filter-row { height: 1; padding: 0 1; }
        & #filter-label { width: auto; color: $text-muted; padding: 0 1 0 0; }
        & #filter { width: 1fr; background: $background; }
        & #tasks { padding: 0 0 0 1; }
        & TaskPanel { width: 2fr; }
        &.-narrow TaskPanel { display: none; width: 1fr; }
        &.-narrow.-detail TaskPanel { display: block; }
        &.-narrow.-detail #list-side { display: none; }
    }
    """

    def compose_work(self) -> ComposeResult:
        """Yield list and detail."""
        from textual.widgets import Static

        with Horizontal():
            with Vertical(id="list-side"):
                with Horizontal(id="filter-row"):
                    yield Static(self.t("Filter:"), id="filter-label", markup=False)
                    yield TextLine(placeholder=self.t("words, status; marks not needed"), id="filter")
                self.drawing = TaskDrawing(self.inspect)
                yield RowList[TaskRow](self.drawing.draw, empty=self.empty_words(), id="tasks")
            yield TaskPanel(id="detail")

    @property
    def listing(self) -> RowList[TaskRow]:
        """The list of tasks."""
        return self.query_one("#tasks", RowList)

    @property
    def detail(self) -> TaskPanel:
        """The task at hand."""
        return self.query_one(TaskPanel)

    def empty_words(self) -> str:
        """Return what an empty checklist says."""
        if self.state.content.tasks:
            return self.t("No task has these words.")
        if not self.state.is_whole:
            return ""
        return self.t("No task yet. Press F8 to read the register (Excel, Word or CSV), or F9 to add a task by hand.")

    def fill(self) -> None:
        """Show all tasks."""
        self.drawing.label_width = self.state.label_width
        self._found: set[str] | None = None
        text = self.query_one("#filter", TextLine).text
        if text:
            self._begin_filter(text)
        else:
            self._show_rows(self.state.content.tasks)

    def _show_rows(self, tasks: Sequence[Task]) -> None:
        where = self.state.view.standing_of
        whole = {one.source: one.counts for one in self.state.view.figures.by_source}
        rows: list[TaskRow] = []
        for source, group in checklist_order(tasks, where):
            if self._found is None and source in whole:
                done, total = whole[source].done, whole[source].assigned
            else:
                done, total = sum(where[t.id].status.startswith("done") for t in group), len(group)
            elsewhere = total - len(group) if self.state.is_whole else 0
            rows.append(section_row(source, f"{done}/{total}", elsewhere, self.inspect.catalog))
            rows.extend([TaskRow(t.id, True, t) for t in group])
        listing = self.listing
        listing.empty = self.empty_words()
        listing.set_rows(rows)
        self._show_task(listing.cursor_key)

    def begin(self) -> None:
        """Begin in the list."""
        self.remove_class("-detail")
        self.listing.focus()

    def find(self) -> bool:
        """Go to the filter."""
        self.remove_class("-detail")
        self.query_one("#filter", TextLine).focus()
        return True

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change: of one task only its row, unless its status moves it."""
        if kind == "task" and record_id in self.state.tasks:
            task = self.state.tasks[record_id]
            row = self.listing.row(record_id)
            if row is not None and row.task is not None and row.task.source == task.source:
                self.listing.update_row(record_id, TaskRow(record_id, True, task))
                self._recount(task)
                if self.detail.task_id == record_id:
                    self.detail.show_task(task, keep_fields=True)
                return
        if kind in ("note", "conclusion", "participant") and self.detail.task_id is not None:
            self.detail.refresh_head()
            return
        self.fill()

    def _recount(self, task: Task) -> None:
        for one in self.state.view.figures.by_source:
            old = self.listing.row(f"source:{one.source}")
            if old is not None and self._found is None and one.source in sources_of(task.source):
                row = TaskRow(old.key, False, None, old.title, f"{one.counts.done}/{one.counts.assigned}")
                self.listing.update_row(old.key, row)

    # Filter

    async def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Filter while typing."""
        if event.control.id == "filter":
            event.stop()
            self._begin_filter(event.text)

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter in the filter goes to the list."""
        if event.control.id == "filter":
            event.stop()
            self.listing.focus()

    def _begin_filter(self, text: str) -> None:
        # A function, for a newer key may cancel this before it has begun.
        self.run_worker(partial(self._filter, text), exclusive=True, group="filter")  # type: ignore[arg-type]

    async def _filter(self, text: str) -> None:
        words = fold(text).split()
        if not words:
            self._found = None
            self._show_rows(self.state.content.tasks)
            return
        session, state = self.state.id, self.state
        whole = " ".join(words)
        from inspect_tui.services.live import find_tasks

        found = await self.inspect.gateway.read(lambda store: find_tasks(store, session, words))
        named = {status for status, label in STATUS_LABELS.items() if whole in fold(self.t(label))}
        found |= {i for i, standing in state.view.standing_of.items() if standing.status in named}
        if has_marks(text) and (exact := self._exact(found, text)):
            found = exact
        self._found = found
        self._show_rows([t for t in state.content.tasks if t.id in found])

    def _exact(self, found: set[str], text: str) -> set[str]:
        wanted = one_line(text).casefold()
        tasks = self.state.tasks
        return {i for i in found if wanted in " ".join((tasks[i].content, tasks[i].document, tasks[i].lead)).casefold()}

    # Detail

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the task that the cursor is on."""
        event.stop()
        self._show_task(event.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter goes to the task's fields."""
        event.stop()
        self.add_class("-detail")
        self.detail.begin()

    def _show_task(self, key: str | None) -> None:
        self.detail.show_task(self.state.tasks.get(key) if key else None)

    def show_record(self, record_id: str, field: str = "verdict") -> None:
        """Go to a field of a task, whatever the filter hides."""
        self.query_one("#filter", TextLine).text = ""
        self._found = None
        self._show_rows(self.state.content.tasks)
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

    async def save_open_fields(self) -> None:
        """Save what is typed into the task's fields."""
        await self.detail.save_open_fields()

    def action_back(self) -> None:
        """From the fields to the list, from the filter to the list, from the list to the sessions."""
        if self.listing.has_focus:
            field = self.query_one("#filter", TextLine)
            if field.text:
                field.text = ""
                self.fill()
                return
            self.run_worker(self.inspect.action_home())
            return
        self.remove_class("-detail")
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
    async def action_key_task(self) -> None:
        """Count the task at the cursor as a key task beside its own source, or no longer."""
        task = self.state.tasks.get(self.listing.cursor_key or "")
        if task is None or not self.listing.has_focus:
            return
        sources = sources_of(task.source)
        if sources[0] == KEY_SOURCE:
            self.inspect.tell(self.t("It stands among the key tasks already."))
            return
        is_key = KEY_SOURCE in sources
        kept = [one for one in sources if one != KEY_SOURCE] if is_key else [*sources, KEY_SOURCE]
        if await self.inspect.save("task", task.id, {"source": "; ".join(kept)}) is not None:
            words = N_("No key task any more.") if is_key else N_("A key task too: it counts in both, once overall.")
            self.inspect.tell(self.t(words))

    @patient
    async def action_delete(self) -> None:
        """Delete a task that was added in the meeting; those of the register stay."""
        key = self.listing.cursor_key
        if not self.listing.has_focus or key is None:
            return
        if not added_by_hand(key):
            self.inspect.tell(self.t("A task of the register stays; note in its fields what was found."))
        elif await self.inspect.save("task", key, {}, delete=True) is not None:
            self.inspect.tell(self.t("Deleted. Ctrl+Z brings it back."))

    @patient
    async def action_add_task(self) -> None:
        """Add an empty task and go to its fields."""
        saved = await self.inspect.save("task", None, {"source": "assigned"})
        if saved is not None:
            self.fill()
            self.show_record(saved.id, "content")
