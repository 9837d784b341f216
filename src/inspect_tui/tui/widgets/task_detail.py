"""The task at hand: what is declared above, what was found in fields below, what was said under it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.records import LABELS, VERDICTS, FieldError, Task
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.patience import patient
from inspect_tui.tui.reading_dates import typed_date
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import STATUS_STYLES, status_words, symbol

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

FIELDS: Final = (
    ("content", N_("Content"), "text"),
    ("completed_on", N_("Found done on"), "date"),
    ("nature", N_("Nature"), "text"),
    ("degree", N_("Degree"), "text"),
    ("cause", N_("Cause"), "text"),
    ("responsibility", N_("Responsibility"), "text"),
    ("remark", N_("Remark"), "text"),
)


class TaskDetail(VerticalScroll, can_focus=False):
    """Shows one task and saves what is found of it, field by field."""

    DEFAULT_CSS = """
    TaskDetail {
        padding: 0 1 0 2;
        border-left: vkey $panel;
        scrollbar-size-vertical: 1;
        & .row { height: auto; }
        & .row.-hidden { display: none; }
        & .row Static { width: 15; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #head { margin-bottom: 1; }
        & #said { margin-top: 1; }
        & #nothing { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty panel."""
        super().__init__(id=id)
        self.task_id: str | None = None

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out head, fields and what was said."""
        t = self.inspect.t
        yield Static("", id="head", markup=False)
        with Horizontal(classes="row", id="row-verdict"):
            yield Static(t("Verdict"), markup=False)
            words = {v: t(LABELS[v]) if v else t("not looked at") for v in VERDICTS}
            yield ChoiceLine([(v, words[v]) for v in VERDICTS], id="field-verdict")
        for name, label, kind in FIELDS:
            with Horizontal(classes="row", id=f"row-{name}"):
                yield Static(t(label), markup=False)
                if kind == "text":
                    yield TextEditor(id=f"field-{name}", submit_on_enter=True, max_height=5)
                else:
                    yield TextLine(id=f"field-{name}", placeholder=t("dd/mm/yyyy"))
        yield Static("", id="said", markup=False)

    def _field(self, name: str) -> TextLine | TextEditor:
        return cast("TextLine | TextEditor", self.query_one(f"#field-{name}"))

    def show_task(self, task: Task | None, *, keep_fields: bool = False) -> None:
        """Show a task.

        Args:
            task: the task, None for an empty panel.
            keep_fields: leave fields that are being typed in alone: the same task after a save.
        """
        same = keep_fields and task is not None and task.id == self.task_id
        self.task_id = task.id if task is not None else None
        for row in self.query(".row"):
            row.set_class(task is None, "-hidden")
        self.refresh_head()
        if task is None:
            return
        found_here = added_by_hand(task.id)
        self.query_one("#row-content").set_class(not found_here, "-hidden")
        self.query_one("#row-completed_on").set_class(task.verdict != "done", "-hidden")
        verdict = self.query_one("#field-verdict", ChoiceLine)
        if not (same and verdict.has_focus):
            verdict.value = task.verdict
        for name, _, _ in FIELDS:
            field = self._field(name)
            if same and field.has_focus:
                continue
            field.about = field_draft("task", task.id, name)
            draft = self.inspect.drafts.get(field.about)
            text = draft if draft is not None else _as_text(getattr(task, name))
            if field.text != text:
                field.text = text

    def refresh_head(self) -> None:
        """Show what is declared, where the task stands, and what was said of it."""
        state = self.inspect.state
        task = state.tasks.get(self.task_id) if state is not None and self.task_id else None
        head, said = self.query_one("#head", Static), self.query_one("#said", Static)
        if task is None or state is None:
            head.update(Content.styled(self.inspect.t("No task at hand."), "$foreground-muted"))
            said.update("")
            return
        t, catalog = self.inspect.t, self.inspect.catalog
        session = state.content.session
        standing = state.standing(task.id)
        lines = [Content.styled(f"{state.labels[task.id]} · {(one_line(task.content) or t('(no words yet)'))}", "bold")]
        given = [task.document]
        if task.issued_on is not None:
            given.append(t("given {day}", day=screen_date(task.issued_on)))
        lines.append(Content.styled(" · ".join(g for g in given if g), "$foreground-muted"))
        when = t("no deadline")
        if standing.deadline is not None:
            when = t("Due {day}", day=screen_date(standing.deadline))
        if task.deadline_text:
            when += f" («{task.deadline_text}»)"
        if task.first_deadline is not None and task.first_deadline != standing.deadline:
            when += t(", extended from {day}", day=screen_date(task.first_deadline, near=standing.deadline))
        words = status_words(standing, session.as_of, catalog)
        label = t(STATUS_LABELS[standing.status])
        words = f"{label}, {words}" if standing.days_overdue else label
        style = STATUS_STYLES[standing.status]
        lines.append(Content.assemble(when + " · ", symbol(standing.status), " ", (words, style)))
        if task.declared_completed_on is not None:
            lines.append(Content(t("Declared done on {day}", day=screen_date(task.declared_completed_on))))
        if task.declared_status:
            lines.append(Content(t("Declared: {words}", words=one_line(task.declared_status))))
        who = [t("lead: {agency}", agency=task.lead)] if task.lead else []
        if task.coordinating:
            who.append(t("with: {agencies}", agencies="; ".join(task.coordinating)))
        if who:
            lines.append(Content.styled(" · ".join(who), "$foreground-muted"))
        head.update(Content("\n").join(lines))
        notes = state.notes_of(task.id)
        told = [Content.styled(t("Notes ({count})", count=len(notes)), "$foreground-muted bold")]
        for note in notes:
            told.append(
                Content.assemble(
                    (f"{local_clock(note.at, session.zone)} {note.speaker}: ", "$foreground-muted"),
                    Content(one_line(note.text)),
                )
            )
        concluded = [c for c in state.content.conclusions if task.id in c.tasks]
        for conclusion in concluded:
            told.append(Content.assemble(("➜ ", "$text-accent"), one_line(conclusion.text)))
        said.update(Content("\n").join(told) if notes or concluded else "")

    def begin(self, name: str = "verdict") -> None:
        """Put the focus into a field."""
        if self.task_id is not None:
            self.query_one(f"#field-{name}").focus()

    # Saving

    def on_mount(self) -> None:
        """Keep what is typed."""
        for name, _, _ in FIELDS:
            self._field(name).keep = self.inspect.edited

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already."""
        event.stop()

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Kept already."""
        event.stop()

    @patient
    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Save a verdict at once."""
        event.stop()
        task_id = self.task_id
        if task_id is None or await self.inspect.save("task", task_id, {"verdict": event.value}) is not None:
            return
        state = self.inspect.state
        task = state.tasks.get(task_id) if state is not None else None
        event.control.value = task.verdict if task is not None else ""

    @patient
    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Save a field at Enter and go to the next one."""
        event.stop()
        await self._save_and_go_on(event.about)

    @patient
    async def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        """Save a field at Enter and go to the next one."""
        event.stop()
        await self._save_and_go_on(event.about)

    @patient
    async def on_text_line_left(self, event: TextLine.Left) -> None:
        """Save a field that was left."""
        event.stop()
        await self._save(event.about)

    @patient
    async def on_text_editor_left(self, event: TextEditor.Left) -> None:
        """Save a field that was left."""
        event.stop()
        await self._save(event.about)

    async def save_open_fields(self) -> None:
        """Save whatever is typed and not yet saved."""
        for name, _, _ in FIELDS:
            await self._save(self._field(name).about)

    async def _save_and_go_on(self, draft: str) -> None:
        if await self._save(draft):
            self.screen.focus_next()

    async def _save(self, draft: str) -> bool:
        """Save a field by the name of its draft; False where it stays a draft."""
        text = self.inspect.drafts.get(draft)
        if text is None:
            return True
        _, task_id, name = draft.split(":")
        value: object = text
        if name == "completed_on":
            try:
                value = typed_date(text, self._year())
            except FieldError:
                self.inspect.tell_no_date(draft, text)
                return False
        return await self.inspect.save("task", task_id, {name: value}, drafts={draft: text}) is not None

    def _year(self) -> int | None:
        state = self.inspect.state
        held_on = state.content.session.held_on if state is not None else None
        return held_on.year if held_on is not None else None


def _as_text(value: object) -> str:
    return screen_date(value) if isinstance(value, date) else str(value or "")
