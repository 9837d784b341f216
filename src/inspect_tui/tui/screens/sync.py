"""Send what is pending, fetch receipts: where to, who will be able to read it, how far it is, how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.widgets.cells import hanging
from inspect_tui.tui.widgets.paper_rows import readers
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.sending import Sender

FIELD: Final = "sync-target"


class SyncScreen(Overlay[None]):
    """Shows the sender of the app; closing it stops nothing."""

    DEFAULT_CSS = """
    SyncScreen {
        & #sync-title { text-style: bold; color: $text-accent; }
        & #sync-target { margin: 1 0; }
        & TextLine.-textual-compact { background: $panel; }
        & #sync-readers { height: auto; }
        & #sync-progress { height: auto; margin: 1 0 0 0; }
        & #sync-found { height: auto; max-height: 8; scrollbar-size-vertical: 1; }
        & #sync-hint { color: $text-muted; margin: 1 0 0 0; }
    }
    """

    @property
    def sender(self) -> Sender:
        """What sends."""
        return self.inspect.sender

    def compose(self) -> ComposeResult:
        """Lay out target, readers and progress."""
        t = self.inspect.t
        with Vertical(id="box"):
            yield Static(t("Send to headquarters, fetch receipts"), id="sync-title", markup=False)
            yield TextLine(id=FIELD, placeholder=t("folder, sftp://user@host/path or s3://bucket/path"))
            yield Static("", id="sync-readers", markup=False)
            with VerticalScroll(id="sync-found", can_focus=False):
                yield Static("", id="sync-progress", markup=False)
            yield Static("", id="sync-hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the target that is set, and say who will be able to read what is sent."""
        field, t = self.query_one(f"#{FIELD}", TextLine), self.inspect.t
        self._readers: tuple[str, ...] | None = None
        try:
            field.text = self.sender.target()
            self._readers = readers(self.inspect)
            words = Content.styled(
                t("Sealed: readable by {names} and this device alone.", names=", ".join(self._readers)),
                "$foreground-muted",
            )
            if not self._readers:
                words = Content.styled(
                    "⚠ "
                    + t(
                        "NOT sealed, for no recipient is set: everybody who gets at the target can read it. "
                        "inspect-tui recipients add NAME KEY sets one."
                    ),
                    "$text-warning",
                )
        except Exception as error:
            if not is_expected(error):
                raise
            words = Content.styled(f"✗ {describe(error, self.inspect.catalog)}", "$text-error")
        self.query_one("#sync-readers", Static).update(words)
        self.sending_changed()
        field.focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """An address is kept once it is used."""
        event.stop()

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is taken without Enter."""
        event.stop()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Send."""
        event.stop()
        if self.sender.at_work:
            self.sender.stop()
        elif self._readers is not None:
            # On the app: closing this panel stops nothing.
            plain = not self._readers
            self.app.run_worker(self.sender.send(event.text.strip(), plain=plain), group="sync")

    def sending_changed(self) -> None:
        """Show how far it is, or how it went."""
        from inspect_tui.services.syncing import progress_line

        if not self.is_attached:
            return
        sender, t = self.sender, self.inspect.t
        width = self.query_one("#box").size.width - 3
        words = Content("")
        if sender.at_work:
            line = progress_line(sender.progress, self.inspect.catalog) if sender.progress is not None else ""
            words = Content(line or t("One moment…"))
        elif sender.failed or sender.done is not None:
            is_well = sender.done is not None and sender.done.is_well
            mark = Content.styled("✓ " if is_well else "✗ ", "$text-success bold" if is_well else "$text-error bold")
            lines = [hanging(line, width, 2) for line in sender.result().splitlines()]
            words = mark + Content("\n  ".join(lines))
        self.query_one("#sync-progress", Static).update(words)
        at_work = N_("Enter stops · Esc closes, sending goes on")
        self.query_one("#sync-hint", Static).update(t(at_work if sender.at_work else N_("Enter sends · Esc closes")))
