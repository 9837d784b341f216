"""Notes in the feed: when, who, what kind, which tasks and conclusions, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.evidence import files_by_note
from inspect_tui.domain.records import LABELS, Attachment, Conclusion, Note
from inspect_tui.tui.conflict_words import beside_record
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap, wrapped_height
from inspect_tui.tui.wording import CONFLICT_STYLE, size_words

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState

INDENT: Final = 7
"""Cells of the clock before a note."""

MARKED: Final = "★"
"""Stands before a note that is to be concluded from."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in the feed."""

    key: str
    note: Note
    selectable: bool = True


class NoteDrawer:
    """Draws the notes of the app's open session."""

    def __init__(self, app: InspectApp) -> None:
        """Draw the notes of an app.

        Args:
            app: whose session and language.
        """
        self._app = app
        self._files_of: tuple[object, dict[str, list[Attachment]]] = (None, {})

    @property
    def _state(self) -> SessionState:
        state = self._app.state
        assert state is not None
        return state

    def _head(self, note: Note) -> str:
        kind = self._app.t(LABELS[note.kind]) if note.kind != "note" or not note.speaker else ""
        return "  ".join(p for p in (note.speaker, kind) if p)

    def _tied(self, note: Note) -> str:
        labels = self._state.labels
        tied = " ".join(f"#{labels[i]}" for i in note.tasks if i in labels)
        places = [str(n) for n, c in enumerate(self._requests(), start=1) if note.id in c.notes]
        if places:
            tied += "  ➜ " + ", ".join(places)
        return tied

    def _requests(self) -> list[Conclusion]:
        return [c for c in self._state.content.conclusions if c.kind == "request"]

    def height_of(self, row: NoteRow, width: int) -> int:
        """Return the lines of a note: its head, its words wrapped, and what somebody else wrote in its place."""
        room = max(10, width - INDENT)
        files = len(self._files(row.note, room))
        return 1 + wrapped_height(row.note.text, room) + files + len(self._others(row.note))

    def _files(self, note: Note, room: int) -> list[str]:
        """Return the lines that name the evidence of a note."""
        attachments = self._state.content.attachments
        if attachments is not self._files_of[0]:
            # Heights of thousands of notes are asked for at once.
            self._files_of = (attachments, files_by_note(self._state.content))
        files = self._files_of[1].get(note.id)
        if not files:
            return []
        named = ", ".join(f"{one.name} ({size_words(one)})" for one in files)
        return wrap(self._app.t("Evidence: {files}", files=named), room)

    def _others(self, note: Note) -> list[str]:
        return beside_record(self._app, "note", note.id)

    def draw_row(self, row: NoteRow, width: int) -> list[Content]:
        """Draw a note."""
        note = row.note
        tied = self._tied(note)
        mark = f"{MARKED} " if note.marked else ""
        head = fit(self._head(note), max(0, width - INDENT - len(mark) - cell_len(tied) - 1))
        first = Content.assemble(
            (fit(local_clock(note.at, self._state.content.session.zone), INDENT), "$text-muted"),
            (mark, "$text-warning bold"),
            (head, "bold"),
            " ",
            (tied, "$text-accent"),
        )
        room = max(10, width - INDENT)
        lines = [first, *(Content(" " * INDENT + line) for line in wrap(note.text, room))]
        lines += [Content.styled(" " * INDENT + line, "$text-accent") for line in self._files(note, room)]
        lines += [Content.styled(" " * INDENT + fit(other, room), CONFLICT_STYLE) for other in self._others(note)]
        return lines
