"""The list of sessions: what the bare command opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.vietnamese import fold
from inspect_tui.locale import N_
from inspect_tui.services.sessions import SessionSummary, all_sessions, state_words
from inspect_tui.tui.commands import APP_COMMANDS, Command
from inspect_tui.tui.unsaved import NEW_SESSION, form_draft
from inspect_tui.tui.where import Where, sudden_end
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.key_bar import KeyBar
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.session_bar import SessionBar
from inspect_tui.tui.widgets.session_form import SessionForm
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import CONFLICT

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp


SCREEN_WORDS: Final[dict[str, str]] = {
    "checklist": N_("the checklist"),
    "notes": N_("the notes"),
    "conclusions": N_("the conclusions"),
    "figures": N_("the figures"),
    "papers": N_("the papers"),
}

TITLE_ROOM: Final = 30
"""Cells that a title keeps before counts are left out."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in the list."""

    key: str
    summary: SessionSummary
    selectable: bool = True


class SessionsScreen(Screen[None], inherit_bindings=False):
    """All sessions of the store, the newest visit first; a new one is made in the same place."""

    AUTO_FOCUS = ""
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("new", "ctrl+n", "^N", N_("new session"), N_("Make a new session"), "new", 1),
        Command("receive", "f7", "F7", N_("receive"), N_("Receive session files and receipts…"), "app.receive", 2),
        Command(
            "leaving",
            "f8",
            "F8",
            N_("ready"),
            N_("Ready to leave: what is to be seen to before a visit"),
            "app.leaving",
            2,
        ),
        Command(
            "check-file",
            "f9",
            "F9",
            N_("check a file"),
            N_("Check a file against the code on paper…"),
            "app.check_file",
            1,
        ),
        Command("back", "escape", "", N_("back"), N_("Give up the new session"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "Your sessions. Enter opens one, Ctrl+N makes a new one, Ctrl+F finds by words.\n"
            "Ctrl+O corrects the one at the cursor: agency, days, people. Nothing has to be typed again for that.\n"
            "F7 receives session files and receipts from other machines, F9 checks a file against the code on paper.\n"
            "Inside a session F2 to F6 change the screen; Ctrl+Q quits at any moment, everything is saved."
        ),
    }

    DEFAULT_CSS = """
    SessionsScreen {
        layout: vertical;
        background: $background;
        & #find-row { height: 1; margin: 1 1 1 1; }
        & #find-row Static { width: auto; color: $text-muted; padding: 0 1 0 0; }
        & #find { background: $background; width: 1fr; }
        & #sessions { padding: 0 1; }
        & #go-on { display: none; height: auto; padding: 0 1; margin: 1 0 0 0; color: $text-warning; }
        & #new { display: none; }
        &.-new #new { display: block; }
        & KeyBar { background: $panel; }
    }
    """

    _summaries: Sequence[SessionSummary] = ()

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out search, list and the form of a new session."""
        app = self.inspect
        yield SessionBar(id="session-bar")
        yield Static("", id="go-on", markup=False)
        with Horizontal(id="find-row"):
            yield Static(app.t("Find:"), markup=False)
            yield TextLine(id="find", placeholder=app.t("agency, title"))
        yield SessionForm(id="new")
        yield RowList[SessionRow](
            self.draw_row, height=2, id="sessions", empty=Content("\n".join(self.empty_lines()))
        )  # fmt: skip
        catalog = app.catalog
        commands = {c.id: c for c in APP_COMMANDS}
        hints = [commands["help"].hint(catalog, "app")]
        hints += [c.hint(catalog, "screen") for c in self.COMMANDS_HERE if c.label]
        hints += [commands[n].hint(catalog, "app") for n in ("meeting", "find", "palette", "quit")]
        yield KeyBar(hints, id="keys")

    def on_mount(self) -> None:
        """Read the list."""
        self._go_on: Where | None = None
        # In a bare start this is the first screen; later on nothing has ended suddenly.
        self._is_start = self.inspect.state is None
        self.query_one(SessionBar).show(self.inspect.t("Inspection notebook"))
        self.show_save_state()
        self.reload()
        self.query_one("#sessions", RowList).focus()

    def reload(self) -> None:
        """Read the sessions anew."""
        self.run_worker(self._read, exclusive=True)  # type: ignore[arg-type]

    async def _read(self) -> None:
        app = self.inspect
        try:
            self._summaries = await app.gateway.read(all_sessions)
            is_start, self._is_start = self._is_start, False
            if is_start:
                self._go_on = await app.gateway.read(sudden_end)
                await self._tell_form()
        except Exception as error:
            app.tell_error(error)
            return
        self._show()
        self._offer_to_go_on(move=is_start)

    async def _tell_form(self) -> None:
        """Say that the form of a new session was left half filled in."""
        kept = await self.inspect.gateway.read(lambda store: store.get_meta(NEW_SESSION))
        if kept:
            self.inspect.tell_recovered(self.inspect.left_behind("", [form_draft(kept)]), None)

    def _offer_to_go_on(self, *, move: bool) -> None:
        """Say where the program ended suddenly, once; the cursor stands on that session."""
        go_on, line = self._go_on, self.query_one("#go-on", Static)
        head = next((s.session for s in self._summaries if go_on and s.session.id == go_on.session), None)
        line.display = head is not None
        if go_on is None or head is None:
            self._go_on = None
            return
        t = self.inspect.t
        words = t(
            "The program ended suddenly at {clock} on {day} in {screen} of {agency}; Enter goes on there.",
            clock=local_clock(go_on.at, head.zone),
            day=screen_date(datetime.fromisoformat(go_on.at).astimezone(head.zone).date()),
            screen=t(SCREEN_WORDS[go_on.screen]),
            agency=head.agency,
        )
        line.update(Content("⚠ " + words))
        if move:
            self.query_one("#sessions", RowList).highlight(go_on.session)

    def _show(self) -> None:
        words = fold(self.query_one("#find", TextLine).text).split()
        rows = []
        for summary in self._summaries:
            text = fold(f"{summary.session.agency} {summary.session.title}")
            if all(word in text for word in words):
                rows.append(SessionRow(summary.session.id, summary))
        listing = self.query_one("#sessions", RowList)
        listing.empty = Content("\n".join(self.empty_lines()))
        listing.set_rows(rows)

    def show_save_state(self) -> None:
        """Say whether everything is committed."""
        words, warning = self.inspect.save_words()
        self.query_one(SessionBar).show(right=words, warning=warning)

    def draw_row(self, row: SessionRow, width: int) -> list[Content]:
        """Draw a session in two lines: which visit, and how far it is."""
        app, summary = self.inspect, row.summary
        head = summary.session
        state = state_words(summary, app.catalog)
        day = screen_date(head.held_on)
        room = width - cell_len(day) - 2 - cell_len(state) - 2
        style = "$text-success" if head.state == "signed" else "$text-accent"
        counts = [
            app.catalog.n("{count} task", "{count} tasks", summary.tasks),
            app.catalog.n("{count} note", "{count} notes", summary.notes),
            app.catalog.n("{count} conclusion", "{count} conclusions", summary.conclusions),
        ]
        if summary.drafts:
            counts.insert(0, "✎ " + app.t("unsaved words kept"))
        parts = counts
        if summary.conflicts:
            parts.insert(0, CONFLICT + " " + app.catalog.n("{count} conflict", "{count} conflicts", summary.conflicts))
        if summary.outside:
            parts.insert(0, app.t("{count} not signed", count=summary.outside))
        least = min(TITLE_ROOM, cell_len(head.title))
        while len(parts) > 1 and cell_len(" · ".join(parts)) + 3 + least > width:
            # The title says which visit it is; of the counts the last ones matter least.
            parts.pop()
        told = " · ".join(parts)
        if head.title:
            title = fit(head.title, min(cell_len(head.title), width - cell_len(told) - 3))
            told = f"{title} · {told}"
        return [
            Content.assemble((fit(head.agency, room), "bold"), "  ", day, "  ", (state, style)),
            Content.styled(fit(told, width), "$text-muted"),
        ]

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Search while typing."""
        event.stop()
        if event.control.id == "find":
            self._show()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter in the search goes to the list."""
        event.stop()
        self.query_one("#sessions", RowList).focus()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter opens a session."""
        event.stop()
        go_on, self._go_on = self._go_on, None
        if go_on is not None and go_on.session == event.key:
            await self.inspect.open_session(event.key, go_on.screen)
        else:
            await self.inspect.open_session(event.key)

    def empty_lines(self) -> list[str]:
        """Return what an empty list says: what can be done, each with its key."""
        t = self.inspect.t
        if self._summaries:
            return [t("No session has these words. Ctrl+U takes them away.")]
        return [
            t("No session yet. Three ways to begin:"),
            "",
            "  F7      " + t("open the pack that headquarters prepared, or receive session files"),
            "  Ctrl+N  " + t("make a new session: agency, day of the visit, cut-off date"),
            "  F8      " + t("in the new session: read its register (Excel, Word, CSV)"),
        ]

    def session_at_cursor(self) -> str:
        """Return the id of the session at the cursor; empty where there is none."""
        return self.query_one("#sessions", RowList).cursor_key or ""

    def find(self) -> bool:
        """Go to the search."""
        self.query_one("#find", TextLine).focus()
        return True

    async def on_session_form_made(self, event: SessionForm.Made) -> None:
        """Open a session that has just been made."""
        event.stop()
        self.remove_class("-new")
        await self.inspect.open_session(event.session)

    async def action_new(self) -> None:
        """Open the form of a new session."""
        self.add_class("-new")
        await self.query_one(SessionForm).begin()

    def action_back(self) -> None:
        """Give up the new session, or the search."""
        if self.has_class("-new"):
            self.remove_class("-new")
            self.query_one(SessionForm).give_up()
        field = self.query_one("#find", TextLine)
        if field.text:
            field.text = ""
            self._show()
        self.query_one("#sessions", RowList).focus()
