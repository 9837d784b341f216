"""The task at hand: what is declared above, what was found in fields below, what belongs to it under these."""

from __future__ import annotations

from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.records import LABELS, VERDICTS, Task
from inspect_tui.domain.sources import DEFAULT_SOURCE, ORDER, source_title, sources_from_cell, sources_of
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import N_
from inspect_tui.tui.textual_compat import FormRow, give_up_keys
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.growing_form import GrowingForm
from inspect_tui.tui.widgets.task_beside import TaskBeside
from inspect_tui.tui.widgets.task_head import head_of
from inspect_tui.tui.widgets.task_things import TaskThings, things_of
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

REGISTER_FIELDS: Final = (
    ("content", N_("Content"), "text"),
    ("document", N_("Document"), "line"),
    ("issued_on", N_("Day given"), "date"),
    ("deadline", N_("Deadline"), "date"),
    ("lead", N_("Lead agency"), "line"),
    ("source", N_("Source"), "line"),
)
"""What a register says of a task; asked for where the task was found in the meeting."""

FOUND_FIELDS: Final = (
    ("completed_on", N_("Found done on"), "date"),
    ("progress", N_("Progress"), "line"),
    ("cause", N_("Cause"), "text"),
    ("responsibility", N_("Responsibility"), "text"),
    ("nature", N_("Nature"), "text"),
    ("degree", N_("Degree"), "text"),
    ("remark", N_("Remark"), "text"),
    ("examiner", N_("Examiner"), "line"),
)
"""What was found, the most asked for first."""


class TaskDetail(TaskBeside, GrowingForm):
    """Shows one task and saves what is found of it, field by field."""

    KIND = "task"
    GROWING = ("progress", "cause", "responsibility", "nature", "degree", "examiner", "lead", "source")
    CHOICE = "verdict"
    NAMES = tuple(name for name, _, _ in (*REGISTER_FIELDS, *FOUND_FIELDS))
    PREFIX = "field-"
    _shown = ""

    DEFAULT_CSS = """
    TaskDetail {
        padding: 0 1 0 2;
        border-left: vkey $panel;
        scrollbar-size-vertical: 1;
        & .row { height: auto; }
        & .row Static { width: 15; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #head { margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out head, fields and what belongs to the task."""
        t = self.inspect.t
        yield Static("", id="head", markup=False)
        yield from self._rows(REGISTER_FIELDS)
        with FormRow(classes="row", id="row-verdict"):
            yield Static(t("Verdict"), markup=False)
            words = {v: t(LABELS[v]) if v else t("not looked at") for v in VERDICTS}
            yield ChoiceLine([(v, words[v]) for v in VERDICTS], id="field-verdict")
        yield from self._rows(FOUND_FIELDS)
        yield from self.compose_known()
        yield TaskThings(id="things")

    def _rows(self, fields: tuple[tuple[str, str, str], ...]) -> ComposeResult:
        t = self.inspect.t
        for name, label, kind in fields:
            with FormRow(classes="row", id=f"row-{name}"):
                yield Static(t(label), markup=False)
                if kind == "text":
                    yield TextEditor(id=f"field-{name}", submit_on_enter=True, max_height=5)
                else:
                    yield TextLine(id=f"field-{name}", placeholder=t("dd/mm/yyyy") if kind == "date" else "")

    def on_mount(self) -> None:
        """Let the keys of the panel through."""
        for name in self.NAMES:
            give_up_keys(self.field(name), "ctrl+e", "ctrl+d")

    # The task

    def show_task(self, task: Task | None, *, keep_fields: bool = False) -> None:
        """Show a task.

        Args:
            task: the task, None for an empty panel.
            keep_fields: leave fields that are being typed in alone: the same task after a save.
        """
        same = keep_fields and task is not None and task.id == self.record_id
        if task is None or task.id != self.record_id:
            self.close_beside()
        self.record_id = task.id if task is not None else None
        for row in self.query(".row"):
            row.display = task is not None
        self.refresh_head()
        if task is None:
            return
        for name, _, _ in REGISTER_FIELDS:
            self.query_one(f"#row-{name}").display = added_by_hand(task.id)
        self.show_fields(task.id, same=same)

    def refresh_head(self) -> None:
        """Show what is declared, where the task stands, and what belongs to it."""
        state = self.inspect.state
        task = state.tasks.get(self.record_id) if state is not None and self.record_id else None
        head, things = self.query_one("#head", Static), self.query_one(TaskThings)
        if task is None or state is None:
            head.update(Content.styled(self.inspect.t("No task at hand."), "$foreground-muted"))
            things.show([])
            return
        head.update(head_of(task, state, self.inspect.catalog))
        things.show(things_of(task.id, state, self.inspect.catalog), same=self._shown == task.id)
        self._shown = task.id
        self.renew_beside()

    def on_resize(self) -> None:
        """Give the list the lines that its words take now."""
        self.call_after_refresh(self.query_one(TaskThings).follow_size)

    def begin(self, name: str = "verdict") -> None:
        """Put the focus into a field."""
        if self.record_id is not None:
            self.query_one(f"#field-{name}").focus()

    def follow_choice(self, value: str) -> None:
        """Ask when it was done, where it was."""
        self.query_one("#row-completed_on").display = value == "done"

    def stored(self, name: str) -> str:
        """Return what the task at hand has in a field."""
        state = self.inspect.state
        task = state.tasks.get(self.record_id) if state is not None and self.record_id else None
        value = getattr(task, name, "")
        if name == "source" and value:
            return "; ".join(self.inspect.t(source_title(one)) for one in sources_of(value))
        return screen_date(value) if isinstance(value, date) else str(value or "")

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        match name:
            case "completed_on" | "issued_on" | "deadline":
                return self.date_of(text, draft)
            case "source":
                return self._source_of(text)
        return text

    def _source_of(self, text: str) -> str:
        """Return the sources whose titles are written, or what the words name."""
        titles = {fold(self.inspect.t(source_title(key))): key for key in ORDER}
        parts = [one for one in map(one_line, text.split(";")) if one]
        keys = [titles.get(fold(part), part) for part in parts]
        return sources_from_cell("; ".join(keys)) if keys else DEFAULT_SOURCE
