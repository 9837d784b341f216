"""The agenda on the notes screen: its keys, the panel beside the feed, the one line of a narrow window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.agenda import Agenda, item_at, parse
from inspect_tui.domain.records import Note
from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.patience import patient
from inspect_tui.tui.widgets.agenda_panel import AgendaPanel
from inspect_tui.tui.widgets.agenda_rows import AgendaLine
from inspect_tui.tui.widgets.feed_rows import FeedRow, feed_rows
from inspect_tui.tui.widgets.note_rows import NoteRow

if TYPE_CHECKING:
    from inspect_tui.tui.screens.frame import SessionScreen
    from inspect_tui.tui.widgets.row_list import RowList

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object

AGENDA_COMMANDS: Final = (
    Command("next-item", "f8", "F8", N_("next item"), N_("The next item of the agenda; the first time begins it"),
            "next_item", 3),
    Command("item-before", "shift+f8", "", N_("item before"), N_("Back to the agenda's item before"), "item_before", 9),
    Command("agenda", "f9", "F9", N_("agenda"), N_("To the agenda: its items, their times, templates"), "agenda", 4),
)  # fmt: skip

AGENDA_HELP: Final[dict[str, str]] = {
    "agenda": N_(
        "The agenda: ✓ an item that is over with its minutes, ▸ the one at hand, elapsed / planned, ▲ longer than "
        "planned.\n"
        "F8 goes to the next item from wherever you type, Shift+F8 back; notes fall under the item at hand.\n"
        "Here Enter goes to the item at the cursor, Ctrl+N puts one in behind it, Ctrl+E changes title and minutes, "
        "Delete takes it out, Alt+↑ Alt+↓ move it. F9 again shows the templates: Enter uses one, Space has new "
        "meetings begin with it, Ctrl+N keeps this agenda as one, Delete forgets it."
    ),
}


class AgendaBeside(_MixedInScreen):
    """What the notes screen does with the agenda."""

    if TYPE_CHECKING:

        @property
        def feed(self) -> RowList[FeedRow]:
            """The feed."""

    @property
    def agenda(self) -> AgendaPanel:
        """The agenda."""
        return self.query_one(AgendaPanel)

    def parsed_agenda(self) -> Agenda:
        """Return the session's agenda."""
        return parse(self.state.content.session.agenda)

    def show_notes(self) -> None:
        """Show all notes with their headings."""
        agenda = self.parsed_agenda()
        self._heads = self._heads_of(agenda)
        self.feed.set_rows(feed_rows(self.state.content.notes, agenda))

    def follow_note(self, note_id: str) -> None:
        """Show a change of a note: a new one costs one row, one that is changed its own."""
        notes = self.state.content.notes
        note, row = self.state.note(note_id), self.feed.row(note_id)
        if note is not None and isinstance(row, NoteRow) and row.note.item == note.item:
            self.feed.update_row(note_id, NoteRow(note.id, note))
        elif note is not None and row is None and notes[-1].id == note_id:
            self.append_note(note)
        else:
            self.show_notes()

    def append_note(self, note: Note) -> None:
        """Show a new note at the end of the feed, below a heading where its item is another than the last one's."""
        notes = self.state.content.notes
        for row in feed_rows([note], self.parsed_agenda(), before=notes[-2] if len(notes) > 1 else None):
            self.feed.append_row(row)

    def show_agenda(self) -> None:
        """Show a change of the agenda; the feed is left alone unless a heading in it reads otherwise."""
        if self._heads_of(self.parsed_agenda()) != self._heads:
            self.show_notes()
        self.agenda.show()

    def _heads_of(self, agenda: Agenda) -> Sequence[object]:
        return (self.state.content.session.zone, *(one[:2] for one in agenda.items))

    def item_of_new_note(self, began_at: str | None) -> dict[str, object]:
        """Return the field that says under which item a new note falls: that of its first key."""
        item = item_at(self.state.content.session.agenda, began_at)
        return {"item": item.id} if item is not None else {}

    def on_screen_resume(self) -> None:
        """Show the minutes that have passed meanwhile."""
        if self._stands:
            self.agenda.show()

    @patient
    async def action_next_item(self) -> None:
        """Go on to the next item of the agenda."""
        await self.agenda.go_on()

    @patient
    async def action_item_before(self) -> None:
        """Go back to the item before."""
        await self.agenda.go_back()

    def action_agenda(self) -> None:
        """Put the focus into the agenda; in a narrow window it stands in the feed's place meanwhile."""
        self.add_class("-agenda")
        self.agenda.begin()

    def on_agenda_panel_left(self, event: AgendaPanel.Left) -> None:
        """Go back to the words."""
        event.stop()
        self.begin()

    def on_agenda_board_shown(self, event: AgendaPanel.Shown) -> None:
        """Show the item at hand in the one line of a narrow window too."""
        event.stop()
        self.set_class(bool(event.rows), "-has-agenda")
        self.query_one(AgendaLine).show(event.rows)
