"""What moved a task: extended, suspended, resumed, withdrawn, transferred; since when, until when, by which paper."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.records import EVENT_KINDS, Event
from inspect_tui.locale import N_
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.record_form import NotYet, RecordForm
from inspect_tui.tui.widgets.text_line import TextLine

LINES: Final = (
    ("until", N_("New deadline")), ("to", N_("New lead")), ("on", N_("From the day")), ("document", N_("By document")),
)  # fmt: skip
NEW: Final = "new."
"""Stands before the task's id where the event is still to be made; its words are drafts until Enter."""


class EventForm(RecordForm):
    """One event of a task. A new one is made whole at Enter, so that one Ctrl+Z takes it back."""

    KIND = "event"
    CHOICE = "kind"
    NAMES = tuple(name for name, _ in LINES)
    PREFIX = "event-"
    BINDINGS: ClassVar = [Binding("escape", "close", show=False)]

    DEFAULT_CSS = """
    EventForm {
        height: auto;
        margin-top: 1;
        background: $panel;
        & .event-row { height: auto; }
        & .event-row Static { width: 15; color: $text-muted; }
        & .event-row TextLine, & .event-row ChoiceLine { width: 1fr; }
        & #event-how { color: $text-muted; }
    }
    """

    class Closed(Message):
        """Posted when the form is done with."""

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        t = self.inspect.t
        with FormRow(classes="event-row"):
            yield Static(t("The task is"), markup=False)
            yield ChoiceLine([(kind, t(kind)) for kind in EVENT_KINDS], id="event-kind")
        for name, label in LINES:
            hint = t("dd/mm/yyyy") if name in ("until", "on") else ""
            with FormRow(classes="event-row", id=f"event-row-{name}"):
                yield Static(t(label), markup=False)
                yield TextLine(id=f"event-{name}", placeholder=hint)
        yield Static(t("Enter records it, Esc closes."), id="event-how", markup=False)

    def show(self, task: str, event: Event | None) -> None:
        """Show an event, or the form of a new one."""
        self.record_id = event.id if event is not None else NEW + task
        self.show_fields(self.record_id, same=False)

    @property
    def is_new(self) -> bool:
        """Whether the event is still to be made."""
        return (self.record_id or "").startswith(NEW)

    def _event(self) -> Event | None:
        state = self.inspect.state
        return next((e for e in state.content.events if e.id == self.record_id), None) if state is not None else None

    def stored(self, name: str) -> str:
        """Return what the event has in a field."""
        event = self._event()
        if event is None:
            return "extended" if name == "kind" else ""
        value = getattr(event, name)
        return screen_date(value) if isinstance(value, date) else str(value or "")

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        return self.date_of(text, draft) if name in ("until", "on") else text

    def follow_choice(self, value: str) -> None:
        """Ask for the deadline of an extension, for the agency of a transfer."""
        self.query_one("#event-row-until").display = value == "extended"
        self.query_one("#event-row-to").display = value == "transferred"

    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Save what the event is at once, unless it is still to be made."""
        if event.about.startswith(NEW):
            event.stop()
            event.prevent_default()

    async def _save(self, draft: str, *, go_on: bool = False) -> None:
        if draft.split(":")[1].startswith(NEW):
            if go_on:
                await self._make()
            return
        await super()._save(draft)
        if go_on:
            self.post_message(self.Closed())

    async def _make(self) -> None:
        """Make the event of what stands in the form."""
        record_id, kind = self.record_id, self.choice.value
        if record_id is None:
            return
        wanted = {"on", "document"} | {"extended": {"until"}, "transferred": {"to"}}.get(kind, set())
        values: dict[str, object] = {"task": record_id.removeprefix(NEW), "kind": kind}
        drafts: dict[str, str] = {}
        for name in self.NAMES:
            field = self.field(name)
            if self.inspect.drafts.get(field.about) is not None:
                drafts[field.about] = field.text
            if name in wanted:
                try:
                    values[name] = self.value_of(name, field.text, field.about)
                except NotYet:
                    field.focus()
                    return
        if kind == "extended" and not values["until"]:
            self.inspect.tell(self.inspect.t("Until when is it extended?"), warning=True)
            self.field("until").focus()
            return
        self.post_message(self.Closed())
        saved = await self.inspect.save("event", None, values, drafts=drafts)
        if saved is not None:
            self._on_way.pop(record_id, None)

    def action_close(self) -> None:
        """Close; words that were typed stay for the next time."""
        self.post_message(self.Closed())
