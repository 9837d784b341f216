"""Receive session files and receipts: from where, how far it is, and what came of each; it stands until Esc."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.typed_path import typed_path
from inspect_tui.tui.widgets.cells import cell_len, fit, hanging
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.wording import CONFLICT, CONFLICT_STYLE, bar

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.services.receiving import Outcome, Receiver
    from inspect_tui.store.store import Store

SHOWN_AFTER: Final = 0.5
"""Seconds after which work shows how far it is."""

BAR: Final = 20
"""Cells of the bar."""

SESSIONS: Final = 4
"""Lines of the sessions of what was received; more of them scroll."""

FIELD: Final = "receive-path"


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """A session of the files that were received."""

    key: str
    name: str
    conflicts: int
    selectable: bool = True


def outcome_text(done: Outcome, catalog: Catalog, width: int) -> Content:
    """Return what receiving did, a line each: what came in, what did not and why, what else is to be known."""
    t, n = catalog.t, catalog.n
    lines: list[Content] = []

    def add(symbol: str, style: str, words: str) -> None:
        lines.append(Content.assemble((f"{symbol} ", style), hanging(words, width - 2, 2)))

    if done.received:
        words = n("{count} file received", "{count} files received", done.received)
        entries = n("{count} new change merged", "{count} new changes merged", done.merged)
        add("✓", "$text-success bold", f"{words}: {entries}")
    if done.duplicates:
        words = n("{count} file with nothing new: everything in it was here already",
                  "{count} files with nothing new: everything in them was here already", done.duplicates)  # fmt: skip
        add("✓", "$text-success bold", words)
    if done.acknowledged:
        words = n("{count} receipt: what was sent has arrived", "{count} receipts: what was sent has arrived",
                  done.acknowledged)  # fmt: skip
        add("✓", "$text-success bold", words)
    if done.strangers:
        words = n("{count} receipt for a file of another machine", "{count} receipts for files of other machines",
                  done.strangers)  # fmt: skip
        add("·", "$foreground-muted", words)
    if done.conflicts:
        words = n("{count} conflict to be decided", "{count} conflicts to be decided", done.conflicts)
        add(CONFLICT, CONFLICT_STYLE + " bold", words)
    for told in done.quarantined:
        add("✗", "$text-error bold", t("NOT taken in: {file}", file=told.file.name))
        lines.append(Content("  " + hanging(told.words, width - 2, 2)))
    for told in done.notices:
        # An older file is no reason to worry, the others are.
        mark = ("·", "$foreground-muted") if told.code == "older" else ("⚠", "$text-warning bold")
        add(*mark, f"{told.file.name}: {told.words}")
    return Content("\n").join(lines or [Content(t("No session file and no receipt there."))])


def _take_one(receiver: Receiver, path: Path, _: Store) -> bool:
    return receiver.take(path)


class ReceiveScreen(Overlay[None]):
    """Asks for a file or folder, takes in what is there, file by file, and says what was done."""

    DEFAULT_CSS = """
    ReceiveScreen {
        & #receive-title { text-style: bold; color: $text-accent; }
        & #receive-path { margin: 1 0; }
        & TextLine.-textual-compact { background: $panel; }
        & #receive-progress { height: 1; color: $text-muted; }
        & #receive-found { height: auto; max-height: 10; scrollbar-size-vertical: 1; }
        & #receive-sessions { margin: 1 0 0 0; }
        & #receive-hint { color: $text-muted; margin: 1 0 0 0; }
    }
    """

    def __init__(self) -> None:
        """Make the panel with nothing received."""
        super().__init__()
        self._at_work = self._stopped = False

    def compose(self) -> ComposeResult:
        """Lay out path, progress and outcome."""
        t = self.inspect.t
        with Vertical(id="box"):
            yield Static(t("Receive session files and receipts"), id="receive-title", markup=False)
            yield TextLine(id=FIELD, placeholder=t("path of a file or folder; Enter receives what is there"))
            yield Static("", id="receive-progress", markup=False)
            with VerticalScroll(id="receive-found", can_focus=False):
                yield Static("", id="receive-outcome", markup=False)
            yield RowList[TouchedRow](self.draw_row, id="receive-sessions")
            yield Static("", id="receive-hint", markup=False)

    def on_mount(self) -> None:
        """Begin in the path."""
        self.query_one("#receive-progress").display = False
        self._show(None, [])
        self._hint(N_("Enter receives · Esc closes"))
        self.query_one(f"#{FIELD}", TextLine).focus()

    def _hint(self, message: str) -> None:
        self.query_one("#receive-hint", Static).update(self.inspect.t(message))

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """A path is nothing to keep."""
        event.stop()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is taken without Enter."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Receive what is there."""
        event.stop()
        if (path := event.text.strip()) and not self._at_work:
            self._at_work, self._stopped = True, False
            self._show(None, [])
            self._hint(N_("Esc stops after the file at hand"))
            self.run_worker(self._receive(typed_path(path)), exclusive=True)

    async def _receive(self, place: Path) -> None:
        from inspect_tui.services.receiving import find_files
        from inspect_tui.services.receiving_all import answer_at, inbox_of, receiver_for

        app = self.inspect

        def prepare(store: Store) -> Receiver:
            return receiver_for(app.setup, store, app.catalog)

        failed, receiver = "", None
        try:
            files = await app.gateway.long(lambda: find_files([place]))
            receiver = await app.gateway.write(prepare)
            await self._take(receiver, files)
            if files and files[-1].parent == inbox_of(place):
                receipts = tuple(receiver.outcome.receipts)
                await app.gateway.long(lambda: answer_at(app.setup, place, receipts))
        except Exception as error:
            if not is_expected(error):
                raise
            failed = describe(error, app.catalog)
        done = receiver.outcome if receiver is not None else None
        self._at_work = False
        rows = await self._touched(done) if done is not None else []
        if self.is_attached:
            self.query_one("#receive-progress").display = False
            self._show(done, rows, failed)
            self._hint(N_("Tab: sessions, Enter opens one · Esc closes") if rows else N_("Enter receives · Esc closes"))
        await self._follow(done)

    async def _take(self, receiver: Receiver, files: list[Path]) -> None:
        begun = time.monotonic()
        for number, path in enumerate(files):
            if self._stopped:
                return
            if time.monotonic() - begun > SHOWN_AFTER:
                self._progress(number, len(files), path.name)
            # A file at a time, so that what is typed meanwhile is not kept waiting for all of them.
            await self.inspect.gateway.write(partial(_take_one, receiver, path), small=False)

    def _progress(self, number: int, count: int, name: str) -> None:
        if not self.is_attached:
            return
        line = self.query_one("#receive-progress", Static)
        line.display = True
        line.update(Content(f"{bar(number, count, BAR)} {number}/{count}  {name}"))

    async def _touched(self, done: Outcome) -> list[TouchedRow]:
        from inspect_tui.services.sessions import all_sessions

        heads = {one.session.id: one.session for one in await self.inspect.gateway.read(all_sessions)}
        rows = []
        for session, conflicts in sorted(done.sessions.items(), key=lambda item: -item[1]):
            head = heads.get(session)
            name = f"{head.agency} · {screen_date(head.held_on)}" if head is not None else session
            rows.append(TouchedRow(session, name, conflicts))
        return rows

    async def _follow(self, done: Outcome | None) -> None:
        """Show what came in also on the screens below."""
        app = self.inspect
        if done is None or not done.sessions:
            return
        if app.state is not None and app.state.id in done.sessions:
            await app.reload()
        reload = getattr(app.screen_stack[0], "reload", None)
        if reload is not None:
            reload()

    def _show(self, done: Outcome | None, rows: list[TouchedRow], failed: str = "") -> None:
        told = [Content.styled(f"✗ {failed}", "$text-error bold")] if failed else []
        if done is not None and (not failed or done.sessions or done.quarantined):
            told.append(outcome_text(done, self.inspect.catalog, self.query_one("#box").size.width - 1))
        self.query_one("#receive-outcome", Static).update(Content("\n").join(told))
        self.query_one("#receive-found").display = bool(told)
        listing = self.query_one("#receive-sessions", RowList)
        listing.set_rows(rows, keep=False)
        listing.display = bool(rows)
        listing.styles.height = min(len(rows), SESSIONS)

    def draw_row(self, row: TouchedRow, width: int) -> list[Content]:
        """Draw a session with how many conflicts it has."""
        words = self.inspect.catalog.n("{count} conflict", "{count} conflicts", row.conflicts)
        right = f"{CONFLICT} {words}" if row.conflicts else "✓"
        style = CONFLICT_STYLE if row.conflicts else "$text-success"
        return [Content.assemble(fit(row.name, width - cell_len(right) - 1), " ", (right, style))]

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a session; on what is to be decided in it, where there is something."""
        event.stop()
        app, row = self.inspect, self.query_one("#receive-sessions", RowList).row(event.key)
        self.action_close()
        if app.state is None or app.state.id != event.key:
            await app.open_session(event.key)
        if app.state is not None and app.state.id == event.key:
            if row is not None and row.conflicts:
                app.show_conflict(None)
            else:
                app.action_show("checklist")

    def action_close(self) -> None:
        """Stop after the file at hand, or close the panel."""
        if self._at_work:
            self._stopped = True
            self._hint(N_("Stopping…"))
        else:
            super().action_close()
