"""The conclusion at hand: words, kind, owner, deadline, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.records import CONCLUSION_KINDS, LABELS, Conclusion
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.matching import named_tasks
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.cells import clipped
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.growing_form import GrowingForm
from inspect_tui.tui.widgets.record_form import NotYet
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

LINES: Final = (("owner", N_("Owner")), ("deadline", N_("Deadline")), ("tasks", N_("Tasks")))


ORIGIN_LINES: Final = 3
"""Lines of what a conclusion was drawn from; the whole of it is where Enter leads."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """A task or note that a conclusion was drawn from: what it is called, and its words."""

    key: str
    who: str
    words: str
    selectable: bool = True


class ConclusionForm(GrowingForm):
    """Shows one conclusion and saves it field by field."""

    KIND = "conclusion"
    GROWING = ("owner",)
    CHOICE = "kind"
    NAMES = ("text", "owner", "deadline", "tasks")
    PREFIX = "conclusion-"

    DEFAULT_CSS = """
    ConclusionForm {
        padding: 0 1 0 2;
        border-left: vkey $panel;
        scrollbar-size-vertical: 1;
        & .row { height: auto; }
        & .row Static { width: 12; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #conclusion-head { margin-bottom: 1; }
        & #conclusion-from { margin-top: 1; color: $text-muted; text-style: bold; }
        & #conclusion-origin { height: auto; max-height: 14; }
        &.-empty .row { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        t = self.inspect.t
        yield Static("", id="conclusion-head", markup=False)
        with FormRow(classes="row"):
            yield Static(t("Kind"), markup=False)
            yield ChoiceLine([(k, t(LABELS[k])) for k in CONCLUSION_KINDS], id="conclusion-kind")
        with FormRow(classes="row"):
            yield Static(t("Words"), markup=False)
            yield TextEditor(id="conclusion-text", submit_on_enter=True, min_height=2, max_height=8)
        for name, label in LINES:
            hint = t("dd/mm/yyyy") if name == "deadline" else t("numbers") if name == "tasks" else ""
            with FormRow(classes="row"):
                yield Static(t(label), markup=False)
                yield TextLine(id=f"conclusion-{name}", placeholder=hint)
        yield from self.compose_known()
        yield Static(t("Drawn from; Enter goes there"), id="conclusion-from", markup=False)
        yield RowList[OriginRow](self._draw_origin, height=self._origin_height, id="conclusion-origin")

    def show(self, conclusion: Conclusion | None, *, keep_fields: bool = False) -> None:
        """Show a conclusion; ``keep_fields`` leaves a field alone that is being typed in."""
        same = keep_fields and conclusion is not None and conclusion.id == self.record_id
        self.record_id = conclusion.id if conclusion is not None else None
        self.set_class(conclusion is None, "-empty")
        head = self.query_one("#conclusion-head", Static)
        self._show_origin(conclusion)
        if conclusion is None:
            head.update(Content.styled(self.inspect.t("No conclusion at hand."), "$foreground-muted"))
            return
        head.update(Content.styled(self.inspect.t(LABELS[conclusion.kind]).upper(), "$foreground-muted bold"))
        self.show_fields(conclusion.id, same=same)

    def stored(self, name: str) -> str:
        """Return what the conclusion at hand has in a field."""
        state = self.inspect.state
        conclusion = state.conclusion(self.record_id) if state is not None and self.record_id else None
        if state is None or conclusion is None:
            return ""
        match name:
            case "deadline":
                return screen_date(conclusion.deadline)
            case "tasks":
                return ", ".join(state.labels[i] for i in conclusion.tasks if i in state.labels)
            case _:
                return str(getattr(conclusion, name))

    def _show_origin(self, conclusion: Conclusion | None) -> None:
        state = self.inspect.state
        rows: list[OriginRow] = []
        if state is not None and conclusion is not None:
            for task_id in conclusion.tasks:
                task = state.tasks.get(task_id)
                if task is not None:
                    rows.append(OriginRow(f"task:{task_id}", f"← {state.labels[task_id]} ", one_line(task.content)))
            for note_id in conclusion.notes:
                note = state.note(note_id)
                if note is not None:
                    who = f"← {local_clock(note.at, state.content.session.zone)} {note.speaker}: "
                    rows.append(OriginRow(f"note:{note_id}", who, one_line(note.text)))
        self.query_one("#conclusion-from", Static).display = bool(rows)
        listing: RowList[OriginRow] = self.query_one("#conclusion-origin", RowList)
        listing.display = bool(rows)
        listing.set_rows(rows)

    def _origin_height(self, row: OriginRow, width: int) -> int:
        return len(clipped(row.who + row.words, max(10, width), ORIGIN_LINES, 2))

    def _draw_origin(self, row: OriginRow, width: int) -> list[Content]:
        lines = clipped(row.who + row.words, max(10, width), ORIGIN_LINES, 2)
        first = Content.assemble((lines[0][: len(row.who)], "$text-accent"), lines[0][len(row.who) :])
        return [first, *(Content(line) for line in lines[1:])]

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Of no concern to the list of conclusions."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to the task or the note that the conclusion was drawn from."""
        event.stop()
        kind, _, record = event.key.partition(":")
        self.inspect.go("checklist" if kind == "task" else "notes", lambda shown: shown.show_record(record))

    def begin(self, name: str = "text") -> None:
        """Put the focus into a field."""
        if self.record_id is not None:
            self.field(name if name in self.NAMES else "text").focus()

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        state = self.inspect.state
        if name == "deadline":
            return self.date_of(text, draft)
        if name != "tasks" or state is None:
            return text
        tasks, unknown = named_tasks(text, state)
        if unknown:
            if state.is_whole:
                self.inspect.tell(self.inspect.t("No task «{text}»", text=", ".join(unknown)), warning=True)
            raise NotYet(text)
        return [task.id for task in tasks]
