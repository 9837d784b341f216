"""Which file is evidence: a path line that Tab goes on with, and how far reading it is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from inspect_tui.tui.own_thread import on_own_thread
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import bar

if TYPE_CHECKING:
    from inspect_tui.services.evidence import FileRead
    from inspect_tui.services.live import Saved
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp

SOON: Final = 0.5
"""Seconds after which a bar says how far reading is."""
PAPER: Final = "paper"
"""What a scan is tied to in place of tasks or notes: kind and revision of a paper, as "minutes:1"."""
_ANY: Final = ("",)
"""Ends of names that are completed: all."""


class EvidenceLine(Vertical):
    """Asks for a file, takes it in beside whatever else is typed, and says in one line why it could not."""

    BINDINGS: ClassVar = [Binding("escape", "close", show=False)]

    DEFAULT_CSS = """
    EvidenceLine {
        height: auto;
        margin-top: 1;
        background: $panel;
        & Static { height: auto; color: $text-muted; }
        & #evidence-told { color: $text-error; display: none; }
        & #evidence-told.-busy { color: $text-muted; }
    }
    """

    @dataclass
    class Closed(Message):
        """Posted when the line is done with."""

        line: EvidenceLine

    @dataclass
    class Taken(Message):
        """Posted when a file was tied to a task or a note."""

        saved: Saved

    def __init__(self, *, id: str | None = None) -> None:
        """Make it for no task or note yet."""
        super().__init__(id=id)
        self.record_id = ""
        self._field = "tasks"
        self._about = ""
        self._at_work = 0
        self._progress = (0, 0)

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the path and what is told."""
        t = self.inspect.t
        words = t("Evidence file: Tab completes, Enter takes it in, Esc closes")
        yield Static(self._about or words, id="evidence-about", markup=False)
        yield TextLine(id="evidence-path", placeholder=t("path of the file, or drag it here"))
        yield Static("", id="evidence-told", markup=False)

    def on_mount(self) -> None:
        """Let Tab complete names."""
        self.path.offer_key = self._offer_key

    @property
    def path(self) -> TextLine:
        """The path line."""
        return self.query_one("#evidence-path", TextLine)

    def begin(self, record_id: str, *, field: str = "tasks") -> None:
        """Ask for a file.

        Args:
            record_id: the task or the note that it belongs to, or which paper it is a scan of.
            field: ``tasks``, ``notes`` or `PAPER`.
        """
        self._field = field
        if record_id != self.record_id:
            self.record_id, self.path.text = record_id, ""
            self._tell("")
        self.path.focus()

    def say_about(self, words: str) -> None:
        """Say what the file is for, where more than one thing is in sight."""
        self._about = words
        for line in self.query("#evidence-about").results(Static):
            line.update(Content(words))

    def _tell(self, words: str, *, busy: bool = False) -> None:
        line = self.query_one("#evidence-told", Static)
        line.display = bool(words)
        line.set_class(busy, "-busy")
        line.update(Content(words if busy or not words else f"⚠ {words}"))

    def _offer_key(self, event: events.Key) -> bool:
        if event.key == "tab" and self.path.text.strip():
            self.run_worker(partial(self._complete, self.path.text), exclusive=True, group="complete")  # type: ignore[arg-type]
            return True
        return False

    async def _complete(self, typed: str) -> None:
        from inspect_tui.tui.typed_path import completed_path

        more = await on_own_thread(lambda: completed_path(typed, _ANY), name="complete")
        # Letters that were typed meanwhile count.
        if self.path.text == typed and more != typed:
            self.path.text = more

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """A path is nothing to keep; what was told of another one goes."""
        event.stop()
        if not self._at_work:
            self._tell("")

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is read without Enter."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Take the file in."""
        event.stop()
        if event.text.strip() and not self._at_work:
            self.run_worker(partial(self._take, event.text, self.record_id), group="evidence")  # type: ignore[arg-type]

    async def _take(self, typed: str, record_id: str) -> None:
        from inspect_tui.services.errors import describe, is_expected
        from inspect_tui.services.evidence import EvidenceError, attach, read_evidence
        from inspect_tui.services.issuing import attach_scan
        from inspect_tui.tui.typed_path import find_path

        state = self.inspect.state
        if state is None:
            return
        session, begun, field = state.id, time.monotonic(), self._field
        self._at_work, self._progress = 1, (0, 0)
        ticking = self.set_interval(0.1, partial(self._tick, begun))

        def progress(done: int, size: int) -> None:
            self._progress = (done, size)

        def read() -> FileRead:
            return read_evidence(find_path(typed), progress)

        def write(store: Store) -> Saved:
            if field == PAPER:
                kind, _, revision = record_id.partition(":")
                return attach_scan(store, session, kind, int(revision), file)
            return attach(store, session, file, record_id, field=field)

        try:
            # A stick that hangs holds up neither words nor copies: the store is given what was read already.
            file = await on_own_thread(read, name="evidence")
            of_note = field == "notes"
            for one in state.content.attachments if field != PAPER else ():
                if one.sha256 == file.sha256 and record_id in (one.notes if of_note else one.tasks):
                    raise EvidenceError("is_with_note" if of_note else "is_there", name=file.name)
            saved = await self.inspect.gateway.write(write, small=False)
        except Exception as error:
            if not is_expected(error):
                raise
            if self.record_id == record_id and self.display:
                self._tell(describe(error, self.inspect.catalog))
            else:
                self.inspect.tell_error(error)
            return
        finally:
            ticking.stop()
            self._at_work = 0
        self._tell("")
        if self.path.text == typed:
            self.path.text = ""
        if self.inspect.state is state:
            state.apply(saved)
            self.inspect.changed(saved.kind, saved.id)
            self.post_message(self.Taken(saved))

    def _tick(self, begun: float) -> None:
        if self._at_work and time.monotonic() - begun >= SOON:
            done, size = self._progress
            self._tell(f"{bar(done, size, 20)} {done / 1e6:.0f}/{size / 1e6:.0f} MB", busy=True)

    def action_close(self) -> None:
        """Close."""
        self.post_message(self.Closed(self))
