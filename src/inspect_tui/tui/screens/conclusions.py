"""Conclusions (F4): results, shortcomings, causes, numbered requests; and what is missing before signing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.readiness import Missing, describe
from inspect_tui.domain.records import CONCLUSION_KINDS, Conclusion
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.conclusion_form import ConclusionForm
from inspect_tui.tui.widgets.row_list import RowList

HEADINGS = {
    "result": N_("1 Results"),
    "shortcoming": N_("2 Shortcomings"),
    "cause": N_("3 Causes"),
    "request": N_("4 Requests"),
}


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """A conclusion in the list, or a heading."""

    key: str
    selectable: bool
    conclusion: Conclusion | None = None
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One thing that is missing."""

    key: str
    missing: Missing
    selectable: bool = True


class ConclusionsScreen(SessionScreen):
    """Conclusions on the left, the one at hand on the right, what is missing below."""

    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("new", "ctrl+n", "^N", N_("new"), N_("A new request; its kind can be changed"), "new", 1),
        Command("missing", "f7", "F7", N_("missing"), N_("Go to what is missing before signing"), "missing", 1),
        Command("delete", "delete", "", N_("delete"), N_("Delete the conclusion at the cursor"), "delete", 9),
        Command("undo", "ctrl+z", "", N_("bring back"), N_("Bring back what was deleted"), "app.undo_delete", 9),
        Command("up", "alt+up", "", N_("up"), N_("Move the conclusion up"), "move(-1)", 9),
        Command("down", "alt+down", "", N_("down"), N_("Move the conclusion down"), "move(1)", 9),
        Command("back", "escape", "", N_("back"), N_("Back to the list, then to the sessions"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "What is concluded: results, shortcomings, causes, and requests with owner and deadline.\n"
            "Ctrl+N makes one, Enter goes to its fields, Delete deletes it, Alt+Up and Alt+Down move it.\n"
            "F7 on a task or a note draws a conclusion from it; it stays tied to where it came from (←)."
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
        &.-narrow ConclusionForm { display: none; width: 1fr; }
        &.-narrow.-detail ConclusionForm { display: block; }
        &.-narrow.-detail #conclusions-side { display: none; }
    }
    """

    def compose_work(self) -> ComposeResult:
        """Yield list, form and what is missing."""
        with Horizontal():
            with Vertical(id="conclusions-side"):
                yield RowList[ConclusionRow](
                    self.draw_row,
                    height=self.height_of,
                    id="conclusions",
                    empty=self.t("Nothing concluded yet. Ctrl+N writes a request; F7 on a task or note draws one."),
                )
                yield Static("", id="missing-title", markup=False)
                yield RowList[MissingRow](self.draw_missing, id="missing-list")
            yield ConclusionForm(id="form")

    @property
    def listing(self) -> RowList[ConclusionRow]:
        """The list of conclusions."""
        return self.query_one("#conclusions", RowList)

    @property
    def missing_list(self) -> RowList[MissingRow]:
        """The list of what is missing."""
        return self.query_one("#missing-list", RowList)

    @property
    def form(self) -> ConclusionForm:
        """The conclusion at hand."""
        return self.query_one(ConclusionForm)

    def fill(self) -> None:
        """Show all conclusions and what is missing."""
        rows: list[ConclusionRow] = []
        for kind in CONCLUSION_KINDS:
            listed = [c for c in self.state.content.conclusions if c.kind == kind]
            if listed:
                rows.append(ConclusionRow(f"kind:{kind}", False, title=self.t(HEADINGS[kind])))
                rows += [ConclusionRow(c.id, True, c, number) for number, c in enumerate(listed, start=1)]
        self.listing.set_rows(rows)
        self._show(self.listing.cursor_key)
        self.fill_missing()

    def fill_missing(self) -> None:
        """Show what is missing before signing."""
        missing = self.state.missing()
        title = self.query_one("#missing-title", Static)
        title.set_class(not missing, "-ready")
        if missing:
            title.update(self.t("MISSING BEFORE SIGNING ({count})", count=len(missing)))
        else:
            title.update("✓ " + self.t("Ready to sign (F6)"))
        rows = [MissingRow(f"{m.code}:{m.id}:{place}", m) for place, m in enumerate(missing)]
        self.missing_list.set_rows(rows)
        self.missing_list.display = bool(rows)

    def height_of(self, row: ConclusionRow, width: int) -> int:
        """Return the lines of a row."""
        return 1 if row.conclusion is None else len(self._body(row, width))

    def _columns(self, width: int) -> tuple[int, int]:
        """Return the widths of owner and deadline; narrow lists put the owner under the words."""
        return (20, 11) if width >= 90 else (0, 11)

    def _body(self, row: ConclusionRow, width: int) -> list[str]:
        owner, deadline = self._columns(width)
        conclusion = row.conclusion
        assert conclusion is not None
        is_request = conclusion.kind == "request"
        room = width - 4 - (owner + deadline + 2 if is_request else 0)
        return wrap(one_line(conclusion.text) or self.t("(no words yet)"), max(10, room))

    def draw_row(self, row: ConclusionRow, width: int) -> list[Content]:
        """Draw a conclusion, or a heading."""
        conclusion = row.conclusion
        if conclusion is None:
            return [Content.styled(fit(row.title.upper(), width), "$text-muted bold")]
        owner, deadline = self._columns(width)
        lines = self._body(row, width)
        is_request = conclusion.kind == "request"
        mark = f"{row.number:>2}. " if is_request else "  – "
        room = width - 4 - (owner + deadline + 2 if is_request else 0)
        first: list[Content | str | tuple[str, str]] = [(mark, "$text-muted"), fit(lines[0], room)]
        if is_request:
            missing_date = ("⚠ " + self.t("no date"), "$text-warning")
            when = (screen_date(conclusion.deadline), "") if conclusion.deadline else missing_date
            if owner:
                who = (
                    (conclusion.owner, "$text-muted")
                    if conclusion.owner
                    else ("⚠ " + self.t("no owner"), "$text-warning")
                )
                first += [" ", (fit(who[0], owner), who[1])]
            first += [" ", (fit(when[0], deadline, "right"), when[1])]
        made = [Content.assemble(*first), *(Content("    " + line) for line in lines[1:])]
        ties = self._ties(conclusion)
        if ties:
            last = made[-1] if len(made) > 1 else None
            if last is not None and last.cell_length + cell_len(ties) + 2 <= width:
                made[-1] = Content.assemble(last, "  ", (ties, "$text-accent"))
        return made

    def _ties(self, conclusion: Conclusion) -> str:
        labels = self.state.labels
        ties = [f"←{labels[i]}" for i in conclusion.tasks if i in labels]
        if conclusion.notes:
            ties.append("←" + self.inspect.catalog.n("{count} note", "{count} notes", len(conclusion.notes)))
        return " ".join(ties)

    def draw_missing(self, row: MissingRow, width: int) -> list[Content]:
        """Draw one thing that is missing."""
        return [Content(fit(describe(row.missing, self.inspect.catalog), width))]

    def begin(self) -> None:
        """Begin in the list."""
        self.remove_class("-detail")
        self.listing.focus()

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change."""
        if kind == "conclusion" and (conclusion := self.state.conclusion(record_id)) is not None:
            row = self.listing.row(record_id)
            if row is not None and row.conclusion is not None and row.conclusion.kind == conclusion.kind:
                self.listing.update_row(record_id, ConclusionRow(record_id, True, conclusion, row.number))
                self.fill_missing()
                if self.form.conclusion_id == record_id:
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

    def go_to_missing(self, missing: Missing) -> None:
        """Jump to the place where something is missing."""
        field = {
            "task_no_cause": "cause", "task_no_responsibility": "responsibility", "task_no_date": "completed_on",
            "request_no_owner": "owner", "request_no_deadline": "deadline",
        }.get(missing.code, "verdict")  # fmt: skip
        if missing.record == "conclusion":
            self.show_record(missing.id, field)
        elif missing.record == "task":
            self.inspect.action_show("checklist")
            checklist = self.inspect.session_screen("checklist")

            def go() -> None:
                checklist.show_record(missing.id)  # type: ignore[attr-defined]
                checklist.detail.begin(field)  # type: ignore[attr-defined]

            self.inspect.call_after_refresh(go)

    def show_record(self, record_id: str, field: str = "text") -> None:
        """Go to a conclusion's fields."""
        if self.listing.row(record_id) is None:
            self.fill()
        if self.listing.highlight(record_id):
            self._show(record_id)
            self.add_class("-detail")
            self.form.begin(field)

    def _show(self, key: str | None) -> None:
        self.form.show(self.state.conclusion(key) if key else None)

    async def action_new(self) -> None:
        """Make a request for the inspected agency."""
        await self.form.save_open_fields()
        values = {"kind": "request", "owner": self.state.content.session.agency}
        saved = await self.inspect.save("conclusion", None, values)
        if saved is not None:
            self.show_record(saved.id)

    async def action_delete(self) -> None:
        """Delete the conclusion at the cursor; Ctrl+Z brings it back."""
        key = self.listing.cursor_key
        if self.listing.has_focus and key and await self.inspect.save("conclusion", key, {}, delete=True) is not None:
            self.inspect.tell(self.t("Deleted. Ctrl+Z brings it back."))

    async def action_move(self, step: int) -> None:
        """Change places with the conclusion above or below of the same kind."""
        conclusion = self.state.conclusion(self.listing.cursor_key or "")
        if conclusion is None or not self.listing.has_focus:
            return
        listed = [c for c in self.state.content.conclusions if c.kind == conclusion.kind]
        place = listed.index(conclusion) + step
        if not 0 <= place < len(listed):
            return
        other = listed[place]
        await self.inspect.swap_places(conclusion, other)

    def action_missing(self) -> None:
        """Go to the list of what is missing."""
        if self.missing_list.display:
            self.remove_class("-detail")
            self.missing_list.focus()

    def action_back(self) -> None:
        """From the fields to the list, from the list to the sessions."""
        if self.listing.has_focus:
            self.run_worker(self.inspect.action_home())
            return
        self.remove_class("-detail")
        self.listing.focus()
