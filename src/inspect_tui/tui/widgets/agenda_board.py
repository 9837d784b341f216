"""The agenda as it is at this minute, and the steps through it; changing it in place is its panel's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from inspect_tui.domain.agenda import Agenda, parse
from inspect_tui.domain.agenda_steps import advanced, gone_back
from inspect_tui.services.agenda_templates import step_agenda
from inspect_tui.tui.widgets.agenda_form import TEMPLATE, AgendaForm
from inspect_tui.tui.widgets.agenda_rows import (
    AgendaList,
    AgendaRow,
    agenda_rows,
    draw_row,
    moment_of,
    row_height,
)
from inspect_tui.tui.widgets.cells import fit

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState


class AgendaBoard(Vertical):
    """Title, items with their times, the form of two fields under them, and the keys that work here.

    Attributes:
        clock: tells what time it is.
    """

    DEFAULT_CSS = """
    AgendaBoard {
        height: auto;
        & #agenda-title { height: 1; }
        & #agenda-list { height: auto; max-height: 16; scrollbar-size-horizontal: 0; }
        & #agenda-hint { height: auto; color: $text-muted; display: none; }
        &.-here #agenda-hint { display: block; }
        &.-empty #agenda-hint { display: block; }
        & #agenda-space { height: 1; }
    }
    """

    @dataclass
    class Shown(Message):
        """Posted when what the panel shows has changed."""

        board: AgendaBoard
        rows: list[AgendaRow]

    def __init__(self, *, clock: Callable[[], datetime] | None = None, id: str | None = None) -> None:
        """Make an empty panel.

        Args:
            clock: tells what time it is; None takes the machine's.
            id: the widget's id.
        """
        super().__init__(id=id)
        self.clock: Callable[[], datetime] = clock or (lambda: datetime.now(UTC))
        self.templates_shown = False
        self._rows: list[AgendaRow] | None = None
        self._timer: Timer | None = None

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    @property
    def agenda(self) -> Agenda:
        """The session's agenda."""
        return parse(self.state.content.session.agenda)

    @property
    def listing(self) -> AgendaList:
        """The list of items, or of templates."""
        return self.query_one(AgendaList)

    @property
    def form(self) -> AgendaForm:
        """The fields under the list."""
        return self.query_one(AgendaForm)

    def compose(self) -> ComposeResult:
        """Lay out title, list, form and the keys that work here."""
        yield Static("", id="agenda-title", markup=False)
        yield AgendaList(
            lambda row, width: draw_row(row, width, self.inspect.catalog), height=row_height, marker=" ",
            id="agenda-list",
        )  # fmt: skip
        yield AgendaForm(id="agenda-form")
        yield Static("", id="agenda-hint", markup=False)
        yield Static("", id="agenda-space", markup=False)

    def on_resize(self) -> None:
        """The title has the whole time at its right end."""
        self._show_title()

    # Showing

    def show(self) -> None:
        """Show the agenda as it is at this minute; what has not changed is not drawn anew."""
        agenda = self.agenda
        now = moment_of(self.state.content.session, agenda, self.clock())
        rows = agenda_rows(agenda, now)
        self._plan(agenda, now)
        if rows == self._rows:
            return
        self._rows = rows
        self.set_class(not rows, "-empty")
        if not self.templates_shown:
            listing = self.listing
            listing.set_rows(rows)
            current = agenda.current
            if current is not None and not self.has_focus_within:
                listing.highlight(current.id)
        self._show_title()
        self._show_hint()
        self.post_message(self.Shown(self, rows))

    def _plan(self, agenda: Agenda, now: datetime) -> None:
        """Look at the clock again when the next minute is full; nothing changes before."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        current = agenda.current
        if current is not None and self.state.content.session.state != "signed":
            spent = agenda.elapsed(current, now) % timedelta(minutes=1)
            # At least some seconds: nothing wakes up while the first screen is being painted.
            self._timer = self.set_timer(max(5.0, 60.0 - spent.total_seconds()), self._tick)

    def _tick(self) -> None:
        # Behind another screen nothing is shown; coming back shows what has passed.
        self._timer = None
        if self.screen.is_current:
            self.show()

    def _show_title(self) -> None:
        t, rows = self.inspect.t, self._rows or []
        title = t("AGENDA TEMPLATES") if self.templates_shown else t("AGENDA")
        lasted, planned = sum(r.lasted for r in rows), sum(r.planned for r in rows)
        whole = f"{lasted}' / {planned}'" if rows and not self.templates_shown else ""
        width = max(1, self.size.width - 1)
        line = Content.assemble((fit(title, width - len(whole)), "$foreground-muted bold"), (whole, "$text-muted"))
        self.query_one("#agenda-title", Static).update(line)

    def _show_hint(self) -> None:
        t = self.inspect.t
        if self.form.is_open:
            words = t("Enter saves · Tab minutes · Esc gives up")
            if self.form.about == TEMPLATE:
                words = t("Enter saves · Esc gives up")
        elif self.templates_shown:
            words = t(
                "Enter uses it · Space: new meetings begin with it · Ctrl+N keeps this agenda · Delete · Esc back"
            )
        elif not self._rows and not self.has_focus_within:
            words = t("None yet: F8 begins with the usual order, F9 Ctrl+N makes your own.")
        elif not self._rows:
            words = t("None yet: F8 begins with the usual order, F9 shows templates, Ctrl+N puts in an item. Esc back")
        else:
            words = t("Enter goes there · Ctrl+N new · Ctrl+E change · Delete · Alt+↑↓ move · F9 templates · Esc back")
        self.query_one("#agenda-hint", Static).update(Content(words))

    def on_descendant_focus(self) -> None:
        """Say which keys work here."""
        self.add_class("-here")
        self._show_hint()

    def on_descendant_blur(self) -> None:
        """Say what begins an agenda, where there is none."""
        self.set_class(self.has_focus_within, "-here")
        self._show_hint()

    # Steps

    async def step(
        self, change: Callable[[Agenda], Agenda], *, begin: bool = False, drafts: Mapping[str, str] = {}
    ) -> bool:
        """Change the agenda from where it stands in the store, as one step that Ctrl+Z takes back.

        Args:
            change: the step.
            begin: with no agenda yet, begin with the default one.
            drafts: the drafts that become part of it.
        """
        app, state = self.inspect, self.state
        if state.is_signed:
            app.tell(app.t("The session is signed; amend it (F6) to change it."))
            return False

        def settle(store: Store) -> Mapping[str, object]:
            return step_agenda(store, state.id, change, begin=app.catalog if begin else None)

        return await app.save("session", state.id, {}, settle=settle, drafts=drafts) is not None

    async def go_on(self) -> None:
        """Go to the next item; with no agenda yet, begin the default one."""
        now = self.clock()
        await self.step(lambda agenda: advanced(agenda, now), begin=True)

    async def go_back(self) -> None:
        """Go back to the item before."""
        now = self.clock()
        if self.agenda.items:
            await self.step(lambda agenda: gone_back(agenda, now))
