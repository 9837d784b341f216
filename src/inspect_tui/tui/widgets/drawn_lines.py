"""A part of a screen that is drawn as lines for the room it has."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from inspect_tui.locale import Catalog
from inspect_tui.tui.textual_compat import content_strip


class DrawnLines(Widget):
    """Lines that are made anew when their content or the room changes; with no lines there is no widget to be seen."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    DrawnLines {
        width: 1fr;
        height: auto;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Make it with nothing to show."""
        super().__init__(id=id, classes=classes)
        self._drawn: tuple[tuple[int, int], Sequence[Content]] | None = None

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the lines.

        Args:
            width: cells of a line.
            height: lines there are; where the widget is as high as its lines, those of the whole screen.
        """
        raise NotImplementedError

    def renew(self) -> None:
        """Draw anew, at another height where that follows."""
        self._drawn = None
        self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        self._drawn = None
        super().notify_style_update()

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Return the lines for a room; made once for each."""
        if self._drawn is None or self._drawn[0] != (width, height):
            self._drawn = ((width, height), self.draw(width, height) if width > 0 else ())
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        return len(self.lines(width, viewport.height))

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        width, style = self.size.width, self.visual_style
        lines = self.lines(width, self.app.size.height if self.styles.auto_dimensions else self.size.height)
        line = lines[y] if y < len(lines) else Content("")
        return content_strip(self, line, style).adjust_cell_length(width, style.rich_style)


class SpokenLines(DrawnLines):
    """Lines with words in them."""

    def __init__(self, catalog: Catalog, *, id: str | None = None) -> None:
        """Make it with nothing to show yet.

        Args:
            catalog: the language.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._catalog = catalog
