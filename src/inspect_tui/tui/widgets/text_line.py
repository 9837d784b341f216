"""A field of one line: the only one in the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from inspect_tui.domain.vietnamese import clean, nfc
from inspect_tui.tui.textual_compat import KeysInOrder, QuietInput
from inspect_tui.tui.widgets.cells import ELLIPSIS, cell_len
from inspect_tui.tui.widgets.line_history import LineHistory, LineState
from inspect_tui.tui.widgets.typed_run import TypedRun

_BREAKS: Final = re.compile(r"[ ]*[\t\n\u2028\u2029]+[ ]*")


def as_one_line(text: str) -> str:
    """Return cleaned text whose line ends and tabs are spaces; other spaces stay, for they may just be typed."""
    text = clean(text)
    if text.isprintable():
        return text
    return _BREAKS.sub(" ", text.strip("\n\t"))


class TextLine(KeysInOrder, QuietInput):
    """One line of text, right under Vietnamese input methods, always NFC and free of control characters.

    Differs from ``Input`` also in that getting the focus selects nothing (one key would delete all), and in that
    pasted lines are joined by spaces where ``Input`` keeps the first one only, and in that there is undo.
    """

    BINDINGS = [
        Binding("ctrl+z,super+z", "undo", "Undo", show=False),
        Binding("ctrl+y,super+y", "redo", "Redo", show=False),
    ]

    DEFAULT_CSS = """
    TextLine {
        &.-textual-compact {
            background: $surface;
            &:focus { background-tint: $foreground 8%; }
            & > .input--placeholder { text-style: italic; }
        }
        &:ansi.-textual-compact:focus { text-style: underline; }
    }
    """

    @dataclass
    class Edited(Message):
        """Posted after each change that the user made."""

        text_line: TextLine
        text: str
        about: str = ""

        @property
        def control(self) -> TextLine:
            """The field that was changed."""
            return self.text_line

    @dataclass
    class Submitted(Message):
        """Posted on Enter."""

        text_line: TextLine
        text: str
        about: str = ""

        @property
        def control(self) -> TextLine:
            """The field in which Enter was pressed."""
            return self.text_line

    @dataclass
    class Left(Message):
        """Posted when the focus goes elsewhere."""

        text_line: TextLine
        text: str
        about: str = ""

        @property
        def control(self) -> TextLine:
            """The field that was left."""
            return self.text_line

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        password: bool = False,
        max_length: int = 0,
        take_on_submit: bool = False,
        compact: bool = True,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Make the field.

        Args:
            text: what stands in it at first.
            placeholder: shown while it is empty; plain text.
            password: show dots for letters.
            max_length: the most characters it takes, 0 for no limit.
            take_on_submit: Enter empties the field in the same step, so that letters typed right behind it already
                belong to the next entry.
            compact: one row and no border.
            name: the widget's name.
            id: the widget's id.
            classes: CSS classes.
            disabled: whether it takes no input.
        """
        super().__init__(
            placeholder=placeholder,
            password=password,
            max_length=max_length,
            select_on_focus=False,
            compact=compact,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.set_reactive(Input.cursor_blink, False)
        self.put(as_one_line(text))
        self.take_on_submit = take_on_submit
        self.edited_by_user = False
        """Whether the user has changed the text since it was last set by the program."""
        self._about = ""
        self.keep: Callable[[str, str], None] | None = None
        """Told ``about`` and the text in the same step in which the user has changed it, before any message, so that
        what was typed is known even where the next key ends the app."""
        self._run = TypedRun()
        self._history = LineHistory()

    @property
    def about(self) -> str:
        """What the text belongs to; undo ends where another begins.

        Messages carry it, for by the time they arrive the field may show another record.
        """
        return self._about

    @about.setter
    def about(self, about: str) -> None:
        if about != self._about:
            self._history.clear()
        self._about = about

    @property
    def text(self) -> str:
        """The text of the field; setting it posts no ``Edited`` and puts the cursor at its end."""
        return self.value

    @text.setter
    def text(self, text: str) -> None:
        self._run.forget()
        self._history.clear()
        self.put(as_one_line(text))
        self.edited_by_user = False
        if not self.has_focus:
            self._show_beginning()

    def _show_beginning(self) -> None:
        """Show a long text from its first word on while nobody types in it."""
        if self.is_attached:
            self.call_after_refresh(self.scroll_to, 0, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return the line; words that go on behind the end of the field are marked while nobody types in it."""
        strip, width = super().render_line(y), self.size.width
        if y or self.has_focus or self.password or cell_len(self.value) <= width:
            return strip
        shown = strip.crop(0, width)
        shown = strip.crop(0, max(0, cell_len(shown.text.rstrip()) - 1))
        style = next((segment.style for segment in reversed(list(shown)) if segment.text), None)
        return Strip.join([shown, Strip([Segment(ELLIPSIS, style)])]).extend_cell_length(width, style)

    def insert_typed(self, character: str) -> None:
        """Take in a typed character; a mark joins the letter before it."""
        if not self.selection.is_empty:
            self._run.forget()
            self.replace(character, *self.selection)
            return
        cursor = self.cursor_position
        gone, text = self._run.insert(self.value[:cursor], character, self.key_time)
        self.replace(text, cursor - gone, cursor)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the text as an act of the user: every key and paste comes through here.

        Args:
            text: put in its place, cleaned.
            start: index of the first character that goes.
            end: index behind the last one.
        """
        value = self.value
        start, end = sorted((max(0, start), min(len(value), end)))
        head, tail = nfc(value[:start] + as_one_line(text)), value[end:]
        whole = nfc(head + tail)
        if self.max_length and len(whole) > max(self.max_length, len(value)):
            self.restricted()
            return
        if whole != value and not self.password:
            self._history.edited(LineState(value, self.cursor_position), text, end - start, self.key_time)
        self._change(LineState(whole, len(whole) - len(tail) if whole.endswith(tail) else len(head)))

    def _change(self, state: LineState) -> None:
        before, self.value = self.value, state.text
        self.cursor_position = state.cursor
        if state.text != before:
            self.edited_by_user = True
            if self.keep is not None:
                self.keep(self.about, state.text)
            self.post_message(self.Edited(self, state.text, self.about))

    def action_undo(self) -> None:
        """Take back the last word, deletion or paste; with nothing to take back the key still ends here."""
        self.undo_typed()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.redo_typed()

    def undo_typed(self) -> bool:
        """Take back the last word, deletion or paste; return whether there was any."""
        return self._go_to(self._history.undo(LineState(self.value, self.cursor_position)))

    def redo_typed(self) -> bool:
        """Do again what was taken back; return whether there was anything."""
        return self._go_to(self._history.redo(LineState(self.value, self.cursor_position)))

    def _go_to(self, state: LineState | None) -> bool:
        self._run.forget()
        if state is not None:
            self._change(state)
        return state is not None

    def action_delete_left(self) -> None:
        """Take back the last thing typed, or the character left of the cursor, or the selection."""
        cursor = self.cursor_position
        if not self.selection.is_empty:
            self.delete_selection()
        elif cursor:
            gone, text = self._run.backspace(self.value[:cursor], self.key_time)
            self.replace(text, cursor - gone, cursor)

    async def action_submit(self) -> None:
        """Post ``Submitted``."""
        text = self.value
        if self.take_on_submit and text:
            self.text = ""
        self.post_message(self.Submitted(self, text, self.about))

    def on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted, as one line."""
        event.stop()
        event.prevent_default()
        self._run.forget()
        if event.text:
            self.replace(event.text, *self.selection)

    def on_focus(self) -> None:
        """Show where the cursor is, which a long text has behind the end of the field."""
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        if self.has_focus and cell_len(self.value) >= self.size.width:
            cell = cell_len(self.value[: self.cursor_position])
            self.scroll_to_region(Region(cell, 0, 1, 1), force=True, animate=False)

    def on_blur(self, event: events.Blur) -> None:
        """Post ``Left``."""
        self._show_beginning()
        self.post_message(self.Left(self, self.value, self.about))
