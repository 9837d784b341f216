"""The task at hand: what is declared above, what was found in fields below, what was said under it."""

from __future__ import annotations

from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.records import LABELS, VERDICTS, Task
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.status import STATUS_LABELS, Standing
from inspect_tui.domain.twins import other_rows
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.record_form import RecordForm
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import STATUS_STYLES, status_words, symbol

FIELDS: Final = (
    ("content", N_("Content"), "text"),
    ("completed_on", N_("Found done on"), "date"),
    ("nature", N_("Nature"), "text"),
    ("degree", N_("Degree"), "text"),
    ("cause", N_("Cause"), "text"),
    ("responsibility", N_("Responsibility"), "text"),
    ("remark", N_("Remark"), "text"),
)


class TaskDetail(RecordForm):
    """Shows one task and saves what is found of it, field by field."""

    KIND = "task"
    CHOICE = "verdict"
    NAMES = tuple(name for name, _, _ in FIELDS)
    PREFIX = "field-"

    DEFAULT_CSS = """
    TaskDetail {
        padding: 0 1 0 2;
        border-left: vkey $panel;
        scrollbar-size-vertical: 1;
        & .row { height: auto; }
        & .row Static { width: 15; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #head { margin-bottom: 1; }
        & #said { margin-top: 1; }
        & #nothing { color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out head, fields and what was said."""
        t = self.inspect.t
        yield Static("", id="head", markup=False)
        with FormRow(classes="row", id="row-verdict"):
            yield Static(t("Verdict"), markup=False)
            words = {v: t(LABELS[v]) if v else t("not looked at") for v in VERDICTS}
            yield ChoiceLine([(v, words[v]) for v in VERDICTS], id="field-verdict")
        for name, label, kind in FIELDS:
            with FormRow(classes="row", id=f"row-{name}"):
                yield Static(t(label), markup=False)
                if kind == "text":
                    yield TextEditor(id=f"field-{name}", submit_on_enter=True, max_height=5)
                else:
                    yield TextLine(id=f"field-{name}", placeholder=t("dd/mm/yyyy"))
        yield Static("", id="said", markup=False)

    def show_task(self, task: Task | None, *, keep_fields: bool = False) -> None:
        """Show a task.

        Args:
            task: the task, None for an empty panel.
            keep_fields: leave fields that are being typed in alone: the same task after a save.
        """
        same = keep_fields and task is not None and task.id == self.record_id
        self.record_id = task.id if task is not None else None
        for row in self.query(".row"):
            row.display = task is not None
        self.refresh_head()
        if task is None:
            return
        self.query_one("#row-content").display = added_by_hand(task.id)
        self.show_fields(task.id, same=same)

    def refresh_head(self) -> None:
        """Show what is declared, where the task stands, and what was said of it."""
        state = self.inspect.state
        task = state.tasks.get(self.record_id) if state is not None and self.record_id else None
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
        words = status_words(standing, session.as_of, catalog, due_soon_days=state.view.due_soon_days)
        label = t(STATUS_LABELS[standing.status])
        words = f"{label}, {words}" if standing.days_overdue else label
        style = STATUS_STYLES[standing.status]
        lines.append(Content.assemble(when + " · ", symbol(standing.status), " ", (words, style)))
        if standing.first_status != standing.status:
            first = t(STATUS_LABELS[standing.first_status])
            lines.append(
                Content(t("Against the first deadline: {status}, {days}", status=first, days=self._days(standing)))
            )
        if elsewhere := self._elsewhere(task):
            lines.append(Content.styled(elsewhere, "$foreground-muted"))
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

    def _days(self, standing: Standing) -> str:
        return self.inspect.catalog.n("{count} day past it", "{count} days past it", standing.days_past_first)

    def _elsewhere(self, task: Task) -> str:
        """Return where else the task counts: in other sources, or as another row of the register."""
        state, t = self.inspect.state, self.inspect.t
        assert state is not None
        titles = [t(source_title(source)) for source in sources_of(task.source)[1:]]
        twins = state.view.tally.twins if state.view.tally is not None else {}
        rows = [state.labels[other] for other in other_rows(task.id, twins)]
        words = [t("also counted in: {sources}", sources="; ".join(titles))] if titles else []
        if rows:
            words.append(t("the same task as {labels}, counted once overall", labels=", ".join(rows)))
        return " · ".join(words)

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
        return screen_date(value) if isinstance(value, date) else str(value or "")

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        return self.date_of(text, draft) if name == "completed_on" else text
