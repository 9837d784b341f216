"""The foot line: which keys work here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip
from textual.widget import Widget

from inspect_tui.tui.textual_compat import content_strip
from inspect_tui.tui.widgets.cells import cell_len

GAP: Final = 2
"""Cells between two keys."""


@dataclass(frozen=True)
class KeyHint:
    """One key of the foot line."""

    key: str
    """The key as people call it, ``F1`` or ``^F``."""
    words: str
    """What it does, in the chosen language."""
    action: str = ""
    """The Textual action that a click runs, with its namespace (``screen.find``, ``app.quit``); none for no click."""
    rank: int = 0
    """The higher, the sooner it gives way where the line is narrow; among equals the last one does."""


def width_of(hint: KeyHint) -> int:
    """Return the cells that a key and its words take."""
    return cell_len(hint.key) + (1 + cell_len(hint.words) if hint.words else 0)


def hints_that_fit(hints: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """Return the hints that fit into a line, in their order, the least important ones left out."""
    kept = list(hints)
    used = sum(width_of(hint) + GAP for hint in kept) - GAP
    while kept and used > width:
        least = max(range(len(kept)), key=lambda place: (kept[place].rank, place))
        used -= width_of(kept.pop(least)) + GAP
    return kept


class KeyBar(Widget):
    """One line of keys with their words; a click on one does what the key does."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--words"}

    DEFAULT_CSS = """
    KeyBar {
        width: 1fr;
        height: 1;
        padding: 0 1;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
        & > .key-bar--words { color: $text-muted; }
    }
    """

    def __init__(
        self,
        hints: Sequence[KeyHint] = (),
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make the line.

        Args:
            hints: the keys, in the order in which they stand.
            name: the widget's name.
            id: the widget's id.
            classes: CSS classes.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._hints = tuple(hints)

    @property
    def hints(self) -> Sequence[KeyHint]:
        """The keys; setting them draws the line anew."""
        return self._hints

    @hints.setter
    def hints(self, hints: Sequence[KeyHint]) -> None:
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        base = self.visual_style.rich_style
        strips: list[Strip] = []
        for hint in hints_that_fit(self._hints, width) if y == 0 else ():
            if strips:
                strips.append(Strip([Segment(" " * GAP, base)]))
            key = content_strip(self, hint.key, self.get_visual_style("key-bar--key"))
            words = content_strip(self, f" {hint.words}" if hint.words else "", self.get_visual_style("key-bar--words"))
            strip = Strip.join([key, words])
            if hint.action:
                strip = strip.apply_style(RichStyle.from_meta({"@click": hint.action}))
            strips.append(strip)
        return Strip.join(strips).adjust_cell_length(width, base)
