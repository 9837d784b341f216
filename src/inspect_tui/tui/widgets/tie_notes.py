"""The last notes, to be tied to a task or let go of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.records import Note
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.tui.patience import patient
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

MOST: Final = 9
"""How many notes are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, and whether it is tied to the task; no note is the heading."""

    key: str
    selectable: bool
    note: Note | None = None
    is_tied: bool = False


class TieNotes(RowList[NoteRow]):
    """Space ties the note at the cursor to the task, or lets go; Enter and Escape close."""

    BINDINGS: ClassVar = [
        Binding("space", "tie", show=False),
        Binding("enter,escape", "close", show=False),
    ]

    DEFAULT_CSS = """
    TieNotes { margin-top: 1; background: $panel; height: 1; }
    """

    class Closed(Message):
        """Posted when the list is done with."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(self._draw_note, id=id)
        self.task_id = ""

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def show(self, task: str) -> None:
        """List the last notes for a task."""
        state = self.inspect.state
        if state is None:
            return
        self.task_id = task
        notes = list(reversed(state.content.notes[-MOST:]))
        self.empty = self.inspect.t("No note has been taken yet. F3 leads to where notes are taken, Esc closes.")
        rows = [NoteRow(note.id, True, note, task in note.tasks) for note in notes]
        self.set_rows([NoteRow("head", False), *rows] if rows else [])
        self.styles.height = len(notes) + 1 if notes else 2

    def _draw_note(self, row: NoteRow, width: int) -> list[Content]:
        state = self.inspect.state
        if row.note is None:
            words = self.inspect.t("The last notes: Space ties or lets go, Esc closes")
            return [Content.styled(fit(words, width), "$foreground-muted")]
        zone = state.content.session.zone if state is not None else None
        who = f"{local_clock(row.note.at, zone)} {row.note.speaker}: "
        words = fit(who + one_line(row.note.text), width - 2)
        return [Content.assemble(("✓ " if row.is_tied else "· ", "$text-accent"), words)]

    @patient
    async def action_tie(self) -> None:
        """Tie the note to the task, or let go of it."""
        state = self.inspect.state
        note = state.note(self.cursor_key) if state is not None and self.cursor_key is not None else None
        if note is None:
            return
        kept = [task for task in note.tasks if task != self.task_id]
        tied = kept if self.task_id in note.tasks else [*kept, self.task_id]
        await self.inspect.save("note", note.id, {"tasks": tied})

    def action_close(self) -> None:
        """Close."""
        self.post_message(self.Closed())
