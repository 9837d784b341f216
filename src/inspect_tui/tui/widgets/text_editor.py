"""A field of several lines: the only one in the program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from inspect_tui.domain.vietnamese import clean, nfc
from inspect_tui.tui.textual_compat import KeysInOrder
from inspect_tui.tui.textual_editor_compat import EditHistory, EditorBase
from inspect_tui.tui.widgets.typed_run import TypedRun

PARAGRAPH_LIMIT: Final = 2000
"""Characters of a pasted paragraph; a longer one is split, for each key wraps its whole paragraph again."""

_SENTENCE_END: Final = re.compile(r"[.!?…;:][\"”’»)]*[ ]+")
_TAKEN_BY_SCREENS: Final = {"f6", "f7"}


def split_paragraphs(text: str, limit: int = PARAGRAPH_LIMIT) -> str:
    """Return the text with a line end put into each paragraph over the limit, after a sentence where there is one."""
    if len(text) <= limit:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        start = 0
        while len(line) - start > limit:
            half = start + limit // 2
            ends = [match.end() for match in _SENTENCE_END.finditer(line, half, start + limit)]
            cut = ends[-1] if ends else line.rfind(" ", half, start + limit) + 1 or start + limit
            lines.append(line[start:cut].rstrip(" "))
            start = cut
        lines.append(line[start:])
    return "\n".join(lines)


class TextEditor(KeysInOrder, EditorBase, inherit_bindings=False):
    """Several lines of text, right under Vietnamese input methods, always NFC and free of control characters.

    Wraps softly, grows with its text between two heights, and leaves Tab and the F-keys to the screen.
    """

    BINDINGS = [
        *[b for b in TextArea.BINDINGS if isinstance(b, Binding) and b.key not in _TAKEN_BY_SCREENS],
        Binding("ctrl+shift+a", "select_all", "Select all", show=False),
        Binding("enter", "enter", "Submit or new line", show=False),
        Binding("shift+enter,alt+enter,ctrl+j", "new_line", "New line", show=False),
    ]

    DEFAULT_CSS = """
    TextEditor {
        height: auto;
        scrollbar-size-vertical: 1;
        & .text-area--placeholder { color: $text-disabled; }
        &.-textual-compact {
            padding: 0;
            background: $surface;
            &:focus { background-tint: $foreground 8%; }
        }
    }
    """

    @dataclass
    class Edited(Message):
        """Posted after each change that the user made."""

        text_editor: TextEditor
        text: str
        about: str = ""

        @property
        def control(self) -> TextEditor:
            """The field that was changed."""
            return self.text_editor

    @dataclass
    class Submitted(Message):
        """Posted on Enter where ``submit_on_enter`` is set."""

        text_editor: TextEditor
        text: str
        about: str = ""

        @property
        def control(self) -> TextEditor:
            """The field in which Enter was pressed."""
            return self.text_editor

    @dataclass
    class Left(Message):
        """Posted when the focus goes elsewhere."""

        text_editor: TextEditor
        text: str
        about: str = ""

        @property
        def control(self) -> TextEditor:
            """The field that was left."""
            return self.text_editor

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        submit_on_enter: bool = False,
        take_on_submit: bool = False,
        min_height: int = 1,
        max_height: int = 8,
        read_only: bool = False,
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
            submit_on_enter: Enter posts ``Submitted``; Shift+Enter, Alt+Enter and Ctrl+J insert the line ends.
            take_on_submit: Enter empties the field in the same step, so that letters typed right behind it already
                belong to the next entry.
            min_height: rows when there is little text.
            max_height: rows from which on it scrolls.
            read_only: whether the user may only read and copy.
            compact: no border.
            name: the widget's name.
            id: the widget's id.
            classes: CSS classes.
            disabled: whether it takes no input.
        """
        super().__init__(
            clean(text),
            soft_wrap=True,
            tab_behavior="focus",
            read_only=read_only,
            show_line_numbers=False,
            highlight_cursor_line=False,
            compact=compact,
            placeholder=Content(placeholder),
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.set_reactive(TextArea.cursor_blink, False)
        self.set_reactive(TextArea.match_cursor_bracket, False)
        self.styles.min_height = min_height
        self.styles.max_height = max_height
        self.submit_on_enter = submit_on_enter
        self.take_on_submit = take_on_submit
        self.edited_by_user = False
        """Whether the user has changed the text since it was last set by the program."""
        self._about = ""
        self.keep: Callable[[str, str], None] | None = None
        """Told ``about`` and the text in the same step in which the user has changed it, before any message, so that
        what was typed is known even where the next key ends the app."""
        self._run = TypedRun()
        self._taken: tuple[str, EditHistory] | None = None
        if text:
            self.move_cursor(self.document.end)

    @property
    def about(self) -> str:
        """What the text belongs to; undo ends where another begins.

        Messages carry it, for by the time they arrive the field may show another record.
        """
        return self._about

    @about.setter
    def about(self, about: str) -> None:
        if about != self._about:
            self.history.clear()
        self._about = about

    @property
    def text(self) -> str:
        """The text of the field; setting it posts no ``Edited``, puts the cursor at its end and clears the undo."""
        return self.document.text

    @text.setter
    def text(self, text: str) -> None:
        self._run.forget()
        with self.prevent(TextArea.Changed):
            self.load_text(clean(text))
        self.move_cursor(self.document.end)
        self.edited_by_user = False
        if self.is_attached and not self.has_focus:
            self.call_after_refresh(self._show_beginning)

    def take(self) -> str:
        """Empty the field and return what stood in it; `put_back` undoes that where the words were not wanted."""
        text = self.text
        if text:
            self._taken = (text, self.history_aside())
            self.text = ""
        return text

    def put_back(self, text: str) -> None:
        """Put words back that were taken, before whatever was typed since, with the undo that they had."""
        since, taken = self.text, self._taken
        self.text = text
        if taken is not None and taken[0] == text:
            self.take_history(taken[1])
        if since:
            end = self.document.end
            self.replace_typed("\n" + since, end, end)

    def insert_typed(self, character: str) -> None:
        """Take in a typed character; a mark joins the letter before it."""
        if self.read_only:
            return
        start, end = self.selection
        if start != end:
            self._run.forget()
            self.replace_typed(character, start, end)
            return
        row, column = end
        gone, text = self._run.insert(self.document[row][:column], character, self.key_time)
        self.replace_typed(text, (row, column - gone), end)

    def action_delete_left(self) -> None:
        """Take back the last thing typed, or the character left of the cursor, or the selection."""
        row, column = self.cursor_location
        if self.read_only or not self.selection.is_empty or not column:
            super().action_delete_left()
            return
        gone, text = self._run.backspace(self.document[row][:column], self.key_time)
        self.replace_typed(text, (row, column - gone), (row, column))

    def action_enter(self) -> None:
        """Submit the text, or begin a new line where Enter does not submit."""
        if not self.submit_on_enter:
            self.action_new_line()
            return
        text = self.take() if self.take_on_submit else self.text
        self.post_message(self.Submitted(self, text, self.about))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self._run.forget()
        self.replace_typed("\n", *self.selection)

    def prepared(self, text: str, before: str) -> tuple[int, str]:
        """Return a text cleaned, and composed with the letter before it where it begins with a mark."""
        text = clean(text)
        if not text or not before or not unicodedata.combining(text[0]):
            return 0, text
        base = len(before) - 1
        while base and unicodedata.combining(before[base]):
            base -= 1
        return len(before) - base, nfc(before[base:] + text)

    def changed_by_user(self) -> None:
        """Post ``Edited``."""
        self.edited_by_user = True
        text = self.text
        if self.keep is not None:
            self.keep(self.about, text)
        self.post_message(self.Edited(self, text, self.about))

    def on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted, its overlong paragraphs split."""
        event.stop()
        event.prevent_default()
        self._run.forget()
        text = split_paragraphs(clean(event.text))
        if text and (result := self.replace_typed(text, *self.selection)):
            self.move_cursor(result.end_location)

    def _show_beginning(self) -> None:
        """Show a long text from its first line on while nobody types in it."""
        if self.is_attached and self.max_scroll_y:
            self.scroll_to(y=0, animate=False, force=True)

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def on_blur(self, event: events.Blur) -> None:
        """Post ``Left``."""
        self.call_after_refresh(self._show_beginning)
        self.post_message(self.Left(self, self.text, self.about))
