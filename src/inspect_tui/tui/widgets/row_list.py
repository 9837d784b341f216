"""A list of rows for thousands of them: drawn line by line, nothing made before it is seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Generic, Protocol, TypeVar

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from inspect_tui.tui.textual_compat import content_strip, set_scroll_size


class Row(Protocol):
    """What the list must know of a row."""

    @property
    def key(self) -> str:
        """Names the row, once in a list."""

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here; headings and separators say no."""


R = TypeVar("R", bound=Row)

Line = Content | Text | Strip | str
"""One screen line of a row; a ``str`` is never read as markup."""

Render = Callable[[R, int], Sequence[Line]]
"""Makes the lines of a row for a width in cells; called when the row comes into sight."""

Height = Callable[[R, int], int]
"""Counts the lines that ``Render`` will make for a width; called once for each row, so it must be quick."""

_CACHED_ROWS = 600


class RowList(ScrollView, Generic[R], can_focus=True):
    """A list with a cursor.

    A selectable row is drawn behind a gutter that shows the cursor's marker, any other row over the full width: the
    ``width`` given to ``render`` and ``height`` is what that row has. Lines are cut and padded to it.

    Content may use theme variables (``$text-warning``) as styles.
    """

    ALLOW_SELECT = False

    BINDINGS = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "choose", show=False),
    ]

    COMPONENT_CLASSES = {"row-list--cursor", "row-list--empty"}

    DEFAULT_CSS = """
    RowList {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .row-list--cursor { background: $foreground 8%; }
        &:focus > .row-list--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        & > .row-list--empty { color: $text-muted; }
        &:ansi > .row-list--cursor { background: ansi_default; text-style: bold; }
        &:ansi:focus > .row-list--cursor { background: ansi_default; text-style: bold underline; }
    }
    """

    @dataclass
    class Highlighted(Message):
        """Posted when the cursor comes to another row, by whatever cause; no key where there is no such row."""

        row_list: RowList[Any]
        key: str | None

        @property
        def control(self) -> RowList[Any]:
            """The list."""
            return self.row_list

    @dataclass
    class Chosen(Message):
        """Posted on Enter or a double click on a row."""

        row_list: RowList[Any]
        key: str

        @property
        def control(self) -> RowList[Any]:
            """The list."""
            return self.row_list

    def __init__(
        self,
        render: Render[R],
        *,
        height: Height[R] | int = 1,
        empty: Content | str = "",
        stick_to_end: bool = False,
        marker: str = "▸",
        gutter: int = 2,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            render: makes the lines of a row.
            height: how many lines each row has, or a function that counts them.
            empty: shown where there are no rows; wrapped.
            stick_to_end: a view that is at the end stays there when rows come in behind it.
            marker: stands before the cursor's row.
            gutter: cells before each selectable row, the marker's place.
            name: the widget's name.
            id: the widget's id.
            classes: CSS classes.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._render_row = render
        self._height = height
        self._empty = empty
        self.stick_to_end = stick_to_end
        self._marker = marker.ljust(gutter)[:gutter]
        self._gutter = gutter
        self._rows: list[R] = []
        self._index: dict[str, int] | None = None
        self._tops: list[int] = [0]
        self._cursor = -1
        self._width = 0
        self._cache: dict[tuple[int, int], list[Strip]] = {}

    # What is in the list

    @property
    def rows(self) -> Sequence[R]:
        """The rows; not to be changed."""
        return self._rows

    @property
    def cursor_key(self) -> str | None:
        """The key of the row under the cursor."""
        return self._rows[self._cursor].key if self._cursor >= 0 else None

    @property
    def cursor_row(self) -> R | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._cursor >= 0 else None

    @property
    def empty(self) -> Content | str:
        """What is shown where there are no rows."""
        return self._empty

    @empty.setter
    def empty(self, empty: Content | str) -> None:
        self._empty = empty
        if not self._rows:
            self._cache.clear()
            self.refresh()

    def index_of(self, key: str) -> int | None:
        """Return the place of a row, or None."""
        if self._index is None:
            self._index = {row.key: place for place, row in enumerate(self._rows)}
        return self._index.get(key)

    def row(self, key: str) -> R | None:
        """Return the row of a key, or None."""
        place = self.index_of(key)
        return None if place is None else self._rows[place]

    def set_rows(self, rows: Sequence[R], *, keep: bool = True) -> None:
        """Replace all rows.

        Args:
            rows: the new ones, copied as a list.
            keep: leave the cursor on the row of the same key and that row on its line of the screen; where it is
                gone, the nearest row gets the cursor. Otherwise the list starts at its beginning, or at its end
                where it sticks to that.
        """
        old_key, old_cursor = self.cursor_key, self._cursor
        line = self._top(old_cursor) - self.scroll_offset.y if old_cursor >= 0 else 0
        at_end = self._follows()
        self._rows = list(rows)
        self._index = None
        self._cache.clear()
        self._measure()
        start = len(self._rows) - 1 if self.stick_to_end else 0
        self._cursor = -1
        if keep and old_key is not None:
            self._cursor = self._find(old_key, old_cursor)
            start = min(old_cursor, len(self._rows) - 1)
        if self._cursor < 0:
            keep = keep and old_key is not None
            self._cursor = self._nearest(start)
        self._resize_scroll()
        if at_end:
            self._scroll_y(self._total)
        elif keep and self._cursor >= 0:
            self._scroll_y(self._top(self._cursor) - line)
            self._show_cursor()
        elif not keep:
            self._scroll_y(0)
        self.refresh()
        if self.cursor_key != old_key:
            self.post_message(self.Highlighted(self, self.cursor_key))

    def append_row(self, row: R) -> None:
        """Add a row at the end, at a cost that does not grow with the list."""
        at_end = self._follows()
        on_last = self._cursor < 0 or self._cursor == self._nearest(len(self._rows) - 1)
        place = len(self._rows)
        if not place:
            self._cache.clear()
            self.refresh()
        self._rows.append(row)
        if self._index is not None:
            self._index[row.key] = place
        if callable(self._height):
            self._tops.append(self._tops[-1] + self._lines_of(row))
        self._resize_scroll()
        self.refresh_lines(self._top(place), self._top(place + 1) - self._top(place))
        if row.selectable and (self._cursor < 0 or (at_end and on_last)):
            self._move_to(place, scroll=False)
        if at_end:
            self._scroll_y(self._total)

    def update_row(self, key: str, row: R) -> None:
        """Put another row in the place of one with the same key; an unknown key is left alone."""
        place = self.index_of(key)
        if place is None:
            return
        self._rows[place] = row
        for state in range(3):
            self._cache.pop((place, state), None)
        top, lines = self._top(place), self._top(place + 1) - self._top(place)
        if callable(self._height) and (change := self._lines_of(row) - lines):
            at_end = self._follows()
            self._tops[place + 1 :] = [top + change for top in self._tops[place + 1 :]]
            self._resize_scroll()
            if at_end:
                self._scroll_y(self._total)
            self.refresh()
        else:
            self.refresh_lines(top, lines)

    def highlight(self, key: str) -> bool:
        """Move the cursor to a row and that row into sight; False where there is none to stop at."""
        place = self.index_of(key)
        if place is None or not self._rows[place].selectable:
            return False
        self._move_to(place)
        return True

    # Moving

    def action_cursor_up(self) -> None:
        """Move to the row above; at the first one, show the headings over it, then let the key go up."""
        self._step(-1)

    def action_cursor_down(self) -> None:
        """Move to the row below."""
        self._step(1)

    def action_page_up(self) -> None:
        """Move by a screen."""
        self._page(-1)

    def action_page_down(self) -> None:
        """Move by a screen."""
        self._page(1)

    def action_first(self) -> None:
        """Move to the first row."""
        self._move_to(self._next(-1, 1))
        self._scroll_y(0)

    def action_last(self) -> None:
        """Move to the last row."""
        self._move_to(self._next(len(self._rows), -1))
        self._scroll_y(self._total)

    def action_choose(self) -> None:
        """Post ``Chosen`` for the row under the cursor."""
        if (key := self.cursor_key) is None:
            raise SkipAction
        self.post_message(self.Chosen(self, key))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a row; a double click chooses it."""
        offset = event.get_content_offset(self)
        place = self._row_at(offset.y + self.scroll_offset.y) if offset is not None else -1
        if place < 0 or not self._rows[place].selectable:
            return
        self._move_to(place)
        if event.chain == 2:
            self.action_choose()

    def _next(self, place: int, step: int) -> int:
        """Return the next selectable row in a direction, or -1."""
        place += step
        while 0 <= place < len(self._rows):
            if self._rows[place].selectable:
                return place
            place += step
        return -1

    def _nearest(self, place: int) -> int:
        """Return the selectable row at a place, else the next one behind it, else before it, else -1."""
        if not self._rows:
            return -1
        place = max(0, place)
        behind = self._next(place - 1, 1)
        return behind if behind >= 0 else self._next(place, -1)

    def _step(self, step: int) -> None:
        if self._scroll_within(step):
            return
        place = self._next(self._cursor, step) if self._cursor >= 0 else self._nearest(0)
        if place >= 0:
            self._move_to(place)
        elif not self._scroll_y(0 if step < 0 else self._total):
            raise SkipAction

    def _scroll_within(self, step: int) -> bool:
        """Show more of the cursor's row where it is higher than the view; False where its end is in sight."""
        view = self.scrollable_content_region.height
        top, bottom = self._top(self._cursor), self._top(self._cursor + 1)
        if self._cursor < 0 or bottom - top <= view:
            return False
        y = self.scroll_offset.y
        if step > 0:
            return y + view < bottom and self._scroll_y(min(y + view // 2, bottom - view))
        return y > top and self._scroll_y(max(y - view // 2, top))

    def _page(self, step: int) -> None:
        if self._cursor < 0:
            raise SkipAction
        if self._scroll_within(step):
            return
        y = self._top(self._cursor) + step * max(1, self.scrollable_content_region.height - 1)
        place = self._row_at(min(max(0, y), self._total - 1))
        if place == self._cursor:
            place += step
        found = self._next(place - step, step)
        if found < 0:
            found = self._next(place, -step)
        self._move_to(found)

    def _move_to(self, place: int, *, scroll: bool = True) -> None:
        if place < 0:
            return
        old, self._cursor = self._cursor, place
        if old != place:
            for touched in (old, place):
                if touched >= 0:
                    self.refresh_lines(self._top(touched), self._top(touched + 1) - self._top(touched))
            self.post_message(self.Highlighted(self, self._rows[place].key))
        if scroll:
            self._show_cursor()

    def _show_cursor(self) -> None:
        """Scroll as little as needed for the cursor's row, and the headings right above it, to be in sight."""
        view = self.scrollable_content_region.height
        if self._cursor < 0 or not view:
            return
        top, bottom = self._top(self._cursor), self._top(self._cursor + 1)
        above = self._cursor
        while above and not self._rows[above - 1].selectable:
            above -= 1
        if bottom - self._top(above) <= view:
            top = self._top(above)
        y = self.scroll_offset.y
        if top < y or bottom - top > view:
            self._scroll_y(top)
        elif bottom > y + view:
            self._scroll_y(bottom - view)

    def _scroll_y(self, y: int) -> bool:
        """Scroll to a line, as far as that goes; tell whether anything moved."""
        before = self.scroll_offset.y
        if self.is_attached:
            self.scroll_to(y=min(max(0, y), self.max_scroll_y), animate=False, force=True)
        return self.scroll_offset.y != before

    # Measuring

    def _lines_of(self, row: R) -> int:
        if callable(self._height):
            return max(1, self._height(row, self._width_of(row)))
        return self._height

    def _width_of(self, row: R) -> int:
        return max(1, self._width - self._gutter) if row.selectable else self._width

    def _measure(self) -> None:
        if not callable(self._height):
            return
        if self._width:
            self._tops = [0, *accumulate(map(self._lines_of, self._rows))]
        else:
            self._tops = list(range(len(self._rows) + 1))

    def _top(self, place: int) -> int:
        """Return the first line of a row."""
        return self._tops[place] if callable(self._height) else place * self._height

    @property
    def _total(self) -> int:
        return self._top(len(self._rows))

    def _row_at(self, line: int) -> int:
        """Return the row that a line belongs to, or -1."""
        if not 0 <= line < self._total:
            return -1
        return bisect_right(self._tops, line) - 1 if callable(self._height) else line // self._height

    def _find(self, key: str, hint: int) -> int:
        """Return the place of a selectable row, or -1; most lists change little, so the old place comes first."""
        rows = self._rows
        if 0 <= hint < len(rows) and rows[hint].key == key:
            place = hint
        else:
            place = next((place for place, row in enumerate(rows) if row.key == key), -1)
        return place if place >= 0 and rows[place].selectable else -1

    def _follows(self) -> bool:
        """Tell whether the view is at the end and is to stay there."""
        return self.stick_to_end and self.scroll_offset.y >= self.max_scroll_y

    def _resize_scroll(self) -> None:
        if self.is_attached:
            set_scroll_size(self, Size(self._width, self._total))

    def on_resize(self) -> None:
        """Measure anew where the width has changed, and keep the cursor or the end in sight."""
        self._take_size()

    def _take_size(self) -> None:
        at_end = self._follows() or (self.stick_to_end and not self._width)
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self._cache.clear()
            self._measure()
            self.refresh()
        self._resize_scroll()
        if at_end:
            self._scroll_y(self._total)
        else:
            self._show_cursor()

    # Drawing

    def notify_style_update(self) -> None:
        """Forget drawn rows: a theme, the focus or a class has changed."""
        self._cache.clear()
        super().notify_style_update()

    def redraw(self) -> None:
        """Draw all rows anew: something that they show beside their own words has changed."""
        self._cache.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the view."""
        if self.scrollable_content_region.width != self._width:
            # Textual draws a new size before it tells of it; waiting would cost a blank frame at the start.
            self._take_size()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of the view."""
        y += self.scroll_offset.y
        place = self._row_at(y) if self._rows else -1
        if place < 0:
            lines, y = ([], 0) if self._rows else (self._empty_strips(), y)
        else:
            lines, y = self._strips(place), y - self._top(place)
        if y < len(lines):
            return lines[y]
        return Strip.blank(self._width, self.visual_style.rich_style)

    def _strips(self, place: int) -> list[Strip]:
        state = 0 if place != self._cursor else 2 if self.has_focus else 1
        strips = self._cache.get((place, state))
        if strips is None:
            if len(self._cache) >= _CACHED_ROWS:
                self._cache.clear()
            strips = self._cache[place, state] = self._draw(self._rows[place], at_cursor=state > 0)
        return strips

    def _draw(self, row: R, *, at_cursor: bool) -> list[Strip]:
        style = self.get_visual_style("row-list--cursor") if at_cursor else self.visual_style
        lines = [self._as_strip(line, style) for line in self._render_row(row, self._width_of(row))]
        if row.selectable:
            gap = content_strip(self, " " * self._gutter, style)
            first = gap
            if at_cursor:
                first = content_strip(self, Content.styled(self._marker, "$text-accent bold"), style)
            lines = [Strip([*(gap if place else first), *line]) for place, line in enumerate(lines)]
        return [line.adjust_cell_length(self._width, style.rich_style) for line in lines]

    def _empty_strips(self) -> list[Strip]:
        key = (-1, 0)
        if key not in self._cache:
            empty = self._empty if isinstance(self._empty, Content) else Content(self._empty)
            style = self.get_visual_style("row-list--empty")
            self._cache[key] = [
                self._as_strip(line, style).adjust_cell_length(self._width, style.rich_style)
                for line in (empty.wrap(self._width) if self._width and empty else [])
            ]
        return self._cache[key]

    def _as_strip(self, line: Line, style: Style) -> Strip:
        if isinstance(line, Strip):
            return line.apply_style(style.rich_style)
        return content_strip(self, line, style)
