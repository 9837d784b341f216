"""Which file: a path line that goes on with names at Tab, and the newest files that may be registers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.finding_registers import FoundFile

PATH: str = "register-path"
FILES: str = "register-files"


class RegisterFile(Vertical):
    """Asks for a register's file."""

    DEFAULT_CSS = """
    RegisterFile {
        padding: 1 1 0 1;
        & #register-title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        & #register-failed { color: $text-error; height: auto; margin: 1 0 0 0; }
        & #register-near { color: $text-muted; text-style: bold; margin: 1 0 0 0; }
    }
    """

    @dataclass
    class Wanted(Message):
        """Posted when a file is to be read."""

        text: str

    def compose(self) -> ComposeResult:
        """Lay out path, failure and files."""
        t = cast("InspectApp", self.app).t
        yield Static(t("Read a register (Excel, OpenDocument, Word or CSV)"), id="register-title", markup=False)
        yield TextLine(id=PATH, placeholder=t("path of the file, or drag it here; Tab completes, Enter looks into it"))
        yield Static("", id="register-failed", markup=False)
        yield Static(t("Newest files here"), id="register-near", markup=False)
        yield RowList["FoundFile"](self._draw, id=FILES)

    def on_mount(self) -> None:
        """Let Tab complete names."""
        self.path.offer_key = self._offer_key
        self.told("")
        self.show_files([])

    @property
    def path(self) -> TextLine:
        """The path line."""
        return self.query_one(f"#{PATH}", TextLine)

    @property
    def files(self) -> RowList[FoundFile]:
        """The list of files."""
        return self.query_one(f"#{FILES}", RowList)

    def begin(self) -> None:
        """Begin in the path, and look which files there are."""
        self.path.focus()
        self.run_worker(self._find, exclusive=True, group="find")  # type: ignore[arg-type]

    def told(self, failed: str) -> None:
        """Say why the file could not be read."""
        line = self.query_one("#register-failed", Static)
        line.display = bool(failed)
        line.update(Content(f"⚠ {failed}"))

    async def _find(self) -> None:
        from inspect_tui.tui import finding_registers

        folders = finding_registers.usual_folders()
        # A folder on a network may take its time.
        self.show_files(await cast("InspectApp", self.app).gateway.long(lambda: finding_registers.found_files(folders)))

    def show_files(self, files: list[FoundFile]) -> None:
        """Show the files that were found."""
        self.files.set_rows(files)
        self.files.display = self.query_one("#register-near").display = bool(files)

    def _draw(self, row: FoundFile, width: int) -> list[Content]:
        day = f"{row.changed:%d/%m/%Y %H:%M}"
        folder = fit(row.folder, min(cell_len(row.folder), 20))
        room = width - cell_len(folder) - len(day) - 4
        return [Content.assemble(fit(row.name, room), "  ", (folder, "$text-muted"), "  ", (day, "$text-muted"))]

    def step(self) -> None:
        """Go to the files, and back to the path."""
        if self.path.has_focus and self.files.rows:
            self.files.focus()
        else:
            self.path.focus()

    # Keys

    def _offer_key(self, event: events.Key) -> bool:
        if event.key == "down" and self.files.rows:
            self.files.focus()
            return True
        if event.key == "tab" and self.path.text.strip():
            self.run_worker(partial(self._complete, self.path.text), exclusive=True, group="complete")  # type: ignore[arg-type]
            return True
        return False

    async def _complete(self, typed: str) -> None:
        from inspect_tui.tui.finding_registers import SUFFIXES
        from inspect_tui.tui.typed_path import completed_path

        more = await cast("InspectApp", self.app).gateway.long(lambda: completed_path(typed, SUFFIXES))
        # Letters that were typed meanwhile count.
        if self.path.text == typed:
            if more != typed:
                self.path.text = more
            elif self.files.rows:
                self.files.focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """A path is nothing to keep."""
        event.stop()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is read without Enter."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Read the file."""
        event.stop()
        if event.text.strip():
            self.post_message(self.Wanted(event.text))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Read the file at the cursor."""
        event.stop()
        self.path.text = event.key
        self.post_message(self.Wanted(event.key))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Moving reads nothing."""
        event.stop()
