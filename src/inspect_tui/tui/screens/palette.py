"""The palette (Ctrl+P): every command, found by words with or without marks."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from inspect_tui.domain.vietnamese import fold
from inspect_tui.locale import N_
from inspect_tui.tui.all_commands import SCREEN_WORDS, commands_by_screen, screen_class
from inspect_tui.tui.commands import APP_COMMANDS, full_action
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.state import SESSION_SCREENS
from inspect_tui.tui.widgets.cells import fit, hanging
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine

MORE = (
    ("app.home", N_("All sessions")),
    ("app.copy_unsaved", N_("Copy unsaved words")),
    ("app.show('declared')", N_("What the agency declared, against the checklist")),
    ("app.show('reading')", N_("Read the minutes aloud")),
    ("app.import_register", N_("Read a register into the checklist")),
    ("app.sync", N_("Send to headquarters, fetch receipts…")),
    ("app.receive", N_("Receive session files and receipts…")),
    ("app.check_file", N_("Check a file against the code on paper…")),
    ("app.leaving", N_("Ready to leave: what is to be seen to before a visit")),
    ("app.safety", N_("Copies and passphrase…")),
    ("app.keys", N_("This device's keys…")),
    ("app.lock", N_("Lock now")),
    ("app.write_unsaved", N_("Write unsaved words to a file…")),
    ("app.tour", N_("The tour of one minute")),
    ("app.next_theme", N_("Change the colours")),
    ("app.speak('vi')", "Tiếng Việt"),
    ("app.speak('en')", "English"),
)
"""Commands without a key of their own."""

_NOT_ELSEWHERE = frozenset(
    ("back", "undo", "redo", "changes", "conflicts", "select", "select-up", "select-down", "up", "down", "filters",
     "delete", "take", "agree", "next", "previous", "own-day", "sources", "sources-back")
)  # fmt: skip
"""What makes sense only where one is, with the cursor on something, or is on every screen."""


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command in the palette; its key is the action.

    Attributes:
        also: English words by which it is found in every language.
    """

    key: str
    words: str
    label: str
    also: str = ""
    selectable: bool = True


class PaletteScreen(Overlay[str]):
    """A field and the commands that fit it; Enter runs the one at the cursor."""

    DEFAULT_CSS = """
    PaletteScreen {
        & #commands { height: auto; max-height: 16; }
        & #query { margin: 0 0 1 0; }
    }
    """

    def __init__(self, over: Screen[object]) -> None:
        """Make the palette of a screen."""
        super().__init__()
        self._over = over
        self._others: list[CommandRow] = []

    def compose(self) -> ComposeResult:
        """Lay out field and list."""
        with Vertical(id="box"):
            yield TextLine(id="query", placeholder=self.inspect.t("what do you want to do?"))
            yield RowList[CommandRow](
                self.draw_row,
                height=self.height_of,
                empty=self.inspect.t("No command has these words. Ctrl+U takes them away."),
                id="commands",
            )

    def on_mount(self) -> None:
        """Show everything and begin in the field; arrows move in the list from there."""
        field = self.query_one("#query", TextLine)
        field.offer_key = self._offer_key
        field.keep = lambda _, text: self._show(text)
        self._show("")
        field.focus()
        # Other screens are loaded once the field stands: a first letter must not wait for them.
        self.run_worker(self._look_elsewhere())

    async def _look_elsewhere(self) -> None:
        await asyncio.to_thread(commands_by_screen)
        self._others = self._elsewhere()
        self._show(self.query_one("#query", TextLine).text)

    def _elsewhere(self) -> list[CommandRow]:
        """Return what can be done on other screens of the session; Enter goes there and does it."""
        app = self.inspect
        if app.state is None:
            return []
        here = next((name for name in SESSION_SCREENS if type(self._over) is screen_class(name)), "")
        rows = []
        for name, commands in commands_by_screen().items():
            if name in SESSION_SCREENS and name not in (here, "wall"):
                where = app.t(SCREEN_WORDS[name])
                rows += [
                    CommandRow(f"app.on_screen('{name}', '{c.id}')", f"{where}: {app.t(c.tip)}", "", c.tip)
                    for c in app.commands_of(name, commands)
                    if c.id not in _NOT_ELSEWHERE
                ]
        return rows

    def _all(self) -> list[CommandRow]:
        t = self.inspect.t
        here = [c for c in getattr(self._over, "COMMANDS_HERE", ()) if c.id != "back"]
        rows = [CommandRow(full_action("screen", c.action), t(c.tip), c.label, f"{c.tip} {c.key}") for c in here]
        keys = {c.key for c in here}
        rows += [
            CommandRow(full_action("app", c.action), t(c.tip), c.label if c.key not in keys else "", f"{c.tip} {c.key}")
            for c in APP_COMMANDS
            if c.id != "palette"
        ]
        listed = {row.key for row in rows}
        rows += [CommandRow(action, t(words), "", words) for action, words in MORE if action not in listed]
        return rows + self._others

    def _show(self, text: str) -> None:
        words = fold(text).split()
        rows = [
            row for row in self._all() if all(word in fold(f"{row.words} {row.label} {row.also}") for word in words)
        ]
        self.query_one("#commands", RowList).set_rows(rows, keep=False)

    def draw_row(self, row: CommandRow, width: int) -> list[Content]:
        """Draw a command and its key."""
        first, *more = hanging(row.words, width - 9, 2).split("\n")
        label = (fit(row.label, 8, "right"), "$text-accent")
        return [Content.assemble(fit(first, width - 8), label), *(Content(line) for line in more)]

    def height_of(self, row: CommandRow, width: int) -> int:
        """Return the lines of a command."""
        return len(hanging(row.words, width - 9, 2).split("\n"))

    def _offer_key(self, event: events.Key) -> bool:
        commands = self.query_one("#commands", RowList)
        match event.key:
            case "down" | "up" | "pagedown" | "pageup":
                # At an end of the list, or where nothing was found, there is nowhere to go.
                with contextlib.suppress(SkipAction):
                    {"down": commands.action_cursor_down, "up": commands.action_cursor_up,
                     "pagedown": commands.action_page_down, "pageup": commands.action_page_up}[event.key]()  # fmt: skip
            case "enter" if commands.cursor_key is not None:
                self.dismiss(commands.cursor_key)
            case _:
                return False
        return True

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Searched already: Enter right behind the letters runs what they found."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Run the command at the cursor."""
        event.stop()
        self.dismiss(event.key)
