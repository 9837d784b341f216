"""Lines to choose from in the place of the conclusion at hand: what can be concluded, or set phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from inspect_tui.tui.widgets.cells import wrap
from inspect_tui.tui.widgets.row_list import RowList

LONGEST: Final = 4
"""Lines of a text that are shown; the whole of it is in the conclusion once it is taken."""


@dataclass(frozen=True, slots=True)
class OfferRow:
    """Something to choose.

    Attributes:
        kind: what it would be.
        origin: where it comes from.
    """

    key: str
    text: str
    kind: str = ""
    origin: str = ""
    selectable: bool = True


class ProposalList(Container):
    """Offers with a mark each; Space sets or takes it, Enter takes all that are marked, Esc closes.

    Where only one is to be chosen there are no marks, and Enter takes the one at the cursor.
    """

    BINDINGS: ClassVar = [
        Binding("escape", "close", show=False),
        Binding("space", "mark_offer", show=False),
        Binding("delete", "drop", show=False),
    ]

    DEFAULT_CSS = """
    ProposalList {
        border-left: vkey $panel;
        padding: 0 1 0 1;
        & .about { color: $text-muted; margin-bottom: 1; height: auto; }
        & RowList { height: 1fr; }
    }
    """

    @dataclass
    class Taken(Message):
        """Posted on Enter with the keys of what was chosen, in the order of the list."""

        proposal_list: ProposalList
        keys: list[str]

        @property
        def control(self) -> ProposalList:
            """The list."""
            return self.proposal_list

    @dataclass
    class Dropped(Message):
        """Posted on Delete with the key of the offer at the cursor."""

        proposal_list: ProposalList
        key: str

        @property
        def control(self) -> ProposalList:
            """The list."""
            return self.proposal_list

    @dataclass
    class Closed(Message):
        """Posted when nothing was chosen."""

        proposal_list: ProposalList

        @property
        def control(self) -> ProposalList:
            """The list."""
            return self.proposal_list

    def __init__(self, *, several: bool, id: str | None = None) -> None:
        """Make an empty list.

        Args:
            several: more than one can be chosen.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._several = several
        self._marked: set[str] = set()

    def compose(self) -> ComposeResult:
        """Yield what this is, and the list."""
        yield Static("", classes="about", markup=False)
        yield RowList[OfferRow](self._draw, height=self._height)

    @property
    def offers(self) -> RowList[OfferRow]:
        """The list."""
        return self.query_one(RowList)

    def show(self, about: str, rows: Sequence[OfferRow], *, empty: str) -> None:
        """Show offers, all of them marked, and go there.

        Args:
            about: what they are.
            rows: the offers.
            empty: said where there are none.
        """
        self.query_one(".about", Static).update(about)
        self._marked = {row.key for row in rows}
        self.offers.empty = empty
        self.offers.set_rows(rows)
        self.offers.focus()

    def _text(self, row: OfferRow, width: int) -> list[str]:
        lines = wrap(row.text, max(10, width - 2))
        return lines if len(lines) <= LONGEST else [*lines[: LONGEST - 1], lines[LONGEST - 1] + " …"]

    def _height(self, row: OfferRow, width: int) -> int:
        return len(self._text(row, width)) + (1 if row.kind else 0)

    def _draw(self, row: OfferRow, width: int) -> list[Content]:
        mark = ("✓ " if row.key in self._marked else "· ") if self._several else ""
        body = "$foreground" if row.key in self._marked or not self._several else "$text-muted"
        lines = [Content.styled("  " * bool(mark) + line, body) for line in self._text(row, width)]
        if not row.kind:
            return lines
        origin = f"  {row.origin}" if row.origin else ""
        return [Content.assemble((mark, "$text-accent bold"), (row.kind, "$text-muted bold"), (origin, "$text-accent")),
                *lines]  # fmt: skip

    def action_mark_offer(self) -> None:
        """Mark the offer at the cursor, or no longer, and go on to the next."""
        key = self.offers.cursor_key
        if self._several and key is not None:
            self._marked ^= {key}
            self.offers.redraw()
            self.offers.action_cursor_down()

    def action_drop(self) -> None:
        """Have the offer at the cursor dropped for good, where it can be."""
        if (key := self.offers.cursor_key) is not None:
            self.post_message(self.Dropped(self, key))

    def action_close(self) -> None:
        """Choose nothing."""
        self.post_message(self.Closed(self))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Of no concern to the screen's own list."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take what is marked, or the one at the cursor."""
        event.stop()
        keys = [row.key for row in self.offers.rows if row.key in self._marked] if self._several else [event.key]
        self.post_message(self.Taken(self, keys))
