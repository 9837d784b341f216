"""What protects the record while the app runs: passphrase and lock, copies, keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import events

from inspect_tui.tui.guarding import Guard, Opening

if TYPE_CHECKING:
    from textual.app import App

    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.copying import CopyKeeper
    from inspect_tui.tui.sending import Sender

    _MixedInApp = App[int]
else:
    _MixedInApp = object


class AppSafety(_MixedInApp):
    """The app's guard and its keeper of copies.

    Attributes:
        guard: who may see the store.
        copies: makes copies; None until the first screen stands.
    """

    copies: CopyKeeper | None = None
    _sender: Sender | None = None

    def guard_store(self, opening: Opening | None) -> None:
        """Begin with the store open, or with what must be asked before."""
        self.guard = Guard(cast("InspectApp", self), opening)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, events.InputEvent):
            self.guard.typed()
        await super().on_event(event)

    def start_safety(self) -> None:
        """Begin to lock when idle and to make copies; nothing of it is needed for the first screen."""
        from inspect_tui.tui.copying import CopyKeeper

        app = cast("InspectApp", self)
        copies = self.copies = CopyKeeper(app)
        loop = asyncio.get_running_loop()

        def mended(text: str) -> None:
            loop.call_soon_threadsafe(lambda: app.run_worker(copies.mended(text), group="mended"))

        app.gateway.on_mended = mended
        copies.start()
        self.sender.start()
        self.run_worker(self.guard.start(), group="guard")

    @property
    def sender(self) -> Sender:
        """What sends session files, and knows what is pending."""
        if self._sender is None:
            from inspect_tui.tui.sending import Sender

            self._sender = Sender(cast("InspectApp", self))
        return self._sender

    def pending_words(self) -> str:
        """Return the status line's words on what is to be sent; empty until it is known."""
        return self._sender.words() if self._sender is not None else ""

    def action_sync(self) -> None:
        """Show where session files are sent, and send them."""
        from inspect_tui.tui.screens.sync import SyncScreen

        if not isinstance(self.screen, SyncScreen):
            cast("InspectApp", self).close_panels()
            self.push_screen(SyncScreen())

    def copy_age(self) -> float | None:
        """Return how many seconds ago the last copy of the store was made; None where nothing is known of copies."""
        return self.copies.age() if self.copies is not None else None

    def copy_soon(self, reason: str) -> None:
        """Make a copy beside the work."""
        if self.copies is not None:
            self.copies.soon(reason)

    async def action_lock(self) -> None:
        """Hide everything until the passphrase is typed."""
        app = cast("InspectApp", self)
        if app.setup.passphrase and app.setup.location.path is not None:
            await self.guard.lock()
        else:
            app.tell(app.t("The store has no passphrase, so there is nothing to lock it with."))

    def action_keys(self) -> None:
        """Show this device's keys."""
        from inspect_tui.tui.screens.keys import KeysScreen

        if not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen())

    def action_safety(self) -> None:
        """Show copies and passphrase."""
        from inspect_tui.tui.screens.safety import SafetyScreen

        if not isinstance(self.screen, SafetyScreen):
            self.push_screen(SafetyScreen())

    def action_leaving(self) -> None:
        """Show what is to be seen to before a visit."""
        from inspect_tui.tui.screens.leaving import LeavingScreen

        if not isinstance(self.screen, LeavingScreen):
            cast("InspectApp", self).close_panels()
            self.push_screen(LeavingScreen())
