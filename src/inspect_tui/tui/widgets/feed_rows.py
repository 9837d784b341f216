"""The feed's rows: notes, and a heading where they begin to fall under another item of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from inspect_tui.domain.agenda import Agenda, feed_sections
from inspect_tui.domain.records import Note
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.note_rows import NoteDrawer, NoteRow


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The item under which the notes below were said; number 0 where they fall under none."""

    key: str
    number: int
    title: str
    selectable: bool = False


FeedRow = NoteRow | HeadingRow


def feed_rows(notes: Sequence[Note], agenda: Agenda, *, before: Note | None = None) -> list[FeedRow]:
    """Return rows for notes in their order, each change of item with its heading.

    Args:
        notes: the notes.
        agenda: the session's agenda; without items there are no headings.
        before: the note before them, whose heading stands already; None at the beginning.
    """
    rows: list[FeedRow] = []
    known = [(section.number, section.title) for section in feed_sections([before] if before else [], agenda)]
    last = known[0] if known else (0, "")
    for section in feed_sections(notes, agenda):
        here = (section.number, section.title)
        if here != last:
            rows.append(HeadingRow(section.key, *here))
        rows += (NoteRow(note.id, note) for note in section.notes)
        last = here
    return rows


class FeedDrawer(NoteDrawer):
    """Draws notes and headings."""

    def height_of(self, row: FeedRow, width: int) -> int:
        """Return the lines of a row."""
        return 1 if isinstance(row, HeadingRow) else super().height_of(row, width)

    def draw_row(self, row: FeedRow, width: int) -> list[Content]:
        """Draw a row."""
        if isinstance(row, NoteRow):
            return super().draw_row(row, width)
        words = f"{row.number}. {row.title}" if row.number else self._app.t("Outside the agenda")
        return [Content.styled(fit(words, width), "$foreground-muted bold")]
