"""The palette (Ctrl+P): every command, found by words with or without marks."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from inspect_tui.domain.note_matching import initials
from inspect_tui.domain.vietnamese import fold
from inspect_tui.locale import N_
from inspect_tui.tui.all_commands import SCREEN_WORDS, commands_by_screen, screen_class
from inspect_tui.tui.commands import APP_COMMANDS, Command, full_action, key_words
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
    ("app.change_keys", N_("Change keys…")),
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
        name: what it is called in every place and language.
        label: its key; one that works elsewhere is dim.
        keys: its key in all ways of writing it.
        also: English words by which it is found in every language.
        is_here: whether its key works here.
    """

    key: str
    name: str
    words: str
    label: str
    keys: tuple[str, ...] = ()
    also: str = ""
    is_here: bool = True
    selectable: bool = True


def found(rows: Sequence[CommandRow], text: str, recent: Sequence[str] = ()) -> list[CommandRow]:
    """Return the commands that fit what was typed, best first: by key, by words, by the first letters of the words.

    Args:
        rows: all commands, in their usual order.
        text: what was typed, with or without marks; nothing finds all.
        recent: the names of those that were used last, which come first among their like.
    """
    wanted = fold(text).strip()
    words, letters = wanted.split(), wanted.replace(" ", "")
    last = {name: place for place, name in enumerate(recent)}

    def rank(row: CommandRow) -> tuple[int, int] | None:
        folded = fold(row.words)
        if letters and letters in row.keys:
            fit_by = 0 if row.is_here else 1
        elif all(word in f"{folded} {fold(row.also)} {' '.join(row.keys)}" for word in words):
            fit_by = 2
        elif len(letters) > 1 and letters in initials(re.sub(r"[^\w ]", " ", folded)):
            fit_by = 3
        else:
            return None
        return fit_by, last.get(row.name, len(last))

    ranked = [(place, row) for row in rows if (place := rank(row)) is not None]
    return [row for _, row in sorted(ranked, key=lambda one: one[0])]


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
                    self._row(c, f"app.on_screen('{name}', '{c.id}')", name, f"{where}: {app.t(c.tip)}", here=False)
                    for c in app.commands_of(name, commands)
                    if c.id not in _NOT_ELSEWHERE
                ]
        return rows

    @staticmethod
    def _row(command: Command, action: str, scope: str, words: str, *, here: bool) -> CommandRow:
        label = command.label or key_words(command.key).replace("Ctrl+", "^")
        keys = (command.key, label.casefold(), command.key.replace("ctrl+", "^"))
        return CommandRow(action, f"{scope}.{command.id}", words, label, keys, command.tip, here)

    def _all(self) -> list[CommandRow]:
        t = self.inspect.t
        here = [c for c in getattr(self._over, "COMMANDS_HERE", ()) if c.id != "back"]
        scope = type(self._over).__name__.removesuffix("Screen").lower()
        rows = [self._row(c, full_action("screen", c.action), scope, t(c.tip), here=True) for c in here]
        keys = {c.key for c in here}
        rows += [
            self._row(c, full_action("app", c.action), "app", t(c.tip), here=c.key not in keys)
            for c in APP_COMMANDS
            if c.id != "palette"
        ]
        listed = {row.key for row in rows}
        rows += [CommandRow(action, action, t(words), "", (), words) for action, words in MORE if action not in listed]
        return rows + self._others

    def _show(self, text: str) -> None:
        rows = found(self._all(), text, self.inspect.looks.recent)
        self.query_one("#commands", RowList).set_rows(rows, keep=False)

    def _run(self, action: str) -> None:
        chosen = next(row for row in self.query_one("#commands", RowList).rows if row.key == action)
        self.inspect.remember_command(chosen.name)
        self.dismiss(action)

    def draw_row(self, row: CommandRow, width: int) -> list[Content]:
        """Draw a command and its key."""
        first, *more = self._lines(row, width)
        label = (fit(row.label, 8, "right"), "$text-accent" if row.is_here else "$text-muted")
        return [Content.assemble(fit(first, width - 8), label), *(Content(line) for line in more)]

    def height_of(self, row: CommandRow, width: int) -> int:
        """Return the lines of a command."""
        return len(self._lines(row, width))

    @staticmethod
    def _lines(row: CommandRow, width: int) -> list[str]:
        return hanging(row.words, width - 9, 2).split("\n")

    def _offer_key(self, event: events.Key) -> bool:
        commands = self.query_one("#commands", RowList)
        match event.key:
            case "down" | "up" | "pagedown" | "pageup":
                # At an end of the list, or where nothing was found, there is nowhere to go.
                with contextlib.suppress(SkipAction):
                    {"down": commands.action_cursor_down, "up": commands.action_cursor_up,
                     "pagedown": commands.action_page_down, "pageup": commands.action_page_up}[event.key]()  # fmt: skip
            case "enter" if commands.cursor_key is not None:
                self._run(commands.cursor_key)
            case _:
                return False
        return True

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Searched already: Enter right behind the letters runs what they found."""
        event.stop()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Run the command at the cursor."""
        event.stop()
        self._run(event.key)
