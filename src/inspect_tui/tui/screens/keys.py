"""This device's keys: what headquarters types or scans, to believe this device's files and to seal files to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.identities import own_identity
from inspect_tui.services.key_text import QUIET, qr_rows, recipient_fingerprint, text_of
from inspect_tui.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from inspect_tui.exchange.keys import PublicIdentity
    from inspect_tui.store.store import Store

LITTLE_QUIET: Final = 2
"""Light modules around the code on a low terminal: cameras read it, and all 24 lines have room for it."""
HIGH: Final = 26
"""Lines from which on there is room for all of them."""


class KeysScreen(Overlay[None]):
    """Name, fingerprint and keys on the left, the code on the right, over the whole screen so that 24 lines hold it.

    The code is dark on light in every theme, and light up to the edges of its part.
    """

    BINDINGS = [Binding("enter", "copy", show=False)]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "These keys are this device's own. The signing key proves that a session file comes from here; "
            "headquarters takes it in with “inspect-tui trust add NAME KEY”. To the recipient others seal files that "
            "only this device opens: “inspect-tui recipients add NAME KEY”. The code holds both as one text, which "
            "either command takes as KEY. Afterwards read out the fingerprints to each other: where they are the same, "
            "so are the keys. None of this is secret; the private keys are never shown."
        )
    }
    DEFAULT_CSS = """
    KeysScreen {
        background: $background;
        & #box {
            width: 100%; max-width: 110; height: 100%; max-height: 30; border: none; padding: 0; background: $surface;
        }
        & #keys-words { width: 1fr; height: 100%; padding: 0 1; scrollbar-size-vertical: 1; }
        & #keys-title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        & .keys-label { color: $text-muted; margin: 1 0 0 0; }
        & #keys-fingerprint, & #keys-recipient-fingerprint { text-style: bold; color: $text-accent; }
        & #keys-code {
            width: 49; height: 100%; content-align: center middle; color: #000000; background: #ffffff;
        }
        & #keys-hint { color: $text-muted; margin: 1 0 0 0; }
    }
    """

    def __init__(self) -> None:
        """Make the screen; the keys are read, or made, once it stands."""
        super().__init__()
        self._public: PublicIdentity | None = None

    def compose(self) -> ComposeResult:
        """Lay out words and code."""
        t = self.inspect.t
        with Horizontal(id="box"):
            with VerticalScroll(id="keys-words"):
                yield Static(t("This device's keys"), id="keys-title", markup=False)
                yield Static(t("One moment…"), id="keys-name", markup=False)
                yield Static(t("Fingerprint"), classes="keys-label", markup=False)
                yield Static("", id="keys-fingerprint", markup=False)
                yield Static(t("Signing key"), classes="keys-label", markup=False)
                yield Static("", id="keys-signing", markup=False)
                yield Static(t("Recipient"), classes="keys-label", markup=False)
                yield Static("", id="keys-recipient", markup=False)
                yield Static("", id="keys-recipient-fingerprint", markup=False)
                yield Static(t("Enter copies the text · F1 help · Esc closes"), id="keys-hint", markup=False)
            yield Static("", id="keys-code", markup=False)

    async def on_mount(self) -> None:
        """Let arrows scroll, and begin to read."""
        self.query_one("#keys-words").focus()
        self.run_worker(self._read(), group="keys")

    async def _read(self) -> None:
        app = self.inspect
        setup = app.setup

        def read(store: Store) -> PublicIdentity:
            return own_identity(setup, store)

        try:
            # Keys that are made now go into an encrypted store, too.
            self._public = await app.gateway.write(read, small=False)
        except Exception as error:
            if not is_expected(error):
                raise
            self._show("keys-name", describe(error, app.catalog))
            return
        self._show_keys(self._public)

    def on_resize(self) -> None:
        """Draw the code as large as it goes."""
        if self._public is not None:
            self._show_keys(self._public)

    def _show_keys(self, public: PublicIdentity) -> None:
        self._show("keys-name", public.name)
        self._show("keys-fingerprint", public.fingerprint)
        self._show("keys-signing", public.public_key)
        self._show("keys-recipient", public.recipient)
        self._show("keys-recipient-fingerprint", recipient_fingerprint(public.recipient))
        quiet = QUIET if self.size.height >= HIGH else LITTLE_QUIET
        rows = qr_rows(text_of(public), quiet=quiet)
        self._show("keys-code", "\n".join(rows))

    def _show(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(Content(text))

    def action_copy(self) -> None:
        """Put the one text that the code holds on the terminal's clipboard."""
        if self._public is not None:
            self.inspect.copy_to_clipboard(text_of(self._public))
            self.inspect.tell(self.inspect.t("Copied."))
