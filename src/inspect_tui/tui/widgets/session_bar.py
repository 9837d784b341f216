"""The first two lines of every session screen: which visit, whether all is safe, and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from inspect_tui.tui.textual_compat import content_strip
from inspect_tui.tui.widgets.cells import cell_len, fit

NAME_ROOM: Final = 12
"""Cells that a name keeps before the words about it are cut."""


class SessionBar(Widget):
    """One line: a name that gives way, words about it, and a state on the right that is never cut."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"session-bar--left", "session-bar--right", "session-bar--warning"}

    DEFAULT_CSS = """
    SessionBar {
        width: 1fr;
        height: 1;
        padding: 0 1;
        background: $panel;
        & > .session-bar--left { text-style: bold; }
        & > .session-bar--right { color: $text-success; }
        & > .session-bar--warning { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._title, self._right, self._warning = "", "", False
        self._about: Sequence[str] = ("",)

    def show(
        self,
        name: str | None = None,
        about: Sequence[str] | None = None,
        right: str | None = None,
        *,
        warning: bool | None = None,
    ) -> None:
        """Change what is shown; None leaves a part as it is.

        Args:
            name: of what the line is about.
            about: words about it in several lengths, the longest first; the first that has room is shown.
            right: the state.
            warning: the state is a bad one.
        """
        new = (
            self._title if name is None else name,
            self._about if about is None else tuple(about),
            self._right if right is None else right,
            self._warning if warning is None else warning,
        )
        if new != (self._title, self._about, self._right, self._warning):
            self._title, self._about, self._right, self._warning = new
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        right = fit(self._right, min(cell_len(self._right), width))
        room = max(0, width - cell_len(right) - 1)
        least = min(NAME_ROOM, cell_len(self._title))
        about = next((one for one in self._about if least + cell_len(one) <= room), self._about[-1])
        name_room = max(NAME_ROOM, room - cell_len(about))
        name = self._title if cell_len(self._title) <= name_room else fit(self._title, name_room).rstrip()
        left = fit(name + about, room)
        kind = "session-bar--warning" if self._warning else "session-bar--right"
        return Strip.join(
            [
                content_strip(self, left, self.get_visual_style("session-bar--left")),
                content_strip(self, " " if left else "", self.visual_style),
                content_strip(self, right, self.get_visual_style(kind)),
            ]
        ).adjust_cell_length(width, self.visual_style.rich_style)


class FiguresStrip(Widget):
    """One line of live figures, made for the width it has."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FiguresStrip {
        width: 1fr;
        height: 1;
        padding: 0 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._line: tuple[int, Content] | None = None

    def renew(self) -> None:
        """Make the line anew from the figures."""
        self._line = None
        self.refresh()

    def line(self, width: int) -> Content:
        """Return the line for a width in cells; screens fill this in."""
        return Content("")

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        if self._line is None or self._line[0] != width:
            self._line = (width, self.line(width))
        style = self.visual_style
        return content_strip(self, self._line[1], style).adjust_cell_length(width, style.rich_style)
