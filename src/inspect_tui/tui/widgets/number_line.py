"""A field for a number, as a cell of a table: going to it and typing replaces what stands in it."""

from __future__ import annotations

from textual.actions import SkipAction
from textual.widgets.input import Selection

from inspect_tui.tui.widgets.text_line import TextLine


class NumberLine(TextLine):
    """A field whose first key replaces the number; arrow keys, Home and End begin to change it.

    In other fields a key must never delete all, and undo never leave them. Here a number typed behind another would be
    a third one that nobody meant, and what stands in the field is saved on the way to the next one: with nothing of its
    own to take back, undo takes back what was saved.
    """

    def __init__(self, text: str = "", *, placeholder: str = "", max_length: int = 0, id: str | None = None,
                 classes: str | None = None) -> None:  # fmt: skip
        """Make the field.

        Args:
            text: what stands in it at first.
            placeholder: shown while it is empty; plain text.
            max_length: the most characters it takes, 0 for no limit.
            id: the widget's id.
            classes: CSS classes.
        """
        super().__init__(text, placeholder=placeholder, max_length=max_length, id=id, classes=classes)
        self.select_on_focus = True

    def put(self, text: str) -> None:
        """Set the text; where somebody is in the field, the next key replaces it too."""
        super().put(text)
        if self.is_attached and self.has_focus:
            self.selection = Selection(0, len(text))

    def action_undo(self) -> None:
        """Take back what was typed last; with nothing to take back the key goes on to the session's undo."""
        if not self.undo_typed():
            raise SkipAction

    def action_redo(self) -> None:
        """Do again what was taken back; with nothing to do again the key goes on to the session's."""
        if not self.redo_typed():
            raise SkipAction
