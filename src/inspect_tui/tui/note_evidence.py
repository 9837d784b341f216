"""Evidence of a note: Ctrl+E asks for a file, for the note at the cursor or for the one that was written last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command

if TYPE_CHECKING:
    from textual.widget import Widget

    from inspect_tui.tui.screens.frame import SessionScreen
    from inspect_tui.tui.widgets.composer import Composer
    from inspect_tui.tui.widgets.evidence_line import EvidenceLine
    from inspect_tui.tui.widgets.feed_rows import FeedRow
    from inspect_tui.tui.widgets.row_list import RowList

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object

EVIDENCE_COMMAND: Final = Command(
    "evidence", "ctrl+e", "^E", N_("evidence"), N_("Keep a file as evidence with this note"), "evidence", 6
)


class NoteEvidence(_MixedInScreen):
    """The part of the notes screen that ties files to notes."""

    _evidence_from: Widget | None = None

    if TYPE_CHECKING:

        @property
        def feed(self) -> RowList[FeedRow]:
            """The feed."""

        @property
        def composer(self) -> Composer:
            """The composer."""

    def note_at_hand(self) -> str:
        """Return the id of the note at the cursor of the feed, from the composer that which is changed or the last."""
        if self.feed.has_focus:
            return self.feed.cursor_key or ""
        notes = self.state.content.notes
        return self.composer.editing or (notes[-1].id if notes else "")

    async def action_evidence(self) -> None:
        """Ask for a file of the note at hand."""
        from inspect_tui.domain.dates import local_clock
        from inspect_tui.tui.widgets.evidence_line import EvidenceLine

        app, note = self.inspect, self.state.note(self.note_at_hand())
        if self.state.is_signed:
            app.tell(self.t("The session is signed; amend it (F6) to change it."), warning=True)
            return
        if note is None:
            app.tell(self.t("Write a note first; a file is kept with a note."))
            return
        found = self.query(EvidenceLine)
        line = found.first() if found else EvidenceLine(id="evidence-line")
        if not found:
            await self.mount(line, before=self.composer)
        if not line.has_focus_within:
            self._evidence_from = self.focused
        line.display = True
        clock = local_clock(note.at, self.state.content.session.zone)
        line.say_about(
            self.t("Evidence of the note of {clock}: Tab completes, Enter takes it in, Esc closes", clock=clock)
        )
        line.begin(note.id, field="notes")
        self.feed.highlight(note.id)

    def on_evidence_line_closed(self, event: EvidenceLine.Closed) -> None:
        """Close the line and go back to where the key was pressed."""
        event.stop()
        line = event.line
        had_focus = line.has_focus_within
        line.display = False
        if had_focus:
            back = self._evidence_from
            (back if back is not None and back.is_attached and back.display else self.composer.words).focus()

    def on_evidence_line_taken(self, event: EvidenceLine.Taken) -> None:
        """Say what was taken in; the line stays for the next file."""
        event.stop()
        self.inspect.tell(self.t("{name} is kept with the note. Ctrl+Z takes it back.", name=event.saved.record.name))

    def follow_evidence(self, attachment_id: str) -> bool:
        """Show a file in the line of its notes; False where it is gone and all have to be looked at."""
        found = next((one for one in self.state.content.attachments if one.id == attachment_id), None)
        for note_id in found.notes if found is not None else ():
            if (row := self.feed.row(note_id)) is not None:
                self.feed.update_row(note_id, row)
        return found is not None
