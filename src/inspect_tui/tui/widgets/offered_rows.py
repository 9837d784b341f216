"""What may be meant by the words at the cursor: a few rows above the field, which keeps the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from textual.content import Content
from textual.widget import Widget

from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.drawn_lines import DrawnLines

MOST_ROWS: Final = 5
"""Rows in sight; further ones come by the arrows."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be meant.

    Attributes:
        sign: the sign before the words, which says what kind of thing it is.
        key: what is taken: a name, a task's id, a kind; empty for none of them.
        words: what it is called.
        mark: a symbol before the words.
        beside: a few words at the right.
        is_new: taking it adds somebody who is not known.
    """

    sign: str
    key: str
    words: str
    mark: Content = field(default_factory=Content)
    beside: str = ""
    is_new: bool = False

    @property
    def is_last(self) -> bool:
        """Whether it stands last and always in sight."""
        return self.is_new or not self.key


class OfferedRows(DrawnLines):
    """At most five rows over what lies beside the cursor; nothing else moves, and nothing takes the focus."""

    DEFAULT_CSS = """
    OfferedRows {
        display: none;
        overlay: screen;
        constrain: none inside;
        background: $surface-lighten-1;
        border-top: solid $foreground 25%;
    }
    """

    def __init__(self, place: Callable[[int], int], *, id: str | None = None) -> None:
        """Make it with nothing to offer.

        Args:
            place: asked for the line, counted from the first one of the field, on which so many lines begin.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._place = place
        self._offers: Sequence[Offer] = ()
        self._cursor = -1
        self._stands: tuple[int, tuple[int, int]] = (0, (0, 0))

    @property
    def offers(self) -> Sequence[Offer]:
        """What is offered."""
        return self._offers

    @property
    def at_cursor(self) -> Offer | None:
        """What Enter takes; None where nothing is chosen yet."""
        return self._offers[self._cursor] if 0 <= self._cursor < len(self._offers) else None

    def show(self, offers: Sequence[Offer], cursor: int) -> None:
        """Offer something else, or nothing.

        Args:
            offers: the rows, the surest first.
            cursor: the row that Enter takes, -1 for none.
        """
        if offers == self._offers and cursor == self._cursor:
            return
        rows, before = min(MOST_ROWS, len(offers)), min(MOST_ROWS, len(self._offers))
        self._offers, self._cursor = offers, cursor
        self.stand()
        if bool(rows) != bool(before):
            self.styles.display = "block" if rows else "none"
        if rows != before:
            self.renew()
        else:
            self._redraw()

    def stand(self) -> None:
        """Stand where the rows belong, as wide as all of it, so that nothing looks out beside them."""
        rows = min(MOST_ROWS, len(self._offers))
        if not rows or not isinstance(self.parent, Widget):
            return
        width, offset = self.parent.outer_size.width, (-1, self._place(rows + 1))
        if (width, offset) != self._stands:
            self._stands = (width, offset)
            self.styles.width, self.styles.offset = width, offset

    def _redraw(self) -> None:
        """Draw other rows in the place of as many, with no new layout of the screen."""
        self._drawn = None
        self.refresh()

    def move(self, step: int) -> None:
        """Choose the row below or above, round the ends."""
        self._cursor = (max(self._cursor, 0 if step < 0 else -1) + step) % len(self._offers)
        self._redraw()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the rows around the cursor; a new name stays in sight below them."""
        pinned = 1 if self._offers and self._offers[-1].is_last else 0
        room = MOST_ROWS - pinned
        last = len(self._offers) - pinned
        first = max(0, min(self._cursor - room + 1, last - room))
        places = [*range(first, min(last, first + room)), *([last] if pinned else [])]
        return [self._row(place, width) for place in places]

    def _row(self, place: int, width: int) -> Content:
        offer, at_cursor = self._offers[place], place == self._cursor
        beside = fit(offer.beside, min(cell_len(offer.beside), width // 3)) if offer.beside else ""
        mark = offer.mark.plain
        room = max(1, width - 5 - cell_len(mark) - (cell_len(beside) + 2 if beside else 1))
        line = Content.assemble(
            (" ▸ " if at_cursor else "   ", "$text-accent bold"),
            offer.mark,
            (fit(offer.words, room), "bold" if at_cursor else ""),
            "  " if beside else "",
            (beside, "$foreground-muted"),
            "  ",
        )
        return line.stylize_before("on $block-cursor-blurred-background") if at_cursor else line
