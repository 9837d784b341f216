"""What the agency declared (F8 on the figures): typed in beside the checklist's numbers, and what does not agree."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Static

from inspect_tui.domain.declared_points import wrong_points
from inspect_tui.domain.ids import declared_id
from inspect_tui.locale import N_
from inspect_tui.services.declaring import check_view, checklist_of
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.declared_form import DeclaredForm
from inspect_tui.tui.widgets.declared_rows import DeclaredDrawing, DeclaredRow, declared_rows
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.domain.figure_findings import FigureFinding
    from inspect_tui.domain.readings import Checklist
    from inspect_tui.domain.undoing import Key
    from inspect_tui.services.declaring import DeclaredCheck
    from inspect_tui.services.views import View


class DeclaredScreen(SessionScreen):
    """The declared figures on the left, what is found of them on the right; below them where it is narrow."""

    OWN_KEY = "declared"
    IS_ASIDE = True
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("findings", "f7", "F7", N_("findings"), N_("Go to what is found of the figures"), "findings", 0),
        Command("percent", "ctrl+n", "^N", N_("percentage"), N_("Add a percentage of the report"), "percent", 1),
        *UNDO_COMMANDS,
        Command("back", "escape", "Esc", N_("back"), N_("To the findings, then back to the figures"), "back", 2),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The figures that the agency reports itself. Type its numbers as they are printed; leave out what it does "
            "not say. Right of each stands what the checklist has, then by how much they differ.\n"
            "Enter goes to the next field, Up and Down go from line to line. The first digit replaces a number, Left, "
            "Right and End begin to change it; Ctrl+Z takes back what was typed, then what was saved. Ctrl+N adds a "
            "percentage: what, how much, a share of what; one whose number is taken out again is gone.\n"
            "F7 goes to what is found: whether the figures agree with themselves, and where they are not those of the "
            "checklist, under which reading they are right and which tasks make the difference."
        ),
        "declared-findings": N_(
            "What is found of the declared figures. Enter on a task opens it in the checklist, on what was reported in "
            "the meeting the note, on what is not decided both values, on another finding it goes to the number that "
            "it is about."
        ),
    }

    DEFAULT_CSS = """
    DeclaredScreen {
        & DeclaredForm { width: 68; }
        & #declared-side { width: 1fr; border-left: vkey $panel; }
        & #declared-title { height: auto; padding: 0 1; margin-bottom: 1; color: $text-warning; text-style: bold; }
        & #declared-title.-right { color: $text-success; }
        & #declared-title.-nothing { color: $text-muted; text-style: none; }
        & #declared-findings { padding: 0 0 0 1; }
        &.-narrow #declared-panels { layout: vertical; }
        &.-narrow DeclaredForm { width: 1fr; height: 1fr; }
        &.-narrow #declared-side { height: 8; border-left: none; border-top: solid $panel; }
        &.-narrow.-findings DeclaredForm { height: 6; }
        &.-narrow.-findings #declared-side { height: 1fr; }
        &.-narrow #declared-title { margin-bottom: 0; }
        &.-narrow #declared-scope { margin-bottom: 0; }
    }
    """

    def __init__(self) -> None:
        """Make the screen; the readings of the checklist are kept as long as its tasks stay as they are."""
        super().__init__()
        self._checklist: Checklist | None = None
        self._judged: View | None = None
        self._is_judging = False

    def compose_work(self) -> ComposeResult:
        """Yield form and findings."""
        with Horizontal(id="declared-panels"):
            yield DeclaredForm(id="declared-form")
            with Vertical(id="declared-side"):
                yield Static("", id="declared-title", markup=False)
                yield RowList[DeclaredRow](self.draw_row, height=self.height_of, id="declared-findings")

    @property
    def form(self) -> DeclaredForm:
        """The declared figures."""
        return self.query_one(DeclaredForm)

    @property
    def listing(self) -> RowList[DeclaredRow]:
        """What is found."""
        return self.query_one("#declared-findings", RowList)

    def draw_row(self, row: DeclaredRow, width: int) -> list[Content]:
        """Draw a finding or a task."""
        return DeclaredDrawing(self.state, self.inspect.catalog).draw(row, width)

    def height_of(self, row: DeclaredRow, width: int) -> int:
        """Return the lines of a row."""
        return DeclaredDrawing(self.state, self.inspect.catalog).height(row, width)

    def fill(self) -> None:
        """Show the figures as they are now, and what is found of them."""
        self._show(keep_fields=False)

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change; a field that is being typed in stays as it is."""
        self._show(keep_fields=kind != "all")

    def _show(self, *, keep_fields: bool) -> None:
        if not self.state.is_whole:
            return
        self.form.show(keep_fields=keep_fields)
        if not self._is_judging:
            self._is_judging = True
            # The fields are there to be typed in before all tasks are counted under all readings.
            self.call_after_refresh(self.run_worker, self._judge, group="judge")

    @property
    def is_judged(self) -> bool:
        """Whether what stands here is what is found of the session as it is now."""
        state = self.inspect.state
        return state is not None and self._judged is state.view and not self._is_judging

    async def _judge(self) -> None:
        """Judge beside the keys, until what is shown is of the session as it is; typing goes on meanwhile."""
        try:
            while (state := self.inspect.state) is not None and self.is_attached and state.view is not self._judged:
                view = state.view
                check, rows = await asyncio.to_thread(self._check, view)
                if self.inspect.state is not state or not self.is_attached:
                    continue
                # Where the screen is being taken down, its parts go before it.
                with contextlib.suppress(NoMatches):
                    self.form.show_beside(check.comparison)
                    self._show_title(check)
                    self.listing.set_rows(rows)
                self._judged = view
        finally:
            self._is_judging = False

    def _check(self, view: View) -> tuple[DeclaredCheck, list[DeclaredRow]]:
        """Judge a session; one thread at a time comes here."""
        if self._checklist is None or not self._checklist.is_of(view.content):
            self._checklist = checklist_of(view)
        check = check_view(view, self._checklist)
        return check, declared_rows(check, self.inspect.catalog)

    def _show_title(self, check: DeclaredCheck) -> None:
        wrong = wrong_points(check.points)
        is_empty = not (check.comparison.given or self.state.content.declared.get("percents"))
        if is_empty:
            words = self.t(
                "Nothing is declared yet. Type what the agency reports, Enter goes on; what does not agree stands here."
            )
        elif wrong:
            words = self.inspect.catalog.n("{count} point does not agree", "{count} points do not agree", wrong)
            words = f"⚠ {words}"
        elif check.consistent is None:
            words = self.t("With what is declared nothing can be judged yet.")
        elif check.undecided:
            words = "⚠ " + self.t("What is declared agrees as it stands, but is not decided.")
        else:
            words = "✓ " + self.t("What is declared agrees with itself and with the checklist.")
        title = self.query_one("#declared-title", Static)
        title.set_class(not wrong and check.consistent is True and not check.undecided, "-right")
        title.set_class(is_empty or (not wrong and check.consistent is None), "-nothing")
        title.update(words)

    def begin(self) -> None:
        """Begin where numbers are typed; in the findings where nothing can be typed any more."""
        if self.state.is_signed:
            self.listing.focus()
        else:
            self.form.begin()

    def recover(self) -> None:
        """Nothing to do: words that were typed here stand in their fields."""

    async def save_open_fields(self) -> None:
        """Save what is typed into the form."""
        await self.form.save_open_fields()

    def record_at_hand(self) -> Key:
        """Return the record that is at hand: the task at the cursor of the findings, or the declared figures."""
        row = self.listing.cursor_row
        if self.listing.has_focus and row is not None and row.kind == "task":
            return "task", row.task
        return "declared", declared_id(self.state.id)

    # Keys

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the room to the part that has the focus, where there is little."""
        self.set_class(event.widget is self.listing, "-findings")

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Nothing depends on it."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter opens a task or a note, or goes to the number that a finding is about."""
        event.stop()
        row = self.listing.row(event.key)
        if row is None:
            return
        if row.kind == "task":
            task = row.task
            self.inspect.go("checklist", lambda shown: shown.show_record(task))
        elif row.finding is not None and row.finding.code == "undecided":
            self.inspect.show_conflict(("declared", declared_id(self.state.id)), str(row.finding.values["field"]))
        elif row.finding is not None and "note" in row.finding.values:
            note = str(row.finding.values["note"])
            self.inspect.go("notes", lambda shown: shown.show_record(note))
        elif row.finding is not None and not self.state.is_signed:
            self._go_to_number(row.finding)

    def _go_to_number(self, finding: FigureFinding) -> None:
        values = finding.values
        printed = values.get("text", values.get("printed"))
        if printed is not None:
            self.form.begin_percent(str(values.get("name", "")), printed)
            return
        names = [str(values[key]) for key in ("name", "part", "whole") if key in values]
        self.form.begin(names[0] if names else "")

    def action_findings(self) -> None:
        """Go to what is found."""
        self.listing.focus()

    def action_percent(self) -> None:
        """Go to the empty percentage."""
        if not self.state.is_signed:
            self.form.begin_percent()

    def action_back(self) -> None:
        """From the form to what is found, from there back to the figures."""
        if self.listing.has_focus:
            self.inspect.action_show("figures")
        else:
            self.listing.focus()
