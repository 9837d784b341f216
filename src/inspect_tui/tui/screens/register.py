"""A register before it is written (F8): which file, then what it will be in the checklist, then one key writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.importing import RegisterImport
from inspect_tui.tui.screens.frame import NARROW, SessionScreen
from inspect_tui.tui.screens.register_words import NO_CONTENT, head_lines, progress_words, written_words
from inspect_tui.tui.widgets.key_bar import KeyBar, KeyHint
from inspect_tui.tui.widgets.register_file import RegisterFile
from inspect_tui.tui.widgets.register_preview import RegisterPreview

if TYPE_CHECKING:
    from inspect_tui.tui.importing import Preview


class RegisterScreen(SessionScreen):
    """Asks for a file, shows it before anything is written. Reading goes on whatever screen is shown."""

    OWN_KEY = "register"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("write", "f9", "F9", N_("into the checklist"), N_("Write the register into the checklist"), "write", 0),
        Command("part", "tab", "Tab", N_("next part"), N_("To the rows, what to look at, the columns"), "part(1)", 0),
        Command("sheet", "f7", "F7", N_("other sheet"), N_("Read another sheet of the file"), "sheet(1)", 0),
        Command("file", "f8", "F8", N_("other file"), N_("Read another file"), "file", 1),
        Command("legacy", "ctrl+t", "", N_("old encoding"), N_("Convert text in an old encoding, or not"), "legacy", 9),
        Command("take-back", "ctrl+z", "", N_("take back"), N_("Take back the last choice"), "take_back", 9),
        Command("back", "escape", "", N_("back"), N_("Back, or stop reading"), "back", 9),
    )
    BINDINGS = [
        *(command.binding() for command in COMMANDS_HERE),
        Binding("shift+tab", "part(-1)", show=False, id="part-before"),
    ]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The register as it will be in the checklist. Nothing is written until F9.\n"
            "+ new   → changes   · as it is   − no longer in the register (it stays in the checklist)\n"
            "≈ a day worked out from words   ⚠ please look at this   ✓ declared done on   ⊘ left out\n"
            "Tab goes to what is to be looked at, Enter there to its row. Enter on a column chooses what it is read "
            "as; Ctrl+Z takes that back. Other screens can be used while a long file is read."
        ),
        "register-path": N_(
            "The path of the register's file. It can be dragged into the window; Tab completes names, down goes to "
            "the newest files of this folder, Downloads, Documents and the desktop."
        ),
    }

    DEFAULT_CSS = """
    RegisterScreen {
        & #register-head { height: auto; padding: 1 1 0 1; }
        & #register-progress { height: 1; padding: 0 1; color: $text-accent; }
        & RegisterFile { display: none; }
        &.-asking RegisterFile { display: block; }
        &.-asking #register-head, &.-asking RegisterPreview { display: none; }
    }
    """

    def __init__(self) -> None:
        """Make the screen with nothing read."""
        super().__init__()
        self._asking = True
        self._is_to_begin = False
        self._asked_sheet = ""
        self._shown: Preview | None = None

    def compose_work(self) -> ComposeResult:
        """Yield the question for a file, and the preview."""
        self.reading = RegisterImport(self.inspect, self.state.id, self.reading_changed)
        self.add_class("-asking")
        yield RegisterFile(id="register-file")
        yield Static("", id="register-head", markup=False)
        yield Static("", id="register-progress", markup=False)
        yield RegisterPreview(self.reading, narrow=NARROW, id="register-preview")

    def on_mount(self) -> None:
        """Begin with the question for a file."""
        self._timer = self.set_interval(0.1, self._show_progress, pause=True)
        super().on_mount()

    def on_unmount(self) -> None:
        """Stop reading: the program ends, or another session is opened."""
        self.reading.drop()

    @property
    def file(self) -> RegisterFile:
        """The question for a file."""
        return self.query_one(RegisterFile)

    @property
    def preview(self) -> RegisterPreview:
        """What was read."""
        return self.query_one(RegisterPreview)

    def hints(self) -> list[KeyHint]:
        """Return the foot line: only keys that do something now."""
        shown = None if self._asking else self.reading.preview
        without = {"screen.part(1)", "screen.file"} if shown is None else set()
        if shown is None or len(shown.sheets) < 2:
            without.add("screen.sheet(1)")
        if shown is None or shown.register is None:
            without.add("screen.write")
        hints = [hint for hint in super().hints() if hint.action not in without]
        if shown is not None and (words := self.preview.enter_words):
            place = [hint.action for hint in hints].index("screen.file")
            hints.insert(place, KeyHint("Enter", self.t(words), rank=1))
        # What is to be done with the register comes before what every screen has.
        return [replace(one, rank=max(2, one.rank)) if one.action.startswith("app.show") else one for one in hints]

    def begin(self) -> None:
        """Begin where work is: in the path, or in the preview."""
        if self._asking:
            self.file.begin()
        else:
            self.preview.begin()

    # What is read

    def reading_changed(self) -> None:
        """Show what is being read, or what was."""
        reading, timer = self.reading, self._timer
        (timer.resume if reading.at_work else timer.pause)()
        self._show_progress()
        if reading.preview is not self._shown:
            before, self._shown = self._shown, reading.preview
            self._asked_sheet = ""
            was_asking, self._asking = self._asking, reading.preview is None
            is_same = _is_same_sheet(before, self._shown)
            if was_asking and self._shown is not None and self.is_current:
                # What was said of the file before would stand over the new one's head.
                self.inspect.clear_notifications()
            self._show(keep=is_same)
            if was_asking or not is_same:
                self._begin_when_shown()
            if reading.preview is not None and not is_same and not self.is_current:
                self.inspect.tell(self.t("{name} is read: F8 in the tasks shows it.", name=reading.preview.name))
        else:
            self._show_head()
        self.file.told(reading.failed if self._asking else "")

    def _begin_when_shown(self) -> None:
        self._is_to_begin = not self.is_current
        if self.is_current:
            self.begin()

    def on_screen_resume(self) -> None:
        """Catch up with what was read while another screen was shown."""
        super().on_screen_resume()
        if self._is_to_begin:
            self._begin_when_shown()

    def fill(self) -> None:
        """Show the session as it is now: it may have changed since the register was compared with it."""
        self._show(keep=True)
        self.run_worker(self.reading.compare(), group="register")

    def follow(self, kind: str, record_id: str) -> None:
        """Compare anew with tasks that have changed."""
        if kind in ("all", "task", "session"):
            self.fill()

    def _show(self, *, keep: bool) -> None:
        self.set_class(self._asking, "-asking")
        self.preview.show(keep=keep)
        self._show_head()

    def _show_head(self) -> None:
        self.query_one(KeyBar).hints = self.hints()
        shown = self.reading.preview
        if shown is not None:
            self.query_one("#register-head", Static).update(
                head_lines(self.reading, shown, self.state.is_signed, self.inspect.catalog, self.size.width - 2)
            )

    def _show_progress(self) -> None:
        words = progress_words(self.reading, self.inspect.catalog, self.size.width - 2)
        self.query_one("#register-progress", Static).update(words)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what Enter does here."""
        self.query_one(KeyBar).hints = self.hints()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the head out anew."""
        super().on_resize(event)
        self._show_head()

    # Acting

    def on_register_file_wanted(self, event: RegisterFile.Wanted) -> None:
        """Read a file."""
        event.stop()
        self.run_worker(self.reading.open(event.text), group="register")

    def on_register_preview_field_chosen(self, event: RegisterPreview.FieldChosen) -> None:
        """Read a column as something else."""
        event.stop()
        self.run_worker(self.reading.choose_field(event.column, event.field), group="register")

    def action_part(self, step: int) -> None:
        """Go to the next part."""
        if self._asking:
            self.file.step()
        else:
            self.preview.step(step)

    def action_sheet(self, step: int) -> None:
        """Read the next sheet."""
        shown = self.reading.preview
        if not self._asking and shown is not None and len(shown.sheets) > 1:
            # A sheet that could not be read is passed by the next time.
            at = self._asked_sheet or shown.sheet
            place = shown.sheets.index(at) if at in shown.sheets else 0
            self._read_sheet(shown.sheets[(place + step) % len(shown.sheets)])

    def on_register_preview_sheet_wanted(self, event: RegisterPreview.SheetWanted) -> None:
        """Read the sheet that was passed over."""
        event.stop()
        self._read_sheet(event.sheet)

    def _read_sheet(self, name: str) -> None:
        self._asked_sheet = name
        self.run_worker(self.reading.choose_sheet(name), group="register")

    def action_file(self) -> None:
        """Ask for another file; what is read stays until that is."""
        self._asking = True
        self.file.told("")
        self._show(keep=True)
        self.begin()

    def action_legacy(self) -> None:
        """Read text in an old encoding as that, or again as it stands."""
        if not self._asking:
            self.run_worker(self._change_legacy(), group="register")

    async def _change_legacy(self) -> None:
        if await self.reading.choose_legacy() and self.is_current:
            # With other words it is another register, to be looked at from its beginning.
            self.preview.show(keep=False)
            self.preview.begin()

    def action_take_back(self) -> None:
        """Take back the last choice of what a column is read as."""
        self.run_worker(self.reading.take_back(), group="register")

    def action_back(self) -> None:
        """Out of what is open here, then stop reading, then to the checklist."""
        if not self._asking and self.preview.go_back():
            return
        if self.reading.cancel():
            return
        if self._asking and self.reading.preview is not None:
            self._asking = False
            self._show(keep=True)
            self.begin()
        else:
            self.inspect.action_show("checklist")

    def action_write(self) -> None:
        """Write the register into the checklist."""
        shown = self.reading.preview
        if self._asking or shown is None or self.reading.at_work:
            return
        if shown.register is None:
            self.inspect.tell(self.t(NO_CONTENT), warning=True)
        else:
            self.run_worker(self._write(shown.name), group="register")

    async def _write(self, name: str) -> None:
        app, catalog = self.inspect, self.inspect.catalog
        done = await self.reading.write()
        if done is None:
            if not self.is_current:
                app.tell(self.reading.failed, warning=True)
            return
        self.file.path.text = ""
        try:
            await app.reload()
        except Exception as error:
            app.tell_error(error)
        if self.is_current:
            app.action_show("checklist")
        app.tell(written_words(done, name, catalog), seconds=10, alone=True)


def _is_same_sheet(one: Preview | None, other: Preview | None) -> bool:
    return one is not None and other is not None and (one.name, one.sheet) == (other.name, other.sheet)
