"""The conclusion at hand: words, kind, owner, deadline, and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.records import CONCLUSION_KINDS, LABELS, Conclusion, FieldError
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.matching import named_tasks
from inspect_tui.tui.patience import patient
from inspect_tui.tui.reading_dates import typed_date
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

LINES: Final = (("owner", N_("Owner")), ("deadline", N_("Deadline")), ("tasks", N_("Tasks")))
NAMES: Final = ("text", "owner", "deadline", "tasks")


class ConclusionForm(VerticalScroll, can_focus=False):
    """Shows one conclusion and saves it field by field."""

    DEFAULT_CSS = """
    ConclusionForm {
        padding: 0 1 0 2;
        border-left: vkey $panel;
        scrollbar-size-vertical: 1;
        & .row { height: auto; }
        & .row Static { width: 12; color: $text-muted; }
        & .row TextLine, & .row TextEditor, & .row ChoiceLine { width: 1fr; }
        & #conclusion-head { margin-bottom: 1; }
        & #conclusion-from { margin-top: 1; }
        &.-empty .row { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty form."""
        super().__init__(id=id)
        self.conclusion_id: str | None = None

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        t = self.inspect.t
        yield Static("", id="conclusion-head", markup=False)
        with Horizontal(classes="row"):
            yield Static(t("Kind"), markup=False)
            yield ChoiceLine([(k, t(LABELS[k])) for k in CONCLUSION_KINDS], id="conclusion-kind")
        with Horizontal(classes="row"):
            yield Static(t("Words"), markup=False)
            yield TextEditor(id="conclusion-text", submit_on_enter=True, min_height=2, max_height=8)
        for name, label in LINES:
            hint = t("dd/mm/yyyy") if name == "deadline" else t("numbers") if name == "tasks" else ""
            with Horizontal(classes="row"):
                yield Static(t(label), markup=False)
                yield TextLine(id=f"conclusion-{name}", placeholder=hint)
        yield Static("", id="conclusion-from", markup=False)

    def _field(self, name: str) -> TextLine | TextEditor:
        return cast("TextLine | TextEditor", self.query_one(f"#conclusion-{name}"))

    def show(self, conclusion: Conclusion | None, *, keep_fields: bool = False) -> None:
        """Show a conclusion; ``keep_fields`` leaves a field alone that is being typed in."""
        same = keep_fields and conclusion is not None and conclusion.id == self.conclusion_id
        self.conclusion_id = conclusion.id if conclusion is not None else None
        self.set_class(conclusion is None, "-empty")
        head, origin = self.query_one("#conclusion-head", Static), self.query_one("#conclusion-from", Static)
        if conclusion is None:
            head.update(Content.styled(self.inspect.t("No conclusion at hand."), "$foreground-muted"))
            origin.update("")
            return
        head.update(Content.styled(self.inspect.t(LABELS[conclusion.kind]).upper(), "$foreground-muted bold"))
        kind = self.query_one("#conclusion-kind", ChoiceLine)
        if not (same and kind.has_focus):
            kind.value = conclusion.kind
        for name in NAMES:
            field = self._field(name)
            if same and field.has_focus:
                continue
            field.about = field_draft("conclusion", conclusion.id, name)
            draft = self.inspect.drafts.get(field.about)
            text = draft if draft is not None else self._stored(conclusion, name)
            if field.text != text:
                field.text = text
        origin.update(self._origin(conclusion))

    def _stored(self, conclusion: Conclusion, name: str) -> str:
        state = self.inspect.state
        match name:
            case "deadline":
                return screen_date(conclusion.deadline)
            case "tasks":
                labels = state.labels if state is not None else {}
                return ", ".join(labels[i] for i in conclusion.tasks if i in labels)
            case _:
                return str(getattr(conclusion, name))

    def _origin(self, conclusion: Conclusion) -> Content:
        state = self.inspect.state
        if state is None:
            return Content("")
        lines = []
        for task_id in conclusion.tasks:
            task = state.tasks.get(task_id)
            if task is not None:
                lines.append(Content.assemble((f"← {state.labels[task_id]} ", "$text-accent"), one_line(task.content)))
        for note_id in conclusion.notes:
            note = state.note(note_id)
            if note is not None:
                who = f"← {local_clock(note.at, state.content.session.zone)} {note.speaker}: "
                lines.append(Content.assemble((who, "$text-accent"), one_line(note.text)))
        if not lines:
            return Content("")
        return Content("\n").join([Content.styled(self.inspect.t("Drawn from"), "$foreground-muted bold"), *lines])

    def begin(self, name: str = "text") -> None:
        """Put the focus into a field."""
        if self.conclusion_id is not None:
            self._field(name if name in NAMES else "text").focus()

    # Saving

    def on_mount(self) -> None:
        """Keep what is typed."""
        for name in NAMES:
            self._field(name).keep = self.inspect.edited

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already."""
        event.stop()

    def on_text_editor_edited(self, event: TextEditor.Edited) -> None:
        """Kept already."""
        event.stop()

    @patient
    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Save the kind at once."""
        event.stop()
        record_id = self.conclusion_id
        if record_id is None or await self.inspect.save("conclusion", record_id, {"kind": event.value}) is not None:
            return
        state = self.inspect.state
        conclusion = state.conclusion(record_id) if state is not None else None
        event.control.value = conclusion.kind if conclusion is not None else ""

    @patient
    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Save at Enter and go on."""
        event.stop()
        await self._save_and_go_on(event.about)

    @patient
    async def on_text_editor_submitted(self, event: TextEditor.Submitted) -> None:
        """Save at Enter and go on."""
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
        for name in NAMES:
            await self._save(self._field(name).about)

    async def _save_and_go_on(self, draft: str) -> None:
        if await self._save(draft):
            self.screen.focus_next()

    async def _save(self, draft: str) -> bool:
        """Save a field by the name of its draft; False where it stays a draft."""
        state, text = self.inspect.state, self.inspect.drafts.get(draft)
        if text is None or state is None:
            return True
        _, conclusion_id, name = draft.split(":")
        value: object = text
        if name == "deadline":
            held_on = state.content.session.held_on
            try:
                value = typed_date(text, held_on.year if held_on is not None else None)
            except FieldError:
                self.inspect.tell_no_date(draft, text)
                return False
        elif name == "tasks":
            tasks, unknown = named_tasks(text, state)
            if unknown:
                self.inspect.tell(self.inspect.t("No task «{text}»", text=", ".join(unknown)), warning=True)
                return False
            value = [task.id for task in tasks]
        return await self.inspect.save("conclusion", conclusion_id, {name: value}, drafts={draft: text}) is not None
