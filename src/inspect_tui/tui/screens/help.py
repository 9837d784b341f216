"""Help (F1): on what has the focus, and the keys that work there."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command, app_commands_beside, key_words, with_changed_keys
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.widget_keys import keys_of
from inspect_tui.tui.widgets.cells import hanging

KEYS = 13
"""Cells of the column of keys."""


class HelpScreen(Overlay[None]):
    """Says what the focused part is for, then lists the screen's keys and those of every screen."""

    BINDINGS = [Binding("f1,enter", "close", show=False)]

    def __init__(self, about: Screen[object]) -> None:
        """Make the help of a screen."""
        super().__init__()
        self._about = about
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(id="box"):
            yield Static("", id="help-text", markup=False)

    def _text(self, width: int) -> Content:
        """Return the text in lines for a width; what goes on in a second line is indented there."""
        t = self.inspect.t
        texts: dict[str, str] = getattr(self._about, "HELP_TEXTS", {})
        here: tuple[Command, ...] = tuple(getattr(self._about, "COMMANDS_HERE", ()))
        usual: tuple[Command, ...] = tuple(getattr(type(self._about), "COMMANDS_HERE", ()))

        def paragraphs(text: str) -> Content:
            return Content(_paragraphs(with_changed_keys(text, usual, here), width))

        lines: list[Content] = []
        widget: Widget | None = self._about.focused
        while widget is not None:
            if widget.id in texts:
                text = texts[widget.id]
                lines += [paragraphs(t(text)), Content("")]
                break
            widget = widget.parent if isinstance(widget.parent, Widget) else None
        if "" in texts:
            about = texts[""]
            lines += [paragraphs(t(about)), Content("")]
        for note in getattr(self._about, "help_notes", ()):
            lines += [paragraphs(note), Content("")]
        everywhere = app_commands_beside(here)
        head, own = keys_of(self._about.focused)
        parts = (
            (N_("ON THIS SCREEN"), [(_key_of(command), command.tip) for command in here]),
            (head, own),
            (N_("ON EVERY SCREEN"), [(_key_of(command), command.tip) for command in everywhere]),
        )
        for title, keys in parts:
            if keys:
                lines.append(Content.styled(t(title), "$foreground-muted bold"))
                for key, does in keys:
                    # Wrapped with the key's place before it, so that the words stand in one column.
                    words = hanging(" " * KEYS + t(does), width, KEYS)[KEYS:]
                    lines.append(Content.assemble((f"{key:>{KEYS - 2}}  ", "$text-accent bold"), words))
                lines.append(Content(""))
        lines.append(Content.styled(t("Esc closes this."), "$foreground-muted"))
        return Content("\n").join(lines)

    def on_mount(self) -> None:
        """Let arrows scroll, and say so where there is more than can be seen."""
        box = self.query_one("#box")
        box.focus()
        self.watch(box, "scroll_y", self._say_more, init=False)
        self._wrap()

    def on_resize(self) -> None:
        """Wrap anew for the new size, and say whether there is more."""
        self._wrap()

    def _wrap(self) -> None:
        # Ninety parts of a hundred, at most 96 (`Overlay`), without border, padding and scrollbar.
        width = max(KEYS + 10, min(96, self.app.size.width * 9 // 10) - 5)
        if width != self._width:
            self._width = width
            self.query_one("#help-text", Static).update(self._text(width))
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        box = self.query_one("#box")
        is_more = box.scroll_offset.y < box.max_scroll_y
        box.border_subtitle = Content(self.inspect.t("↓ PgDn more · Esc closes")) if is_more else None


def _paragraphs(text: str, width: int) -> str:
    """Return a text's lines wrapped; what stands between wide gaps, a symbol and its word, is not parted."""
    lines = ("   ".join(part.replace(" ", "\xa0") for part in line.split("   ")) if "   " in line else line
             for line in text.split("\n"))  # fmt: skip
    return "\n".join(hanging(line, width, 2) for line in lines).replace("\xa0", " ")


def _key_of(command: Command) -> str:
    return "Ctrl+" + command.label[1:] if command.label.startswith("^") else command.label or key_words(command.key)
