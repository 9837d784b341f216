"""Private Textual API that the editor of several lines uses; apart, for it is loaded only where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.document._history import EditHistory
from textual.strip import Strip
from textual.widgets import TextArea

__all__ = ["EditHistory", "EditorBase"]


class EditorBase(TextArea):
    """A TextArea with one place that each change of the user comes through, and cheap in long paragraphs.

    Each screen line of a paragraph is drawn from that part alone. Stock ``_render_line`` builds, styles and divides
    the whole paragraph again for each screen line of it: 120 ms a key in a paragraph of 10 KB. No bracket is looked
    for either: prose has no partners to show.
    """

    def find_matching_bracket(self, bracket: str, search_from: tuple[int, int]) -> tuple[int, int] | None:
        """Return nothing: see the class."""
        return None

    def prepared(self, text: str, before: str) -> tuple[int, str]:
        """Return a text about to go in as it is to go in, and how many characters before it that takes up."""
        return 0, text

    def changed_by_user(self) -> None:
        """Told after each change, undo and redo."""

    def replace_typed(self, text: str, start: Location, end: Location) -> EditResult | None:
        """Replace a part of the text as typing does, with the cursor behind it; None where it is read-only."""
        return self._replace_via_keyboard(text, start, end)

    def edit(self, edit: Edit) -> EditResult:
        """Make a change to the text; an act of the user."""
        row, column = edit.top
        taken, text = self.prepared(edit.text, self.document[row][:column])
        if taken or text != edit.text:
            edit = Edit(text, (row, column - taken), edit.bottom, edit.maintain_selection_offset)
        result = super().edit(edit)
        self.changed_by_user()
        return result

    def history_aside(self) -> EditHistory:
        """Go on with an empty undo history and return the one so far; stock only clears it."""
        old = self.history
        self.history = EditHistory(
            max_checkpoints=old.max_checkpoints,
            checkpoint_timer=old.checkpoint_timer,
            checkpoint_max_characters=old.checkpoint_max_characters,
        )
        return old

    def take_history(self, history: EditHistory) -> None:
        """Go on with an undo history that was put aside, once the text stands to which it belongs."""
        history.checkpoint()
        self.history = history

    def next_undone(self) -> object:
        """Return what stands for the changes that the next undo takes back; the same object when they come again."""
        return self.history._undo_stack[-1] if self.history._undo_stack else None

    def next_redone(self) -> object:
        """Return what stands for the changes that the next redo makes again."""
        return self.history._redo_stack[-1] if self.history._redo_stack else None

    def _watch_show_vertical_scrollbar(self) -> None:
        """Follow the scroll bar's coming and going.

        Stock scrolls to the cursor here, which in the middle of an edit still stands where the text was longer, and
        raises ``ValueError``. The cursor is set, and scrolled to, at the end of the edit.
        """
        if self.wrap_width:
            self._rewrap_and_refresh_virtual_size()
        if self.cursor_location[0] < self.document.line_count:
            self.scroll_cursor_visible()

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        super()._undo_batch(edits)
        self.changed_by_user()

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        super()._redo_batch(edits)
        self.changed_by_user()

    def _render_line(self, y: int) -> Strip:
        wrapped = self.wrapped_document
        y_offset = y + self.scroll_offset.y
        if y_offset >= len(wrapped._offset_to_line_info):
            return super()._render_line(y)
        row, section = wrapped._offset_to_line_info[y_offset]
        breaks = wrapped.get_offsets(row)
        line = self.document.get_line(row)
        if not breaks or self.suggestion or "\t" in line:
            return super()._render_line(y)
        begin = breaks[section - 1] if section else 0
        last = section >= len(breaks)
        text = Text(line[begin:] + " " if last else line[begin : breaks[section]], end="", no_wrap=True)
        self._style_section(text, row, begin)
        theme = self._theme
        style = theme.base_style if theme.base_style is not None else self.rich_style
        strip = Strip(text.render(self.app.console), text.cell_len)
        return strip.extend_cell_length(self.scrollable_content_region.width, style).apply_style(style)

    def _style_section(self, text: Text, row: int, begin: int) -> None:
        """Mark the selection and the cursor in a part of a paragraph that begins at a column."""
        theme = self._theme
        first, last = sorted(self.selection)
        if first != last and first[0] <= row <= last[0] and theme.selection_style is not None:
            start = first[1] - begin if first[0] == row else 0
            end = last[1] - begin if last[0] == row else len(text)
            if end > 0:
                text.stylize(theme.selection_style, max(0, start), end)
        cursor_row, cursor_column = self.selection.end
        column = cursor_column - begin
        if cursor_row == row and 0 <= column < len(text) and self._draw_cursor and theme.cursor_style:
            text.stylize(theme.cursor_style, column, column + 1)
