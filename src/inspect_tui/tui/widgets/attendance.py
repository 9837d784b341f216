"""Who is there, by the three sides of the table; one line under the list adds and changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from inspect_tui.domain.attendance_words import moved_person, person_text, read_people, read_person
from inspect_tui.domain.records import LABELS, SIDES, Participant
from inspect_tui.domain.vietnamese import fold
from inspect_tui.services.meeting import add_people, change_people, known_people
from inspect_tui.tui.drafts import field_draft
from inspect_tui.tui.matching import best_match
from inspect_tui.tui.patience import patient
from inspect_tui.tui.record_changes import change_records
from inspect_tui.tui.widgets.head_line import PersonLine
from inspect_tui.tui.widgets.person_rows import PersonDrawing, PersonRow, person_rows
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.services.live import Saved
    from inspect_tui.store.people import Known
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState

NEW: Final = "new-"
"""Stands before a side where the draft of the line would have the id of a record."""


class Attendance(Vertical):
    """The list and its line."""

    DEFAULT_CSS = """
    Attendance {
        & #people-title { height: 1; padding: 0 1; color: $text-muted; text-style: bold; }
        & #people { padding: 0 0 0 1; }
        & #person-side, & #person-row { display: none; padding: 0 1; }
        & #person-side { height: 1; color: $text-accent; }
        & #person-row { height: auto; }
        &.-typing #person-side, &.-typing #person-row { display: block; }
        & #person-prompt { width: 2; color: $accent; text-style: bold; }
        & #person-line { width: 1fr; }
        & #person-hint { height: 1; padding: 0 3; color: $text-muted; display: none; }
        &.-typing #person-hint { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self._known: tuple[Known, ...] | None = None

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    @property
    def listing(self) -> RowList[PersonRow]:
        """The list."""
        return self.query_one("#people", RowList)

    @property
    def line(self) -> PersonLine:
        """The line in which people are typed."""
        return self.query_one("#person-line", PersonLine)

    def compose(self) -> ComposeResult:
        """Lay out list and line."""
        t = self.inspect.t
        yield Static("", id="people-title", markup=False)
        drawing = PersonDrawing(self.inspect)
        yield RowList[PersonRow](drawing.draw, height=drawing.height, id="people")
        yield Static("", id="person-side", markup=False)
        with Horizontal(id="person-row"):
            yield Static("›", id="person-prompt", markup=False)
            yield PersonLine(id="person-line", placeholder=t("name, role"))
        yield Static("", id="person-hint", markup=False)

    def on_mount(self) -> None:
        """Keep what is typed."""
        self.line.keep = self.inspect.edited
        self.line.offer = self._known_for
        self.run_worker(self._read_known())

    async def _read_known(self) -> None:
        session = self.state.id
        self._known = await self.inspect.gateway.read(lambda store: known_people(store, session))

    # The list

    def show(self) -> None:
        """Show who is there now, and the words that were typed and belong to nobody yet."""
        people = self.state.content.participants
        present = sum(one.present for one in people)
        title = self.inspect.t("ATTENDANCE · {present} of {all} present", present=present, all=len(people))
        self.query_one("#people-title", Static).update(title if people else self.inspect.t("ATTENDANCE"))
        self.listing.set_rows(person_rows(people))
        if not self.has_class("-typing"):
            self._take_up_draft()

    def person_at_cursor(self) -> Participant | None:
        """Return who is at the cursor of the list, where it has the focus."""
        row = self.listing.cursor_row
        return row.person if row is not None and self.listing.has_focus else None

    # The line

    def add(self) -> None:
        """Open the line for somebody on the side at the cursor."""
        if self._may_change():
            row = self.listing.cursor_row
            self._open(field_draft("participant", NEW + (row.side if row is not None else SIDES[0]), "line"))

    def _may_change(self) -> bool:
        if self.state.is_signed:
            self.inspect.tell(self.inspect.t("The session is signed and locked."))
        return not self.state.is_signed

    def _open(self, draft: str, *, focus: bool = True) -> None:
        """Open the line for a new person, or one who is there.

        Args:
            draft: the name of the line's draft, which says for whom.
            focus: go there.
        """
        t, line = self.inspect.t, self.line
        _, record, _ = draft.split(":")
        one = next((p for p in self.state.content.participants if p.id == record), None)
        side = record.removeprefix(NEW) if one is None else one.side
        if one is None and not record.startswith(NEW):
            return
        line.about = draft
        line.take_on_submit = one is None
        stored = person_text(one.name, one.role) if one is not None else ""
        line.text = self.inspect.drafts.get(draft) or stored
        label = t(LABELS.get(side, LABELS[SIDES[-1]]))
        words = t("Add to: {side}", side=label) if one is None else t("Change: {name}", name=one.name)
        self.query_one("#person-side", Static).update(words)
        self.add_class("-typing")
        self._say()
        if focus:
            line.focus()

    def _close(self) -> None:
        self.remove_class("-typing")
        self.line.text = ""
        self.listing.focus()

    def _take_up_draft(self) -> None:
        drafts = self.inspect.drafts
        for name in drafts.names("participant:"):
            if name.endswith(":line") and drafts.get(name):
                self._open(name, focus=False)
                return

    def give_up(self) -> bool:
        """Close the line and forget what stands in it; False where it is not open."""
        if not self.has_class("-typing"):
            return False
        self.inspect.drafts.drop(self.line.about)
        self._close()
        return True

    def _say(self) -> None:
        """Say how the words are read, and who may be meant."""
        t, hint, line = self.inspect.t, self.query_one("#person-hint", Static), self.line
        offered, one = line.offered, read_person(line.text)
        if offered:
            hint.update(t("→ takes {name}", name=offered))
        elif one is not None and one.role:
            hint.update(t("name: {name} · role: {role}", name=one.name, role=one.role))
        else:
            hint.update(t("Enter saves · several lines can be pasted · Esc closes"))

    def _known_for(self, typed: str) -> str:
        """Return somebody of an earlier meeting who is not in the list yet, as a line; empty for nobody."""
        here = {fold(one.name) for one in self.state.content.participants}
        known = {one.name: one for one in self._known or () if fold(one.name) not in here}
        found = known.get(best_match(typed, list(known)) or "")
        return person_text(found.name, found.role) if found is not None else ""

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already; say what it means."""
        event.stop()
        self._say()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Words stay where they are; a line without any closes."""
        event.stop()
        if not event.text.strip() and not self.line.has_focus and self.line.about == event.about:
            self.remove_class("-typing")

    @patient
    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Save who was typed; the line stays open for the next one."""
        event.stop()
        record, drafts, one = event.about.split(":")[1], {event.about: event.text}, read_person(event.text)
        if one is None or not self._may_change():
            if one is None:
                self.inspect.drafts.drop(event.about)
                self._close()
            else:
                self.line.text = event.text
            return
        if not record.startswith(NEW):
            self._close()
            values = {"name": one.name, "role": one.role}
            await self.inspect.save("participant", record, values, drafts=drafts)
            return
        side, session = record.removeprefix(NEW), self.state.id

        def work(store: Store, dropped: Sequence[str]) -> Sequence[Saved]:
            return add_people(store, session, [one], side, drop_drafts=dropped)

        saved = await change_records(self.inspect, work, drafts=drafts)
        self._highlight(saved)
        if saved is None and not self.line.text:
            self.line.text = event.text

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter changes who is at the cursor, or adds where there is nobody."""
        event.stop()
        row = self.listing.row(event.key)
        if row is not None and row.person is None:
            self.add()
        elif row is not None and self._may_change():
            self._open(field_draft("participant", event.key, "line"))

    @patient
    async def on_person_line_pasted(self, event: PersonLine.Pasted) -> None:
        """Add everybody who was pasted into the line."""
        event.stop()
        await self._add_pasted(event.text)

    @patient
    async def on_paste(self, event: events.Paste) -> None:
        """Add everybody who was pasted onto the list."""
        if self.listing.has_focus:
            event.stop()
            await self._add_pasted(event.text)

    async def _add_pasted(self, text: str) -> None:
        people, row, session = read_people(text), self.listing.cursor_row, self.state.id
        if not people or not self._may_change():
            return
        record = self.line.about.split(":")[1] if self.has_class("-typing") else ""
        side = record.removeprefix(NEW) if record.startswith(NEW) else row.side if row is not None else SIDES[0]

        def work(store: Store, dropped: Sequence[str]) -> Sequence[Saved]:
            return add_people(store, session, people, side, drop_drafts=dropped)

        saved = await change_records(self.inspect, work)
        if saved is not None:
            self._highlight(saved)
            self.inspect.tell(
                self.inspect.catalog.n(
                    "{count} person added. Ctrl+Z takes it back.", "{count} people added. Ctrl+Z takes it back.",
                    len(saved),
                )
            )  # fmt: skip

    def _highlight(self, saved: Sequence[Saved] | None) -> None:
        if saved:
            self.listing.highlight(saved[-1].id)

    # Keys of the list

    @patient
    async def toggle_present(self) -> None:
        """Note that somebody is there, or is not."""
        one = self.person_at_cursor()
        if one is not None and self._may_change():
            await self.inspect.save("participant", one.id, {"present": not one.present})

    @patient
    async def remove_person(self) -> None:
        """Take somebody out of the list; Ctrl+Z brings that person back."""
        one = self.person_at_cursor()
        if one is None or not self._may_change():
            return
        if await self.inspect.save("participant", one.id, {}, delete=True) is not None:
            self.inspect.tell(self.inspect.t("Deleted. Ctrl+Z brings it back."))

    @patient
    async def move_person(self, step: int) -> None:
        """Move somebody up or down; at the end of a side into the next one."""
        one, session = self.person_at_cursor(), self.state.id
        changes = moved_person(self.state.content.participants, one.id, step) if one is not None else {}
        if changes and self._may_change():
            await change_records(self.inspect, lambda store, _: change_people(store, session, changes))
