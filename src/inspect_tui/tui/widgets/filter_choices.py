"""All filters of the checklist under its filter line, each with how many tasks it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content

from inspect_tui.domain.numbers import number
from inspect_tui.domain.task_filter import parts_of, passes, with_part
from inspect_tui.domain.vietnamese import fold
from inspect_tui.tui.filtering import filter_names, seen_by
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.tui.widgets.task_listing import TaskListing

LINES = 9
"""Lines of the list, beyond which it scrolls: the tasks below must still be seen."""


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A filter with its name and the tasks that pass it."""

    key: str
    name: str
    count: int
    is_on: bool
    selectable: bool = True


class FilterChoices(Container):
    """Enter puts a filter into the line, where it is text like any other, or takes it out; Esc closes."""

    BINDINGS: ClassVar = [Binding("escape", "close", show=False)]

    DEFAULT_CSS = f"""
    FilterChoices {{
        height: auto;
        padding: 0 1 0 2;
        background: $surface;
        & RowList {{ height: auto; max-height: {LINES}; background: $surface; }}
    }}
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self._listing: TaskListing | None = None

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield RowList[FilterRow](self._draw, id="choices")

    @property
    def choices(self) -> RowList[FilterRow]:
        """The list."""
        return self.query_one("#choices", RowList)

    def show(self, listing: TaskListing) -> None:
        """Show the filters of a checklist, those first that leave some tasks."""
        self._listing = listing
        self.display = True
        self.run_worker(self._fill(), exclusive=True)
        self.choices.focus()

    async def _fill(self) -> None:
        from inspect_tui.services.sessions import person

        listing = self._listing
        if listing is None:
            return
        app, state = listing.inspect, listing.state
        seen = seen_by(state, await app.gateway.read(person))
        on = {fold(part) for part in parts_of(listing.filter.text)}
        rows = [
            FilterRow(code, name, sum(passes(code, t, seen) for t in state.content.tasks), fold(name) in on)
            for code, name in filter_names(state, app).items()
        ]
        self.choices.set_rows(sorted(rows, key=lambda row: not (row.count or row.is_on)))

    def _draw(self, row: FilterRow, width: int) -> list[Content]:
        app = self._listing.inspect if self._listing is not None else None
        count = number(row.count, app.catalog.language if app is not None else "vi")
        style = "$foreground" if row.count else "$text-muted"
        return [
            Content.assemble(
                ("✓ " if row.is_on else "  ", "$text-accent bold"),
                (fit(row.name, max(0, width - 9)), style),
                (fit(count, 7, "right"), style),
            )
        ]

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Of no concern to the checklist."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Put the filter into the line, or take it out."""
        event.stop()
        listing, row = self._listing, self.choices.row(event.key)
        if listing is not None and row is not None:
            listing.set_filter(with_part(listing.filter.text, row.name))
            self.run_worker(self._fill(), exclusive=True)

    def action_close(self) -> None:
        """Go on to the tasks that are left."""
        self.display = False
        if self._listing is not None:
            self._listing.tasks.focus()
