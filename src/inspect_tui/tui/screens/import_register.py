"""Read a register into the checklist (F8): the file, what was found in it, then the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.importing import Imported, field_words, import_register, reason_words
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.typed_path import typed_path
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


class ImportScreen(Overlay[None]):
    """Asks for a path, shows what would happen, and does it at the second Enter."""

    DEFAULT_CSS = """
    ImportScreen {
        & #import-title { text-style: bold; color: $text-accent; }
        & #import-path { margin: 1 0; }
        & #import-found { height: auto; max-height: 14; }
    }
    """

    def __init__(self) -> None:
        """Make the panel with nothing read."""
        super().__init__()
        self._ready: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out path and findings."""
        t = self.inspect.t
        with Vertical(id="box"):
            yield Static(t("Read a register (Excel or CSV)"), id="import-title", markup=False)
            yield TextLine(id="import-path", placeholder=t("path of the file; Enter looks into it"))
            yield Static("", id="import-found", markup=False)

    def on_mount(self) -> None:
        """Begin in the path."""
        self.query_one("#import-path", TextLine).focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Another path has to be looked into again."""
        event.stop()
        self._ready = None

    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """First Enter looks, second Enter imports."""
        event.stop()
        path = event.text.strip()
        if path:
            await self._read(path, dry_run=self._ready != path)

    async def _read(self, path: str, *, dry_run: bool) -> None:
        app = self.inspect
        state = app.state
        if state is None:
            return
        session, found = state.id, self.query_one("#import-found", Static)
        file = typed_path(path)

        def work(store: Store) -> Imported:
            return import_register(store, session, file, dry_run=dry_run)

        self._ready = None
        try:
            done = await (app.gateway.read(work) if dry_run else app.gateway.write(work, small=False))
        except Exception as error:
            if not is_expected(error):
                raise
            found.update(Content("⚠ " + describe(error, app.catalog)))
            return
        if dry_run:
            self._ready = path
            found.update(self._words(done))
            return
        await app.reload()
        app.tell(app.catalog.n("{count} task added", "{count} tasks added", len(done.added)))
        self.action_close()

    def _words(self, done: Imported) -> Content:
        t, register = self.inspect.t, done.register
        lines = [
            t("{tasks} tasks read: {added} added, {changed} changed, {gone} no longer in the register",
              tasks=len(register.tasks), added=len(done.added), changed=len(done.changed), gone=len(done.gone)),
            "",
        ]  # fmt: skip
        for problem in register.problems[:8]:
            lines.append(
                t(
                    "row {row}: {field} «{value}»: {reason}",
                    row=problem.row,
                    field=field_words(problem.field, self.inspect.catalog),
                    value=problem.value,
                    reason=self._reason(problem.reason),
                )
            )
        if len(register.problems) > 8:
            lines.append(t("… and {count} more", count=len(register.problems) - 8))
        lines += ["", t("Enter imports, Esc gives up.")]
        return Content("\n".join(lines))

    def _reason(self, code: str) -> str:
        return reason_words(code, self.inspect.catalog)
