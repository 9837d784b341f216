"""Conclusions (F4): results, shortcomings, causes, numbered requests; and what is missing before signing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from inspect_tui.domain.placing import moved
from inspect_tui.domain.readiness import Missing
from inspect_tui.locale import N_
from inspect_tui.services.recording import save_together
from inspect_tui.tui.before_signing import BeforeSigning, MissingRow
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.offers import OFFER_COMMANDS, OFFER_KEYS, Offers
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import FootKeys, SessionScreen
from inspect_tui.tui.widgets.conclusion_form import ConclusionForm
from inspect_tui.tui.widgets.conclusion_rows import ConclusionDrawing, ConclusionRow, conclusion_rows
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


def _wrong(missing: Sequence[Missing]) -> set[str]:
    """Return the ids of the conclusions in which a number contradicts the checklist."""
    return {one.id for one in missing if one.code == "text_figure"}


class ConclusionsScreen(Offers, BeforeSigning, SessionScreen):
    """Conclusions on the left, the one at hand on the right, what is missing below."""

    OWN_KEY = "conclusions"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("new", "ctrl+n", "^N", N_("new"), N_("A new request; its kind can be changed"), "new", 1),
        Command("missing", "f7", "F7", N_("missing"), N_("Go to what is missing before signing"), "missing", 1),
        *OFFER_COMMANDS,
        Command("delete", "delete", "", N_("delete"), N_("Delete the conclusion at the cursor"), "delete", 9),
        *UNDO_COMMANDS,
        Command("up", "alt+up", "", N_("up"), N_("Move the conclusion up"), "move(-1)", 9),
        Command("down", "alt+down", "", N_("down"), N_("Move the conclusion down"), "move(1)", 9),
        Command("back", "escape", "", N_("back"), N_("Back to the list, then to the sessions"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    FOOT_KEYS: ClassVar[FootKeys] = OFFER_KEYS
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "What is concluded: results, shortcomings, causes, and requests with owner and deadline.\n"
            "Ctrl+N makes one, Enter goes to its fields, Delete deletes it, Alt+Up and Alt+Down move it.\n"
            "F7 on a task or a note draws a conclusion from it; it stays tied to where it came from (←).\n"
            "F8 offers what can be drawn from marked notes and late tasks, F9 set phrases; Ctrl+R reads aloud.\n"
            "≠ stands where two people wrote differently; F12 decides. ⚠ stands where a number contradicts the "
            "checklist."
        ),
        "missing-list": N_("What is missing before signing. Enter jumps to the place where it is mended."),
        "form": N_("The conclusion at hand. Tab goes from field to field; leaving a field saves it."),
    }

    DEFAULT_CSS = """
    ConclusionsScreen {
        & #conclusions-side { width: 3fr; }
        & #conclusions { padding: 0 0 0 1; }
        & #missing-title { padding: 0 1; color: $text-warning; text-style: bold; border-top: solid $panel; }
        & #missing-title.-ready { color: $text-success; }
        & #missing-list { height: auto; max-height: 6; padding: 0 0 0 1; }
        & ConclusionForm { width: 2fr; }
        & ProposalList { width: 2fr; }
        &.-offering ConclusionForm { display: none; }
        &.-narrow ConclusionForm { display: none; width: 1fr; }
        &.-narrow.-detail ConclusionForm { display: block; }
        &.-narrow.-detail #conclusions-side { display: none; }
        &.-narrow.-offering #conclusions-side { display: none; }
        &.-narrow.-offering ConclusionForm { display: none; }
        &.-narrow ProposalList { width: 1fr; border-left: none; }
    }
    """

    def compose_work(self) -> ComposeResult:
        """Yield list, form and what is missing."""
        with Horizontal():
            with Vertical(id="conclusions-side"):
                drawing = ConclusionDrawing(self.inspect)
                yield RowList[ConclusionRow](
                    drawing.draw,
                    height=drawing.height,
                    id="conclusions",
                )
                yield Static("", id="missing-title", markup=False)
                yield RowList[MissingRow](self.draw_missing, height=self.height_of_missing, id="missing-list")
            yield ConclusionForm(id="form")

    @property
    def listing(self) -> RowList[ConclusionRow]:
        """The list of conclusions."""
        return self.query_one("#conclusions", RowList)

    @property
    def form(self) -> ConclusionForm:
        """The conclusion at hand."""
        return self.query_one(ConclusionForm)

    def empty_words(self) -> str:
        """Return what an empty list says, once it is known to be empty."""
        if not self.state.is_whole:
            return ""
        return self.t("Nothing concluded yet. Ctrl+N writes a request; F7 on a task or note draws one.")

    def fill(self) -> None:
        """Show all conclusions and what is missing."""
        self.listing.empty = self.empty_words()
        missing = self.state.missing() if self.state.is_whole else []
        conclusions = self.state.content.conclusions
        self.listing.set_rows(conclusion_rows(conclusions, self.inspect.catalog, _wrong(missing)))
        self._show(self.listing.cursor_key)
        self.fill_missing(missing)

    def begin(self) -> None:
        """Begin in the list."""
        self.remove_class("-detail")
        self.listing.focus()

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change."""
        if kind == "conclusion" and (conclusion := self.state.conclusion(record_id)) is not None:
            row = self.listing.row(record_id)
            if row is not None and row.conclusion is not None and row.conclusion.kind == conclusion.kind:
                missing = self.state.missing()
                is_wrong = record_id in _wrong(missing)
                shown = ConclusionRow(record_id, True, conclusion, row.number, is_wrong=is_wrong)
                self.listing.update_row(record_id, shown)
                self.fill_missing(missing)
                if self.form.record_id == record_id:
                    self.form.show(conclusion, keep_fields=True)
                return
        self.fill()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the conclusion that the cursor is on."""
        event.stop()
        if event.control is self.listing:
            self._show(event.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter goes to the fields, or to the place where something is missing."""
        event.stop()
        if event.control is self.listing:
            self.add_class("-detail")
            self.form.begin()
            return
        row = self.missing_list.row(event.key)
        if row is not None:
            self.go_to_missing(row.missing)

    def show_record(self, record_id: str, field: str = "text") -> None:
        """Go to a conclusion's fields."""
        if self.listing.row(record_id) is None:
            self.fill()
        if self.listing.highlight(record_id):
            self._show(record_id)
            self.add_class("-detail")
            self.form.begin(field)

    def recover(self) -> None:
        """Show a field that was typed in last time and never saved."""
        for name in self.inspect.drafts.names("conclusion:"):
            _, conclusion_id, field = name.split(":")
            if self.state.conclusion(conclusion_id) is not None and self.listing.has_focus:
                self.show_record(conclusion_id, field)
                return

    async def save_open_fields(self) -> None:
        """Save what is typed into the form."""
        await self.form.save_open_fields()

    def _show(self, key: str | None) -> None:
        self.form.show(self.state.conclusion(key) if key else None)

    @patient
    async def action_new(self) -> None:
        """Make a request for the inspected agency."""
        await self.form.save_open_fields()
        values = {"kind": "request", "owner": self.state.content.session.agency}
        saved = await self.inspect.save("conclusion", None, values)
        if saved is not None:
            self.show_record(saved.id)

    @patient
    async def action_delete(self) -> None:
        """Delete the conclusion at the cursor; Ctrl+Z brings it back."""
        key = self.listing.cursor_key
        if not self.listing.has_focus:
            self.inspect.tell(self.t("Esc goes to the list first; there Delete deletes what the cursor is on."))
        elif key and await self.inspect.save("conclusion", key, {}, delete=True) is not None:
            self.inspect.tell(self.t("Deleted. Ctrl+Z brings it back."))

    @patient
    async def action_move(self, step: int) -> None:
        """Change places with the conclusion above or below of the same kind."""
        conclusion = self.state.conclusion(self.listing.cursor_key or "")
        if conclusion is None or not self.listing.has_focus:
            return
        listed = [c for c in self.state.content.conclusions if c.kind == conclusion.kind]
        places, session = moved(listed, conclusion, step), self.state.id
        if not places:
            return

        def move(store: Store) -> bool:
            save_together(store, session, "conclusion", places)
            return True

        await self.inspect.change(move)

    def action_back(self) -> None:
        """From the fields to the list, from the list to the sessions."""
        if self.listing.has_focus:
            self.run_worker(self.inspect.action_home())
            return
        self.remove_class("-detail")
        self.listing.focus()
