"""Fields of the session's head, and of who is there: undo goes on to the session, names can be taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.message import Message

from inspect_tui.domain.attendance_words import read_people
from inspect_tui.tui.widgets.text_line import TextLine


class HeadLine(TextLine):
    """A field from which undo goes on to the session: what stands in it is saved on the way to the next one."""

    def action_undo(self) -> None:
        """Take back what was typed last; with nothing to take back the key goes on to the session's undo."""
        if not self.undo_typed():
            raise SkipAction

    def action_redo(self) -> None:
        """Do again what was taken back; with nothing to do again the key goes on to the session's."""
        if not self.redo_typed():
            raise SkipAction


class OfferLine(HeadLine):
    """A field whose words may be completed: Right behind the last letter takes what is offered.

    Attributes:
        offer: returns what the typed words may mean, as it would stand in the field; empty for nothing. Asked when the
            key is pressed, so that Right in the same read as the letters takes what they mean.
    """

    offer: Callable[[str], str] | None = None

    def action_cursor_right(self, select: bool = False) -> None:
        """Take what is offered, or move."""
        offered = self.offered
        if offered and not select and self.cursor_position >= len(self.text):
            self.replace(offered, 0, len(self.text))
        else:
            super().action_cursor_right(select)

    @property
    def offered(self) -> str:
        """What would be taken; empty for nothing."""
        typed = self.text.strip()
        offered = self.offer(typed) if self.offer is not None and typed else ""
        return offered if offered != typed else ""


class PersonLine(OfferLine):
    """The line in which people are typed; pasted lines are people each."""

    @dataclass
    class Pasted(Message):
        """Posted where several lines were pasted."""

        text: str

    def on_paste(self, event: events.Paste) -> None:
        """Take several lines as several people, and one line as words."""
        if len(read_people(event.text)) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))
