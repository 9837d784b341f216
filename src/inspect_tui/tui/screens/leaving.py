"""Ready to leave: what is to be seen to before one drives off, line by line as it is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.services.leaving import PARTS, TITLES, Check, Part, Place, look, place_here
from inspect_tui.tui.commands import APP_COMMANDS, Command
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.key_bar import KeyBar
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.session_bar import SessionBar
from inspect_tui.tui.wording import bar

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

SIGNS: Final = {
    "ok": ("✓", "$text-success"), "warning": ("⚠", "$text-warning bold"), "fault": ("✗", "$text-error bold"),
    "unknown": ("?", "$text-muted"), "": ("·", "$text-muted"),
}  # fmt: skip
"""Sign and colour of each level; the empty one is what was not looked at yet."""

SOON: Final = 0.5
"""Seconds after which it is said how far the looking is."""

BAR: Final = 11
"""Cells of the bar."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the list."""

    key: str
    check: Check
    selectable: bool = True


class LeavingScreen(Screen[None], inherit_bindings=False):
    """A list that fills by itself; Enter goes to where a thing is mended, and coming back looks again."""

    AUTO_FOCUS = ""
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("mend", "enter", "Enter", N_("mend"), N_("Go to where the thing at the cursor is mended"), "mend", 1),
        Command("again", "f8", "F8", N_("look again"), N_("Look at everything once more"), "again", 1),
        Command("back", "escape", "Esc", N_("back"), N_("Back to where you came from"), "back", 2),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "What is to be seen to before a visit: ✓ in order, ⚠ better seen to, ✗ to be mended, ? the system does not "
            "say.\n"
            "→ says what mends it; Enter goes there, or does it. The visit is the open session that is held next.\n"
            "Nothing is changed by looking; F8 looks again."
        ),
    }

    DEFAULT_CSS = """
    LeavingScreen {
        layout: vertical;
        background: $background;
        & #leaving-said { height: 1; padding: 0 1; margin: 0 0 1 0; }
        & #leaving-list { padding: 0 1; }
        & KeyBar { background: $panel; }
    }
    """

    def __init__(self) -> None:
        """Make the screen with nothing looked at yet."""
        super().__init__()
        self._found: dict[str, Sequence[Check]] = {}
        self._moved = False
        self._at_work = self._is_late = False
        self._now = (0, len(PARTS), PARTS[0][0])
        self.place: Place | None = None
        """What is looked at; None for this machine at the moment of looking."""

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    @property
    def is_done(self) -> bool:
        """Whether everything has been looked at."""
        return not self._at_work and len(self._found) == len(PARTS)

    @property
    def listing(self) -> RowList[CheckRow]:
        """The list."""
        return self.query_one("#leaving-list", RowList)

    def compose(self) -> ComposeResult:
        """Lay out title, result and list."""
        catalog = self.inspect.catalog
        yield SessionBar(id="session-bar")
        yield Static("", id="leaving-said", markup=False)
        yield RowList[CheckRow](self.draw_row, height=self.height_of, id="leaving-list")
        commands = {c.id: c for c in APP_COMMANDS}
        hints = [commands["help"].hint(catalog, "app"), *(c.hint(catalog, "screen") for c in self.COMMANDS_HERE)]
        yield KeyBar([*hints, *(commands[n].hint(catalog, "app") for n in ("palette", "quit"))], id="keys")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(SessionBar).show(self.inspect.t("Ready to leave"))
        self.show_save_state()
        self.listing.focus()

    def on_screen_resume(self) -> None:
        """Look, also after something was mended elsewhere."""
        self.action_again()

    def show_save_state(self) -> None:
        """Say whether everything is committed."""
        words, warning = self.inspect.save_words()
        self.query_one(SessionBar).show(right=words, warning=warning)

    # Looking

    def action_again(self) -> None:
        """Look at everything once more."""
        self._moved = False
        self.run_worker(self._look(PARTS), exclusive=True, group="leaving")

    async def _look(self, parts: Sequence[tuple[str, Part]]) -> None:
        app = self.inspect
        place = self.place or place_here(app.setup, app.catalog)
        self._at_work = True
        self._is_late = False
        timer = self.set_timer(SOON, self._take_long)
        is_first = not self._found
        try:
            if is_first:
                self._show()
            for number, (name, part) in enumerate(parts):
                self._now = (number, len(parts), name)
                if self._is_late:
                    self._say()
                self._found[name] = await app.gateway.long(lambda part=part: look(part, place))  # type: ignore[misc]
                self._show()
        finally:
            self._at_work = False
            timer.stop()
        self._say()
        worst = next((c for level in ("fault", "warning") for c in self._checks() if c.level == level), None)
        if worst is not None and not self._moved:
            self.listing.highlight(worst.id)

    def _take_long(self) -> None:
        self._is_late = True
        self._say()

    def _checks(self) -> list[Check]:
        return [check for name, _ in PARTS for check in self._found.get(name, [Check(name, "", "")])]

    def _show(self) -> None:
        self.listing.set_rows([CheckRow(check.id, check) for check in self._checks()])

    def _say(self) -> None:
        t, n = self.inspect.t, self.inspect.catalog.n
        if self._at_work:
            done, count, name = self._now
            words = f"{bar(done, count, BAR)} {done}/{count} · {t(TITLES[name])}…"
            self.query_one("#leaving-said", Static).update(Content.styled(words, "$text-muted"))
            return
        levels = [check.level for check in self._checks()]
        faults, warnings = levels.count("fault"), levels.count("warning")
        parts = []
        if faults:
            words = n("✗ {count} thing to mend", "✗ {count} things to mend", faults)
            parts.append(Content.styled(words, "$text-error bold"))
        if warnings:
            words = n("⚠ {count} thing better seen to", "⚠ {count} things better seen to", warnings)
            parts.append(Content.styled(words, "$text-warning"))
        if not parts:
            parts.append(Content.styled("✓ " + t("All is ready: a good journey."), "$text-success bold"))
        self.query_one("#leaving-said", Static).update(Content(" · ").join(parts))

    # Drawing

    def _lines(self, check: Check, width: int) -> tuple[list[str], list[str]]:
        room = max(10, width - self._indent)
        todo = wrap("→ " + check.todo, room) if check.todo else []
        return wrap(check.words or "…", room), todo

    @property
    def _indent(self) -> int:
        return 4 + max(cell_len(self.inspect.t(title)) for title in TITLES.values())

    def height_of(self, row: CheckRow, width: int) -> int:
        """Return the lines of a row."""
        words, todo = self._lines(row.check, width)
        return len(words) + len(todo)

    def draw_row(self, row: CheckRow, width: int) -> list[Content]:
        """Draw one thing: sign, what it is, what was found, and under that what mends it."""
        check, indent = row.check, self._indent
        sign, style = SIGNS[check.level]
        (first, *rest), todo = self._lines(check, width)
        muted = "$text-muted" if check.level in ("", "unknown") else ""
        title = fit(self.inspect.t(TITLES[check.id]), indent - 2)
        lines = [Content.assemble((f"{sign} ", style), (title, "$foreground-muted"), (first, muted))]
        lines += [Content.styled(" " * indent + line, muted) for line in rest]
        return [*lines, *(Content.styled(" " * indent + line, "$text-accent") for line in todo)]

    # Mending

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Whoever has moved the cursor is left where they are."""
        event.stop()
        self._moved = self._moved or (self._at_work and event.key != PARTS[0][0])

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter mends."""
        event.stop()
        await self.action_mend()

    async def action_mend(self) -> None:
        """Go to where the thing at the cursor is mended, or mend it."""
        row, app = self.listing.cursor_row, self.inspect
        if row is None:
            return
        check = row.check
        match check.target:
            case "new" | "session" | "register":
                # On the app, for this screen goes on the way.
                app.run_worker(self._leave_for(check), group="leaving-for")
            case "copy":
                self.run_worker(self._make_copy(), group="copy-now")
            case "safety":
                app.action_safety()
            case "keys":
                app.action_keys()
            case _:
                app.tell(app.t("Nothing to do here.") if check.level == "ok" else check.todo or check.words)

    async def _leave_for(self, check: Check) -> None:
        app = self.inspect
        if check.target == "new" or app.state is None or app.state.id != check.session:
            await app.action_home()
        if check.target == "new":
            await app.screen.run_action("new")
            return
        if app.state is None or app.state.id != check.session:
            await app.open_session(check.session)
        else:
            app.action_show("checklist")
        if check.target == "register":
            app.action_import_register()

    async def _make_copy(self) -> None:
        if self.inspect.copies is not None and await self.inspect.copies.copy("asked") is not None:
            await self._look([part for part in PARTS if part[0] == "copy"])

    def action_back(self) -> None:
        """Go back to where one came from."""
        if self.is_current:
            self.dismiss(None)
