"""A choice among a few values on one line: cheap enough to stand in every form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from inspect_tui.domain.vietnamese import fold
from inspect_tui.tui.textual_compat import KeysInOrder, content_strip
from inspect_tui.tui.widgets.cells import cell_len, fit

Option = tuple[str, str]
"""A value and the words for it."""


class ChoiceLine(KeysInOrder, Widget, can_focus=True):
    """A field that holds one of several values.

    Closed it is one line, ``‹ words ›``: left, right and space go through the values, a letter jumps to the next one
    that begins with it (marks do not matter). Enter or down opens the values as lines below; there the arrows move,
    Enter takes, Escape or leaving gives up.
    """

    ALLOW_SELECT = False
    takes_text = False

    BINDINGS = [
        Binding("left", "cycle(-1)", show=False),
        Binding("right,space", "cycle(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "open_or_take", show=False),
        Binding("escape", "close", show=False),
    ]

    COMPONENT_CLASSES = {"choice-line--arrow", "choice-line--cursor", "choice-line--option", "choice-line--muted"}

    DEFAULT_CSS = """
    ChoiceLine {
        width: 1fr;
        height: auto;
        background: $surface;
        & > .choice-line--arrow { color: $text-muted; }
        & > .choice-line--muted { color: $text-muted; }
        & > .choice-line--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:focus { background-tint: $foreground 8%; }
        &:focus > .choice-line--arrow { color: $text-accent; text-style: bold; }
    }
    """

    @dataclass
    class Changed(Message):
        """Posted when the user has chosen another value."""

        choice_line: ChoiceLine
        value: str
        about: str = ""

        @property
        def control(self) -> ChoiceLine:
            """The field that was changed."""
            return self.choice_line

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        placeholder: str = "",
        max_lines: int = 8,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Make the field.

        Args:
            options: the values with their words, in order.
            value: the one that is set; one that is no option shows the placeholder.
            placeholder: shown while no option is set; plain text.
            max_lines: lines of the open list, beyond which it scrolls.
            name: the widget's name.
            id: the widget's id.
            classes: CSS classes.
            disabled: whether it takes no input.
        """
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._options = list(options)
        self._value = value
        self._placeholder = placeholder
        self._max_lines = max_lines
        self._open = False
        self._cursor = 0
        self.about = ""
        """What the value belongs to; messages carry it, for when they arrive another record may be shown."""
        self.keep: Callable[[str, str], None] | None = None
        """Told ``about`` and the value in the step in which the user chooses it, before any message."""

    @property
    def value(self) -> str:
        """The value that is set; setting it posts no ``Changed``."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self._cursor = max(0, self._place)
            self.refresh()

    @property
    def label(self) -> str:
        """The words of the value that is set, or nothing."""
        return self._options[self._place][1] if self._place >= 0 else ""

    @property
    def options(self) -> Sequence[Option]:
        """The values with their words."""
        return self._options

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace the options; the value stays, whether it is among them or not."""
        self._options = list(options)
        self._set_open(False)
        self.refresh()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._open

    @property
    def _place(self) -> int:
        return next((place for place, (key, _) in enumerate(self._options) if key == self._value), -1)

    # Acting

    def insert_typed(self, character: str) -> None:
        """Jump to the next value whose words begin with a letter."""
        letter, count = fold(character), len(self._options)
        start = self._cursor if self._open else self._place
        for offset in range(1, count + 1):
            place = (start + offset) % count
            if letter and fold(self._options[place][1]).startswith(letter):
                self._go(place)
                return

    def action_cycle(self, step: int) -> None:
        """Set the next or previous value, around the end; in the open list move there."""
        if not self._options:
            return
        start = self._cursor if self._open else self._place
        self._go((start + step) % len(self._options) if start >= 0 or step > 0 else len(self._options) - 1)

    def action_move(self, step: int) -> None:
        """Move in the open list, or open it with down."""
        if self._open:
            self._go(min(max(0, self._cursor + step), len(self._options) - 1))
        elif step > 0:
            self._set_open(True)
        else:
            raise SkipAction

    def action_edge(self, place: int) -> None:
        """Move to the first or last value of the open list."""
        if not self._open:
            raise SkipAction
        self._go(place % len(self._options))

    def action_open_or_take(self) -> None:
        """Open the list, or take the value under its cursor."""
        if not self._open:
            self._set_open(True)
            return
        cursor = self._cursor
        self._set_open(False)
        self._choose(cursor)

    def action_close(self) -> None:
        """Close the list and change nothing."""
        if not self._open:
            raise SkipAction
        self._set_open(False)

    def on_click(self, event: events.Click) -> None:
        """Open or close the list, or take the value of a line of it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            self._set_open(not self._open)
        elif self._open and self._first + offset.y - 1 < len(self._options):
            place = self._first + offset.y - 1
            self._set_open(False)
            self._choose(place)

    def on_blur(self) -> None:
        """Close the list."""
        self._set_open(False)

    def _go(self, place: int) -> None:
        if self._open:
            self._cursor = place
            self.refresh()
        else:
            self._choose(place)

    def _choose(self, place: int) -> None:
        value = self._options[place][0]
        if value != self._value:
            self.value = value
            if self.keep is not None:
                self.keep(self.about, value)
            self.post_message(self.Changed(self, value, self.about))

    def _set_open(self, opened: bool) -> None:
        opened = opened and bool(self._options)
        if opened == self._open:
            return
        self._open = opened
        self._cursor = max(0, self._place)
        self.refresh(layout=True)
        if opened:
            self.call_after_refresh(self.scroll_visible, animate=False)

    # Drawing

    @property
    def _lines(self) -> int:
        return min(len(self._options), self._max_lines) if self._open else 0

    @property
    def _first(self) -> int:
        """Return the first option in sight: the cursor stays in the middle where the list is long."""
        return min(max(0, self._cursor - self._max_lines // 2), len(self._options) - self._lines)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the longest words and the arrows."""
        return max([cell_len(words) for _, words in self._options] + [cell_len(self._placeholder), 0]) + 4

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line, and those of the open list."""
        return 1 + self._lines

    def render_line(self, y: int) -> Strip:
        """Return a line of the field."""
        width, style = self.size.width, self.visual_style
        if y == 0:
            arrow = self.get_visual_style("choice-line--arrow")
            words = Content(self.label or self._placeholder).truncate(max(1, width - 4), ellipsis=True)
            if self._place < 0:
                words = words.stylize(self.get_visual_style("choice-line--muted"))
            line = Content.assemble(("‹ ", arrow), words, (" ›", arrow))
        elif self._open and y <= self._lines:
            place = self._first + y - 1
            key, words_of = self._options[place]
            mark = "✓ " if key == self._value else "  "
            at_cursor = place == self._cursor
            style = self.get_visual_style("choice-line--cursor" if at_cursor else "choice-line--option")
            line = Content(("▸ " if at_cursor else "  ") + mark + fit(words_of, max(1, width - 4)))
        else:
            line = Content("")
        return content_strip(self, line, style).adjust_cell_length(width, style.rich_style)
