"""What opens inside the task's panel: the form of an event, the line for evidence, the notes to be tied; one at a time.

Each stands above the list of what belongs to the task and is made at its first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual.message import Message
from textual.widget import Widget

from inspect_tui.domain.records import Attachment
from inspect_tui.tui.own_thread import on_own_thread
from inspect_tui.tui.patience import patient
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.task_things import TaskThings, Thing

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.widgets.event_form import EventForm
    from inspect_tui.tui.widgets.evidence_line import EvidenceLine
    from inspect_tui.tui.widgets.tie_notes import TieNotes

    _MixedInPanel = Widget
else:
    _MixedInPanel = object


W = TypeVar("W", bound=Widget)


class TaskBeside(_MixedInPanel):
    """The part of the task's panel that is about other records than the task."""

    record_id: str | None
    _beside: Widget | None = None
    _came_from: Widget | None = None

    @dataclass
    class BesideClosed(Message):
        """Posted when what was open inside the panel is done with: the focus goes back to where it came from."""

        came_from: Widget | None

    @property
    def _inspect_app(self) -> InspectApp:
        return cast("InspectApp", self.app)

    @property
    def things(self) -> TaskThings:
        """The list of what belongs to the task."""
        return self.query_one(TaskThings)

    # Opening and closing

    async def ask(self, what: str, came_from: Widget | None, record_id: str | None = None) -> None:
        """Open what adds to the task, or changes what belongs to it.

        Args:
            what: ``event``, ``evidence`` or ``note``.
            came_from: what the focus goes back to.
            record_id: the event to be changed, None for a new one.
        """
        state, task = self._inspect_app.state, self.record_id
        if state is None or task is None:
            return
        if state.is_signed:
            words = self._inspect_app.t("The session is signed; amend it (F6) to change it.")
            self._inspect_app.tell(words, warning=True)
            return
        if self._beside is None or not self._beside.has_focus_within:
            self._came_from = came_from
        match what:
            case "event":
                from inspect_tui.tui.widgets.event_form import EventForm

                form = await self._open("event-form", EventForm)
                form.show(task, next((e for e in state.content.events if e.id == record_id), None))
                form.choice.focus()
            case "evidence":
                from inspect_tui.tui.widgets.evidence_line import EvidenceLine

                (await self._open("evidence-line", EvidenceLine)).begin(task)
            case "note":
                from inspect_tui.tui.widgets.tie_notes import TieNotes

                notes = await self._open("tie-notes", TieNotes)
                notes.show(task)
                notes.focus()

    async def _open(self, name: str, kind: type[W]) -> W:
        if self._beside is not None and self._beside.id != name:
            self.close_beside()
        found = self.query(f"#{name}")
        made = cast("W", found.first()) if found else kind(id=name)
        if not found:
            await self.mount(made, before=self.things)
        made.display = True
        self._beside = made
        self.call_after_refresh(made.scroll_visible, animate=False)
        return made

    def close_beside(self) -> None:
        """Close what is open, the focus stays."""
        if self._beside is not None:
            self._beside.display = False
            self._beside = None

    def renew_beside(self) -> None:
        """Follow a change in what is open."""
        from inspect_tui.tui.widgets.tie_notes import TieNotes

        if isinstance(self._beside, TieNotes):
            self._beside.show(self._beside.task_id)

    def _done_with(self, event: Message) -> None:
        event.stop()
        had_focus = self._beside is not None and self._beside.has_focus_within
        self.close_beside()
        if had_focus:
            self.post_message(self.BesideClosed(self._came_from))

    def on_event_form_closed(self, event: EventForm.Closed) -> None:
        """Close the form."""
        self._done_with(event)

    def on_evidence_line_closed(self, event: EvidenceLine.Closed) -> None:
        """Close the line."""
        self._done_with(event)

    def on_tie_notes_closed(self, event: TieNotes.Closed) -> None:
        """Close the list."""
        self._done_with(event)

    def on_evidence_line_taken(self, event: EvidenceLine.Taken) -> None:
        """Say what was taken in; the line stays for the next file."""
        event.stop()
        self._inspect_app.tell(
            self._inspect_app.t("{name} is kept with the task. Ctrl+Z takes it back.", name=event.saved.record.name)
        )

    # The list

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Moving in the panel's lists changes nothing elsewhere."""
        event.stop()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to what a line is about, or open what adds to the list."""
        event.stop()
        row = self.things.row(event.key) if event.control is self.things else None
        if row is None:
            return
        match row.kind, row.id:
            case "add", what:
                await self.ask(what, self.things)
            case "event", one:
                await self.ask("event", self.things, one)
            case "attachment", one:
                self.run_worker(partial(self._write_out, one), group="evidence")  # type: ignore[arg-type]
            case "note", one:
                self._inspect_app.go("notes", lambda shown: shown.show_record(one))
            case "conclusion", one:
                self._inspect_app.go("conclusions", lambda shown: shown.show_record(one))

    async def _write_out(self, attachment_id: str) -> None:
        """Write a file into the papers' folder; nothing is opened."""
        from inspect_tui.services.evidence import content_of, write_out

        app, state = self._inspect_app, self._inspect_app.state
        found: Attachment | None = None
        if state is not None:
            found = next((a for a in state.content.attachments if a.id == attachment_id), None)
        if found is None:
            return
        attachment, folder = found, app.setup.home.papers
        try:
            data = await app.gateway.read(lambda store: content_of(store, attachment))
            path = await on_own_thread(lambda: write_out(folder, attachment.name, data), name="evidence")
        except Exception as error:
            app.tell_error(error)
            return
        app.tell(app.t("Written: {path}", path=path), seconds=8)

    @patient
    async def on_task_things_deleted(self, event: TaskThings.Deleted) -> None:
        """Delete an event or a file; what was said and concluded is deleted where it stands."""
        event.stop()
        thing: Thing = event.thing
        if thing.kind in ("event", "attachment"):
            if await self._inspect_app.save(thing.kind, thing.id, {}, delete=True) is not None:
                self._inspect_app.tell(self._inspect_app.t("Deleted. Ctrl+Z brings it back."))
        elif thing.kind in ("note", "conclusion"):
            self._inspect_app.tell(self._inspect_app.t("Enter goes there; there it can be changed or deleted."))
