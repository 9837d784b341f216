"""Changes (F11): what was changed, the newest first; Enter puts back what was before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.services.undoing import ChangeSeen, Outcome, changes, put_back_change
from inspect_tui.tui.change_words import ChangeWords
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.domain.undoing import Key
    from inspect_tui.store.store import Store
    from inspect_tui.tui.state import SessionState

PAGE = 40
"""Changes read at a time."""

AHEAD = 10
"""Changes below the cursor under which the next ones are read."""

INDENT = 13
"""Cells of day and time before a change."""

PERSON = 24
"""The most cells of a person's name."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change in the list; its key is the last entry of the write."""

    key: str
    seen: ChangeSeen
    selectable: bool = True


class ChangesScreen(Overlay[None]):
    """The changes of the session, or of the record that the cursor was on."""

    COMMANDS_HERE: ClassVar[tuple[()]] = ()
    BINDINGS = [
        Binding("f11", "close", show=False),
        Binding("tab,shift+tab", "narrow", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
    ]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "What was changed in this session, the newest first. Enter puts back what was before; that is a change "
            "like any other, and nothing is ever taken out of the record.\n"
            "Tab shows the changes of one record alone: the one that the cursor was on."
        ),
    }

    DEFAULT_CSS = """
    ChangesScreen {
        & #box { height: 90%; max-width: 112; }
        & #changes-title { height: 1; text-style: bold; color: $text-accent; margin-bottom: 1; }
        & #changes-hint { height: auto; color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, over: Screen[object]) -> None:
        """Make the panel over a screen."""
        super().__init__()
        self._over = over
        self._record: Key | None = None
        self._only_record = False
        self._before: Mapping[str, int] | None = None
        self._reading = False

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    @property
    def listing(self) -> RowList[ChangeRow]:
        """The list of changes."""
        return self.query_one("#changes", RowList)

    def compose(self) -> ComposeResult:
        """Lay out title, list and keys."""
        with Vertical(id="box"):
            yield Static("", id="changes-title", markup=False)
            yield RowList[ChangeRow](self.draw_row, height=2, id="changes")
            yield Static("", id="changes-hint", markup=False)

    @patient
    async def on_mount(self) -> None:
        """Show the newest changes."""
        self._words = ChangeWords(self.state, self.inspect.catalog)
        self._record = record_at_cursor(self._over, self.state)
        self.listing.focus()
        await self._read_anew()

    # Reading

    async def _read_anew(self) -> None:
        """Read from the newest change as far as was read before."""
        session, record = self.state.id, self._record if self._only_record else None
        wanted = max(PAGE, len(self.listing.rows) + 1)
        seen, before = await self.inspect.gateway.read(lambda store: changes(store, session, wanted, record=record))
        if not self.is_attached:
            # Closed meanwhile.
            return
        self._before = before
        self.listing.empty = self.inspect.t("Nothing was changed yet. Esc closes this.")
        self.listing.set_rows([ChangeRow(one.entry, one) for one in seen])
        self._show_heads()

    async def _read_on(self) -> None:
        before = self._before
        if before is None or self._reading:
            return
        self._reading = True
        session = self.state.id
        try:
            seen, after = await self.inspect.gateway.read(
                lambda store: changes(store, session, PAGE, before=before)
            )  # fmt: skip
        finally:
            self._reading = False
        if self.is_attached and self._before is before:
            self._before = after
            for one in seen:
                self.listing.append_row(ChangeRow(one.entry, one))

    @patient
    async def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Read on before the end comes into sight."""
        event.stop()
        place = self.listing.index_of(event.key) if event.key is not None else None
        if place is not None and place >= len(self.listing.rows) - AHEAD:
            await self._read_on()

    def _show_heads(self) -> None:
        t = self.inspect.t
        name = self._record_name()
        here = name if self._only_record else t("the whole session")
        self.query_one("#changes-title", Static).update(t("Changes · {what}", what=here))
        keys = [t("Enter puts back what was before")]
        if name:
            other = t("the whole session") if self._only_record else name
            keys.append(t("Tab: {what}", what=other))
        self.query_one("#changes-hint", Static).update(" · ".join(keys))

    def _record_name(self) -> str:
        if self._record is None:
            return ""
        kind, one = self._record
        return self._words.name(kind, one, self.state.values_of(kind, one))

    # Drawing

    def draw_row(self, row: ChangeRow, width: int) -> list[Content]:
        """Draw a change: when, what and by whom; under it what stood there before and what after."""
        seen, words = row.seen, self._words
        told = seen.told
        what = words.name(told.kind, told.id, told.values)
        if seen.count > 1:
            what = self.inspect.catalog.n("{count} record", "{count} records", seen.count)
            if seen.alike:
                what = f"{seen.count} × {words.kind(told.kind)}"
        act = words.act(told) or words.fields(told)
        if act and (seen.count == 1 or seen.alike):
            what += f" · {act}"
        person = fit(seen.person, min(PERSON, cell_len(seen.person)))
        room = max(8, width - INDENT - cell_len(person) - 1)
        head = Content.assemble(
            (fit(self._when(seen.at), INDENT), "$text-muted"), fit(what, room), " ", (person, "$text-muted")
        )
        body = words.words(told.kind, told.values) if words.act(told) else words.pair(told, width - INDENT)
        return [head, Content(" " * INDENT + fit(body, width - INDENT))]

    def _when(self, at: str) -> str:
        return datetime.fromisoformat(at).astimezone(self.state.content.session.zone).strftime("%d/%m %H:%M")

    # Keys

    @patient
    async def action_narrow(self) -> None:
        """Show the changes of the one record, or of all."""
        if self._record is not None:
            self._only_record = not self._only_record
            self.listing.set_rows([], keep=False)
            await self._read_anew()

    @patient
    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Put back what was before this change."""
        event.stop()
        entry, alone = event.key, self._only_record

        def act(store: Store, session: str, most: int | None) -> Outcome:
            return put_back_change(store, session, entry, alone=alone, most=most)

        await self.inspect.put_back(
            act, done=N_("Put back: {what}."), nothing=N_("It is so already."),
            ask=N_("{count} records change at once. Enter again puts them back."),
        )  # fmt: skip
        await self._read_anew()

    @patient
    async def action_undo(self) -> None:
        """Undo here too."""
        await self.inspect.action_undo()
        await self._read_anew()

    @patient
    async def action_redo(self) -> None:
        """Redo here too."""
        await self.inspect.action_redo()
        await self._read_anew()


def record_at_cursor(screen: Screen[object], state: SessionState) -> Key | None:
    """Return the record that the cursor of a screen is on: of the list that has the focus, or else of the first one."""
    own: Callable[[], Key] | None = getattr(screen, "record_at_hand", None)
    if own is not None:
        return own()
    lists = list(screen.query(RowList))
    lists.sort(key=lambda one: one is not screen.focused)
    for one in lists:
        for kind in ("task", "note", "conclusion"):
            if one.cursor_key is not None and state.values_of(kind, one.cursor_key):
                return kind, one.cursor_key
    return None
