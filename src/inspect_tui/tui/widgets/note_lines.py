"""Sentences under the large figures: all of them where there is room, else what one line holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from inspect_tui.tui.figure_words import Note
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.drawn_lines import DrawnLines

ROOMY: Final = 36
"""Lines of the window from which on notes stand apart."""
LOW: Final = 30
"""Lines under which they have one line, for the late tasks need the room more."""
_GAP: Final = "  ·  "
_MORE: Final = "  … F1"
"""Stands where there is more to be said than the line holds; help has it all."""


class NoteLines(DrawnLines):
    """Sentences under the figures, one behind the other as far as a line goes."""

    _notes: Sequence[Note] = ()

    @property
    def notes(self) -> Sequence[Note]:
        """The sentences."""
        return self._notes

    def show(self, notes: Sequence[Note]) -> None:
        """Show other sentences."""
        if notes != self._notes:
            self._notes = notes
            self.renew()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the sentences, centred; one that has no room beside another begins a line."""
        lines = note_line([note.short for note in self._notes], width) if height < LOW else self._wrapped(width)
        made = [Content.styled(fit(line, width, "center"), "$foreground bold") for line in lines]
        return [Content(""), *made] if made and height >= ROOMY else made

    def _wrapped(self, width: int) -> list[str]:
        lines: list[str] = []
        for note in self._notes:
            if lines and cell_len(lines[-1]) + cell_len(note.full) + len(_GAP) <= width:
                lines[-1] += _GAP + note.full
            else:
                lines += wrap(note.full, width)
        return lines


def note_line(notes: Sequence[str], width: int) -> list[str]:
    """Return the sentences that one line holds, the foremost first; no line where there is none.

    Args:
        notes: the sentences, short.
        width: cells of the line.
    """
    if cell_len(_GAP.join(notes)) <= width:
        return [_GAP.join(notes)] if notes else []
    room = width - cell_len(_MORE)
    kept = [fit(notes[0], room).rstrip() if cell_len(notes[0]) > room else notes[0]]
    for note in notes[1:]:
        if cell_len(_GAP.join([*kept, note])) <= room:
            kept.append(note)
    return [_GAP.join(kept) + _MORE]
