"""The palette (Ctrl+P): every command, found by words with or without marks."""

from __future__ import annotations

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
from inspect_tui.tui.commands import APP_COMMANDS, full_action
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.widgets.cells import fit
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
    ("app.next_theme", N_("Change the colours")),
    ("app.speak('vi')", "Tiếng Việt"),
    ("app.speak('en')", "English"),
)
"""Commands without a key of their own."""


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command in the palette; its key is the action."""

    key: str
    words: str
    label: str
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

    def compose(self) -> ComposeResult:
        """Lay out field and list."""
        with Vertical(id="box"):
            yield TextLine(id="query", placeholder=self.inspect.t("what do you want to do?"))
            yield RowList[CommandRow](self.draw_row, empty=self.inspect.t("No command has these words."), id="commands")

    def on_mount(self) -> None:
        """Show everything and begin in the field; arrows move in the list from there."""
        field = self.query_one("#query", TextLine)
        field.offer_key = self._offer_key
        field.keep = lambda _, text: self._show(text)
        self._show("")
        field.focus()

    def _all(self) -> list[CommandRow]:
        t = self.inspect.t
        here = [c for c in getattr(self._over, "COMMANDS_HERE", ()) if c.id != "back"]
        rows = [CommandRow(full_action("screen", c.action), t(c.tip), c.label) for c in here]
        keys = {c.key for c in here}
        rows += [
            CommandRow(full_action("app", c.action), t(c.tip), c.label if c.key not in keys else "")
            for c in APP_COMMANDS
            if c.id != "palette"
        ]
        listed = {row.key for row in rows}
        rows += [CommandRow(action, t(words), "") for action, words in MORE if action not in listed]
        return rows

    def _show(self, text: str) -> None:
        words = fold(text).split()
        rows = [row for row in self._all() if all(word in fold(row.words) for word in words)]
        self.query_one("#commands", RowList).set_rows(rows, keep=False)

    def draw_row(self, row: CommandRow, width: int) -> list[Content]:
        """Draw a command and its key."""
        return [Content.assemble(fit(row.words, width - 8), (fit(row.label, 8, "right"), "$text-accent"))]

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
