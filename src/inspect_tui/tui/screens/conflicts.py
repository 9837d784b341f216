"""Conflicts (F12): what two people wrote differently, whole and side by side; Enter takes the value at the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.records import Conflict
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.conflict_words import ConflictWords, conflicts_in_order
from inspect_tui.tui.drafts import PATIENCE
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.conflict_rows import ConflictDrawing, ConflictRow, conflict_rows, key_of
from inspect_tui.tui.widgets.key_bar import KeyHint
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.conflict_words import Choice

MOVING: Final = ("position", "at", DELETED)
"""Fields that give a record another place in its list, which only reading the session anew finds."""

SHORT: Final = 40
"""Cells of a value's words in a notice."""


class ConflictsScreen(SessionScreen):
    """All conflicts of the session, one under the other."""

    OWN_KEY = "conflicts"
    IS_ASIDE = True
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("take", "enter", "Enter", N_("take this"), N_("Take the value at the cursor"), "take", 0),
        *UNDO_COMMANDS,
        Command("back", "escape", "Esc", N_("back"), N_("Back to where one came from"), "back", 1),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "What two people wrote differently in the same place, while neither saw the other's words. Both are kept.\n"
            "Up and down go from value to value, Enter takes the one at the cursor: that is a change of your own, it "
            "goes to the others with the next session file. Ctrl+Z takes it back and both stand again.\n"
            "Words that only one of them has are coloured. Neither of them is right? Enter takes one, then change it."
        ),
    }

    DEFAULT_CSS = """
    ConflictsScreen {
        & #conflicts-side { padding: 1 1 0 1; }
        & #conflicts-about { height: auto; color: $text-muted; margin: 0 0 1 0; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        """Make the screen with nothing shown yet."""
        super().__init__()
        self._shown: list[str] | None = None
        self._came_from = ""

    def compose_work(self) -> ComposeResult:
        """Yield what this is, and the list."""
        with Vertical(id="conflicts-side"):
            yield Static("", id="conflicts-about", markup=False)
            yield RowList[ConflictRow](self.draw_row, height=self.height_of, id="conflicts")

    @property
    def listing(self) -> RowList[ConflictRow]:
        """The list of values."""
        return self.query_one("#conflicts", RowList)

    def hints(self) -> list[KeyHint]:
        """Return the foot line; that a decision can be taken back is said where it is made."""
        help_, take, *others = super().hints()
        return [help_, take, KeyHint("^Z", self.t("take back"), "app.undo"), *others]

    def _words(self) -> ConflictWords:
        return ConflictWords(self.state, self.inspect.catalog, device=self.inspect.gateway.device)

    def _drawing(self) -> ConflictDrawing:
        return ConflictDrawing(self._words(), self.inspect.catalog)

    def draw_row(self, row: ConflictRow, width: int) -> list[Content]:
        """Draw a heading or a value."""
        return self._drawing().draw(row, width)

    def height_of(self, row: ConflictRow, width: int) -> int:
        """Return the lines of a row."""
        return self._drawing().height(row, width)

    def fill(self) -> None:
        """Show all conflicts; the cursor goes to what has just come, or on from what is decided."""
        if not self.state.is_whole:
            return
        conflicts = conflicts_in_order(self.state)
        keys = [key_of(conflict) for conflict in conflicts]
        here, before = self._at_cursor(), self._shown
        listing = self.listing
        listing.empty = self.t("No conflicts: nobody wrote anything differently in the same place. Esc goes back.")
        listing.set_rows(conflict_rows(conflicts, self._words()))
        about = self.query_one("#conflicts-about", Static)
        about.display = bool(keys)
        about.update(self.t("Two people wrote differently in one place. Both are kept until one is taken."))
        self._shown = keys
        come = [key for key in keys if before is not None and key not in before]
        if come:
            self._go_to(come[0])
        elif before and here in before and here not in keys:
            left = [key for key in before[before.index(here) :] if key in keys] or keys[-1:]
            self._go_to(left[0] if left else "")

    def begin(self) -> None:
        """Begin in the list."""
        self.listing.focus()

    def begin_at(self, record: tuple[str, str] | None, field: str, *, came_from: str) -> None:
        """Begin with a record's conflict.

        Args:
            record: kind and id of the record, None for the first conflict.
            field: which of its fields; empty for the first.
            came_from: the name of the screen that Esc goes back to.
        """
        self._came_from = came_from
        self.listing.focus()
        if record is not None:
            of_it = self.state.disputed.get(record, ())
            wanted = [c for c in of_it if c.field == field] or list(of_it)
            if wanted:
                self._go_to(key_of(wanted[0]))

    def _at_cursor(self) -> str:
        return (self.listing.cursor_key or "").rpartition("|")[0]

    def _go_to(self, key: str) -> None:
        self.listing.highlight(f"{key}|0")

    # Deciding

    def action_take(self) -> None:
        """Take the value at the cursor."""
        self.listing.action_choose()

    @patient
    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take the value at the cursor."""
        event.stop()
        row = self.listing.row(event.key)
        if row is None or row.choice is None:
            return
        app, title = self.inspect, self._words().title(row.conflict)
        if not await app.drafts.flush(PATIENCE):
            app.tell(self.t("Not while your words are not saved."), warning=True)
        elif await self._decide(row.conflict, row.choice):
            words = fit(row.choice.words, SHORT).rstrip()
            app.tell(self.t("{what}: «{words}» taken. Ctrl+Z takes it back.", what=title, words=words), alone=True)

    async def _decide(self, conflict: Conflict, choice: Choice) -> bool:
        kind, one, field = conflict.record, conflict.id, conflict.field
        values: Mapping[str, object] = {} if field == DELETED else {field: choice.value}
        delete = bool(choice.value) if field == DELETED else None
        if field not in MOVING and kind != "declared":
            return await self.inspect.save(kind, one, values, delete=delete) is not None
        session = self.state.id

        def work(store: Store) -> bool:
            from inspect_tui.services.recording import save

            save(store, session, kind, one, values, delete=delete)
            return True

        return bool(await self.inspect.change(work))

    def action_back(self) -> None:
        """Back to the screen that one came from."""
        self.inspect.action_show(self._came_from or "checklist")
